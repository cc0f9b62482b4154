// What one place of a text tells of a word, put together for all its places: a surname behind its given name, an
// acronym in brackets behind its long form, a town behind "in".
#pragma once

#include "names/units.h"

namespace fairwitness::naming {

enum Evidence : uint32_t {
  seen_small = 1,
  behind_role = 2,
  behind_given = 4,
  behind_preposition = 8,
  behind_article = 16,
  before_verb = 32,
  before_possessive = 64,
  in_known_place = 128,
  in_known_body = 256,
  before_body_head = 512,
  ends_given_run = 1024,
  bracketed = 2048,
  beside_particle = 4096,
  before_place_head = 8192,
  before_comma_place = 16384,
  seen_often = 32768
};
inline constexpr int evidence_bits = 16;

void gather_evidence(Units& units);

}  // namespace fairwitness::naming
