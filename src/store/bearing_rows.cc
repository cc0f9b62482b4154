#include "store/bearing_rows.h"

#include <algorithm>

namespace fairwitness {
namespace {

Blob keys_blob(const std::vector<int64_t>& keys) {
  Blob out;
  for (int64_t key : keys)
    for (int shift = 0; shift < 64; shift += 8) out.bytes += static_cast<char>(static_cast<uint64_t>(key) >> shift);
  return out;
}

std::vector<int64_t> keys_of_blob(std::string_view blob) {
  std::vector<int64_t> out;
  for (size_t at = 0; at + 8 <= blob.size(); at += 8) {
    uint64_t key = 0;
    for (size_t i = 0; i < 8; ++i) key |= uint64_t{static_cast<unsigned char>(blob[at + i])} << (8 * i);
    out.push_back(static_cast<int64_t>(key));
  }
  return out;
}

}  // namespace

// Rows go in by the order of their keys, so that neighbouring pages are written together.
void write_bearings(Database& database, std::vector<Bearings> bearings) {
  std::sort(bearings.begin(), bearings.end(), [](const Bearings& x, const Bearings& y) { return x.number < y.number; });
  struct Posting {
    int64_t key;
    int32_t day;
    int64_t report;
  };
  std::vector<Posting> postings;
  std::vector<std::pair<int64_t, int64_t>> topics;
  Statement one(database, "INSERT OR REPLACE INTO bearings VALUES (?,?,?,?)");
  for (const Bearings& b : bearings) {
    one.bind_all(b.number, static_cast<int64_t>(b.day), b.topic, keys_blob(b.keys)).done();
    for (int64_t key : b.keys) postings.push_back({key, b.day, b.number});
    topics.emplace_back(b.topic, b.number);
  }
  std::sort(postings.begin(), postings.end(), [](const Posting& x, const Posting& y) {
    return std::tie(x.key, x.day, x.report) < std::tie(y.key, y.day, y.report);
  });
  std::sort(topics.begin(), topics.end());
  Statement key(database, "INSERT OR IGNORE INTO bearing_key VALUES (?,?,?)");
  for (const Posting& p : postings) key.bind_all(p.key, static_cast<int64_t>(p.day), p.report).done();
  Statement topic(database, "INSERT OR IGNORE INTO bearing_topic VALUES (?,?)");
  for (auto [of, report] : topics) topic.bind_all(of, report).done();
}

void drop_bearings_of(Database& database, int64_t report) {
  Statement find(database, "SELECT day, topic, keys FROM bearings WHERE report = ?");
  find.bind_all(report);
  if (!find.step()) return;
  int64_t day = find.integer(0), topic = find.integer(1);
  std::vector<int64_t> keys = keys_of_blob(find.text(2));
  Statement drop_key(database, "DELETE FROM bearing_key WHERE key = ? AND day = ? AND report = ?");
  for (int64_t key : keys) drop_key.bind_all(key, day, report).done();
  Statement drop_topic(database, "DELETE FROM bearing_topic WHERE topic = ? AND report = ?");
  drop_topic.bind_all(topic, report).done();
  Statement drop(database, "DELETE FROM bearings WHERE report = ?");
  drop.bind_all(report).done();
}

LibraryIndex::LibraryIndex(Database& database)
    : database_(database),
      forward_(database,
               "SELECT report, day FROM bearing_key WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day, report"),
      back_(database,
            "SELECT report, day FROM bearing_key WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, report DESC"),
      topic_(database, "SELECT report FROM bearing_topic WHERE topic = ? AND report BETWEEN ? AND ? ORDER BY report"),
      bearings_(database, "SELECT day, topic, keys FROM bearings WHERE report = ?"),
      before_(database,
              "SELECT h.number, h.level FROM neighbour n JOIN neighbourhood h ON h.number = n.neighbourhood "
              "WHERE n.report = ?"),
      members_(database, "SELECT report FROM neighbour WHERE neighbourhood = ? ORDER BY report") {}

void LibraryIndex::each_report(const VisitBearings& visit) {
  Statement row(database_, "SELECT report, day, topic FROM bearings ORDER BY report");
  while (row.step() && visit(row.integer(0), static_cast<int32_t>(row.integer(1)), row.integer(2))) {
  }
}

void LibraryIndex::each_posting(const VisitPosting& visit) {
  Statement row(database_, "SELECT key, day, report FROM bearing_key ORDER BY key, day, report");
  while (row.step() && visit(row.integer(0), static_cast<int32_t>(row.integer(1)), row.integer(2))) {
  }
}

void LibraryIndex::each_with(int64_t key, int32_t from, int32_t to, bool back, const VisitReport& visit) {
  Statement& row = back ? back_ : forward_;
  row.bind_all(key, static_cast<int64_t>(from), static_cast<int64_t>(to));
  while (row.step() && visit(row.integer(0), static_cast<int32_t>(row.integer(1)))) {
  }
  row.reset();
}

void LibraryIndex::each_of_topic(int64_t topic, int64_t from, int64_t to, const VisitReport& visit) {
  topic_.bind_all(topic, from, to);
  while (topic_.step() && visit(topic_.integer(0), 0)) {
  }
  topic_.reset();
}

Bearings LibraryIndex::bearings(int64_t report) {
  Bearings out;
  out.number = report;
  bearings_.bind_all(report);
  if (bearings_.step()) {
    out.day = static_cast<int32_t>(bearings_.integer(0));
    out.topic = bearings_.integer(1);
    out.keys = keys_of_blob(bearings_.text(2));
  }
  bearings_.reset();
  return out;
}

std::optional<NeighbourIndex::Before> LibraryIndex::before(int64_t report) {
  before_.bind_all(report);
  std::optional<Before> out;
  if (before_.step()) out = Before{before_.integer(0), static_cast<uint8_t>(before_.integer(1))};
  before_.reset();
  return out;
}

std::vector<int64_t> LibraryIndex::members(int64_t neighbourhood) {
  std::vector<int64_t> out;
  members_.bind_all(neighbourhood);
  while (members_.step()) out.push_back(members_.integer(0));
  members_.reset();
  return out;
}

}  // namespace fairwitness
