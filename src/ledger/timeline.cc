// What happened when, and when it was reported.
#include <algorithm>
#include <map>

#include "ledger/entries.h"
#include "ledger/scan.h"

namespace fairwitness {
namespace {

// How fine a TIMEX3 value is; "" for what no timeline can place.
std::string precision_of(std::string_view value) {
  if (value.size() < 4 || value.find('X') != value.npos || value[0] < '0' || value[0] > '9') return "";
  if (value.find('/') != value.npos) return "range";
  if (value.find('W') != value.npos) return "week";
  if (value.size() > 10 && value[10] == 'T')
    return value.size() > 11 && value[11] >= '0' && value[11] <= '9' ? "time" : "part_of_day";
  if (value.size() == 10) return "day";
  if (value.size() == 7) return value[5] >= '0' && value[5] <= '9' ? "month" : "season";
  return value.size() == 4 ? "year" : "";
}

}  // namespace

std::vector<TimelineItem> build_timeline(const std::vector<const Report*>& reports, const std::vector<Story>& stories,
                                         const std::vector<Settled>& settled) {
  static const LedgerRules::State no_rules{Rules()};
  const std::vector<Copy> no_copies;
  const std::vector<Origin> no_origins;
  const Partings no_partings;
  Material m = gather(reports, no_copies, stories, settled, no_origins, no_rules, no_partings);
  std::vector<TimelineItem> timeline;
  for (size_t s = 0; s < stories.size(); ++s) {
    // One item a day and sentence; a sentence that several reports have word for word is one item.
    std::map<std::pair<std::string, std::string>, TimelineItem> items;
    for (uint32_t report : stories[s].reports)
      for (uint32_t i = 0; i < reports[report]->times.size(); ++i) {
        const Time& time = reports[report]->times[i];
        if (time.type != TimeType::date && time.type != TimeType::time) continue;
        const std::string& value = m.time_value(report, i);
        std::string precision = precision_of(value);
        if (precision.empty()) continue;
        Span sentence = sentence_at(*reports[report], time.span.begin);
        std::string what(sentence.empty() ? time.span.of(m.text(report)) : sentence.of(m.text(report)));
        TimelineItem& item = items[{value, wording(scan_words(what, {0, static_cast<uint32_t>(what.size())}))}];
        if (item.passages.empty()) item = {static_cast<int32_t>(s), value, precision, what, {}, {}};
        item.passages.push_back({report, time.span});
        item.reported.push_back(m.day_of(report));
      }
    for (auto& [key, item] : items) timeline.push_back(std::move(item));
  }
  return timeline;
}

}  // namespace fairwitness
