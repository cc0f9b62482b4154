#include "copies/scan.h"

#include <algorithm>
#include <array>

namespace fairwitness {
namespace {

enum class Kind : uint8_t {
  gap,
  letter,
  capital,
  digit,
  quote_mark,
  open_mark,
  close_mark,
  apostrophe,
  stop,
  line,
  ideograph
};

struct Glyph {
  Kind kind = Kind::gap;
  char32_t lower = 0;
};

constexpr std::array<Kind, 128> ascii_kinds() {
  std::array<Kind, 128> kinds{};
  for (size_t c = 0; c < 128; ++c) {
    kinds[c] = c >= 'a' && c <= 'z'   ? Kind::letter
               : c >= 'A' && c <= 'Z' ? Kind::capital
               : c >= '0' && c <= '9' ? Kind::digit
                                      : Kind::gap;
  }
  kinds['"'] = Kind::quote_mark;
  kinds['\''] = Kind::apostrophe;
  kinds['.'] = kinds['!'] = kinds['?'] = Kind::stop;
  kinds['\n'] = Kind::line;
  return kinds;
}

// ASCII letters and digits as small letters; 0 for all else.
constexpr std::array<uint8_t, 128> ascii_letters() {
  std::array<uint8_t, 128> letters{};
  for (uint8_t c = '0'; c <= '9'; ++c) letters[c] = c;
  for (uint8_t c = 'a'; c <= 'z'; ++c) letters[c] = letters[c - 32] = c;
  return letters;
}

// Beyond ASCII: the alphabets with capitals that news in Latin, Greek and Cyrillic letters use; everything else that is
// no mark counts as a letter.
Glyph glyph_beyond_ascii(char32_t c) {
  if (c < 0xC0) return {Kind::gap, 0};
  if (c <= 0xDE && c != 0xD7) return {Kind::capital, c + 0x20};
  if (c >= 0x100 && c <= 0x17F) {
    bool odd_capitals = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return (c & 1) == (odd_capitals ? 1u : 0u) ? Glyph{Kind::capital, c + 1} : Glyph{Kind::letter, c};
  }
  if (c >= 0x391 && c <= 0x3A9) return {Kind::capital, c + 0x20};
  if (c >= 0x410 && c <= 0x42F) return {Kind::capital, c + 0x20};
  if (c >= 0x400 && c <= 0x40F) return {Kind::capital, c + 0x50};
  if (c == 0x2019 || c == 0x02BC) return {Kind::apostrophe, c};
  if (c == 0x201C || c == 0x201E) return {Kind::open_mark, c};
  if (c == 0x201D) return {Kind::close_mark, c};
  if (c == 0x2028 || c == 0x2029) return {Kind::line, c};
  if ((c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || c == 0xD7 || c == 0xF7 || c == 0xFEFF ||
      c >= 0xFFF0)
    return {Kind::gap, 0};
  if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF)) return {Kind::ideograph, c};
  return {Kind::letter, c};
}

// Reads the text once, glyph by glyph, and closes a word where it ends.
class Scanner {
 public:
  Scanner(std::string_view text, const StopWords* stop_words) : text_(text), stop_words_(stop_words) {
    words_.reserve(text.size() / 6 + 4);
  }

  std::vector<ScannedWord> run() {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ')
        ++at_;
      else
        step();
    }
    return std::move(words_);
  }

 private:
  static constexpr std::array<Kind, 128> ascii = ascii_kinds();
  static constexpr std::array<uint8_t, 128> plain_letters = ascii_letters();

  Glyph peek(size_t at, size_t& next) const {
    auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 128) {
      next = at + 1;
      Kind kind = ascii[byte];
      return {kind, kind == Kind::capital ? char32_t{byte} + 32 : char32_t{byte}};
    }
    next = at;
    return glyph_beyond_ascii(next_code_point(text_, next));
  }
  Kind kind_at(size_t at) const {
    if (at >= text_.size()) return Kind::gap;
    size_t next = at;
    return peek(at, next).kind;
  }
  static bool alphabetic(Kind kind) { return kind == Kind::letter || kind == Kind::capital; }
  static bool in_word(Kind kind) { return alphabetic(kind) || kind == Kind::digit; }

  void step() {
    size_t next = at_;
    Glyph glyph = peek(at_, next);
    if (in_word(glyph.kind) || glyph.kind == Kind::ideograph) return read_word();
    at_ = next;
    switch (glyph.kind) {
      case Kind::line:
        sentence_ended_ = line_ended_ = true;
        in_quote_ = false;
        break;
      case Kind::stop:
        sentence_ended_ = sentence_ended_ || ends_sentence();
        break;
      case Kind::quote_mark:
        in_quote_ = !in_quote_;
        break;
      case Kind::open_mark:
        in_quote_ = true;
        break;
      case Kind::close_mark:
        in_quote_ = false;
        break;
      default:
        break;
    }
  }

  // A stop ends a sentence when space and no small letter follows. An initial ("J.") ends none.
  bool ends_sentence() const {
    if (words_.empty()) return false;
    const ScannedWord& last = words_.back();
    if (last.letters == 1 && last.is(ScannedWord::capital)) return false;
    size_t at = at_;
    bool space = false;
    while (at < text_.size()) {
      size_t next = at;
      Glyph glyph = peek(at, next);
      if (in_word(glyph.kind)) return space && glyph.kind != Kind::letter;
      if (next - at_ > 12) return space;
      space = space || text_[at] == ' ' || glyph.kind == Kind::line;
      at = next;
    }
    return true;
  }

  void read_word() {
    size_t begin = at_, end = at_, next = at_, letters = 0;
    Glyph first = peek(at_, next);
    uint32_t hash = 0x811C9DC5u;
    uint32_t stem = 0;
    bool dotted = false;
    while (at_ < text_.size()) {
      for (; at_ < text_.size() && static_cast<unsigned char>(text_[at_]) < 128;
           end = ++at_) {  // nearly all of it is this
        uint8_t plain = plain_letters[static_cast<unsigned char>(text_[at_])];
        if (plain == 0) break;
        hash = add(hash, plain);
        if (++letters == 4) stem = hash;
      }
      if (at_ >= text_.size()) break;
      Glyph glyph = peek(at_, next);
      if (glyph.kind == Kind::ideograph) {
        if (letters == 0) {
          hash = add(hash, glyph.lower);
          letters = 1;
          at_ = end = next;
        }
        break;
      }
      if (!in_word(glyph.kind)) {
        size_t over = next;
        if (!joins(glyph, letters, over, dotted)) break;
        at_ = over;
        continue;
      }
      hash = add(hash, glyph.lower);
      if (++letters == 4) stem = hash;
      at_ = end = next;
    }
    if (dotted && at_ < text_.size() && text_[at_] == '.') end = ++at_;
    end = std::max(end, take_possessive(end));
    close(begin, end, hash, letters >= 4 && alphabetic(first.kind) ? stem : 0, letters, first.kind);
  }

  // May the mark at at_ stand inside the word? `over` is moved behind it.
  bool joins(Glyph glyph, size_t letters, size_t& over, bool& dotted) {
    Kind after = kind_at(over);
    if (glyph.kind == Kind::apostrophe) return alphabetic(after) && !possessive_at(over);
    char mark = text_[at_];
    bool digits = at_ > 0 && text_[at_ - 1] >= '0' && text_[at_ - 1] <= '9' && after == Kind::digit;
    if ((mark == '.' || mark == ',') && digits) return true;
    if (mark == '.' && alphabetic(after) && (letters == 1 || dotted)) {
      size_t behind = over;
      peek(over, behind);
      if (in_word(kind_at(behind))) return false;
      dotted = true;
      return true;
    }
    return false;
  }

  bool possessive_at(size_t at) const {
    return at < text_.size() && (text_[at] == 's' || text_[at] == 'S') && !in_word(kind_at(at + 1));
  }

  size_t take_possessive(size_t end) {
    size_t next = end;
    if (end >= text_.size() || peek(end, next).kind != Kind::apostrophe || !possessive_at(next)) return end;
    return at_ = next + 1;
  }

  static uint32_t add(uint32_t hash, char32_t c) { return (hash ^ static_cast<uint32_t>(c)) * 0x01000193u; }

  void close(size_t begin, size_t end, uint32_t hash, uint32_t stem, size_t letters, Kind first) {
    ScannedWord word;
    word.begin = static_cast<uint32_t>(begin);
    word.end = static_cast<uint32_t>(end);
    word.key = static_cast<uint32_t>(hash_mix(hash, letters) >> 16) & ~1u;
    if (word.key == 0) word.key = 2;
    if (stop_words_ && stop_words_->has(word.key)) word.key |= 1;
    word.stem = static_cast<uint16_t>(stem ? (stem >> 16 ^ stem) | 1 : 0);
    word.letters = static_cast<uint8_t>(std::min<size_t>(letters, 255));
    bool starts = sentence_ended_ || words_.empty();
    bool line = line_ended_ || words_.empty();
    word.flags = static_cast<uint8_t>((starts ? ScannedWord::starts_sentence : 0) |
                                      (line ? ScannedWord::starts_block : 0) | (in_quote_ ? ScannedWord::quoted : 0) |
                                      (first == Kind::capital ? ScannedWord::capital : 0) |
                                      (first == Kind::digit ? ScannedWord::number : 0));
    sentence_ended_ = line_ended_ = false;
    words_.push_back(word);
  }

  std::string_view text_;
  const StopWords* stop_words_;
  size_t at_ = 0;
  bool sentence_ended_ = false, line_ended_ = false, in_quote_ = false;
  std::vector<ScannedWord> words_;
};

// Sets the flag on every word that lies in the span. Spans come in any order, so each is looked up.
void mark(std::vector<ScannedWord>& words, Span span, uint8_t flag) {
  auto at = std::lower_bound(words.begin(), words.end(), span.begin,
                             [](const ScannedWord& word, uint32_t begin) { return word.begin < begin; });
  for (; at != words.end() && at->begin < span.end; ++at) at->flags |= flag;
}

void mark_sentences(std::vector<ScannedWord>& words, const std::vector<Sentence>& sentences) {
  size_t at = 0;
  for (ScannedWord& word : words)
    if (!word.is(ScannedWord::starts_block)) word.flags &= static_cast<uint8_t>(~ScannedWord::starts_sentence);
  for (const Sentence& sentence : sentences) {
    while (at < words.size() && words[at].begin < sentence.span.begin) ++at;
    if (at < words.size() && words[at].begin < sentence.span.end) words[at].flags |= ScannedWord::starts_sentence;
  }
}

}  // namespace

StopWords::StopWords(const Table& words) : slots_(64) {
  while (slots_.size() < words.rows() * 4) slots_.resize(slots_.size() * 2);
  for (size_t row = 0; row < words.rows(); ++row) {
    for (const ScannedWord& word : scan_words(words.cell(row, "word"), nullptr)) {
      uint32_t at = word.key >> 1;
      while (slots_[at & (slots_.size() - 1)] != 0) ++at;
      slots_[at & (slots_.size() - 1)] = word.key;
    }
  }
}

std::vector<ScannedWord> scan_words(std::string_view text, const StopWords* stop_words) {
  return Scanner(text, stop_words).run();
}

uint32_t key_of(std::string_view word) {
  std::vector<ScannedWord> words = scan_words(word, nullptr);
  return words.size() == 1 ? words.front().key : 0;
}

std::vector<ScannedWord> scan_report(const Report& report, const StopWords& stop_words) {
  std::vector<ScannedWord> words = scan_words(report.text(), &stop_words);
  for (const Block& block : report.article.blocks) {
    if (block.kind == BlockKind::byline || block.kind == BlockKind::credit) mark(words, block.span, ScannedWord::aside);
    if (block.kind == BlockKind::title) mark(words, block.span, ScannedWord::title);
  }
  if (!report.words.sentences.empty()) mark_sentences(words, report.words.sentences);
  for (const Quote& quote : report.quotes)
    for (Span span : quote.content)
      mark(words, span, quote.kind == QuoteKind::direct ? ScannedWord::quoted | ScannedWord::said : ScannedWord::said);
  return words;
}

std::vector<uint32_t> keys_of(const std::vector<ScannedWord>& words) {
  std::vector<uint32_t> keys;
  keys.reserve(words.size());
  for (const ScannedWord& word : words) keys.push_back(word.is(ScannedWord::aside) ? 0 : word.key);
  return keys;
}

}  // namespace fairwitness
