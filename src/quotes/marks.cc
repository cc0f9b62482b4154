#include "quotes/marks.h"

#include <algorithm>

namespace fairwitness {
namespace {

// How a mark may be read where it stands. A straight or an odd mark can be both; the stack then decides.
struct Mark {
  Span span;
  bool single = false, opens = false, closes = false;
};

bool is_space(char32_t c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x3000;
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000); }
bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }
bool is_double(char32_t c) { return c == '"' || (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB; }
bool is_single(char32_t c) { return c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201B); }
bool ends_clause(char32_t c) { return c == ',' || c == '.' || c == '?' || c == '!' || c == 0x2026; }
bool opens_bracket(char32_t c) { return c == '(' || c == '[' || c == '{'; }

// A letter or digit of the text before and behind a mark; 0 at the edges of the block.
struct Around {
  char32_t before = 0, after = 0;
};

bool starts_elision(std::string_view rest, const Elisions& elisions) {
  size_t n = 0;
  char word[12];
  while (n < rest.size() && n < sizeof word && ((rest[n] | 32) >= 'a' && (rest[n] | 32) <= 'z')) {
    word[n] = static_cast<char>(rest[n] | 32);
    ++n;
  }
  return n > 0 && n < sizeof word && elisions.contains(std::string_view(word, n));
}

Mark read_mark(char32_t c, Span span, Around around, std::string_view rest, const Elisions& elisions) {
  Mark mark{span, is_single(c), false, false};
  const bool space_before = around.before == 0 || is_space(around.before);
  const bool space_after = around.after == 0 || is_space(around.after);
  if (mark.single) {
    const bool word_after = is_letter(around.after) || is_digit(around.after);
    const bool free_before =
        space_before || opens_bracket(around.before) || is_dash(around.before) || is_double(around.before);
    const bool elided = is_digit(around.after) || starts_elision(rest, elisions);
    const bool curly_close = c == 0x2019;
    mark.opens = free_before && !space_after && !elided && !curly_close;
    // Between two letters it is an apostrophe.
    mark.closes = !space_before && !word_after && c != 0x2018 && c != '`';
    return mark;
  }
  if (c == 0x201C || c == 0x201F || c == 0xAB || c == 0x201E) {
    mark.opens = true;
    mark.closes = c == 0x201C && space_after && !space_before;  // a wrong way round, met in careless typesetting
    if (mark.closes) mark.opens = false;
  } else if (c == 0x201D || c == 0xBB) {
    mark.closes = true;
    mark.opens = space_before && !space_after;
  } else {
    mark.opens = !space_after && (space_before || opens_bracket(around.before) || is_dash(around.before) ||
                                  is_single(around.before) || !ends_clause(around.before));
    mark.closes = !space_before || space_after;
    if (space_before && !space_after) mark.closes = false;
    if (!mark.opens && !mark.closes) mark.opens = mark.closes = true;
  }
  return mark;
}

// The marks of one block, read left to right.
std::vector<Mark> marks_of(std::string_view text, Span block, const Elisions& elisions) {
  std::vector<Mark> out;
  const std::string_view body = block.of(text);
  char32_t before = 0;
  for (size_t at = 0; at < body.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(body, at);
    if (is_double(c) || is_single(c)) {
      // Two single marks side by side are one double mark of a typewriter.
      char32_t as = c;
      if (is_single(c) && at < body.size()) {
        size_t further = at;
        if (next_code_point(body, further) == c) {
          at = further;
          as = c == '`' || c == 0x2018 ? 0x201C : c == 0x2019 ? 0x201D : U'"';
        }
      }
      size_t peek = at;
      const char32_t after = at < body.size() ? next_code_point(body, peek) : 0;
      const Span span{block.begin + static_cast<uint32_t>(begin), block.begin + static_cast<uint32_t>(at)};
      out.push_back(read_mark(as, span, {before, after}, body.substr(at), elisions));
      before = c;
      continue;
    }
    before = c;
  }
  return out;
}

char32_t last_before(std::string_view text, uint32_t at) {
  size_t byte = at;
  return byte ? previous_code_point(text, byte) : 0;
}

// Pairs the marks of one block. `pending`: the block above left a double mark open.
class Pairing {
 public:
  Pairing(std::string_view text, Span block, uint32_t index, bool pending)
      : text_(text), block_(block), index_(index), pending_(pending) {}

  // Gives the pairs in order; true when the block leaves a double mark open that its first letter opened.
  bool run(const std::vector<Mark>& marks, std::vector<Marked>& out) {
    find_single_closers(marks);
    for (size_t i = 0; i < marks.size(); ++i) take(marks, i);
    return finish(marks, out);
  }

 private:
  // For every single mark that may open, the mark that closes it best: the next closer after a mark of punctuation,
  // else the next closer. A possessive plural ("the ministers' plan") is passed over this way when a better closer
  // comes.
  void find_single_closers(const std::vector<Mark>& marks) {
    closer_.assign(marks.size(), 0);
    size_t any = 0, good = 0;
    for (size_t i = marks.size(); i-- > 0;) {
      if (!marks[i].single) continue;
      closer_[i] = good ? good : any;
      if (marks[i].closes) {
        any = i;
        if (ends_clause(last_before(text_, marks[i].span.begin))) good = i;
      }
      if (marks[i].opens && !marks[i].closes) good = 0;  // another quotation begins there: look no further
    }
  }

  void take(const std::vector<Mark>& marks, size_t i) {
    const Mark& mark = marks[i];
    if (mark.single) {
      if (!stack_.empty() && marks[stack_.back()].single) {
        if (mark.closes && closes_at_ == i) close(marks, i);
      } else if (mark.opens && closer_[i] > i) {
        closes_at_ = closer_[i];
        stack_.push_back(i);
      }
      return;
    }
    // A double mark inside single ones that it does not match ends the thought that those were quotation marks.
    const bool inside_single = !stack_.empty() && marks[stack_.back()].single;
    const size_t doubles = stack_.size() - (inside_single ? 1 : 0);
    if (mark.closes && doubles > 0 && (!mark.opens || !inside_single)) {
      if (inside_single) stack_.pop_back();
      close(marks, i);
    } else if (mark.opens) {
      stack_.push_back(i);
    } else if (mark.closes && stack_.empty() && pending_) {
      pairs_.push_back({{block_.begin, mark.span.end}, {block_.begin, mark.span.begin}, index_, false, true, false});
      pending_ = false;
    }
  }

  void close(const std::vector<Mark>& marks, size_t i) {
    const Mark& opened = marks[stack_.back()];
    stack_.pop_back();
    const Span inner{opened.span.end, marks[i].span.begin};
    if (!inner.empty())
      pairs_.push_back({{opened.span.begin, marks[i].span.end}, inner, index_, opened.single, pending_, false});
    pending_ = false;
  }

  bool finish(const std::vector<Mark>& marks, std::vector<Marked>& out) {
    bool left_open = false;
    for (size_t i : stack_) {
      if (marks[i].single) continue;
      const Span inner{marks[i].span.end, block_.end};
      if (inner.empty()) break;
      pairs_.push_back({{marks[i].span.begin, block_.end}, inner, index_, false, pending_, true});
      left_open = true;
      break;
    }
    // The outermost pairs, in order. An open one gives way to what is closed within it.
    std::sort(pairs_.begin(), pairs_.end(), [](const Marked& a, const Marked& b) {
      return a.outer.begin != b.outer.begin ? a.outer.begin < b.outer.begin : a.outer.end > b.outer.end;
    });
    uint32_t end = block_.begin;
    for (size_t i = 0; i < pairs_.size(); ++i) {
      if (pairs_[i].open && pairs_[i].outer.begin != block_.begin && i + 1 < pairs_.size()) continue;
      if (pairs_[i].outer.begin < end) continue;
      out.push_back(pairs_[i]);
      end = pairs_[i].outer.end;
    }
    return left_open;
  }

  std::string_view text_;
  Span block_;
  uint32_t index_;
  bool pending_;
  size_t closes_at_ = 0;
  std::vector<size_t> closer_, stack_;
  std::vector<Marked> pairs_;
};

bool may_quote(BlockKind kind) {
  return kind == BlockKind::paragraph || kind == BlockKind::list_item || kind == BlockKind::block_quote;
}

}  // namespace

std::vector<Marked> pair_marks(std::string_view text, std::span<const Block> blocks, const Elisions& elisions) {
  std::vector<Marked> out;
  bool pending = false;
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    if (!may_quote(blocks[i].kind))
      continue;  // a subhead or a caption between two paragraphs of one speech changes nothing
    const std::vector<Mark> marks = marks_of(text, blocks[i].span, elisions);
    pending = Pairing(text, blocks[i].span, i, pending).run(marks, out);
  }
  return out;
}

}  // namespace fairwitness
