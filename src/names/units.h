// What names are made of: tokens, cut again at hyphens ("US-led", "al-Halvor"), with all that is known of each.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "names/names.h"
#include "words/tagger.h"

namespace fairwitness::naming {

class Gazetteer;

struct Unit {
  Span span;
  uint32_t token = 0;
  uint32_t exact = 0;  // hash as written
  WordShape shape;
  uint32_t known = 0;            // kinds of the word and of the known phrases that cover it (gazetteer.h)
  uint32_t mask = 0;             // the same for the model: a phrase of several words hides what its words are alone
  uint32_t thing = 0xFFFFFFFFu;  // of the longest known phrase that covers it
  uint8_t known_at = 0;          // its place in that phrase: 0 none, 1 begins, 2 inside, 3 ends, 4 alone
  Penn penn = Penn::none;
  bool joined = false;   // by a hyphen to the unit before
  bool capital = false;  // begins with a capital letter
  bool open = false;     // can be part of a name
  bool male = false, female = false;
  uint32_t evidence = 0;  // what the whole text tells of the word (evidence.h)
};

struct NameSentence {
  uint32_t first = 0, end = 0;
  bool capitals = false;  // a headline in capitals
};

struct Units {
  std::vector<Unit> units;
  std::vector<NameSentence> sentences;  // one for each of Words::sentences
};

void split_at_hyphens(std::string_view text, Span span, std::vector<Span>& out);
Units read_units(std::string_view text, const Words& words, const Gazetteer& gazetteer, const WordTables& tables);

}  // namespace fairwitness::naming
