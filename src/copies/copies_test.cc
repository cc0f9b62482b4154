#include "copies/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/cost.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

// A handful of reports and what is traced between them.
class Desk {
 public:
  Report& add(std::string id, std::string text, std::string outlet = "", std::string published = "") {
    auto report = std::make_unique<Report>();
    report->id = std::move(id);
    report->article.text = std::move(text);
    report->article.outlet.value = std::move(outlet);
    report->article.published.value = std::move(published);
    reports_.push_back(std::move(report));
    return *reports_.back();
  }
  std::vector<const Report*> all() const {
    std::vector<const Report*> out;
    for (const auto& report : reports_) out.push_back(report.get());
    return out;
  }
  std::vector<Copy> trace() const { return trace_copies(all(), CopyRules(rules())); }
  std::string a_text(const Copy& copy) const { return std::string(copy.a_span.of(reports_[copy.a]->text())); }
  std::string b_text(const Copy& copy) const { return std::string(copy.b_span.of(reports_[copy.b]->text())); }
  std::vector<std::pair<std::string, std::string>> rewordings(const Copy& copy) const {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Rewording& one : copy.rewordings)
      out.emplace_back(one.a.of(reports_[copy.a]->text()), one.b.of(reports_[copy.b]->text()));
    return out;
  }

 private:
  std::vector<std::unique_ptr<Report>> reports_;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

const char* const flood =
    "The river Osk broke through the eastern dyke of Tarnow shortly before dawn, flooding the lower market and cutting "
    "the "
    "road to Velling, the mayor's office said.";
const char* const other =
    "Farmers in the hills above Brandal have begun the barley harvest three weeks early after an unusually dry summer, "
    "and "
    "prices are expected to fall before the autumn fair.";

TEST(Copies, FindsAWholeCopiedSentence) {
  Desk desk;
  desk.add("a", std::string("Rain fell all night. ") + flood + " Nobody was hurt.");
  desk.add("b", std::string(other) + "\n\n" + flood + " Schools stay shut.");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(desk.a_text(copies[0]), std::string(flood).substr(0, std::string(flood).size() - 1));
  EXPECT_EQ(desk.b_text(copies[0]), desk.a_text(copies[0]));
  EXPECT_EQ(copies[0].kind, CopyKind::copied);
  EXPECT_EQ(copies[0].from, CopyFrom::unknown);
  EXPECT_TRUE(copies[0].rewordings.empty());
}

TEST(Copies, BridgesRewordings) {
  Desk desk;
  desk.add(
      "a",
      "Pressure is growing for an end to the month-old government offensive to retake the northern harbour of Velling, "
      "where aid workers say 40,000 people still live and 900 rebels are holding out against army and militia forces.");
  desk.add(
      "b",
      "Pressure is growing for an end to the month-old regime offensive to retake the rebel-held northern harbour of "
      "Velling.\n\nAid workers say 40,000 people still live in the town and 900 opposition group members are holding "
      "out "
      "against regime army and militia forces.");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  Pairs want{{"government", "regime"},
             {"", "rebel-held"},
             {"where", ""},
             {"", "in the town"},
             {"rebels", "opposition group members"},
             {"", "regime"}};
  EXPECT_EQ(desk.rewordings(copies[0]), want);
  EXPECT_TRUE(desk.b_text(copies[0]).ends_with("militia forces"));
}

TEST(Copies, TakesInChangedEndsOfASentence) {
  Desk desk;
  desk.add("a",
           "Envoys failed to secure a truce in four days of talks amid mounting anger over the shelling of the "
           "besieged eastern Tarnow. More talks are planned.");
  desk.add("b",
           "Envoys failed to secure a truce in four days of talks amid growing anger over the shelling of the besieged "
           "east of Tarnow. Nobody knows what follows.");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_TRUE(desk.a_text(copies[0]).ends_with("eastern Tarnow"));
  EXPECT_TRUE(desk.b_text(copies[0]).ends_with("east of Tarnow"));
  EXPECT_EQ(desk.rewordings(copies[0])[0], (std::pair<std::string, std::string>{"mounting", "growing"}));
}

TEST(Copies, CommonPhrasesAndNamesAreNone) {
  Desk desk;
  desk.add("a",
           "At the end of the day it is one of the most important questions of our time, Foreign Minister Ilse Varga "
           "told reporters in Tarnow.");
  desk.add("b",
           "It is one of the most expensive bridges in the country, and at the end of the day somebody has to pay, "
           "drivers said.");
  desk.add("c",
           "A spokesman for Foreign Minister Ilse Varga told reporters in the capital that nothing had been decided.");
  EXPECT_TRUE(desk.trace().empty());
}

TEST(Copies, ASharedQuotationIsNotCopying) {
  Desk desk;
  desk.add("a",
           "The minister was angry. \u201cWe will not hand a single harbour to people who have burned our fishing "
           "boats and our nets,\u201d she said on deck.");
  desk.add("b",
           "Asked about the truce, Varga shook her head: \"We will not hand a single harbour to people who have burned "
           "our fishing boats and our nets.\"");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::shared_quote);
  EXPECT_EQ(copies[0].from, CopyFrom::unknown);
}

TEST(Copies, WordsInMarksHereAndToldAsSomebodysThereAreAQuotation) {
  const char* const words = "will not hand a single harbour to people who have burned its fishing boats and nets";
  for (bool told : {false, true}) {
    Desk desk;
    desk.add("a", std::string("Varga was blunt: the island \"") + words + "\" now.");
    Report& b = desk.add("b", std::string("Ilse Varga wrote that Osk ") + words + " after all.");
    if (told) {
      Quote quote;
      quote.kind = QuoteKind::indirect;
      auto at = static_cast<uint32_t>(b.article.text.find("Osk"));
      quote.content = {{at, static_cast<uint32_t>(b.article.text.size())}};
      b.quotes.push_back(quote);
    }
    auto copies = desk.trace();
    ASSERT_EQ(copies.size(), 1u);
    EXPECT_EQ(copies[0].kind, told ? CopyKind::shared_quote : CopyKind::copied);
  }
}

TEST(Copies, ACopyMayHoldAQuotation) {
  std::string text =
      std::string(flood) +
      " \"We had no warning from the dam at all,\" said a baker whose shop stood two metres under water by noon.";
  Desk desk;
  desk.add("a", text);
  desk.add("b", "From our own pages.\n" + text);
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::copied);
}

TEST(Copies, WhatASiteRepeatsIsBoilerplate) {
  Desk desk;
  std::string appeal =
      "The Tarnow Post lives from the gifts of its neighbours; if every reader gave two crowns a month our newsroom "
      "would be safe for years.";
  const char* days[] = {"2020-01-03", "2020-02-10", "2020-03-11", "2020-05-20"};
  const char* texts[] = {"Barley prices fell again.", "The new ferry was launched in Velling.",
                         "A comet was seen over Brandal.", "The choir won a prize."};
  for (int i = 0; i < 4; ++i)
    desk.add("p" + std::to_string(i), std::string(texts[i]) + "\n\n" + appeal, "Tarnow Post", days[i]);
  auto copies = desk.trace();
  EXPECT_EQ(copies.size(), 3u);  // each with the one before
  for (const Copy& copy : copies) EXPECT_EQ(copy.kind, CopyKind::boilerplate);
}

TEST(Copies, NoticesOfASiteAreBoilerplateEvenOnce) {
  Desk desk;
  std::string notice =
      "To continue reading this article please log in or become a subscriber to get unlimited digital access to all "
      "stories of the group.";
  desk.add("a", "Two men were hurt in a fire.\n" + notice, "Tarnow Post");
  desk.add("b", "A bank was robbed.\n" + notice, "Brandal Echo");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::boilerplate);
}

TEST(Copies, APageThatKeepsNothingOfItsTitleIsANotice) {
  Desk desk;
  std::string notice =
      "Sorry, your home lies outside the area we deliver to with our vans. Enter another street to see whether we come "
      "there.";
  desk.add("a", notice, "Tarnow Post").article.title.value = "Ferry captain arrested after collision";
  desk.add("b", notice, "Brandal Echo").article.title.value = "Bank robber sentenced to nine years";
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::boilerplate);
}

// --------------------------------------------------------------------------------------------------- direction

Credit credit(std::string agency, CreditHow how) { return {std::move(agency), how, {}, ""}; }

const char* const mine =
    "Late on Friday 14 miners were trapped below Tarnow when a gallery of the Ilse Varga mine gave way. The manager, "
    "Jonas Brandt, told the Velling Courier that 9 of them had been heard by Saturday noon. Rescue teams from Brandal "
    "and Osk drilled towards the gallery with 2 machines lent by Northfell Steel. \"We will bring every one of them "
    "home,\" Mayor Lena Aske promised the families in Saint Odile on Sunday. In 2027 an inspector, Pavel Rusk, had "
    "warned the owners in Velling about the roof there.";
const char* const mine_respun =
    "Late during Friday 14 pitmen got stuck beneath Tarnow as one tunnel of this Ilse Varga pit collapsed suddenly. "
    "The "
    "boss, Jonas Brandt, informed the Velling Courier how 9 of them were detected before Saturday midday. Relief crews "
    "out of Brandal plus Osk bored toward the tunnel using 2 engines borrowed off Northfell Steel. \"We shall return "
    "all "
    "of these people safe,\" Mayor Lena Aske vowed before the households at Saint Odile this Sunday. During 2027 some "
    "examiner, Pavel Rusk, cautioned the proprietors near Velling concerning a ceiling.";

TEST(Respun, IsFoundByNamesAndNumbersInTheirOrder) {
  Desk desk;
  desk.add("a", std::string(other) + "\n\n" + mine, "Tarnow Post", "2031-05-03");
  desk.add("b", std::string(mine_respun) + "\n\nShips wait for the tide.", "Brandal Echo", "2031-05-04");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::respun);
  EXPECT_EQ(copies[0].from, CopyFrom::a);
  EXPECT_EQ(copies[0].because,
            (std::vector<std::string>{"earlier", "names and numbers in one order", "quotation altered"}));
  EXPECT_TRUE(desk.a_text(copies[0]).starts_with("Late on Friday"));
  EXPECT_TRUE(desk.a_text(copies[0]).ends_with("the roof there"));
  EXPECT_TRUE(desk.b_text(copies[0]).ends_with("a ceiling"));
  const Pairs exchanged = desk.rewordings(copies[0]);
  EXPECT_NE(std::find(exchanged.begin(), exchanged.end(), std::pair<std::string, std::string>("manager", "boss")),
            exchanged.end());
}

TEST(Respun, WhatStandsBetweenIsLaidSideBySideToo) {
  Desk desk;
  const std::string between = "Nobody there slept much. ";
  auto with = [&](std::string text) {
    const size_t at = text.find("Re");  // "Rescue teams", "Relief crews"
    return text.insert(at, between);
  };
  desk.add("a", with(mine));
  desk.add("b", with(mine_respun));
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::respun);
  for (const auto& [x, y] : desk.rewordings(copies[0])) {
    EXPECT_NE(x, y);
    EXPECT_EQ((x + y).find("slept"), std::string::npos) << x << " / " << y;
  }
}

TEST(Respun, TwoWhoTellOfOneThingThemselvesAreNone) {
  Desk desk;
  desk.add("a", mine);
  desk.add(
      "b",
      "Rescuers in Tarnow reached the Ilse Varga pit on Friday night. Of the 14 men below ground 9 answered knocks "
      "by Saturday, said Jonas Brandt, who manages it. Drills came from Northfell Steel, and crews from Osk and "
      "Brandal ran them. Pavel Rusk, an inspector, wrote in 2027 that roofs there were weak. In Saint Odile the "
      "mayor, Lena Aske, spoke with families on Sunday, as the Velling Courier tells.");
  EXPECT_TRUE(desk.trace().empty());
}

TEST(Respun, AListOfNamesIsNone) {
  Desk desk;
  std::string list, again;
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    list += "The cup went to Ann" + n + " Varga" + n + " Osk" + n + " " + n + ".\n";
    again += "Prize: Ann" + n + " Varga" + n + " Osk" + n + " " + n + ".\n";
  }
  desk.add("a", list);
  desk.add("b", again);
  for (const Copy& copy : desk.trace()) EXPECT_NE(copy.kind, CopyKind::respun);
}

// Two reports of the same names in every sentence, hundreds of reports of the same names, and a sentence without end.
TEST(Respun, HostileTextsEndSoon) {
  const auto seconds = [](const std::string& a, const std::string& b, int times) {
    Desk desk;
    for (int i = 0; i < times; ++i) desk.add("r" + std::to_string(1000 + i), i % 2 ? b : a);
    return cpu_seconds([&] { desk.trace(); });
  };
  std::string a, b;
  for (size_t bytes = 0; bytes < hostile_size(1 << 20); bytes = a.size()) {
    a += "Slowly they met Ilse Varga and Jonas Brandt of Osk in 2031 there. ";
    b += "Then some saw Ilse Varga beside Jonas Brandt near Osk during 2031 again. ";
  }
  EXPECT_LT(seconds(a, b, 2), patience(20));
  EXPECT_LT(seconds(a.substr(0, 4000), b.substr(0, 4000), 400), patience(20));
  std::string names;
  while (names.size() < hostile_size(1 << 20)) names += "so Varga ";
  EXPECT_LT(seconds(names, names + "x", 2), patience(20));
}

TEST(Copies, AnAlteredQuotationIsFlagged) {
  Desk desk;
  desk.add("a",
           std::string(flood) + " \"No one has drowned and no one will,\" the mayor said in the square of Tarnow.");
  desk.add("b", std::string(flood) + " \"No one has drowned and few will,\" the mayor said in the square of Tarnow.");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].because, std::vector<std::string>{"quotation altered"});
}

TEST(Direction, ACreditNamesTheAgencysOwnReport) {
  Desk desk;
  desk.add("a", flood, "Tarnow Post", "2020-01-03").article.credits = {credit("Northwire", CreditHow::credit_line)};
  desk.add("b", flood, "Northwire", "2020-01-04");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::credited_wire);
  EXPECT_EQ(copies[0].from, CopyFrom::b);
  EXPECT_EQ(copies[0].because, std::vector<std::string>{"credit"});
}

TEST(Direction, TwoCreditsOfAnAgencyThatIsNotThereAreUnseen) {
  Desk desk;
  desk.add("a", flood, "Tarnow Post", "2020-01-03").article.credits = {credit("Northwire", CreditHow::credit_line)};
  desk.add("b", flood, "Brandal Echo", "2020-01-05").article.credits = {credit("Northwire", CreditHow::byline)};
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].from, CopyFrom::unseen);
  EXPECT_EQ(copies[0].because, std::vector<std::string>{"credit"});
}

TEST(Direction, APhotoCreditSaysNothing) {
  Desk desk;
  desk.add("a", flood).article.credits = {credit("Northwire", CreditHow::photo)};
  desk.add("b", flood);
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::copied);
  EXPECT_EQ(copies[0].from, CopyFrom::unknown);
}

TEST(Direction, ADatelineSpeaksForTheReportThatHasIt) {
  Desk desk;
  desk.add("a", flood, "Tarnow Post");
  desk.add("b", flood, "Brandal Echo").article.credits = {credit("Northwire", CreditHow::dateline)};
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].from, CopyFrom::b);
  EXPECT_EQ(copies[0].because, std::vector<std::string>{"dateline"});
}

CopyFrom from_of(std::string first, std::string second) {
  Desk desk;
  desk.add("a", flood, "Tarnow Post", first);
  desk.add("b", flood, "Brandal Echo", second);
  auto copies = desk.trace();
  return copies.size() == 1 ? copies[0].from : CopyFrom::unseen;
}

TEST(Direction, TheEarlierOneWhereTimesCanBeTrusted) {
  EXPECT_EQ(from_of("2020-01-03", "2020-01-04"), CopyFrom::a);
  EXPECT_EQ(from_of("2020-01-05", "2020-01-04"), CopyFrom::b);
  EXPECT_EQ(from_of("2020-01-03", "2020-01-03"), CopyFrom::unknown);
  EXPECT_EQ(from_of("2020-01-03T10:00Z", "2020-01-03T10:30+00:00"), CopyFrom::a);
  EXPECT_EQ(from_of("2020-01-03T10:00+02:00", "2020-01-03T09:30Z"), CopyFrom::a);
  EXPECT_EQ(from_of("2020-01-03T10:00", "2020-01-03T12:00"), CopyFrom::unknown);  // no zone: may be half a day off
  EXPECT_EQ(from_of("2020-01-03T01:00", "2020-01-04T12:00"), CopyFrom::a);
  EXPECT_EQ(from_of("", "2020-01-04"), CopyFrom::unknown);
}

TEST(Direction, TheFullerText) {
  Desk desk;
  desk.add("a", std::string(flood) + " Boats took forty people from their roofs.");
  desk.add("b", flood);
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].from, CopyFrom::a);
  EXPECT_EQ(copies[0].because, std::vector<std::string>{"superset"});
}

// ----------------------------------------------------------------------------------------- order, size, hostility

std::string sentence(std::mt19937& random) {
  static const char* const words[] = {"dyke",   "market", "ferry",  "barley",  "choir",   "mayor",  "harbour",
                                      "bridge", "comet",  "ledger", "orchard", "lantern", "gravel", "sailor",
                                      "winter", "copper", "signal", "valley",  "needle",  "pepper", "riddle"};
  std::string out = "The";
  for (int i = 0; i < 14; ++i) out += std::string(" ") + words[random() % std::size(words)];
  return out + ". ";
}

TEST(Copies, DoNotDependOnTheOrderOfTheReports) {
  std::mt19937 random(7);
  std::vector<std::string> sentences, texts;
  for (int i = 0; i < 30; ++i) sentences.push_back(sentence(random));
  for (int i = 0; i < 40; ++i) {
    std::string text;
    for (int k = 0; k < 6; ++k) text += random() % 3 ? sentence(random) : sentences[random() % sentences.size()];
    texts.push_back(text);
  }
  auto key = [](const std::vector<Copy>& copies, const std::vector<int>& order) {
    std::set<std::string> out;
    for (const Copy& c : copies) {
      bool swap = order[c.a] > order[c.b];
      Span x = swap ? c.b_span : c.a_span, y = swap ? c.a_span : c.b_span;
      out.insert(std::to_string(std::min(order[c.a], order[c.b])) + " " +
                 std::to_string(std::max(order[c.a], order[c.b])) + " " + std::to_string(x.begin) + "-" +
                 std::to_string(x.end) + " " + std::to_string(y.begin) + "-" + std::to_string(y.end) + " " +
                 std::string(name_of(c.kind)) + std::to_string(c.rewordings.size()));
    }
    return out;
  };
  std::set<std::string> first;
  std::vector<int> order(40);
  for (int i = 0; i < 40; ++i) order[static_cast<size_t>(i)] = i;
  for (int round = 0; round < 3; ++round) {
    Desk desk;
    for (int i : order) desk.add("r" + std::to_string(100 + i), texts[static_cast<size_t>(i)]);
    auto found = key(desk.trace(), order);
    if (round == 0) first = found;
    EXPECT_EQ(found, first);
    std::shuffle(order.begin(), order.end(), random);
  }
  EXPECT_GT(first.size(), 10u);
}

TEST(Copies, AThousandEqualReportsLinkToAFewEach) {
  Desk desk;
  for (int i = 0; i < 1000; ++i) desk.add("r" + std::to_string(10000 + i), std::string(flood) + " " + other);
  auto copies = desk.trace();
  EXPECT_LE(copies.size(), 8000u);
  std::set<uint32_t> linked;
  for (const Copy& copy : copies) linked.insert(copy.b);
  EXPECT_EQ(linked.size(), 999u);
}

TEST(Copies, OneOtherOutletAmongManyLinksToEachOfThem) {
  Desk desk;
  for (int i = 0; i < 200; ++i)
    desk.add("r" + std::to_string(1000 + i), std::string(flood) + " " + other, "Tarnow Post");
  desk.add("r1099x", std::string(flood) + " " + other, "Brandal Echo");
  std::set<uint32_t> linked;
  for (const Copy& copy : desk.trace()) {
    if (copy.a == 200) linked.insert(copy.b);
    if (copy.b == 200) linked.insert(copy.a);
  }
  EXPECT_EQ(linked.size(), 200u);
}

TEST(Copies, AReportThatIsAllQuotationSharesAQuotation) {
  Desk desk;
  std::string speech = "\"" + std::string(flood) + " " + other + "\"";
  desk.add("a", speech);
  desk.add("b", "The mayor read from a sheet of paper. " + speech + " Then she left.");
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::shared_quote);
}

TEST(Copies, AHostWhoseEveryPageSharesNearlyAllHasBoilerplateOnly) {
  std::mt19937 random(11);
  std::string frame;
  for (int i = 0; i < 12; ++i) frame += sentence(random);
  Desk desk;
  for (int i = 0; i < 60; ++i)
    desk.add("r" + std::to_string(100 + i), sentence(random) + "\n\n" + frame, "Tarnow Post",
             iso_day(Day(std::chrono::days(18000 + 5 * i))));
  auto copies = desk.trace();
  EXPECT_LE(copies.size(), 60u * 24);
  for (const Copy& copy : copies) EXPECT_EQ(copy.kind, CopyKind::boilerplate);
}

TEST(Copies, TwoOutletsOfOneNameAreTwoSites) {
  Desk desk;
  for (const char* site : {"https://echo.example/1", "https://echo-of-velling.example/1"})
    desk.add(std::string("a") + site, flood, "The Echo", "2020-01-03").article.url.value = site;
  auto copies = desk.trace();
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].kind, CopyKind::copied);
}

TEST(Direction, AClocksZeroIsNoEarlierDay) { EXPECT_EQ(from_of("1970-01-01", "2020-01-04"), CopyFrom::unknown); }

TEST(Copies, SurviveHostileTexts) {
  Desk desk;
  std::string one_word, two_words, no_space(1 << 20, 'x'), stops;
  while (one_word.size() < (1u << 20)) one_word += "flood ";
  while (two_words.size() < (1u << 20)) two_words += "flood dyke ";
  while (stops.size() < (1u << 20)) stops += ". \" ";
  for (int i = 0; i < 2; ++i)
    for (const std::string* text : {&one_word, &two_words, &no_space, &stops})
      desk.add(std::to_string(i) + std::to_string(text->size()) + text->substr(0, 9), *text);
  desk.add("empty", "");
  for (const Copy& copy : desk.trace()) {
    EXPECT_LT(copy.a, copy.b);
    EXPECT_FALSE(copy.a_span.empty());
  }
}

TEST(Copies, TextsMadeToBePiecedTogetherEndTheWorkEarly) {
  std::mt19937 random(3);
  std::vector<std::string> pieces;
  for (int i = 0; i < 400; ++i)
    pieces.push_back("alpha" + std::to_string(i) + " beta gamma delta epsilon zeta" + std::to_string(i) + " ");
  auto mixed = [&] {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += pieces[random() % pieces.size()];
    return text;
  };
  Desk desk;
  desk.add("a", mixed());
  desk.add("b", mixed());
  desk.trace();
}

}  // namespace
}  // namespace fairwitness
