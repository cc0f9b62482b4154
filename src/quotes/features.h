// What the two chains look at. The trainer and the finder share these, so that they cannot drift apart.
#pragma once

#include "quotes/chain.h"
#include "quotes/units.h"

namespace fairwitness {

// Labels of the first chain, which finds cues, and of the second, which finds one cue's source and content.
enum CueLabel : uint8_t { cue_out, cue_begin, cue_in };
enum SpanLabel : uint8_t { span_out, source_begin, source_in, content_begin, content_in };

const LabelRules& cue_labels();
const LabelRules& span_labels();

struct FeatureSizes {
  int cue_bits = 20, cue_edge_bits = 10, span_bits = 19, span_edge_bits = 11, choice_bits = 18;
};

// The units around a cue in which its source and content are looked for: its line and the lines of quotations beside
// it.
struct TokenWindow {
  uint32_t first = 0, end = 0;  // units
  uint32_t cue_first = 0, cue_end = 0;
};
TokenWindow window_of(const SpeechUnits& units, size_t line, uint32_t cue_first, uint32_t cue_end);

void cue_features(const SpeechUnits& units, size_t line, const FeatureSizes& sizes, FeatureRows& out);
void span_features(const SpeechUnits& units, const TokenWindow& window, const FeatureSizes& sizes, FeatureRows& out);

}  // namespace fairwitness
