// What a number counts and what happened to it: "12 civilians were killed" counts "civilians killed".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "article/article.h"
#include "base/span.h"
#include "rules/rules.h"
#include "words/words.h"

namespace fairwitness {

// What happens to people and things (rules/<lang>/figure_harm), by lemma and by phrase.
class HarmRules {
 public:
  explicit HarmRules(const Rules& rules);
  enum class How : uint8_t { verb, subject, adjective, noun };
  // The label ("killed") of the lemma used in that way; "" where it has none.
  std::string_view label(std::string_view lemma, How how) const;

 private:
  std::unordered_map<std::string, std::string> labels_[4];
};

struct Counted {
  Span noun;         // words of the counted noun phrase with its modifiers; may be empty
  std::string head;  // lemma-free head phrase as written, lower case: "opposition group members"
  std::string what;  // what happened: "killed", "live"; ""
  bool people = false;
  bool toll = false;  // `what` is a label of the harm table
};

class CountedReader {
 public:
  CountedReader(const Article& article, const Words& words, const HarmRules& harm)
      : article_(article), words_(words), harm_(harm) {}

  // The number stands in `number`; `behind` is the byte where what it counts may begin. `partitive`: "half (of) the".
  // `noun` is a noun that is already known (the "nation" of "23-nation"), or empty.
  Counted read(Span number, uint32_t behind, bool partitive, Span noun) const;

  uint32_t token_at(uint32_t byte) const;  // the first token that ends behind the byte
  const Sentence* sentence_of(uint32_t byte) const;
  std::string_view lemma(uint32_t at) const { return words_.lemma(words_.tokens[at]); }
  std::string_view word(uint32_t at) const { return words_.tokens[at].span.of(article_.text); }
  const Token& token(uint32_t at) const { return words_.tokens[at]; }
  bool be(uint32_t at) const { return lemma(at) == "be" || lemma(at) == "get"; }
  // What is done to the noun phrase [first, end) in its sentence.
  std::string happening(const Sentence& sentence, uint32_t first, uint32_t end, bool& toll) const;

 private:
  uint32_t noun_end(const Sentence& sentence, uint32_t from, bool partitive, uint32_t& start) const;
  std::string_view harm_of_verb(uint32_t at, bool passive) const;
  std::string before(const Sentence& sentence, uint32_t first, bool& toll) const;
  std::string behind(const Sentence& sentence, uint32_t end, bool& toll) const;

  const Article& article_;
  const Words& words_;
  const HarmRules& harm_;
};

}  // namespace fairwitness
