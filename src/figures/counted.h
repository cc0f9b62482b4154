// What a number counts and what happened to it: "12 civilians were killed" counts "civilians killed".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "article/article.h"
#include "base/span.h"
#include "rules/rules.h"
#include "words/words.h"

namespace fairwitness {

// What happens to people and things (rules/<lang>/figure_harm), by lemma and by phrase.
class HarmRules {
 public:
  explicit HarmRules(const Rules& rules);
  enum class How : uint8_t { verb, subject, adjective, noun, adverb };
  // The label ("killed") of the lemma used in that way; "" where it has none.
  std::string_view label(std::string_view lemma, How how) const;
  // The label of the verb with the word behind it, for its object ("take" her to "hospital") or its subject ("suffered"
  // "wounds"); "" where the two say nothing. The verb "*" is any verb of harm.
  std::string_view label_with(std::string_view verb, std::string_view word, bool subject) const;
  bool needs_word(std::string_view verb) const { return phrases_[0].contains(verb) || phrases_[1].contains(verb); }
  // Does the word stand in the tables as anything that harms?
  bool tells(std::string_view lemma) const { return all_.contains(lemma); }
  // "rise": its participle does not end in -ed.
  bool irregular(std::string_view verb) const { return irregular_.contains(verb); }
  // A verb that only says how surely the next one holds: "are believed to have died".
  bool passes_through(std::string_view lemma) const { return through_.contains(lemma); }
  // "not": what follows did not befall them.
  bool negates(std::string_view lemma) const { return not_.contains(lemma); }
  // "victim": what the noun in front names befell them.
  bool befell(std::string_view lemma) const { return whose_.contains(lemma); }
  // "both": may stand between those it befell and the verb.
  bool of_each(std::string_view lemma) const { return each_.contains(lemma); }
  // The verb of a participle that taggers take for a noun ("shot"); "" for other words.
  std::string_view verb_of(std::string_view lower) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <typename Value>
  using Words = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  Words<std::string> labels_[5];
  Words<Words<std::string>> phrases_[2];  // of objects, of subjects
  Words<std::string> verbs_;
  Words<char> all_, through_, not_, whose_, each_, irregular_;
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
  CountedReader(const Article& article, const Words& words, const HarmRules& harm);

  // The number stands in `number`; `behind` is the byte where what it counts may begin. `partitive`: "half (of) the".
  // `noun` is a noun that is already known (the "nation" of "23-nation"), or empty.
  Counted read(Span number, uint32_t behind, bool partitive, Span noun) const;

  uint32_t token_at(uint32_t byte) const;  // the first token that ends behind the byte
  const Sentence* sentence_of(uint32_t byte) const;
  // Tag and lemma as the tagger has them, but for participles of harm that it took for nouns ("five men shot").
  Penn tag(uint32_t at) const { return tags_[at]; }
  std::string_view lemma(uint32_t at) const {
    auto mended = mended_.find(at);
    return mended == mended_.end() ? words_.lemma(words_.tokens[at]) : mended->second;
  }
  std::string_view word(uint32_t at) const { return words_.tokens[at].span.of(article_.text); }
  const Token& token(uint32_t at) const { return words_.tokens[at]; }
  bool be(uint32_t at) const { return lemma(at) == "be" || lemma(at) == "get"; }
  // The label that the verb at the token gives its object, with the words behind it: "shot dead", "taken to hospital".
  std::string_view harm_of_verb(uint32_t at) const;
  // The label it gives its subject: "died", "suffered wounds", "is in critical condition".
  std::string_view harm_of_subject(uint32_t at) const;
  // What is done to the noun phrase [first, end) in its sentence.
  std::string happening(const Sentence& sentence, uint32_t first, uint32_t end, bool& toll) const;

 private:
  uint32_t behind_aside(const Sentence& sentence, uint32_t at) const;
  std::string_view state_at_end(const Sentence& sentence, uint32_t preposition) const;
  uint32_t plural_be_behind(const Sentence& sentence, uint32_t from) const;
  std::string_view word_behind(const Sentence& sentence, std::string_view verb, uint32_t from, bool subject) const;
  bool dies_later(const Sentence& sentence, uint32_t at) const;
  uint32_t noun_end(const Sentence& sentence, uint32_t from, bool partitive, uint32_t& start) const;
  void mend(const Sentence& sentence);
  std::string_view label_behind(const Sentence& sentence, uint32_t at, bool subject) const;
  std::string_view inverted(const Sentence& sentence, uint32_t be_at) const;
  std::string before(const Sentence& sentence, uint32_t first, bool& toll) const;
  std::string behind(const Sentence& sentence, uint32_t first, uint32_t end, bool& toll) const;

  const Article& article_;
  const Words& words_;
  const HarmRules& harm_;
  std::vector<Penn> tags_;
  std::unordered_map<uint32_t, std::string_view> mended_;
};

}  // namespace fairwitness
