#include "account/compare.h"

#include <algorithm>

#include "account/render.h"
#include "report/json_writer.h"

namespace fairwitness {
namespace {

Copy turned_around(const Copy& copy) {
  Copy out = copy;
  std::swap(out.a, out.b);
  std::swap(out.a_span, out.b_span);
  for (Rewording& w : out.rewordings) std::swap(w.a, w.b);
  if (copy.from == CopyFrom::a) out.from = CopyFrom::b;
  if (copy.from == CopyFrom::b) out.from = CopyFrom::a;
  return out;
}

std::vector<Span> sentences_outside(const Report& report, const std::vector<Span>& shared) {
  std::vector<Span> out;
  for (const Sentence& one : report.words.sentences) {
    bool inside = std::any_of(shared.begin(), shared.end(), [&](Span s) { return s.overlaps(one.span); });
    if (!inside) out.push_back(one.span);
  }
  return out;
}

double share_of(std::vector<Span> spans, size_t size) {
  std::sort(spans.begin(), spans.end());
  size_t covered = 0;
  uint32_t end = 0;
  for (Span s : spans) {
    s.begin = std::max(s.begin, end);
    if (s.empty()) continue;
    covered += s.size();
    end = s.end;
  }
  return size ? static_cast<double>(covered) / static_cast<double>(size) : 0;
}

// The passage with braces around what was reworded.
std::string marked(std::string_view text, Span span, const std::vector<Rewording>& rewordings, bool a_side) {
  std::string out;
  uint32_t at = span.begin;
  for (const Rewording& w : rewordings) {
    Span here = a_side ? w.a : w.b;
    if (here.empty() || here.begin < at || here.end > span.end) continue;
    out += std::string(text.substr(at, here.begin - at)) + "{" + std::string(here.of(text)) + "}";
    at = here.end;
  }
  return out + std::string(text.substr(at, span.end - at));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (size_t at = 0; at <= text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string columns(const std::string& left, const std::string& right, size_t width) {
  size_t half = (width - 3) / 2;
  auto l = lines_of(folded(left, half, 0)), r = lines_of(folded(right, half, 0));
  std::string out;
  for (size_t i = 0; i < std::max(l.size(), r.size()); ++i) {
    std::string cell = i < l.size() ? l[i] : "";
    size_t length = CodePoints(cell).size();
    out += cell;
    out.append(length < half ? half - length : 0, ' ');
    out += " | " + (i < r.size() ? r[i] : std::string());
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  }
  return out;
}

}  // namespace

Comparison compare(const Findings& findings, uint32_t a, uint32_t b) {
  Comparison c;
  c.a = a;
  c.b = b;
  for (const Copy& copy : findings.copies)
    if (copy.a == b && copy.b == a) c.turned.push_back(turned_around(copy));
  for (const Copy& copy : findings.copies)
    if (copy.a == a && copy.b == b) c.copies.push_back(&copy);
  for (const Copy& copy : c.turned) c.copies.push_back(&copy);
  std::sort(c.copies.begin(), c.copies.end(), [](const Copy* x, const Copy* y) { return x->a_span < y->a_span; });
  std::vector<Span> in_a, in_b;
  for (const Copy* copy : c.copies) {
    in_a.push_back(copy->a_span);
    in_b.push_back(copy->b_span);
  }
  c.only_a = sentences_outside(*findings.reports[a], in_a);
  c.only_b = sentences_outside(*findings.reports[b], in_b);
  c.share_a = share_of(in_a, findings.reports[a]->text().size());
  c.share_b = share_of(in_b, findings.reports[b]->text().size());
  return c;
}

std::string comparison_text(const Findings& findings, const Comparison& c, size_t width) {
  const Report &a = *findings.reports[c.a], &b = *findings.reports[c.b];
  std::string rule(width, '-');
  std::string out = columns(label_of(a) + " (" + a.id + ")", label_of(b) + " (" + b.id + ")", width) + rule + "\n";
  auto percent = [](double share) {
    return std::to_string(static_cast<int>(share * 100 + 0.5)) + " % of its text is shared";
  };
  out += columns(percent(c.share_a), percent(c.share_b), width) + rule + "\n";
  for (const Copy* copy : c.copies) {
    out += columns(marked(a.text(), copy->a_span, copy->rewordings, true),
                   marked(b.text(), copy->b_span, copy->rewordings, false), width);
    std::string why(name_of(copy->kind));
    why += copy->from == CopyFrom::a        ? ", from the left"
           : copy->from == CopyFrom::b      ? ", from the right"
           : copy->from == CopyFrom::unseen ? ", from a source not seen here"
                                            : ", direction unknown";
    for (const auto& reason : copy->because) why += ", " + reason;
    out += "  (" + why + ")\n" + rule + "\n";
  }
  if (c.copies.empty()) out += "No passage is shared.\n" + rule + "\n";
  std::string left = "Only here:", right = "Only here:";
  for (size_t i = 0; i < std::max(c.only_a.size(), c.only_b.size()); ++i) {
    if (i == 0) out += columns(left, right, width);
    left = i < c.only_a.size() ? std::string(c.only_a[i].of(a.text())) : "";
    right = i < c.only_b.size() ? std::string(c.only_b[i].of(b.text())) : "";
    out += columns(left, right, width) + "\n";
  }
  return out;
}

std::string comparison_json(const Findings& findings, const Comparison& c) {
  const Report &a = *findings.reports[c.a], &b = *findings.reports[c.b];
  CodePoints in_a(a.text()), in_b(b.text());
  Json json;
  json.open();
  json.field("a", a.id);
  json.field("b", b.id);
  json.number("share_a", c.share_a);
  json.number("share_b", c.share_b);
  json.open_list("copies");
  for (const Copy* copy : c.copies) {
    json.open();
    json.span("a_span", copy->a_span, in_a);
    json.span("b_span", copy->b_span, in_b);
    json.field("a_exact", copy->a_span.of(a.text()));
    json.field("b_exact", copy->b_span.of(b.text()));
    json.field("kind", name_of(copy->kind));
    json.field("from", name_of(copy->from));
    json.strings("because", copy->because);
    json.open_list("rewordings");
    for (const Rewording& w : copy->rewordings) {
      json.open();
      json.field("a", w.a.of(a.text()));
      json.field("b", w.b.of(b.text()));
      json.close();
    }
    json.close_list();
    json.close();
  }
  json.close_list();
  json.open_list("only_a");
  for (Span s : c.only_a) json.value(s.of(a.text()));
  json.close_list();
  json.open_list("only_b");
  for (Span s : c.only_b) json.value(s.of(b.text()));
  json.close_list();
  json.close();
  return json.take();
}

}  // namespace fairwitness
