// Who somebody is said to be: titles before the name, appositions on either side of it.
#include <algorithm>

#include "names/draft.h"

namespace fairwitness::naming {
namespace {

constexpr uint32_t max_description = 14;  // units

bool is_noun(Penn penn) { return penn == Penn::NN || penn == Penn::NNS || penn == Penn::NNP || penn == Penn::NNPS; }
bool is_finite(Penn penn) { return penn == Penn::VBD || penn == Penn::VBZ || penn == Penn::VBP || penn == Penn::MD; }
bool is_adjective(Penn penn) {
  return penn == Penn::JJ || penn == Penn::JJR || penn == Penn::JJS || penn == Penn::VBN || penn == Penn::VBG;
}

class Describer {
 public:
  explicit Describer(Draft& draft) : draft_(draft), units_(draft.units.units) {
    name_at_.assign(units_.size(), no_entity);
    for (uint32_t f = 0; f < draft.found.size(); ++f)
      for (uint32_t i = draft.found[f].first; i < draft.found[f].end; ++i) name_at_[i] = f;
  }

  void run() {
    for (uint32_t f = 0; f < draft_.found.size(); ++f) {
      if (draft_.found[f].kind != NameKind::person) continue;
      if (!title_before(f)) apposition_before(f);
      apposition_behind(f);
    }
  }

 private:
  bool role(uint32_t i) const { return units_[i].known & known_role && !(units_[i].known & known_function); }
  bool person(uint32_t i) const {
    return name_at_[i] != no_entity && draft_.found[name_at_[i]].kind == NameKind::person;
  }
  bool is(uint32_t i, std::string_view word) const { return draft_.word(i) == word; }

  // The parts of a noun phrase that can stand before its head.
  bool modifier(uint32_t i) const {
    const Unit& unit = units_[i];
    if (person(i) && !(i + 1 < units_.size() && units_[i + 1].penn == Penn::POS)) return false;
    return is_noun(unit.penn) || is_adjective(unit.penn) || unit.penn == Penn::POS || unit.penn == Penn::FW ||
           role(i) || unit.joined ||
           (unit.capital && unit.penn != Penn::DT && unit.penn != Penn::PRPS && unit.penn != Penn::PRP &&
            unit.penn != Penn::IN && !is_finite(unit.penn));
  }

  // The phrase whose last unit is end - 1: where it begins, at or behind `least`.
  uint32_t phrase_begin(uint32_t end, uint32_t least) const {
    uint32_t begin = end;
    while (begin > least && end - begin < max_description && modifier(begin - 1)) --begin;
    // A possessive mark or a dash cannot open it.
    while (begin < end && (units_[begin].penn == Penn::POS || units_[begin].joined)) ++begin;
    return begin;
  }

  void describe(uint32_t f, uint32_t first, uint32_t end, uint32_t head, bool apposition) {
    draft_.descriptions.push_back({first, end, head, f, apposition});
  }

  // "Russian Foreign Minister NAME", "UN envoy on Syria NAME", "his deputy NAME", "Mr. NAME".
  bool title_before(uint32_t f) {
    FoundName& found = draft_.found[f];
    const uint32_t least = draft_.sentence(found).first;
    if (found.first == least) return false;
    uint32_t end = found.first, head = end - 1;
    auto phrase =
        static_cast<uint32_t>(draft_.gazetteer.role_begin(std::span(units_).subspan(least), end - least)) + least;
    if (phrase < end) {
      head = phrase;
      while (head + 1 < end && units_[head + 1].penn != Penn::IN) ++head;
    } else if (!role(head)) {
      // "envoy on Syria": a name behind a preposition behind the role.
      uint32_t at = end;
      while (at > least && end - at < 5 && name_at_[at - 1] != no_entity && !person(at - 1)) --at;
      if (at == end || at < least + 2 || units_[at - 1].penn != Penn::IN || !role(at - 2)) return false;
      head = at - 2;
    }
    if (is_finite(units_[head].penn) && !units_[head].capital) return false;
    uint32_t begin = phrase_begin(head + 1, least);
    if (begin > head) return false;
    found.phrase = begin > least && (units_[begin - 1].penn == Penn::DT || units_[begin - 1].penn == Penn::PRPS ||
                                     units_[begin - 1].penn == Penn::CD)
                       ? begin - 1
                       : begin;
    describe(f, begin, end, head, false);
    return true;
  }

  // "one shopper, NAME," and "the foreign minister, NAME, said".
  void apposition_before(uint32_t f) {
    FoundName& found = draft_.found[f];
    const uint32_t least = draft_.sentence(found).first, limit = draft_.sentence(found).end;
    if (found.first < least + 2 || units_[found.first - 1].penn != Penn::COMMA || !role(found.first - 2)) return;
    Penn next = found.end < limit ? units_[found.end].penn : Penn::STOP;
    if (next != Penn::COMMA && next != Penn::STOP && next != Penn::CLOSE_QUOTE && next != Penn::COLON) return;
    uint32_t head = found.first - 2, begin = phrase_begin(head + 1, least);
    if (begin > head || begin == least) return;
    Penn opener = units_[begin - 1].penn;
    if (opener != Penn::DT && opener != Penn::PRPS && opener != Penn::CD) return;
    found.phrase = begin - 1;
    describe(f, begin, head + 1, head, true);
  }

  // "NAME, head of the observatory, said" and "NAME, Russia's UN ambassador, said".
  void apposition_behind(uint32_t f) {
    const FoundName& found = draft_.found[f];
    const uint32_t limit = std::min(draft_.sentence(found).end, found.end + max_description + 2);
    uint32_t at = found.end;
    if (at + 1 >= limit || units_[at].penn != Penn::COMMA) return;
    uint32_t first = ++at;
    if (units_[first].penn == Penn::DT || units_[first].penn == Penn::PRPS) ++first;
    uint32_t head = no_entity;
    for (at = first; at < limit; ++at) {
      if (!modifier(at)) break;
      if (is_noun(units_[at].penn) || role(at)) head = role(at) && !person(at) ? at : no_entity;
    }
    if (head == no_entity) return;
    if (person(at < units_.size() ? at : head)) return;
    uint32_t end = head + 1;
    // What belongs to the head behind it, up to the comma that closes the apposition.
    while (end < limit && units_[end].penn != Penn::COMMA && units_[end].penn != Penn::STOP &&
           units_[end].penn != Penn::COLON && units_[end].penn != Penn::WP && units_[end].penn != Penn::WDT) {
      if (is_finite(units_[end].penn)) return;
      ++end;
    }
    if (end < draft_.sentence(found).end && units_[end].penn != Penn::COMMA && units_[end].penn != Penn::STOP &&
        units_[end].penn != Penn::COLON)
      end = head + 1;
    describe(f, first, end, head, true);
  }

  Draft& draft_;
  const std::vector<Unit>& units_;
  std::vector<uint32_t> name_at_;
};

}  // namespace

void describe_people(Draft& draft) { Describer(draft).run(); }

bool is_subject(const Draft& draft, const FoundName& found) {
  const auto& units = draft.units.units;
  const NameSentence& sentence = draft.sentence(found);
  uint32_t before = found.phrase, behind = found.end;
  if (before > sentence.first && units[before - 1].penn == Penn::DT) --before;
  // "…," said NAME
  if (before > sentence.first + 1) {
    Penn verb = units[before - 1].penn, mark = units[before - 2].penn;
    if ((verb == Penn::VBD || verb == Penn::VBZ) && (mark == Penn::COMMA || mark == Penn::CLOSE_QUOTE)) return true;
  }
  if (before > sentence.first &&
      (units[before - 1].penn == Penn::IN || units[before - 1].penn == Penn::TO || is_finite(units[before - 1].penn))) {
    // "after NAME said": a conjunction and not a preposition, where a verb follows at once.
    if (units[before - 1].penn != Penn::IN || behind >= sentence.end || !is_finite(units[behind].penn)) return false;
  }
  // Over an apposition between commas, or a bracket, to the verb.
  if (behind < sentence.end && units[behind].penn == Penn::COMMA) {
    uint32_t close = behind + 1;
    while (close < sentence.end && close - behind < 16 && units[close].penn != Penn::COMMA) ++close;
    if (close < sentence.end && close - behind < 16) behind = close + 1;
  } else if (behind < sentence.end && units[behind].penn == Penn::LRB) {
    while (behind < sentence.end && units[behind].penn != Penn::RRB) ++behind;
    ++behind;
  }
  // "A and B met": both are subjects.
  if (behind < sentence.end && units[behind].penn == Penn::CC)
    for (uint32_t limit = behind + 8; behind < sentence.end && behind < limit && !is_finite(units[behind].penn);
         ++behind)
      if (units[behind].penn == Penn::COMMA || units[behind].penn == Penn::IN) return false;
  while (behind < sentence.end &&
         (units[behind].penn == Penn::RB || units[behind].penn == Penn::WP || units[behind].penn == Penn::WDT))
    ++behind;
  return behind < sentence.end && is_finite(units[behind].penn);
}

}  // namespace fairwitness::naming
