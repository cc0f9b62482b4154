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
  char sex(std::string_view lower) const;  // 'f', 'm', or '?' where the word does not tell
  // 5 for "fifth", 2 for "double" ("a double murder"); 0 for other words.
  int ordinal(std::string_view lower) const;
  int multiple(std::string_view lower) const;
  bool object_pronoun(std::string_view lower) const { return object_pronouns_.contains(std::string(lower)); }
  bool ordinal_ending(std::string_view letters) const { return ordinal_endings_.contains(std::string(letters)); }

 private:
  std::unordered_map<std::string, char> words_;
  std::unordered_map<std::string, int> ordinals_, multiples_;
  std::unordered_set<std::string> object_pronouns_, ordinal_endings_;
};

// What befell one person ("a man was killed"), or a list of them ("two women and a man were killed": three). "A fifth
// victim died" and "a triple murder" say their number too.
struct Single {
  std::string_view label;  // of the harm table
  Figure figure;           // counted_span holds the words for the person or the list
  bool list = false;
};

// All of them in text order. `figures` are those told by number, in text order; of a title, a comma may join.
std::vector<Single> find_singles(const Words& words, const Names& names, const CountedReader& counted,
                                 const HarmRules& harm, const PeopleRules& people, const std::vector<Figure>& figures,
                                 bool title);

}  // namespace fairwitness
