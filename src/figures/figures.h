// Numbers with their bound, what they count, where, as of when, and who says so.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "dates/dates.h"
#include "names/names.h"
#include "quotes/quotes.h"
#include "words/words.h"

namespace fairwitness {

enum class Bound : uint8_t { exact, about, at_least, at_most, more_than, less_than, nearly, range, change, vague };
std::string_view name_of(Bound bound);

enum class FigureOf : uint8_t { unknown, total, increment, subset, rate };
std::string_view name_of(FigureOf of);  // "" for unknown

struct Figure {
  Span span;  // the words of the figure with its bound and what it counts: "at least 12 civilians"
  std::optional<double> low, high, best;
  Bound bound = Bound::exact;
  std::string counted;  // "civilians killed": head noun, then what happened to them
  Span counted_span;    // the head noun's words; may be empty
  std::string unit;     // "USD", "%", "km", "h" ... "" where things are counted
  std::string place;    // as written; "" unknown
  std::string as_of;    // ISO day or TIMEX3 value; "" unknown
  std::string since;    // start of a total's time, TIMEX3 value; "" unknown
  std::string source;   // who says so, as the entity's name or the words; "" unknown
  uint32_t source_entity = no_entity;
  FigureOf of = FigureOf::unknown;
  std::string why;
  // A total that the report does not tell but that follows from its parts: the passages it was made of, in text order;
  // `span` is the first of them and `why` says how. Empty where the number itself stands in the text.
  std::vector<Span> parts;
  std::string caveat;  // the outlet's own reserve, as written: "could not be verified"; "" where it has none
};

class FigureRules {
 public:
  explicit FigureRules(const Rules& rules);
  ~FigureRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Figures of the text, in its order; `headline` are those of the report's own title, where it has any: those hit may be
// those it says were hurt.
std::vector<Figure> find_figures(const Article& article, const Words& words, const Names& names,
                                 const std::vector<Quote>& quotes, const std::vector<Time>& times,
                                 const FigureRules& rules, const std::vector<Figure>& headline = {});

}  // namespace fairwitness
