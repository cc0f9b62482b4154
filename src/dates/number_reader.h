// Reads one number: digits with their groups and powers, words with their scales, fractions and what is left behind
// them. The pieces of numbers.h's work; nobody else includes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dates/numbers.h"

namespace fairwitness {

// The largest value that is told: beyond it a run of digits is no figure of news and doubles lose their digits anyway.
inline constexpr double largest_number = 1e18;

class NumberReader {
 public:
  NumberReader(std::string_view text, const std::vector<Piece>& pieces, const Lexicon& lexicon)
      : text_(text), pieces_(pieces), lexicon_(lexicon) {}

  std::optional<Number> read(uint32_t at) {
    Number number;
    number.first = number.end = at;
    if (at >= pieces_.size()) return std::nullopt;
    bool found = pieces_[at].shape == Shape::digits ? read_digits(number) : read_words(number);
    if (!found || !(number.value <= largest_number)) return std::nullopt;
    read_divided(number);
    return number;
  }

 private:
  bool have(uint32_t at) const { return at < pieces_.size(); }
  bool mark(uint32_t at, char mark) const { return have(at) && pieces_[at].mark == mark; }
  bool tight(uint32_t at) const { return have(at) && !pieces_[at].space_before; }
  bool digits(uint32_t at) const { return have(at) && pieces_[at].shape == Shape::digits; }
  std::string_view of(uint32_t at) const { return pieces_[at].span.of(text_); }
  Lexicon::Match find(uint32_t at, WordKind kind) const { return lexicon_.find(pieces_, at, kind); }
  bool word(uint32_t at, std::string_view lower) const;
  bool ends(uint32_t at) const;
  void read_divided(Number& number) const;
  double long_denominator(uint32_t at, uint32_t& end, bool& plural);
  bool read_digits(Number& number);
  bool read_points_as_groups(Number& number) const;
  bool read_power(Number& number);
  void read_rest(Number& number);
  bool group_behind_space(uint32_t at) const;
  bool thousands_group(uint32_t comma) const;
  bool thousands_after_pair(uint32_t comma) const;
  void read_slash(Number& number);
  void read_mixed(Number& number);
  void add_fraction(Number& number, double part, uint32_t end);
  void read_and_half(Number& number);
  void add_part(Number& number, double share, uint32_t end);
  void read_scales(Number& number);
  bool read_group(uint32_t& at, double& group, bool& scaled);
  bool below_hundred(uint32_t& at, double& value);
  bool read_small(uint32_t& at, double& value);
  bool read_words(Number& number);
  bool close_group(uint32_t& at, double& total, double group, double& limit);
  bool read_article(Number& number, double& total);
  void multiply_half(Number& number, double& total);
  bool read_half(Number& number);
  void read_points(Number& number);
  void read_fraction(Number& number);

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  const Lexicon& lexicon_;
  double last_scale_ = 1;
  double small_ = 0;        // the last number below a hundred
  bool small_and_ = false;  // "and" stands before it
};

}  // namespace fairwitness
