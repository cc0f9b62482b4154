// The learnt finder of attributions: cues first, then each cue's source and content. Its card is
// data/models/en/quotes.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quotes/choices.h"
#include "quotes/frames.h"

namespace fairwitness {

// What is less probable is not given. Chosen on texts kept out of training.
struct AttributorOptions {
  float least_cue = 0.03f;      // of the first chain, to be looked at further
  float least_frame = 0.23f;    // that it is an attribution, when weighed
  float least_nested = 0.6f;    // likewise where its cue stands within what a surer one tells
  float least_marked = 0.1f;    // likewise where what is told holds words in marks
  float least_source = 0.15f;   // that it is an attribution with this source
  float named = 0.2f;           // share of the choices that have a source, for the likeliest to be taken in any case
  float least_content = 0.35f;  // likewise with this content, where it is not the only one
};

// What the file holds: sizes, scales, then the five weight arrays, each byte a weight.
struct AttributorModel {
  FeatureSizes sizes;
  float cue_node_scale = 0, cue_edge_scale = 0, span_node_scale = 0, span_edge_scale = 0, choice_scale = 0;
  std::array<float, 2> plain{};
  std::vector<int8_t> cue_node, cue_edge, span_node, span_edge, choice;
  std::string bytes() const;
};

class Attributor {
 public:
  // The bytes must outlive it. Bytes that are no model give one that finds nothing.
  explicit Attributor(std::string_view bytes);
  bool known() const { return cue_.known(); }
  // In the order of the lines.
  std::vector<Frame> find(const SpeechUnits& units, const AttributorOptions& options = {}) const;
  // What the chains find, not yet weighed.
  std::vector<Candidate> candidates(const SpeechUnits& units, float least_cue) const;
  const FeatureSizes& sizes() const { return sizes_; }
  const ChainWeights& cue_weights() const { return cue_; }
  const ChainWeights& span_weights() const { return span_; }
  const ChoiceWeights& choice_weights() const { return choice_; }

 private:
  FeatureSizes sizes_;
  ChainWeights cue_, span_;
  ChoiceWeights choice_;
};

// The frame of a weighed candidate, if it is probable enough.
bool read_frame(const Candidate& candidate, const AttributorOptions& options, Frame& out);

}  // namespace fairwitness
