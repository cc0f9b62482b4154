// A block becomes tokens in the Penn manner: clitics and punctuation stand alone, hyphenated words stay whole.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "words/words.h"

namespace fairwitness {

// How an abbreviation behaves: before a name it never ends a sentence; some are one only before a number; others may
// end one.
enum class Abbreviation : uint8_t { none, title, number, general };

struct ViewHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename Value>
using WordMap = std::unordered_map<std::string, Value, ViewHash, std::equal_to<>>;

struct TokenRules {
  WordMap<Abbreviation> abbreviations;  // with their stop, case kept
  WordMap<uint32_t> contractions;       // lower case; where the second part begins
  explicit TokenRules(const Rules& rules);
  Abbreviation abbreviation(std::string_view word) const;
};

// Appends the block's tokens. Punctuation gets its Penn tag, words keep Penn::none for the tagger.
void read_tokens(std::string_view text, Span block, const TokenRules& rules, std::vector<Token>& out);

// "U.S.", "a.m.": single letters with stops between them, two at least.
bool is_acronym_with_stops(std::string_view word);

}  // namespace fairwitness
