// The tables of the events room, compiled.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dates/tense.h"
#include "events/events.h"
#include "figures/context.h"
#include "figures/counted.h"
#include "figures/single.h"
#include "rules/rules.h"

namespace fairwitness {

struct ActionRules;

enum class EventHow : uint8_t { event, mutual, host, attend, act, suffer, harm };

struct TriggerWord {
  std::string kind;
  EventHow how = EventHow::event;
  bool noun = false;
};

struct EventRules::State {
  explicit State(const Rules& rules);
  ~State();
  // The trigger whose lemmas (or words) start at the token, the longest one; `length` is the number of its tokens.
  const TriggerWord* trigger(const Words& words, std::string_view text, uint32_t at, uint32_t end,
                             uint32_t& length) const;
  std::string_view status(std::string_view lemma) const;
  bool link(std::string_view lemma, std::string_view kind) const;

  std::unordered_map<std::string, TriggerWord> nouns, verbs;  // key: words joined by blanks
  std::unordered_set<std::string> heads;                      // first words of keys, to pass over all others at once
  std::unordered_map<std::string, std::string> statuses;
  std::unordered_map<std::string, std::unordered_set<std::string>> links;
  HarmRules harm;
  SourceRules sources;
  PeopleRules people;
  TenseRules tense;
  std::unique_ptr<const ActionRules> actions;
};

}  // namespace fairwitness
