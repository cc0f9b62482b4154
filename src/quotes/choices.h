// The choices the second chain leaves for a cue: the likeliest labellings of its window, and what to look at to weigh
// them against each other and against "this is no attribution".
#pragma once

#include <array>
#include <vector>

#include "quotes/features.h"

namespace fairwitness {

// One way to label the window of a cue.
struct Choice {
  std::vector<Range> source, content;
  float log_probability = 0;  // of the labelling, by the chain
  float probability = 0;      // that the cue is one and this its labelling, when weighed
};

// What may be an attribution.
struct Candidate {
  uint32_t line = 0;
  TokenWindow window;
  float cue_probability = 0;
  std::vector<Choice> choices;  // the likeliest first
};

inline constexpr size_t most_choices = 8;

// The likeliest labellings, at most `most_choices`; labels whose probability at their place is tiny are left aside.
void likeliest_choices(const Lattice& lattice, const Marginals& marginals, uint32_t first, std::vector<Choice>& out);

// The features of a candidate's choices. A part is what several choices share: the attribution as such, a source, a
// content. Its places are [end of the part before, its end).
struct ChoiceRows {
  std::vector<uint32_t> places, part_end;
  std::vector<std::vector<uint32_t>> parts;  // of each choice
  std::vector<std::array<float, 2>> plain;   // of each choice: log odds of the cue, log probability of the labelling
  void clear();
};

void choice_features(const SpeechUnits& units, const Candidate& candidate, int bits, ChoiceRows& out);

// What the choices are weighed with.
struct ChoiceWeights {
  int bits = 0;
  float scale = 0;
  std::array<float, 2> plain{};
  std::span<const int8_t> places;
};

// Sets the probability of each choice; what is missing to 1 is that of no attribution.
void weigh(const ChoiceRows& rows, const ChoiceWeights& weights, std::vector<Choice>& choices);
// The probabilities of scores against 0, which stands for none.
void probabilities(std::vector<float>& scores);

}  // namespace fairwitness
