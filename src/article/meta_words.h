// Small handling of short strings, common to the metadata files: white space, case, ASCII classes without a locale.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fairwitness {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
inline char ascii_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
// A letter or digit of ASCII, or any byte of a longer character.
inline bool is_word_byte(char c) {
  return is_digit(c) || is_upper(c) || is_lower(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view trim(std::string_view text);
// White space of any kind (NO-BREAK SPACE and the typographic spaces too) becomes one blank, none at the ends; soft
// hyphens and zero-width marks go.
std::string tidy(std::string_view text);
// The same after entities that were escaped twice are decoded and tags taken out.
std::string plain_of(std::string_view markup);
// Lower case by Unicode's simple mapping, without a locale.
std::string folded(std::string_view text);
// ASCII only: is `a` equal to the lower-case `b`?
bool equals_lower(std::string_view a, std::string_view b);
// Is the code point a letter of any script?
bool is_letter(char32_t c);
bool is_upper_letter(char32_t c);
bool is_lower_letter(char32_t c);
// Does the text begin with a capital letter?
bool starts_upper(std::string_view text);
// The words (runs of bytes that are no ASCII white space).
std::vector<std::string_view> split_words(std::string_view text);
// Which bytes a text has, a bit for each (modulo 64): a text without one of a phrase's does not hold it.
inline uint64_t byte_set(std::string_view text) {
  uint64_t set = 0;
  for (char c : text) set |= uint64_t{1} << (static_cast<unsigned char>(c) & 63);
  return set;
}
// `needle` in `text` at word boundaries, from `from` on; npos where it is not.
size_t find_word(std::string_view text, std::string_view needle, size_t from = 0);
// The letters and digits alone, folded: two titles that differ in marks and spaces have the same one.
std::string letters_of(std::string_view text);

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using WordMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

template <typename T>
const T* lookup(const WordMap<T>& map, std::string_view key) {
  auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace fairwitness
