#include "article/page_date.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

class PageDateTest : public ::testing::Test {
 protected:
  PageDateTest() : rules_(std::move(Rules::embedded().value())), words_(*rules_) {}
  std::string machine(std::string_view text) {
    auto date = parse_machine_date(text);
    return date ? date->iso() : "";
  }
  std::string first(std::string_view text, bool month_first = false) {
    auto found = find_dates(text, words_, month_first);
    return found.empty() ? "" : found.front().date.iso();
  }
  std::shared_ptr<const Rules> rules_;
  DateWords words_;
};

TEST_F(PageDateTest, MachineForms) {
  EXPECT_EQ(machine("2031-04-05"), "2031-04-05");
  EXPECT_EQ(machine("2031-04-05T06:07:08.123+0230"), "2031-04-05T06:07:08.123+02:30");
  EXPECT_EQ(machine("2031-04-05 06:07:08 UTC"), "2031-04-05T06:07:08Z");
  EXPECT_EQ(machine("20310405T060708Z"), "2031-04-05T06:07:08Z");
  EXPECT_EQ(machine("20310405"), "2031-04-05");
  EXPECT_EQ(machine("2031/4/5"), "2031-04-05");
  EXPECT_EQ(machine("1933135628"), "2031-04-05T06:07:08Z");
  EXPECT_EQ(machine("1933135628000"), "2031-04-05T06:07:08Z");
  EXPECT_EQ(machine("2031-13-05"), "");
  EXPECT_EQ(machine("2031-02-30"), "");
  EXPECT_EQ(machine("5 April"), "");
}

TEST_F(PageDateTest, VisibleForms) {
  EXPECT_EQ(first("05 / April / 2031 06:20"), "2031-04-05T06:20");
  EXPECT_EQ(first("April 5, 2031"), "2031-04-05");
  EXPECT_EQ(first("Posted Apr. 5th, 2031 at 6:20 p.m."), "2031-04-05T18:20");
  EXPECT_EQ(first("Published 15:43 GMT, 3 Mar 2031"), "2031-03-03T15:43Z");
  EXPECT_EQ(first("Sat, 05 Apr 2031 06:20:00 +0200"), "2031-04-05T06:20:00+02:00");
  EXPECT_EQ(first("Sat Apr 05 06:20:00 +0000 2031"), "2031-04-05T06:20:00+00:00");
  EXPECT_EQ(first("5. April 2031 um 06:20 Uhr"), "2031-04-05T06:20");
  EXPECT_EQ(first("5 de octubre de 2031"), "2031-10-05");
  EXPECT_EQ(first("le 5 août 2031 à 15h43"), "2031-08-05T15:43");
  EXPECT_EQ(first("2031. április 5."), "2031-04-05");
  EXPECT_EQ(first("5 апреля 2031 г., 06:20"), "2031-04-05T06:20");
  EXPECT_EQ(first("2031年4月5日 06:20"), "2031-04-05T06:20");
  EXPECT_EQ(first("2031. 4. 5. 06:20"), "2031-04-05T06:20");
  EXPECT_EQ(first("٥ أبريل ٢٠٣١"), "2031-04-05");
  EXPECT_EQ(first("05.04.2031"), "2031-04-05");
  EXPECT_EQ(first("05.04.31, 06:20"), "2031-04-05T06:20");
}

TEST_F(PageDateTest, SlashesByCountry) {
  EXPECT_EQ(first("04/05/2031", true), "2031-04-05");
  EXPECT_EQ(first("04/05/2031", false), "2031-05-04");
  EXPECT_EQ(first("04/25/2031", false), "2031-04-25");
  EXPECT_TRUE(find_dates("04/05/2031", words_).front().ambiguous);
  EXPECT_FALSE(find_dates("04/25/2031", words_).front().ambiguous);
}

TEST_F(PageDateTest, WhatIsNoDate) {
  for (const char* text : {"© 2031 Example", "April 2031", "in 2031", "Version 10.12.2.1", "12/13", "Call 555-12-2031",
                           "5 to 6 people", "31 February 2031"})
    EXPECT_EQ(first(text), "") << text;
}

TEST_F(PageDateTest, SpansAndMinutes) {
  auto found = find_dates("on 5 April 2031 and on 6 April 2031, 10:00", words_);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].span, (Span{3, 15}));
  EXPECT_EQ(found[1].date.iso(), "2031-04-06T10:00");
  EXPECT_EQ(parse_machine_date("2031-04-05T01:00+02:00")->minutes(),
            parse_machine_date("2031-04-04T23:00Z")->minutes());
}

TEST_F(PageDateTest, Addresses) {
  auto url = [](std::string_view text) {
    auto date = date_in_url(text);
    return date ? date->iso() : std::string();
  };
  EXPECT_EQ(url("https://example.org/2031/04/05/ferry"), "2031-04-05");
  EXPECT_EQ(url("https://example.org/news/20310405/ferry"), "2031-04-05");
  EXPECT_EQ(url("https://example.org/ferry-2031-4-5.html"), "2031-04-05");
  EXPECT_EQ(url("https://example.org/2031/04/ferry"), "");
  EXPECT_EQ(url("https://example.org/id/120310405"), "");
  EXPECT_EQ(url("https://example.org/a?d=2031/04/05"), "");
}

TEST_F(PageDateTest, LongInputIsShort) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "12.";
  find_dates(text, words_);
  find_dates(std::string(1 << 20, '1'), words_);
  SUCCEED();
}

}  // namespace
}  // namespace fairwitness
