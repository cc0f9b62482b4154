#include "account/timeline_lines.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "account/days.h"

namespace fairwitness {
namespace {

// Where a place in one side of a copy lies in the other: between rewordings both sides run alike.
uint32_t across(const Copy& copy, uint32_t at, bool from_a) {
  uint32_t mine = from_a ? copy.a_span.begin : copy.b_span.begin,
           other = from_a ? copy.b_span.begin : copy.a_span.begin;
  for (const Rewording& w : copy.rewordings) {
    const Span &here = from_a ? w.a : w.b, &there = from_a ? w.b : w.a;
    if (here.end > at) break;
    mine = here.end;
    other = there.end;
  }
  return other + (at - mine);
}

class Timeline {
 public:
  Timeline(const Findings& findings, size_t story) : f_(findings) {
    for (const TimelineItem& item : f_.timeline)
      if (item.story == static_cast<int32_t>(story)) items_.push_back(&item);
    const std::set<uint32_t> members(f_.stories[story].reports.begin(), f_.stories[story].reports.end());
    for (const Copy& copy : f_.copies)
      if (copy.kind != CopyKind::boilerplate && members.count(copy.a) && members.count(copy.b))
        copies_[{copy.a, copy.b}].push_back(&copy);
  }

  std::vector<Line> lines() const {
    std::vector<Line> out;
    for (size_t i = 0; i < items_.size();) {
      size_t end = i + 1;
      while (end < items_.size() && items_[end]->when == items_[i]->when) ++end;
      out.push_back(
          line({items_.begin() + static_cast<std::ptrdiff_t>(i), items_.begin() + static_cast<std::ptrdiff_t>(end)}));
      i = end;
    }
    return out;
  }

 private:
  using Items = std::vector<const TimelineItem*>;

  // Do two items tell of the time in words that one report copied from the other?
  bool one_copy(const TimelineItem& x, const TimelineItem& y) const {
    for (const Passage& p : x.passages)
      for (const Passage& q : y.passages) {
        bool turned = q.report < p.report;
        auto found = copies_.find({turned ? q.report : p.report, turned ? p.report : q.report});
        if (found == copies_.end()) continue;
        for (const Copy* copy : found->second) {
          const Span &mine = turned ? copy->b_span : copy->a_span, &other = turned ? copy->a_span : copy->b_span;
          if (!mine.contains(p.span) || !other.contains(q.span)) continue;
          uint32_t at = across(*copy, p.span.begin, !turned);
          if (at + 2 >= q.span.begin && at <= q.span.end + 2) return true;
        }
      }
    return false;
  }

  Span sentence(const Passage& p) const {
    const auto& sentences = f_.reports[p.report]->words.sentences;
    auto after = std::upper_bound(sentences.begin(), sentences.end(), p.span.begin,
                                  [](uint32_t at, const Sentence& one) { return at < one.span.begin; });
    if (after != sentences.begin() && std::prev(after)->span.contains(p.span)) return std::prev(after)->span;
    return p.span;
  }

  std::string reported(const Items& items) const {
    std::set<std::string> days, labels;
    for (const TimelineItem* item : items) {
      for (const Passage& p : item->passages) labels.insert(label_of(*f_.reports[p.report]));
      days.insert(item->reported.begin(), item->reported.end());
    }
    bool untold = days.erase("") > 0;
    std::string out = " (reported ";
    bool first = true;
    for (const auto& day : days) {
      out += (first ? "" : ", ") + day;
      first = false;
    }
    if (untold) out += first ? "on a day not told" : ", or on a day not told";
    out += "; in ";
    first = true;
    for (const auto& label : labels) {
      out += (first ? "" : ", ") + label;
      first = false;
    }
    return out + ")";
  }

  // The item that was reported first; with no days to tell, the one that comes first.
  static const TimelineItem* earliest(const Items& items) {
    auto day = [](const TimelineItem* item) {
      std::string least = "~";
      for (const auto& one : item->reported)
        if (!one.empty()) least = std::min(least, one);
      return least;
    };
    return *std::min_element(items.begin(), items.end(),
                             [&](const TimelineItem* a, const TimelineItem* b) { return day(a) < day(b); });
  }

  Line line(const Items& items) const {
    size_t passages = 0;
    for (const TimelineItem* item : items) passages += item->passages.size();
    std::vector<size_t> root(items.size());
    std::iota(root.begin(), root.end(), 0);
    for (size_t i = 0; i < items.size(); ++i)
      for (size_t j = 0; j < i && passages <= most_compared; ++j)
        if (root[j] == j && one_copy(*items[j], *items[i])) {
          root[i] = j;
          break;
        }
    std::vector<std::string> parts;
    std::vector<Passage> cites;
    for (size_t i = 0; i < items.size(); ++i) {
      if (root[i] != i) continue;
      Items same;
      for (size_t j = i; j < items.size(); ++j)
        if (root[j] == i) same.push_back(items[j]);
      parts.push_back(earliest(same)->what + reported(same));
      for (const TimelineItem* item : same)
        for (const Passage& p : item->passages) cites.push_back({p.report, sentence(p)});
    }
    return {shown_day(items.front()->when), std::move(cites), std::move(parts)};
  }

  // A day with more passages is shown unfolded: every two of them are compared, and the work stays bounded.
  static constexpr size_t most_compared = 400;
  const Findings& f_;
  Items items_;
  std::map<std::pair<uint32_t, uint32_t>, std::vector<const Copy*>> copies_;
};

}  // namespace

std::vector<Line> timeline_lines(const Findings& findings, size_t story) { return Timeline(findings, story).lines(); }

}  // namespace fairwitness
