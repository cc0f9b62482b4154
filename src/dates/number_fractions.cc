// Halves, thirds and what else is less than one or hangs on a number as such.
#include <cmath>

#include "dates/number_reader.h"

namespace fairwitness {

// "one over twenty", "2000 over 3": only where nothing is counted behind, for "2 over 30s" are more than thirty.
void NumberReader::read_divided(Number& number) const {
  if (number.article || number.fraction) return;
  auto over = find(number.end, WordKind::divided);
  if (!over || pieces_[over.end - 1].line != pieces_[number.first].line) return;
  NumberReader below(text_, pieces_, lexicon_);
  Number second;
  second.first = second.end = over.end;
  if (!have(over.end)) return;
  bool found = digits(over.end) ? below.read_digits(second) : below.read_words(second);
  if (!found || second.article || second.fraction || !(second.value > 0) || !(second.value <= largest_number) ||
      !ends(second.end))
    return;
  number.value /= second.value;
  number.end = second.end;
  number.fraction = true;
  number.plain = false;
}

// What a fraction of one word cannot say: "twenty-fifth", "one hundred and fifths". 0 where none stands there.
double NumberReader::long_denominator(uint32_t at, uint32_t& end, bool& plural) {
  double value = 0, small = 0;
  uint32_t next = at;
  if (auto unit = find(next, WordKind::unit_number); unit && unit.phrase->number > 0)
    if (auto hundred = find(unit.end, WordKind::hundred)) {
      value = unit.phrase->number * 100;
      next = word(hundred.end, "and") ? hundred.end + 1 : hundred.end;
    }
  if (auto ten = find(next, WordKind::ten)) {
    small = ten.phrase->number;
    next = mark(ten.end, '-') ? ten.end + 1 : ten.end;
  }
  if (value == 0 && small == 0) return 0;
  auto last = find(next, WordKind::fraction);
  bool unit = last && last.phrase->number < 10;
  if (!last) last = find(next, WordKind::ordinal);
  if (!last || (small > 0 && !unit && last.phrase->number >= 10)) return 0;
  char letter = of(last.end - 1).back();
  plural = letter == 's' || letter == 'S';
  end = last.end;
  return value + small + last.phrase->number;
}

// 3/4, but not the 3/4 of a date (5/6/2010) and only where the lower part is larger.
void NumberReader::read_slash(Number& number) {
  uint32_t at = number.end;
  if (!(mark(at, '/') && tight(at) && digits(at + 1) && tight(at + 1))) return;
  if (mark(at + 2, '/') && tight(at + 2)) return;
  auto below = digits_value(of(at + 1));
  if (!below || *below <= 1 || *below > 1000 || number.value >= static_cast<double>(*below)) return;
  number.value /= static_cast<double>(*below);
  number.fraction = true;
  number.plain = false;
  number.end = at + 2;
}

// "2 1/2", "2 ½", "2 and a half", "2-1/2"
void NumberReader::read_mixed(Number& number) {
  if (number.fraction || number.value != std::floor(number.value)) return;
  uint32_t at = number.end;
  if (auto half = find(at, WordKind::half); half && half.phrase->number != 0 && pieces_[at].shape == Shape::mark) {
    add_fraction(number, half.phrase->number, half.end);
    return;
  }
  if (number.digits && number.length <= 3) {
    uint32_t up = mark(at, '-') && tight(at) && tight(at + 1) ? at + 1 : at;
    if (digits(up) && pieces_[up].span.size() <= 2 && mark(up + 1, '/') && tight(up + 1) && digits(up + 2) &&
        tight(up + 2) && pieces_[up + 2].span.size() <= 2 && !mark(up + 3, '/')) {
      double upper = static_cast<double>(*digits_value(of(up))), lower = static_cast<double>(*digits_value(of(up + 2)));
      if (lower > upper && upper > 0) {
        add_fraction(number, upper / lower, up + 3);
        return;
      }
    }
  }
  read_and_half(number);
}

void NumberReader::add_fraction(Number& number, double part, uint32_t end) {
  number.value += part;
  number.end = end;
  number.plain = false;
}

// "two and a half", "two and three quarters", "a million and a half"
void NumberReader::read_and_half(Number& number) {
  uint32_t at = number.end;
  if (!word(at, "and")) return;
  ++at;
  double count = 1;
  if (find(at, WordKind::article)) {
    ++at;
  } else if (find(at, WordKind::half)) {  // "one half"
  } else if (below_hundred(at, count)) {
    if (mark(at, '-')) ++at;
  } else {
    return;
  }
  Lexicon::Match part = find(at, WordKind::half);
  double share = part ? part.phrase->number : 0;
  if (part && (count != 1 || pieces_[at].shape != Shape::word)) return;
  if (!part) {
    part = find(at, WordKind::fraction);
    if (!part || count >= part.phrase->number) return;
    share = count / part.phrase->number;
  }
  add_part(number, share, part.end);
}

// A share of the scale that was told ("two million and a half"), or of one of its own ("a billion and a half
// million").
void NumberReader::add_part(Number& number, double share, uint32_t end) {
  // A number without a scale leaves it to the whole: "two and a half million".
  auto own = number.scaled ? find(end, WordKind::scale) : Lexicon::Match{};
  double unit = own ? own.phrase->number : number.scaled && last_scale_ >= 1000 ? last_scale_ : 1;
  add_fraction(number, share * unit, own ? own.end : end);
}

// "half a million", "a quarter of a million", "half a dozen", "half million"
void NumberReader::multiply_half(Number& number, double& total) {
  uint32_t at = number.end;
  if (word(at, "of") || mark(at, '-')) ++at;
  if (find(at, WordKind::article)) ++at;
  Lexicon::Match match = find(at, WordKind::scale);
  if (!match) match = find(at, WordKind::dozen);
  if (!match) return;
  total *= match.phrase->number;
  last_scale_ = match.phrase->number;
  number.scaled = true;
  number.end = match.end;
  number.fraction = false;
}

bool NumberReader::read_half(Number& number) {
  auto half = find(number.first, WordKind::half);
  if (!half) return false;
  number.value = half.phrase->number;
  number.end = half.end;
  number.fraction = true;
  multiply_half(number, number.value);
  return true;
}

// "two thirds", "three-quarters", "one in five" is a rate and not read here.
void NumberReader::read_fraction(Number& number) {
  uint32_t at = number.end;
  if (mark(at, '-') && (tight(at) || !tight(at + 1))) ++at;
  auto part = find(at, WordKind::fraction);
  if (!part) {
    uint32_t end = 0;
    bool plural = false;
    double below = number.value == std::floor(number.value) ? long_denominator(at, end, plural) : 0;
    if (below <= number.value || plural == (number.value == 1)) return;
    number.value /= below;
    number.fraction = true;
    number.end = end;
    return;
  }
  // "one second", "one third" is a fraction, "two third" is not; "one quarter" may be three months: that reader
  // knows.
  bool plural = of(part.end - 1).back() == 's' || of(part.end - 1).back() == 'S';
  if (small_and_ && number.value > small_ && plural == (small_ != 1) &&
      small_ < part.phrase->number) {  // "one hundred and three quarters", not "and thirty fifths"
    number.value -= small_;
    add_part(number, small_ / part.phrase->number, part.end);
    return;
  }
  if (plural == (number.value == 1)) return;
  // "one hundred thirty fifths": thirty-fifths, a hundred of them.
  if (!small_and_ && number.value > small_ && small_ >= 20 && std::fmod(small_, 10) == 0 && part.phrase->number < 10) {
    number.value = (number.value - small_) / (small_ + part.phrase->number);
    number.fraction = true;
    number.end = part.end;
    return;
  }
  number.value /= part.phrase->number;
  number.fraction = true;
  number.end = part.end;
  double total = number.value;
  multiply_half(number, total);
  number.value = total;
}

}  // namespace fairwitness
