#include "quotes/chain.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace fairwitness {
namespace {
constexpr float out_of_reach = -1e4f;

constexpr float least_exponent = -60.0f;
}  // namespace

float exponential(float x) {
  if (x < out_of_reach / 2) return 0;
  x = std::clamp(x, least_exponent, 80.0f) * 1.44269504f;
  const float whole = std::floor(x);
  const float f = (x - whole) * 0.69314718f;
  const float part =
      1 + f * (1 + f * (0.5f + f * (0.16666667f + f * (0.041666668f + f * (0.0083333338f + f * 0.0013888889f)))));
  return part * std::bit_cast<float>((static_cast<uint32_t>(static_cast<int32_t>(whole) + 127)) << 23);
}

namespace {

// The exponentials of n scores, the highest made 1; gives that highest score.
float exponentials(const float* scores, float* out, size_t n) {
  float top = scores[0];
  for (size_t i = 1; i < n; ++i) top = std::max(top, scores[i]);
  if (top < out_of_reach / 2) top = 0;
  for (size_t i = 0; i < n; ++i) out[i] = exponential(scores[i] < out_of_reach / 2 ? scores[i] : scores[i] - top);
  return top;
}
}  // namespace

void Lattice::reset(int label_count, size_t n) {
  labels = label_count;
  size = n;
  node.assign(n * static_cast<size_t>(labels), 0.0f);
  edge.assign(n * static_cast<size_t>(labels * labels), 0.0f);
}

void FeatureRows::clear() {
  node.clear();
  edge.clear();
  node_end.clear();
  edge_end.clear();
}

void FeatureRows::end_position() {
  node_end.push_back(static_cast<uint32_t>(node.size()));
  edge_end.push_back(static_cast<uint32_t>(edge.size()));
}

void forbid(const LabelRules& rules, Lattice& lattice) {
  const int n = lattice.labels;
  for (int y = 0; y < n && lattice.size; ++y)
    if (!(rules.starts >> y & 1)) lattice.node[static_cast<size_t>(y)] = out_of_reach;
  for (size_t i = 1; i < lattice.size; ++i)
    for (int before = 0; before < n; ++before)
      for (int y = 0; y < n; ++y)
        if (!(rules.follows[before] >> y & 1))
          lattice.edge[(i * static_cast<size_t>(n) + static_cast<size_t>(before)) * static_cast<size_t>(n) +
                       static_cast<size_t>(y)] = out_of_reach;
}

namespace {

// Adds up `width` weights from each of the places [at, end). The tables are larger than the caches near by, so memory
// is asked for the places a few steps further on before it is needed.
template <size_t width>
void add_weights(const std::vector<uint32_t>& places, uint32_t at, uint32_t end, const int8_t* weights, int32_t* sums) {
  constexpr uint32_t ahead = 24;
  for (; at < end; ++at) {
    if (at + ahead < places.size()) __builtin_prefetch(weights + size_t{places[at + ahead]} * width);
    const int8_t* w = weights + size_t{places[at]} * width;
    for (size_t y = 0; y < width; ++y) sums[y] += w[y];
  }
}

template <size_t labels>
void score_labels(const FeatureRows& rows, const ChainWeights& weights, Lattice& out) {
  constexpr size_t squares = labels * labels;
  uint32_t node = 0, edge = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    int32_t sums[labels] = {}, steps[squares] = {};
    add_weights<labels>(rows.node, node, rows.node_end[i], weights.node.data(), sums);
    add_weights<squares>(rows.edge, edge, rows.edge_end[i], weights.edge.data(), steps);
    node = rows.node_end[i];
    edge = rows.edge_end[i];
    for (size_t y = 0; y < labels; ++y) out.node[i * labels + y] = static_cast<float>(sums[y]) * weights.node_scale;
    for (size_t y = 0; y < squares; ++y) out.edge[i * squares + y] = static_cast<float>(steps[y]) * weights.edge_scale;
  }
}

}  // namespace

void score(const FeatureRows& rows, const ChainWeights& weights, const LabelRules& rules, Lattice& out) {
  out.reset(weights.labels, rows.size());
  // The width known beforehand, the sums need no loop.
  static_assert(max_labels == 5);
  switch (weights.labels) {
    case 2:
      score_labels<2>(rows, weights, out);
      break;
    case 3:
      score_labels<3>(rows, weights, out);
      break;
    case 4:
      score_labels<4>(rows, weights, out);
      break;
    case 5:
      score_labels<5>(rows, weights, out);
      break;
    default:
      break;
  }
  forbid(rules, out);
}

void viterbi(const Lattice& lattice, std::vector<uint8_t>& labels) {
  const size_t n = static_cast<size_t>(lattice.labels);
  labels.assign(lattice.size, 0);
  if (!lattice.size) return;
  std::vector<float> best(lattice.node.begin(), lattice.node.begin() + static_cast<std::ptrdiff_t>(n)), next(n);
  std::vector<uint8_t> back(lattice.size * n, 0);
  for (size_t i = 1; i < lattice.size; ++i) {
    for (size_t y = 0; y < n; ++y) {
      size_t from = 0;
      float top = best[0] + lattice.edge[i * n * n + y];
      for (size_t before = 1; before < n; ++before) {
        const float value = best[before] + lattice.edge[(i * n + before) * n + y];
        if (value > top) {
          top = value;
          from = before;
        }
      }
      next[y] = top + lattice.node[i * n + y];
      back[i * n + y] = static_cast<uint8_t>(from);
    }
    best.swap(next);
  }
  size_t y = static_cast<size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (size_t i = lattice.size; i-- > 0;) {
    labels[i] = static_cast<uint8_t>(y);
    y = back[i * n + y];
  }
}

// Forward and backward in plain probabilities, each position brought to a sum of 1, so that nothing runs out of range.
void forward_backward(const Lattice& lattice, Marginals& out) {
  const size_t n = static_cast<size_t>(lattice.labels), size = lattice.size;
  out.node.resize(size * n);
  out.edge.resize(size * n * n);
  out.log_z = 0;
  if (!size) return;
  out.steps.resize(size * n * n);
  out.forward.resize(size * n);
  out.sums.resize(size);
  float nodes[max_labels], edges[max_labels * max_labels];
  for (size_t i = 0; i < size; ++i) {
    float* forward = out.forward.data() + i * n;
    float* steps = out.steps.data() + i * n * n;  // edge times node
    out.log_z += static_cast<double>(exponentials(lattice.node.data() + i * n, nodes, n));
    if (i > 0) out.log_z += static_cast<double>(exponentials(lattice.edge.data() + i * n * n, edges, n * n));
    float sum = 0;
    for (size_t y = 0; y < n; ++y) {
      if (i == 0) {
        forward[y] = nodes[y];
      } else {
        forward[y] = 0;
        for (size_t before = 0; before < n; ++before) {
          steps[before * n + y] = edges[before * n + y] * nodes[y];
          forward[y] += out.forward[(i - 1) * n + before] * steps[before * n + y];
        }
      }
      sum += forward[y];
    }
    sum = std::max(sum, 1e-30f);
    out.sums[i] = sum;
    out.log_z += std::log(static_cast<double>(sum));
    for (size_t y = 0; y < n; ++y) forward[y] /= sum;
  }
  float backward[max_labels], next[max_labels];
  std::fill(backward, backward + n, 1.0f);
  for (size_t i = size; i-- > 0;) {
    for (size_t y = 0; y < n; ++y) out.node[i * n + y] = out.forward[i * n + y] * backward[y];
    if (i == 0) break;
    const float* steps = out.steps.data() + i * n * n;
    for (size_t before = 0; before < n; ++before) {
      next[before] = 0;
      for (size_t y = 0; y < n; ++y) {
        const float weight = steps[before * n + y] * backward[y] / out.sums[i];
        out.edge[(i * n + before) * n + y] = out.forward[(i - 1) * n + before] * weight;
        next[before] += weight;
      }
    }
    std::copy(next, next + n, backward);
  }
}

}  // namespace fairwitness
