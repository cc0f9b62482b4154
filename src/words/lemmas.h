// Lemmas: a table of exceptions, then rules for endings.
#pragma once

#include <string>
#include <string_view>

#include "words/tokens.h"

namespace fairwitness {

enum class WordClass : uint8_t { noun, verb, adjective, other };
WordClass word_class(Penn penn);

class Lemmas {
 public:
  explicit Lemmas(const Rules& rules);
  // The lemma of a lower-case form.
  std::string of(std::string_view form, Penn penn) const;

 private:
  WordMap<std::string> exceptions_[3];  // by WordClass
};

}  // namespace fairwitness
