// Merges that a person takes back, and which findings they bear on.
#include <algorithm>
#include <set>

#include "store/bearing_rows.h"
#include "store/state.h"

namespace fairwitness {
namespace {

Partings load_partings(Database& database) {
  Statement row(database, "SELECT kind, a, b, why FROM parting ORDER BY kind, a, b");
  std::vector<Parting> all;
  while (row.step()) {
    const int64_t kind = row.integer(0);
    if (kind < 0 || kind > static_cast<int64_t>(Parting::Kind::name)) continue;
    all.push_back({static_cast<Parting::Kind>(kind), row.text(1), row.text(2), row.text(3)});
  }
  return Partings(std::move(all));
}

// What only one of the two holds, or gives another reason for.
std::vector<Parting> changed(const Partings& before, const Partings& now) {
  std::vector<Parting> out;
  for (auto [some, others] : {std::pair(&before, &now), std::pair(&now, &before)})
    for (const Parting& one : some->all())
      if (const Parting* same = others->find(one.kind, one.a, one.b); !same || same->why != one.why) out.push_back(one);
  return out;
}

}  // namespace

Result<Partings> Library::partings() {
  return state_->guarded([&] { return load_partings(state_->database); });
}

Result<void> Library::set_partings(const Partings& partings) {
  return state_->guarded([&] {
    Database& d = state_->database;
    const std::vector<Parting> touched = changed(load_partings(d), partings);
    if (touched.empty()) return;
    // A name may stand anywhere; so may every report where all are looked at together.
    std::set<int64_t> places;
    const bool all =
        d.number("SELECT EXISTS (SELECT 1 FROM neighbourhood WHERE level = 0)") != 0 ||
        std::any_of(touched.begin(), touched.end(), [](const Parting& one) { return one.kind == Parting::Kind::name; });
    if (all) {
      Statement row(d, "SELECT number FROM neighbourhood");
      while (row.step()) places.insert(row.integer(0));
    } else {
      LibraryIndex index(d);
      for (const Parting& one : touched)
        for (const std::string* id : {&one.a, &one.b})
          if (auto before = index.before(report_number(*id))) places.insert(before->neighbourhood);
    }
    d.run("BEGIN IMMEDIATE");
    d.run("DELETE FROM parting");
    Statement put(d, "INSERT INTO parting VALUES (?,?,?,?)");
    for (const Parting& one : partings.all())
      put.bind_all(static_cast<int64_t>(one.kind), one.a, one.b, one.why).done();
    Statement untell(d, "UPDATE told SET neighbourhood = -1 WHERE neighbourhood = ?");
    Statement undo(d, "UPDATE neighbourhood SET done = 0 WHERE number = ?");
    for (int64_t place : places) {
      drop_findings(d, place);
      untell.bind_all(place).done();
      undo.bind_all(place).done();
    }
    if (!places.empty()) d.run("UPDATE library SET value = value + 1 WHERE key = 'reads'");
    d.run("COMMIT");
  });
}

}  // namespace fairwitness
