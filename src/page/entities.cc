#include "page/entities.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "page/bytes.h"

namespace fairwitness::page {
namespace {

struct Entity {
  uint16_t name_at;
  uint8_t name_size;
  char32_t first, second;  // second is 0 for most
};

#include "page/entities.inc"

constexpr size_t longest_name = 32;    // CounterClockwiseContourIntegral;
constexpr size_t longest_legacy = 6;   // the longest that is known without a semicolon: Aacute
constexpr size_t shortest_legacy = 2;  // lt

constexpr std::string_view name_of(const Entity& entity) { return {entity_names + entity.name_at, entity.name_size}; }

// For each first byte, where its names begin in the sorted table: initial_at[c] up to initial_at[c + 1].
constexpr std::array<uint16_t, 129> initial_at = [] {
  std::array<uint16_t, 129> at{};
  for (const Entity& entity : entities) ++at[static_cast<unsigned char>(entity_names[entity.name_at]) + 1];
  for (size_t i = 1; i < at.size(); ++i) at[i] = static_cast<uint16_t>(at[i] + at[i - 1]);
  return at;
}();

// For each first byte, by their low six bits, the second bytes of names that are known without a semicolon. Addresses
// are full of ampersands that begin no reference.
constexpr std::array<uint64_t, 128> legacy_seconds = [] {
  std::array<uint64_t, 128> seconds{};
  for (const Entity& entity : entities)
    if (name_of(entity).back() != ';')
      seconds[static_cast<unsigned char>(name_of(entity)[0])] |= uint64_t{1} << (name_of(entity)[1] & 63);
  return seconds;
}();

bool may_be_legacy(std::string_view name) {
  const unsigned initial = static_cast<unsigned char>(name[0]);
  return initial < 128 && (legacy_seconds[initial] >> (name[1] & 63) & 1);
}

const Entity* find_entity(std::string_view name) {
  const unsigned initial = static_cast<unsigned char>(name[0]);
  if (initial >= 128) return nullptr;
  const Entity* begin = entities + initial_at[initial];
  const Entity* end = entities + initial_at[initial + 1];
  const Entity* found =
      std::lower_bound(begin, end, name, [](const Entity& e, std::string_view n) { return name_of(e) < n; });
  return found != end && name_of(*found) == name ? found : nullptr;
}

void append(Reference& reference, char32_t c) {
  char* out = reference.bytes + reference.size;
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    reference.size += 1;
  } else if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | c >> 6);
    out[1] = static_cast<char>(0x80 | (c & 0x3F));
    reference.size += 2;
  } else if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | c >> 12);
    out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    reference.size += 3;
  } else {
    out[0] = static_cast<char>(0xF0 | c >> 18);
    out[1] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[3] = static_cast<char>(0x80 | (c & 0x3F));
    reference.size += 4;
  }
}

// Section 13.2.5.80, numeric character reference end state: the C1 controls are read as windows-1252.
char32_t repaired(uint32_t value) {
  static constexpr char16_t windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0xFFFD;
  if (value >= 0x80 && value <= 0x9F) return windows_1252[value - 0x80];
  return value;
}

int digit_value(char c, bool hex) {
  if (c >= '0' && c <= '9') return c - '0';
  if (hex && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (hex && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Reference match_number(std::string_view text) {
  Reference reference;
  size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const size_t digits = at;
  uint32_t value = 0;
  for (int digit; at < text.size() && (digit = digit_value(text[at], hex)) >= 0; ++at)
    if (value <= 0x10FFFF) value = value * (hex ? 16 : 10) + static_cast<uint32_t>(digit);
  if (at == digits) return reference;
  if (at < text.size() && text[at] == ';') ++at;
  reference.length = at;
  append(reference, repaired(value));
  return reference;
}

}  // namespace

Reference match_reference(std::string_view text, bool in_attribute) {
  if (text.size() > 1 && text[1] == '#') return match_number(text);
  Reference reference;
  if (text.starts_with("&amp;")) {  // by far the most common
    reference.length = 5;
    append(reference, U'&');
    return reference;
  }
  // A semicolon ends a name and stands nowhere else in one, so the longest known name is either the whole run of
  // letters and digits with its semicolon, or one of the few that are known without, which are short.
  size_t run = 1;
  while (run < text.size() && run < longest_name && is_alphanumeric(text[run])) ++run;
  if (run == 1) return reference;
  const Entity* entity = nullptr;
  size_t size = run;
  if (run < text.size() && text[run] == ';' && (entity = find_entity(text.substr(1, run)))) ++size;
  const bool legacy = !entity && run > shortest_legacy && may_be_legacy(text.substr(1));
  for (size_t n = std::min(run - 1, longest_legacy); legacy && !entity && n >= shortest_legacy; --n)
    if ((entity = find_entity(text.substr(1, n)))) size = n + 1;
  if (!entity) return reference;
  if (in_attribute && text[size - 1] != ';' && size < text.size() && (text[size] == '=' || is_alphanumeric(text[size])))
    return reference;
  reference.length = size;
  append(reference, entity->first);
  if (entity->second) append(reference, entity->second);
  return reference;
}

}  // namespace fairwitness::page
