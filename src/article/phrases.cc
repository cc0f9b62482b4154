#include "article/phrases.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

namespace fairwitness {
namespace {

constexpr uint64_t number_key = 1, star_key = 2;

// A word that a line of the kind may consist of.
uint64_t word_key(uint64_t word, PhraseKind kind) { return hash_mix(word, static_cast<uint64_t>(kind) + 11); }

constexpr size_t whole_line_bytes = 420;  // longer lines are read at both ends only
constexpr size_t edge_bytes = 170;
constexpr size_t star_words = 6;

struct KindName {
  PhraseKind kind;
  std::string_view name, why;
};
constexpr std::array<KindName, 18> kinds = {{{PhraseKind::none, "", ""},
                                             {PhraseKind::navigation, "navigation", "navigation"},
                                             {PhraseKind::boilerplate, "boilerplate", "boilerplate"},
                                             {PhraseKind::share, "share", "share"},
                                             {PhraseKind::newsletter, "newsletter", "newsletter"},
                                             {PhraseKind::cookies, "cookies", "cookies"},
                                             {PhraseKind::comments, "comments", "comments"},
                                             {PhraseKind::paywall, "paywall", "paywall"},
                                             {PhraseKind::copyright, "copyright", "copyright"},
                                             {PhraseKind::related, "related", "related"},
                                             {PhraseKind::advert, "advert", "advert"},
                                             {PhraseKind::author, "author", "author"},
                                             {PhraseKind::photo, "photo", "credit"},
                                             {PhraseKind::credit, "credit", "credit"},
                                             {PhraseKind::byline, "byline", "byline"},
                                             {PhraseKind::caption, "caption", "caption"},
                                             {PhraseKind::depiction, "depiction", "caption"},
                                             {PhraseKind::date, "date", "date"}}};

PhraseKind kind_named(std::string_view name) {
  for (const auto& one : kinds)
    if (one.name == name) return one.kind;
  FW_CHECK(!"rules/*/page_phrases: unknown kind");
}

PhraseWhere where_named(std::string_view name) {
  constexpr std::array<std::string_view, 6> names = {"whole", "start", "tail", "end", "in", "word"};
  for (size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<PhraseWhere>(i);
  FW_CHECK(!"rules/*/page_phrases: unknown place");
}

bool is_symbol(char32_t c) {
  return c == ':' || c == '@' || c == '|' || c == '+' || c == '#' || c == '*' || c == '/' || c == 0xA9 || c == 0xBB ||
         c == 0x203A || c == 0x2192;
}

bool ends_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

struct Letter {
  char32_t folded = 0;  // 0: not part of a word
  bool capital = false, digit = false;
};

// ASCII letters and digits, folded; 0 for all other bytes.
constexpr std::array<unsigned char, 128> ascii_fold = [] {
  std::array<unsigned char, 128> fold{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) fold[c] = c;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) fold[c] = static_cast<unsigned char>(c + 32);
  for (unsigned char c = '0'; c <= '9'; ++c) fold[c] = c;
  return fold;
}();

bool is_capital(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

Letter letter(char32_t c) {
  if (c < 0x80) {
    const auto byte = static_cast<unsigned char>(c);
    return {ascii_fold[byte], is_capital(byte), is_digit(byte)};
  }
  const auto code = static_cast<UChar32>(c);
  if (!u_isalnum(code)) return {};
  const auto lower = static_cast<char32_t>(u_tolower(code));
  return {lower, lower != c, u_isdigit(code) != 0};
}

// The number of a word: its folded letters, a byte for those of ASCII and three for others, eight bytes at a time.
class WordKey {
 public:
  void add(char32_t c) {
    if (c < 0x80) return add_byte(static_cast<unsigned char>(c));
    for (int shift = 0; shift < 21; shift += 7) add_byte(static_cast<unsigned char>((c >> shift & 0x7F) | 0x80));
  }
  // The letters and digits of ASCII that `text` begins with, where their eight bytes can be looked at together; says
  // how many there were and whether all of them were digits. Only the first thing that is added.
  size_t add_ascii(std::string_view text, bool& digits);
  uint64_t value() const { return hash_mix(key_, chunk_); }

 private:
  void add_byte(unsigned char byte) {
    chunk_ |= uint64_t{byte} << (8 * filled_);
    if (++filled_ == 8) flush();
  }
  void flush() {
    key_ = hash_mix(key_, chunk_);
    chunk_ = 0;
    filled_ = 0;
  }
  uint64_t key_ = 0, chunk_ = 0;
  unsigned filled_ = 0;
};

// Bit tricks on bytes: graphics.stanford.edu/~seander/bithacks.html#HasBetweenInWord. A letter is folded by setting
// the bit that tells small from capital; digits have it already.
size_t WordKey::add_ascii(std::string_view text, bool& digits) {
  constexpr uint64_t ones = 0x0101010101010101ull, highs = ones * 0x80;
  size_t count = 0;
  if constexpr (std::endian::native != std::endian::little) return 0;
  while (count + 8 <= text.size()) {
    uint64_t word;
    std::memcpy(&word, text.data() + count, 8);
    const uint64_t low = (word | ones * 0x20) & ~highs, plain = ~word & highs;
    const uint64_t letter = (low + ones * (0x80 - 'a')) & ~(low + ones * (0x7F - 'z')) & plain;
    // A control character is no digit, though the bit makes it look like one.
    const uint64_t bare = word & ~highs;
    const uint64_t digit = (bare + ones * (0x80 - '0')) & ~(bare + ones * (0x7F - '9')) & plain;
    const uint64_t others = ~(letter | digit) & highs;
    if (others == 0) {
      digits &= digit == highs;
      key_ = hash_mix(key_, low);
      count += 8;
      continue;
    }
    const unsigned length = static_cast<unsigned>(std::countr_zero(others)) / 8;
    const uint64_t mask = (uint64_t{1} << (8 * length)) - 1;
    digits &= (digit & mask) == (highs & mask);
    chunk_ = low & mask;
    filled_ = length;
    return count + length;
  }
  return count;
}

// Reads the word that begins at `at` and moves `at` behind it. An apostrophe, or a point or comma inside a number, does
// not end it.
void read_word(std::string_view text, size_t& at, size_t to, LineWords::Word& word) {
  word = {0, static_cast<uint32_t>(at), 0, false, true, false, false, word.after_sentence};
  WordKey key;
  bool first = true;
  if (const size_t ascii = key.add_ascii(text.substr(at, to - at), word.number)) {
    word.capital = is_capital(static_cast<unsigned char>(text[at]));
    word.digit_first = is_digit(static_cast<unsigned char>(text[at]));
    first = false;
    at += ascii;
  }
  while (at < to) {
    const auto byte = static_cast<unsigned char>(text[at]);
    Letter one;
    size_t next = at + 1;
    if (byte < 0x80) {
      one = {ascii_fold[byte], is_capital(byte), is_digit(byte)};
    } else {
      next = at;
      one = letter(next_code_point(text, next));
    }
    if (!one.folded) {
      const bool apostrophe = byte == '\'' || text.substr(at, 3) == "\xE2\x80\x99";
      const bool point = word.number && (byte == '.' || byte == ',');
      if (first || (!apostrophe && !point)) break;
      next = at + (byte == 0xE2 ? 3 : 1);
      if (next >= to) break;
      size_t peek = next;
      const Letter after = letter(next_code_point(text, peek));
      if (!after.folded || (word.number && !after.digit)) break;
      if (!word.number) key.add('\'');
      at = next;
      continue;
    }
    if (first) {
      word.capital = one.capital;
      word.digit_first = one.digit;
      first = false;
    }
    word.number &= one.digit;
    key.add(one.folded);
    at = next;
  }
  word.end = static_cast<uint32_t>(at);
  word.key = word.number ? number_key : key.value();
}

// Reads the words of text[from, to).
void read_part(std::string_view text, size_t from, size_t to, std::vector<LineWords::Word>& out) {
  bool sentence = from == 0;
  for (size_t at = from; at < to;) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80 ? ascii_fold[byte] != 0 : false) {
      LineWords::Word& word = out.emplace_back();
      word.after_sentence = sentence;
      read_word(text, at, to, word);
      sentence = false;
      continue;
    }
    if (byte == ' ') {
      ++at;
      continue;
    }
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c >= 0x80 && letter(c).folded) {
      at = begin;
      LineWords::Word& word = out.emplace_back();
      word.after_sentence = sentence;
      read_word(text, at, to, word);
      sentence = false;
    } else if (is_symbol(c)) {
      out.push_back({hash_mix(c, 7), static_cast<uint32_t>(begin), static_cast<uint32_t>(at), true, false, false, false,
                     sentence});
    } else if (ends_sentence(c)) {
      sentence = true;
    }
  }
}

size_t boundary(std::string_view text, size_t at) {
  while (at < text.size() && text[at] != ' ') ++at;
  return at;
}

}  // namespace

std::string_view name_of(PhraseKind kind) { return kinds[static_cast<size_t>(kind)].name; }
std::string_view why_of(PhraseKind kind) { return kinds[static_cast<size_t>(kind)].why; }

void LineWords::read(std::string_view line) {
  words.clear();
  cut = line.size() > whole_line_bytes;
  if (!cut) {
    read_part(line, 0, line.size(), words);
    count = static_cast<uint32_t>(std::count_if(words.begin(), words.end(), [](const Word& w) { return !w.symbol; }));
    return;
  }
  read_part(line, 0, boundary(line, edge_bytes), words);
  read_part(line, boundary(line, line.size() - edge_bytes), line.size(), words);
  count = static_cast<uint32_t>(line.size() / 6);
}

void LineWords::read_all(std::string_view text) {
  words.clear();
  cut = false;
  read_part(text, 0, text.size(), words);
  count = static_cast<uint32_t>(std::count_if(words.begin(), words.end(), [](const Word& w) { return !w.symbol; }));
}

Phrases::Phrases(const Rules& rules) {
  nodes_.emplace_back();
  for (const std::string& name : rules.names("rules/")) {
    if (!name.ends_with("/page_phrases.tsv")) continue;
    const Table& table = rules.table(std::string_view(name).substr(0, name.size() - 4));
    for (size_t row = 0; row < table.rows(); ++row) {
      Entry entry{kind_named(table.cell(row, "kind")), where_named(table.cell(row, "where")), 12};
      std::string_view words = table.cell(row, "words");
      if (!words.empty()) std::from_chars(words.data(), words.data() + words.size(), entry.words);
      add(table.cell(row, "phrase"), entry);
    }
  }
  freeze();
}

// The edges in one flat table, and which words begin a phrase at a line's start or inside it.
void Phrases::freeze() {
  size_t size = 16;
  while (size < edges_.size() * 2) size *= 2;
  table_.assign(size, {});
  for (const auto& [key, node] : edges_) {
    size_t at = key & (size - 1);
    while (table_[at].node) at = (at + 1) & (size - 1);
    table_[at] = {key, node};
  }
  edges_.clear();
}

void Phrases::add(std::string_view phrase, Entry entry) {
  LineWords read;
  read_part(phrase, 0, phrase.size(), read.words);
  if (entry.where == PhraseWhere::word) {
    for (const auto& word : read.words) words_.insert(word_key(word.key, entry.kind));
    return;
  }
  uint32_t node = 0;
  if (!read.words.empty()) {
    const bool at_start = entry.where == PhraseWhere::whole || entry.where == PhraseWhere::start;
    (at_start ? begins_ : inside_)[read.words[0].key % filter_bits] = true;
    const bool pair = read.words.size() > 1 && phrase[read.words[1].begin] != '*';
    if (pair)
      pairs_[hash_mix(read.words[0].key, read.words[1].key) % filter_bits] = true;
    else
      alone_[read.words[0].key % filter_bits] = true;
  }
  for (const auto& word : read.words) {
    uint64_t key = word.key;
    const std::string_view spelt = phrase.substr(word.begin, word.end - word.begin);
    if (spelt == "*") {
      key = star_key;
      nodes_[node].star = true;
    }
    auto [edge, fresh] = edges_.emplace(hash_mix(node + 1, key), static_cast<uint32_t>(nodes_.size()));
    node = edge->second;
    if (fresh) nodes_.emplace_back();
  }
  nodes_[node].entries.push_back(entry);
}

uint32_t Phrases::step(uint32_t node, uint64_t key) const {
  const uint64_t wanted = hash_mix(node + 1, key);
  for (size_t at = wanted & (table_.size() - 1); table_[at].node; at = (at + 1) & (table_.size() - 1))
    if (table_[at].key == wanted) return table_[at].node;
  return 0;
}

// Words [from, to) of the line are the phrase.
bool Phrases::fits(const Entry& entry, const LineWords& line, size_t from, size_t to) const {
  if (entry.where != PhraseWhere::tail && line.count > entry.words) return false;
  auto symbols_only = [&](size_t a, size_t b) {
    return std::all_of(line.words.begin() + static_cast<std::ptrdiff_t>(a),
                       line.words.begin() + static_cast<std::ptrdiff_t>(b),
                       [](const LineWords::Word& w) { return w.symbol; });
  };
  switch (entry.where) {
    case PhraseWhere::whole:
      return symbols_only(0, from) && symbols_only(to, line.words.size());
    case PhraseWhere::start:
      return symbols_only(0, from);
    case PhraseWhere::end:
      return symbols_only(to, line.words.size());
    case PhraseWhere::tail:
      return from > 0 && line.words[from].after_sentence && line.words.size() - from <= entry.words;
    case PhraseWhere::in:
      return true;
    case PhraseWhere::word:
      break;
  }
  return false;
}

void Phrases::match_at(const LineWords& line, size_t from, uint32_t wanted, PhraseMatch& best) const {
  struct State {
    uint32_t node;
    size_t at;
  };
  std::array<State, 64> stack;
  size_t depth = 0;
  stack[depth++] = {0, from};
  while (depth > 0) {
    const State state = stack[--depth];
    for (const Entry& entry : nodes_[state.node].entries) {
      if (!(wanted >> static_cast<unsigned>(entry.kind) & 1)) continue;
      if (best.kind != PhraseKind::none && best.where <= entry.where) continue;
      if (fits(entry, line, from, state.at))
        best = {entry.kind, entry.where, line.words[from].begin, line.words[state.at - 1].end};
    }
    if (state.at >= line.words.size()) continue;
    const auto& word = line.words[state.at];
    auto push = [&](uint32_t node, size_t at) {
      if (node && depth < stack.size()) stack[depth++] = {node, at};
    };
    if (nodes_[state.node].star) {
      const uint32_t next = step(state.node, star_key);
      for (size_t at = state.at + 1; at <= std::min(state.at + star_words, line.words.size()); ++at) push(next, at);
    }
    const uint32_t next = step(state.node, word.key);
    push(next, state.at + 1);
    // A colon or bar in the line that the phrase does not have is passed over.
    if (!next && word.symbol && state.at > from) push(state.node, state.at + 1);
  }
}

// May the word and the one behind it begin a phrase? Symbols of the line may be passed over, so they let all pass.
bool Phrases::begins_phrase(const LineWords& line, size_t from) const {
  if (alone_[line.words[from].key % filter_bits]) return true;
  if (from + 1 >= line.words.size()) return false;
  if (line.words[from + 1].symbol) return true;
  return pairs_[hash_mix(line.words[from].key, line.words[from + 1].key) % filter_bits];
}

PhraseMatch Phrases::find(const LineWords& line, uint32_t wanted) const {
  PhraseMatch best;
  bool at_start = true;
  for (size_t from = 0; from < line.words.size(); ++from) {
    const size_t bit = line.words[from].key % filter_bits;
    if ((inside_[bit] || (at_start && begins_[bit])) && begins_phrase(line, from)) match_at(line, from, wanted, best);
    at_start &= line.words[from].symbol;
  }
  return best;
}

bool Phrases::is_date(const LineWords& line) const {
  if (line.cut || line.count == 0 || line.count > 14) return false;
  bool digits = false, dated = false;
  for (const auto& word : line.words) digits |= word.digit_first;
  if (!digits) return false;
  for (const auto& word : line.words) {
    if (word.symbol) {
      dated = true;  // 20:15, 16/10/2016
    } else if (!word.digit_first) {
      if (!words_.contains(word_key(word.key, PhraseKind::date))) return false;
      dated = true;
    }
  }
  return dated;
}

bool Phrases::is_names(const LineWords& line, const PhraseMatch& match) const {
  if (line.cut || line.count > 14) return false;
  for (const auto& word : line.words) {
    if (word.symbol || word.capital || (word.begin >= match.begin && word.end <= match.end)) continue;
    if (!words_.contains(word_key(word.key, PhraseKind::byline))) return false;
  }
  return true;
}

}  // namespace fairwitness
