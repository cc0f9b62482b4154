// Bylines made lists of names: people's where there are any, else desks' and outlets'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/meta_words.h"
#include "rules/rules.h"

namespace fairwitness {

// The words of rules/<lang>/byline_words, all languages together, folded.
class BylineWords {
 public:
  explicit BylineWords(const Rules& rules);
  // The text behind a leading "By", "Von", "Written by:"; `found` says whether there was one.
  std::string_view behind_by(std::string_view text, bool* found = nullptr) const;
  bool is_role(std::string_view part) const;  // "Political Editor", "Reporter": names what somebody does
  std::string_view before_role(std::string_view part) const;  // "Jane Doe" of "Jane Doe Staff Writer"
  bool is_desk(std::string_view name) const;                  // "Newsroom", "Example Staff": no person
  bool is_office_word(std::string_view folded_name) const;    // "agencies", "newsroom" and nothing else
  bool is_noise(std::string_view part) const;                 // "3 min read", "Follow", a date
  bool separates(std::string_view folded_word) const;

 private:
  struct Words {
    std::string words;   // folded
    uint64_t bytes = 0;  // byte_set of them
  };
  using List = std::vector<Words>;  // longest first
  static bool holds_any(const List& list, std::string_view folded_text);
  List by_, roles_, desks_, noise_;
  WordMap<bool> separators_;
};

// The names in one raw string ("By Jane Doe and John Roe, Staff Writers"), cleaned, each once, in order. `listed` says
// that the string is one entry of a list already: then commas and joining words part only what is surely several names.
std::vector<std::string> names_in_byline(std::string_view raw, const BylineWords& words, bool listed = false);

// Does the string look like a person's name: two to five words, capitals, no digits?
bool looks_like_person(std::string_view name, const BylineWords& words);

}  // namespace fairwitness
