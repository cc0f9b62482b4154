#include "store/schema.h"

#include <string>

namespace fairwitness {
namespace {

// One entry a version: what brings version i to i + 1. Never edit an entry that has been released; add one.
//
// Columns named `spans` hold JSON lists of [begin, end] byte offsets of report.text; `*_list` JSON lists of strings.
const char* const migrations[] = {R"sql(
CREATE TABLE library (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO library VALUES ('generation', 0), ('findings_of', -1);

-- One row a report. `number` is made from the id, so it does not depend on the order of arrival.
CREATE TABLE report (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, content_hash TEXT NOT NULL, text_hash TEXT NOT NULL,
  path TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL, inner TEXT NOT NULL,
  nth INTEGER NOT NULL,    -- which of several records of that place it is
  title TEXT NOT NULL, outlet TEXT NOT NULL, owner TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL,
  section TEXT NOT NULL, published TEXT NOT NULL, modified TEXT NOT NULL, author_list TEXT NOT NULL,
  sources TEXT NOT NULL,   -- JSON: for each of these values the field it came from and the runners-up
  text TEXT NOT NULL,
  blocks BLOB NOT NULL,    -- (kind, begin, length) as little-endian u32 triples
  sentences BLOB NOT NULL, -- (begin, length, block) as little-endian u32 triples
  map BLOB NOT NULL        -- (text_begin, text_length, source_begin, source_length) as little-endian u32 fours
);
CREATE INDEX report_text_hash ON report (text_hash);
CREATE VIRTUAL TABLE report_text USING fts5 (title, text, content='report', content_rowid='number',
                                             tokenize="unicode61 remove_diacritics 2");

-- What was left out of a report's text, where it credits an agency, what was odd.
CREATE TABLE dropped (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  why TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE credit (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  agency TEXT NOT NULL, how INTEGER NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE problem (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  code TEXT NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, detail TEXT NOT NULL, of_article INTEGER NOT NULL,
  PRIMARY KEY (report, n)) WITHOUT ROWID;

-- The records of one report.
CREATE TABLE entity (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, role_list TEXT NOT NULL, alias_list TEXT NOT NULL,
  country TEXT NOT NULL, female INTEGER NOT NULL, male INTEGER NOT NULL, PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE name (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, kind INTEGER NOT NULL, entity INTEGER NOT NULL, -- -1: unresolved
  why TEXT NOT NULL,  -- '' for a name; for "he", "the minister": what resolved it
  is_reference INTEGER NOT NULL, PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE quote (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  kind INTEGER NOT NULL, content_spans TEXT NOT NULL, cue_spans TEXT NOT NULL, source_spans TEXT NOT NULL,
  speaker TEXT NOT NULL, entity INTEGER NOT NULL, told_to TEXT NOT NULL, via_list TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE time (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, type INTEGER NOT NULL, value TEXT NOT NULL, anchor INTEGER NOT NULL,
  open TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE figure (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, low REAL, high REAL, best REAL, bound INTEGER NOT NULL,
  counted TEXT NOT NULL, counted_begin INTEGER NOT NULL, counted_end INTEGER NOT NULL, unit TEXT NOT NULL,
  place TEXT NOT NULL, as_of TEXT NOT NULL, since TEXT NOT NULL, source TEXT NOT NULL, source_entity INTEGER NOT NULL,
  "of" INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE event (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, n INTEGER NOT NULL,
  kind TEXT NOT NULL, status TEXT NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL, "when" TEXT NOT NULL, time INTEGER NOT NULL,
  "where" TEXT NOT NULL, outcome TEXT NOT NULL, source TEXT NOT NULL, negated INTEGER NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (report, n)) WITHOUT ROWID;
CREATE TABLE participant (report INTEGER NOT NULL REFERENCES report (number) ON UPDATE CASCADE, event INTEGER NOT NULL,
  n INTEGER NOT NULL, name TEXT NOT NULL, entity INTEGER NOT NULL, role TEXT NOT NULL, "begin" INTEGER NOT NULL,
  "end" INTEGER NOT NULL, PRIMARY KEY (report, event, n)) WITHOUT ROWID;

-- Input records that became no report, and why.
CREATE TABLE unread (path TEXT NOT NULL, "offset" INTEGER NOT NULL, inner TEXT NOT NULL, nth INTEGER NOT NULL,
  length INTEGER NOT NULL, failed INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (path, "offset", inner, nth)) WITHOUT ROWID;

-- What the reports say together. Made anew from the tables above whenever a report was added.
CREATE TABLE copy (n INTEGER PRIMARY KEY, a INTEGER NOT NULL, a_begin INTEGER NOT NULL, a_end INTEGER NOT NULL,
  b INTEGER NOT NULL, b_begin INTEGER NOT NULL, b_end INTEGER NOT NULL, kind INTEGER NOT NULL, "from" INTEGER NOT NULL,
  because_list TEXT NOT NULL);
CREATE TABLE rewording (copy INTEGER NOT NULL, n INTEGER NOT NULL, a_begin INTEGER NOT NULL, a_end INTEGER NOT NULL,
  b_begin INTEGER NOT NULL, b_end INTEGER NOT NULL, PRIMARY KEY (copy, n)) WITHOUT ROWID;
CREATE TABLE story (n INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, title_report INTEGER NOT NULL,
  "from" TEXT NOT NULL, "to" TEXT NOT NULL, storyline TEXT NOT NULL);
CREATE TABLE story_report (story INTEGER NOT NULL, n INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY (story, n)) WITHOUT ROWID;
CREATE TABLE story_link (story INTEGER NOT NULL, n INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
  score REAL NOT NULL, because_list TEXT NOT NULL, PRIMARY KEY (story, n)) WITHOUT ROWID;
CREATE TABLE settled (n INTEGER PRIMARY KEY, what INTEGER NOT NULL, report INTEGER NOT NULL, record INTEGER NOT NULL,
  value TEXT NOT NULL, rests_on INTEGER NOT NULL);
CREATE TABLE origin (n INTEGER PRIMARY KEY, story INTEGER NOT NULL, name TEXT NOT NULL, because_list TEXT NOT NULL);
CREATE TABLE origin_report (origin INTEGER NOT NULL, n INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY (origin, n)) WITHOUT ROWID;
CREATE TABLE entry (n INTEGER PRIMARY KEY, id TEXT NOT NULL, story INTEGER NOT NULL, storyline TEXT NOT NULL,
  kind INTEGER NOT NULL, about TEXT NOT NULL, state INTEGER NOT NULL, independent INTEGER NOT NULL,
  because_list TEXT NOT NULL);
CREATE TABLE reading (entry INTEGER NOT NULL, n INTEGER NOT NULL, value TEXT NOT NULL, low REAL, high REAL, best REAL,
  bound TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL, PRIMARY KEY (entry, n)) WITHOUT ROWID;
CREATE TABLE reading_passage (entry INTEGER NOT NULL, reading INTEGER NOT NULL, n INTEGER NOT NULL,
  report INTEGER NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (entry, reading, n)) WITHOUT ROWID;
CREATE TABLE timeline (n INTEGER PRIMARY KEY, story INTEGER NOT NULL, "when" TEXT NOT NULL, precision TEXT NOT NULL,
  what TEXT NOT NULL);
CREATE TABLE timeline_passage (item INTEGER NOT NULL, n INTEGER NOT NULL, report INTEGER NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, reported TEXT NOT NULL, PRIMARY KEY (item, n)) WITHOUT ROWID;
)sql",
                                  R"sql(
-- What reports read by version 1 do not tell stays empty.
ALTER TABLE figure ADD COLUMN part_spans TEXT NOT NULL DEFAULT '';  -- of a total that only follows from its parts
ALTER TABLE figure ADD COLUMN caveat TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN action TEXT NOT NULL DEFAULT '';

-- Findings belong to a neighbourhood (src/neighbours), so that a new report makes anew only those it touches.
DROP TABLE copy; DROP TABLE rewording; DROP TABLE story; DROP TABLE story_report; DROP TABLE story_link;
DROP TABLE settled; DROP TABLE origin; DROP TABLE origin_report; DROP TABLE entry; DROP TABLE reading;
DROP TABLE reading_passage; DROP TABLE timeline; DROP TABLE timeline_passage;

DELETE FROM library;
INSERT INTO library SELECT 'reports', count(*) FROM report;
INSERT INTO library VALUES ('reads', 0),  -- how often findings were brought up to date
                           ('rearrange', 1);  -- 1: neighbourhoods have to be told from all reports

-- Reports whose findings are still to be made.
CREATE TABLE fresh (report INTEGER PRIMARY KEY);
INSERT INTO fresh SELECT number FROM report;

-- What reports are found by, in libraries of more than a few thousand reports. Days count from 1970.
CREATE TABLE bearings (report INTEGER PRIMARY KEY, day INTEGER NOT NULL, topic INTEGER NOT NULL,
  keys BLOB NOT NULL);     -- little-endian 64-bit numbers
CREATE TABLE bearing_key (key INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY (key, day, report)) WITHOUT ROWID;
CREATE TABLE bearing_topic (topic INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (topic, report)) WITHOUT ROWID;

-- Reports that are looked at together. `number` is the smallest report number among them. Level 0 holds all reports
-- and has no rows in `neighbour`.
CREATE TABLE neighbourhood (number INTEGER PRIMARY KEY, level INTEGER NOT NULL, members TEXT NOT NULL, -- a hash
  done INTEGER NOT NULL);  -- 0: its findings are still to be made
CREATE INDEX neighbourhood_undone ON neighbourhood (number) WHERE done = 0;
CREATE TABLE neighbour (report INTEGER PRIMARY KEY, neighbourhood INTEGER NOT NULL);
CREATE INDEX neighbour_of ON neighbour (neighbourhood);

CREATE TABLE copy (neighbourhood INTEGER NOT NULL, n INTEGER NOT NULL, a INTEGER NOT NULL, a_begin INTEGER NOT NULL,
  a_end INTEGER NOT NULL, b INTEGER NOT NULL, b_begin INTEGER NOT NULL, b_end INTEGER NOT NULL, kind INTEGER NOT NULL,
  "from" INTEGER NOT NULL, because_list TEXT NOT NULL, PRIMARY KEY (neighbourhood, n)) WITHOUT ROWID;
CREATE TABLE rewording (neighbourhood INTEGER NOT NULL, copy INTEGER NOT NULL, n INTEGER NOT NULL,
  a_begin INTEGER NOT NULL, a_end INTEGER NOT NULL, b_begin INTEGER NOT NULL, b_end INTEGER NOT NULL,
  PRIMARY KEY (neighbourhood, copy, n)) WITHOUT ROWID;
CREATE TABLE story (neighbourhood INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
  title_report INTEGER NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL, storyline TEXT NOT NULL,
  PRIMARY KEY (neighbourhood, n)) WITHOUT ROWID;
CREATE INDEX story_id ON story (id);
CREATE TABLE story_report (neighbourhood INTEGER NOT NULL, story INTEGER NOT NULL, n INTEGER NOT NULL,
  report INTEGER NOT NULL, PRIMARY KEY (neighbourhood, story, n)) WITHOUT ROWID;
CREATE TABLE story_link (neighbourhood INTEGER NOT NULL, story INTEGER NOT NULL, n INTEGER NOT NULL, a INTEGER NOT NULL,
  b INTEGER NOT NULL, score REAL NOT NULL, because_list TEXT NOT NULL, PRIMARY KEY (neighbourhood, story, n))
  WITHOUT ROWID;
CREATE TABLE settled (neighbourhood INTEGER NOT NULL, n INTEGER NOT NULL, what INTEGER NOT NULL,
  report INTEGER NOT NULL, record INTEGER NOT NULL, value TEXT NOT NULL, rests_on INTEGER NOT NULL,
  PRIMARY KEY (neighbourhood, n)) WITHOUT ROWID;
CREATE TABLE origin (neighbourhood INTEGER NOT NULL, n INTEGER NOT NULL, story INTEGER NOT NULL, name TEXT NOT NULL,
  because_list TEXT NOT NULL, PRIMARY KEY (neighbourhood, n)) WITHOUT ROWID;
CREATE TABLE origin_report (neighbourhood INTEGER NOT NULL, origin INTEGER NOT NULL, n INTEGER NOT NULL,
  report INTEGER NOT NULL, PRIMARY KEY (neighbourhood, origin, n)) WITHOUT ROWID;
CREATE TABLE entry (neighbourhood INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, story INTEGER NOT NULL,
  storyline TEXT NOT NULL, kind INTEGER NOT NULL, about TEXT NOT NULL, state INTEGER NOT NULL,
  independent INTEGER NOT NULL, because_list TEXT NOT NULL, PRIMARY KEY (neighbourhood, n)) WITHOUT ROWID;
CREATE TABLE reading (neighbourhood INTEGER NOT NULL, entry INTEGER NOT NULL, n INTEGER NOT NULL, value TEXT NOT NULL,
  low REAL, high REAL, best REAL, bound TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL,
  PRIMARY KEY (neighbourhood, entry, n)) WITHOUT ROWID;
CREATE TABLE reading_passage (neighbourhood INTEGER NOT NULL, entry INTEGER NOT NULL, reading INTEGER NOT NULL,
  n INTEGER NOT NULL, report INTEGER NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (neighbourhood, entry, reading, n)) WITHOUT ROWID;
CREATE TABLE timeline (neighbourhood INTEGER NOT NULL, n INTEGER NOT NULL, story INTEGER NOT NULL, "when" TEXT NOT NULL,
  precision TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY (neighbourhood, n)) WITHOUT ROWID;
CREATE TABLE timeline_passage (neighbourhood INTEGER NOT NULL, item INTEGER NOT NULL, n INTEGER NOT NULL,
  report INTEGER NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, reported TEXT NOT NULL,
  PRIMARY KEY (neighbourhood, item, n)) WITHOUT ROWID;

-- What was told when: for each story and entry the number of the read that brought it first and of the one that last
-- changed it.
CREATE TABLE told (kind INTEGER NOT NULL,  -- 0 story, 1 entry
  id TEXT NOT NULL, neighbourhood INTEGER NOT NULL,  -- -1: to be told anew, -2: gone
  about TEXT NOT NULL, hash TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE INDEX told_where ON told (neighbourhood);
CREATE INDEX told_last ON told (last);
)sql",
                                  R"sql(
-- Merges that a person takes back (src/report/partings.h). `kind`: 0 story, 1 origin (a, b: ids of reports), 2 name.
CREATE TABLE parting (kind INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (kind, a, b)) WITHOUT ROWID;
)sql",
                                  R"sql(
-- More keys and more levels (src/neighbours/levels.h): what was taken by the old ones is taken anew.
DELETE FROM bearings; DELETE FROM bearing_key; DELETE FROM bearing_topic;
UPDATE neighbourhood SET members = '' WHERE level > 0;
INSERT OR REPLACE INTO library SELECT 'rearrange', 1 WHERE EXISTS (SELECT 1 FROM neighbourhood WHERE level > 0);
)sql",
                                  R"sql(
-- Figures of titles. Reports read before tell none.
ALTER TABLE figure ADD COLUMN headline INTEGER NOT NULL DEFAULT 0;  -- 1: its spans lie in the title
)sql",
                                  R"sql(
ALTER TABLE reading_passage ADD COLUMN headline INTEGER NOT NULL DEFAULT 0;  -- 1: it lies in the report's title
)sql"};

static_assert(sizeof migrations / sizeof *migrations == schema_version);

}  // namespace

void migrate(Database& database) {
  for (;;) {
    database.run("BEGIN IMMEDIATE");
    int64_t version = database.number("PRAGMA user_version");
    if (version > schema_version) {
      database.run("ROLLBACK");
      throw StoreTrouble{SQLITE_SCHEMA, "schema version " + std::to_string(version)};
    }
    if (version == schema_version) {
      database.run("COMMIT");
      return;
    }
    database.run(migrations[version]);
    database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
    database.run(("PRAGMA user_version = " + std::to_string(version + 1)).c_str());
    database.run("COMMIT");
  }
}

}  // namespace fairwitness
