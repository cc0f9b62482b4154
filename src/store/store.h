// The library: everything about many reports in one SQLite file. The only room that includes sqlite3.h.
//
// Schema, migrations and what each column means: docs/library.md and src/store/schema.cc. WAL; one transaction a batch;
// foreign keys on. Row keys come from report ids, not from the order of arrival, so that the same reports give the same
// rows whatever the order, the number of threads, or how often a run was killed.
//
// Spans in the library are byte offsets of `report.text`.
//
// Errors: library_missing, library_unreadable (not SQLite, or not ours), library_newer (written by a later version),
// library_busy, disk_full, store_failed. Messages name the file and the way out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.h"
#include "base/base.h"
#include "intake/intake.h"
#include "report/report.h"

namespace fairwitness {

enum class LibraryMode : uint8_t { read_only, read_write };

// What became of a record that was offered.
enum class Added : uint8_t {
  report,     // new
  repeats,    // stored under its own id, and its text is that of another report: folded in the display
  duplicate,  // the same report is already here; nothing was added
};

// A place where words were found. `snippet` is plain text around it; `hits` are byte spans in the snippet.
struct Found {
  std::string report, title, outlet, published, snippet;
  std::vector<Span> hits;
};

struct LibraryCounts {
  uint64_t reports = 0, repeats = 0, skipped = 0, failed = 0;
};

class Library {
 public:
  // read_write makes the file when it is not there and migrates an older one.
  static Result<Library> open(const std::string& path, LibraryMode mode);
  Library(Library&&) noexcept;
  Library& operator=(Library&&) noexcept;
  ~Library();

  // One transaction. What was added since begin() is on disk after commit(), or not at all.
  Result<void> begin();
  Result<void> commit();

  // The keys of all reports that are here (record_key of run/engine.h: id and content hash), so that `read` can pass
  // over what it has read before without reading it again.
  Result<std::vector<uint64_t>> keys();
  Result<Added> add(const Report& report);
  Result<void> add_unread(const Unread& unread);

  // All reports, sorted by id. `heads_only`: no records, only what stands in the `report` table (with the text).
  Result<std::vector<Report>> reports(bool heads_only = false);
  Result<std::vector<Unread>> unread();
  Result<LibraryCounts> counts();

  // Findings belong to the state of the reports they were made from; they are stale once a report is added.
  Result<bool> findings_stale();
  Result<void> replace_findings(const Findings& findings);  // a transaction of its own
  Result<Findings> findings(const std::vector<Report>& reports);

  // Full-text search (FTS5 syntax: words, "a phrase", AND OR NOT, prefix*), best first.
  Result<std::vector<Found>> find(std::string_view query, uint32_t limit);

 private:
  struct State;
  explicit Library(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Held while a `read` runs, so that two do not mix their work. Error: library_busy, with the file's name.
class ReadLock {
 public:
  static Result<ReadLock> take(const std::string& library_path);
  ReadLock(ReadLock&& other) noexcept;
  ReadLock& operator=(ReadLock&&) = delete;
  ~ReadLock();

 private:
  explicit ReadLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace fairwitness
