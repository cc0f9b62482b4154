#include "store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>

#include "store/schema.h"
#include "store/state.h"

namespace fairwitness {

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

// The full-text index holds the old key, so it is told by hand.
void Library::State::rename_report(const std::string& from, const std::string& to) {
  unsettle(database, report_number(from));
  drop_search->bind_all(report_number(from)).done();
  rename->bind_all(report_number(to), to, from).done();
  add_search->bind_all(report_number(to)).done();
  mark_fresh->bind_all(report_number(to)).done();
}

// A report that lies in several places is remembered at the first of them by name, whichever was read first.
void Library::State::keep_first_place(const SourcePlace& place, const std::string& id) {
  place_report->bind_all(place.path, place.offset, place.length, place.inner, id, place.nth).done();
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
    } else if (tables > 0 && database.number("PRAGMA user_version") < schema_version) {
      if (auto migrated = open(path, LibraryMode::read_write); !migrated) return migrated.error();
      return open(path, LibraryMode::read_only);
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
      s.mark_fresh = prepare("INSERT OR IGNORE INTO fresh VALUES (?)");
      s.one_more = prepare("UPDATE library SET value = value + 1 WHERE key = 'reports'");
      s.add_unread = prepare("INSERT OR REPLACE INTO unread VALUES (?,?,?,?,?,?,?,?)");
    }
    s.database.run("BEGIN IMMEDIATE");
  });
}

Result<void> Library::commit() {
  return state_->guarded([&] { state_->database.run("COMMIT"); });
}

// Two reports that claim one id: the smaller content hash keeps it, the other carries its hash behind it. So the names
// do not depend on which came first.
std::string second_id(std::string_view id, std::string_view content_hash) {
  return std::string(id) + "~" + std::string(content_hash.substr(0, 8));
}

Result<void> Library::see_again(std::string_view id, std::string_view content_hash, const SourcePlace& place) {
  return state_->guarded([&] {
    std::string name(id);
    state_->keep_first_place(place, state_->holder(name) == content_hash ? name : second_id(id, content_hash));
  });
}

struct KnownReports::State {
  explicit State(const std::string& path)
      : database(path, false), find(database, "SELECT content_hash FROM report WHERE id IN (?, ?)") {}
  Database database;
  Statement find;
  std::mutex mutex;
};

KnownReports::KnownReports(std::unique_ptr<State> state) : state_(std::move(state)) {}
KnownReports::KnownReports(KnownReports&&) noexcept = default;
KnownReports::~KnownReports() = default;

Result<KnownReports> KnownReports::of(const std::string& path) {
  try {
    return KnownReports(std::make_unique<State>(path));
  } catch (const StoreTrouble& trouble) {
    return error_of(trouble, path);
  }
}

bool KnownReports::has(std::string_view id, std::string_view content_hash) {
  std::scoped_lock lock(state_->mutex);
  try {
    state_->find.bind_all(id, second_id(id, content_hash));
    bool found = false;
    while (state_->find.step()) found |= state_->find.text(0) == content_hash;
    return found;
  } catch (const StoreTrouble&) {
    return false;  // then it is read, and adding it tells
  }
}

Result<Added> Library::add(const Report& report) {
  return state_->guarded([&] {
    State& s = *state_;
    std::string holder = s.holder(report.id), id = report.id, second = second_id(report.id, report.content_hash);
    bool here = holder == report.content_hash;
    if (here || s.holder(second) == report.content_hash) {
      s.keep_first_place(report.place, here ? id : second);
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
    s.mark_fresh->bind_all(report_number(id)).done();
    s.one_more->bind_all().done();
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
  return state_->guarded(
      [&] { return load_reports(state_->database, heads_only ? ReportParts::head : ReportParts::all); });
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
    return Error{"library_busy", "another `fairwitness` is writing to " + library_path +
                                     ". Wait for it to end, or read into another file."};
  }
  return ReadLock(file);
}

ReadLock::ReadLock(ReadLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
ReadLock::~ReadLock() {
  if (file_ >= 0) ::close(file_);  // the lock goes with it; the empty file stays, since removing it would race
}

}  // namespace fairwitness
