// Units, money and ages: what stands behind a number and says what it measures.
#include <algorithm>

#include "figures/scan.h"

namespace fairwitness {

namespace {

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

// "15 dollars 50.": two digits behind an amount, with nothing that they could count.
double FigureScanner::cents_behind(At at, At& end) const {
  At next = word(at, "and") ? at + 1 : at;
  auto cents = number(next);
  if (!cents || cents->value < 10 || cents->value >= 100 || cents->fraction || cents->article || !same_line(at, next))
    return 0;
  if (cents->digits && (!cents->plain || cents->length != 2)) return 0;
  At behind = cents->end;
  // "15 USD 50 more": behind a code of three capitals two digits are its hundredths.
  auto all_capitals = [&](At code) {
    std::string_view own = of(code);
    return own.size() == 3 && std::all_of(own.begin(), own.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  bool coded = next == at && at > 0 && all_capitals(at - 1) && cents->digits && !find(behind, WordKind::person);
  bool ends =
      coded || !have(behind) || !same_line(next, behind) || mark(behind, '.') || mark(behind, '?') || mark(behind, '!');
  if (!ends || (mark(behind, '.') && tight(behind + 1) && digits(behind + 1))) return 0;
  end = behind;
  return cents->value / 100;
}

bool FigureScanner::symbol_before(At at, std::string& code, At& number_at) const {
  auto match = find(at, WordKind::currency_symbol);
  if (!match && have(at) && pieces_[at].capital) match = find(at, WordKind::currency_millions);
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
  if (have(at) && tight(at) && of(at) == "MM") {
    end = at + 1;
    return value * 1e6;
  }
  if (!tight(at) || !(word(at, "m") || word(at, "b") || word(at, "t"))) return value;
  end = at + 1;
  return value * (word(at, "m") ? 1e6 : word(at, "b") ? 1e9 : 1e12);
}

bool FigureScanner::unit_at(At at, std::string& unit, bool& money, At& end) const {
  if (!have(at)) return false;
  if (auto percent = find(at, WordKind::percent)) {
    unit = percent.phrase->value;
    end = percent.end;
    return true;
  }
  auto currency = find(at, WordKind::currency);
  if (!currency && pieces_[at].capital) currency = find(at, WordKind::currency_millions);
  if (currency && digits(currency.end) && tight(currency.end) && !tight(at)) return false;  // "3 USD50 cards"
  if (!currency && at > 0 && digits(at - 1) && pieces_[at].shape == Shape::mark && !(digits(at + 1) && tight(at + 1)))
    currency = find(at, WordKind::currency_symbol);  // "10 $"
  if (currency) {
    unit = currency.phrase->value;
    if (unit.empty()) unit = "currency";
    money = true;
    end = currency.end;
    return true;
  }
  if (auto measure = find(at, WordKind::unit)) {
    // "12 m 2 dm": the number belongs to what is behind it.
    if (measure.end > at + 1 && digits(measure.end - 1) && !tight(measure.end - 1) &&
        find(measure.end, WordKind::unit) && at > 0 && digits(at - 1) && find(at, WordKind::unit)) {
      unit = of(at);
      end = at + 1;
      return true;
    }
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
  const bool found = unit_at(next, unit, money, end);
  if (figure.money && !(found && money)) {
    // "$100 and fifty."
    if (figure.bound == Bound::exact && word(figure.end, "and"))
      if (double cents = cents_behind(figure.end, figure.end); cents > 0)
        figure.best = figure.low = figure.high = *figure.best + cents;
    return;
  }
  if (!found) return;
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
  if (money && pieces_[next].capital && find(next, WordKind::currency_millions))  // "30 MUSD"
    for (auto* value : {&figure.low, &figure.best, &figure.high})
      if (*value) **value *= 1e6;
  if (money && figure.bound == Bound::exact) {  // "3 dollars and 50 cents"
    read_subunits(figure);
    if (auto dozen = find(figure.end + 1, WordKind::dozen); dozen && find(figure.end, WordKind::article))
      figure.end = dozen.end;  // "64 cents a dozen" is a price, and no dozen is counted
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

// "3 dollars and 50 cents", "one kuai five mao five": what belongs to the amount in front. The number behind the last
// part is of the part's own tenth.
void FigureScanner::read_subunits(RawFigure& figure) {
  double value = *figure.best, least = 1;
  At end = figure.end;
  for (int i = 0; i < 2; ++i) {
    At more = word(end, "and") ? end + 1 : end;
    auto rest = number(more);
    if (!rest || rest->fraction || rest->article || !same_line(figure.number_first, more)) break;
    auto part = find(rest->end, WordKind::subunit);
    if (part && same_line(more, rest->end) && rest->value * part.phrase->number < least) {
      value += rest->value * part.phrase->number;
      least = part.phrase->number;
      end = part.end;
      continue;
    }
    bool bare = least < 1 && least > 0.01 && rest->value < 10 && more == end;
    if (bare && (!have(rest->end) || pieces_[rest->end].shape == Shape::mark)) {
      value += rest->value * least / 10;
      end = rest->end;
    }
    break;
  }
  if (end == figure.end)
    if (double cents = cents_behind(end, end); cents > 0) value += cents;
  figure.best = figure.low = figure.high = value;
  figure.end = end;
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
  if (find(next + 1, WordKind::bound_after) || word(next + 1, "to") || word(next + 1, "and") || number(next + 1))
    return;
  figure.hyphen_noun = true;
  figure.end = next + 2;
  figure.why = "number and noun";
}

}  // namespace fairwitness
