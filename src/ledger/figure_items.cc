#include "ledger/figure_items.h"

#include <algorithm>
#include <cmath>

#include "ledger/scan.h"
#include "ledger/values.h"

namespace fairwitness {
namespace {

std::string stem(std::string word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

std::string class_in(const std::unordered_map<std::string, std::string>& classes, const std::vector<Word>& words) {
  for (const Word& word : words) {
    auto found = classes.find(word.text);
    if (found != classes.end()) return found->second;
  }
  return "";
}

bool heads_fit(const Item& a, const Item& b) {
  if (a.head == b.head) return true;
  auto open = [](const Item& one) { return one.head.empty() || one.head == "generic"; };
  if (a.fate == "living" && (a.head == "civilians" || open(a)) && (b.head == "civilians" || open(b))) return true;
  // "two men" and "two dead" may be the same two; "two children" and "five dead" are not the same count.
  return (open(a) || open(b)) && a.number == b.number;
}

bool places_fit(const Item& a, const Item& b) { return a.place.empty() || b.place.empty() || a.place == b.place; }

// The day of what happened, without the time of day.
std::string_view day_of(const Item& item) { return std::string_view(item.day).substr(0, item.day.find('T')); }

bool parts_fit(const Item& a, const Item& b) {
  auto part = [](const Item& one) {
    return one.figure->of == FigureOf::subset || one.figure->of == FigureOf::increment;
  };
  return part(a) == part(b) && (a.figure->of == FigureOf::rate) == (b.figure->of == FigureOf::rate);
}

bool answer_one_question(const Item& a, const Item& b) {
  if (a.fate != b.fate || a.unit != b.unit || a.scope != b.scope || !parts_fit(a, b)) return false;
  if (a.story != b.story && a.scope.empty()) return false;
  if (a.fate.empty()) {
    if (!same_value(a, b) || a.story != b.story) {
      size_t shared = 0;
      for (const auto& word : a.counted) shared += std::binary_search(b.counted.begin(), b.counted.end(), word);
      return shared >= 2 && a.counted == b.counted && sizes_fit(a, b) && places_fit(a, b);
    }
    if (!a.unit.empty()) return true;
    for (const auto& word : a.counted)
      if (std::binary_search(b.counted.begin(), b.counted.end(), word)) return true;
    return false;
  }
  return heads_fit(a, b) && places_fit(a, b) && times_fit(a, b) && sizes_fit(a, b);
}

}  // namespace

std::vector<std::string> content_words(const Material& m, std::string_view text) {
  std::vector<std::string> out;
  for (const Word& word : scan_words(text, {0, static_cast<uint32_t>(text.size())}))
    if (!m.rules.stop_words.contains(word.text)) out.push_back(stem(word.text));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// "the war has killed more than ...": the number is the war's, not a day's. The word stands before the figure.
std::string scope_of(const Material& m, const Item& item) {
  Span sentence = sentence_at(*m.reports[item.report], item.figure->span.begin);
  if (sentence.empty()) return "";
  auto before = scan_words(m.text(item.report), {sentence.begin, item.figure->span.begin});
  constexpr size_t reach = 9;
  size_t first = before.size() > reach ? before.size() - reach : 0;
  return class_in(m.rules.scope, {before.begin() + static_cast<std::ptrdiff_t>(first), before.end()});
}

// What the item's span lies in.
std::string_view text_of(const Material& m, const Item& item) {
  return item.in_title ? std::string_view(m.reports[item.report]->article.title.value) : m.text(item.report);
}

Item item_of(const Material& m, uint32_t report, const Figure& figure, bool in_title) {
  Item item;
  item.in_title = in_title;
  item.report = report;
  item.story = m.story_of[report];
  item.figure = &figure;
  const std::string_view text = text_of(m, item);
  std::string counted = figure.counted.empty() ? std::string(figure.span.of(text)) : figure.counted;
  auto words = scan_words(counted, {0, static_cast<uint32_t>(counted.size())});
  item.fate = class_in(m.rules.fate, words);
  // "four bodies": found, which is not how many died, whatever they are counted as.
  auto spoken = scan_words(text, figure.span);
  if (class_in(m.rules.fate, spoken) == "found") item.fate = "found";
  item.head = class_in(m.rules.head, words);
  item.counted = content_words(m, counted);
  std::erase_if(item.counted, [](const std::string& word) { return word[0] >= '0' && word[0] <= '9'; });
  item.place = content_words(m, figure.place);
  item.unit = figure.unit;
  item.day = figure.as_of;
  item.since = figure.since;
  item.number = number_of(figure);
  return item;
}

bool is_victims_one_by_one(const Figure& figure) { return figure.why == "sum of parts: victims told one by one"; }

// The dead who were told one by one may have been told twice: their sum counts where another report tells that number.
bool is_doubtful_sum(const Figure& figure) {
  return is_victims_one_by_one(figure) && figure.counted.ends_with(" killed");
}

// An age, or a number with nothing counted and no unit, answers no question that another report could answer.
bool counts_something(const Figure& figure) {
  return figure.counted != "age" && figure.unit != "ordinal" && !(figure.counted.empty() && figure.unit.empty());
}

bool same_value(const Item& a, const Item& b) {
  return a.figure->bound == b.figure->bound && a.figure->low == b.figure->low && a.figure->high == b.figure->high &&
         a.figure->best == b.figure->best && (a.number || a.counted == b.counted);
}

// Do the figures stand in one copied passage, as the same value? Then they are one figure, told once.
bool copied(const Material& m, const Item& a, const Item& b) {
  if (a.in_title || b.in_title) return false;
  if (!(a.number == b.number) || a.figure->bound != b.figure->bound) return false;
  for (uint32_t n : m.copies_of(a.report, b.report)) {
    const Copy& copy = m.copies[n];
    if (copy.kind == CopyKind::boilerplate) continue;
    const Item& left = copy.a == a.report ? a : b;
    const Item& right = copy.a == a.report ? b : a;
    if (!copy.a_span.overlaps(left.figure->span) || !copy.b_span.overlaps(right.figure->span)) continue;
    // The same place in the passage, as far as rewordings let it be the same.
    double x = static_cast<double>(left.figure->span.begin) - copy.a_span.begin;
    double y = static_cast<double>(right.figure->span.begin) - copy.b_span.begin;
    double share_x = x / std::max(1u, copy.a_span.size()), share_y = y / std::max(1u, copy.b_span.size());
    if (std::fabs(share_x - share_y) < 0.25) return true;
  }
  return false;
}

bool times_fit(const Item& a, const Item& b) {
  if (!a.since.empty() && !b.since.empty()) return a.since == b.since;
  if (a.since.empty() != b.since.empty())
    return a.number == b.number || (a.day.empty() && b.day.empty() && !a.scope.empty());
  if (a.day.empty() || b.day.empty() || day_of(a) == day_of(b)) return true;
  return !a.scope.empty();
}

// Numbers that lie far apart hardly answer one question; a toll that grows from 3 to 12 within a story may.
bool sizes_fit(const Item& a, const Item& b) {
  if (!a.number || !b.number) return a.number == b.number;
  double low = std::min(*a.number, *b.number), high = std::max(*a.number, *b.number);
  return high <= 3 * low || high - low <= 10;
}

// Two values in one report are two things, unless it names two sources for them. Of a toll, a smaller number may be
// somebody's word for a part, and who says nobody knows.
bool conflicts(const Group& group, const Item& item) {
  for (const Item& one : group.items) {
    if (one.report != item.report || same_value(one, item)) continue;
    const std::string &a = one.figure->source, &b = item.figure->source;
    if (a == b || (group.is_toll && (a.empty() || b.empty() || !(item.number > one.number)))) return true;
  }
  return false;
}

// A number that the report does not say but that its victims make, told one by one, or one victim told without a
// number: there may be more of them.
bool is_told_by_victims(const Figure& figure) {
  return figure.why == "singular" || figure.why == "list" || is_victims_one_by_one(figure);
}

// One and others, victims and who killed himself: the number of all.
bool is_sum(const Figure& figure) { return figure.why.starts_with("sum of parts") && !is_victims_one_by_one(figure); }

// Does `item` tell victims of a number that was told before? Who names two of the dead does not deny the three whom
// others counted.
bool is_within(const Material& m, const Item& item, const Item& larger) {
  return item.report != larger.report && is_told_by_victims(*item.figure) && !is_told_by_victims(*larger.figure) &&
         item.number && larger.number && *item.number < *larger.number &&
         m.day_of(larger.report) <= m.day_of(item.report);
}

// 3: told in one copied passage; 2: the same value; 1: another value; 0: another question.
int strength(const Material& m, const Group& group, const Item& item) {
  int best = 0;
  for (const Item& one : group.items) {
    if (one.report != item.report && copied(m, one, item)) return 3;
    if (is_within(m, item, one) || is_within(m, one, item)) return 0;
    if (answer_one_question(one, item)) best = std::max(best, same_value(one, item) ? 2 : 1);
  }
  return best;
}

}  // namespace fairwitness
