// Taking reports away, so that nothing tells that they were there.
#include <map>

#include "store/bearing_rows.h"
#include "store/state.h"

namespace fairwitness {
namespace {

constexpr const char* record_tables[] = {"dropped", "credit", "problem", "entity", "name",
                                         "quote",   "time",   "figure",  "event",  "participant"};

std::vector<int64_t> reports_before(Database& database, Day day) {
  std::vector<int64_t> out;
  Statement row(database, "SELECT number, published FROM report ORDER BY number");
  while (row.step())
    if (std::optional<Day> own = parse_iso_day(row.text(1)); own && *own < day) out.push_back(row.integer(0));
  return out;
}

// Where the report that held an id is gone, the one of the smallest hash among the others bears it.
struct Renamed {
  std::string from, to;
};
std::vector<Renamed> free_names(Database& database) {
  std::map<std::string, std::pair<std::string, std::string>> heirs;  // id -> (content hash, id now)
  Statement row(database, "SELECT id, content_hash FROM report WHERE instr(id, '~') > 0");
  Statement held(database, "SELECT 1 FROM report WHERE id = ?");
  while (row.step()) {
    std::string id = row.text(0), hash = row.text(1), tail = "~" + hash.substr(0, 8);
    if (!id.ends_with(tail)) continue;
    std::string name = id.substr(0, id.size() - tail.size());
    held.bind_all(name);
    if (held.step()) continue;
    auto [heir, fresh] = heirs.try_emplace(name, hash, id);
    if (!fresh && hash < heir->second.first) heir->second = {hash, id};
  }
  std::vector<Renamed> out;
  for (const auto& [name, heir] : heirs) out.push_back({heir.second, name});
  return out;
}

}  // namespace

Result<uint64_t> Library::forget_before(Day day) {
  // The statements of begin() are needed; its transaction is the one in which all of this happens.
  if (auto begun = begin(); !begun) return begun.error();
  return state_->guarded([&] {
    Database& d = state_->database;
    std::vector<int64_t> gone = reports_before(d, day);
    std::vector<std::unique_ptr<Statement>> drops;
    for (const char* table : record_tables)
      drops.push_back(std::make_unique<Statement>(d, std::string("DELETE FROM ") + table + " WHERE report = ?"));
    Statement drop(d, "DELETE FROM report WHERE number = ?");
    Statement leave(d, "DELETE FROM neighbour WHERE report = ?");
    for (int64_t report : gone) {
      unsettle(d, report);
      leave.bind_all(report).done();
      state_->drop_search->bind_all(report).done();
      for (auto& records : drops) records->bind_all(report).done();
      drop.bind_all(report).done();
    }
    if (!gone.empty())
      for (const Renamed& one : free_names(d)) state_->rename_report(one.from, one.to);
    Statement count(d, "UPDATE library SET value = value - ? WHERE key = 'reports'");
    count.bind_all(gone.size()).done();
    d.run("COMMIT");
    return static_cast<uint64_t>(gone.size());
  });
}

}  // namespace fairwitness
