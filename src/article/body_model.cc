#include "article/body_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace fairwitness {
namespace {

constexpr std::string_view magic = "FWBLOCK2";

float chance(float log_odds) { return 1.0f / (1.0f + std::exp(-log_odds)); }

template <typename T>
bool take(std::string_view& bytes, T& value) {
  if (bytes.size() < sizeof(T)) return false;
  std::memcpy(&value, bytes.data(), sizeof(T));
  bytes.remove_prefix(sizeof(T));
  return true;
}

template <typename T>
void give(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

// Sums over the blocks of one group or kin.
struct Sums {
  double chance = 0, bytes = 0;
  float mean() const { return bytes > 0 ? static_cast<float>(chance / bytes) : 0.0f; }
};

}  // namespace

// The sum grown by `count` trees from tree `t` on, in their order; `levels` is the depth, or 0 where it is not known
// before.
template <uint32_t count, uint32_t levels>
float Forest::add_trees(uint32_t t, const float* row, float total) const {
  const uint32_t down = levels ? levels : depth;
  const size_t size = size_t{1} << down;
  const Split* first = splits.data() + t * size;
  const float* ends = leaves.data() + t * size;
  // Trees go down side by side: one alone would wait for memory at every step. Written out for each tree, so that the
  // places stand in registers.
  auto each = [&]<size_t... k>(std::index_sequence<k...>) {
    std::array<size_t, count> at{};
    ((at[k] = 1), ...);
    auto go_down = [&](size_t tree) {
      const Split& split = first[tree * size + at[tree]];
      at[tree] = 2 * at[tree] + (row[split.feature] > split.threshold);
    };
    for (uint32_t level = 0; level < down; ++level) (go_down(k), ...);
    ((total += ends[k * size + at[k] - size]), ...);
  };
  each(std::make_index_sequence<count>());
  return total;
}

template <uint32_t levels>
float Forest::sum_levels(const float* row) const {
  constexpr uint32_t together = 8;
  // Most blocks are plainly the page's: after a few trees they are so far down that the rest cannot lift them.
  constexpr float lost = -3.1f;
  float total = bias;
  uint32_t t = 0;
  for (; t + together <= trees && total >= lost; t += together) total = add_trees<together, levels>(t, row, total);
  for (; t < trees && total >= lost; ++t) total = add_trees<1, levels>(t, row, total);
  return total;
}

float Forest::sum(const float* row) const {
  constexpr uint32_t usual = 5;
  return depth == usual ? sum_levels<usual>(row) : sum_levels<0>(row);
}

void add_context(const std::vector<float>& chances, const std::vector<BlockTies>& ties, size_t at,
                 std::vector<float>& rows, float above) {
  const size_t n = chances.size();
  uint32_t groups = 0, kins = 0;
  double all = 0;
  size_t likely = 0;
  for (size_t i = 0; i < n; ++i) {
    groups = std::max(groups, ties[i].group + 1);
    kins = std::max(kins, ties[i].kin + 1);
    all += static_cast<double>(chances[i]) * ties[i].bytes;
    likely += chances[i] > 0.5f;
  }
  std::vector<Sums> group(groups), kin(kins);
  for (size_t i = 0; i < n; ++i)
    for (Sums* sums : {&group[ties[i].group], &kin[ties[i].kin]}) {
      sums->chance += static_cast<double>(chances[i]) * ties[i].bytes;
      sums->bytes += ties[i].bytes;
    }
  std::vector<float> best_after(n + 1, 0.0f), next_likely(n + 1, 40.0f);
  for (size_t i = n; i-- > 0;) {
    best_after[i] = std::max(best_after[i + 1], chances[i]);
    next_likely[i] = chances[i] > 0.5f ? 0.0f : std::min(40.0f, next_likely[i + 1] + 1);
  }
  auto near = [&](size_t i, int step) {
    const auto j = static_cast<int64_t>(i) + step;
    return j < 0 || j >= static_cast<int64_t>(n) ? -1.0f : chances[static_cast<size_t>(j)];
  };
  size_t filled = 0;
  double before = 0;
  float best_before = 0, last_likely = 40;
  for (size_t i = 0; i < n; ++i) {
    const float best_yet = best_before, last_yet = last_likely;
    const double before_it = before;
    before += static_cast<double>(chances[i]) * ties[i].bytes;
    best_before = std::max(best_before, chances[i]);
    last_likely = chances[i] > 0.5f ? 0.0f : std::min(40.0f, last_likely + 1);
    if (!(chances[i] > above)) continue;
    float* out = rows.data() + filled++ * block_features + at;
    for (int step : {0, -1, -2, -3, -4, 1, 2, 3, 4}) *out++ = near(i, step);
    for (int reach : {5, 12}) {
      Sums sums;
      for (int step = -reach; step <= reach; ++step)
        if (float p = near(i, step); p >= 0 && step != 0) {
          const double bytes = ties[static_cast<size_t>(static_cast<int64_t>(i) + step)].bytes;
          sums.chance += static_cast<double>(p) * bytes;
          sums.bytes += bytes;
        }
      *out++ = sums.mean();
    }
    *out++ = best_yet;
    *out++ = i + 1 < n ? best_after[i + 1] : 0.0f;
    *out++ = all > 0 ? static_cast<float>(before_it / all) : 0.0f;
    *out++ = static_cast<float>(std::log2(all + 1));
    *out++ = static_cast<float>(std::min<size_t>(likely, 100));
    *out++ = group[ties[i].group].mean();
    *out++ = kin[ties[i].kin].mean();
    *out++ = all > 0 ? static_cast<float>(group[ties[i].group].chance / all) : 0.0f;
    *out++ = all > 0 ? static_cast<float>(kin[ties[i].kin].chance / all) : 0.0f;
    *out++ = last_yet;
    *out++ = next_likely[i + 1];
    *out++ = static_cast<float>(i > 0 && ties[i].group == ties[i - 1].group);
    *out++ = static_cast<float>(i + 1 < n && ties[i].group == ties[i + 1].group);
  }
}

BlockModel::BlockModel(std::string_view bytes) {
  if (!bytes.starts_with(magic)) return;
  bytes.remove_prefix(magic.size());
  uint64_t hash = 0;
  FW_CHECK(take(bytes, hash) && hash == columns_hash());
  uint32_t stages = 0;
  if (!take(bytes, stages) || stages > 4) return;
  std::vector<Forest> read(stages);
  for (Forest& forest : read) {
    if (!take(bytes, forest.depth) || !take(bytes, forest.trees) || !take(bytes, forest.columns) ||
        !take(bytes, forest.bias))
      return;
    if (forest.depth > 10 || forest.trees > 10000 || forest.columns > block_features) return;
    const size_t size = size_t{1} << forest.depth;
    forest.splits.resize(size * forest.trees);
    forest.leaves.resize(size * forest.trees);
    for (size_t i = 0; i < forest.splits.size(); ++i) {
      Forest::Split& split = forest.splits[i];
      if (i % size == 0) continue;
      if (!take(bytes, split.threshold) || !take(bytes, split.feature) || split.feature >= forest.columns) return;
    }
    for (float& leaf : forest.leaves)
      if (!take(bytes, leaf)) return;
  }
  stages_ = std::move(read);
}

std::vector<float> BlockModel::chances(const PageBlocks& page, const PageLook& look) const {
  constexpr float hopeless = 0.045f;  // what the first stage gave up is not looked at again
  std::vector<float> out(page.blocks.size(), 0.0f);
  if (stages_.empty()) return out;
  // A row is made and judged while it is at hand; only those that have a chance are kept.
  BlockRows maker(page, look);
  std::vector<float> kept;
  kept.reserve((out.size() / 3 + 8) * block_features);  // a quarter of a page's blocks have one
  std::array<float, block_features> row;
  for (float& told : out) {
    maker.next(row.data());
    told = chance(stages_[0].sum(row.data()));
    if (told > hopeless) kept.insert(kept.end(), row.begin(), row.end());
  }
  for (size_t stage = 1; stage < stages_.size(); ++stage) {
    add_context(out, maker.ties(), static_cast<size_t>(maker.used()), kept, hopeless);
    const bool last = stage + 1 == stages_.size();
    size_t at = 0, still = 0;
    for (float& told : out) {
      if (!(told > hopeless)) continue;
      const float* one = kept.data() + at++ * block_features;
      told = chance(stages_[stage].sum(one));
      if (!last && told > hopeless) std::copy_n(one, block_features, kept.data() + still++ * block_features);
    }
    kept.resize(still * block_features);
  }
  return out;
}

uint64_t columns_hash() {
  uint64_t hash = context_columns;
  for (const std::string& name : block_feature_names()) hash = hash_mix(hash, hash_bytes(name));
  return hash;
}

std::string write_forests(const std::vector<Forest>& stages) {
  std::string out(magic);
  give(out, columns_hash());
  give(out, static_cast<uint32_t>(stages.size()));
  for (const Forest& forest : stages) {
    give(out, forest.depth);
    give(out, forest.trees);
    give(out, forest.columns);
    give(out, forest.bias);
    for (size_t i = 0; i < forest.splits.size(); ++i) {
      if (i % (size_t{1} << forest.depth) == 0) continue;
      give(out, forest.splits[i].threshold);
      give(out, forest.splits[i].feature);
    }
    for (float leaf : forest.leaves) give(out, leaf);
  }
  return out;
}

}  // namespace fairwitness
