// UTF-8: checking, repairing, walking, and the way from byte offsets to code points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace fairwitness {

inline constexpr char32_t replacement_character = 0xFFFD;

// Is every byte part of well-formed UTF-8 (Unicode 15, table 3-7)?
bool is_utf8(std::string_view text);

// The text with every ill-formed part (maximal subpart rule, WHATWG Encoding section 4.1) made U+FFFD.
// `replaced` counts them when given.
std::string to_valid_utf8(std::string_view bytes, size_t* replaced = nullptr);

// Appends one code point; surrogates and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

// The code point at byte `at`, which is moved behind it. On ill-formed input: U+FFFD, one byte forward. at <
// text.size().
char32_t next_code_point(std::string_view text, size_t& at);

// The code point before byte `at`, which is moved to its first byte. at > 0.
char32_t previous_code_point(std::string_view text, size_t& at);

inline bool is_utf8_boundary(std::string_view text, size_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

// Turns byte offsets of one text into code point offsets, in constant time after linear preparation.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  uint32_t at(uint32_t byte) const;             // byte <= size, on a boundary
  uint32_t byte_of(uint32_t code_point) const;  // the way back; past the end gives the size
  uint32_t size() const { return total_; }

 private:
  static constexpr uint32_t stride = 256;
  std::string_view text_;
  std::vector<uint32_t> before_;  // code points before byte i * stride; empty for pure ASCII
  uint32_t total_ = 0;
};

}  // namespace fairwitness
