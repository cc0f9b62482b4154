// Trains the block model: gradient-boosted trees with logistic loss on histograms of 64 bins, in two stages. The second
// stage is trained on what first stages say of pages they have not seen.
//   boost PREFIX OUT.bin [half=-1|0|1] [rounds=120] [depth=5] [rate=0.1] [test]
// Reads PREFIX.f32, .ties, .names, .labels. half: train on pages of that half only. Writes the model, and
// PREFIX.chances (a line a block of all pages).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

#include "article/body_model.h"

using namespace fairwitness;

namespace {

constexpr int bins = 64;

struct Options {
  int half = -1, rounds = 120, rounds2 = 80, depth = 5, folds = 4;
  double rate = 0.1, lambda = 3.0, least = 12.0, sample = 0.7, columns = 0.3, guessed = 0;
  std::string without;  // names of columns to leave out, between commas
  uint64_t seed = 1;
};

struct Data {
  size_t rows = 0, columns = 0;
  std::vector<float> values;  // rows x block_features, the second stage's columns free
  std::vector<BlockTies> ties;
  std::vector<int> page, half, label;
  std::vector<double> weight;
  std::vector<char> allowed;       // columns that may be used
  std::vector<size_t> page_begin;  // first row of each page, and the end
};

uint64_t random_bits(uint64_t& state) {
  state += 0x9E3779B97F4A7C15ull;
  return hash_mix(state, 42);
}

std::string slurp(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Data load(const std::string& prefix) {
  Data data;
  const std::string names = slurp(prefix + ".names"), floats = slurp(prefix + ".f32"), ties = slurp(prefix + ".ties");
  data.columns = static_cast<size_t>(std::count(names.begin(), names.end(), '\n'));
  data.rows = floats.size() / sizeof(float) / data.columns;
  data.values.assign(data.rows * block_features, 0.0f);
  for (size_t r = 0; r < data.rows; ++r)
    std::memcpy(&data.values[r * block_features], floats.data() + r * data.columns * sizeof(float),
                data.columns * sizeof(float));
  data.ties.resize(data.rows);
  std::memcpy(data.ties.data(), ties.data(), data.rows * sizeof(BlockTies));
  std::ifstream labels(prefix + ".labels");
  std::string set;
  int page = 0, half = 0, label = 0;
  double weight = 0;
  while (labels >> page >> half >> label >> weight >> set) {
    if (data.page.empty() || data.page.back() != page) data.page_begin.push_back(data.page.size());
    data.page.push_back(page);
    data.half.push_back(half);
    data.label.push_back(label);
    data.weight.push_back(weight);
  }
  if (data.page.size() != data.rows) std::abort();
  data.page_begin.push_back(data.rows);
  return data;
}

// Column values as bin numbers, with the bins' upper edges.
struct Binned {
  std::vector<std::vector<float>> edges;
  std::vector<uint8_t> of;  // column after column
  size_t rows = 0;
};

Binned bin(const Data& data, const std::vector<size_t>& rows, size_t columns) {
  Binned out;
  out.rows = rows.size();
  out.edges.resize(columns);
  out.of.resize(columns * rows.size());
  for (size_t c = 0; c < columns; ++c) {
    std::vector<float> values;
    for (size_t i = 0; i < rows.size(); ++i) values.push_back(data.values[rows[i] * block_features + c]);
    std::vector<float> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    std::vector<float> distinct = sorted;
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    auto& edges = out.edges[c];
    if (distinct.size() <= bins) {
      for (size_t i = 0; i + 1 < distinct.size(); ++i) edges.push_back((distinct[i] + distinct[i + 1]) / 2);
    } else {
      for (int b = 1; b < bins; ++b) edges.push_back(sorted[sorted.size() * static_cast<size_t>(b) / bins]);
      edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    }
    for (size_t i = 0; i < rows.size(); ++i)
      out.of[c * rows.size() + i] =
          static_cast<uint8_t>(std::lower_bound(edges.begin(), edges.end(), values[i]) - edges.begin());
  }
  return out;
}

struct Cell {
  float gradient = 0, hessian = 0;
};

// A row that takes part in a tree.
struct Taken {
  uint32_t row, node;
  float gradient, hessian;
};

Forest train(const Data& data, const std::vector<size_t>& rows, size_t columns, const Options& options, int rounds) {
  std::vector<char> allowed(columns, 1);
  for (size_t c = 0; c < columns && c < data.allowed.size(); ++c) allowed[c] = data.allowed[c];
  const Binned binned = bin(data, rows, columns);
  const size_t n = rows.size();
  Forest forest;
  forest.depth = static_cast<uint32_t>(options.depth);
  forest.columns = static_cast<uint32_t>(columns);
  double positive = 1, all = 2;
  for (size_t row : rows) {
    positive += data.weight[row] * data.label[row];
    all += data.weight[row];
  }
  forest.bias = static_cast<float>(std::log(positive / (all - positive)));
  std::vector<double> score(n, forest.bias);
  std::vector<double> gradient(n), hessian(n);
  const size_t inner = (size_t{1} << options.depth) - 1;
  uint64_t random = options.seed;
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < n; ++i) {
      const double p = 1 / (1 + std::exp(-score[i])), w = data.weight[rows[i]];
      gradient[i] = w * (data.label[rows[i]] - p);
      hessian[i] = w * std::max(1e-6, p * (1 - p));
    }
    std::vector<char> used(columns);
    for (size_t c = 0; c < columns; ++c)
      used[c] = allowed[c] && (random_bits(random) >> 40) < options.columns * (1 << 24);
    std::vector<Taken> taken;
    for (size_t i = 0; i < n; ++i)
      if ((random_bits(random) >> 40) < options.sample * (1 << 24))
        taken.push_back({static_cast<uint32_t>(i), 0, static_cast<float>(gradient[i]), static_cast<float>(hessian[i])});
    std::vector<Forest::Split> splits(inner);
    for (int level = 0; level < options.depth; ++level) {
      const size_t first = (size_t{1} << level) - 1, count = size_t{1} << level;
      std::vector<Cell> total(count);
      for (const Taken& one : taken) {
        total[one.node - first].gradient += one.gradient;
        total[one.node - first].hessian += one.hessian;
      }
      std::vector<double> best(count, 1e-3);
      for (size_t j = 0; j < count; ++j) splits[first + j] = {INFINITY, 0};
      std::vector<Cell> cells(count * bins);
      for (size_t c = 0; c < columns; ++c) {
        if (!used[c] || binned.edges[c].empty()) continue;
        std::fill(cells.begin(), cells.end(), Cell{});
        const uint8_t* of = binned.of.data() + c * n;
        for (const Taken& one : taken) {
          Cell& cell = cells[(one.node - first) * bins + of[one.row]];
          cell.gradient += one.gradient;
          cell.hessian += one.hessian;
        }
        for (size_t j = 0; j < count; ++j) {
          double left_g = 0, left_h = 0;
          const double all_g = total[j].gradient, all_h = total[j].hessian;
          const double base = all_g * all_g / (all_h + options.lambda);
          for (size_t b = 0; b < binned.edges[c].size(); ++b) {
            left_g += cells[j * bins + b].gradient;
            left_h += cells[j * bins + b].hessian;
            const double right_h = all_h - left_h, right_g = all_g - left_g;
            if (left_h < options.least || right_h < options.least) continue;
            const double gain =
                left_g * left_g / (left_h + options.lambda) + right_g * right_g / (right_h + options.lambda) - base;
            if (gain > best[j]) {
              best[j] = gain;
              splits[first + j] = {binned.edges[c][b], static_cast<uint32_t>(c)};
            }
          }
        }
      }
      for (Taken& one : taken) {
        const Forest::Split& split = splits[one.node];
        one.node = 2 * one.node + 1 + (data.values[rows[one.row] * block_features + split.feature] > split.threshold);
      }
    }
    std::vector<double> leaf_g(inner + 1), leaf_h(inner + 1);
    for (const Taken& one : taken) {
      leaf_g[one.node - inner] += one.gradient;
      leaf_h[one.node - inner] += one.hessian;
    }
    forest.splits.push_back({INFINITY, 0});  // heaps begin at 1
    for (const auto& split : splits) forest.splits.push_back(split);
    std::vector<float> values(inner + 1);
    for (size_t j = 0; j <= inner; ++j)
      values[j] = static_cast<float>(options.rate * leaf_g[j] / (leaf_h[j] + options.lambda));
    forest.leaves.insert(forest.leaves.end(), values.begin(), values.end());
    ++forest.trees;
    for (size_t i = 0; i < n; ++i) {
      const float* row = &data.values[rows[i] * block_features];
      size_t at = 0;
      for (int level = 0; level < options.depth; ++level)
        at = 2 * at + 1 + (row[splits[at].feature] > splits[at].threshold);
      score[i] += values[at - inner];
    }
  }
  return forest;
}

float chance_of(const Forest& forest, const float* row) { return 1.0f / (1.0f + std::exp(-forest.sum(row))); }

void add_contexts(Data& data, const std::vector<float>& chances) {
  for (size_t p = 0; p + 1 < data.page_begin.size(); ++p) {
    const size_t begin = data.page_begin[p], end = data.page_begin[p + 1];
    const auto from = static_cast<std::ptrdiff_t>(begin), to = static_cast<std::ptrdiff_t>(end);
    const std::vector<float> page(chances.begin() + from, chances.begin() + to);
    const std::vector<BlockTies> ties(data.ties.begin() + from, data.ties.begin() + to);
    std::vector<float> rows((end - begin) * block_features);
    add_context(page, ties, data.columns, rows);
    for (size_t r = begin; r < end; ++r)
      for (int c = 0; c < context_columns; ++c)
        data.values[r * block_features + data.columns + static_cast<size_t>(c)] =
            rows[(r - begin) * block_features + data.columns + static_cast<size_t>(c)];
  }
}

void importance(const Forest& forest, const std::string& prefix) {
  std::vector<std::string> names;
  std::ifstream in(prefix + ".names");
  for (std::string line; std::getline(in, line);) names.push_back(line);
  std::vector<std::pair<int, size_t>> count(forest.columns);
  for (size_t c = 0; c < count.size(); ++c) count[c].second = c;
  for (const auto& split : forest.splits)
    if (std::isfinite(split.threshold)) ++count[split.feature].first;
  std::sort(count.rbegin(), count.rend());
  for (size_t i = 0; i < 40 && i < count.size(); ++i)
    std::fprintf(stderr, "%s=%d ",
                 count[i].second < names.size() ? names[count[i].second].c_str()
                                                : ("context" + std::to_string(count[i].second - names.size())).c_str(),
                 count[i].first);
  std::fprintf(stderr, "\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string prefix = argv[1];
  Options options;
  for (int i = 3; i < argc; ++i) {
    const std::string one = argv[i];
    const size_t eq = one.find('=');
    if (eq == one.npos) continue;
    const std::string key = one.substr(0, eq);
    const double value = std::atof(one.c_str() + eq + 1);
    if (key == "half") options.half = static_cast<int>(value);
    if (key == "rounds") options.rounds = static_cast<int>(value);
    if (key == "rounds2") options.rounds2 = static_cast<int>(value);
    if (key == "depth") options.depth = static_cast<int>(value);
    if (key == "rate") options.rate = value;
    if (key == "least") options.least = value;
    if (key == "lambda") options.lambda = value;
    if (key == "sample") options.sample = value;
    if (key == "guessed") options.guessed = value;
    if (key == "columns") options.columns = value;
    if (key == "seed") options.seed = static_cast<uint64_t>(value);
    if (key == "without") options.without = "," + one.substr(eq + 1) + ",";
  }
  Data data = load(prefix);
  std::ifstream names(prefix + ".names");
  for (std::string name; std::getline(names, name);)
    data.allowed.push_back(options.without.find("," + name + ",") == std::string::npos);
  for (int c = 0; c < context_columns; ++c)
    data.allowed.push_back(options.without.find(",context" + std::to_string(c) + ",") == std::string::npos);
  auto in_half = [&](size_t r) { return options.half < 0 || data.half[r] == options.half; };
  auto training = [&](int fold) {  // labelled rows of the half, without one fold
    std::vector<size_t> rows;
    for (size_t r = 0; r < data.rows; ++r)
      if (data.label[r] >= 0 && in_half(r) && (fold < 0 || data.page[r] % options.folds != fold)) rows.push_back(r);
    return rows;
  };
  std::vector<float> chances(data.rows), unseen;
  Forest first;
  // What first stages say of the pages of the half that they have not seen.
  auto first_stages = [&] {
    first = train(data, training(-1), data.columns, options, options.rounds);
    for (size_t r = 0; r < data.rows; ++r) chances[r] = chance_of(first, &data.values[r * block_features]);
    unseen = chances;
    for (int fold = 0; fold < options.folds; ++fold) {
      const Forest other = train(data, training(fold), data.columns, options, options.rounds);
      for (size_t r = 0; r < data.rows; ++r)
        if (in_half(r) && data.page[r] % options.folds == fold)
          unseen[r] = chance_of(other, &data.values[r * block_features]);
    }
  };
  first_stages();
  if (options.guessed > 0) {
    // Pages of which only some passages are labelled: what is plain anyway is taken as labelled, with less weight.
    for (size_t r = 0; r < data.rows; ++r) {
      if (data.label[r] >= 0 || !in_half(r) || (unseen[r] > 0.1f && unseen[r] < 0.9f)) continue;
      data.label[r] = unseen[r] > 0.5f;
      data.weight[r] = options.guessed * (1 + std::min(80.0, data.ties[r].bytes / 6.0) / 8);
    }
    first_stages();
  }
  add_contexts(data, unseen);
  Forest second = train(data, training(-1), data.columns + context_columns, options, options.rounds2);
  // What the model itself will say: the first stage's own chances as context.
  add_contexts(data, chances);
  std::FILE* out = std::fopen((prefix + ".chances").c_str(), "w");
  for (size_t r = 0; r < data.rows; ++r)
    std::fprintf(out, "%.4f %.4f %.4f\n", static_cast<double>(chance_of(second, &data.values[r * block_features])),
                 static_cast<double>(chances[r]), static_cast<double>(unseen[r]));
  std::fclose(out);
  importance(first, prefix);
  importance(second, prefix);
  const std::string bytes = write_forests({first, second});
  std::ofstream(argv[2], std::ios::binary) << bytes;
  return 0;
}
