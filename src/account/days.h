// Days as a reader takes them in: TIMEX3 values without their codes.
#pragma once

#include <string>
#include <string_view>

namespace fairwitness {

// "2031-05-02TNI" -> "2031-05-02, night"; "2031-05-03T12:00" -> "2031-05-03, 12:00"; "2031-W18" -> "week 18 of 2031";
// "2031-SU" -> "summer of 2031"; "A/B" -> "A to B". What has no such form is shown as it stands.
std::string shown_day(std::string_view timex);

}  // namespace fairwitness
