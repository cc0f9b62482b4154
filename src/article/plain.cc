#include "article/plain.h"

#include <algorithm>
#include <unordered_map>

#include "article/clean_text.h"
#include "article/phrases.h"
#include "article/plain_lines.h"

namespace fairwitness {
namespace {

constexpr uint32_t paragraph_words = 12;  // a sentence of so many words is a paragraph, no standfirst or caption
constexpr uint32_t long_words = 25;       // so many words are a paragraph whatever they end in
constexpr uint32_t headline_words = 22;

struct Line : PlainLine {
  BlockKind kind = BlockKind::paragraph;
  std::string_view why;  // why it is left out; empty: it stays
  PhraseMatch phrase;
  bool doubled = false;  // it stands again further on
  uint32_t tail = 0;     // in the content: where a photo's credit at its end begins; 0: none
};

bool kept(const Line& line) { return line.why.empty(); }

// A line that could be a headline or subhead: short, no sentence's end.
bool headline_like(const Line& line) {
  return line.letters && !line.sentence && !line.colon && !line.lower_case && line.words <= headline_words;
}

bool is_paragraph(const Line& line) {
  return line.words >= long_words || (line.sentence && line.words >= paragraph_words);
}

// "-- Mara Lindqvist", under what she wrote.
bool begins_with_dash(std::string_view text) {
  return text.starts_with("--") || text.starts_with("- ") || text.starts_with("\xE2\x80\x93") ||
         text.starts_with("\xE2\x80\x94");
}

// Reads a text as it was saved from a page. Each step only looks at what the earlier ones left.
class SavedPage {
 public:
  SavedPage(const RawRecord& record, const Phrases& phrases)
      : record_(record), content_(record.content), phrases_(phrases) {
    for (const PlainLine& line : plain_lines(content_)) {
      lines_.emplace_back();
      static_cast<PlainLine&>(lines_.back()) = line;
    }
  }

  void read(Article& article) {
    for (Line& line : lines_) classify(line);
    fold_repeats();
    drop_behind_markers();
    find_body();
    name_top();
    name_middle();
    write(article);
  }

 private:
  void classify(Line& line);
  void classify_phrase(Line& line);
  void fold_repeats();
  void drop_behind_markers();
  void find_body();
  size_t find_title() const;
  void name_top();
  void name_middle();
  void name_run(size_t begin, size_t end, bool introduced);
  void name_end(size_t begin);
  void write(Article& article);
  void write_line(const Line& line, CleanText& text, Article& article);

  const RawRecord& record_;
  std::string_view content_;
  const Phrases& phrases_;
  std::vector<Line> lines_;
  size_t body_begin_ = 0, body_end_ = 0;  // the first paragraph, and behind the last one
  LineWords words_;
};

void SavedPage::classify(Line& line) {
  if (!line.letters) {
    line.why = "boilerplate";
    return;
  }
  words_.read(line.source.of(content_));
  if (phrases_.is_date(words_)) {
    line.why = "date";
    return;
  }
  line.phrase = phrases_.find(words_);
  if (begins_with_dash(line.source.of(content_)) && line.words >= 2 && line.words <= 4 && !line.sentence &&
      phrases_.is_names(words_, {}))
    line.kind = BlockKind::byline;
  else
    classify_phrase(line);
}

void SavedPage::classify_phrase(Line& line) {
  const PhraseMatch match = line.phrase;
  const bool names = phrases_.is_names(words_, match);
  switch (match.kind) {
    case PhraseKind::none:
    case PhraseKind::depiction:
    case PhraseKind::date:
      return;
    case PhraseKind::byline:
      if (line.words > 1 && (line.sentence || !names)) return;
      line.kind = BlockKind::byline;
      return;
    case PhraseKind::credit:
      line.kind = BlockKind::credit;
      return;
    case PhraseKind::caption:
      line.kind = BlockKind::caption;
      return;
    case PhraseKind::photo:
      if (match.where == PhraseWhere::tail) {
        line.tail = line.source.begin + match.begin;
        if (phrases_.find(words_, PhraseKind::depiction).kind != PhraseKind::none ||
            phrases_.find(words_, PhraseKind::caption).kind != PhraseKind::none)
          line.kind = BlockKind::caption;
      } else if (match.where == PhraseWhere::end && line.sentence) {
        return;
      } else if (match.where == PhraseWhere::start && line.words > 9) {
        line.kind = BlockKind::caption;
      } else {
        line.why = why_of(match.kind);
      }
      return;
    default:
      if (match.where == PhraseWhere::tail) return;
      line.why = why_of(match.kind);
  }
}

// A paragraph that stands again is read once, the first time. Short lines repeat in honest texts (refrains, "Yes." in
// an interview), so they count only where their neighbours repeat as well, or as headlines and captions do: at the top,
// or one right after the other.
void SavedPage::fold_repeats() {
  constexpr uint32_t sure_words = 12;
  constexpr size_t top_lines = 12;
  const size_t none = lines_.size();
  std::unordered_map<uint64_t, size_t> seen;
  std::vector<size_t> first(lines_.size() + 2, none);  // of line i - 1; none at the edges
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (!lines_[i].letters) continue;
    const auto [at, fresh] = seen.emplace(lines_[i].key, i);
    if (!fresh) first[i + 1] = at->second;
  }
  for (size_t i = 0; i < lines_.size(); ++i) {
    const size_t earlier = first[i + 1];
    if (earlier == none) continue;
    const bool neighbour =
        (first[i] != none && first[i] + 1 == earlier) || (first[i + 2] != none && first[i + 2] == earlier + 1);
    const bool headline = headline_like(lines_[i]) && (i < top_lines || i == earlier + 1);
    if (lines_[i].words < sure_words && !neighbour && !headline) continue;
    lines_[earlier].doubled = true;
    if (kept(lines_[i])) lines_[i].why = "repeated";
  }
}

// "Related stories" drops the headlines that follow it; "Comments" drops the rest where that is the smaller part.
void SavedPage::drop_behind_markers() {
  constexpr size_t most_headlines = 12;
  uint64_t before = 0, all = 0;
  for (const Line& line : lines_)
    if (kept(line)) all += line.words;
  for (size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (kept(line)) before += line.words;
    const bool marker =
        line.phrase.where == PhraseWhere::whole || (line.phrase.where == PhraseWhere::start && line.colon);
    if (kept(line) || !marker) continue;
    if (line.phrase.kind == PhraseKind::related && !line.sentence) {
      for (size_t j = i + 1, n = 0; j < lines_.size() && n < most_headlines && headline_like(lines_[j]); ++j, ++n) {
        // The last headline before a paragraph is the subhead of what follows.
        const bool last = j + 1 < lines_.size() && is_paragraph(lines_[j + 1]);
        if (kept(lines_[j]) && !last) lines_[j].why = "related";
      }
    } else if (line.phrase.kind == PhraseKind::comments && before > 0 && (all - before) * 2 < before) {
      for (size_t j = i + 1; j < lines_.size(); ++j)
        if (kept(lines_[j])) lines_[j].why = "comments";
    }
  }
}

void SavedPage::find_body() {
  body_begin_ = lines_.size();
  for (size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (!kept(line) || line.kind != BlockKind::paragraph || !is_paragraph(line)) continue;
    body_begin_ = std::min(body_begin_, i);
    body_end_ = i + 1;
  }
  if (body_begin_ < lines_.size()) return;
  // No long paragraph at all: the first sentence begins the body, or the first line.
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (!kept(lines_[i])) continue;
    body_end_ = i + 1;
    if (body_begin_ == lines_.size() && lines_[i].sentence) body_begin_ = i;
  }
  body_begin_ = std::min(body_begin_, body_end_);
}

// Among the short lines before the body: the one that was given as the title, the first that is long enough, the first.
size_t SavedPage::find_title() const {
  const size_t none = lines_.size();
  size_t enough = none, first = none;
  if (!record_.given.title.empty()) {
    const std::vector<PlainLine> given = plain_lines(record_.given.title);
    for (size_t i = 0; i < lines_.size() && i <= body_begin_; ++i)
      if (!given.empty() && kept(lines_[i]) && lines_[i].key == given.front().key) return i;
  }
  for (size_t i = 0; i < body_begin_; ++i) {
    const Line& line = lines_[i];
    if (!kept(line) || line.kind == BlockKind::byline || line.kind == BlockKind::credit ||
        line.kind == BlockKind::caption || line.tail)
      continue;
    // A question or an exclamation may be a headline, a plain sentence is none.
    const std::string_view text = line.source.of(content_);
    if (!headline_like(line) &&
        !(line.words <= headline_words && line.sentence && (text.ends_with('?') || text.ends_with('!'))))
      continue;
    if (first == none) first = i;
    if (enough == none && line.words >= 4) enough = i;
  }
  return enough != none ? enough : first;
}

void SavedPage::name_top() {
  const size_t title = find_title();
  for (size_t i = 0; i < body_begin_ && i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (!kept(line)) continue;
    if (i == title) {
      line.kind = BlockKind::title;
      continue;
    }
    if (line.tail && !is_paragraph(line)) line.kind = BlockKind::caption;
    if (line.kind != BlockKind::paragraph || !headline_like(line)) continue;
    if (title < lines_.size() && i < title) {
      if (line.words <= 3) line.why = "navigation";
    } else if (line.doubled) {
      line.kind = BlockKind::caption;
    } else if (line.words <= 6) {
      line.kind = BlockKind::subhead;
    }
  }
}

// Short lines between paragraphs are subheads or lists; behind the last paragraph they are the page's, not the
// report's.
void SavedPage::name_middle() {
  bool introduced = false;
  for (size_t i = body_begin_; i < body_end_;) {
    const bool loose = kept(lines_[i]) && lines_[i].kind == BlockKind::paragraph && headline_like(lines_[i]) &&
                       !is_paragraph(lines_[i]);
    if (!loose) {
      if (kept(lines_[i])) introduced = lines_[i].colon;
      if (kept(lines_[i]) && lines_[i].mark != BlockKind::paragraph) lines_[i].kind = lines_[i].mark;
      ++i;
      continue;
    }
    size_t end = i;
    while (end < body_end_ && (!kept(lines_[end]) || (lines_[end].kind == BlockKind::paragraph &&
                                                      headline_like(lines_[end]) && !is_paragraph(lines_[end]))))
      ++end;
    name_run(i, end, introduced);
    introduced = false;
    i = end;
  }
  name_end(body_end_);
}

// Lines [begin, end) are headline-like or dropped; a paragraph follows.
void SavedPage::name_run(size_t begin, size_t end, bool introduced) {
  size_t last = end;
  for (size_t i = begin; i < end; ++i)
    if (kept(lines_[i])) last = i;
  for (size_t i = begin; i < end; ++i) {
    Line& line = lines_[i];
    if (!kept(line)) continue;
    if (line.mark != BlockKind::paragraph)
      line.kind = line.mark;
    else if (introduced)
      line.kind = BlockKind::list_item;
    else if (line.doubled)
      line.kind = BlockKind::caption;
    else
      line.kind = i == last && end < body_end_ ? BlockKind::subhead : BlockKind::list_item;
  }
}

void SavedPage::name_end(size_t begin) {
  for (size_t i = begin; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (!kept(line) || line.kind != BlockKind::paragraph) continue;
    if (line.mark != BlockKind::paragraph)
      line.kind = line.mark;
    else if (headline_like(line))
      line.why = "related";
  }
}

void SavedPage::write_line(const Line& line, CleanText& text, Article& article) {
  text.open_block();
  const uint32_t end = line.tail ? line.tail : line.source.end;
  text.append(content_.substr(line.source.begin, end - line.source.begin), line.source.begin);
  if (line.tail) {
    // The bracket that opened before the credit goes with it.
    while (text.block_size() > 0 &&
           (text.block().back() == '(' || text.block().back() == '[' || text.block().back() == ' '))
      text.cut_block(text.block_size() - 1);
  }
  const Span span = text.close_block();
  if (!span.empty()) article.blocks.push_back({line.kind, span});
  if (line.tail)
    article.dropped.push_back({"credit", std::string(content_.substr(line.tail, line.source.end - line.tail))});
}

void SavedPage::write(Article& article) {
  CleanText text;
  for (const Line& line : lines_) {
    if (line.phrase.kind == PhraseKind::paywall && line.why == "paywall")
      article.problems.push_back({"paywall", {}, std::string(line.source.of(content_))});
    if (!kept(line)) {
      article.dropped.push_back({std::string(line.why), std::string(line.source.of(content_))});
    } else if (text.text().size() + line.source.size() + 2 > max_text_bytes) {
      article.problems.push_back({"text_cut", {}, "the text is longer than a report may be; the rest was left out"});
      break;
    } else {
      write_line(line, text, article);
    }
  }
  text.move_into(article);
}

// The kinds of clean text's paragraphs: the first one and those between paragraphs may be headlines.
void name_verbatim(std::vector<PlainLine>& lines, std::vector<BlockKind>& kinds) {
  auto short_line = [](const PlainLine& line) {
    return line.letters && !line.sentence && !line.colon && !line.lower_case && line.words <= headline_words;
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    kinds[i] = BlockKind::paragraph;
    if (!short_line(lines[i]) || i + 1 == lines.size()) continue;
    const PlainLine& next = lines[i + 1];
    const bool heads = next.words > lines[i].words && (next.sentence || next.words >= long_words);
    if (i == 0)
      kinds[i] = heads ? BlockKind::title : BlockKind::paragraph;
    else if (heads && lines[i].words <= paragraph_words)
      kinds[i] = BlockKind::subhead;
  }
}

}  // namespace

struct PlainRules::State {
  explicit State(const Rules& rules) : phrases(rules) {}
  Phrases phrases;
};
PlainRules::PlainRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
PlainRules::~PlainRules() = default;

void read_plain(const RawRecord& record, const PlainRules& rules, Article& article) {
  SavedPage(record, rules.state().phrases).read(article);
}

void read_verbatim(const RawRecord& record, Article& article) {
  std::vector<PlainLine> lines = verbatim_lines(record.content);
  std::vector<BlockKind> kinds(lines.size());
  name_verbatim(lines, kinds);
  size_t size = record.content.size();
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].source.end > max_text_bytes) {
      size = i > 0 ? lines[i - 1].source.end : 0;
      article.problems.push_back({"text_cut", {}, "the text is longer than a report may be; the rest was left out"});
      break;
    }
    article.blocks.push_back({kinds[i], lines[i].source});
  }
  article.text = record.content.substr(0, size);
  if (size > 0) article.map.push_back({0, static_cast<uint32_t>(size), 0, static_cast<uint32_t>(size)});
}

}  // namespace fairwitness
