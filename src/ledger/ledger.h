// The ledger: what the reports say of one thing (entry), in which ways (readings), and how these stand to each other.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "copies/copies.h"
#include "origins/origins.h"
#include "report/report.h"
#include "stories/stories.h"

namespace fairwitness {

enum class EntryKind : uint8_t { figure, quote, event, statement };
std::string_view name_of(EntryKind kind);

// single: one origin only. agrees: two or more, compatible. updated: time explains it. differs: they cannot all be
// true, or one utterance stands in two wordings.
enum class EntryState : uint8_t { single, agrees, updated, differs };
std::string_view name_of(EntryState state);

struct Reading {
  std::string value;  // a number with its bound in words, or the words themselves
  std::optional<double> low, high, best;
  std::string bound;
  std::vector<Passage> passages;  // by report
  std::string source;             // who says so; "" where the reports do not tell
  std::string as_of;              // ISO day or TIMEX3 value; "" unknown
  // Of figures: spans of the titles of reports whose texts do not tell it. An entry has a passage in a text.
  std::vector<Passage> headlines = {};
};

// The reports that have the reading, each once, those that tell it in their text first.
std::vector<uint32_t> reports_of(const Reading& reading);

struct Entry {
  std::string id;
  int32_t story = -1;  // index into the stories; -1 where it spans a storyline
  std::string storyline;
  EntryKind kind = EntryKind::figure;
  std::string about;  // built from words of the reports
  EntryState state = EntryState::single;
  std::vector<Reading> readings;
  uint32_t independent = 0;
  std::vector<std::string> because;  // the reason of the state, and of every merge of origins
};

class LedgerRules {
 public:
  explicit LedgerRules(const Rules& rules);
  ~LedgerRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

std::vector<Entry> build_ledger(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                const std::vector<Story>& stories, const std::vector<Settled>& settled,
                                const std::vector<Origin>& origins, const LedgerRules& rules,
                                const Partings& partings = {});

// What happened when, on two axes: when it happened and when it was reported.
struct TimelineItem {
  int32_t story = -1;
  std::string when;       // TIMEX3 value or ISO day
  std::string precision;  // day, month, year, part_of_day, week ...
  std::string what;       // words of the first passage
  std::vector<Passage> passages;
  std::vector<std::string> reported;  // day of each passage's report, or ""
};
std::vector<TimelineItem> build_timeline(const std::vector<const Report*>& reports, const std::vector<Story>& stories,
                                         const std::vector<Settled>& settled);

}  // namespace fairwitness
