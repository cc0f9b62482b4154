#include "report/json.h"

#include "report/json_writer.h"

namespace fairwitness {
namespace {

void write_sourced(Json& json, std::string_view key, const Sourced& value) {
  json.known(key, value.value);
  if (value.known()) json.field(std::string(key) + "_from", value.from);
  if (value.others.empty()) return;
  json.open_list(std::string(key) + "_others");
  for (const auto& [other, from] : value.others) {
    json.open();
    json.field("value", other);
    json.field("from", from);
    json.close();
  }
  json.close_list();
}

void write_head(Json& json, const Report& report) {
  const Article& article = report.article;
  json.name("report");
  json.open();
  json.field("id", report.id);
  json.known("path", report.place.path);
  json.known("inner", report.place.inner);
  json.number("offset", static_cast<double>(report.place.offset));
  json.number("length", static_cast<double>(report.place.length));
  if (report.place.nth) json.number("nth", report.place.nth);
  write_sourced(json, "url", article.url);
  write_sourced(json, "outlet", article.outlet);
  json.known("owner", article.owner);
  write_sourced(json, "title", article.title);
  json.strings("authors", article.authors);
  json.known("authors_from", article.authors_from);
  write_sourced(json, "published", article.published);
  write_sourced(json, "modified", article.modified);
  write_sourced(json, "language", article.language);
  write_sourced(json, "section", article.section);
  json.open_list("credits");
  for (const Credit& credit : article.credits) {
    json.open();
    json.field("agency", credit.agency);
    json.span("span", credit.span);
    json.field("how", name_of(credit.how));
    json.known("words", credit.words);
    json.close();
  }
  json.close_list();
  json.close();
}

void write_body(Json& json, const Report& report) {
  const Article& article = report.article;
  json.field("text", article.text);
  json.open_list("blocks");
  for (const Block& block : article.blocks) {
    json.open();
    json.field("kind", name_of(block.kind));
    json.span("span", block.span);
    json.close();
  }
  json.close_list();
  json.open_list("dropped");
  for (const Dropped& dropped : article.dropped) {
    json.open();
    json.field("why", dropped.why);
    json.field("text", dropped.text);
    json.close();
  }
  json.close_list();
}

void write_problems(Json& json, const Report& report) {
  json.open_list("problems");
  for (const auto* list : {&report.article.problems, &report.problems})
    for (const Problem& problem : *list) {
      json.open();
      json.field("code", problem.code);
      if (problem.span.end <= report.article.text.size() && is_utf8_boundary(report.article.text, problem.span.begin) &&
          is_utf8_boundary(report.article.text, problem.span.end))
        json.span("span", problem.span);
      json.known("detail", problem.detail);
      json.close();
    }
  json.close_list();
}

void entity(Json& json, const Report& report, uint32_t id) {
  json.known("entity", id == no_entity ? std::string_view() : report.names.entities[id].id);
}

void write(Json& json, const Report& report, const Quote& quote) {
  json.field("kind", name_of(quote.kind));
  json.spans("content", quote.content);
  json.spans("cue", quote.cue);
  json.spans("source", quote.source);
  json.known("speaker", quote.speaker);
  entity(json, report, quote.entity);
  json.known("told_to", quote.told_to);
  json.strings("via", quote.via);
  json.field("why", quote.why);
}

// What a figure says, wherever it stands.
void write_value(Json& json, const Figure& figure, std::string_view text) {
  json.field("words", figure.span.of(text));
  json.number("low", figure.low);
  json.number("high", figure.high);
  json.number("best", figure.best);
  json.field("bound", name_of(figure.bound));
  json.known("counted", figure.counted);
}

void write(Json& json, const Report& report, const Figure& figure) {
  json.span("span", figure.span);
  write_value(json, figure, report.article.text);
  json.span("counted_span", figure.counted_span);
  json.known("unit", figure.unit);
  json.known("place", figure.place);
  json.known("as_of", figure.as_of);
  json.known("since", figure.since);
  json.known("source", figure.source);
  json.known("of", name_of(figure.of));
  json.field("why", figure.why);
  if (!figure.parts.empty()) json.spans("parts", figure.parts);
  if (!figure.caveat.empty()) json.field("caveat", figure.caveat);
}

// Of a title's figure what stands in the title alone: nobody there is known to say it.
void write_headline_figures(Json& json, const Report& report) {
  const std::string& title = report.article.title.value;
  const CodePoints points(title);
  json.open_list("headline_figures");
  for (const Figure& figure : report.headline_figures) {
    json.open();
    json.span("span", figure.span, points);
    write_value(json, figure, title);
    json.known("unit", figure.unit);
    json.known("of", name_of(figure.of));
    json.field("why", figure.why);
    json.close();
  }
  json.close_list();
}

void write(Json& json, const Report&, const Time& time) {
  json.span("span", time.span);
  json.field("type", name_of(time.type));
  json.known("value", time.value);
  json.known("anchor", name_of(time.anchor));
  json.known("open", time.open);
  json.field("why", time.why);
}

void write(Json& json, const Report& report, const Event& event) {
  json.field("kind", event.kind);
  json.known("action", event.action);
  json.known("status", event.status);
  json.span("span", event.span);
  json.span("trigger", event.trigger);
  json.known("when", event.when);
  json.known("where", event.where);
  json.open_list("participants");
  for (const Participant& one : event.participants) {
    json.open();
    json.field("name", one.name);
    entity(json, report, one.entity);
    json.known("role", one.role);
    json.span("span", one.span);
    json.close();
  }
  json.close_list();
  json.known("outcome", event.outcome);
  json.known("source", event.source);
  json.flag("negated", event.negated);
  json.field("why", event.why);
}

template <typename Record>
void write_all(Json& json, const Report& report, std::string_view key, const std::vector<Record>& records) {
  json.open_list(key);
  for (const Record& record : records) {
    json.open();
    write(json, report, record);
    json.close();
  }
  json.close_list();
}

void write_names(Json& json, const Report& report) {
  json.open_list("names");
  for (const Name& name : report.names.names) {
    json.open();
    json.span("span", name.span);
    json.field("kind", name_of(name.kind));
    entity(json, report, name.entity);
    json.close();
  }
  json.close_list();
  json.open_list("references");
  for (const Reference& reference : report.names.references) {
    json.open();
    json.span("span", reference.span);
    entity(json, report, reference.entity);
    json.field("why", reference.why);
    json.close();
  }
  json.close_list();
  json.open_list("entities");
  for (const Entity& one : report.names.entities) {
    json.open();
    json.field("id", one.id);
    json.field("name", one.name);
    json.field("kind", name_of(one.kind));
    json.strings("roles", one.roles);
    json.strings("aliases", one.aliases);
    json.known("country", one.country);
    json.close();
  }
  json.close_list();
}

void write_tokens(Json& json, const Report& report) {
  json.open_list("tokens");
  for (const Token& token : report.words.tokens) {
    json.open();
    json.span("span", token.span);
    json.field("tag", name_of(token.upos));
    json.field("penn", name_of(token.penn));
    json.field("lemma", report.words.lemma(token));
    json.close();
  }
  json.close_list();
}

template <typename Record>
std::string record_json(const Report& report, const Record& record, std::string_view extra) {
  Json json(report.article.text);
  json.open();
  json.field("report", report.id);
  write(json, report, record);
  json.close();
  std::string out = json.take();
  if (!extra.empty()) out.insert(1, std::string(extra) + ",");
  return out;
}

}  // namespace

std::string report_json(const Report& report, const JsonOptions& options) {
  Json json(report.article.text);
  json.open();
  write_head(json, report);
  write_body(json, report);
  json.open_list("sentences");
  for (const Sentence& sentence : report.words.sentences) json.span(sentence.span);
  json.close_list();
  write_names(json, report);
  write_all(json, report, "quotes", report.quotes);
  write_all(json, report, "figures", report.figures);
  if (!report.headline_figures.empty()) write_headline_figures(json, report);
  write_all(json, report, "times", report.times);
  write_all(json, report, "events", report.events);
  if (options.tokens) write_tokens(json, report);
  write_problems(json, report);
  json.close();
  return json.take();
}

std::string page_json(const Report& report) {
  Json json(report.article.text);
  json.open();
  json.known("path", report.place.path);
  write_head(json, report);
  write_body(json, report);
  write_problems(json, report);
  json.close();
  return json.take();
}

std::string quote_json(const Report& report, const Quote& quote, std::string_view extra) {
  return record_json(report, quote, extra);
}
std::string figure_json(const Report& report, const Figure& figure, std::string_view extra) {
  return record_json(report, figure, extra);
}
std::string time_json(const Report& report, const Time& time, std::string_view extra) {
  return record_json(report, time, extra);
}
std::string event_json(const Report& report, const Event& event, std::string_view extra) {
  return record_json(report, event, extra);
}

}  // namespace fairwitness
