// Numbers with what stands right around them: bound, range, currency, unit. What they count is another question
// (counted.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dates/lexicon.h"
#include "dates/numbers.h"
#include "figures/figures.h"

namespace fairwitness {

struct RawFigure {
  uint32_t first = 0, end = 0;  // pieces, with bound and unit
  uint32_t number_first = 0, number_end = 0;
  std::optional<double> low, high, best;
  Bound bound = Bound::exact;
  std::string unit;  // "USD", "%", "km" ...; "" where things are counted
  bool money = false;
  bool fraction = false;  // "half", "two thirds": of something
  bool negative = false;
  bool vague = false;        // "scores of"
  bool hyphen_noun = false;  // "23-nation": the noun is the piece at `end - 1`
  bool age = false;          // "48 years old"
  bool increment = false, rate = false, bare_one = false;
  bool pair = false;    // "both": counts only where something befell them
  bool one_of = false;  // "one of them": counts only where something befell him
  std::string why;
};

class FigureScanner {
 public:
  // `taken` are the spans that are dates, times of day and sets, in text order; numbers in them are no figures.
  FigureScanner(std::string_view text, const std::vector<Piece>& pieces, const Lexicon& lexicon,
                const std::vector<Span>& taken);
  std::vector<RawFigure> read();

 private:
  using At = uint32_t;
  std::optional<RawFigure> read_one(At at);
  bool read_bound(At at, Bound& bound, At& end, bool& increment) const;
  bool read_vague(RawFigure& figure, At at);
  bool read_value(RawFigure& figure, At at);
  void read_rate(RawFigure& figure, const Number& part);
  bool read_range(RawFigure& figure, double first);
  void read_unit(RawFigure& figure);
  bool unit_at(At at, std::string& unit, bool& money, At& end) const;
  bool symbol_before(At at, std::string& code, At& number_at) const;
  void read_age(RawFigure& figure);
  void read_hyphen_noun(RawFigure& figure);
  void read_bound_after(RawFigure& figure);
  void join_bounds(RawFigure& figure);
  std::optional<RawFigure> read_ordinal_at(At at) const;
  std::optional<RawFigure> read_ordinals(At at) const;
  void read_subunits(RawFigure& figure);
  std::optional<Number> point_number(At at) const;
  double cents_behind(At at, At& end) const;
  void apply_bound(RawFigure& figure, Bound bound) const;
  bool named(At at) const;                   // "Highway 35", "No. 5", "A380": the number names, it does not count
  bool code(const RawFigure& figure) const;  // telephone numbers, scores, versions, addresses
  bool alone(At dash) const;                 // "- 10" is all that its line has
  bool changes(At at) const;
  double suffix_million(At at, double value, At& end) const;

  bool have(At at) const { return at < pieces_.size(); }
  bool same_line(At a, At b) const { return have(a) && have(b) && pieces_[a].line == pieces_[b].line; }
  std::string_view of(At at) const { return pieces_[at].span.of(text_); }
  bool mark(At at, char mark) const { return have(at) && pieces_[at].mark == mark; }
  bool digits(At at) const { return have(at) && pieces_[at].shape == Shape::digits; }
  bool tight(At at) const { return have(at) && !pieces_[at].space_before; }
  bool word(At at, std::string_view lower) const;
  Lexicon::Match find(At at, WordKind kind) const { return lexicon_.find(pieces_, at, kind); }
  std::optional<Number> number(At at) const {
    return mark(at, '.') ? point_number(at) : read_number(text_, pieces_, at, lexicon_);
  }
  bool taken(At at) const { return taken_[at] != 0; }

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  const Lexicon& lexicon_;
  std::vector<char> taken_;  // a piece each
};

}  // namespace fairwitness
