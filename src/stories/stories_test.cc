#include "stories/stories.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "stories/grouping.h"
#include "stories/likeness.h"
#include "stories/topics.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

class Desk {
 public:
  Report& add(std::string id, std::string title, std::string text, std::string published = "") {
    auto report = std::make_unique<Report>();
    report->id = std::move(id);
    report->article.title.value = std::move(title);
    report->article.text = std::move(text);
    report->article.published.value = std::move(published);
    reports_.push_back(std::move(report));
    return *reports_.back();
  }
  std::vector<const Report*> all() const {
    std::vector<const Report*> out;
    for (const auto& report : reports_) out.push_back(report.get());
    return out;
  }
  std::vector<Story> group() const {
    return group_stories(all(), trace_copies(all(), CopyRules(rules())), StoryRules(rules()));
  }
  std::vector<Settled> settled() const {
    auto copies = trace_copies(all(), CopyRules(rules()));
    return settle(all(), group_stories(all(), copies, StoryRules(rules())), copies);
  }
  // The stories as sets of ids.
  std::set<std::set<std::string>> partition() const {
    std::set<std::set<std::string>> out;
    for (const Story& story : group()) {
      std::set<std::string> ids;
      for (uint32_t i : story.reports) ids.insert(reports_[i]->id);
      out.insert(ids);
    }
    return out;
  }
  Report& at(size_t i) { return *reports_[i]; }

 private:
  std::vector<std::unique_ptr<Report>> reports_;
};

using Partition = std::set<std::set<std::string>>;

void add_flood(Desk& desk, const std::string& prefix, const std::string& day1, const std::string& day2) {
  desk.add(prefix + "1", "Osk floods Tarnow market",
           "The river Osk broke through the eastern dyke of Tarnow before dawn and flooded the lower market. Mayor "
           "Ilse Varga called in boats. "
           "Forty people were taken from their roofs in Tarnow.",
           day1);
  desk.add(prefix + "2", "Tarnow under water as dyke breaks",
           "Boats rescued forty people in Tarnow after a dyke of the Osk gave way. Mayor Ilse Varga said the lower "
           "market stood two metres under water.",
           day2);
}
// Six hundred short reports of nothing in common, so that the library can tell what is rare.
void add_crowd(Desk& desk) {
  std::mt19937 random(5);
  for (int i = 0; i < 600; ++i) {
    std::string text;
    for (int k = 0; k < 60; ++k) {
      std::string word;
      for (uint32_t n = random() % 4000 + 1; n > 0; n /= 12) word += "bcdfglmnprst"[n % 12], word += "aeiou"[n % 5];
      if (random() % 8 == 0) word[0] = static_cast<char>(word[0] - 32);
      text += word + (k % 12 == 11 ? ". " : " ");
    }
    desk.add("z" + std::to_string(1000 + i), "", text, iso_day(Day(std::chrono::days(18600 + i))));
  }
}
// The stories of reports that are not of the crowd.
Partition without_crowd(const Partition& all) {
  Partition out;
  for (const auto& ids : all)
    if (!ids.begin()->starts_with("z")) out.insert(ids);
  return out;
}
void add_robbery(Desk& desk, const std::string& prefix, const std::string& day) {
  desk.add(prefix + "1", "Bank robbed in Brandal",
           "Two masked men robbed the savings bank in Brandal and fled on a motorcycle towards Velling, Inspector "
           "Tomas Reik said. Nobody was hurt.",
           day);
  desk.add(prefix + "2", "Brandal robbers flee on motorcycle",
           "Police in Brandal are looking for two masked men who robbed the savings bank and rode off towards Velling. "
           "Inspector Tomas Reik asked witnesses to call.",
           day);
}

TEST(Stories, PartTheEvents) {
  Desk desk;
  add_flood(desk, "f", "2021-03-04", "2021-03-05");
  add_robbery(desk, "r", "2021-03-04");
  EXPECT_EQ(desk.partition(), (Partition{{"f1", "f2"}, {"r1", "r2"}}));
}

TEST(Stories, WorkWithoutDays) {
  Desk desk;
  add_flood(desk, "f", "", "");
  add_robbery(desk, "r", "");
  EXPECT_EQ(desk.partition(), (Partition{{"f1", "f2"}, {"r1", "r2"}}));
  for (const Story& story : desk.group()) {
    EXPECT_EQ(story.from, "");
    EXPECT_EQ(story.to, "");
  }
}

TEST(Stories, LikeEventsOfAnotherTimeAreAnotherStoryOfTheStoryline) {
  Desk desk;
  add_flood(desk, "a", "2021-03-04", "2021-03-05");
  add_flood(desk, "b", "2022-11-20", "2022-11-20");
  EXPECT_EQ(desk.partition(), (Partition{{"a1", "a2"}, {"b1", "b2"}}));
  auto stories = desk.group();
  ASSERT_EQ(stories.size(), 2u);
  EXPECT_EQ(stories[0].storyline, "a1");
  EXPECT_EQ(stories[1].storyline, "a1");
}

TEST(Stories, LikenessFadesWithTheDays) {
  using How = When::How;
  When told{How::told, 1000}, later{How::told, 1030}, unknown, near{How::hinted, 994}, far{How::hinted, 900};
  auto fade = [](const When& x, const When& y) { return nearness(x, y, 16); };
  EXPECT_EQ(fade(told, told), 1.0);
  EXPECT_LT(fade(told, later), 0.2);
  EXPECT_EQ(fade(told, unknown), 0.0);
  EXPECT_EQ(fade(told, near), 1.0);  // a text often names a day shortly before its own
  EXPECT_LT(fade(told, far), 0.1);
  EXPECT_EQ(fade(far, told), fade(told, far));
}

TEST(Stories, ATitleAloneLinksNothing) {
  Desk desk;
  desk.add("a", "Harbour festival opens",
           "The choir of Velling sang on the quay and the mayor, Ilse Varga, lit the lanterns before the boats sailed.",
           "2021-03-04");
  desk.add(
      "b", "Harbour festival opens",
      "Fishermen in Osterby complain of rising diesel prices. Their spokesman Tomas Reik wants a tax break by May.",
      "2021-03-04");
  EXPECT_EQ(desk.partition(), (Partition{{"a"}, {"b"}}));
}

TEST(Stories, LookAlikeEventsAreToldApartByStreetNamesAndAges) {
  Desk desk;
  desk.add("a1", "Man shot in Brandal",
           "BRANDAL - A man was shot on Linden Street on Monday night, police said. Jonas Merrick, 34, was taken to "
           "hospital with wounds to his leg. Officers are looking for a grey car.",
           "2021-03-02");
  desk.add("a2", "Police name man hurt in Linden Street shooting",
           "The man shot in Brandal on Monday night is Jonas Merrick, 34, of Linden Street. He is in hospital. Police "
           "look for a grey car with two men in it.",
           "2021-03-03");
  desk.add(
      "b1", "Man shot in Brandal",
      "BRANDAL - Police are looking for whoever shot a man outside a shop on Quarry Road. Pavel Orsik, 19, was hit "
      "in the arm on Tuesday and taken to hospital, officers said.",
      "2021-03-10");
  desk.add(
      "b2", "Quarry Road shooting: teenager leaves hospital",
      "Pavel Orsik, 19, who was shot in the arm outside a shop on Quarry Road in Brandal, has left hospital, police "
      "said. Nobody has been arrested.",
      "2021-03-12");
  add_crowd(desk);
  EXPECT_EQ(without_crowd(desk.partition()), (Partition{{"a1", "a2"}, {"b1", "b2"}}));
}

TEST(Stories, AnArrestMonthsLaterBelongsToItsStory) {
  Desk desk;
  desk.add("a", "Girl, 7, shot in Tarnow",
           "A seven-year-old girl was shot in her father's car at the corner of Weaver Street and Paschal Avenue in "
           "Tarnow on Saturday, police said. Mira Gilkov is in hospital.",
           "2021-03-07");
  desk.add("b", "Arrest in shooting of Mira Gilkov",
           "Police in Tarnow arrested a man over the shooting of Mira Gilkov, 7, at the corner of Weaver Street and "
           "Paschal Avenue in March. Leon Carras, 28, is in custody.",
           "2021-07-20");
  add_robbery(desk, "r", "2021-07-20");
  add_crowd(desk);
  EXPECT_EQ(without_crowd(desk.partition()), (Partition{{"a", "b"}, {"r1", "r2"}}));
}

TEST(Stories, TheLatestFullDateOfATextHintsAtItsDay) {
  Desk desk;
  Report& report = desk.add("a", "", "On May 2, 2020 and on May 9, 2020 and in 2021 it rained.");
  for (const char* value : {"2020-05-02", "2020-05-09", "2021", "2020-W50", ""}) {
    Time time;
    time.value = value;
    report.times.push_back(time);
  }
  auto topics = read_topics(desk.all(), StopWords(rules().table("rules/en/copy_stop_words")));
  EXPECT_EQ(topics[0].when.how, When::How::hinted);
  EXPECT_EQ(iso_day(Day(std::chrono::days(topics[0].when.day))), "2020-05-09");
}

TEST(Stories, TellTheirDaysTitleLinksAndId) {
  Desk desk;
  add_flood(desk, "f", "2021-03-05", "2021-03-04T08:00Z");
  auto stories = desk.group();
  ASSERT_EQ(stories.size(), 1u);
  const Story& story = stories[0];
  EXPECT_EQ(story.id, "f1");
  EXPECT_EQ(story.from, "2021-03-04");
  EXPECT_EQ(story.to, "2021-03-05");
  EXPECT_EQ(story.reports, (std::vector<uint32_t>{1, 0}));
  EXPECT_EQ(story.title, desk.at(story.title_report).article.title.value);
  EXPECT_EQ(story.storyline, "");
  ASSERT_EQ(story.links.size(), 1u);
  EXPECT_EQ(story.links[0].a, 0u);
  EXPECT_EQ(story.links[0].b, 1u);
  ASSERT_EQ(story.links[0].because.size(), 3u);
  EXPECT_EQ(story.links[0].because[0].substr(0, 7), "names: ");
  EXPECT_NE(story.links[0].because[0].find("Tarnow"), std::string::npos);
  EXPECT_EQ(story.links[0].because[1], "title");
  EXPECT_EQ(story.links[0].because[2], "a day later");
}

TEST(Stories, ReportsWithoutWordsStandAlone) {
  Desk desk;
  desk.add("a", "", "");
  desk.add("b", "", "");
  desk.add("c", "", "the of and");
  EXPECT_EQ(desk.group().size(), 3u);
  EXPECT_TRUE(group_stories({}, {}, StoryRules(rules())).empty());
}

std::string invented(std::mt19937& random, int topic) {
  std::string out;
  for (int i = 0; i < 60; ++i) {
    bool own = random() % 3 != 0;
    out += (own ? "Topic" + std::to_string(topic * 20 + static_cast<int>(random() % 20))
                : "word" + std::to_string(random() % 400)) +
           (i % 12 == 11 ? ". " : " ");
  }
  return out;
}

TEST(Stories, DoNotDependOnTheOrderOfTheReports) {
  std::mt19937 random(5);
  struct Row {
    std::string id, text, day;
  };
  std::vector<Row> rows;
  for (int i = 0; i < 60; ++i)
    rows.push_back({"r" + std::to_string(random()), invented(random, i % 12),
                    i % 5 == 0 ? "" : "2021-03-" + std::to_string(10 + i % 9)});
  Partition first;
  for (int round = 0; round < 3; ++round) {
    Desk desk;
    for (const Row& row : rows) desk.add(row.id, "", row.text, row.day);
    if (round == 0) first = desk.partition();
    EXPECT_EQ(desk.partition(), first);
    std::shuffle(rows.begin(), rows.end(), random);
  }
  EXPECT_GE(first.size(), 12u);
  EXPECT_LE(first.size(), 24u);
}

// Topics made of a few terms, and a model that looks at little: the likeness of a pair, and how large a group is.
Topic topic_of(std::vector<Term> terms) {
  Topic out;
  out.of(Side::terms) = std::move(terms);
  normalise(out.of(Side::terms));
  out.when = {When::How::told, 22'000};
  return out;
}
StoryModel small_model() {
  StoryModel model;
  model.which_[static_cast<size_t>(Trait::terms_mean)] = 1;
  model.join_[static_cast<size_t>(Trait::always)] = -6;
  model.join_[static_cast<size_t>(Trait::terms_mean)] = 10;
  model.join_[static_cast<size_t>(Trait::larger)] = 1.5;
  return model;
}
using Members = std::set<std::vector<uint32_t>>;
Members members_of(const std::vector<Topic>& topics, const Evidence& evidence = {}) {
  const Clusters found = cluster_reports(topics, evidence, small_model());
  for (const Likeness& link : found.links)
    EXPECT_TRUE(std::any_of(found.members.begin(), found.members.end(), [&](const std::vector<uint32_t>& group) {
      return std::binary_search(group.begin(), group.end(), link.a) &&
             std::binary_search(group.begin(), group.end(), link.b);
    }));
  return {found.members.begin(), found.members.end()};
}

TEST(Stories, AreLookedAtAgainWhenAllHaveGrown) {
  // The second is likest to the first, and the two together are not like the other four; but the four would take it.
  std::vector<Topic> topics = {topic_of({{1, 0.95f}, {3, 0.31f}}), topic_of({{1, 0.75f}, {2, 0.66f}})};
  for (int i = 0; i < 4; ++i) topics.push_back(topic_of({{2, 1.0f}}));
  EXPECT_EQ(members_of(topics), (Members{{0}, {1, 2, 3, 4, 5}}));
  topics.resize(2);
  EXPECT_EQ(members_of(topics), (Members{{0, 1}}));
}

TEST(Stories, AreKeptApartByHand) {
  std::vector<Topic> topics(5, topic_of({{1, 1.0f}}));
  EXPECT_EQ(members_of(topics), (Members{{0, 1, 2, 3, 4}}));
  Evidence evidence;
  evidence.apart = {{0, 4}};
  const Members parted = members_of(topics, evidence);
  EXPECT_EQ(parted.size(), 2u);
  for (const auto& group : parted) EXPECT_FALSE(group.front() == 0 && group.back() == 4);
  evidence.versions = {{0, 4}};
  EXPECT_EQ(members_of(topics, evidence).size(), 2u);
}

TEST(Stories, AThousandEqualReportsAreOneStory) {
  Desk desk;
  for (int i = 0; i < 1000; ++i)
    desk.add("r" + std::to_string(10000 + i), "Osk floods Tarnow market",
             "The river Osk broke through the eastern dyke of Tarnow before dawn and flooded the lower market.",
             "2021-03-04");
  EXPECT_EQ(desk.group().size(), 1u);
}

TEST(Stories, SurviveHostileTexts) {
  Desk desk;
  std::string one_word, capitals;
  while (one_word.size() < (1u << 20)) one_word += "flood ";
  for (int i = 0; capitals.size() < (1u << 20); ++i) capitals += "N" + std::to_string(i) + " ";
  for (int i = 0; i < 2; ++i) {
    desk.add("a" + std::to_string(i), one_word.substr(0, 1000000), one_word);
    desk.add("b" + std::to_string(i), "", capitals);
    desk.add("c" + std::to_string(i), "", std::string(1 << 20, 'x'));
  }
  size_t reports = 0;
  for (const Story& story : desk.group()) reports += story.reports.size();
  EXPECT_EQ(reports, 6u);
}

TEST(Stories, DaysThatAreMissingWrongOrAClocksZeroCostTheirReportOnly) {
  Desk desk;
  add_flood(desk, "f", "2021-03-04", "1970-01-01");
  add_flood(desk, "g", "", "2021-03-05");
  add_robbery(desk, "r", "2021-03-04");
  desk.add("x", "Comet seen over Osterby", "Sailors off Osterby saw a green comet on Sunday night.", "2999-01-01");
  desk.add("y", "Lantern feast in Velling", "Velling lit nine hundred lanterns on its bridges.", "not a day");
  EXPECT_EQ(desk.partition(), (Partition{{"f1", "f2", "g1", "g2"}, {"r1", "r2"}, {"x"}, {"y"}}));
  for (const Story& story : desk.group()) EXPECT_NE(story.from, "1970-01-01");
}

// ------------------------------------------------------------------------------------------------------ settling

// Adds the words as a time of the report: open in normal form, or with a value.
void add_time(Report& report, std::string_view words, std::string open, std::string value = "") {
  Time time;
  size_t at = report.article.text.find(words);
  ASSERT_NE(at, std::string::npos);
  time.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
  time.open = std::move(open);
  time.value = std::move(value);
  report.times.push_back(std::move(time));
}

// A dated report of talks on a Saturday, 2016-10-15, and one without a day.
Desk talks(std::string undated) {
  Desk desk;
  Report& a = desk.add("a", "Harbour talks in Velling end without a deal",
                       "Talks on the harbour of Velling, led by Ilse Varga and Tomas Reik, ended on Saturday without a "
                       "deal. The two sides will meet again on Monday in "
                       "Brandal to go on with the harbour talks.",
                       "2016-10-16");
  add_time(a, "Saturday", "", "2016-10-15");
  add_time(a, "Monday", "", "2016-10-17");
  desk.add("b", "Velling harbour talks fail", std::move(undated));
  return desk;
}

std::map<uint32_t, std::string> times_of(const std::vector<Settled>& settled, uint32_t report) {
  std::map<uint32_t, std::string> out;
  for (const Settled& one : settled)
    if (one.report == report && one.what == Settled::What::time) out[one.record] = one.value;
  return out;
}
std::string day_of(const std::vector<Settled>& settled, uint32_t report) {
  for (const Settled& one : settled)
    if (one.report == report && one.what == Settled::What::report_day) return one.value;
  return "";
}

TEST(Settle, YesterdayIsTheDayTheStoryTells) {
  Desk desk = talks(
      "Yesterday's talks on the harbour of Velling, led by Ilse Varga, ended without a deal. Varga and Reik meet again "
      "on Monday in Brandal for harbour talks.");
  add_time(desk.at(1), "Yesterday", "day -1");
  add_time(desk.at(1), "Monday", "weekday 1 future");
  auto settled = desk.settled();
  EXPECT_EQ(times_of(settled, 1), (std::map<uint32_t, std::string>{{0, "2016-10-15"}, {1, "2016-10-17"}}));
  EXPECT_EQ(day_of(settled, 1), "2016-10-16");
  for (const Settled& one : settled) EXPECT_EQ(one.from, 0u);
}

TEST(Settle, AWeekdayIsClosedThoughTheReportsOwnDayIsNot) {
  Desk desk = talks(
      "The talks on the harbour of Velling, led by Ilse Varga and Tomas Reik, ended on Saturday without a deal, both "
      "sides said.");
  add_time(desk.at(1), "Saturday", "weekday 6 past");
  auto settled = desk.settled();
  EXPECT_EQ(times_of(settled, 1), (std::map<uint32_t, std::string>{{0, "2016-10-15"}}));
  EXPECT_EQ(day_of(settled, 1), "");
}

TEST(Settle, ASettledReportMayDateAnother) {
  Desk desk = talks(
      "Yesterday's talks on the harbour of Velling, led by Ilse Varga, ended without a deal. A storm broke the lamps "
      "of the lighthouse in Osk on Thursday.");
  add_time(desk.at(1), "Yesterday", "day -1");
  add_time(desk.at(1), "Thursday", "weekday 4 past");
  Report& c = desk.add("c", "Velling harbour talks fail",
                       "Velling harbour talks: Ilse Varga and Tomas Reik. The lamps of the lighthouse in Osk broke in "
                       "a storm three days ago.");
  add_time(c, "three days ago", "day -3");
  auto settled = desk.settled();
  EXPECT_EQ(times_of(settled, 2), (std::map<uint32_t, std::string>{{0, "2016-10-13"}}));
  EXPECT_EQ(day_of(settled, 2), "2016-10-16");
  EXPECT_EQ(settled.back().from, 1u);
}

TEST(Settle, TheSamePlaceOfACopiedPassageTellsTheDay) {
  Desk desk = talks(
      "The two sides, tired and hoarse after a night of talking, will meet again tomorrow in Brandal to go on with the "
      "harbour talks, a clerk of Velling said.");
  desk.at(0).article.text =
      "Talks on the harbour of Velling, led by Ilse Varga and Tomas Reik, ended on Saturday without a deal. The two "
      "sides, tired and hoarse after a night of "
      "talking, will meet again on Monday in Brandal to go on with the harbour talks, a clerk of Velling said.";
  desk.at(0).times.clear();
  add_time(desk.at(0), "Saturday", "", "2016-10-15");
  add_time(desk.at(0), "Monday", "", "2016-10-17");
  add_time(desk.at(1), "tomorrow", "day 1");
  auto settled = desk.settled();
  EXPECT_EQ(times_of(settled, 1), (std::map<uint32_t, std::string>{{0, "2016-10-17"}}));
  EXPECT_EQ(day_of(settled, 1), "2016-10-16");
}

TEST(Settle, NothingWithoutADatedReport) {
  Desk desk = talks("Yesterday's talks on the harbour of Velling, led by Ilse Varga, ended without a deal.");
  desk.at(0).article.published.value = "";
  add_time(desk.at(1), "Yesterday", "day -1");
  EXPECT_TRUE(desk.settled().empty());
}

TEST(Settle, NothingFromAnotherStoryOfTheStoryline) {
  Desk desk = talks(
      "A comet was seen over Brandal yesterday, the observatory of Osk said; farmers took it for a good sign before "
      "the barley harvest.");
  add_time(desk.at(1), "yesterday", "day -1");
  EXPECT_TRUE(desk.settled().empty());
}

TEST(Settle, NothingWhereTheWordsDoNotMeet) {
  Desk desk = talks(
      "Velling harbour talks fail. Ilse Varga and Tomas Reik found no deal in Velling on the harbour. My cat was born "
      "yesterday.");
  add_time(desk.at(1), "yesterday", "day -1");
  EXPECT_TRUE(times_of(desk.settled(), 1).empty());
}

TEST(Settle, GivesASpeakerToSharedWords) {
  Desk desk;
  std::string words = "We will not hand a single harbour to people who have burned our fishing boats and our nets";
  auto quote = [](Report& report, const std::string& content, std::string speaker) {
    Quote one;
    auto at = static_cast<uint32_t>(report.article.text.find(content));
    one.content = {{at, at + static_cast<uint32_t>(content.size())}};
    one.speaker = std::move(speaker);
    report.quotes.push_back(one);
  };
  quote(desk.add("a", "Velling harbour talks fail",
                 "The harbour talks in Velling failed. \"" + words + ",\" Ilse Varga said in Velling.", "2016-10-16"),
        words, "Ilse Varga");
  quote(desk.add("b", "Velling harbour talks fail", "Harbour talks in Velling failed amid anger. \"" + words + ".\"",
                 "2016-10-16"),
        words, "");
  auto settled = desk.settled();
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].what, Settled::What::speaker);
  EXPECT_EQ(settled[0].report, 1u);
  EXPECT_EQ(settled[0].value, "Ilse Varga");
  EXPECT_EQ(settled[0].from, 0u);
}

// What stood at one address on Monday and on Tuesday is one story, however little of it stayed; a section's page is
// none.
TEST(Stories, VersionsOfOneAddressAreOneStory) {
  Desk desk;
  auto add = [&](const char* id, const char* url, const char* text, const char* day) {
    desk.add(id, "", text, day).article.url.value = url;
  };
  const char* const first =
      "The river Osk broke through the eastern dyke of Tarnow before dawn. Mayor Ilse Varga called in boats.";
  const char* const later =
      "Schools open again on Thursday. Bakers carry bread to the upper town, and the ferry runs each hour.";
  add("a", "https://velmar.example/live/osk", first, "2031-05-03");
  add("b", "https://velmar.example/live/osk/#latest", later, "2031-05-04");
  add("c", "https://velmar.example/live/osk", "Seven goats won prizes at the autumn fair of Undermoor.", "2031-07-04");
  add("d", "https://brandal.example/", "A glazier from Saint Orla has walked to the lighthouse and back.",
      "2031-05-20");
  add("e", "https://brandal.example", "Choirs of eleven villages sing in the mill on Whit Monday.", "2031-05-21");
  const auto stories = desk.partition();
  EXPECT_EQ(stories, (Partition{{"a", "b"}, {"c"}, {"d"}, {"e"}}));
  for (const Story& story : desk.group())
    for (const StoryLink& link : story.links) EXPECT_EQ(link.because.front(), "versions of one address");
}

}  // namespace
}  // namespace fairwitness
