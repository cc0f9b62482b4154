// Figures as the ledger compares them: which question each answers, and whether two answer the same.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/entries.h"

namespace fairwitness {

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

// What the titles of reports say was the toll, by report.
using Headlines = std::map<uint32_t, Item>;

// `in_title`: the figure is one of the title's.
Item item_of(const Material& m, uint32_t report, const Figure& figure, bool in_title = false);
// What a figure's number is of, where that is wider than an event: "the war has killed more than ..."; "" else.
std::string scope_of(const Material& m, const Item& item);
// The text, or the title, that the item's span lies in.
std::string_view text_of(const Material& m, const Item& item);
// Content words, cut to their stems, sorted, each once.
std::vector<std::string> content_words(const Material& m, std::string_view text);

bool counts_something(const Figure& figure);
bool same_value(const Item& a, const Item& b);
bool copied(const Material& m, const Item& a, const Item& b);
bool times_fit(const Item& a, const Item& b);
bool sizes_fit(const Item& a, const Item& b);
bool conflicts(const Group& group, const Item& item);
bool is_doubtful_sum(const Figure& figure);
bool is_told_by_victims(const Figure& figure);
bool is_victims_one_by_one(const Figure& figure);
bool is_sum(const Figure& figure);
bool is_within(const Material& m, const Item& item, const Item& larger);
int strength(const Material& m, const Group& group, const Item& item);

// The toll of the event that a story's reports tell of: `items` are the figures of one fate in the order of reports and
// texts, and those in the toll are marked in `placed`. No items where no report's text tells it.
Group event_toll(const Material& m, const std::vector<Item>& items, const Headlines& headlines,
                 std::vector<bool>& placed);
bool may_be_toll(const Item& item);
bool gainsays(const Material& m, const Group& toll, const Item& item);
bool is_incomplete_sum(const Group& toll, const Item& item);

}  // namespace fairwitness
