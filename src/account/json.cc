#include "account/json.h"

#include <algorithm>
#include <unordered_map>

#include "account/settled.h"
#include "copies/rewordings.h"
#include "report/json.h"
#include "report/json_writer.h"

namespace fairwitness {
namespace {

class Shower {
 public:
  Shower(const Findings& findings, const TakeLine& take) : f_(findings), take_(take) {}

  void stories() {
    std::vector<double> origins(f_.stories.size());
    for (const Origin& origin : f_.origins) ++origins[origin.story];
    for (size_t n = 0; n < f_.stories.size(); ++n) {
      const Story& one = f_.stories[n];
      Json json;
      json.open();
      json.field("story", one.id);
      json.known("title", one.title);
      json.known("from", one.from);
      json.known("to", one.to);
      reports(json, one.reports);
      json.number("origins", origins[n]);
      json.known("storyline", one.storyline);
      json.open_list("links");
      for (const StoryLink& link : one.links) {
        json.open();
        json.field("a", id(link.a));
        json.field("b", id(link.b));
        json.strings("because", link.because);
        json.close();
      }
      json.close_list();
      finish(json);
    }
  }

  void copies() {
    for (const Copy& one : f_.copies) {
      Json json;
      json.open();
      json.field("a", id(one.a));
      json.span("a_span", one.a_span, points(one.a));
      json.field("b", id(one.b));
      json.span("b_span", one.b_span, points(one.b));
      json.field("kind", name_of(one.kind));
      json.field("from", name_of(one.from));
      json.strings("because", one.because);
      json.open_list("rewordings");
      for (const Rewording& w : one.rewordings) {
        json.open();
        json.field("a", w.a.of(text(one.a)));
        json.field("b", w.b.of(text(one.b)));
        if (!w.a.empty()) json.span("a_span", w.a, points(one.a));
        if (!w.b.empty()) json.span("b_span", w.b, points(one.b));
        json.close();
      }
      json.close_list();
      finish(json);
    }
  }

  void rewordings() {
    for (const RewordingHabit& one : gather_rewordings(f_.reports, f_.copies)) {
      Json json;
      json.open();
      json.field("over", name_of(one.over));
      json.known("outlet", one.outlet);
      json.known("other", one.other);
      json.field("writes", one.words);
      json.field("where", one.other_words);
      json.number("times", static_cast<double>(one.places.size()));
      json.field("direction", one.told ? "told" : "unknown");
      json.open_list("passages");
      for (const RewordingPlace& place : one.places) {
        json.open();
        json.field("report", id(place.report));
        json.span("span", place.span, points(place.report));
        json.field("other", id(place.other));
        json.span("other_span", place.other_span, points(place.other));
        json.close();
      }
      json.close_list();
      finish(json);
    }
  }

  void origins() {
    for (const Origin& one : f_.origins) {
      Json json;
      json.open();
      json.field("story", f_.stories[one.story].id);
      json.field("origin", one.name);
      reports(json, one.reports);
      json.strings("because", one.because);
      finish(json);
    }
  }

  void tree() {
    const std::vector<TreeNode> nodes = copy_tree(f_.reports, f_.copies, f_.stories);
    for (const TreeNode& one : nodes) {
      Json json;
      json.open();
      json.field("story", f_.stories[one.story].id);
      json.field("node", node_id(one, f_.reports));
      json.known("report", one.report == TreeNode::none ? std::string_view() : f_.reports[one.report]->id);
      json.field("name", one.name);
      json.known("from", one.parent == TreeNode::none ? std::string() : node_id(nodes[one.parent], f_.reports));
      if (one.parent != TreeNode::none) json.number("share", one.share);
      json.strings("because", one.because);
      std::vector<std::string> undecided;
      for (uint32_t other : one.undecided) undecided.push_back(id(other));
      json.strings("undecided", undecided);
      finish(json);
    }
  }

  void ledger() {
    for (const Entry& one : f_.ledger) {
      Json json;
      json.open();
      json.field("entry", one.id);
      json.known("story", one.story < 0 ? std::string_view() : f_.stories[static_cast<size_t>(one.story)].id);
      json.known("storyline", one.storyline);
      json.field("kind", name_of(one.kind));
      json.field("about", one.about);
      json.field("state", name_of(one.state));
      json.open_list("readings");
      for (const Reading& r : one.readings) reading(json, r);
      json.close_list();
      json.number("independent", static_cast<double>(one.independent));
      json.strings("because", one.because);
      finish(json);
    }
  }

  void timeline() {
    for (const TimelineItem& one : f_.timeline) {
      Json json;
      json.open();
      if (one.story >= 0) json.field("story", f_.stories[static_cast<size_t>(one.story)].id);
      json.field("when", one.when);
      json.field("precision", one.precision);
      json.field("what", one.what);
      reports_in(json, one.passages);
      json.open_list("passages");
      for (const Passage& p : one.passages) passage(json, p);
      json.close_list();
      json.strings("reported", one.reported);
      finish(json);
    }
  }

  void account() {
    for (size_t n = 0; n < f_.stories.size(); ++n) {
      Account brief = write_account(f_, n);
      Json json;
      json.open();
      json.field("story", f_.stories[n].id);
      json.open_list("sentences");
      for (const Section& section : brief.sections)
        for (const Line& line : section.lines) {
          json.open();
          json.field("section", name_of(section.kind));
          json.field("text", line.text());
          json.open_list("cites");
          for (const Passage& p : line.cites()) passage(json, p);
          json.close_list();
          json.close();
        }
      json.close_list();
      finish(json);
    }
  }

  // The records of all reports, as the story has settled them.
  template <typename Write>
  void records(Write write) {
    SettledReports settled(f_);
    for (uint32_t n = 0; n < f_.reports.size(); ++n) {
      const Story* story = settled.story_of(n);
      std::string extra = story ? "\"story\":\"" + story->id + "\"" : "\"story\":null";
      write(settled, n, extra);
    }
  }

  void emit(std::string&& line) { take_(std::move(line)); }

 private:
  const std::string& id(uint32_t report) const { return f_.reports[report]->id; }
  std::string_view text(uint32_t report) const { return f_.reports[report]->text(); }

  const CodePoints& points(uint32_t report) {
    auto found = points_.find(report);
    if (found == points_.end()) found = points_.emplace(report, CodePoints(text(report))).first;
    return found->second;
  }

  void reports(Json& json, const std::vector<uint32_t>& all) {
    json.open_list("reports");
    for (uint32_t one : all) json.value(id(one));
    json.close_list();
  }
  void reports_in(Json& json, const std::vector<Passage>& passages) {
    std::vector<uint32_t> all;
    for (const Passage& p : passages)
      if (std::find(all.begin(), all.end(), p.report) == all.end()) all.push_back(p.report);
    reports(json, all);
  }
  void passage(Json& json, const Passage& p) {
    json.open();
    json.field("report", id(p.report));
    json.span("span", p.span, points(p.report));
    json.field("exact", p.span.of(text(p.report)));
    json.close();
  }
  // Spans of titles, in code points of `report.title`.
  void headlines(Json& json, const std::vector<Passage>& all) {
    json.open_list("headlines");
    for (const Passage& p : all) {
      const std::string& title = f_.reports[p.report]->article.title.value;
      json.open();
      json.field("report", id(p.report));
      json.span("span", p.span, CodePoints(title));
      json.field("exact", p.span.of(title));
      json.close();
    }
    json.close_list();
  }
  void reading(Json& json, const Reading& r) {
    json.open();
    json.field("value", r.value);
    json.number("low", r.low);
    json.number("high", r.high);
    json.number("best", r.best);
    json.known("bound", r.bound);
    reports(json, reports_of(r));
    json.open_list("passages");
    for (const Passage& p : r.passages) passage(json, p);
    json.close_list();
    if (!r.headlines.empty()) headlines(json, r.headlines);
    json.known("source", r.source);
    json.known("as_of", r.as_of);
    json.close();
  }
  void finish(Json& json) {
    json.close();
    take_(json.take());
  }

  const Findings& f_;
  const TakeLine& take_;
  std::unordered_map<uint32_t, CodePoints> points_;
};

}  // namespace

bool show_json(const Findings& findings, std::string_view what, const TakeLine& take) {
  Shower show(findings, take);
  if (what == "stories") return show.stories(), true;
  if (what == "copies") return show.copies(), true;
  if (what == "rewordings") return show.rewordings(), true;
  if (what == "origins") return show.origins(), true;
  if (what == "tree") return show.tree(), true;
  if (what == "ledger") return show.ledger(), true;
  if (what == "timeline") return show.timeline(), true;
  if (what == "account") return show.account(), true;
  if (what == "quotes")
    return show.records([&](SettledReports& settled, uint32_t n, const std::string& extra) {
      const Report& report = *findings.reports[n];
      for (uint32_t i = 0; i < report.quotes.size(); ++i) {
        std::string speaker = settled.speaker_from(n, i);
        show.emit(quote_json(report, settled.quote(n, i),
                             speaker.empty() ? extra : extra + ",\"speaker_from\":\"" + speaker + "\""));
      }
    }),
           true;
  if (what == "figures")
    return show.records([&](SettledReports&, uint32_t n, const std::string& extra) {
      for (const Figure& one : findings.reports[n]->figures) show.emit(figure_json(*findings.reports[n], one, extra));
    }),
           true;
  if (what == "times")
    return show.records([&](SettledReports& settled, uint32_t n, const std::string& extra) {
      for (uint32_t i = 0; i < findings.reports[n]->times.size(); ++i)
        show.emit(time_json(*findings.reports[n], settled.time(n, i), extra));
    }),
           true;
  if (what == "events")
    return show.records([&](SettledReports& settled, uint32_t n, const std::string& extra) {
      for (uint32_t i = 0; i < findings.reports[n]->events.size(); ++i)
        show.emit(event_json(*findings.reports[n], settled.event(n, i), extra));
    }),
           true;
  return false;
}

}  // namespace fairwitness
