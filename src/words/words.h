// Text becomes sentences and tokens with tags and lemmas. Offsets never change the text.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/base.h"
#include "rules/rules.h"

namespace fairwitness {

// Universal part-of-speech tags (universaldependencies.org/u/pos).
enum class Upos : uint8_t {
  X,
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB
};
std::string_view name_of(Upos tag);

// Penn Treebank tags, as small numbers (words/penn.h has their names).
enum class Penn : uint8_t {
  none,
  CC,
  CD,
  DT,
  EX,
  FW,
  IN,
  JJ,
  JJR,
  JJS,
  LS,
  MD,
  NN,
  NNS,
  NNP,
  NNPS,
  PDT,
  POS,
  PRP,
  PRPS,
  RB,
  RBR,
  RBS,
  RP,
  SYM,
  TO,
  UH,
  VB,
  VBD,
  VBG,
  VBN,
  VBP,
  VBZ,
  WDT,
  WP,
  WPS,
  WRB,
  OPEN_QUOTE,
  CLOSE_QUOTE,
  COMMA,
  STOP,
  COLON,
  LRB,
  RRB,
  HYPH,
  DOLLAR,
  HASH,
  NFP,
  ADD
};
std::string_view name_of(Penn tag);

struct Token {
  Span span;
  Penn penn = Penn::none;
  Upos upos = Upos::X;
  uint32_t lemma = 0;  // index into Words::lemmas
};

// A sentence lies within one block. Its tokens are [first, end).
struct Sentence {
  Span span;
  uint32_t first = 0, end = 0;
  uint32_t block = 0;
};

struct Words {
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<std::string> lemmas;  // lower case, each once
  std::string_view lemma(const Token& token) const { return lemmas[token.lemma]; }
};

class WordRules {
 public:
  explicit WordRules(const Rules& rules);
  ~WordRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Titles and subheads are sentences of their own; every block is read.
Words read_words(std::string_view text, std::span<const Block> blocks, const WordRules& rules);

}  // namespace fairwitness
