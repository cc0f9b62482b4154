#include "stories/topics.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {
namespace {

// News says what it is about at the top; what stands behind so many words is background.
constexpr size_t words_read = 800, bytes_read = 8000, lead_words = 60;
constexpr size_t terms_kept = 120, names_kept = 60, places_kept = 12;
// How much heavier a term is in the title, among the first words, as part of a name; two words of one name together.
constexpr double in_title = 2.0, in_lead = 1.5, in_name = 1.5, name_pair = 0.5;
// Reports that are imagined beside the given ones and have none of their terms: in a small collection not every word is
// common.
constexpr double imagined_reports = 500;

struct Counted {
  enum : uint8_t { title = 1, lead = 2, name = 4, pair = 8 };
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

class TermCounter {
 public:
  TermCounter(const Report& report, const StopWords& stop_words, std::vector<NamePlace>& places)
      : report_(report), stop_words_(stop_words), places_(places) {}

  std::vector<Counted> run() {
    std::string_view title = report_.article.title.value;
    for (const ScannedWord& word : scan_words(title, &stop_words_))
      if (!word.stop()) counted_.push_back({singular_key(title, word), 0, Counted::title});
    read_body();
    merge();
    return std::move(counted_);
  }

 private:
  void read_body() {
    std::string_view text = report_.text();
    size_t cut = std::min(text.size(), bytes_read);
    while (!is_utf8_boundary(text, cut)) --cut;
    size_t at = 0, named = 0;
    ScannedWord before;
    bool after_name = false;
    for (const ScannedWord& word : scan_words(text.substr(0, cut), &stop_words_)) {
      if (++at > words_read) break;
      bool name = is_name(word, named);
      if (word.stop()) {
        after_name = false;
        continue;
      }
      uint32_t key = name ? word.key : singular_key(text, word);
      uint8_t where = at <= lead_words ? Counted::lead : 0;
      counted_.push_back({key, 1, static_cast<uint8_t>(where | (name ? Counted::name : 0))});
      if (name) places_.push_back({key, {word.begin, word.end}});
      if (name && after_name) {
        auto both = static_cast<uint32_t>(hash_mix(before.key, key)) | 1;  // odd, as no word of the text is
        counted_.push_back({both, 1, static_cast<uint8_t>(where | Counted::pair)});
        places_.push_back({both, {before.begin, word.end}});
      }
      after_name = name;
      before = word;
    }
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
};

// In how many reports each term stands; rare terms may share a count.
class TermCounts {
 public:
  TermCounts() : counts_(size_t{1} << 20) {}
  void add(const std::vector<Counted>& counted) {
    for (const Counted& one : counted) ++counts_[place(one.key)];
  }
  double rarity(uint32_t key, double reports) const {
    return std::log((reports + imagined_reports) / (counts_[place(key)] + 0.5));
  }

 private:
  static size_t place(uint32_t key) { return (key * 0x9E3779B1u) >> 12; }
  std::vector<uint32_t> counts_;
};

bool heavier(const Term& x, const Term& y) { return x.weight != y.weight ? x.weight > y.weight : x.key < y.key; }

void keep_heaviest(Terms& terms, size_t count) {
  if (terms.size() > count) {
    std::nth_element(terms.begin(), terms.begin() + static_cast<int64_t>(count), terms.end(), heavier);
    terms.resize(count);
  }
  std::sort(terms.begin(), terms.end(), [](const Term& x, const Term& y) { return x.key < y.key; });
  normalise(terms);
  terms.shrink_to_fit();
}

void keep_places(Topic& topic) {
  Terms names = topic.names;
  std::sort(names.begin(), names.end(), heavier);
  std::vector<NamePlace> kept;
  for (size_t i = 0; i < names.size() && kept.size() < places_kept; ++i) {
    auto found = std::find_if(topic.places.begin(), topic.places.end(),
                              [&](const NamePlace& place) { return place.key == names[i].key; });
    if (found != topic.places.end()) kept.push_back(*found);
  }
  topic.places = std::move(kept);
}

void weigh(const std::vector<Counted>& counted, const TermCounts& counts, double reports, Topic& topic) {
  for (const Counted& one : counted) {
    double weight = (one.count ? 1 + std::log(one.count) : 0.5) * counts.rarity(one.key, reports);
    if (one.where & Counted::title) weight *= in_title;
    if (one.where & Counted::lead) weight *= in_lead;
    if (one.where & Counted::name) weight *= in_name;
    if (one.where & Counted::pair) weight *= name_pair;
    Term term{one.key, static_cast<float>(weight)};
    topic.terms.push_back(term);
    if (one.where & (Counted::name | Counted::pair)) topic.names.push_back(term);
  }
  keep_heaviest(topic.terms, terms_kept);
  keep_heaviest(topic.names, names_kept);
  keep_places(topic);
}

bool full_date(std::string_view value) {
  if (value.size() != 10) return false;
  for (size_t i = 0; i < value.size(); ++i)
    if (i == 4 || i == 7 ? value[i] != '-' : value[i] < '0' || value[i] > '9') return false;
  return true;
}

When when_of(const Report& report) {
  auto number = [](Day day) { return static_cast<int32_t>(day.time_since_epoch().count()); };
  if (std::optional<Day> day = report.day()) return {When::How::told, number(*day)};
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

void normalise(Terms& terms) {
  double squares = 0;
  for (const Term& term : terms) squares += double{term.weight} * term.weight;
  auto scale = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
  for (Term& term : terms) term.weight *= scale;
}

std::vector<Topic> read_topics(const std::vector<const Report*>& reports, const StopWords& stop_words) {
  std::vector<Topic> topics(reports.size());
  std::vector<std::vector<Counted>> counted;
  TermCounts counts;
  for (size_t i = 0; i < reports.size(); ++i) {
    counted.push_back(TermCounter(*reports[i], stop_words, topics[i].places).run());
    counts.add(counted.back());
  }
  for (size_t i = 0; i < reports.size(); ++i) {
    weigh(counted[i], counts, static_cast<double>(reports.size()), topics[i]);
    topics[i].when = when_of(*reports[i]);
    counted[i] = {};
  }
  return topics;
}

}  // namespace fairwitness
