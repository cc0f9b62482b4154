// Figures that answer one question, and how their values stand to each other.
#include <algorithm>

#include "ledger/entries.h"
#include "ledger/figure_items.h"
#include "ledger/values.h"

namespace fairwitness {
namespace {

std::vector<Group> group_items(const Material& m, const std::vector<Item>& items, const Headlines& headlines) {
  constexpr size_t cap = 2000;  // groups that a figure is held against; what comes behind them stands alone
  std::vector<Group> groups;
  std::vector<bool> placed(items.size());
  if (items.empty()) return groups;
  if (const std::string& fate = items.front().fate; fate == "killed" || fate == "injured")
    if (Group toll = event_toll(m, items, headlines, placed); toll.is_toll) groups.push_back(std::move(toll));
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

// What a report's text tells is not cited from its title, too, and a reading that a text tells has the text's words.
void prefer_texts(const Material& m, Reading& reading) {
  if (reading.headlines.empty() || reading.passages.empty()) return;
  std::erase_if(reading.headlines, [&](const Passage& title) {
    return std::any_of(reading.passages.begin(), reading.passages.end(),
                       [&](const Passage& p) { return p.report == title.report; });
  });
  const Passage& first = reading.passages.front();
  reading.value = std::string(first.span.of(m.text(first.report)));
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
  for (Reading& reading : readings) prefer_texts(m, reading);
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