// What a story says and a report alone could not: the day of a report that bears none, the days its words leave open,
// and the speaker of words that another report of the story gives with a name.
#include <algorithm>
#include <cmath>
#include <map>

#include "copies/direction.h"
#include "copies/scan.h"
#include "stories/stories.h"

namespace fairwitness {
namespace {

// A time together with what its sentence tells, so that two reports can be seen to speak of the same day.
struct Told {
  uint32_t report = 0, record = 0;
  std::vector<uint32_t> words;  // of the sentence: keys, sorted, each once
  uint32_t name = 0;            // of the time itself, when it is one word: "Saturday"
};

using Days = std::pair<Day, Day>;

// The telling words around a span: names, numbers and words of four letters or more, without the time's own.
std::vector<uint32_t> words_around(const std::vector<ScannedWord>& words, Span span) {
  auto at = std::lower_bound(words.begin(), words.end(), span.begin,
                             [](const ScannedWord& word, uint32_t begin) { return word.begin < begin; });
  auto from = at, to = at;
  while (from != words.begin() && (from == words.end() || !from->is(ScannedWord::starts_sentence))) --from;
  while (to != words.end() && (to == at || !to->is(ScannedWord::starts_sentence))) ++to;
  std::vector<uint32_t> out;
  for (; from != to; ++from) {
    bool telling = from->letters >= 4 || from->is(ScannedWord::capital) || from->is(ScannedWord::number);
    if (telling && !span.overlaps({from->begin, from->end})) out.push_back(from->key);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// 0 to 1; nothing where less than two words are shared, or none where the times themselves are named alike.
double alike(const std::vector<uint32_t>& x, const std::vector<uint32_t>& y, bool same_name) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    shared += x[i] == y[j];
    bool less = x[i] < y[j], more = y[j] < x[i];
    i += !more;
    j += !less;
  }
  if (shared + same_name < 2) return 0;
  return static_cast<double>(shared) / std::sqrt(static_cast<double>(x.size() * y.size())) + (same_name ? 0.1 : 0);
}

// Settles one story.
class Settler {
 public:
  Settler(const std::vector<const Report*>& reports, const Story& story, const std::vector<const Copy*>& copies,
          std::vector<Settled>& out)
      : reports_(reports), out_(out) {
    for (const Copy* copy : copies) {
      copies_of_[copy->a].push_back(copy);
      copies_of_[copy->b].push_back(copy);
    }
    for (uint32_t report : story.reports) {
      std::optional<Day> day = told_day(*reports_[report]);
      if (day) known_days_.push_back(*day);
      (day ? dated_ : open_).push_back(report);
    }
  }

  void run() {
    if (dated_.empty() || open_.empty()) return;
    std::sort(known_days_.begin(), known_days_.end());
    if (dated_.size() > most_dated) dated_.resize(most_dated);
    for (uint32_t report : dated_) read_told(report);
    size_t first = out_.size();
    std::erase_if(open_, [this](uint32_t report) { return settle_report(report); });
    // What these reports now tell may date the ones that agree with no dated report.
    if (open_.empty() || !read_settled(first)) return;
    for (uint32_t report : open_) settle_report(report);
  }

 private:
  // A report of a story is looked for within so many days of the others; its own words usually leave a few of them.
  static constexpr int days_apart = 2;
  static constexpr double enough = 0.2, same_score = 0.02, telling_difference = 0.2;
  static constexpr size_t most_dated = 200, most_told = 400, most_open = 64;

  std::vector<ScannedWord> scan(uint32_t report) const { return scan_words(reports_[report]->text(), nullptr); }
  uint32_t name_of_time(uint32_t report, Span span) const { return key_of(span.of(reports_[report]->text())); }

  void read_told(uint32_t report) {
    std::vector<ScannedWord> words = scan(report);
    const std::vector<Time>& times = reports_[report]->times;
    for (uint32_t k = 0; k < times.size() && told_.size() < most_told; ++k) {
      std::optional<Days> days = days_of(times[k].value);
      if (!days || days->first != days->second) continue;
      told_.push_back({report, k, words_around(words, times[k].span), name_of_time(report, times[k].span)});
      told_days_.push_back(days->first);
    }
  }

  // Adds the times closed since `first` to the told ones; false when there are none.
  bool read_settled(size_t first) {
    size_t before = told_.size();
    std::map<uint32_t, std::vector<ScannedWord>> words;
    for (size_t i = first; i < out_.size() && told_.size() < 2 * most_told; ++i) {
      const Settled& one = out_[i];
      std::optional<Days> days = one.what == Settled::What::time ? days_of(one.value) : std::nullopt;
      if (!days || days->first != days->second) continue;
      auto [found, fresh] = words.try_emplace(one.report);
      if (fresh) found->second = scan(one.report);
      Span span = reports_[one.report]->times[one.record].span;
      told_.push_back({one.report, one.record, words_around(found->second, span), name_of_time(one.report, span)});
      told_days_.push_back(days->first);
    }
    return told_.size() > before;
  }

  // An open time of the report at hand, and how strongly each told time seems to speak of the same day.
  struct Open {
    uint32_t record;
    std::vector<std::pair<double, size_t>> like;  // (how much, index into told_)
  };

  // True when something of the report could be settled.
  bool settle_report(uint32_t report) {
    std::vector<Open> open = read_open(report);
    if (open.empty()) return false;
    std::vector<std::pair<Day, double>> scores;
    double best = 0;
    for (Day day = known_days_.front() - std::chrono::days(days_apart);
         day <= known_days_.back() + std::chrono::days(days_apart); day += std::chrono::days(1)) {
      if (!near_known(day)) continue;
      scores.emplace_back(day, score(report, open, day));
      best = std::max(best, scores.back().second);
    }
    if (best < enough) return false;
    std::vector<Day> days;
    for (auto [day, value] : scores)
      if (value >= best - same_score) days.push_back(day);
    uint32_t from = rests_on(report, open, days.front());
    if (days.size() == 1) out_.push_back({Settled::What::report_day, report, 0, iso_day(days.front()), from});
    for (const Open& one : open) settle_time(report, one, days, from);
    return true;
  }

  bool near_known(Day day) const {
    auto at = std::lower_bound(known_days_.begin(), known_days_.end(), day - std::chrono::days(days_apart));
    return at != known_days_.end() && *at <= day + std::chrono::days(days_apart);
  }

  struct Mirror {
    uint32_t report;
    Span span;
  };

  std::vector<Open> read_open(uint32_t report) const {
    std::vector<ScannedWord> words = scan(report);
    std::vector<Open> out;
    const std::vector<Time>& times = reports_[report]->times;
    for (uint32_t k = 0; k < times.size() && out.size() < most_open; ++k) {
      if (times[k].open.empty() || !times[k].value.empty()) continue;
      Open one{k, {}};
      uint32_t name = name_of_time(report, times[k].span);
      std::vector<Mirror> mirrors = mirrors_of(report, times[k].span);
      std::vector<uint32_t> around = words_around(words, times[k].span);
      for (size_t t = 0; t < told_.size(); ++t) {
        double strength = alike(around, told_[t].words, name != 0 && name == told_[t].name) +
                          (mirrored(mirrors, told_[t]) ? 1.0 : 0.0);
        if (strength > 0) one.like.emplace_back(strength, t);
      }
      out.push_back(std::move(one));
    }
    return out;
  }

  // What stands in the other reports where a copied passage has been reworded around the span ("on Sunday" for
  // "today").
  std::vector<Mirror> mirrors_of(uint32_t report, Span span) const {
    std::vector<Mirror> out;
    auto found = copies_of_.find(report);
    if (found == copies_of_.end()) return out;
    for (const Copy* copy : found->second)
      for (const Rewording& one : copy->rewordings) {
        bool is_a = copy->a == report;
        if ((is_a ? one.a : one.b).overlaps(span)) out.push_back({is_a ? copy->b : copy->a, is_a ? one.b : one.a});
      }
    return out;
  }
  bool mirrored(const std::vector<Mirror>& mirrors, const Told& told) const {
    Span span = reports_[told.report]->times[told.record].span;
    return std::any_of(mirrors.begin(), mirrors.end(), [&](const Mirror& mirror) {
      return mirror.report == told.report && mirror.span.overlaps(span);
    });
  }

  // How well the story's days agree with the open times, had the report been written on that day.
  double score(uint32_t report, const std::vector<Open>& open, Day day) const {
    double sum = 0;
    for (const Open& one : open) {
      std::optional<std::string> value = resolve_time(reports_[report]->times[one.record], day);
      std::optional<Days> days = value ? days_of(*value) : std::nullopt;
      if (!days || days->second - days->first > std::chrono::days(1)) continue;
      double agree = 0, differ = 0;
      for (auto [strength, t] : one.like) {
        bool same = days->first <= told_days_[t] && told_days_[t] <= days->second;
        (same ? agree : differ) = std::max(same ? agree : differ, strength);
      }
      sum += agree - (differ >= telling_difference && agree < differ ? differ / 2 : 0);
    }
    return sum;
  }

  // The dated report that agrees most.
  uint32_t rests_on(uint32_t report, const std::vector<Open>& open, Day day) const {
    std::map<uint32_t, double> support;
    for (const Open& one : open) {
      std::optional<std::string> value = resolve_time(reports_[report]->times[one.record], day);
      std::optional<Days> days = value ? days_of(*value) : std::nullopt;
      if (!days) continue;
      for (auto [strength, t] : one.like)
        if (days->first <= told_days_[t] && told_days_[t] <= days->second) support[told_[t].report] += strength;
    }
    uint32_t best = dated_.front();
    for (auto [candidate, strength] : support)
      if (strength > support[best]) best = candidate;
    return best;
  }

  // A time is closed when every day the report may be from gives it the same value.
  void settle_time(uint32_t report, const Open& one, const std::vector<Day>& days, uint32_t from) {
    const Time& time = reports_[report]->times[one.record];
    std::optional<std::string> value = resolve_time(time, days.front());
    if (!value) return;
    for (Day day : days)
      if (resolve_time(time, day) != value) return;
    out_.push_back({Settled::What::time, report, one.record, *value, from});
  }

  const std::vector<const Report*>& reports_;
  std::vector<Settled>& out_;
  std::map<uint32_t, std::vector<const Copy*>> copies_of_;
  std::vector<uint32_t> dated_, open_;  // reports
  std::vector<Day> known_days_;
  std::vector<Told> told_;
  std::vector<Day> told_days_;
};

// The words of a quote that fall into a span, as a share of all of them.
double share_in(const Quote& quote, Span span) {
  uint32_t inside = 0, all = 0;
  for (Span part : quote.content) {
    all += part.size();
    uint32_t begin = std::max(part.begin, span.begin), end = std::min(part.end, span.end);
    inside += end > begin ? end - begin : 0;
  }
  return all == 0 ? 0 : static_cast<double>(inside) / all;
}

// The only quote of the report that stands in the span for the most part; -1 when there is none or there are several.
int64_t only_quote(const Report& report, Span span) {
  int64_t found = -1;
  for (size_t k = 0; k < report.quotes.size(); ++k) {
    if (report.quotes[k].kind == QuoteKind::indirect || share_in(report.quotes[k], span) < 0.7) continue;
    if (found >= 0) return -1;
    found = static_cast<int64_t>(k);
  }
  return found;
}

// Shared words that one report leaves without a speaker and the other does not.
void settle_speaker(const std::vector<const Report*>& reports, const Copy& copy, std::vector<Settled>& out) {
  if (copy.kind == CopyKind::boilerplate) return;
  int64_t x = only_quote(*reports[copy.a], copy.a_span), y = only_quote(*reports[copy.b], copy.b_span);
  if (x < 0 || y < 0) return;
  const std::string &of_a = reports[copy.a]->quotes[static_cast<size_t>(x)].speaker,
                    &of_b = reports[copy.b]->quotes[static_cast<size_t>(y)].speaker;
  if (of_a.empty() == of_b.empty()) return;
  if (of_a.empty()) out.push_back({Settled::What::speaker, copy.a, static_cast<uint32_t>(x), of_b, copy.b});
  if (of_b.empty()) out.push_back({Settled::What::speaker, copy.b, static_cast<uint32_t>(y), of_a, copy.a});
}

}  // namespace

std::vector<Settled> settle(const std::vector<const Report*>& reports, const std::vector<Story>& stories,
                            const std::vector<Copy>& copies) {
  std::vector<uint32_t> story_of(reports.size());
  for (uint32_t s = 0; s < stories.size(); ++s)
    for (uint32_t report : stories[s].reports) story_of[report] = s;
  std::vector<std::vector<const Copy*>> within(stories.size());
  for (const Copy& copy : copies)
    if (story_of[copy.a] == story_of[copy.b]) within[story_of[copy.a]].push_back(&copy);
  std::vector<Settled> out;
  for (uint32_t s = 0; s < stories.size(); ++s) {
    Settler(reports, stories[s], within[s], out).run();
    for (const Copy* copy : within[s]) settle_speaker(reports, *copy, out);
  }
  auto key = [](const Settled& one) { return std::tie(one.report, one.what, one.record, one.from, one.value); };
  std::sort(out.begin(), out.end(), [&](const Settled& x, const Settled& y) { return key(x) < key(y); });
  auto same = [](const Settled& x, const Settled& y) {
    return x.report == y.report && x.what == y.what && x.record == y.record;
  };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

}  // namespace fairwitness
