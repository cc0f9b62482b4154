#include "stories/likeness.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace fairwitness {
namespace {

constexpr std::string_view trait_names[trait_count] = {
    "always",           "terms_mean",    "terms_whole",   "terms_covered", "names_mean",
    "names_whole",      "names_covered", "title_mean",    "title_whole",   "title_covered",
    "pairs_mean",       "pairs_whole",   "pairs_covered", "numbers_mean",  "numbers_whole",
    "numbers_covered",  "days_mean",     "days_whole",    "days_covered",  "rare",
    "rare_much",        "one_site",      "near",          "nearer",        "apart",
    "undated",          "hinted_near",   "terms_near",    "names_near",    "pairs_near",
    "rare_near",        "terms_undated", "names_undated", "pairs_undated", "rare_undated",
    "terms_apart",      "names_apart",   "rare_apart",    "site_apart",    "no_pair_shared",
    "no_number_shared", "no_day_shared", "copied",        "copied_most",   "smaller",
    "larger",           "brief",         "brief_terms",   "brief_names",   "terms_squared",
    "names_squared",    "rare_terms"};

// Sums are cut to their heaviest terms beyond this, so that a story of very many reports stays as quick as one of a few
// dozen.
constexpr size_t most_terms = 3000;

constexpr int32_t hint_slack = 10;  // days; a text may name a date some days before its own

// What two sums share: their product, and the share of either's length that lies in terms of both.
struct Shared {
  double product = 0, of_x = 0, of_y = 0;
};

Shared shared(const Terms& x, const Terms& y) {
  Shared out;
  for (size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].key == y[j].key) {
      double a = x[i].weight, b = y[j].weight;
      out.product += a * b;
      out.of_x += a * a;
      out.of_y += b * b;
      ++i, ++j;
    } else {
      bool less = x[i].key < y[j].key;
      i += less;
      j += !less;
    }
  }
  return out;
}

bool has(const Terms& terms, uint32_t key) {
  auto at =
      std::lower_bound(terms.begin(), terms.end(), key, [](const Term& term, uint32_t k) { return term.key < k; });
  return at != terms.end() && at->key == key;
}

// The average over all pairs, the likeness of the sums, and how much of the one lies in the other.
struct Alike {
  double mean = 0, whole = 0, covered = 0;
  bool known = false;  // do both have such terms?
};

Alike alike(const Profile& x, const Profile& y, Side side) {
  auto at = static_cast<size_t>(side);
  Alike out;
  out.known = x.squares[at] > 0 && y.squares[at] > 0;
  if (!out.known) return out;
  Shared both = shared(x.sides[at], y.sides[at]);
  out.mean = both.product / (double{x.members * 1.0} * y.members);
  out.whole = both.product / std::sqrt(x.squares[at] * y.squares[at]);
  out.covered = std::max(both.of_x / x.squares[at], both.of_y / y.squares[at]);
  return out;
}

// Writes the traits in the order of the enumeration, by name.
class Writer {
 public:
  explicit Writer(Traits& out) : out_(out) {}
  void set(Trait trait, double value) { out_[static_cast<size_t>(trait)] = static_cast<float>(value); }
  void set(Trait first, const Alike& alike) {
    auto at = static_cast<size_t>(first);
    out_[at] = static_cast<float>(alike.mean);
    out_[at + 1] = static_cast<float>(alike.whole);
    out_[at + 2] = static_cast<float>(alike.covered);
  }

 private:
  Traits& out_;
};

}  // namespace

std::string_view name_of(Trait trait) { return trait_names[static_cast<size_t>(trait)]; }

Profile::Profile(const Topic& topic)
    : sides(topic.sides), members(1), words(std::log(1.0 + topic.words)), few(topic.few) {
  if (topic.when.how == When::How::told) told = 1, told_days = topic.when.day;
  if (topic.when.how == When::How::hinted) hinted = 1, hinted_days = topic.when.day;
  for (size_t side = 0; side < side_count; ++side) measure(side);
}

void Profile::measure(size_t side) {
  squares[side] = 0;
  for (const Term& term : sides[side]) squares[side] += double{term.weight} * term.weight;
}

void Profile::add(const Profile& other) {
  for (size_t side = 0; side < side_count; ++side) {
    if (other.sides[side].empty()) continue;
    sides[side] = sum(sides[side], other.sides[side]);
    if (sides[side].size() > 2 * most_terms) keep_heaviest(sides[side], most_terms);
    measure(side);
  }
  members += other.members, told += other.told, hinted += other.hinted;
  told_days += other.told_days, hinted_days += other.hinted_days, words += other.words;
}

void Profile::remove(const Profile& member) {
  for (size_t side = 0; side < side_count; ++side) {
    if (member.sides[side].empty()) continue;
    sides[side] = difference(sides[side], member.sides[side]);
    measure(side);
  }
  members -= member.members, told -= member.told, hinted -= member.hinted;
  told_days -= member.told_days, hinted_days -= member.hinted_days, words -= member.words;
}

When Profile::when() const {
  if (told > 0) return {When::How::told, static_cast<int32_t>(std::lround(told_days / told))};
  if (hinted > 0) return {When::How::hinted, static_cast<int32_t>(std::lround(hinted_days / hinted))};
  return {};
}

double nearness(const When& x, const When& y, double days) {
  using How = When::How;
  if (x.how == How::unknown || y.how == How::unknown) return 0;
  int32_t between = std::abs(x.day - y.day);
  if (x.how == How::hinted || y.how == How::hinted) between = std::max(0, between - hint_slack);
  return std::exp(-between / days);
}

Traits compare(const Profile& x, const Profile& y, const Copied& copied) {
  using How = When::How;
  Traits traits{};
  Writer out(traits);
  Alike terms = alike(x, y, Side::terms), names = alike(x, y, Side::names), pairs = alike(x, y, Side::pairs);
  Alike title = alike(x, y, Side::title);
  Alike numbers = alike(x, y, Side::numbers), days = alike(x, y, Side::days), rare = alike(x, y, Side::rare);
  out.set(Trait::always, 1);
  out.set(Trait::terms_mean, terms);
  out.set(Trait::names_mean, names);
  out.set(Trait::title_mean, title);
  out.set(Trait::pairs_mean, pairs);
  out.set(Trait::numbers_mean, numbers);
  out.set(Trait::days_mean, days);
  double rarely = std::log1p(rare.mean), site = alike(x, y, Side::site).mean;
  out.set(Trait::rare, rarely);
  out.set(Trait::rare_much, rare.mean > 1);
  out.set(Trait::one_site, site);

  When when_x = x.when(), when_y = y.when();
  bool told = when_x.how == How::told && when_y.how == How::told;
  double near = told ? nearness(when_x, when_y, 16) : 0;
  double apart = told ? std::log1p(std::abs(when_x.day - when_y.day)) / 5 : 0;
  double undated = !told;
  out.set(Trait::near, near);
  out.set(Trait::nearer, told ? nearness(when_x, when_y, 3) : 0);
  out.set(Trait::apart, apart);
  out.set(Trait::undated, undated);
  out.set(Trait::hinted_near, told ? 0 : nearness(when_x, when_y, 16));
  out.set(Trait::terms_near, terms.mean * near);
  out.set(Trait::names_near, names.mean * near);
  out.set(Trait::pairs_near, pairs.mean * near);
  out.set(Trait::rare_near, rarely * near);
  out.set(Trait::terms_undated, terms.mean * undated);
  out.set(Trait::names_undated, names.mean * undated);
  out.set(Trait::pairs_undated, pairs.mean * undated);
  out.set(Trait::rare_undated, rarely * undated);
  out.set(Trait::terms_apart, terms.mean * apart);
  out.set(Trait::names_apart, names.mean * apart);
  out.set(Trait::rare_apart, rarely * apart);
  out.set(Trait::site_apart, site * apart);

  out.set(Trait::no_pair_shared, pairs.known && pairs.whole == 0);
  out.set(Trait::no_number_shared, numbers.known && numbers.whole == 0);
  out.set(Trait::no_day_shared, days.known && days.whole == 0);
  out.set(Trait::copied, copied.average);
  out.set(Trait::copied_most, copied.most);
  double brief = std::max(0.0, 5 - std::min(x.words / x.members, y.words / y.members));
  out.set(Trait::smaller, std::log(std::min(x.members, y.members)));
  out.set(Trait::larger, std::log(std::max(x.members, y.members)));
  out.set(Trait::brief, brief);
  out.set(Trait::brief_terms, brief * terms.covered);
  out.set(Trait::brief_names, brief * names.covered);
  out.set(Trait::terms_squared, terms.mean * terms.mean);
  out.set(Trait::names_squared, names.mean * names.mean);
  out.set(Trait::rare_terms, rarely * terms.mean);
  return traits;
}

double smallness(const Profile& x, const Profile& y) { return std::max(0.0, 2.5 * (x.few + y.few) - 4); }

double plain_likeness(const Profile& x, const Profile& y, const Traits& traits) {
  using How = When::How;
  static constexpr double alike = 0.24, steep = 15, of_copied = 0.4;
  static constexpr double undated = 0.8, least_hinted = 0.5;  // what likeness counts where a day is not known
  auto trait = [&](Trait one) { return double{traits[static_cast<size_t>(one)]}; };
  When when_x = x.when(), when_y = y.when();
  double fade = nearness(when_x, when_y, 16);
  if (when_x.how == How::unknown || when_y.how == How::unknown)
    fade = undated;
  else if (when_x.how == How::hinted || when_y.how == How::hinted)
    fade = undated * std::max(least_hinted, fade);
  double likeness = (trait(Trait::names_mean) + trait(Trait::terms_mean)) / 2 + of_copied * trait(Trait::copied);
  return steep * (likeness * fade - alike);
}

bool title_alone(const Profile& x, const Profile& y) {
  static constexpr double next_to_nothing = 0.02;
  const Terms &terms_x = x.sides[static_cast<size_t>(Side::terms)],
              &terms_y = y.sides[static_cast<size_t>(Side::terms)];
  const Terms& title_x = x.sides[static_cast<size_t>(Side::title)];
  const Terms& title_y = y.sides[static_cast<size_t>(Side::title)];
  double beside = 0;
  for (size_t i = 0, j = 0; i < terms_x.size() && j < terms_y.size();) {
    uint32_t a = terms_x[i].key, b = terms_y[j].key;
    if (a == b && !(has(title_x, a) && has(title_y, a))) beside += double{terms_x[i].weight} * terms_y[j].weight;
    i += a <= b;
    j += b <= a;
  }
  return beside < next_to_nothing * x.members * y.members;
}

StoryModel::StoryModel(const Table& table) {
  for (size_t row = 0; row < table.rows(); ++row) {
    auto number = [&](std::string_view column) {
      std::string_view cell = table.cell(row, column);
      float value = 0;
      std::from_chars(cell.data(), cell.data() + cell.size(), value);
      return value;
    };
    auto at = std::find(std::begin(trait_names), std::end(trait_names), table.cell(row, "trait"));
    if (at == std::end(trait_names)) continue;  // of a later version: it cannot be measured here
    which_[static_cast<size_t>(at - std::begin(trait_names))] = number("which");
    join_[static_cast<size_t>(at - std::begin(trait_names))] = number("join");
  }
}

double StoryModel::which_of(std::string_view side, const Traits& traits) const {
  double out = 0;
  for (size_t i = 0; i < trait_count; ++i)
    if (trait_names[i].starts_with(side)) out += double{which_[i]} * traits[i];
  return out;
}

double StoryModel::sum(const Weights& weights, const Traits& traits) {
  double out = 0;
  for (size_t i = 0; i < trait_count; ++i) out += double{weights[i]} * traits[i];
  return out;
}

}  // namespace fairwitness
