// What each stage took of the processor, summed over threads. Only measured, never decided upon.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <string_view>

namespace fairwitness {

enum class Stage : uint8_t {
  intake,
  article,
  words,
  names,
  quotes,
  dates,
  figures,
  events,
  store,
  load,
  neighbours,
  copies,
  stories,
  origins,
  ledger,
  count_
};

std::string_view name_of(Stage stage);

class Timers {
 public:
  void add(Stage stage, std::chrono::nanoseconds took) {
    auto at = static_cast<size_t>(stage);
    nanoseconds_[at].fetch_add(static_cast<uint64_t>(took.count()), std::memory_order_relaxed);
    calls_[at].fetch_add(1, std::memory_order_relaxed);
  }
  double seconds(Stage stage) const {
    return static_cast<double>(nanoseconds_[static_cast<size_t>(stage)].load()) * 1e-9;
  }
  uint64_t calls(Stage stage) const { return calls_[static_cast<size_t>(stage)].load(); }

 private:
  std::array<std::atomic<uint64_t>, static_cast<size_t>(Stage::count_)> nanoseconds_{}, calls_{};
};

// The processor's time of this thread, which other work on the machine disturbs least.
inline std::chrono::nanoseconds thread_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// Runs the work of one stage and gives what it gives.
template <typename Work>
auto timed(Timers* timers, Stage stage, Work work) {
  if (!timers) return work();
  struct Stop {
    Timers* timers;
    Stage stage;
    std::chrono::nanoseconds start = thread_time();
    ~Stop() { timers->add(stage, thread_time() - start); }
  } stop{timers, stage};
  return work();
}

}  // namespace fairwitness
