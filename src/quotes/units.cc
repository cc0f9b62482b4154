#include "quotes/units.h"

#include <algorithm>

namespace fairwitness {
namespace {

constexpr uint64_t quoted_clause = 0x51C1A05Eull;  // stands for the words of any quoted clause

bool finite(Penn tag) { return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::MD; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || upper(c) || (c & 0x80); }

uint8_t shape_of(std::string_view word) {
  uint8_t shape = upper(word.front()) ? 1 : 0;
  bool all = word.size() > 1, any = false;
  for (char c : word) {
    if (digit(c)) shape |= 4;
    if (letter(c)) any = true;
    if (!upper(c) && c != '.') all = false;
  }
  return static_cast<uint8_t>(shape | (all && any ? 2 : 0) | (any ? 0 : 8));
}

uint64_t hash_lower(std::string_view word) {
  char small[40];
  const size_t n = std::min(word.size(), sizeof small);
  for (size_t i = 0; i < n; ++i) small[i] = upper(word[i]) ? static_cast<char>(word[i] | 32) : word[i];
  return hash_bytes({small, n});
}

// How a quoted clause ends, for the features: its last letter that is no white space.
uint64_t clause_ending(std::string_view inner) {
  while (!inner.empty() && inner.back() == ' ') inner.remove_suffix(1);
  return inner.empty() ? 0 : letter(inner.back()) ? 'a' : static_cast<unsigned char>(inner.back());
}

class Reader {
 public:
  Reader(const Article& article, const Words& words, const Names& names, const CueTable& cues)
      : text_(article.text), words_(words), names_(names), clusters_(cues.clusters) {
    out_.marks = pair_marks(text_, article.blocks, cues.elisions);
    lemma_hash_.reserve(words.lemmas.size());
    lemma_cue_.reserve(words.lemmas.size());
    for (const std::string& lemma : words.lemmas) {
      lemma_hash_.push_back(hash_bytes(lemma));
      const auto phrases = cues.phrases.find(lemma);
      lemma_phrases_.push_back(phrases == cues.phrases.end() ? nullptr : &phrases->second);
      const auto role = cues.roles.find(lemma);
      lemma_role_.push_back(role == cues.roles.end() ? Role::none : role->second);
      const auto verb = cues.verbs.find(lemma);
      const auto noun = cues.nouns.find(lemma);
      lemma_cue_.push_back(static_cast<CueClasses>((verb == cues.verbs.end() ? 0 : verb->second) |
                                                   (noun == cues.nouns.end() ? 0 : noun->second)));
    }
  }

  SpeechUnits run() {
    find_mark_tokens();
    for (size_t mark = 0; mark < out_.marks.size(); ++mark) out_.clause.push_back(holds_clause(mark));
    read_lines();
    return std::move(out_);
  }

 private:
  struct TokenRange {
    uint32_t outer_first = 0, first = 0, end = 0, outer_end = 0;
  };

  void find_mark_tokens() {
    uint32_t at = 0;
    const auto& tokens = words_.tokens;
    for (const Marked& mark : out_.marks) {
      TokenRange range;
      while (at < tokens.size() && tokens[at].span.end <= mark.outer.begin) ++at;
      range.outer_first = at;
      while (at < tokens.size() && tokens[at].span.end <= mark.inner.begin) ++at;
      range.first = at;
      while (at < tokens.size() && tokens[at].span.begin < mark.inner.end) ++at;
      range.end = at;
      while (at < tokens.size() && tokens[at].span.begin < mark.outer.end) ++at;
      range.outer_end = at;
      ranges_.push_back(range);
    }
  }

  // A mark holds a clause when it stands free (after punctuation or at a beginning) and is long enough or ends as a
  // clause does; behind a word it must begin like a sentence and have a verb.
  bool holds_clause(size_t mark) const {
    const TokenRange& range = ranges_[mark];
    const Marked& marked = out_.marks[mark];
    if (range.first >= range.end || range.end - range.first < 1) return false;
    if (marked.from_above) return true;
    const std::string_view inner = marked.inner.of(text_);
    bool verb = false;
    uint32_t count = 0;
    for (uint32_t i = range.first; i < range.end; ++i) {
      verb |= finite(words_.tokens[i].penn);
      count += letter(text_[words_.tokens[i].span.begin]) || digit(text_[words_.tokens[i].span.begin]);
    }
    if (!count) return false;
    const bool stop = ends_like_clause(inner, marked.outer.end);
    const char before = char_before(marked.outer.begin);
    const bool free = before == 0 || before == ',' || before == ':' || before == '.' || before == '?' ||
                      before == '!' || before == ';' || before == '-' || before == '(' || before == '\x94' ||
                      before == '\x9D' || before == '"';
    const bool capital =
        upper(inner.front()) || inner.front() == '[' || inner.front() == '.' || !(letter(inner.front()));
    if (marked.open) return before == 0 || (free && count > 3);
    if (free) return stop || (verb && count > 3) || count > 7;
    return capital && verb && count > 2 && (stop || count > 5);
  }

  bool ends_like_clause(std::string_view inner, uint32_t outer_end) const {
    size_t n = inner.size();
    while (n && (inner[n - 1] == ' ' || inner[n - 1] == '\'' || inner[n - 1] == '"')) --n;
    if (!n) return false;
    const char last = inner[n - 1];
    if (last == ',' || last == '.' || last == '?' || last == '!' || last == '-') return true;
    if (n > 2 && inner[n - 3] == '\xE2' && inner[n - 2] == '\x80')
      return true;  // a dash, an ellipsis, a nested closing mark
    return outer_end < text_.size() && (text_[outer_end] == ',' || text_[outer_end] == '.') && n > 24;
  }

  // The last byte before `at` in the block that is no white space; 0 at a block's beginning.
  char char_before(uint32_t at) const {
    while (at > 0) {
      const char c = text_[at - 1];
      if (c == '\n') return 0;
      if (c == '\xA0' && at > 1 && text_[at - 2] == '\xC2') {
        at -= 2;
        continue;
      }
      if (c != ' ' && c != '\t' && c != '\r') return c;
      --at;
    }
    return 0;
  }

  void read_lines() {
    const auto& sentences = words_.sentences;
    for (size_t s = 0; s < sentences.size();) {
      QuoteLine line;
      line.first = static_cast<uint32_t>(out_.units.size());
      line.block = sentences[s].block;
      uint32_t at = sentences[s].first;
      size_t last = s;
      while (true) {
        while (at < sentences[last].end) at = add(at);
        size_t reached = last;
        while (reached + 1 < sentences.size() && at > sentences[reached + 1].first) ++reached;
        if (reached == last || at >= sentences[reached].end) {
          last = reached;
          break;
        }
        last = reached;
      }
      line.end = static_cast<uint32_t>(out_.units.size());
      close(line);
      s = last + 1;
    }
    for (uint32_t mark : inner_) read_inner(mark);
  }

  void close(QuoteLine& line) {
    bool clause = false, other = false;
    for (uint32_t i = line.first; i < line.end; ++i) {
      const SpeechUnit& unit = out_.units[i];
      if (unit.clause)
        clause = true;
      else if (!(unit.shape & 8))
        other = true;
    }
    line.quote_only = clause && !other;
    if (line.end > line.first) out_.lines.push_back(line);
  }

  // The inside of a quoted clause is read as lines of its own, so that what is told in it is found as well.
  void read_inner(uint32_t mark) {
    const TokenRange& range = ranges_[mark];
    const auto& sentences = words_.sentences;
    size_t s = static_cast<size_t>(std::upper_bound(sentences.begin(), sentences.end(), range.first,
                                                    [](uint32_t at, const Sentence& one) { return at < one.first; }) -
                                   sentences.begin());
    if (s) --s;
    for (uint32_t at = range.first; at < range.end && s < sentences.size(); ++s) {
      QuoteLine line;
      line.first = static_cast<uint32_t>(out_.units.size());
      line.block = sentences[s].block;
      line.inner = true;
      const uint32_t end = std::min(range.end, sentences[s].end);
      for (; at < end; ++at) out_.units.push_back(token_unit(at, mark));
      line.end = static_cast<uint32_t>(out_.units.size());
      if (line.end > line.first) out_.lines.push_back(line);
    }
  }

  // Adds the unit that begins at the token; gives the token behind it.
  uint32_t add(uint32_t at) {
    while (mark_ < ranges_.size() && ranges_[mark_].outer_end <= at) ++mark_;
    const bool in_mark = mark_ < ranges_.size() && at >= ranges_[mark_].outer_first;
    if (in_mark && out_.clause[mark_] && at == ranges_[mark_].outer_first) {
      SpeechUnit unit;
      unit.span = out_.marks[mark_].outer;
      unit.first = at;
      unit.end = ranges_[mark_].outer_end;
      unit.mark = static_cast<uint32_t>(mark_);
      unit.word = unit.lemma = quoted_clause;
      unit.clause = true;
      unit.ending = clause_ending(out_.marks[mark_].inner.of(text_));
      out_.units.push_back(unit);
      inner_.push_back(unit.mark);
      return std::max(unit.end, at + 1);
    }
    const bool inside = in_mark && at >= ranges_[mark_].first && at < ranges_[mark_].end;
    out_.units.push_back(token_unit(at, inside ? static_cast<uint32_t>(mark_) : no_mark));
    return at + 1;
  }

  SpeechUnit token_unit(uint32_t at, uint32_t mark) {
    const Token& token = words_.tokens[at];
    SpeechUnit unit;
    unit.span = token.span;
    unit.first = at;
    unit.end = at + 1;
    unit.mark = mark;
    const std::string_view word = token.span.of(text_);
    unit.word = hash_lower(word);
    unit.cluster = clusters_.shape(word).cluster;
    unit.lemma = lemma_hash_[token.lemma];
    unit.cue = static_cast<CueClasses>(lemma_cue_[token.lemma] | phrase_at(at));
    unit.role = lemma_role_[token.lemma];
    unit.tag = token.penn;
    unit.shape = shape_of(word);
    unit.ending = hash_lower(word.substr(word.size() - std::min<size_t>(3, word.size())));
    unit.name = name_at(token.span);
    return unit;
  }

  // "went on", "make clear": what the word is together with those behind it.
  CueClasses phrase_at(uint32_t at) const {
    if (!lemma_phrases_[words_.tokens[at].lemma]) return 0;
    for (const CuePhrase& phrase : *lemma_phrases_[words_.tokens[at].lemma]) {
      size_t k = 0;
      while (k < phrase.words.size() && at + k < words_.tokens.size() &&
             words_.lemma(words_.tokens[at + k]) == phrase.words[k])
        ++k;
      if (k == phrase.words.size()) return phrase.classes;
    }
    return 0;
  }

  uint8_t name_at(Span span) const {
    const auto& names = names_.names;
    const auto after = std::upper_bound(names.begin(), names.end(), span.begin,
                                        [](uint32_t at, const Name& one) { return at < one.span.begin; });
    if (after == names.begin() || !std::prev(after)->span.contains(span.begin)) return 0;
    return static_cast<uint8_t>(1 + static_cast<int>(std::prev(after)->kind));
  }

  std::string_view text_;
  const Words& words_;
  const Names& names_;
  const WordTables& clusters_;
  SpeechUnits out_;
  std::vector<TokenRange> ranges_;
  std::vector<uint64_t> lemma_hash_;
  std::vector<CueClasses> lemma_cue_;
  std::vector<Role> lemma_role_;
  std::vector<const std::vector<CuePhrase>*> lemma_phrases_;
  std::vector<uint32_t> inner_;
  size_t mark_ = 0;
};

}  // namespace

SpeechUnits read_units(const Article& article, const Words& words, const Names& names, const CueTable& cues) {
  return Reader(article, words, names, cues).run();
}

}  // namespace fairwitness
