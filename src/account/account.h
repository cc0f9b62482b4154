// The cited brief of a story. A line without a passage cannot be made: Line has no constructor that takes none.
#pragma once

#include <string>
#include <vector>

#include "copies/copies.h"
#include "ledger/ledger.h"
#include "origins/origins.h"
#include "origins/tree.h"
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
  // Aborts when `cites` is empty: that would be an invented sentence. `parts` are what is set one below the other where
  // there is room: the readings of an entry. `entry` is the entry of the ledger that the line shows, where it shows
  // one.
  Line(std::string head, std::vector<Passage> cites, std::vector<std::string> parts = {}, const Entry* entry = nullptr)
      : head_(std::move(head)), parts_(std::move(parts)), cites_(std::move(cites)), entry_(entry) {
    FW_CHECK(!cites_.empty());
  }
  const std::string& head() const { return head_; }
  const std::vector<std::string>& parts() const { return parts_; }
  const std::vector<Passage>& cites() const { return cites_; }
  const Entry* entry() const { return entry_; }
  // Head and parts on one line.
  std::string text() const;

 private:
  std::string head_;
  std::vector<std::string> parts_;
  std::vector<Passage> cites_;
  const Entry* entry_;
};

enum class SectionKind : uint8_t {
  lead,
  agrees,
  differs,
  updated,
  said,
  figures,
  timeline,
  copies,
  only,
  left_out,
  origins
};
std::string_view name_of(SectionKind kind);

struct Section {
  SectionKind kind = SectionKind::lead;
  std::string heading;
  std::vector<Line> lines;
};

struct Account {
  uint32_t story = 0;
  std::string title;
  std::string summary;            // "4 reports, 3 independent origins; 2016-10-14 to 2016-10-16"
  std::vector<Section> sections;  // only those that have lines
};

Account write_account(const Findings& findings, size_t story);

// What people call a report: its outlet, else its id.
std::string label_of(const Report& report);

}  // namespace fairwitness
