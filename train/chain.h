// A linear-chain conditional random field for the trainers: stochastic gradient with AdaGrad, features left out at
// random.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "perceptron.h"

namespace fairwitness::train {

// A sentence: the rows of the features of each place, the label of each, and whether it is open: a closed place has
// label 0 and no rows.
struct ChainSample {
  std::vector<std::vector<uint32_t>> rows;
  std::vector<uint8_t> labels;
  std::vector<bool> open;
};

template <uint32_t labels>
class Chain {
 public:
  static constexpr uint32_t width = (labels + 7) / 8 * 8;

  // `may(a, b)`: may label b stand behind a?
  template <typename May>
  Chain(size_t rows, May may) : weights_(rows * width), squares_(rows * width) {
    for (uint32_t b = 0; b < labels; ++b)
      for (uint32_t a = 0; a < labels; ++a)
        if (may(a, b)) before_[b].push_back(a);
  }

  // One round over the samples in the order given. Returns the mean loss.
  double round(const std::vector<ChainSample>& samples, const std::vector<size_t>& order, float rate, float decay,
               uint32_t drop, uint64_t& random) {
    double loss = 0;
    for (size_t index : order) loss += learn(samples[index], rate, decay, drop, random);
    return loss / static_cast<double>(order.size());
  }

  // What a feature gives to all labels alike decides nothing: takes its median away, so that more weights are nothing.
  void centre() {
    std::array<float, labels> sorted;
    for (size_t row = 0; row < weights_.size(); row += width) {
      std::copy_n(&weights_[row], labels, sorted.begin());
      std::nth_element(sorted.begin(), sorted.begin() + labels / 2, sorted.end());
      const float middle = sorted[labels / 2];
      for (uint32_t c = 0; c < labels; ++c) weights_[row + c] -= middle;
    }
  }
  // Makes weights below `least` nothing; gives how many are left.
  size_t prune(float least) {
    size_t left = 0;
    for (float& w : weights_) w = std::fabs(w) < least ? 0 : w, left += w != 0;
    return left;
  }
  // Adds the weights of another chain of the same shape; makes all of them so many times smaller.
  void merge(const Chain& other) {
    for (size_t i = 0; i < weights_.size(); ++i) weights_[i] += other.weights_[i];
    for (size_t i = 0; i < transitions_.size(); ++i) transitions_[i] += other.transitions_[i];
  }
  void divide(float by) {
    for (float& w : weights_) w /= by;
    for (float& w : transitions_) w /= by;
  }
  float weight(size_t row, uint32_t label) const { return weights_[row * width + label]; }
  float transition(uint32_t a, uint32_t b) const { return transitions_[a * labels + b]; }
  std::span<const float> transitions() const { return transitions_; }

  void score(const std::vector<uint32_t>& rows, float* to) const {
    for (uint32_t row : rows) {
      const float* from = &weights_[size_t{row} * width];
      for (uint32_t c = 0; c < labels; ++c) to[c] += from[c];
    }
  }

 private:
  using Column = std::array<float, width>;

  double learn(const ChainSample& s, float rate, float decay, uint32_t drop, uint64_t& random) {
    const size_t n = s.labels.size();
    kept_.assign(n, {});
    score_.assign(n, Column{});
    const float scale = 100.0f / static_cast<float>(100 - drop);
    bool any = false;
    for (size_t i = 0; i < n; ++i) {
      if (!s.open[i]) continue;
      any = true;
      for (uint32_t row : s.rows[i])
        if (!drop || next_random(random) % 100 >= drop) kept_[i].push_back(row);
      score(kept_[i], score_[i].data());
      for (float& x : score_[i]) x *= scale;
    }
    if (!any) return 0;
    double loss = marginals(s);
    for (size_t i = 0; i < n; ++i) {
      if (s.open[i] || (i > 0 && s.open[i - 1])) learn_transitions(s, i, rate);
      if (!s.open[i]) continue;
      Column gradient{};
      float most = 0;
      for (uint32_t c = 0; c < labels; ++c) {
        gradient[c] = ((c == s.labels[i] ? 1.0f : 0.0f) - alpha_[i][c] * beta_[i][c]) * scale;
        most = std::max(most, std::fabs(gradient[c]));
      }
      if (most < 0.002f) continue;
      for (uint32_t row : kept_[i])
        step(&weights_[size_t{row} * width], &squares_[size_t{row} * width], gradient, rate, decay);
    }
    return loss;
  }

  static void step(float* w, float* square, const Column& gradient, float rate, float decay) {
    for (uint32_t c = 0; c < width; ++c) {
      float g = gradient[c] - decay * w[c];
      square[c] += g * g;
      w[c] += rate * g / std::sqrt(square[c] + 1e-4f);
    }
  }

  // Forward and backward with each place scaled to sum 1; alpha * beta is the marginal. Gives minus the log-likelihood.
  double marginals(const ChainSample& s) {
    const size_t n = s.labels.size();
    alpha_.assign(n, Column{});
    beta_.assign(n, Column{});
    emission_.assign(n, Column{});
    scale_.assign(n, 1.0f);
    for (uint32_t b = 0; b < labels; ++b)
      for (uint32_t a : before_[b]) power_[b * labels + a] = std::exp(transitions_[a * labels + b]);
    double log_z = 0, gold = 0;
    for (size_t i = 0; i < n; ++i) {
      float top = 0;
      const uint32_t many = s.open[i] ? labels : 1;
      if (s.open[i])
        for (uint32_t c = 0; c < labels; ++c) top = std::max(top, score_[i][c]);
      float sum = 0;
      for (uint32_t b = 0; b < many; ++b) {
        emission_[i][b] = std::exp(score_[i][b] - top);
        float in = 0;
        if (i == 0)
          in = b == 0 || may_begin(b) ? power_[b * labels] : 0;
        else
          for (uint32_t a : before_[b]) in += alpha_[i - 1][a] * power_[b * labels + a];
        alpha_[i][b] = in * emission_[i][b];
        sum += alpha_[i][b];
      }
      if (sum < 1e-30f) sum = 1e-30f;
      for (uint32_t b = 0; b < many; ++b) alpha_[i][b] /= sum;
      scale_[i] = sum;
      log_z += std::log(sum) + top;
      gold += score_[i][s.labels[i]] + transitions_[(i ? s.labels[i - 1] : 0u) * labels + s.labels[i]];
    }
    // A sentence may not end inside a name.
    float ends = 0;
    for (uint32_t a : before_[0]) ends += alpha_[n - 1][a];
    ends = std::max(ends, 1e-30f);
    for (uint32_t a : before_[0]) beta_[n - 1][a] = 1 / ends;
    log_z += std::log(ends);
    for (size_t i = n - 1; i > 0; --i) {
      const uint32_t many = s.open[i] ? labels : 1;
      for (uint32_t b = 0; b < many; ++b) {
        float out = beta_[i][b] * emission_[i][b] / scale_[i];
        if (out != 0)
          for (uint32_t a : before_[b]) beta_[i - 1][a] += power_[b * labels + a] * out;
      }
    }
    return log_z - gold;
  }
  bool may_begin(uint32_t b) const { return !before_[b].empty() && before_[b].front() == 0; }

  void learn_transitions(const ChainSample& s, size_t i, float rate) {
    const uint32_t many = s.open[i] ? labels : 1;
    for (uint32_t b = 0; b < many; ++b) {
      float out = beta_[i][b] * emission_[i][b] / scale_[i];
      if (i == 0) {
        if (may_begin(b)) move(b, power_[b * labels] * out, s.labels[0] == b, rate);
        continue;
      }
      for (uint32_t a : before_[b])
        move(a * labels + b, alpha_[i - 1][a] * power_[b * labels + a] * out, s.labels[i - 1] == a && s.labels[i] == b,
             rate);
    }
  }
  void move(size_t at, float expected, bool is, float rate) {
    float g = (is ? 1.0f : 0.0f) - expected;
    if (std::fabs(g) < 0.001f) return;
    transition_squares_[at] += g * g;
    transitions_[at] += rate * g / std::sqrt(transition_squares_[at] + 1.0f);
  }

  std::array<std::vector<uint32_t>, labels> before_;
  std::vector<float> weights_, squares_;
  std::vector<float> transitions_ = std::vector<float>(labels * labels), transition_squares_ = transitions_,
                     power_ = transitions_;
  std::vector<std::vector<uint32_t>> kept_;
  std::vector<Column> score_, alpha_, beta_, emission_;
  std::vector<float> scale_;
};

}  // namespace fairwitness::train
