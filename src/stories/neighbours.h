// Which topics come into question for each other, found through the terms they share.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "stories/topics.h"

namespace fairwitness {

// Finds for each topic those before it that share the heaviest terms. Topics are in time order, the undated ones last.
class Neighbours {
 public:
  // With `windowed`, terms that many reports have are looked up within 90 days; rare ones at any time.
  Neighbours(const std::vector<Topic>& topics, bool windowed);

  // Calls found(j) for the best candidates before i, then takes i in. To be called for each i in turn.
  template <typename Found>
  void each(uint32_t i, Found found) {
    look_up(i);
    for (uint32_t j : best_) found(j);
    take_in(i);
  }

 private:
  static constexpr int32_t window_days = 90;
  struct Posting {
    uint32_t topic;
    int32_t day;
  };

  void look_up(uint32_t i);
  void gather(uint32_t i, const Term& term);
  void take_in(uint32_t i);
  static void forget(int32_t day, std::vector<Posting>& postings);

  const std::vector<Topic>& topics_;
  bool windowed_;
  std::vector<float> score_;
  std::vector<uint32_t> touched_, best_;
  Terms heaviest_;
  std::array<float, window_days + 2> faded_;
  std::unordered_map<uint32_t, std::vector<Posting>> lists_;
};

}  // namespace fairwitness
