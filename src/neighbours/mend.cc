// The neighbourhoods that new reports change. Why it gives what partition() gives:
//
// A report's neighbourhood can change only when its component changes on a level where the component was not too large
// before. A component changes only by a link to a fresh report. So the old neighbourhoods of the fresh reports' direct
// neighbours, where the link is on the old neighbourhood's level or a later one, are all that linked levels can lose.
// Around a fresh report each key is looked through from its own day outwards, until more old reports than a
// neighbourhood may hold have been seen: whatever lies farther is linked with all of those, so its component was too
// large before.
//
// From then on every report that can change is known (`open_`). A component that leads to any other report leads to one
// that is too large on that level, for else that report's neighbourhood would be open, too.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "neighbours/levels.h"
#include "neighbours/neighbours.h"

namespace fairwitness {
namespace {

int32_t shifted(int32_t day, int64_t by) {
  int64_t out = int64_t{day} + by;
  return static_cast<int32_t>(std::clamp<int64_t>(out, INT32_MIN + 1, INT32_MAX));
}

class Mending {
 public:
  Mending(NeighbourIndex& index, const std::vector<int64_t>& fresh, const NeighbourLimits& limits)
      : index_(index), limits_(limits), fresh_(fresh.begin(), fresh.end()) {}

  Mended run() {
    for (int64_t report : fresh_) open_.insert(report);
    for (int64_t report : fresh_) {
      open_of(report);
      look_around(report);
      open_topic_of(report);
    }
    tell_levels();
    gather_topics();
    Mended out{{gone_.begin(), gone_.end()}, std::move(made_)};
    std::sort(out.made.begin(), out.made.end(),
              [](const Neighbourhood& x, const Neighbourhood& y) { return x.number() < y.number(); });
    return out;
  }

 private:
  const Bearings& bearings(int64_t report) {
    auto found = bearings_.find(report);
    if (found == bearings_.end()) found = bearings_.emplace(report, index_.bearings(report)).first;
    return found->second;
  }
  std::optional<NeighbourIndex::Before> before(int64_t report) {
    auto found = before_.find(report);
    if (found == before_.end()) found = before_.emplace(report, index_.before(report)).first;
    return found->second;
  }

  // A report that came back under its number, or whose neighbourhood has lost one, opens its old neighbourhood.
  void open_of(int64_t report) {
    if (auto old = before(report)) open_neighbourhood(old->neighbourhood);
  }
  void open_neighbourhood(int64_t number) {
    if (!gone_.insert(number).second) return;
    for (int64_t member : index_.members(number)) open_.insert(member);
  }

  void look_around(int64_t report) {
    const Bearings own = bearings(report);
    for (int64_t key : own.keys) {
      if (own.day == Bearings::no_day) {
        look(own, key, own.day, own.day, false);
        continue;
      }
      const int64_t reach = reach_of(1, is_strong(key));
      look(own, key, own.day, shifted(own.day, reach), false);
      look(own, key, shifted(own.day, -reach), shifted(own.day, -1), true);
    }
  }

  void look(const Bearings& own, int64_t key, int32_t from, int32_t to, bool back) {
    uint32_t seen = 0;
    std::vector<std::pair<int64_t, int32_t>> around;
    index_.each_with(key, from, to, back, [&](int64_t report, int32_t day) {
      if (fresh_.contains(report)) return true;
      around.emplace_back(report, day);
      return ++seen <= limits_.most;
    });
    for (auto [report, day] : around) {
      auto old = before(report);
      size_t linked = level_of_gap(std::abs(int64_t{day} - own.day), is_strong(key));
      if (old && old->level <= linked) open_neighbourhood(old->neighbourhood);
    }
  }

  // How many bits of its number part a report from others of its topic: `fresh` counts, too, or not.
  bool fits(const Bearings& own, int depth, bool with_fresh) {
    Numbers range(own.number, depth);
    uint32_t count = 0;
    index_.each_of_topic(own.topic, range.first, range.last, [&](int64_t report, int32_t) {
      count += with_fresh || !fresh_.contains(report);
      return count <= limits_.most;
    });
    return count <= limits_.most;
  }
  int depth_of(const Bearings& own, bool with_fresh) {
    int depth = 0;
    while (depth < deepest && !fits(own, depth, with_fresh)) ++depth;
    return depth;
  }

  // One more report of a topic may part those that stood together.
  void open_topic_of(int64_t report) {
    const Bearings own = bearings(report);
    open_topic(own, depth_of(own, false));
  }
  void open_topic(const Bearings& own, int depth) {
    Numbers range(own.number, depth);
    std::vector<int64_t> reports;
    index_.each_of_topic(own.topic, range.first, range.last, [&](int64_t report, int32_t) {
      if (!fresh_.contains(report)) reports.push_back(report);
      return true;
    });
    for (int64_t report : reports) {
      auto old = before(report);
      if (old && old->level == topic_level) open_neighbourhood(old->neighbourhood);
    }
  }

  // The level of each open report, and the neighbourhoods of the linked levels.
  void tell_levels() {
    for (size_t level = 1; level <= linked_levels; ++level) {
      std::unordered_set<int64_t> done;
      for (int64_t report : open_) {
        if (level_.contains(report) || done.contains(report)) continue;
        std::vector<int64_t> component;
        bool whole = walk(report, level, component);
        done.insert(component.begin(), component.end());
        if (!whole) continue;
        for (int64_t member : component) level_[member] = static_cast<uint8_t>(level);
        std::sort(component.begin(), component.end());
        made_.push_back({static_cast<uint8_t>(level), std::move(component)});
      }
    }
  }

  // Follows the links of one level; false when the component is too large. What was met is in it either way.
  bool walk(int64_t start, size_t level, std::vector<int64_t>& component) {
    std::unordered_set<int64_t> met{start};
    std::unordered_map<int64_t, std::vector<std::pair<int64_t, int64_t>>> looked;  // by key: days looked through
    component.push_back(start);
    bool whole = true;
    for (size_t at = 0; at < component.size() && whole; ++at) {
      const Bearings& own = bearings(component[at]);
      const bool dated = own.day != Bearings::no_day;
      for (int64_t key : own.keys) {
        const int64_t reach = reach_of(level, is_strong(key));
        const int32_t from = dated ? shifted(own.day, -reach) : own.day, to = dated ? shifted(own.day, reach) : own.day;
        auto& ranges = looked[key];
        bool again = std::any_of(ranges.begin(), ranges.end(),
                                 [&](const auto& range) { return range.first <= from && to <= range.second; });
        if (again) continue;
        ranges.emplace_back(from, to);
        index_.each_with(key, from, to, false, [&](int64_t report, int32_t) {
          if (!met.insert(report).second) return true;
          if (!open_.contains(report)) {
            whole = false;
            return false;
          }
          component.push_back(report);
          return whole = component.size() <= limits_.most;
        });
        if (!whole) break;
      }
    }
    return whole;
  }

  // What is left stands by topic. Old reports that come to stand with open ones, or did, are opened as well.
  void gather_topics() {
    std::map<std::pair<int64_t, int64_t>, std::pair<int, std::set<int64_t>>>
        leaves;  // (topic, first) -> depth, members
    std::vector<int64_t> todo;
    for (int64_t report : open_)
      if (!level_.contains(report)) todo.push_back(report);
    std::unordered_set<int64_t> taken(todo.begin(), todo.end());
    while (!todo.empty()) {
      const Bearings& own = bearings(todo.back());
      todo.pop_back();
      int depth = depth_of(own, true);
      Numbers range(own.number, depth);
      auto& leaf = leaves[{own.topic, range.first}];
      leaf.first = depth;
      leaf.second.insert(own.number);
      std::vector<int64_t> others;
      index_.each_of_topic(own.topic, range.first, range.last, [&](int64_t report, int32_t) {
        others.push_back(report);
        return true;
      });
      for (int64_t other : others) {
        if (open_.contains(other)) continue;
        auto old = before(other);
        if (!old || old->level != topic_level) continue;
        gone_.insert(old->neighbourhood);
        for (int64_t member : index_.members(old->neighbourhood))
          if (open_.insert(member).second && taken.insert(member).second) todo.push_back(member);
      }
    }
    for (auto& [key, leaf] : leaves) made_.push_back({topic_level, {leaf.second.begin(), leaf.second.end()}});
  }

  NeighbourIndex& index_;
  NeighbourLimits limits_;
  std::set<int64_t> fresh_, open_;  // sorted, so that nothing hangs on the order of hashes
  std::set<int64_t> gone_;
  std::unordered_map<int64_t, Bearings> bearings_;
  std::unordered_map<int64_t, std::optional<NeighbourIndex::Before>> before_;
  std::unordered_map<int64_t, uint8_t> level_;  // of open reports that stand on a linked level
  std::vector<Neighbourhood> made_;
};

}  // namespace

Mended mend(NeighbourIndex& index, const std::vector<int64_t>& fresh, const NeighbourLimits& limits) {
  return Mending(index, fresh, limits).run();
}

}  // namespace fairwitness
