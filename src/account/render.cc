#include "account/render.h"

#include <map>
#include <set>

#include "report/markdown.h"

namespace fairwitness {

std::string folded(std::string_view text, size_t width, size_t indent) {
  std::string out;
  size_t column = indent;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find_first_of(" \n", at);
    std::string_view word = text.substr(at, end == text.npos ? end : end - at);
    at = end == text.npos ? text.size() : end + 1;
    if (word.empty()) continue;
    size_t length = CodePoints(word).size();
    if (column > indent && column + 1 + length > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += length;
  }
  return out;
}

namespace {

// Numbers the passages of an account in the order they are cited, each once.
class Notes {
 public:
  explicit Notes(const Findings& findings) : f_(findings) {}

  size_t number(const Passage& p) {
    auto [found, fresh] = numbers_.try_emplace({p.report, p.span.begin, p.span.end}, passages_.size() + 1);
    if (fresh) passages_.push_back(p);
    return found->second;
  }
  const std::vector<Passage>& passages() const { return passages_; }

  // "report-id 120-180", in code points.
  std::string place(const Passage& p) {
    auto found = points_.find(p.report);
    if (found == points_.end()) found = points_.emplace(p.report, CodePoints(f_.reports[p.report]->text())).first;
    return f_.reports[p.report]->id + " " + std::to_string(found->second.at(p.span.begin)) + "-" +
           std::to_string(found->second.at(p.span.end));
  }
  std::string words(const Passage& p) const { return std::string(p.span.of(f_.reports[p.report]->text())); }

 private:
  const Findings& f_;
  std::map<std::tuple<uint32_t, uint32_t, uint32_t>, size_t> numbers_;
  std::map<uint32_t, CodePoints> points_;
  std::vector<Passage> passages_;
};

std::set<size_t> numbers_of(Notes& notes, const Line& line) {
  std::set<size_t> numbers;
  for (const Passage& p : line.cites()) numbers.insert(notes.number(p));
  return numbers;
}

}  // namespace

std::string account_text(const Findings& findings, const Account& account, size_t width) {
  Notes notes(findings);
  std::string out =
      folded(account.title.empty() ? "(no title)" : account.title, width, 0) + "\n" + account.summary + "\n";
  for (const Section& section : account.sections) {
    out += "\n" + section.heading + "\n";
    for (const Line& line : section.lines) {
      std::string marks;
      for (size_t n : numbers_of(notes, line)) marks += (marks.empty() ? " [" : ",") + std::to_string(n);
      const auto& parts = line.parts();
      out += "  - " + folded(line.head() + (parts.empty() ? marks + "]" : ":"), width, 4) + "\n";
      for (size_t i = 0; i < parts.size(); ++i)
        out += "      " + folded(parts[i] + (i + 1 == parts.size() ? marks + "]" : std::string()), width, 8) + "\n";
    }
  }
  out += "\nPassages\n";
  for (const Passage& p : notes.passages()) {
    std::string number = "[" + std::to_string(notes.number(p)) + "]";
    out += folded(number + " " + notes.place(p) + ": \"" + notes.words(p) + "\"", width, 6) + "\n";
  }
  return out;
}

std::string account_markdown(const Findings& findings, const Account& account) {
  Notes notes(findings);
  std::string out = "# " + markdown_text(account.title.empty() ? "(no title)" : account.title) + "\n\n" +
                    markdown_text(account.summary) + "\n";
  for (const Section& section : account.sections) {
    out += "\n## " + section.heading + "\n\n";
    for (const Line& line : section.lines) {
      out += "- " + markdown_text(line.head());
      for (const auto& part : line.parts()) out += "\n  - " + markdown_text(part);
      for (size_t n : numbers_of(notes, line)) out += "[^" + std::to_string(n) + "]";
      out += "\n";
    }
  }
  out += "\n";
  for (const Passage& p : notes.passages())
    out += "[^" + std::to_string(notes.number(p)) + "]: " + markdown_text(notes.place(p)) + ": \"" +
           markdown_text(notes.words(p)) + "\"\n";
  return out;
}

}  // namespace fairwitness
