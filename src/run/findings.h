// The reduce half: what reports say together, and how a library's findings are brought up to date.
#pragma once

#include <functional>
#include <vector>

#include "copies/copies.h"
#include "ledger/ledger.h"
#include "run/timer.h"
#include "store/store.h"
#include "stories/stories.h"

namespace fairwitness {

// The rules of the reduce half, compiled once.
class FindingRules {
 public:
  explicit FindingRules(const Rules& rules) : copies(rules), stories(rules), ledger(rules), bearings(rules) {}
  CopyRules copies;
  StoryRules stories;
  LedgerRules ledger;
  BearingRules bearings;
};

// Pure: the same reports (sorted by id) give the same findings.
Findings find_out(const std::vector<Report>& reports, const FindingRules& rules, const Partings& partings = {},
                  Timers* timers = nullptr);

// Only the copies between the reports, for texts that belong to no library.
Findings find_copies(const std::vector<Report>& reports, const Rules& rules);

// Brings the findings up to date: only neighbourhoods that changed are made anew. Killed at any moment it goes on when
// called again. `on_findings` gets (done, total).
Result<void> refresh_findings(Library& library, const FindingRules& rules,
                              const std::function<void(uint64_t, uint64_t)>& on_findings, Timers* timers = nullptr);

}  // namespace fairwitness
