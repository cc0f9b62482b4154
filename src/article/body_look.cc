#include <algorithm>
#include <array>
#include <bit>

#include "article/body_features.h"
#include "base/bytes16.h"

namespace fairwitness {
namespace {

unsigned char byte_at(std::string_view text, size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// Capital letters of Latin-1, Greek and Cyrillic, by their two bytes.
bool wide_upper(unsigned char a, unsigned char b) {
  return (a == 0xC3 && b >= 0x80 && b <= 0x9E) || (a == 0xCE && b >= 0x86 && b <= 0xAB) || (a == 0xD0 && b <= 0xAF);
}

// E2 80 xx: dashes, quotation marks, the ellipsis.
bool general_mark(std::string_view text, size_t at) {
  return byte_at(text, at) == 0xE2 && byte_at(text, at + 1) == 0x80 && byte_at(text, at + 2) >= 0x90;
}

enum : unsigned char { lower_bit = 1, upper_bit = 2, digit_bit = 4 };
constexpr std::array<unsigned char, 128> ascii_kind = [] {
  std::array<unsigned char, 128> kind{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) kind[c] = lower_bit;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) kind[c] = upper_bit;
  for (unsigned char c = '0'; c <= '9'; ++c) kind[c] = digit_bit;
  return kind;
}();

// What one byte of ASCII adds to the counts: five counters side by side in one number, so that no branch hangs on where
// words begin and end.
struct ByteCounts {
  uint64_t always = 0, first_of_word = 0;
  uint64_t outside = ~uint64_t{0};  // all bits where no word goes on behind it
  bool special = false;             // a sentence may end with it, or a word go on
};
constexpr int counter_bits = 12;
constexpr uint64_t counter(int which) { return uint64_t{1} << (which * counter_bits); }
constexpr uint64_t one_letter = counter(0), one_word = counter(1), one_capital = counter(2), one_number = counter(3),
                   one_comma = counter(4);
constexpr std::array<ByteCounts, 128> byte_counts = [] {
  std::array<ByteCounts, 128> counts{};
  for (size_t c = 0; c < counts.size(); ++c) {
    ByteCounts& one = counts[c];
    if (const unsigned char kind = ascii_kind[c]) {
      one.always = one_letter;
      one.first_of_word = one_word + (kind == upper_bit ? one_capital : 0) + (kind == digit_bit ? one_number : 0);
      one.outside = 0;
    }
    if (c == ',' || c == ';') one.always = one_comma;
    one.special = c == '.' || c == '!' || c == '?' || c == '\'';
  }
  return counts;
}();

void add_counts(uint64_t& counts, BlockLook& look) {
  constexpr uint64_t mask = counter(1) - 1;
  look.letters += counts & mask;
  look.words += counts >> counter_bits & mask;
  look.capitals += counts >> 2 * counter_bits & mask;
  look.digit_words += counts >> 3 * counter_bits & mask;
  look.commas += counts >> 4 * counter_bits & mask;
  counts = 0;
}

// "3.5" and "example.org" end nothing.
bool mark_ends(std::string_view text, size_t at) {
  const unsigned char next = byte_at(text, at + 1);
  return next == 0 || next == ' ' || next == '"' || next == '\'' || next == ')' || next >= 0x80;
}

// The bits of four masks of sixteen, counted each in its quarter.
// (graphics.stanford.edu/~seander/bithacks.html#CountBitsSetParallel)
uint64_t count_bits(uint64_t masks) {
  masks -= masks >> 1 & 0x5555555555555555ull;
  masks = (masks & 0x3333333333333333ull) + (masks >> 2 & 0x3333333333333333ull);
  masks = (masks + (masks >> 4)) & 0x0F0F0F0F0F0F0F0Full;
  return (masks + (masks >> 8)) & 0x001F001F001F001Full;
}

// Counts sixteen bytes of ASCII at a time, as far as they go and may be read (`readable`, from the text's first on);
// says where it stopped. `outside` as in count.
size_t count_ascii(std::string_view text, size_t readable, size_t at, uint64_t& outside, BlockLook& look) {
  constexpr int most_rounds = 4000;  // sixteen bits hold the counts of that many
  uint64_t counts = 0, more = 0;
  uint32_t inside = outside == 0;
  for (int round = 0; at < text.size() && at + Bytes16::size <= readable && round < most_rounds; ++round) {
    const Bytes16 bytes(text.data() + at);
    const size_t left = text.size() - at;
    const uint32_t own = left >= Bytes16::size ? Bytes16::all : (1u << left) - 1;
    const uint32_t apostrophes = bytes.equal('\'') & own;
    if ((bytes.wide() & own) || (apostrophes & apostrophes << 1)) break;
    const uint32_t digits = bytes.between('0', '9') & own, word = (bytes.letters() | digits) & own;
    const uint32_t joining = apostrophes & (word << 1 | inside), going = word | joining;
    const uint32_t starts = word & ~(going << 1 | inside);
    const uint32_t capitals = starts & bytes.between('A', 'Z');
    const uint32_t commas = (bytes.equal(',') | bytes.equal(';')) & own;
    counts += count_bits(uint64_t{word} | uint64_t{starts} << 16 | uint64_t{capitals} << 32 | uint64_t{commas} << 48);
    if (const uint32_t rare = (starts & digits) | joining << 16) more += count_bits(rare);
    uint32_t marks = (bytes.equal('.') | bytes.equal('!') | bytes.equal('?')) & own;
    for (; marks; marks &= marks - 1)
      look.sentence_marks += mark_ends(text, at + static_cast<size_t>(std::countr_zero(marks)));
    const size_t done = std::min(left, Bytes16::size);
    inside = going >> (done - 1) & 1;
    at += done;
  }
  constexpr uint64_t mask = 0xFFFF;
  look.letters += static_cast<uint32_t>((counts & mask) + (more >> 16 & mask));
  look.words += counts >> 16 & mask;
  look.capitals += counts >> 32 & mask;
  look.commas += counts >> 48 & mask;
  look.digit_words += more & mask;
  outside = inside ? 0 : ~uint64_t{0};
  return at;
}

// Counts words, capitals, marks in one pass over the bytes; `readable` bytes from the text's first on may be read.
void count(std::string_view text, size_t readable, BlockLook& out) {
  constexpr size_t most_at_once = counter(1) - 1;
  uint64_t outside = ~uint64_t{0}, counts = 0;
  size_t added = 0;
  uint32_t ideographs = 0;
  BlockLook look;  // counted here, where the compiler can keep it in registers
  for (size_t at = 0, plain = 0; at < text.size(); ++at) {
    if (at >= plain) {
      const size_t from = at;
      at = count_ascii(text, readable, at, outside, look);
      if (at >= text.size()) break;
      plain = at == from ? at + Bytes16::size : at + 1;  // where it cannot go on, not every byte asks again
    }
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      const ByteCounts& one = byte_counts[c];
      const uint64_t was_outside = outside;
      counts += one.always + (one.first_of_word & outside);
      outside = one.outside;
      if (++added == most_at_once) add_counts(counts, look), added = 0;
      if (!one.special) continue;
      if (c == '\'') {
        look.letters += was_outside == 0;
        outside = was_outside;
        continue;
      }
      look.sentence_marks += mark_ends(text, at);
      continue;
    }
    if (c < 0xC0) continue;
    const unsigned char next = byte_at(text, at + 1);
    if (general_mark(text, at)) {
      at += 2;
      outside = ~uint64_t{0};
    } else if (c == 0xE3 && next == 0x80) {  // CJK marks
      look.sentence_marks += byte_at(text, at + 2) == 0x82;
      look.commas += byte_at(text, at + 2) == 0x81;
      at += 2;
      outside = ~uint64_t{0};
    } else if (c >= 0xE3 && c <= 0xE9) {
      ++ideographs;
      ++look.letters;
      at += 2;
      outside = ~uint64_t{0};
    } else {
      const bool wordly = c != 0xC2;
      look.letters += wordly;
      if (wordly && outside) {
        ++look.words;
        look.capitals += wide_upper(c, next);
      }
      outside = wordly ? 0 : ~uint64_t{0};
    }
  }
  add_counts(counts, look);
  out.words = look.words + ideographs / 2;
  out.letters = look.letters;
  out.capitals = look.capitals;
  out.digit_words = look.digit_words;
  out.sentence_marks = look.sentence_marks;
  out.commas = look.commas;
}

void look_at_end(std::string_view text, BlockLook& look) {
  size_t end = text.size();
  for (int i = 0; i < 4 && end > 0; ++i) {
    const unsigned char c = byte_at(text, end - 1);
    if (c == '"' || c == '\'' || c == ')' || c == ' ' || c == ']') {
      --end;
      continue;
    }
    // Closing quotation marks: U+2019, U+201C, U+201D, U+00BB, U+300D.
    if (end >= 3 && byte_at(text, end - 3) == 0xE2 && byte_at(text, end - 2) == 0x80 &&
        (c == 0x99 || c == 0x9C || c == 0x9D)) {
      end -= 3;
      continue;
    }
    if (end >= 2 && byte_at(text, end - 2) == 0xC2 && c == 0xBB) {
      end -= 2;
      continue;
    }
    if (end >= 3 && byte_at(text, end - 3) == 0xE3 && byte_at(text, end - 2) == 0x80 && (c == 0x8D || c == 0x8F)) {
      end -= 3;
      continue;
    }
    break;
  }
  const std::string_view rest = text.substr(0, end);
  look.ends_ellipsis = rest.ends_with("...") || rest.ends_with("\xE2\x80\xA6");
  look.ends_sentence = rest.ends_with('.') || rest.ends_with('!') || rest.ends_with('?') || look.ends_ellipsis ||
                       rest.ends_with("\xE3\x80\x82") || rest.ends_with("\xD8\x9F") || rest.ends_with("\xE0\xA5\xA4");
  look.ends_colon = rest.ends_with(':');
}

char first_of(std::string_view text) {
  const unsigned char c = byte_at(text, 0), d = byte_at(text, 1);
  const unsigned char kind = c < 0x80 ? ascii_kind[c] : 0;
  if (kind == lower_bit) return 'a';
  if (kind == upper_bit || wide_upper(c, d)) return 'A';
  if (kind == digit_bit) return '0';
  if (c == '"' || c == '\'' || (c == 0xC2 && d == 0xAB) || general_mark(text, 0)) return '"';
  return c >= 0xC3 && c != 0xE2 ? 'a' : '.';
}

// The words of the title, to be found again in blocks.
struct TitleWords {
  std::vector<uint64_t> keys, sorted;
  uint64_t seen = 0;  // a bit for each key: most words of a page have none of theirs
  explicit TitleWords(std::string_view title) {
    LineWords line;
    line.read(title);
    for (const auto& word : line.words)
      if (!word.symbol) keys.push_back(word.key), seen |= bit_of(word.key);
    sorted = keys;
    std::sort(sorted.begin(), sorted.end());
  }
  static uint64_t bit_of(uint64_t key) { return uint64_t{1} << (key >> 58); }
  void mark(const LineWords& line, BlockLook& look) const {
    if (line.cut || keys.empty()) return;
    size_t at = 0;
    bool same = line.count == keys.size();
    for (const auto& word : line.words) {
      if (word.symbol) continue;
      if (seen & bit_of(word.key))
        look.title_words += std::binary_search(sorted.begin(), sorted.end(), word.key);
      else if (!same)
        continue;
      same = same && at < keys.size() && keys[at++] == word.key;
    }
    look.is_title = same;
  }
};

uint64_t key_of(const LineWords& line, std::string_view text) {
  uint64_t key = line.cut ? hash_bytes(text) : 1;
  if (!line.cut)
    for (const auto& word : line.words)
      if (!word.symbol)
        key = hash_mix(key, word.number ? hash_bytes(text.substr(word.begin, word.end - word.begin)) : word.key);
  return key;
}

void count_copies(std::vector<BlockLook>& blocks) {
  std::vector<std::pair<uint64_t, uint32_t>> keys;
  keys.reserve(blocks.size());
  for (uint32_t i = 0; i < blocks.size(); ++i) keys.emplace_back(blocks[i].key, i);
  std::sort(keys.begin(), keys.end());
  for (size_t i = 0; i < keys.size();) {
    size_t end = i;
    while (end < keys.size() && keys[end].first == keys[i].first) ++end;
    for (size_t j = i; j < end; ++j) blocks[keys[j].second].copies = static_cast<uint32_t>(end - i - 1);
    i = end;
  }
}

void sum_elements(const PageBlocks& page, PageLook& look) {
  const size_t n = page.elements.size();
  look.element_blocks.assign(n, 0);
  look.element_bytes.assign(n, 0);
  look.element_links.assign(n, 0);
  look.element_prose.assign(n, 0);
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const uint32_t e = page.blocks[i].element;
    if (e == no_element) continue;
    ++look.element_blocks[e];
    look.element_bytes[e] += look.blocks[i].bytes;
    look.element_links[e] += page.blocks[i].link_bytes;
    if (look.blocks[i].good) look.element_prose[e] += look.blocks[i].bytes;
  }
  for (size_t e = n; e-- > 1;) {
    const uint32_t parent = page.elements[e].parent;
    if (parent == no_element) continue;
    look.element_blocks[parent] += look.element_blocks[e];
    look.element_bytes[parent] += look.element_bytes[e];
    look.element_links[parent] += look.element_links[e];
    look.element_prose[parent] += look.element_prose[e];
  }
}

// From the root to the child with most prose, as long as it holds six tenths of its parent's.
uint32_t find_main(const PageBlocks& page, const PageLook& look) {
  const size_t n = page.elements.size();
  if (n == 0) return no_element;
  std::vector<uint32_t> best(n, no_element);
  for (uint32_t e = 1; e < n; ++e) {
    const uint32_t parent = page.elements[e].parent;
    if (parent == no_element || look.element_prose[e] == 0) continue;
    if (best[parent] == no_element || look.element_prose[e] > look.element_prose[best[parent]]) best[parent] = e;
  }
  uint32_t at = 0;
  while (best[at] != no_element && look.element_prose[best[at]] * 10ull >= look.element_prose[at] * 6ull &&
         look.element_blocks[best[at]] > 1)
    at = best[at];
  return at;
}

// The headline: a heading that is the title, any block that is, the heading with most of its words, the first h1.
uint32_t find_title(const PageBlocks& page, const PageLook& look, size_t title_words) {
  uint32_t same = no_element, alike = no_element, first = no_element;
  double best = 0.6;
  for (uint32_t i = 0; i < page.blocks.size(); ++i) {
    const BlockLook& block = look.blocks[i];
    const PageElement& element = page.elements[page.blocks[i].inner];
    const bool heading = element.flags & in_heading;
    const bool h1 = page.elements[page.blocks[i].element].tag == Tag::h1;
    if (block.is_title && heading && !(element.flags & (in_aside | in_nav | in_footer))) return i;
    if (block.is_title && same == no_element) same = i;
    if (h1 && first == no_element) first = i;
    if (!heading || block.words < 3 || title_words == 0) continue;
    const double share =
        static_cast<double>(block.title_words) / static_cast<double>(std::max<size_t>(block.words, title_words)) +
        (h1 ? 0.1 : 0);
    if (share > best) {
      best = share;
      alike = i;
    }
  }
  return same != no_element ? same : alike != no_element ? alike : first;
}

}  // namespace

PageLook look_at_page(const PageBlocks& page, std::string_view title, const BodyHints& hints, const Phrases& phrases) {
  PageLook look;
  look.blocks.resize(page.blocks.size());
  const TitleWords title_words(title);
  LineWords line;
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const PageBlock& block = page.blocks[i];
    const std::string_view text = block.of(page.text);
    BlockLook& out = look.blocks[i];
    out.bytes = static_cast<uint32_t>(text.size());
    count(text, page.text.size() - block.begin, out);
    look_at_end(text, out);
    out.first = first_of(text);
    out.link_share = static_cast<float>(block.link_bytes) / static_cast<float>(std::max(1u, out.bytes));
    out.bold_share = static_cast<float>(block.bold_bytes) / static_cast<float>(std::max(1u, out.bytes));
    line.read(text);
    out.key = key_of(line, text);
    out.date = phrases.is_date(line);
    out.phrase = phrases.find(line);
    title_words.mark(line, out);
    out.in_description = hints.description.share_of(line);
    out.in_article_body = hints.article_body.share_of(line);
    out.good = out.words >= 8 && out.link_share < 0.34f && (out.sentence_marks > 0 || out.commas > 1) &&
               out.words * 2 > out.capitals;
  }
  count_copies(look.blocks);
  sum_elements(page, look);
  look.main = find_main(page, look);
  if (!page.blocks.empty()) look.title_block = find_title(page, look, title_words.keys.size());
  return look;
}

}  // namespace fairwitness
