// Numbers in digits and words: "1,234.5", "twenty-five", "two and a half million", "5bn", "a dozen", "3/4".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dates/lexicon.h"

namespace fairwitness {

struct Number {
  double value = 0;
  uint32_t first = 0, end = 0;  // pieces
  bool digits = false;          // begins with digits
  bool plain = false;           // one run of digits, nothing else
  bool article = false;         // begins with "a": "a hundred"
  bool fraction = false;        // "half", "two thirds", "3/4"
  bool scaled = false;          // has a hundred, thousand, million ... in it
  uint32_t length = 0;          // digits of the first run
};

// The number that starts at the piece; the longest reading. Signs are not read. "a" alone is none, "one" is one.
std::optional<Number> read_number(std::string_view text, const std::vector<Piece>& pieces, uint32_t at,
                                  const Lexicon& lexicon);

// Ordinals: "third", "21st", "twenty-first". The value and the piece behind it.
std::optional<Number> read_ordinal(std::string_view text, const std::vector<Piece>& pieces, uint32_t at,
                                   const Lexicon& lexicon);

// The value of a run of digits, up to 18 of them; nothing for more.
std::optional<int64_t> digits_value(std::string_view digits);

}  // namespace fairwitness
