// Meetings, agreements, ceasefires, attacks, statements ... each with status, time, place and who took part.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "article/article.h"
#include "dates/dates.h"
#include "names/names.h"
#include "quotes/quotes.h"
#include "words/words.h"

namespace fairwitness {

struct Participant {
  std::string name;
  uint32_t entity = no_entity;
  std::string role;  // "host", "party", "absent" ... "" unknown
  Span span;         // where it stands
};

struct Event {
  std::string kind;    // rules/<lang>/event_words: meeting, agreement, ceasefire, attack, statement, movement, aid ...
  std::string action;  // the type of PLOVER that the act has: AGREE, CONSULT, REQUEST ...; "" where none is told
  std::string status;  // planned, held, ended, collapsed, cancelled ... "" unknown
  Span span;           // the clause that tells of it
  Span trigger;        // the word that names it
  std::string when;    // TIMEX3 value; "" unknown
  int32_t time = -1;   // index into the report's times, or -1: where `when` came from (so that the story can close it)
  std::string where;   // as written; "" unknown
  std::vector<Participant> participants;
  std::string outcome;  // as written; "" unknown
  std::string source;   // who says so
  bool negated = false;
  std::string why;
};

class EventRules {
 public:
  explicit EventRules(const Rules& rules);
  ~EventRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

std::vector<Event> find_events(const Article& article, const Words& words, const Names& names,
                               const std::vector<Quote>& quotes, const std::vector<Time>& times,
                               const EventRules& rules);

}  // namespace fairwitness
