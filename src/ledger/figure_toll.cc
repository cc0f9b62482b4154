// What an event cost: which number of dead (or hurt) each report tells for the whole.
#include <algorithm>
#include <set>
#include <tuple>

#include "ledger/figure_items.h"

namespace fairwitness {
namespace {

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

// The largest number of dead (or hurt) that each report says itself, of those that may be tolls.
std::map<uint32_t, double> said_outright(const std::vector<Item>& items) {
  std::map<uint32_t, double> out;
  for (const Item& item : items)
    if (may_be_toll(item) && item.figure->parts.empty()) out[item.report] = std::max(out[item.report], *item.number);
  return out;
}

// The toll of a story's event: of the numbers of dead (or hurt) that a report tells, that of its own title is taken for
// what it says of the whole, else the one that most reports of the story tell, the larger of two that are told as
// often. Gives the indices of those that fit together.
std::vector<size_t> chosen_items(const Material& m, const std::vector<Item>& items, const Headlines& headlines) {
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

}  // namespace

// May the figure be what a report says of the whole event, rather than of a part of it or of something wider?
bool may_be_toll(const Item& item) {
  const FigureOf of = item.figure->of;
  return item.number && item.scope.empty() && item.since.empty() && of != FigureOf::subset &&
         of != FigureOf::increment && of != FigureOf::rate;
}

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
  return toll.is_toll && is_victims_one_by_one(*item.figure) &&
         std::any_of(toll.items.begin(), toll.items.end(),
                     [&](const Item& one) { return one.report == item.report && one.number > item.number; });
}

Group event_toll(const Material& m, const std::vector<Item>& items, const Headlines& headlines,
                 std::vector<bool>& placed) {
  Group toll;
  for (size_t i : chosen_items(m, items, headlines)) {
    toll.is_toll = true;
    toll.items.push_back(items[i]);
    toll.items.back().chosen = true;
    auto headline = headlines.find(items[i].report);
    if (toll.because.empty() && headline != headlines.end() && headline->second.number == items[i].number)
      toll.because = "taken for the toll: the headline of " + m.reports[items[i].report]->id + " tells it";
  }
  if (toll.items.empty()) return toll;
  for (const auto& one : headlines) {
    const Item& title = one.second;
    auto own = [&](const Item& item) { return item.report == title.report; };
    // "killing 3, then killed himself" in the headline, the three alone in the text: the sum stands for its parts.
    auto elsewhere = [&](const Item& item) { return !own(item) && !item.in_title; };
    if (is_sum(*title.figure) && std::any_of(toll.items.begin(), toll.items.end(), elsewhere))
      std::erase_if(toll.items, [&](const Item& item) { return own(item) && item.number < title.number; });
    if (joins_toll(m, toll, title)) toll.items.push_back(title);
  }
  // What a headline's sum stands for is still to be placed.
  std::set<const Figure*> kept;
  for (const Item& item : toll.items) kept.insert(item.figure);
  for (size_t i = 0; i < items.size(); ++i) placed[i] = kept.contains(items[i].figure);
  return toll;
}

}  // namespace fairwitness
