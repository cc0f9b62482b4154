#include "account/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <tuple>

namespace fairwitness {
namespace {

using Row = std::vector<std::string>;

std::string number(const std::optional<double>& value) { return value ? fmt::format("{:.15g}", *value) : ""; }

// A cell of a report's words: quoted where it must be. A cell that a spreadsheet would take for a formula gets an
// apostrophe in front, so that no report can run one.
std::string cell(const std::string& text) {
  std::string out = text;
  if (!out.empty() && (out[0] == '=' || out[0] == '+' || out[0] == '@' || out[0] == '\t' || out[0] == '\r' ||
                       (out[0] == '-' && out.find_first_not_of("-0123456789.e") != std::string::npos)))
    out.insert(0, 1, '\'');
  if (out.find_first_of(",\"\n\r") == std::string::npos) return out;
  std::string quoted = "\"";
  for (char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string line_of(const Row& row) {
  std::string out;
  for (size_t i = 0; i < row.size(); ++i) out += (i ? "," : "") + cell(row[i]);
  return out + '\n';
}

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all)
    if (!one.empty()) out += (out.empty() ? "" : "; ") + one;
  return out;
}

std::string first_known(const std::vector<std::string>& all) {
  for (const auto& one : all)
    if (!one.empty()) return one;
  return "";
}

// What the reports of some readings tell beside the number: each value once, in order.
struct Behind {
  std::vector<std::string> reports, outlets, urls, headlines, days, places, units, counted, passages, sources, as_of,
      parts;
};

void add(std::vector<std::string>& to, const std::string& value) {
  if (!value.empty() && std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

class Exporter {
 public:
  explicit Exporter(const Findings& findings) : f_(findings) {}

  std::string readings() const {
    std::string out;
    for (const Entry& entry : f_.ledger) {
      if (entry.kind != EntryKind::figure) continue;
      Behind all = behind(entry.readings);
      for (const Reading& reading : entry.readings) {
        Behind own = behind({reading});
        out += line_of({entry.id,
                        story(entry),
                        entry.storyline,
                        std::string(name_of(entry.state)),
                        first_known({first(own.counted), first(all.counted)}),
                        first_known({first(own.units), first(all.units)}),
                        first_known({first(own.places), first(all.places)}),
                        reading.as_of,
                        number(reading.low),
                        number(reading.best),
                        number(reading.high),
                        reading.bound,
                        reading.value,
                        reading.source,
                        joined(own.parts),
                        joined(own.reports),
                        joined(own.outlets),
                        joined(own.urls),
                        earliest(own.days),
                        latest(own.days),
                        std::to_string(entry.independent),
                        joined(own.passages)});
      }
    }
    return out;
  }

  std::string events() const {
    std::string out;
    for (const Entry& entry : f_.ledger) {
      if (entry.kind != EntryKind::figure) continue;
      Behind all = behind(entry.readings);
      if (!counts_dead(all)) continue;
      auto [low, best, high] = bounds(entry);
      std::string start = earliest(all.as_of), end = latest(all.as_of);
      bool day = start.size() == 10;
      std::string reported = earliest(all.days);
      out += line_of({entry.id, story(entry), (day ? start : reported).substr(0, 4), std::to_string(all.reports.size()),
                      std::to_string(entry.independent), joined(all.urls.empty() ? all.reports : all.urls),
                      joined(all.outlets), reported, first(all.headlines), joined(all.sources), joined(all.places),
                      day                ? "1"
                      : reported.empty() ? ""
                                         : "2",
                      start, end, number(best), number(high), number(low), std::string(name_of(entry.state))});
    }
    return out;
  }

 private:
  static std::string first(const std::vector<std::string>& all) { return all.empty() ? std::string() : all.front(); }
  static std::string earliest(const std::vector<std::string>& all) {
    return all.empty() ? std::string() : *std::min_element(all.begin(), all.end());
  }
  static std::string latest(const std::vector<std::string>& all) {
    return all.empty() ? std::string() : *std::max_element(all.begin(), all.end());
  }

  std::string story(const Entry& entry) const {
    return entry.story < 0 ? std::string() : f_.stories[static_cast<size_t>(entry.story)].id;
  }

  static void add_report(Behind& out, const Report& report) {
    add(out.reports, report.id);
    add(out.outlets, report.article.outlet.value);
    add(out.urls, report.article.url.value);
    add(out.headlines, report.article.title.value);
    if (auto day = report.day()) add(out.days, iso_day(*day));
  }

  Behind behind(const std::vector<Reading>& readings) const {
    Behind out;
    for (const Reading& reading : readings) {
      add(out.sources, reading.source);
      add(out.as_of, reading.as_of);
      for (const Passage& p : reading.headlines) {
        const Report& report = *f_.reports[p.report];
        add_report(out, report);
        add(out.passages, std::string(p.span.of(report.article.title.value)));
        for (const Figure& figure : report.headline_figures)
          if (figure.span == p.span) add(out.counted, figure.counted);
      }
      for (const Passage& p : reading.passages) {
        const Report& report = *f_.reports[p.report];
        add_report(out, report);
        add(out.passages, std::string(p.span.of(report.text())));
        for (const Figure& figure : at(report, p.span)) {
          add(out.places, figure.place);
          add(out.units, figure.unit);
          add(out.counted, figure.counted);
          if (!figure.parts.empty()) add(out.parts, figure.why);
        }
      }
    }
    return out;
  }

  // The report's figures at the span; figures are in text order.
  static std::span<const Figure> at(const Report& report, Span span) {
    auto found = std::equal_range(report.figures.begin(), report.figures.end(), span, Before());
    return {found.first, found.second};
  }
  struct Before {
    bool operator()(const Figure& a, const Span& b) const { return a.span < b; }
    bool operator()(const Span& a, const Figure& b) const { return a < b.span; }
  };

  static bool counts_dead(const Behind& all) {
    return std::any_of(all.counted.begin(), all.counted.end(),
                       [](const std::string& counted) { return counted.ends_with(" killed"); });
  }

  // The least and the most that any reading allows, and the last number told; no best where the readings cannot all be
  // true, since then nobody but the reader can choose.
  static std::tuple<std::optional<double>, std::optional<double>, std::optional<double>> bounds(const Entry& entry) {
    std::optional<double> low, high;
    for (const Reading& reading : entry.readings) {
      auto least = reading.low ? reading.low : reading.best, most = reading.high ? reading.high : reading.best;
      if (least && (!low || *least < *low)) low = least;
      if (most && (!high || *most > *high)) high = most;
    }
    std::optional<double> best = entry.readings.back().best;
    if (entry.state == EntryState::differs) best.reset();
    return {low, best, high};
  }

  const Findings& f_;
};

}  // namespace

std::string export_head(std::string_view format) {
  if (format == "ucdp")
    return line_of({"id", "relid", "year", "number_of_sources", "independent_sources", "source_article",
                    "source_office", "source_date", "source_headline", "source_original", "where_description",
                    "date_prec", "date_start", "date_end", "best", "high", "low", "state"});
  std::string names =
      line_of({"entry",   "story",   "storyline", "state", "counted",        "unit",          "place",
               "as_of",   "low",     "best",      "high",  "bound",          "words",         "source",
               "made_of", "reports", "outlets",   "urls",  "first_reported", "last_reported", "independent_sources",
               "passages"});
  if (format != "hxl") return names;
  return names + line_of({"#meta+id",
                          "#event+id",
                          "#event+line",
                          "#status",
                          "#indicator+name",
                          "#indicator+unit",
                          "#loc+name",
                          "#date+occurred",
                          "#indicator+value+min",
                          "#indicator+value+best",
                          "#indicator+value+max",
                          "#indicator+bound",
                          "#indicator+text",
                          "#meta+source+original",
                          "#meta+method",
                          "#meta+report+id",
                          "#meta+source",
                          "#meta+url",
                          "#date+reported+start",
                          "#date+reported+end",
                          "#meta+source+independent+num",
                          "#meta+text"});
}

std::string export_figures(const Findings& findings, std::string_view format) {
  Exporter exporter(findings);
  return format == "ucdp" ? exporter.events() : exporter.readings();
}

}  // namespace fairwitness
