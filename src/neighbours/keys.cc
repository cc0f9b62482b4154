// What a report can be found by: its heaviest terms, three by three, and a sketch of its runs of words.
#include <algorithm>
#include <cmath>

#include "copies/scan.h"
#include "neighbours/neighbours.h"

namespace fairwitness {
namespace {

// News says what it is about at the top; what stands behind so many words is background.
constexpr size_t words_read = 600, lead_words = 60;
constexpr size_t terms_kept = 8;  // 56 threes
constexpr size_t run_length = 6;  // words of a run
// Runs kept: those whose hash is one of the least sixteenth of all hashes; not fewer than so many, and not more.
constexpr size_t least_runs = 16, most_runs = 96;
constexpr uint64_t sampled_below = UINT64_MAX / 16;
constexpr int32_t topic_days = 4;    // reports of one topic stand together for so long
constexpr double strong_three = 18;  // of the three rarities together: words of some 25 reports in 10,000
constexpr double in_title = 2.0, in_lead = 1.5, as_name = 1.5;

uint64_t finish(uint64_t hash) { return hash_mix(hash, 0x6E65617262790001ull); }
// The lowest bit tells whether a key is strong (levels.h).
int64_t signed_key(uint64_t hash, bool strong) { return static_cast<int64_t>((hash & ~uint64_t{1}) | strong); }

struct Counted {
  uint32_t key = 0;
  uint32_t count = 0;
  bool title = false, lead = false, name = false;
  double weight = 0;
};

// The day of the report; without one, the latest full date that its text names.
int32_t day_of(const Report& report) {
  auto number = [](Day day) { return static_cast<int32_t>(day.time_since_epoch().count()); };
  if (std::optional<Day> day = report.day()) return number(*day);
  int32_t latest = Bearings::no_day;
  for (const Time& time : report.times) {
    if (time.type != TimeType::date || time.value.size() != 10) continue;
    if (std::optional<Day> day = parse_iso_day(time.value)) latest = std::max(latest, number(*day));
  }
  return latest;
}

void count_words(const std::vector<ScannedWord>& words, bool title, std::vector<Counted>& out) {
  size_t at = 0;
  for (const ScannedWord& word : words) {
    if (++at > words_read) break;
    if (word.stop() || word.letters < 3 || word.is(ScannedWord::number) || word.is(ScannedWord::aside)) continue;
    bool name = word.is(ScannedWord::capital) && !word.is(ScannedWord::starts_sentence);
    out.push_back({word.key, title ? 0u : 1u, title, !title && at <= lead_words, !title && name});
  }
}

double rarity_of(const WordFrequencies& frequencies, uint32_t key) {
  return std::log((WordFrequencies::reports + 1.0) / (frequencies.of(key) + 1.0));
}

// The heaviest terms by key. A term must be a name, or stand in the title or twice: a slip of the pen stands once.
std::vector<Counted> heaviest(std::vector<Counted> all, const WordFrequencies& frequencies) {
  std::sort(all.begin(), all.end(), [](const Counted& x, const Counted& y) { return x.key < y.key; });
  std::vector<Counted> terms;
  for (const Counted& one : all) {
    if (terms.empty() || terms.back().key != one.key) {
      terms.push_back(one);
      continue;
    }
    Counted& term = terms.back();
    term.count += one.count;
    term.title |= one.title, term.lead |= one.lead, term.name |= one.name;
  }
  std::erase_if(terms, [](const Counted& term) { return !term.title && !term.name && term.count < 2; });
  for (Counted& term : terms) {
    term.weight = (term.count ? 1 + std::log(term.count) : 0.5) * rarity_of(frequencies, term.key);
    if (term.title) term.weight *= in_title;
    if (term.lead) term.weight *= in_lead;
    if (term.name) term.weight *= as_name;
  }
  std::sort(terms.begin(), terms.end(), [](const Counted& x, const Counted& y) {
    return x.weight != y.weight ? x.weight > y.weight : x.key < y.key;
  });
  if (terms.size() > terms_kept) terms.resize(terms_kept);
  return terms;
}

void add_threes(const std::vector<Counted>& terms, const WordFrequencies& frequencies, std::vector<int64_t>& keys) {
  std::vector<std::pair<uint32_t, double>> sorted;  // key, rarity
  for (const Counted& term : terms) sorted.emplace_back(term.key, rarity_of(frequencies, term.key));
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 0; i < sorted.size(); ++i)
    for (size_t j = i + 1; j < sorted.size(); ++j)
      for (size_t k = j + 1; k < sorted.size(); ++k)
        keys.push_back(signed_key(finish(hash_mix(hash_mix(sorted[i].first, sorted[j].first), sorted[k].first)),
                                  sorted[i].second + sorted[j].second + sorted[k].second >= strong_three));
}

// The runs with the smallest hashes: two texts share as large a part of these as of all their runs. Of a long text
// there are more, so that a passage is not lost in it.
void add_sketch(const std::vector<ScannedWord>& words, std::vector<int64_t>& keys) {
  std::vector<uint64_t> smallest;  // a heap, the largest first
  for (size_t at = 0; at + run_length <= words.size(); ++at) {
    uint64_t hash = 0;
    size_t telling = 0;
    bool traced = true;
    for (size_t k = at; k < at + run_length; ++k) {
      traced &= !words[k].is(ScannedWord::aside);
      telling += !words[k].stop();
      hash = hash_mix(hash, words[k].key);
    }
    if (!traced || telling < 3) continue;
    hash = finish(hash);
    const bool full = smallest.size() == most_runs || (smallest.size() >= least_runs && hash >= sampled_below);
    if (full && hash >= smallest.front()) continue;
    if (std::find(smallest.begin(), smallest.end(), hash) != smallest.end()) continue;
    smallest.push_back(hash);
    std::push_heap(smallest.begin(), smallest.end());
    while (smallest.size() > most_runs || (smallest.size() > least_runs && smallest.front() >= sampled_below)) {
      std::pop_heap(smallest.begin(), smallest.end());
      smallest.pop_back();
    }
  }
  for (uint64_t hash : smallest) keys.push_back(signed_key(hash, true));
}

size_t slot_of(uint32_t key, size_t slots) { return (key * 0x9E3779B1u >> 7) & (slots - 1); }

}  // namespace

WordFrequencies::WordFrequencies(const Rules& rules) {
  const Table& table = rules.table("rules/en/word_frequency");
  size_t slots = 2;
  while (slots < 2 * table.rows()) slots *= 2;
  slots_.resize(slots);
  for (size_t row = 0; row < table.rows(); ++row) {
    uint32_t key = key_of(table.cell(row, size_t{0})), count = 0;
    for (char c : table.cell(row, size_t{1})) count = count * 10 + static_cast<uint32_t>(c - '0');
    if (key == 0) continue;
    size_t at = slot_of(key | 1, slots);
    while (slots_[at].first != 0 && slots_[at].first != (key | 1)) at = (at + 1) & (slots - 1);
    slots_[at].first = key | 1;
    slots_[at].second = std::max(slots_[at].second, count);
  }
}

uint32_t WordFrequencies::of(uint32_t key) const {
  for (size_t at = slot_of(key | 1, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].first == (key | 1)) return slots_[at].second;
    if (slots_[at].first == 0) return 0;
  }
}

struct BearingRules::State {
  explicit State(const Rules& rules) : stop_words(rules.table("rules/en/copy_stop_words")), frequencies(rules) {}
  StopWords stop_words;
  WordFrequencies frequencies;
};

BearingRules::BearingRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
BearingRules::~BearingRules() = default;

Bearings take_bearings(const Report& report, int64_t number, const BearingRules& rules) {
  const StopWords& stop_words = rules.state().stop_words;
  std::vector<Counted> counted;
  count_words(scan_words(report.article.title.value, &stop_words), true, counted);
  std::vector<ScannedWord> words = scan_report(report, stop_words);
  count_words(words, false, counted);
  std::vector<Counted> terms = heaviest(std::move(counted), rules.state().frequencies);

  Bearings out;
  out.number = number;
  out.day = day_of(report);
  add_threes(terms, rules.state().frequencies, out.keys);
  add_sketch(words, out.keys);
  std::sort(out.keys.begin(), out.keys.end());
  out.keys.erase(std::unique(out.keys.begin(), out.keys.end()), out.keys.end());
  uint64_t topic = out.day == Bearings::no_day ? 1 : static_cast<uint64_t>((out.day + (1 << 24)) / topic_days);
  for (size_t i = 0; i < terms.size() && i < 3; ++i) topic = hash_mix(topic, terms[i].key);
  out.topic = static_cast<int64_t>(finish(topic));
  return out;
}

}  // namespace fairwitness
