// Sets of reports that are looked at together, made so that a new report changes only the sets it touches. Which
// reports stand together is a function of the set of all reports and of nothing else: not of the order in which they
// came.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "report/report.h"

namespace fairwitness {

// What a report can be found by. `number` is its row key in the library.
struct Bearings {
  static constexpr int32_t no_day = INT32_MIN;
  int64_t number = 0;
  int32_t day = no_day;       // since 1970
  int64_t topic = 0;          // its heaviest terms and the days around its own
  std::vector<int64_t> keys;  // sorted, each once
};

// In how many of ten thousand reports of some five hundred words a word stands: data, the same for every library, so
// that what rests on it never changes when reports come or go.
class WordFrequencies {
 public:
  static constexpr uint32_t reports = 10'000;
  explicit WordFrequencies(const Rules& rules);
  uint32_t of(
      uint32_t key) const;  // key as copies/scan.h makes it; 0 for a word that is rarer than one in ten thousand

 private:
  std::vector<std::pair<uint32_t, uint32_t>> slots_;
};

class BearingRules {
 public:
  explicit BearingRules(const Rules& rules);
  ~BearingRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Pure, and linear in the text.
Bearings take_bearings(const Report& report, int64_t number, const BearingRules& rules);

struct NeighbourLimits {
  uint64_t whole = 16'384;  // up to so many reports all are looked at together
  uint32_t most = 512;      // beyond that, no neighbourhood is larger than this
};

struct Neighbourhood {
  uint8_t level = 0;
  std::vector<int64_t> reports;  // sorted, never empty
  int64_t number() const { return reports.front(); }
};

// Where the bearings are kept. Each `visit` gives false to end early.
class NeighbourIndex {
 public:
  virtual ~NeighbourIndex() = default;
  using VisitPosting = std::function<bool(int64_t key, int32_t day, int64_t report)>;
  using VisitBearings = std::function<bool(int64_t report, int32_t day, int64_t topic)>;
  using VisitReport = std::function<bool(int64_t report, int32_t day)>;

  virtual void each_report(const VisitBearings& visit) = 0;  // by number
  virtual void each_posting(const VisitPosting& visit) = 0;  // by (key, day, report)
  // Reports that have the key, with days in [from, to], by day, or from the last day back.
  virtual void each_with(int64_t key, int32_t from, int32_t to, bool back, const VisitReport& visit) = 0;
  // Reports of the topic with numbers in [from, to], by number.
  virtual void each_of_topic(int64_t topic, int64_t from, int64_t to, const VisitReport& visit) = 0;
  virtual Bearings bearings(int64_t report) = 0;

  // The neighbourhoods as they were before the reports at hand came.
  struct Before {
    int64_t neighbourhood = 0;
    uint8_t level = 0;
  };
  virtual std::optional<Before> before(int64_t report) = 0;
  virtual std::vector<int64_t> members(int64_t neighbourhood) = 0;
};

// All neighbourhoods, sorted by number. n log n.
std::vector<Neighbourhood> partition(NeighbourIndex& index, const NeighbourLimits& limits);

// What the coming of `fresh` reports changes, where there are more reports than limits.whole and were before: the old
// neighbourhoods that are no more, and those that stand in their place. The index holds the fresh ones already.
struct Mended {
  std::vector<int64_t> gone;  // numbers
  std::vector<Neighbourhood> made;
};
Mended mend(NeighbourIndex& index, const std::vector<int64_t>& fresh, const NeighbourLimits& limits);

}  // namespace fairwitness
