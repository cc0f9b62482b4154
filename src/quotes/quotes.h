// Attributed words: who is said to have said what, to whom, published through whom.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "article/article.h"
#include "names/names.h"
#include "words/words.h"

namespace fairwitness {

enum class QuoteKind : uint8_t { direct, mixed, indirect };
std::string_view name_of(QuoteKind kind);

struct Quote {
  QuoteKind kind = QuoteKind::direct;
  // In text order, as it stands: a direct quote's with its outer quotation marks, which are the proof that these are
  // somebody's own words (see `without_marks`). A mixed quote's is the clause that holds the words in marks.
  std::vector<Span> content;
  std::vector<Span> cue;
  std::vector<Span> source;
  std::string speaker;           // the entity's name, else the source's words; "" unknown
  uint32_t entity = no_entity;   // of Names::entities
  std::string told_to;           // "reporters"; "" unknown
  std::vector<std::string> via;  // who published it: "Interfax"
  std::string why;               // the rule or model that found it
};

// The content without white space and quotation marks at its edges: what was said, to be compared or counted.
Span without_marks(std::string_view text, Span content);

class QuoteRules {
 public:
  explicit QuoteRules(const Rules& rules);
  ~QuoteRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// In text order of the first content span. Quotes do not share content, except an indirect one around a mixed one.
std::vector<Quote> find_quotes(const Article& article, const Words& words, const Names& names, const QuoteRules& rules);

}  // namespace fairwitness
