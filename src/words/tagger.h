// Tags: an averaged perceptron over hashed features of the word, its neighbours, word classes and the tags before it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "words/linear.h"
#include "words/words.h"

namespace fairwitness {

// What the models know of a word by itself; computed once for each token.
struct WordShape {
  uint32_t word = 0;  // hash of the word in lower case, digits made 0
  uint32_t suffix2 = 0, suffix3 = 0, suffix4 = 0, prefix3 = 0;
  uint16_t lexicon = 0;  // the tag a general lexicon has for it, + 1; 0: none
  uint16_t cluster = 0;  // its Brown cluster, leading bits lowest; 0: none
  uint16_t kin = 0;      // which words are used like it: 7 bits of a group, 3 of its part, 3 of that part's; 0: none
  uint8_t form = 0;      // see form_of
};

// Bits: 1 begins with a capital, 2 all capitals, 4 digits, 8 hyphen, 16 only digits and marks, 32 stop inside, 64
// letters beyond ASCII, 128 mixed case inside.
uint8_t form_of(std::string_view word);

class WordTables {
 public:
  WordTables() = default;
  WordTables(std::string_view clusters, std::string_view lexicon, std::string_view kin)
      : clusters_(clusters), lexicon_(lexicon), kin_(kin) {}
  WordShape shape(std::string_view word) const;

 private:
  WordTable clusters_, lexicon_, kin_;
};

class Tagger {
 public:
  static constexpr size_t max_features = 40;
  Tagger() = default;
  Tagger(std::string_view model, WordTables tables);

  // Tags the tokens of one sentence. Tokens that have a tag keep it.
  void tag(std::string_view text, std::span<Token> tokens, std::vector<WordShape>& shapes) const;

  // The features of the word at `at`, where `before` and `before2` are the tags (classes) before it. `capitals`: most
  // words of the sentence are capitalised (a headline). The trainer calls this too.
  static size_t features(std::span<const WordShape> shapes, size_t at, uint32_t before, uint32_t before2, bool capitals,
                         std::array<uint32_t, max_features>& out);
  static bool mostly_capitals(std::span<const WordShape> shapes);
  const WordTables& tables() const { return tables_; }

 private:
  LinearModel model_;
  WordTables tables_;
  std::vector<std::pair<Penn, Upos>> classes_;
  std::array<uint8_t, 256> class_of_penn_{};
};

// The Universal tag of punctuation and of words the tagger did not see.
Upos upos_of(Penn penn);
Penn penn_of(std::string_view name);     // Penn::none for unknown names
Upos upos_named(std::string_view name);  // Upos::X for unknown names

}  // namespace fairwitness
