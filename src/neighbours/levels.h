// What the levels of neighbourhoods mean. Internal to the room.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fairwitness {

inline constexpr size_t linked_levels = 5;
inline constexpr uint8_t topic_level = 6;

// Is this the key of a run of words or of three rare terms? What is common soon links everybody, and is dropped first.
constexpr bool is_strong(int64_t key) { return (key & 1) != 0; }

// Days that two reports with one key may lie apart; no level reaches farther than one before it.
constexpr int64_t reach_of(size_t level, bool strong) {
  constexpr int64_t reach[linked_levels][2] = {{16, 16}, {3, 16}, {0, 16}, {0, 3}, {0, 0}};
  return reach[level - 1][strong];
}

// The last level on which reports so many days apart are linked by such a key; they are on all before it. 0 none.
constexpr size_t level_of_gap(int64_t days, bool strong) {
  for (size_t level = linked_levels; level > 0; --level)
    if (days <= reach_of(level, strong)) return level;
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
