// Which reports stand together, and what was told of them when.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "store/bearing_rows.h"
#include "store/pack.h"
#include "store/state.h"

namespace fairwitness {
namespace {

// In told.neighbourhood.
constexpr int64_t told_anew = -1, told_no_more = -2;

int64_t setting(Database& database, const char* key, int64_t otherwise) {
  Statement find(database, "SELECT value FROM library WHERE key = ?");
  find.bind_all(key);
  return find.step() ? find.integer(0) : otherwise;
}
void set(Database& database, const char* key, int64_t value) {
  Statement put(database, "INSERT OR REPLACE INTO library VALUES (?, ?)");
  put.bind_all(key, value).done();
}

std::vector<int64_t> numbers_of(Database& database, const char* sql) {
  Statement row(database, sql);
  std::vector<int64_t> out;
  while (row.step()) out.push_back(row.integer(0));
  return out;
}

std::string members_hash(const Neighbourhood& one) {
  std::string all(1, static_cast<char>('0' + one.level));
  for (int64_t report : one.reports) all += ' ' + std::to_string(report);
  return hash_hex(all);
}

// Only level 0 has no rows in `neighbour`: it holds all there are.
struct AllReports : NeighbourIndex {
  explicit AllReports(Database& d) : database(d) {}
  void each_report(const VisitBearings& visit) override {
    for (int64_t report : numbers_of(database, "SELECT number FROM report ORDER BY number"))
      if (!visit(report, Bearings::no_day, 0)) return;
  }
  void each_posting(const VisitPosting&) override {}
  void each_with(int64_t, int32_t, int32_t, bool, const VisitReport&) override {}
  void each_of_topic(int64_t, int64_t, int64_t, const VisitReport&) override {}
  Bearings bearings(int64_t) override { return {}; }
  std::optional<Before> before(int64_t) override { return {}; }
  std::vector<int64_t> members(int64_t) override { return {}; }
  Database& database;
};

// What a neighbourhood tells, by kind and id: what it is about, and a hash of all that is shown of it.
class Telling {
 public:
  explicit Telling(const Findings& f) : f_(f) {
    for (size_t n = 0; n < f.stories.size(); ++n) add_story(n);
    for (const Entry& entry : f.ledger) add_entry(entry);
  }
  // (kind, id) -> (about, what is hashed)
  std::map<std::pair<int, std::string>, std::pair<std::string, std::string>> all;

 private:
  static void put(std::string& to, std::string_view part) { (to += part) += '\x1f'; }
  void cite(std::string& to, const std::vector<Passage>& passages) const {
    for (const Passage& p : passages) {
      put(to, f_.reports[p.report]->id);
      put(to, std::to_string(p.span.begin) + "-" + std::to_string(p.span.end));
    }
  }
  void add_story(size_t n) {
    const Story& story = f_.stories[n];
    std::string what;
    for (const std::string* part : {&story.title, &story.from, &story.to, &story.storyline}) put(what, *part);
    for (uint32_t report : story.reports) put(what, f_.reports[report]->id);
    add(0, story.id, story.title, what);
  }
  void add_entry(const Entry& entry) {
    std::string what;
    put(what, entry.story >= 0 ? f_.stories[static_cast<size_t>(entry.story)].id : std::string());
    put(what, entry.storyline);
    put(what, name_of(entry.state));
    put(what, std::to_string(entry.independent));
    for (const std::string& reason : entry.because) put(what, reason);
    for (const Reading& reading : entry.readings) {
      for (const std::string* part : {&reading.value, &reading.bound, &reading.source, &reading.as_of})
        put(what, *part);
      cite(what, reading.passages);
      cite(what, reading.headlines);
    }
    add(1, entry.id, entry.about, what);
  }
  // Two entries may rest on one passage and bear one id: then they are told of together.
  void add(int kind, const std::string& id, const std::string& about, const std::string& what) {
    auto& [known, hashed] = all[{kind, id}];
    if (known.empty()) known = about;
    hashed += what;
  }
  const Findings& f_;
};

void write_told(Database& database, const Findings& findings, int64_t where, int64_t read) {
  Statement put(database,
                "INSERT INTO told VALUES (?1,?2,?3,?4,?5,?6,?6) ON CONFLICT (kind, id) DO UPDATE SET "
                "first = CASE WHEN neighbourhood = -2 THEN ?6 ELSE first END, "
                "last = CASE WHEN hash = ?5 AND neighbourhood <> -2 THEN last ELSE ?6 END, "
                "neighbourhood = ?3, about = ?4, hash = ?5");
  for (const auto& [key, value] : Telling(findings).all)
    put.bind_all(key.first, key.second, where, value.first, hash_hex(value.second, 16), read).done();
}

}  // namespace

void unsettle(Database& database, int64_t report) {
  drop_bearings_of(database, report);
  Statement mark(
      database,
      "UPDATE neighbourhood SET members = '' WHERE number = (SELECT neighbourhood FROM neighbour WHERE report = ?)");
  mark.bind_all(report).done();
  Statement drop(database, "DELETE FROM fresh WHERE report = ?");
  drop.bind_all(report).done();
  set(database, "rearrange", 1);
}

Result<Library::Standing> Library::standing() {
  return state_->guarded([&] {
    Database& d = state_->database;
    Standing out;
    out.reports = static_cast<uint64_t>(setting(d, "reports", 0));
    out.fresh = static_cast<uint64_t>(d.number("SELECT count(*) FROM fresh"));
    out.unfinished = static_cast<uint64_t>(d.number("SELECT count(*) FROM neighbourhood WHERE done = 0"));
    out.rearrange = setting(d, "rearrange", 0) != 0;
    out.limits.whole = static_cast<uint64_t>(setting(d, "whole", static_cast<int64_t>(out.limits.whole)));
    out.limits.most = static_cast<uint32_t>(setting(d, "most", out.limits.most));
    return out;
  });
}

Result<void> Library::set_limits(const NeighbourLimits& limits) {
  return state_->guarded([&] {
    Database& d = state_->database;
    int64_t whole = static_cast<int64_t>(limits.whole);
    if (setting(d, "whole", -1) == whole && setting(d, "most", -1) == int64_t{limits.most}) return;
    d.run("BEGIN IMMEDIATE");
    set(d, "whole", whole);
    set(d, "most", limits.most);
    set(d, "rearrange", 1);
    d.run("COMMIT");
  });
}

Result<std::vector<int64_t>> Library::fresh() {
  return state_->guarded([&] { return numbers_of(state_->database, "SELECT report FROM fresh ORDER BY report"); });
}

Result<std::vector<int64_t>> Library::numbers() {
  return state_->guarded([&] { return numbers_of(state_->database, "SELECT number FROM report ORDER BY id"); });
}

Result<std::vector<Report>> Library::reports(const std::vector<int64_t>& wanted, bool times_only) {
  return state_->guarded(
      [&] { return load_reports(state_->database, wanted, times_only ? ReportParts::times : ReportParts::all); });
}

Result<std::vector<int64_t>> Library::without_bearings(bool of_all) {
  return state_->guarded([&] {
    return numbers_of(state_->database,
                      of_all ? "SELECT number FROM report WHERE number NOT IN (SELECT report FROM bearings)"
                             : "SELECT report FROM fresh WHERE report NOT IN (SELECT report FROM bearings)");
  });
}

Result<void> Library::add_bearings(std::vector<Bearings> bearings) {
  return state_->guarded([&] {
    state_->database.run("BEGIN IMMEDIATE");
    write_bearings(state_->database, std::move(bearings));
    state_->database.run("COMMIT");
  });
}

Result<void> Library::drop_bearings() {
  return state_->guarded([&] {
    Database& d = state_->database;
    if (d.number("SELECT EXISTS (SELECT 1 FROM bearings)") == 0) return;
    d.run("BEGIN IMMEDIATE; DELETE FROM bearings; DELETE FROM bearing_key; DELETE FROM bearing_topic; COMMIT");
  });
}

// What stands as it stood, with nothing fresh in it, is kept; all else goes and is made.
Result<Mended> Library::rearranged(const NeighbourLimits& limits) {
  return state_->guarded([&] {
    Database& d = state_->database;
    std::vector<Neighbourhood> all;
    if (static_cast<uint64_t>(setting(d, "reports", 0)) <= limits.whole) {
      AllReports index(d);
      all = partition(index, limits);
    } else {
      LibraryIndex index(d);
      all = partition(index, limits);
    }
    std::map<int64_t, std::string> old;
    Statement row(d, "SELECT number, members FROM neighbourhood");
    while (row.step()) old[row.integer(0)] = row.text(1);
    std::vector<int64_t> fresh = numbers_of(d, "SELECT report FROM fresh ORDER BY report");
    Mended out;
    for (Neighbourhood& one : all) {
      auto found = old.find(one.number());
      bool same = found != old.end() && found->second == members_hash(one);
      bool touched = std::any_of(one.reports.begin(), one.reports.end(), [&](int64_t report) {
        return std::binary_search(fresh.begin(), fresh.end(), report);
      });
      if (same && !touched)
        old.erase(found);
      else
        out.made.push_back(std::move(one));
    }
    for (const auto& [number, members] : old) out.gone.push_back(number);
    return out;
  });
}

Result<Mended> Library::mended(const std::vector<int64_t>& fresh, const NeighbourLimits& limits) {
  return state_->guarded([&] {
    LibraryIndex index(state_->database);
    return mend(index, fresh, limits);
  });
}

Result<void> Library::arrange(const Mended& change) {
  return state_->guarded([&] {
    Database& d = state_->database;
    d.run("BEGIN IMMEDIATE");
    Statement untell(d, "UPDATE told SET neighbourhood = -1 WHERE neighbourhood = ?");
    Statement leave(d, "DELETE FROM neighbour WHERE neighbourhood = ?");
    Statement drop(d, "DELETE FROM neighbourhood WHERE number = ?");
    for (int64_t number : change.gone) {
      drop_findings(d, number);
      untell.bind_all(number).done();
      leave.bind_all(number).done();
      drop.bind_all(number).done();
    }
    Statement put(d, "INSERT INTO neighbourhood VALUES (?,?,?,0)");
    Statement join(d, "INSERT INTO neighbour VALUES (?,?)");
    for (const Neighbourhood& one : change.made) {
      put.bind_all(one.number(), static_cast<int64_t>(one.level), members_hash(one)).done();
      if (one.level == 0) continue;
      for (int64_t report : one.reports) join.bind_all(report, one.number()).done();
    }
    d.run("DELETE FROM fresh");
    set(d, "rearrange", 0);
    set(d, "reads", setting(d, "reads", 0) + 1);
    d.run("COMMIT");
  });
}

namespace {

std::vector<Library::Place> places(Database& database, const char* sql) {
  Statement row(database, sql);
  std::vector<Library::Place> out;
  while (row.step()) out.push_back({row.integer(0), static_cast<uint8_t>(row.integer(1))});
  return out;
}

}  // namespace

Result<std::vector<Library::Place>> Library::unfinished() {
  return state_->guarded([&] {
    return places(state_->database, "SELECT number, level FROM neighbourhood WHERE done = 0 ORDER BY number");
  });
}

Result<std::vector<Library::Place>> Library::neighbourhoods() {
  return state_->guarded(
      [&] { return places(state_->database, "SELECT number, level FROM neighbourhood ORDER BY number"); });
}

Result<std::optional<Library::Place>> Library::neighbourhood_of_story(std::string_view story) {
  return state_->guarded([&] {
    Statement row(
        state_->database,
        "SELECT h.number, h.level FROM story s JOIN neighbourhood h ON h.number = s.neighbourhood WHERE s.id = ?");
    row.bind_all(story);
    return row.step() ? std::optional(Place{row.integer(0), static_cast<uint8_t>(row.integer(1))}) : std::nullopt;
  });
}

Result<std::optional<Library::Place>> Library::neighbourhood_of_report(int64_t report) {
  return state_->guarded([&] {
    std::vector<Place> whole = places(state_->database, "SELECT number, level FROM neighbourhood WHERE level = 0");
    if (!whole.empty()) return std::optional(whole.front());
    auto before = LibraryIndex(state_->database).before(report);
    return before ? std::optional(Place{before->neighbourhood, before->level}) : std::nullopt;
  });
}

Result<std::vector<std::string>> Library::ids_like(std::string_view words, uint32_t limit) {
  return state_->guarded([&] {
    std::vector<std::string> out;
    Statement exact(state_->database, "SELECT id FROM report WHERE id = ?");
    exact.bind_all(words);
    if (exact.step()) return std::vector<std::string>{exact.text(0)};
    Statement like(state_->database, "SELECT id FROM report WHERE instr(id, ?) > 0 ORDER BY id LIMIT ?");
    like.bind_all(words, limit);
    while (like.step()) out.push_back(like.text(0));
    return out;
  });
}

Result<std::vector<int64_t>> Library::members(const Place& place) {
  return state_->guarded([&] {
    if (place.level == 0) return numbers_of(state_->database, "SELECT number FROM report ORDER BY number");
    return LibraryIndex(state_->database).members(place.number);
  });
}

Result<void> Library::put_findings(const Place& place, const Findings& findings) {
  return state_->guarded([&] {
    Database& d = state_->database;
    write_findings(d, findings, place.number);
    write_told(d, findings, place.number, setting(d, "reads", 0));
    Statement done(d, "UPDATE neighbourhood SET done = 1 WHERE number = ?");
    done.bind_all(place.number).done();
  });
}

Result<void> Library::close_read() {
  return state_->guarded([&] {
    Statement gone(state_->database, "UPDATE told SET neighbourhood = ?, hash = '', last = ? WHERE neighbourhood = ?");
    gone.bind_all(told_no_more, setting(state_->database, "reads", 0), told_anew).done();
  });
}

Result<Findings> Library::findings(const Place& place, const std::vector<Report>& reports) {
  return state_->guarded([&] { return load_findings(state_->database, reports, place.number); });
}

Result<uint64_t> Library::reads() {
  return state_->guarded([&] { return static_cast<uint64_t>(setting(state_->database, "reads", 0)); });
}

Result<std::vector<Library::Change>> Library::changes_since(uint64_t read) {
  return state_->guarded([&] {
    std::vector<Change> out;
    Statement row(state_->database,
                  "SELECT kind, id, about, neighbourhood, first, last FROM told WHERE last > ?1 AND NOT "
                  "(neighbourhood = -2 AND first > ?1) ORDER BY kind, last, id");
    row.bind_all(read);
    while (row.step()) {
      bool gone = row.integer(3) == told_no_more;
      bool fresh = static_cast<uint64_t>(row.integer(4)) > read;
      out.push_back({row.integer(0) == 1, row.text(1), row.text(2),
                     gone    ? "gone"
                     : fresh ? "new"
                             : "changed",
                     static_cast<uint64_t>(row.integer(5))});
    }
    return out;
  });
}

}  // namespace fairwitness
