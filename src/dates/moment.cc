#include "dates/moment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace fairwitness {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

struct Ymd {
  int year, month, day;
};

Ymd ymd(Day day) {
  year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::string digits(int value, size_t width) {
  std::string out = std::to_string(value < 0 ? 0 : value);
  if (out.size() < width) out.insert(0, width - out.size(), '0');
  return out;
}

// The words of an open expression, at most five.
struct Terms {
  std::array<std::string_view, 6> word{};
  size_t size = 0;
  std::string_view suffix;

  explicit Terms(std::string_view open) {
    if (size_t bar = open.find('|'); bar != std::string_view::npos) {
      suffix = open.substr(bar + 1);
      open = open.substr(0, bar);
    }
    while (size < word.size() && !open.empty()) {
      size_t end = std::min(open.find(' '), open.size());
      word[size++] = open.substr(0, end);
      open.remove_prefix(std::min(end + 1, open.size()));
    }
  }
  int number(size_t at) const {
    int value = 0;
    if (at >= size) return 0;
    auto [end, error] = std::from_chars(word[at].data(), word[at].data() + word[at].size(), value);
    return error == std::errc::result_out_of_range ? 1000000000 : value;
  }
};

constexpr int farthest = 100000;  // units; beyond it nothing is a time of news and the calendar might overflow

// Of three candidates in order of time, the one the rule wants. `own` is the anchor's place among them: a candidate is
// past when it is not after it.
template <typename Begins>
int pick_year(std::string_view rule, int year, Day anchor, Begins begins) {
  if (rule == "this") return year;
  auto day = [&](int y) { return begins(y); };
  if (rule == "past" || rule == "last") {
    for (int y = year + 1; y >= year - 8; --y)
      if (auto d = day(y); d && (rule == "last" ? *d < anchor : *d <= anchor)) return y;
    return year;
  }
  if (rule == "future" || rule == "next") {
    for (int y = year - 1; y <= year + 8; ++y)
      if (auto d = day(y); d && (rule == "next" ? *d > anchor : *d >= anchor)) return y;
    return year;
  }
  int best = year;
  auto distance = [&](int y) {
    auto d = day(y);
    return d ? std::abs((*d - anchor).count()) : 1000000;
  };
  for (int y : {year - 1, year + 1})
    if (distance(y) < distance(best)) best = y;
  return best;
}

// Whether a month, a season or a quarter is past is told by its first day, whether it is to come by its last one.
std::optional<int> period_year(std::string_view rule, Day anchor, int first_month, int months) {
  int year = ymd(anchor).year;
  auto start = [&](int y) { return day_of(y, first_month, 1); };
  auto end = [&](int y) -> std::optional<Day> {
    int month = first_month + months - 1, end_year = y + (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    return day_of(end_year, month, days_in(end_year, month));
  };
  if (rule == "future") return pick_year(rule, year, anchor, end);
  if (rule == "next") return pick_year(rule, year, anchor, start);
  if (rule == "last") return pick_year(rule, year, anchor, end);
  if (rule == "near") {
    return pick_year(rule, year, anchor, [&](int y) -> std::optional<Day> {
      auto a = start(y), b = end(y);
      return *a + (*b - *a) / 2;
    });
  }
  return pick_year(rule, year, anchor, start);
}

std::optional<std::string> weekday_value(const Terms& t, Day anchor) {
  int wanted = t.number(1), own = weekday_of(anchor);
  if (wanted < 1 || wanted > 7) return std::nullopt;
  std::string_view rule = t.word[2];
  int step = wanted - own;
  if (rule == "past" && step > 0) step -= 7;
  // The weekday beside the anchor's is told as "tomorrow" or by its name alone; "next Friday" on a Thursday is another.
  const bool far = t.word[3] == "far";
  if (rule == "last") step = step == -1 && far ? -8 : step >= 0 ? step - 7 : step;
  if (rule == "future" && step < 0) step += 7;
  if (rule == "next") step = step == 1 && far ? 8 : step <= 0 ? step + 7 : step;
  if (rule == "near") step = step > 3 ? step - 7 : step < -3 ? step + 7 : step;
  return iso_day(anchor + days(step));
}

std::optional<std::string> unit_value(std::string_view unit, int count, Day anchor) {
  Ymd a = ymd(anchor);
  if (std::abs(count) > farthest) return std::nullopt;
  switch (unit.empty() ? '?' : unit[0]) {
    case 'D':
      return iso_day(anchor + days(count));
    case 'W':
      return week_value(anchor + days(7 * count));
    case 'M':
    case 'Q': {
      int months = unit[0] == 'Q' ? 3 : 1;
      int index = a.year * 12 + a.month - 1 + count * months;
      if (index < 12) return std::nullopt;
      if (unit[0] == 'M') return month_value(index / 12, index % 12 + 1);
      return year_value(index / 12) + "-Q" + std::to_string(index % 12 / 3 + 1);
    }
    case 'Y':
      return a.year + count > 0 ? std::optional(year_value(a.year + count)) : std::nullopt;
    case 'E':
      return a.year + 10 * count > 0 ? std::optional(year_value(a.year + 10 * count).substr(0, 3)) : std::nullopt;
    case 'C':
      return a.year + 100 * count > 0 ? std::optional(year_value(a.year + 100 * count).substr(0, 2)) : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<std::string> instant_value(Instant at, long long minutes) {
  if (at.minute < 0 || std::llabs(minutes) > 60LL * 24 * farthest) return std::nullopt;
  long long total = at.minute + minutes, day = total >= 0 ? total / 1440 : -((-total + 1439) / 1440);
  int minute = static_cast<int>(total - day * 1440);
  return iso_day(at.day + days(day)) + "T" + digits(minute / 60, 2) + ":" + digits(minute % 60, 2);
}

std::optional<std::string> back_value(const Terms& t, Instant anchor) {
  char unit = t.word[1].empty() ? '?' : t.word[1][0];
  int count = t.number(2);
  if (std::abs(count) > farthest) return std::nullopt;
  Day day = anchor.day;
  if (unit == 'H') return instant_value(anchor, 60LL * count);
  if (unit == 'm') return instant_value(anchor, count);
  if (unit == 'D') day += days(count);
  if (unit == 'W') day += days(7 * count);
  if (unit == 'M' || unit == 'Y' || unit == 'E' || unit == 'C') {
    int months = count * (unit == 'M' ? 1 : unit == 'Y' ? 12 : unit == 'E' ? 120 : 1200);
    Ymd a = ymd(day);
    int index = a.year * 12 + a.month - 1 + months;
    if (index < 12 || index / 12 > 9999) return std::nullopt;
    int year = index / 12, month = index % 12 + 1;
    day = *day_of(year, month, std::min(a.day, days_in(year, month)));
  }
  Ymd a = ymd(day);
  if (a.year < 1 || a.year > 9999) return std::nullopt;
  char precision = t.word[3].empty() ? 'D' : t.word[3][0];
  if (precision == 'Y') return year_value(a.year);
  if (precision == 'M') return month_value(a.year, a.month);
  return iso_day(day);
}

std::optional<std::string> weekend_value(const Terms& t, Day anchor) {
  int own = weekday_of(anchor), weeks = 0;
  if (t.word[1] == "past")
    weeks = own >= 6 ? 0 : -1;
  else if (t.word[1] != "future")
    weeks = t.number(1);
  if (std::abs(weeks) > farthest) return std::nullopt;
  return week_value(anchor + days(7 * weeks)) + "-WE";
}

std::optional<std::string> season_value(const Terms& t, Day anchor) {
  std::string_view season = t.word[1];
  int first = season == "SP" ? 3 : season == "SU" ? 6 : season == "FA" ? 9 : 12;
  auto year = period_year(t.word[2], anchor, first, 3);
  if (!year) return std::nullopt;
  return year_value(*year) + "-" + std::string(season);
}

std::optional<std::string> month_day_value(const Terms& t, Day anchor) {
  int month = t.number(1), day = t.number(2);
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  // A past day of long ago is told with its year: "June 3" in May is next month's, whatever the tense.
  constexpr int told_without_year = 270;
  auto begins = [&](int y) { return day_of(y, month, day); };
  int year = pick_year(t.word[3], ymd(anchor).year, anchor, begins);
  if (auto past = begins(year); t.word[3] == "past" && past && (anchor - *past).count() > told_without_year)
    year = pick_year("near", ymd(anchor).year, anchor, begins);
  auto found = day_of(year, month, day);
  return found ? std::optional(iso_day(*found)) : std::nullopt;
}

std::optional<std::string> day_of_month_value(const Terms& t, Day anchor, bool shifted) {
  Ymd a = ymd(anchor);
  int day = t.number(1);
  int index = a.year * 12 + a.month - 1;
  if (shifted) {
    index += std::clamp(t.number(2), -1200, 1200);
  } else if (t.word[2] == "future" && day < a.day) {
    ++index;
  } else if (t.word[2] == "past" && day > a.day) {
    --index;
  }
  if (index < 12) return std::nullopt;
  auto found = day_of(index / 12, index % 12 + 1, day);
  return found ? std::optional(iso_day(*found)) : std::nullopt;
}

// "Tuesday the 31st": the nearest month whose 31st is a Tuesday.
std::optional<std::string> day_on_weekday_value(const Terms& t, Day anchor) {
  constexpr int months_around = 14;  // any weekday meets any day within them
  Ymd a = ymd(anchor);
  std::optional<Day> best;
  for (int by = -months_around; by <= months_around; ++by) {
    int index = a.year * 12 + a.month - 1 + by;
    auto day = day_of(index / 12, index % 12 + 1, t.number(2));
    if (!day || weekday_of(*day) != t.number(1)) continue;
    if (!best || std::abs((*day - anchor).count()) < std::abs((*best - anchor).count())) best = day;
  }
  return best ? std::optional(iso_day(*best)) : std::nullopt;
}

std::optional<std::string> holiday_value(std::string_view open, std::string_view suffix, Day anchor) {
  // The rule of a holiday holds spaces; the last word is the RULE.
  size_t bar = open.find('|');
  if (bar != std::string_view::npos) open = open.substr(0, bar);
  size_t space = open.rfind(' ');
  if (space == std::string_view::npos || space <= 8) return std::nullopt;
  std::string_view holiday = open.substr(8, space - 8), rule = open.substr(space + 1);
  int year = pick_year(rule, ymd(anchor).year, anchor, [&](int y) { return holiday_day(holiday, y); });
  auto found = holiday_day(holiday, year);
  (void)suffix;
  return found ? std::optional(iso_day(*found)) : std::nullopt;
}

std::optional<std::string> resolve_base(std::string_view open, const Terms& t, Instant at) {
  Day anchor = at.day;
  Ymd a = ymd(anchor);
  std::string_view base = t.word[0];
  if (base == "now") return at.minute >= 0 ? instant_value(at, 0) : std::optional(iso_day(anchor));
  if (base == "day")
    return std::abs(t.number(1)) > farthest ? std::nullopt : std::optional(iso_day(anchor + days(t.number(1))));
  if (base == "weekday") return weekday_value(t, anchor);
  if (base == "unit") return unit_value(t.word[1], t.number(2), anchor);
  if (base == "back") return back_value(t, at);
  if (base == "weekend") return weekend_value(t, anchor);
  if (base == "season") return season_value(t, anchor);
  if (base == "monthday") return month_day_value(t, anchor);
  if (base == "monthdayof") return day_of_month_value(t, anchor, true);
  if (base == "weekdayday") return day_on_weekday_value(t, anchor);
  if (base == "dayof") return day_of_month_value(t, anchor, false);
  if (base == "holiday") return holiday_value(open, t.suffix, anchor);
  if (base == "month") {
    int month = t.number(1);
    if (month < 1 || month > 12) return std::nullopt;
    auto year = period_year(t.word[2], anchor, month, 1);
    return month_value(*year, month);
  }
  if (base == "quarter" || base == "half") {
    int months = base == "half" ? 6 : 3, index = t.number(1);
    if (index < 1 || index > 12 / months) return std::nullopt;
    auto year = period_year(t.word[2], anchor, (index - 1) * months + 1, months);
    return year_value(*year) + (months == 6 ? "-H" : "-Q") + std::to_string(index);
  }
  if (base == "weekdayof") {
    int weeks = std::clamp(t.number(2), -5000, 5000);
    return iso_day(anchor + days(7 * weeks + t.number(1) - weekday_of(anchor)));
  }
  if (base == "yearweek") return year_value(a.year) + "-" + std::string(t.word[1]);
  return std::nullopt;
}

}  // namespace

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

std::string year_value(int year) { return digits(year, 4); }

std::string month_value(int year, int month) { return digits(year, 4) + "-" + digits(month, 2); }

std::optional<Day> day_of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                      std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

int days_in(int year, int month) {
  static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : lengths[month - 1];
}

// ISO 8601: a week belongs to the year of its Thursday.
std::string week_value(Day day) {
  Day thursday = day + days(4 - weekday_of(day));
  int year = ymd(thursday).year;
  int week = static_cast<int>((thursday - *day_of(year, 1, 1)).count()) / 7 + 1;
  return year_value(year) + "-W" + digits(week, 2);
}

// The Gregorian computus (Meeus, Jones, Butcher).
static std::optional<Day> easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  return day_of(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

std::optional<Day> holiday_day(std::string_view rule, int year) {
  Terms t(rule);
  if (t.word[0] == "easter") {
    auto day = easter(year);
    return day ? std::optional(*day + days(t.number(1))) : std::nullopt;
  }
  if (size_t dash = t.word[0].find('-'); dash != std::string_view::npos) {
    int month = t.number(0), day = 0;
    std::string_view rest = t.word[0].substr(dash + 1);
    std::from_chars(rest.data(), rest.data() + rest.size(), day);
    return day_of(year, month, day);
  }
  // MONTH WEEKDAY NTH [DAYS]: the NTH such weekday of the month, and so many days from it.
  int month = t.number(0), weekday = t.number(1), nth = t.number(2), more = t.number(3);
  if (t.size < 3 || month < 1 || month > 12 || weekday < 1 || weekday > 7) return std::nullopt;
  if (nth > 0) {
    auto first = day_of(year, month, 1);
    if (!first) return std::nullopt;
    return *first + days((weekday - weekday_of(*first) + 7) % 7 + 7 * (nth - 1) + more);
  }
  auto last = day_of(year, month, days_in(std::max(year, 1), month));
  if (!last) return std::nullopt;
  return *last - days((weekday_of(*last) - weekday + 7) % 7 + 7 * (-nth - 1)) + days(more);
}

namespace {

// "+P1M21D" from a day, a month or a year, told as exactly as the base is; a month does not know what three days from
// it are.
std::optional<std::string> shifted_value(std::string_view amount, std::string_view base, Day from) {
  if (amount.size() < 4 || amount[1] != 'P') return std::nullopt;
  int sign = amount[0] == '-' ? -1 : 1, months = 0, by = 0, count = 0;
  bool in_days = false, in_months = false;
  for (char c : amount.substr(2)) {
    if (c >= '0' && c <= '9') {
      count = std::min(count * 10 + (c - '0'), farthest);
      continue;
    }
    in_days |= c == 'D' || c == 'W';
    in_months |= c == 'M';
    if (c == 'D' || c == 'W')
      by += count * (c == 'W' ? 7 : 1);
    else if (c == 'M' || c == 'Y' || c == 'E' || c == 'C')
      months += count * (c == 'M' ? 1 : c == 'Y' ? 12 : c == 'E' ? 120 : 1200);
    else
      return std::nullopt;
    count = 0;
    if (by > farthest * 7 || months > farthest) return std::nullopt;
  }
  bool day = base.size() >= 10, month = base.size() == 7, year = base.size() == 4;
  if ((!day && in_days) || (year && in_months) || !(day || month || year)) return std::nullopt;
  Ymd a = ymd(from);
  int index = a.year * 12 + a.month - 1 + sign * months;
  if (index < 12 || index / 12 > 9999) return std::nullopt;
  int to_year = index / 12, to_month = index % 12 + 1;
  if (year) return year_value(to_year);
  if (month) return month_value(to_year, to_month);
  return iso_day(*day_of(to_year, to_month, std::min(a.day, days_in(to_year, to_month))) + days(sign * by));
}

// The latest month or day of its name that begins before the base does: "from May to March".
std::optional<std::string> before_value(const Terms& t, Day base) {
  bool month = t.word[1] == "month";
  auto begins = [&](int y) { return day_of(y, t.number(2), month ? 1 : t.number(3)); };
  for (int year = ymd(base).year; year > ymd(base).year - 9; --year)
    if (auto day = begins(year); day && *day < base) return month ? month_value(year, t.number(2)) : iso_day(*day);
  return std::nullopt;
}

// The weekend that a feast makes long: Monday's and Tuesday's is the one before.
std::string weekend_of(Day day) { return week_value(weekday_of(day) <= 2 ? day - days(7) : day) + "-WE"; }

// "week:BASE" (the week of a day), "nthweek 2 w:BASE", "nthday 1 3:BASE" (the first Wednesday of BASE); -1 is the last.
std::optional<std::string> within(std::string_view code, std::string_view base) {
  auto stretch = days_of_value(base);
  if (!stretch) return std::nullopt;
  if (code == "week") return week_value(stretch->first);
  if (code == "weekend") return weekend_of(stretch->first);
  Terms t(code);
  if (t.word[0] == "shift") return shifted_value(t.word[1], base, stretch->first);
  if (t.word[0] == "before") return before_value(t, stretch->first);
  if (t.word[0] == "nthmonth") {
    Day first = stretch->first;
    if (base.size() != 4 || t.number(1) < 1 || t.number(1) > 12) return std::nullopt;
    return month_value(ymd(first).year, t.number(1));
  }
  if (t.word[0] == "after") {
    int wanted = t.number(2);
    if (wanted < 1 || wanted > 7) return std::nullopt;
    return iso_day(stretch->first + days((wanted - weekday_of(stretch->first) + 6) % 7 + 1));
  }
  int index = t.number(1);
  if (t.word[0] == "nthweek") {
    // The first week is that of the first Thursday, as with the weeks of a year.
    Day at = index > 0 ? stretch->first + days(7 * (index - 1)) : stretch->second;
    if (index > 0 && weekday_of(stretch->first) > 4) at += days(7);
    if (index < 0 && weekday_of(stretch->second) < 4) at -= days(7);
    return week_value(at) + (t.word[2] == "e" ? "-WE" : "");
  }
  int weekday = t.number(2);
  if (weekday < 1 || weekday > 7) return std::nullopt;
  if (index > 0)
    return iso_day(stretch->first + days((weekday - weekday_of(stretch->first) + 7) % 7 + 7 * (index - 1)));
  return iso_day(stretch->second - days((weekday_of(stretch->second) - weekday + 7) % 7));
}

}  // namespace

namespace {

std::optional<std::pair<Day, Day>> days_between(int first_year, int last_year) {
  auto from = day_of(first_year, 1, 1), to = day_of(last_year, 12, 31);
  return from && to ? std::optional(std::pair(*from, *to)) : std::nullopt;
}

// Months from the first to the last, of which the first may lie in a year before.
std::optional<std::pair<Day, Day>> months_of(int year, int first, int count) {
  int last = first + count - 1, last_year = year + (last - 1) / 12;
  last = (last - 1) % 12 + 1;
  auto from = day_of(year, first, 1), to = day_of(last_year, last, days_in(std::max(last_year, 1), last));
  return from && to ? std::optional(std::pair(*from, *to)) : std::nullopt;
}

std::optional<std::pair<Day, Day>> week_days(int year, int week, std::string_view rest) {
  auto fourth = day_of(year, 1, 4);
  if (!fourth || week < 1 || week > 53) return std::nullopt;
  Day monday = *fourth - days(weekday_of(*fourth) - 1) + days(7 * (week - 1));
  if (rest == "-WE") return std::pair(monday + days(5), monday + days(6));
  if (rest.size() == 2 && rest[0] == '-' && rest[1] >= '1' && rest[1] <= '7')
    return std::pair(monday + days(rest[1] - '1'), monday + days(rest[1] - '1'));
  return rest.empty() ? std::optional(std::pair(monday, monday + days(6))) : std::nullopt;
}

}  // namespace

std::optional<std::pair<Day, Day>> days_of_value(std::string_view value) {
  auto number = [&](size_t at, size_t length) {
    int out = 0;
    for (size_t i = at; i < at + length; ++i) {
      if (i >= value.size() || value[i] < '0' || value[i] > '9') return -1;
      out = out * 10 + (value[i] - '0');
    }
    return out;
  };
  if (value.size() == 2 && number(0, 2) > 0) return days_between(number(0, 2) * 100, number(0, 2) * 100 + 99);
  if (value.size() == 3 && number(0, 3) > 0) return days_between(number(0, 3) * 10, number(0, 3) * 10 + 9);
  int year = number(0, 4);
  if (year < 1) return std::nullopt;
  if (value.size() == 4) return days_between(year, year);
  if (value.size() < 6 || value[4] != '-') return std::nullopt;
  std::string_view rest = value.substr(5);
  if (rest[0] == 'W' && number(6, 2) > 0) return week_days(year, number(6, 2), value.substr(8));
  if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'H') && rest[1] >= '1' && rest[1] <= '4') {
    int months = rest[0] == 'Q' ? 3 : 6, index = rest[1] - '1';
    return index * months < 12 ? months_of(year, index * months + 1, months) : std::nullopt;
  }
  if (rest == "SP") return months_of(year, 3, 3);
  if (rest == "SU") return months_of(year, 6, 3);
  if (rest == "FA") return months_of(year, 9, 3);
  if (rest == "WI") return months_of(year, 12, 3);
  int month = number(5, 2);
  if (month < 1 || month > 12) return std::nullopt;
  if (value.size() == 7) return months_of(year, month, 1);
  if (value.size() > 10 && value[10] != 'T') return std::nullopt;
  auto day = parse_iso_day(value.substr(0, 10));
  return day ? std::optional(std::pair(*day, *day)) : std::nullopt;
}

namespace {

// "2016-11-07T16:12", and nothing more exact.
std::optional<Instant> instant_of_value(std::string_view value) {
  auto day = parse_iso_day(value.substr(0, 10));
  if (!day || value.size() < 16 || value[10] != 'T' || value[13] != ':') return std::nullopt;
  int hour = 0, minute = 0;
  std::from_chars(value.data() + 11, value.data() + 13, hour);
  std::from_chars(value.data() + 14, value.data() + 16, minute);
  return Instant{*day, hour * 60 + minute};
}

// How many seconds "PT2H30M" or "P1DT5H" has; nothing where months or years are among them.
std::optional<long long> seconds_of(std::string_view amount) {
  long long out = 0, count = 0;
  bool clock = false;
  for (char c : amount.substr(1)) {
    if (c >= '0' && c <= '9') {
      count = std::min<long long>(count * 10 + (c - '0'), farthest);
      continue;
    }
    if (c == 'T')
      clock = true;
    else if (c == 'D' || c == 'W')
      out += count * 86400 * (c == 'W' ? 7 : 1);
    else if (clock && (c == 'H' || c == 'M' || c == 'S'))
      out += count * (c == 'H' ? 3600 : c == 'M' ? 60 : 1);
    else
      return std::nullopt;
    count = 0;
  }
  return out;
}

std::string between(const std::string& from, const std::string& to) { return from + "/" + to; }

// "+P3D" from a day or a moment, "-P3W" up to it, "+>P3D" beginning the day behind it.
std::optional<std::string> stretch_value(std::string_view amount, const std::string& base) {
  const bool back = amount.starts_with('-'), behind = amount.starts_with("+>");
  if (amount.size() < 4) return std::nullopt;
  std::string_view length = amount.substr(behind ? 2 : 1);
  if (length.size() < 3 || length[0] != 'P') return std::nullopt;
  if (auto at = instant_of_value(base)) {
    auto seconds = seconds_of(length);
    if (!seconds) return std::nullopt;
    const long long moved = back ? -*seconds : *seconds, rest = (moved % 60 + 60) % 60;
    auto end = instant_value(*at, (moved - rest) / 60);
    if (!end) return std::nullopt;
    if (rest != 0) *end += ":" + digits(static_cast<int>(rest), 2);
    return back ? between(*end, base) : between(base, *end);
  }
  auto day = base.size() == 10 ? parse_iso_day(base) : std::nullopt;
  if (!day || length.find('T') != std::string_view::npos) return std::nullopt;
  auto end = shifted_value(std::string(back ? "-" : "+") + std::string(length), base, *day);
  if (!end) return std::nullopt;
  if (back) return between(*end, base);
  if (behind) return between(iso_day(*day + days(1)), *end);
  return between(base, iso_day(*parse_iso_day(*end) - days(1)));
}

// The first or last so many days, weeks or months of a stretch.
std::optional<std::string> part_of_stretch(bool first, std::string_view length, const std::string& base) {
  auto all = days_of_value(base);
  int count = 0;
  if (length.size() < 3) return std::nullopt;
  auto [end, error] = std::from_chars(length.data() + 1, length.data() + length.size(), count);
  if (!all || error != std::errc() || end + 1 != length.data() + length.size() || count < 1 || count > 1000)
    return std::nullopt;
  const char unit = *end;
  Day from = all->first, to = all->second;
  if (unit == 'D') {
    from = first ? from : to - days(count - 1), to = first ? from + days(count - 1) : to;
    return from < all->first || to > all->second ? std::nullopt : std::optional(between(iso_day(from), iso_day(to)));
  }
  if (unit == 'W') {  // a week belongs to the stretch that its Thursday lies in
    Day thursday = first ? from + days((11 - weekday_of(from)) % 7) : to - days((weekday_of(to) + 3) % 7);
    Day other = thursday + days(7 * (count - 1) * (first ? 1 : -1));
    if (other < all->first || other > all->second) return std::nullopt;
    return between(week_value(std::min(thursday, other)), week_value(std::max(thursday, other)));
  }
  if (unit == 'M' && base.size() == 4 && count <= 12) {
    int year = ymd(from).year;
    return first ? between(month_value(year, 1), month_value(year, count))
                 : between(month_value(year, 13 - count), month_value(year, 12));
  }
  return std::nullopt;
}

// "rest W", "last Q 2": stretches that hang on the anchor alone.
std::optional<std::string> stretch_at(const Terms& t, Instant anchor) {
  const char unit = t.word[1].empty() ? '?' : t.word[1][0];
  Ymd a = ymd(anchor.day);
  if (t.word[0] != "rest") {
    const int count = t.number(2), side = t.word[0] == "last" ? -1 : 1;
    auto near = unit_value(t.word[1], side, anchor.day), far = unit_value(t.word[1], side * count, anchor.day);
    if (!near || !far || count < 1) return std::nullopt;
    return side < 0 ? between(*far, *near) : between(*near, *far);
  }
  std::string today = iso_day(anchor.day);
  if (unit == 'D') {
    if (anchor.minute < 0) return today;
    return between(*instant_value(anchor, 0), today + "T23:59:59");
  }
  if (unit == 'W') return between(today, iso_day(anchor.day + days(7 - weekday_of(anchor.day))));
  if (unit == 'M') return between(today, iso_day(*day_of(a.year, a.month, days_in(a.year, a.month))));
  if (unit == 'Y') return between(today, iso_day(*day_of(a.year, 12, 31)));
  return std::nullopt;
}

}  // namespace

std::optional<std::string> resolve_open(std::string_view open, Instant anchor) {
  Ymd a = ymd(anchor.day);
  if (a.year < 2 || a.year > 9990) return std::nullopt;
  if (size_t colon = open.find(':');
      colon != std::string_view::npos && colon + 1 < open.size() && open.find('|') > colon) {
    std::string_view base = open.substr(colon + 1);
    bool absolute = base[0] >= '0' && base[0] <= '9';
    auto value = absolute ? std::optional<std::string>(base) : resolve_open(base, anchor);
    if (!value) return std::nullopt;
    std::string_view code = open.substr(0, colon);
    if (code.starts_with("stretch ")) return stretch_value(code.substr(8), *value);
    if (code.starts_with("first ") || code.starts_with("final "))
      return part_of_stretch(code.starts_with("first "), code.substr(6), *value);
    if (code == "since" || code == "until") {
      auto whole = days_of_value(*value);
      if (!whole) return std::nullopt;
      std::string today = iso_day(anchor.day);
      if (code == "until") return between(today, value->size() >= 10 ? *value : iso_day(whole->second));
      return between(value->size() >= 10 ? *value : iso_day(whole->first), today);
    }
    return within(code, *value);
  }
  if (open.starts_with("minus ") || open.starts_with("plus ")) {
    int by = open[0] == 'm' ? -1 : 1;
    auto moved = day_of(a.year + by, a.month, std::min(a.day, 28));
    return moved ? resolve_open(open.substr(open.find(' ') + 1), {*moved, anchor.minute}) : std::nullopt;
  }
  Terms terms(open);
  if (terms.word[0] == "rest" || terms.word[0] == "last" || terms.word[0] == "next") return stretch_at(terms, anchor);
  auto value = resolve_base(open, terms, anchor);
  if (value && !terms.suffix.empty()) {
    if (value->size() == 10) value->append(terms.suffix);
  }
  return value;
}

}  // namespace fairwitness
