// Where two reports of many share a run of words: the index over word runs of five, which gives the places that
// alignment starts from, and the words that keep coming back on a site and so belong to the site and not to a story.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "copies/scan.h"

namespace fairwitness {

// The keys of all reports one behind the other: those of report i are keys[start[i] .. start[i + 1]).
struct Corpus {
  std::vector<uint32_t> keys;
  std::vector<size_t> start{0};
  std::vector<uint32_t> host;    // a number for each site; reports of unknown sites have numbers of their own
  std::vector<int32_t> day;      // days since 1970, or no_day
  std::vector<uint64_t> title;   // a hash
  std::vector<uint64_t> outlet;  // a hash
  static constexpr int32_t no_day = INT32_MIN;

  size_t reports() const { return start.size() - 1; }
  uint32_t length(uint32_t report) const { return static_cast<uint32_t>(start[report + 1] - start[report]); }
  const uint32_t* of(uint32_t report) const { return keys.data() + start[report]; }
};

// The five words from at_a in report a and from at_b in report b are the same. a < b.
struct SharedRun {
  uint32_t a = 0, b = 0;
  uint32_t at_a = 0, at_b = 0;
};

struct SharedRuns {
  std::vector<SharedRun> runs;  // sorted by (a, b, at_a, at_b)
  std::vector<bool> recurring;  // for each word of the corpus: part of text that its site repeats
};

inline constexpr uint32_t run_words = 5;

// Runs that stand in many reports link each of them to a few others only, so the work stays linear in the words.
SharedRuns find_shared_runs(const Corpus& corpus);

// In how many reports each word stands, about: words are counted in 2^20 places that rare words may have to share.
class ReportCounts {
 public:
  // `bytes` of text are to come.
  explicit ReportCounts(size_t bytes) : places_(4 * bytes), counts_(places_.size()), last_(places_.size()) {}
  void add(const std::vector<uint32_t>& keys);  // one report
  void close();                                 // after the last; weight() may be asked from then on
  uint32_t reports() const { return reports_; }
  uint32_t of(uint32_t key) const { return counts_[places_.of(key)]; }
  // How much a shared word says, in sixteenths of an ordinary word: stop words 6, others 6 to 26 by their rarity.
  // Behind the given reports two hundred others are imagined, so that a small collection does not make every word look
  // common.
  int weight(uint32_t key) const { return key & 1 ? 6 : weights_[std::min<size_t>(of(key), weights_.size() - 1)]; }

 private:
  KeyPlaces places_;
  std::vector<uint32_t> counts_, last_;
  std::vector<uint8_t> weights_;  // by count
  uint32_t reports_ = 0;
};

}  // namespace fairwitness
