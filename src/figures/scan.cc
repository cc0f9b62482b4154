#include "figures/scan.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {

namespace {

constexpr uint64_t starters = bit(WordKind::unit_number) | bit(WordKind::teen) | bit(WordKind::ten) |
                              bit(WordKind::half) | bit(WordKind::article) | bit(WordKind::vague_many) |
                              bit(WordKind::pair) | bit(WordKind::bound) | bit(WordKind::currency_symbol) |
                              bit(WordKind::adverb) | bit(WordKind::dozen) | bit(WordKind::ordinal) |
                              bit(WordKind::fraction) | bit(WordKind::currency_millions);

}  // namespace

FigureScanner::FigureScanner(std::string_view text, const std::vector<Piece>& pieces, const Lexicon& lexicon,
                             const std::vector<Span>& taken)
    : text_(text), pieces_(pieces), lexicon_(lexicon), taken_(pieces.size(), 0) {
  size_t next = 0;
  for (size_t at = 0; at < pieces.size(); ++at) {
    while (next < taken.size() && taken[next].end <= pieces[at].span.begin) ++next;
    taken_[at] = next < taken.size() && taken[next].begin < pieces[at].span.end;
  }
}

bool FigureScanner::word(At at, std::string_view lower) const {
  if (!have(at) || pieces_[at].span.size() != lower.size()) return false;
  std::string_view own = of(at);
  for (size_t i = 0; i < own.size(); ++i)
    if ((own[i] | 0x20) != lower[i]) return false;
  return true;
}

std::vector<RawFigure> FigureScanner::read() {
  std::vector<RawFigure> out;
  for (At at = 0; at < pieces_.size();) {
    const Piece& piece = pieces_[at];
    bool starts = piece.shape == Shape::digits || mark(at, '.') || mark(at, '-') || mark(at, '=') ||
                  word(at, "between") || word(at, "from") || word(at, "minus") || word(at, "negative") ||
                  (lexicon_.kinds_from(piece.word) & starters) != 0;
    if (!starts || taken(at)) {
      ++at;
      continue;
    }
    auto found = read_ordinal_at(at);
    if (!found) found = read_ordinals(at);
    if (!found) found = read_one(at);
    At end = found ? found->end : at + 1;
    if (found && !code(*found)) out.push_back(std::move(*found));
    at = std::max(end, at + 1);
  }
  return out;
}

// [bound] [adverb] [bound] value [unit] [bound behind]
std::optional<RawFigure> FigureScanner::read_one(At at) {
  RawFigure figure;
  figure.first = at;
  At next = at;
  Bound bound = Bound::exact;
  bool bounded = false;
  for (int i = 0; i < 3; ++i) {
    Bound own = Bound::exact;
    At end = next;
    if (!read_bound(next, own, end, figure.increment)) break;
    // "at least about 20": the harder bound holds.
    if (own != Bound::exact && (!bounded || bound == Bound::about)) bound = own, bounded = true;
    next = end;
  }
  if (next != at && (!have(next) || !same_line(at, next) || taken(next))) return std::nullopt;
  if (mark(next, '(') && next > at) return std::nullopt;
  if (next > at && word(next, "the") && have(next + 1)) ++next;  // "around the 20 mark" is rare, "all the 12" is not
  if (!read_vague(figure, next) && !read_value(figure, next)) return std::nullopt;
  if (taken(figure.number_end - 1)) return std::nullopt;
  if (bounded) apply_bound(figure, bound);
  read_bound_after(figure);
  if (bounded) join_bounds(figure);
  if (!bounded && !figure.increment) figure.first = figure.number_first - (figure.negative ? 1 : 0);
  return figure;
}

// ".08", not the end of a sentence and not the rest of a version.
std::optional<Number> FigureScanner::point_number(At at) const {
  if (!digits(at + 1) || !tight(at + 1) || (at > 0 && !pieces_[at].space_before && same_line(at - 1, at)))
    return std::nullopt;
  if (mark(at + 2, '.') && tight(at + 2) && digits(at + 3)) return std::nullopt;
  auto part = digits_value(of(at + 1));
  if (!part) return std::nullopt;
  Number out;
  out.value = static_cast<double>(*part) / std::pow(10.0, pieces_[at + 1].span.size());
  out.first = at;
  out.end = at + 2;
  out.digits = true;
  return out;
}

bool FigureScanner::read_value(RawFigure& figure, At at) {
  if (!have(at)) return false;
  if (!digits(at) && read_ordinal_at(at)) return false;  // "the two hundredth": read from its own first word
  bool between = word(at, "between"), from = word(at, "from");
  At next = at;
  if (between || from) ++next;
  double sign = 1;
  if (word(next, "minus") || word(next, "negative")) {
    sign = -1;
    ++next;
  } else if ((mark(next, '-') || mark(next, '=')) && have(next + 1) && (digits(next + 1)) && tight(next + 1) &&
             (next == 0 || (pieces_[next].space_before && !(digits(next - 1) && same_line(next - 1, next))) ||
              pieces_[next - 1].mark == '<' || pieces_[next - 1].mark == '>')) {
    sign = -1;
    ++next;
  } else if (mark(next, '-') && digits(next + 1) && alone(next)) {
    sign = -1;
    ++next;
  }
  std::string code;
  At number_at = next;
  bool money = symbol_before(next, code, number_at);
  auto found = number(money ? number_at : next);
  if (!found || (next != at && !same_line(at, next))) return false;
  if (!money && named(next)) return false;
  if (read_ordinal(text_, pieces_, found->first, lexicon_) && found->digits) return false;
  if (digits(found->first) && word(found->end, "s") && tight(found->end)) return false;  // the 1990s, his 40s
  figure.number_first = next;
  figure.end = figure.number_end = found->end;
  double value = found->value * sign;
  if (money) value = suffix_million(found->end, value, figure.end);
  if (money && find(next, WordKind::currency_millions)) value *= 1e6;
  figure.number_end = figure.end;
  figure.money = money;
  figure.negative = sign < 0;
  figure.unit = code;
  figure.fraction = found->fraction;
  figure.best = figure.low = figure.high = value;
  figure.why = "number";
  bool one = found->value == 1 && !found->digits && found->end == found->first + 1;
  if (one && !between && !from && sign > 0) {
    std::string unit;
    bool of_money = false;
    At unit_end = 0;
    bool measured =
        find(found->end, WordKind::unit) && unit_at(found->end, unit, of_money, unit_end);  // "that one mile"
    figure.one_of = word(found->end, "of");
    if (word(found->end, "another") ||
        (at > 0 && !measured &&
         (word(at - 1, "no") || word(at - 1, "any") || word(at - 1, "each") || word(at - 1, "every") ||
          word(at - 1, "this") || word(at - 1, "that") || word(at - 1, "which") || word(at - 1, "the") ||
          word(at - 1, "only") || word(at - 1, "some"))))
      return false;
    figure.bare_one = true;
  }
  if (found->article && !found->scaled && !found->fraction) return false;
  // "a fifth person", "a third shooting victim": the fifth, not a fifth part.
  if (found->article && found->fraction && found->value != 0.5 && !word(found->end, "of"))
    for (At i = found->end; i < found->end + 3 && same_line(next, i); ++i)
      if (find(i, WordKind::person)) return false;
  read_rate(figure, *found);
  if (!figure.rate && !read_range(figure, value) && (between || from)) {
    if (from && number(next)) return from ? (figure.first = std::max(figure.first, next), true) : false;
    if (between) figure.first = next;
  }
  read_unit(figure);
  read_age(figure);
  if (figure.unit.empty()) read_hyphen_noun(figure);
  return true;
}

// "- 10" and nothing else in the line: a number below zero; with words behind, the dash begins an item of a list.
bool FigureScanner::alone(At dash) const {
  if (dash > 0 && same_line(dash - 1, dash)) return false;
  auto found = number(dash + 1);
  return found && same_line(dash, found->end - 1) && !same_line(dash, found->end);
}

// "two out of five", "one in three": a part of a whole.
void FigureScanner::read_rate(RawFigure& figure, const Number& part) {
  At next = part.end;
  bool out_of = word(next, "out") && word(next + 1, "of");
  bool in = word(next, "in");
  if (!out_of && !in) return;
  next += out_of ? 2 : 1;
  // "2 in 5 or more", "2 in 5 people"; "2 in 5 incidents" happened there.
  constexpr double few = 10;
  if (in && part.value != 1) {
    auto of = number(next);
    if (!of || of->value > few || !have(of->end)) return;
    if (!find(of->end, WordKind::bound_after) && !find(of->end, WordKind::person)) return;
  }
  if (find(next, WordKind::rate)) ++next;
  auto whole = number(next);
  if (!whole || whole->value <= part.value || whole->article || taken(next) || find(whole->end, WordKind::time_unit))
    return;
  figure.best = figure.low = figure.high = part.value / whole->value;
  figure.fraction = figure.rate = true;
  figure.bare_one = false;
  figure.end = figure.number_end = whole->end;
  figure.why = "rate";
}

// "20-30", "20 to 30", "between 20 and 30", "from 350 to 680"
bool FigureScanner::read_range(RawFigure& figure, double first) {
  At next = figure.end;
  const At front = figure.number_first - (figure.negative && figure.number_first > 0 ? 1 : 0);
  bool between = front > 0 && word(front - 1, "between");
  bool from = front > 0 && word(front - 1, "from");
  std::string first_unit;
  bool money = false;
  At unit_end = next;
  if (unit_at(next, first_unit, money, unit_end) && (word(unit_end, "to") || (between && word(unit_end, "and"))))
    next = unit_end;
  else if ((mark(next, '-') && word(next + 1, "to")))
    next += 1;  // "8- to 16-meter"
  bool dash = (mark(next, '-') || mark(next, '=') || mark(next, '~')) && digits(next + 1) &&
              pieces_[next].space_before == pieces_[next + 1].space_before;
  bool to = word(next, "to") || word(next, "through") || word(next, "thru"), and_word = between && word(next, "and");
  if (mark(next, ',') && between && word(next + 1, "and")) and_word = true, ++next;
  if (!dash && !to && !and_word) return false;
  At second_at = next + 1;
  double sign = 1;
  if (word(second_at, "minus") || word(second_at, "negative") ||
      (!dash && mark(second_at, '-') && digits(second_at + 1) && tight(second_at + 1)))
    sign = -1, ++second_at;
  std::string code;
  At number_at = second_at;
  bool second_money = symbol_before(second_at, code, number_at);
  auto second = number(second_money ? number_at : second_at);
  if (!second || !same_line(figure.number_first, second->first) || taken(second->first)) return false;
  if (read_ordinal(text_, pieces_, second->first, lexicon_) && second->digits) return false;
  if (!first_unit.empty() && second_money) return false;  // "2 percent to $1.45 billion"
  // "down 6 % to 300 tons": two measures, no range.
  std::string second_unit;
  bool unit_money = false;
  At second_unit_end = 0;
  if (!first_unit.empty() && unit_at(second->end, second_unit, unit_money, second_unit_end) &&
      second_unit != first_unit)
    return false;
  if (!figure.money && second_money && first_unit.empty() && !dash && !and_word) return false;
  double value = second->value * sign;
  At end = second->end;
  if (second_money || figure.money) value = suffix_million(end, value, end);
  if (figure.money && std::abs(first) < 1000 && second->scaled && value > 1000 * std::max(1.0, std::abs(first))) {
    // "$5 to 6 million": the first one is in millions too.
    double scale =
        std::pow(10.0, std::floor(std::log10(std::max(1.0, value / std::max(1.0, std::abs(second->value)))) + 1e-9));
    if (scale > 1) first *= scale;
  } else if (second->scaled && digits(figure.number_first) && first < 1000 && value >= 1000 && !figure.fraction) {
    for (double scale : {1e3, 1e6, 1e9})
      if (value / scale < 1000 && value / scale >= 1 && value / scale > first) {
        first *= scale;
        break;
      }
  }
  if (dash && (value <= first || mark(end, '-') || mark(end, '='))) return false;  // a score, a telephone number
  if (dash && figure.number_first > 1 && mark(figure.number_first - 1, ')') && digits(figure.number_first - 2) &&
      pieces_[figure.number_first - 2].span.size() == 3)
    return false;  // (209) 555-0100
  if (mark(next, '-') && tight(next) && pieces_[second->first].span.size() == 4 &&
      pieces_[figure.number_end - 1].span.size() == 3 && value != std::floor(value / 10) * 10)
    return false;
  if (!dash && to && !from && value <= first) return false;  // "lost 3 to 1", "5 to 2"
  bool change = from && (changes(figure.number_first - 1) || value < first);
  if (!change && value < first) return false;
  figure.low = std::min(first, value);
  figure.high = std::max(first, value);
  figure.bound = change ? Bound::change : Bound::range;
  if (change)
    figure.best = value;
  else
    figure.best.reset();
  figure.end = figure.number_end = end;
  if (second_money) figure.money = true, figure.unit = code;
  if (first_unit.size() && figure.unit.empty()) figure.unit = first_unit;
  figure.why = change ? "change" : "range";
  return true;
}

// A verb of rising or falling within a few words in front.
bool FigureScanner::changes(At at) const {
  for (At i = at, stop = at > 8 ? at - 8 : 0; i-- > stop;) {
    if (pieces_[i].line != pieces_[at].line || mark(i, '.')) return false;
    if (find(i, WordKind::change)) return true;
  }
  return false;
}

}  // namespace fairwitness
