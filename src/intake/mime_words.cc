#include <array>

#include "base/base.h"
#include "intake/encodings.h"
#include "intake/letters.h"
#include "intake/mime.h"

namespace fairwitness {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

constexpr std::array<signed char, 256> base64_values() {
  std::array<signed char, 256> values{};
  for (auto& value : values) value = -1;
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < letters.size(); ++i)
    values[static_cast<unsigned char>(letters[i])] = static_cast<signed char>(i);
  return values;
}

// One "=?charset?Q?text?=" at the front; its size, 0 when there is none.
size_t encoded_word(std::string_view text, std::string& out) {
  if (!text.starts_with("=?")) return 0;
  size_t charset_end = text.find('?', 2);
  if (charset_end == text.npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return 0;
  size_t end = text.find("?=", charset_end + 3);
  if (end == text.npos) return 0;
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));  // RFC 2231: a language may follow
  std::string_view body = text.substr(charset_end + 3, end - charset_end - 3);
  char method = lower(text[charset_end + 1]);
  if (method != 'q' && method != 'b') return 0;
  std::string bytes = method == 'q' ? decode_quoted_printable(body, true) : decode_base64(body);
  auto encoding = encoding_of_label(charset);
  size_t invalid = 0;
  out += decode_as(std::move(bytes), encoding.empty() ? "UTF-8" : encoding, invalid);
  return end + 2;
}

}  // namespace

std::string decode_quoted_printable(std::string_view text, bool underscores) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (underscores && c == '_') c = ' ';
    if (c != '=') {
      out += c;
      continue;
    }
    int high = at + 1 < text.size() ? hex_digit(text[at + 1]) : -1;
    int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    if (high >= 0 && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      at += 2;
      continue;
    }
    // A soft line end: the sign, perhaps spaces, the line end.
    size_t end = at + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
    if (end == text.size() || text[end] == '\n')
      at = end;
    else
      out += c;
  }
  return out;
}

std::string decode_base64(std::string_view text) {
  static constexpr auto values = base64_values();
  std::string out;
  out.reserve(text.size() * 3 / 4);
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (c == '=') break;
    int value = values[static_cast<unsigned char>(c)];
    if (value < 0) continue;
    bits = bits << 6 | static_cast<uint32_t>(value);
    if (++count < 4) continue;
    out += static_cast<char>(bits >> 16 & 0xFF);
    out += static_cast<char>(bits >> 8 & 0xFF);
    out += static_cast<char>(bits & 0xFF);
    bits = 0;
    count = 0;
  }
  if (count >= 2) out += static_cast<char>((count == 2 ? bits >> 4 : bits >> 10) & 0xFF);
  if (count == 3) out += static_cast<char>(bits >> 2 & 0xFF);
  return out;
}

std::string decode_encoded_words(std::string_view text) {
  std::string out;
  bool after_word = false;
  for (size_t at = 0; at < text.size();) {
    // White space between two encoded words belongs to neither.
    size_t next = at;
    while (after_word && next < text.size() && is_space(text[next])) ++next;
    if (size_t size = encoded_word(text.substr(next), out)) {
      at = next + size;
      after_word = true;
      continue;
    }
    after_word = false;
    // A folded header is one line.
    char c = text[at++];
    if (c == '\r' || c == '\n') continue;
    out += c == '\t' ? ' ' : c;
  }
  return std::string(trimmed(to_valid_utf8(out)));
}

}  // namespace fairwitness
