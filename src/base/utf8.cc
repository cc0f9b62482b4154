#include "base/utf8.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace fairwitness {
namespace {

bool is_ascii(std::string_view text) {
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if (word & 0x8080808080808080ull) return false;
  }
  for (; at < text.size(); ++at)
    if (static_cast<unsigned char>(text[at]) & 0x80) return false;
  return true;
}

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Length of the well-formed sequence at `at`, or minus the length of the ill-formed maximal subpart.
int sequence(std::string_view text, size_t at, char32_t* code_point) {
  auto byte = [&](size_t i) -> unsigned { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  unsigned first = byte(at);
  if (first < 0x80) {
    *code_point = first;
    return 1;
  }
  int length = first >= 0xC2 && first <= 0xDF   ? 2
               : first >= 0xE0 && first <= 0xEF ? 3
               : first >= 0xF0 && first <= 0xF4 ? 4
                                                : 0;
  if (length == 0) return -1;
  unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  char32_t value = first & (0xFF >> (length + 1));
  for (int i = 1; i < length; ++i) {
    unsigned next = byte(at + i);
    if (next < low || next > high) return -i;
    value = value << 6 | (next & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  *code_point = value;
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  char32_t ignored;
  for (size_t at = 0; at < text.size();) {
    if (at + 8 <= text.size()) {
      uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      if (!(word & 0x8080808080808080ull)) {
        at += 8;
        continue;
      }
    }
    int length = sequence(text, at, &ignored);
    if (length < 0) return false;
    at += length;
  }
  return true;
}

std::string to_valid_utf8(std::string_view bytes, size_t* replaced) {
  if (replaced) *replaced = 0;
  if (is_utf8(bytes)) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size() + 16);
  char32_t ignored;
  for (size_t at = 0; at < bytes.size();) {
    int length = sequence(bytes, at, &ignored);
    if (length > 0) {
      out.append(bytes, at, length);
      at += length;
    } else {
      out += "\xEF\xBF\xBD";
      at += -length;
      if (replaced) ++*replaced;
    }
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement_character;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

char32_t next_code_point(std::string_view text, size_t& at) {
  FW_CHECK(at < text.size());
  char32_t value = replacement_character;
  int length = sequence(text, at, &value);
  if (length < 0) {
    ++at;
    return replacement_character;
  }
  at += length;
  return value;
}

char32_t previous_code_point(std::string_view text, size_t& at) {
  FW_CHECK(at > 0 && at <= text.size());
  size_t start = at - 1;
  while (start > 0 && at - start < 4 && !starts_code_point(text[start])) --start;
  char32_t value = replacement_character;
  int length = sequence(text, start, &value);
  if (length < 0 || start + length != at) {
    --at;
    return replacement_character;
  }
  at = start;
  return value;
}

CodePoints::CodePoints(std::string_view text) : text_(text) {
  if (is_ascii(text)) {
    total_ = static_cast<uint32_t>(text.size());
    return;
  }
  before_.reserve(text.size() / stride + 2);
  uint32_t count = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (at % stride == 0) before_.push_back(count);
    count += starts_code_point(text[at]);
  }
  before_.push_back(count);
  total_ = count;
}

uint32_t CodePoints::at(uint32_t byte) const {
  FW_CHECK(byte <= text_.size());
  if (before_.empty()) return byte;
  uint32_t count = before_[byte / stride];
  for (uint32_t i = byte / stride * stride; i < byte; ++i) count += starts_code_point(text_[i]);
  return count;
}

uint32_t CodePoints::byte_of(uint32_t code_point) const {
  if (code_point >= total_) return static_cast<uint32_t>(text_.size());
  if (before_.empty()) return code_point;
  auto block = std::upper_bound(before_.begin(), before_.end(), code_point) - before_.begin() - 1;
  uint32_t count = before_[block];
  auto at = static_cast<uint32_t>(block) * stride;
  for (; at < text_.size(); ++at) {
    if (!starts_code_point(text_[at])) continue;
    if (count == code_point) break;
    ++count;
  }
  return at;
}

}  // namespace fairwitness
