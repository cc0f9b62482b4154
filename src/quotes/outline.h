// A sentence in outline: its phrases and marks, each kind once in a row. It stands for syntax where none is parsed.
#pragma once

#include <vector>

#include "quotes/units.h"

namespace fairwitness {

// What a unit is in the outline; 0 for an adverb, which changes nothing.
uint8_t outline_of(const SpeechUnit& unit);

// The outline around each unit: the phrases and marks that follow its own, and those before it, each kind once in a
// row, the nearest lowest (six bits each).
struct Outline {
  std::vector<uint64_t> left, right;
  void read(const std::vector<SpeechUnit>& units, uint32_t first, uint32_t end) {
    left.resize(end - first);
    right.resize(end - first);
    uint64_t seen = 0;
    for (uint32_t i = first; i < end; ++i) pass(units[i], seen, left[i - first]);
    seen = 0;
    for (uint32_t i = end; i-- > first;) pass(units[i], seen, right[i - first]);
  }
  static uint64_t near(uint64_t kinds, int count) { return kinds & ((uint64_t{1} << (6 * count)) - 1); }

 private:
  static void pass(const SpeechUnit& unit, uint64_t& seen, uint64_t& out) {
    const uint64_t kind = outline_of(unit);
    out = kind && kind == (seen & 63) ? seen >> 6 : seen;
    if (kind && kind != (seen & 63)) seen = seen << 6 | kind;
  }
};

}  // namespace fairwitness
