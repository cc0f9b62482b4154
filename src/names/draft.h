// What the steps of this room share while one report is read: units, mentions, and the entities they grow into.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/antecedents.h"
#include "names/gazetteer.h"
#include "names/mentions.h"
#include "names/names.h"
#include "names/units.h"

namespace fairwitness::naming {

// A name in the text, while it is worked on.
struct FoundName {
  uint32_t first = 0, end = 0;  // units
  uint32_t sentence = 0;
  NameKind kind = NameKind::other;
  uint32_t entity = no_entity;
  uint32_t thing = 0xFFFFFFFFu;  // of the gazetteer, where the whole name is one
  uint32_t known = 0;            // kinds of the known phrase, where the whole name is one
  std::string country;           // of a body's owner where it stands right before ("France's Foreign Ministry")
  uint32_t phrase = 0;           // where the noun phrase with its title begins; = first without one
};

// A description of someone: a title, an apposition. Units [first, end); the head is its role word.
struct Description {
  uint32_t first = 0, end = 0, head = 0;
  uint32_t found = 0;  // index of the name it describes
  bool apposition = false;
};

struct Draft {
  std::string_view text;
  const Words& words;
  const Gazetteer& gazetteer;
  Units units;
  std::vector<FoundName> found;  // in text order
  std::vector<Description> descriptions;
  std::vector<Entity> entities;

  std::string_view word(uint32_t unit) const { return units.units[unit].span.of(text); }
  Span span(uint32_t first, uint32_t end) const {
    return {units.units[first].span.begin, units.units[end - 1].span.end};
  }
  std::string_view phrase(uint32_t first, uint32_t end) const { return span(first, end).of(text); }
  const NameSentence& sentence(const FoundName& f) const { return units.sentences[f.sentence]; }
};

// The steps, in order. Each reads what those before it wrote.
void find_mentions(Draft& draft, const MentionModel& model);
void describe_people(Draft& draft);
void group_entities(Draft& draft);
std::vector<Reference> find_references(const Draft& draft, const AntecedentModel& model);

// Is the name the subject of its clause, or the speaker behind an inverted "said"?
bool is_subject(const Draft& draft, const FoundName& found);
// What the place of the pronoun at `unit` tells.
PronounPlace pronoun_place(const Draft& draft, uint32_t unit, uint32_t sentence, bool quoted);

}  // namespace fairwitness::naming
