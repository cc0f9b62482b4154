// A report as the two finders of attributions see it: a quoted clause is one unit, every other token is one. So what
// frames a long quotation ("...," she said. "...") stands close together, whatever is within.
#pragma once

#include <vector>

#include "names/names.h"
#include "quotes/cues.h"
#include "quotes/marks.h"
#include "words/words.h"

namespace fairwitness {

inline constexpr uint32_t no_mark = 0xFFFFFFFFu;

struct SpeechUnit {
  Span span;                     // of a quoted clause with its marks
  uint32_t first = 0, end = 0;   // tokens
  uint32_t mark = no_mark;       // index of the Marked it is (clause) or lies in
  uint64_t word = 0, lemma = 0;  // hashes of the lower-case forms
  uint64_t ending = 0;           // hash of the last letters; of a clause how it ends
  uint16_t cluster = 0;          // Brown cluster, leading bits lowest; 0 unknown
  Penn tag = Penn::none;
  CueClasses cue = 0;  // what its lemma can be
  Role role = Role::none;
  uint8_t shape = 0;    // 1 capital first, 2 all capitals, 4 digit, 8 no letter
  uint8_t name = 0;     // 1 + NameKind of a name that covers it; 0 none
  bool clause = false;  // a whole quoted clause
};

// Half-open range of units; empty says none.
struct Range {
  uint32_t first = 0, end = 0;
  bool empty() const { return first >= end; }
  bool contains(uint32_t at) const { return first <= at && at < end; }
  bool contains(Range other) const { return first <= other.first && other.end <= end; }
  friend bool operator==(Range, Range) = default;
};

// A sentence, or several that a quoted clause runs through. Lines lie within one block; inner lines come after all
// others.
struct QuoteLine {
  uint32_t first = 0, end = 0;  // units
  uint32_t block = 0;
  bool quote_only = false;  // nothing but quoted clauses and punctuation
  bool inner = false;       // the inside of a quoted clause, read for attributions within it
};

struct SpeechUnits {
  std::vector<SpeechUnit> units;
  std::vector<QuoteLine> lines;
  std::vector<Marked> marks;
  std::vector<bool> clause;  // of each mark: does it hold a whole clause?
};

// The bytes of a range that is not empty.
inline Span span_of(const SpeechUnits& units, Range range) {
  return {units.units[range.first].span.begin, units.units[range.end - 1].span.end};
}

SpeechUnits read_units(const Article& article, const Words& words, const Names& names, const CueTable& cues);

}  // namespace fairwitness
