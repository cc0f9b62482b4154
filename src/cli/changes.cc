// `show changes`: what the reports say otherwise since a read, or have said since a day.
#include <fmt/format.h>

#include <charconv>
#include <set>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "report/json_writer.h"
#include "run/run.h"

namespace fairwitness::cli {
namespace {

struct Row {
  std::string what, id, about, how;
  uint64_t read = 0;                 // 0 where a day was asked for
  std::vector<std::string> reports;  // of that day and later
};

std::string json_of(const Row& row) {
  Json json;
  json.open();
  json.field("what", row.what);
  json.field("id", row.id);
  json.field("about", row.about);
  json.field("how", row.how);
  if (row.read > 0) json.number("read", static_cast<double>(row.read));
  if (!row.reports.empty()) json.strings("reports", row.reports);
  json.close();
  return json.take();
}

void print_rows(const std::vector<Row>& rows, bool as_json) {
  if (as_json) {
    for (const Row& row : rows) print(json_of(row) + "\n");
    return;
  }
  std::vector<std::vector<std::string>> cells;
  for (const Row& row : rows)
    cells.push_back({row.what, row.how, row.read > 0 ? std::to_string(row.read) : std::to_string(row.reports.size()),
                     row.id, row.about});
  bool by_read = rows.empty() || rows.front().read > 0;
  print(table({"what", "how", by_read ? "read" : "reports", "id", "about"}, cells, 80));
}

// Stories and entries that rest on a report of that day or a later one: `new` where they rest on no earlier one.
std::vector<Row> told_since(const Findings& f, Day day) {
  std::vector<bool> late(f.reports.size());
  for (size_t n = 0; n < late.size(); ++n)
    if (std::optional<Day> own = f.reports[n]->day()) late[n] = *own >= day;
  std::vector<Row> rows;
  auto add = [&](std::string what, const std::string& id, const std::string& about, const std::set<uint32_t>& reports) {
    Row row{std::move(what), id, about, "new", 0, {}};
    for (uint32_t report : reports) {
      if (late[report])
        row.reports.push_back(f.reports[report]->id);
      else
        row.how = "changed";
    }
    if (!row.reports.empty()) rows.push_back(std::move(row));
  };
  for (const Story& story : f.stories)
    add("story", story.id, story.title, {story.reports.begin(), story.reports.end()});
  for (const Entry& entry : f.ledger) {
    std::set<uint32_t> reports;
    for (const Reading& reading : entry.readings)
      for (uint32_t report : reports_of(reading)) reports.insert(report);
    add("entry", entry.id, entry.about, reports);
  }
  return rows;
}

}  // namespace

int run_changes(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  std::vector<Row> rows;
  uint64_t read = 0;
  auto [end, trouble] = std::from_chars(arguments.since.data(), arguments.since.data() + arguments.since.size(), read);
  if (trouble == std::errc() && end == arguments.since.data() + arguments.since.size()) {
    auto changes = changes_since(**engine, arguments.library, read);
    if (!changes) return report_error(changes.error());
    for (const Library::Change& one : *changes)
      rows.push_back({one.entry ? "entry" : "story", one.id, one.about, one.how, one.read, {}});
    print_rows(rows, arguments.json);
    return 0;
  }
  std::optional<Day> day = parse_iso_day(arguments.since);
  if (!day)
    return report_error({"query_malformed", "'" + arguments.since +
                                                "' is neither the number of a read (`read` prints it) " +
                                                "nor a day as 2031-05-03. Give one of them with --since."});
  auto done = each_neighbourhood(**engine, arguments.library, [&](const OpenLibrary& open) {
    print_rows(told_since(open.findings, *day), arguments.json);
  });
  return done ? 0 : report_error(done.error());
}

}  // namespace fairwitness::cli
