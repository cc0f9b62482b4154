#include "copies/rewordings.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "copies/direction.h"
#include "copies/scan.h"

namespace fairwitness {

std::string_view name_of(RewordingHabit::Over over) {
  switch (over) {
    case RewordingHabit::Over::pair:
      return "pair";
    case RewordingHabit::Over::outlet:
      return "outlet";
    case RewordingHabit::Over::library:
      return "library";
  }
  return "";
}

namespace {

constexpr size_t most_words = 5;

// One reworded place, seen from the one who writes instead of the other.
struct Seen {
  RewordingPlace place;
  bool told = false;
};

// The words' keys; empty where there are none or too many.
std::vector<uint32_t> keys_of_span(std::string_view text, Span span) {
  std::vector<uint32_t> keys;
  if (span.empty() || span.size() > 40 * most_words) return keys;
  for (const ScannedWord& word : scan_words(span.of(text), nullptr)) keys.push_back(word.key);
  if (keys.size() > most_words) keys.clear();
  return keys;
}

std::string outlet_of(const Report& report) {
  const std::string& name = report.article.outlet.value;
  return name.empty() ? site_of(report) : name;
}

class Gatherer {
 public:
  Gatherer(const std::vector<const Report*>& reports, const std::vector<Copy>& copies)
      : reports_(reports), copies_(copies) {}

  std::vector<RewordingHabit> run() {
    for (const Copy& copy : copies_) {
      // Where every other word was exchanged, none of them is an outlet's habit.
      if (copy.kind == CopyKind::boilerplate || copy.kind == CopyKind::respun) continue;
      for (const Rewording& one : copy.rewordings) take(copy, one);
    }
    for (auto& [key, seen] : seen_) close(key, seen);
    std::stable_sort(habits_.begin(), habits_.end(), [](const RewordingHabit& x, const RewordingHabit& y) {
      return x.over != y.over ? x.over < y.over : x.places.size() > y.places.size();
    });
    return std::move(habits_);
  }

 private:
  using Words = std::vector<uint32_t>;
  // Over what, outlet, other, words, other words. The order of the keys is the order of equally frequent habits.
  using Key = std::tuple<RewordingHabit::Over, std::string, std::string, Words, Words>;

  void take(const Copy& copy, const Rewording& one) {
    Words a = keys_of_span(reports_[copy.a]->text(), one.a), b = keys_of_span(reports_[copy.b]->text(), one.b);
    if (a.empty() || b.empty() || a == b) return;
    std::string of_a = outlet_of(*reports_[copy.a]), of_b = outlet_of(*reports_[copy.b]);
    bool told = copy.from == CopyFrom::a || copy.from == CopyFrom::b;
    // Where nobody tells who copied, the outlets' names decide which way it is written down.
    bool b_writes = told ? copy.from == CopyFrom::a : std::tie(of_b, b) < std::tie(of_a, a);
    Seen seen{{copy.a, copy.b, one.a, one.b}, told};
    if (b_writes) {
      seen.place = {copy.b, copy.a, one.b, one.a};
      std::swap(a, b), std::swap(of_a, of_b);
    }
    using Over = RewordingHabit::Over;
    seen_[{Over::pair, of_a, of_b, a, b}].push_back(seen);
    seen_[{Over::outlet, of_a, "", a, b}].push_back(seen);
    seen_[{Over::library, "", "", a, b}].push_back(seen);
  }

  void close(const Key& key, std::vector<Seen>& seen) {
    auto order = [this](const Seen& x) {
      return std::tuple(std::string_view(reports_[x.place.report]->id), x.place.span,
                        std::string_view(reports_[x.place.other]->id), x.place.other_span);
    };
    std::sort(seen.begin(), seen.end(), [&](const Seen& x, const Seen& y) { return order(x) < order(y); });
    // A passage that stands against several others is one habit's one place.
    auto same = [](const Seen& x, const Seen& y) {
      return x.place.report == y.place.report && x.place.span == y.place.span;
    };
    RewordingHabit out;
    out.over = std::get<0>(key), out.outlet = std::get<1>(key), out.other = std::get<2>(key);
    out.told = std::all_of(seen.begin(), seen.end(), [](const Seen& one) { return one.told; });
    seen.erase(std::unique(seen.begin(), seen.end(), same), seen.end());
    if (out.over != RewordingHabit::Over::pair && seen.size() < 2) return;
    const RewordingPlace& first = seen.front().place;
    out.words = first.span.of(reports_[first.report]->text());
    out.other_words = first.other_span.of(reports_[first.other]->text());
    for (const Seen& one : seen) out.places.push_back(one.place);
    habits_.push_back(std::move(out));
  }

  const std::vector<const Report*>& reports_;
  const std::vector<Copy>& copies_;
  std::map<Key, std::vector<Seen>> seen_;
  std::vector<RewordingHabit> habits_;
};

}  // namespace

std::vector<RewordingHabit> gather_rewordings(const std::vector<const Report*>& reports,
                                              const std::vector<Copy>& copies) {
  return Gatherer(reports, copies).run();
}

}  // namespace fairwitness
