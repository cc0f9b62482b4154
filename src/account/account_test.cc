#include "account/account.h"

#include <gtest/gtest.h>

#include "account/compare.h"
#include "account/days.h"
#include "account/html.h"
#include "account/html_writer.h"
#include "account/json.h"
#include "account/render.h"
#include "account/wordings.h"

namespace fairwitness {
namespace {

constexpr char evil[] = "<script>alert(1)</script>\x1b[31m\xE2\x80\xAE";

// Two reports that share a sentence; outlet, title and text of one try to break out of the page.
struct Shelf {
  Report a, b;
  Findings findings;

  Shelf() {
    fill(a, "a", std::string("Velmar ") + evil, "The dam at Velmar holds, the council says. Nobody left.");
    fill(b, "b", "Ashgrove Post", "The dam at Velmar stands, the council says. " + std::string(evil));
    findings.reports = {&a, &b};
    Copy copy;
    copy.a = 0;
    copy.b = 1;
    copy.a_span = {0, 42};
    copy.b_span = {0, 43};
    copy.rewordings.push_back({{18, 23}, {18, 24}});
    findings.copies.push_back(copy);
    Story story;
    story.id = "s1";
    story.title = a.article.title.value;
    story.reports = {0, 1};
    findings.stories.push_back(story);
    findings.origins.push_back({0, "Velmar Courier", {0, 1}, {"b carries words of a"}});
    Entry entry;
    entry.id = "e1";
    entry.story = 0;
    entry.kind = EntryKind::statement;
    entry.about = "the dam";
    entry.state = EntryState::agrees;
    entry.independent = 2;
    entry.readings.push_back({"The dam", {}, {}, {}, "", {{0, {0, 7}}, {1, {0, 7}}}, "", ""});
    findings.ledger.push_back(entry);
    findings.timeline.push_back({0, "2031-05-03", "day", "The dam", {{0, {0, 7}}}, {"2031-05-03"}});
  }

  static void fill(Report& r, const std::string& id, const std::string& outlet, const std::string& text) {
    r.id = id;
    r.article.outlet.value = outlet;
    r.article.title.value = "Dam & " + outlet;
    r.article.text = text;
    r.article.published.value = "2031-05-03";
    r.article.blocks.push_back({BlockKind::paragraph, {0, static_cast<uint32_t>(text.size())}});
    auto stop = static_cast<uint32_t>(text.find(". ") + 1);
    r.words.sentences.push_back({{0, stop}, 0, 0, 0});
    r.words.sentences.push_back({{stop + 1, static_cast<uint32_t>(text.size())}, 0, 0, 0});
  }
};

TEST(AccountLine, CannotBeMadeWithoutAPassage) { EXPECT_DEATH(Line("Something happened.", {}), "cites_"); }

TEST(Account, EveryLineCitesAndEveryCiteLiesInItsReport) {
  Shelf shelf;
  Account account = write_account(shelf.findings, 0);
  ASSERT_FALSE(account.sections.empty());
  for (const Section& section : account.sections)
    for (const Line& line : section.lines)
      for (const Passage& p : line.cites()) {
        EXPECT_FALSE(p.span.empty());
        EXPECT_LE(p.span.end, shelf.findings.reports[p.report]->text().size());
      }
}

TEST(Account, SaysHowManyOriginsAndWhy) {
  Shelf shelf;
  Account account = write_account(shelf.findings, 0);
  EXPECT_NE(account.summary.find("2 reports, 1 independent origin"), std::string::npos);
  EXPECT_NE(account.sections.back().lines[0].text().find("b carries words of a"), std::string::npos);
}

const Section* section_of(const Account& account, SectionKind kind) {
  for (const Section& section : account.sections)
    if (section.kind == kind) return &section;
  return nullptr;
}

TEST(Account, OpensWithTheReportThatTookFromNobody) {
  Shelf shelf;
  auto lead = [&] {
    return section_of(write_account(shelf.findings, 0), SectionKind::lead)->lines[0].cites()[0].report;
  };
  shelf.a.article.published.value = "2031-05-04";
  EXPECT_EQ(lead(), 1u);  // the earlier
  shelf.findings.copies[0].from = CopyFrom::a;
  EXPECT_EQ(lead(), 0u);
  shelf.findings.copies[0].from = CopyFrom::b;
  EXPECT_EQ(lead(), 1u);
}

TEST(Account, ShowsDaysWithoutCodes) {
  EXPECT_EQ(shown_day("2031-05-02TNI"), "2031-05-02, night");
  EXPECT_EQ(shown_day("2031-05-03T12:00"), "2031-05-03, 12:00");
  EXPECT_EQ(shown_day("2031-W18"), "week 18 of 2031");
  EXPECT_EQ(shown_day("2031-SU"), "summer of 2031");
  EXPECT_EQ(shown_day("2031-05-02/2031-05-04"), "2031-05-02 to 2031-05-04");
  EXPECT_EQ(shown_day("2031"), "2031");
  EXPECT_EQ(shown_day(""), "");
}

TEST(Account, TellsCopiedSentencesOfOneDayOnce) {
  Shelf shelf;
  shelf.findings.timeline = {
      {0, "2031-05-03", "day", "The dam at Velmar holds, the council says.", {{0, {4, 7}}}, {"2031-05-03"}},
      {0, "2031-05-03", "day", "The dam at Velmar stands, the council says.", {{1, {4, 7}}}, {""}},
      {0, "2031-05-03", "day", "Nobody left.", {{0, {43, 49}}}, {"2031-05-03"}}};
  Account account = write_account(shelf.findings, 0);
  const Section* timeline = section_of(account, SectionKind::timeline);
  ASSERT_NE(timeline, nullptr);
  ASSERT_EQ(timeline->lines.size(), 1u);
  const Line& line = timeline->lines[0];
  EXPECT_EQ(line.head(), "2031-05-03");
  ASSERT_EQ(line.parts().size(), 2u);
  EXPECT_NE(line.parts()[0].find("reported 2031-05-03, or on a day not told; in Ashgrove Post, Velmar"),
            std::string::npos)
      << line.parts()[0];
  ASSERT_EQ(line.cites().size(), 3u);
  EXPECT_EQ(line.cites()[0].span, (Span{0, 42}));
}

// Folding compares passages two by two: a crowded day is told unfolded, and nothing of it is lost.
TEST(Account, TellsACrowdedDayUnfolded) {
  Shelf shelf;
  TimelineItem a{0, "2031-05-03", "day", "The dam at Velmar holds.", {}, {}};
  TimelineItem b{0, "2031-05-03", "day", "The dam at Velmar stands.", {{1, {4, 7}}}, {"2031-05-03"}};
  for (int i = 0; i < 100000; ++i) {
    a.passages.push_back({0, {4, 7}});
    a.reported.push_back("2031-05-03");
  }
  shelf.findings.timeline = {a, b};
  Account account = write_account(shelf.findings, 0);
  const Section* timeline = section_of(account, SectionKind::timeline);
  ASSERT_NE(timeline, nullptr);
  ASSERT_EQ(timeline->lines.size(), 1u);
  EXPECT_EQ(timeline->lines[0].parts().size(), 2u);
  EXPECT_EQ(timeline->lines[0].cites().size(), 100001u);
}

TEST(Account, SaysOfACopyWhatItChangedOriginalFirst) {
  Shelf shelf;
  shelf.findings.copies[0].from = CopyFrom::b;
  Account account = write_account(shelf.findings, 0);
  const Section* copies = section_of(account, SectionKind::copies);
  ASSERT_NE(copies, nullptr);
  EXPECT_NE(copies->lines[0].head().find("carries words of Ashgrove Post: “The dam at Velmar stands,"),
            std::string::npos);
  ASSERT_EQ(copies->lines[0].parts().size(), 1u);
  EXPECT_EQ(copies->lines[0].parts()[0], "reworded: “stands” → “holds”");
}

// A report of the same day, or of no known day, cannot be said to leave out what it may not have known.
TEST(Account, OnlyALaterReportLeavesOut) {
  for (auto [day, said] : std::vector<std::pair<const char*, bool>>{
           {"2031-05-04", true}, {"2031-05-03", false}, {"2031-05-02", false}, {"", false}}) {
    Shelf shelf;
    Report late;
    Shelf::fill(late, "c", "Tidewatch", "Something else entirely is told here. And more.");
    late.article.published.value = day;
    shelf.findings.reports.push_back(&late);
    shelf.findings.stories[0].reports.push_back(2);
    Account account = write_account(shelf.findings, 0);
    EXPECT_EQ(section_of(account, SectionKind::left_out) != nullptr, said) << day;
  }
}

TEST(Account, WhatOnlyOneReportHasNamesItsSource) {
  Shelf shelf;
  Entry quote;
  quote.id = "e2";
  quote.story = 0;
  quote.kind = EntryKind::quote;
  quote.independent = 1;
  quote.readings.push_back({"Nobody left.", {}, {}, {}, "", {{0, {43, 55}}}, "the council", ""});
  shelf.findings.ledger.push_back(quote);
  const Account account = write_account(shelf.findings, 0);
  const Section* only = section_of(account, SectionKind::only);
  ASSERT_NE(only, nullptr);
  EXPECT_EQ(only->lines[0].parts(), std::vector<std::string>{"\xE2\x80\x9CNobody left.\xE2\x80\x9D (the council)"});
}

TEST(Account, SaysThatOnlyAHeadlineTellsAReading) {
  Shelf shelf;
  Entry& entry = shelf.findings.ledger[0];
  entry.kind = EntryKind::figure;
  entry.readings[0].passages = {{0, {0, 7}}};
  entry.readings.push_back({"Dam & V", 5, 5, 5, "exact", {}, "", "", {{1, {0, 7}}}});
  entry.state = EntryState::differs;
  Account account = write_account(shelf.findings, 0);
  std::string all;
  for (const Section& section : account.sections)
    for (const Line& line : section.lines) {
      all += line.text() + "\n";
      for (const Passage& p : line.cites()) EXPECT_NE(p.report == 1 && p.span == (Span{0, 7}), true);
    }
  EXPECT_NE(all.find("against \u201cDam & V\u201d (in the headline of "), std::string::npos) << all;
}

TEST(AccountPage, WordsOfReportsReachItAsTextOnly) {
  Shelf shelf;
  std::string page = account_html(shelf.findings, {0});
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)"), std::string::npos);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_EQ(page.find("\xE2\x80\xAE"), std::string::npos);
  for (const char* outside : {"src=\"http", "href=\"http", "url(http", "@import"})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
}

TEST(AccountPage, EveryNumberHasItsPlace) {
  Shelf shelf;
  std::string page = account_html(shelf.findings, {0});
  size_t links = 0;
  for (size_t at = page.find("href=\"#p"); at != page.npos; at = page.find("href=\"#p", at + 1)) {
    size_t end = page.find('"', at + 7);
    std::string id = page.substr(at + 7, end - at - 7);
    EXPECT_NE(page.find("id=\"" + id + "\""), std::string::npos) << id;
    ++links;
  }
  EXPECT_GT(links, 3u);
}

TEST(Wordings, MarksOnlyWhatTheOtherHasNot) {
  auto [a, b] = marked_wordings("This ship should never have left in that wind.",
                                "This ship should not have sailed in such a wind.");
  EXPECT_EQ(a, "This ship should {never} have {left} in {that} wind.");
  EXPECT_EQ(b, "This ship should {not} have {sailed} in {such a} wind.");
  EXPECT_EQ(marked_wordings("the same", "The same!").first, "the same");
  EXPECT_EQ(marked_wordings("", "words").second, "{words}");
}

TEST(Comparison, TurnsACopyRoundAndMarksRewordings) {
  Shelf shelf;
  Comparison there = compare(shelf.findings, 0, 1), back = compare(shelf.findings, 1, 0);
  ASSERT_EQ(there.copies.size(), 1u);
  ASSERT_EQ(back.copies.size(), 1u);
  EXPECT_EQ(back.copies[0]->a_span, there.copies[0]->b_span);
  EXPECT_NE(comparison_text(shelf.findings, there).find("{holds}"), std::string::npos);
  EXPECT_NE(comparison_text(shelf.findings, back).find("{stands}"), std::string::npos);
  EXPECT_EQ(there.only_a.size(), 1u);
}

TEST(Rendering, FoldsByCodePointsAndEscapesMarkdown) {
  EXPECT_EQ(folded("aa bb cc", 5, 0), "aa bb\ncc");
  EXPECT_EQ(folded("\xC3\xA4\xC3\xA4 bb cc", 5, 0), "\xC3\xA4\xC3\xA4 bb\ncc");
  Shelf shelf;
  std::string markdown = account_markdown(shelf.findings, write_account(shelf.findings, 0));
  EXPECT_EQ(markdown.find("<script>"), std::string::npos);
  EXPECT_NE(markdown.find("[^1]: "), std::string::npos);
}

}  // namespace
}  // namespace fairwitness
