#include "events/events.h"

namespace fairwitness {

struct EventRules::State {};
EventRules::EventRules(const Rules&) : state_(std::make_unique<State>()) {}
EventRules::~EventRules() = default;

std::vector<Event> find_events(const Article&, const Words&, const Names&, const std::vector<Quote>&,
                               const std::vector<Time>&, const EventRules&) {
  return {};
}

}  // namespace fairwitness
