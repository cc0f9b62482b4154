#include "dates/lexicon.h"

#include <charconv>

namespace fairwitness {

static_assert(static_cast<unsigned>(WordKind::count_) <= 64, "kinds are bits of one word");

namespace {

constexpr std::string_view kind_names[] = {"unit_number",
                                           "teen",
                                           "ten",
                                           "hundred",
                                           "scale",
                                           "scale_suffix",
                                           "dozen",
                                           "vague_many",
                                           "half",
                                           "fraction",
                                           "ordinal",
                                           "article",
                                           "point",
                                           "divided",
                                           "vague_count",
                                           "weekday",
                                           "weekday_short",
                                           "weekday_plural",
                                           "month",
                                           "month_short",
                                           "time_unit",
                                           "time_unit_short",
                                           "part",
                                           "day_word",
                                           "shift",
                                           "season",
                                           "holiday",
                                           "set_word",
                                           "every",
                                           "reference",
                                           "edge",
                                           "side",
                                           "direction",
                                           "ampm",
                                           "zone",
                                           "decade",
                                           "clock_word",
                                           "clock_past",
                                           "clock_to",
                                           "text_day",
                                           "all",
                                           "frequency",
                                           "bound",
                                           "bound_after",
                                           "unit",
                                           "currency",
                                           "currency_symbol",
                                           "currency_millions",
                                           "subunit",
                                           "person",
                                           "skip",
                                           "day_front",
                                           "percent",
                                           "change",
                                           "subset",
                                           "increment",
                                           "total",
                                           "rate",
                                           "stop_noun",
                                           "service",
                                           "group_noun",
                                           "pair",
                                           "week_front",
                                           "adverb"};
static_assert(std::size(kind_names) == static_cast<size_t>(WordKind::count_));

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Code points beyond ASCII that are marks or symbols rather than letters: Latin-1 signs, general punctuation,
// currency signs, arrows and mathematical operators, CJK punctuation, the byte order mark.
bool is_sign(char32_t c) {
  return (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
         (c >= 0x2000 && c < 0x2070) || (c >= 0x20A0 && c < 0x20D0) || (c >= 0x2150 && c < 0x2160) ||
         (c >= 0x2190 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) || c == 0xFEFF || c == 0xFFFD;
}

bool is_space(char32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF ||
         c == 0x85;
}

char mark_of(char32_t c) {
  switch (c) {
    case 0x2010:
    case 0x2011:
      return '-';
    case 0x2012:
    case 0x2013:
    case 0x2212:
      return '=';
    case 0x2014:
    case 0x2015:
      return '_';
    case 0x2018:
    case 0x2019:
    case 0x201B:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
      return '"';
    default:
      return '?';
  }
}

uint64_t hash_word(std::string_view lower) {
  uint64_t h = 0xCBF29CE484222325ull;
  for (unsigned char c : lower) h = (h ^ c) * 0x100000001B3ull;
  return hash_mix(h, lower.size());
}

std::string lower_of(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// A cursor over the text that cuts one piece after the other.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  bool next(Piece& piece) {
    piece = Piece{};
    skip_space(piece);
    if (at_ >= text_.size()) return false;
    size_t begin = at_;
    unsigned char c = static_cast<unsigned char>(text_[at_]);
    if (is_digit(c)) {
      piece.shape = Shape::digits;
      while (at_ < text_.size() && is_digit(static_cast<unsigned char>(text_[at_]))) ++at_;
    } else if (is_ascii_letter(c) || (c >= 0x80 && !sign_here())) {
      piece.shape = Shape::word;
      piece.capital = c >= 'A' && c <= 'Z';
      word_end();
    } else {
      piece.shape = Shape::mark;
      char32_t code = next_code_point(text_, at_);
      piece.mark = code < 0x80 ? static_cast<char>(code) : mark_of(code);
    }
    piece.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
    piece.line = line_;
    return true;
  }

 private:
  bool sign_here() const {
    size_t at = at_;
    return is_sign(next_code_point(text_, at));
  }
  void word_end() {
    while (at_ < text_.size()) {
      unsigned char c = static_cast<unsigned char>(text_[at_]);
      if (is_ascii_letter(c)) {
        ++at_;
      } else if (c >= 0x80 && !sign_here()) {
        next_code_point(text_, at_);
      } else {
        return;
      }
    }
  }
  void skip_space(Piece& piece) {
    while (at_ < text_.size()) {
      unsigned char c = static_cast<unsigned char>(text_[at_]);
      if (c == '\n') {
        ++line_;
      } else if (c > ' ') {
        if (c < 0x80) break;
        size_t at = at_;
        if (!is_space(next_code_point(text_, at))) break;
        at_ = at - 1;
      }
      ++at_;
      piece.space_before = true;
    }
    if (at_ == 0) piece.space_before = true;
  }

  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 0;
};

WordKind kind_of(std::string_view name) {
  for (size_t i = 0; i < std::size(kind_names); ++i)
    if (kind_names[i] == name) return static_cast<WordKind>(i);
  FW_CHECK(!"a rule table names an unknown kind of word");
  return WordKind::count_;
}

}  // namespace

std::string_view name_of(WordKind kind) { return kind_names[static_cast<size_t>(kind)]; }

uint32_t Lexicon::word_of(std::string_view lower) const {
  uint64_t hash = hash_word(lower);
  size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask; slots_[at].word != 0; at = (at + 1) & mask)
    if (slots_[at].hash == hash && vocabulary_[slots_[at].word] == lower) return slots_[at].word;
  return 0;
}

void Lexicon::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.word == 0) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].word != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

uint32_t Lexicon::intern(std::string_view lower) {
  if (uint32_t word = word_of(lower)) return word;
  if (vocabulary_.size() * 3 > slots_.size()) grow();
  uint32_t word = static_cast<uint32_t>(vocabulary_.size());
  vocabulary_.emplace_back(lower);
  first_kinds_.push_back(0);
  first_node_.push_back(0);
  uint64_t hash = hash_word(lower);
  size_t mask = slots_.size() - 1, at = hash & mask;
  while (slots_[at].word != 0) at = (at + 1) & mask;
  slots_[at] = {hash, word};
  return word;
}

uint32_t Lexicon::child(uint32_t node, uint32_t word) const {
  auto found = edges_.find(uint64_t{node} << 32 | word);
  return found == edges_.end() ? 0 : found->second;
}

void Lexicon::add(const Table& table) {
  for (size_t row = 0; row < table.rows(); ++row) {
    Phrase phrase{kind_of(table.cell(row, "kind")), table.cell(row, "words"), table.cell(row, "value")};
    std::from_chars(phrase.value.data(), phrase.value.data() + phrase.value.size(), phrase.number);
    std::string lower = lower_of(phrase.words);
    uint32_t node = 0;
    Cutter cutter(lower);
    for (Piece piece; cutter.next(piece);) {
      uint32_t word = intern(piece.span.of(lower));
      uint32_t next = node == 0 ? first_node_[word] : child(node, word);
      if (next == 0) {
        next = static_cast<uint32_t>(nodes_.size());
        nodes_.emplace_back();
        if (node == 0)
          first_node_[word] = next;
        else
          edges_[uint64_t{node} << 32 | word] = next;
      }
      if (node == 0) first_kinds_[word] |= bit(phrase.kind);
      nodes_[next].below |= bit(phrase.kind);
      node = next;
    }
    if (node == 0) continue;
    nodes_[node].phrases.push_back(static_cast<uint32_t>(phrases_.size()));
    phrases_.push_back(phrase);
  }
}

std::vector<Piece> Lexicon::pieces_of(std::string_view text) const {
  std::vector<Piece> out;
  out.reserve(text.size() / 5 + 8);
  constexpr size_t longest_word = 24;
  char lower[longest_word];
  Cutter cutter(text);
  for (Piece piece; cutter.next(piece);) {
    size_t size = piece.span.size();
    if (size <= longest_word) {
      const char* from = text.data() + piece.span.begin;
      for (size_t i = 0; i < size; ++i)
        lower[i] = from[i] >= 'A' && from[i] <= 'Z' ? static_cast<char>(from[i] + 32) : from[i];
      piece.word = word_of({lower, size});
      // A curly apostrophe is the straight one of the tables, and so with dashes.
      if (piece.word == 0 && piece.shape == Shape::mark &&
          (piece.mark == '\'' || piece.mark == '-' || piece.mark == '"'))
        piece.word = word_of({&piece.mark, 1});
    }
    out.push_back(piece);
  }
  return out;
}

Lexicon::Match Lexicon::find(const std::vector<Piece>& pieces, uint32_t at, WordKind kind) const {
  Match best;
  if (at >= pieces.size() || !(kinds_from(pieces[at].word) & bit(kind))) return best;
  uint32_t node = first_node_[pieces[at].word], line = pieces[at].line;
  for (uint32_t i = at + 1; node != 0 && (nodes_[node].below & bit(kind)); ++i) {
    for (uint32_t phrase : nodes_[node].phrases)
      if (phrases_[phrase].kind == kind) best = {&phrases_[phrase], i};
    if (i >= pieces.size() || pieces[i].word == 0 || pieces[i].line != line) break;
    node = child(node, pieces[i].word);
  }
  return best;
}

}  // namespace fairwitness
