#include "dates/dates.h"

namespace fairwitness {

std::string_view name_of(TimeType value) {
  switch (value) {
    case TimeType::date:
      return "DATE";
    case TimeType::time:
      return "TIME";
    case TimeType::duration:
      return "DURATION";
    case TimeType::set:
      return "SET";
  }
  return "";
}

std::string_view name_of(Anchor value) {
  switch (value) {
    case Anchor::none:
      return "";
    case Anchor::report:
      return "report";
    case Anchor::text:
      return "text";
    case Anchor::story:
      return "story";
  }
  return "";
}

struct DateRules::State {};
DateRules::DateRules(const Rules&) : state_(std::make_unique<State>()) {}
DateRules::~DateRules() = default;

std::vector<Time> find_times(const Article&, const Words&, const DateRules&) { return {}; }
std::optional<std::string> resolve_time(const Time&, Day) { return std::nullopt; }
std::optional<std::pair<Day, Day>> days_of(std::string_view) { return std::nullopt; }

}  // namespace fairwitness
