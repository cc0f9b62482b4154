// Numbers in words.
#include <cmath>

#include "dates/number_reader.h"

namespace fairwitness {

// One to nine hundred ninety-nine, in words: group_ has it. False where nothing stands there.
bool NumberReader::read_group(uint32_t& at, double& group, bool& scaled) {
  group = 0;
  uint32_t start = at;
  bool unit = false;
  if (below_hundred(at, group)) unit = true;
  // "five hundreds"
  auto many = unit ? find(at, WordKind::vague_many) : Lexicon::Match{};
  auto match = find(at, WordKind::hundred);
  if (!match && many && many.phrase->number == 100 && many.end == at + 1) match = many;
  if (match && unit) {
    group *= 100;
    at = match.end;
    scaled = true;
    last_scale_ = 100;
    uint32_t next = word(at, "and") ? at + 1 : at;
    double rest = 0;
    if (below_hundred(next, rest)) {
      small_and_ = next > at && word(at, "and");
      group += rest;
      at = next;
    }
  }
  return at > start;
}

bool NumberReader::below_hundred(uint32_t& at, double& value) {
  small_and_ = false;
  if (!read_small(at, value)) return false;
  small_ = value;
  return true;
}

bool NumberReader::read_small(uint32_t& at, double& value) {
  if (auto ten = find(at, WordKind::ten)) {
    value = ten.phrase->number;
    at = ten.end;
    uint32_t next = mark(at, '-') || (word(at, "and") && find(at + 1, WordKind::unit_number) &&
                                      !find(at + 2, WordKind::half) && !find(at + 2, WordKind::fraction))
                        ? at + 1
                        : at;
    if (auto one = find(next, WordKind::unit_number); one && one.phrase->number > 0) {
      value += one.phrase->number;
      at = one.end;
    }
    return true;
  }
  Lexicon::Match match = find(at, WordKind::teen);
  if (!match) match = find(at, WordKind::unit_number);
  if (!match) return false;
  value = match.phrase->number;
  at = match.end;
  return true;
}

bool NumberReader::read_words(Number& number) {
  uint32_t at = number.first;
  uint64_t kinds = lexicon_.kinds_from(pieces_[at].word);
  if ((kinds & bit(WordKind::half)) && find(at, WordKind::half)) return read_half(number);
  // "quarter million"; "third million" is the third one.
  if (auto part = find(at, WordKind::fraction);
      part && !find(at, WordKind::ordinal) && find(part.end, WordKind::scale)) {
    number.value = 1 / part.phrase->number;
    number.end = part.end;
    number.fraction = true;
    multiply_half(number, number.value);
    return true;
  }
  constexpr uint64_t starts =
      bit(WordKind::unit_number) | bit(WordKind::teen) | bit(WordKind::ten) | bit(WordKind::article);
  if (!(kinds & starts)) return false;
  double total = 0, group = 0, limit = largest_number;
  if (find(at, WordKind::article)) {
    number.article = true;
    if (!read_article(number, total)) return false;
    at = number.end;
    limit = last_scale_;
    number.scaled = true;
    if (number.fraction) {
      number.value = total;
      return true;
    }
    if (last_scale_ == 100 || last_scale_ == 12) {  // "a hundred and five thousand"
      group = total;
      total = 0;
      if (last_scale_ == 100) {
        double rest = 0;
        uint32_t next = word(at, "and") ? at + 1 : at;
        if (below_hundred(next, rest)) {
          group += rest;
          at = next;
        }
      }
      limit = largest_number;
      if (!close_group(at, total, group, limit)) {
        number.value = total + group;
        number.end = at;
        read_fraction(number);
        if (!number.fraction) read_and_half(number);
        return true;
      }
    }
  }
  while (true) {
    uint32_t next = at;
    bool joined = at != number.first && word(next, "and");
    if (joined && find(next + 1, WordKind::half)) break;  // "and one half"
    if (joined || (at != number.first && mark(next, ','))) ++next;
    bool scaled = number.scaled;
    if (!read_group(next, group, scaled)) break;
    if (group >= limit) break;
    // "one thousand and two million" does not go on.
    number.scaled = scaled;
    if (joined) small_and_ = true;
    at = next;
    if (!close_group(at, total, group, limit)) {
      total += group;
      break;
    }
    number.scaled = true;
  }
  if (at == number.first) return false;
  number.value = total;
  number.end = at;
  if (auto dozen = find(at, WordKind::dozen); dozen && small_and_ && total > small_ && dozen.phrase->number == 12) {
    number.value += small_ * (dozen.phrase->number - 1);  // "three hundred and two dozen"
    number.end = dozen.end;
    number.scaled = true;
    return true;
  }
  read_points(number);
  read_fraction(number);
  if (!number.fraction) {
    read_and_half(number);
    if (number.value != std::floor(number.value))
      read_scales(number);
    else if (!number.scaled)
      read_scales(number);
  }
  return true;
}

// A group ended by thousand, million ...: it goes to the total. False where no scale follows.
bool NumberReader::close_group(uint32_t& at, double& total, double group, double& limit) {
  uint32_t next = mark(at, '-') && find(at + 1, WordKind::scale) ? at + 1 : at;
  auto scale = find(next, WordKind::scale);
  if (!scale) return false;
  double factor = 1;
  uint32_t end = next;
  for (int i = 0; i < 3 && scale; ++i) {  // "two thousand million"
    factor *= scale.phrase->number;
    end = scale.end;
    last_scale_ = factor;
    scale = find(end, WordKind::scale);
  }
  total += group * factor;
  limit = factor;
  at = end;
  return true;
}

// "a hundred", "a million", "a dozen", "a half", "a third", "a quarter of a million".
bool NumberReader::read_article(Number& number, double& total) {
  uint32_t at = number.first + 1;
  Lexicon::Match match = find(at, WordKind::scale);
  if (!match) match = find(at, WordKind::hundred);
  if (!match) match = find(at, WordKind::dozen);
  if (match) {
    total = last_scale_ = match.phrase->number;
    number.end = match.end;
    if (last_scale_ < 1000) return true;
    if (auto more = find(match.end, WordKind::scale)) {
      total = last_scale_ *= more.phrase->number;
      number.end = more.end;
    }
    return true;
  }
  if (auto half = find(at, WordKind::half); half && pieces_[at].shape == Shape::word) {
    total = 0.5;
    number.end = half.end;
    number.fraction = true;
    last_scale_ = 1;
    multiply_half(number, total);
    return true;
  }
  if (auto part = find(at, WordKind::fraction)) {
    total = 1 / part.phrase->number;
    number.end = part.end;
    number.fraction = true;
    last_scale_ = 1;
    multiply_half(number, total);
    return true;
  }
  // "a twenty-first": a birthday, where a word follows.
  uint32_t end = 0;
  bool plural = false;
  if (double below = long_denominator(at, end, plural); below > 0 && !plural && ends(end)) {
    total = 1 / below;
    number.end = end;
    number.fraction = true;
    last_scale_ = 1;
    return true;
  }
  return false;
}

// "one point five"
void NumberReader::read_points(Number& number) {
  uint32_t at = number.end;
  if (!find(at, WordKind::point)) return;
  ++at;
  double place = 0.1, part = 0;
  int places = 0;
  for (; places < 9; ++places, place /= 10) {
    auto one = find(at, WordKind::unit_number);
    if (!one) break;
    part += one.phrase->number * place;
    at = one.end;
  }
  if (places == 0) {
    double rest = 0;
    if (!below_hundred(at, rest)) return;
    part = rest / 100;
  }
  number.value += part;
  number.end = at;
}

}  // namespace fairwitness
