#include "base/day.h"

#include <charconv>
#include <cstdio>

namespace fairwitness {

std::optional<Day> parse_iso_day(std::string_view text) {
  auto number = [&](size_t at, size_t length) -> int {
    int value = 0;
    for (size_t i = at; i < at + length; ++i) {
      if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

std::string iso_day(Day day) {
  std::chrono::year_month_day date(day);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

namespace {

// An ISO 8601 time as far as it is given: its day, the minute of that day, and the zone's minutes east.
struct Moment {
  Day day;
  std::optional<int> minute, zone;
};

std::optional<int> two_digits(std::string_view text, size_t at) {
  int value = 0;
  if (at + 2 > text.size()) return {};
  auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value);
  if (error != std::errc() || end != text.data() + at + 2) return {};
  return value;
}

std::optional<Moment> moment_of(std::string_view text) {
  std::optional<Day> day = parse_iso_day(text);
  if (!day) return {};
  Moment moment{*day, {}, {}};
  if (text.size() < 16 || text[13] != ':') return moment;
  std::optional<int> hour = two_digits(text, 11), minute = two_digits(text, 14);
  if (!hour || !minute) return moment;
  moment.minute = *hour * 60 + *minute;
  if (text.back() == 'Z') moment.zone = 0;
  size_t sign = text.find_first_of("+-", 16);
  if (sign != std::string_view::npos) {
    std::optional<int> hours = two_digits(text, sign + 1);
    std::optional<int> minutes = two_digits(text, sign + (text.size() > sign + 3 && text[sign + 3] == ':' ? 4 : 3));
    if (hours) moment.zone = (text[sign] == '-' ? -1 : 1) * (*hours * 60 + minutes.value_or(0));
  }
  return moment;
}

}  // namespace

int came_first(std::string_view a, std::string_view b) {
  std::optional<Moment> x = moment_of(a), y = moment_of(b);
  if (!x || !y) return 0;
  int64_t minutes = (y->day - x->day).count() * 1440;
  int64_t margin = 1440;
  if (x->minute && y->minute) {
    minutes += *y->minute - *x->minute;
    margin = x->zone && y->zone ? 1 : 14 * 60;
    if (x->zone && y->zone) minutes += *x->zone - *y->zone;
  }
  return minutes >= margin ? -1 : minutes <= -margin ? 1 : 0;
}

}  // namespace fairwitness
