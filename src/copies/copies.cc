#include "copies/copies.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "copies/direction.h"
#include "copies/respun.h"
#include "copies/scan.h"
#include "copies/shared_runs.h"
#include "copies/shelf.h"

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
    case CopyKind::respun:
      return "respun";
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

struct CopyRules::State {
  explicit State(const Rules& rules)
      : stop_words(rules.table("rules/en/copy_stop_words")),
        phrases(rules.table("rules/en/copy_boilerplate"), stop_words) {}
  StopWords stop_words;
  SitePhrases phrases;
};

CopyRules::CopyRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
CopyRules::~CopyRules() = default;

namespace {

// A shared run that weighs this much (in sixteenths) is looked at; two lighter ones close by are as well.
constexpr int strong_run = 4 * 16 + 8;
constexpr uint32_t close_by = 40;

// What the passage itself shows goes behind the evidence of its direction.
void put_direction_first(Copy& copy, size_t of_passage) {
  std::rotate(copy.because.begin(), copy.because.begin() + static_cast<int64_t>(of_passage), copy.because.end());
}

class Tracer {
 public:
  Tracer(const std::vector<const Report*>& given, const StopWords& stop_words, const SitePhrases& phrases)
      : stop_words_(stop_words), order_(given.size()), counts_(bytes_of(given)), shelf_(reports_, stop_words, phrases) {
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(), [&](uint32_t x, uint32_t y) { return given[x]->id < given[y]->id; });
    for (uint32_t i : order_) reports_.push_back(given[i]);
  }

  std::vector<Copy> run() {
    read_all();
    counts_.close();
    shared_ = find_shared_runs(corpus_);
    shelf_.open(corpus_, counts_, shared_.recurring);
    const SharedRun* end = shared_.runs.data() + shared_.runs.size();
    AgenciesSeen seen(reports_);
    std::vector<Copy> copies;
    for (const SharedRun* from = shared_.runs.data(); from != end;) {
      const SharedRun* to = from;
      while (to != end && to->a == from->a && to->b == from->b) ++to;
      if (promising(from, to)) trace_pair(from, to, seen, copies);
      from = to;
    }
    add_respun(seen, copies);
    give_back(copies);
    return copies;
  }

 private:
  static size_t bytes_of(const std::vector<const Report*>& reports) {
    size_t bytes = 0;
    for (const Report* report : reports) bytes += report->article.text.size();
    return std::min(bytes, size_t{1} << 20);
  }

  void read_all() {
    std::map<std::string, uint32_t> hosts;
    for (uint32_t i = 0; i < reports_.size(); ++i) {
      const Report* report = reports_[i];
      std::vector<ScannedWord> words = scan_report(*report, stop_words_);
      std::vector<uint32_t> keys = keys_of(words);
      mark_runs_.add(words);
      shelf_.put(i, std::move(words));
      counts_.add(keys);
      corpus_.keys.insert(corpus_.keys.end(), keys.begin(), keys.end());
      corpus_.start.push_back(corpus_.keys.size());
      std::string site = site_of(*report);
      auto number = static_cast<uint32_t>(site.empty() ? ~corpus_.host.size()
                                                       : hosts.try_emplace(site, hosts.size()).first->second);
      corpus_.host.push_back(number);
      std::optional<Day> day = told_day(*report);
      corpus_.day.push_back(day ? static_cast<int32_t>(day->time_since_epoch().count()) : Corpus::no_day);
      corpus_.title.push_back(hash_bytes(report->article.title.value));
      corpus_.outlet.push_back(hash_bytes(report->article.outlet.value));
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
    const TracedText& a = shelf_.get(begin->a, begin->b);
    const TracedText& b = shelf_.get(begin->b, begin->a);
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
      const size_t of_passage = copy.because.size();
      tell_direction(*reports_[copy.a], *reports_[copy.b], facts, seen, copy);
      put_direction_first(copy, of_passage);
      copies.push_back(std::move(copy));
    }
  }

  // Pairs that share names and numbers in their order, and few runs of words or none.
  void add_respun(const AgenciesSeen& seen, std::vector<Copy>& copies) {
    auto of_pair = [](const Copy& copy, const std::pair<uint32_t, uint32_t>& pair) {
      return std::pair(copy.a, copy.b) < pair;
    };
    const size_t traced = copies.size();
    for (const std::pair<uint32_t, uint32_t>& pair : mark_runs_.pairs()) {
      auto end = copies.begin() + static_cast<int64_t>(traced);
      auto from = std::lower_bound(copies.begin(), end, pair, of_pair), to = from;
      while (to != end && std::pair(to->a, to->b) == pair) ++to;
      const TracedText& a = shelf_.get(pair.first, pair.second);
      const TracedText& b = shelf_.get(pair.second, pair.first);
      std::optional<Copy> copy = find_respun(a, b, {from, to});
      if (!copy) continue;
      copy->a = pair.first, copy->b = pair.second;
      PairFacts facts;
      facts.words_a = static_cast<uint32_t>(a.words.size());
      facts.words_b = static_cast<uint32_t>(b.words.size());
      const size_t of_passage = copy->because.size();
      tell_direction(*reports_[copy->a], *reports_[copy->b], facts, seen, *copy);
      put_direction_first(*copy, of_passage);
      copies.push_back(std::move(*copy));
    }
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
  std::vector<uint32_t> order_;
  std::vector<const Report*> reports_;
  Corpus corpus_;
  ReportCounts counts_;
  MarkRuns mark_runs_;
  SharedRuns shared_;
  Shelf shelf_;
};

}  // namespace

std::vector<Copy> trace_copies(const std::vector<const Report*>& reports, const CopyRules& rules) {
  if (reports.size() < 2) return {};
  return Tracer(reports, rules.state().stop_words, rules.state().phrases).run();
}

}  // namespace fairwitness
