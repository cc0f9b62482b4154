#include "quotes/chain.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {
namespace {
constexpr float out_of_reach = -1e4f;

float log_sum(const float* values, int n) {
  float top = values[0];
  for (int i = 1; i < n; ++i) top = std::max(top, values[i]);
  float sum = 0;
  for (int i = 0; i < n; ++i) sum += std::exp(values[i] - top);
  return top + std::log(sum);
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
        if (!(rules.follows[before] >> y & 1)) lattice.edge[(i * static_cast<size_t>(n) + static_cast<size_t>(before)) * static_cast<size_t>(n) + static_cast<size_t>(y)] = out_of_reach;
}

void score(const FeatureRows& rows, const ChainWeights& weights, const LabelRules& rules, Lattice& out) {
  const size_t labels = static_cast<size_t>(weights.labels), squares = labels * labels;
  out.reset(weights.labels, rows.size());
  uint32_t node = 0, edge = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    int32_t sums[max_labels] = {}, steps[max_labels * max_labels] = {};
    for (; node < rows.node_end[i]; ++node) {
      const int8_t* w = weights.node.data() + size_t{rows.node[node]} * labels;
      for (size_t y = 0; y < labels; ++y) sums[y] += w[y];
    }
    for (; edge < rows.edge_end[i]; ++edge) {
      const int8_t* w = weights.edge.data() + size_t{rows.edge[edge]} * squares;
      for (size_t y = 0; y < squares; ++y) steps[y] += w[y];
    }
    for (size_t y = 0; y < labels; ++y) out.node[i * labels + y] = static_cast<float>(sums[y]) * weights.node_scale;
    for (size_t y = 0; y < squares; ++y) out.edge[i * squares + y] = static_cast<float>(steps[y]) * weights.edge_scale;
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

void forward_backward(const Lattice& lattice, Marginals& out) {
  const size_t n = static_cast<size_t>(lattice.labels), size = lattice.size;
  out.node.assign(size * n, 0.0f);
  out.edge.assign(size * n * n, 0.0f);
  out.log_z = 0;
  if (!size) return;
  std::vector<float> forward(size * n), backward(size * n, 0.0f);
  float terms[max_labels];
  for (size_t y = 0; y < n; ++y) forward[y] = lattice.node[y];
  for (size_t i = 1; i < size; ++i)
    for (size_t y = 0; y < n; ++y) {
      for (size_t before = 0; before < n; ++before) terms[before] = forward[(i - 1) * n + before] + lattice.edge[(i * n + before) * n + y];
      forward[i * n + y] = log_sum(terms, lattice.labels) + lattice.node[i * n + y];
    }
  for (size_t i = size - 1; i-- > 0;)
    for (size_t y = 0; y < n; ++y) {
      for (size_t after = 0; after < n; ++after)
        terms[after] = lattice.edge[((i + 1) * n + y) * n + after] + lattice.node[(i + 1) * n + after] + backward[(i + 1) * n + after];
      backward[i * n + y] = log_sum(terms, lattice.labels);
    }
  const float z = log_sum(forward.data() + (size - 1) * n, lattice.labels);
  out.log_z = z;
  for (size_t at = 0; at < size * n; ++at) out.node[at] = std::exp(forward[at] + backward[at] - z);
  for (size_t i = 1; i < size; ++i)
    for (size_t before = 0; before < n; ++before)
      for (size_t y = 0; y < n; ++y)
        out.edge[(i * n + before) * n + y] = std::exp(forward[(i - 1) * n + before] + lattice.edge[(i * n + before) * n + y] +
                                                      lattice.node[i * n + y] + backward[i * n + y] - z);
}

}  // namespace fairwitness
