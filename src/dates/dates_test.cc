#include "dates/dates.h"

#include <gtest/gtest.h>

#include "base/cost.h"
#include "dates/lexicon.h"
#include "dates/moment.h"
#include "dates/numbers.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

std::vector<Time> read(const std::string& text, const std::string& published, BlockKind kind = BlockKind::paragraph) {
  static const WordRules words(rules());
  static const DateRules dates(rules());
  Article article;
  article.text = text;
  article.blocks.push_back({kind, {0, static_cast<uint32_t>(text.size())}});
  article.published.value = published;
  return find_times(article, read_words(article.text, article.blocks, words), dates);
}

// "words=value; words=value" of all that is found; an open time shows its normal form in brackets.
std::string shown(const std::string& text, const std::string& published) {
  std::string out;
  for (const Time& time : read(text, published)) {
    if (!out.empty()) out += "; ";
    out += std::string(time.span.of(text)) + "=" + (time.value.empty() ? "[" + time.open + "]" : time.value);
  }
  return out;
}

struct Case {
  const char* text;
  const char* times;
};

// 2019-06-12 is a Wednesday.
constexpr const char* day = "2019-06-12";

TEST(Dates, TellTheDaysOfAStretch) {
  const Case cases[] = {
      // A length stays one; the days it covers stand beside it.
      {"They met in the past three weeks.", "the past three weeks=P3W; the past three weeks=2019-05-22/2019-06-12"},
      {"It will rain in the next five days.", "the next five days=P5D; the next five days=2019-06-13/2019-06-17"},
      {"Over the next three days, 40 people died.", "Over the next three days=P3D"},
      {"She will answer within five days.", "five days=P5D; five days=2019-06-12/2019-06-17"},
      {"Ten died within two hours.", "two hours=PT2H"},
      {"It rained for the last three months of 2018.", "the last three months of 2018=2018-10/2018-12"},
      {"The first two weeks of 2018 were calm.", "The first two weeks of 2018=2018-W01/2018-W02"},
      {"Sales fell in the past two quarters.", "the past two quarters=P2Q; the past two quarters=2018-Q4/2019-Q1"},
      {"It will close for 3 days starting next Monday.", "3 days starting next Monday=2019-06-17/2019-06-19"},
      {"It ran from 10 am for 3 hours.", "10 am for 3 hours=2019-06-12T10:00/2019-06-12T13:00"},
      {"It will run on 14 July for 7 hours from 9:30 am.",
       "14 July for 7 hours from 9:30 am=2019-07-14T09:30/2019-07-14T16:30"},
      {"Between now and July 21 the bridge is closed.", "now and July 21=2019-06-12/2019-07-21"},
      {"Sales fell between March and now.", "March and now=2019-03-01/2019-06-12"},
      {"The rest of the week will be dry.", "The rest of the week=2019-06-12/2019-06-16"},
      {"The rest of the city is dry.", ""},
      {"Leave in ten days.", "ten days=2019-06-22"},
      {"Third fire in ten days at the harbour.", "ten days=P10D"},
      {"It fell by a fifth in the year to date.", "year to date=2019-01-01/2019-06-12"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, day), c.times) << c.text;
  for (const char* open :
       {"stretch :2016-01-01", "stretch +:day 0", "first :2016", "final P:2016", "since:", "rest ?"}) {
    Time damaged;
    damaged.open = open;
    EXPECT_FALSE(resolve_time(damaged, Day{}).has_value()) << open;
  }
  EXPECT_EQ(shown("They met in the past three weeks.", ""), "the past three weeks=P3W");
  EXPECT_EQ(shown("Between now and July 21 it is closed.", ""), "now and July 21=[until:monthday 7 21 future]");
}

TEST(Dates, TellWhatTheCalendarNames) {
  const Case cases[] = {
      {"The bridge at Korrel opened on March 4, 1998.", "March 4, 1998=1998-03-04"},
      {"It opened on 4 March 1998 and closed on the 5th of May, 2001.",
       "4 March 1998=1998-03-04; the 5th of May, 2001=2001-05-05"},
      {"Signed 2016-10-15 and 15.10.2016 and 10/15/2016.",
       "2016-10-15=2016-10-15; 15.10.2016=2016-10-15; 10/15/2016=2016-10-15"},
      {"Rain fell from May 5-7, 2014.", "May 5=2014-05-05; 7, 2014=2014-05-07"},
      {"Rain fell from 3 to 5 May 2014.", "3=2014-05-03; 5 May 2014=2014-05-05"},
      {"In July 2004, in early June 2003 and by the end of 2002.",
       "July 2004=2004-07; early June 2003=2003-06; the end of 2002=2002"},
      {"In the 1990s and the '80s, in the 19th century.", "the 1990s=199; the '80s=198; the 19th century=18"},
      {"Paid in 11 / 2016 and in 2016, Nov.", "11 / 2016=2016-11; 2016, Nov=2016-11"},
      {"The week of the 18th is free, and so is Sunday 30.", "The week of the 18th=2019-W25; Sunday 30=2019-06-30"},
      {"He came in early morning, she in some summer.", "early morning=TMO; summer=XXXX-SU"},
      {"the Evening Post, a mid-morning-like light", ""},
      {"It opens on 15 at 8:00 and will close at 8 pm on the 16th.",
       "15 at 8:00=2019-06-15T08:00; 8 pm on the 16th=2019-06-16T20:00"},
      {"Her temperature was 37.1 in the morning.", "the morning=2019-06-12TMO"},
      {"the third quarter of 2009 and Q1 2010", "the third quarter of 2009=2009-Q3; Q1 2010=2010-Q1"},
      {"In summer 2012 and the spring of 2009.", "summer 2012=2012-SU; the spring of 2009=2009-SP"},
      {"Christmas Day 2014, Easter Sunday 2018, Thanksgiving 2017",
       "Christmas Day 2014=2014-12-25; Easter Sunday 2018=2018-04-01; Thanksgiving 2017=2017-11-23"},
      {"between 2014 and 2016", "2014=2014; 2016=2016"},
      {"Some 2,014 people and 2000 workers came, and 1950 miles of road were built.", ""},
      {"Call 138-2010-2015 or 555-1998.", ""},
      {"He may march on; this may take long.", ""},
      {"Flight 2014 cost $1999.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, day), c.times) << c.text;
}

TEST(Dates, CountFromTheReportsDay) {
  const Case cases[] = {
      {"The ministers met on Monday.", "Monday=2019-06-10"},
      {"The ministers will meet on Monday.", "Monday=2019-06-17"},
      {"Police are investigating a crash on Monday.", "Monday=2019-06-10"},
      {"Deputies continue to investigate a crash on Monday.", "Monday=2019-06-10"},
      {"Deputies will investigate on Monday.", "Monday=2019-06-17"},
      {"Voters are angry after Monday's ruling.", "Monday=2019-06-10"},
      {"Voters are angry following Monday's ruling.", "Monday=2019-06-10"},
      {"The ministers will meet after Monday's vote.", "Monday=2019-06-17"},
      {"Lind told the Courier Tuesday he agrees.", "Tuesday=2019-06-11"},
      {"Lind said the talks on Sunday will go on.", "Sunday=2019-06-16"},
      {"The ministers are discussing a vote on Monday.", "Monday=2019-06-17"},
      {"The hearing is to open on Monday.", "Monday=2019-06-17"},
      {"Flames spread from the engine deck on Monday.", "Monday=2019-06-10"},
      {"The ministers met on Wednesday.", "Wednesday=2019-06-12"},
      {"Talks failed on Saturday evening.", "Saturday evening=2019-06-08TEV"},
      {"They planned to meet in Korrel on Sunday.", "Sunday=2019-06-16"},
      {"They failed to agree on Sunday.", "Sunday=2019-06-09"},
      {"Envoys would contact each other on Monday to follow up.", "Monday=2019-06-17"},
      {"This past Tuesday, at least 12 villagers fled.", "This past Tuesday=2019-06-11"},
      {"It will open next Friday.", "next Friday=2019-06-14"},
      {"yesterday, today and the day after tomorrow",
       "yesterday=2019-06-11; today=2019-06-12; the day after tomorrow=2019-06-14"},
      {"last month, next week and this weekend", "last month=2019-05; next week=2019-W25; this weekend=2019-W24-WE"},
      {"There will be no bread from the start of next month.", "the start of next month=2019-07"},
      {"The plan was made in September.", "September=2018-09"},
      {"It was founded two years ago.", "two years ago=2017"},
      {"It was found three days ago, last night.", "three days ago=2019-06-09; last night=2019-06-11TNI"},
      {"The vote is due in three days.", "three days=2019-06-15"},
      {"They have not eaten in three days.", "three days=P3D"},
      {"The market opened on June 3 and closes on June 20.", "June 3=2019-06-03; June 20=2019-06-20"},
      {"The same month last year was dry; in March last year it rained.",
       "The same month=[text unit M 0]; last year=2018; March last year=2018-03"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, day), c.times) << c.text;
}

TEST(Dates, CountFromADayBesideThem) {
  const Case cases[] = {
      {"It closed 12 days after 3 October 2018.", "12 days after 3 October 2018=2018-10-15"},
      {"The truce ended two weeks before Christmas.", "two weeks before Christmas=2018-12-11"},
      {"He left two years after June 2014.", "two years after June 2014=2016-06"},
      {"It lasted two years from 2014 to 2016.", "two years=P2Y; 2014=2014; 2016=2016"},
      {"It was signed 1 month 21 days ago.", "1 month 21 days ago=2019-04-21"},
      {"It opens three weeks from tomorrow.", "three weeks from tomorrow=2019-07-04"},
      {"It will last from May to October 2020.", "May=2020-05; October 2020=2020-10"},
      {"The fair was held Nov-Feb 2017.", "Nov=2016-11; Feb 2017=2017-02"},
      {"It is shut from next Monday to Friday.", "next Monday=2019-06-17; Friday=2019-06-21"},
      {"It is due the week after next.", "the week after next=2019-W26"},
      {"the week beginning July 1, 2019", "the week beginning July 1, 2019=2019-W27"},
      {"It came on Friday the 31st.", "Friday the 31st=2019-05-31"},
      {"Trade has been suspended until Friday.", "Friday=2019-06-14"},
      {"The trade was slow on Monday. The index ended the day at 8,017.", "Monday=2019-06-10; the day=2019-06-10"},
      {"Claims rose 15,000 last week.", "last week=2019-W23"},
      {"2017 Q1, 2018-H2 and the third month of 2021",
       "2017 Q1=2017-Q1; 2018-H2=2018-H2; the third month of 2021=2021-03"},
      {"A film in 3D; up to date gear; the day care.", ""},
      {"The bus runs every day at 9 am and Tuesdays at 17.30, on Friday mornings too.",
       "every day at 9 am=XXXX-XX-XXT09:00; Tuesdays at 17.30=XXXX-WXX-2T17:30; Friday mornings=XXXX-WXX-5TMO"},
      {"12 days after 30 February", "12 days=P12D"},
      {"In May 2018 it rained; three days later it snowed.", "May 2018=2018-05; three days later=[text back D 3 D]"},
      {"Shops close for Lunar New Year; they opened on New Year's Day 2019.",
       "Lunar New Year=[holiday unknown future]; New Year's Day 2019=2019-01-01"},
      {"open from 10/1 to 11/7, between 3 and 8 yesterday, from 4 to 22 next month",
       "10/1=2019-10-01; 11/7=2019-11-07; 3=2019-06-11T03:00; 8 yesterday=2019-06-11T08:00; 4=2019-07-04; 22 next "
       "month=2019-07-22"},
      {"A ratio from 1/2 to 3/4, a 24/7 shop.", ""},
      {"This evening they play from 7 to 7:30.",
       "This evening=2019-06-12TEV; 7=2019-06-12T19:00; 7:30=2019-06-12T19:30"},
      {"On 30 February and 31 April, in the year 99999 or the year 0, as case 2882015 says", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, day), c.times) << c.text;
}

TEST(Dates, TellWhichOfDayAndMonthStandsFirst) {
  static const WordRules words(rules());
  static const DateRules dates(rules());
  auto told = [&](const char* outlet) {
    Article article;
    article.text = "It was signed on 3/4/2016, on Sunday 5/6 and on 25/12/2015.";
    article.blocks.push_back({BlockKind::paragraph, {0, static_cast<uint32_t>(article.text.size())}});
    article.published.value = "2016-05-30";
    article.outlet.value = outlet;
    std::string out;
    for (const Time& t : find_times(article, read_words(article.text, article.blocks, words), dates))
      out += t.value + " (" + t.why + ") ";
    return out;
  };
  EXPECT_EQ(told("BBC News"),
            "2016-04-03 (numeric date, day first as in GB) 2016-06-05 (weekday and numeric day, day first as in GB) "
            "2015-12-25 (numeric date) ");
  EXPECT_EQ(told("CNN").substr(0, 48), "2016-03-04 (numeric date, month first as in US) ");
  EXPECT_EQ(told("").substr(0, 58), "2016-03-04 (numeric date, order of day and month not told)");
}

TEST(Dates, ReadTimesOfDay) {
  const Case cases[] = {
      {"It began at 18:00 UTC on Tuesday.", "18:00 UTC on Tuesday=2019-06-11T18:00Z"},
      {"On Monday at 3 p.m. the siren went off.", "Monday at 3 p.m.=2019-06-10T15:00"},
      {"It closed on Monday. At 6:40 p.m. that evening",
       "Monday=2019-06-10; 6:40 p.m.=2019-06-12T18:40; that evening=2019-06-10TEV"},
      {"The road is closed from 5 to 7 pm tomorrow.", "5=2019-06-13T17:00; 7 pm tomorrow=2019-06-13T19:00"},
      {"at half past seven, at noon, at quarter to six",
       "half past seven=2019-06-12T07:30; noon=2019-06-12T12:00; quarter to six=2019-06-12T05:45"},
      {"The score was 3:1 after 4 quarters; a 16:9 screen", "4 quarters=P4Q"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, day), c.times) << c.text;
}

TEST(Dates, MeasureDurationsAndSets) {
  const Case cases[] = {
      {"a three-week-old siege in a five-year war, a month-long push",
       "three-week-old=P3W; five-year=P5Y; month-long=P1M"},
      {"more than four hours of talks", "more than four hours=PT4H"},
      {"two and a half years, half an hour, a year and a half",
       "two and a half years=P2.5Y; half an hour=PT0.5H; a year and a half=P1.5Y"},
      {"for several weeks and the past decade", "several weeks=PXW; the past decade=P10Y"},
      {"every Monday, daily, twice a week, each year",
       "every Monday=XXXX-WXX-1; daily=P1D; twice a week=P1W; each year=P1Y"},
      {"a 20-year-old man and his 3-year-old sister", ""},
      {"a third day of rain", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, day), c.times) << c.text;
}

TEST(Dates, StayOpenWithoutADay) {
  EXPECT_EQ(shown("They met on Saturday evening.", ""), "Saturday evening=[weekday 6 past|TEV]");
  EXPECT_EQ(shown("They will meet on Monday.", ""), "Monday=[weekday 1 future]");
  EXPECT_EQ(shown("It opened in 2011, on March 3, 2012. The next day it closed.", ""),
            "2011=2011; March 3, 2012=2012-03-03; The next day=2012-03-04");
  auto times = read("They met on Saturday evening.", "");
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(resolve_time(times[0], *parse_iso_day("2019-06-12")), "2019-06-08TEV");
  EXPECT_EQ(times[0].anchor, Anchor::none);
  EXPECT_EQ(read("They met on Saturday.", day)[0].anchor, Anchor::report);
}

TEST(Dates, CountFromTheTextsDay) {
  EXPECT_EQ(shown("The dam broke on March 3, 2012. Three days later the town was empty.", day),
            "March 3, 2012=2012-03-03; Three days later=2012-03-06");
  EXPECT_EQ(read("The dam broke on March 3, 2012. Three days later the town was empty.", day)[1].anchor, Anchor::text);
}

TEST(Dates, KnowTheDaysOfAValue) {
  auto shown_days = [](std::string_view value) {
    auto days = days_of(value);
    return days ? iso_day(days->first) + " " + iso_day(days->second) : std::string("none");
  };
  EXPECT_EQ(shown_days("2016-10-15TEV"), "2016-10-15 2016-10-15");
  EXPECT_EQ(shown_days("2016-W41-WE"), "2016-10-15 2016-10-16");
  EXPECT_EQ(shown_days("2016-W41"), "2016-10-10 2016-10-16");
  EXPECT_EQ(shown_days("2016-09"), "2016-09-01 2016-09-30");
  EXPECT_EQ(shown_days("2016"), "2016-01-01 2016-12-31");
  EXPECT_EQ(shown_days("199"), "1990-01-01 1999-12-31");
  EXPECT_EQ(shown_days("2016-Q4"), "2016-10-01 2016-12-31");
  EXPECT_EQ(shown_days("2016-WI"), "2016-12-01 2017-02-28");
  EXPECT_EQ(shown_days("2014/2016-03"), "2014-01-01 2016-03-31");
  for (const char* none : {"", "P3W", "PRESENT_REF", "XXXX-WXX-1", "2016-13", "2016-02-30", "0000", "T18:00"})
    EXPECT_EQ(shown_days(none), "none") << none;
}

TEST(Dates, ResolveOnlyWhatTheDayTells) {
  auto at = [](const char* open) { return resolve_open(open, {*parse_iso_day("2019-06-12")}).value_or("none"); };
  EXPECT_EQ(at("weekday 3 past"), "2019-06-12");
  EXPECT_EQ(at("weekday 3 next"), "2019-06-19");
  EXPECT_EQ(at("unit M -6"), "2018-12");
  EXPECT_EQ(at("back M -1 D"), "2019-05-12");
  EXPECT_EQ(at("holiday easter -2 past"), "2019-04-19");
  EXPECT_EQ(at("nthday 1 1:month 9 future"), "2019-09-02");
  for (const char* none : {"", "text day 1", "back H -2 S", "weekday 9 past", "monthday 2 31 past", "unit ? 1",
                           "back Y -999999999 Y", "day 99999999999"})
    EXPECT_EQ(at(none), "none") << none;
}

double number(const char* text) {
  Lexicon lexicon;
  lexicon.add(rules().table("rules/en/time_numbers"));
  auto found = read_number(text, lexicon.pieces_of(text), 0, lexicon);
  return found ? found->value : -1;
}

TEST(Numbers, ReadDigitsAndWords) {
  const std::pair<const char*, double> cases[] = {{"1,234,567", 1234567},
                                                  {"12.5", 12.5},
                                                  {"1.2 million", 1.2e6},
                                                  {"5bn", 5e9},
                                                  {"twenty-five", 25},
                                                  {"two hundred and five thousand three hundred", 205300},
                                                  {"a hundred and twenty", 120},
                                                  {"half a million", 500000},
                                                  {"two and a half million", 2.5e6},
                                                  {"three quarters", .75},
                                                  {"two-thirds", 2.0 / 3},
                                                  {"3 1/2", 3.5},
                                                  {"two dozen", 24},
                                                  {"one point five", 1.5},
                                                  {"a million and a half", 1.5e6},
                                                  {"nine", 9},
                                                  {"a third", 1.0 / 3},
                                                  {"one thousand and one", 1001},
                                                  {"one over twenty", .05},
                                                  {"one twenty-fifth", .04},
                                                  {"twenty twenty fifths", .8},
                                                  {"one hundred and thirty fifths", 26},
                                                  {"a twenty-first", 1.0 / 21},
                                                  {"quarter million", 250000},
                                                  {"1.111,11", 1111.11},
                                                  {"1,111.11", 1111.11},
                                                  {"three hundred and two dozen", 324},
                                                  {"five hundreds", 500},
                                                  {"2.33 k", 2330},
                                                  {"1,674.5 G", 1674.5e9},
                                                  {"3 hundred and 2 hundred", 300}};
  for (auto& [text, value] : cases) EXPECT_NEAR(number(text), value, value * 1e-9) << text;
  EXPECT_EQ(number("99999999999999999999999999"), -1);
  EXPECT_EQ(number("one trillion trillion trillion"), -1);
}

// No input takes more than linear time: a megabyte of each is read well below the cap on a slow machine.
TEST(Dates, ReadHostileTextInLinearTime) {
  auto of = [](std::string_view piece) {
    std::string out;
    while (out.size() < (size_t{1} << 20)) out += piece;
    return out;
  };
  static const DateRules dates(rules());
  for (const char* piece : {"7",
                            "1 ",
                            "and ",
                            ",",
                            "the ",
                            "May ",
                            "12:",
                            "one hundred ",
                            "last ",
                            "a ",
                            "5-",
                            "thousand ",
                            "every ",
                            "'",
                            "\xE2\x80\x93",
                            "twenty-",
                            "June 1 and ",
                            "half a ",
                            "the end of ",
                            "the first week of ",
                            "first Monday of the last week of ",
                            "the rest of the ",
                            "the first two weeks of ",
                            "within the next three days ",
                            "from 10 am for 3 hours ",
                            "between now and "}) {
    Article article;
    article.text = of(piece);
    double took = cpu_seconds([&] {
      for (const Time& time : find_times(article, Words{}, dates)) EXPECT_LE(time.span.end, article.text.size());
    });
    EXPECT_LT(took, patience(20)) << piece;
  }
}

}  // namespace
}  // namespace fairwitness
