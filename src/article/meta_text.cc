// Metadata of plain text: from what came with the record and from the lines at its top and end. A date inside prose is
// no date of the report.
#include <algorithm>

#include "article/meta_state.h"

namespace fairwitness {
namespace {

constexpr size_t long_line = 160;  // bytes; a longer line is prose
constexpr size_t top_lines = 14;   // lines at the top that may tell the day
constexpr size_t end_lines = 8;
constexpr size_t prose_before_end = 2;  // long lines behind which the top is over

struct Place {
  std::string_view line;
  bool top = true;
};

// The first and last lines that are no prose.
std::vector<Place> edge_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = trim(text.substr(at, end - at));
    if (!line.empty()) lines.push_back(line);
    at = end + 1;
    if (lines.size() > 200'000) break;
  }
  std::vector<Place> places;
  size_t prose = 0, i = 0;
  for (; i < lines.size() && i < top_lines && prose < prose_before_end; ++i) {
    if (lines[i].size() > long_line)
      ++prose;
    else
      places.push_back({lines[i], true});
  }
  size_t from = lines.size() > end_lines ? lines.size() - end_lines : 0;
  for (size_t k = std::max(i, from); k < lines.size(); ++k)
    if (lines[k].size() <= long_line) places.push_back({lines[k], false});
  return places;
}

// Letters left of a line once dates, labels, zones and joining words are out; tells a date line from a sentence.
size_t words_left(std::string_view line, const std::vector<FoundDate>& found, const MetaRules::State& state) {
  std::string rest(line);
  for (size_t i = found.size(); i-- > 0;) rest.replace(found[i].span.begin, found[i].span.size(), 1, ' ');
  rest = state.labels.without(folded(rest));
  size_t left = 0;
  for (std::string_view word : split_words(rest)) {
    bool letters = false;
    for (char c : word) letters |= is_word_byte(c) && !is_digit(c);
    while (!word.empty() && !is_word_byte(word.back())) word.remove_suffix(1);
    left += letters && !state.dates.joins(word);
  }
  return left;
}

void read_date_line(const Place& place, const MetaRules::State& state, Article& article) {
  auto found = find_dates(place.line, state.dates);
  if (found.empty()) return;
  bool by = false;
  state.bylines.behind_by(place.line, &by);
  size_t left = words_left(place.line, found, state);
  DateLabel last = DateLabel::none;
  size_t from = 0;
  for (const FoundDate& one : found) {
    std::string before = folded(place.line.substr(from, one.span.begin - from));
    DateLabel label = state.labels.of(before);
    from = one.span.end;
    if (label == DateLabel::none)
      label = last;  // "Published 3 May 2014, 15:43; 4 May" is rare, but a label may serve two
    last = label;
    // A day of the week and a place may stand with the date; a byline may stand before it; a sentence may not.
    bool sentence = place.line.ends_with('.') && left > 1;
    size_t most = label != DateLabel::none ? 4 : by ? 8 : place.top ? 2 : 1;
    if (left > most || (sentence && label == DateLabel::none)) continue;
    if (label == DateLabel::modified)
      offer(article.modified, one.date.iso(), "text:date line");
    else
      offer(article.published, one.date.iso(), "text:date line");
  }
}

// "PLACE, Oct. 16, 2016 (AGENCY) -": the day a dateline gives, where it gives the year too.
void read_dateline(std::string_view paragraph, const MetaRules::State& state, Article& article) {
  std::string_view head = paragraph.substr(0, 100);
  for (const FoundDate& one : find_dates(head, state.dates)) {
    std::string_view before = trim(head.substr(0, one.span.begin));
    std::string_view behind = trim(head.substr(one.span.end));
    bool place = before.ends_with(',') || before.ends_with("(") || before.empty();
    bool dash = behind.starts_with('-') || behind.starts_with("–") || behind.starts_with("—") ||
                behind.starts_with('(') || behind.starts_with("/");
    if (place && dash && before.size() < 50 && (before.empty() || starts_upper(before)))
      offer(article.published, one.date.iso(), "text:dateline");
    return;
  }
}

// "ExampleOnline: Talks ...": a name written as one word with capitals inside, before a colon and a new sentence.
std::string outlet_prefix(std::string_view paragraph, const MetaRules::State& state) {
  size_t colon = paragraph.substr(0, 40).find(':');
  if (colon == paragraph.npos || colon < 3 || colon + 3 > paragraph.size() || paragraph[colon + 1] != ' ') return {};
  std::string_view name = paragraph.substr(0, colon);
  if (!starts_upper(trim(paragraph.substr(colon + 1))) || name.find(' ') != name.npos) return {};
  if (const Outlet* known = state.outlets.by_name(name)) return known->name;
  bool small = false, inner = false, dot = false;
  for (size_t i = 1; i < name.size(); ++i) {
    if (!is_word_byte(name[i]) && name[i] != '-' && name[i] != '.') return {};
    inner |= small && is_upper(name[i]);
    small |= is_lower(name[i]);
    dot |= name[i] == '.' && i + 1 < name.size() && is_lower(name[i + 1]);
  }
  bool scottish = name.starts_with("Mc") || name.starts_with("Mac");
  return (inner && !scottish) || dot ? std::string(name) : std::string();
}

// "ExampleWorld and agencies", "Example Staff": weak, but the paper's own word.
void read_staff_line(std::string_view line, const MetaRules::State& state, Article& article) {
  std::string text = tidy(line);
  while (!text.empty() && !is_word_byte(text.back())) text.pop_back();
  std::string_view name = state.bylines.behind_by(text);
  if (name.size() > 60 || name.empty() || !starts_upper(name)) return;
  std::string low = folded(name);
  for (const auto& phrase : state.credits.words.together) {
    if (!low.ends_with(phrase.words) || low.size() <= phrase.words.size() + 1) continue;
    std::string_view outlet = trim(name.substr(0, name.size() - phrase.words.size()));
    if (split_words(outlet).size() > 4 || !state.credits.agencies.whole(outlet).empty()) return;
    offer(article.outlet, std::string(outlet), "text:byline");
    if (article.authors.empty()) article.authors.push_back(std::string(name)), article.authors_from = "text:byline";
    return;
  }
  size_t blank = low.rfind(' ');
  if (blank == low.npos || split_words(name).size() > 5) return;
  if (!state.bylines.is_desk(low.substr(blank + 1)) || state.bylines.is_noise(low)) return;
  std::string_view outlet = name.substr(0, blank);
  for (std::string_view word : split_words(outlet))
    if (!starts_upper(word)) return;
  if (low.substr(blank + 1) != "staff") return;
  if (article.authors.empty()) article.authors.push_back(std::string(name)), article.authors_from = "text:byline";
  if (state.credits.agencies.whole(outlet).empty()) offer(article.outlet, std::string(outlet), "text:byline");
}

void read_byline(std::string_view line, bool marked, const MetaRules::State& state, Article& article) {
  if (!article.authors.empty()) return;
  bool by = false;
  state.bylines.behind_by(line, &by);
  if (!by && !marked) return;
  // "By Jane Doe | October 16, 2016": the date is not part of a name.
  auto dates = find_dates(line, state.dates);
  std::string_view names = dates.empty() ? line : line.substr(0, dates.front().span.begin);
  std::vector<std::string> found = names_in_byline(names, state.bylines);
  for (const std::string& name : found)
    if (!marked && !looks_like_person(name, state.bylines) && state.credits.agencies.whole(name).empty()) return;
  article.authors = std::move(found);
  if (!article.authors.empty()) article.authors_from = "text:byline";
}

}  // namespace

void read_text_metadata(const RawRecord& record, const MetaRules& rules, Article& article) {
  const auto& state = rules.state();
  take_given(record, state, article);
  std::string_view text = record.content;
  std::string_view first;
  for (const Block& block : article.blocks) {
    std::string_view words = block.span.of(article.text);
    if (block.kind == BlockKind::title) offer(article.title, tidy(words), "text:title");
    if (block.kind == BlockKind::byline) read_byline(words, true, state, article);
    if (block.kind == BlockKind::paragraph && first.empty() && words.size() > 80) first = words;
  }
  for (const Place& place : edge_lines(text)) {
    if (place.line == article.title.value) continue;
    read_date_line(place, state, article);
    if (place.top) read_byline(place.line, false, state, article);
    if (place.line.size() <= 80) read_staff_line(place.line, state, article);
  }
  if (first.empty()) return;
  read_dateline(first, state, article);
  std::string prefix = outlet_prefix(first, state);
  if (prefix.empty()) return;
  // The paper's own mark in its lead says more than a byline does.
  Sourced outlet = std::move(article.outlet);
  article.outlet = {};
  bool weak = outlet.from == "text:byline";
  if (!weak) offer(article.outlet, outlet.value, outlet.from);
  offer(article.outlet, prefix, "text:lead");
  if (weak) offer(article.outlet, outlet.value, outlet.from);
}

}  // namespace fairwitness
