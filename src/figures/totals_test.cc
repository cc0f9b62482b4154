#include "figures/totals.h"

#include <gtest/gtest.h>

#include "base/cost.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

std::vector<Figure> read(const std::string& text, BlockKind kind = BlockKind::paragraph,
                         const std::vector<Figure>& headline = {}) {
  static const WordRules words(rules());
  static const NameRules names(rules());
  static const DateRules dates(rules());
  static const FigureRules figures(rules());
  Article article;
  article.text = text;
  article.blocks.push_back({kind, {0, static_cast<uint32_t>(text.size())}});
  Words read = read_words(article.text, article.blocks, words);
  return find_figures(article, read, find_names(article, read, names), {}, find_times(article, read, dates), figures,
                      headline);
}

// "value counted (why: part | part)" of every total that only follows from its parts.
std::string totals(const std::string& text, const std::vector<Figure>& headline = {}) {
  std::string out;
  for (const Figure& f : read(text, BlockKind::paragraph, headline)) {
    if (f.parts.empty()) continue;
    out += (out.empty() ? "" : "; ") + std::to_string(static_cast<int>(*f.best)) + " " + f.counted + " (" + f.why + ":";
    for (Span part : f.parts) {
      EXPECT_LE(part.end, text.size());
      out += " [" + std::string(part.of(text)) + "]";
    }
    out += ")";
    EXPECT_EQ(f.span, f.parts.front());
    EXPECT_EQ(f.of, FigureOf::total);
  }
  return out;
}

TEST(Totals, AddUpVictimsToldOneByOne) {
  EXPECT_EQ(totals("A 34-year-old man died at the scene. A 29-year-old woman died later at a hospital."),
            "2 people killed (sum of parts: victims told one by one: [A 34-year-old man died] [A 29-year-old woman "
            "died])");
  EXPECT_EQ(totals("A man was shot dead in Korrel. The man died at the scene."), "");
}

TEST(Totals, TakeTheDeadFromThoseHit) {
  EXPECT_EQ(totals("Five people were shot in Korrel on Sunday. One person was killed."),
            "4 people injured (difference: those hit less the dead: [Five people] [One person])");
  EXPECT_EQ(totals("Four people were shot in Korrel on Sunday."),
            "4 people injured (hit, and none said to be dead: [Four people])");
  EXPECT_EQ(
      totals("Eight people were shot on Sunday. Three of the shots hit a house. In Korrel five people were shot."),
      "8 people injured (hit, and none said to be dead: [Eight people]); "
      "5 people injured (hit, and none said to be dead: [five people])");
  EXPECT_EQ(totals("One of the five people injured in Korrel on Sunday has died."),
            "4 people injured (difference: those hurt less who of them died: [One] [five people])");
  EXPECT_EQ(totals("Two men were shot and killed in Korrel."), "");
  EXPECT_EQ(totals("Two of the four shooting victims had died."),
            "2 people injured (difference: those hit less the dead: [Two] [four shooting victims])");
  EXPECT_EQ(totals("A boy and six other people were shot in Korrel. The boy died."),
            "6 people injured (difference: those hit less the dead: [A boy and six other people] [The boy died])");
  EXPECT_EQ(totals("A gunman shot four clerks, killing one. A third man was killed.").substr(0, 16),
            "3 people injured");
  EXPECT_EQ(totals("13 people were shot on Alder Street. In 2010, nine people were shot, three of them fatally."),
            "13 people injured (hit, and none said to be dead: [13 people])");
  EXPECT_EQ(totals("A man shot four clerks. He was shot dead by officers."),
            "4 people injured (hit, and none said to be dead: [four clerks])");
  EXPECT_EQ(totals("Later he shot three more clerks."), "");  // beside those told before
  // Who died before was not among those hit.
  EXPECT_EQ(totals("Four people were shot on 11 December 2015. On 1 November 2015 a boy was fatally shot."),
            "4 people injured (hit, and none said to be dead: [Four people])");
  EXPECT_EQ(totals("The shooting of two clerks in Korrel last week was discussed."),
            "2 people injured (hit, and none said to be dead: [two clerks])");
  // Those of a whole year were not hit with the one who died.
  EXPECT_EQ(totals("One man died in Korrel. There 76 people were shot in 2015."), "");
}

TEST(Totals, CountTheOneWhoKilledHimself) {
  EXPECT_EQ(totals("The gunman killed three people before shooting himself."),
            "4 people killed (sum of parts: victims and one by his own hand: [three people] [shooting himself])");
  EXPECT_EQ(totals("The gunman killed two clerks before taking his own life."),
            "3 people killed (sum of parts: victims and one by his own hand: [two clerks] [taking his own life])");
  EXPECT_EQ(
      totals("He had killed his daughter, Anna Bell; his wife, Mira Bell; and her mother, Eva Lund. Police said he "
             "killed himself in his car."),
      "4 people killed (sum of parts: victims and one by his own hand: [his daughter, Anna Bell; his wife, Mira "
      "Bell; and her mother, Eva Lund] [killed himself])");
  EXPECT_EQ(totals("A boy was killed in Korrel after accidentally shooting himself."), "");
  EXPECT_EQ(totals("A clerk was killed by a man who shot two officers before barricading himself.").substr(0, 16),
            "1 people injured");
  // Who was shot may live, unless it is called a murder-suicide.
  EXPECT_EQ(totals("A student shot two clerks before he committed suicide."),
            "2 people injured (hit, and none said to be dead: [two clerks])");
  EXPECT_EQ(totals("He shot two clerks before killing himself. It was a murder-suicide.").substr(0, 15),
            "3 people killed");
  EXPECT_EQ(totals("He killed three clerks and feared for his own life."), "");
  EXPECT_EQ(totals("The student killed four classmates and himself in Korrel."),
            "5 people killed (sum of parts: victims and one by his own hand: [four classmates] [himself])");
}

TEST(Totals, AddOthersToSome) {
  EXPECT_EQ(totals("One clerk is in good condition. The other two clerks are in fair condition."),
            "3 people injured (sum of parts: one and others: [One clerk] [two clerks])");
  EXPECT_EQ(totals("Two clerks were hurt and three others were taken to a hospital."),
            "5 people injured (sum of parts: one and others: [Two clerks] [three others])");
  EXPECT_EQ(totals("Three of the men were hurt and another was taken to a hospital."),
            "4 people injured (sum of parts: some and another: [Three of the men] [another was taken])");
  EXPECT_EQ(totals("Five men were hurt, and two others left."), "");
}

TEST(Totals, CountTheOneWhoWasKilledAfterwards) {
  EXPECT_EQ(totals("The gunman killed four clerks before he was killed by police in Korrel."),
            "5 people killed (sum of parts: victims and who killed them: [four clerks] [he was killed])");
  EXPECT_EQ(totals("Four clerks were killed, police said, and he was shot dead last year."), "");
}

TEST(Totals, CountNamedVictimsOfAListOnce) {
  auto list = [](const std::string& text) {
    for (const Figure& f : read(text))
      if (f.why == "list") return static_cast<int>(*f.best);
    return 0;
  };
  EXPECT_EQ(list("He killed his wife, Anna Bell, and his two children, Tom Bell and Mira Bell, in Korrel."), 3);
  EXPECT_EQ(list("He killed his daughter, Anna Bell; his girlfriend, Mira Lund; and her mother, Eva Lund."), 3);
  EXPECT_EQ(list("The blast killed him and his two daughters."), 3);
  EXPECT_EQ(list("A woman and her adopted son were found dead in Korrel."), 2);
  EXPECT_EQ(list("The blast left him and his two daughters dead."), 3);
  EXPECT_EQ(list("A man and a woman who were hurt left."), 2);
  EXPECT_EQ(list("Two children, a boy and a girl, were killed."), 0);  // the two once more
  EXPECT_EQ(list("Two men, a boy and a girl were killed."), 4);
  EXPECT_EQ(list("A 13-year-old and a 15-year-old were killed."), 2);
  EXPECT_EQ(list("The gunfire wounded a 13-year-old and two 17-year-olds."), 3);
  EXPECT_EQ(list("A clerk, 39, a 21-year-old man and a 15-month-old girl are recovering from their injuries."), 3);
  EXPECT_EQ(list("Anna Bell, Mira Lund, and Tom Bell all suffered injuries."), 3);
  EXPECT_EQ(list("Five more clerks and four other guards were injured."), 9);
  EXPECT_EQ(list("A boy and a man were both killed."), 2);
  EXPECT_EQ(list("He killed his father, Tom Bell, in Korrel."), 0);
  EXPECT_EQ(list("He killed Anna Bell, 34, and Tom Bell, 36, in Korrel."), 2);
}

TEST(Totals, BelieveTheHeadlineThatSaysWhoWasHurt) {
  std::string text = "Eight people were shot on Sunday. Two men died in other shootings.";
  EXPECT_EQ(totals(text).substr(0, 16), "6 people injured");
  Figure headline;
  headline.best = 8;
  headline.counted = "people injured";
  EXPECT_EQ(totals(text, {headline}), "8 people injured (hit, and hurt as the headline says: [Eight people])");
}

TEST(Totals, ReadHeadlinesWhoseCommasJoin) {
  auto killed = [](const std::string& text) {
    int most = 0;
    for (const Figure& f : read(text, BlockKind::title))
      if (f.counted.ends_with("killed") && f.best) most = std::max(most, static_cast<int>(*f.best));
    return most;
  };
  EXPECT_EQ(killed("Woman, 2 children killed in fire"), 3);
  EXPECT_EQ(killed("Father, daughter, 9, found dead"), 2);
  EXPECT_EQ(killed("Mother, father, toddler dead after fire"), 3);
  EXPECT_EQ(killed("Father, teacher killed in crash"), 1);  // may be one person
  EXPECT_EQ(killed("2 adults, 3 children dead in home"), 5);
  EXPECT_EQ(killed("Mother kills daughter, grandchildren, self"), 1);  // how many more is not told
  EXPECT_EQ(killed("Gunman kills 3, self"), 4);
  EXPECT_EQ(killed("Mother killed 2 children, herself"), 3);
  EXPECT_EQ(killed("5th person dies after fire"), 5);
  for (const Figure& f : read("Woman, 2 children killed in fire")) EXPECT_NE(f.why, "list");  // no headline
}

TEST(Totals, LeaveChargesAndRoundsAlone) {
  for (const char* text :
       {"Police found Eva's parents, and a dog dead.", "He was charged with three counts of murder.",
        "Police found twelve rounds near the dead dog.", "The attempted murder of two men is under review."})
    for (const Figure& f : read(text)) EXPECT_FALSE(f.counted.ends_with("killed")) << text << ": " << f.counted;
}

TEST(Totals, ReadHostileTextInLinearTime) {
  for (const char* piece : {"killed two others, ", "shot himself. ", "a man died. ", "Ann Bell, 34, and Tom Bell, 36, ",
                            "were shot ", "the death of a man and a woman and ", "taken ", "Two were hurt and another ",
                            "he killed himself. ", "a 13-year-old and ", "Four men coming ",
                            "Nine were shot, two fatally. ", "One was hurt and the other two ", "both "}) {
    std::string text;
    while (text.size() < hostile_size(size_t{1} << 18)) text += piece;
    EXPECT_LT(cpu_seconds([&] { read(text); }), patience(20)) << piece;
  }
}

}  // namespace
}  // namespace fairwitness
