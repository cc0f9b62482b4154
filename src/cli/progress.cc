#include "cli/progress.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/output.h"

namespace fairwitness::cli {

std::string duration_text(double seconds) {
  if (seconds < 1) return fmt::format("{:.0f} ms", seconds * 1000);
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  auto whole = static_cast<uint64_t>(seconds);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string size_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

Progress::Progress(bool quiet) : quiet_(quiet), terminal_(stderr_is_terminal()) {}

std::string Progress::line(uint64_t records, uint64_t done, uint64_t total) const {
  double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  double rate = seconds > 0 ? static_cast<double>(records) / seconds : 0;
  std::string out = fmt::format("{} records, {:.0f}/s", records, rate);
  if (total == 0 || done == 0) return out;
  double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  out += fmt::format(", {} of {} ({:.0f} %), {} left", size_text(done), size_text(total), share * 100,
                     duration_text(seconds / share - seconds));
  return terminal_ ? bar(share) + out : out;
}

std::string Progress::bar(double share) {
  constexpr int width = 24;
  int filled = static_cast<int>(share * width);
  std::string out = "[";
  for (int i = 0; i < width; ++i) out += i < filled ? "#" : ".";
  return out + "] ";
}

bool Progress::due() {
  if (quiet_) return false;
  auto now = Clock::now();
  if (now - last_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000))) return false;
  last_ = now;
  return true;
}

void Progress::draw(const std::string& line) {
  std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", line.c_str());
  drawn_ = terminal_;
}

void Progress::show(uint64_t records, uint64_t done, uint64_t total) {
  if (due()) draw(line(records, done, total));
}

void Progress::show_findings(uint64_t done, uint64_t total) {
  if (!due() || total == 0) return;
  double share = static_cast<double>(done) / static_cast<double>(total);
  draw((terminal_ ? bar(share) : "") +
       fmt::format("comparing: {} of {} neighbourhoods ({:.0f} %)", done, total, share * 100));
}

void Progress::clear() {
  if (drawn_) std::fprintf(stderr, "\r\033[K");
  drawn_ = false;
}

}  // namespace fairwitness::cli
