#include "dates/numbers.h"

#include <charconv>

#include "dates/number_reader.h"

namespace fairwitness {

bool NumberReader::word(uint32_t at, std::string_view lower) const {
  if (!have(at) || pieces_[at].span.size() != lower.size()) return false;
  std::string_view own = of(at);
  for (size_t i = 0; i < own.size(); ++i)
    if ((own[i] | 0x20) != lower[i]) return false;
  return true;
}

// Nothing that could be counted stands at `at`: the line ends, or a mark stands there.
bool NumberReader::ends(uint32_t at) const {
  return !have(at) || pieces_[at].line != pieces_[at - 1].line || pieces_[at].shape == Shape::mark;
}

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
