// What a page says of its text where a reader does not see it: the description in its head, the articleBody in its
// JSON-LD. They are hints for finding the text, never the text.
#pragma once

#include <string_view>
#include <vector>

#include "article/phrases.h"
#include "page/page.h"

namespace fairwitness {

// Runs of three words, as numbers, sorted.
struct WordRuns {
  static constexpr size_t filter_bits = size_t{1} << 16;
  std::vector<uint64_t> runs;
  std::vector<bool> filter;  // of the runs' lowest bits
  void add(const LineWords& words);
  void sort();
  // The share of the line's runs that are here; -1 when nothing is known here. Lines of fewer than three words: 0.
  float share_of(const LineWords& line) const;
};

struct BodyHints {
  WordRuns description, article_body;
};

BodyHints read_hints(const Tree& tree);

}  // namespace fairwitness
