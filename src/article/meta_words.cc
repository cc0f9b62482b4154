#include "article/meta_words.h"

#include <unicode/uchar.h>

#include "base/base.h"
#include "page/page.h"

namespace fairwitness {
namespace {

bool is_blank(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
         c == 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string tidy(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    while (at < text.size() && text[at] > ' ' && text[at] < 0x7F) ++at;
    if (at > begin) {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out.append(text, begin, at - begin);
      continue;
    }
    char32_t c = next_code_point(text, at);
    if (is_invisible(c)) continue;
    if (is_blank(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out.append(text.substr(begin, at - begin));
  }
  return out;
}

std::string plain_of(std::string_view markup) {
  std::string text(markup);
  // Two rounds: what was escaped twice ("&amp;quot;") is still an entity after the first.
  for (int round = 0; round < 2; ++round) {
    size_t entity = text.find('&');
    bool entities = entity != text.npos && text.find(';', entity) != text.npos;
    size_t tag = text.find('<');
    bool tags = tag != text.npos && text.find('>', tag) != text.npos;
    if ((!entities && !tags) || text.size() > 100'000) break;
    Tree tree = parse_html(text);
    std::string plain = tree.size() ? tree.text_of(tree.root()) : std::string();
    if (plain.empty()) break;
    text = std::move(plain);
  }
  return tidy(text);
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out += ascii_lower(text[at++]);
      continue;
    }
    char32_t c = next_code_point(text, at);
    append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
  }
  return out;
}

bool equals_lower(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (ascii_lower(a[i]) != b[i]) return false;
  return true;
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool is_lower_letter(char32_t c) { return u_islower(static_cast<UChar32>(c)); }
bool is_upper_letter(char32_t c) { return u_isupper(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c)); }

bool starts_upper(std::string_view text) {
  size_t at = 0;
  return !text.empty() && is_upper_letter(next_code_point(text, at));
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    while (at < text.size() && is_space(text[at])) ++at;
    size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

size_t find_word(std::string_view text, std::string_view needle, size_t from) {
  if (needle.empty()) return std::string_view::npos;
  for (size_t at = text.find(needle, from); at != text.npos; at = text.find(needle, at + 1)) {
    size_t end = at + needle.size();
    bool open = at == 0 || !is_word_byte(text[at - 1]) || !is_word_byte(needle.front());
    bool close = end == text.size() || !is_word_byte(text[end]) || !is_word_byte(needle.back());
    if (open && close) return at;
  }
  return std::string_view::npos;
}

std::string letters_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      if (is_word_byte(text[at])) out += ascii_lower(text[at]);
      ++at;
      continue;
    }
    char32_t c = next_code_point(text, at);
    if (u_isalnum(static_cast<UChar32>(c))) append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
  }
  return out;
}

}  // namespace fairwitness
