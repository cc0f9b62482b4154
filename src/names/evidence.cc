#include "names/evidence.h"

#include <unordered_map>

#include "names/gazetteer.h"

namespace fairwitness::naming {
namespace {

struct Seen {
  uint32_t bits = 0, times = 0;
};

uint32_t evidence_at(std::span<const Unit> units, size_t i, size_t run) {
  const Unit& unit = units[i];
  uint32_t bits = 0;
  if (i > 0) {
    const Unit& left = units[i - 1];
    if (left.known & known_role) bits |= behind_role;
    if (left.capital && (left.known & known_given)) bits |= behind_given;
    if (left.penn == Penn::IN && run == i) bits |= behind_preposition;
    if (left.penn == Penn::DT && run == i) bits |= behind_article;
    if (left.penn == Penn::LRB) bits |= bracketed;
    if (left.known & known_particle && !(left.known & known_function)) bits |= beside_particle;
  }
  if (run < i && (units[run].known & known_given)) bits |= ends_given_run;
  if (i + 1 < units.size()) {
    const Unit& right = units[i + 1];
    if (right.penn == Penn::VBD || right.penn == Penn::VBZ) bits |= before_verb;
    if (right.penn == Penn::POS) bits |= before_possessive;
    if (right.capital && (right.known & known_body_head)) bits |= before_body_head;
    if (right.capital && (right.known & (known_place_head | known_facility_head))) bits |= before_place_head;
    if (right.penn == Penn::COMMA && i + 2 < units.size() &&
        (units[i + 2].known & (known_country | known_city | known_place)))
      bits |= before_comma_place;
  }
  if (unit.known & (known_country | known_city | known_place)) bits |= in_known_place;
  if (unit.known & known_body) bits |= in_known_body;
  return bits;
}

}  // namespace

void gather_evidence(Units& all) {
  std::unordered_map<uint32_t, Seen> seen;
  for (const NameSentence& sentence : all.sentences) {
    if (sentence.capitals) continue;
    std::span<const Unit> units(all.units.data() + sentence.first, sentence.end - sentence.first);
    size_t run = 0;
    for (size_t i = 0; i < units.size(); ++i) {
      if (i == 0 || !units[i - 1].capital) run = i;
      if (!units[i].capital) continue;
      Seen& word = seen[units[i].shape.word];
      word.bits |= evidence_at(units, i, run);
      ++word.times;
    }
  }
  for (const Unit& unit : all.units)
    if (!unit.capital && !(unit.shape.form & 16)) {
      auto found = seen.find(unit.shape.word);
      if (found != seen.end()) found->second.bits |= seen_small;
    }
  for (Unit& unit : all.units)
    if (unit.capital) {
      auto found = seen.find(unit.shape.word);
      if (found != seen.end()) unit.evidence = found->second.bits | (found->second.times > 2 ? seen_often : 0u);
    }
}

}  // namespace fairwitness::naming
