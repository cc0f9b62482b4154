// What each byte means inside a tag, looked up in one table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace fairwitness::page {

enum ByteClass : uint8_t {
  is_space = 1,        // tab, line feed, form feed, carriage return, space
  ends_tag_name = 2,   // space / >
  ends_attr_name = 4,  // space / > =
  is_upper = 8,
  is_nul = 16,
  is_lower = 32,
  is_digit = 64,
  ends_unquoted = 128,  // space > & NUL: where an unquoted value ends or needs a closer look
};

inline constexpr std::array<uint8_t, 256> byte_classes = [] {
  std::array<uint8_t, 256> table{};
  for (char c : {'\t', '\n', '\f', '\r', ' '})
    table[static_cast<unsigned char>(c)] = is_space | ends_tag_name | ends_attr_name | ends_unquoted;
  table['/'] = ends_tag_name | ends_attr_name;
  table['>'] = ends_tag_name | ends_attr_name | ends_unquoted;
  table['='] = ends_attr_name;
  table['&'] = ends_unquoted;
  table[0] = is_nul | ends_unquoted;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = is_upper;
  for (int c = 'a'; c <= 'z'; ++c) table[c] = is_lower;
  for (int c = '0'; c <= '9'; ++c) table[c] = is_digit;
  return table;
}();

constexpr uint8_t class_of(char byte) { return byte_classes[static_cast<unsigned char>(byte)]; }
constexpr bool is_html_space(char byte) { return class_of(byte) & is_space; }
constexpr bool is_letter(char byte) { return class_of(byte) & (is_upper | is_lower); }
constexpr bool is_alphanumeric(char byte) { return class_of(byte) & (is_upper | is_lower | is_digit); }
constexpr char to_lower(char byte) { return class_of(byte) & is_upper ? static_cast<char>(byte | 0x20) : byte; }

// `lower` is in lower case already.
constexpr bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (to_lower(text[i]) != lower[i]) return false;
  return true;
}
constexpr bool starts_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && equals_ignoring_case(text.substr(0, lower.size()), lower);
}
// The number of HTML spaces at the start.
constexpr size_t leading_spaces(std::string_view text) {
  size_t n = 0;
  while (n < text.size() && is_html_space(text[n])) ++n;
  return n;
}
constexpr bool is_all_space(std::string_view text) { return leading_spaces(text) == text.size(); }

}  // namespace fairwitness::page
