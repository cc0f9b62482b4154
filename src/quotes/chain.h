// A linear chain over labels: the best labelling and the probabilities of all of them. Scores are log-linear; the
// weights come from models/en/quotes.bin (eight bits each, read in place) or, while they are learnt, from floats.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fairwitness {

inline constexpr int max_labels = 5;

// Scores of one sequence: node[i * labels + y], edge[(i * labels + before) * labels + y]; edge of i = 0 is unused.
struct Lattice {
  int labels = 0;
  size_t size = 0;
  std::vector<float> node, edge;
  void reset(int label_count, size_t n);
};

// Probabilities in the same layout.
struct Marginals {
  double log_z = 0;
  std::vector<float> node, edge;
  std::vector<float> forward, steps, sums;  // kept between sequences, so that memory is taken once
};

// e to the x, within 2e-7 of it; 0 for what is out of reach. The same on every machine, which the library's need not
// be.
float exponential(float x);

void viterbi(const Lattice& lattice, std::vector<uint8_t>& labels);
void forward_backward(const Lattice& lattice, Marginals& out);

// The features of one sequence: for each position the places of its node and edge weights (before the factor `labels`).
struct FeatureRows {
  std::vector<uint32_t> node, edge, node_end, edge_end;
  void clear();
  void end_position();
  size_t size() const { return node_end.size(); }
};

// Eight-bit weights; a place p has the labels' weights at p * labels (nodes) and p * labels * labels (edges).
struct ChainWeights {
  int labels = 0, node_bits = 0, edge_bits = 0;
  float node_scale = 0, edge_scale = 0;
  std::span<const int8_t> node, edge;
  bool known() const { return !node.empty(); }
};

// Which label may follow which: bit y of follows[before]; starts: bit y.
struct LabelRules {
  uint8_t starts = 0;
  uint8_t follows[max_labels] = {};
};

void score(const FeatureRows& rows, const ChainWeights& weights, const LabelRules& rules, Lattice& out);
// Puts the forbidden steps out of reach.
void forbid(const LabelRules& rules, Lattice& lattice);

}  // namespace fairwitness
