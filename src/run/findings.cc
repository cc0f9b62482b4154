#include "run/findings.h"

#include <algorithm>

#include "origins/origins.h"

namespace fairwitness {

Findings find_out(const std::vector<Report>& reports, const FindingRules& rules, const Partings& partings,
                  Timers* timers) {
  Findings f;
  for (const Report& report : reports) f.reports.push_back(&report);
  f.copies = timed(timers, Stage::copies, [&] { return trace_copies(f.reports, rules.copies); });
  f.stories =
      timed(timers, Stage::stories, [&] { return group_stories(f.reports, f.copies, rules.stories, partings); });
  // From here on a report belongs to a story, which may tell its open days.
  f.settled = timed(timers, Stage::stories, [&] { return settle(f.reports, f.stories, f.copies); });
  f.origins = timed(timers, Stage::origins, [&] { return find_origins(f.reports, f.copies, f.stories, partings); });
  f.ledger = timed(timers, Stage::ledger, [&] {
    return build_ledger(f.reports, f.copies, f.stories, f.settled, f.origins, rules.ledger, partings);
  });
  f.timeline = timed(timers, Stage::ledger, [&] { return build_timeline(f.reports, f.stories, f.settled); });
  return f;
}

Findings find_copies(const std::vector<Report>& reports, const Rules& rules) {
  Findings f;
  for (const Report& report : reports) f.reports.push_back(&report);
  f.copies = trace_copies(f.reports, CopyRules(rules));
  return f;
}

namespace {

constexpr size_t bearings_at_once = 4096;  // reports
constexpr uint64_t mended_at_once = 1024;  // fresh reports; more are told from all
constexpr size_t reports_at_once = 512;    // of finished neighbourhoods, in one transaction

Result<void> take_all_bearings(Library& library, const FindingRules& rules, bool of_all, Timers* timers) {
  auto numbers = library.without_bearings(of_all);
  if (!numbers) return numbers.error();
  for (size_t from = 0; from < numbers->size(); from += bearings_at_once) {
    auto at = numbers->begin() + static_cast<int64_t>(from);
    std::vector<int64_t> some(at, at + static_cast<int64_t>(std::min(bearings_at_once, numbers->size() - from)));
    auto reports = timed(timers, Stage::load, [&] { return library.reports(some, true); });
    if (!reports) return reports.error();
    std::vector<Bearings> bearings = timed(timers, Stage::neighbours, [&] {
      std::vector<Bearings> out;
      for (const Report& report : *reports)
        out.push_back(take_bearings(report, report_number(report.id), rules.bearings));
      return out;
    });
    auto added = timed(timers, Stage::store, [&] { return library.add_bearings(std::move(bearings)); });
    if (!added) return added.error();
  }
  return {};
}

// Tells which reports stand together.
Result<void> arrange(Library& library, const Library::Standing& standing, const FindingRules& rules, Timers* timers) {
  if (standing.fresh == 0 && !standing.rearrange) return {};
  const NeighbourLimits& limits = standing.limits;
  bool whole = standing.reports <= limits.whole;
  bool was_whole = standing.reports - standing.fresh <= limits.whole;
  bool few = !standing.rearrange && !was_whole && standing.fresh <= mended_at_once;
  auto prepared = whole ? library.drop_bearings() : take_all_bearings(library, rules, !few, timers);
  if (!prepared) return prepared.error();
  auto change = timed(timers, Stage::neighbours, [&]() -> Result<Mended> {
    if (!few) return library.rearranged(limits);
    auto fresh = library.fresh();
    if (!fresh) return fresh.error();
    return library.mended(*fresh, limits);
  });
  if (!change) return change.error();
  return timed(timers, Stage::store, [&] { return library.arrange(*change); });
}

Result<void> finish_one(Library& library, const Library::Place& place, const FindingRules& rules,
                        const Partings& partings, size_t& reports_done, Timers* timers) {
  auto members = library.members(place);
  if (!members) return members.error();
  auto reports =
      timed(timers, Stage::load, [&] { return place.level == 0 ? library.reports() : library.reports(*members); });
  if (!reports) return reports.error();
  reports_done += reports->size();
  Findings findings = find_out(*reports, rules, partings, timers);
  return timed(timers, Stage::store, [&] { return library.put_findings(place, findings); });
}

}  // namespace

Result<void> refresh_findings(Library& library, const FindingRules& rules,
                              const std::function<void(uint64_t, uint64_t)>& on_findings, Timers* timers) {
  auto standing = library.standing();
  if (!standing) return standing.error();
  if (!standing->stale()) return {};
  if (auto arranged = arrange(library, *standing, rules, timers); !arranged) return arranged.error();
  auto todo = library.unfinished();
  if (!todo) return todo.error();
  auto partings = library.partings();
  if (!partings) return partings.error();
  size_t in_batch = 0;
  for (size_t n = 0; n < todo->size(); ++n) {
    if (in_batch == 0)
      if (auto begun = library.begin(); !begun) return begun.error();
    if (auto done = finish_one(library, (*todo)[n], rules, *partings, in_batch, timers); !done) return done.error();
    bool last = n + 1 == todo->size();
    if (last)
      if (auto closed = library.close_read(); !closed) return closed.error();
    if (last || in_batch >= reports_at_once) {
      if (auto committed = library.commit(); !committed) return committed.error();
      in_batch = 0;
    }
    if (on_findings) on_findings(n + 1, todo->size());
  }
  if (!todo->empty()) return {};
  // A library that has lost its last report has nothing to finish, but what was told of it is gone.
  if (auto begun = library.begin(); !begun) return begun.error();
  if (auto closed = library.close_read(); !closed) return closed.error();
  return library.commit();
}

}  // namespace fairwitness
