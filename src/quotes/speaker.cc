#include "quotes/speaker.h"

#include <algorithm>

namespace fairwitness {
namespace {

constexpr size_t longest_speaker = 120;  // bytes; a longer description is cut behind its first phrase

// The names of the span, in order.
std::vector<Name> names_in(const Names& names, Span span) {
  std::vector<Name> out;
  auto at = std::lower_bound(names.names.begin(), names.names.end(), span.begin,
                             [](const Name& one, uint32_t begin) { return one.span.end <= begin; });
  for (; at != names.names.end() && at->span.begin < span.end; ++at) out.push_back(*at);
  return out;
}

// The reference that covers most of the span.
const Reference* reference_at(const Names& names, Span span) {
  const Reference* best = nullptr;
  auto at = std::lower_bound(names.references.begin(), names.references.end(), span.begin > 200 ? span.begin - 200 : 0,
                             [](const Reference& one, uint32_t begin) { return one.span.begin < begin; });
  for (; at != names.references.end() && at->span.begin < span.end; ++at)
    if (at->span.overlaps(span) && at->entity != no_entity && (!best || at->span.size() > best->span.size()))
      best = &*at;
  return best;
}

bool at_edge(const SpeechUnit& unit) {
  return unit.tag == Penn::COMMA || (unit.tag == Penn::COLON && (unit.shape & 8)) ||
         (unit.tag == Penn::STOP && unit.span.size() == 1);
}

}  // namespace

std::string Speakers::text_of(uint32_t first, uint32_t end) const {
  std::string out;
  bool blank = false;
  for (char c : std::string_view(text_).substr(units_.units[first].span.begin,
                                               units_.units[end - 1].span.end - units_.units[first].span.begin)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && blank) continue;
    blank = space;
    out += space ? ' ' : c;
  }
  return out;
}

std::string Speakers::words_of(Range range) const {
  while (!range.empty() && at_edge(units_.units[range.first])) ++range.first;
  while (!range.empty() && (at_edge(units_.units[range.end - 1]) ||
                            (units_.units[range.end - 1].role == Role::day && range.end - range.first > 1)))
    --range.end;
  return range.empty() ? "" : text_of(range.first, range.end);
}

// The main noun: the last noun before a preposition, a comma or a verb.
uint32_t Speakers::head_of(Range source) const {
  uint32_t head = source.first;
  for (uint32_t i = source.first; i < source.end; ++i) {
    const SpeechUnit& unit = units_.units[i];
    if (is_nominal(unit.tag))
      head = i;
    else if (i > source.first &&
             (unit.tag == Penn::IN || unit.tag == Penn::TO || unit.tag == Penn::COMMA || unit.tag == Penn::WP ||
              unit.tag == Penn::WDT || is_verb(unit.tag)) &&
             is_nominal(units_.units[head].tag))
      break;
    else if (unit.tag == Penn::CC && is_nominal(units_.units[head].tag))
      break;
  }
  return head;
}

bool Speakers::is_media(Range source) const {
  const uint32_t head = head_of(source);
  const SpeechUnit& unit = units_.units[head];
  if (unit.role == Role::media) return true;
  for (uint32_t i = source.first; i < source.end;
       ++i)  // "the Turkish news agency Anadolu": the kind stands before the name
    if (units_.units[i].role == Role::media) return true;
  return false;
}

Speaker Speakers::of(Range source) const {
  Speaker out;
  if (source.empty()) return out;
  const uint32_t head = head_of(source);
  const SpeechUnit& main = units_.units[head];
  const Span span = span_of(units_, source);
  if (main.tag == Penn::PRP || main.tag == Penn::WP || main.role == Role::relative) {
    const uint32_t entity = names_.entity_at(main.span.begin);
    if (entity != no_entity) return {names_.entities[entity].name, entity, false, false};
    out.pronoun = main.role == Role::person || main.role == Role::persons;
    out.plural = main.role == Role::persons;
    return out;
  }
  // "Mira Halvorsen, head of the council": the first person; two joined persons are both.
  std::string joined;
  uint32_t persons = 0, person = no_entity, person_end = 0;
  for (const Name& name : names_in(names_, span)) {
    if (name.kind != NameKind::person || name.entity == no_entity) continue;
    const bool possessive = std::string_view(text_).substr(name.span.end).starts_with("'s ") ||
                            std::string_view(text_).substr(name.span.end).starts_with("\xE2\x80\x99s ");
    if (possessive && name.span.end < main.span.begin) continue;
    if (persons > 0) {
      // A second person counts only when "and" joins it to the first without a comma between.
      const std::string_view gap = std::string_view(text_).substr(person_end, name.span.begin - person_end);
      if (gap.find(" and ") == std::string_view::npos || gap.find(',') != std::string_view::npos || gap.size() > 60)
        continue;
    } else {
      // A person behind a preposition ("a spokesman for Halvorsen") is not the speaker.
      bool behind = false;
      for (uint32_t i = source.first; i < source.end && units_.units[i].span.begin < name.span.begin; ++i)
        behind |= i > source.first && i > head &&
                  (units_.units[i].tag == Penn::IN || units_.units[i].tag == Penn::TO) &&
                  is_noun(units_.units[head].tag);
      if (behind) {
        // "the head of the council, Mira Halvorsen": a comma right before the name makes it the speaker after all.
        const std::string_view before = std::string_view(text_).substr(0, name.span.begin);
        if (!before.ends_with(", ")) continue;
      }
    }
    joined += (persons ? " and " : "") + names_.entities[name.entity].name;
    person = name.entity;
    person_end = name.span.end;
    ++persons;
  }
  if (persons == 1) return {names_.entities[person].name, person, false, false};
  if (persons > 1) return {joined, no_entity, false, true};
  // A body or a place whose name is the main noun.
  uint32_t entity = no_entity;
  for (const Name& name : names_in(names_, span))
    if (name.entity != no_entity && name.span.contains(main.span.begin) && name.kind != NameKind::nationality)
      entity = name.entity;
  if (entity != no_entity) return {names_.entities[entity].name, entity, false, false};
  if (const Reference* reference = reference_at(names_, span); reference && reference->span.contains(main.span.begin))
    return {names_.entities[reference->entity].name, reference->entity, false, false};
  if (!is_noun(main.tag)) return out;
  std::string words = words_of(source);
  if (words.size() > longest_speaker) {
    words = words_of({source.first, head + 1});
    if (words.size() > longest_speaker) words = text_of(head, head + 1);
  }
  out.name = std::move(words);
  out.plural = main.tag == Penn::NNS || main.tag == Penn::NNPS;
  return out;
}

}  // namespace fairwitness
