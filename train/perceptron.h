// Averaged perceptron for the trainers: weights by feature key, and the file that words/linear.h reads.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace fairwitness::train {

class Perceptron {
 public:
  explicit Perceptron(uint32_t classes) : classes_(classes) {}

  void add(std::span<const uint32_t> features, float* scores) const {
    for (uint32_t key : features) {
      auto row = rows_.find(key);
      if (row == rows_.end()) continue;
      const float* weights = &weights_[size_t{row->second} * classes_];
      for (uint32_t c = 0; c < classes_; ++c) scores[c] += weights[c];
    }
  }
  void update(std::span<const uint32_t> features, uint32_t label, float by) {
    for (uint32_t key : features) {
      auto [row, fresh] = rows_.try_emplace(key, static_cast<uint32_t>(rows_.size()));
      if (fresh) {
        weights_.resize(rows_.size() * classes_);
        totals_.resize(rows_.size() * classes_);
      }
      size_t at = size_t{row->second} * classes_ + label;
      weights_[at] += by;
      totals_[at] += static_cast<double>(by) * static_cast<double>(now_);
    }
  }
  uint32_t classes() const { return classes_; }
  void tick() { ++now_; }
  // From here on add() works with the averages.
  void average() {
    for (size_t i = 0; i < weights_.size(); ++i)
      weights_[i] -= static_cast<float>(totals_[i] / static_cast<double>(now_));
  }

  // Adds the weights of another, trained with the same classes.
  void merge(const Perceptron& other) {
    for (auto [key, from] : other.rows_)
      for (uint32_t c = 0; c < classes_; ++c)
        if (float w = other.weights_[size_t{from} * classes_ + c]; w != 0) update(std::span(&key, 1), c, w);
  }
  // Takes away weights below `least` of the largest, so that what is measured is what is written.
  void prune(double least) {
    float largest = 0;
    for (float w : weights_) largest = std::max(largest, std::fabs(w));
    for (float& w : weights_)
      if (std::fabs(w) < static_cast<float>(least) * largest) w = 0;
  }

  // Writes the model, the largest weight as 32000 or one as `unit`; drops weights below `least` (of the largest
  // weight), returns the bytes written.
  size_t write(const std::string& path, const std::vector<std::string>& labels, double least, double unit = 0) const {
    float largest = 0;
    for (float w : weights_) largest = std::max(largest, std::fabs(w));
    const double scale = unit > 0 ? unit : 32000 / std::max(1e-9f, largest);
    struct Row {
      uint32_t key, first, count;
    };
    std::vector<Row> rows;
    std::vector<std::pair<uint32_t, uint32_t>> order(rows_.begin(), rows_.end());
    std::sort(order.begin(), order.end());
    std::vector<uint32_t> entries;
    for (auto [key, row] : order) {
      Row out{key, static_cast<uint32_t>(entries.size()), 0};
      for (uint32_t c = 0; c < classes_; ++c) {
        double w = static_cast<double>(weights_[size_t{row} * classes_ + c]);
        auto rounded = static_cast<int32_t>(std::lround(w * scale));
        if (std::fabs(w) < least * static_cast<double>(largest) || rounded == 0) continue;
        entries.push_back(static_cast<uint32_t>(static_cast<uint16_t>(static_cast<int16_t>(rounded))) | c << 16);
        ++out.count;
      }
      if (out.count) rows.push_back(out);
    }
    uint32_t slots = 1;
    while (slots * 3 < rows.size() * 4) slots *= 2;
    std::vector<std::pair<uint32_t, uint32_t>> table(slots);
    for (const Row& row : rows) {
      uint32_t i = row.key & (slots - 1);
      while (table[i].first) i = (i + 1) & (slots - 1);
      table[i] = {row.key, row.first << 8 | row.count};
    }
    std::string text;
    for (const auto& label : labels) text += label + "\n";
    text.resize((text.size() + 3) / 4 * 4, '\n');
    std::string out = "FWLM";
    auto put = [&](uint32_t value) { out.append(reinterpret_cast<const char*>(&value), 4); };
    put(1);
    put(classes_);
    put(slots);
    put(static_cast<uint32_t>(entries.size()));
    put(static_cast<uint32_t>(text.size()));
    out += text;
    for (auto [key, where] : table) put(key), put(where);
    for (uint32_t entry : entries) put(entry);
    std::ofstream(path, std::ios::binary) << out;
    std::printf("%s: %zu features, %zu weights, %zu bytes\n", path.c_str(), rows.size(), entries.size(), out.size());
    return out.size();
  }

 private:
  uint32_t classes_;
  uint64_t now_ = 1;
  std::unordered_map<uint32_t, uint32_t> rows_;
  std::vector<float> weights_;
  std::vector<double> totals_;
};

// The same order on every machine.
inline uint32_t next_random(uint64_t& state) {
  state = state * 6364136223846793005ull + 1442695040888963407ull;
  return static_cast<uint32_t>(state >> 33);
}
template <typename T>
void shuffle(std::vector<T>& items, uint64_t& state) {
  for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[next_random(state) % i]);
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace fairwitness::train
