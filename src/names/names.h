// Mentions of people, bodies and places, and who each is within one report. Unresolved is said, not guessed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "words/words.h"

namespace fairwitness {

enum class NameKind : uint8_t { person, organisation, place, nationality, facility, product, event, other };
std::string_view name_of(NameKind kind);

inline constexpr uint32_t no_entity = 0xFFFFFFFFu;

// A mention that consists of a name ("Mira Halvorsen", "Halvorsen", "the United Nations" without its article).
struct Name {
  Span span;
  NameKind kind = NameKind::other;
  uint32_t entity = no_entity;
};

// Mentions that are no names but point at one: "he", "the minister", "his deputy". entity may be no_entity.
struct Reference {
  Span span;
  uint32_t entity = no_entity;
  std::string why;  // "pronoun", "role", "apposition"
};

struct Entity {
  std::string id;    // "n3", unique in the report, in order of first mention
  std::string name;  // the fullest form in the report
  NameKind kind = NameKind::other;
  std::vector<std::string> roles;  // "Russian Foreign Minister", as written
  std::vector<std::string>
      aliases;          // other forms in the report, and general ones from the rules ("UN", "United Nations")
  std::string country;  // ISO 3166-1 alpha-2 of a place or nationality, or ""
  bool female = false, male = false;  // both false: not told
};

struct Names {
  std::vector<Name> names;            // in text order, not overlapping
  std::vector<Reference> references;  // in text order
  std::vector<Entity> entities;
  // The name or reference that covers the byte; no_entity where none does.
  uint32_t entity_at(uint32_t byte) const;
};

class NameRules {
 public:
  explicit NameRules(const Rules& rules);
  ~NameRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

Names find_names(const Article& article, const Words& words, const NameRules& rules);

}  // namespace fairwitness
