#include "words/tokens.h"

#include <algorithm>

#include "words/letters.h"

namespace fairwitness {
namespace {

// One block while it is read. `text_` ends with the block, so that nothing looks past it.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, Span block, const TokenRules& rules, std::vector<Token>& out)
      : text_(text.substr(0, block.end)), rules_(rules), out_(out), block_(block.begin), at_(block.begin) {}

  void run() {
    while (at_ < text_.size()) {
      size_t behind = at_;
      CharClass c = next_class(text_, behind);
      if (c == CharClass::space)
        at_ = behind;
      else if (is_alnum(c) || starts_word(c, behind))
        word();
      else
        punctuation(c, behind);
    }
  }

 private:
  CharClass before(size_t at) const { return at <= block_ ? CharClass::space : class_before(text_, at); }
  CharClass after(size_t at) const { return class_at(text_, at); }
  bool digits(size_t at, size_t count) const {
    for (size_t i = 0; i < count; ++i)
      if (at + i >= text_.size() || !is_ascii_digit(text_[at + i])) return false;
    return true;
  }

  // ".5", "'90s", "#topic" and "@name" begin with a mark.
  bool starts_word(CharClass c, size_t behind) const {
    if (text_[at_] == '.') return digits(behind, 1) && before(at_) == CharClass::space;
    if (c == CharClass::apostrophe) return digits(behind, 2) && is_ascii_digit(text_[behind]) && decade_end(behind + 2);
    if (text_[at_] == '#' || text_[at_] == '@') return is_letter(after(behind)) && !is_alnum(before(at_));
    return false;
  }
  bool decade_end(size_t at) const { return at < text_.size() && text_[at] == 's' && !is_alnum(after(at + 1)); }

  void push(size_t begin, size_t end, Penn penn = Penn::none) {
    if (begin >= end) return;
    Token token;
    token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    token.penn = penn;
    out_.push_back(token);
    at_ = end;
  }

  void word() {
    if (size_t end = address_end()) return push(at_, end, Penn::ADD);
    size_t end = word_end();
    if (!split_contraction(end)) split_clitic(end);
    if (at_ < text_.size()) possessive_behind_s();
  }

  // Behind "http://", "https://" or "www.": up to white space or a bracket, without the marks that end the sentence.
  // An e-mail address: a run of address characters around one '@' with a stop behind it. 0 where there is neither.
  size_t address_end() const {
    std::string_view rest = text_.substr(at_);
    bool url = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    size_t end = at_, sign = 0;
    for (; end < text_.size(); ++end) {
      char c = text_[end];
      if (static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"') break;
      bool name = is_ascii_lower(ascii_lower(c)) || is_ascii_digit(c) || c == '.' || c == '-' || c == '_' || c == '+';
      if (!url && !name && (c != '@' || sign)) break;
      if (c == '@') sign = end;
      if (!url && end - at_ > 256) return 0;
    }
    if (!url && (!sign || sign == at_)) return 0;
    while (end > at_ && std::string_view(".,;:!?)]}'").find(text_[end - 1]) != std::string_view::npos) --end;
    return !url && text_.substr(sign, end - sign).find('.', 2) == std::string_view::npos ? 0 : end;
  }

  size_t word_end() {
    size_t end = at_;
    segment_ = at_;
    acronym_ = false;
    if (!is_alnum(after(end))) next_class(text_, end);
    while (end < text_.size()) {
      size_t behind = end;
      CharClass c = next_class(text_, behind);
      if (is_alnum(c)) {
        end = behind;
        continue;
      }
      size_t joined = join(c, end, behind);
      if (joined == end) break;
      end = joined;
      if (stopped_) break;
    }
    stopped_ = false;
    return end;
  }

  // The mark at [end, behind) inside or at the end of a word: the place behind it where it belongs to the word.
  size_t join(CharClass c, size_t end, size_t behind) {
    CharClass next = after(behind);
    if (c == CharClass::hyphen) {
      if (!is_alnum(next)) return end;
      segment_ = behind;
      return behind;
    }
    if (c == CharClass::apostrophe || text_.substr(end, behind - end) == "\xE2\x80\x98")
      return is_letter(before(end)) && is_letter(next) ? behind : end;
    switch (text_[end]) {
      case '.':
        return join_stop(end, next);
      case ',':
        return groups(end) ? behind : end;
      case ':':
        return is_ascii_digit(text_[end - 1]) && digits(end + 1, 2) && !digits(end + 3, 1) ? behind : end;
      case '/':
        return end > at_ && is_ascii_digit(text_[end - 1]) && digits(end + 1, 1) ? behind : end;
      case '&':
        return before(end) == CharClass::upper && next == CharClass::upper ? behind : end;
      case '$':
        if (end - at_ <= 3 && before(end) == CharClass::upper && digits(end + 1, 1)) {
          stopped_ = true;
          return behind;
        }
        return end;
    }
    return end;
  }

  // "275,000" and "1,00,000" go on behind the comma; "in 2015,16 people" does not.
  bool groups(size_t comma) const {
    if (comma == at_ || !is_ascii_digit(text_[comma - 1])) return false;
    if (digits(comma + 1, 3)) return !digits(comma + 4, 1);
    return digits(comma + 1, 2) && comma + 3 < text_.size() && text_[comma + 3] == ',' && digits(comma + 4, 2);
  }

  size_t join_stop(size_t stop, CharClass next) {
    bool single = one_letter(segment_, stop);
    if (is_letter(next) && single) {
      size_t behind = stop + 1;
      next_class(text_, behind);
      segment_ = stop + 1;
      // "U.S." goes on; "J.Smith" is an initial and a name.
      if (!is_letter(after(behind)))
        acronym_ = true;
      else
        stopped_ = true;
      return stop + 1;
    }
    if (is_alnum(next)) {
      bool number = is_ascii_digit(text_[stop - 1]) && next == CharClass::digit;
      bool address = before(stop) == CharClass::lower && next == CharClass::lower;
      if (!number && !address) return stop;
      segment_ = stop + 1;
      return stop + 1;
    }
    if (single && acronym_) return end_with(stop);
    if (single && segment_ == at_) return initial(stop) ? end_with(stop) : stop;
    std::string_view word = text_.substr(at_, stop + 1 - at_);
    switch (rules_.abbreviation(word)) {
      case Abbreviation::none:
        return stop;
      case Abbreviation::number: {
        size_t at = stop + 1;
        while (at < text_.size() && text_[at] == ' ') ++at;
        return digits(at, 1) ? end_with(stop) : stop;
      }
      default:
        return end_with(stop);
    }
  }

  // "U.S.-Russian" goes on behind its stop.
  size_t end_with(size_t stop) {
    bool hyphen = after(stop + 1) == CharClass::hyphen && is_alnum(after(stop + 2));
    stopped_ = !hyphen;
    return stop + 1;
  }

  bool one_letter(size_t begin, size_t end) const {
    if (begin >= end) return false;
    size_t behind = begin;
    return is_letter(next_class(text_, behind)) && behind == end;
  }

  // "J. Smith" but not "and I." nor "plan B." at the end.
  bool initial(size_t stop) const {
    if (before(stop) != CharClass::upper || text_[at_] == 'I')
      return rules_.abbreviation(text_.substr(at_, stop + 1 - at_)) != Abbreviation::none;
    size_t at = stop + 1;
    if (after(at) != CharClass::space) return after(at) == CharClass::comma;
    while (at < text_.size() && after(at) == CharClass::space) next_class(text_, at);
    return after(at) == CharClass::upper;
  }

  bool split_contraction(size_t end) {
    if (end - at_ > 12 || rules_.contractions.empty()) return false;
    lower_.clear();
    append_lower(lower_, text_.substr(at_, end - at_));
    auto found = rules_.contractions.find(std::string_view(lower_));
    if (found == rules_.contractions.end()) return false;
    push(at_, at_ + found->second);
    push(at_, end);
    return true;
  }

  // 's 're 've 'll 'd 'm and n't, with either apostrophe, are tokens of their own.
  void split_clitic(size_t end) {
    size_t mark = end;
    for (size_t i = end; i > at_ && end - i <= 5; --i)
      if (text_[i - 1] == '\'' || (i - at_ >= 3 && text_.substr(i - 3, 3) == "\xE2\x80\x99")) {
        mark = text_[i - 1] == '\'' ? i - 1 : i - 3;
        break;
      }
    if (mark == end || mark == at_) return push(at_, end);
    size_t letters = mark + (text_[mark] == '\'' ? 1 : 3);
    std::string_view tail = text_.substr(letters, end - letters);
    auto is = [&](std::string_view word) {
      return tail.size() == word.size() &&
             std::equal(tail.begin(), tail.end(), word.begin(), [](char a, char b) { return ascii_lower(a) == b; });
    };
    if (is("t") && mark - at_ >= 2 && ascii_lower(text_[mark - 1]) == 'n')
      --mark;
    else if (!is("s") && !is("re") && !is("ve") && !is("ll") && !is("d") && !is("m"))
      mark = end;
    if (mark == end) return push(at_, end);
    push(at_, mark);
    push(at_, end);
  }

  // The mark in "the rebels' advance", unless a single quotation mark is open that it may close.
  void possessive_behind_s() {
    size_t behind = at_;
    if (next_class(text_, behind) != CharClass::apostrophe || single_open_ || ascii_lower(text_[at_ - 1]) != 's')
      return;
    if (after(behind) == CharClass::space) push(at_, behind, Penn::POS);
  }

  void punctuation(CharClass c, size_t behind) {
    switch (c) {
      case CharClass::double_quote:
        return straight_quote(behind);
      case CharClass::open_quote:
        single_open_ |= text_.substr(at_, behind - at_) == "\xE2\x80\x98";
        return push(at_, behind, Penn::OPEN_QUOTE);
      case CharClass::close_quote:
        return push(at_, behind, Penn::CLOSE_QUOTE);
      case CharClass::apostrophe:
        return single_quote(behind);
      case CharClass::stop:
        return stops(behind);
      case CharClass::comma:
        return push(at_, behind, text_[at_] == ',' ? Penn::COMMA : Penn::COLON);
      case CharClass::dash:
      case CharClass::hyphen:
        return push(at_, run_end(behind), Penn::COLON);
      case CharClass::open_bracket:
        return push(at_, behind, Penn::LRB);
      case CharClass::close_bracket:
        return push(at_, behind, Penn::RRB);
      case CharClass::currency:
        return push(at_, behind, Penn::DOLLAR);
      default:
        break;
    }
    char mark = text_[at_];
    if (mark == '`') return push(at_, run_end(behind), Penn::OPEN_QUOTE);
    if (mark == '&') return push(at_, behind, Penn::CC);
    if (mark == '#') return push(at_, behind, Penn::HASH);
    if (mark == '%') return push(at_, behind, Penn::NN);
    size_t end = run_end(behind);
    push(at_, end, end > behind ? Penn::NFP : Penn::SYM);
  }

  // Behind a run of the same mark: "--", "***".
  size_t run_end(size_t behind) const {
    std::string_view mark = text_.substr(at_, behind - at_);
    while (text_.substr(behind, mark.size()) == mark) behind += mark.size();
    return behind;
  }

  // "...", "?!" and "…" are one token; so is ". . .".
  void stops(size_t behind) {
    if (text_[at_] == '.' && text_.substr(at_, 5) == ". . .") return push(at_, at_ + 5, Penn::COLON);
    bool dots = text_[at_] == '.' || text_.substr(at_, behind - at_) == "\xE2\x80\xA6";
    size_t end = behind, count = 1;
    while (end < text_.size()) {
      size_t next = end;
      if (next_class(text_, next) != CharClass::stop || (dots && text_[end] != '.' && text_[end] != '\xE2')) break;
      if (!dots && text_[end] == '.') break;
      end = next;
      ++count;
    }
    bool ellipsis = dots && (count > 1 || text_[at_] == '\xE2');
    push(at_, end, ellipsis ? Penn::COLON : Penn::STOP);
  }

  void straight_quote(size_t behind) {
    CharClass left = before(at_), right = after(behind);
    bool free_left = left == CharClass::space || left == CharClass::open_bracket || left == CharClass::dash;
    bool free_right = right == CharClass::space || right == CharClass::comma || right == CharClass::stop ||
                      right == CharClass::close_bracket;
    bool opens = free_left == free_right ? !double_open_ : free_left;
    double_open_ = opens;
    push(at_, behind, opens ? Penn::OPEN_QUOTE : Penn::CLOSE_QUOTE);
  }

  void single_quote(size_t behind) {
    if (text_.substr(at_, 2) == "''") return push(at_, at_ + 2, Penn::CLOSE_QUOTE);
    CharClass left = before(at_);
    bool opens =
        !is_alnum(left) && left != CharClass::stop && left != CharClass::comma && after(behind) != CharClass::space;
    if (opens && at_ + 1 != behind && !single_open_)
      opens = left == CharClass::space || left == CharClass::open_bracket;
    single_open_ = opens;
    push(at_, behind, opens ? Penn::OPEN_QUOTE : Penn::CLOSE_QUOTE);
  }

  std::string_view text_;
  const TokenRules& rules_;
  std::vector<Token>& out_;
  size_t block_, at_;
  size_t segment_ = 0;  // where the part behind the last stop or hyphen of the word begins
  bool acronym_ = false, stopped_ = false, double_open_ = false, single_open_ = false;
  std::string lower_;
};

}  // namespace

TokenRules::TokenRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/abbreviations");
  for (size_t i = 0; i < table.rows(); ++i) {
    std::string_view kind = table.cell(i, "kind");
    abbreviations.emplace(table.cell(i, "abbreviation"), kind == "title"    ? Abbreviation::title
                                                         : kind == "number" ? Abbreviation::number
                                                                            : Abbreviation::general);
  }
  const Table& split = rules.table("rules/en/contractions");
  for (size_t i = 0; i < split.rows(); ++i) {
    std::string_view first = split.cell(i, "first");
    contractions.emplace(std::string(first) + std::string(split.cell(i, "second")),
                         static_cast<uint32_t>(first.size()));
  }
}

Abbreviation TokenRules::abbreviation(std::string_view word) const {
  if (word.size() > 12) return Abbreviation::none;
  auto found = abbreviations.find(word);
  return found == abbreviations.end() ? Abbreviation::none : found->second;
}

void read_tokens(std::string_view text, Span block, const TokenRules& rules, std::vector<Token>& out) {
  Tokenizer(text, block, rules, out).run();
}

bool is_acronym_with_stops(std::string_view word) {
  if (word.size() < 4 || word.size() % 2) return false;
  for (size_t i = 0; i < word.size(); i += 2)
    if (!is_ascii_lower(ascii_lower(word[i])) || word[i + 1] != '.') return false;
  return true;
}

}  // namespace fairwitness
