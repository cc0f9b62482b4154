// The whole of the engine, in order: paths become a library (map), a library becomes findings (reduce). The only room
// with threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "account/account.h"
#include "run/engine.h"
#include "run/findings.h"
#include "store/store.h"

namespace fairwitness {

struct ReadProgress {
  uint64_t records = 0;                      // looked at so far
  uint64_t bytes_done = 0, bytes_total = 0;  // of the files; total 0 when unknown
};

// How far findings have come: neighbourhoods done, of how many.
struct FindingProgress {
  uint64_t done = 0, total = 0;
};
using OnFindings = std::function<void(const FindingProgress&)>;

// One of several parts of the input, which several programs map at once. A record's part is told by its id.
struct Shard {
  uint32_t number = 1, of = 1;
};

struct ReadOptions {
  std::vector<std::string> paths;
  std::string library;
  unsigned threads = 0;  // 0: one a core
  bool verbatim = false;
  uint32_t batch = 128;                                  // records a transaction
  std::function<void(const ReadProgress&)> on_progress;  // called between records, on the calling thread
  std::function<void(const Unread&)> on_unread;
  OnFindings on_findings;                   // called on the calling thread
  const std::atomic<bool>* stop = nullptr;  // set: end after the records under way; what was read is kept
  std::optional<NeighbourLimits> limits;    // kept in the library from now on
  Shard shard;
  bool only_map = false;  // findings are left to a later reduce
};

// Every input record is exactly one of these, so they add up to `records`.
struct ReadSummary {
  uint64_t records = 0;
  uint64_t reports = 0;     // new in the library ...
  uint64_t repeats = 0;     // ... of which so many only repeat another report's text
  uint64_t duplicates = 0;  // were there already, or stood twice in the input
  uint64_t skipped = 0, failed = 0;
  std::map<std::string, uint64_t> reasons;  // of skipped and failed
  bool stopped = false;
  uint64_t read = 0;  // the number of the read that last changed what is told: for `show changes --since`
};

// Reads everything into the library and brings its findings up to date. Errors as Library and ReadLock have them.
Result<ReadSummary> read_library(const Engine& engine, const ReadOptions& options, Timers* timers = nullptr);

// Reports in order; every Unread goes to on_unread. `take` is called on the calling thread, in input order.
struct RecordOptions {
  std::vector<std::string> paths;
  bool verbatim = false;
  bool page_only = false;
  unsigned threads = 0;
};
void read_records(const Engine& engine, const RecordOptions& options, const std::function<void(Report&&)>& take,
                  const std::function<void(Unread&&)>& on_unread);

// Puts the reports of other libraries (of `map`) into one and brings its findings up to date.
struct ReduceOptions {
  std::vector<std::string> folders;  // each holds what `map` wrote there; or single libraries
  std::string library;
  std::function<void(const ReadProgress&)> on_progress;
  OnFindings on_findings;
  const std::atomic<bool>* stop = nullptr;
  std::optional<NeighbourLimits> limits;
};
Result<ReadSummary> reduce_libraries(const Engine& engine, const ReduceOptions& options, Timers* timers = nullptr);

// Takes away all reports of days before this one; the findings are those of a library that never had them. Gives how
// many went.
Result<uint64_t> forget_before(const Engine& engine, const std::string& library, Day day,
                               const OnFindings& on_findings);

// Takes merges back: what a person wants kept apart, from now on, in the place of what was told before; findings are
// brought up to date. Reports may be named by a part of their ids that fits no other. Gives what was kept, with whole
// ids. Error: unknown_report.
Result<Partings> keep_apart(const Engine& engine, const std::string& library, const Partings& partings,
                            const OnFindings& on_findings);
Result<Partings> kept_apart(const std::string& library);

// Stories and entries that are new, changed or gone since the read of that number.
Result<std::vector<Library::Change>> changes_since(const Engine& engine, const std::string& path, uint64_t read);

// A neighbourhood's reports and its findings. The findings point into `reports`.
struct OpenLibrary {
  std::vector<Report> reports;
  Findings findings;
};
using TakeOpen = std::function<void(const OpenLibrary&)>;

// Neighbourhood by neighbourhood, so that a library of any size fits into memory. A library of up to some thousand
// reports is one neighbourhood.
Result<void> each_neighbourhood(const Engine& engine, const std::string& path, const TakeOpen& take);
// The neighbourhood that holds two reports; where they are no neighbours, the two alone. A report is named by its id or
// by a part of it that fits no other. Error: unknown_report.
struct OpenPair {
  std::unique_ptr<OpenLibrary> open;
  uint32_t a = 0, b = 0;  // indices into its reports
};
Result<OpenPair> open_pair(const Engine& engine, const std::string& path, const std::string& a, const std::string& b);
// The neighbourhood that holds the story. Error: unknown_story.
Result<std::unique_ptr<OpenLibrary>> open_story(const Engine& engine, const std::string& path, std::string_view story);

}  // namespace fairwitness
