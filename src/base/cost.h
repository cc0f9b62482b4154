// What tests of hostile input measure: the processor's time, so that a busy machine fails nothing.
#pragma once

#include <cstddef>
#include <ctime>

namespace fairwitness {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

// Sanitizers cost about ten times as much; their builds look for faults, not for time, so they take a tenth of the
// input.
inline constexpr size_t hostile_size(size_t size) { return sanitized ? size / 10 : size; }

// The cap on a hostile input's processor seconds. Sanitized builds hold none: they look for faults.
inline constexpr double patience(double seconds) { return sanitized ? 1e9 : seconds; }

// Processor seconds that the work takes.
template <typename Work>
double cpu_seconds(Work work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace fairwitness
