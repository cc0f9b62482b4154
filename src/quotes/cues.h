// The words that say somebody's words follow, compiled from rules/en/quote_cues.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "quotes/marks.h"
#include "rules/rules.h"
#include "words/tagger.h"

namespace fairwitness {

// The classes of the table's column `class`, as bits: a word can be of several.
enum class Cue : uint16_t {
  none = 0,
  say = 1,
  tell = 2,
  write = 4,
  ask = 8,
  demand = 16,
  pledge = 32,
  name = 64,
  express = 128,
  think = 256,
  show = 512,
  report = 1024,
  according = 2048,
  noun = 4096
};
using CueClasses = uint16_t;
constexpr CueClasses operator|(Cue a, Cue b) {
  return static_cast<CueClasses>(static_cast<CueClasses>(a) | static_cast<CueClasses>(b));
}
constexpr CueClasses operator|(CueClasses a, Cue b) { return static_cast<CueClasses>(a | static_cast<CueClasses>(b)); }
constexpr bool is(CueClasses classes, Cue cue) { return classes & static_cast<CueClasses>(cue); }

// The jobs of the column `role` of rules/en/quote_words.
enum class Role : uint8_t {
  none,
  that,
  whether,
  relative,
  conjunction,
  contrast,
  as,
  by,
  to,
  with,
  in,
  on,
  of,
  for_,
  from,
  self,
  according,
  platform,
  media,
  day,
  be,
  person,
  persons
};

struct CuePhrase {
  std::vector<std::string_view> words;  // lemmas
  CueClasses classes = 0;
};

struct CueTable {
  std::unordered_map<std::string_view, CueClasses> verbs, nouns;
  std::unordered_map<std::string_view, CueClasses> usual;                // of verbs: the class of the first row
  std::unordered_map<std::string_view, std::vector<CuePhrase>> phrases;  // by their first word
  std::unordered_map<std::string_view, Role> roles;                      // of small words, by the lower-case word
  Elisions elisions;
  WordTables clusters;  // the words room's Brown clusters
  explicit CueTable(const Rules& rules);
};

}  // namespace fairwitness
