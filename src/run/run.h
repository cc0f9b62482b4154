// The whole of the engine, in order: paths become a library (map), a library becomes findings (reduce). The only room
// with threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "account/account.h"
#include "run/engine.h"
#include "store/store.h"

namespace fairwitness {

struct ReadProgress {
  uint64_t records = 0;                      // looked at so far
  uint64_t bytes_done = 0, bytes_total = 0;  // of the files; total 0 when unknown
};

struct ReadOptions {
  std::vector<std::string> paths;
  std::string library;
  unsigned threads = 0;  // 0: one a core
  bool verbatim = false;
  uint32_t batch = 128;                                  // records a transaction
  std::function<void(const ReadProgress&)> on_progress;  // called between records, on the calling thread
  std::function<void(const Unread&)> on_unread;
  const std::atomic<bool>* stop = nullptr;  // set: end after the records under way; what was read is kept
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

// The reduce half. Pure: the same reports (sorted by id) give the same findings.
Findings find_out(const std::vector<Report>& reports, const Rules& rules, Timers* timers = nullptr);

// Only the copies between the reports, for texts that belong to no library.
Findings find_copies(const std::vector<Report>& reports, const Rules& rules);

// A library's reports and its findings, made on the spot where they are stale. The findings point into `reports`.
struct OpenLibrary {
  std::vector<Report> reports;
  Findings findings;
};
Result<std::unique_ptr<OpenLibrary>> open_library(const Engine& engine, const std::string& path);

}  // namespace fairwitness
