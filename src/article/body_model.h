// The block model: gradient-boosted trees over the rows of body_features.h, in two stages; the second one also sees
// what the first said of the neighbours. Trained by train/blocks, kept in data/models/any/blocks.bin.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/body_features.h"

namespace fairwitness {

// Trees of one depth, each a full binary tree in heap order, its root at 1 and nothing at 0: go right where
// row[feature] > threshold.
struct Forest {
  struct Split {
    float threshold = 0;
    uint32_t feature = 0;
  };
  uint32_t depth = 0, trees = 0, columns = 0;
  float bias = 0;
  std::vector<Split> splits;  // 2^depth a tree
  std::vector<float> leaves;  // 2^depth a tree

  float sum(const float* row) const;  // log-odds

 private:
  template <uint32_t levels>
  float sum_levels(const float* row) const;
  template <uint32_t count, uint32_t levels>
  float add_trees(uint32_t t, const float* row, float total) const;
};

inline constexpr int context_columns = 24;

// Appends what the first stage said of a block's neighbours, group and kin: context_columns numbers from column `at`
// on. `rows` holds a row for each block whose chance is above `above`, and for no other.
void add_context(const std::vector<float>& chances, const std::vector<BlockTies>& ties, size_t at,
                 std::vector<float>& rows, float above = -1.0f);

class BlockModel {
 public:
  // Empty bytes: a model that knows nothing. A model that was trained on other columns is a bug of ours and aborts.
  explicit BlockModel(std::string_view bytes);
  // The chance of each block to be the article's.
  std::vector<float> chances(const PageBlocks& page, const PageLook& look) const;
  bool known() const { return !stages_.empty(); }

 private:
  std::vector<Forest> stages_;
};

std::string write_forests(const std::vector<Forest>& stages);
// Of the columns' names: a model and the code it runs in must agree.
uint64_t columns_hash();

}  // namespace fairwitness
