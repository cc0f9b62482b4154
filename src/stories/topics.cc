#include "stories/topics.h"

#include <algorithm>
#include <cmath>

#include "copies/direction.h"

namespace fairwitness {
namespace {

// News says what it is about at the top; what stands behind so many words is background.
constexpr size_t words_read = 800, bytes_read = 8000, lead_words = 60;
constexpr size_t terms_kept = 120, names_kept = 60, title_kept = 16, pairs_kept = 32, numbers_kept = 24, days_kept = 12;
constexpr size_t places_kept = 12;
// How much heavier a term is in the title, among the first words, as part of a name; two words of one name together.
constexpr double in_title = 2.0, in_lead = 1.5, in_name = 1.5, name_pair = 0.5;
// Reports that are imagined beside the given ones and have none of their terms: in a small collection not every word is
// common.
constexpr double imagined_reports = 500;

struct Counted {
  enum : uint8_t { title = 1, lead = 2, name = 4, pair = 8, number = 16, figure = 32, day = 64 };
  uint32_t key;
  uint16_t count;  // in the body
  uint8_t where;
};

// Words that differ in a plural ending only are one term.
uint32_t singular_key(std::string_view text, const ScannedWord& word) {
  std::string_view spelling = text.substr(word.begin, word.end - word.begin);
  if (word.letters < 4 || spelling.size() != word.letters) return word.key;
  char last = spelling.back(), before = spelling[spelling.size() - 2];
  if (last != 's' || before == 's' || before == 'u' || before == 'i') return word.key;
  return key_of(spelling.substr(0, spelling.size() - 1));
}

// Four digits of a year (X for unknown ones), two of a month, two of a day.
bool full_date(std::string_view value) {
  if (value.size() != 10) return false;
  for (size_t i = 0; i < value.size(); ++i)
    if (i == 4 || i == 7 ? value[i] != '-' : (value[i] < '0' || value[i] > '9') && (i >= 4 || value[i] != 'X'))
      return false;
  return true;
}

class TermCounter {
 public:
  TermCounter(const Report& report, const StopWords& stop_words, std::vector<NamePlace>& places)
      : report_(report), stop_words_(stop_words), places_(places) {}

  std::vector<Counted> run() {
    std::string_view title = report_.article.title.value;
    for (const ScannedWord& word : scan_words(title, &stop_words_))
      if (!word.stop()) counted_.push_back({singular_key(title, word), 0, Counted::title});
    read_body();
    read_times();
    merge();
    return std::move(counted_);
  }
  uint32_t words() const { return words_; }

 private:
  void read_body() {
    std::string_view text = report_.text();
    size_t cut = std::min(text.size(), bytes_read);
    while (!is_utf8_boundary(text, cut)) --cut;
    size_t at = 0, named = 0;
    ScannedWord before;
    bool after_name = false;
    uint32_t number = 0;  // the word before, when it is one
    for (const ScannedWord& word : scan_words(text.substr(0, cut), &stop_words_)) {
      if (++at > words_read) break;
      words_ = static_cast<uint32_t>(at);
      if (number != 0) counted_.push_back({both(number, word.key), 1, Counted::figure});
      number = word.is(ScannedWord::number) ? word.key : 0;
      bool name = is_name(word, named);
      if (word.stop()) {
        after_name = false;
        continue;
      }
      uint32_t key = name ? word.key : singular_key(text, word);
      uint8_t where = at <= lead_words ? Counted::lead : 0;
      uint8_t kind = name ? Counted::name : number != 0 ? Counted::number : 0;
      counted_.push_back({key, 1, static_cast<uint8_t>(where | kind)});
      if (name) places_.push_back({key, {word.begin, word.end}});
      if (name && after_name) {
        uint32_t pair = both(before.key, key);
        counted_.push_back({pair, 1, static_cast<uint8_t>(where | Counted::pair)});
        places_.push_back({pair, {before.begin, word.end}});
      }
      after_name = name;
      before = word;
    }
  }

  // Days by month and day, since a year is mostly left out; an open day by what is said of it. Ages are spans of years.
  void read_times() {
    for (const Time& time : report_.times) {
      if (time.span.begin > bytes_read) break;
      if (time.type == TimeType::duration && !time.value.empty())
        counted_.push_back({key_of_value(time.value, 1), 1, Counted::figure});
      if (time.type != TimeType::date && time.type != TimeType::time) continue;
      if (full_date(std::string_view(time.value).substr(0, 10)))
        counted_.push_back({key_of_value(std::string_view(time.value).substr(5, 5), 2), 1, Counted::day});
      else if (!time.open.empty())
        counted_.push_back({key_of_value(time.open, 3), 1, Counted::day});
    }
  }

  // Odd, as no word of the text is.
  static uint32_t both(uint32_t x, uint32_t y) { return static_cast<uint32_t>(hash_mix(x, y)) | 1; }
  static uint32_t key_of_value(std::string_view value, uint64_t kind) {
    return static_cast<uint32_t>(hash_mix(hash_bytes(value), kind)) | 1;
  }

  // Part of a name; where no names were looked for, a capital within a sentence.
  bool is_name(const ScannedWord& word, size_t& named) const {
    const std::vector<Name>& names = report_.names.names;
    if (names.empty()) return word.is(ScannedWord::capital) && !word.is(ScannedWord::starts_sentence);
    while (named < names.size() && names[named].span.end <= word.begin) ++named;
    return named < names.size() && names[named].span.begin < word.end && word.is(ScannedWord::capital);
  }

  void merge() {
    std::sort(counted_.begin(), counted_.end(), [](const Counted& x, const Counted& y) { return x.key < y.key; });
    size_t kept = 0;
    for (const Counted& one : counted_) {
      if (kept > 0 && counted_[kept - 1].key == one.key) {
        counted_[kept - 1].count = static_cast<uint16_t>(counted_[kept - 1].count + one.count);
        counted_[kept - 1].where |= one.where;
      } else {
        counted_[kept++] = one;
      }
    }
    counted_.resize(kept);
  }

  const Report& report_;
  const StopWords& stop_words_;
  std::vector<NamePlace>& places_;
  std::vector<Counted> counted_;
  uint32_t words_ = 0;
};

// In how many reports each term stands; rare terms may share a count.
class TermCounts {
 public:
  explicit TermCounts(size_t terms) : places_(8 * terms), counts_(places_.size()) {}
  void add(const std::vector<Counted>& counted) {
    for (const Counted& one : counted) ++counts_[places_.of(one.key)];
    ++reports_;
  }
  double of(uint32_t key) const { return counts_[places_.of(key)]; }
  double few() const { return imagined_reports / (reports_ + imagined_reports); }
  double rarity(uint32_t key) const { return std::log((reports_ + imagined_reports) / (of(key) + 0.5)); }

 private:
  KeyPlaces places_;
  std::vector<uint32_t> counts_;
  double reports_ = 0;
};

bool heavier(const Term& x, const Term& y) { return x.weight != y.weight ? x.weight > y.weight : x.key < y.key; }

void keep_places(Topic& topic) {
  Terms names = topic.of(Side::names);
  std::sort(names.begin(), names.end(), heavier);
  std::vector<NamePlace> kept;
  for (size_t i = 0; i < names.size() && kept.size() < places_kept; ++i) {
    auto found = std::find_if(topic.places.begin(), topic.places.end(),
                              [&](const NamePlace& place) { return place.key == names[i].key; });
    if (found != topic.places.end()) kept.push_back(*found);
  }
  topic.places = std::move(kept);
}

// A name that three reports have tells an event; one that a thousand have tells a country.
double fewness(double reports) { return std::sqrt(2 / std::max(2.0, reports)); }

void weigh(const std::vector<Counted>& counted, const TermCounts& counts, Topic& topic) {
  for (const Counted& one : counted) {
    double weight = (one.count ? 1 + std::log(one.count) : 0.5) * counts.rarity(one.key);
    if (one.where & (Counted::figure | Counted::day)) {
      topic.of(one.where & Counted::day ? Side::days : Side::numbers).push_back({one.key, static_cast<float>(weight)});
      continue;
    }
    if (one.where & Counted::title) weight *= in_title;
    if (one.where & Counted::lead) weight *= in_lead;
    if (one.where & Counted::name) weight *= in_name;
    if (one.where & Counted::pair) weight *= name_pair;
    Term term{one.key, static_cast<float>(weight)};
    topic.of(Side::terms).push_back(term);
    if (one.where & Counted::title) topic.of(Side::title).push_back(term);
    if (one.where & Counted::number) topic.of(Side::numbers).push_back(term);
    if (one.where & Counted::pair) topic.of(Side::pairs).push_back(term);
    if (!(one.where & (Counted::name | Counted::pair))) continue;
    topic.of(Side::names).push_back(term);
    topic.of(Side::rare).push_back({one.key, static_cast<float>(fewness(counts.of(one.key)))});
  }
  static constexpr std::pair<Side, size_t> kept[] = {{Side::terms, terms_kept},     {Side::names, names_kept},
                                                     {Side::title, title_kept},     {Side::pairs, pairs_kept},
                                                     {Side::numbers, numbers_kept}, {Side::days, days_kept}};
  for (auto [side, count] : kept) {
    keep_heaviest(topic.of(side), count);
    normalise(topic.of(side));
  }
  keep_heaviest(topic.of(Side::rare), names_kept);
  keep_places(topic);
}

When when_of(const Report& report) {
  auto number = [](Day day) { return static_cast<int32_t>(day.time_since_epoch().count()); };
  if (std::optional<Day> day = told_day(report)) return {When::How::told, number(*day)};
  When when;
  for (const Time& time : report.times) {
    if (time.type != TimeType::date || !full_date(time.value)) continue;
    std::optional<Day> day = parse_iso_day(time.value);
    if (!day || (when.how == When::How::hinted && number(*day) <= when.day)) continue;
    when = {When::How::hinted, number(*day)};
  }
  return when;
}

}  // namespace

void keep_heaviest(Terms& terms, size_t count) {
  if (terms.size() > count) {
    std::nth_element(terms.begin(), terms.begin() + static_cast<int64_t>(count), terms.end(), heavier);
    terms.resize(count);
  }
  std::sort(terms.begin(), terms.end(), [](const Term& x, const Term& y) { return x.key < y.key; });
  terms.shrink_to_fit();
}

double product(const Terms& x, const Terms& y) {
  double out = 0;
  for (size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].key == y[j].key) {
      out += double{x[i].weight} * y[j].weight;
      ++i, ++j;
    } else {
      bool less = x[i].key < y[j].key;
      i += less;
      j += !less;
    }
  }
  return out;
}

Terms sum(const Terms& x, const Terms& y) {
  Terms out;
  out.reserve(x.size() + y.size());
  size_t i = 0, j = 0;
  while (i < x.size() && j < y.size()) {
    if (x[i].key == y[j].key) {
      out.push_back({x[i].key, x[i].weight + y[j].weight});
      ++i, ++j;
    } else {
      out.push_back(x[i].key < y[j].key ? x[i++] : y[j++]);
    }
  }
  out.insert(out.end(), x.begin() + static_cast<int64_t>(i), x.end());
  out.insert(out.end(), y.begin() + static_cast<int64_t>(j), y.end());
  return out;
}

Terms difference(const Terms& x, const Terms& part) {
  static constexpr float nothing = 1e-4f;  // what rounding leaves
  Terms out;
  out.reserve(x.size());
  size_t j = 0;
  for (const Term& term : x) {
    while (j < part.size() && part[j].key < term.key) ++j;
    float weight = term.weight - (j < part.size() && part[j].key == term.key ? part[j].weight : 0);
    if (weight > nothing) out.push_back({term.key, weight});
  }
  return out;
}

void normalise(Terms& terms) {
  double squares = 0;
  for (const Term& term : terms) squares += double{term.weight} * term.weight;
  auto scale = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
  for (Term& term : terms) term.weight *= scale;
}

std::vector<Topic> read_topics(const std::vector<const Report*>& reports, const StopWords& stop_words) {
  std::vector<Topic> topics(reports.size());
  std::vector<std::vector<Counted>> counted;
  size_t terms = 0;
  for (size_t i = 0; i < reports.size(); ++i) {
    TermCounter counter(*reports[i], stop_words, topics[i].places);
    counted.push_back(counter.run());
    topics[i].words = counter.words();
    terms += counted.back().size();
  }
  TermCounts counts(terms);
  for (const std::vector<Counted>& one : counted) counts.add(one);
  for (size_t i = 0; i < reports.size(); ++i) {
    weigh(counted[i], counts, topics[i]);
    topics[i].few = static_cast<float>(counts.few());
    topics[i].when = when_of(*reports[i]);
    if (std::string site = site_of(*reports[i]); !site.empty())
      topics[i].of(Side::site).push_back({static_cast<uint32_t>(hash_bytes(site)), 1});
    counted[i] = {};
  }
  return topics;
}

}  // namespace fairwitness
