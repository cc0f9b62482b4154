// What an outlet makes of others' words: the rewordings of all copies gathered over a pair of outlets, an outlet, and
// the whole library. "This outlet writes regime where the agency writes government: 14 times."
#pragma once

#include <string>
#include <vector>

#include "copies/copies.h"

namespace fairwitness {

struct RewordingPlace {
  uint32_t report = 0, other = 0;  // indices into the reports: who writes, and in whose place
  Span span, other_span;
};

// `outlet` writes `words` where `other` has `other_words`. Spelling is that of the first place, by report id.
struct RewordingHabit {
  enum class Over : uint8_t { pair, outlet, library };
  Over over = Over::pair;
  std::string outlet, other;  // empty: any (`other` over an outlet, both over the library)
  std::string words, other_words;
  bool told = false;  // does every place tell who copied whom? If not, the two may as well be read the other way round
  std::vector<RewordingPlace> places;  // by report id, one for each passage of a report
};
std::string_view name_of(RewordingHabit::Over over);

// Most frequent first within pairs, outlets and the library. Words put in or left out are no rewording here, nor is a
// clause of more than five words. A pair of words seen once is told over the pair only.
std::vector<RewordingHabit> gather_rewordings(const std::vector<const Report*>& reports,
                                              const std::vector<Copy>& copies);

}  // namespace fairwitness
