#include "figures/scan.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {

namespace {

constexpr uint64_t starters = bit(WordKind::unit_number) | bit(WordKind::teen) | bit(WordKind::ten) |
                              bit(WordKind::half) | bit(WordKind::article) | bit(WordKind::vague_many) |
                              bit(WordKind::bound) | bit(WordKind::currency_symbol) | bit(WordKind::adverb) |
                              bit(WordKind::dozen) | bit(WordKind::ordinal);

Bound bound_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Bound::vague); ++i)
    if (name_of(static_cast<Bound>(i)) == name) return static_cast<Bound>(i);
  return Bound::exact;
}

// The code of a stretch of time that a figure carries.
std::string time_code(char unit) {
  switch (unit) {
    case 'S':
      return "s";
    case 'm':
      return "min";
    case 'H':
      return "h";
    case 'D':
      return "day";
    case 'W':
      return "week";
    case 'M':
      return "month";
    case 'Y':
      return "year";
    case 'E':
      return "decade";
    case 'C':
      return "century";
    default:
      return "";
  }
}

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

// "third", "21st", "one hundred twenty-fifth", "two hundredth": a place in a row, which counts nothing.
std::optional<RawFigure> FigureScanner::read_ordinal_at(At at) const {
  RawFigure figure;
  double before = 0;
  At next = at;
  auto small = digits(at) ? std::nullopt : number(at);
  auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
  if (!ordinal && small && !small->article && !small->fraction && small->value >= 1) {
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

// "15 dollars 50.": two digits behind an amount, with nothing that they could count.
double FigureScanner::cents_behind(At at, At& end) const {
  At next = word(at, "and") ? at + 1 : at;
  auto cents = number(next);
  if (!cents || cents->value < 10 || cents->value >= 100 || cents->fraction || !same_line(at, next)) return 0;
  if (cents->digits && (!cents->plain || cents->length != 2)) return 0;
  At behind = cents->end;
  bool ends = !have(behind) || !same_line(next, behind) || mark(behind, '.') || mark(behind, '?') || mark(behind, '!');
  if (!ends || (mark(behind, '.') && tight(behind + 1) && digits(behind + 1))) return 0;
  end = behind;
  return cents->value / 100;
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
  if (match && word(match.end, "than")) return;  // "200 or more than 190"
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

bool FigureScanner::symbol_before(At at, std::string& code, At& number_at) const {
  auto match = find(at, WordKind::currency_symbol);
  if (!match) return false;
  number_at = match.end;
  bool letters = pieces_[at].shape == Shape::word;
  if (letters && pieces_[match.end - 1].shape == Shape::word && !pieces_[at].capital && !word(at, "us") &&
      pieces_[at].span.size() < 3)
    return false;
  if (!digits(number_at)) return false;
  code = match.phrase->value;
  return true;
}

// "$5m", "£ 50m": behind a currency the letter is a million.
double FigureScanner::suffix_million(At at, double value, At& end) const {
  if (!tight(at) || !(word(at, "m") || word(at, "b") || word(at, "t"))) return value;
  end = at + 1;
  return value * (word(at, "m") ? 1e6 : word(at, "b") ? 1e9 : 1e12);
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
             (next == 0 || pieces_[next].space_before)) {
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
  figure.number_end = figure.end;
  figure.money = money;
  figure.negative = sign < 0;
  figure.unit = code;
  figure.fraction = found->fraction;
  figure.best = figure.low = figure.high = value;
  figure.why = "number";
  bool one = found->value == 1 && !found->digits && found->end == found->first + 1;
  if (one && !between && !from && sign > 0) {
    if (word(found->end, "of") || word(found->end, "another") ||
        (at > 0 && (word(at - 1, "no") || word(at - 1, "any") || word(at - 1, "each") || word(at - 1, "every") ||
                    word(at - 1, "this") || word(at - 1, "that") || word(at - 1, "which") || word(at - 1, "the") ||
                    word(at - 1, "only") || word(at - 1, "some"))))
      return false;
    figure.bare_one = true;
  }
  if (found->article && !found->scaled && !found->fraction) return false;
  // "a fifth person": the fifth, not a fifth part.
  if (found->article && found->fraction && found->value != 0.5 && find(found->end, WordKind::person)) return false;
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

// "two out of five", "one in three": a part of a whole.
void FigureScanner::read_rate(RawFigure& figure, const Number& part) {
  At next = part.end;
  bool out_of = word(next, "out") && word(next + 1, "of");
  bool in = word(next, "in") && part.value == 1;
  if (!out_of && !in) return;
  next += out_of ? 2 : 1;
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
  bool between = figure.number_first > 0 && word(figure.number_first - 1, "between");
  bool from = figure.number_first > 0 && word(figure.number_first - 1, "from");
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

bool FigureScanner::unit_at(At at, std::string& unit, bool& money, At& end) const {
  if (!have(at)) return false;
  if (auto percent = find(at, WordKind::percent)) {
    unit = percent.phrase->value;
    end = percent.end;
    return true;
  }
  if (auto currency = find(at, WordKind::currency)) {
    unit = currency.phrase->value;
    if (unit.empty()) unit = "currency";
    money = true;
    end = currency.end;
    return true;
  }
  if (auto measure = find(at, WordKind::unit)) {
    std::string_view own = of(at);
    bool letter = measure.end == at + 1 && own.size() <= 2 && pieces_[at].shape == Shape::word;
    // Single letters are units only right behind digits; "in" and "a" are words far more often.
    if (letter && at > 0 && !digits(at - 1)) return false;
    if (letter &&
        (word(at, "in") || word(at, "a") || word(at, "c") || word(at, "f") || word(at, "v") || word(at, "n")) &&
        (!tight(at) || word(at, "in") || word(at, "a"))) {
      if (!(tight(at) && own[0] >= 'A' && own[0] <= 'Z') && !(own == "C" || own == "F" || own == "V")) return false;
    }
    if (letter && own.size() == 1 && !tight(at) && have(measure.end) && mark(measure.end, '.') && tight(measure.end) &&
        have(measure.end + 1) && pieces_[measure.end + 1].capital)
      return false;
    unit = measure.phrase->value;
    end = measure.end;
    return true;
  }
  if (auto time = find(at, WordKind::time_unit)) {
    unit = time_code(time.phrase->value[0]);
    end = time.end;
    return !unit.empty();
  }
  if (auto time = find(at, WordKind::time_unit_short); time && tight(at)) {
    unit = time_code(time.phrase->value[0]);
    end = time.end;
    return !unit.empty();
  }
  return false;
}

void FigureScanner::read_unit(RawFigure& figure) {
  At next = figure.end;
  if (!same_line(figure.number_first, next)) return;
  bool bracket = (mark(next, '(') || mark(next, '{') || mark(next, '<') || mark(next, '[')) && have(next + 2) &&
                 pieces_[next + 2].shape == Shape::mark;
  bool hyphen = mark(next, '-') && (tight(next + 1) || mark(next - 1, '-'));
  if (bracket || hyphen) ++next;
  if (figure.fraction && word(next, "of") && find(next + 1, WordKind::article))
    next += 2;
  else if (figure.fraction && find(next, WordKind::article))
    ++next;
  std::string unit;
  bool money = false;
  At end = next;
  if (!unit_at(next, unit, money, end)) return;
  if (figure.money && !money) return;
  if (figure.money && money) {
    figure.end = end;
    return;
  }
  if (money && figure.bound == Bound::exact && digits(figure.number_first) && !bracket && !hyphen)
    if (auto scale = find(end, WordKind::scale); scale && same_line(next, end)) {  // "75 USD million"
      figure.best = *figure.best * scale.phrase->number;
      figure.low = figure.high = figure.best;
      end = scale.end;
    }
  figure.unit = unit;
  figure.money = money;
  figure.end = bracket ? end + 1 : end;
  if (money && figure.bound == Bound::exact) {  // "3 dollars and 50 cents"
    At more = word(end, "and") ? end + 1 : end;
    auto rest = number(more);
    if (rest && rest->value < 100 && !rest->fraction && (word(rest->end, "cents") || word(rest->end, "pence")) &&
        same_line(end, rest->end)) {
      figure.best = *figure.best + rest->value / 100;
      figure.low = figure.high = figure.best;
      figure.end = rest->end + 1;
    } else if (double cents = cents_behind(end, figure.end); cents > 0) {
      figure.best = *figure.best + cents;
      figure.low = figure.high = figure.best;
    }
    return;
  }
  // "5 feet 2 inches", "five feet and two inches": one length.
  if ((unit == "ft" || unit == "lb") && figure.bound == Bound::exact) {
    At more = word(end, "and") || mark(end, ',') ? end + 1 : end;
    auto rest = number(more);
    std::string rest_unit;
    bool rest_money = false;
    At rest_end = 0;
    bool inches = rest && unit == "ft" && word(rest->end, "in");
    if (inches) rest_unit = "in", rest_end = rest->end + 1;
    if (rest && (inches || unit_at(rest->end, rest_unit, rest_money, rest_end))) {
      double factor = unit == "ft" && rest_unit == "in" ? 12 : unit == "lb" && rest_unit == "oz" ? 16 : 0;
      if (factor > 0 && rest->value < factor) {
        figure.best = *figure.best + rest->value / factor;
        figure.low = figure.high = figure.best;
        figure.end = rest_end;
      }
    }
  }
}

// "48 years old", "29-year-old", "18 months of age", "aged 48"
void FigureScanner::read_age(RawFigure& figure) {
  bool years = figure.unit == "year" || figure.unit == "month" || figure.unit == "week" || figure.unit == "day";
  At next = figure.end;
  if (years) {
    if (mark(next, '-') && word(next + 1, "old"))
      figure.age = true, figure.end = next + 2;
    else if (word(next, "old"))
      figure.age = true, figure.end = next + 1;
    else if (word(next, "of") && word(next + 1, "age"))
      figure.age = true, figure.end = next + 2;
    return;
  }
  if (word(next, "yo") && figure.unit.empty()) figure.age = true, figure.end = next + 1;
  At before = figure.number_first;
  if (before > 0 && (word(before - 1, "aged") || (word(before - 1, "age") && figure.unit.empty()))) figure.age = true;
  // "Name, 48, ..."
  if (before > 1 && mark(before - 1, ',') && mark(next, ',') && digits(before) && next == before + 1 &&
      pieces_[before].span.size() <= 2 && (pieces_[before - 2].capital || find(before - 2, WordKind::person)) &&
      figure.unit.empty() && figure.best && *figure.best < 110)
    figure.age = true;
  if (figure.age) figure.unit = "year";
}

// "23-nation", "nine-nation", "two-party": the noun hangs on the number.
void FigureScanner::read_hyphen_noun(RawFigure& figure) {
  At next = figure.end;
  if (!mark(next, '-') || !tight(next) || !have(next + 1) || !tight(next + 1) || pieces_[next + 1].shape != Shape::word)
    return;
  if (find(next + 1, WordKind::bound_after) || word(next + 1, "to") || word(next + 1, "and")) return;
  figure.hyphen_noun = true;
  figure.end = next + 2;
  figure.why = "number and noun";
}

// Does the number name something: "Highway 35", "No. 5", "A380", "#7", "Boeing 777", "Region 8 News"?
bool FigureScanner::named(At at) const {
  if (at == 0 || !same_line(at - 1, at)) return false;
  if (!digits(at)) return static_cast<bool>(find(at - 1, WordKind::skip)) && pieces_[at - 1].capital;
  const Piece& before = pieces_[at - 1];
  if (tight(at)) {
    if (before.shape == Shape::word) return true;
    if (before.shape == Shape::digits) return false;
    char m = before.mark;
    if (m == '#' || m == '@' || m == '/' || m == '_' || m == '\\' || m == '&') return true;
    if (m == '-' && at > 1 && tight(at - 1) && (pieces_[at - 2].shape == Shape::word) &&
        !find(at - 2, WordKind::unit_number))
      return true;
    if (m == '.' && at > 1 && tight(at - 1) && pieces_[at - 2].shape != Shape::mark) return true;
    if (m == ':' && at > 1 && tight(at - 1) && digits(at - 2)) return true;
  }
  if (mark(at - 1, '.') && at > 1 &&
      (word(at - 2, "no") || word(at - 2, "nos") || word(at - 2, "nrs") || word(at - 2, "vol")))
    return true;
  if (find(at - 1, WordKind::skip) && (before.capital || word(at - 1, "no") || word(at - 1, "page") ||
                                       word(at - 1, "number") || word(at - 1, "chapter")))
    return !word(at - 1, "call") && !word(at - 1, "number");
  return false;
}

// Telephone numbers, scores, versions, addresses of houses, list numbers, fractions of a date.
bool FigureScanner::code(const RawFigure& figure) const {
  if (figure.vague || figure.money || figure.unit == "ordinal" || !digits(figure.number_first)) return false;
  At first = figure.number_first, end = figure.number_end;
  auto glued = [&](At at, bool behind) {
    if (!have(at) || (behind && !tight(at))) return false;
    char m = pieces_[at].mark;
    if (!(m == '-' || m == '=' || m == '.' || m == ':' || m == '/')) return false;
    return behind ? digits(at + 1) && tight(at + 1) : at > 0 && digits(at - 1) && tight(at) && tight(at + 1);
  };
  if (figure.end == end && glued(end, true)) return true;
  if (first > 0 && glued(first - 1, false)) return true;
  if (figure.unit.empty() && have(end) && tight(end) && pieces_[end].shape == Shape::word && !figure.hyphen_noun &&
      !figure.age && !word(end, "x"))
    return true;                                                                            // 4x4, 5th, 3a
  if (first > 0 && mark(first - 1, '(') && mark(end, ')') && digits(end + 1)) return true;  // (209) 555-0123
  // "1." and "2)" at the head of a line number a list.
  bool head = first == 0 || pieces_[first - 1].line != pieces_[first].line;
  if (head &&
      (mark(end, ')') || (mark(end, '.') && have(end + 1) && same_line(first, end + 1) && figure.end == end &&
                          figure.best && *figure.best < 100)) &&
      same_line(first, end))
    return true;
  if (word(end, "block") || (mark(end, '-') && word(end + 1, "block"))) return true;
  // "4610 West Keiser St.": a house number before a name that ends as streets do.
  if (have(end) && pieces_[end].capital && same_line(first, end) && figure.unit.empty())
    for (At i = end; i < end + 4 && same_line(first, i); ++i) {
      if (find(i, WordKind::stop_noun)) return true;
      if (!pieces_[i].capital) break;
    }
  return false;
}

}  // namespace fairwitness
