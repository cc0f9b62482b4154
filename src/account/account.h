// The cited brief of a story. A line without a passage cannot be made: Line has no constructor that takes none.
#pragma once

#include <string>
#include <vector>

#include "copies/copies.h"
#include "ledger/ledger.h"
#include "origins/origins.h"
#include "report/report.h"
#include "stories/stories.h"

namespace fairwitness {

// Everything the reduce half knows, for the doors: reports in library order and what was found among them.
struct Findings {
  std::vector<const Report*> reports;
  std::vector<Copy> copies;
  std::vector<Story> stories;
  std::vector<Settled> settled;
  std::vector<Origin> origins;
  std::vector<Entry> ledger;
  std::vector<TimelineItem> timeline;
};

}  // namespace fairwitness
