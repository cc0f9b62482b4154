// The learnt finder of attributions: cues first, then each cue's source and content. Its card is
// data/models/en/quotes.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quotes/features.h"
#include "quotes/frames.h"

namespace fairwitness {

// What is less probable is not given. Chosen on texts kept out of training, for the most F1.
struct AttributorOptions {
  float least_cue = 0.3f;
  float least_source = 0.2f;    // of cue and source together
  float least_content = 0.25f;  // of cue and content together
};

// What the file holds: sizes, scales, then the four weight arrays, each byte a weight.
struct AttributorModel {
  FeatureSizes sizes;
  float cue_node_scale = 0, cue_edge_scale = 0, span_node_scale = 0, span_edge_scale = 0;
  std::vector<int8_t> cue_node, cue_edge, span_node, span_edge;
  std::string bytes() const;
};

class Attributor {
 public:
  // The bytes must outlive it. Bytes that are no model give one that finds nothing.
  explicit Attributor(std::string_view bytes);
  bool known() const { return cue_.known(); }
  // In the order of the lines.
  std::vector<Frame> find(const SpeechUnits& units, const AttributorOptions& options = {}) const;

 private:
  FeatureSizes sizes_;
  ChainWeights cue_, span_;
};

}  // namespace fairwitness
