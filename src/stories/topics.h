// What a report is about, as weighted terms: its words and names, rarer ones heavier, those of the title and of the
// first paragraphs heavier still.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "copies/scan.h"
#include "report/report.h"

namespace fairwitness {

struct Term {
  uint32_t key = 0;
  float weight = 0;
};
using Terms = std::vector<Term>;  // sorted by key, each key once

// A name as it stands in the report's text, so that a link can be explained in words.
struct NamePlace {
  uint32_t key = 0;
  Span span;
};

// When a report is from. `told` is its own day; without one, the latest full date that its text names hints at it.
struct When {
  enum class How : uint8_t { unknown, hinted, told };
  How how = How::unknown;
  int32_t day = 0;  // since 1970
};

struct Topic {
  Terms terms;                    // the heaviest of all terms; length 1
  Terms names;                    // the heaviest of who and where; length 1
  std::vector<NamePlace> places;  // of its heaviest names, heaviest first
  When when;
};

// The topics of all reports, weighted by how many of them have a term.
std::vector<Topic> read_topics(const std::vector<const Report*>& reports, const StopWords& stop_words);

// The cosine of two vectors of length 1.
double product(const Terms& x, const Terms& y);
Terms sum(const Terms& x, const Terms& y);
void normalise(Terms& terms);

}  // namespace fairwitness
