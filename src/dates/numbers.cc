#include "dates/numbers.h"

#include <charconv>
#include <cmath>

namespace fairwitness {

namespace {

// The largest value that is told: beyond it a run of digits is no figure of news and doubles lose their digits anyway.
constexpr double largest = 1e18;

class NumberReader {
 public:
  NumberReader(std::string_view text, const std::vector<Piece>& pieces, const Lexicon& lexicon)
      : text_(text), pieces_(pieces), lexicon_(lexicon) {}

  std::optional<Number> read(uint32_t at) {
    Number number;
    number.first = number.end = at;
    if (at >= pieces_.size()) return std::nullopt;
    bool found = pieces_[at].shape == Shape::digits ? read_digits(number) : read_words(number);
    if (!found || !(number.value <= largest)) return std::nullopt;
    return number;
  }

 private:
  bool have(uint32_t at) const { return at < pieces_.size(); }
  bool mark(uint32_t at, char mark) const { return have(at) && pieces_[at].mark == mark; }
  bool tight(uint32_t at) const { return have(at) && !pieces_[at].space_before; }
  bool digits(uint32_t at) const { return have(at) && pieces_[at].shape == Shape::digits; }
  std::string_view of(uint32_t at) const { return pieces_[at].span.of(text_); }
  Lexicon::Match find(uint32_t at, WordKind kind) const { return lexicon_.find(pieces_, at, kind); }
  bool word(uint32_t at, std::string_view lower) const {
    if (!have(at) || pieces_[at].span.size() != lower.size()) return false;
    std::string_view own = of(at);
    for (size_t i = 0; i < own.size(); ++i)
      if ((own[i] | 0x20) != lower[i]) return false;
    return true;
  }

  // 1234 · 1,234,567 · 1 234 567 (thin spaces are spaces) · 12.5 · .5 is not read · 3/4 · 2 1/2 · 1e9 is not read
  bool read_digits(Number& number) {
    uint32_t at = number.first;
    number.digits = true;
    number.length = pieces_[at].span.size();
    std::string run(of(at).substr(0, 20));
    if (number.length > 18) return false;
    number.plain = true;
    ++at;
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

  // "1.1^23", "2.5^-1", "1.3x10^6", "5.5x10-3"
  bool read_power(Number& number) {
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
  void read_rest(Number& number) {
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
        !(mark(at + 1, '.') && tight(at + 1))) {
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

  bool group_behind_space(uint32_t at) const {
    return digits(at) && !tight(at) && pieces_[at].span.size() == 3 && pieces_[at].line == pieces_[at - 1].line;
  }

  // Groups of three, or of two before a last one of three (12,34,567).
  bool thousands_group(uint32_t comma) const {
    uint32_t size = pieces_[comma + 1].span.size();
    if (size == 3) return true;
    return size == 2 && mark(comma + 2, ',') && tight(comma + 2) && digits(comma + 3) && tight(comma + 3) &&
           (pieces_[comma + 3].span.size() == 3 || thousands_after_pair(comma + 2));
  }
  bool thousands_after_pair(uint32_t comma) const {
    return pieces_[comma + 1].span.size() == 2 && mark(comma + 2, ',') && digits(comma + 3) && tight(comma + 3) &&
           pieces_[comma + 3].span.size() == 3;
  }

  // 3/4, but not the 3/4 of a date (5/6/2010) and only where the lower part is larger.
  void read_slash(Number& number) {
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
  void read_mixed(Number& number) {
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
        double upper = static_cast<double>(*digits_value(of(up))),
               lower = static_cast<double>(*digits_value(of(up + 2)));
        if (lower > upper && upper > 0) {
          add_fraction(number, upper / lower, up + 3);
          return;
        }
      }
    }
    read_and_half(number);
  }

  void add_fraction(Number& number, double part, uint32_t end) {
    number.value += part;
    number.end = end;
    number.plain = false;
  }

  // "two and a half", "two and three quarters", "a million and a half"
  void read_and_half(Number& number) {
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
  void add_part(Number& number, double share, uint32_t end) {
    // A number without a scale leaves it to the whole: "two and a half million".
    auto own = number.scaled ? find(end, WordKind::scale) : Lexicon::Match{};
    double unit = own ? own.phrase->number : number.scaled && last_scale_ >= 1000 ? last_scale_ : 1;
    add_fraction(number, share * unit, own ? own.end : end);
  }

  // "1.2 million", "5bn", "12 hundred", "5k". A letter alone must stand close and must not begin another word.
  void read_scales(Number& number) {
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
      if (!match) return;
      number.value *= match.phrase->number;
      number.end = match.end;
      number.plain = false;
      number.scaled = true;
      last_scale_ = match.phrase->number;
      if (number.value > largest) return;
    }
  }

  // One to nine hundred ninety-nine, in words: group_ has it. False where nothing stands there.
  bool read_group(uint32_t& at, double& group, bool& scaled) {
    group = 0;
    uint32_t start = at;
    bool unit = false;
    if (below_hundred(at, group)) unit = true;
    if (auto match = find(at, WordKind::hundred); match && unit) {
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

  bool below_hundred(uint32_t& at, double& value) {
    small_and_ = false;
    if (!read_small(at, value)) return false;
    small_ = value;
    return true;
  }

  bool read_small(uint32_t& at, double& value) {
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

  bool read_words(Number& number) {
    uint32_t at = number.first;
    uint64_t kinds = lexicon_.kinds_from(pieces_[at].word);
    if ((kinds & bit(WordKind::half)) && find(at, WordKind::half)) return read_half(number);
    constexpr uint64_t starts =
        bit(WordKind::unit_number) | bit(WordKind::teen) | bit(WordKind::ten) | bit(WordKind::article);
    if (!(kinds & starts)) return false;
    double total = 0, group = 0, limit = largest;
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
        limit = largest;
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
  bool close_group(uint32_t& at, double& total, double group, double& limit) {
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
  bool read_article(Number& number, double& total) {
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
    return false;
  }

  // "half a million", "a quarter of a million", "half a dozen", "half million"
  void multiply_half(Number& number, double& total) {
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

  bool read_half(Number& number) {
    auto half = find(number.first, WordKind::half);
    if (!half) return false;
    number.value = half.phrase->number;
    number.end = half.end;
    number.fraction = true;
    multiply_half(number, number.value);
    return true;
  }

  // "one point five"
  void read_points(Number& number) {
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

  // "two thirds", "three-quarters", "one in five" is a rate and not read here.
  void read_fraction(Number& number) {
    uint32_t at = number.end;
    if (mark(at, '-') && (tight(at) || !tight(at + 1))) ++at;
    auto part = find(at, WordKind::fraction);
    if (!part) return;
    // "one second", "one third" is a fraction, "two third" is not; "one quarter" may be three months: that reader
    // knows.
    bool plural = of(part.end - 1).back() == 's' || of(part.end - 1).back() == 'S';
    if (small_and_ && number.value > small_ && plural == (small_ != 1)) {  // "one hundred and three quarters"
      number.value -= small_;
      add_part(number, small_ / part.phrase->number, part.end);
      return;
    }
    if (plural == (number.value == 1)) return;
    // "one hundred thirty fifths": thirty-fifths, a hundred of them.
    if (number.value > small_ && small_ >= 20 && std::fmod(small_, 10) == 0 && part.phrase->number < 10) {
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

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  const Lexicon& lexicon_;
  double last_scale_ = 1;
  double small_ = 0;        // the last number below a hundred
  bool small_and_ = false;  // "and" stands before it
};

}  // namespace

std::optional<int64_t> digits_value(std::string_view digits) {
  int64_t value = 0;
  if (digits.size() > 18) return std::nullopt;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<Number> read_number(std::string_view text, const std::vector<Piece>& pieces, uint32_t at,
                                  const Lexicon& lexicon) {
  return NumberReader(text, pieces, lexicon).read(at);
}

std::optional<Number> read_ordinal(std::string_view text, const std::vector<Piece>& pieces, uint32_t at,
                                   const Lexicon& lexicon) {
  Number number;
  number.first = at;
  if (at >= pieces.size()) return std::nullopt;
  if (auto match = lexicon.find(pieces, at, WordKind::ordinal)) {
    number.value = match.phrase->number;
    number.end = match.end;
    return number;
  }
  if (pieces[at].shape != Shape::digits || at + 1 >= pieces.size() || pieces[at + 1].space_before) return std::nullopt;
  std::string_view ending = pieces[at + 1].span.of(text);
  if (ending.size() != 2) return std::nullopt;
  char a = static_cast<char>(ending[0] | 0x20), b = static_cast<char>(ending[1] | 0x20);
  bool fits = (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
  auto value = digits_value(pieces[at].span.of(text));
  if (!fits || !value) return std::nullopt;
  number.value = static_cast<double>(*value);
  number.end = at + 2;
  number.digits = true;
  number.length = pieces[at].span.size();
  return number;
}

}  // namespace fairwitness
