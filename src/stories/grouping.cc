#include "stories/grouping.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace fairwitness {
namespace {

// Measured on several public sets at once; they change little for a tenth more or less.
constexpr double alike = 0.24;        // average likeness within a story
constexpr double days_faded = 16;     // after so many days likeness counts a third
constexpr double undated = 0.8;       // what likeness counts where a day is not known
constexpr double least_hinted = 0.5;  // and where the dates that two texts name are far apart
constexpr int32_t hint_slack = 10;    // days; a text may name a date some days before its own
constexpr double copy_bonus = 0.4;
constexpr double of_names = 0.5;  // weight of names against all terms
constexpr double goes_on = 0.36;  // likeness of the stories of one storyline

constexpr size_t neighbours = 16;    // candidates looked at for each report
constexpr size_t common_term = 300;  // a term in so many reports of a window finds no candidates
constexpr int32_t window_days = 90;  // beyond it likeness has faded to nothing

// Finds for each topic those before it that share the heaviest terms. Topics are in time order, the undated ones last.
class Neighbours {
 public:
  Neighbours(const std::vector<Topic>& topics, bool windowed)
      : topics_(topics), windowed_(windowed), score_(topics.size()) {
    for (size_t days = 0; days < faded_.size(); ++days)
      faded_[days] = static_cast<float>(std::exp(-static_cast<double>(days) / days_faded));
    faded_.back() = 1e-6f;
  }

  // Calls found(j) for the best candidates before i, then takes i in.
  template <typename Found>
  void each(uint32_t i, Found found) {
    touched_.clear();
    for (const Term& term : topics_[i].terms) gather(i, term);
    auto better = [this](uint32_t x, uint32_t y) { return score_[x] != score_[y] ? score_[x] > score_[y] : x < y; };
    size_t count = std::min(neighbours, touched_.size());
    if (count < touched_.size())
      std::nth_element(touched_.begin(), touched_.begin() + static_cast<int64_t>(count), touched_.end(), better);
    for (size_t k = 0; k < count; ++k) found(touched_[k]);
    for (uint32_t j : touched_) score_[j] = 0;
    take_in(i);
  }

 private:
  static constexpr size_t index_terms = 40;
  static constexpr float light_term = 0.07f;  // of a topic's length 1: adds next to nothing
  struct Posting {
    uint32_t topic;
    int32_t day;
  };

  void gather(uint32_t i, const Term& term) {
    if (term.weight < light_term) return;
    auto list = lists_.find(term.key);
    if (list == lists_.end()) return;
    std::vector<Posting>& postings = list->second;
    const When& when = topics_[i].when;
    bool told = windowed_ && when.how == When::How::told;
    if (told) forget(when.day, postings);
    if (postings.size() > (windowed_ ? common_term : common_term / 3)) return;
    float square = term.weight * term.weight;
    for (const Posting& posting : postings) {
      if (score_[posting.topic] == 0) touched_.push_back(posting.topic);
      // The days are counted roughly here: who comes into question is judged exactly later on.
      size_t days = told ? static_cast<size_t>(std::min(when.day - posting.day, window_days + 1)) : 0;
      score_[posting.topic] += square * faded_[days];
    }
  }

  // Reports that have left the window are dropped from the list: the index holds the window only.
  static void forget(int32_t day, std::vector<Posting>& postings) {
    size_t old = 0;
    while (old < postings.size() && day - postings[old].day > window_days) ++old;
    if (old > 16 && 2 * old > postings.size())
      postings.erase(postings.begin(), postings.begin() + static_cast<int64_t>(old));
  }

  void take_in(uint32_t i) {
    heaviest_ = topics_[i].terms;
    size_t count = std::min(index_terms, heaviest_.size());
    std::nth_element(
        heaviest_.begin(), heaviest_.begin() + static_cast<int64_t>(count), heaviest_.end(),
        [](const Term& x, const Term& y) { return x.weight != y.weight ? x.weight > y.weight : x.key < y.key; });
    for (size_t k = 0; k < count; ++k) lists_[heaviest_[k].key].push_back({i, topics_[i].when.day});
  }

  const std::vector<Topic>& topics_;
  bool windowed_;
  std::vector<float> score_;
  std::vector<uint32_t> touched_;
  Terms heaviest_;
  std::array<float, window_days + 2> faded_;
  std::unordered_map<uint32_t, std::vector<Posting>> lists_;
};

// Grows clusters from the most alike pair on; two clusters become one when they are alike on the average of their
// pairs.
class Agglomeration {
 public:
  Agglomeration(const std::vector<Topic>& topics, const Evidence* evidence, double threshold)
      : evidence_(evidence), threshold_(threshold), parent_(topics.size()) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (uint32_t i = 0; i < topics.size(); ++i) {
      Cluster one{topics[i].terms, topics[i].names, {i}, 0, 0, 0, 0};
      if (topics[i].when.how == When::How::told) one.told = 1, one.told_days = topics[i].when.day;
      if (topics[i].when.how == When::How::hinted) one.hinted = 1, one.hinted_days = topics[i].when.day;
      clusters_.push_back(std::move(one));
    }
  }

  Clusters run(std::vector<Likeness>& pairs) {
    std::sort(pairs.begin(), pairs.end(), [](const Likeness& x, const Likeness& y) {
      return x.score != y.score ? x.score > y.score : std::tie(x.a, x.b) < std::tie(y.a, y.b);
    });
    Clusters out;
    for (const Likeness& pair : pairs)
      if (join(root(pair.a), root(pair.b))) out.links.push_back(pair);
    for (uint32_t i = 0; i < parent_.size(); ++i) {
      if (parent_[i] != i) continue;
      std::sort(clusters_[i].members.begin(), clusters_[i].members.end());
      out.members.push_back(std::move(clusters_[i].members));
    }
    return out;
  }

 private:
  struct Cluster {
    Terms terms, names;  // sums over the members
    std::vector<uint32_t> members;
    int32_t told, hinted;  // members with such a day
    double told_days, hinted_days;
    When when() const {
      if (told > 0) return {When::How::told, static_cast<int32_t>(std::lround(told_days / told))};
      if (hinted > 0) return {When::How::hinted, static_cast<int32_t>(std::lround(hinted_days / hinted))};
      return {};
    }
  };

  uint32_t root(uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  bool join(uint32_t x, uint32_t y) {
    if (x == y || average(clusters_[x], clusters_[y]) < threshold_) return false;
    if (clusters_[x].members.size() < clusters_[y].members.size()) std::swap(x, y);
    Cluster &to = clusters_[x], &from = clusters_[y];
    parent_[y] = x;
    to.terms = sum(to.terms, from.terms);
    to.names = sum(to.names, from.names);
    to.members.insert(to.members.end(), from.members.begin(), from.members.end());
    to.told += from.told, to.told_days += from.told_days;
    to.hinted += from.hinted, to.hinted_days += from.hinted_days;
    from = {};
    return true;
  }

  double average(const Cluster& x, const Cluster& y) const {
    double pairs = static_cast<double>(x.members.size()) * static_cast<double>(y.members.size());
    double score = of_names * product(x.names, y.names) + (1 - of_names) * product(x.terms, y.terms);
    if (evidence_ == nullptr) return score / pairs;
    return (score + copies_between(x, y)) / pairs * fade(x.when(), y.when());
  }

  // At most so many pairs are asked; larger clusters stand by their words alone.
  double copies_between(const Cluster& x, const Cluster& y) const {
    if (x.members.size() * y.members.size() > 4096 || evidence_->copied.empty()) return 0;
    double bonus = 0;
    for (uint32_t i : x.members)
      for (uint32_t j : y.members) bonus += copy_bonus * evidence_->copied_share(std::min(i, j), std::max(i, j));
    return bonus;
  }

  const Evidence* evidence_;
  double threshold_;
  std::vector<uint32_t> parent_;
  std::vector<Cluster> clusters_;
};

double likeness(const Topic& x, const Topic& y) {
  return of_names * product(x.names, y.names) + (1 - of_names) * product(x.terms, y.terms);
}

}  // namespace

double Evidence::copied_share(uint32_t a, uint32_t b) const {
  auto found = std::lower_bound(
      copied.begin(), copied.end(), std::pair(a, b),
      [](const Likeness& x, const std::pair<uint32_t, uint32_t>& y) { return std::pair(x.a, x.b) < y; });
  return found != copied.end() && found->a == a && found->b == b ? found->score : 0;
}

Evidence weigh_copies(const std::vector<const Report*>& reports, const std::vector<Copy>& copies) {
  Evidence out;
  for (const Copy& copy : copies) {
    if (copy.kind == CopyKind::boilerplate) continue;
    double share_a = copy.a_span.size() / std::max(1.0, static_cast<double>(reports[copy.a]->text().size()));
    double share_b = copy.b_span.size() / std::max(1.0, static_cast<double>(reports[copy.b]->text().size()));
    out.copied.push_back({copy.a, copy.b, std::max(share_a, share_b)});
  }
  std::sort(out.copied.begin(), out.copied.end(), [](const Likeness& x, const Likeness& y) {
    return std::tie(x.a, x.b, x.score) < std::tie(y.a, y.b, y.score);
  });
  size_t kept = 0;
  for (const Likeness& one : out.copied) {
    if (kept > 0 && out.copied[kept - 1].a == one.a && out.copied[kept - 1].b == one.b)
      out.copied[kept - 1].score += one.score;
    else
      out.copied[kept++] = one;
  }
  out.copied.resize(kept);
  for (Likeness& one : out.copied) one.score = std::min(1.0, 2 * one.score);
  return out;
}

double fade(const When& x, const When& y) {
  using How = When::How;
  if (x.how == How::unknown || y.how == How::unknown) return undated;
  int32_t days = std::abs(x.day - y.day);
  if (x.how == How::told && y.how == How::told) return std::exp(-days / days_faded);
  return undated * std::max(least_hinted, std::exp(-std::max(0, days - hint_slack) / days_faded));
}

Clusters cluster_reports(const std::vector<Topic>& topics, const Evidence& evidence) {
  static constexpr double worth_keeping = 0.6;  // of the threshold: such a pair may still join as part of its clusters
  std::vector<Likeness> pairs;
  auto add = [&](uint32_t a, uint32_t b, double copied) {
    double score = (likeness(topics[a], topics[b]) + copy_bonus * copied) * fade(topics[a].when, topics[b].when);
    if (score >= worth_keeping * alike) pairs.push_back({a, b, score});
  };
  Neighbours index(topics, true);
  for (uint32_t i = 0; i < topics.size(); ++i)
    index.each(i, [&](uint32_t j) { add(j, i, evidence.copied_share(j, i)); });
  for (const Likeness& copied : evidence.copied) add(copied.a, copied.b, copied.score);
  return Agglomeration(topics, &evidence, alike).run(pairs);
}

Clusters cluster_stories(const std::vector<Topic>& stories) {
  std::vector<Likeness> pairs;
  Neighbours index(stories, false);
  for (uint32_t i = 0; i < stories.size(); ++i)
    index.each(i, [&](uint32_t j) {
      double score = likeness(stories[i], stories[j]);
      if (score >= goes_on) pairs.push_back({j, i, score});
    });
  return Agglomeration(stories, nullptr, goes_on).run(pairs);
}

}  // namespace fairwitness
