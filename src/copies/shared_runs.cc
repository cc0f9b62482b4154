#include "copies/shared_runs.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {
namespace {

constexpr uint64_t base = 0x9E3779B97F4A7C15ull;
constexpr size_t all_pairs_up_to = 24;         // reports that share a run, each linked with each
constexpr size_t representatives = 3;          // beyond that: with the first ones and with the ones right before
constexpr size_t entries_at_once = 8'000'000;  // of 24 bytes: bounds the memory of one turn

struct Entry {
  uint64_t hash;
  uint32_t report, at;
  uint32_t left;  // the key of the word before, 0 where the run before is not in the index
};

// Every run of five traced words at least two of which are no stop words.
void runs_of(const Corpus& corpus, uint32_t report, std::vector<Entry>& out) {
  const uint32_t* keys = corpus.of(report);
  uint32_t length = corpus.length(report);
  static constexpr uint64_t top = base * base * base * base;
  uint64_t rolling = 0;
  uint32_t telling = 0, traced = 0;
  bool before = false;
  out.clear();
  for (uint32_t i = 0; i < length; ++i) {
    if (i >= run_words) {
      rolling -= top * keys[i - run_words];
      telling -= !(keys[i - run_words] & 1);
    }
    rolling = rolling * base + keys[i];
    telling += !(keys[i] & 1);
    traced = keys[i] == 0 ? 0 : traced + 1;
    bool taken = traced >= run_words && telling >= 2;
    uint32_t at = i + 1 - run_words;
    if (taken) out.push_back({hash_mix(rolling, 0x51ED270B), report, at, before ? keys[at - 1] : 0});
    before = taken;
  }
}

// Remembers which hashes came once and which twice, in two bits a slot.
class SeenTwice {
 public:
  explicit SeenTwice(size_t runs) {
    size_t slots = size_t{1} << 16;
    while (slots < runs * 4 && slots < (size_t{1} << 33)) slots *= 2;
    bits_.resize(slots / 32);
    mask_ = slots - 1;
  }
  bool add(uint64_t hash) {  // true when it was there already
    uint64_t& word = bits_[(hash & mask_) / 32];
    int shift = static_cast<int>(hash & 31) * 2;
    bool there = word >> shift & 1;
    word |= uint64_t{there ? 3u : 1u} << shift;
    return there;
  }
  void fetch(uint64_t hash) const { __builtin_prefetch(&bits_[(hash & mask_) / 32]); }
  bool twice(uint64_t hash) const { return bits_[(hash & mask_) / 32] >> ((hash & 31) * 2) & 2; }

 private:
  std::vector<uint64_t> bits_;
  uint64_t mask_ = 0;
};

// Looks each run up, having asked the memory for it a few runs earlier: the table is larger than the caches.
template <typename Look>
void ahead(const std::vector<Entry>& runs, const SeenTwice& seen, Look look) {
  static constexpr size_t distance = 16;
  for (size_t i = 0; i < runs.size(); ++i) {
    if (i + distance < runs.size()) seen.fetch(runs[i + distance].hash);
    look(runs[i]);
  }
}

// Text that a site repeats on days far apart, under titles of different kinds, belongs to the site: a notice, an
// appeal, a portrait of the outlet. Text that several sites carry within a few days belongs to a story.
class Recurrence {
 public:
  explicit Recurrence(const Corpus& corpus) : corpus_(corpus) {}

  bool operator()(const Entry* begin, const Entry* end) {
    if (end - begin < 3) return false;
    order_.clear();
    for (const Entry* entry = begin; entry != end; ++entry) order_.push_back(entry->report);
    auto key = [&](uint32_t r) { return std::tuple(corpus_.host[r], corpus_.day[r], corpus_.title[r], r); };
    std::sort(order_.begin(), order_.end(), [&](uint32_t x, uint32_t y) { return key(x) < key(y); });
    for (size_t from = 0; from < order_.size();) {
      size_t to = from;
      while (to < order_.size() && corpus_.host[order_[to]] == corpus_.host[order_[from]]) ++to;
      if (to - from >= 3 && apart(from, to) >= 15) return true;
      from = to;
    }
    std::sort(order_.begin(), order_.end(), [&](uint32_t x, uint32_t y) { return corpus_.day[x] < corpus_.day[y]; });
    return spells(0, order_.size()) >= 6;
  }

 private:
  static constexpr int32_t same_spell_days = 3;

  // Times, more than three days apart, at which the reports [from, to) came out; they are sorted by day.
  int spells(size_t from, size_t to) const {
    int count = 0;
    int32_t last = Corpus::no_day;
    for (size_t i = from; i < to; ++i) {
      int32_t day = corpus_.day[order_[i]];
      if (day == Corpus::no_day) continue;
      count += last == Corpus::no_day || day - last > same_spell_days;
      last = day;
    }
    return count;
  }
  // Three spells of one site are enough, or five titles of reports without a day, or a mixture.
  int apart(size_t from, size_t to) const {
    int titles = 0;
    uint64_t last = 0;
    for (size_t i = from; i < to; ++i) {
      uint32_t r = order_[i];
      if (corpus_.day[r] != Corpus::no_day) continue;
      titles += titles == 0 || corpus_.title[r] != last;
      last = corpus_.title[r];
    }
    return 5 * spells(from, to) + 3 * titles;
  }

  const Corpus& corpus_;
  std::vector<uint32_t> order_;
};

void link(const Entry& x, const Entry& y, std::vector<SharedRun>& out) {
  const Entry& a = x.report < y.report ? x : y;
  const Entry& b = x.report < y.report ? y : x;
  // Within a longer shared run its start is enough, and every eighth place in case the start was linked otherwise.
  if (a.left != 0 && a.left == b.left && (a.at & 7) != 0) return;
  out.push_back({a.report, b.report, a.at, b.at});
}

// Links the reports that share one run.
class GroupLinker {
 public:
  GroupLinker(const Corpus& corpus, std::vector<SharedRun>& out) : corpus_(corpus), out_(out) {}

  void operator()(const Entry* begin, size_t size, bool recurring) {
    begin_ = begin, size_ = size, recurring_ = recurring;
    bool across = size > all_pairs_up_to && pairs_across_outlets() <= size * all_pairs_up_to / 2;
    for (size_t i = 1; i < size; ++i) {
      if (size <= all_pairs_up_to || i <= 2 * representatives) {
        for (size_t j = 0; j < i; ++j) join(j, i, across);
      } else {
        for (size_t j = 0; j < representatives; ++j) join(j, i, across);
        for (size_t j = i - representatives; j < i; ++j) join(j, i, across);
      }
    }
    if (across) link_across();
  }

 private:
  uint64_t outlet(size_t i) const { return corpus_.outlet[begin_[i].report]; }

  // What an outlet repeats on its site links each of its reports to the one before only.
  void join(size_t j, size_t i, bool across) {
    bool one_outlet = outlet(i) == outlet(j);
    if (across && !one_outlet) return;  // link_across() will
    if (recurring_ && j + 1 != i && one_outlet && corpus_.host[begin_[j].report] == corpus_.host[begin_[i].report])
      return;
    link(begin_[j], begin_[i], out_);
  }

  // In how many ways two reports of different outlets can be taken. A few outlets' reports among very many of another's
  // make no more pairs than the limit for each report allows.
  size_t pairs_across_outlets() {
    by_outlet_.clear();
    for (size_t i = 0; i < size_; ++i) by_outlet_.push_back(static_cast<uint32_t>(i));
    std::sort(by_outlet_.begin(), by_outlet_.end(),
              [this](uint32_t x, uint32_t y) { return std::tuple(outlet(x), x) < std::tuple(outlet(y), y); });
    size_t pairs = size_ * (size_ - 1) / 2;
    for (size_t from = 0, to = 0; from < size_; from = to) {
      to = end_of(from);
      pairs -= (to - from) * (to - from - 1) / 2;
    }
    return pairs;
  }
  size_t end_of(size_t from) const {
    size_t to = from + 1;
    while (to < size_ && outlet(by_outlet_[to]) == outlet(by_outlet_[from])) ++to;
    return to;
  }
  void link_across() {
    for (size_t from = 0, to = 0; from < size_; from = to) {
      to = end_of(from);
      for (size_t i = from; i < to; ++i)
        for (size_t j = to; j < size_; ++j) link(begin_[by_outlet_[i]], begin_[by_outlet_[j]], out_);
    }
  }

  const Corpus& corpus_;
  std::vector<SharedRun>& out_;
  const Entry* begin_ = nullptr;
  size_t size_ = 0;
  bool recurring_ = false;
  std::vector<uint32_t> by_outlet_;
};

// Sorts the entries, keeps the first place of a run in each report, and links the reports that share it.
void link_entries(std::vector<Entry>& entries, const Corpus& corpus, SharedRuns& out) {
  auto less = [](const Entry& x, const Entry& y) {
    return x.hash != y.hash ? x.hash < y.hash : x.report != y.report ? x.report < y.report : x.at < y.at;
  };
  std::sort(entries.begin(), entries.end(), less);
  auto same = [](const Entry& x, const Entry& y) { return x.hash == y.hash && x.report == y.report; };
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
  Recurrence recurs(corpus);
  GroupLinker link_group(corpus, out.runs);
  for (size_t from = 0; from < entries.size();) {
    size_t to = from + 1;
    while (to < entries.size() && entries[to].hash == entries[from].hash) ++to;
    bool recurring = recurs(&entries[from], entries.data() + to);
    if (to - from > 1) link_group(&entries[from], to - from, recurring);
    for (size_t i = from; recurring && i < to; ++i)
      for (uint32_t w = 0; w < run_words; ++w)
        out.recurring[corpus.start[entries[i].report] + entries[i].at + w] = true;
    from = to;
  }
}

}  // namespace

SharedRuns find_shared_runs(const Corpus& corpus) {
  SharedRuns out;
  out.recurring.resize(corpus.keys.size());
  SeenTwice seen(corpus.keys.size());
  size_t shared = 0;
  auto reports = static_cast<uint32_t>(corpus.reports());
  std::vector<Entry> runs, entries;
  for (uint32_t r = 0; r < reports; ++r) {
    runs_of(corpus, r, runs);
    ahead(runs, seen, [&](const Entry& run) { shared += seen.add(run.hash); });
  }
  size_t turns = 1 + 2 * shared / entries_at_once;
  for (size_t turn = 0; turn < turns; ++turn) {
    entries.clear();
    for (uint32_t r = 0; r < reports; ++r) {
      runs_of(corpus, r, runs);
      ahead(runs, seen, [&](const Entry& run) {
        if (seen.twice(run.hash) && (turns == 1 || (run.hash >> 40) % turns == turn)) entries.push_back(run);
      });
    }
    link_entries(entries, corpus, out);
  }
  std::sort(out.runs.begin(), out.runs.end(), [](const SharedRun& x, const SharedRun& y) {
    return std::tie(x.a, x.b, x.at_a, x.at_b) < std::tie(y.a, y.b, y.at_a, y.at_b);
  });
  return out;
}

void ReportCounts::add(const std::vector<uint32_t>& keys) {
  ++reports_;
  for (uint32_t key : keys) {
    size_t at = places_.of(key);
    counts_[at] += last_[at] != reports_;
    last_[at] = reports_;
  }
}

void ReportCounts::close() {
  weights_.resize(std::min<size_t>(reports_, 0xFFFF) + 1);
  for (size_t count = 0; count < weights_.size(); ++count) {
    double rarity = std::log((reports_ + 200.0) / (static_cast<double>(count) + 1.0)) / 5.0;
    weights_[count] = static_cast<uint8_t>(std::clamp(static_cast<int>(rarity * 16.0 + 0.5), 6, 26));
  }
}

}  // namespace fairwitness
