#include "copies/copies.h"

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <tuple>

#include "copies/direction.h"
#include "copies/passages.h"
#include "copies/scan.h"
#include "copies/shared_runs.h"

namespace fairwitness {

std::string_view name_of(CopyKind value) {
  switch (value) {
    case CopyKind::copied:
      return "copied";
    case CopyKind::shared_quote:
      return "shared_quote";
    case CopyKind::credited_wire:
      return "credited_wire";
    case CopyKind::boilerplate:
      return "boilerplate";
  }
  return "";
}

std::string_view name_of(CopyFrom value) {
  switch (value) {
    case CopyFrom::unknown:
      return "unknown";
    case CopyFrom::a:
      return "a";
    case CopyFrom::b:
      return "b";
    case CopyFrom::unseen:
      return "unseen";
  }
  return "";
}

namespace {

// Phrases by which a site speaks of itself, by their first word.
struct Phrases {
  std::map<uint32_t, std::vector<std::vector<uint32_t>>> by_first;
  std::vector<bool> begins = std::vector<bool>(1 << 14);  // does a phrase begin with a word of this kind?

  static size_t place(uint32_t key) { return (key * 0x9E3779B1u) >> 18; }
  void add(std::vector<uint32_t> phrase) {
    begins[place(phrase.front())] = true;
    by_first[phrase.front()].push_back(std::move(phrase));
  }
  bool at(const std::vector<ScannedWord>& words, size_t from, size_t to) const {
    if (!begins[place(words[from].key)]) return false;
    auto found = by_first.find(words[from].key);
    if (found == by_first.end()) return false;
    for (const std::vector<uint32_t>& phrase : found->second) {
      size_t same = 0;
      while (same < phrase.size() && from + same < to && words[from + same].key == phrase[same]) ++same;
      if (same == phrase.size()) return true;
    }
    return false;
  }
};

}  // namespace

struct CopyRules::State {
  explicit State(const Rules& rules) : stop_words(rules.table("rules/en/copy_stop_words")) {
    const Table& table = rules.table("rules/en/copy_boilerplate");
    for (size_t row = 0; row < table.rows(); ++row) {
      std::vector<uint32_t> phrase;
      for (const ScannedWord& word : scan_words(table.cell(row, "phrase"), &stop_words)) phrase.push_back(word.key);
      if (!phrase.empty()) phrases.add(std::move(phrase));
    }
  }
  StopWords stop_words;
  Phrases phrases;
};

CopyRules::CopyRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
CopyRules::~CopyRules() = default;

namespace {

// A shared run that weighs this much (in sixteenths) is looked at; two lighter ones close by are as well.
constexpr int strong_run = 4 * 16 + 8;
constexpr uint32_t close_by = 40;
constexpr size_t words_kept = 4'000'000;  // of reports in their aligned form, 17 bytes each

class Tracer {
 public:
  Tracer(const std::vector<const Report*>& given, const StopWords& stop_words, const Phrases& phrases)
      : stop_words_(stop_words), phrases_(phrases), order_(given.size()) {
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(), [&](uint32_t x, uint32_t y) { return given[x]->id < given[y]->id; });
    for (uint32_t i : order_) reports_.push_back(given[i]);
  }

  std::vector<Copy> run() {
    read_all();
    counts_.close();
    shared_ = find_shared_runs(corpus_);
    const SharedRun* end = shared_.runs.data() + shared_.runs.size();
    AgenciesSeen seen(reports_);
    std::vector<Copy> copies;
    for (const SharedRun* from = shared_.runs.data(); from != end;) {
      const SharedRun* to = from;
      while (to != end && to->a == from->a && to->b == from->b) ++to;
      if (promising(from, to)) trace_pair(from, to, seen, copies);
      from = to;
    }
    give_back(copies);
    return copies;
  }

 private:
  void read_all() {
    std::map<std::string, uint32_t> hosts;
    for (const Report* report : reports_) {
      std::vector<uint32_t> keys = keys_of(scan_report(*report, stop_words_));
      counts_.add(keys);
      corpus_.keys.insert(corpus_.keys.end(), keys.begin(), keys.end());
      corpus_.start.push_back(corpus_.keys.size());
      std::string site = site_of(*report);
      auto number = static_cast<uint32_t>(site.empty() ? ~corpus_.host.size()
                                                       : hosts.try_emplace(site, hosts.size()).first->second);
      corpus_.host.push_back(number);
      std::optional<Day> day = report->day();
      corpus_.day.push_back(day ? static_cast<int32_t>(day->time_since_epoch().count()) : Corpus::no_day);
      corpus_.title.push_back(hash_bytes(report->article.title.value));
    }
  }

  // Quickly, on the keys alone: does the pair share enough in one place to be worth aligning? Most pairs share a common
  // phrase and nothing else.
  bool promising(const SharedRun* begin, const SharedRun* end) const {
    const uint32_t *a = corpus_.of(begin->a), *b = corpus_.of(begin->b);
    uint32_t length_a = corpus_.length(begin->a), length_b = corpus_.length(begin->b);
    uint32_t last = 0;
    int last_weight = 0;
    for (const SharedRun* anchor = begin; anchor != end; ++anchor) {
      int weight = 0;
      uint32_t i = anchor->at_a, j = anchor->at_b;
      for (; i > 0 && j > 0 && a[i - 1] == b[j - 1] && a[i - 1] != 0 && weight < strong_run; --i, --j)
        weight += counts_.weight(a[i - 1]);
      for (i = anchor->at_a, j = anchor->at_b;
           i < length_a && j < length_b && a[i] == b[j] && a[i] != 0 && weight < strong_run; ++i, ++j)
        weight += counts_.weight(a[i]);
      if (weight >= strong_run) return true;
      if (last_weight > 0 && anchor->at_a >= last && anchor->at_a - last <= close_by &&
          weight + last_weight >= strong_run)
        return true;
      last = i;
      last_weight = weight;
    }
    return false;
  }

  void trace_pair(const SharedRun* begin, const SharedRun* end, const AgenciesSeen& seen, std::vector<Copy>& copies) {
    current_ = begin->a;
    const TracedText& a = text_of(begin->a);
    const TracedText& b = text_of(begin->b);
    std::vector<Alignment> found = align(a, b, begin, end);
    std::erase_if(found, [](const Alignment& one) { return !tells_copying(one); });
    PairFacts facts;
    facts.words_a = static_cast<uint32_t>(a.words.size());
    facts.words_b = static_cast<uint32_t>(b.words.size());
    for (const Alignment& one : found) {
      facts.held_of_a += static_cast<double>(one.matches.size()) / facts.words_a;
      facts.held_of_b += static_cast<double>(one.matches.size()) / facts.words_b;
    }
    for (const Alignment& one : found) {
      Copy copy = make_copy(a, b, one);
      copy.a = begin->a, copy.b = begin->b;
      tell_direction(*reports_[copy.a], *reports_[copy.b], facts, seen, copy);
      copies.push_back(std::move(copy));
    }
  }

  // The aligned form of a report. The last few thousand are kept; the two of one pair always.
  const TracedText& text_of(uint32_t report) {
    auto found = texts_.find(report);
    if (found != texts_.end()) return found->second;
    while (words_held_ > words_kept && kept_.size() > 2) {
      uint32_t oldest = kept_.front();
      kept_.pop_front();
      if (oldest == current_) {
        kept_.push_back(oldest);
        continue;
      }
      words_held_ -= texts_.at(oldest).words.size();
      texts_.erase(oldest);
    }
    TracedText& text = texts_[report];
    text.words = scan_report(*reports_[report], stop_words_);
    weigh(text);
    mark_of_site(report, text);
    kept_.push_back(report);
    words_held_ += text.words.size();
    return text;
  }

  // Titles and full names stand in many reports word for word, copied or not: behind its first word a name says less.
  void weigh(TracedText& text) const {
    bool named = false;  // does the word before, a stop word aside, begin with a capital?
    for (const ScannedWord& word : text.words) {
      int weight = counts_.weight(word.key);
      bool capital = word.is(ScannedWord::capital);
      if (capital && named && !word.is(ScannedWord::starts_sentence)) weight = weight * 2 / 5;
      if (!word.stop() || capital) named = capital;
      text.weights.push_back(static_cast<uint8_t>(weight));
    }
  }

  void mark_of_site(uint32_t report, TracedText& text) const {
    size_t words = text.words.size(), first = corpus_.start[report];
    text.of_site.assign(shared_.recurring.begin() + static_cast<int64_t>(first),
                        shared_.recurring.begin() + static_cast<int64_t>(first + words));
    if (only_notice(report, text)) text.of_site.assign(words, true);
    for (size_t from = 0; from < words;) {
      size_t to = from + 1;
      while (to < words && !text.words[to].is(ScannedWord::starts_sentence)) ++to;
      if (speaks_of_site(text, from, to))
        std::fill(text.of_site.begin() + static_cast<int64_t>(from), text.of_site.begin() + static_cast<int64_t>(to),
                  true);
      from = to;
    }
  }
  // A short page that says nothing of what its title promises is a notice in the place of the report: pay, register,
  // moved.
  bool only_notice(uint32_t report, const TracedText& text) const {
    static constexpr size_t short_page = 200;
    std::vector<uint32_t> told;
    for (const ScannedWord& word : text.words)
      if (!word.is(ScannedWord::title)) told.push_back(word.key);
    if (told.size() > short_page) return false;
    std::sort(told.begin(), told.end());
    size_t promised = 0, kept = 0;
    for (const ScannedWord& word : scan_words(reports_[report]->article.title.value, &stop_words_)) {
      if (word.stop()) continue;
      ++promised;
      kept += std::binary_search(told.begin(), told.end(), word.key);
    }
    return promised >= 3 && kept * 4 <= promised;
  }
  bool speaks_of_site(const TracedText& text, size_t from, size_t to) const {
    for (size_t at = from; at < to; ++at)
      if (phrases_.at(text.words, at, to)) return true;
    return false;
  }

  // From the order of the ids to the indices the caller knows.
  void give_back(std::vector<Copy>& copies) const {
    for (Copy& copy : copies) {
      copy.a = order_[copy.a], copy.b = order_[copy.b];
      if (copy.a < copy.b) continue;
      std::swap(copy.a, copy.b);
      std::swap(copy.a_span, copy.b_span);
      for (Rewording& one : copy.rewordings) std::swap(one.a, one.b);
      if (copy.from == CopyFrom::a || copy.from == CopyFrom::b)
        copy.from = copy.from == CopyFrom::a ? CopyFrom::b : CopyFrom::a;
    }
    std::sort(copies.begin(), copies.end(), [](const Copy& x, const Copy& y) {
      return std::tie(x.a, x.b, x.a_span, x.b_span) < std::tie(y.a, y.b, y.a_span, y.b_span);
    });
  }

  const StopWords& stop_words_;
  const Phrases& phrases_;
  std::vector<uint32_t> order_;
  std::vector<const Report*> reports_;
  Corpus corpus_;
  ReportCounts counts_;
  SharedRuns shared_;
  std::map<uint32_t, TracedText> texts_;
  std::deque<uint32_t> kept_;
  size_t words_held_ = 0;
  uint32_t current_ = 0xFFFFFFFFu;
};

}  // namespace

std::vector<Copy> trace_copies(const std::vector<const Report*>& reports, const CopyRules& rules) {
  return Tracer(reports, rules.state().stop_words, rules.state().phrases).run();
}

}  // namespace fairwitness
