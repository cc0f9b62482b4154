// Dates and times in text, as TIMEX3 values. A relative day is resolved from the report's own day; where it has none it
// stays open, with what is needed to close it once the story tells the day.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/day.h"
#include "words/words.h"

namespace fairwitness {

enum class TimeType : uint8_t { date, time, duration, set };
std::string_view name_of(TimeType type);  // "DATE" ...

enum class Anchor : uint8_t { none, report, text, story };  // none: absolute or open
std::string_view name_of(Anchor anchor);

struct Time {
  Span span;
  TimeType type = TimeType::date;
  std::string value;  // TIMEX3: 2016-10-15, 2016-10-15TEV, 2016-W41-WE, P3W, PT4H ... X for unknown digits; "" when
                      // open, but a time of day whose day is open has its hour alone: T18:00
  Anchor anchor = Anchor::none;
  std::string open;  // the relative expression in normal form, for resolve_time; "" when nothing is open
  std::string why;   // the rule that found it
};

class DateRules {
 public:
  explicit DateRules(const Rules& rules);
  ~DateRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// The day of the report is article.published (its day, as written).
std::vector<Time> find_times(const Article& article, const Words& words, const DateRules& rules);

// The value of an open time, had its report been written on `day`; nothing where the day does not help.
std::optional<std::string> resolve_time(const Time& time, Day day);

// First and last day a DATE or TIME value covers (2016-09 gives the first and last of September); nothing for others.
std::optional<std::pair<Day, Day>> days_of(std::string_view value);

}  // namespace fairwitness
