#include "words/letters.h"

#include <array>

namespace fairwitness {
namespace {

constexpr std::array<CharClass, 128> ascii_classes() {
  std::array<CharClass, 128> table{};
  for (size_t c = 0; c < 128; ++c) {
    if (c <= ' ' || c == 127)
      table[c] = CharClass::space;
    else if (c >= '0' && c <= '9')
      table[c] = CharClass::digit;
    else if (c >= 'a' && c <= 'z')
      table[c] = CharClass::lower;
    else if (c >= 'A' && c <= 'Z')
      table[c] = CharClass::upper;
    else
      table[c] = CharClass::symbol;
  }
  table['.'] = table['!'] = table['?'] = CharClass::stop;
  table[','] = table[';'] = table[':'] = CharClass::comma;
  table['-'] = CharClass::hyphen;
  table['\''] = CharClass::apostrophe;
  table['"'] = CharClass::double_quote;
  table['('] = table['['] = table['{'] = CharClass::open_bracket;
  table[')'] = table[']'] = table['}'] = CharClass::close_bracket;
  table['$'] = CharClass::currency;
  table['_'] = CharClass::lower;
  return table;
}

constexpr auto ascii = ascii_classes();

// Latin Extended-A alternates upper and lower case; the parity turns at the letters without a pair.
CharClass latin_extended(char32_t c) {
  bool odd = c & 1;
  bool turned = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (c == 0x138 || c == 0x149 || c == 0x17F) return CharClass::lower;
  if (c == 0x178) return CharClass::upper;
  return odd == turned ? CharClass::upper : CharClass::lower;
}

CharClass punctuation_class(char32_t c) {
  switch (c) {
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF:
    case 0x85:
      return CharClass::space;
    case 0x2018:
    case 0x201A:
    case 0x2039:
    case 0x201C:
    case 0x201E:
    case 0xAB:
    case 0x300C:
    case 0x300E:
      return CharClass::open_quote;
    case 0x2019:
    case 0x02BC:
    case 0x2BB:
    case 0x2BF:
    case 0x2BE:
      return CharClass::apostrophe;
    case 0x201D:
    case 0xBB:
    case 0x203A:
    case 0x300D:
    case 0x300F:
      return CharClass::close_quote;
    case 0x2010:
    case 0x2011:
    case 0xAD:
      return CharClass::hyphen;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return CharClass::dash;
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
      return CharClass::stop;
    case 0xFF0C:
    case 0x3001:
    case 0xFF1A:
    case 0xFF1B:
      return CharClass::comma;
    case 0xA2:
    case 0xA3:
    case 0xA4:
    case 0xA5:
      return CharClass::currency;
    case 0xFF08:
      return CharClass::open_bracket;
    case 0xFF09:
      return CharClass::close_bracket;
  }
  if (c >= 0x2000 && c <= 0x200F) return CharClass::space;
  if (c >= 0x20A0 && c <= 0x20CF) return CharClass::currency;
  return CharClass::symbol;
}

CharClass wide_class(char32_t c) {
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA ? CharClass::lower : punctuation_class(c);
  if (c < 0x100) return c == 0xD7 || c == 0xF7 ? CharClass::symbol : c < 0xDF ? CharClass::upper : CharClass::lower;
  if (c < 0x180) return latin_extended(c);
  if (c >= 0x2B9 && c <= 0x2BF) return punctuation_class(c);
  if (c >= 0x391 && c <= 0x3A9) return CharClass::upper;
  if (c >= 0x3B1 && c <= 0x3C9) return CharClass::lower;
  if (c >= 0x400 && c <= 0x42F) return CharClass::upper;
  if (c >= 0x430 && c <= 0x45F) return CharClass::lower;
  if (c >= 0x1E00 && c <= 0x1EFF) return c & 1 ? CharClass::lower : CharClass::upper;
  if (c >= 0x2000 && c <= 0x2BFF) return punctuation_class(c);
  if (c >= 0x3000 && c <= 0x303F) return punctuation_class(c);
  if (c >= 0xFE00 && c <= 0xFE0F) return CharClass::symbol;
  if (c >= 0xFEFF && c <= 0xFF1F) return punctuation_class(c);
  if (c >= 0xE000 && c <= 0xF8FF) return CharClass::symbol;
  if (c >= 0x1F000) return c >= 0x20000 ? CharClass::other_letter : CharClass::symbol;
  return CharClass::other_letter;
}

}  // namespace

CharClass next_class(std::string_view text, size_t& at) {
  auto c = static_cast<unsigned char>(text[at]);
  if (c < 128) {
    ++at;
    return ascii[c];
  }
  return wide_class(next_code_point(text, at));
}

CharClass class_at(std::string_view text, size_t at) {
  return at >= text.size() ? CharClass::space : next_class(text, at);
}

CharClass class_before(std::string_view text, size_t at) {
  if (at == 0) return CharClass::space;
  auto c = static_cast<unsigned char>(text[at - 1]);
  return c < 128 ? ascii[c] : wide_class(previous_code_point(text, at));
}

char32_t lower_of(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x100 && c < 0x180)
    return c == 0x130 ? 'i' : c == 0x178 ? 0xFF : latin_extended(c) == CharClass::upper ? c + 1 : c;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x1E00 && c <= 0x1EFF && !(c & 1)) return c + 1;
  return c;
}

void append_lower(std::string& out, std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    auto c = static_cast<unsigned char>(word[at]);
    if (c < 128) {
      out += ascii_lower(word[at++]);
      continue;
    }
    char32_t code_point = lower_of(next_code_point(word, at));
    append_utf8(out, code_point == 0x2019 ? U'\'' : code_point);
  }
}

std::string lower_case(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  append_lower(out, word);
  return out;
}

}  // namespace fairwitness
