#include "account/days.h"

namespace fairwitness {
namespace {

// TIMEX3's codes for parts of the day and of the year (TimeML annotation guidelines 1.2.1, section 2.2.1).
struct Code {
  std::string_view code, shown;
};
constexpr Code day_parts[] = {{"MO", "morning"}, {"MI", "midday"}, {"AF", "afternoon"},
                              {"EV", "evening"}, {"NI", "night"},  {"DT", "daytime"}};
constexpr Code year_parts[] = {
    {"SP", "spring"},      {"SU", "summer"},      {"FA", "autumn"},      {"WI", "winter"},   {"Q1", "1st quarter"},
    {"Q2", "2nd quarter"}, {"Q3", "3rd quarter"}, {"Q4", "4th quarter"}, {"H1", "1st half"}, {"H2", "2nd half"}};

template <size_t N>
std::string_view shown(const Code (&codes)[N], std::string_view code) {
  for (const Code& one : codes)
    if (one.code == code) return one.shown;
  return {};
}

std::string shown_one(std::string_view value) {
  if (value.size() > 11 && value[10] == 'T') {
    std::string_view part = value.substr(11), known = shown(day_parts, part);
    if (!known.empty()) part = known;
    return std::string(value.substr(0, 10)) + ", " + std::string(part);
  }
  if (value.size() == 8 && value.substr(4, 2) == "-W")
    return "week " + std::string(value.substr(6)) + " of " + std::string(value.substr(0, 4));
  if (value.size() == 7 && value[4] == '-')
    if (std::string_view part = shown(year_parts, value.substr(5)); !part.empty())
      return std::string(part) + " of " + std::string(value.substr(0, 4));
  return std::string(value);
}

}  // namespace

std::string shown_day(std::string_view timex) {
  size_t slash = timex.find('/');
  if (slash == timex.npos) return shown_one(timex);
  return shown_one(timex.substr(0, slash)) + " to " + shown_one(timex.substr(slash + 1));
}

}  // namespace fairwitness
