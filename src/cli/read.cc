#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "report/json_writer.h"
#include "run/run.h"

namespace fairwitness::cli {
namespace {

std::atomic<bool> stop_wanted{false};

extern "C" void on_signal(int signal) {
  stop_wanted = true;
  std::signal(signal, SIG_DFL);  // a second one ends the program at once; nothing committed is lost
}

std::string unread_json(const Unread& unread) {
  Json json;
  json.open();
  json.field("path", unread.place.path);
  json.known("inner", unread.place.inner);
  json.number("offset", static_cast<double>(unread.place.offset));
  json.number("length", static_cast<double>(unread.place.length));
  json.field("outcome", unread.how == Unread::How::failed ? "failed" : "skipped");
  json.field("reason", unread.reason);
  json.field("detail", unread.detail);
  json.close();
  return json.take();
}

std::string summary_json(const ReadSummary& summary) {
  Json json;
  json.open();
  auto count = [&](std::string_view key, uint64_t n) { json.number(key, static_cast<double>(n)); };
  count("records", summary.records);
  count("reports", summary.reports);
  count("repeats", summary.repeats);
  count("duplicates", summary.duplicates);
  count("skipped", summary.skipped);
  count("failed", summary.failed);
  json.name("reasons");
  json.open();
  for (const auto& [reason, n] : summary.reasons) count(reason, n);
  json.close();
  json.flag("stopped", summary.stopped);
  json.close();
  return json.take();
}

std::string summary_text(const ReadSummary& s, double seconds, const std::string& library) {
  std::string out = fmt::format("{} record{} in {}: {} new report{}", s.records, s.records == 1 ? "" : "s",
                                duration_text(seconds), s.reports, s.reports == 1 ? "" : "s");
  if (s.repeats) out += fmt::format(" ({} repeat another's text)", s.repeats);
  out += fmt::format(", {} duplicate{}, {} skipped, {} failed", s.duplicates, s.duplicates == 1 ? "" : "s", s.skipped,
                     s.failed);
  std::string reasons;
  for (const auto& [reason, n] : s.reasons) reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", n, reason);
  if (!reasons.empty()) out += " (" + reasons + ")";
  out += ".\n";
  if (s.stopped)
    out += "Stopped before the end. What was read is kept; the same command goes on from here.\n";
  else
    out += fmt::format("Next: fairwitness account --into {}\n", library);
  return out;
}

std::string timing_text(const Timers& timers) {
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < static_cast<size_t>(Stage::count_); ++i) {
    auto stage = static_cast<Stage>(i);
    if (timers.calls(stage) == 0) continue;
    double seconds = timers.seconds(stage);
    rows.push_back({std::string(name_of(stage)), fmt::format("{:.3f} s", seconds),
                    fmt::format("{}", timers.calls(stage)),
                    fmt::format("{:.1f} us", seconds / static_cast<double>(timers.calls(stage)) * 1e6)});
  }
  return table({"stage", "time, all threads", "calls", "each"}, rows);
}

}  // namespace

int run_read(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> errors(nullptr, std::fclose);
  if (!arguments.errors_file.empty()) {
    errors.reset(std::fopen(arguments.errors_file.c_str(), "wb"));
    if (!errors)
      return report_error(
          {"output_unwritable", arguments.errors_file + " cannot be written. Name another file with --errors."});
  }
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGXFSZ, SIG_IGN);  // a full quota is an error of the store, not the end of the program

  Progress progress(arguments.quiet);
  Timers timers;
  uint64_t named = 0;
  ReadOptions options;
  options.paths = arguments.paths;
  options.library = arguments.library;
  options.threads = arguments.threads;
  options.verbatim = arguments.verbatim;
  options.stop = &stop_wanted;
  options.on_progress = [&](const ReadProgress& p) { progress.show(p.records, p.bytes_done, p.bytes_total); };
  options.on_unread = [&](const Unread& unread) {
    if (errors) {
      std::fputs((unread_json(unread) + "\n").c_str(), errors.get());
    } else if (unread.how == Unread::How::failed && ++named <= 20) {
      progress.clear();
      std::fprintf(stderr, "fairwitness: %s\n", line_of(unread).c_str());
    }
  };
  auto start = std::chrono::steady_clock::now();
  auto summary = read_library(**engine, options, arguments.timing ? &timers : nullptr);
  progress.clear();
  if (!summary) return report_error(summary.error());
  if (named > 20)
    std::fprintf(stderr, "fairwitness: %llu more records failed; --errors FILE lists them all.\n",
                 static_cast<unsigned long long>(named - 20));
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (arguments.json)
    print(summary_json(*summary) + "\n");
  else
    print(summary_text(*summary, seconds, arguments.library));
  if (arguments.timing) std::fputs(timing_text(timers).c_str(), stderr);
  if (summary->stopped) return 130;
  return summary->failed ? 1 : 0;
}

}  // namespace fairwitness::cli
