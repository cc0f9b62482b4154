#include "stories/stories.h"

namespace fairwitness {

struct StoryRules::State {};
StoryRules::StoryRules(const Rules&) : state_(std::make_unique<State>()) {}
StoryRules::~StoryRules() = default;

std::vector<Story> group_stories(const std::vector<const Report*>&, const std::vector<Copy>&, const StoryRules&) {
  return {};
}
std::vector<Settled> settle(const std::vector<const Report*>&, const std::vector<Story>&, const std::vector<Copy>&) {
  return {};
}

}  // namespace fairwitness
