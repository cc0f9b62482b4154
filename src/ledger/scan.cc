#include "ledger/scan.h"

#include <algorithm>

#include "report/report.h"

namespace fairwitness {
namespace {

bool word_byte(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

// Curly quotation marks, dashes and the like (U+2000 to U+206F) and NO-BREAK SPACE part words as their ASCII kin do.
// Gives the length of such a mark at `at`, else 0; an apostrophe sets `apostrophe`.
size_t wide_mark(std::string_view text, size_t at, bool* apostrophe) {
  *apostrophe = false;
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  if (byte(at) == 0xC2 && (byte(at + 1) == 0xA0 || byte(at + 1) == 0xAB || byte(at + 1) == 0xBB)) return 2;
  if (byte(at) != 0xE2 || (byte(at + 1) != 0x80 && byte(at + 1) != 0x81)) return 0;
  *apostrophe = byte(at + 1) == 0x80 && byte(at + 2) == 0x99;
  return 3;
}

}  // namespace

std::vector<Word> scan_words(std::string_view text, Span within) {
  std::vector<Word> out;
  Word word;
  auto close = [&](size_t at) {
    if (word.text.empty()) return;
    if (word.text.ends_with("'s")) word.text.resize(word.text.size() - 2);
    while (word.text.ends_with('\'') || word.text.ends_with('.')) word.text.pop_back();
    word.span.end = static_cast<uint32_t>(at);
    if (!word.text.empty()) out.push_back(word);
    word.text.clear();
  };
  for (size_t at = within.begin; at < within.end;) {
    bool apostrophe = false;
    size_t mark = wide_mark(text, at, &apostrophe);
    auto c = static_cast<unsigned char>(text[at]);
    size_t length = mark ? mark : 1;
    bool more = at + length < within.end && word_byte(static_cast<unsigned char>(text[at + length]));
    bool inside =
        !word.text.empty() && more &&
        (apostrophe || c == '\'' || ((c == ',' || c == '.') && word.text.back() >= '0' && word.text.back() <= '9') ||
         (c == '.' && word.text.size() % 2 == 1));
    if (!mark && word_byte(c)) {
      if (word.text.empty()) word.span.begin = static_cast<uint32_t>(at);
      word.text += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (inside) {
      word.text += apostrophe ? '\'' : static_cast<char>(c);
    } else {
      close(at);
    }
    at += length;
  }
  close(within.end);
  return out;
}

std::string wording(const std::vector<Word>& words) {
  std::string out;
  for (const Word& word : words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

std::string shortened(std::string_view text, size_t limit) {
  if (text.size() <= limit) return std::string(text);
  size_t end = text.rfind(' ', limit);
  if (end == text.npos || end == 0) {
    end = limit;
    while (end > 0 && !is_utf8_boundary(text, end)) --end;
  }
  return std::string(text.substr(0, end)) + " …";
}

Span sentence_at(const Report& report, uint32_t byte) {
  const auto& sentences = report.words.sentences;
  auto after = std::upper_bound(sentences.begin(), sentences.end(), byte,
                                [](uint32_t at, const Sentence& one) { return at < one.span.begin; });
  if (after == sentences.begin()) return {};
  Span span = std::prev(after)->span;
  return span.contains(byte) ? span : Span{};
}

}  // namespace fairwitness
