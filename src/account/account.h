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

// Everything the reduce half knows, for the doors: reports in library order (by id) and what was found among them.
struct Findings {
  std::vector<const Report*> reports;
  std::vector<Copy> copies;
  std::vector<Story> stories;
  std::vector<Settled> settled;
  std::vector<Origin> origins;
  std::vector<Entry> ledger;
  std::vector<TimelineItem> timeline;
};

// One line of a brief: words of the reports, values and counts of them, with the passages it rests on.
class Line {
 public:
  // Aborts when `cites` is empty: that would be an invented sentence.
  Line(std::string text, std::vector<Passage> cites) : text_(std::move(text)), cites_(std::move(cites)) {
    FW_CHECK(!cites_.empty());
  }
  const std::string& text() const { return text_; }
  const std::vector<Passage>& cites() const { return cites_; }

 private:
  std::string text_;
  std::vector<Passage> cites_;
};

// `name` is a stable word: lead, agrees, differs, updated, said, figures, timeline, copies, only, left_out, origins.
struct Section {
  std::string name;
  std::string heading;
  std::vector<Line> lines;
};

struct Account {
  uint32_t story = 0;
  std::string title;
  std::vector<Section> sections;  // only those that have lines
};

Account write_account(const Findings& findings, size_t story);

}  // namespace fairwitness
