#include "article/credits.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/bytes16.h"

namespace fairwitness {
namespace {

constexpr size_t long_line = 300;   // bytes; a longer one is prose
constexpr size_t lead_blocks = 4;   // paragraphs in which a dateline or an attribution of the whole may stand
constexpr size_t tail_blocks = 6;   // last blocks in which a credit may end a paragraph
constexpr size_t max_lines = 4000;  // lines looked at; a report has fewer

size_t start_of(std::string_view text) {
  size_t first = static_cast<unsigned char>(text[0]);
  return first << 8 | (text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0u);
}

bool has_quote(std::string_view text) {
  return text.find('"') != text.npos || text.find("“") != text.npos || text.find("„") != text.npos ||
         text.find("«") != text.npos;
}

bool only_marks(std::string_view text) {
  for (char c : text)
    if (is_word_byte(c) && static_cast<unsigned char>(c) < 0x80) return false;
  for (size_t at = 0; at < text.size();)
    if (is_letter(next_code_point(text, at))) return false;
  return true;
}

bool is_dash_or_colon(std::string_view text) {
  text = trim(text);
  return text.starts_with('-') || text.starts_with("–") || text.starts_with("—") || text.starts_with(':') ||
         text.starts_with("―");
}

// One line of a report and where it stands.
struct Line {
  std::string_view text;
  uint32_t begin = 0;    // of its first byte in the clean text
  bool in_text = false;  // false: it was dropped, and has no place
  BlockKind kind = BlockKind::paragraph;
  size_t from_top = 0;   // paragraphs before it
  size_t from_end = 0;   // blocks behind it
  std::string_view why;  // of dropped text
};

class CreditFinder {
 public:
  explicit CreditFinder(const CreditRules& rules) : agencies_(rules.agencies), words_(rules.words) {}

  void read(const Line& line) {
    if (line.text.empty()) return;
    line_ = &line;
    bool prose = line.text.size() > long_line;
    // Prose is only looked at near the top and the end, and there only its first and last bytes.
    if (prose && line.from_top >= lead_blocks && line.from_end >= tail_blocks && line.kind == BlockKind::paragraph) {
      trailing_source();
      return;
    }
    if (line.kind == BlockKind::caption) return all(CreditHow::photo);
    hits_ = agencies_.find(line.text);
    if (hits_.empty()) return;
    folded_ = ascii_folded(line.text);
    if (!prose && photo_line()) return all(CreditHow::photo);
    if (line.kind == BlockKind::byline || line.why == "byline") return byline();
    bool body = line.in_text && (line.kind == BlockKind::paragraph || line.kind == BlockKind::credit);
    if (body && line.from_top < lead_blocks && dateline()) return;
    if (body && line.from_top < lead_blocks) attribution();
    if (!prose) short_line();
    if (body && line.from_end < tail_blocks) tail();
    trailing_source();
    slash_photo();
  }

  void byline_text(std::string_view text) {
    Line line;
    line.text = text;
    line.kind = BlockKind::byline;
    line_ = &line;
    hits_ = agencies_.find(text);
    folded_ = ascii_folded(text);
    byline();
    line_ = nullptr;
  }

  std::vector<Credit> credits;

 private:
  // ASCII letters made small: offsets stay those of the line.
  static std::string ascii_folded(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = ascii_lower(c);
    return out;
  }

  void add(uint32_t agency, CreditHow how, size_t begin, size_t end) {
    if (agencies_.photo_only(agency)) how = CreditHow::photo;
    const std::string& name = agencies_.name(agency);
    Credit credit{name, how, {}, std::string(line_->text.substr(begin, end - begin))};
    if (line_->in_text)
      credit.span = {line_->begin + static_cast<uint32_t>(begin), line_->begin + static_cast<uint32_t>(end)};
    for (Credit& other : credits) {
      if (other.agency != name || other.how != how) continue;
      if (other.span.empty() && !credit.span.empty()) other = std::move(credit);
      return;
    }
    credits.push_back(std::move(credit));
  }
  void add(const Agencies::Hit& hit, CreditHow how) { add(hit.agency, how, hit.span.begin, hit.span.end); }

  void all(CreditHow how) {
    hits_ = agencies_.find(line_->text);
    for (const auto& hit : hits_)
      if (!hit.strict || enclosed(hit)) add(hit, how);
  }

  // Does the name stand alone between marks: "(AP)", "/AFP", "| dpa"?
  bool enclosed(const Agencies::Hit& hit) const {
    std::string_view before = trim(line_->text.substr(0, hit.span.begin)),
                     behind = trim(line_->text.substr(hit.span.end));
    auto is_mark = [](char c) { return !is_word_byte(c); };
    return (before.empty() || is_mark(before.back())) && (behind.empty() || is_mark(behind.front()));
  }

  bool word_of(const std::vector<CreditWords::Phrase>& phrases) const {
    for (const auto& phrase : phrases)
      if (find_word(folded_, phrase.words) != std::string::npos) return true;
    return false;
  }

  bool photo_line() const {
    if (line_->why == "photo" || line_->why == "caption") return true;
    if (!word_of(words_.photo)) return slash_name(line_->text);
    // A picture's word in a line of prose says nothing unless the name stands apart: "(AFP)", "/ AFP", "Photo: AFP".
    for (const auto& hit : hits_)
      if (enclosed(hit) || photo_word_next_to(hit)) return true;
    return false;
  }

  bool photo_word_next_to(const Agencies::Hit& hit) const {
    for (const auto& phrase : words_.photo) {
      size_t at = find_word(folded_, phrase.words);
      if (at == std::string::npos) continue;
      size_t end = at + phrase.words.size();
      bool before = end <= hit.span.begin && hit.span.begin - end <= 12;  // "Photo by: Reuters", "photo credit: AP"
      bool behind = at >= hit.span.end && at - hit.span.end <= 2;         // "AP Photo"
      if (before || behind) return true;
    }
    return false;
  }

  // "REUTERS/Jane Doe", "Jane Doe/AFP": how photo desks sign.
  bool slash_name(std::string_view text) const {
    for (const auto& hit : hits_) {
      std::string_view behind = text.substr(hit.span.end);
      bool signs = behind.starts_with('/') && behind.size() > 2 && is_upper(behind[1]) && is_lower(behind[2]) &&
                   agencies_.whole(behind.substr(1, 12)).empty();
      if (signs && text.size() < 200) return true;
    }
    return false;
  }

  void slash_photo() {
    for (const auto& hit : hits_) {
      // "REUTERS/Jane Doe" is a photographer; "Reuters/Ipsos poll" is not.
      std::string_view behind = line_->text.substr(hit.span.end);
      if (!behind.starts_with('/') || behind.size() < 3 || !is_upper(behind[1]) || !is_lower(behind[2])) continue;
      auto words = split_words(behind.substr(1, 60));
      bool person = words.size() >= 2 && is_upper(words[1][0]) && words[0].size() > 1;
      if (person && hit.span.begin > 0 && !credited(hit.agency)) add(hit, CreditHow::photo);
    }
  }

  bool credited(uint32_t agency) const {
    return std::any_of(credits.begin(), credits.end(),
                       [&](const Credit& c) { return c.agency == agencies_.name(agency); });
  }

  void byline() {
    for (const auto& hit : hits_)
      if (!hit.strict || enclosed(hit)) add(hit, CreditHow::byline);
  }

  // "PLACE, Sept 9 (Reuters) -", "PLACE — AP —", "AFP - ": only marks, a place and a day stand before the name.
  bool dateline() {
    std::string_view text = line_->text;
    bool found = false;
    for (const auto& hit : hits_) {
      if (hit.span.begin > 90) break;
      std::string_view before = text.substr(0, hit.span.begin);
      size_t open = before.rfind('(');
      bool in_marks = open != before.npos && before.find(')', open) == before.npos;
      size_t close = in_marks ? text.find(')', hit.span.end) : text.npos;
      if (in_marks && close != text.npos && close - open < 60) {
        std::string_view behind = text.substr(close + 1);
        bool opens = behind.size() > 20 && is_place(before.substr(0, open)) &&
                     (is_dash_or_colon(behind) || before.substr(0, open).ends_with(". ") ||
                      trim(before.substr(0, open)).empty() || is_capitals(before.substr(0, open)));
        if (opens) add(hit, CreditHow::dateline), found = true;
        continue;
      }
      std::string_view behind = text.substr(hit.span.end);
      std::string_view bare = trim(before);
      bool dashed = bare.empty() || bare.ends_with('-') || bare.ends_with("–") || bare.ends_with("—") ||
                    bare.ends_with(',') || bare.ends_with(':') || bare.ends_with('/') || bare.ends_with("—") ||
                    bare.ends_with('[');
      bool colon_alone = trim(behind).starts_with(':') && bare.empty() && hit.strict;
      if (dashed && !colon_alone && is_dash_or_colon(behind.starts_with(']') ? behind.substr(1) : behind) &&
          (behind.starts_with(' ') || behind.starts_with(']') || behind.starts_with(':') || behind.starts_with("—")) &&
          (bare.empty() || is_place(before)) && text.size() > hit.span.end + 20)
        add(hit, CreditHow::dateline), found = true;
    }
    return found;
  }

  // A place with or without a day: short, begins with a capital, no sentence in it.
  static bool is_place(std::string_view text) {
    text = trim(text);
    if (text.empty()) return true;
    if (text.size() > 80 || !starts_upper(text) || has_quote(text)) return false;
    auto words = split_words(text);
    if (words.size() > 9) return false;
    size_t small = 0;
    for (std::string_view word : words) small += word.size() > 3 && is_lower(word[0]);
    return small <= 1;
  }

  static bool is_capitals(std::string_view text) {
    size_t capitals = 0;
    for (char c : text) capitals += is_upper(c);
    return capitals >= 3 && !text.empty() && is_upper(text[0]) && text.size() > 1 && is_upper(text[1]);
  }

  // "According to Reuters, ..." where a paragraph begins; "..., Reuters reported" in the lead. Behind a quotation the
  // same words say only who was told.
  void attribution() {
    std::string_view text = line_->text;
    for (const auto& hit : hits_) {
      if (hit.strict || agencies_.photo_only(hit.agency)) continue;
      size_t before = phrase_before(hit.span.begin);
      size_t sentence_end = std::min(text.find(". ", hit.span.end), text.size());
      size_t stop = text.rfind(". ", hit.span.begin);
      size_t sentence_begin = stop == text.npos || stop > hit.span.begin ? 0 : stop + 2;
      if (has_quote(text.substr(sentence_begin, sentence_end - sentence_begin))) continue;
      bool lead = line_->from_top < 2;
      if (before != text.npos && (before == 0 || lead)) {
        add(hit.agency, CreditHow::in_text, before, hit.span.end);
        continue;
      }
      if (lead && verb_behind(hit.span.end) && !told_before(hit.span.begin)) add(hit, CreditHow::in_text);
    }
  }

  // Where the phrase begins that ends right before `at` ("according to", with "the news agency" between); npos: none.
  size_t phrase_before(size_t at) const {
    std::string_view head = trim(std::string_view(folded_).substr(0, at));
    for (int words = 0; words < 5; ++words) {
      for (const auto& phrase : words_.before) {
        if (!head.ends_with(phrase.words)) continue;
        size_t begin = head.size() - phrase.words.size();
        if (begin == 0 || !is_word_byte(head[begin - 1])) return begin;
      }
      size_t blank = head.rfind(' ');
      std::string_view last = blank == head.npos ? head : head.substr(blank + 1);
      if (last.empty() || !words_.article.contains(last)) break;
      head = trim(head.substr(0, blank == head.npos ? 0 : blank));
    }
    return std::string_view::npos;
  }

  bool verb_behind(size_t at) const {
    std::string_view rest = trim(std::string_view(folded_).substr(at));
    for (int words = 0; words < 3; ++words) {
      for (const auto& phrase : words_.after)
        if (rest.starts_with(phrase.words) &&
            (rest.size() == phrase.words.size() || !is_word_byte(rest[phrase.words.size()])))
          return true;
      size_t blank = rest.find(' ');
      if (blank == rest.npos || !words_.article.contains(rest.substr(0, blank))) return false;
      rest = trim(rest.substr(blank));
    }
    return false;
  }

  bool told_before(size_t at) const {
    std::string_view head = trim(std::string_view(folded_).substr(0, at));
    for (int words = 0; words < 4; ++words) {
      size_t blank = head.rfind(' ');
      std::string_view last = blank == head.npos ? head : head.substr(blank + 1);
      if (words_.told.contains(last)) return true;
      if (!words_.article.contains(last)) return false;
      head = trim(head.substr(0, blank == head.npos ? 0 : blank));
    }
    return false;
  }

  // A line of its own: "AFP contributed to this report.", "Source: Xinhua", "(dpa/lnw)", "© AFP", "with AFP".
  void short_line() {
    std::string_view text = line_->text;
    if (is_list(text, 0)) return credit_all(0, text.size());
    for (const auto& phrase : words_.line) {
      size_t at = find_word(folded_, phrase.words);
      if (at == std::string::npos) continue;
      size_t end = at + phrase.words.size();
      if (!phrase.several) {
        bool list =
            text.size() <= 120 && (is_list(text, end) || (end + 2 >= text.size() && is_list(text.substr(0, at), 0)));
        if (list) return credit_all(0, text.size());
        continue;
      }
      size_t stop = text.rfind(". ", at), close = text.find(". ", end);
      size_t begin = stop == text.npos ? 0 : stop + 2;
      credit_all(begin, close == text.npos ? text.size() : close + 1);
      return;
    }
    for (const auto& phrase : words_.source) {
      if (!std::string_view(folded_).starts_with(phrase.words)) continue;
      std::string_view rest = text.substr(phrase.words.size());
      bool colon = trim(rest).starts_with(':') || trim(rest).starts_with('/');
      if (colon && is_list(text, phrase.words.size())) return credit_all(0, text.size());
    }
    if (text.find("©") != text.npos || folded_.find("(c)") != std::string::npos) {
      for (const auto& hit : hits_)
        if (!hit.strict || enclosed(hit)) add(hit, CreditHow::credit_line);
    }
  }

  void credit_all(size_t begin, size_t end) {
    for (const auto& hit : hits_) {
      if (hit.span.begin < begin || hit.span.end > end) continue;
      if (told_before(hit.span.begin)) continue;
      add(hit.agency, CreditHow::credit_line, begin, end);
    }
  }

  // From `from` on: nothing but agencies, marks, short desk codes and a joining word ("AFP/Reuters", "(dpa/lnw)", "AP
  // and AFP").
  bool is_list(std::string_view text, size_t from) const {
    size_t at = from;
    bool any = false;
    size_t extra = 0;
    auto between = [&](std::string_view part) {
      for (std::string_view word : split_words(part)) {
        std::string bare;
        for (char c : word)
          if (is_word_byte(c)) bare += ascii_lower(c);
        if (bare.empty() || bare == "and" || bare == "with" || bare == "the" || bare == "und" || bare == "et") continue;
        // Codes of a desk or of editors follow a slash or stand in brackets: "afp/hs", "dpa (lnw)".
        if (bare.size() > 5 || !only_letters(bare)) return false;
        if (part.find('/') == part.npos && part.find('(') == part.npos && part.find(',') == part.npos) return false;
        if (++extra > 4) return false;
      }
      return true;
    };
    for (const auto& hit : hits_) {
      if (hit.span.begin < from || hit.span.end > text.size()) continue;
      if (!between(text.substr(at, hit.span.begin - at))) return false;
      at = hit.span.end;
      any = true;
    }
    return any && at <= text.size() && between(text.substr(at));
  }

  static bool only_letters(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
  }

  // A name that ends a paragraph near the end, set apart: "... he said. (Reuters)", "... — AFP", "... – Xinhua".
  void tail() {
    std::string_view text = line_->text;
    std::string_view kept = text;
    while (!kept.empty() && !is_word_byte(kept.back())) kept.remove_suffix(1);
    const auto& last = hits_.back();
    if (last.span.end > text.size() || !only_marks(text.substr(last.span.end))) {
      // "(dpa/lnw)": a code may follow the name inside the brackets.
      size_t open = text.rfind('(');
      bool bracket =
          open != text.npos && text.size() - open < 40 && trim(text).ends_with(')') && last.span.begin > open;
      if (!bracket || !is_list(text, open)) return;
      return add(last, CreditHow::credit_line);
    }
    std::string_view before = trim(text.substr(0, last.span.begin));
    bool bracket = before.ends_with('(') || before.ends_with('[');
    bool dash = before.ends_with("—") || before.ends_with("–") || before.ends_with("--") || before.ends_with(" -") ||
                before.ends_with(".-");
    std::string_view stem = before;
    while (!stem.empty() && !is_word_byte(stem.back()) && stem.back() != '.') stem.remove_suffix(1);
    if (bracket || dash) {
      // A bracket in the middle of the prose explains a short form: "the Example Press (EP)". At an end it follows a
      // stop.
      bool closed = dash || (stem.size() < before.size() + 1 &&
                             (before.find(". (") != before.npos || before.find(".(") != before.npos ||
                              before.find("\" (") != before.npos || before.find("” (") != before.npos ||
                              before.find(") (") != before.npos));
      if (closed) add(last, CreditHow::credit_line);
    }
  }

  // "... on the rubble. Source: AFP/archive" at the end of a caption that stands among the paragraphs.
  void trailing_source() {
    std::string_view text = line_->text;
    size_t from = text.size() > 60 ? text.size() - 60 : 0;
    while (from < text.size() && !is_utf8_boundary(text, from)) ++from;
    if (text.find(':', from) == text.npos) return;  // "Source: Agency" is what is looked for
    std::string tail_folded = ascii_folded(text.substr(from));
    for (const auto& phrase : words_.source) {
      size_t at = find_word(tail_folded, phrase.words);
      if (at == std::string::npos || from + at == 0) continue;
      std::string_view rest = text.substr(from + at + phrase.words.size());
      if (!trim(rest).starts_with(':')) continue;
      for (const auto& hit : agencies_.find(rest)) {
        size_t begin = from + at + phrase.words.size() + hit.span.begin;
        if (hit.span.begin <= 3) add(hit.agency, CreditHow::photo, begin, begin + hit.span.size());
      }
      return;
    }
  }

  const Agencies& agencies_;
  const CreditWords& words_;
  const Line* line_ = nullptr;
  std::vector<Agencies::Hit> hits_;
  std::string folded_;
};

void add_phrases(const Table& table, std::string_view kind, std::vector<CreditWords::Phrase>& out) {
  for (size_t row = 0; row < table.rows(); ++row)
    if (table.cell(row, "kind") == kind) {
      std::string words = folded(table.cell(row, "words"));
      bool several = words.find(' ') != words.npos;
      out.push_back({std::move(words), several});
    }
}

}  // namespace

Agencies::Agencies(const Rules& rules) {
  const Table& table = rules.table("rules/agencies");
  for (size_t row = 0; row < table.rows(); ++row) {
    auto agency = static_cast<uint32_t>(names_.size());
    names_.emplace_back(table.cell(row, "name"));
    photo_.push_back(table.cell(row, "kind") == "photo");
    for (bool strict : {false, true}) {
      std::string_view cell = table.cell(row, strict ? "strict" : "aliases");
      while (!cell.empty()) {
        size_t bar = std::min(cell.find('|'), cell.size());
        add(cell.substr(0, bar), agency, strict);
        cell.remove_prefix(std::min(bar + 1, cell.size()));
      }
    }
  }
  for (auto& [word, aliases] : by_first_word_)
    std::stable_sort(aliases.begin(), aliases.end(),
                     [](const Alias& a, const Alias& b) { return a.words.size() > b.words.size(); });
}

void Agencies::add(std::string_view words, uint32_t agency, bool strict) {
  auto insert = [&](std::string text, bool is_strict) {
    size_t end = 0;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end == 0) return;
    std::string first = text.substr(0, end);
    starts_[start_of(text)] = true;
    by_first_word_[first].push_back({std::move(text), agency, is_strict});
  };
  insert(std::string(words), strict);
  std::string capitals(words);
  for (char& c : capitals)
    if (is_lower(c)) c = static_cast<char>(c - 32);
  if (capitals != words && words.size() > 4) insert(capitals, strict);
}

namespace {

// Which of the next sixteen bytes belong to words; those behind the end do not.
uint32_t word_bytes(std::string_view text, size_t at) {
  auto of = [](const char* bytes) {
    const Bytes16 all(bytes);
    return all.letters() | all.between('0', '9') | all.wide();
  };
  if (at + Bytes16::size <= text.size()) return of(text.data() + at);
  std::array<char, Bytes16::size> rest{};
  text.copy(rest.data(), rest.size(), at);
  return of(rest.data());
}

}  // namespace

std::vector<Agencies::Hit> Agencies::find(std::string_view text) const {
  std::vector<Hit> hits;
  size_t behind = 0;  // the last hit
  uint32_t inside = 0;
  for (size_t block = 0; block < text.size(); block += Bytes16::size) {
    const uint32_t word = word_bytes(text, block);
    for (uint32_t starts = word & ~(word << 1 | inside); starts; starts &= starts - 1) {
      const size_t at = block + static_cast<size_t>(std::countr_zero(starts));
      if (at < behind || !starts_[start_of(text.substr(at))]) continue;
      size_t end = at;
      while (end < text.size() && is_word_byte(text[end])) ++end;
      const auto* aliases = lookup(by_first_word_, text.substr(at, end - at));
      if (!aliases) continue;
      for (const Alias& alias : *aliases) {
        size_t stop = at + alias.words.size();
        if (!text.substr(at).starts_with(alias.words) ||
            (stop < text.size() && is_word_byte(text[stop]) && is_word_byte(text[stop - 1])))
          continue;
        hits.push_back({alias.agency, {static_cast<uint32_t>(at), static_cast<uint32_t>(stop)}, alias.strict});
        behind = stop;
        break;
      }
    }
    inside = word >> (Bytes16::size - 1) & 1;
  }
  return hits;
}

std::string_view Agencies::whole(std::string_view text) const {
  text = trim(text);
  auto hits = find(text);
  if (hits.size() != 1 || hits[0].span.size() != text.size()) return {};
  return names_[hits[0].agency];
}

CreditWords::CreditWords(const Rules& rules) {
  for (const std::string& name : rules.names("rules/")) {
    if (!name.ends_with("/credit_words.tsv")) continue;
    const Table& table = rules.table(name.substr(0, name.size() - 4));
    add_phrases(table, "line", line);
    add_phrases(table, "source", source);
    add_phrases(table, "before", before);
    add_phrases(table, "after", after);
    add_phrases(table, "photo", photo);
    add_phrases(table, "together", together);
    for (size_t row = 0; row < table.rows(); ++row) {
      if (table.cell(row, "kind") == "article") article[folded(table.cell(row, "words"))] = true;
      if (table.cell(row, "kind") == "told") told[folded(table.cell(row, "words"))] = true;
    }
  }
}

std::vector<Credit> find_credits(const Article& article, const std::vector<std::string>& bylines,
                                 const CreditRules& rules) {
  CreditFinder finder(rules);
  size_t paragraphs = 0;
  for (size_t i = 0; i < article.blocks.size() && i < max_lines; ++i) {
    const Block& block = article.blocks[i];
    if (block.kind == BlockKind::title || block.kind == BlockKind::subhead) continue;
    Line line{
        block.span.of(article.text), block.span.begin, true, block.kind, paragraphs, article.blocks.size() - 1 - i, {}};
    finder.read(line);
    paragraphs += block.kind == BlockKind::paragraph;
  }
  for (const std::string& byline : bylines) finder.byline_text(byline);
  for (size_t i = 0; i < article.dropped.size() && i < max_lines; ++i) {
    const Dropped& dropped = article.dropped[i];
    // Navigation and related links are other reports'.
    bool ours = dropped.why == "credit" || dropped.why == "byline" || dropped.why == "boilerplate" ||
                dropped.why == "photo" || dropped.why == "caption" || dropped.why == "repeated" ||
                dropped.why == "date";
    if (!ours || dropped.text.size() > long_line) continue;
    Line line{dropped.text, 0, false, BlockKind::credit, lead_blocks, tail_blocks, dropped.why};
    finder.read(line);
  }
  return std::move(finder.credits);
}

}  // namespace fairwitness
