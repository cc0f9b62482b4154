// How far a long work has come: a bar on a terminal, a plain line now and then elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace fairwitness::cli {

class Progress {
 public:
  // Writes to standard error; nothing at all when `quiet`.
  explicit Progress(bool quiet);
  // `total` 0: unknown. Draws at most ten times a second on a terminal, a line every ten seconds elsewhere.
  void show(uint64_t records, uint64_t done, uint64_t total);
  // The same for what reports say together, once all are read: neighbourhoods done, of how many.
  void show_findings(uint64_t done, uint64_t total);
  // Clears the bar, so that other lines can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::string line(uint64_t records, uint64_t done, uint64_t total) const;
  bool due();
  void draw(const std::string& line);
  static std::string bar(double share);
  bool quiet_, terminal_, drawn_ = false;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

// "2 min 05 s", "840 ms".
std::string duration_text(double seconds);
// "12.4 MB".
std::string size_text(uint64_t bytes);

}  // namespace fairwitness::cli
