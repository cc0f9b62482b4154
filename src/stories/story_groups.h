// StoryGroups of reports that grow pair by pair and are looked at again when all have grown.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "stories/grouping.h"
#include "stories/likeness.h"

namespace fairwitness {

// At first every topic is a group of its own.
class StoryGroups {
 public:
  StoryGroups(const std::vector<Topic>& topics, const Evidence& evidence, const StoryModel& model,
              const Question& asked);

  // How likely two topics are of one event, by the model that ranks.
  double likeness(uint32_t a, uint32_t b, double copied) const;

  // Joins the groups of two topics; false where they are one already or are to be kept apart.
  bool join(uint32_t a, uint32_t b);
  // The same where the model says that both groups are of one event.
  bool join_if_alike(uint32_t a, uint32_t b);

  // What came first was judged while its group was small. A topic that belongs to a neighbouring group much more
  // plainly than to its own goes there, one that its grown group would plainly not take stands alone, and groups that
  // are plainly of one event become one. `pairs`: the likeliest first. Topics that are `fixed` stay.
  void look_again(const std::vector<Likeness>& pairs, const std::vector<bool>& fixed);

  uint32_t group_of(uint32_t topic) const { return group_of_[topic]; }
  // Each sorted; the groups are gone afterwards.
  std::vector<std::vector<uint32_t>> take();

 private:
  struct Doubt {
    uint32_t to = 0;     // the group that a topic had better be in
    bool alone = false;  // none of those there are
    bool stays = true;
  };

  double belonging(const Profile& x, const Profile& y, const Copied& copied) const;
  double belonging_of(uint32_t topic, uint32_t group, const Profile& profile) const;
  bool kept_apart(uint32_t x, uint32_t y) const;
  bool kept_apart_from(uint32_t topic, uint32_t group) const;
  void unite(uint32_t x, uint32_t y);
  Copied copied_between(uint32_t x, uint32_t y) const;
  Doubt doubt(uint32_t topic, const std::vector<uint32_t>& near, const Profile& rest) const;
  void move(uint32_t topic, Profile rest, const Doubt& doubt);

  const StoryModel& model_;
  const Question& asked_;
  std::vector<uint32_t> group_of_;
  std::vector<Profile> single_, sums_;          // of each topic, of each group
  std::vector<std::vector<uint32_t>> members_;  // of each group
  std::vector<std::vector<std::pair<uint32_t, double>>> copies_;
  std::vector<std::vector<uint32_t>> apart_;  // of each topic: those it shall not be with; empty where there are none
};

}  // namespace fairwitness
