// What is known of names before a text is read: countries, cities, bodies, given names, roles, from data/rules.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "names/names.h"
#include "words/tokens.h"

namespace fairwitness::naming {

struct Unit;

// What a known phrase can be. Several may hold.
enum Known : uint32_t {
  known_country = 1,
  known_people = 2,
  known_city = 4,
  known_place = 8,
  known_body = 16,
  known_product = 32,
  known_event = 64,
  known_given = 128,
  known_seat = 256,
  known_capital = 512,
  // single words
  known_particle = 1024,
  known_role = 2048,
  known_body_head = 4096,
  known_facility_head = 8192,
  known_place_head = 16384,
  known_event_head = 32768,
  known_function = 65536,
  known_other = 131072
};

struct KnownThing {
  std::string name;                  // the usual form
  std::vector<std::string> aliases;  // all forms
  std::string country;               // alpha-2 or ""
  NameKind kind = NameKind::other;
};

struct KnownPhrase {
  uint32_t kinds = 0;
  uint32_t thing = 0xFFFFFFFFu;  // index into things()
  bool male = false, female = false;
  bool longer = false;  // the beginning of a longer phrase
};

// The hash of a phrase grows by a word's hash at a time.
inline uint64_t phrase_hash(uint64_t before, uint32_t word) {
  return (before ^ word) * 0x9E3779B97F4A7C15ull + 0x632BE59BD9B4E019ull;
}
// The hash of one word as written, apostrophes made straight.
uint32_t exact_hash(std::string_view word);

class Gazetteer {
 public:
  explicit Gazetteer(const Rules& rules);
  // The phrase with this hash; nullptr where there is none.
  const KnownPhrase* find(uint64_t hash) const {
    auto found = phrases_.find(hash);
    return found == phrases_.end() ? nullptr : &found->second;
  }
  const KnownPhrase* find(std::string_view phrase) const;
  // Kinds of a single word in lower case (heads, particles, roles, function words).
  uint32_t word(uint32_t lower_hash) const {
    auto found = words_.find(lower_hash);
    return found == words_.end() ? 0 : found->second;
  }
  // The gender a single role word tells; nullptr where the word is none.
  const KnownPhrase* find_role(uint32_t lower_hash) const {
    auto found = role_words_.find(lower_hash);
    return found == role_words_.end() ? nullptr : &found->second;
  }
  // Where the longest role of several words ("secretary of state") that ends at unit `end` begins; `end` where there is
  // none.
  size_t role_begin(std::span<const Unit> units, size_t end) const;
  // 'm' or 'f' for a pronoun that points at a man or a woman; 0 for other words.
  char pronoun(uint32_t lower_hash) const {
    auto found = pronouns_.find(lower_hash);
    return found == pronouns_.end() ? '\0' : found->second;
  }
  // 'm' or 'f' where a given name, a role ("actress") or a word ("wife") tells it; 0 otherwise.
  char gender_of(const Unit& unit) const;
  // "he", "she": the subject of its clause.
  bool subject_pronoun(uint32_t lower_hash) const { return subject_pronouns_.contains(lower_hash); }
  const std::vector<KnownThing>& things() const { return things_; }

  // The parts of a phrase as names are read: tokens, cut again at hyphens.
  std::vector<Span> parts(std::string_view phrase) const;

 private:
  KnownPhrase& add(std::string_view phrase, uint32_t kinds, uint32_t thing = 0xFFFFFFFFu);
  uint32_t add_thing(KnownThing thing);
  void read_countries(const Rules& rules);
  void read_bodies(const Rules& rules);
  void read_places(const Rules& rules);
  void read_words(const Rules& rules);

  TokenRules token_rules_;
  std::unordered_map<uint64_t, KnownPhrase> phrases_;
  std::unordered_map<uint32_t, uint32_t> words_;
  std::unordered_map<uint32_t, KnownPhrase> role_words_;
  std::unordered_map<uint32_t, char> pronouns_, gendered_;
  std::unordered_set<uint32_t> subject_pronouns_;
  std::unordered_set<uint64_t> role_phrases_;  // of several words, from the last to the first
  std::vector<KnownThing> things_;
};

}  // namespace fairwitness::naming
