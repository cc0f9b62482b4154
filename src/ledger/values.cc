#include "ledger/values.h"

#include <algorithm>
#include <limits>

namespace fairwitness {

std::optional<double> number_of(const Figure& figure) {
  if (figure.best) return figure.best;
  return figure.low ? figure.low : figure.high;
}

Interval interval_of(const Figure& figure) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double give = 0.05;  // "about 20" allows 19 and 21
  constexpr double nearly_give = 0.15;
  auto number = number_of(figure);
  if (!number) return {-infinity, infinity};
  double x = *number;
  switch (figure.bound) {
    case Bound::exact:
      return {x, x};
    case Bound::about:
      return {x * (1 - give), x * (1 + give)};
    case Bound::at_least:
      return {x, infinity};
    case Bound::more_than:
      return {x, infinity, true, false};
    case Bound::at_most:
      return {-infinity, x};
    case Bound::less_than:
      return {-infinity, x, false, true};
    case Bound::nearly:
      return {x * (1 - nearly_give), x, false, true};
    case Bound::range:
      return {figure.low.value_or(x), figure.high.value_or(x)};
    case Bound::change:
      return {figure.high.value_or(x), figure.high.value_or(x)};
    case Bound::vague:
      return {-infinity, infinity};
  }
  return {x, x};
}

bool compatible(const std::vector<Interval>& all) {
  Interval common{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (const Interval& one : all) {
    if (one.low > common.low || (one.low == common.low && one.open_low)) {
      common.low = one.low;
      common.open_low = one.open_low;
    }
    if (one.high < common.high || (one.high == common.high && one.open_high)) {
      common.high = one.high;
      common.open_high = one.open_high;
    }
  }
  if (common.low < common.high) return true;
  return common.low == common.high && !common.open_low && !common.open_high;
}

}  // namespace fairwitness
