// A light lexer over a vocabulary: text becomes words, runs of digits and single marks, and each piece knows its place
// in the rule tables' phrases. Dates and figures read their grammars on it, so that neither waits for a tokenizer's
// taste in "3pm", "23-nation" or "mid-2011". Linear in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/base.h"
#include "rules/rules.h"

namespace fairwitness {

// What a phrase of the rule tables is; the tables have these names in their column `kind`.
enum class WordKind : uint8_t {
  // numbers
  unit_number,
  teen,
  ten,
  hundred,
  scale,
  scale_suffix,
  dozen,
  vague_many,
  half,
  fraction,
  ordinal,
  article,
  point,
  divided,
  vague_count,
  // times
  weekday,
  weekday_short,
  weekday_plural,
  month,
  month_short,
  time_unit,
  time_unit_short,
  part,
  day_word,
  shift,
  season,
  holiday,
  set_word,
  every,
  reference,
  edge,
  side,
  direction,
  ampm,
  zone,
  decade,
  clock_word,
  clock_past,
  clock_to,
  text_day,
  all,
  frequency,
  // figures and times
  bound,
  bound_after,
  // figures
  unit,
  currency,
  currency_symbol,
  currency_millions,
  subunit,
  person,
  skip,
  day_front,
  percent,
  change,
  subset,
  increment,
  total,
  rate,
  stop_noun,
  service,
  group_noun,
  pair,
  week_front,
  adverb,
  count_
};
std::string_view name_of(WordKind kind);

struct Phrase {
  WordKind kind;
  std::string_view words;  // as the table has it
  std::string_view value;  // the table's column `value`
  double number = 0;       // the value as a number where it is one
};

enum class Shape : uint8_t { word, digits, mark };

struct Piece {
  Span span;
  uint32_t word = 0;  // of the lexicon's vocabulary; 0: none of its words
  Shape shape = Shape::word;
  bool space_before = false;
  bool capital = false;  // begins with A to Z
  char mark = 0;  // marks only: ASCII as it is; '-' for hyphens, '=' for en dashes, '_' for em dashes, '\'' and '"' for
                  // quotes, '?' for others
  uint32_t line = 0;  // counts line ends before it, so that a grammar does not reach across blocks
};

class Lexicon {
 public:
  // Tables with the columns words, kind, value. A kind that is not above aborts: the table is ours.
  void add(const Table& table);

  std::vector<Piece> pieces_of(std::string_view text) const;

  struct Match {
    const Phrase* phrase = nullptr;
    uint32_t end = 0;  // index behind the last piece
    explicit operator bool() const { return phrase != nullptr; }
  };
  // The longest phrase of the kind that starts at piece `at`.
  Match find(const std::vector<Piece>& pieces, uint32_t at, WordKind kind) const;
  // May a phrase of one of these kinds start with this word? A bit a kind.
  uint64_t kinds_from(uint32_t word) const { return word < first_kinds_.size() ? first_kinds_[word] : 0; }

 private:
  struct Node {
    std::vector<uint32_t> phrases;
    uint64_t below = 0;  // kinds of phrases that end here or further on
  };
  struct Slot {
    uint64_t hash = 0;
    uint32_t word = 0;
  };
  uint32_t word_of(std::string_view lower) const;
  uint32_t intern(std::string_view lower);
  void grow();
  uint32_t child(uint32_t node, uint32_t word) const;

  std::vector<std::string> vocabulary_{""};
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::vector<uint64_t> first_kinds_{0};
  std::vector<uint32_t> first_node_{0};
  std::vector<Node> nodes_{Node{}};
  std::unordered_map<uint64_t, uint32_t> edges_;
  std::vector<Phrase> phrases_;
};

inline constexpr uint64_t bit(WordKind kind) { return uint64_t{1} << static_cast<unsigned>(kind); }

}  // namespace fairwitness
