#include "neighbours/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace fairwitness {
namespace {

// Bearings in memory, with the neighbourhoods as they are so far.
class MemoryIndex : public NeighbourIndex {
 public:
  void add(Bearings one) {
    for (int64_t key : one.keys) postings_.insert({key, one.day, one.number});
    topics_.insert({one.topic, one.number});
    reports_[one.number] = std::move(one);
  }
  void set(const std::vector<Neighbourhood>& all) {
    before_.clear(), members_.clear();
    for (const Neighbourhood& one : all) put(one);
  }
  void apply(const Mended& change) {
    for (int64_t number : change.gone) {
      for (int64_t member : members_[number]) before_.erase(member);
      members_.erase(number);
    }
    for (const Neighbourhood& one : change.made) put(one);
  }
  std::vector<Neighbourhood> all() const {
    std::vector<Neighbourhood> out;
    for (const auto& [number, members] : members_) out.push_back({before_.at(number).level, members});
    return out;
  }

  void each_report(const VisitBearings& visit) override {
    for (const auto& [number, one] : reports_) visit(number, one.day, one.topic);
  }
  void each_posting(const VisitPosting& visit) override {
    for (auto [key, day, report] : postings_) visit(key, day, report);
  }
  void each_with(int64_t key, int32_t from, int32_t to, bool back, const VisitReport& visit) override {
    auto begin = postings_.lower_bound({key, from, INT64_MIN}), end = postings_.upper_bound({key, to, INT64_MAX});
    if (back) {
      while (end != begin)
        if (--end; !visit(std::get<2>(*end), std::get<1>(*end))) return;
    } else {
      for (; begin != end; ++begin)
        if (!visit(std::get<2>(*begin), std::get<1>(*begin))) return;
    }
  }
  void each_of_topic(int64_t topic, int64_t from, int64_t to, const VisitReport& visit) override {
    for (auto at = topics_.lower_bound({topic, from}); at != topics_.end() && *at <= std::pair(topic, to); ++at)
      if (!visit(at->second, 0)) return;
  }
  Bearings bearings(int64_t report) override { return reports_.at(report); }
  std::optional<Before> before(int64_t report) override {
    auto found = before_.find(report);
    return found == before_.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<int64_t> members(int64_t neighbourhood) override { return members_.at(neighbourhood); }

 private:
  void put(const Neighbourhood& one) {
    members_[one.number()] = one.reports;
    for (int64_t report : one.reports) before_[report] = {one.number(), one.level};
  }
  std::set<std::tuple<int64_t, int32_t, int64_t>> postings_;
  std::set<std::pair<int64_t, int64_t>> topics_;
  std::map<int64_t, Bearings> reports_;
  std::map<int64_t, Before> before_;
  std::map<int64_t, std::vector<int64_t>> members_;
};

std::vector<std::pair<int, std::vector<int64_t>>> plain(const std::vector<Neighbourhood>& all) {
  std::vector<std::pair<int, std::vector<int64_t>>> out;
  for (const Neighbourhood& one : all) out.emplace_back(one.level, one.reports);
  return out;
}

// Reports of a small world: few keys, so that every level and every limit is met.
std::vector<Bearings> world(unsigned seed, size_t count, unsigned keys, unsigned days) {
  std::mt19937_64 random(seed);
  std::set<int64_t> numbers;
  std::vector<Bearings> out;
  while (out.size() < count) {
    Bearings one;
    one.number = static_cast<int64_t>(random() >> 1);
    if (!numbers.insert(one.number).second) continue;
    one.day = random() % 12 == 0 ? Bearings::no_day : static_cast<int32_t>(random() % days);
    one.topic = static_cast<int64_t>(random() % (keys / 4 + 1));
    for (unsigned k = 1 + static_cast<unsigned>(random() % 3); k > 0; --k)
      one.keys.push_back(static_cast<int64_t>(random() % keys * (random() % 3 ? 1 : 0)));
    std::sort(one.keys.begin(), one.keys.end());
    one.keys.erase(std::unique(one.keys.begin(), one.keys.end()), one.keys.end());
    out.push_back(std::move(one));
  }
  return out;
}

TEST(Neighbours, MendingGivesWhatPartingAllGives) {
  std::set<int> levels;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const NeighbourLimits limits{4, 3 + seed % 9};
    std::vector<Bearings> all = world(seed, 120, 6 + seed * 2, 5 + seed % 7 * 20);
    MemoryIndex index;
    size_t begin = 20 + seed % 30, at = begin;
    for (size_t i = 0; i < begin; ++i) index.add(all[i]);
    index.set(partition(index, limits));
    while (at < all.size()) {
      std::vector<int64_t> fresh;
      for (size_t step = 1 + (seed * 7 + at) % 5; step > 0 && at < all.size(); --step) {
        index.add(all[at]);
        fresh.push_back(all[at++].number);
      }
      index.apply(mend(index, fresh, limits));
      ASSERT_EQ(plain(index.all()), plain(partition(index, limits))) << "seed " << seed << " at " << at;
    }
    for (const Neighbourhood& one : index.all()) levels.insert(one.level);
  }
  EXPECT_EQ(levels, (std::set<int>{1, 2, 3, 4, 5, 6}));
}

TEST(Neighbours, EveryReportIsInExactlyOneAndNoneIsTooLarge) {
  MemoryIndex index;
  for (const Bearings& one : world(7, 2000, 50, 100)) index.add(one);
  std::set<int64_t> seen;
  size_t count = 0;
  for (const Neighbourhood& one : partition(index, {10, 16})) {
    EXPECT_LE(one.reports.size(), 16u);
    seen.insert(one.reports.begin(), one.reports.end());
    count += one.reports.size();
  }
  EXPECT_EQ(count, 2000u);
  EXPECT_EQ(seen.size(), 2000u);
}

TEST(Neighbours, UpToALimitAllAreLookedAtTogether) {
  MemoryIndex index;
  for (const Bearings& one : world(3, 100, 400, 4000)) index.add(one);
  EXPECT_EQ(partition(index, {100, 10}).size(), 1u);
  EXPECT_GT(partition(index, {99, 10}).size(), 1u);
}

// Twenty thousand copies of one report: every key is everyone's.
TEST(Neighbours, AdmitsAMillionCopiesWithoutLookingThroughThem) {
  Bearings copy;
  copy.day = 5, copy.topic = 9;
  for (int64_t key = 0; key < 20; ++key) copy.keys.push_back(key);
  auto worked = [&](int64_t count) {
    MemoryIndex index;
    std::mt19937_64 random(1);
    for (int64_t i = 0; i < count; ++i) {
      copy.number = static_cast<int64_t>(random() >> 1);
      index.add(copy);
    }
    index.set(partition(index, {10, 64}));
    copy.number = static_cast<int64_t>(random() >> 1);
    index.add(copy);
    Mended change = mend(index, {copy.number}, {10, 64});
    size_t touched = 0;
    for (const Neighbourhood& one : change.made) touched += one.reports.size();
    return touched;
  };
  EXPECT_LE(worked(2'000), 65u);
  EXPECT_LE(worked(20'000), 65u);
}

Report report(const std::string& title, const std::string& text, const std::string& day) {
  Report r;
  r.article.title.value = title;
  r.article.text = title + "\n" + text;
  r.article.published.value = day;
  return r;
}

size_t shared(const Bearings& a, const Bearings& b) {
  std::vector<int64_t> both;
  std::set_intersection(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end(), std::back_inserter(both));
  return both.size();
}

TEST(Bearings, ReportsOfOneEventShareKeysAndOthersDoNot) {
  BearingRules rules(**Rules::embedded());
  Bearings a =
      take_bearings(report("Ferry runs aground off Velmar",
                           "The ferry Asa Queen ran aground off Velmar on Tuesday. The harbour office said the "
                           "ferry had 40 passengers. Velmar closed the pier.",
                           "2031-05-03"),
                    1, rules);
  Bearings b =
      take_bearings(report("Passengers freed as Velmar ferry is stranded",
                           "Rescuers brought passengers of a stranded ferry ashore near Velmar. The Asa Queen ran "
                           "aground; the Asa Queen was on her way to the pier.",
                           "2031-05-04"),
                    2, rules);
  Bearings c = take_bearings(
      report("Council of Tarnholt votes on school budget",
             "The council of Tarnholt voted against the budget. Teachers in Tarnholt went home.", "2031-05-04"),
      3, rules);
  EXPECT_GT(shared(a, b), 0u);
  EXPECT_EQ(shared(a, c), 0u);
  EXPECT_EQ(a.day + 1, b.day);
}

TEST(Bearings, ACopyIsFoundByItsRunsOfWords) {
  BearingRules rules(**Rules::embedded());
  std::string passage =
      "Engineers of the regional waterworks opened both gates of the old dam shortly before midnight, after the river "
      "had "
      "risen by two metres within an hour and the lower quarter was already standing in water. ";
  Bearings a = take_bearings(report("Dam opened", passage + passage + "Nobody was hurt.", "2031-05-03"), 1, rules);
  Bearings b = take_bearings(report("A week of rain", "It began on Monday. " + passage, "2031-05-05"), 2, rules);
  EXPECT_GE(shared(a, b), 3u);
}

TEST(Bearings, OddReportsHaveSome) {
  BearingRules rules(**Rules::embedded());
  EXPECT_TRUE(take_bearings(Report(), 1, rules).keys.empty());
  EXPECT_EQ(take_bearings(report("x", "y", "not a day"), 1, rules).day, Bearings::no_day);
  EXPECT_LT(take_bearings(report("x", "y", "1970-01-01"), 1, rules).day, 1);
  EXPECT_GT(take_bearings(report("x", "y", "9999-12-31"), 1, rules).day, 2'000'000);
}

}  // namespace
}  // namespace fairwitness
