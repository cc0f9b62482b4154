// What the levels of neighbourhoods mean. Internal to the room.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fairwitness {

inline constexpr size_t linked_levels = 3;
inline constexpr uint8_t topic_level = 4;

// Days that two reports with one key may lie apart.
constexpr int64_t reach_of(size_t level) { return level == 1 ? 16 : level == 2 ? 3 : 0; }

// The level on which reports so many days apart are linked, and on all before it; 0 none.
constexpr size_t level_of_gap(int64_t days) {
  for (size_t level = linked_levels; level > 0; --level)
    if (days <= reach_of(level)) return level;
  return 0;
}

// Report numbers have 63 bits. All that have the first `depth` bits of a number: [first, last].
inline constexpr int deepest = 63;
struct Numbers {
  Numbers(int64_t number, int depth) {
    int64_t rest = depth == 0 ? INT64_MAX : (int64_t{1} << (deepest - depth)) - 1;
    first = number & ~rest, last = number | rest;
  }
  int64_t first, last;
};

}  // namespace fairwitness
