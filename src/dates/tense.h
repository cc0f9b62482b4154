// Whether a sentence tells of a day as behind or ahead: "met on Friday", "will meet on Friday".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "article/article.h"
#include "rules/rules.h"
#include "words/words.h"

namespace fairwitness {

enum class Tense : uint8_t { none, past, future };

// Verbs by what they tell (rules/<lang>/time_verbs).
struct TenseRules {
  enum class Verb : uint8_t { other, say, done, plan, due, same, after, over, ahead };
  explicit TenseRules(const Rules& rules);
  Verb verb(std::string_view lemma) const;

 private:
  std::unordered_map<std::string, Verb> verbs_;
};

// The tense of the verb that governs the words at `span`. Titles and captions tell the past in the present tense.
Tense tense_at(const Article& article, const Words& words, Span span, const TenseRules& rules);

// The sentence that holds the byte, as an index; -1 where there is none.
int32_t sentence_at(const Words& words, uint32_t byte);

}  // namespace fairwitness
