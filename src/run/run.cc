#include "run/run.h"

#include <algorithm>
#include <unordered_set>
#include <variant>

#include "copies/copies.h"
#include "intake/intake.h"
#include "ledger/ledger.h"
#include "origins/origins.h"
#include "run/pipeline.h"
#include "stories/stories.h"

namespace fairwitness {
namespace {

unsigned thread_count(unsigned wanted) { return wanted ? wanted : std::max(1u, std::thread::hardware_concurrency()); }

// What a record became: a report, a report that was read before, or the reason why it is none.
struct Known {};
using Outcome = std::variant<Report, Unread, Known>;

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
    if (std::holds_alternative<Known>(outcome)) {
      ++summary.duplicates;
      return {};
    }
    if (in_batch_ == 0)
      if (auto begun = library_.begin(); !begun) return begun.error();
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

Result<void> refresh_findings(Library& library, const Rules& rules, Timers* timers) {
  auto stale = library.findings_stale();
  if (!stale) return stale.error();
  if (!*stale) return {};
  auto reports = timed(timers, Stage::load, [&] { return library.reports(); });
  if (!reports) return reports.error();
  Findings findings = find_out(*reports, rules, timers);
  return timed(timers, Stage::store, [&] { return library.replace_findings(findings); });
}

}  // namespace

Result<ReadSummary> read_library(const Engine& engine, const ReadOptions& options, Timers* timers) {
  auto lock = ReadLock::take(options.library);
  if (!lock) return lock.error();
  auto library = Library::open(options.library, LibraryMode::read_write);
  if (!library) return library.error();
  auto keys = library->keys();
  if (!keys) return keys.error();
  const std::unordered_set<uint64_t> known(keys->begin(), keys->end());

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
        if (auto* unread = std::get_if<Unread>(&item)) return std::move(*unread);
        auto& record = std::get<RawRecord>(item);
        if (known.contains(report_key(record.id, content_hash(record)))) return Known{};
        SourcePlace place = record.place;
        Report report = engine.read(std::move(record), options.verbatim, timers);
        if (has_nothing(report)) return no_article(std::move(place));
        return report;
      },
      [&](Outcome outcome) { return filing.take(std::move(outcome)); });
  if (auto finished = filing.finish(); !finished) return finished.error();
  if (filing.summary.stopped) return filing.summary;
  if (auto refreshed = refresh_findings(*library, engine.rules(), timers); !refreshed) return refreshed.error();
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

Findings find_out(const std::vector<Report>& reports, const Rules& rules, Timers* timers) {
  Findings f;
  for (const Report& report : reports) f.reports.push_back(&report);
  const CopyRules copy_rules(rules);
  const StoryRules story_rules(rules);
  const LedgerRules ledger_rules(rules);
  f.copies = timed(timers, Stage::copies, [&] { return trace_copies(f.reports, copy_rules); });
  f.stories = timed(timers, Stage::stories, [&] { return group_stories(f.reports, f.copies, story_rules); });
  // From here on a report belongs to a story, which may tell its open days.
  f.settled = timed(timers, Stage::stories, [&] { return settle(f.reports, f.stories, f.copies); });
  f.origins = timed(timers, Stage::origins, [&] { return find_origins(f.reports, f.copies, f.stories); });
  f.ledger = timed(timers, Stage::ledger,
                   [&] { return build_ledger(f.reports, f.copies, f.stories, f.settled, f.origins, ledger_rules); });
  f.timeline = timed(timers, Stage::ledger, [&] { return build_timeline(f.reports, f.stories, f.settled); });
  return f;
}

Findings find_copies(const std::vector<Report>& reports, const Rules& rules) {
  Findings f;
  for (const Report& report : reports) f.reports.push_back(&report);
  f.copies = trace_copies(f.reports, CopyRules(rules));
  return f;
}

Result<std::unique_ptr<OpenLibrary>> open_library(const Engine& engine, const std::string& path) {
  auto library = Library::open(path, LibraryMode::read_only);
  if (!library) return library.error();
  auto stale = library->findings_stale();
  if (!stale) return stale.error();
  auto reports = library->reports();
  if (!reports) return reports.error();
  auto open = std::make_unique<OpenLibrary>();
  open->reports = std::move(*reports);
  if (*stale) {
    open->findings = find_out(open->reports, engine.rules());
    return open;
  }
  auto findings = library->findings(open->reports);
  if (!findings) return findings.error();
  open->findings = std::move(*findings);
  return open;
}

}  // namespace fairwitness
