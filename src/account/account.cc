#include "account/account.h"

#include <algorithm>
#include <map>
#include <set>

#include "account/copy_lines.h"
#include "account/settled.h"
#include "account/timeline_lines.h"
#include "account/wordings.h"
#include "base/day.h"

namespace fairwitness {

std::string_view name_of(SectionKind kind) {
  constexpr std::string_view names[] = {"lead",     "agrees", "differs", "updated",  "said",   "figures",
                                        "timeline", "copies", "only",    "left_out", "origins"};
  return names[static_cast<size_t>(kind)];
}

std::string Line::text() const {
  std::string out = head_;
  for (size_t i = 0; i < parts_.size(); ++i) out += (i ? "; " : ": ") + parts_[i];
  return out;
}

std::string label_of(const Report& report) {
  return report.article.outlet.known() ? report.article.outlet.value : report.id;
}

namespace {

// Words of a report in marks of our own; words that carry their marks already keep just these.
std::string in_marks(std::string words) {
  bool has = words.starts_with('"') || words.starts_with("\xE2\x80\x9C");
  return has ? words : "“" + words + "”";
}

std::string counted(size_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

class Writer {
 public:
  Writer(const Findings& findings, size_t story)
      : f_(findings), settled_(findings), number_(story), story_(findings.stories[story]) {
    members_.insert(story_.reports.begin(), story_.reports.end());
    for (const Entry& entry : f_.ledger)
      if (entry.story == static_cast<int32_t>(story) ||
          (entry.story < 0 && !entry.storyline.empty() && entry.storyline == story_.storyline))
        entries_.push_back(&entry);
  }

  Account write() {
    Account account;
    account.story = static_cast<uint32_t>(number_);
    account.title = story_.title;
    account.summary = summary();
    account_ = &account;
    lead();
    of_state(EntryState::agrees, SectionKind::agrees, "What independent origins agree on");
    of_state(EntryState::differs, SectionKind::differs, "What differs");
    of_state(EntryState::updated, SectionKind::updated, "What grew or changed");
    said();
    figures();
    timeline();
    copies();
    only();
    left_out();
    origins();
    return account;
  }

 private:
  std::string_view text(uint32_t report) const { return f_.reports[report]->text(); }
  std::string label(uint32_t report) const { return label_of(*f_.reports[report]); }
  std::string words(const Passage& p) const { return std::string(p.span.of(text(p.report))); }

  Section& open(SectionKind kind, std::string heading) {
    account_->sections.push_back({kind, std::move(heading), {}});
    return account_->sections.back();
  }
  void close() {
    if (account_->sections.back().lines.empty()) account_->sections.pop_back();
  }

  size_t origin_count() const {
    return static_cast<size_t>(
        std::count_if(f_.origins.begin(), f_.origins.end(), [&](const Origin& one) { return one.story == number_; }));
  }

  std::string summary() const {
    std::string out = counted(story_.reports.size(), "report", "reports") + ", " +
                      counted(origin_count(), "independent origin", "independent origins");
    if (!story_.from.empty()) out += "; " + story_.from + (story_.to == story_.from ? "" : " to " + story_.to);
    return out;
  }

  // "in A, B"
  std::string reports_of(const std::vector<Passage>& passages) const {
    std::vector<std::string> labels;
    for (const Passage& p : passages) {
      std::string one = label(p.report);
      if (std::find(labels.begin(), labels.end(), one) == labels.end()) labels.push_back(one);
    }
    std::string out;
    for (const auto& one : labels) out += (out.empty() ? "" : ", ") + one;
    return out;
  }

  // The first paragraph of a report's body; an empty span when it has none.
  Span lead_of(const Report& report) const {
    for (const Block& block : report.article.blocks)
      if (block.kind == BlockKind::paragraph && block.span.size() >= 60) return block.span;
    for (const Block& block : report.article.blocks)
      if (block.kind == BlockKind::paragraph) return block.span;
    return {};
  }

  // An origin's reports: those that carry nobody's words first, then by day; `takers` carry another's.
  std::vector<uint32_t> by_precedence(const Origin& origin, const std::set<uint32_t>& takers) const {
    std::vector<uint32_t> out = origin.reports;
    std::stable_sort(out.begin(), out.end(), [&](uint32_t x, uint32_t y) {
      if (takers.count(x) != takers.count(y)) return takers.count(x) < takers.count(y);
      const std::optional<Day> a = f_.reports[x]->day(), b = f_.reports[y]->day();
      return a && (!b || *a < *b);
    });
    return out;
  }

  // One lead an origin: its first report that has not been shown yet.
  void lead() {
    std::set<uint32_t> shown, takers;
    for (const Copy& copy : f_.copies) {
      if (!tells_carrying(copy.kind)) continue;
      if (copy.from == CopyFrom::a) takers.insert(copy.b);
      if (copy.from == CopyFrom::b) takers.insert(copy.a);
    }
    Section& section = open(SectionKind::lead, "How the reports open");
    for (const Origin& origin : f_.origins) {
      if (origin.story != number_ || origin.reports.empty()) continue;
      for (uint32_t report : by_precedence(origin, takers)) {
        Span span = lead_of(*f_.reports[report]);
        if (span.empty() || !shown.insert(report).second) continue;
        section.lines.emplace_back(label(report) + ": " + std::string(span.of(text(report))),
                                   std::vector<Passage>{{report, span}});
        break;
      }
    }
    close();
  }

  // In marks; those of a title where no text tells it.
  std::string words_of(const Reading& reading) const {
    return in_marks(reading.passages.empty() ? reading.value : words(reading.passages.front()));
  }

  std::string reading_text(const Reading& reading) const {
    std::string out = words_of(reading) + " (";
    if (!reading.source.empty()) out += "source: " + reading.source + "; ";
    out += reading.passages.empty() ? "" : "in " + reports_of(reading.passages);
    if (!reading.headlines.empty())
      out +=
          (reading.passages.empty() ? "" : "; ") + std::string("in the headline of ") + reports_of(reading.headlines);
    return out + ")";
  }

  static std::vector<Passage> passages_of(const Entry& entry) {
    std::vector<Passage> all;
    for (const Reading& reading : entry.readings)
      all.insert(all.end(), reading.passages.begin(), reading.passages.end());
    return all;
  }

  Line line_of(const Entry& entry) const {
    std::vector<std::string> parts;
    const char* between = entry.state == EntryState::updated   ? "then "
                          : entry.state == EntryState::differs ? "against "
                                                               : "";
    for (size_t i = 0; i < entry.readings.size(); ++i)
      parts.push_back((i ? between : "") + reading_text(entry.readings[i]));
    std::string head =
        entry.about + " (" + counted(entry.independent, "independent origin", "independent origins") + ")";
    return {std::move(head), passages_of(entry), std::move(parts), &entry};
  }

  void of_state(EntryState state, SectionKind kind, const char* heading) {
    Section& section = open(kind, heading);
    std::vector<const Entry*> chosen;
    for (const Entry* entry : entries_)
      if (entry->state == state) chosen.push_back(entry);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const Entry* a, const Entry* b) { return a->independent > b->independent; });
    for (const Entry* entry : chosen) section.lines.push_back(line_of(*entry));
    close();
  }

  // A reading's words; where the entry differs, with braces around what the first reading (for it: the second) has
  // otherwise.
  std::string aligned(const Entry& entry, size_t n) const {
    std::string own = words(entry.readings[n].passages.front());
    if (entry.state != EntryState::differs) return own;
    size_t other = n == 0 ? 1 : 0;
    return marked_wordings(own, words(entry.readings[other].passages.front())).first;
  }

  void said() {
    Section& section = open(SectionKind::said, "Who said what");
    for (const Entry* entry : entries_) {
      if (entry->kind != EntryKind::quote) continue;
      const std::string& speaker = entry->readings.front().source;
      std::vector<std::string> parts;
      for (size_t i = 0; i < entry->readings.size(); ++i)
        parts.push_back((i ? "or: " : "") + in_marks(aligned(*entry, i)) + " (in " +
                        reports_of(entry->readings[i].passages) + ")");
      section.lines.emplace_back(speaker.empty() ? "Unknown speaker" : speaker, passages_of(*entry), std::move(parts));
    }
    close();
  }

  // The figures that stand under no heading above.
  void figures() {
    Section& section = open(SectionKind::figures, "Other figures");
    for (const Entry* entry : entries_)
      if (entry->kind == EntryKind::figure && entry->state == EntryState::single)
        section.lines.push_back(line_of(*entry));
    close();
  }

  void timeline() {
    Section& section = open(SectionKind::timeline, "When it happened, and when it was reported");
    section.lines = timeline_lines(f_, number_);
    close();
  }

  void copies() {
    Section& section = open(SectionKind::copies, "Who carries whose words");
    for (const Copy& copy : f_.copies) {
      if (!members_.count(copy.a) || !members_.count(copy.b) || copy.kind == CopyKind::boilerplate) continue;
      section.lines.push_back(copy_line(f_, copy));
    }
    close();
  }

  static std::set<uint32_t> reports_in(const Entry& entry) {
    std::set<uint32_t> all;
    for (const Reading& reading : entry.readings)
      for (uint32_t report : fairwitness::reports_of(reading)) all.insert(report);
    return all;
  }

  // One line a report, with all that stands in it alone.
  void only() {
    Section& section = open(SectionKind::only, "What only one report has");
    std::map<uint32_t, std::vector<const Entry*>> alone;
    if (story_.reports.size() > 1)
      for (const Entry* entry : entries_) {
        auto in = reports_in(*entry);
        if (in.size() == 1 && entry->kind != EntryKind::event) alone[*in.begin()].push_back(entry);
      }
    for (const auto& [report, entries] : alone) {
      std::vector<std::string> parts;
      std::vector<Passage> cites;
      for (const Entry* entry : entries) {
        parts.push_back(alone_text(*entry));
        auto passages = passages_of(*entry);
        cites.insert(cites.end(), passages.begin(), passages.end());
      }
      section.lines.emplace_back("Only " + label(report), std::move(cites), std::move(parts));
    }
    close();
  }

  // An entry of one report: its words, with what they count or who says them.
  std::string alone_text(const Entry& entry) const {
    const Reading& reading = entry.readings.front();
    std::string out = words_of(reading);
    const bool figure = entry.kind == EntryKind::figure;
    if (!figure && reading.source.empty()) return out;
    out += " (";
    if (figure) out += entry.about;
    if (!reading.source.empty()) out += (figure ? "; source: " : "") + reading.source;
    return out + ")";
  }

  // A report can leave out only what others had told before it came out: one of them surely came first.
  bool could_know(uint32_t report, const std::set<uint32_t>& tellers) const {
    const std::string& own = f_.reports[report]->article.published.value;
    return std::any_of(tellers.begin(), tellers.end(), [&](uint32_t teller) {
      return came_first(f_.reports[teller]->article.published.value, own) < 0;
    });
  }

  // What two reports or more have and another of the story, which came later, has not, said of that other.
  void left_out() {
    Section& section = open(SectionKind::left_out, "What later reports leave out");
    for (uint32_t report : story_.reports) {
      std::vector<std::string> parts;
      std::vector<Passage> cites;
      for (const Entry* entry : entries_) {
        auto in = reports_in(*entry);
        if (in.size() < 2 || in.count(report) || !could_know(report, in)) continue;
        auto passages = passages_of(*entry);
        parts.push_back(entry->about + " (told in " + reports_of(passages) + ")");
        cites.insert(cites.end(), passages.begin(), passages.end());
      }
      if (!parts.empty())
        section.lines.emplace_back(label(report) + " has nothing on", std::move(cites), std::move(parts));
    }
    close();
  }

  // A passage that shows a report itself: where it credits an agency, else its title, else its lead.
  Passage face_of(uint32_t report) const {
    const Report& r = *f_.reports[report];
    for (const Credit& credit : r.article.credits)
      if (!credit.span.empty() && credit.how != CreditHow::photo) return {report, credit.span};
    for (const Block& block : r.article.blocks)
      if (!block.span.empty()) return {report, block.span};
    return {report, {}};
  }

  void origins() {
    Section& section = open(SectionKind::origins, "Where it comes from");
    for (const Origin& origin : f_.origins) {
      if (origin.story != number_) continue;
      std::vector<Passage> cites;
      std::string in;
      for (uint32_t report : origin.reports) {
        Passage face = face_of(report);
        if (!face.span.empty()) cites.push_back(face);
        in += (in.empty() ? "" : ", ") + label(report);
      }
      if (cites.empty()) continue;
      std::string out = origin.name + ": " + in;
      for (size_t i = 0; i < origin.because.size(); ++i) out += (i ? "; " : " (") + origin.because[i];
      if (!origin.because.empty()) out += ")";
      section.lines.emplace_back(std::move(out), std::move(cites));
    }
    close();
  }

  const Findings& f_;
  SettledReports settled_;
  size_t number_;
  const Story& story_;
  std::set<uint32_t> members_;
  std::vector<const Entry*> entries_;
  Account* account_ = nullptr;
};

}  // namespace

Account write_account(const Findings& findings, size_t story) { return Writer(findings, story).write(); }

}  // namespace fairwitness
