// What tells a block of the article from a block of the page around it, as numbers. One row a block; the columns are
// named, so that the trainer (train/blocks) and the model's card can speak of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "article/body_blocks.h"
#include "article/body_hints.h"
#include "article/phrases.h"

namespace fairwitness {

// A block's text seen alone.
struct BlockLook {
  uint32_t bytes = 0, words = 0, sentence_marks = 0, commas = 0, capitals = 0, digit_words = 0, letters = 0;
  uint32_t title_words = 0;  // of its words, how many are in the title
  bool is_title = false;     // all words of the title, in its order
  bool ends_sentence = false, ends_colon = false, ends_ellipsis = false, date = false;
  bool good = false;  // prose: several words, sentence marks, hardly a link
  char first = 0;     // 'a' lower case, 'A' capital, '0' digit, '"' a quotation mark, '.' anything else
  float link_share = 0, bold_share = 0;
  uint64_t key = 0;     // the same for the same words
  uint32_t copies = 0;  // other blocks of the page with the same words
  PhraseMatch phrase;
  float in_description = -1, in_article_body = -1;  // share of its words' runs that the page's hints have; -1: no hint
};

struct PageLook {
  std::vector<BlockLook> blocks;
  uint32_t main = no_element;         // the smallest element that holds most of the page's prose
  uint32_t title_block = no_element;  // index of the block that is the headline
  std::vector<uint32_t> element_blocks, element_bytes, element_links,
      element_prose;  // of each element, with all below it
};

PageLook look_at_page(const PageBlocks& page, std::string_view title, const BodyHints& hints, const Phrases& phrases);

// The length of a row; block_rows fills the first columns, the model's second stage has the others.
inline constexpr int block_features = 216;

// Which blocks hang together: numbers of their group (the nearest element with more than one block) and of their kin
// (blocks of the same look at the same kind of place).
struct BlockTies {
  uint32_t group = 0, kin = 0, bytes = 0;
};

// Makes the rows, one a block, in their order.
class BlockRows {
 public:
  // Both must live as long.
  BlockRows(const PageBlocks& page, const PageLook& look);
  ~BlockRows();
  // Fills the next block's row: block_features numbers, of which `used` columns mean something.
  void next(float* row);
  int used() const;
  const std::vector<BlockTies>& ties() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};
std::vector<std::string> block_feature_names();

}  // namespace fairwitness
