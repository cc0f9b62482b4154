// Independent lines of reporting: copies, credits and attributions brought together. Counts families of copies, not
// outlets.
#pragma once

#include <string>
#include <vector>

#include "copies/copies.h"
#include "report/partings.h"
#include "report/report.h"
#include "stories/stories.h"

namespace fairwitness {

struct Origin {
  uint32_t story = 0;             // index into the stories
  std::string name;               // "Reuters", an outlet, or the report's id where neither is known
  std::vector<uint32_t> reports;  // indices, sorted; a report may stand under two origins (agency copy and own lines)
  std::vector<std::string> because;  // the reason of each merge, for people: "tallin-post carries Northwire (byline)"
};

std::vector<Origin> find_origins(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                 const std::vector<Story>& stories, const Partings& partings = {});

// How many independent origins stand behind the passages: each is a span of a report. Passages that are copies of one
// another, or come from the same agency or the same attributed source, count once. `reasons` says which and why.
struct Passage {
  uint32_t report = 0;
  Span span;
};
struct Independence {
  uint32_t count = 0;
  std::vector<uint32_t> origin_of;  // for each passage, 0 .. count-1
  std::vector<std::string> because;
};
Independence count_independent(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                               const std::vector<Passage>& passages, const std::vector<std::string>& sources,
                               const Partings& partings = {});

}  // namespace fairwitness
