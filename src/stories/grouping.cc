#include "stories/grouping.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "copies/direction.h"
#include "stories/neighbours.h"

namespace fairwitness {
namespace {

// Grows groups from the likeliest pair on; two groups become one when the model says that they are of one event.
class Agglomeration {
 public:
  Agglomeration(const std::vector<Topic>& topics, const Evidence& evidence, const StoryModel& model,
                const Question& asked)
      : model_(model), asked_(asked), parent_(topics.size()), copies_(topics.size()) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (uint32_t i = 0; i < topics.size(); ++i) {
      single_.emplace_back(topics[i]);
      members_.push_back({i});
    }
    groups_ = single_;
    for (const Likeness& one : evidence.copied) {
      copies_[one.a].push_back({one.b, one.score});
      copies_[one.b].push_back({one.a, one.score});
    }
  }

  // How likely two reports are of one event, by the model that ranks.
  double likeness(uint32_t a, uint32_t b, double copied) const {
    Traits traits = compare(single_[a], single_[b], {copied, copied});
    double small = smallness(single_[a], single_[b]);
    return small * plain_likeness(single_[a], single_[b], traits) + (1 - small) * model_.which(traits);
  }

  Clusters run(std::vector<Likeness>& pairs, const std::vector<std::pair<uint32_t, uint32_t>>& versions) {
    std::sort(pairs.begin(), pairs.end(), [](const Likeness& x, const Likeness& y) {
      return x.score != y.score ? x.score > y.score : std::tie(x.a, x.b) < std::tie(y.a, y.b);
    });
    Clusters out;
    static constexpr double certain = 10;
    for (auto [a, b] : versions)
      if (root(a) != root(b)) unite(root(a), root(b)), out.links.push_back({a, b, certain});
    for (const Likeness& pair : pairs)
      if (join(root(pair.a), root(pair.b))) out.links.push_back(pair);
    for (uint32_t i = 0; i < parent_.size(); ++i) {
      if (parent_[i] != i) continue;
      std::sort(members_[i].begin(), members_[i].end());
      out.members.push_back(std::move(members_[i]));
    }
    return out;
  }

 private:
  uint32_t root(uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  bool join(uint32_t x, uint32_t y) {
    if (x == y) return false;
    if (members_[x].size() < members_[y].size()) std::swap(x, y);
    Traits traits = compare(groups_[x], groups_[y], copied(x, y));
    if (asked_) asked_(traits, members_[x], members_[y]);
    double small = smallness(groups_[x], groups_[y]);
    double score = small * plain_likeness(groups_[x], groups_[y], traits) + (1 - small) * model_.join(traits);
    if (score <= 0 || title_alone(groups_[x], groups_[y])) return false;
    unite(x, y);
    return true;
  }

  void unite(uint32_t x, uint32_t y) {
    if (members_[x].size() < members_[y].size()) std::swap(x, y);
    parent_[y] = x;
    groups_[x].add(groups_[y]);
    members_[x].insert(members_[x].end(), members_[y].begin(), members_[y].end());
    groups_[y] = {};
    members_[y] = {};
  }

  Copied copied(uint32_t x, uint32_t y) {
    Copied out;
    for (uint32_t i : members_[y])
      for (auto [j, score] : copies_[i]) {
        if (root(j) != x) continue;
        out.average += score;
        out.most = std::max(out.most, score);
      }
    out.average /= static_cast<double>(members_[x].size() * members_[y].size());
    return out;
  }

  const StoryModel& model_;
  const Question& asked_;
  std::vector<uint32_t> parent_;
  std::vector<Profile> single_, groups_;
  std::vector<std::vector<uint32_t>> members_;  // of each root
  std::vector<std::vector<std::pair<uint32_t, double>>> copies_;
};

// Brings stories into lines: alike on the average of the reports' terms and names, at any time.
class Lines {
 public:
  explicit Lines(const std::vector<Topic>& stories) : parent_(stories.size()) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (uint32_t i = 0; i < stories.size(); ++i)
      lines_.push_back({stories[i].of(Side::terms), stories[i].of(Side::names), {i}});
  }
  double likeness(uint32_t x, uint32_t y) const {
    return (product(lines_[x].names, lines_[y].names) + product(lines_[x].terms, lines_[y].terms)) /
           static_cast<double>(2 * lines_[x].members.size() * lines_[y].members.size());
  }
  uint32_t root(uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  bool join(uint32_t x, uint32_t y, double enough) {
    if (x == y || likeness(x, y) < enough) return false;
    if (lines_[x].members.size() < lines_[y].members.size()) std::swap(x, y);
    Line &to = lines_[x], &from = lines_[y];
    parent_[y] = x;
    to.terms = sum(to.terms, from.terms);
    to.names = sum(to.names, from.names);
    to.members.insert(to.members.end(), from.members.begin(), from.members.end());
    from = {};
    return true;
  }
  std::vector<std::vector<uint32_t>> members() {
    std::vector<std::vector<uint32_t>> out;
    for (uint32_t i = 0; i < parent_.size(); ++i) {
      if (parent_[i] != i) continue;
      std::sort(lines_[i].members.begin(), lines_[i].members.end());
      out.push_back(std::move(lines_[i].members));
    }
    return out;
  }

 private:
  struct Line {
    Terms terms, names;  // sums over the members
    std::vector<uint32_t> members;
  };
  std::vector<uint32_t> parent_;
  std::vector<Line> lines_;
};

void sort_by_score(std::vector<Likeness>& pairs) {
  std::sort(pairs.begin(), pairs.end(), [](const Likeness& x, const Likeness& y) {
    return x.score != y.score ? x.score > y.score : std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
}

}  // namespace

double Evidence::copied_share(uint32_t a, uint32_t b) const {
  auto found = std::lower_bound(
      copied.begin(), copied.end(), std::pair(a, b),
      [](const Likeness& x, const std::pair<uint32_t, uint32_t>& y) { return std::pair(x.a, x.b) < y; });
  return found != copied.end() && found->a == a && found->b == b ? found->score : 0;
}

bool Evidence::are_versions(uint32_t a, uint32_t b) const {
  return std::binary_search(versions.begin(), versions.end(), std::pair(a, b));
}

namespace {

// The address without its fragment and last slash; "" where it is a whole site's rather than a page's.
std::string_view page_address(std::string_view url) {
  url = url.substr(0, url.find('#'));
  while (url.ends_with('/')) url.remove_suffix(1);
  const size_t scheme = url.find("://");
  const size_t path = scheme == url.npos ? url.npos : url.find('/', scheme + 3);
  return path == url.npos ? std::string_view() : url;
}

}  // namespace

std::vector<std::pair<uint32_t, uint32_t>> find_versions(const std::vector<const Report*>& reports) {
  constexpr size_t most = 50;             // a page that many reports give as theirs is a section's
  constexpr std::chrono::days apart{14};  // what stands at an address later is another story
  std::vector<std::pair<std::string_view, uint32_t>> places;
  for (uint32_t i = 0; i < reports.size(); ++i)
    if (auto address = page_address(reports[i]->article.url.value); !address.empty()) places.emplace_back(address, i);
  std::sort(places.begin(), places.end());
  std::vector<std::pair<uint32_t, uint32_t>> out;
  for (size_t first = 0; first < places.size();) {
    size_t end = first + 1;
    while (end < places.size() && places[end].first == places[first].first) ++end;
    for (size_t k = first + 1; k < end && end - first <= most; ++k) {
      const uint32_t a = places[k - 1].second, b = places[k].second;
      const auto x = told_day(*reports[a]), y = told_day(*reports[b]);
      if (!x || !y || std::chrono::abs(*y - *x) <= apart) out.emplace_back(a, b);
    }
    first = end;
  }
  std::sort(out.begin(), out.end());
  return out;
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

Clusters cluster_reports(const std::vector<Topic>& topics, const Evidence& evidence, const StoryModel& model,
                         const Question& asked) {
  static constexpr double hopeless = -3;  // such a pair will not join as part of its groups either
  std::vector<Likeness> pairs;
  Agglomeration groups(topics, evidence, model, asked);
  auto add = [&](uint32_t a, uint32_t b, double copied) {
    double score = groups.likeness(a, b, copied);
    if (score >= hopeless) pairs.push_back({a, b, score});
  };
  Neighbours index(topics, true);
  for (uint32_t i = 0; i < topics.size(); ++i)
    index.each(i, [&](uint32_t j) { add(j, i, evidence.copied_share(j, i)); });
  for (const Likeness& copied : evidence.copied) add(copied.a, copied.b, copied.score);
  return groups.run(pairs, evidence.versions);
}

Clusters cluster_stories(const std::vector<Topic>& stories) {
  static constexpr double goes_on = 0.36;
  std::vector<Likeness> pairs;
  Lines lines(stories);
  Neighbours index(stories, false);
  for (uint32_t i = 0; i < stories.size(); ++i)
    index.each(i, [&](uint32_t j) {
      double score = lines.likeness(i, j);
      if (score >= goes_on) pairs.push_back({j, i, score});
    });
  sort_by_score(pairs);
  Clusters out;
  for (const Likeness& pair : pairs)
    if (lines.join(lines.root(pair.a), lines.root(pair.b), goes_on)) out.links.push_back(pair);
  out.members = lines.members();
  return out;
}

}  // namespace fairwitness
