// One dead or one wounded told without a number: "a man was shot dead", "the death of a woman". An article that tells
// of one victim rarely says "one", and a toll that misses it misses most of what is reported.
#pragma once

#include <string>
#include <unordered_map>
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
  // 5 for "fifth", 2 for "double" ("a double murder"); 0 for other words.
  int ordinal(std::string_view lower) const;
  int multiple(std::string_view lower) const;

 private:
  std::unordered_set<std::string> words_;
  std::unordered_map<std::string, int> ordinals_, multiples_;
};

// The first that is told of one person ("a man was killed"), and the first list of them ("two women and a man were
// killed": three), each for killed and for injured. No single one where a number was given near the head of the report.
// "A fifth victim died" and "a triple murder" say their number too.
std::vector<Figure> find_singles(const Words& words, const Names& names, const CountedReader& counted,
                                 const HarmRules& harm, const PeopleRules& people,
                                 const std::vector<Figure>& counted_figures);

}  // namespace fairwitness
