// Bounds around a number, and places in a row.
#include <algorithm>
#include <cmath>

#include "figures/scan.h"

namespace fairwitness {

namespace {

Bound bound_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Bound::vague); ++i)
    if (name_of(static_cast<Bound>(i)) == name) return static_cast<Bound>(i);
  return Bound::exact;
}

}  // namespace

// "third", "21st", "one hundred twenty-fifth", "two hundredth": a place in a row, which counts nothing.
std::optional<RawFigure> FigureScanner::read_ordinal_at(At at) const {
  RawFigure figure;
  double before = 0;
  At next = at;
  auto small = digits(at) ? std::nullopt : number(at);
  auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
  bool hundred = small && small->article && small->scaled && small->value >= 100;  // "a hundred trillionth"
  if (!ordinal && small && (!small->article || hundred) && !small->fraction && small->value >= 1) {
    // "one hundred twenty fifth": what a cardinal reading leaves of it.
    next = small->end;
    if (mark(next, '-') && tight(next)) ++next;
    ordinal = read_ordinal(text_, pieces_, next, lexicon_);
    if (!ordinal || ordinal->digits || (small->value < 20 && ordinal->value < 100)) return std::nullopt;
    before = small->value;
    if (ordinal->value >= 100) {
      ordinal->value *= before;
      before = 0;
    } else if (std::fmod(before, ordinal->value < 10 ? 10 : 100) != 0) {
      return std::nullopt;
    }
  }
  if (!ordinal || taken(at) || taken(ordinal->end - 1)) return std::nullopt;
  // "First Avenue" is a name; "two thirds" a share.
  bool named = pieces_[at].capital && at > 0 && same_line(at - 1, at) && !mark(at - 1, '.') && have(ordinal->end) &&
               pieces_[ordinal->end].capital;
  if (named || find(ordinal->end, WordKind::time_unit)) return std::nullopt;
  if (word(at, "second") && at > 0 && number(at - 1)) return std::nullopt;
  figure.first = figure.number_first = at;
  figure.end = figure.number_end = ordinal->end;
  figure.best = figure.low = figure.high = before + ordinal->value;
  figure.unit = "ordinal";
  figure.why = "ordinal";
  return figure;
}

// "between the tenth and the fifteenth", "higher than the tenth but lower than the fifteenth": places in a row.
std::optional<RawFigure> FigureScanner::read_ordinals(At at) const {
  auto place = [&](At from) { return read_ordinal_at(word(from, "the") ? from + 1 : from); };
  auto bound = find(at, WordKind::bound);
  bool between = word(at, "between");
  if (!between && !bound) return std::nullopt;
  auto first = place(between ? at + 1 : bound.end);
  if (!first || !(word(first->end, "and") || (bound && word(first->end, "but")))) return std::nullopt;
  At next = first->end + 1;
  if (bound) {
    auto other = find(next, WordKind::bound);
    if (!other || other.phrase->value == bound.phrase->value) return std::nullopt;
    next = other.end;
  }
  auto second = place(next);
  if (!second || !same_line(at, second->end - 1) || *second->best == *first->best) return std::nullopt;
  RawFigure figure = *first;
  figure.first = at;
  figure.end = figure.number_end = second->end;
  figure.low = std::min(*first->best, *second->best);
  figure.high = std::max(*first->best, *second->best);
  figure.best.reset();
  figure.bound = Bound::range;
  return figure;
}

// "more than 10 and fewer than 20": the two bounds of one number.
void FigureScanner::join_bounds(RawFigure& figure) {
  bool lower = figure.bound == Bound::at_least || figure.bound == Bound::more_than;
  bool upper = figure.bound == Bound::at_most || figure.bound == Bound::less_than;
  if (!figure.best || lower == upper) return;
  At next = figure.end;
  if (mark(next, ',')) ++next;
  if (word(next, "and") || word(next, "but")) ++next;
  auto bound = next > figure.end ? find(next, WordKind::bound) : Lexicon::Match{};
  if (!bound || !same_line(figure.number_first, bound.end)) return;
  Bound other = bound_of(bound.phrase->value);
  bool other_lower = other == Bound::at_least || other == Bound::more_than;
  if (other_lower == lower || (!other_lower && other != Bound::at_most && other != Bound::less_than)) return;
  auto second = number(bound.end);
  if (!second || taken(second->first) || (lower ? second->value <= *figure.best : second->value >= *figure.best))
    return;
  figure.low = std::min(*figure.best, second->value);
  figure.high = std::max(*figure.best, second->value);
  figure.best.reset();
  figure.bound = Bound::range;
  figure.end = figure.number_end = second->end;
  figure.why = "two bounds";
  if (figure.unit.empty()) read_unit(figure);
}

bool FigureScanner::read_bound(At at, Bound& bound, At& end, bool& increment) const {
  if (auto more = find(at, WordKind::increment); more && !word(at, "more") && !word(at, "new")) increment = true;
  if (auto match = find(at, WordKind::bound)) {
    bound = bound_of(match.phrase->value);
    end = match.end;
    return true;
  }
  if (auto match = find(at, WordKind::adverb)) {
    end = match.end;
    return true;
  }
  return false;
}

void FigureScanner::apply_bound(RawFigure& figure, Bound bound) const {
  if (figure.bound == Bound::range || figure.bound == Bound::change) return;
  if (figure.vague && bound == Bound::about) return;
  if (figure.vague) {  // "at least dozens" stays vague
    return;
  }
  figure.bound = bound;
  auto value = figure.best;
  figure.low = figure.high = value;
  if (bound == Bound::at_least || bound == Bound::more_than) figure.high.reset();
  if (bound == Bound::at_most || bound == Bound::less_than || bound == Bound::nearly) figure.low.reset();
  if (bound == Bound::about) figure.low.reset(), figure.high.reset();
}

void FigureScanner::read_bound_after(RawFigure& figure) {
  if (figure.vague || figure.hyphen_noun) return;
  auto match = find(figure.end, WordKind::bound_after);
  if (match && (word(match.end, "than") || (word(match.end - 1, "than") && number(match.end))))
    return;  // "200 or more than 190"
  if (!match || !same_line(figure.end - 1, match.end - 1)) return;
  bool plus = match.phrase->value == "more_than";
  if (plus && (!tight(figure.end) || (digits(match.end) && tight(match.end)))) return;
  if (mark(figure.end, '-') && !tight(figure.end)) return;
  if (word(match.end - 1, "least") && number(match.end)) return;  // "at least" belongs to what follows
  if (word(match.end - 1, "most") && number(match.end)) return;
  if (word(match.end - 1, "approximately") && (number(match.end) || find(match.end, WordKind::currency_symbol))) return;
  if (figure.bound == Bound::exact || figure.bound == Bound::about) apply_bound(figure, bound_of(match.phrase->value));
  figure.end = match.end;
}

// "scores of", "dozens", "hundreds of thousands of": a number that cannot be told.
bool FigureScanner::read_vague(RawFigure& figure, At at) {
  if (auto both = find(at, WordKind::pair)) {
    figure.number_first = at;
    figure.number_end = figure.end = both.end;
    figure.best = figure.low = figure.high = both.phrase->number;
    figure.pair = true;
    figure.why = "number";
    return true;
  }
  auto match = find(at, WordKind::vague_many);
  if (!match || match.phrase->number == 0) return false;
  bool of_behind = word(match.end - 1, "of");
  if (!of_behind && (word(at, "scores") || word(at, "tens"))) return false;
  if (at > 0 && (number(at - 1) || find(at - 1, WordKind::half) || word(at - 1, "test") || word(at - 1, "the")))
    return false;
  figure.number_first = at;
  figure.number_end = figure.end = match.end;
  figure.bound = Bound::vague;
  figure.vague = true;
  figure.why = "vague number";
  return true;
}

}  // namespace fairwitness
