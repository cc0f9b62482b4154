// Whom a pronoun means: each person in mind gets a score from a small linear model. references.cc and the trainer
// (train/pronouns.cc, which is given the mentions) share it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "words/linear.h"

namespace fairwitness::naming {

// A person as the reader remembers them, by their last mention.
struct Remembered {
  uint32_t entity = 0xFFFFFFFFu;
  uint32_t sentence = 0, unit = 0;
  uint32_t mentions = 0;
  bool subject = false, quoted = false;
  bool named = true;     // by a name, not only described
  bool pronoun = false;  // the last mention was a pronoun
  bool owner = false;    // the last mention was a possessive
  bool several = false;  // a plural
  bool weak = false;     // a predicate or part of a compound: "was a legend", "a salesman approach"
  char gender = '\0';    // 'm', 'f', or not told
};

struct PronounPlace {
  uint32_t sentence = 0, unit = 0;
  char gender = '\0';
  bool subject = false;     // "he", "she"
  bool possessive = false;  // "his", "her"
  bool reflexive = false;
  bool quoted = false;
  bool opens = false;            // first word of its sentence, or of the quotation's frame
  uint32_t frame = 0xFFFFFFFFu;  // the last person who was a subject outside quotation marks: their unit
};

inline constexpr uint32_t max_pronoun_distance = 12;  // sentences back
inline constexpr size_t max_antecedent_features = 28;
// `rank`: how many that may be meant were mentioned since; `among`: how many may be meant at all.
size_t antecedent_features(const PronounPlace& pronoun, const Remembered& who, uint32_t rank, uint32_t among,
                           std::array<uint32_t, max_antecedent_features>& out);
// False where the gender or the number forbids it.
bool may_mean(const PronounPlace& pronoun, const Remembered& who);

class AntecedentModel {
 public:
  AntecedentModel() = default;
  explicit AntecedentModel(std::string_view bytes) : model_(bytes) {}
  int32_t score(const PronounPlace& pronoun, const Remembered& who, uint32_t rank, uint32_t among) const;

 private:
  LinearModel model_;
};

}  // namespace fairwitness::naming
