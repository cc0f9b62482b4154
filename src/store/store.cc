#include "store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "store/rows.h"
#include "store/schema.h"

namespace fairwitness {
namespace {

Error error_of(const StoreTrouble& trouble, const std::string& path) {
  switch (trouble.code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return {"disk_full", path + " cannot be written (" + trouble.message +
                               "). Free space on its disk and run the same command again: what was read is kept."};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"library_busy",
              path + " is in use by another program. Wait for it to end and run the same command again."};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return {"library_unreadable", path + " is not a readable library (" + trouble.message +
                                        "). Name another file with --into, or restore this one from a copy."};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {"library_unreadable", path + " cannot be opened (" + trouble.message +
                                        "). Check that its folder exists and " + "that you may write there."};
    case SQLITE_SCHEMA:
      return {"library_newer", path + " was written by a newer Fairwitness (" + trouble.message + ", this one knows " +
                                   std::to_string(schema_version) + "). Use that version, or read into another file."};
    default:
      return {"store_failed", path + ": " + trouble.message};
  }
}

}  // namespace

struct Library::State {
  State(std::string where, bool writable) : path(std::move(where)), database(path, writable) {}
  std::string path;
  Database database;
  std::unique_ptr<ReportWriter> writer;
  std::unique_ptr<Statement> find_report, place_report, same_text, rename, drop_search, add_search, add_unread;

  // Runs work that may throw StoreTrouble and gives what it gives.
  template <typename Work>
  auto guarded(Work work) -> Result<decltype(work())> {
    try {
      if constexpr (std::is_void_v<decltype(work())>) {
        work();
        return {};
      } else {
        return work();
      }
    } catch (const StoreTrouble& trouble) {
      return error_of(trouble, path);
    }
  }

  // "" when the id is free, else the content hash that stands under it.
  std::string holder(std::string_view id) {
    find_report->bind_all(id);
    return find_report->step() ? find_report->text(0) : std::string();
  }
  void rename_report(const std::string& from, const std::string& to);
  void keep_first_place(const Report& report, const std::string& id);
};

// The full-text index holds the old key, so it is told by hand.
void Library::State::rename_report(const std::string& from, const std::string& to) {
  drop_search->bind_all(report_number(from)).done();
  rename->bind_all(report_number(to), to, from).done();
  add_search->bind_all(report_number(to)).done();
}

// A report that lies in several places is remembered at the first of them by name, whichever was read first.
void Library::State::keep_first_place(const Report& report, const std::string& id) {
  place_report
      ->bind_all(report.place.path, report.place.offset, report.place.length, report.place.inner, id, report.place.nth)
      .done();
}

Library::Library(std::unique_ptr<State> state) : state_(std::move(state)) {}
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;
Library::~Library() = default;

Result<Library> Library::open(const std::string& path, LibraryMode mode) {
  bool writable = mode == LibraryMode::read_write;
  std::error_code ignored;
  if (!writable && !std::filesystem::exists(path, ignored))
    return Error{"library_missing", path + " is not there. Make it with: fairwitness read PATH... --into " + path};
  if (std::filesystem::is_directory(path, ignored))
    return Error{"library_unreadable", path + " is a folder. Name a file, for instance " + path + "/news.db"};
  try {
    auto state = std::make_unique<State>(path, writable);
    Database& database = state->database;
    int64_t id = database.number("PRAGMA application_id");
    int64_t tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (id != application_id && (id != 0 || tables != 0))
      return Error{"library_unreadable", path + " is a database of another program. Name another file with --into."};
    if (writable) {
      database.run(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
          "PRAGMA cache_size = -65536;");
      migrate(database);
    } else if (database.number("PRAGMA user_version") > schema_version) {
      throw StoreTrouble{SQLITE_SCHEMA, "schema version " + std::to_string(database.number("PRAGMA user_version"))};
    } else if (tables == 0) {
      return Error{"library_missing", path + " is empty. Fill it with: fairwitness read PATH... --into " + path};
    }
    return Library(std::move(state));
  } catch (const StoreTrouble& trouble) {
    return error_of(trouble, path);
  }
}

Result<void> Library::begin() {
  return state_->guarded([&] {
    State& s = *state_;
    if (!s.writer) {
      s.writer = std::make_unique<ReportWriter>(s.database);
      auto prepare = [&](const char* sql) { return std::make_unique<Statement>(s.database, sql); };
      s.find_report = prepare("SELECT content_hash FROM report WHERE id = ?");
      s.place_report = prepare(
          "UPDATE report SET path = ?1, \"offset\" = ?2, length = ?3, inner = ?4, nth = ?6 WHERE id = ?5 AND "
          "(?1, ?2, ?4, ?6) < (path, \"offset\", inner, nth)");
      s.same_text = prepare("SELECT 1 FROM report WHERE text_hash = ? LIMIT 1");
      s.rename = prepare("UPDATE report SET number = ?, id = ? WHERE id = ?");
      s.drop_search = prepare(
          "INSERT INTO report_text (report_text, rowid, title, text) SELECT 'delete', number, title, text FROM report "
          "WHERE number = ?");
      s.add_search = prepare(
          "INSERT INTO report_text (rowid, title, text) SELECT number, title, text FROM report WHERE number = ?");
      s.add_unread = prepare("INSERT OR REPLACE INTO unread VALUES (?,?,?,?,?,?,?,?)");
    }
    s.database.run("BEGIN IMMEDIATE");
  });
}

Result<void> Library::commit() {
  return state_->guarded([&] { state_->database.run("COMMIT"); });
}

namespace {

// Two reports that claim one id: the smaller content hash keeps it, the other carries its hash behind it. So the names
// do not depend on which came first.
std::string second_id(std::string_view id, std::string_view content_hash) {
  return std::string(id) + "~" + std::string(content_hash.substr(0, 8));
}

}  // namespace

Result<std::vector<uint64_t>> Library::keys() {
  return state_->guarded([&] {
    std::vector<uint64_t> out;
    Statement row(state_->database, "SELECT id, content_hash FROM report");
    while (row.step()) {
      std::string id = row.text(0), hash = row.text(1);
      std::string tail = "~" + hash.substr(0, 8);
      if (id.ends_with(tail)) out.push_back(report_key(id.substr(0, id.size() - tail.size()), hash));
      out.push_back(report_key(id, hash));
    }
    return out;
  });
}

Result<Added> Library::add(const Report& report) {
  return state_->guarded([&] {
    State& s = *state_;
    std::string holder = s.holder(report.id), id = report.id, second = second_id(report.id, report.content_hash);
    bool here = holder == report.content_hash;
    if (here || s.holder(second) == report.content_hash) {
      s.keep_first_place(report, here ? id : second);
      return Added::duplicate;
    }
    if (!holder.empty()) {
      if (report.content_hash < holder)
        s.rename_report(id, second_id(id, holder));
      else
        id = second;
    }
    std::string text_hash = hash_hex(report.article.text);
    s.same_text->bind_all(text_hash);
    bool repeats = !report.article.text.empty() && s.same_text->step();
    s.writer->write(report, id, text_hash);
    s.database.run("UPDATE library SET value = value + 1 WHERE key = 'generation'");
    return repeats ? Added::repeats : Added::report;
  });
}

Result<void> Library::add_unread(const Unread& unread) {
  return state_->guarded([&] {
    state_->add_unread
        ->bind_all(unread.place.path, unread.place.offset, unread.place.inner, unread.place.nth, unread.place.length,
                   unread.how == Unread::How::failed, unread.reason, unread.detail)
        .done();
  });
}

Result<std::vector<Report>> Library::reports(bool heads_only) {
  return state_->guarded([&] { return load_reports(state_->database, heads_only); });
}

Result<std::vector<Unread>> Library::unread() {
  return state_->guarded([&] {
    std::vector<Unread> out;
    Statement row(state_->database,
                  "SELECT path, \"offset\", length, inner, failed, reason, detail, nth FROM unread "
                  "ORDER BY path, \"offset\", inner, nth");
    while (row.step())
      out.push_back({row.integer(4) ? Unread::How::failed : Unread::How::skipped,
                     row.text(5),
                     row.text(6),
                     {row.text(0), static_cast<uint64_t>(row.integer(1)), static_cast<uint64_t>(row.integer(2)),
                      row.text(3), row.u32(7)}});
    return out;
  });
}

Result<LibraryCounts> Library::counts() {
  return state_->guarded([&] {
    Database& d = state_->database;
    LibraryCounts counts;
    counts.reports = static_cast<uint64_t>(d.number("SELECT count(*) FROM report"));
    counts.repeats = counts.reports -
                     static_cast<uint64_t>(
                         d.number("SELECT count(DISTINCT CASE text WHEN '' THEN id ELSE text_hash END) FROM report"));
    counts.skipped = static_cast<uint64_t>(d.number("SELECT count(*) FROM unread WHERE failed = 0"));
    counts.failed = static_cast<uint64_t>(d.number("SELECT count(*) FROM unread WHERE failed = 1"));
    return counts;
  });
}

Result<bool> Library::findings_stale() {
  return state_->guarded([&] {
    return state_->database.number("SELECT value FROM library WHERE key = 'generation'") !=
           state_->database.number("SELECT value FROM library WHERE key = 'findings_of'");
  });
}

Result<void> Library::replace_findings(const Findings& findings) {
  return state_->guarded([&] {
    Database& d = state_->database;
    d.run("BEGIN IMMEDIATE");
    write_findings(d, findings);
    d.run("UPDATE library SET value = (SELECT value FROM library WHERE key = 'generation') WHERE key = 'findings_of'");
    d.run("COMMIT");
  });
}

Result<Findings> Library::findings(const std::vector<Report>& reports) {
  return state_->guarded([&] { return load_findings(state_->database, reports); });
}

namespace {

// FTS5 marks hits with characters that no clean text holds; they are taken out again and become spans.
constexpr char hit_begin = '\x02', hit_end = '\x03';

void take_marks(std::string_view marked, Found& found) {
  for (char c : marked) {
    if (c == hit_begin)
      found.hits.push_back({static_cast<uint32_t>(found.snippet.size()), 0});
    else if (c == hit_end && !found.hits.empty())
      found.hits.back().end = static_cast<uint32_t>(found.snippet.size());
    else
      found.snippet += c == '\n' ? ' ' : c;
  }
  std::erase_if(found.hits, [](Span hit) { return hit.empty(); });
}

}  // namespace

Result<std::vector<Found>> Library::find(std::string_view query, uint32_t limit) {
  try {
    Statement row(state_->database,
                  "SELECT r.id, r.title, r.outlet, r.published, "
                  "snippet(report_text, -1, char(2), char(3), ' … ', 24) FROM report_text "
                  "JOIN report r ON r.number = report_text.rowid WHERE report_text MATCH ? "
                  "ORDER BY bm25(report_text, 4.0, 1.0), r.id LIMIT ?");
    row.bind_all(query, limit);
    std::vector<Found> out;
    while (row.step()) {
      Found found{row.text(0), row.text(1), row.text(2), row.text(3), "", {}};
      take_marks(row.text(4), found);
      out.push_back(std::move(found));
    }
    return out;
  } catch (const StoreTrouble& trouble) {
    if ((trouble.code & 0xFF) == SQLITE_ERROR)
      return Error{"query_malformed", "'" + std::string(query) + "' is not a query (" + trouble.message +
                                          "). Put words with punctuation in quotation marks: find '\"U.S. envoy\"'"};
    return error_of(trouble, state_->path);
  }
}

Result<ReadLock> ReadLock::take(const std::string& library_path) {
  std::string path = library_path + ".lock";
  int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    return Error{"library_unreadable", library_path + " cannot be written: its folder is not there or not yours. " +
                                           "Name another file with --into."};
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return Error{"library_busy", "another `fairwitness read` is writing to " + library_path +
                                     ". Wait for it to end, or read into another file."};
  }
  return ReadLock(file);
}

ReadLock::ReadLock(ReadLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
ReadLock::~ReadLock() {
  if (file_ >= 0) ::close(file_);  // the lock goes with it; the empty file stays, since removing it would race
}

}  // namespace fairwitness
