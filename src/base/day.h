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

// Which of two ISO 8601 dates or date-times came first: -1 the first, 1 the second, 0 when it cannot be told. Times
// without a zone may lie half a day apart from what they seem; days alone are trusted when they differ.
int came_first(std::string_view a, std::string_view b);

}  // namespace fairwitness
