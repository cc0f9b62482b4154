#include "ledger/ledger.h"

#include <gtest/gtest.h>

#include <set>

#include "ledger/values.h"

namespace fairwitness {
namespace {

// Reports about invented places and people, built by hand: the ledger is given records, it does not find them.
class Desk {
 public:
  Report& report(const std::string& id, const std::string& day, const std::string& text) {
    auto one = std::make_unique<Report>();
    one->id = id;
    one->article.text = text;
    one->article.published.value = day;
    one->article.outlet.value = id + " Courier";
    for (size_t at = 0; at < text.size();) {
      size_t end = std::min(text.find(". ", at) + 1, text.size());
      if (end == 0) end = text.size();
      Sentence sentence;
      sentence.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
      one->words.sentences.push_back(sentence);
      at = end + 1;
    }
    reports_.push_back(std::move(one));
    return *reports_.back();
  }

  static Span span(const Report& report, const std::string& words) {
    size_t at = report.article.text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
  }

  static Figure& figure(Report& report, const std::string& words, double number, Bound bound,
                        const std::string& counted, const std::string& place = "") {
    Figure f;
    f.span = span(report, words);
    f.bound = bound;
    (bound == Bound::at_least || bound == Bound::more_than ? f.low : f.best) = number;
    f.counted = counted;
    f.place = place;
    report.figures.push_back(f);
    return report.figures.back();
  }

  // What the first `length` bytes of the report's title say of people killed.
  static Figure& headline(Report& report, const std::string& title, uint32_t length, double number) {
    report.article.title.value = title;
    Figure f;
    f.span = {0, length};
    f.best = number;
    f.counted = "people killed";
    f.of = FigureOf::total;
    report.headline_figures = {f};
    return report.headline_figures.front();
  }

  // Makes the figure the sum of those killed and of who killed himself.
  static void sum_with_doer(Figure& figure, std::vector<Span> parts) {
    figure.of = FigureOf::total;
    figure.why = "sum of parts: victims and one by his own hand";
    figure.parts = std::move(parts);
  }

  static void quote(Report& report, const std::string& words, const std::string& speaker,
                    QuoteKind kind = QuoteKind::direct) {
    uint32_t entity = static_cast<uint32_t>(report.names.entities.size());
    Entity who;
    who.name = speaker;
    who.kind = NameKind::person;
    report.names.entities.push_back(who);
    report.quotes.push_back({kind, {span(report, words)}, {}, {}, speaker, entity, "", {}, "test"});
  }

  std::vector<Entry> ledger() {
    std::vector<const Report*> all;
    Story story;
    story.id = "s1";
    story.storyline = "l1";
    for (uint32_t i = 0; i < reports_.size(); ++i) {
      all.push_back(reports_[i].get());
      story.reports.push_back(i);
    }
    auto rules = Rules::embedded();
    EXPECT_TRUE(rules);
    return build_ledger(all, copies, {story}, {}, {}, LedgerRules(**rules));
  }

  // The only entry that has a reading with these words.
  const Entry* entry_with(const std::vector<Entry>& ledger, const std::string& words) {
    const Entry* found = nullptr;
    for (const Entry& entry : ledger)
      for (const Reading& reading : entry.readings)
        if (reading.value.find(words) != std::string::npos) {
          EXPECT_TRUE(found == nullptr || found == &entry) << words << " stands in two entries";
          found = &entry;
        }
    return found;
  }

  std::vector<Copy> copies;

 private:
  std::vector<std::unique_ptr<Report>> reports_;
};

TEST(Values, BoundsAgreeOrNot) {
  auto figure = [](Bound bound, double n) {
    Figure f;
    f.bound = bound;
    (bound == Bound::at_least || bound == Bound::more_than ? f.low : f.best) = n;
    return interval_of(f);
  };
  EXPECT_TRUE(compatible({figure(Bound::at_least, 12), figure(Bound::exact, 14)}));
  EXPECT_TRUE(compatible({figure(Bound::about, 20), figure(Bound::exact, 19)}));
  EXPECT_TRUE(compatible({figure(Bound::at_least, 12), figure(Bound::exact, 12)}));
  EXPECT_FALSE(compatible({figure(Bound::more_than, 12), figure(Bound::exact, 12)}));
  EXPECT_FALSE(compatible({figure(Bound::exact, 12), figure(Bound::exact, 13)}));
  EXPECT_FALSE(compatible({figure(Bound::nearly, 70), figure(Bound::exact, 70)}));
  EXPECT_FALSE(compatible({figure(Bound::exact, 275000), figure(Bound::about, 250000)}));
}

TEST(Ledger, AgreesWithinBounds) {
  Desk desk;
  Desk::figure(desk.report("a", "2031-05-03", "At least 12 people were killed in Velmar."), "At least 12 people", 12,
               Bound::at_least, "people killed", "Velmar");
  Desk::figure(desk.report("b", "2031-05-03", "Officials count 14 dead in Velmar."), "14 dead", 14, Bound::exact,
               "people killed", "Velmar");
  auto ledger = desk.ledger();
  const Entry* entry = desk.entry_with(ledger, "14 dead");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->state, EntryState::agrees);
  EXPECT_EQ(entry->readings.size(), 2u);
  EXPECT_EQ(entry->independent, 2u);
}

TEST(Ledger, ATollThatGrowsIsUpdatedAndOneThatShrinksDiffers) {
  for (bool shrinks : {false, true}) {
    Desk desk;
    Desk::figure(desk.report("a", shrinks ? "2031-05-05" : "2031-05-03", "Seven people were killed in Velmar."),
                 "Seven people", 7, Bound::exact, "people killed");
    Desk::figure(desk.report("b", "2031-05-04", "Eleven people were killed in Velmar."), "Eleven people", 11,
                 Bound::exact, "people killed");
    auto ledger = desk.ledger();
    const Entry* entry = desk.entry_with(ledger, "Eleven");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->state, shrinks ? EntryState::differs : EntryState::updated);
  }
}

// What most reports tell of the dead is the event's toll, wherever each says it was; a part of it stays apart.
TEST(Ledger, GathersTheTollThatMostReportsTell) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "Three people died in Velmar. Two children were killed.");
  Desk::figure(a, "Three people", 3, Bound::exact, "people killed", "Velmar");
  Desk::figure(a, "Two children", 2, Bound::exact, "children killed");
  Desk::figure(desk.report("b", "2031-05-03", "A man and two girls were killed on Alder Street."),
               "A man and two girls", 3, Bound::exact, "people killed", "Alder Street");
  Desk::figure(desk.report("c", "2031-05-04", "Four people are dead after the shooting."), "Four people", 4,
               Bound::exact, "people killed", "Ostmark");
  auto ledger = desk.ledger();
  const Entry* toll = desk.entry_with(ledger, "Three people");
  ASSERT_NE(toll, nullptr);
  ASSERT_EQ(toll->readings.size(), 2u);
  EXPECT_EQ(toll->readings[0].passages.size(), 2u);  // "A man and two girls" is the same number
  EXPECT_EQ(toll, desk.entry_with(ledger, "Four people"));
  EXPECT_NE(toll, desk.entry_with(ledger, "Two children"));
  EXPECT_EQ(toll->state, EntryState::updated);
}

TEST(Ledger, TakesAListForTheTollRatherThanAPartOfIt) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "One man and two children were killed in Velmar.");
  Desk::figure(a, "One man and two children", 3, Bound::exact, "people killed").why = "list";
  Desk::figure(a, "two children", 2, Bound::exact, "people killed");
  Desk::figure(desk.report("b", "2031-05-04", "Two are dead after the shooting."), "Two", 2, Bound::exact,
               "people killed");
  auto ledger = desk.ledger();
  const Entry* toll = desk.entry_with(ledger, "One man and two children");
  ASSERT_NE(toll, nullptr);
  ASSERT_EQ(toll->readings.size(), 2u);
  EXPECT_EQ(toll->readings[0].value, "One man and two children");
  EXPECT_EQ(toll->readings[1].value, "Two");
}

TEST(Ledger, TheHeadlineTellsWhichNumberIsTheToll) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "Two men died in the mill. In all three people were killed.");
  a.article.title.value = "Three dead in Velmar mill";
  Desk::figure(a, "Two men", 2, Bound::exact, "people killed");
  Desk::figure(a, "three people", 3, Bound::exact, "people killed");
  Report& b = desk.report("b", "2031-05-04", "Two men died at the mill of Velmar, and three people were killed.");
  Desk::figure(b, "Two men", 2, Bound::exact, "people killed");
  Desk::figure(b, "three people", 3, Bound::exact, "people killed");
  Report& c = desk.report("c", "2031-05-04", "Two people were killed at once.");
  Desk::figure(c, "Two people", 2, Bound::exact, "people killed");
  auto toll = [&] {
    for (const Entry& entry : desk.ledger())
      for (const Reading& reading : entry.readings)
        for (const Passage& p : reading.passages)
          if (p.report == 0) return *reading.best;  // the first entry holds the toll
    return 0.0;
  };
  EXPECT_EQ(toll(), 2);  // all three reports tell of two
  Figure headline;
  headline.span = {0, 10};
  headline.best = 3;
  headline.counted = "people killed";
  a.headline_figures.push_back(headline);
  EXPECT_EQ(toll(), 3);
  EXPECT_EQ(desk.ledger().front().because.at(1), "taken for the toll: the headline of a tells it");
}

TEST(Ledger, WhoNamesTwoOfTheDeadDoesNotDenyTheThree) {
  auto states = [](const std::string& day_of_list) {
    Desk desk;
    Desk::figure(desk.report("a", "2031-05-03", "Three people were killed in the mill."), "Three people", 3,
                 Bound::exact, "people killed");
    Figure& list = Desk::figure(desk.report("b", day_of_list, "Asa Lind and her brother were killed in the mill."),
                                "Asa Lind and her brother", 2, Bound::exact, "people killed");
    list.why = "list";
    auto ledger = desk.ledger();
    EXPECT_FALSE(ledger.empty());
    return std::pair(ledger.size(), ledger.front().readings.size());
  };
  EXPECT_EQ(states("2031-05-04"), (std::pair<size_t, size_t>(2, 1)));
  EXPECT_EQ(states("2031-05-02"), (std::pair<size_t, size_t>(1, 2)));  // told before: the number grew
}

// Whoever tells later how many are still in hospital does not gainsay how many were hurt; whoever counts more does.
TEST(Ledger, APartToldLaterDoesNotGainsayTheToll) {
  auto readings = [](double number, const std::string& day) {
    Desk desk;
    Desk::figure(desk.report("a", "2031-05-03", "Five people were hurt in the mill."), "Five people", 5, Bound::exact,
                 "people injured");
    Report& b = desk.report("b", day, "Some of the 5 hurt had burns. N of them lost a hand.");
    Desk::figure(b, "5", 5, Bound::exact, "people injured");
    Report& c = desk.report("c", day, "N people were hurt in the mill.");
    Desk::figure(c, "N people", number, Bound::exact, "people injured").of = FigureOf::subset;
    Desk::figure(b, "N", number, Bound::exact, "people injured").source = "Dr. Lind";
    auto ledger = desk.ledger();
    EXPECT_FALSE(ledger.empty());
    return ledger.front().readings.size();
  };
  EXPECT_EQ(readings(2, "2031-05-04"), 1u);
  EXPECT_EQ(readings(6, "2031-05-04"), 1u);  // one report has one toll, whoever else it quotes
}

// A number that only a headline tells is a reading of the toll that the texts of others tell; it is cited in the title.
TEST(Ledger, AHeadlineAloneIsAReading) {
  Desk desk;
  Desk::figure(desk.report("a", "2031-05-03", "Four people were killed in the mill."), "Four people", 4, Bound::exact,
               "people killed");
  const std::string title = "5th person dies after mill fire";
  Desk::headline(desk.report("b", "2031-05-05", "Please subscribe to read this report."), title, 15, 5);
  auto ledger = desk.ledger();
  ASSERT_EQ(ledger.size(), 1u);
  ASSERT_EQ(ledger[0].readings.size(), 2u);
  EXPECT_EQ(ledger[0].state, EntryState::updated);
  const Reading& last = ledger[0].readings[1];
  EXPECT_EQ(last.value, "5th person dies");
  EXPECT_TRUE(last.passages.empty());
  EXPECT_EQ(reports_of(last), std::vector<uint32_t>{1});
  EXPECT_EQ(last.headlines[0].span, (Span{0, 15}));
  // Another text that tells it gives the reading its words.
  Desk::figure(desk.report("d", "2031-05-06", "In all five people died."), "five people", 5, Bound::exact,
               "people killed");
  auto more = desk.ledger();
  ASSERT_EQ(more.size(), 1u);
  EXPECT_EQ(more[0].readings[1].value, "five people");
  EXPECT_EQ(reports_of(more[0].readings[1]), (std::vector<uint32_t>{2, 1}));
  // Without a text that tells the toll there is nothing to read it against, and no entry.
  Desk alone;
  Desk::headline(alone.report("c", "2031-05-05", "Please subscribe to read this report."), title, 15, 5);
  EXPECT_TRUE(alone.ledger().empty());
}

// Two bodies whom one report names gainsay each other; the number chosen for the toll stands first.
TEST(Ledger, TwoSourcesOfOneReportGainsayEachOther) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "Police said 10 people died. The governor said 13 people died.");
  Desk::figure(a, "10 people", 10, Bound::exact, "people killed").source = "Police";
  Desk::figure(a, "13 people", 13, Bound::exact, "people killed").source = "the governor";
  Desk::figure(desk.report("b", "2031-05-03", "Police said 10 died."), "10", 10, Bound::exact, "people killed").source =
      "Police";
  auto ledger = desk.ledger();
  ASSERT_EQ(ledger.size(), 1u);
  EXPECT_EQ(ledger[0].state, EntryState::differs);
  ASSERT_EQ(ledger[0].readings.size(), 2u);
  EXPECT_EQ(ledger[0].readings[0].best, 10);
}

TEST(Ledger, ASumBelowWhatAReportSaysIsNoToll) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-04", "Five are dead. He shot his wife, then killed three more people.");
  Desk::figure(a, "Five", 5, Bound::exact, "people killed");
  Figure& sum = Desk::figure(a, "shot his wife", 4, Bound::exact, "people killed");
  sum.of = FigureOf::total;
  sum.why = "sum of parts: one and others";
  sum.parts = {Desk::span(a, "shot his wife"), Desk::span(a, "three more people")};
  for (const char* id : {"b", "c"})
    Desk::figure(desk.report(id, "2031-05-03", "Four people were killed."), "Four people", 4, Bound::exact,
                 "people killed");
  auto ledger = desk.ledger();
  const Entry* toll = desk.entry_with(ledger, "Five");
  ASSERT_NE(toll, nullptr);
  EXPECT_EQ(toll->state, EntryState::updated);
}

// The sum of a headline may stand for its parts only while another text tells the toll.
TEST(Ledger, AnEntryRestsOnAText) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "A man killed three clerks.");
  Desk::figure(a, "three clerks", 3, Bound::exact, "clerks killed");
  for (const char* id : {"b", "c"})
    Desk::sum_with_doer(Desk::headline(desk.report(id, "2031-05-04", "Please subscribe."), "Four dead", 4, 4),
                        {{0, 1}, {2, 4}});
  Desk::sum_with_doer(Desk::headline(a, "Man kills 3, self", 4, 4), {{0, 1}, {2, 4}});
  for (const Entry& entry : desk.ledger())
    EXPECT_TRUE(std::any_of(entry.readings.begin(), entry.readings.end(), [](const Reading& reading) {
      return !reading.passages.empty();
    })) << entry.about;
}

TEST(Ledger, TheTimeOfDayDoesNotPartOneToll) {
  Desk desk;
  Desk::figure(desk.report("a", "2031-05-03", "Five people were hurt in the mill."), "Five people", 5, Bound::exact,
               "people injured")
      .as_of = "2031-05-02TNI";
  Desk::figure(desk.report("b", "2031-05-03", "Five men were hurt."), "Five men", 5, Bound::exact, "people injured")
      .as_of = "2031-05-02";
  EXPECT_EQ(desk.ledger().size(), 1u);
}

TEST(Ledger, TheSumStandsForItsParts) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "A man killed his two sons before killing himself in Velmar.");
  Desk::figure(a, "two sons", 2, Bound::exact, "sons killed");
  Figure& sum = Desk::figure(a, "two sons before killing himself", 3, Bound::exact, "people killed");
  Desk::sum_with_doer(sum, {Desk::span(a, "two sons"), Desk::span(a, "killing himself")});
  Desk::figure(desk.report("b", "2031-05-03", "Two boys were killed."), "Two boys", 2, Bound::exact, "boys killed");
  auto ledger = desk.ledger();
  const Entry* toll = desk.entry_with(ledger, "two sons before");
  ASSERT_NE(toll, nullptr);  // although two reports tell of two
  EXPECT_EQ(toll, desk.entry_with(ledger, "Two boys"));
}

// A sum of the headline stands in the toll for what the text tells alone; that the text tells it is not lost.
TEST(Ledger, WhatAHeadlinesSumStandsForIsStillTold) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "A man killed three clerks.");
  Desk::figure(a, "three clerks", 3, Bound::exact, "clerks killed");
  Desk::figure(desk.report("b", "2031-05-03", "Three clerks died."), "Three clerks", 3, Bound::exact, "clerks killed");
  Desk::sum_with_doer(Desk::headline(a, "Man kills 3, self", 17, 4), {{4, 11}, {13, 17}});
  std::set<uint32_t> told;  // reports whose text is cited
  for (const Entry& entry : desk.ledger())
    for (const Reading& reading : entry.readings)
      for (const Passage& passage : reading.passages) told.insert(passage.report);
  EXPECT_EQ(told, (std::set<uint32_t>{0, 1}));
}

TEST(Ledger, NeverMergesKilledAndWoundedNorCityAndDistrict) {
  Desk desk;
  Report& a =
      desk.report("a", "2031-05-03",
                  "In Velmar 12 people were killed. In Velmar 12 people were wounded. In east Velmar 9 were killed.");
  Desk::figure(a, "12 people were killed", 12, Bound::exact, "people killed", "Velmar");
  Desk::figure(a, "12 people were wounded", 12, Bound::exact, "people wounded", "Velmar");
  Report& b = desk.report("b", "2031-05-03", "In east Velmar 12 people were killed.");
  Desk::figure(b, "12 people", 12, Bound::exact, "people killed", "east Velmar");
  auto ledger = desk.ledger();
  EXPECT_NE(desk.entry_with(ledger, "12 people were killed"), desk.entry_with(ledger, "12 people were wounded"));
  for (const Entry& entry : ledger) EXPECT_EQ(entry.readings.size(), 1u) << entry.about;
}

TEST(Ledger, OneUtteranceInTwoWordingsDiffers) {
  Desk desk;
  Desk::quote(desk.report("a", "2031-05-03", "\"We will never close this harbour to anybody,\" Ilse Varga said."),
              "We will never close this harbour to anybody", "Ilse Varga");
  Desk::quote(desk.report("b", "2031-05-03", "\"We will not close this harbour to anybody,\" Varga said."),
              "We will not close this harbour to anybody", "Varga");
  auto ledger = desk.ledger();
  ASSERT_EQ(ledger.size(), 1u);
  EXPECT_EQ(ledger[0].state, EntryState::differs);
  EXPECT_EQ(ledger[0].readings.size(), 2u);
}

TEST(Ledger, APieceOfAWordingIsTheSameReadingUnlessItDropsANot) {
  for (bool drops : {false, true}) {
    Desk desk;
    Desk::quote(desk.report("a", "2031-05-03", "The mayor had \"no great hopes\" for it, Varga said."),
                "no great hopes", "Ilse Varga", QuoteKind::mixed);
    std::string text =
        drops ? "She had \"great hopes\" for it, Varga said." : "She had no \"great hopes\" for it, Varga said.";
    Desk::quote(desk.report("b", "2031-05-03", text), "great hopes", "Ilse Varga", QuoteKind::mixed);
    auto ledger = desk.ledger();
    const Entry* quote = nullptr;
    for (const Entry& entry : ledger)
      if (entry.kind == EntryKind::quote) quote = &entry;
    ASSERT_NE(quote, nullptr);
    EXPECT_EQ(quote->readings.size(), drops ? 2u : 1u);
    EXPECT_EQ(quote->state, drops ? EntryState::differs : EntryState::agrees);
  }
}

TEST(Ledger, WordsWithoutMarksAreNoSecondWording) {
  Desk desk;
  Desk::quote(desk.report("a", "2031-05-03", "\"We had warned every captain since noon,\" Ilse Varga said."),
              "We had warned every captain since noon", "Ilse Varga");
  Desk::quote(desk.report("b", "2031-05-03", "Varga says she warned every captain since noon."),
              "she warned every captain since noon", "Ilse Varga", QuoteKind::indirect);
  auto ledger = desk.ledger();
  ASSERT_EQ(ledger.size(), 1u);
  EXPECT_EQ(ledger[0].state, EntryState::agrees);
}

TEST(Ledger, BodiesFoundAreNotTheToll) {
  Desk desk;
  Desk::figure(desk.report("a", "2031-05-03", "Seven people were killed in Velmar."), "Seven people", 7, Bound::exact,
               "people killed");
  Desk::figure(desk.report("b", "2031-05-04", "Divers found four bodies in Velmar."), "four bodies", 4, Bound::exact,
               "people killed");
  EXPECT_EQ(desk.ledger().size(), 2u);
}

TEST(Ledger, TwoSpeakersOfOneSurnameAreTwo) {
  Desk desk;
  Desk::quote(desk.report("a", "2031-05-03", "\"The water came over the wall at night,\" Ilse Varga said."),
              "The water came over the wall at night", "Ilse Varga");
  Desk::quote(desk.report("b", "2031-05-03", "\"The water came over the wall at noon,\" Tomas Varga said."),
              "The water came over the wall at noon", "Tomas Varga");
  EXPECT_EQ(desk.ledger().size(), 2u);
}

TEST(Ledger, ACopiedSentenceIsOneStatementOfOneOrigin) {
  Desk desk;
  std::string text = "Bread and fuel are running out in the upper town of Velmar.";
  Report& a = desk.report("a", "2031-05-03", text);
  Report& b = desk.report("b", "2031-05-03", text + " The mayor is away.");
  Copy copy;
  copy.a = 0;
  copy.b = 1;
  copy.a_span = copy.b_span = {0, static_cast<uint32_t>(text.size())};
  desk.copies.push_back(copy);
  auto ledger = desk.ledger();
  const Entry* entry = desk.entry_with(ledger, "Bread and fuel");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->kind, EntryKind::statement);
  EXPECT_EQ(entry->state, EntryState::single);
  EXPECT_EQ(entry->independent, 1u);
  ASSERT_EQ(entry->readings[0].passages.size(), 2u);
  EXPECT_EQ(entry->readings[0].passages[0].span.of(a.text()), text);
  EXPECT_EQ(entry->readings[0].passages[1].span.of(b.text()), text);
}

// Two reports, the second a copy of the first with other words in two places.
Entry copied_with(const std::string& first, const std::string& second,
                  const std::vector<std::pair<std::string, std::string>>& reworded) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", first);
  Report& b = desk.report("b", "2031-05-03", second);
  Copy copy;
  copy.b = 1;
  copy.a_span = {0, static_cast<uint32_t>(first.size())};
  copy.b_span = {0, static_cast<uint32_t>(second.size())};
  for (const auto& [x, y] : reworded) {
    Rewording one{Desk::span(a, x.empty() ? "open" : x), Desk::span(b, y)};
    if (x.empty()) one.a.end = one.a.begin;
    copy.rewordings.push_back(one);
  }
  desk.copies.push_back(copy);
  for (const Entry& entry : desk.ledger())
    if (entry.kind == EntryKind::statement) return entry;
  return {};
}

TEST(Ledger, ACopiedSentenceWithANotPutInDiffers) {
  Entry entry =
      copied_with("The lower bridge of Velmar will open to carts before the autumn fair.",
                  "The lower bridge of Velmar will not open to carts before the autumn fair.", {{"", "not "}});
  EXPECT_EQ(entry.state, EntryState::differs);
  ASSERT_EQ(entry.readings.size(), 2u);
  EXPECT_EQ(entry.readings[0].passages[0].report, 0u);
  EXPECT_EQ(entry.readings[1].passages[0].report, 1u);
}

TEST(Ledger, ACopiedSentenceWithItsRolesTurnedRoundDiffers) {
  Entry entry = copied_with("At dawn Halvorsen struck Lindqvist on the quay of Velmar with an oar.",
                            "At dawn Lindqvist struck Halvorsen on the quay of Velmar with an oar.",
                            {{"Halvorsen", "Lindqvist"}, {"Lindqvist", "Halvorsen"}});
  EXPECT_EQ(entry.state, EntryState::differs);
  EXPECT_EQ(entry.readings.size(), 2u);
}

TEST(Ledger, ACopiedSentenceWithAnotherWordIsOneReading) {
  Entry entry =
      copied_with("The lower bridge of Velmar will open to carts before the autumn fair.",
                  "The lower bridge of Velmar will open to wagons before the autumn fair.", {{"carts", "wagons"}});
  EXPECT_EQ(entry.state, EntryState::single);
  EXPECT_EQ(entry.readings.size(), 1u);
}

TEST(Ledger, WhatDidNotComeAboutIsAStatement) {
  Desk desk;
  desk.report("a", "2031-05-03", "The council failed to agree on a flood barrier.");
  desk.report("b", "2031-05-03", "The session ended without any flood barrier in sight.");
  auto ledger = desk.ledger();
  const Entry* entry = desk.entry_with(ledger, "flood barrier");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->about, "failed to agree on a flood barrier");
  EXPECT_EQ(entry->state, EntryState::agrees);
}

TEST(Ledger, VictimsToldOneByOneDoNotMakeASmallerToll) {
  Desk desk;
  Report& a = desk.report("a", "2031-05-03", "Five people were hurt. A man had burns. A woman broke her arm.");
  Desk::figure(a, "Five people", 5, Bound::exact, "people injured");
  Figure& sum = Desk::figure(a, "A man had burns", 2, Bound::exact, "people injured");
  sum.of = FigureOf::total;
  sum.why = "sum of parts: victims told one by one";
  sum.parts = {Desk::span(a, "A man had burns"), Desk::span(a, "A woman broke her arm")};
  auto ledger = desk.ledger();
  ASSERT_EQ(ledger.size(), 1u);
  EXPECT_EQ(ledger[0].readings[0].value, "Five people");
}

TEST(Ledger, NoReadingWithoutAPassage) {
  Desk desk;
  Desk::figure(desk.report("a", "", "About 40 families left."), "About 40 families", 40, Bound::about, "families");
  for (const Entry& entry : desk.ledger())
    for (const Reading& reading : entry.readings) EXPECT_FALSE(reading.passages.empty());
}

}  // namespace
}  // namespace fairwitness
