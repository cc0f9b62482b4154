// The outlet's own reserve: "The figure could not be independently verified."
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "figures/counted.h"
#include "figures/figures.h"

namespace fairwitness {

class CaveatRules {
 public:
  explicit CaveatRules(const Rules& rules);
  enum class Kind : uint8_t { none, verb, no, about };
  Kind of(std::string_view lemma) const;

 private:
  std::unordered_map<std::string, Kind> kinds_;
};

// Gives figures (in text order) the reserve that stands in their sentence behind them, or in the next sentence of their
// paragraph where that has no figure of its own. Linear in the words and the figures.
void read_caveats(const Article& article, const Words& words, const CountedReader& counted, const CaveatRules& rules,
                  std::vector<Figure>& figures);

}  // namespace fairwitness
