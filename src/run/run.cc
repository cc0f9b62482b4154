#include "run/run.h"

#include <algorithm>
#include <filesystem>
#include <variant>

#include "intake/intake.h"
#include "run/chosen.h"
#include "run/pipeline.h"

namespace fairwitness {
namespace {

unsigned thread_count(unsigned wanted) { return wanted ? wanted : std::max(1u, std::thread::hardware_concurrency()); }

// What a record became: a report, a report that was read before, or the reason why it is none.
struct Known {
  std::string id, content_hash;
  SourcePlace place;
};
struct Elsewhere {};  // a record of another shard
using Outcome = std::variant<Report, Unread, Known, Elsewhere>;

size_t window_of(unsigned threads) { return size_t{16} * threads; }

// How far the intake has come: told by the thread that reads, shown by the one that owns the library.
struct BytesRead {
  std::atomic<uint64_t> done = 0, total = 0;
};

// One read, record by record, on the thread that owns the library.
class Filing {
 public:
  Filing(Library& library, const ReadOptions& options, const BytesRead& bytes, Timers* timers)
      : library_(library), options_(options), bytes_(bytes), timers_(timers) {}

  // False when the run cannot or shall not go on.
  bool take(Outcome outcome) {
    if (std::holds_alternative<Elsewhere>(outcome)) return true;
    error_ = timed(timers_, Stage::store, [&] { return file(outcome); });
    if (!error_.code.empty()) return false;
    ++summary.records;
    if (options_.on_progress) options_.on_progress({summary.records, bytes_.done, bytes_.total});
    summary.stopped = options_.stop && options_.stop->load();
    return !summary.stopped;
  }

  Result<void> finish() {
    if (!error_.code.empty()) return error_;
    if (in_batch_ > 0) return library_.commit();
    return {};
  }

  ReadSummary summary;

 private:
  Error file(Outcome& outcome) {
    if (in_batch_ == 0)
      if (auto begun = library_.begin(); !begun) return begun.error();
    if (auto* known = std::get_if<Known>(&outcome)) {
      ++summary.duplicates;
      if (auto seen = library_.see_again(known->id, known->content_hash, known->place); !seen) return seen.error();
      return count();
    }
    if (auto* unread = std::get_if<Unread>(&outcome)) {
      if (auto added = library_.add_unread(*unread); !added) return added.error();
      ++(unread->how == Unread::How::failed ? summary.failed : summary.skipped);
      ++summary.reasons[unread->reason];
      if (options_.on_unread) options_.on_unread(*unread);
    } else {
      auto added = library_.add(std::get<Report>(outcome));
      if (!added) return added.error();
      summary.duplicates += *added == Added::duplicate;
      summary.reports += *added != Added::duplicate;
      summary.repeats += *added == Added::repeats;
    }
    return count();
  }

  Error count() {
    if (++in_batch_ < options_.batch) return {};
    in_batch_ = 0;
    auto committed = library_.commit();
    return committed ? Error{} : committed.error();
  }

  Library& library_;
  const ReadOptions& options_;
  const BytesRead& bytes_;
  Timers* timers_;
  Error error_;
  uint32_t in_batch_ = 0;
};

// A page of links, an error page, a frame: nothing that a story could be told from.
bool has_nothing(const Report& report) { return report.article.text.empty() && !report.article.title.known(); }

Unread no_article(SourcePlace place) {
  std::string detail = place.path +
                       " holds no article. If it should, see what was left out and why: fairwitness page --json " +
                       place.path;
  return {Unread::How::skipped, "no_article", std::move(detail), std::move(place)};
}

std::function<void(uint64_t, uint64_t)> told_to(const OnFindings& on_findings) {
  if (!on_findings) return {};
  return [&on_findings](uint64_t done, uint64_t total) { on_findings({done, total}); };
}

// Is the record in the part of the input that is read? What is no report goes by its place.
bool in_shard(const RawItem& item, const Shard& shard) {
  if (shard.of <= 1) return true;
  uint64_t hash = 0;
  if (auto* record = std::get_if<RawRecord>(&item)) {
    hash = hash_bytes(record->id, 11);
  } else {
    const SourcePlace& place = std::get<Unread>(item).place;
    hash = hash_mix(hash_bytes(place.path + '\n' + place.inner, 11), place.offset + place.nth);
  }
  return hash % shard.of == shard.number - 1;
}

}  // namespace

Result<ReadSummary> read_library(const Engine& engine, const ReadOptions& options, Timers* timers) {
  auto lock = ReadLock::take(options.library);
  if (!lock) return lock.error();
  auto library = Library::open(options.library, LibraryMode::read_write);
  if (!library) return library.error();
  if (options.limits)
    if (auto kept = library->set_limits(*options.limits); !kept) return kept.error();
  auto known = KnownReports::of(options.library);
  if (!known) return known.error();

  Intake intake(options.paths, {.verbatim = options.verbatim});
  BytesRead bytes;
  Filing filing(*library, options, bytes, timers);
  unsigned threads = thread_count(options.threads);
  run_in_order(
      threads, window_of(threads),
      [&] {
        auto item = timed(timers, Stage::intake, [&] { return intake.next(); });
        bytes.done = intake.bytes_done();
        bytes.total = intake.bytes_total();
        return item;
      },
      [&](RawItem item) -> Outcome {
        if (!in_shard(item, options.shard)) return Elsewhere{};
        if (auto* unread = std::get_if<Unread>(&item)) return std::move(*unread);
        auto& record = std::get<RawRecord>(item);
        if (std::string hash = content_hash(record); known->has(record.id, hash))
          return Known{std::move(record.id), std::move(hash), std::move(record.place)};
        SourcePlace place = record.place;
        Report report = engine.read(std::move(record), options.verbatim, timers);
        if (has_nothing(report)) return no_article(std::move(place));
        return report;
      },
      [&](Outcome outcome) { return filing.take(std::move(outcome)); });
  if (auto finished = filing.finish(); !finished) return finished.error();
  if (filing.summary.stopped || options.only_map) return filing.summary;
  FindingRules rules(engine.rules());
  auto refreshed = refresh_findings(*library, rules, told_to(options.on_findings), timers);
  if (!refreshed) return refreshed.error();
  auto number = library->reads();
  if (!number) return number.error();
  filing.summary.read = *number;
  return filing.summary;
}

void read_records(const Engine& engine, const RecordOptions& options, const std::function<void(Report&&)>& take,
                  const std::function<void(Unread&&)>& on_unread) {
  Intake intake(options.paths, {.verbatim = options.verbatim});
  unsigned threads = thread_count(options.threads);
  run_in_order(
      threads, window_of(threads), [&] { return intake.next(); },
      [&](RawItem item) -> std::variant<Report, Unread> {
        if (auto* unread = std::get_if<Unread>(&item)) return std::move(*unread);
        auto& record = std::get<RawRecord>(item);
        if (options.page_only) return engine.read_page(std::move(record), options.verbatim);
        return engine.read(std::move(record), options.verbatim);
      },
      [&](std::variant<Report, Unread> outcome) {
        if (auto* unread = std::get_if<Unread>(&outcome))
          on_unread(std::move(*unread));
        else
          take(std::move(std::get<Report>(outcome)));
        return true;
      });
}

namespace {

// Changes a library that is there, which nobody else writes meanwhile, and brings its findings up to date. Gives what
// the change gives.
template <typename Change>
auto change_library(const Engine& engine, const std::string& path, const OnFindings& on_findings, Change change)
    -> decltype(change(std::declval<Library&>())) {
  if (std::error_code ignored; !std::filesystem::exists(path, ignored))
    return Error{"library_missing", path + " is not there. Make it with: fairwitness read PATH... --into " + path};
  auto lock = ReadLock::take(path);
  if (!lock) return lock.error();
  auto library = Library::open(path, LibraryMode::read_write);
  if (!library) return library.error();
  auto changed = change(*library);
  if (!changed) return changed;
  FindingRules rules(engine.rules());
  if (auto refreshed = refresh_findings(*library, rules, told_to(on_findings)); !refreshed) return refreshed.error();
  return changed;
}

}  // namespace

Result<uint64_t> forget_before(const Engine& engine, const std::string& path, Day day, const OnFindings& on_findings) {
  return change_library(engine, path, on_findings, [&](Library& library) { return library.forget_before(day); });
}

Result<Partings> kept_apart(const std::string& path) {
  auto library = Library::open(path, LibraryMode::read_only);
  if (!library) return library.error();
  return library->partings();
}

Result<Partings> keep_apart(const Engine& engine, const std::string& path, const Partings& partings,
                            const OnFindings& on_findings) {
  return change_library(engine, path, on_findings, [&](Library& library) -> Result<Partings> {
    std::vector<Parting> whole = partings.all();
    for (Parting& one : whole) {
      if (one.kind == Parting::Kind::name) continue;
      for (std::string* id : {&one.a, &one.b}) {
        auto found = chosen_report(library, *id);
        if (!found) return found.error();
        *id = *found;
      }
      if (one.a == one.b)
        return Error{"partings_malformed", "'" + one.a + "' cannot be kept apart from itself: give more of both ids"};
    }
    Partings kept(std::move(whole));
    if (auto stored = library.set_partings(kept); !stored) return stored.error();
    return kept;
  });
}

}  // namespace fairwitness
