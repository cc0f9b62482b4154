// The neighbourhoods of all reports at once: one pass over the keys in their order.
#include <algorithm>
#include <array>
#include <numeric>

#include "neighbours/levels.h"
#include "neighbours/neighbours.h"

namespace fairwitness {
namespace {

// Sets that grow together, with path halving; a set's root is its first member.
class Components {
 public:
  explicit Components(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
  uint32_t of(uint32_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(uint32_t a, uint32_t b) {
    a = of(a), b = of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> parent_;
};

class Partition {
 public:
  Partition(NeighbourIndex& index, const NeighbourLimits& limits) : index_(index), limits_(limits) {}

  std::vector<Neighbourhood> run() {
    index_.each_report([&](int64_t report, int32_t, int64_t topic) {
      numbers_.push_back(report);
      topics_.push_back(topic);
      return true;
    });
    std::vector<Neighbourhood> out;
    if (numbers_.empty()) return out;
    if (numbers_.size() <= limits_.whole) {
      out.push_back({0, std::move(numbers_)});
      return out;
    }
    level_.resize(numbers_.size());
    std::vector<Components> levels = link();
    for (uint8_t level = 1; level <= linked_levels; ++level) take_level(levels[level - 1u], level, out);
    take_topics(out);
    std::sort(out.begin(), out.end(),
              [](const Neighbourhood& x, const Neighbourhood& y) { return x.number() < y.number(); });
    return out;
  }

 private:
  uint32_t place_of(int64_t report) const {
    return static_cast<uint32_t>(std::lower_bound(numbers_.begin(), numbers_.end(), report) - numbers_.begin());
  }

  // Reports of one key that follow each other closely are linked; so all that lie close are.
  std::vector<Components> link() {
    std::vector<Components> levels(linked_levels, Components(numbers_.size()));
    bool first = true;
    int64_t last_key = 0;
    int32_t last_day = 0;
    uint32_t last = 0;
    index_.each_posting([&](int64_t key, int32_t day, int64_t report) {
      uint32_t at = place_of(report);
      if (!first && key == last_key) {
        int64_t apart = int64_t{day} - last_day;
        for (size_t level = 1; level <= linked_levels; ++level)
          if (apart <= reach_of(level, is_strong(key))) levels[level - 1].join(last, at);
      }
      first = false;
      last_key = key, last_day = day, last = at;
      return true;
    });
    return levels;
  }

  void take_level(Components& components, uint8_t level, std::vector<Neighbourhood>& out) {
    std::vector<uint32_t> size(numbers_.size());
    for (uint32_t i = 0; i < numbers_.size(); ++i) ++size[components.of(i)];
    std::vector<uint32_t> at(numbers_.size(), UINT32_MAX);
    for (uint32_t i = 0; i < numbers_.size(); ++i) {
      uint32_t root = components.of(i);
      if (level_[i] != 0 || size[root] > limits_.most) continue;
      level_[i] = level;
      if (at[root] == UINT32_MAX) {
        at[root] = static_cast<uint32_t>(out.size());
        out.push_back({level, {}});
      }
      out[at[root]].reports.push_back(numbers_[i]);
    }
  }

  // The rest, topic by topic, parted by the bits of the numbers.
  void take_topics(std::vector<Neighbourhood>& out) {
    if (std::all_of(level_.begin(), level_.end(), [](uint8_t level) { return level != 0; })) return;
    std::vector<uint32_t> order(numbers_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](uint32_t x, uint32_t y) { return topics_[x] != topics_[y] ? topics_[x] < topics_[y] : x < y; });
    for (size_t from = 0; from < order.size();) {
      size_t to = from;
      while (to < order.size() && topics_[order[to]] == topics_[order[from]]) ++to;
      part(order, from, to, out);
      from = to;
    }
  }

  void part(const std::vector<uint32_t>& order, size_t begin, size_t end, std::vector<Neighbourhood>& out) {
    struct Part {
      size_t from, to;
      int depth;
    };
    std::vector<Part> open{{begin, end, 0}};
    while (!open.empty()) {
      Part one = open.back();
      open.pop_back();
      if (one.from == one.to) continue;
      if (one.to - one.from > limits_.most && one.depth < deepest) {
        // The first number of the upper half.
        int64_t half = Numbers(numbers_[order[one.from]], one.depth).first | int64_t{1} << (deepest - 1 - one.depth);
        size_t middle = one.from;
        while (middle < one.to && numbers_[order[middle]] < half) ++middle;
        open.push_back({one.from, middle, one.depth + 1});
        open.push_back({middle, one.to, one.depth + 1});
        continue;
      }
      Neighbourhood leaf{topic_level, {}};
      for (size_t i = one.from; i < one.to; ++i)
        if (level_[order[i]] == 0) leaf.reports.push_back(numbers_[order[i]]);
      if (!leaf.reports.empty()) out.push_back(std::move(leaf));
    }
  }

  NeighbourIndex& index_;
  NeighbourLimits limits_;
  std::vector<int64_t> numbers_, topics_;
  std::vector<uint8_t> level_;  // 0: none yet
};

}  // namespace

std::vector<Neighbourhood> partition(NeighbourIndex& index, const NeighbourLimits& limits) {
  return Partition(index, limits).run();
}

}  // namespace fairwitness
