// Who does what to whom, in the types of PLOVER: the verb (or noun) of a sentence that tells of an act, what modality
// and negation make of it ("will support" agrees, "will not allow" rejects), and the phrases of actor and target.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "events/clause.h"
#include "events/events.h"
#include "rules/rules.h"

namespace fairwitness {

// One pattern of rules/<lang>/event_actions: the words in order, each with its alternatives, with room between them.
struct ActionPattern {
  std::vector<std::vector<std::string>> items;
  std::string action;
  bool noun = false;
};

struct ActionRules {
  explicit ActionRules(const Rules& rules);
  bool word(std::string_view kind, std::string_view lemma) const;

  std::unordered_map<std::string, std::vector<ActionPattern>> by_first;
  std::unordered_map<std::string, std::unordered_map<std::string, std::string>> words;  // kind -> lemma -> value
};

class ActionReader {
 public:
  ActionReader(const Article& article, const Words& words, const std::vector<Time>& times, const ClauseReader& clauses,
               const ActionRules& actions, const EventRules::State& rules)
      : article_(article), words_(words), times_(times), clauses_(clauses), actions_(actions), rules_(rules) {}

  // Gives the events of the report their action, and adds an event of kind "action" for what has none yet.
  void read(std::vector<Event>& events) const;

 private:
  struct Found {
    const ActionPattern* pattern = nullptr;
    uint32_t at = 0, end = 0;  // tokens: the first word of the pattern, and behind its last
    uint32_t rank = 0;         // lower is better
    bool ought = false;        // "must", "should": the speaker asks it of the subject
    explicit operator bool() const { return pattern != nullptr; }
  };
  struct Phrase {
    uint32_t first = 0, end = 0;
    bool empty() const { return first >= end; }
  };

  Found find(const Sentence& sentence) const;
  uint32_t match(const Sentence& sentence, uint32_t at, const ActionPattern& pattern) const;
  uint32_t rank_of(const Sentence& sentence, uint32_t at, const ActionPattern& pattern) const;
  std::string_view action_of(const Clause& clause, Found& found, bool& negated) const;
  // A word of the kind among the auxiliaries and the verbs that this one hangs on.
  bool group_has(const Clause& clause, uint32_t verb, std::string_view kind) const;

  // actors.cc
  void actors(const Clause& clause, const Found& found, std::vector<Participant>& out) const;
  Phrase subject(const Clause& clause, uint32_t verb) const;
  Phrase target(const Clause& clause, uint32_t from, Phrase source) const;
  Phrase agent(const Clause& clause, uint32_t from) const;
  std::optional<uint32_t> teller(const Clause& clause, uint32_t verb) const;
  void put(Phrase phrase, std::string_view role, std::vector<Participant>& out) const;
  Phrase trimmed(Phrase phrase) const;
  uint32_t phrase_end(const Clause& clause, uint32_t at) const;
  bool inside(uint32_t token) const;  // may stand within a noun phrase
  bool in_time(uint32_t token) const;
  const ActorMention* name_in(Phrase phrase) const;
  bool somebody(Phrase phrase) const;  // a name, or a word for people

  const Article& article_;
  const Words& words_;
  const std::vector<Time>& times_;
  const ClauseReader& clauses_;
  const ActionRules& actions_;
  const EventRules::State& rules_;
};

}  // namespace fairwitness
