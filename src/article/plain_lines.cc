#include "article/plain_lines.h"

#include <algorithm>

#include "article/clean_text.h"

namespace fairwitness {
namespace {

struct RawLine {
  Span span;
  bool blank_before = false;
};

// The span without white space and zero-width characters at its edges.
Span trimmed(std::string_view content, Span span) {
  while (!span.empty()) {
    size_t length = 1;
    if (spacing_of(content, span.begin, length) == Spacing::none) break;
    span.begin = std::min(span.end, span.begin + static_cast<uint32_t>(length));
  }
  while (!span.empty()) {
    size_t at = span.end, length = 1;
    previous_code_point(content, at);
    if (spacing_of(content, at, length) == Spacing::none) break;
    span.end = std::max(span.begin, static_cast<uint32_t>(at));
  }
  return span;
}

std::vector<RawLine> raw_lines(std::string_view content) {
  std::vector<RawLine> lines;
  bool blank = false;
  for (size_t at = 0; at < content.size();) {
    const size_t end = std::min(content.find_first_of("\n\r", at), content.size());
    const Span span = trimmed(content, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    if (span.empty()) {
      blank = true;
    } else {
      lines.push_back({span, blank});
      blank = false;
    }
    at = end + 1;
    if (end + 1 < content.size() && content[end] == '\r' && content[end + 1] == '\n') ++at;
  }
  return lines;
}

bool closes(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x201C ||
         c == 0xAB;
}

// The last character that is no closing mark.
char32_t last_character(std::string_view text) {
  for (size_t at = text.size(); at > 0;) {
    const char32_t c = previous_code_point(text, at);
    if (!closes(c) && c != ' ') return c;
  }
  return 0;
}

bool ends_sentence(std::string_view text) {
  const char32_t c = last_character(text);
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == ';';
}

// Are lines broken at a fixed width, paragraphs parted by blank lines? Then most lines that another one follows at once
// are nearly as long as the longest and end inside a sentence.
bool broken_at_width(std::string_view content, const std::vector<RawLine>& lines) {
  constexpr uint32_t widest = 100;
  uint32_t longest = 0;
  for (const RawLine& line : lines) longest = std::max(longest, line.span.size());
  if (longest > widest || longest < 40) return false;
  size_t followed = 0, full = 0, open = 0;
  bool blanks = false;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    blanks |= lines[i + 1].blank_before;
    if (lines[i + 1].blank_before) continue;
    ++followed;
    full += lines[i].span.size() * 4 >= longest * 3;
    open += !ends_sentence(lines[i].span.of(content));
  }
  return followed >= 4 && full * 4 >= followed * 3 && open * 3 >= followed * 2 && (blanks || lines.size() >= 6);
}

uint64_t key_of(const LineWords& words, std::string_view text) {
  if (words.cut) return hash_bytes(text);
  uint64_t key = 0;
  for (const auto& word : words.words)
    if (!word.symbol)
      key = hash_mix(key, word.number ? hash_bytes(text.substr(word.begin, word.end - word.begin)) : word.key);
  return key;
}

PlainLine look_at(std::string_view content, Span span, LineWords& words) {
  PlainLine line;
  line.source = span;
  const std::string_view text = span.of(content);
  words.read(text);
  line.words = words.count;
  line.letters = !words.words.empty() &&
                 std::any_of(words.words.begin(), words.words.end(), [](const auto& w) { return !w.symbol; });
  line.key = key_of(words, text);
  line.sentence = ends_sentence(text);
  line.colon = last_character(text) == ':';
  if (!words.words.empty()) {
    const auto& first = words.words.front();
    line.lower_case =
        !first.capital && !first.digit_first && !first.symbol && text[first.begin] >= 'a' && text[first.begin] <= 'z';
  }
  return line;
}

struct Mark {
  std::string_view spelt;
  BlockKind kind;
};

// Takes a list's, quotation's or heading's mark off the line. A dash alone may also open speech, so it counts only
// where a neighbour has one too (`dashes`).
void take_mark(std::string_view content, Span& span, BlockKind& kind, bool dashes) {
  static constexpr Mark marks[] = {{"* ", BlockKind::list_item},
                                   {"\xE2\x80\xA2 ", BlockKind::list_item},
                                   {"\xE2\x80\xA2", BlockKind::list_item},
                                   {"\xE2\x97\x8F ", BlockKind::list_item},
                                   {"\xE2\x96\xAA ", BlockKind::list_item},
                                   {"> ", BlockKind::block_quote}};
  const std::string_view text = span.of(content);
  for (const Mark& mark : marks)
    if (text.starts_with(mark.spelt) && text.size() > mark.spelt.size()) {
      kind = mark.kind;
      span = trimmed(content, {span.begin + static_cast<uint32_t>(mark.spelt.size()), span.end});
      return;
    }
  if (dashes && text.starts_with("- ")) {
    kind = BlockKind::list_item;
    span = trimmed(content, {span.begin + 2, span.end});
    return;
  }
  size_t hashes = 0;
  while (hashes < text.size() && text[hashes] == '#') ++hashes;
  if (hashes >= 1 && hashes <= 6 && hashes < text.size() && text[hashes] == ' ') {
    kind = BlockKind::subhead;
    span = trimmed(content, {span.begin + static_cast<uint32_t>(hashes), span.end});
  }
}

std::vector<RawLine> paragraphs(std::string_view content) {
  std::vector<RawLine> lines = raw_lines(content);
  if (!broken_at_width(content, lines)) return lines;
  std::vector<RawLine> joined;
  for (const RawLine& line : lines) {
    if (joined.empty() || line.blank_before)
      joined.push_back(line);
    else
      joined.back().span.end = line.span.end;
  }
  return joined;
}

std::vector<PlainLine> look_at_all(std::string_view content, bool take_marks) {
  const std::vector<RawLine> lines = paragraphs(content);
  auto dashed = [&](size_t i) { return i < lines.size() && lines[i].span.of(content).starts_with("- "); };
  std::vector<PlainLine> out;
  out.reserve(lines.size());
  LineWords words;
  for (size_t i = 0; i < lines.size(); ++i) {
    Span span = lines[i].span;
    BlockKind mark = BlockKind::paragraph;
    if (take_marks) take_mark(content, span, mark, dashed(i + 1) || (i > 0 && dashed(i - 1)));
    PlainLine line = look_at(content, span, words);
    line.mark = mark;
    line.blank_before = lines[i].blank_before;
    out.push_back(line);
  }
  return out;
}

}  // namespace

std::vector<PlainLine> plain_lines(std::string_view content) { return look_at_all(content, true); }
std::vector<PlainLine> verbatim_lines(std::string_view content) { return look_at_all(content, false); }

}  // namespace fairwitness
