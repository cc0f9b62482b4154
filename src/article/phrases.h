// Finds the fixed phrases of news pages in a line of text: share bars, newsletter and cookie notices, "read more",
// credit lines, bylines ... The phrases are data: rules/<lang>/page_phrases, all languages at once, since a phrase of
// one language hardly ever means something else in another.
//
// A phrase is words separated by spaces, case and most punctuation aside; any number stands for every number, "*" for
// one to six words. Its `where` is one of
//   whole   it is the whole line           start, end   the line starts, ends with it
//   in      it stands anywhere             tail         it begins a part at the line's end, behind a sentence's end
//   word    a word that lines of the kind may consist of (dates, bylines)
// and `words` is how many words the line (for tail: the part) may have at most; empty: 12.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rules/rules.h"

namespace fairwitness {

enum class PhraseKind : uint8_t {
  none,
  navigation,
  boilerplate,
  share,
  newsletter,
  cookies,
  comments,
  paywall,
  copyright,
  related,
  advert,
  author,
  photo,
  credit,
  byline,
  caption,
  depiction,
  date
};
std::string_view name_of(PhraseKind kind);
// The reason a line of this kind is left out for, as `Dropped.why` says it.
std::string_view why_of(PhraseKind kind);

enum class PhraseWhere : uint8_t { whole, start, tail, end, in, word };

struct PhraseMatch {
  PhraseKind kind = PhraseKind::none;
  PhraseWhere where = PhraseWhere::whole;
  uint32_t begin = 0, end = 0;  // bytes of the line
};

// The words of a line, folded to numbers. Reused from line to line so that nothing is allocated.
struct LineWords {
  struct Word {
    uint64_t key;
    uint32_t begin, end;
    bool symbol, number, capital, digit_first, after_sentence;
  };
  std::vector<Word> words;
  uint32_t count = 0;  // words that are no symbols; an estimate where the line is long and only its ends were read
  bool cut = false;    // only the first and last parts were read
  void read(std::string_view line);
  void read_all(std::string_view text);  // however long it is
};

class Phrases {
 public:
  explicit Phrases(const Rules& rules);
  // The most telling phrase of the line: whole, start, tail, end, in. The second looks for one kind only.
  PhraseMatch find(const LineWords& line) const { return find(line, ~uint32_t{0}); }
  PhraseMatch find(const LineWords& line, PhraseKind kind) const {
    return find(line, 1u << static_cast<unsigned>(kind));
  }
  // Does the line consist of a date or time only?
  bool is_date(const LineWords& line) const;
  // Are all words outside `match` capitalised or such that join names ("and", "von")?
  bool is_names(const LineWords& line, const PhraseMatch& match) const;

 private:
  struct Entry {
    PhraseKind kind;
    PhraseWhere where;
    uint16_t words;
  };
  struct Node {
    std::vector<Entry> entries;
    bool star = false;
  };
  void add(std::string_view phrase, Entry entry);
  uint32_t step(uint32_t node, uint64_t key) const;
  PhraseMatch find(const LineWords& line, uint32_t kinds) const;
  void match_at(const LineWords& line, size_t from, uint32_t kinds, PhraseMatch& best) const;
  bool fits(const Entry& entry, const LineWords& line, size_t from, size_t to) const;

  void freeze();
  bool begins_phrase(const LineWords& line, size_t from) const;

  struct Edge {
    uint64_t key = 0;
    uint32_t node = 0;
  };
  static constexpr size_t filter_bits = size_t{1} << 15;
  std::vector<Node> nodes_;
  std::unordered_map<uint64_t, uint32_t> edges_;  // while the phrases are read
  std::vector<Edge> table_;                       // afterwards
  std::vector<bool> begins_ = std::vector<bool>(filter_bits), inside_ = std::vector<bool>(filter_bits);
  std::vector<bool> alone_ = std::vector<bool>(filter_bits), pairs_ = std::vector<bool>(filter_bits);
  std::unordered_set<uint64_t> words_;  // of a word and a kind
};

}  // namespace fairwitness
