#include "ledger/ledger.h"

#include <algorithm>
#include <numeric>

#include "ledger/entries.h"
#include "ledger/scan.h"

namespace fairwitness {

std::string_view name_of(EntryKind value) {
  constexpr std::string_view names[] = {"figure", "quote", "event", "statement"};
  return names[static_cast<size_t>(value)];
}

std::string_view name_of(EntryState value) {
  constexpr std::string_view names[] = {"single", "agrees", "updated", "differs"};
  return names[static_cast<size_t>(value)];
}

LedgerRules::State::State(const Rules& rules) {
  const Table& counted = rules.table("rules/en/ledger_counted");
  for (size_t i = 0; i < counted.rows(); ++i) {
    auto part = counted.cell(i, "part");
    auto& to = part == "fate" ? fate : part == "head" ? head : scope;
    to.emplace(counted.cell(i, "word"), counted.cell(i, "class"));
  }
  const Table& stop = rules.table("rules/en/stop_words");
  for (size_t i = 0; i < stop.rows(); ++i) stop_words.emplace(stop.cell(i, "word"));
  const Table& contraries = rules.table("rules/en/ledger_negations");
  for (size_t i = 0; i < contraries.rows(); ++i) {
    std::string text(contraries.cell(i, "text"));
    if (contraries.cell(i, "part") == "ending")
      negation_endings.push_back(std::move(text));
    else
      negations.insert(std::move(text));
  }
  const Table& set_apart = rules.table("rules/en/ledger_apart");
  for (size_t i = 0; i < set_apart.rows(); ++i) apart.emplace_back(set_apart.cell(i, "words"));
  const Table& before_a_thing = rules.table("rules/en/ledger_negators");
  for (size_t i = 0; i < before_a_thing.rows(); ++i) {
    std::string_view gap = before_a_thing.cell(i, "gap");
    std::string_view cell = before_a_thing.cell(i, "words");
    std::vector<std::string> words;
    for (Word& word : scan_words(cell, {0, static_cast<uint32_t>(cell.size())})) words.push_back(std::move(word.text));
    negators.push_back({std::move(words), static_cast<uint32_t>(gap.empty() ? 0 : gap[0] - '0')});
  }
  std::stable_sort(negators.begin(), negators.end(),
                   [](const Negator& a, const Negator& b) { return a.words.size() > b.words.size(); });
}

bool LedgerRules::State::negates(const std::string& word) const {
  return negations.contains(word) || std::any_of(negation_endings.begin(), negation_endings.end(),
                                                 [&](const auto& end) { return word.ends_with(end); });
}

LedgerRules::LedgerRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
LedgerRules::~LedgerRules() = default;

const std::string& Material::time_value(uint32_t report, uint32_t time) const {
  auto found = settled_time.find({report, time});
  return found == settled_time.end() ? reports[report]->times[time].value : found->second;
}

std::string Material::day_of(uint32_t report) const {
  if (auto day = reports[report]->day()) return iso_day(*day);
  auto found = settled_day.find(report);
  return found == settled_day.end() ? std::string() : found->second;
}

const std::vector<uint32_t>& Material::copies_of(uint32_t a, uint32_t b) const {
  static const std::vector<uint32_t> none;
  auto found = copies_between.find(static_cast<uint64_t>(std::min(a, b)) << 32 | std::max(a, b));
  return found == copies_between.end() ? none : found->second;
}

Material gather(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                const std::vector<Story>& stories, const std::vector<Settled>& settled,
                const std::vector<Origin>& origins, const LedgerRules::State& rules, const Partings& partings) {
  Material m{reports, copies, stories, settled, origins, rules, partings, std::vector<int32_t>(reports.size(), -1),
             {},      {},     {}};
  for (size_t n = 0; n < stories.size(); ++n)
    for (uint32_t report : stories[n].reports) m.story_of[report] = static_cast<int32_t>(n);
  for (size_t n = 0; n < copies.size(); ++n)
    m.copies_between[static_cast<uint64_t>(copies[n].a) << 32 | copies[n].b].push_back(static_cast<uint32_t>(n));
  for (const Settled& one : settled) {
    if (one.what == Settled::What::time) m.settled_time[{one.report, one.record}] = one.value;
    if (one.what == Settled::What::report_day) m.settled_day[one.report] = one.value;
  }
  return m;
}

Groups::Groups(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), size_t{0}); }

size_t Groups::of(size_t one) {
  while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
  return one;
}

void Groups::join(size_t a, size_t b) {
  a = of(a);
  b = of(b);
  parent_[std::max(a, b)] = std::min(a, b);
}

std::vector<std::vector<size_t>> Groups::all() {
  std::map<size_t, std::vector<size_t>> groups;
  for (size_t i = 0; i < parent_.size(); ++i) groups[of(i)].push_back(i);
  std::vector<std::vector<size_t>> out;
  for (auto& [first, members] : groups) out.push_back(std::move(members));
  return out;
}

std::vector<uint32_t> reports_of(const Reading& reading) {
  std::vector<uint32_t> out;
  for (const auto* passages : {&reading.passages, &reading.headlines})
    for (const Passage& p : *passages)
      if (std::find(out.begin(), out.end(), p.report) == out.end()) out.push_back(p.report);
  return out;
}

void cite(Reading& reading, uint32_t report, Span span) {
  for (const Passage& p : reading.passages)
    if (p.report == report && p.span == span) return;
  reading.passages.push_back({report, span});
}

void count_origins(const Material& material, Entry& entry) {
  std::vector<Passage> passages;
  std::vector<std::string> sources;
  for (const Reading& reading : entry.readings)
    for (const Passage& p : reading.passages) {
      passages.push_back(p);
      // One speaker heard by two is two lines of reporting; one figure given out by one body is one line.
      sources.push_back(entry.kind == EntryKind::figure ? reading.source : std::string());
    }
  Independence found = count_independent(material.reports, material.copies, passages, sources, material.partings);
  entry.independent = found.count;
  entry.because.insert(entry.because.end(), found.because.begin(), found.because.end());
}

namespace {

// Names an entry by what it rests on, so that it keeps its name while the rest of the library grows.
std::string entry_id(const Material& m, const Entry& entry) {
  std::string all(name_of(entry.kind));
  all += '\n' + entry.about;
  const auto text = std::find_if(entry.readings.begin(), entry.readings.end(),
                                 [](const Reading& reading) { return !reading.passages.empty(); });
  const Passage& first = text->passages.front();
  all += '\n' + m.reports[first.report]->id + ' ' + std::to_string(first.span.begin) + ' ' +
         std::to_string(first.span.end);
  return "e" + hash_hex(all, 12);
}

}  // namespace

std::vector<Entry> build_ledger(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                const std::vector<Story>& stories, const std::vector<Settled>& settled,
                                const std::vector<Origin>& origins, const LedgerRules& rules,
                                const Partings& partings) {
  Material material = gather(reports, copies, stories, settled, origins, rules.state(), partings);
  std::vector<Entry> ledger;
  add_figure_entries(material, ledger);
  add_quote_entries(material, ledger);
  add_event_entries(material, ledger);
  add_statement_entries(material, ledger);
  for (Entry& entry : ledger) entry.id = entry_id(material, entry);
  return ledger;
}

}  // namespace fairwitness
