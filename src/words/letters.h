// What kind of character stands where, and lower case, for the rooms that read words. By hand, since a locale must not
// have a say: ASCII from a table, beyond it the blocks that European, Slavic and transliterated names use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/base.h"

namespace fairwitness {

enum class CharClass : uint8_t {
  space,
  lower,
  upper,
  other_letter,
  digit,
  stop,
  comma,
  hyphen,
  dash,
  apostrophe,
  double_quote,
  open_quote,
  close_quote,
  open_bracket,
  close_bracket,
  currency,
  symbol
};

// The class of the code point at `at`, which is moved behind it.
CharClass next_class(std::string_view text, size_t& at);
// The class of the code point at `at` (space past the end), and of the one before it (space at the start).
CharClass class_at(std::string_view text, size_t at);
CharClass class_before(std::string_view text, size_t at);

constexpr bool is_letter(CharClass c) {
  return c == CharClass::lower || c == CharClass::upper || c == CharClass::other_letter;
}
constexpr bool is_alnum(CharClass c) { return is_letter(c) || c == CharClass::digit; }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char ascii_lower(char c) { return is_ascii_upper(c) ? static_cast<char>(c + 32) : c; }

// Lower case of one code point (Latin, Greek, Cyrillic; others stay).
char32_t lower_of(char32_t code_point);
// Lower case, with the typographic apostrophe made straight, so that one word has one form.
void append_lower(std::string& out, std::string_view word);
std::string lower_case(std::string_view word);

// A hash of the bytes, for features and word tables: the same on every machine. Not for ids.
inline uint32_t word_hash(std::string_view bytes) {
  uint64_t hash = 0xCBF29CE484222325ull;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

}  // namespace fairwitness
