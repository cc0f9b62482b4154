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
#include "neighbours/neighbours.h"
#include "report/partings.h"
#include "report/report.h"

namespace fairwitness {

// The row key of a report: 63 bits of a hash of its id.
int64_t report_number(std::string_view id);

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
  // read_write makes the file when it is not there. An older library is migrated in either mode.
  static Result<Library> open(const std::string& path, LibraryMode mode);
  Library(Library&&) noexcept;
  Library& operator=(Library&&) noexcept;
  ~Library();

  // One transaction. What was added since begin() is on disk after commit(), or not at all.
  Result<void> begin();
  Result<void> commit();

  Result<Added> add(const Report& report);
  Result<void> add_unread(const Unread& unread);
  // A report that is here was met once more: it is remembered at the first of its places by name.
  Result<void> see_again(std::string_view id, std::string_view content_hash, const SourcePlace& place);

  // All reports, sorted by id. `heads_only`: no records, only what stands in the `report` table (with the text).
  Result<std::vector<Report>> reports(bool heads_only = false);
  Result<std::vector<Unread>> unread();
  Result<LibraryCounts> counts();

  // Findings belong to neighbourhoods (src/neighbours). A report that was added is fresh until it stands in one.
  struct Standing {
    uint64_t reports = 0, fresh = 0, unfinished = 0;  // unfinished: neighbourhoods whose findings are to be made
    bool rearrange = false;                           // have neighbourhoods to be told from all reports?
    NeighbourLimits limits;
    bool stale() const { return fresh > 0 || unfinished > 0 || rearrange; }
  };
  Result<Standing> standing();
  Result<std::vector<int64_t>> fresh();
  // Keeps other limits than the usual ones for this library, from now on.
  Result<void> set_limits(const NeighbourLimits& limits);

  // What a person wants kept apart, from now on; it replaces what was told before. Findings that it bears on are to be
  // made anew; that is a read of its own number.
  Result<Partings> partings();
  Result<void> set_partings(const Partings& partings);

  Result<std::vector<int64_t>> numbers();  // of all reports, sorted by id
  // Reports by number, sorted by id; `times_only`: with the `report` row and the times.
  Result<std::vector<Report>> reports(const std::vector<int64_t>& numbers, bool times_only = false);
  // Reports that have no bearings yet: all of them, or of the fresh ones.
  Result<std::vector<int64_t>> without_bearings(bool of_all);
  Result<void> add_bearings(std::vector<Bearings> bearings);  // a transaction of its own
  Result<void> drop_bearings();

  // Tells all neighbourhoods, or what the fresh reports change. See neighbours.h.
  Result<Mended> rearranged(const NeighbourLimits& limits);
  Result<Mended> mended(const std::vector<int64_t>& fresh, const NeighbourLimits& limits);
  // Puts these in place, in one transaction: the old ones go with their findings, the new ones are unfinished, nothing
  // is fresh any more. It is a read of its own number.
  Result<void> arrange(const Mended& change);

  struct Place {
    int64_t number = 0;
    uint8_t level = 0;
  };
  Result<std::vector<Place>> unfinished();
  Result<std::vector<Place>> neighbourhoods();  // by number
  Result<std::optional<Place>> neighbourhood_of_story(std::string_view story);
  Result<std::optional<Place>> neighbourhood_of_report(int64_t report);
  Result<std::vector<int64_t>> members(const Place& place);
  // The ids that are these words, or else up to `limit` that hold them, sorted.
  Result<std::vector<std::string>> ids_like(std::string_view words, uint32_t limit);
  // The findings of an unfinished neighbourhood; between begin() and commit().
  Result<void> put_findings(const Place& place, const Findings& findings);
  // When none is unfinished any more: what was told before and is told no more, is gone. Between begin() and commit().
  Result<void> close_read();
  Result<Findings> findings(const Place& place, const std::vector<Report>& reports);

  // Takes away every report of a day before this one, and all that depended on it: what is left is a library that never
  // had them. Reports without a day stay. Gives how many went.
  Result<uint64_t> forget_before(Day day);

  // What changed after the read of that number, newest last; stories, then entries.
  struct Change {
    bool entry = false;
    std::string id, about;
    std::string how;  // new, changed, gone
    uint64_t read = 0;
  };
  Result<std::vector<Change>> changes_since(uint64_t read);
  Result<uint64_t> reads();

  // Full-text search (FTS5 syntax: words, "a phrase", AND OR NOT, prefix*), best first.
  Result<std::vector<Found>> find(std::string_view query, uint32_t limit);

 private:
  struct State;
  explicit Library(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Tells, from any thread, whether a report is in the library.
class KnownReports {
 public:
  static Result<KnownReports> of(const std::string& path);
  KnownReports(KnownReports&&) noexcept;
  ~KnownReports();
  bool has(std::string_view id, std::string_view content_hash);

 private:
  struct State;
  explicit KnownReports(std::unique_ptr<State> state);
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
