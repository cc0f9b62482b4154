// From the model's runs of units to names: titles cut off, kinds made one through the text, forms that were missed.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "names/draft.h"
#include "names/evidence.h"

namespace fairwitness::naming {
namespace {

bool all_small(const Draft& draft, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; ++i)
    if (draft.units.units[i].capital) return false;
  return true;
}

// "President Halvorsen" -> "Halvorsen", "Secretary of State Mira Halvorsen" -> "Mira Halvorsen": what stands up to the
// last role word, and what that word governs, is a title. At least one word is left.
void drop_titles(const Draft& draft, FoundName& found) {
  const auto& units = draft.units.units;
  for (uint32_t i = found.end - 1; i-- > found.first;) {
    if (!(units[i].known & known_role) || units[i].known & known_given || units[i + 1].joined) continue;
    uint32_t begin = i + 1;
    if (begin + 2 < found.end && units[begin].penn == Penn::IN) begin += 2;
    if (begin < found.end) found.first = begin;
    return;
  }
}

// "de Mistral": the small particle before a surname belongs to it.
void take_particle(const Draft& draft, FoundName& found) {
  const auto& units = draft.units.units;
  for (uint32_t least = draft.sentence(found).first; found.first > least; --found.first) {
    const Unit& unit = units[found.first - 1];
    if (unit.capital || !(unit.known & known_particle) || unit.known & known_function || unit.penn == Penn::POS) return;
  }
}

// Where a run holds two names, the unit at which the second begins: "Nairobi, Kenya", and a name behind the country of
// its bearer's office, "envoy to Kenya Torsten de Mirabel". The run's end where it is one name.
uint32_t second_name(const Draft& draft, const FoundName& found) {
  const auto& units = draft.units.units;
  constexpr uint32_t land = known_country | known_city | known_place;
  if (found.kind == NameKind::place)
    for (uint32_t i = found.first + 1; i + 1 < found.end; ++i)
      if (units[i].penn == Penn::COMMA && units[i + 1].known & land) return i;
  const Unit& first = units[found.first];
  const bool office = found.first >= draft.sentence(found).first + 2 && units[found.first - 1].penn == Penn::IN &&
                      units[found.first - 2].known & known_role;
  if (office && found.end - found.first > 2 && first.known_at == 4 && first.known & known_country &&
      !(first.known & known_given) && units[found.first + 1].known & known_given)
    return found.first + 1;
  return found.end;
}

NameKind event_or_other(const Draft& draft, const FoundName& found) {
  for (uint32_t i = found.first; i < found.end; ++i)
    if (draft.units.units[i].known & (known_event | known_event_head)) return NameKind::event;
  return NameKind::other;
}

// A country's name is a place and its people's a nationality, whatever the model made of the sentence; names that
// people bear too
// ("Jordan") are left to it.
void trust_countries(const Draft& draft, FoundName& found) {
  if (draft.units.units[found.first].known & known_given || found.thing == no_entity) return;
  if (found.known & known_country) {
    if (found.kind != NameKind::nationality || !(found.known & known_people)) found.kind = NameKind::place;
  } else if (found.known & known_people && found.kind == NameKind::place) {
    found.kind = NameKind::nationality;
  }
}

void know(const Draft& draft, FoundName& found) {
  uint64_t hash = 0;
  for (uint32_t i = found.first; i < found.end; ++i) hash = phrase_hash(hash, draft.units.units[i].exact);
  if (const KnownPhrase* known = draft.gazetteer.find(hash)) {
    found.known = known->kinds;
    found.thing = known->thing;
  }
}

// A known name that the model passed over: a country, its people, a body, a city behind a preposition. Only where it
// stands free of other capitalised words, which might make it part of a longer name.
class Recall {
 public:
  Recall(const Draft& draft, std::vector<bool> taken)
      : draft_(draft), units_(draft.units.units), taken_(std::move(taken)) {
    for (const FoundName& found : draft.found)
      if (found.kind == NameKind::person) surnames_.insert(units_[found.end - 1].shape.word);
  }

  void in_sentence(uint32_t s, std::vector<FoundName>& out) const {
    const NameSentence& sentence = draft_.units.sentences[s];
    if (sentence.capitals) return;
    for (uint32_t i = sentence.first; i < sentence.end; ++i) {
      if (surname(sentence, i)) out.push_back(person(sentence, s, i));
      if (units_[i].known_at != 1 && units_[i].known_at != 4) continue;
      uint32_t end = i + 1;
      while (end < sentence.end && units_[i].known_at == 1 && (units_[end].known_at == 2 || units_[end].known_at == 3))
        ++end;
      FoundName found;
      found.first = found.phrase = i;
      found.end = end;
      found.sentence = s;
      if (free(sentence, i, end) && know_kind(sentence, found) && (out.empty() || out.back().end <= i))
        out.push_back(found);
      i = end - 1;
    }
  }

 private:
  bool other_capital(const NameSentence& sentence, uint32_t i) const {
    return i >= sentence.first && i < sentence.end && units_[i].capital && !taken_[i] &&
           !(units_[i].known & known_function);
  }
  // The surname of somebody who is named elsewhere in the text.
  bool surname(const NameSentence& sentence, uint32_t i) const {
    return units_[i].capital && !taken_[i] && surnames_.contains(units_[i].shape.word) &&
           !(units_[i].known & (known_function | known_country | known_people | known_city | known_place)) &&
           !other_capital(sentence, i + 1) && !(units_[i].evidence & seen_small);
  }
  FoundName person(const NameSentence& sentence, uint32_t s, uint32_t last) const {
    FoundName found;
    found.kind = NameKind::person;
    found.sentence = s;
    found.first = last;
    found.end = last + 1;
    while (other_capital(sentence, found.first - 1) && !(units_[found.first - 1].known & known_role)) --found.first;
    take_particle(draft_, found);
    found.phrase = found.first;
    return found;
  }
  bool free(const NameSentence& sentence, uint32_t first, uint32_t end) const {
    for (uint32_t i = first; i < end; ++i)
      if (taken_[i]) return false;
    if (!units_[first].capital || (first > 0 && other_capital(sentence, first - 1))) return false;
    return units_[first].joined || !other_capital(sentence, end) || (units_[end].known & known_role);
  }
  bool know_kind(const NameSentence& sentence, FoundName& found) const {
    know(draft_, found);
    const Unit& first = units_[found.first];
    const bool alone = found.end - found.first == 1;
    if (found.thing == no_entity || (alone && first.known & known_function && !(first.shape.form & 2))) return false;
    if (alone && first.known & known_given && found.first == sentence.first) return false;
    const KnownThing& thing = draft_.gazetteer.things()[found.thing];
    if (found.known & known_country)
      found.kind = NameKind::place;
    else if (found.known & known_people)
      found.kind = NameKind::nationality;
    else if (found.known & known_body && (found.end - found.first > 1 || (first.shape.form & 2)))
      found.kind = thing.kind;
    else if (found.known & known_city && behind_preposition(sentence, found))
      found.kind = NameKind::place;
    else
      return false;
    return true;
  }
  bool behind_preposition(const NameSentence& sentence, const FoundName& found) const {
    return found.first > sentence.first &&
           (units_[found.first - 1].penn == Penn::IN || units_[found.first - 1].penn == Penn::TO);
  }

  const Draft& draft_;
  const std::vector<Unit>& units_;
  std::vector<bool> taken_;
  std::unordered_set<uint32_t> surnames_;
};

// One form is one kind through a report: where most of its names have one kind, the others take it.
void agree_on_kinds(Draft& draft) {
  constexpr size_t kinds = static_cast<size_t>(NameKind::other) + 1;
  std::unordered_map<uint64_t, std::array<uint32_t, kinds>> seen;
  auto form = [&](const FoundName& found) {
    uint64_t hash = 0;
    for (uint32_t i = found.first; i < found.end; ++i) hash = phrase_hash(hash, draft.units.units[i].exact);
    return hash;
  };
  for (const FoundName& found : draft.found) ++seen[form(found)][static_cast<size_t>(found.kind)];
  for (FoundName& found : draft.found) {
    const auto& counts = seen[form(found)];
    auto best = std::max_element(counts.begin(), counts.end());
    uint32_t all = 0;
    for (uint32_t count : counts) all += count;
    if (all >= 3 && *best * 3 >= all * 2) found.kind = static_cast<NameKind>(best - counts.begin());
  }
}

void find_known(Draft& draft) {
  std::vector<bool> taken(draft.units.units.size());
  for (const FoundName& found : draft.found)
    for (uint32_t i = found.first; i < found.end; ++i) taken[i] = true;
  Recall recall(draft, std::move(taken));
  std::vector<FoundName> more;
  for (uint32_t s = 0; s < draft.units.sentences.size(); ++s) recall.in_sentence(s, more);
  size_t before = draft.found.size();
  draft.found.insert(draft.found.end(), more.begin(), more.end());
  std::inplace_merge(draft.found.begin(), draft.found.begin() + static_cast<ptrdiff_t>(before), draft.found.end(),
                     [](const FoundName& a, const FoundName& b) { return a.first < b.first; });
}

void keep(Draft& draft, FoundName found) {
  if (found.kind >= NameKind::event) found.kind = event_or_other(draft, found);
  if (found.kind == NameKind::person) {
    drop_titles(draft, found);
    if (all_small(draft, found.first, found.end)) return;
    if (draft.found.empty() || draft.found.back().end < found.first) take_particle(draft, found);
  }
  found.phrase = found.first;
  know(draft, found);
  trust_countries(draft, found);
  draft.found.push_back(std::move(found));
}

}  // namespace

void find_mentions(Draft& draft, const MentionModel& model) {
  uint32_t sentence = 0;
  for (const Mention& mention : model.find(draft.units)) {
    while (draft.units.sentences[sentence].end <= mention.first) ++sentence;
    FoundName found;
    found.first = mention.first;
    found.end = mention.end;
    found.sentence = sentence;
    found.kind = mention.kind;
    if (const uint32_t second = second_name(draft, found); second < found.end) {
      const bool comma = draft.units.units[second].penn == Penn::COMMA;
      FoundName behind = found;
      found.end = second;
      found.kind = NameKind::place;
      behind.first = comma ? second + 1 : second;
      behind.kind = comma ? NameKind::place : NameKind::person;
      keep(draft, found);
      keep(draft, behind);
    } else {
      keep(draft, found);
    }
  }
  agree_on_kinds(draft);
  find_known(draft);
}

}  // namespace fairwitness::naming
