#include "quotes/choices.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {
namespace {

constexpr float least_state = 2e-3f;  // probability of a label at its place

// A way to a label at a place: its score, the label before and which of that label's ways.
struct Way {
  float score = 0;
  uint8_t before = 0, rank = 0;
};

// The ways to each label of each place, the best first; places without choice have one label.
class Ways {
 public:
  Ways(const Lattice& lattice, const Marginals& marginals)
      : lattice_(lattice), n_(static_cast<size_t>(lattice.labels)) {
    cells_.resize(lattice.size * n_);
    for (size_t i = 0; i < lattice.size; ++i)
      for (size_t y = 0; y < n_; ++y)
        if (marginals.node[i * n_ + y] >= least_state) fill(i, y);
  }

  void read(uint32_t first, double log_z, std::vector<Choice>& out) const {
    struct End {
      float score;
      uint8_t label, rank;
    };
    std::vector<End> ends;
    for (size_t y = 0; y < n_; ++y) {
      const auto& cell = cells_[(lattice_.size - 1) * n_ + y];
      for (size_t k = 0; k < cell.size(); ++k)
        ends.push_back({cell[k].score, static_cast<uint8_t>(y), static_cast<uint8_t>(k)});
    }
    std::stable_sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.score > b.score; });
    if (ends.size() > most_choices) ends.resize(most_choices);
    std::vector<uint8_t> labels(lattice_.size);
    for (const End& end : ends) {
      uint8_t y = end.label, rank = end.rank;
      for (size_t i = lattice_.size; i-- > 0;) {
        labels[i] = y;
        const Way& way = cells_[i * n_ + y][rank];
        y = way.before;
        rank = way.rank;
      }
      Choice one;
      one.log_probability = static_cast<float>(static_cast<double>(end.score) - log_z);
      for (size_t i = 0; i < labels.size(); ++i) {
        const uint32_t at = first + static_cast<uint32_t>(i);
        if (labels[i] == source_begin) one.source.push_back({at, at + 1});
        if (labels[i] == content_begin) one.content.push_back({at, at + 1});
        if (labels[i] == source_in) one.source.back().end = at + 1;
        if (labels[i] == content_in) one.content.back().end = at + 1;
      }
      out.push_back(std::move(one));
    }
  }

 private:
  void fill(size_t i, size_t y) {
    auto& cell = cells_[i * n_ + y];
    const float own = lattice_.node[i * n_ + y];
    if (i == 0) {
      cell.push_back({own, 0, 0});
      return;
    }
    const float* edges = lattice_.edge.data() + i * n_ * n_;
    std::array<size_t, max_labels> next{};
    while (cell.size() < most_choices) {
      float best = -1e30f;
      size_t from = n_;
      for (size_t before = 0; before < n_; ++before) {
        const auto& ways = cells_[(i - 1) * n_ + before];
        if (next[before] >= ways.size() || edges[before * n_ + y] < -5e3f) continue;
        const float score = ways[next[before]].score + edges[before * n_ + y];
        if (score > best) {
          best = score;
          from = before;
        }
      }
      if (from == n_) break;
      cell.push_back({best + own, static_cast<uint8_t>(from), static_cast<uint8_t>(next[from]++)});
    }
  }

  const Lattice& lattice_;
  size_t n_;
  std::vector<std::vector<Way>> cells_;
};

}  // namespace

void likeliest_choices(const Lattice& lattice, const Marginals& marginals, uint32_t first, std::vector<Choice>& out) {
  out.clear();
  if (lattice.size) Ways(lattice, marginals).read(first, marginals.log_z, out);
}

void ChoiceRows::clear() {
  places.clear();
  part_end.clear();
  parts.clear();
  plain.clear();
}

void probabilities(std::vector<float>& scores) {
  float top = 0;
  for (const float score : scores) top = std::max(top, score);
  float sum = exponential(-top);
  for (float& score : scores) sum += score = exponential(score - top);
  for (float& score : scores) score /= sum;
}

void weigh(const ChoiceRows& rows, const ChoiceWeights& weights, std::vector<Choice>& choices) {
  std::vector<float> parts, scores;
  uint32_t at = 0;
  for (const uint32_t end : rows.part_end) {
    int32_t sum = 0;
    for (; at < end; ++at) sum += weights.places[rows.places[at]];
    parts.push_back(static_cast<float>(sum) * weights.scale);
  }
  for (size_t c = 0; c < choices.size(); ++c) {
    float score = 0;
    for (size_t k = 0; k < weights.plain.size(); ++k) score += weights.plain[k] * rows.plain[c][k];
    for (const uint32_t part : rows.parts[c]) score += parts[part];
    scores.push_back(score);
  }
  probabilities(scores);
  for (size_t c = 0; c < choices.size(); ++c) choices[c].probability = scores[c];
}

}  // namespace fairwitness
