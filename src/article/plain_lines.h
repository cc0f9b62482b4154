// The lines of a plain text as paragraphs, each with what can be seen of it alone.
#pragma once

#include <string_view>
#include <vector>

#include "article/article.h"
#include "article/phrases.h"

namespace fairwitness {

struct PlainLine {
  Span source;                            // in the content, white space and a list's or heading's mark left out
  BlockKind mark = BlockKind::paragraph;  // list_item, block_quote, subhead where a mark said so
  uint32_t words = 0;
  uint64_t key = 0;  // the same for lines that differ in case, marks and spaces only
  bool blank_before = false;
  bool sentence = false;  // ends as a sentence does
  bool colon = false;     // ends in a colon
  bool letters = false;
  bool lower_case = false;  // begins with a small letter
};

// The paragraphs of a text: its lines, or, where lines are broken at a fixed width, what stands between blank lines.
std::vector<PlainLine> plain_lines(std::string_view content);

// Without list, quotation and heading marks taken off; spans are the lines as they stand.
std::vector<PlainLine> verbatim_lines(std::string_view content);

}  // namespace fairwitness
