// One clause around a trigger: its bounds, tense, time, place, and the people in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/events.h"
#include "events/rules.h"

namespace fairwitness {

// A name, or a reference that was resolved ("he").
struct ActorMention {
  Span span;
  std::string name;
  uint32_t entity = no_entity;
  NameKind kind = NameKind::other;
};

struct Clause {
  const Sentence* sentence = nullptr;
  uint32_t first = 0, end = 0;  // tokens of the clause
  uint32_t at = 0, after = 0;   // tokens of the trigger
};

class ClauseReader {
 public:
  ClauseReader(const Article& article, const Words& words, const Names& names, const std::vector<Time>& times,
               const EventRules::State& rules);

  Clause clause_of(const Sentence& sentence, uint32_t at, uint32_t length) const;
  Tense tense(const Clause& clause, uint32_t verb) const;  // of the verb group that ends in `verb`
  bool negated(const Clause& clause, uint32_t verb) const;
  bool passive(const Clause& clause, uint32_t verb) const;
  std::optional<uint32_t> governor(const Clause& clause) const;  // the verb to the left that the trigger noun hangs on
  std::optional<uint32_t> predicate(
      const Clause& clause) const;                           // the verb to the right whose subject the trigger noun is
  std::string_view preposition(const Clause& clause) const;  // in front of the trigger's noun phrase; "" none
  bool definite(const Clause& clause) const;                 // "the talks", "Saturday's meeting"

  int32_t time_of(const Clause& clause) const;
  std::string place_of(const Clause& clause) const;
  std::string place_in_front(const Clause& clause) const;  // "the Korrel talks"

  // Names of the subject of the verb; of what stands behind `from` as object or in company ("with", "between").
  void subjects(const Clause& clause, uint32_t verb, std::string_view role, std::vector<Participant>& out) const;
  void objects(const Clause& clause, uint32_t from, bool collect, std::string_view role,
               std::vector<Participant>& out) const;

  Penn tag(uint32_t at) const { return words_.tokens[at].penn; }
  std::string_view lemma(uint32_t at) const { return words_.lemma(words_.tokens[at]); }
  std::string_view word(uint32_t at) const { return words_.tokens[at].span.of(article_.text); }
  Span span(uint32_t at) const { return words_.tokens[at].span; }
  bool verb(uint32_t at) const;
  bool noun(uint32_t at) const;
  const ActorMention* mention_at(uint32_t byte) const;
  uint32_t noun_phrase_start(const Clause& clause) const;

 private:
  bool takes(const ActorMention& mention, uint32_t token, uint32_t end, bool places) const;
  void add(const ActorMention& mention, std::string_view role, std::vector<Participant>& out) const;
  uint32_t skip_aside(const Clause& clause, uint32_t end,
                      std::vector<std::pair<const ActorMention*, uint32_t>>& found) const;
  bool in_time(Span span) const;
  bool hangs_on_trigger(const Clause& clause, uint32_t preposition) const;
  bool country_of_somebody(uint32_t token, uint32_t end) const;

  const Article& article_;
  const Words& words_;
  const std::vector<Time>& times_;
  const EventRules::State& rules_;
  std::vector<ActorMention> mentions_;
};

}  // namespace fairwitness
