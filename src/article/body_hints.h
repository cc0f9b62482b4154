// What a page says of its text where a reader does not see it: the description in its head, the articleBody in its
// JSON-LD. They are hints for finding the text, never the text.
#pragma once

#include <string_view>
#include <vector>

#include "article/phrases.h"
#include "page/page.h"

namespace fairwitness {

// Runs of three words, as numbers, sorted.
class WordRuns {
 public:
  void add(const LineWords& words);
  // The share of the line's runs that are here; -1 when nothing is known here. Lines of fewer than three words: 0.
  float share_of(const LineWords& line) const;

 private:
  void insert(uint64_t run);
  bool has(uint64_t run) const;
  // Open addressing: a power of two of places, at most half of them taken; 0 is none.
  std::vector<uint64_t> places_;
  size_t taken_ = 0;
};

struct BodyHints {
  WordRuns description, article_body;
};

BodyHints read_hints(const Tree& tree);

}  // namespace fairwitness
