// Learning for the quotes trainer: chains by gradient steps on the likelihood, and the packing of weights.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "base/hash.h"
#include "quotes/attributor.h"
#include "quotes/chain.h"

namespace fairwitness {

// Leaves out `percent` of the node features at random, so that no single one is relied on.
inline void thin(const FeatureRows& rows, uint64_t percent, uint64_t seed, FeatureRows& out) {
  out.clear();
  out.edge = rows.edge;
  out.edge_end = rows.edge_end;
  uint32_t from = 0;
  for (const uint32_t end : rows.node_end) {
    for (; from < end; ++from)
      if (hash_mix(seed, from) % 100 >= percent) out.node.push_back(rows.node[from]);
    out.node_end.push_back(static_cast<uint32_t>(out.node.size()));
  }
}

struct LearnOptions {
  int epochs = 10;
  float rate = 0.1f;   // of the first epoch
  float keep = 0.97f;  // what is left of the weights behind each epoch
  uint64_t drop = 50;  // percent of features left out of each step
  int mean_from = 3;   // the epoch from which the weights are averaged
  int least = 2;       // how often a feature must be met
  int runs = 4;        // learnt so often, in other orders with other features left out; the weights are averaged
  uint64_t seed = 1;
};

struct Example {
  FeatureRows rows;
  std::vector<uint8_t> labels;
  uint32_t doc = 0;
};

// A chain while it is learnt: float weights, AdaGrad.
class Learner {
 public:
  Learner(int n, int nodes, int edges)
      : labels(n),
        node((size_t{1} << nodes) * static_cast<size_t>(n), 0.0f),
        edge((size_t{1} << edges) * static_cast<size_t>(n * n), 0.0f),
        node_sum(node),
        edge_sum(edge),
        node_mean(node),
        edge_mean(edge),
        often(size_t{1} << nodes, 0) {}

  void train(const std::vector<const Example*>& examples, const LabelRules& rules, const LearnOptions& options) {
    for (const Example* one : examples)
      for (uint32_t at : one->rows.node)
        if (often[at] < 255) ++often[at];
    least = options.least;
    FeatureRows thinned;
    Lattice lattice;
    Marginals marginals;
    for (int pass = 0; pass < options.runs * options.epochs; ++pass) {
      const int epoch = pass % options.epochs;
      const uint64_t seed = options.seed + static_cast<uint64_t>(pass / options.epochs);
      if (epoch == 0)
        for (auto* w : {&node, &edge, &node_sum, &edge_sum}) std::fill(w->begin(), w->end(), 0.0f);
      const float rate = options.rate / (1.0f + 0.25f * static_cast<float>(epoch));
      double loss = 0;
      for (uint32_t i : shuffled(examples.size(), seed * 1000 + static_cast<uint64_t>(epoch))) {
        const Example& one = *examples[i];
        if (options.drop) thin(one.rows, options.drop, hash_mix(i, static_cast<uint64_t>(epoch) + 7 * seed), thinned);
        loss += learn(options.drop ? thinned : one.rows, one.labels, rules, rate, lattice, marginals);
      }
      for (float& w : node) w *= options.keep;
      for (float& w : edge) w *= options.keep;
      if (epoch >= options.mean_from) add_to_mean();
      std::printf("    epoch %d: loss %.0f\n", epoch + 1, loss);
      std::fflush(stdout);
    }
    // Kept features were fewer while learning: so many weights at once are too sure.
    const float kept = (1.0f - static_cast<float>(options.drop) / 100.0f) / static_cast<float>(means);
    for (float& w : node_mean) w *= kept;
    for (float& w : edge_mean) w /= static_cast<float>(means);
  }

  int labels;
  std::vector<float> node, edge, node_sum, edge_sum, node_mean, edge_mean;

 private:
  static std::vector<uint32_t> shuffled(size_t n, uint64_t seed) {
    std::vector<uint32_t> order(n);
    for (uint32_t i = 0; i < n; ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return hash_mix(a, seed) < hash_mix(b, seed); });
    return order;
  }

  void score(const FeatureRows& rows, Lattice& out) const {
    const size_t n = static_cast<size_t>(labels);
    out.reset(labels, rows.size());
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      for (; a < rows.node_end[i]; ++a)
        for (size_t y = 0; y < n; ++y) out.node[i * n + y] += node[rows.node[a] * n + y];
      for (; b < rows.edge_end[i]; ++b)
        for (size_t y = 0; y < n * n; ++y) out.edge[i * n * n + y] += edge[rows.edge[b] * n * n + y];
    }
  }

  void step(std::vector<float>& w, std::vector<float>& sum, size_t at, float gradient, float rate) {
    if (gradient == 0) return;
    sum[at] += gradient * gradient;
    w[at] += rate * gradient / (std::sqrt(sum[at]) + 1e-3f);
  }

  // One step up the log-likelihood; gives the loss.
  double learn(const FeatureRows& rows, const std::vector<uint8_t>& gold, const LabelRules& rules, float rate,
               Lattice& lattice, Marginals& marginals) {
    const size_t n = static_cast<size_t>(labels);
    score(rows, lattice);
    forbid(rules, lattice);
    forward_backward(lattice, marginals);
    double right = 0;
    for (size_t i = 0; i < gold.size(); ++i)
      right += static_cast<double>(lattice.node[i * n + gold[i]] +
                                   (i ? lattice.edge[(i * n + gold[i - 1]) * n + gold[i]] : 0.0f));
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i < gold.size(); ++i) {
      float g[max_labels];
      bool any = false;
      for (size_t y = 0; y < n; ++y) {
        g[y] = (y == gold[i] ? 1.0f : 0.0f) - marginals.node[i * n + y];
        if (std::fabs(g[y]) < 1e-3f) g[y] = 0;
        any |= g[y] != 0;
      }
      if (!any) a = rows.node_end[i];
      for (; a < rows.node_end[i]; ++a)
        if (often[rows.node[a]] >= least)
          for (size_t y = 0; y < n; ++y) step(node, node_sum, rows.node[a] * n + y, g[y], rate);
      if (i == 0) {
        b = rows.edge_end[0];
        continue;
      }
      for (; b < rows.edge_end[i]; ++b)
        for (size_t y = 0; y < n * n; ++y) {
          const float e = (y / n == gold[i - 1] && y % n == gold[i] ? 1.0f : 0.0f) - marginals.edge[i * n * n + y];
          if (std::fabs(e) > 1e-3f) step(edge, edge_sum, rows.edge[b] * n * n + y, e, rate);
        }
    }
    return marginals.log_z - right;
  }

  void add_to_mean() {
    for (size_t i = 0; i < node.size(); ++i) node_mean[i] += node[i];
    for (size_t i = 0; i < edge.size(); ++i) edge_mean[i] += edge[i];
    ++means;
  }

  std::vector<uint8_t> often;
  int least = 2;
  int means = 0;
};

// A candidate with what its choices look at; `right` are the choices nearest to the gold, none where it is no
// attribution.
struct WeighExample {
  ChoiceRows rows;
  std::vector<bool> right;
  bool attribution = false;
};

// Weighs choices while that is learnt: the likelihood of the right ones, or of none.
class WeighLearner {
 public:
  explicit WeighLearner(int bits) : w(size_t{1} << bits, 0.0f), sum_(w), mean(w), often_(w.size(), 0) {}

  void train(const std::vector<WeighExample>& examples, const LearnOptions& options) {
    for (const WeighExample& one : examples)
      for (uint32_t at : one.rows.places)
        if (often_[at] < 255) ++often_[at];
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
      const float rate = options.rate / (1.0f + 0.25f * static_cast<float>(epoch));
      std::vector<uint32_t> order(examples.size());
      for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
      const uint64_t seed = 5000 + static_cast<uint64_t>(epoch);
      std::sort(order.begin(), order.end(),
                [&](uint32_t a, uint32_t b) { return hash_mix(a, seed) < hash_mix(b, seed); });
      double loss = 0;
      for (uint32_t i : order) loss += learn(examples[i], rate, options, hash_mix(i, seed));
      for (float& x : w) x *= options.keep;
      if (epoch < options.mean_from) continue;
      for (size_t i = 0; i < w.size(); ++i) mean[i] += w[i];
      for (size_t k = 0; k < plain.size(); ++k) plain_mean[k] += plain[k];
      ++means_;
      std::printf("    weighing, epoch %d: loss %.0f, plain %.3f %.3f\n", epoch + 1, loss,
                  static_cast<double>(plain[0]), static_cast<double>(plain[1]));
    }
    for (float& x : mean) x *= (1.0f - static_cast<float>(options.drop) / 100.0f) / static_cast<float>(means_);
    for (float& x : plain_mean) x /= static_cast<float>(means_);
  }

 private:
  std::vector<float> w, sum_;

 public:
  std::vector<float> mean;
  std::array<float, 2> plain{0.7f, 0.7f}, plain_mean{};

 private:
  double learn(const WeighExample& one, float rate, const LearnOptions& options, uint64_t seed) {
    const auto used = [&](uint32_t i) {
      return often_[one.rows.places[i]] >= options.least && (!options.drop || hash_mix(seed, i) % 100 >= options.drop);
    };
    std::vector<float> parts, scores;
    uint32_t at = 0;
    for (const uint32_t end : one.rows.part_end) {
      float sum = 0;
      for (; at < end; ++at)
        if (used(at)) sum += w[one.rows.places[at]];
      parts.push_back(sum);
    }
    for (size_t c = 0; c < one.rows.parts.size(); ++c) {
      float score = 0;
      for (size_t k = 0; k < plain.size(); ++k) score += plain[k] * one.rows.plain[c][k];
      for (uint32_t part : one.rows.parts[c]) score += parts[part];
      scores.push_back(score);
    }
    probabilities(scores);
    float right = 0, given = 0;
    for (size_t c = 0; c < scores.size(); ++c) {
      given += scores[c];
      if (one.attribution && one.right[c]) right += scores[c];
    }
    if (!one.attribution) right = 1 - given;
    right = std::max(right, 1e-6f);
    std::vector<float> up(parts.size(), 0.0f);
    std::array<float, 2> plain_up{};
    for (size_t c = 0; c < scores.size(); ++c) {
      const float gold = one.attribution && one.right[c] ? scores[c] / right : 0.0f;
      const float g = gold - scores[c];
      for (uint32_t part : one.rows.parts[c]) up[part] += g;
      for (size_t k = 0; k < plain.size(); ++k) plain_up[k] += g * one.rows.plain[c][k];
    }
    at = 0;
    for (size_t part = 0; part < parts.size(); ++part) {
      const uint32_t end = one.rows.part_end[part];
      for (; at < end; ++at) {
        if (std::fabs(up[part]) < 1e-3f || !used(at)) continue;
        const uint32_t place = one.rows.places[at];
        sum_[place] += up[part] * up[part];
        w[place] += rate * up[part] / (std::sqrt(sum_[place]) + 1e-2f);
      }
    }
    for (size_t k = 0; k < plain.size(); ++k) {
      plain_sum_[k] += plain_up[k] * plain_up[k];
      plain[k] += rate * plain_up[k] / (std::sqrt(plain_sum_[k]) + 1.0f);
    }
    return -std::log(static_cast<double>(right));
  }

  std::array<float, 2> plain_sum_{};
  std::vector<uint8_t> often_;
  int means_ = 0;
};

// The weights in eight bits, as the finder reads them. The few largest are cut, so that the others keep their digits.
inline void quantise(const std::vector<float>& w, std::vector<int8_t>& out, float& scale) {
  std::vector<float> sizes;
  for (float x : w)
    if (x != 0) sizes.push_back(std::fabs(x));
  std::sort(sizes.begin(), sizes.end());
  const float top =
      sizes.empty()
          ? 1.0f
          : sizes[std::min(sizes.size() - 1, static_cast<size_t>(static_cast<double>(sizes.size()) * 0.9998))];
  scale = top / 127;
  out.clear();
  for (float x : w) out.push_back(static_cast<int8_t>(std::clamp(std::lround(x / top * 127), -127L, 127L)));
}

}  // namespace fairwitness
