// Numbers that begin with digits.
#include <charconv>
#include <cmath>

#include "dates/number_reader.h"

namespace fairwitness {

// 1234 · 1,234,567 · 1 234 567 (thin spaces are spaces) · 12.5 · .5 is not read · 3/4 · 2 1/2 · 1e9 is not read
bool NumberReader::read_digits(Number& number) {
  uint32_t at = number.first;
  number.digits = true;
  number.length = pieces_[at].span.size();
  std::string run(of(at).substr(0, 20));
  if (number.length > 18) return false;
  number.plain = true;
  ++at;
  if (read_points_as_groups(number)) return true;
  while (run.size() <= 15 && mark(at, ',') && tight(at) && digits(at + 1) && tight(at + 1) && number.length <= 3 &&
         thousands_group(at)) {
    run += of(at + 1);
    at += 2;
    number.plain = false;
  }
  // "1 414 021 100": two groups at least, so that two numbers side by side stay two.
  if (at == number.first + 1 && number.length <= 3 && group_behind_space(at) &&
      (group_behind_space(at + 1) || of(at) == "000")) {
    number.plain = false;
    while (run.size() <= 15 && group_behind_space(at)) run += of(at++);
  }
  if (mark(at, '.') && tight(at) && digits(at + 1) && tight(at + 1) &&
      !(mark(at + 2, '.') && tight(at + 2) && digits(at + 3) && tight(at + 3))) {
    run += '.';
    run += of(at + 1).substr(0, 12);
    at += 2;
    number.plain = false;
  }
  // "6 . 2" of tokenized text.
  if (at == number.first + 1 && mark(at, '.') && !tight(at) && digits(at + 1) && !tight(at + 1) &&
      pieces_[at].line == pieces_[at + 1].line && pieces_[number.first].line == pieces_[at].line) {
    run += '.';
    run += of(at + 1).substr(0, 12);
    at += 2;
    number.plain = false;
  }
  // "1.3e6"
  if (word(at, "e") && tight(at)) {
    uint32_t power = mark(at + 1, '-') || mark(at + 1, '+') ? at + 2 : at + 1;
    if (digits(power) && tight(power) && tight(at + 1) && pieces_[power].span.size() <= 2) {
      run += mark(at + 1, '-') ? "e-" : "e";
      run += of(power);
      at = power + 1;
      number.plain = false;
    }
  }
  std::from_chars(run.data(), run.data() + run.size(), number.value);
  number.end = at;
  if (read_power(number)) return true;
  if (number.plain) read_slash(number);
  read_mixed(number);
  read_scales(number);
  if (number.scaled) read_rest(number);
  return true;
}

// "1.111,11": points between groups of three and a comma before the rest, as much of Europe writes.
bool NumberReader::read_points_as_groups(Number& number) const {
  std::string run(of(number.first));
  uint32_t at = number.first + 1;
  while (run.size() <= 15 && mark(at, '.') && tight(at) && digits(at + 1) && tight(at + 1) &&
         pieces_[at + 1].span.size() == 3) {
    run += of(at + 1);
    at += 2;
  }
  bool rest = mark(at, ',') && tight(at) && digits(at + 1) && tight(at + 1) && pieces_[at + 1].span.size() != 3;
  if (number.length > 3 || at == number.first + 1 || !rest || pieces_[at + 1].span.size() > 12) return false;
  run += '.';
  run += of(at + 1);
  std::from_chars(run.data(), run.data() + run.size(), number.value);
  number.end = at + 2;
  number.plain = false;
  return true;
}

// "1.1^23", "2.5^-1", "1.3x10^6", "5.5x10-3"
bool NumberReader::read_power(Number& number) {
  uint32_t at = number.end;
  double base = number.value, factor = 1;
  bool times = word(at, "x") && tight(at) && digits(at + 1) && tight(at + 1);
  if (times) {
    auto tens = digits_value(of(at + 1));
    if (!tens || *tens > 100) return false;
    factor = number.value;
    base = static_cast<double>(*tens);
    at += 2;
  }
  bool caret = mark(at, '^') && tight(at);
  if (!caret && !(times && base == 10 && mark(at, '-') && tight(at))) return false;
  if (caret) ++at;
  bool minus = mark(at, '-');
  if (minus || mark(at, '+')) ++at;
  if (!digits(at) || !tight(at) || pieces_[at].span.size() > 3) return false;
  auto power = static_cast<double>(*digits_value(of(at)));
  number.value = factor * std::pow(base, minus ? -power : power);
  number.plain = false;
  number.end = at + 1;
  return true;
}

// What is left behind a scale: "4 thousand 3 hundred and 21", "3 million and a half", "6 crore and two hundred".
void NumberReader::read_rest(Number& number) {
  if (last_scale_ == 1000 && digits(number.end) && pieces_[number.end].span.size() == 1)
    if (auto hundred = find(number.end + 1, WordKind::hundred)) {
      number.value += static_cast<double>(*digits_value(of(number.end))) * 100;
      number.end = hundred.end;
      last_scale_ = 100;
    }
  if (!word(number.end, "and")) return;
  uint32_t at = number.end + 1;
  double rest = 0;
  if (last_scale_ == 100 && digits(at) && pieces_[at].span.size() <= 2 && !mark(at + 1, '-') &&
      !find(at + 1, WordKind::hundred) && !(mark(at + 1, '.') && tight(at + 1))) {
    rest = static_cast<double>(*digits_value(of(at)));
    if (rest > 0) number.value += rest, number.end = at + 1;
    return;
  }
  if (last_scale_ == 100 && below_hundred(at, rest)) {
    if (!find(at, WordKind::fraction) && !find(at, WordKind::half)) number.value += rest, number.end = at;
    return;
  }
  bool scaled = false;
  if (last_scale_ > 1000 && read_group(at, rest, scaled) && scaled && rest >= 100) {
    number.value += rest;
    number.end = at;
    return;
  }
  read_and_half(number);
}

bool NumberReader::group_behind_space(uint32_t at) const {
  return digits(at) && !tight(at) && pieces_[at].span.size() == 3 && pieces_[at].line == pieces_[at - 1].line;
}

// Groups of three, or of two before a last one of three (12,34,567).
bool NumberReader::thousands_group(uint32_t comma) const {
  uint32_t size = pieces_[comma + 1].span.size();
  if (size == 3) return true;
  return size == 2 && mark(comma + 2, ',') && tight(comma + 2) && digits(comma + 3) && tight(comma + 3) &&
         (pieces_[comma + 3].span.size() == 3 || thousands_after_pair(comma + 2));
}

bool NumberReader::thousands_after_pair(uint32_t comma) const {
  return pieces_[comma + 1].span.size() == 2 && mark(comma + 2, ',') && digits(comma + 3) && tight(comma + 3) &&
         pieces_[comma + 3].span.size() == 3;
}

// "1.2 million", "5bn", "12 hundred", "5k". A letter alone must stand close and must not begin another word.
void NumberReader::read_scales(Number& number) {
  for (int i = 0; i < 3; ++i) {
    uint32_t at = number.end;
    if (i == 0 && mark(at, '-') && tight(at) && tight(at + 1) && find(at + 1, WordKind::scale)) ++at;
    Lexicon::Match match = find(at, WordKind::scale);
    if (!match) match = find(at, WordKind::hundred);
    if (!match) match = find(at, WordKind::dozen);
    if (match && match.phrase->number == 20) match = {};
    if (!match && i == 0 && tight(at)) {
      match = find(at, WordKind::scale_suffix);
      // "5 m" is metres, "5M" and "5k" are numbers; "5m" is a number only behind a currency, which the figures look
      // at.
      if (match && word(at, "m") && of(at) == "m") match = {};
      if (match && (word(at, "t") || word(at, "g")) && of(at) != "T") match = {};
      if (match && mark(match.end, '/') && tight(match.end)) match = {};
    }
    // "1,674.5 G": apart from the digits only as a capital (or k), with nothing behind that it could belong to.
    if (!match && i == 0 && number.digits && have(at) && pieces_[at].line == pieces_[number.first].line &&
        ends(at + 1) && !mark(at + 1, '.') && !mark(at + 1, '-') && (pieces_[at].capital || word(at, "k")))
      match = find(at, WordKind::scale_suffix);
    if (!match) return;
    number.value *= match.phrase->number;
    number.end = match.end;
    number.plain = false;
    number.scaled = true;
    last_scale_ = match.phrase->number;
    if (number.value > largest_number) return;
  }
}

}  // namespace fairwitness
