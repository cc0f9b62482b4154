#include "account/html_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "account/html_writer.h"

namespace fairwitness {
namespace {

std::string svg_open(const std::string& id, double width, double height, const std::string& title) {
  return fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" role=\"img\" "
      "aria-labelledby=\"{}t\"><title id=\"{}t\">{}</title>\n"
      "<defs><marker id=\"{}a\" markerWidth=\"9\" markerHeight=\"9\" refX=\"8\" refY=\"4.5\" orient=\"auto\"><path "
      "d=\"M0,0 L9,4.5 L0,9\" "
      "class=\"arrow\"/></marker></defs>\n",
      width, height, width, height, id, id, html_text(title), id);
}

std::string svg_text(double x, double y, std::string_view text, const char* anchor = "start") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, html_text(text));
}

// At most `limit` code points.
std::string cut(std::string_view text, uint32_t limit) {
  CodePoints points(text);
  if (points.size() <= limit) return std::string(text);
  return std::string(text.substr(0, points.byte_of(limit - 1))) + "…";
}

std::string number_text(double value) {
  std::string digits = fmt::format("{:.15g}", value);
  if (value != std::floor(value) || std::fabs(value) < 1000 || std::fabs(value) > 1e15) return digits;
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

std::string labels_of(const Findings& f, const std::vector<uint32_t>& reports) {
  std::string out;
  for (uint32_t report : reports) out += (out.empty() ? "" : ", ") + label_of(*f.reports[report]);
  return out;
}
std::string reports_text(const Findings& f, const Reading& reading) { return labels_of(f, reports_of(reading)); }
std::string reports_text(const Findings& f, const TimelineItem& item) {
  std::vector<uint32_t> reports;
  for (const Passage& p : item.passages)
    if (std::find(reports.begin(), reports.end(), p.report) == reports.end()) reports.push_back(p.report);
  return labels_of(f, reports);
}

std::string table_open(const std::string& caption, std::initializer_list<const char*> columns) {
  std::string out =
      "<details><summary>The same as a table</summary><div class=\"tablebox\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"" +
      html_text(caption) + "\"><table><caption>" + html_text(caption) + "</caption><thead><tr>";
  for (const char* column : columns) out += "<th scope=\"col\">" + std::string(column) + "</th>";
  return out + "</tr></thead><tbody>\n";
}

std::string table_row(std::initializer_list<std::string> cells) {
  std::string out = "<tr>";
  for (const auto& cell : cells) out += "<td>" + html_text(cell) + "</td>";
  return out + "</tr>\n";
}

constexpr const char* table_close = "</tbody></table></div></details>\n";

struct Bar {
  double low, high;
  bool open_left = false, open_right = false;
};

Bar bar_of(const Reading& r) {
  double x = r.best ? *r.best : r.low ? *r.low : r.high.value_or(0);
  if (r.bound == "at_least" || r.bound == "more_than") return {x, x, false, true};
  if (r.bound == "at_most" || r.bound == "less_than" || r.bound == "nearly") return {x, x, true, false};
  if (r.bound == "range" && r.low && r.high) return {*r.low, *r.high};
  return {x, x};
}

bool has_number(const Reading& r) { return r.best || r.low || r.high; }

}  // namespace

std::string figure_chart(const Findings& f, const Entry& entry, const std::string& id) {
  std::vector<const Reading*> readings;
  for (const Reading& r : entry.readings)
    if (has_number(r)) readings.push_back(&r);
  if (readings.size() < 2) return "";
  double low = bar_of(*readings[0]).low, high = bar_of(*readings[0]).high;
  for (const Reading* r : readings) {
    low = std::min(low, bar_of(*r).low);
    high = std::max(high, bar_of(*r).high);
  }
  double room = high > low ? (high - low) * 0.25 : std::max(1.0, std::fabs(high) * 0.1);
  low -= room;
  high += room;
  constexpr double width = 640, left = 20, right = 620, row = 44;
  double height = 34 + row * static_cast<double>(readings.size());
  auto x = [&](double value) { return left + (value - low) / (high - low) * (right - left); };
  std::string out = "<figure>" + svg_open(id, width, height, "Readings of: " + entry.about);
  double y = 26;
  for (const Reading* r : readings) {
    Bar bar = bar_of(*r);
    std::string label = number_text(bar.low) + (bar.high != bar.low ? " to " + number_text(bar.high) : "") + " (" +
                        r->bound + "), " + (r->source.empty() ? "source not told" : r->source) + ", in " +
                        reports_text(f, *r);
    out += svg_text(left, y - 8, cut(label, 92));
    out += fmt::format("<path class=\"axis\" d=\"M{:.1f},{:.1f} H{:.1f}\"/>\n", left, y + 4, right);
    if (bar.high > bar.low)
      out += fmt::format("<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"10\"/>\n", x(bar.low),
                         y - 1, x(bar.high) - x(bar.low));
    else
      out += fmt::format("<circle class=\"dot\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>\n", x(bar.low), y + 4);
    if (bar.open_right)
      out += fmt::format("<path class=\"arrow\" marker-end=\"url(#{}a)\" d=\"M{:.1f},{:.1f} H{:.1f}\"/>\n", id,
                         x(bar.high), y + 4, x(bar.high) + 40);
    if (bar.open_left)
      out += fmt::format("<path class=\"arrow\" marker-end=\"url(#{}a)\" d=\"M{:.1f},{:.1f} H{:.1f}\"/>\n", id,
                         x(bar.low), y + 4, x(bar.low) - 40);
    y += row;
  }
  out +=
      "</svg><figcaption>A dot is a number as told; an arrow shows the side on which a bound leaves it "
      "open.</figcaption>";
  out += table_open(entry.about, {"value", "bound", "source", "reports", "as of"});
  for (const Reading* r : readings)
    out += table_row({r->value, r->bound, r->source.empty() ? "not told" : r->source, reports_text(f, *r),
                      r->as_of.empty() ? "not told" : r->as_of});
  return out + table_close + "</figure>\n";
}

std::string timeline_chart(const Findings& f, const std::vector<const TimelineItem*>& items, const std::string& id) {
  std::set<std::string> days, told;
  struct Dot {
    std::string day, reported;
    bool operator<(const Dot& o) const { return std::tie(day, reported) < std::tie(o.day, o.reported); }
  };
  std::map<Dot, size_t> dots;
  for (const TimelineItem* item : items) {
    if (item->when.size() < 10 || !parse_iso_day(item->when.substr(0, 10))) continue;
    std::string day = item->when.substr(0, 10);
    std::set<std::string> reported(item->reported.begin(), item->reported.end());
    for (const auto& one : reported) {
      days.insert(day);
      told.insert(one);
      ++dots[{day, one}];
    }
  }
  if (dots.empty()) return "";
  constexpr size_t most = 40;  // columns; a longer time is told by the table alone
  std::string out = "<figure>";
  if (days.size() <= most) {
    double left = 150, step = std::max(26.0, 760.0 / static_cast<double>(days.size())), row = 34;
    double width = left + step * static_cast<double>(days.size()) + 20,
           height = 110 + row * static_cast<double>(told.size());
    out += svg_open(id, width, height, "Days it happened on, against days it was reported on");
    out += svg_text(6, 16, "reported on (rows)") + svg_text(left, height - 6, "happened on (columns)");
    std::map<std::string, double> xs, ys;
    double x = left + step / 2, y = 40;
    for (const auto& day : told) {
      ys[day] = y;
      out += svg_text(6, y + 4, day.empty() ? "day not told" : day);
      out += fmt::format("<path class=\"axis\" d=\"M{:.1f},{:.1f} H{:.1f}\"/>\n", left, y, width - 10);
      y += row;
    }
    for (const auto& day : days) {
      xs[day] = x;
      out += fmt::format("<text transform=\"translate({:.1f},{:.1f}) rotate(-40)\" text-anchor=\"end\">{}</text>\n",
                         x + 4, y + 2, html_text(day));
      x += step;
    }
    for (const auto& [dot, n] : dots) {
      out +=
          fmt::format("<circle class=\"bar\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"11\"/>\n", xs[dot.day], ys[dot.reported]);
      out += svg_text(xs[dot.day], ys[dot.reported] + 4, std::to_string(n), "middle");
    }
    out += "</svg><figcaption>A circle counts the passages that tell of a day and were reported on a day.</figcaption>";
  }
  out += table_open("Timeline", {"when", "reported", "what", "reports"});
  for (const TimelineItem* item : items) {
    std::set<std::string> reported(item->reported.begin(), item->reported.end());
    std::string when;
    for (const auto& day : reported)
      when += (when.empty() ? "" : ", ") + (day.empty() ? std::string("day not told") : day);
    out += table_row({item->when, when, item->what, reports_text(f, *item)});
  }
  return out + table_close + "</figure>\n";
}

std::string copy_chart(const Findings& f, uint32_t story, const std::string& id) {
  const Story& s = f.stories[story];
  std::vector<const Origin*> origins;
  for (const Origin& origin : f.origins)
    if (origin.story == story) origins.push_back(&origin);
  constexpr size_t most = 40;  // reports drawn; a larger story is told by the table alone
  std::string out = "<figure>";
  if (!s.reports.empty() && s.reports.size() <= most && origins.size() <= most) {
    constexpr double row = 46, width = 760, box = 250, right = 480;
    double height = 20 + row * static_cast<double>(std::max(s.reports.size(), origins.size()));
    out += svg_open(id, width, height, "Which reports carry which origin, and who carries whose words");
    std::map<uint32_t, double> ys;
    double y = 14;
    for (uint32_t report : s.reports) {
      ys[report] = y + 15;
      out += fmt::format("<rect class=\"node\" x=\"{:.0f}\" y=\"{:.1f}\" width=\"{:.0f}\" height=\"30\" rx=\"4\"/>\n",
                         right, y, box) +
             svg_text(right + 8, y + 20, cut(label_of(*f.reports[report]), 34));
      y += row;
    }
    y = 14;
    for (const Origin* origin : origins) {
      out += fmt::format("<rect class=\"node dash\" x=\"10\" y=\"{:.1f}\" width=\"{:.0f}\" height=\"30\" rx=\"15\"/>\n",
                         y, box) +
             svg_text(22, y + 20, cut(origin->name, 32));
      for (uint32_t report : origin->reports)
        if (ys.count(report))
          out += fmt::format("<path class=\"edge\" d=\"M{:.0f},{:.1f} C{:.0f},{:.1f} {:.0f},{:.1f} {:.0f},{:.1f}\"/>\n",
                             10 + box, y + 15, right - 90, y + 15, 10 + box + 90, ys[report], right, ys[report]);
      y += row;
    }
    std::set<std::pair<uint32_t, uint32_t>> drawn;
    for (const Copy& copy : f.copies) {
      if (!ys.count(copy.a) || !ys.count(copy.b) || (copy.from != CopyFrom::a && copy.from != CopyFrom::b)) continue;
      uint32_t from = copy.from == CopyFrom::a ? copy.a : copy.b, to = copy.from == CopyFrom::a ? copy.b : copy.a;
      if (!drawn.insert({from, to}).second) continue;
      double bend = right + box + 26;
      out += fmt::format(
          "<path class=\"arrow\" marker-end=\"url(#{}a)\" d=\"M{:.0f},{:.1f} C{:.0f},{:.1f} {:.0f},{:.1f} "
          "{:.0f},{:.1f}\"/>\n",
          id, right + box, ys[from], bend, ys[from], bend, ys[to], right + box, ys[to]);
    }
    out +=
        "</svg><figcaption>Left, with dashed edges: origins. Right: reports. A line: the report carries the origin. An "
        "arrow: from the report whose words were taken to the "
        "one that carries them.</figcaption>";
  }
  out += table_open("Origins", {"origin", "reports", "because"});
  for (const Origin* origin : origins) {
    std::string reports, because;
    for (uint32_t report : origin->reports) reports += (reports.empty() ? "" : ", ") + label_of(*f.reports[report]);
    for (const auto& one : origin->because) because += (because.empty() ? "" : "; ") + one;
    out += table_row({origin->name, reports, because});
  }
  return out + table_close + "</figure>\n";
}

}  // namespace fairwitness
