#include "words/sentences.h"

#include "words/letters.h"

namespace fairwitness {
namespace {

enum class Stop { none, hard, asking, ellipsis, abbreviation };

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<Token>& tokens, const TokenRules& token_rules,
           const SentenceRules& rules)
      : text_(text), tokens_(tokens), token_rules_(token_rules), rules_(rules) {}

  // The place behind the sentence that begins with token `at`.
  uint32_t end_of(uint32_t at) const {
    const auto size = static_cast<uint32_t>(tokens_.size());
    const uint32_t limit = size - at > max_sentence_tokens ? at + max_sentence_tokens : size;
    for (uint32_t i = at; i < limit; ++i) {
      if (i + 1 < size && blank_line(i)) return i + 1;
      Stop stop = stop_at(i);
      if (stop == Stop::none) continue;
      uint32_t end = behind_closers(i + 1);
      if (end >= size) return size;
      if (ends(stop, i, end)) return end;
      i = end - 1;
    }
    return limit;
  }

 private:
  std::string_view word(uint32_t i) const { return tokens_[i].span.of(text_); }
  std::string_view gap(uint32_t i) const {
    return text_.substr(tokens_[i].span.end, tokens_[i + 1].span.begin - tokens_[i].span.end);
  }
  bool touches(uint32_t i) const { return tokens_[i].span.end == tokens_[i + 1].span.begin; }
  bool blank_line(uint32_t i) const {
    std::string_view between = gap(i);
    size_t line = between.find('\n');
    return line != between.npos && between.find('\n', line + 1) != between.npos;
  }

  Stop stop_at(uint32_t i) const {
    std::string_view token = word(i);
    if (tokens_[i].penn == Penn::STOP) return token == "." ? Stop::hard : Stop::asking;
    if (tokens_[i].penn == Penn::COLON &&
        (token.starts_with("..") || token.starts_with("\xE2\x80\xA6") || token.starts_with(". .")))
      return Stop::ellipsis;
    if (token.size() > 1 && token.back() == '.' && tokens_[i].penn != Penn::ADD) return Stop::abbreviation;
    return Stop::none;
  }

  // Closing marks that stand right behind the stop; a straight mark's side was told by the tokenizer.
  uint32_t behind_closers(uint32_t i) const {
    while (i < tokens_.size() &&
           (tokens_[i].penn == Penn::CLOSE_QUOTE || tokens_[i].penn == Penn::RRB || tokens_[i].penn == Penn::STOP) &&
           touches(i - 1))
      ++i;
    return i;
  }

  bool ends(Stop stop, uint32_t last, uint32_t next) const {
    if (touches(next - 1) && tokens_[next].penn != Penn::OPEN_QUOTE &&
        class_at(text_, tokens_[next].span.begin) != CharClass::upper)
      return false;
    uint32_t opener = next;
    bool marked = false;
    while (opener < tokens_.size() && (tokens_[opener].penn == Penn::OPEN_QUOTE || tokens_[opener].penn == Penn::LRB)) {
      marked = true;
      ++opener;
    }
    if (opener >= tokens_.size()) return stop != Stop::abbreviation;
    CharClass first = class_at(text_, tokens_[opener].span.begin);
    switch (stop) {
      case Stop::hard:
        return first != CharClass::lower && first != CharClass::comma &&
               !(first == CharClass::dash && next == last + 1);
      case Stop::asking:
        return first == CharClass::upper || first == CharClass::digit || first == CharClass::other_letter ||
               (marked && next == last + 1);
      case Stop::ellipsis:
        return first == CharClass::upper && (next > last + 1 || opener_word(opener) || marked);
      case Stop::abbreviation:
        return abbreviation_ends(last, next, opener, first, marked);
      case Stop::none:
        break;
    }
    return false;
  }

  bool abbreviation_ends(uint32_t last, uint32_t next, uint32_t opener, CharClass first, bool marked) const {
    std::string_view token = word(last);
    Abbreviation kind = token_rules_.abbreviation(token);
    if (kind == Abbreviation::title || kind == Abbreviation::number) return false;
    if (next > last + 1) return first == CharClass::upper;
    return first == CharClass::upper && (marked || opener_word(opener));
  }

  bool opener_word(uint32_t i) const {
    std::string lower = lower_case(word(i).substr(0, 16));
    return rules_.openers.contains(std::string_view(lower));
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const TokenRules& token_rules_;
  const SentenceRules& rules_;
};

}  // namespace

SentenceRules::SentenceRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/function_words");
  for (size_t i = 0; i < table.rows(); ++i)
    if (table.cell(i, "opens") == "yes") openers.emplace(table.cell(i, "word"), true);
}

void split_sentences(std::string_view text, const std::vector<Token>& tokens, uint32_t first, uint32_t block,
                     const TokenRules& token_rules, const SentenceRules& rules, std::vector<Sentence>& out) {
  Splitter splitter(text, tokens, token_rules, rules);
  while (first < tokens.size()) {
    uint32_t end = splitter.end_of(first);
    out.push_back({{tokens[first].span.begin, tokens[end - 1].span.end}, first, end, block});
    first = end;
  }
}

}  // namespace fairwitness
