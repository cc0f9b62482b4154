// Two reports laid side by side: local alignments of their words that bridge what was reworded.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "copies/scan.h"
#include "copies/shared_runs.h"

namespace fairwitness {

// A report ready to be aligned: its words, and how much each says when it is shared, in sixteenths of an ordinary word.
struct AlignedText {
  std::vector<ScannedWord> words;
  std::vector<uint8_t> weights;
};

// Matched words (index in a, index in b), strictly rising on both sides, never empty.
struct Alignment {
  std::vector<std::pair<uint32_t, uint32_t>> matches;
  int weight = 0;        // of all matched words, in sixteenths
  uint32_t longest = 0;  // words of the longest run without a difference
};

// The local alignments that grow out of the shared runs of one pair of reports, in the order of a, not overlapping in
// it. Linear in the length of what is shared: differences are searched in windows of a few dozen words.
std::vector<Alignment> align(const AlignedText& a, const AlignedText& b, const SharedRun* begin, const SharedRun* end);

}  // namespace fairwitness
