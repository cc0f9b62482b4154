#include "names/gazetteer.h"

#include <algorithm>

#include "names/units.h"
#include "words/letters.h"

namespace fairwitness::naming {
namespace {

std::vector<std::string_view> split_bars(std::string_view cell) {
  std::vector<std::string_view> out;
  while (!cell.empty()) {
    size_t bar = cell.find('|');
    if (bar != 0) out.push_back(cell.substr(0, bar));
    cell = bar == cell.npos ? std::string_view() : cell.substr(bar + 1);
  }
  return out;
}

NameKind kind_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(NameKind::other); ++i)
    if (name_of(static_cast<NameKind>(i)) == name) return static_cast<NameKind>(i);
  return NameKind::other;
}

}  // namespace

uint32_t exact_hash(std::string_view word) {
  if (word.find('\xE2') == word.npos) return word_hash(word);
  std::string straight;
  for (size_t i = 0; i < word.size(); ++i) {
    bool mark = word.substr(i, 3) == "\xE2\x80\x99" || word.substr(i, 3) == "\xE2\x80\x98";
    straight += mark ? '\'' : word[i];
    if (mark) i += 2;
  }
  return word_hash(straight);
}

Gazetteer::Gazetteer(const Rules& rules) : token_rules_(rules) {
  read_countries(rules);
  read_bodies(rules);
  read_places(rules);
  read_words(rules);
}

std::vector<Span> Gazetteer::parts(std::string_view phrase) const {
  std::vector<Token> tokens;
  read_tokens(phrase, {0, static_cast<uint32_t>(phrase.size())}, token_rules_, tokens);
  std::vector<Span> out;
  for (const Token& token : tokens) split_at_hyphens(phrase, token.span, out);
  return out;
}

const KnownPhrase* Gazetteer::find(std::string_view phrase) const {
  uint64_t hash = 0;
  for (Span part : parts(phrase)) hash = phrase_hash(hash, exact_hash(part.of(phrase)));
  return find(hash);
}

KnownPhrase& Gazetteer::add(std::string_view phrase, uint32_t kinds, uint32_t thing) {
  uint64_t hash = 0;
  std::vector<Span> words = parts(phrase);
  for (size_t i = 0; i < words.size(); ++i) {
    hash = phrase_hash(hash, exact_hash(words[i].of(phrase)));
    if (i + 1 < words.size()) phrases_[hash].longer = true;
  }
  KnownPhrase& known = phrases_[hash];
  known.kinds |= kinds;
  if (known.thing == 0xFFFFFFFFu) known.thing = thing;
  return known;
}

uint32_t Gazetteer::add_thing(KnownThing thing) {
  things_.push_back(std::move(thing));
  return static_cast<uint32_t>(things_.size() - 1);
}

void Gazetteer::read_countries(const Rules& rules) {
  const Table& table = rules.table("rules/countries");
  for (size_t i = 0; i < table.rows(); ++i) {
    std::string country(table.cell(i, "code"));
    KnownThing land{std::string(table.cell(i, "name")), {}, country, NameKind::place};
    KnownThing people{land.name, {}, country, NameKind::nationality};
    for (auto name : split_bars(table.cell(i, "other_names"))) land.aliases.emplace_back(name);
    auto adjectives = split_bars(table.cell(i, "adjectives")), persons = split_bars(table.cell(i, "people"));
    if (!adjectives.empty()) people.name = adjectives.front();
    for (auto name : adjectives) people.aliases.emplace_back(name);
    for (auto name : persons) people.aliases.emplace_back(name);
    uint32_t land_id = add_thing(land), people_id = add_thing(people);
    add(land.name, known_country, land_id);
    for (const auto& name : land.aliases) add(name, known_country, land_id);
    for (const auto& name : people.aliases) add(name, known_people, people_id);
    for (auto name : split_bars(table.cell(i, "capitals")))
      add(name, known_city | known_capital,
          add_thing({std::string(split_bars(table.cell(i, "capitals")).front()), {}, country, NameKind::place}));
    for (auto name : split_bars(table.cell(i, "seats")))
      add(name, known_seat, add_thing({std::string(name), {}, country, NameKind::organisation}));
  }
  const Table& peoples = rules.table("rules/en/peoples");
  for (size_t i = 0; i < peoples.rows(); ++i) add(peoples.cell(i, "name"), known_people);
}

void Gazetteer::read_bodies(const Rules& rules) {
  const Table& table = rules.table("rules/en/bodies");
  for (size_t i = 0; i < table.rows(); ++i) {
    KnownThing body{std::string(table.cell(i, "name")), {}, "", kind_named(table.cell(i, "kind"))};
    for (auto name : split_bars(table.cell(i, "other_names"))) body.aliases.emplace_back(name);
    uint32_t kinds = body.kind == NameKind::organisation ? known_body
                     : body.kind == NameKind::product    ? known_product
                     : body.kind == NameKind::event      ? known_event
                                                         : known_other;
    uint32_t id = add_thing(body);
    add(body.name, kinds, id);
    for (const auto& name : body.aliases) add(name, kinds, id);
  }
}

void Gazetteer::read_places(const Rules& rules) {
  const Table& cities = rules.table("rules/cities");
  for (size_t i = 0; i < cities.rows(); ++i) {
    std::string name(cities.cell(i, "name"));
    add(name, known_city, add_thing({name, {}, std::string(cities.cell(i, "country")), NameKind::place}));
  }
  const Table& places = rules.table("rules/en/places");
  for (size_t i = 0; i < places.rows(); ++i) {
    std::string name(places.cell(i, "name"));
    add(name, known_place, add_thing({name, {}, "", NameKind::place}));
  }
}

char Gazetteer::gender_of(const Unit& unit) const {
  if (auto found = gendered_.find(unit.shape.word); found != gendered_.end()) return found->second;
  if (const KnownPhrase* role = find_role(unit.shape.word); role && role->male != role->female)
    return role->female ? 'f' : 'm';
  return unit.male == unit.female ? '\0' : unit.female ? 'f' : 'm';
}

size_t Gazetteer::role_begin(std::span<const Unit> units, size_t end) const {
  uint64_t hash = 0;
  size_t begin = end;
  for (size_t i = end; i-- > 0 && end - i <= 6;) {
    hash = phrase_hash(hash, units[i].shape.word);
    if (role_phrases_.contains(hash)) begin = i;
  }
  return begin;
}

void Gazetteer::read_words(const Rules& rules) {
  const Table& given = rules.table("rules/given_names");
  for (size_t i = 0; i < given.rows(); ++i) {
    KnownPhrase& name = add(given.cell(i, "name"), known_given);
    name.male = given.cell(i, "gender") == "male";
    name.female = given.cell(i, "gender") == "female";
  }
  auto each = [&](const char* file, const char* column, auto&& use) {
    const Table& table = rules.table(file);
    for (size_t i = 0; i < table.rows(); ++i) use(table, i, lower_case(table.cell(i, column)));
  };
  each("rules/name_particles", "particle",
       [&](const Table&, size_t, const std::string& word) { words_[word_hash(word)] |= known_particle; });
  each("rules/en/function_words", "word",
       [&](const Table&, size_t, const std::string& word) { words_[word_hash(word)] |= known_function; });
  each("rules/en/name_heads", "word", [&](const Table& table, size_t i, const std::string& word) {
    std::string_view kind = table.cell(i, "kind");
    words_[word_hash(word)] |= kind == "organisation" ? known_body_head
                               : kind == "facility"   ? known_facility_head
                               : kind == "place"      ? known_place_head
                                                      : known_event_head;
  });
  each("rules/en/roles", "role", [&](const Table& table, size_t i, const std::string& role) {
    auto words = parts(role);
    // The head is the last word, or the last one before "of": only it makes a phrase somebody's role.
    size_t head = words.size() - 1;
    for (size_t w = 1; w < words.size(); ++w)
      if (word(word_hash(words[w].of(role))) & known_function) head = std::min(head, w - 1);
    words_[word_hash(words[head].of(role))] |= known_role;
    uint64_t hash = 0;
    for (size_t w = words.size(); words.size() > 1 && w-- > 0;) hash = phrase_hash(hash, word_hash(words[w].of(role)));
    if (words.size() > 1) role_phrases_.insert(hash);
    if (words.size() != 1) return;
    KnownPhrase& known = role_words_[word_hash(role)];
    known.male = table.cell(i, "gender") == "male";
    known.female = table.cell(i, "gender") == "female";
  });
  each("rules/en/gendered", "word", [&](const Table& table, size_t i, const std::string& word) {
    gendered_[word_hash(word)] = table.cell(i, "gender") == "female" ? 'f' : 'm';
  });
  each("rules/en/pronouns", "word", [&](const Table& table, size_t i, const std::string& word) {
    pronouns_[word_hash(word)] = table.cell(i, "kind") == "female" ? 'f' : 'm';
    if (table.cell(i, "subject") == "yes") subject_pronouns_.insert(word_hash(word));
  });
}

}  // namespace fairwitness::naming
