// The ledger's own plain look at words: runs of letters and digits, lower-cased, with where they stand. Reports that
// come out of the library carry no tokens, and comparing wordings needs no more than this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace fairwitness {

struct Word {
  std::string text;  // lower case (ASCII letters), apostrophes of one kind; possessive 's cut off
  Span span;
};

std::vector<Word> scan_words(std::string_view text, Span within);

// The words joined by single spaces: equal for wordings that differ only in marks, case and white space.
std::string wording(const std::vector<Word>& words);

// "a short passage ...": at most `limit` bytes, cut at a word, never inside a character.
std::string shortened(std::string_view text, size_t limit);

// The sentence that holds the byte, else an empty span. Sentences are sorted.
Span sentence_at(const struct Report& report, uint32_t byte);

}  // namespace fairwitness
