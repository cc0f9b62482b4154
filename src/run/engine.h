// The map half of the engine: all rules compiled once, and one record made a report. A pure function: no clock, no
// locale, no globals, no network. An Engine may be shared by any number of threads.
#pragma once

#include <memory>

#include "report/report.h"
#include "rules/rules.h"

namespace fairwitness {

class Engine {
 public:
  explicit Engine(std::shared_ptr<const Rules> rules);
  ~Engine();

  // The whole of the map half.
  Report read(RawRecord record, bool verbatim = false) const;
  // Only the article: what `fairwitness page` needs.
  Report read_page(RawRecord record, bool verbatim = false) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace fairwitness
