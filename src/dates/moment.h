// The normal form of a relative time, and what it comes to on a given day. One small language is the only way in which
// this room resolves anything: a report's own day, a text's anchor and a story's day all go through resolve_open.
//
//   day N               N days from the anchor                       "yesterday"           day -1
//   weekday W RULE [far]  W 1 = Monday ... 7; far: not the day beside the anchor                 "on Friday" weekday 5
//   past month M RULE        a month by its number                        "in September"        month 9 past monthday M
//   D RULE   a day without a year                         "September 22"        monthday 9 22 past unit U N the N-th
//   day (D), week (W), month (M),       "next month"          unit M 1
//                       quarter (Q), year (Y), decade (E), century (C) from the anchor's
//   back U N G          N units from the anchor, told to the         "two weeks ago"       back W -2 D
//                       precision G (D, M, Y or S for a moment)
//   weekend N|past|future                                            "this weekend"        weekend 0
//   season S RULE       SP, SU, FA, WI                               "last summer"         season SU last
//   quarter Q RULE      1 ... 4                                      "the fourth quarter"  quarter 4 past
//   half H RULE         1, 2                                         "the first half"      half 1 past
//   holiday DAY RULE    DAY as rules/<lang>/time_words has it        "Christmas"           holiday 12-25 past
//   monthdayof D N      day D of the N-th month from the anchor's    "the 5th of next month"
//   dayof D RULE        the day D of a month                         "on the 21st"
//   weekdayof W N       weekday W of the N-th week                   "Monday of next week"
//   yearweek W31        that week of the anchor's year
//   now                 the moment itself
//   minus X, plus X     X on the same day a year before or after     "summer last year"
//   weekdayday W D      the nearest day D of a month that is a weekday W   "Tuesday the 31st"
//   rest U              from the anchor to the end of its day (D), week (W), month (M) or year (Y)
//   last U N, next U N  the N whole units before or behind the anchor's own, as a stretch   "the past two quarters"
//   stretch -P3W:X      the three weeks up to X; stretch +P3D:X three days from X on, +>P3D:X those behind X
//   since:X, until:X    from X to the anchor, from the anchor to X
//   first P2W:X, final P2W:X   the first or last two weeks within X
//   CODE:X              within the stretch X: week, weekend, nthweek N w, nthday N W, nthmonth N; or told from X:
//                       shift -P2W ("two weeks before X"), before month M ("from May to X"), after weekday W
//
// RULE: past (the latest that is not after the anchor), future (the earliest not before it), near (the nearest), last
// and next (before and after the anchor's own), this (within the anchor's week or year). "|T..." behind it is appended
// to the day: "weekday 6 past|TEV". In front, "text " says that the anchor is a day of the text and no other will do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"

namespace fairwitness {

struct Instant {
  Day day;
  int minute = -1;  // of the day; -1: not known
};

std::optional<std::string> resolve_open(std::string_view open, Instant anchor);

// First and last day of a DATE or TIME value without a slash.
std::optional<std::pair<Day, Day>> days_of_value(std::string_view value);

// Monday is 1.
int weekday_of(Day day);
std::string week_value(Day day);  // "2016-W41"
std::optional<Day> day_of(int year, int month, int day);
int days_in(int year, int month);
// The day of a holiday's rule in a year: "12-25", "11 Thu 4" (the fourth Thursday of November), "5 Mon -1" (the last),
// "easter -2", "in 12-25..12-31". Nothing for a rule that is not understood.
std::optional<Day> holiday_day(std::string_view rule, int year);
std::string month_value(int year, int month);
std::string year_value(int year);

}  // namespace fairwitness
