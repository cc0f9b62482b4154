// The text of a page cut into blocks: what stands between the edges of block-level elements and double line breaks. One
// walk over the tree, no strings of their own: all clean text stands in one buffer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/body_words.h"
#include "page/page.h"

namespace fairwitness {

inline constexpr uint32_t no_element = 0xFFFFFFFFu;

// What an element is by its own tag and attributes.
enum ElementFlag : uint32_t {
  in_article = 1u << 0,
  in_main = 1u << 1,
  in_aside = 1u << 2,
  in_nav = 1u << 3,
  in_header = 1u << 4,
  in_footer = 1u << 5,
  in_form = 1u << 6,
  in_figure = 1u << 7,
  in_table = 1u << 8,
  in_list = 1u << 9,
  in_quote = 1u << 10,
  in_link = 1u << 11,
  in_bold = 1u << 12,
  in_heading = 1u << 13,
  in_body_property = 1u << 14,  // itemprop or property articleBody
  in_hidden = 1u << 15,         // hidden, aria-hidden, display: none
  in_caption = 1u << 16,        // figcaption
  in_details = 1u << 17,
  in_dialog = 1u << 18,
  in_property = 1u << 19,  // any other item property
  in_time = 1u << 20,
  in_paragraph = 1u << 21,
};

// An element that has text below it.
struct PageElement {
  NodeId node = no_node;
  uint32_t parent = no_element;
  Tag tag = Tag::unknown;
  uint16_t depth = 0;
  uint32_t words = 0;  // ElementWord bits of its own
  uint32_t flags = 0;  // of itself and all its ancestors
  uint32_t own_flags = 0;
  uint64_t look = 0;  // the same for elements of the same tag and class
};

struct PageBlock {
  uint32_t element = no_element;  // the block-level element whose text it is
  uint32_t inner = no_element;    // the innermost element that holds all of it
  uint32_t first_piece = 0, piece_count = 0;
  uint32_t begin = 0, end = 0;  // in the page's text
  uint32_t link_bytes = 0, bold_bytes = 0;
  uint32_t breaks = 0;  // line breaks inside it
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// A long article has a thousand; the model's rows of more would not fit into the memory a page may take.
inline constexpr size_t max_page_blocks = 60'000;

struct PageBlocks {
  std::string text;                   // clean text of all blocks, one after the other
  std::vector<PageElement> elements;  // in document order; a parent stands before its children
  std::vector<PageBlock> blocks;
  std::vector<NodeId> pieces;  // text nodes; no_node is a space (line break, edge of a cell)
  bool cut = false;            // there were more blocks than max_page_blocks
};

PageBlocks cut_page(const Tree& tree, const ElementWords& words);

}  // namespace fairwitness
