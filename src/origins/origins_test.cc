#include "origins/origins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "origins/sources.h"
#include "origins/tree.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

const char* const wire =
    "The river Osk broke through the eastern dyke of Tarnow shortly before dawn, flooding the lower market and cutting "
    "the road to "
    "Velling. The United Wells say 275,000 people have lost their homes and 900 boats are missing.";
const char* const own_lines =
    "Our reporter saw bakers carry bread through waist-deep water. The church of Saint Odo was opened to families with "
    "small children. "
    "A goat stood on the roof of the town hall until noon. Schools stay closed for the rest of the week. The ferry to "
    "Brandal runs every "
    "hour, and the mill has promised flour for anyone who comes with a sack. Nobody knows when the current will be "
    "back.";

class Desk {
 public:
  Report& add(std::string id, std::string outlet, std::string text) {
    auto report = std::make_unique<Report>();
    report->id = std::move(id);
    report->article.outlet.value = std::move(outlet);
    report->article.text = std::move(text);
    reports_.push_back(std::move(report));
    return *reports_.back();
  }
  std::vector<const Report*> all() const {
    std::vector<const Report*> out;
    for (const auto& report : reports_) out.push_back(report.get());
    return out;
  }
  // Origins as "name: reports", all reports in one story.
  std::set<std::string> origins(const Partings& partings = {}) {
    Story story;
    for (uint32_t i = 0; i < reports_.size(); ++i) story.reports.push_back(i);
    std::set<std::string> out;
    found_ = find_origins(all(), trace_copies(all(), CopyRules(rules())), {story}, partings);
    for (const Origin& one : found_) {
      std::string text = one.name + ":";
      for (uint32_t i : one.reports) text += " " + reports_[i]->id;
      out.insert(text);
    }
    return out;
  }
  const std::vector<Origin>& found() const { return found_; }
  Passage passage(size_t report, std::string_view words) const {
    auto at = static_cast<uint32_t>(reports_[report]->article.text.find(words));
    return {static_cast<uint32_t>(report), {at, at + static_cast<uint32_t>(words.size())}};
  }
  Independence count(const std::vector<Passage>& passages, const std::vector<std::string>& sources,
                     const Partings& partings = {}) const {
    return count_independent(all(), trace_copies(all(), CopyRules(rules())), passages, sources, partings);
  }
  Report& at(size_t i) { return *reports_[i]; }

 private:
  std::vector<std::unique_ptr<Report>> reports_;
  std::vector<Origin> found_;
};

using Lines = std::set<std::string>;

Credit credit(std::string agency, CreditHow how) { return {std::move(agency), how, {}, ""}; }

TEST(Origins, OutletsWithWordsOfTheirOwnAreIndependent) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire);
  desk.add("b", "Brandal Echo", own_lines);
  EXPECT_EQ(desk.origins(), (Lines{"Tarnow Post: a", "Brandal Echo: b"}));
}

TEST(Origins, ACopyIsTheSameLine) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire).article.published.value = "2020-01-03";
  desk.add("b", "Brandal Echo", wire).article.published.value = "2020-01-02";
  EXPECT_EQ(desk.origins(), (Lines{"Brandal Echo: a b"}));
  ASSERT_EQ(desk.found()[0].because.size(), 1u);
  EXPECT_EQ(desk.found()[0].because[0], "Tarnow Post shares 100 % of its text with Brandal Echo");
}

TEST(Origins, TwoReportsOfOneAgencyAreItsLine) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire).article.credits = {credit("Northwire", CreditHow::byline)};
  desk.add("b", "Brandal Echo", own_lines).article.credits = {credit("Northwire", CreditHow::dateline)};
  desk.add("c", "Northwire", "Rain again.");
  EXPECT_EQ(desk.origins(), (Lines{"Northwire: a b c"}));
  EXPECT_EQ(desk.found()[0].because, (std::vector<std::string>{"Brandal Echo carries Northwire (dateline)",
                                                               "Tarnow Post carries Northwire (byline)"}));
}

TEST(Origins, AWriterBesideAnAgencyStandsUnderBoth) {
  Desk desk;
  Report& a = desk.add("a", "Tarnow Post", own_lines);
  a.article.authors = {"Ilse Varga"};
  a.article.credits = {credit("Northwire", CreditHow::credit_line)};
  EXPECT_EQ(desk.origins(), (Lines{"Northwire: a", "Tarnow Post: a"}));
  desk.at(0).article.authors.clear();
  EXPECT_EQ(desk.origins(), (Lines{"Northwire: a"}));
  desk.at(0).article.credits = {credit("Northwire", CreditHow::photo)};
  EXPECT_EQ(desk.origins(), (Lines{"Tarnow Post: a"}));
}

TEST(Origins, WhoTookSomeOfAnAgencysTextStandsUnderItToo) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire).article.credits = {credit("Northwire", CreditHow::dateline)};
  desk.add("b", "Brandal Echo", std::string(own_lines) + " " + own_lines + " " + wire);
  desk.at(1).article.text.resize(desk.at(1).article.text.size() - 100);
  desk.at(0).article.text =
      std::string(wire) +
      " Firemen, cooks and the whole choir of Velling worked through the night, and two ships brought tents, blankets "
      "and "
      "clean water from the islands while engineers from the mine looked for a way to close the breach with gravel.";
  EXPECT_EQ(desk.origins(), (Lines{"Brandal Echo: b", "Northwire: a b"}));
}

Partings apart(Parting::Kind kind, std::string a, std::string b, std::string why = "") {
  return Partings({{kind, std::move(a), std::move(b), std::move(why)}});
}

TEST(Origins, AreKeptApartByHand) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire).article.credits = {credit("Northwire", CreditHow::byline)};
  desk.add("b", "Brandal Echo", own_lines).article.credits = {credit("Northwire", CreditHow::dateline)};
  desk.add("c", "Velling Star", wire);
  EXPECT_EQ(desk.origins(), (Lines{"Northwire: a b c"}));
  EXPECT_EQ(desk.origins(apart(Parting::Kind::origin, "b", "a", "our own man was there")),
            (Lines{"Northwire: a c", "Brandal Echo: b"}));
  EXPECT_EQ(desk.found()[0].because.front(),
            "Tarnow Post and Brandal Echo are kept apart by hand: our own man was there");
  EXPECT_EQ(desk.origins(apart(Parting::Kind::origin, "a", "c")), (Lines{"Northwire: a b", "Velling Star: c"}));
  EXPECT_EQ(desk.origins(apart(Parting::Kind::story, "a", "c")), (Lines{"Northwire: a b c"}));
  EXPECT_EQ(desk.origins(apart(Parting::Kind::origin, "a", "elsewhere")), (Lines{"Northwire: a b c"}));
}

TEST(Origins, AReportPartedFromBothItsAgenciesStandsAlone) {
  Desk desk;
  desk.add("a", "Northwire", "Rain.");
  desk.add("b", "Southwire", "Snow.");
  desk.add("c", "Brandal Echo", own_lines).article.credits = {credit("Northwire", CreditHow::byline),
                                                              credit("Southwire", CreditHow::byline)};
  EXPECT_EQ(desk.origins(), (Lines{"Northwire: a c", "Southwire: b c"}));
  EXPECT_EQ(desk.origins(Partings({{Parting::Kind::origin, "a", "c", ""}, {Parting::Kind::origin, "b", "c", ""}})),
            (Lines{"Northwire: a", "Southwire: b", "Brandal Echo: c"}));
}

TEST(Independence, IsCountedApartByHand) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire);
  desk.add("b", "Brandal Echo", wire);
  const std::vector<Passage> passages = {desk.passage(0, std::string_view(wire).substr(0, 60)),
                                         desk.passage(1, std::string_view(wire).substr(0, 60))};
  EXPECT_EQ(desk.count(passages, {}).count, 1u);
  const Independence parted = desk.count(passages, {}, apart(Parting::Kind::origin, "a", "b", "both were there"));
  EXPECT_EQ(parted.count, 2u);
  EXPECT_EQ(parted.because,
            std::vector<std::string>{"Tarnow Post and Brandal Echo are kept apart by hand: both were there"});
  desk.at(1).article.text = own_lines;
  const std::vector<Passage> others = {passages[0], desk.passage(1, std::string_view(own_lines).substr(0, 20))};
  EXPECT_EQ(desk.count(others, {"the Ilvane Harbour Office", "Harbour Office"}).count, 1u);
  EXPECT_EQ(desk.count(others, {"the Ilvane Harbour Office", "Harbour Office"},
                       apart(Parting::Kind::name, "Harbour Office", "The Ilvane Harbour Office"))
                .count,
            2u);
}

TEST(Origins, AreGivenForEveryReport) {
  Desk desk;
  desk.add("a", "", "").article.credits = {credit("Northwire", CreditHow::byline),
                                           credit("Southwire", CreditHow::byline)};
  desk.add("b", "", "");
  EXPECT_EQ(desk.origins(), (Lines{"Northwire: a", "Southwire: a", "b: b"}));
  EXPECT_TRUE(find_origins({}, {}, {}).empty());
}

// ------------------------------------------------------------------------------------------------- independence

TEST(Independence, TwoCopiesOfOneFigureAndAnotherEstimateAreTwo) {
  Desk desk;
  desk.add("a", "Tarnow Post", wire);
  desk.add("b", "Brandal Echo", wire);
  desk.add("c", "Velling Star", "An estimated 250,000 people are homeless after the flood.");
  auto found = desk.count(
      {desk.passage(0, "275,000 people"), desk.passage(1, "275,000 people"), desk.passage(2, "250,000 people")},
      {"the United Wells", "United Wells", ""});
  EXPECT_EQ(found.count, 2u);
  EXPECT_EQ(found.origin_of, (std::vector<uint32_t>{0, 0, 1}));
  ASSERT_EQ(found.because.size(), 1u);
  EXPECT_EQ(found.because[0], "Tarnow Post and Brandal Echo share the passage word for word or nearly so");
}

TEST(Independence, OneSourceCountsOnceWhateverTheWords) {
  Desk desk;
  desk.add("a", "Tarnow Post", "The United Wells speak of 275,000 homeless.");
  desk.add("b", "Brandal Echo", "According to the UW some 275,000 have no roof.");
  auto passages = std::vector{desk.passage(0, "275,000"), desk.passage(1, "275,000")};
  EXPECT_EQ(desk.count(passages, {"the United Wells", "the UW"}).count, 1u);
  EXPECT_EQ(desk.count(passages, {"the United Wells", "the mayor"}).count, 2u);
  EXPECT_EQ(desk.count(passages, {"", ""}).count, 2u);
  EXPECT_EQ(desk.count(passages, {"witnesses", "witnesses"}).count, 2u);
}

TEST(Independence, OneAgencyCountsOnce) {
  Desk desk;
  desk.add("a", "Tarnow Post", "Some 275,000 are homeless.").article.credits = {credit("Northwire", CreditHow::byline)};
  desk.add("b", "Brandal Echo", "The flood took 275,000 homes.").article.credits = {
      credit("Northwire", CreditHow::credit_line)};
  desk.add("c", "Northwire", "Northwire has counted 275,000 homeless.");
  auto found = desk.count({desk.passage(0, "275,000"), desk.passage(1, "275,000"), desk.passage(2, "275,000")}, {});
  EXPECT_EQ(found.count, 1u);
  EXPECT_EQ(found.because.size(), 2u);
}

TEST(Origins, TwoPapersOfOneHouseAreOneLine) {
  Desk desk;
  desk.add("a", "Velmar Courier", own_lines).article.owner = "Osk Press";
  desk.add("b", "Tarnow Post", wire).article.owner = "Osk Press";
  desk.add("c", "Brandal Mail", "Nothing of it stands here.");
  EXPECT_EQ(desk.origins(), (std::set<std::string>{"Brandal Mail: c", "Velmar Courier: a b"}));
  EXPECT_EQ(desk.found()[1].because, std::vector<std::string>{"Velmar Courier and Tarnow Post belong to Osk Press"});
  const Independence found = count_independent(
      desk.all(), {}, {desk.passage(0, "bakers"), desk.passage(1, "900 boats"), desk.passage(2, "Nothing")}, {});
  EXPECT_EQ(found.count, 2u);
}

TEST(Independence, OneReportIsOneLineUnlessItNamesTwoSources) {
  Desk desk;
  desk.add("a", "Tarnow Post", "The mayor says 12 are dead, the hospital says 14.");
  auto passages = std::vector{desk.passage(0, "12"), desk.passage(0, "14")};
  EXPECT_EQ(desk.count(passages, {"", ""}).count, 1u);
  EXPECT_EQ(desk.count(passages, {"the mayor", ""}).count, 1u);
  EXPECT_EQ(desk.count(passages, {"the mayor", "the hospital"}).count, 2u);
}

TEST(Independence, ASharedQuotationIsHeardByTwo) {
  Desk desk;
  std::string words = "\"We will not hand a single harbour to people who have burned our fishing boats and our nets,\"";
  desk.add("a", "Tarnow Post", "On deck: " + words + " Varga said.");
  desk.add("b", "Brandal Echo", "Then she said: " + words + " and left.");
  EXPECT_EQ(desk.count({desk.passage(0, words), desk.passage(1, words)}, {}).count, 2u);
}

TEST(Independence, OfAThousandCopiesIsOne) {
  Desk desk;
  std::vector<Passage> passages;
  for (size_t i = 0; i < 1000; ++i) {
    desk.add("r" + std::to_string(10000 + i), "Paper " + std::to_string(i), wire);
    passages.push_back(desk.passage(i, "275,000 people"));
  }
  EXPECT_EQ(desk.count(passages, {}).count, 1u);
  EXPECT_EQ(desk.origins().size(), 1u);
}

TEST(Independence, OfNothingIsNothing) {
  auto found = count_independent({}, {}, {}, {});
  EXPECT_EQ(found.count, 0u);
  EXPECT_TRUE(found.origin_of.empty());
}

bool same(std::string_view x, std::string_view y, const Report& report = {}) {
  return SourceName(x, report).same_as(SourceName(y, report));
}

TEST(Sources, AreComparedAsPeopleDo) {
  EXPECT_TRUE(same("the United Wells", "United Wells"));
  EXPECT_TRUE(same("U.W.", "the United Wells"));
  EXPECT_TRUE(same("UW", "The United Wells"));
  EXPECT_TRUE(same("The United Wells", "United Wells"));
  EXPECT_TRUE(same("the mayor", "mayor"));
  EXPECT_TRUE(same("Ilse Varga", "Varga"));
  EXPECT_TRUE(same("the Osk Observatory for Human Affairs", "the Observatory"));
  EXPECT_TRUE(same("police", "police"));
  EXPECT_FALSE(same("officials", "officials"));
  EXPECT_FALSE(same("residents", "Residents of Tarnow"));
  EXPECT_FALSE(same("Ilse Varga", "Tomas Varga"));
  EXPECT_FALSE(same("", ""));
  EXPECT_FALSE(same("the", "the"));
}

TEST(Sources, KnowTheOtherNamesTheirReportUses) {
  Report report;
  Entity entity;
  entity.name = "World Harbour Union";
  entity.aliases = {"the Union of Harbours", "Portunion"};
  report.names.entities.push_back(entity);
  EXPECT_TRUE(same("Portunion", "World Harbour Union", report));
  EXPECT_FALSE(same("Portunion", "World Harbour Union"));
}

// Each hangs under the one it took most from; two that carry an agency nobody here has seen hang under that.
TEST(CopyTree, HangsReportsUnderTheirGivers) {
  Desk desk;
  Report& first = desk.add("a", "Velmar Courier", std::string(own_lines) + " " + wire);
  Report& second = desk.add("b", "Osk Herald", own_lines);
  Report& third = desk.add("c", "Tarnow Post", std::string("A ferry came. ") + own_lines);
  desk.add("d", "Brandal Mail", "Nothing of it stands here.");
  first.article.published.value = "2031-05-03T08:00:00Z";
  second.article.published.value = "2031-05-04";
  third.article.published.value = "2031-05-05";
  Story story;
  story.reports = {0, 1, 2, 3};
  const auto all = desk.all();
  const auto nodes = copy_tree(all, trace_copies(all, CopyRules(rules())), {story});
  ASSERT_EQ(nodes.size(), 3u);
  EXPECT_EQ(node_id(nodes[0], all), "a");
  EXPECT_EQ(nodes[0].parent, TreeNode::none);
  for (size_t n : {1, 2}) {
    EXPECT_NE(nodes[n].parent, TreeNode::none);
    EXPECT_GT(nodes[n].share, 0.9);
    EXPECT_FALSE(nodes[n].because.empty());
  }
}

TEST(CopyTree, NamesTheSourceThatIsNotHere) {
  Desk desk;
  for (const char* id : {"a", "b"}) {
    Report& report = desk.add(id, std::string("Paper ") + id, wire);
    report.article.credits.push_back({"Northwire", CreditHow::credit_line, {}, ""});
  }
  Story story;
  story.reports = {0, 1};
  const auto all = desk.all();
  const auto nodes = copy_tree(all, trace_copies(all, CopyRules(rules())), {story});
  ASSERT_EQ(nodes.size(), 3u);
  EXPECT_EQ(node_id(nodes[0], all), "unseen:Northwire");
  EXPECT_EQ(nodes[1].parent, 0u);
  EXPECT_EQ(nodes[2].parent, 0u);
}

}  // namespace
}  // namespace fairwitness
