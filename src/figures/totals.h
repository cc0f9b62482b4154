// Tolls that a report tells in parts: victims told one by one, those shot less those who died of it, victims and the
// one who killed himself. Each such total names its parts and says how it was made.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "figures/counted.h"
#include "figures/figures.h"
#include "figures/single.h"

namespace fairwitness {

// Words that totals are made by (rules/<lang>/figure_totals).
class TotalRules {
 public:
  explicit TotalRules(const Rules& rules);
  enum class Role : uint8_t { none, killed, injured, hit };
  // What the harm's label is in a toll: hospitalized is injured, shot is hit: dead or injured.
  Role role(std::string_view label) const;
  bool first_mention(std::string_view lower) const { return first_mentions_.contains(std::string(lower)); }
  bool another(std::string_view lower) const { return others_.contains(std::string(lower)); }
  bool thing(std::string_view lower) const { return things_.contains(std::string(lower)); }
  // The verb that makes these two words somebody's own death: "commit" of "suicide", "take" of "own life"; "" of
  // others.
  std::string_view own_death(std::string_view before, std::string_view noun) const;
  bool murder_suicide(std::string_view lower) const { return murder_suicides_.contains(std::string(lower)); }
  bool police(std::string_view lemma) const { return police_.contains(std::string(lemma)); }
  bool object(std::string_view lower) const { return objects_.contains(std::string(lower)); }
  bool afterwards(std::string_view lower) const { return afterwards_.contains(std::string(lower)); }
  bool self(std::string_view lower) const { return selves_.contains(std::string(lower)); }

 private:
  std::unordered_map<std::string, Role> roles_;
  std::unordered_map<std::string, std::string> deeds_;
  std::unordered_set<std::string> first_mentions_, others_, afterwards_, selves_, things_, objects_, murder_suicides_,
      police_;
};

// Gives the totals that follow from what is told by number (`figures`) and of single people and lists (`singles`).
std::vector<Figure> find_totals(const Words& words, const Names& names, const CountedReader& counted,
                                const PeopleRules& people, const TotalRules& rules, const std::vector<Figure>& figures,
                                const std::vector<Single>& singles, const std::vector<Figure>& headline);

}  // namespace fairwitness
