// Reports of one event brought together: which reports are alike, and clusters of those that are alike on the whole.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "copies/copies.h"
#include "stories/likeness.h"
#include "stories/stories.h"
#include "stories/topics.h"

namespace fairwitness {

// Two topics that are alike. a < b.
struct Likeness {
  uint32_t a = 0, b = 0;
  double score = 0;
};

// What a pair is judged by beside its topics.
struct Evidence {
  // Sorted by (a, b): the share of the shorter report that the two have in common by copying.
  std::vector<Likeness> copied;
  double copied_share(uint32_t a, uint32_t b) const;
  // Neighbours in time among the reports of one address: versions of one page, which are one story whatever they say.
  // Sorted; a < b.
  std::vector<std::pair<uint32_t, uint32_t>> versions;
  bool are_versions(uint32_t a, uint32_t b) const;
  std::vector<std::pair<uint32_t, uint32_t>> apart;  // reports that a person wants in two stories
};
// The reports are in the order of time.
std::vector<std::pair<uint32_t, uint32_t>> find_versions(const std::vector<const Report*>& reports);
Evidence weigh_copies(const std::vector<const Report*>& reports, const std::vector<Copy>& copies);

// Clusters of topics, each sorted; every topic is in exactly one. The result depends on the topics' order only where
// scores tie.
struct Clusters {
  std::vector<std::vector<uint32_t>> members;
  std::vector<Likeness> links;  // the likeness that made each merge
};
// Told of each question whether two groups are one, for training: what it was judged by, and the members of both.
using Question = std::function<void(const Traits&, const std::vector<uint32_t>&, const std::vector<uint32_t>&)>;
Clusters cluster_reports(const std::vector<Topic>& topics, const Evidence& evidence, const StoryModel& model,
                         const Question& asked = {});

// Stories (given by the sums of their topics) that go on with each other: the same people, places and words, at any
// time.
Clusters cluster_stories(const std::vector<Topic>& stories);

}  // namespace fairwitness
