#include "account/export.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

// One report with one figure, and the entry made of it.
struct Shelf {
  Report report;
  Findings findings;

  Shelf() {
    report.id = "a";
    report.article.text = "At least 12 miners died in Korrel, the =union says.";
    report.article.outlet.value = "=Velmar, Daily";
    report.article.title.value = "Mine \"falls\"";
    report.article.published.value = "2031-05-03";
    Figure figure;
    figure.span = {0, 18};
    figure.low = figure.best = 12;
    figure.bound = Bound::at_least;
    figure.counted = "miners killed";
    figure.place = "Korrel";
    report.figures = {figure};
    findings.reports = {&report};
    Story story;
    story.id = "s1";
    story.reports = {0};
    findings.stories = {story};
    Entry entry;
    entry.id = "e1";
    entry.story = 0;
    entry.about = "miners killed, Korrel";
    entry.independent = 1;
    entry.readings.push_back({"At least 12 miners", 12, {}, 12, "at_least", {{0, {0, 18}}}, "the union", "2031-05-02"});
    findings.ledger = {entry};
  }
};

std::string table(const Shelf& shelf, std::string_view format) {
  return export_head(format) + export_figures(shelf.findings, format);
}

TEST(Export, GivesARowAReading) {
  Shelf shelf;
  EXPECT_EQ(
      table(shelf, "csv"),
      "entry,story,storyline,state,counted,unit,place,as_of,low,best,high,bound,words,source,made_of,reports,outlets,"
      "urls,first_reported,last_reported,independent_sources,passages\n"
      "e1,s1,,single,miners killed,,Korrel,2031-05-02,12,12,,at_least,At least 12 miners,the union,,a,"
      "\"'=Velmar, Daily\",,2031-05-03,2031-05-03,1,At least 12 miners\n");
}

TEST(Export, PutsHashtagsUnderTheNames) {
  Shelf shelf;
  std::string all = table(shelf, "hxl");
  size_t second = all.find('\n') + 1;
  std::string names = all.substr(0, second), tags = all.substr(second, all.find('\n', second) + 1 - second);
  EXPECT_EQ(std::count(names.begin(), names.end(), ','), std::count(tags.begin(), tags.end(), ','));
  EXPECT_TRUE(tags.starts_with("#meta+id,"));
}

TEST(Export, GivesARowAnEntryOnTheDead) {
  Shelf shelf;
  EXPECT_EQ(
      table(shelf, "ucdp"),
      "id,relid,year,number_of_sources,independent_sources,source_article,source_office,source_date,source_headline,"
      "source_original,where_description,date_prec,date_start,date_end,best,high,low,state\n"
      "e1,s1,2031,1,1,a,\"'=Velmar, Daily\",2031-05-03,\"Mine \"\"falls\"\"\",the union,Korrel,1,2031-05-02,2031-05-02,"
      "12,12,12,single\n");
  shelf.report.figures[0].counted = "miners injured";
  EXPECT_EQ(table(shelf, "ucdp").find("e1"), std::string::npos);
}

TEST(Export, ChoosesNoNumberWhereReadingsDiffer) {
  Shelf shelf;
  Entry& entry = shelf.findings.ledger[0];
  entry.readings.push_back(entry.readings[0]);
  entry.readings[1].low = entry.readings[1].high = entry.readings[1].best = 9;
  entry.state = EntryState::differs;
  std::string all = table(shelf, "ucdp");
  EXPECT_NE(all.find(",,12,9,differs\n"), std::string::npos) << all;
}

}  // namespace
}  // namespace fairwitness
