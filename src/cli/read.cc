#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

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
  if (summary.read > 0) count("read", summary.read);
  json.flag("stopped", summary.stopped);
  json.close();
  return json.take();
}

std::string summary_text(const ReadSummary& s, double seconds, const std::string& next) {
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
    out += (s.read > 0 ? fmt::format("This is read {}. ", s.read) : std::string()) + fmt::format("Next: {}\n", next);
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
  return table({"stage", "processor, all threads", "calls", "each"}, rows);
}

// "3/7": the third of seven parts.
std::optional<Shard> shard_of(const std::string& text) {
  Shard shard;
  auto [slash, one] = std::from_chars(text.data(), text.data() + text.size(), shard.number);
  if (one != std::errc() || slash == text.data() + text.size() || *slash != '/') return {};
  auto [end, two] = std::from_chars(slash + 1, text.data() + text.size(), shard.of);
  if (two != std::errc() || end != text.data() + text.size() || shard.number < 1 || shard.number > shard.of) return {};
  return shard;
}

// The limits of neighbourhoods, where they were given.
std::optional<NeighbourLimits> limits_of(const Arguments& arguments) {
  if (arguments.whole == UINT64_MAX && arguments.most == 0) return {};
  NeighbourLimits limits;
  if (arguments.whole != UINT64_MAX) limits.whole = arguments.whole;
  if (arguments.most != 0) limits.most = arguments.most;
  return limits;
}

// Everything that `read`, `map` and `reduce` have in common around their work.
class Run {
 public:
  explicit Run(const Arguments& arguments) : arguments_(arguments), progress_(arguments.quiet) {
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    std::signal(SIGXFSZ, SIG_IGN);  // a full quota is an error of the store, not the end of the program
  }

  // False when the file of --errors cannot be written.
  bool open_errors() {
    if (arguments_.errors_file.empty()) return true;
    errors_.reset(std::fopen(arguments_.errors_file.c_str(), "wb"));
    return errors_ != nullptr;
  }
  void note(const Unread& unread) {
    if (errors_) {
      std::fputs((unread_json(unread) + "\n").c_str(), errors_.get());
    } else if (unread.how == Unread::How::failed && ++named_ <= 20) {
      progress_.clear();
      std::fprintf(stderr, "fairwitness: %s\n", line_of(unread).c_str());
    }
  }
  void show(const ReadProgress& p) { progress_.show(p.records, p.bytes_done, p.bytes_total); }
  void show(const FindingProgress& p) { progress_.show_findings(p.done, p.total); }
  Timers* timers() { return arguments_.timing ? &timers_ : nullptr; }

  int end(const Result<ReadSummary>& summary, const std::string& next) {
    progress_.clear();
    if (!summary) return report_error(summary.error());
    if (named_ > 20)
      std::fprintf(stderr, "fairwitness: %llu more records failed; --errors FILE lists them all.\n",
                   static_cast<unsigned long long>(named_ - 20));
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    print(arguments_.json ? summary_json(*summary) + "\n" : summary_text(*summary, seconds, next));
    if (arguments_.timing) std::fputs(timing_text(timers_).c_str(), stderr);
    if (summary->stopped) return 130;
    return summary->failed ? 1 : 0;
  }

 private:
  const Arguments& arguments_;
  Progress progress_;
  Timers timers_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> errors_{nullptr, std::fclose};
  uint64_t named_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

int read_into(const Arguments& arguments, const std::string& library, const Shard& shard, bool only_map,
              const std::string& next) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  Run run(arguments);
  if (!run.open_errors())
    return report_error(
        {"output_unwritable", arguments.errors_file + " cannot be written. Name another file with --errors."});
  ReadOptions options;
  options.paths = arguments.paths;
  options.library = library;
  options.threads = arguments.threads;
  options.verbatim = arguments.verbatim;
  options.stop = &stop_wanted;
  options.shard = shard;
  options.only_map = only_map;
  options.limits = limits_of(arguments);
  options.on_progress = [&](const ReadProgress& p) { run.show(p); };
  options.on_findings = [&](const FindingProgress& p) { run.show(p); };
  options.on_unread = [&](const Unread& unread) { run.note(unread); };
  return run.end(read_library(**engine, options, run.timers()), next);
}

}  // namespace

int run_read(const Arguments& arguments) {
  return read_into(arguments, arguments.library, {}, false, "fairwitness account --into " + arguments.library);
}

int run_map(const Arguments& arguments) {
  std::optional<Shard> shard = shard_of(arguments.shard);
  if (!shard)
    return report_error({"query_malformed", "'" + arguments.shard +
                                                "' is no shard. Give its number and how many there are: "
                                                "--shard 1/7, 2/7 ... 7/7"});
  std::error_code trouble;
  std::filesystem::create_directories(arguments.folder, trouble);
  if (trouble)
    return report_error({"output_unwritable", arguments.folder + " cannot be made. Name another folder with --out."});
  std::string library = arguments.folder + fmt::format("/shard-{}-of-{}.db", shard->number, shard->of);
  return read_into(arguments, library, *shard, true,
                   "when all shards are mapped: fairwitness reduce " + arguments.folder + " --into news.db");
}

int run_reduce(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  Run run(arguments);
  ReduceOptions options;
  options.folders = arguments.paths;
  options.library = arguments.library;
  options.stop = &stop_wanted;
  options.limits = limits_of(arguments);
  options.on_progress = [&](const ReadProgress& p) { run.show(p); };
  options.on_findings = [&](const FindingProgress& p) { run.show(p); };
  return run.end(reduce_libraries(**engine, options, run.timers()), "fairwitness account --into " + arguments.library);
}

}  // namespace fairwitness::cli
