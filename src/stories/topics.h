// What a report is about, as weighted terms: its words and names, rarer ones heavier, those of the title and of the
// first paragraphs heavier still.
#pragma once

#include <array>
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

// The sides from which two topics are compared.
enum class Side : uint8_t {
  terms,    // words and names of title and text, the heaviest
  names,    // who and where
  title,    // the title's words
  pairs,    // two words of one name together: a full name, a street
  numbers,  // numbers, alone and with the word behind them, and spans of time such as ages
  days,     // days that the text tells: month and day, or the day's name where the text leaves the day open
  rare,     // names and pairs, each as heavy as few reports have it; not brought to length 1
  site,     // where it was published; not weighed
  count_
};
inline constexpr size_t side_count = static_cast<size_t>(Side::count_);

struct Topic {
  std::array<Terms, side_count> sides;  // of length 1, but for rare
  std::vector<NamePlace> places;        // of its heaviest names, heaviest first
  When when;
  uint32_t words = 0;  // of the text, as far as it was read
  float few = 0;       // how small the library is: 1 for the smallest, 0 for one of very many reports

  Terms& of(Side side) { return sides[static_cast<size_t>(side)]; }
  const Terms& of(Side side) const { return sides[static_cast<size_t>(side)]; }
};

// The topics of all reports, weighted by how many of them have a term.
std::vector<Topic> read_topics(const std::vector<const Report*>& reports, const StopWords& stop_words);

// Keeps the heaviest so many.
void keep_heaviest(Terms& terms, size_t count);

// The cosine of two vectors of length 1.
double product(const Terms& x, const Terms& y);
Terms sum(const Terms& x, const Terms& y);
Terms difference(const Terms& x, const Terms& part);  // what is left of a sum when one part is taken out
void normalise(Terms& terms);

}  // namespace fairwitness
