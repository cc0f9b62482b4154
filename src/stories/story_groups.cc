#include "stories/story_groups.h"

#include <algorithm>
#include <numeric>

namespace fairwitness {
namespace {

// How plainly a second look must speak against the first, on the model's scale of log-odds.
constexpr double plainly = 1.0;
constexpr int looks = 2;
// Larger groups cost a look at every member for each and are sure of themselves.
constexpr size_t most_looked_at = 256;

}  // namespace

StoryGroups::StoryGroups(const std::vector<Topic>& topics, const Evidence& evidence, const StoryModel& model,
                         const Question& asked)
    : model_(model), asked_(asked), group_of_(topics.size()), copies_(topics.size()) {
  std::iota(group_of_.begin(), group_of_.end(), 0u);
  for (uint32_t i = 0; i < topics.size(); ++i) {
    single_.emplace_back(topics[i]);
    members_.push_back({i});
  }
  sums_ = single_;
  for (const Likeness& one : evidence.copied) {
    copies_[one.a].push_back({one.b, one.score});
    copies_[one.b].push_back({one.a, one.score});
  }
  if (evidence.apart.empty()) return;
  apart_.resize(topics.size());
  for (auto [a, b] : evidence.apart) apart_[a].push_back(b), apart_[b].push_back(a);
}

double StoryGroups::likeness(uint32_t a, uint32_t b, double copied) const {
  const Traits traits = compare(single_[a], single_[b], {copied, copied});
  const double small = smallness(single_[a], single_[b]);
  return small * plain_likeness(single_[a], single_[b], traits) + (1 - small) * model_.which(traits);
}

// Above 0: of one event.
double StoryGroups::belonging(const Profile& x, const Profile& y, const Copied& copied) const {
  if (title_alone(x, y)) return -1;
  const Traits traits = compare(x, y, copied);
  const double small = smallness(x, y);
  return small * plain_likeness(x, y, traits) + (1 - small) * model_.join(traits);
}

bool StoryGroups::join(uint32_t a, uint32_t b) {
  const uint32_t x = group_of_[a], y = group_of_[b];
  if (x == y || kept_apart(x, y)) return false;
  unite(x, y);
  return true;
}

bool StoryGroups::join_if_alike(uint32_t a, uint32_t b) {
  uint32_t x = group_of_[a], y = group_of_[b];
  if (x == y || kept_apart(x, y)) return false;
  if (members_[x].size() < members_[y].size()) std::swap(x, y);
  const Copied copied = copied_between(x, y);
  if (asked_) asked_(compare(sums_[x], sums_[y], copied), members_[x], members_[y]);
  if (belonging(sums_[x], sums_[y], copied) <= 0) return false;
  unite(x, y);
  return true;
}

bool StoryGroups::kept_apart_from(uint32_t topic, uint32_t group) const {
  return !apart_.empty() && std::any_of(apart_[topic].begin(), apart_[topic].end(),
                                        [&](uint32_t other) { return group_of_[other] == group; });
}

bool StoryGroups::kept_apart(uint32_t x, uint32_t y) const {
  if (apart_.empty()) return false;
  const bool x_less = members_[x].size() < members_[y].size();
  const std::vector<uint32_t>& fewer = members_[x_less ? x : y];
  return std::any_of(fewer.begin(), fewer.end(), [&](uint32_t i) { return kept_apart_from(i, x_less ? y : x); });
}

// The smaller group's members move, so that a topic moves no oftener than the logarithm of their number.
void StoryGroups::unite(uint32_t x, uint32_t y) {
  if (members_[x].size() < members_[y].size()) std::swap(x, y);
  for (uint32_t i : members_[y]) group_of_[i] = x;
  sums_[x].add(sums_[y]);
  members_[x].insert(members_[x].end(), members_[y].begin(), members_[y].end());
  sums_[y] = {};
  members_[y] = {};
}

Copied StoryGroups::copied_between(uint32_t x, uint32_t y) const {
  Copied out;
  for (uint32_t i : members_[y])
    for (auto [j, score] : copies_[i]) {
      if (group_of_[j] != x) continue;
      out.average += score;
      out.most = std::max(out.most, score);
    }
  out.average /= static_cast<double>(members_[x].size() * members_[y].size());
  return out;
}

// `profile` is the group's, without the topic where it is its own.
double StoryGroups::belonging_of(uint32_t topic, uint32_t group, const Profile& profile) const {
  Copied copied;
  for (auto [j, score] : copies_[topic]) {
    if (group_of_[j] != group) continue;
    copied.average += score;
    copied.most = std::max(copied.most, score);
  }
  copied.average /= static_cast<double>(profile.members);
  return belonging(single_[topic], profile, copied);
}

StoryGroups::Doubt StoryGroups::doubt(uint32_t topic, const std::vector<uint32_t>& near, const Profile& rest) const {
  const uint32_t own = group_of_[topic];
  std::vector<uint32_t> others;
  for (uint32_t j : near)
    if (const uint32_t other = group_of_[j];
        other != own && members_[other].size() <= most_looked_at && !kept_apart_from(topic, other))
      others.push_back(other);
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  if (others.empty() && members_[own].size() < 3) return {};
  const double stay = belonging_of(topic, own, rest);
  double best = std::max(0.0, stay + plainly);
  Doubt out;
  for (uint32_t other : others)
    if (const double go = belonging_of(topic, other, sums_[other]); go > best) best = go, out = {other, false, false};
  // Of two, the other one would be as alone; the pair was asked as it is.
  if (out.stays && stay < -plainly && members_[own].size() > 2) out = {own, true, false};
  return out;
}

void StoryGroups::move(uint32_t topic, Profile rest, const Doubt& doubt) {
  const uint32_t own = group_of_[topic];
  std::erase(members_[own], topic);
  sums_[own] = members_[own].empty() ? Profile() : std::move(rest);
  if (doubt.alone) {
    group_of_[topic] = static_cast<uint32_t>(members_.size());
    members_.push_back({topic});
    sums_.push_back(single_[topic]);
  } else {
    group_of_[topic] = doubt.to;
    members_[doubt.to].push_back(topic);
    sums_[doubt.to].add(single_[topic]);
  }
}

void StoryGroups::look_again(const std::vector<Likeness>& pairs, const std::vector<bool>& fixed) {
  std::vector<std::vector<uint32_t>> near(group_of_.size());
  for (const Likeness& pair : pairs) near[pair.a].push_back(pair.b), near[pair.b].push_back(pair.a);
  for (int look = 0; look < looks; ++look) {
    bool changed = false;
    for (uint32_t i = 0; i < near.size(); ++i) {
      const uint32_t own = group_of_[i];
      if (fixed[i] || near[i].empty() || members_[own].size() < 2 || members_[own].size() > most_looked_at) continue;
      Profile rest = sums_[own];
      rest.remove(single_[i]);
      if (const Doubt found = doubt(i, near[i], rest); !found.stays) move(i, std::move(rest), found), changed = true;
    }
    if (!changed) return;
    for (const Likeness& pair : pairs) {
      uint32_t x = group_of_[pair.a], y = group_of_[pair.b];
      if (x == y || members_[x].size() > most_looked_at || members_[y].size() > most_looked_at || kept_apart(x, y))
        continue;
      if (members_[x].size() < members_[y].size()) std::swap(x, y);
      if (belonging(sums_[x], sums_[y], copied_between(x, y)) > plainly) unite(x, y);
    }
  }
}

std::vector<std::vector<uint32_t>> StoryGroups::take() {
  std::vector<std::vector<uint32_t>> out;
  for (std::vector<uint32_t>& members : members_) {
    if (members.empty()) continue;
    std::sort(members.begin(), members.end());
    out.push_back(std::move(members));
  }
  return out;
}

}  // namespace fairwitness
