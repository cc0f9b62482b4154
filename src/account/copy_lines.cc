#include "account/copy_lines.h"

namespace fairwitness {
namespace {

// At most about `limit` bytes: the words at both ends, "…" between them.
std::string ends_of(std::string_view words, size_t limit) {
  if (words.size() <= limit) return std::string(words);
  size_t head = words.rfind(' ', limit / 2), tail = words.find(' ', words.size() - limit / 2);
  if (head == words.npos || tail == words.npos || head >= tail) return std::string(words);
  return std::string(words.substr(0, head)) + " … " + std::string(words.substr(tail + 1));
}

std::string in_marks(std::string_view words) { return "“" + std::string(words) + "”"; }

}  // namespace

Line copy_line(const Findings& f, const Copy& copy) {
  constexpr size_t longest = 240;
  std::string a = label_of(*f.reports[copy.a]), b = label_of(*f.reports[copy.b]);
  std::string_view a_text = f.reports[copy.a]->text(), b_text = f.reports[copy.b]->text();
  // The original's side is `from`, the copy's `to`; without a known direction they stand as the reports do.
  bool turned = copy.from == CopyFrom::b;
  std::string head = a + " and " + b + " share ";
  if (copy.from == CopyFrom::a || turned) head = (turned ? a : b) + " carries words of " + (turned ? b : a) + ": ";
  if (copy.from == CopyFrom::unseen) head = a + " and " + b + " carry words of a source not among these reports: ";
  if (copy.kind == CopyKind::respun && copy.from != CopyFrom::a && !turned)
    head = a + " and " + b + " tell the same sentence by sentence, with words exchanged: ";
  if (copy.kind == CopyKind::respun && (copy.from == CopyFrom::a || turned))
    head =
        (turned ? a : b) + " tells the same as " + (turned ? b : a) + " sentence by sentence, with words exchanged: ";
  if (copy.kind == CopyKind::shared_quote) head = a + " and " + b + " quote the same words: ";
  head += in_marks(ends_of(turned ? copy.b_span.of(b_text) : copy.a_span.of(a_text), longest));
  for (size_t i = 0; i < copy.because.size(); ++i) head += (i ? ", " : " (") + copy.because[i];
  if (!copy.because.empty()) head += ")";

  std::string reworded, added, dropped;
  auto join = [](std::string& to, const std::string& one) { to += (to.empty() ? "" : "; ") + one; };
  for (const Rewording& w : copy.rewordings) {
    std::string from(turned ? w.b.of(b_text) : w.a.of(a_text)), to(turned ? w.a.of(a_text) : w.b.of(b_text));
    from = ends_of(from, longest);
    to = ends_of(to, longest);
    if (from.empty())
      join(added, in_marks(to));
    else if (to.empty())
      join(dropped, in_marks(from));
    else
      join(reworded, in_marks(from) + " → " + in_marks(to));
  }
  bool known = copy.from == CopyFrom::a || turned;
  std::vector<std::string> parts;
  if (!reworded.empty()) parts.push_back("reworded: " + reworded);
  if (!dropped.empty()) parts.push_back((known ? "left out: " : "only in " + a + ": ") + dropped);
  if (!added.empty()) parts.push_back((known ? "added: " : "only in " + b + ": ") + added);
  return {std::move(head), {{copy.a, copy.a_span}, {copy.b, copy.b_span}}, std::move(parts)};
}

}  // namespace fairwitness
