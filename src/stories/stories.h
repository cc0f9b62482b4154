// Reports of one event are a story; stories that follow each other are a storyline. Works as a stream; every link
// carries its reasons.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "copies/copies.h"
#include "report/partings.h"
#include "report/report.h"

namespace fairwitness {

struct StoryLink {
  uint32_t a = 0, b = 0;  // indices into the reports
  double score = 0;
  std::vector<std::string> because;  // "names: ...", "same day", "copy", ...
};

struct Story {
  std::string id;     // from the smallest report id in it: stable whatever the order
  std::string title;  // one of its reports' titles, word for word
  uint32_t title_report = 0;
  std::string from, to;           // days of the first and last report, or ""
  std::vector<uint32_t> reports;  // indices, by day then id
  std::string storyline;          // id, or "" when it stands alone
  std::vector<StoryLink> links;
};

class StoryRules {
 public:
  explicit StoryRules(const Rules& rules);
  ~StoryRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Every report is in exactly one story. Sorted by (from, id).
std::vector<Story> group_stories(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                 const StoryRules& rules, const Partings& partings = {});

// What the story says and a report alone could not. Each change names what it rests on.
struct Settled {
  enum class What : uint8_t { time, report_day, speaker };
  What what = What::time;
  uint32_t report = 0;  // index into the reports
  uint32_t record = 0;  // index into its times (time) or quotes (speaker)
  std::string value;    // the TIMEX3 value, the day, or the speaker's name
  uint32_t from = 0;    // the report it rests on
};
std::vector<Settled> settle(const std::vector<const Report*>& reports, const std::vector<Story>& stories,
                            const std::vector<Copy>& copies);

}  // namespace fairwitness
