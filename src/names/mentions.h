// Which runs of units are names, and of what kind: a linear model decoded with Viterbi over begin, inside, last, unit
// and outside of each kind.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "names/units.h"
#include "words/linear.h"

namespace fairwitness::naming {

// A label is 0 (outside) or 1 + 4 * kind + place, where the place is begin, inside, last or unit. Events and others are
// one kind here.
inline constexpr uint32_t mention_kinds = 7;
inline constexpr uint32_t mention_labels = 1 + 4 * mention_kinds;
enum Place : uint32_t { place_begin, place_inside, place_last, place_unit };
constexpr uint32_t label_of(uint32_t kind, Place place) { return 1 + 4 * kind + place; }
// May `next` follow `label`? Both ends of a sentence count as outside.
bool may_follow(uint32_t label, uint32_t next);

inline constexpr size_t max_mention_features = 112;
// The features of unit `at` of its sentence; the trainer calls this too.
size_t mention_features(std::span<const Unit> units, size_t at, bool capitals,
                        std::array<uint32_t, max_mention_features>& out);
// The feature of the label before.
uint32_t transition_key(uint32_t before);

// Finds the best path through a sentence. Keeps its memory from one sentence to the next.
class Decoder {
 public:
  // scores[i * mention_labels + label], transitions[before * mention_labels + label]; a closed unit can only be
  // outside.
  const std::vector<uint32_t>& best(std::span<const Unit> units, std::span<const float> scores,
                                    std::span<const float> transitions);

 private:
  std::vector<uint8_t> from_;
  std::vector<uint32_t> labels_;
};

struct Mention {
  uint32_t first = 0, end = 0;  // units of the whole report
  NameKind kind = NameKind::other;
};

class MentionModel {
 public:
  MentionModel() = default;
  explicit MentionModel(std::string_view bytes);
  std::vector<Mention> find(const Units& units) const;

 private:
  LinearModel model_;
  std::vector<float> transitions_;  // mention_labels squared
};

}  // namespace fairwitness::naming
