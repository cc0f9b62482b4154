// What the words in an element's class, id, role and item properties say of it. The words are data: rules/page_words.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "page/page.h"
#include "rules/rules.h"

namespace fairwitness {

// Bits of a set, in the order of the names in body_words.cc.
enum class ElementWord : uint8_t {
  content,
  article,
  paragraph,
  lead,
  headline,
  nav,
  furniture,
  sidebar,
  related,
  comment,
  share,
  ad,
  newsletter,
  cookie,
  author,
  caption,
  meta,
  quote,
  hidden,
  box,
  live,
  paywall
};
inline constexpr int element_words = 22;
inline constexpr uint32_t bit(ElementWord word) { return 1u << static_cast<unsigned>(word); }

class ElementWords {
 public:
  explicit ElementWords(const Rules& rules);
  // Words looked up of late: those of a page repeat.
  struct Seen {
    uint64_t hash = 0;
    uint32_t kinds = 0;
  };
  using Recent = std::array<Seen, 512>;
  // The kinds of all words in an attribute's value: parts between marks and at camelCase humps, and known words inside
  // them.
  uint32_t kinds_of(std::string_view value, Recent& recent) const;

 private:
  static constexpr int letters = 37;  // a-z, 0-9, and one for all others
  struct Node {
    std::array<uint16_t, letters> next{};
    uint32_t whole = 0, part = 0;
  };
  void note_start(std::string_view word);
  uint32_t kinds_of_word(std::string_view word) const;
  std::vector<Node> nodes_;
  // Which three letters begin a word.
  std::vector<bool> starts_ = std::vector<bool>(size_t{letters} * letters * letters);
};

}  // namespace fairwitness
