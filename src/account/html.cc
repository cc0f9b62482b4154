#include "account/html.h"

#include <algorithm>
#include <map>
#include <set>

#include "account/assets.h"
#include "account/html_charts.h"
#include "account/html_reports.h"
#include "account/html_writer.h"

namespace fairwitness {
namespace {

class Page {
 public:
  explicit Page(const Findings& findings) : f_(findings) {}

  std::string write(const std::vector<uint32_t>& stories) {
    std::string title =
        stories.size() == 1 ? story_title(stories.front()) : std::to_string(stories.size()) + " stories";
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'sha256-" +
        std::string(account_js_hash) +
        "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
        html_text(title) + " - account</title>\n<style>\n" + account_css +
        "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#account\">Skip to the account</a>\n<header>\n<h1>" +
        html_text(title) +
        "</h1>\n<p class=\"meta\">What the reports say, and where. Every line has its passages: the numbers lead to "
        "them. What no report says does " +
        "not stand here; \"agrees\" means corroborated in these reports, not true.</p>\n</header>\n" +
        contents(stories) + "<main id=\"account\">\n";
    // All accounts are written before the reports, so that every passage has its number when its report is marked.
    std::vector<Account> accounts;
    std::vector<std::string> briefs;
    for (uint32_t n : stories) {
      accounts.push_back(write_account(f_, n));
      briefs.push_back(brief(n, accounts.back()));
      placed_.insert(f_.stories[n].reports.begin(), f_.stories[n].reports.end());
    }
    for (size_t i = 0; i < stories.size(); ++i) out += story(stories[i], accounts[i], briefs[i], stories.size() > 1);
    return out + "</main>\n<script>" + account_js + "</script>\n</body>\n</html>\n";
  }

 private:
  std::string story_title(uint32_t n) const {
    return f_.stories[n].title.empty() ? "Story " + f_.stories[n].id : f_.stories[n].title;
  }
  static std::string anchor(uint32_t n) { return "s" + std::to_string(n); }

  std::string contents(const std::vector<uint32_t>& stories) const {
    if (stories.size() < 2) return "";
    std::string out = "<nav aria-label=\"Stories\"><ul>\n";
    for (uint32_t n : stories)
      out += "<li><a href=\"#" + anchor(n) + "\">" + html_text(story_title(n)) + "</a> (" +
             std::to_string(f_.stories[n].reports.size()) + ")</li>\n";
    return out + "</ul></nav>\n";
  }

  std::string brief(uint32_t n, const Account& account) {
    std::string out;
    for (const Section& one : account.sections) {
      out += section(n, one);
      for (const Line& line : one.lines)
        for (const Passage& p : line.cites()) cited_[n].insert(p.report);
    }
    return out;
  }

  // The reports of the story, and those of others that its account cites and that stand nowhere else on the page.
  std::vector<uint32_t> reports_of(uint32_t n) {
    std::vector<uint32_t> out = f_.stories[n].reports;
    for (uint32_t report : cited_[n])
      if (placed_.insert(report).second) out.push_back(report);
    return out;
  }

  std::string story(uint32_t n, const Account& account, const std::string& brief_html, bool several) {
    std::string out = "<section class=\"story\" id=\"" + anchor(n) + "\" aria-labelledby=\"" + anchor(n) +
                      "h\">\n<header><h2 id=\"" + anchor(n) + "h\">" +
                      (several ? html_text(story_title(n)) : "The account") + "</h2>\n<p class=\"meta\">" +
                      html_text(account.summary) + "</p></header>\n<div class=\"brief\">\n";
    out += brief_html + "</div>\n<section class=\"reports\" aria-labelledby=\"" + anchor(n) +
           "r\" tabindex=\"0\">\n<h3 id=\"" + anchor(n) + "r\">The reports, word for word</h3>\n";
    for (uint32_t report : reports_of(n)) out += report_html(*f_.reports[report], report, numbers_.in(report));
    out += "</section>\n";
    std::string pairs = side_by_side(n);
    if (!pairs.empty())
      out += "<section class=\"wide\" aria-labelledby=\"" + anchor(n) + "p\">\n<h3 id=\"" + anchor(n) +
             "p\">Side by side</h3>\n" + pairs + "</section>\n";
    return out + "</section>\n";
  }

  std::string section(uint32_t n, const Section& one) {
    std::string out = "<section aria-labelledby=\"" + anchor(n) + std::string(name_of(one.kind)) + "\">\n<h3 id=\"" +
                      anchor(n) + std::string(name_of(one.kind)) + "\">" + html_text(one.heading) + "</h3>\n";
    out += chart(n, one.kind);
    out += "<ul class=\"lines\">\n";
    for (const Line& line : one.lines)
      out += "<li>" + html_text(line.head()) + parts(line) + cites(line) + figures(n, line) + "</li>\n";
    return out + "</ul>\n</section>\n";
  }

  static std::string parts(const Line& line) {
    if (line.parts().empty()) return "";
    std::string out = "<ul class=\"parts\">";
    for (const auto& part : line.parts()) out += "<li>" + html_text(part) + "</li>";
    return out + "</ul>";
  }

  std::string cites(const Line& line) {
    std::set<size_t> seen;
    std::string out = " <span class=\"cites\">";
    for (const Passage& p : line.cites()) {
      size_t number = numbers_.of(p);
      if (!seen.insert(number).second) continue;
      std::string n = std::to_string(number);
      out += "<a href=\"#p" + n + "\" data-p=\"" + n + "\" aria-label=\"passage " + n + " in " +
             html_text(label_of(*f_.reports[p.report])) + "\">[" + n + "]</a> ";
    }
    return out + "</span>";
  }

  // A line on a figure has its readings drawn below it.
  std::string figures(uint32_t n, const Line& line) {
    if (!line.entry() || line.entry()->kind != EntryKind::figure) return "";
    return figure_chart(f_, *line.entry(), anchor(n) + "f" + std::to_string(charts_++));
  }

  std::string chart(uint32_t n, SectionKind kind) const {
    if (kind == SectionKind::origins) return copy_chart(f_, n, anchor(n) + "c");
    if (kind != SectionKind::timeline) return "";
    std::vector<const TimelineItem*> items;
    for (const TimelineItem& item : f_.timeline)
      if (item.story == static_cast<int32_t>(n)) items.push_back(&item);
    return timeline_chart(f_, items, anchor(n) + "t");
  }

  // Every pair of reports that share passages: the passages in two columns, rewordings underlined and in bold.
  std::string side_by_side(uint32_t n) const {
    std::set<uint32_t> members(f_.stories[n].reports.begin(), f_.stories[n].reports.end());
    std::map<std::pair<uint32_t, uint32_t>, std::vector<const Copy*>> pairs;
    for (const Copy& copy : f_.copies)
      if (members.count(copy.a) && members.count(copy.b) && copy.kind != CopyKind::boilerplate)
        pairs[{copy.a, copy.b}].push_back(&copy);
    std::string out;
    for (const auto& [pair, copies] : pairs) {
      const Report &a = *f_.reports[pair.first], &b = *f_.reports[pair.second];
      std::string caption = html_text(label_of(a) + " and " + label_of(b));
      out += "<div class=\"tablebox\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption +
             "\"><table class=\"pair\"><caption>" + caption + "</caption><thead><tr><th scope=\"col\">" +
             html_text(label_of(a)) + "</th><th scope=\"col\">" + html_text(label_of(b)) +
             "</th></tr></thead><tbody>\n";
      for (const Copy* copy : copies)
        out += "<tr><td>" + marked(a.text(), copy->a_span, copy->rewordings, true) + "</td><td>" +
               marked(b.text(), copy->b_span, copy->rewordings, false) + "</td></tr>\n";
      out += "</tbody></table></div>\n";
    }
    return out;
  }

  static std::string marked(std::string_view text, Span span, const std::vector<Rewording>& rewordings, bool a_side) {
    std::string out;
    uint32_t at = span.begin;
    for (const Rewording& w : rewordings) {
      Span here = a_side ? w.a : w.b;
      if (here.empty() || here.begin < at || here.end > span.end) continue;
      out += html_text(text.substr(at, here.begin - at)) + "<mark class=\"reworded\">" + html_text(here.of(text)) +
             "</mark>";
      at = here.end;
    }
    return out + html_text(text.substr(at, span.end - at));
  }

  const Findings& f_;
  PassageNumbers numbers_;
  size_t charts_ = 0;                             // figures drawn so far
  std::set<uint32_t> placed_;                     // reports that stand on the page
  std::map<uint32_t, std::set<uint32_t>> cited_;  // by story
};

}  // namespace

std::string account_html(const Findings& findings, const std::vector<uint32_t>& stories) {
  return Page(findings).write(stories);
}

}  // namespace fairwitness
