// One dead or one wounded told without a number: "a man was shot dead", "the death of a woman". An article that tells of
// one victim rarely says "one", and a toll that misses it misses most of what is reported.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "figures/counted.h"
#include "figures/figures.h"

namespace fairwitness {

// Nouns for people (rules/<lang>/figure_people).
class PeopleRules {
 public:
  explicit PeopleRules(const Rules& rules);
  bool person(std::string_view lower) const { return words_.contains(std::string(lower)); }

 private:
  std::unordered_set<std::string> words_;
};

// At most one figure for killed and one for injured: the first that is told of one person. None where a number was given
// near the head of the report.
std::vector<Figure> find_singles(const Article& article, const Words& words, const Names& names, const CountedReader& counted, const HarmRules& harm, const PeopleRules& people,
                                 const std::vector<Figure>& counted_figures);

}  // namespace fairwitness
