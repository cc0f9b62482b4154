#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <memory>
#include <unordered_map>

#include "store/pack.h"
#include "store/rows.h"

namespace fairwitness {
namespace {

// The values of an article that say where they came from, in the order of the JSON in report.sources.
struct SourcedField {
  const char* key;
  Sourced Article::*member;
};
constexpr SourcedField sourced_fields[] = {
    {"title", &Article::title},       {"outlet", &Article::outlet},   {"url", &Article::url},
    {"language", &Article::language}, {"section", &Article::section}, {"published", &Article::published},
    {"modified", &Article::modified},
};

std::string sources_json(const Article& article) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  auto put = [&](std::string_view text) { writer.String(text.data(), static_cast<unsigned>(text.size())); };
  writer.StartObject();
  writer.Key("authors");
  put(article.authors_from);
  for (const auto& field : sourced_fields) {
    const Sourced& value = article.*field.member;
    if (!value.known() && value.others.empty()) continue;
    writer.Key(field.key);
    writer.StartArray();
    put(value.from);
    for (const auto& [other, from] : value.others) {
      put(other);
      put(from);
    }
    writer.EndArray();
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

void read_sources(Article& article, const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return;
  auto text = [](const rapidjson::Value& value) {
    return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : std::string();
  };
  if (document.HasMember("authors")) article.authors_from = text(document["authors"]);
  for (const auto& field : sourced_fields) {
    if (!document.HasMember(field.key) || !document[field.key].IsArray()) continue;
    const auto& list = document[field.key];
    Sourced& value = article.*field.member;
    if (!list.Empty()) value.from = text(list[0]);
    for (unsigned i = 1; i + 1 < list.Size(); i += 2) value.others.emplace_back(text(list[i]), text(list[i + 1]));
  }
}

Blob blocks_blob(const Article& article) {
  std::string out;
  for (const Block& block : article.blocks) {
    pack_u32(out, static_cast<uint32_t>(block.kind));
    pack_u32(out, block.span.begin);
    pack_u32(out, block.span.size());
  }
  return {std::move(out)};
}

Blob sentences_blob(const Words& words) {
  std::string out;
  for (const Sentence& sentence : words.sentences) {
    pack_u32(out, sentence.span.begin);
    pack_u32(out, sentence.span.size());
    pack_u32(out, sentence.block);
  }
  return {std::move(out)};
}

Blob map_blob(const Article& article) {
  std::string out;
  for (const MapRun& run : article.map)
    for (uint32_t value : {run.text_begin, run.text_length, run.source_begin, run.source_length}) pack_u32(out, value);
  return {std::move(out)};
}

int64_t entity_column(uint32_t entity) { return entity == no_entity ? -1 : static_cast<int64_t>(entity); }
uint32_t entity_of(int64_t column) { return column < 0 ? no_entity : static_cast<uint32_t>(column); }

}  // namespace

int64_t report_number(std::string_view id) { return static_cast<int64_t>(hash_bytes(id, 7) >> 1); }

struct ReportWriter::Statements {
  explicit Statements(Database& d)
      : report(d, "INSERT INTO report VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        search(d, "INSERT INTO report_text (rowid, title, text) VALUES (?,?,?)"),
        dropped(d, "INSERT INTO dropped VALUES (?,?,?,?)"),
        credit(d, "INSERT INTO credit VALUES (?,?,?,?,?,?,?)"),
        problem(d, "INSERT INTO problem VALUES (?,?,?,?,?,?,?)"),
        entity(d, "INSERT INTO entity VALUES (?,?,?,?,?,?,?,?,?,?)"),
        name(d, "INSERT INTO name VALUES (?,?,?,?,?,?,?,?)"),
        quote(d, "INSERT INTO quote VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
        time(d, "INSERT INTO time VALUES (?,?,?,?,?,?,?,?,?)"),
        figure(d, "INSERT INTO figure VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        event(d, "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        participant(d, "INSERT INTO participant VALUES (?,?,?,?,?,?,?,?)") {}
  Statement report, search, dropped, credit, problem, entity, name, quote, time, figure, event, participant;
};

ReportWriter::ReportWriter(Database& database) : statements_(std::make_unique<Statements>(database)) {}
ReportWriter::~ReportWriter() = default;

void ReportWriter::write(const Report& report, std::string_view id, std::string_view text_hash) {
  Statements& to = *statements_;
  const Article& a = report.article;
  int64_t number = report_number(id);
  to.report
      .bind_all(number, id, report.content_hash, text_hash, report.place.path, report.place.offset, report.place.length,
                report.place.inner, report.place.nth, a.title.value, a.outlet.value, a.owner, a.url.value,
                a.language.value, a.section.value, a.published.value, a.modified.value, strings_json(a.authors),
                sources_json(a), a.text, blocks_blob(a), sentences_blob(report.words), map_blob(a))
      .done();
  to.search.bind_all(number, a.title.value, a.text).done();
  int64_t n = 0;
  for (const auto& one : a.dropped) to.dropped.bind_all(number, n++, one.why, one.text).done();
  n = 0;
  for (const auto& one : a.credits)
    to.credit.bind_all(number, n++, one.agency, static_cast<int>(one.how), one.span.begin, one.span.end, one.words)
        .done();
  n = 0;
  for (const auto* list : {&a.problems, &report.problems})
    for (const auto& one : *list)
      to.problem.bind_all(number, n++, one.code, one.span.begin, one.span.end, one.detail, list == &a.problems).done();
  n = 0;
  for (const auto& one : report.names.entities)
    to.entity
        .bind_all(number, n++, one.id, one.name, static_cast<int>(one.kind), strings_json(one.roles),
                  strings_json(one.aliases), one.country, one.female, one.male)
        .done();
  n = 0;
  for (const auto& one : report.names.names)
    to.name
        .bind_all(number, n++, one.span.begin, one.span.end, static_cast<int>(one.kind), entity_column(one.entity), "",
                  false)
        .done();
  for (const auto& one : report.names.references)
    to.name.bind_all(number, n++, one.span.begin, one.span.end, 0, entity_column(one.entity), one.why, true).done();
  n = 0;
  for (const auto& one : report.quotes)
    to.quote
        .bind_all(number, n++, static_cast<int>(one.kind), spans_json(one.content), spans_json(one.cue),
                  spans_json(one.source), one.speaker, entity_column(one.entity), one.told_to, strings_json(one.via),
                  one.why)
        .done();
  n = 0;
  for (const auto& one : report.times)
    to.time
        .bind_all(number, n++, one.span.begin, one.span.end, static_cast<int>(one.type), one.value,
                  static_cast<int>(one.anchor), one.open, one.why)
        .done();
  n = 0;
  for (const auto* figures : {&report.figures, &report.headline_figures})
    for (const auto& one : *figures)
      to.figure
          .bind_all(number, n++, one.span.begin, one.span.end, one.low, one.high, one.best, static_cast<int>(one.bound),
                    one.counted, one.counted_span.begin, one.counted_span.end, one.unit, one.place, one.as_of,
                    one.since, one.source, entity_column(one.source_entity), static_cast<int>(one.of), one.why,
                    spans_json(one.parts), one.caveat, figures == &report.headline_figures)
          .done();
  n = 0;
  for (const auto& one : report.events) {
    to.event
        .bind_all(number, n, one.kind, one.status, one.span.begin, one.span.end, one.trigger.begin, one.trigger.end,
                  one.when, static_cast<int64_t>(one.time), one.where, one.outcome, one.source, one.negated, one.why,
                  one.action)
        .done();
    int64_t m = 0;
    for (const auto& who : one.participants)
      to.participant
          .bind_all(number, n, m++, who.name, entity_column(who.entity), who.role, who.span.begin, who.span.end)
          .done();
    ++n;
  }
}

namespace {

// The reports asked for, and where their records go.
struct Wanted {
  std::unordered_map<int64_t, Report*> reports;
  std::string numbers;  // as a JSON list; "" for all there are
  auto find(int64_t number) const { return reports.find(number); }
  auto end() const { return reports.end(); }
};

// The statement, cut down to the numbers asked for.
std::string narrowed(std::string sql, std::string_view column, const std::string& numbers) {
  if (numbers.empty()) return sql;
  sql.insert(sql.find(" ORDER BY "), " WHERE " + std::string(column) + " IN (SELECT value FROM json_each(?))");
  return sql;
}

// Goes through a table of records in key order and hands each row to the report it belongs to.
template <typename Take>
void each_row(Database& database, const char* sql, const Wanted& of, Take take) {
  Statement statement(database, narrowed(sql, "report", of.numbers));
  if (!of.numbers.empty()) statement.bind_all(of.numbers);
  while (statement.step()) {
    auto found = of.find(statement.integer(0));
    if (found != of.end()) take(*found->second, statement);
  }
}

Span span_at(const Statement& row, int column) { return {row.u32(column), row.u32(column + 1)}; }

Report head_of(const Statement& row) {
  Report report;
  Article& a = report.article;
  report.id = row.text(1);
  report.content_hash = row.text(2);
  report.place = {row.text(4), static_cast<uint64_t>(row.integer(5)), static_cast<uint64_t>(row.integer(6)),
                  row.text(7), row.u32(8)};
  a.title.value = row.text(9);
  a.outlet.value = row.text(10);
  a.owner = row.text(11);
  a.url.value = row.text(12);
  a.language.value = row.text(13);
  a.section.value = row.text(14);
  a.published.value = row.text(15);
  a.modified.value = row.text(16);
  a.authors = strings_of_json(row.text(17));
  read_sources(a, row.text(18));
  a.text = row.text(19);
  std::string blocks = row.text(20), sentences = row.text(21), map = row.text(22);
  for (size_t i = 0; i + 3 <= blocks.size() / 4; i += 3) {
    uint32_t begin = unpack_u32(blocks, i + 1);
    a.blocks.push_back({static_cast<BlockKind>(unpack_u32(blocks, i)), {begin, begin + unpack_u32(blocks, i + 2)}});
  }
  for (size_t i = 0; i + 3 <= sentences.size() / 4; i += 3) {
    uint32_t begin = unpack_u32(sentences, i);
    Sentence sentence;
    sentence.span = {begin, begin + unpack_u32(sentences, i + 1)};
    sentence.block = unpack_u32(sentences, i + 2);
    report.words.sentences.push_back(sentence);
  }
  for (size_t i = 0; i + 4 <= map.size() / 4; i += 4)
    a.map.push_back({unpack_u32(map, i), unpack_u32(map, i + 1), unpack_u32(map, i + 2), unpack_u32(map, i + 3)});
  return report;
}

void load_article_rows(Database& database, const Wanted& of) {
  each_row(database, "SELECT report, why, text FROM dropped ORDER BY report, n", of,
           [](Report& to, const Statement& row) {
             to.article.dropped.push_back({row.text(1), row.text(2)});
           });
  each_row(database, "SELECT report, agency, how, \"begin\", \"end\", words FROM credit ORDER BY report, n", of,
           [](Report& to, const Statement& row) {
             to.article.credits.push_back(
                 {row.text(1), static_cast<CreditHow>(row.integer(2)), span_at(row, 3), row.text(5)});
           });
  each_row(database, "SELECT report, code, \"begin\", \"end\", detail, of_article FROM problem ORDER BY report, n", of,
           [](Report& to, const Statement& row) {
             auto& list = row.integer(5) ? to.article.problems : to.problems;
             list.push_back({row.text(1), span_at(row, 2), row.text(4)});
           });
}

void load_name_rows(Database& database, const Wanted& of) {
  each_row(database,
           "SELECT report, id, name, kind, role_list, alias_list, country, female, male FROM entity ORDER BY report, n",
           of, [](Report& to, const Statement& row) {
             Entity one;
             one.id = row.text(1);
             one.name = row.text(2);
             one.kind = static_cast<NameKind>(row.integer(3));
             one.roles = strings_of_json(row.text(4));
             one.aliases = strings_of_json(row.text(5));
             one.country = row.text(6);
             one.female = row.integer(7) != 0;
             one.male = row.integer(8) != 0;
             to.names.entities.push_back(std::move(one));
           });
  each_row(
      database, "SELECT report, \"begin\", \"end\", kind, entity, why, is_reference FROM name ORDER BY report, n", of,
      [](Report& to, const Statement& row) {
        if (row.integer(6))
          to.names.references.push_back({span_at(row, 1), entity_of(row.integer(4)), row.text(5)});
        else
          to.names.names.push_back({span_at(row, 1), static_cast<NameKind>(row.integer(3)), entity_of(row.integer(4))});
      });
}

void load_times(Database& database, const Wanted& of) {
  each_row(database, "SELECT report, \"begin\", \"end\", type, value, anchor, open, why FROM time ORDER BY report, n",
           of, [](Report& to, const Statement& row) {
             Time one;
             one.span = span_at(row, 1);
             one.type = static_cast<TimeType>(row.integer(3));
             one.value = row.text(4);
             one.anchor = static_cast<Anchor>(row.integer(5));
             one.open = row.text(6);
             one.why = row.text(7);
             to.times.push_back(std::move(one));
           });
}

void load_record_rows(Database& database, const Wanted& of) {
  each_row(database,
           "SELECT report, kind, content_spans, cue_spans, source_spans, speaker, entity, told_to, via_list, why "
           "FROM quote ORDER BY report, n",
           of, [](Report& to, const Statement& row) {
             to.quotes.push_back({static_cast<QuoteKind>(row.integer(1)), spans_of_json(row.text(2)),
                                  spans_of_json(row.text(3)), spans_of_json(row.text(4)), row.text(5),
                                  entity_of(row.integer(6)), row.text(7), strings_of_json(row.text(8)), row.text(9)});
           });
  each_row(
      database,
      "SELECT report, \"begin\", \"end\", low, high, best, bound, counted, counted_begin, counted_end, unit, place, "
      "as_of, since, source, source_entity, \"of\", why, part_spans, caveat, headline FROM figure ORDER BY report, n",
      of, [](Report& to, const Statement& row) {
        Figure one;
        one.span = span_at(row, 1);
        one.low = row.real(3);
        one.high = row.real(4);
        one.best = row.real(5);
        one.bound = static_cast<Bound>(row.integer(6));
        one.counted = row.text(7);
        one.counted_span = span_at(row, 8);
        one.unit = row.text(10);
        one.place = row.text(11);
        one.as_of = row.text(12);
        one.since = row.text(13);
        one.source = row.text(14);
        one.source_entity = entity_of(row.integer(15));
        one.of = static_cast<FigureOf>(row.integer(16));
        one.why = row.text(17);
        one.parts = spans_of_json(row.text(18));
        one.caveat = row.text(19);
        (row.integer(20) ? to.headline_figures : to.figures).push_back(std::move(one));
      });
  each_row(database,
           "SELECT report, kind, status, \"begin\", \"end\", trigger_begin, trigger_end, \"when\", time, \"where\", "
           "outcome, source, negated, why, action FROM event ORDER BY report, n",
           of, [](Report& to, const Statement& row) {
             Event one;
             one.kind = row.text(1);
             one.status = row.text(2);
             one.span = span_at(row, 3);
             one.trigger = span_at(row, 5);
             one.when = row.text(7);
             one.time = static_cast<int32_t>(row.integer(8));
             one.where = row.text(9);
             one.outcome = row.text(10);
             one.source = row.text(11);
             one.negated = row.integer(12) != 0;
             one.why = row.text(13);
             one.action = row.text(14);
             to.events.push_back(std::move(one));
           });
  each_row(database,
           "SELECT report, event, name, entity, role, \"begin\", \"end\" FROM participant ORDER BY report, event, n",
           of, [](Report& to, const Statement& row) {
             auto event = static_cast<size_t>(row.integer(1));
             if (event < to.events.size())
               to.events[event].participants.push_back(
                   {row.text(2), entity_of(row.integer(3)), row.text(4), span_at(row, 5)});
           });
}

}  // namespace

namespace {

std::vector<Report> load(Database& database, const std::string& numbers, ReportParts parts) {
  std::vector<Report> reports;
  Statement statement(database, narrowed("SELECT * FROM report ORDER BY id", "number", numbers));
  if (!numbers.empty()) statement.bind_all(numbers);
  while (statement.step()) reports.push_back(head_of(statement));
  if (parts == ReportParts::head) return reports;
  Wanted of;
  of.numbers = numbers;
  for (Report& report : reports) of.reports[report_number(report.id)] = &report;
  load_times(database, of);
  if (parts == ReportParts::times) return reports;
  load_article_rows(database, of);
  load_name_rows(database, of);
  load_record_rows(database, of);
  return reports;
}

}  // namespace

std::vector<Report> load_reports(Database& database, ReportParts parts) { return load(database, "", parts); }

std::vector<Report> load_reports(Database& database, const std::vector<int64_t>& numbers, ReportParts parts) {
  std::string list = "[";
  for (int64_t number : numbers) list += (list.size() > 1 ? "," : "") + std::to_string(number);
  return load(database, list + "]", parts);
}

}  // namespace fairwitness
