#include "copies/rewordings.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

// Reports of two outlets, one of which copies the other and has a word of its own for one of its words.
class Desk {
 public:
  void add(std::string id, std::string outlet, std::string day, std::string text) {
    auto report = std::make_unique<Report>();
    report->id = std::move(id);
    report->article.outlet.value = std::move(outlet);
    report->article.published.value = std::move(day);
    report->article.text = std::move(text);
    reports_.push_back(std::move(report));
  }
  std::vector<RewordingHabit> habits() const {
    std::vector<const Report*> all;
    for (const auto& report : reports_) all.push_back(report.get());
    return gather_rewordings(all, trace_copies(all, CopyRules(rules())));
  }

 private:
  std::vector<std::unique_ptr<Report>> reports_;
};

std::string dyke(const std::string& who) {
  return "The eastern dyke of Tarnow broke shortly before dawn and the " + who +
         " sent forty boats to the flooded lower market of the town.";
}
std::string harvest(const std::string& who) {
  return "Barley prices in Brandal fell by a third after the " + who +
         " opened the granaries that had been locked since the dry summer of the comet.";
}

TEST(Rewordings, AreGatheredOverAPairAnOutletAndTheLibrary) {
  Desk desk;
  desk.add("a1", "Northwire", "2021-03-04", dyke("government"));
  desk.add("a2", "Northwire", "2021-03-08", harvest("government"));
  desk.add("b1", "Tarnow Post", "2021-03-06", dyke("regime"));
  desk.add("b2", "Tarnow Post", "2021-03-10", harvest("regime"));
  auto habits = desk.habits();
  ASSERT_EQ(habits.size(), 3u);
  EXPECT_EQ(habits[0].over, RewordingHabit::Over::pair);
  EXPECT_EQ(habits[0].outlet, "Tarnow Post");
  EXPECT_EQ(habits[0].other, "Northwire");
  EXPECT_EQ(habits[1].over, RewordingHabit::Over::outlet);
  EXPECT_EQ(habits[1].other, "");
  EXPECT_EQ(habits[2].over, RewordingHabit::Over::library);
  EXPECT_EQ(habits[2].outlet, "");
  for (const RewordingHabit& one : habits) {
    EXPECT_EQ(one.words, "regime");
    EXPECT_EQ(one.other_words, "government");
    EXPECT_TRUE(one.told);
    ASSERT_EQ(one.places.size(), 2u);
    EXPECT_EQ(one.places[0].report, 2u);
    EXPECT_EQ(one.places[0].other, 0u);
  }
}

TEST(Rewordings, WithoutADirectionSayThatTheyHaveNone) {
  Desk desk;
  desk.add("a", "Northwire", "", dyke("government"));
  desk.add("b", "Tarnow Post", "", dyke("regime"));
  auto habits = desk.habits();
  ASSERT_EQ(habits.size(), 1u);  // seen once: over the pair only
  EXPECT_FALSE(habits[0].told);
}

TEST(Rewordings, WhatWasLeftOutIsNone) {
  Desk desk;
  desk.add("a", "Northwire", "", dyke("new and untried government"));
  desk.add("b", "Tarnow Post", "", dyke("government"));
  EXPECT_TRUE(desk.habits().empty());
}

}  // namespace
}  // namespace fairwitness
