#include "events/events.h"

#include "events/actions.h"
#include "events/reader.h"
#include "events/rules.h"

namespace fairwitness {

EventRules::EventRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
EventRules::~EventRules() = default;

std::vector<Event> find_events(const Article& article, const Words& words, const Names& names,
                               const std::vector<Quote>& quotes, const std::vector<Time>& times,
                               const EventRules& rules) {
  const EventRules::State& state = rules.state();
  ClauseReader clauses(article, words, names, times, state);
  CountedReader counted(article, words, state.harm);
  ContextReader context(article, names, quotes, times, counted, state.sources);
  std::vector<FoundEvent> found = EventReader(article, words, clauses, times, context, state).read();
  join_meetings(times, found);
  std::vector<Event> out;
  out.reserve(found.size());
  for (FoundEvent& one : found) out.push_back(std::move(one.event));
  ActionReader(article, words, times, clauses, *state.actions, state).read(out);
  return out;
}

}  // namespace fairwitness
