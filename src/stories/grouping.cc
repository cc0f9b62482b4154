#include "stories/grouping.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "copies/direction.h"
#include "stories/neighbours.h"
#include "stories/story_groups.h"

namespace fairwitness {
namespace {

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
  StoryGroups groups(topics, evidence, model, asked);
  auto add = [&](uint32_t a, uint32_t b, double copied) {
    double score = groups.likeness(a, b, copied);
    if (score >= hopeless) pairs.push_back({a, b, score});
  };
  Neighbours index(topics, true);
  for (uint32_t i = 0; i < topics.size(); ++i)
    index.each(i, [&](uint32_t j) { add(j, i, evidence.copied_share(j, i)); });
  for (const Likeness& copied : evidence.copied) add(copied.a, copied.b, copied.score);
  sort_by_score(pairs);

  static constexpr double certain = 10;
  std::vector<Likeness> tried;
  std::vector<bool> fixed(topics.size(), false);
  for (auto [a, b] : evidence.versions) {
    fixed[a] = fixed[b] = true;
    if (groups.join(a, b)) tried.push_back({a, b, certain});
  }
  for (const Likeness& pair : pairs)
    if (groups.join_if_alike(pair.a, pair.b)) tried.push_back(pair);
  // Who asks learns the questions of the first look; the second has none of its own.
  if (!asked) groups.look_again(pairs, fixed);

  Clusters out;
  std::vector<bool> linked(topics.size(), false);
  auto same = [&](const Likeness& pair) { return groups.group_of(pair.a) == groups.group_of(pair.b); };
  for (const Likeness& pair : tried)
    if (same(pair)) out.links.push_back(pair), linked[pair.a] = linked[pair.b] = true;
  // What moved is linked to its new group by its likeliest pair there.
  for (const Likeness& pair : pairs)
    if ((!linked[pair.a] || !linked[pair.b]) && same(pair))
      out.links.push_back(pair), linked[pair.a] = linked[pair.b] = true;
  out.members = groups.take();
  return out;
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
