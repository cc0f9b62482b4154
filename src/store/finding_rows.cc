#include <unordered_map>

#include "store/pack.h"
#include "store/rows.h"

namespace fairwitness {
namespace {

constexpr const char* finding_tables[] = {
    "copy",          "rewording", "story",   "story_report",    "story_link", "settled",         "origin",
    "origin_report", "entry",     "reading", "reading_passage", "timeline",   "timeline_passage"};

void write_copies(Database& database, const Findings& f, const std::vector<int64_t>& number, int64_t where) {
  Statement copy(database, "INSERT INTO copy VALUES (?,?,?,?,?,?,?,?,?,?,?)");
  Statement rewording(database, "INSERT INTO rewording VALUES (?,?,?,?,?,?,?)");
  for (size_t n = 0; n < f.copies.size(); ++n) {
    const Copy& one = f.copies[n];
    copy.bind_all(where, n, number[one.a], one.a_span.begin, one.a_span.end, number[one.b], one.b_span.begin,
                  one.b_span.end, static_cast<int>(one.kind), static_cast<int>(one.from), strings_json(one.because))
        .done();
    for (size_t m = 0; m < one.rewordings.size(); ++m) {
      const Rewording& w = one.rewordings[m];
      rewording.bind_all(where, n, m, w.a.begin, w.a.end, w.b.begin, w.b.end).done();
    }
  }
}

void write_stories(Database& database, const Findings& f, const std::vector<int64_t>& number, int64_t where) {
  Statement story(database, "INSERT INTO story VALUES (?,?,?,?,?,?,?,?)");
  Statement member(database, "INSERT INTO story_report VALUES (?,?,?,?)");
  Statement link(database, "INSERT INTO story_link VALUES (?,?,?,?,?,?,?)");
  Statement settled(database, "INSERT INTO settled VALUES (?,?,?,?,?,?,?)");
  for (size_t n = 0; n < f.stories.size(); ++n) {
    const Story& one = f.stories[n];
    story.bind_all(where, n, one.id, one.title, number[one.title_report], one.from, one.to, one.storyline).done();
    for (size_t m = 0; m < one.reports.size(); ++m) member.bind_all(where, n, m, number[one.reports[m]]).done();
    for (size_t m = 0; m < one.links.size(); ++m) {
      const StoryLink& l = one.links[m];
      link.bind_all(where, n, m, number[l.a], number[l.b], l.score, strings_json(l.because)).done();
    }
  }
  for (size_t n = 0; n < f.settled.size(); ++n) {
    const Settled& one = f.settled[n];
    settled.bind_all(where, n, static_cast<int>(one.what), number[one.report], one.record, one.value, number[one.from])
        .done();
  }
}

void write_origins(Database& database, const Findings& f, const std::vector<int64_t>& number, int64_t where) {
  Statement origin(database, "INSERT INTO origin VALUES (?,?,?,?,?)");
  Statement member(database, "INSERT INTO origin_report VALUES (?,?,?,?)");
  for (size_t n = 0; n < f.origins.size(); ++n) {
    const Origin& one = f.origins[n];
    origin.bind_all(where, n, one.story, one.name, strings_json(one.because)).done();
    for (size_t m = 0; m < one.reports.size(); ++m) member.bind_all(where, n, m, number[one.reports[m]]).done();
  }
}

void write_ledger(Database& database, const Findings& f, const std::vector<int64_t>& number, int64_t where) {
  Statement entry(database, "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?)");
  Statement reading(database, "INSERT INTO reading VALUES (?,?,?,?,?,?,?,?,?,?)");
  Statement passage(database, "INSERT INTO reading_passage VALUES (?,?,?,?,?,?,?,?)");
  for (size_t n = 0; n < f.ledger.size(); ++n) {
    const Entry& one = f.ledger[n];
    entry
        .bind_all(where, n, one.id, static_cast<int64_t>(one.story), one.storyline, static_cast<int>(one.kind),
                  one.about, static_cast<int>(one.state), one.independent, strings_json(one.because))
        .done();
    for (size_t m = 0; m < one.readings.size(); ++m) {
      const Reading& r = one.readings[m];
      reading.bind_all(where, n, m, r.value, r.low, r.high, r.best, r.bound, r.source, r.as_of).done();
      size_t k = 0;
      for (bool headline : {false, true})
        for (const Passage& p : headline ? r.headlines : r.passages)
          passage.bind_all(where, n, m, k++, number[p.report], p.span.begin, p.span.end, headline).done();
    }
  }
}

void write_timeline(Database& database, const Findings& f, const std::vector<int64_t>& number, int64_t where) {
  Statement item(database, "INSERT INTO timeline VALUES (?,?,?,?,?,?)");
  Statement passage(database, "INSERT INTO timeline_passage VALUES (?,?,?,?,?,?,?)");
  for (size_t n = 0; n < f.timeline.size(); ++n) {
    const TimelineItem& one = f.timeline[n];
    item.bind_all(where, n, static_cast<int64_t>(one.story), one.when, one.precision, one.what).done();
    for (size_t m = 0; m < one.passages.size(); ++m) {
      const Passage& p = one.passages[m];
      passage
          .bind_all(where, n, m, number[p.report], p.span.begin, p.span.end,
                    m < one.reported.size() ? one.reported[m] : std::string())
          .done();
    }
  }
}

// From the row key to the place in the list of reports.
class Places {
 public:
  explicit Places(const std::vector<Report>& reports) {
    for (size_t i = 0; i < reports.size(); ++i) of_[report_number(reports[i].id)] = static_cast<uint32_t>(i);
  }
  uint32_t operator()(int64_t number) const {
    auto found = of_.find(number);
    if (found == of_.end()) throw StoreTrouble{SQLITE_CORRUPT, "a finding names a report that is not there"};
    return found->second;
  }

 private:
  std::unordered_map<int64_t, uint32_t> of_;
};

// A row of a list that belongs to an earlier row: the parent must be there.
template <typename T>
T& parent(std::vector<T>& list, int64_t n) {
  if (n < 0 || static_cast<size_t>(n) >= list.size()) throw StoreTrouble{SQLITE_CORRUPT, "a finding without its head"};
  return list[static_cast<size_t>(n)];
}

Span span_at(const Statement& row, int column) { return {row.u32(column), row.u32(column + 1)}; }

void load_copies(Database& database, const Places& place, int64_t where, Findings& f) {
  Statement copy(database, "SELECT * FROM copy WHERE neighbourhood = ? ORDER BY n");
  copy.bind_all(where);
  while (copy.step())
    f.copies.push_back({place(copy.integer(2)),
                        place(copy.integer(5)),
                        span_at(copy, 3),
                        span_at(copy, 6),
                        static_cast<CopyKind>(copy.integer(8)),
                        static_cast<CopyFrom>(copy.integer(9)),
                        strings_of_json(copy.text(10)),
                        {}});
  Statement rewording(database, "SELECT * FROM rewording WHERE neighbourhood = ? ORDER BY copy, n");
  rewording.bind_all(where);
  while (rewording.step())
    parent(f.copies, rewording.integer(1)).rewordings.push_back({span_at(rewording, 3), span_at(rewording, 5)});
}

void load_stories(Database& database, const Places& place, int64_t where, Findings& f) {
  Statement story(database, "SELECT * FROM story WHERE neighbourhood = ? ORDER BY n");
  story.bind_all(where);
  while (story.step()) {
    Story one;
    one.id = story.text(2);
    one.title = story.text(3);
    one.title_report = place(story.integer(4));
    one.from = story.text(5);
    one.to = story.text(6);
    one.storyline = story.text(7);
    f.stories.push_back(std::move(one));
  }
  Statement member(database, "SELECT * FROM story_report WHERE neighbourhood = ? ORDER BY story, n");
  member.bind_all(where);
  while (member.step()) parent(f.stories, member.integer(1)).reports.push_back(place(member.integer(3)));
  Statement link(database, "SELECT * FROM story_link WHERE neighbourhood = ? ORDER BY story, n");
  link.bind_all(where);
  while (link.step())
    parent(f.stories, link.integer(1))
        .links.push_back(
            {place(link.integer(3)), place(link.integer(4)), link.real(5).value_or(0), strings_of_json(link.text(6))});
  Statement settled(database, "SELECT * FROM settled WHERE neighbourhood = ? ORDER BY n");
  settled.bind_all(where);
  while (settled.step())
    f.settled.push_back({static_cast<Settled::What>(settled.integer(2)), place(settled.integer(3)), settled.u32(4),
                         settled.text(5), place(settled.integer(6))});
}

void load_origins(Database& database, const Places& place, int64_t where, Findings& f) {
  Statement origin(database, "SELECT * FROM origin WHERE neighbourhood = ? ORDER BY n");
  origin.bind_all(where);
  while (origin.step()) f.origins.push_back({origin.u32(2), origin.text(3), {}, strings_of_json(origin.text(4))});
  Statement member(database, "SELECT * FROM origin_report WHERE neighbourhood = ? ORDER BY origin, n");
  member.bind_all(where);
  while (member.step()) parent(f.origins, member.integer(1)).reports.push_back(place(member.integer(3)));
}

void load_ledger(Database& database, const Places& place, int64_t where, Findings& f) {
  Statement entry(database, "SELECT * FROM entry WHERE neighbourhood = ? ORDER BY n");
  entry.bind_all(where);
  while (entry.step()) {
    Entry one;
    one.id = entry.text(2);
    one.story = static_cast<int32_t>(entry.integer(3));
    one.storyline = entry.text(4);
    one.kind = static_cast<EntryKind>(entry.integer(5));
    one.about = entry.text(6);
    one.state = static_cast<EntryState>(entry.integer(7));
    one.independent = entry.u32(8);
    one.because = strings_of_json(entry.text(9));
    f.ledger.push_back(std::move(one));
  }
  Statement reading(database, "SELECT * FROM reading WHERE neighbourhood = ? ORDER BY entry, n");
  reading.bind_all(where);
  while (reading.step())
    parent(f.ledger, reading.integer(1))
        .readings.push_back({reading.text(3),
                             reading.real(4),
                             reading.real(5),
                             reading.real(6),
                             reading.text(7),
                             {},
                             reading.text(8),
                             reading.text(9)});
  Statement passage(database, "SELECT * FROM reading_passage WHERE neighbourhood = ? ORDER BY entry, reading, n");
  passage.bind_all(where);
  while (passage.step()) {
    Reading& to = parent(parent(f.ledger, passage.integer(1)).readings, passage.integer(2));
    (passage.integer(7) ? to.headlines : to.passages).push_back({place(passage.integer(4)), span_at(passage, 5)});
  }
}

void load_timeline(Database& database, const Places& place, int64_t where, Findings& f) {
  Statement item(database, "SELECT * FROM timeline WHERE neighbourhood = ? ORDER BY n");
  item.bind_all(where);
  while (item.step())
    f.timeline.push_back({static_cast<int32_t>(item.integer(2)), item.text(3), item.text(4), item.text(5), {}, {}});
  Statement passage(database, "SELECT * FROM timeline_passage WHERE neighbourhood = ? ORDER BY item, n");
  passage.bind_all(where);
  while (passage.step()) {
    TimelineItem& to = parent(f.timeline, passage.integer(1));
    to.passages.push_back({place(passage.integer(3)), span_at(passage, 4)});
    to.reported.push_back(passage.text(6));
  }
}

}  // namespace

void drop_findings(Database& database, int64_t neighbourhood) {
  for (const char* table : finding_tables) {
    Statement drop(database, std::string("DELETE FROM ") + table + " WHERE neighbourhood = ?");
    drop.bind_all(neighbourhood).done();
  }
}

void write_findings(Database& database, const Findings& findings, int64_t neighbourhood) {
  std::vector<int64_t> number;
  for (const Report* report : findings.reports) number.push_back(report_number(report->id));
  write_copies(database, findings, number, neighbourhood);
  write_stories(database, findings, number, neighbourhood);
  write_origins(database, findings, number, neighbourhood);
  write_ledger(database, findings, number, neighbourhood);
  write_timeline(database, findings, number, neighbourhood);
}

Findings load_findings(Database& database, const std::vector<Report>& reports, int64_t neighbourhood) {
  Findings findings;
  for (const Report& report : reports) findings.reports.push_back(&report);
  Places place(reports);
  load_copies(database, place, neighbourhood, findings);
  load_stories(database, place, neighbourhood, findings);
  load_origins(database, place, neighbourhood, findings);
  load_ledger(database, place, neighbourhood, findings);
  load_timeline(database, place, neighbourhood, findings);
  return findings;
}

}  // namespace fairwitness
