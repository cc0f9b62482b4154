// The records of the reports as their stories have settled them: a day that the report alone left open, a speaker it
// did not name.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "account/account.h"

namespace fairwitness {

class SettledReports {
 public:
  explicit SettledReports(const Findings& findings);

  // The story a report stands in; null where it stands in none.
  const Story* story_of(uint32_t report) const;
  // The record with what the story told put in; `anchor` is then `story`.
  Time time(uint32_t report, uint32_t n) const;
  Event event(uint32_t report, uint32_t n) const;
  Quote quote(uint32_t report, uint32_t n) const;
  // The id of the report that names the speaker, "" where the report does so itself.
  std::string speaker_from(uint32_t report, uint32_t n) const;
  // The report's own day, or the one its story tells; "" where neither does.
  std::string day(uint32_t report) const;

 private:
  const Findings& findings_;
  std::vector<int32_t> story_;
  std::map<std::pair<uint32_t, uint32_t>, const Settled*> times_, speakers_;
  std::map<uint32_t, const Settled*> days_;
};

}  // namespace fairwitness
