#include "store/store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "store/sqlite.h"

namespace fairwitness {
namespace {

namespace fs = std::filesystem;

// A report with something in every table.
Report full_report(const std::string& id,
                   const std::string& text = "Dam at Velmar holds. \"It held,\" said Ilse Varga.") {
  Report r;
  r.id = id;
  r.content_hash = hash_hex(text + id);
  r.place = {"pages/" + id + ".html", 10, 20, "inner", 3};
  Article& a = r.article;
  a.text = text;
  a.blocks = {{BlockKind::title, {0, 20}}, {BlockKind::paragraph, {21, 49}}};
  a.dropped = {{"navigation", "Home"}};
  a.credits = {{"Northwire", CreditHow::dateline, {0, 3}, "(Northwire)"}};
  a.map = {{0, 20, 5, 20}, {21, 28, 40, 30}};
  a.problems = {{"text_cut", {1, 2}, "at a limit"}};
  r.problems = {{"charset_repaired", {0, 0}, ""}};
  a.title = {"Dam at Velmar holds", "og:title", {{"Dam holds", "h1"}}};
  a.outlet = {"Velmar Courier", "og:site_name", {}};
  a.published = {"2031-05-03T09:10:00+02:00", "jsonld", {}};
  a.language = {"en", "text", {}};
  a.authors = {"Signe Aldous", "Jonas \"Jo\" Petrow"};
  a.authors_from = "jsonld";
  a.owner = "Asa Press";
  r.words.sentences.push_back({{0, 20}, 0, 0, 0});
  r.words.sentences.push_back({{21, 49}, 0, 0, 1});
  r.names.entities.push_back({"n1", "Ilse Varga", NameKind::person, {"engineer"}, {"Varga"}, "", true, false});
  r.names.names.push_back({{37, 47}, NameKind::person, 0});
  r.names.references.push_back({{22, 24}, no_entity, "pronoun"});
  r.quotes.push_back(
      {QuoteKind::direct, {{22, 29}}, {{31, 35}}, {{36, 46}}, "Ilse Varga", 0, "reporters", {"Northwire"}, "marks"});
  Time time;
  time.span = {0, 3};
  time.open = "weekday:5";
  time.why = "weekday";
  r.times.push_back(time);
  Figure figure;
  figure.span = {4, 6};
  figure.low = 12;
  figure.best = 12.5;
  figure.bound = Bound::at_least;
  figure.counted = "people killed";
  figure.counted_span = {4, 5};
  figure.unit = "m";
  figure.place = "Velmar";
  figure.as_of = "2031-05-03";
  figure.since = "2031";
  figure.source = "the council";
  figure.of = FigureOf::subset;
  figure.why = "digits";
  figure.parts = {{4, 6}, {8, 9}};
  figure.caveat = "could not be verified";
  r.figures.push_back(figure);
  figure.span = {0, 3};
  r.headline_figures.push_back(figure);
  Event event;
  event.kind = "meeting";
  event.action = "CONSULT";
  event.status = "held";
  event.span = {0, 20};
  event.trigger = {0, 3};
  event.time = 0;
  event.where = "Velmar";
  event.participants.push_back({"Ilse Varga", 0, "host", {36, 46}});
  event.outcome = "held";
  event.negated = true;
  event.why = "verb";
  r.events.push_back(event);
  return r;
}

class LibraryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("fw_store_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = (folder_ / "news.db").string();
  }
  void TearDown() override { fs::remove_all(folder_); }
  Library open() {
    auto library = Library::open(path_, LibraryMode::read_write);
    EXPECT_TRUE(library) << library.error().message;
    return std::move(library).value();
  }
  static Added add(Library& library, const Report& report) {
    EXPECT_TRUE(library.begin());
    auto added = library.add(report);
    EXPECT_TRUE(added) << added.error().message;
    EXPECT_TRUE(library.commit());
    return *added;
  }
  fs::path folder_;
  std::string path_;
};

TEST_F(LibraryTest, GivesBackAllItWasGiven) {
  Library library = open();
  Report in = full_report("a");
  EXPECT_EQ(add(library, in), Added::report);
  auto reports = library.reports();
  ASSERT_TRUE(reports);
  ASSERT_EQ(reports->size(), 1u);
  const Report& out = reports->front();
  EXPECT_EQ(out.id, "a");
  EXPECT_EQ(out.place, in.place);
  EXPECT_EQ(out.article.text, in.article.text);
  EXPECT_EQ(out.article.title.value, in.article.title.value);
  EXPECT_EQ(out.article.title.from, "og:title");
  EXPECT_EQ(out.article.title.others, in.article.title.others);
  EXPECT_EQ(out.article.authors, in.article.authors);
  EXPECT_EQ(out.article.blocks[1].span, in.article.blocks[1].span);
  EXPECT_EQ(out.article.map[1].source_length, 30u);
  EXPECT_EQ(out.article.credits[0].words, "(Northwire)");
  EXPECT_EQ(out.article.dropped[0].why, "navigation");
  EXPECT_EQ(out.article.problems[0].code, "text_cut");
  EXPECT_EQ(out.problems[0].code, "charset_repaired");
  EXPECT_EQ(out.words.sentences[1].span, in.words.sentences[1].span);
  EXPECT_EQ(out.names.entities[0].roles, in.names.entities[0].roles);
  EXPECT_TRUE(out.names.entities[0].female);
  EXPECT_EQ(out.names.references[0].entity, no_entity);
  EXPECT_EQ(out.quotes[0].content, in.quotes[0].content);
  EXPECT_EQ(out.quotes[0].via, in.quotes[0].via);
  EXPECT_EQ(out.times[0].open, "weekday:5");
  ASSERT_EQ(out.figures.size(), 1u);
  ASSERT_EQ(out.headline_figures.size(), 1u);
  EXPECT_EQ(out.headline_figures[0].span, (Span{0, 3}));
  EXPECT_EQ(out.headline_figures[0].counted, "people killed");
  EXPECT_EQ(out.figures[0].best, 12.5);
  EXPECT_EQ(out.figures[0].high, std::nullopt);
  EXPECT_EQ(out.figures[0].of, FigureOf::subset);
  EXPECT_EQ(out.figures[0].parts, in.figures[0].parts);
  EXPECT_EQ(out.figures[0].caveat, "could not be verified");
  EXPECT_EQ(out.events[0].participants[0].role, "host");
  EXPECT_TRUE(out.events[0].negated);
}

TEST_F(LibraryTest, ToldTwiceIsADuplicateAndTheSameTextARepeat) {
  Library library = open();
  Report one = full_report("a"), other = full_report("b");
  EXPECT_EQ(add(library, one), Added::report);
  EXPECT_EQ(add(library, one), Added::duplicate);
  EXPECT_EQ(add(library, other), Added::repeats);
  auto counts = library.counts();
  EXPECT_EQ(counts->reports, 2u);
  EXPECT_EQ(counts->repeats, 1u);
}

TEST_F(LibraryTest, OneIdClaimedTwiceIsToldApartWhicheverCameFirst) {
  Report x = full_report("a", "First text."), y = full_report("a", "Second text, quite another.");
  std::vector<std::vector<std::string>> seen;
  for (bool turned : {false, true}) {
    fs::remove(path_);
    Library library = open();
    add(library, turned ? y : x);
    add(library, turned ? x : y);
    add(library, x);
    add(library, y);
    seen.emplace_back();
    auto reports = library.reports();
    for (const Report& r : *reports)
      seen.back().push_back(r.id + "=" + r.article.text + std::to_string(r.quotes.size()));
    auto found = library.find("quite", 10);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), 1u);
  }
  EXPECT_EQ(seen[0].size(), 2u);
  EXPECT_EQ(seen[0], seen[1]);
}

TEST_F(LibraryTest, WhatWasNotCommittedIsNotThere) {
  {
    Library library = open();
    ASSERT_TRUE(library.begin());
    ASSERT_TRUE(library.add(full_report("a")));
  }
  Library library = open();
  EXPECT_EQ(library.counts()->reports, 0u);
}

TEST_F(LibraryTest, FindingsGrowStaleWithEveryReport) {
  Library library = open();
  add(library, full_report("a"));
  EXPECT_EQ(library.standing()->fresh, 1u);
  auto change = library.rearranged({});
  ASSERT_TRUE(change) << change.error().message;
  ASSERT_TRUE(library.arrange(*change));
  EXPECT_EQ(library.standing()->fresh, 0u);
  auto places = library.unfinished();
  ASSERT_EQ(places->size(), 1u);
  auto reports = library.reports();
  Findings findings;
  for (const Report& r : *reports) findings.reports.push_back(&r);
  Story story;
  story.id = "s1";
  story.reports = {0};
  findings.stories.push_back(story);
  Entry entry;
  entry.id = "e1";
  entry.story = 0;
  entry.readings.push_back({"12", 12, {}, 12, "exact", {{0, {0, 3}}}, "the council", "2031"});
  entry.readings.push_back({"13", 13, {}, 13, "exact", {}, "", "", {{0, {2, 4}}}});
  findings.ledger.push_back(entry);
  ASSERT_TRUE(library.begin());
  ASSERT_TRUE(library.put_findings((*places)[0], findings));
  ASSERT_TRUE(library.close_read());
  ASSERT_TRUE(library.commit());
  EXPECT_FALSE(library.standing()->stale());
  auto again = library.findings((*places)[0], *reports);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->stories[0].reports, story.reports);
  EXPECT_EQ(again->ledger[0].readings[0].passages[0].span, (Span{0, 3}));
  EXPECT_TRUE(again->ledger[0].readings[0].headlines.empty());
  ASSERT_EQ(again->ledger[0].readings[1].headlines.size(), 1u);
  EXPECT_EQ(again->ledger[0].readings[1].headlines[0].report, 0u);
  EXPECT_EQ(again->ledger[0].readings[1].headlines[0].span, (Span{2, 4}));
  EXPECT_TRUE(again->ledger[0].readings[1].passages.empty());
  add(library, full_report("b"));
  EXPECT_TRUE(library.standing()->stale());
}

TEST_F(LibraryTest, BringsALibraryOfTheFirstVersionUpToDate) {
  {
    Library library = open();
    add(library, full_report("a"));
    add(library, full_report("b"));
  }
  {
    // The tables as the first version had them; what is left of the second is dropped.
    Database database(path_, true);
    for (const char* table : {"fresh",         "bearings",        "bearing_key",   "bearing_topic",
                              "neighbourhood", "neighbour",       "told",          "copy",
                              "rewording",     "story",           "story_report",  "story_link",
                              "settled",       "origin",          "origin_report", "entry",
                              "reading",       "reading_passage", "timeline",      "timeline_passage",
                              "parting"})
      database.run((std::string("DROP TABLE ") + table).c_str());
    for (const char* table : {"copy", "rewording", "story", "story_report", "story_link", "settled", "origin",
                              "origin_report", "entry", "reading", "reading_passage", "timeline", "timeline_passage"})
      database.run((std::string("CREATE TABLE ") + table + " (n INTEGER PRIMARY KEY)").c_str());
    database.run(
        "ALTER TABLE figure DROP COLUMN part_spans; ALTER TABLE figure DROP COLUMN caveat; "
        "ALTER TABLE figure DROP COLUMN headline");
    database.run("ALTER TABLE event DROP COLUMN action");
    database.run("DELETE FROM library; INSERT INTO library VALUES ('generation', 2), ('findings_of', 2)");
    database.run("PRAGMA user_version = 1");
  }
  auto seen = Library::open(path_, LibraryMode::read_only);  // those who only look bring it up to date, too
  ASSERT_TRUE(seen) << seen.error().message;
  auto standing = seen->standing();
  ASSERT_TRUE(standing) << standing.error().message;
  EXPECT_EQ(standing->reports, 2u);
  EXPECT_EQ(standing->fresh, 2u);
  EXPECT_TRUE(standing->rearrange);
  EXPECT_EQ(seen->reports()->size(), 2u);
}

TEST_F(LibraryTest, NeighbourhoodsOfTheThirdVersionAreToldAnew) {
  {
    Library library = open();
    for (const char* id : {"a", "b", "c"}) add(library, full_report(id));
    Bearings bearings;
    bearings.number = report_number("a");
    bearings.keys = {2, 4};
    ASSERT_TRUE(library.add_bearings({bearings}));
    ASSERT_TRUE(library.arrange({{}, {{1, {report_number("a")}}}}));
    EXPECT_FALSE(library.standing()->rearrange);
  }
  {
    Database database(path_, true);
    database.run("ALTER TABLE figure DROP COLUMN headline; ALTER TABLE reading_passage DROP COLUMN headline");
    database.run("PRAGMA user_version = 3");
  }
  Library library = open();
  EXPECT_TRUE(library.standing()->rearrange);
  EXPECT_EQ(library.without_bearings(true)->size(), 3u);
}

TEST_F(LibraryTest, ForgettingGivesTheIdBackToTheOtherWhoClaimedIt) {
  Library library = open();
  Report first = full_report("a", "One text."), second = full_report("a", "Another text.");
  first.content_hash = "11" + first.content_hash, second.content_hash = "22" + second.content_hash;
  first.article.published.value = "2030-01-01", second.article.published.value = "2031-01-01";
  add(library, second);
  add(library, first);
  ASSERT_EQ(*library.forget_before(*parse_iso_day("2030-06-01")), 1u);
  auto left = library.reports();
  ASSERT_EQ(left->size(), 1u);
  EXPECT_EQ((*left)[0].id, "a");
  EXPECT_EQ((*left)[0].article.text, "Another text.");
  EXPECT_EQ((*left)[0].names.entities.size(), 1u);
  EXPECT_TRUE(library.find("one", 5)->empty());
  EXPECT_EQ(library.find("another", 5)->size(), 1u);
}

TEST_F(LibraryTest, FindsWordsAndMarksThem) {
  Library library = open();
  add(library, full_report("a", "The D\xC3\xA1m of Velmar holds, the council says."));
  auto found = library.find("dam AND council", 5);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 1u);
  ASSERT_EQ((*found)[0].hits.size(), 2u);
  EXPECT_EQ((*found)[0].hits[1].of((*found)[0].snippet), "council");
  EXPECT_EQ(library.find("\"", 5).error().code, "query_malformed");
}

TEST_F(LibraryTest, TellsAMissingLibraryFromAStrangeOne) {
  EXPECT_EQ(Library::open(path_, LibraryMode::read_only).error().code, "library_missing");
  EXPECT_EQ(Library::open(folder_.string(), LibraryMode::read_write).error().code, "library_unreadable");
}

TEST_F(LibraryTest, OneReadAtATime) {
  auto first = ReadLock::take(path_);
  ASSERT_TRUE(first);
  EXPECT_EQ(ReadLock::take(path_).error().code, "library_busy");
}

}  // namespace
}  // namespace fairwitness
