// Figures that answer one question, and how their values stand to each other.
#include <algorithm>
#include <cmath>
#include <set>

#include "ledger/entries.h"
#include "ledger/scan.h"
#include "ledger/values.h"

namespace fairwitness {
namespace {

// A figure with all that tells which question it answers.
struct Item {
  uint32_t report = 0;
  int32_t story = -1;
  std::string fate, head, scope, unit;
  std::vector<std::string> counted;  // content words, sorted
  std::vector<std::string> place;    // content words, sorted
  std::string day;                   // of what happened, or as of when; "" unknown
  std::string since;
  std::optional<double> number;
  const Figure* figure = nullptr;
  bool chosen = false;      // for its report's toll
  bool in_title = false;    // the figure's span lies in the report's title, not in its text
  std::vector<Span> again;  // where the same report tells the very same once more
};

struct Group {
  std::vector<Item> items;
  std::string because = {};  // why these are one; "" where each answers the question of another
  bool is_toll = false;      // of the story's event, one number a report
};

std::string stem(std::string word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

std::vector<std::string> content_words(const Material& m, std::string_view text) {
  std::vector<std::string> out;
  for (const Word& word : scan_words(text, {0, static_cast<uint32_t>(text.size())}))
    if (!m.rules.stop_words.contains(word.text)) out.push_back(stem(word.text));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string class_in(const std::unordered_map<std::string, std::string>& classes, const std::vector<Word>& words) {
  for (const Word& word : words) {
    auto found = classes.find(word.text);
    if (found != classes.end()) return found->second;
  }
  return "";
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

Item item_of(const Material& m, uint32_t report, const Figure& figure, bool in_title = false) {
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

constexpr std::string_view victims_one_by_one = "sum of parts: victims told one by one";

// The dead who were told one by one may have been told twice: their sum counts where another report tells that number.
bool is_doubtful_sum(const Figure& figure) {
  return figure.why == victims_one_by_one && figure.counted.ends_with(" killed");
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
  return figure.why == "singular" || figure.why == "list" || figure.why == victims_one_by_one;
}

// One and others, victims and who killed himself: the number of all.
bool is_sum(const Figure& figure) { return figure.why.starts_with("sum of parts") && figure.why != victims_one_by_one; }

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

// May the figure be what a report says of the whole event, rather than of a part of it or of something wider?
bool may_be_toll(const Item& item) {
  const FigureOf of = item.figure->of;
  return item.number && item.scope.empty() && item.since.empty() && of != FigureOf::subset &&
         of != FigureOf::increment && of != FigureOf::rate;
}

// Which of the items stand within a list of the same report that counts more: "two children" of "a man and two
// children". Items are in the order of the text.
std::vector<bool> parts_of_lists(const std::vector<Item>& items) {
  std::vector<bool> out(items.size());
  const Item* list = nullptr;
  for (size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    bool within =
        list != nullptr && list->report == item.report && list->figure->span.contains(item.figure->span.begin);
    if (within && item.number < list->number) out[i] = true;
    if (!within && item.number && item.figure->why == "list") list = &item;
  }
  return out;
}

// Is `item` what a larger sum of its report was made of, with others told beside it?
bool is_part_of(const Item& item, const Item& sum) {
  const auto& parts = sum.figure->parts;
  const bool larger = is_sum(*sum.figure) && sum.number > item.number;
  const bool died_since = sum.figure->why.starts_with("difference: those hurt");
  return (larger || died_since) &&
         std::any_of(parts.begin(), parts.end(), [&](Span part) { return part.contains(item.figure->span.begin); });
}

// What the titles of reports say was the toll, by report.
using Headlines = std::map<uint32_t, Item>;

// Does `item` gainsay the toll? A larger number does, and one that was told before; a smaller one told later is some of
// those counted, and so are all numbers beside a report's own toll.
bool gainsays(const Material& m, const Group& group, const Item& item) {
  return group.is_toll && may_be_toll(item) && !is_told_by_victims(*item.figure) &&
         std::all_of(group.items.begin(), group.items.end(), [&](const Item& one) {
           return item.number > one.number || m.day_of(item.report) < m.day_of(one.report);
         });
}

// Did a report that says how many were hurt tell fewer of them one by one? It does not say that so few were.
bool is_incomplete_sum(const Group& toll, const Item& item) {
  return toll.is_toll && item.figure->why == victims_one_by_one &&
         std::any_of(toll.items.begin(), toll.items.end(),
                     [&](const Item& one) { return one.report == item.report && one.number > item.number; });
}

// The largest number of dead (or hurt) that each report says itself, of those that may be tolls.
std::map<uint32_t, double> said_outright(const std::vector<Item>& items) {
  std::map<uint32_t, double> out;
  for (const Item& item : items)
    if (may_be_toll(item) && item.figure->parts.empty()) out[item.report] = std::max(out[item.report], *item.number);
  return out;
}

// The toll of a story's event: of the numbers of dead (or hurt) that a report tells, that of its own title is taken for
// what it says of the whole, else the one that most reports of the story tell, the larger of two that are told as
// often. Gives the indices of those that fit together; fewer than two reports make none.
std::vector<size_t> event_toll(const Material& m, const std::vector<Item>& items, const Headlines& headlines) {
  const std::vector<bool> listed = parts_of_lists(items);
  const std::map<uint32_t, double> said = said_outright(items);
  auto may_be = [&](size_t i) {
    if (!may_be_toll(items[i]) || listed[i]) return false;
    auto most = said.find(items[i].report);
    return !is_sum(*items[i].figure) || most == said.end() || *items[i].number >= most->second;
  };
  std::map<double, std::set<uint32_t>> told;
  std::set<double> sure;  // told by something else than a doubtful sum
  for (size_t i = 0; i < items.size(); ++i) {
    if (!may_be(i)) continue;
    const Item& item = items[i];
    std::set<uint32_t>& by = told[*item.number];
    if (item.figure->why != "singular") by.insert(item.report);  // one and one may be two
    if (!is_doubtful_sum(*item.figure)) sure.insert(*item.number);
  }
  for (const auto& [report, title] : headlines) {
    told[*title.number].insert(report);
    sure.insert(*title.number);
  }
  std::erase_if(told, [&](const auto& one) { return one.second.size() < 2 && !sure.contains(one.first); });
  auto headed = [&](size_t i) {
    auto found = headlines.find(items[i].report);
    return found != headlines.end() && found->second.number == items[i].number;
  };
  auto weight = [&](size_t i) { return std::tuple(headed(i), told[*items[i].number].size(), *items[i].number); };
  std::map<uint32_t, size_t> main;  // report -> its toll
  for (size_t i = 0; i < items.size(); ++i) {
    if (!may_be(i) || !told.contains(*items[i].number)) continue;
    auto [at, fresh] = main.try_emplace(items[i].report, i);
    if (!fresh && weight(i) > weight(at->second)) at->second = i;
  }
  // "killed her two daughters before killing herself": the sum holds what it was made of.
  for (size_t i = 0; i < items.size(); ++i) {
    auto own = main.find(items[i].report);
    if (own != main.end() && may_be(i) && told.contains(*items[i].number) && is_part_of(items[own->second], items[i]))
      own->second = i;
  }
  std::erase_if(main, [&](const auto& one) {
    return std::any_of(main.begin(), main.end(), [&](const auto& other) {
      return sizes_fit(items[other.second], items[one.second]) && is_within(m, items[one.second], items[other.second]);
    });
  });
  if (main.empty()) return {};
  size_t leader = main.begin()->second;
  for (auto [report, i] : main)
    if (weight(i) > weight(leader)) leader = i;
  std::vector<size_t> out;
  for (size_t i = 0; i < items.size(); ++i) {
    auto at = main.find(items[i].report);
    if (at == main.end() || !may_be(i) || items[i].number != items[at->second].number) continue;
    if (!times_fit(items[leader], items[i]) || !sizes_fit(items[leader], items[i])) continue;
    out.push_back(i);
  }
  return out;
}

// A headline whose number its own text does not tell is a reading of the toll that others' texts tell.
bool joins_toll(const Material& m, const Group& toll, const Item& title) {
  if (std::any_of(toll.items.begin(), toll.items.end(), [&](const Item& one) { return one.report == title.report; }))
    return false;
  return std::all_of(toll.items.begin(), toll.items.end(), [&](const Item& one) {
    return sizes_fit(one, title) && times_fit(one, title) && !is_within(m, title, one);
  });
}

std::vector<Group> group_items(const Material& m, const std::vector<Item>& items, const Headlines& headlines) {
  constexpr size_t cap = 2000;  // groups that a figure is held against; what comes behind them stands alone
  std::vector<Group> groups;
  std::vector<bool> placed(items.size());
  if (items.empty()) return groups;
  if (const std::string& fate = items.front().fate; fate == "killed" || fate == "injured")
    for (size_t i : event_toll(m, items, headlines)) {
      if (groups.empty()) groups.emplace_back();
      Group& toll = groups.front();
      toll.is_toll = true;
      toll.items.push_back(items[i]);
      toll.items.back().chosen = true;
      placed[i] = true;
      auto headline = headlines.find(items[i].report);
      if (toll.because.empty() && headline != headlines.end() && headline->second.number == items[i].number)
        toll.because = "taken for the toll: the headline of " + m.reports[items[i].report]->id + " tells it";
    }
  if (!groups.empty())
    for (const auto& [report, title] : headlines) {
      Group& toll = groups.front();
      // "killing 3, then killed himself" in the headline, the three alone in the text: the sum stands for its parts.
      auto is_part = [&, number = title.number, from = report](const Item& one) {
        return one.report == from && one.number < number;
      };
      if (is_sum(*title.figure) && std::any_of(toll.items.begin(), toll.items.end(),
                                               [&](const Item& one) { return one.report != title.report; }))
        std::erase_if(toll.items, is_part);
      if (joins_toll(m, toll, title)) toll.items.push_back(title);
    }
  for (size_t at = 0; at < items.size(); ++at) {
    const Item& item = items[at];
    if (placed[at] || is_doubtful_sum(*item.figure)) continue;
    if (!groups.empty() && is_incomplete_sum(groups.front(), item)) continue;
    if (groups.size() >= cap) {
      groups.push_back({{item}});
      continue;
    }
    Group* best = nullptr;
    int best_strength = 0;
    for (Group& group : groups) {
      int s = strength(m, group, item);
      if (s == 1 && groups.front().is_toll && !gainsays(m, group, item)) continue;
      if (s > best_strength && (s == 3 || !conflicts(group, item))) {
        best = &group;
        best_strength = s;
      }
    }
    if (best)
      best->items.push_back(item);
    else
      groups.push_back({{item}});
  }
  return groups;
}

// The words of a source that tell it from others, sorted.
std::vector<std::string> source_words(const Material& m, const Item& item) {
  return content_words(m, item.figure->source);
}

// One source? The same words, or one name within the other ("Asa Lines", "the operator, Asa Lines"). A figure without a
// source has that of the same figure in its report (a headline), and of the passage that it was copied from or to.
bool same_source(const Material& m, const Item& a, const Item& b) {
  auto x = source_words(m, a), y = source_words(m, b);
  if (x == y) return true;
  if (x.empty() || y.empty()) return a.report == b.report || copied(m, a, b);
  return std::includes(x.begin(), x.end(), y.begin(), y.end()) || std::includes(y.begin(), y.end(), x.begin(), x.end());
}

std::vector<Reading> readings_of(const Material& m, const Group& group) {
  std::vector<Reading> readings;
  std::vector<std::vector<const Item*>> members;
  auto belongs = [&](const std::vector<const Item*>& to, const Item& item) {
    return same_value(*to.front(), item) &&
           std::any_of(to.begin(), to.end(), [&](const Item* one) { return same_source(m, *one, item); });
  };
  // Figures with a source first, so that those without find the reading they belong to.
  std::vector<const Item*> order;
  for (bool sourced : {true, false})
    for (const Item& item : group.items)
      if (item.figure->source.empty() != sourced) order.push_back(&item);
  for (const Item* one : order) {
    const Item& item = *one;
    size_t at = 0;
    while (at < readings.size() && !belongs(members[at], item)) ++at;
    if (at == readings.size()) {
      const Figure& figure = *item.figure;
      readings.push_back({std::string(figure.span.of(text_of(m, item))),
                          figure.low,
                          figure.high,
                          figure.best,
                          std::string(name_of(figure.bound)),
                          {},
                          figure.source,
                          item.day});
      members.emplace_back();
    }
    members[at].push_back(&item);
    if (item.in_title) {
      readings[at].headlines.push_back({item.report, item.figure->span});
      continue;
    }
    cite(readings[at], item.report, item.figure->span);
    for (Span part : item.figure->parts) cite(readings[at], item.report, part);
    for (Span span : item.again) readings[at].passages.push_back({item.report, span});
  }
  return readings;
}

// When each reading was first told: a report that repeats an old number later does not make it new. "" when no report
// that has it tells a day.
std::vector<std::string> days_of_readings(const Material& m, const std::vector<Reading>& readings) {
  std::vector<std::string> days;
  for (const Reading& reading : readings) {
    std::string first;
    for (uint32_t report : reports_of(reading)) {
      std::string day = reading.as_of.size() == 10 ? reading.as_of : m.day_of(report);
      if (!day.empty() && (first.empty() || day < first)) first = day;
    }
    days.push_back(first);
  }
  return days;
}

// Does the number only grow while the days go on, and does every change fall on a later day?
bool grows(const std::vector<Reading>& readings, const std::vector<std::string>& days) {
  std::vector<std::pair<std::string, double>> steps;
  for (size_t i = 0; i < readings.size(); ++i) {
    auto number = readings[i].best ? readings[i].best : readings[i].low ? readings[i].low : readings[i].high;
    if (!number || days[i].empty()) return false;
    steps.emplace_back(days[i], *number);
  }
  std::sort(steps.begin(), steps.end());
  for (size_t i = 1; i < steps.size(); ++i) {
    if (steps[i].second < steps[i - 1].second) return false;
    if (steps[i].second > steps[i - 1].second && steps[i].first == steps[i - 1].first) return false;
  }
  return true;
}

// Does an item that a report's toll was chosen for stand behind the reading?
bool is_chosen(const Group& group, const Reading& reading) {
  return std::any_of(group.items.begin(), group.items.end(), [&](const Item& item) {
    const auto& told = item.in_title ? reading.headlines : reading.passages;
    return item.chosen && std::any_of(told.begin(), told.end(), [&](const Passage& p) {
             return p.report == item.report && p.span == item.figure->span;
           });
  });
}

// Readings by the time they were told, those chosen for tolls first, then by value, so that a chain reads from first to
// last.
void order_readings(const Group& group, std::vector<Reading>& readings, const std::vector<std::string>& days) {
  std::vector<size_t> order(readings.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  auto value = [&](size_t i) { return readings[i].best.value_or(readings[i].low.value_or(0)); };
  std::vector<bool> chosen;
  for (const Reading& reading : readings) chosen.push_back(group.is_toll && is_chosen(group, reading));
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    if (days[a] != days[b]) return days[a] < days[b];
    return chosen[a] != chosen[b] ? chosen[a] : value(a) > value(b);
  });
  std::vector<Reading> out;
  for (size_t i : order) out.push_back(std::move(readings[i]));
  readings = std::move(out);
}

void judge(const Material& m, const Group& group, Entry& entry) {
  count_origins(m, entry);
  std::vector<Interval> intervals;
  bool differing = false;
  for (const Item& item : group.items) {
    intervals.push_back(interval_of(*item.figure));
    differing |= item.number != group.items.front().number;
  }
  auto days = days_of_readings(m, entry.readings);
  bool cumulative = !group.items.front().fate.empty() && group.items.front().fate != "living";
  if (differing && cumulative && grows(entry.readings, days)) {
    entry.state = EntryState::updated;
    entry.because.insert(entry.because.begin(), "the number grows from one day to the next");
  } else if (!compatible(intervals)) {
    entry.state = EntryState::differs;
    entry.because.insert(entry.because.begin(), "no number fits all readings");
  } else {
    entry.state = entry.independent > 1 ? EntryState::agrees : EntryState::single;
  }
  order_readings(group, entry.readings, days);
}

// The most frequent of the strings, the first of those that are as frequent; empty ones do not count.
template <typename Get>
std::string most_frequent(const Group& group, Get get) {
  std::vector<std::pair<std::string, int>> counts;
  for (const Item& item : group.items) {
    std::string value = get(item);
    if (value.empty()) continue;
    auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.first == value; });
    if (found == counts.end())
      counts.emplace_back(value, 1);
    else
      ++found->second;
  }
  auto best =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == counts.end() ? std::string() : best->first;
}

std::string about(const Material& m, const Group& group) {
  std::string what = most_frequent(group, [](const Item& item) { return item.figure->counted; });
  if (what.empty()) what = std::string(group.items.front().figure->span.of(m.text(group.items.front().report)));
  std::string where = most_frequent(group, [](const Item& item) { return item.figure->place; });
  std::string since = most_frequent(group, [](const Item& item) { return item.figure->since; });
  if (!where.empty()) what += ", " + where;
  if (!since.empty()) what += ", since " + since;
  return what;
}

Entry entry_of(const Material& m, const Group& group) {
  Entry entry;
  entry.kind = EntryKind::figure;
  entry.about = about(m, group);
  entry.story = group.items.front().story;
  for (const Item& item : group.items)
    if (item.story != entry.story) entry.story = -1;
  int32_t story = group.items.front().story;
  if (story >= 0) entry.storyline = m.stories[static_cast<size_t>(story)].storyline;
  entry.readings = readings_of(m, group);
  if (!group.because.empty()) entry.because.push_back(group.because);
  judge(m, group, entry);
  return entry;
}

// All that tells one figure of a report from another, where it stands aside.
std::string signature(const Item& item) {
  const Figure& f = *item.figure;
  std::string out;
  for (const auto& part : {item.fate, item.head, item.scope, item.unit, f.counted, f.place, f.as_of, f.since, f.source,
                           std::string(name_of(f.bound)), std::string(name_of(f.of))})
    out += part + '\n';
  for (const auto& number : {f.low, f.high, f.best}) out += number ? std::to_string(*number) + '\n' : "?\n";
  return out;
}

}  // namespace

void add_figure_entries(const Material& m, std::vector<Entry>& ledger) {
  // Within a story; totals of a war within a storyline.
  struct Bucket {
    std::vector<Item> items;
    Headlines headlines;
  };
  std::map<std::string, Bucket> buckets;
  for (size_t s = 0; s < m.stories.size(); ++s) {
    const Story& story = m.stories[s];
    for (uint32_t report : story.reports) {
      std::vector<Item> items;
      std::unordered_map<std::string, size_t> told;  // by what it says
      for (uint32_t i = 0; i < m.reports[report]->figures.size(); ++i) {
        if (!counts_something(m.reports[report]->figures[i])) continue;
        Item item = item_of(m, report, m.reports[report]->figures[i]);
        if (!item.fate.empty() && item.fate != "living") item.scope = scope_of(m, item);
        auto [found, fresh] = told.try_emplace(signature(item), items.size());
        if (fresh)
          items.push_back(std::move(item));
        else
          items[found->second].again.push_back(item.figure->span);
      }
      for (Item& item : items) {
        bool wide = !item.scope.empty() && !story.storyline.empty();
        buckets[(wide ? "line " + story.storyline : "story " + story.id) + " " + item.fate + " " + item.unit]
            .items.push_back(std::move(item));
      }
      for (const Figure& figure : m.reports[report]->headline_figures) {
        if (!counts_something(figure)) continue;
        Item item = item_of(m, report, figure, true);
        if (!may_be_toll(item)) continue;
        Headlines& headlines = buckets["story " + story.id + " " + item.fate + " " + item.unit].headlines;
        auto [toll, fresh] = headlines.try_emplace(report, item);
        if (!fresh && item.number > toll->second.number) toll->second = std::move(item);
      }
    }
  }
  for (const auto& [key, bucket] : buckets)
    for (const Group& group : group_items(m, bucket.items, bucket.headlines)) ledger.push_back(entry_of(m, group));
}

}  // namespace fairwitness
