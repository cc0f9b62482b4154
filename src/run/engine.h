// The map half of the engine: all rules compiled once, and one record made a report. A pure function: no clock, no
// locale, no globals, no network. An Engine may be shared by any number of threads.
#pragma once

#include <memory>

#include "report/report.h"
#include "rules/rules.h"
#include "run/timer.h"

namespace fairwitness {

class Engine {
 public:
  explicit Engine(std::shared_ptr<const Rules> rules);
  ~Engine();

  const Rules& rules() const;
  // The whole of the map half. `timers`, when given, is told what each stage took.
  Report read(RawRecord record, bool verbatim = false, Timers* timers = nullptr) const;
  // Only the article: what `fairwitness page` needs.
  Report read_page(RawRecord record, bool verbatim = false, Timers* timers = nullptr) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

// 128 bits, in hexadecimal, of all that a record holds: content and what came with it, but not where it lies.
std::string content_hash(const RawRecord& record);

}  // namespace fairwitness
