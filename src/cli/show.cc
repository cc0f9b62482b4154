#include <fmt/format.h>

#include "account/json.h"
#include "account/settled.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "copies/rewordings.h"
#include "run/run.h"

namespace fairwitness::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string joined(const std::vector<std::string>& all, std::string_view between = ", ") {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : std::string(between)) + one;
  return out;
}

// The tables of `show` for people. The JSON beside them has everything.
class Tables {
 public:
  explicit Tables(const Findings& findings) : f_(findings), settled_(findings) {}

  std::string of(std::string_view what) {
    if (what == "stories") return stories();
    if (what == "copies") return copies();
    if (what == "rewordings") return rewordings();
    if (what == "origins") return origins();
    if (what == "tree") return tree();
    if (what == "ledger") return ledger();
    if (what == "timeline") return timeline();
    if (what == "quotes") return quotes();
    if (what == "figures") return figures();
    if (what == "times") return times();
    return events();
  }

 private:
  const std::string& id(uint32_t report) const { return f_.reports[report]->id; }
  std::string words(uint32_t report, Span span) const { return std::string(span.of(f_.reports[report]->text())); }
  std::string pieces(uint32_t report, const std::vector<Span>& spans) const {
    std::vector<std::string> out;
    for (Span span : spans) out.push_back(words(report, span));
    return joined(out, " … ");
  }

  std::string stories() {
    Rows rows;
    std::vector<size_t> origins(f_.stories.size());
    for (const Origin& origin : f_.origins) ++origins[origin.story];
    for (size_t n = 0; n < f_.stories.size(); ++n) {
      const Story& one = f_.stories[n];
      rows.push_back({one.id, one.from.empty() ? "unknown" : one.from, one.to.empty() ? "unknown" : one.to,
                      std::to_string(one.reports.size()), std::to_string(origins[n]), one.storyline, one.title});
    }
    return table({"story", "from", "to", "reports", "origins", "storyline", "title"}, rows);
  }

  std::string copies() {
    std::string out;
    for (const Copy& one : f_.copies) {
      out += fmt::format("{}  {} = {}  from: {}{}\n", name_of(one.kind), plain(id(one.a)), plain(id(one.b)),
                         name_of(one.from), one.because.empty() ? "" : " (" + plain(joined(one.because)) + ")");
      out += "  a: " + plain(words(one.a, one.a_span)) + "\n  b: " + plain(words(one.b, one.b_span)) + "\n";
      for (const Rewording& w : one.rewordings)
        out += "     \"" + plain(words(one.a, w.a)) + "\" -> \"" + plain(words(one.b, w.b)) + "\"\n";
      out += '\n';
    }
    return out.empty() ? "No copies.\n" : out;
  }

  std::string rewordings() {
    Rows rows;
    for (const RewordingHabit& one : gather_rewordings(f_.reports, f_.copies))
      rows.push_back({std::string(name_of(one.over)), one.outlet.empty() ? "any" : one.outlet, one.words,
                      one.other.empty() ? "any" : one.other, one.other_words, std::to_string(one.places.size()),
                      one.told ? "told" : "unknown"});
    if (rows.empty()) return "No rewordings.\n";
    return table({"over", "outlet", "writes", "where", "has", "times", "direction"}, rows, 40);
  }

  std::string origins() {
    Rows rows;
    for (const Origin& one : f_.origins) {
      std::vector<std::string> reports;
      for (uint32_t r : one.reports) reports.push_back(id(r));
      rows.push_back({f_.stories[one.story].id, one.name, joined(reports), joined(one.because, "; ")});
    }
    return table({"story", "origin", "reports", "because"}, rows, 80);
  }

  // A line a node, moved in under the one it has most from.
  std::string tree() {
    const std::vector<TreeNode> nodes = copy_tree(f_.reports, f_.copies, f_.stories);
    std::string out;
    std::vector<size_t> depth(nodes.size());
    for (size_t n = 0; n < nodes.size(); ++n) {
      const TreeNode& one = nodes[n];
      if (n == 0 || nodes[n - 1].story != one.story)
        out += (n ? "\n" : "") + plain(f_.stories[one.story].id) + "  " + plain(f_.stories[one.story].title) + "\n";
      depth[n] = one.parent == TreeNode::none ? 0 : depth[one.parent] + 1;
      constexpr size_t deepest = 20;  // of what is shown
      out += std::string(2 + 2 * std::min(depth[n], deepest), ' ') + plain(node_id(one, f_.reports));
      if (one.report != TreeNode::none && one.name != f_.reports[one.report]->id) out += ", " + plain(one.name);
      if (one.report == TreeNode::none) out += "  (a source that is not among these reports)";
      if (one.parent != TreeNode::none)
        out += fmt::format("  {} % of it{}", static_cast<int>(one.share * 100 + 0.5),
                           one.because.empty() ? "" : " (" + plain(joined(one.because)) + ")");
      std::vector<std::string> undecided;
      for (uint32_t other : one.undecided) undecided.push_back(id(other));
      if (!undecided.empty()) out += "  shares with " + plain(joined(undecided)) + ", who from whom is unknown";
      out += '\n';
    }
    return out.empty() ? "Nobody copied.\n" : out;
  }

  std::string ledger() {
    std::string out;
    for (const Entry& one : f_.ledger) {
      out += fmt::format("{}  {} ({}, {} independent)\n", name_of(one.state), plain(one.about), name_of(one.kind),
                         one.independent);
      for (const Reading& r : one.readings) {
        out += "  " + plain(r.value);
        if (!r.source.empty()) out += ", says " + plain(r.source);
        if (!r.as_of.empty()) out += ", as of " + r.as_of;
        out += '\n';
        for (const Passage& p : r.passages)
          out += "      " + plain(id(p.report)) + ": \"" + plain(words(p.report, p.span)) + "\"\n";
        for (const Passage& p : r.headlines)
          out += "      " + plain(id(p.report)) + ", headline: \"" +
                 plain(p.span.of(f_.reports[p.report]->article.title.value)) + "\"\n";
      }
      if (!one.because.empty()) out += "  because: " + plain(joined(one.because, "; ")) + "\n";
      out += '\n';
    }
    return out.empty() ? "The ledger is empty.\n" : out;
  }

  std::string timeline() {
    Rows rows;
    for (const TimelineItem& one : f_.timeline) {
      std::vector<std::string> reports;
      for (const Passage& p : one.passages) reports.push_back(id(p.report));
      rows.push_back({one.when, one.precision, joined(one.reported), one.what, joined(reports)});
    }
    return table({"when", "precision", "reported", "what", "reports"}, rows, 90);
  }

  std::string quotes() {
    Rows rows;
    for (uint32_t n = 0; n < f_.reports.size(); ++n)
      for (uint32_t i = 0; i < f_.reports[n]->quotes.size(); ++i) {
        Quote q = settled_.quote(n, i);
        rows.push_back({id(n), std::string(name_of(q.kind)), q.speaker.empty() ? "unknown" : q.speaker, q.told_to,
                        pieces(n, q.content)});
      }
    return table({"report", "kind", "speaker", "told to", "words"}, rows, 90);
  }

  std::string figures() {
    Rows rows;
    for (uint32_t n = 0; n < f_.reports.size(); ++n)
      for (const Figure& one : f_.reports[n]->figures)
        rows.push_back({id(n), words(n, one.span), std::string(name_of(one.bound)),
                        one.best ? fmt::format("{:.15g}", *one.best) : "", one.counted, one.place,
                        one.source.empty() ? "unknown" : one.source});
    return table({"report", "words", "bound", "best", "counted", "place", "source"}, rows, 50);
  }

  std::string times() {
    Rows rows;
    for (uint32_t n = 0; n < f_.reports.size(); ++n)
      for (uint32_t i = 0; i < f_.reports[n]->times.size(); ++i) {
        Time t = settled_.time(n, i);
        rows.push_back({id(n), words(n, t.span), std::string(name_of(t.type)), t.value.empty() ? "unknown" : t.value,
                        std::string(name_of(t.anchor))});
      }
    return table({"report", "words", "type", "value", "anchor"}, rows);
  }

  std::string events() {
    Rows rows;
    for (uint32_t n = 0; n < f_.reports.size(); ++n)
      for (uint32_t i = 0; i < f_.reports[n]->events.size(); ++i) {
        Event e = settled_.event(n, i);
        std::vector<std::string> who;
        for (const Participant& p : e.participants) who.push_back(p.name);
        rows.push_back({id(n), e.kind, e.status, e.when.empty() ? "unknown" : e.when,
                        e.where.empty() ? "unknown" : e.where, joined(who), words(n, e.span)});
      }
    return table({"report", "kind", "status", "when", "where", "who", "words"}, rows, 60);
  }

  const Findings& f_;
  SettledReports settled_;
};

}  // namespace

int run_show(const Arguments& arguments) {
  if (arguments.what == "changes") return run_changes(arguments);
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  if (arguments.what == "account" && !arguments.json) return run_account(arguments);
  auto done = each_neighbourhood(**engine, arguments.library, [&](const OpenLibrary& open) {
    if (arguments.json)
      show_json(open.findings, arguments.what, [](std::string&& line) { print(line + "\n"); });
    else
      print(Tables(open.findings).of(arguments.what));
  });
  if (!done) return report_error(done.error());
  return 0;
}

int run_copies(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  std::vector<Report> reports;
  bool failed = false;
  RecordOptions options{arguments.paths, arguments.verbatim, false, arguments.threads};
  read_records(
      **engine, options, [&](Report&& report) { reports.push_back(std::move(report)); },
      [&](Unread&& unread) {
        std::fprintf(stderr, "fairwitness: %s\n", line_of(unread).c_str());
        failed |= unread.how == Unread::How::failed;
      });
  Findings findings = find_copies(reports, (*engine)->rules());
  if (arguments.json)
    show_json(findings, "copies", [](std::string&& line) { print(line + "\n"); });
  else
    print(Tables(findings).of("copies"));
  return failed ? 1 : 0;
}

}  // namespace fairwitness::cli
