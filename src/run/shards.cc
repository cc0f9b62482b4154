// What several programs have mapped, put into one library.
#include <algorithm>
#include <filesystem>

#include "run/run.h"

namespace fairwitness {
namespace {

namespace fs = std::filesystem;

// The libraries of a folder, or the library itself, in the order of their names.
Result<std::vector<std::string>> libraries_in(const std::vector<std::string>& folders) {
  std::vector<std::string> out;
  for (const std::string& folder : folders) {
    std::error_code trouble;
    if (fs::is_regular_file(folder, trouble)) {
      out.push_back(folder);
      continue;
    }
    size_t before = out.size();
    for (fs::directory_iterator at(folder, trouble), end; !trouble && at != end; at.increment(trouble))
      if (at->path().extension() == ".db") out.push_back(at->path().string());
    if (out.size() == before)
      return Error{"library_missing",
                   folder + " holds no library. Make one with: fairwitness map PATH... --out " + folder};
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Two reports that claimed one id within a shard: the id they claimed is offered again.
void claim_again(Report& report) {
  std::string tail = "~" + report.content_hash.substr(0, 8);
  if (report.id.ends_with(tail)) report.id.resize(report.id.size() - tail.size());
}

class Reduction {
 public:
  Reduction(Library& library, const ReduceOptions& options) : library_(library), options_(options) {}

  Result<void> take(const std::string& path) {
    auto shard = Library::open(path, LibraryMode::read_only);
    if (!shard) return shard.error();
    auto numbers = shard->numbers();
    if (!numbers) return numbers.error();
    for (size_t from = 0; from < numbers->size() && !summary.stopped; from += at_once) {
      auto at = numbers->begin() + static_cast<int64_t>(from);
      std::vector<int64_t> some(at, at + static_cast<int64_t>(std::min(at_once, numbers->size() - from)));
      auto reports = shard->reports(some);
      if (!reports) return reports.error();
      if (auto added = add(*reports); !added) return added.error();
    }
    auto unread = shard->unread();
    if (!unread) return unread.error();
    return add(*unread);
  }

  ReadSummary summary;

 private:
  static constexpr size_t at_once = 256;

  Result<void> add(std::vector<Report>& reports) {
    if (auto begun = library_.begin(); !begun) return begun.error();
    for (Report& report : reports) {
      claim_again(report);
      auto added = library_.add(report);
      if (!added) return added.error();
      ++summary.records;
      summary.duplicates += *added == Added::duplicate;
      summary.reports += *added != Added::duplicate;
      summary.repeats += *added == Added::repeats;
    }
    if (options_.on_progress) options_.on_progress({summary.records, 0, 0});
    summary.stopped = options_.stop && options_.stop->load();
    return library_.commit();
  }

  Result<void> add(const std::vector<Unread>& unread) {
    if (auto begun = library_.begin(); !begun) return begun.error();
    for (const Unread& one : unread) {
      if (auto added = library_.add_unread(one); !added) return added.error();
      ++summary.records;
      ++(one.how == Unread::How::failed ? summary.failed : summary.skipped);
      ++summary.reasons[one.reason];
    }
    return library_.commit();
  }

  Library& library_;
  const ReduceOptions& options_;
};

}  // namespace

Result<ReadSummary> reduce_libraries(const Engine& engine, const ReduceOptions& options, Timers* timers) {
  auto shards = libraries_in(options.folders);
  if (!shards) return shards.error();
  auto lock = ReadLock::take(options.library);
  if (!lock) return lock.error();
  auto library = Library::open(options.library, LibraryMode::read_write);
  if (!library) return library.error();
  if (options.limits)
    if (auto kept = library->set_limits(*options.limits); !kept) return kept.error();
  Reduction reduction(*library, options);
  for (const std::string& path : *shards) {
    if (reduction.summary.stopped) break;
    if (auto taken = reduction.take(path); !taken) return taken.error();
  }
  if (reduction.summary.stopped) return reduction.summary;
  FindingRules rules(engine.rules());
  auto told = [&](uint64_t done, uint64_t total) {
    if (options.on_findings) options.on_findings({done, total});
  };
  if (auto refreshed = refresh_findings(*library, rules, told, timers); !refreshed) return refreshed.error();
  auto number = library->reads();
  if (!number) return number.error();
  reduction.summary.read = *number;
  return reduction.summary;
}

}  // namespace fairwitness
