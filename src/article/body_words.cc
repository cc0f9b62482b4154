#include "article/body_words.h"

#include <algorithm>

namespace fairwitness {
namespace {

constexpr std::array<std::string_view, element_words> names = {
    "content", "article", "paragraph", "lead", "headline",   "nav",    "furniture", "sidebar",
    "related", "comment", "share",     "ad",   "newsletter", "cookie", "author",    "caption",
    "meta",    "quote",   "hidden",    "box",  "live",       "paywall"};

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool wordly(char c) { return upper(c) || lower(c) || digit(c) || (static_cast<unsigned char>(c) & 0x80); }

constexpr std::array<unsigned char, 256> letter_numbers = [] {
  std::array<unsigned char, 256> numbers{};
  numbers.fill(36);
  for (unsigned i = 0; i < 26; ++i) numbers['a' + i] = numbers['A' + i] = static_cast<unsigned char>(i);
  for (unsigned i = 0; i < 10; ++i) numbers['0' + i] = static_cast<unsigned char>(26 + i);
  return numbers;
}();

size_t letter(char c) { return letter_numbers[static_cast<unsigned char>(c)]; }

}  // namespace

ElementWords::ElementWords(const Rules& rules) {
  nodes_.emplace_back();
  const Table& table = rules.table("rules/page_words");
  for (size_t row = 0; row < table.rows(); ++row) {
    const auto kind = std::find(names.begin(), names.end(), table.cell(row, "kind"));
    FW_CHECK(kind != names.end());
    size_t node = 0;
    for (char c : table.cell(row, "word")) {
      const auto at = letter(c);
      if (!nodes_[node].next[at]) {
        nodes_[node].next[at] = static_cast<uint16_t>(nodes_.size());
        nodes_.emplace_back();
      }
      node = nodes_[node].next[at];
    }
    const std::string_view word = table.cell(row, "word");
    note_start(word);
    const uint32_t set = 1u << (kind - names.begin());
    nodes_[node].whole |= set;
    if (table.cell(row, "match") == "part") nodes_[node].part |= set;
  }
}

// A word shorter than three letters begins with any third.
void ElementWords::note_start(std::string_view word) {
  size_t first = 0, count = 1;
  for (size_t at = 0; at < 3; ++at) {
    first = first * letters + (at < word.size() ? letter(word[at]) : 0);
    if (at >= word.size()) count *= letters;
  }
  std::fill_n(starts_.begin() + static_cast<std::ptrdiff_t>(first), count, true);
}

uint32_t ElementWords::kinds_of_word(std::string_view word) const {
  constexpr size_t longest = 40;
  uint32_t kinds = 0;
  const size_t size = std::min(longest, word.size());
  std::array<unsigned char, longest> numbers;
  for (size_t at = 0; at < size; ++at) numbers[at] = letter_numbers[static_cast<unsigned char>(word[at])];
  for (size_t from = 0; from < size; ++from) {
    size_t node = 0;
    if (from + 2 < size &&
        !starts_[(size_t{numbers[from]} * letters + numbers[from + 1]) * letters + numbers[from + 2]])
      continue;
    for (size_t at = from; at < size; ++at) {
      node = nodes_[node].next[numbers[at]];
      if (!node) break;
      kinds |= nodes_[node].part;
      if (from == 0 && at + 1 == size) kinds |= nodes_[node].whole;
    }
  }
  return kinds;
}

uint32_t ElementWords::kinds_of(std::string_view value, Recent& recent) const {
  constexpr size_t longest_value = 400;  // utility classes run on for kilobytes
  value = value.substr(0, longest_value);
  uint32_t kinds = 0;
  for (size_t at = 0; at < value.size();) {
    if (!wordly(value[at])) {
      ++at;
      continue;
    }
    size_t end = at + 1;
    while (end < value.size() && wordly(value[end]) && !(upper(value[end]) && lower(value[end - 1]))) ++end;
    const std::string_view word = value.substr(at, end - at);
    const uint64_t hash = hash_bytes(word);
    Seen& seen = recent[hash % recent.size()];
    if (seen.hash != hash) seen = {hash, kinds_of_word(word)};
    kinds |= seen.kinds;
    at = end;
  }
  return kinds;
}

}  // namespace fairwitness
