// Numbers with bounds, and whether two can both be true.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figures/figures.h"

namespace fairwitness {

// What a figure allows: at least 12 is [12, infinity), about 20 is 20 give or take a twentieth, scores of is anything.
struct Interval {
  double low, high;
  bool open_low = false, open_high = false;  // the end itself is not allowed: more than 12
};
Interval interval_of(const Figure& figure);

// Is there a number that all allow?
bool compatible(const std::vector<Interval>& all);

// The number a figure is about: best, else the end it names; nothing for vague ones.
std::optional<double> number_of(const Figure& figure);

}  // namespace fairwitness
