// Reads the events of a report, clause by clause, and joins the clauses that speak of one meeting.
#pragma once

#include <vector>

#include "events/clause.h"
#include "events/events.h"
#include "figures/context.h"

namespace fairwitness {

// An event and what joining needs to know of it.
struct FoundEvent {
  Event event;
  bool definite = false;  // "the talks", "Saturday's meeting"
  bool from_noun = false;
  bool apart = false;              // "separately", "ahead of the talks": not the meeting that the report is about
  bool place_is_modifier = false;  // where is what stood in front: "the Korrel talks", which may be their subject
  uint32_t sentence = 0;
};

class EventReader {
 public:
  EventReader(const Article& article, const Words& words, const ClauseReader& clauses, const std::vector<Time>& times,
              const ContextReader& context, const EventRules::State& rules)
      : article_(article), words_(words), clauses_(clauses), times_(times), context_(context), rules_(rules) {}

  std::vector<FoundEvent> read() const;

 private:
  void read_sentence(uint32_t index, std::vector<FoundEvent>& out) const;
  void read_noun(const Clause& clause, const TriggerWord& word, std::vector<FoundEvent>& out, uint32_t sentence) const;
  void read_verb(const Clause& clause, const TriggerWord& word, std::vector<FoundEvent>& out, uint32_t sentence) const;
  void read_participation(const Clause& clause, std::vector<FoundEvent>& out, uint32_t sentence) const;
  FoundEvent start(const Clause& clause, const TriggerWord& word, uint32_t sentence) const;
  void finish(const Clause& clause, FoundEvent& found) const;
  std::string status_of(const Clause& clause, std::optional<uint32_t> verb) const;
  std::string outcome_of(const Clause& clause) const;
  bool keeps(const FoundEvent& found) const;

  const Article& article_;
  const Words& words_;
  const ClauseReader& clauses_;
  const std::vector<Time>& times_;
  const ContextReader& context_;
  const EventRules::State& rules_;
};

// Gives clauses that speak of one meeting its place, its day and its people; see the README.
void join_meetings(const std::vector<Time>& times, std::vector<FoundEvent>& events);

}  // namespace fairwitness
