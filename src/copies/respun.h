// Copies whose words were exchanged one by one, so that no run of words is left: found by what cannot be exchanged, the
// names and numbers and their order.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "copies/copies.h"
#include "copies/passages.h"

namespace fairwitness {

// Runs of names and numbers of many reports, sampled, and the pairs of reports that share several rare ones.
class MarkRuns {
 public:
  // Reports in order, each with its words.
  void add(const std::vector<ScannedWord>& words);
  // a < b, sorted.
  std::vector<std::pair<uint32_t, uint32_t>> pairs();

 private:
  struct Posting {
    uint32_t run = 0, report = 0;
  };
  uint32_t reports_ = 0;
  std::vector<Posting> postings_;
};

// The passage that is one and the same sentence by sentence but for the words, if there is one: kind respun, with what
// was exchanged. `known` are passages of the two that are copied word for word already.
std::optional<Copy> find_respun(const TracedText& a, const TracedText& b, const std::vector<Copy>& known);

}  // namespace fairwitness
