#include "figures/figures.h"

#include <gtest/gtest.h>

#include <charconv>

#include "base/cost.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

std::vector<Figure> read(const std::string& text, bool tagged = true) {
  static const WordRules words(rules());
  static const NameRules names(rules());
  static const DateRules dates(rules());
  static const FigureRules figures(rules());
  Article article;
  article.text = text;
  article.blocks.push_back({BlockKind::paragraph, {0, static_cast<uint32_t>(text.size())}});
  article.published.value = "2019-06-12";
  Words read = tagged ? read_words(article.text, article.blocks, words) : Words{};
  return find_figures(article, read, find_names(article, read, names), {}, find_times(article, read, dates), figures);
}

std::string number(double value) {
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  return {buffer, end};
}

// "words|value|bound|counted or unit|of" of each figure, "; " between them.
std::string shown(const std::string& text) {
  std::string out;
  for (const Figure& f : read(text)) {
    if (!out.empty()) out += "; ";
    out += std::string(f.span.of(text)) + "|";
    out += f.best ? number(*f.best) : f.low && f.high ? number(*f.low) + ".." + number(*f.high) : "?";
    out += "|" + std::string(name_of(f.bound)) + "|" + (f.unit.empty() ? f.counted : f.unit);
    if (f.of != FigureOf::unknown) out += "|" + std::string(name_of(f.of));
  }
  return out;
}

struct Case {
  const char* text;
  const char* figures;
};

TEST(Figures, CountWithTheirBounds) {
  const Case cases[] = {
      {"At least 12 villagers were killed in Korrel.", "At least 12 villagers|12|at_least|villagers killed"},
      {"The floods have killed more than 300,000 people.", "more than 300,000 people|300000|more_than|people killed"},
      {"About 20 houses burned.", "About 20 houses|20|about|houses burned"},
      {"It is home to an estimated 250,000 residents.", "an estimated 250,000 residents|250000|about|residents"},
      {"Up to 700 workers will go; fewer than a thousand tents were empty.",
       "Up to 700 workers|700|at_most|workers go; fewer than a thousand tents|1000|less_than|tents"},
      {"Between 20 and 30 boats sank.", "20 and 30 boats|20..30|range|boats sink"},
      {"The 23-nation bloc met.", "23-nation|23|exact|nations"},
      {"More than half the population fled.", "More than half the population|0.5|more_than|population flee"},
      {"They bombed scores of Marrish soldiers.", "scores of Marrish soldiers|?|vague|Marrish soldiers bombed"},
      {"Hundreds of people marched.", "Hundreds of people|?|vague|people march"},
      {"Output rose from 350 to 680 units.", "350 to 680 units|680|change|units"},
      {"Twenty-five students and nine teachers stayed.",
       "Twenty-five students|25|exact|students stay; nine teachers|9|exact|teachers stay"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.figures) << c.text;
}

TEST(Figures, TellWhatBefellThoseCounted) {
  const Case cases[] = {
      {"The fire claimed the lives of three people.", "three people|3|exact|people killed"},
      {"Three people were found shot to death.", "Three people|3|exact|people killed"},
      {"All four divers appear to have died.", "four divers|4|exact|divers killed"},
      {"Two of the men, Juan Vel and Daniel Ost, died.", "Two of the men|2|exact|men killed"},
      {"Two boys who were hit on Alder Street have died.", "Two boys|2|exact|boys killed"},
      {"All four people involved in the crash have now died.", "four people|4|exact|people killed"},
      {"The gunman shot dead two women.", "two women|2|exact|women killed"},
      {"Six people remain hospitalized.", "Six people|6|exact|people hospitalized"},
      {"Three divers are missing.", "Three divers|3|exact|divers missing"},
      {"One of them died at the hospital.", "One|1|exact|people killed|subset"},
      {"It had begun to rise to 11.", "11|11|exact|"},
      {"Four people -- including a child -- were injured.", "Four people|4|exact|people injured"},
      {"The blast left a man dead and six others with burns and wounds.",
       "left a man|1|exact|people killed; six others|6|exact|people injured"},
      {"Also killed in the morning was Anton Greer, 21.", "21|21|exact|year"},
      {"Four divers were killed in Korrel, 12 in Velmar.", "Four divers|4|exact|divers killed; 12|12|exact|"},
      {"Seven people had to be treated for wounds.", "Seven people|7|exact|people injured"},
      {"They are sought for the wounding of 13 people.", "13 people|13|exact|people injured"},
      {"He is tried for the fatal shooting of three guards.", "three guards|3|exact|guards killed"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.figures) << c.text;
}

TEST(Figures, MeasureWithTheirUnits) {
  const Case cases[] = {
      {"The budget is $1.2 billion, or €950m.", "$1.2 billion|1200000000|exact|USD; €950m|950000000|exact|EUR"},
      {"It fell by 20 percent, or 3.5%.", "20 percent|20|exact|%; 3.5%|3.5|exact|%"},
      {"The road is 776 km long and 5 feet 6 inches wide.", "776 km|776|exact|km; 5 feet 6 inches|5.5|exact|ft"},
      {"After more than four hours of talks", "more than four hours|4|more_than|h"},
      {"It was -5 degrees Celsius.", "-5 degrees Celsius|-5|exact|C"},
      {"The driver, 48, and a 29-year-old man", "48|48|exact|year; 29-year-old|29|exact|year"},
      {"It costs 420 million dollars.", "420 million dollars|420000000|exact|USD"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.figures) << c.text;
}

TEST(Figures, KeepTheOutletsReserve) {
  auto caveats = [](const std::string& text) {
    std::string out;
    for (const Figure& f : read(text)) out += (out.empty() ? "" : ";") + f.caveat;
    return out;
  };
  EXPECT_EQ(caveats("Rebels say 40 soldiers were killed. The figure could not be independently verified."),
            "could not be independently verified");
  EXPECT_EQ(caveats("At least 12 people died, activists said, a claim the Courier could not verify."),
            "could not verify");
  EXPECT_EQ(caveats("Some 300 houses burned. The Herald was unable to verify this."), "was unable to verify");
  EXPECT_EQ(caveats("Two women were killed. Police have not confirmed the identity of the dead."), "");
  EXPECT_EQ(caveats("Two women were killed.\nThe claim could not be verified."), "");  // another paragraph
}

TEST(Figures, LeaveOutWhatCountsNothing) {
  for (const char* text :
       {"On March 3, 2012, at 5 pm.", "One of the men left, and no one saw it.", "Call 555-1234 or 138-2010-2015.",
        "Take Highway 35 to Exit 7.", "Police came to the 600 block of Alder Street, to 4610 West Alder St.",
        "They won 3-1.", "The 911 caller left.", "Flight 370 and No. 5 and the A380.", "In the 1990s and in 2011.",
        "Version 1.2.3 is out."})
    EXPECT_EQ(shown(text), "") << text;
}

TEST(Figures, ReadNumbersInAllTheirForms) {
  const Case cases[] = {
      {"It is the third of its kind, the 21st in all.", "third|3|exact|ordinal; 21st|21|exact|ordinal|total"},
      {"Two men were held and a third was sought.", "Two men|2|exact|men held"},
      {"Prices fell by a third.", "a third|0.3333333333333333|exact|"},
      {"A third shooting victim came.", "third|3|exact|ordinal"},
      {"A fifth person died.", "A fifth person died|5|exact|people killed|total; fifth|5|exact|ordinal"},
      {"She was the two hundredth.", "two hundredth|200|exact|ordinal"},
      {"She was the one hundred twenty-fifth.", "one hundred twenty-fifth|125|exact|ordinal"},
      {"It held .08 litres and 1.3x10^6 grains.", ".08 litres|0.08|exact|l; 1.3x10^6 grains|1300000|exact|grains"},
      {"There were 3 hundred and 21 sheep.", "3 hundred and 21 sheep|321|exact|sheep"},
      {"Some 3 million and a half voted.", "Some 3 million and a half|3500000|about|vote"},
      {"The answer is one hundred and three quarters.", "one hundred and three quarters|100.75|exact|"},
      {"More than 10 and fewer than 20 boats sank.", "More than 10 and fewer than 20 boats|10..20|range|boats sink"},
      {"It costs 15 dollars 50.", "15 dollars 50|15.5|exact|USD"},
      {"They paid 75 USD million.", "75 USD million|75000000|exact|USD"},
      {"Losses of 30 MUSD and MEUR 60 were met.", "30 MUSD|30000000|exact|USD; MEUR 60|60000000|exact|EUR"},
      {"It was 3 dollars and 50 cents, then 10 $ 30 cents.",
       "3 dollars and 50 cents|3.5|exact|USD; 10 $ 30 cents|10.3|exact|USD"},
      {"It costs two kuai and five mao five.", "two kuai and five mao five|2.55|exact|CNY"},
      {"The eggs were 64 cents a dozen.", "64 cents a dozen|64|exact|currency"},
      {"She came between the tenth and the fifteenth.", "between the tenth and the fifteenth|10..15|range|ordinal"},
      {"The beam is 12 m 2 dm long.", "12 m|12|exact|m; 2 dm|2|exact|dm"},
      {"He scored between negative ten and fifteen.", "negative ten and fifteen|-10..15|range|"},
      {"Some 2 in 5 people stayed away.", "Some 2 in 5 people|0.4|about|people stay|rate"},
      {"- 14", "- 14|-14|exact|"},
      {"- 14 ferries left", "14 ferries|14|exact|ferries left"},
      {"It lost 40 000 trees.", "40 000 trees|40000|exact|trees"},
      {"The wage fell 6 percent to 300 tons.", "6 percent|6|exact|%; 300 tons|300|exact|t"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.figures) << c.text;
}

TEST(Figures, CountNobodyWhereNumbersCountNothing) {
  for (const char* text :
       {"Minus 12 people were killed.", "On 2882015 people were killed.", "Call (209) 555-0123, people were hurt.",
        "Whoever saw the dead may call (209) 555-5500.", "His sons, 7 and 8, were killed.",
        "The storm killed his boys, ages 3, 4 and 9.", "The score was 12-3 when a man left.",
        "See page 12 of the report.", "The host 10.2.3.4 was attacked.", "Version 1.2.3 killed the process.",
        "1,1,1,1,1,1,1, people"})
    for (const Figure& f : read(text))
      EXPECT_FALSE(f.counted.ends_with("killed") || f.counted.ends_with("injured")) << text << ": " << f.counted;
}

TEST(Figures, TellWhatHappened) {
  const Case cases[] = {
      {"The blast killed one person and injured seven others.",
       "one person|1|exact|person killed; seven others|7|exact|people injured"},
      {"A convoy was hit with the loss of around 20 lives.", "around 20 lives|20|about|people killed"},
      {"Three dead, 14 wounded in Korrel.", "Three dead|3|exact|people killed; 14 wounded|14|exact|people injured"},
      {"The deaths of 12 miners shook the town.", "12 miners|12|exact|miners killed"},
      {"Five officers were shot and killed.", "Five officers|5|exact|officers killed"},
      {"More than 370 people, including nearly 70 children, have been killed.",
       "More than 370 people|370|more_than|people killed; nearly 70 children|70|nearly|children killed|subset"},
      {"Police arrested 12 men.", "12 men|12|exact|men arrested"},
      {"The man who shot four people at the mill was arrested.",
       "four people|4|exact|people shot; four people|4|exact|people injured|total"},
      {"A group of four people was arrested.", "four people|4|exact|people arrested"},
      {"Three clerks were taken to Korrel Medical Center.", "Three clerks|3|exact|clerks hospitalized"},
      {"Both are expected to survive.", "Both|2|exact|people injured"},
      {"Both sides agreed on a truce.", ""},
      {"The fire killed both clerks and guards.", ""},
      {"Both killed and wounded were found.", ""},
      {"Two of the clerks were hurt when their friends died.", "Two of the clerks|2|exact|clerks injured"},
      {"Three clerks were taken to the medical examiner.", "Three clerks|3|exact|clerks taken"},
      {"Five people were shot, two of them not fatally.",
       "Five people|5|exact|people shot; Five people|5|exact|people injured|total; two|2|exact|"},
      {"Five people were shot, two of them fatally.",
       "Five people|5|exact|people shot; Five people|3|exact|people injured|total; two|2|exact|people killed"},
      {"One man was killed and three others have been hospitalized.",
       "One man|1|exact|man killed; three others|3|exact|people hospitalized"},
      {"Four people and two cars were shot at.", "Four people|4|exact|people targeted; two cars|2|exact|cars targeted"},
      {"There were three clerks who weren't injured in the fire.", "three clerks|3|exact|clerks"},
      {"Two boys accidentally shot themselves.", "Two boys|2|exact|boys shot; Two boys|2|exact|people injured|total"},
      {"Nine officers and two clerks were injured.",
       "Nine officers|9|exact|officers injured; Nine officers and two clerks|11|exact|people injured; two "
       "clerks|2|exact|clerks injured"},
      {"Two murder victims were found.", "Two murder victims|2|exact|murder victims killed"},
      {"Two of the four victims had died.", "Two|2|exact|people killed; four victims|4|exact|victims"},
      {"A clerk, Tom Bell, was taken into custody at a hospital.", ""},
      {"The crash that sent five clerks to a hospital has killed nobody.", "five clerks|5|exact|clerks hospitalized"},
      {"Four men coming from a funeral were shot.", "Four men|4|exact|men shot; Four men|4|exact|people injured|total"},
      {"Two children, a boy and a girl were injured.", "Two children|2|exact|children injured"},
      {"The other two clerks were not seriously hurt.", "two clerks|2|exact|clerks injured"},
      {"He spoke of millions of clerks with pre-existing conditions.", "millions of clerks|?|vague|clerks"},
      {"Three candidates wound up in Korrel.", "Three candidates|3|exact|candidates wind"},
      {"The fire left 26 people dead, mostly 6 and 7 year olds.",
       "26 people|26|exact|people killed; 6|6|exact||subset"},
      {"Both in serious condition.", "Both|2|exact|people injured"},
      {"Three clerks in the hospital were killed.", "Three clerks|3|exact|clerks killed"},
      {"Gunfire hit two clerks.", "two clerks|2|exact|clerks shot; two clerks|2|exact|people injured|total"},
      {"A bus hit two clerks.", "two clerks|2|exact|clerks"},
      {"The blast left one clerk fatally wounded and three others with serious injuries.",
       "one clerk|1|exact|clerk killed; three others|3|exact|people injured"},
      {"A man came in and shot four clerks, killing one.",
       "four clerks|4|exact|clerks shot; four clerks|3|exact|people injured|total; one|1|exact|people killed"},
      {"He came to wound five clerks and killed one clerk.",
       "five clerks|5|exact|clerks injured; one clerk|1|exact|clerk killed"},
      {"Two men were shooting at each other.", "Two men|2|exact|men shoot"},
      {"Two cars were hit and two houses destroyed.", "Two cars|2|exact|cars hit; two houses|2|exact|houses destroyed"},
      {"They found four adults - two of them clerks - suffering from gunshot wounds.",
       "four adults|4|exact|adults injured; two|2|exact|"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.figures) << c.text;
}

TEST(Figures, FindTheOneWithoutANumber) {
  auto first = [](const char* text) {
    auto found = read(text);
    return found.empty() ? std::string("none") : found[0].why + " " + found[0].counted + " " + number(*found[0].best);
  };
  EXPECT_EQ(first("A man was shot dead in Korrel on Sunday."), "singular people killed 1");
  EXPECT_EQ(first("The death of a woman is under investigation."), "singular people killed 1");
  EXPECT_EQ(first("A driver killed a cyclist on Monday."), "singular people killed 1");
  EXPECT_EQ(first("A woman died at the hospital."), "singular people killed 1");
  EXPECT_EQ(first("A boy was wounded when the roof fell."), "singular people injured 1");
  EXPECT_EQ(first("A man could be killed there."), "none");
  EXPECT_EQ(first("No one was killed."), "none");
  EXPECT_EQ(first("The villagers were killed."), "none");
  EXPECT_EQ(first("The talks died."), "none");
}

TEST(Figures, NameTheirSource) {
  auto source = [](const char* text) {
    auto found = read(text);
    return found.empty() ? std::string("none") : found[0].source;
  };
  EXPECT_TRUE(source("The Red Lantern Society says 275,000 people live there.").ends_with("Red Lantern Society"));
  EXPECT_EQ(source("More than 370 people have been killed, according to the ministry."), "the ministry");
  EXPECT_EQ(source("Northern powers have accused Marra of shelling a convoy with the loss of 20 lives."),
            "Northern powers");
  EXPECT_EQ(source("Twelve people were hurt, police said."), "police");
  EXPECT_EQ(source("Twelve people were hurt."), "");
}

TEST(Figures, SayWhereAndSince) {
  auto found = read("At least 40 people have been killed since May 3.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].since, "2019-05-03");
  EXPECT_EQ(found[0].of, FigureOf::total);
  found = read("Another 12 people were hurt on Monday.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].as_of, "2019-06-10");
  EXPECT_EQ(found[0].of, FigureOf::increment);
}

TEST(Figures, ReadHostileTextInLinearTime) {
  for (const char* piece : {"7",
                            "1 ",
                            "and ",
                            ",",
                            "the ",
                            "-",
                            "$",
                            "one hundred ",
                            "1,000 people said ",
                            "between ",
                            "at least ",
                            "5-",
                            "killed 1 ",
                            "a man was ",
                            "99999999999999999999 ",
                            "1e",
                            "half ",
                            "1/2 ",
                            "1,",
                            "a.b.",
                            "1.1^",
                            "x10^",
                            "more than 1 and ",
                            "first ",
                            "one hundred and ",
                            "."}) {
    std::string text;
    while (text.size() < hostile_size(size_t{1} << 18)) text += piece;
    double took = cpu_seconds([&] {
      for (const Figure& figure : read(text)) EXPECT_LE(figure.span.end, text.size());
    });
    EXPECT_LT(took, patience(20)) << piece;
  }
}

}  // namespace
}  // namespace fairwitness
