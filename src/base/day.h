// Calendar days, without a clock and without a locale.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fairwitness {

using Day = std::chrono::sys_days;

// The day of an ISO 8601 date or date-time ("2016-10-16", "2016-10-16T06:20+03:30"), as written, in its own zone.
std::optional<Day> parse_iso_day(std::string_view text);

// "2016-10-16".
std::string iso_day(Day day);

}  // namespace fairwitness
