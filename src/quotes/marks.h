// Quotation marks, paired. No words are looked at but the elisions ('em, 'tis), so that this works on any text.
#pragma once

#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "article/article.h"

namespace fairwitness {

// What stands between two outermost marks of one block. Marks nested within are part of the inner span.
struct Marked {
  Span outer;               // with the marks
  Span inner;               // without them
  uint32_t block = 0;       // index of the block
  bool single = false;      // ' or ‘, not a double mark
  bool from_above = false;  // goes on from the block above, which left its mark open
  bool open = false;        // not closed in this block: the next one re-opens, or the mark was forgotten
};

using Elisions = std::unordered_set<std::string_view>;

// In text order, not overlapping; only within paragraphs, list items and block quotes. Linear in the text.
std::vector<Marked> pair_marks(std::string_view text, std::span<const Block> blocks, const Elisions& elisions);

}  // namespace fairwitness
