#include "account/settled.h"

namespace fairwitness {

SettledReports::SettledReports(const Findings& findings) : findings_(findings), story_(findings.reports.size(), -1) {
  for (size_t n = 0; n < findings.stories.size(); ++n)
    for (uint32_t report : findings.stories[n].reports) story_[report] = static_cast<int32_t>(n);
  for (const Settled& one : findings.settled) {
    switch (one.what) {
      case Settled::What::time:
        times_[{one.report, one.record}] = &one;
        break;
      case Settled::What::speaker:
        speakers_[{one.report, one.record}] = &one;
        break;
      case Settled::What::report_day:
        days_[one.report] = &one;
        break;
    }
  }
}

const Story* SettledReports::story_of(uint32_t report) const {
  return story_[report] < 0 ? nullptr : &findings_.stories[static_cast<size_t>(story_[report])];
}

Time SettledReports::time(uint32_t report, uint32_t n) const {
  Time time = findings_.reports[report]->times[n];
  auto found = times_.find({report, n});
  if (found != times_.end()) {
    time.value = found->second->value;
    time.anchor = Anchor::story;
    time.open.clear();
  }
  return time;
}

Event SettledReports::event(uint32_t report, uint32_t n) const {
  Event event = findings_.reports[report]->events[n];
  if (event.time >= 0 && times_.contains({report, static_cast<uint32_t>(event.time)}))
    event.when = times_.at({report, static_cast<uint32_t>(event.time)})->value;
  return event;
}

Quote SettledReports::quote(uint32_t report, uint32_t n) const {
  Quote quote = findings_.reports[report]->quotes[n];
  auto found = speakers_.find({report, n});
  if (found != speakers_.end()) quote.speaker = found->second->value;
  return quote;
}

std::string SettledReports::speaker_from(uint32_t report, uint32_t n) const {
  auto found = speakers_.find({report, n});
  return found == speakers_.end() ? std::string() : findings_.reports[found->second->from]->id;
}

std::string SettledReports::day(uint32_t report) const {
  if (auto day = findings_.reports[report]->day()) return iso_day(*day);
  auto found = days_.find(report);
  return found == days_.end() ? std::string() : found->second->value;
}

}  // namespace fairwitness
