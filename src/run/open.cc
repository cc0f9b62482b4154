// Libraries opened for those who look at them.
#include "run/chosen.h"
#include "run/run.h"

namespace fairwitness {
namespace {

// A library opened for looking. Where its findings are not up to date - a read was killed, or the library is of an
// older version - they are brought up to date first; while another program does that, or where the library cannot be
// written, `stale` tells so.
struct Opened {
  Library library;
  bool stale = false;
  NeighbourLimits limits;
  uint64_t reports = 0;
};
Result<Opened> open_fresh(const Engine& engine, const std::string& path) {
  auto library = Library::open(path, LibraryMode::read_only);
  if (!library) return library.error();
  auto standing = library->standing();
  if (!standing) return standing.error();
  if (!standing->stale()) return Opened{std::move(*library), false, standing->limits, standing->reports};
  auto as_it_is = [&] { return Opened{std::move(*library), true, standing->limits, standing->reports}; };
  auto lock = ReadLock::take(path);
  if (!lock) return as_it_is();
  auto writable = Library::open(path, LibraryMode::read_write);
  if (!writable) return as_it_is();
  FindingRules rules(engine.rules());
  if (auto refreshed = refresh_findings(*writable, rules, {}); !refreshed) return refreshed.error();
  return Opened{std::move(*writable), false, standing->limits, standing->reports};
}

Result<std::unique_ptr<OpenLibrary>> find_out_now(const Engine& engine, Library& library,
                                                  Result<std::vector<Report>> reports) {
  if (!reports) return reports.error();
  auto partings = library.partings();
  if (!partings) return partings.error();
  auto open = std::make_unique<OpenLibrary>();
  open->reports = std::move(*reports);
  open->findings = find_out(open->reports, FindingRules(engine.rules()), *partings);
  return open;
}

Result<std::unique_ptr<OpenLibrary>> open_place(Library& library, const Library::Place& place) {
  auto members = library.members(place);
  if (!members) return members.error();
  auto reports = place.level == 0 ? library.reports() : library.reports(*members);
  if (!reports) return reports.error();
  auto open = std::make_unique<OpenLibrary>();
  open->reports = std::move(*reports);
  auto findings = library.findings(place, open->reports);
  if (!findings) return findings.error();
  open->findings = std::move(*findings);
  return open;
}

}  // namespace

Result<void> each_neighbourhood(const Engine& engine, const std::string& path, const TakeOpen& take) {
  auto opened = open_fresh(engine, path);
  if (!opened) return opened.error();
  Library& library = opened->library;
  if (opened->stale && opened->reports <= opened->limits.whole) {
    auto open = find_out_now(engine, library, library.reports());
    if (!open) return open.error();
    take(**open);
    return {};
  }
  auto places = library.neighbourhoods();
  if (!places) return places.error();
  for (const Library::Place& place : *places) {
    auto open = open_place(library, place);
    if (!open) return open.error();
    take(**open);
  }
  return {};
}

Result<std::vector<Library::Change>> changes_since(const Engine& engine, const std::string& path, uint64_t read) {
  auto opened = open_fresh(engine, path);
  if (!opened) return opened.error();
  return opened->library.changes_since(read);
}

Result<std::unique_ptr<OpenLibrary>> open_story(const Engine& engine, const std::string& path, std::string_view story) {
  auto opened = open_fresh(engine, path);
  if (!opened) return opened.error();
  if (opened->stale && opened->reports <= opened->limits.whole)
    return find_out_now(engine, opened->library, opened->library.reports());
  auto place = opened->library.neighbourhood_of_story(story);
  if (!place) return place.error();
  if (!*place)
    return Error{"unknown_story", "there is no story '" + std::string(story) +
                                      "' here. List them with: fairwitness show stories --into " + path};
  return open_place(opened->library, **place);
}

// The report with that id, or the only one whose id holds the words.
Result<std::string> chosen_report(Library& library, const std::string& words) {
  auto ids = library.ids_like(words, 3);
  if (!ids) return ids.error();
  if (ids->size() == 1) return ids->front();
  return Error{"unknown_report",
               ids->empty() ? "there is no report '" + words + "' here. Ids stand in: fairwitness show stories --json"
                            : "'" + words + "' fits several reports, among them " + (*ids)[0] + " and " + (*ids)[1]};
}

Result<OpenPair> open_pair(const Engine& engine, const std::string& path, const std::string& a, const std::string& b) {
  auto opened = open_fresh(engine, path);
  if (!opened) return opened.error();
  Library& library = opened->library;
  auto id_a = chosen_report(library, a), id_b = chosen_report(library, b);
  if (!id_a) return id_a.error();
  if (!id_b) return id_b.error();
  auto place_a = library.neighbourhood_of_report(report_number(*id_a)),
       place_b = library.neighbourhood_of_report(report_number(*id_b));
  if (!place_a) return place_a.error();
  if (!place_b) return place_b.error();
  bool neighbours = !opened->stale && *place_a && *place_b && (*place_a)->number == (*place_b)->number;
  auto open = neighbours ? open_place(library, **place_a)
                         : find_out_now(engine, library, library.reports({report_number(*id_a), report_number(*id_b)}));
  if (!open) return open.error();
  OpenPair pair{std::move(*open), 0, 0};
  for (uint32_t n = 0; n < pair.open->reports.size(); ++n) {
    if (pair.open->reports[n].id == *id_a) pair.a = n;
    if (pair.open->reports[n].id == *id_b) pair.b = n;
  }
  return pair;
}

}  // namespace fairwitness
