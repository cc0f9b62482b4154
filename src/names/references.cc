// Words that are no names but point at one: "he", "the minister", "the observatory". What is not plain stays
// unresolved.
#include <algorithm>
#include <unordered_map>

#include "names/draft.h"
#include "words/letters.h"

namespace fairwitness::naming {
namespace {

constexpr size_t max_remembered = 16;  // people in mind at a time
// By so much the likeliest must be likelier than the next, in thousandths of the model's unit: the subject of this or
// the last sentence, over one who was none, by less.
constexpr int32_t least_margin = 400, least_subject_margin = 100;

class Reader {
 public:
  Reader(const Draft& draft, const AntecedentModel& model) : draft_(draft), model_(model), units_(draft.units.units) {}

  std::vector<Reference> run() {
    for (uint32_t d = 0; d < draft_.descriptions.size(); ++d)
      if (draft_.descriptions[d].apposition) by_start_[draft_.descriptions[d].first] = d;
    for (uint32_t s = 0; s < draft_.units.sentences.size(); ++s) {
      read_sentence(s);
    }
    std::sort(out_.begin(), out_.end(), [](const Reference& a, const Reference& b) { return a.span < b.span; });
    return std::move(out_);
  }

 private:
  void read_sentence(uint32_t s) {
    sentence_ = s;
    const NameSentence& sentence = draft_.units.sentences[s];
    // A quotation goes on through its paragraph.
    const uint32_t block = draft_.words.sentences[s].block;
    if (block != block_) quoted_ = false;
    block_ = block;
    for (uint32_t i = sentence.first; i < sentence.end; ++i) {
      if (units_[i].penn == Penn::OPEN_QUOTE) quoted_ = true;
      if (units_[i].penn == Penn::CLOSE_QUOTE) quoted_ = false;
      if (auto described = by_start_.find(i); described != by_start_.end())
        apposition(draft_.descriptions[described->second]);
      while (next_ < draft_.found.size() && draft_.found[next_].end <= i) ++next_;
      if (next_ < draft_.found.size() && draft_.found[next_].first <= i) {
        const FoundName& found = draft_.found[next_];
        if (found.first == i) name(found);
        i = found.end - 1;
        continue;
      }
      if (draft_.gazetteer.pronoun(units_[i].shape.word))
        pronoun(i);
      else if (is_the(i))
        i = nominal(i, sentence.end);
    }
  }

  bool is_the(uint32_t i) const {
    std::string_view word = draft_.word(i);
    return word == "the" || word == "The";
  }

  void name(const FoundName& found) {
    if (found.kind == NameKind::person) {
      remember(found.entity, found.first, is_subject(draft_, found), false);
      remembered_.back().owner = found.end < units_.size() && units_[found.end].penn == Penn::POS;
    }
    said_.push_back(found.entity);
  }

  void apposition(const Description& d) {
    if (d.apposition) refer(d.first, d.end, draft_.found[d.found].entity, "apposition");
  }

  // A person's mention moves them to the front of the mind.
  void remember(uint32_t entity, uint32_t unit, bool subject, bool pronoun) {
    auto known =
        std::find_if(remembered_.begin(), remembered_.end(), [&](const Remembered& r) { return r.entity == entity; });
    Remembered now;
    if (known != remembered_.end()) {
      now = *known;
      remembered_.erase(known);
    } else if (remembered_.size() >= max_remembered) {
      remembered_.erase(remembered_.begin());
    }
    const Entity& who = draft_.entities[entity];
    now.entity = entity;
    now.subject = subject || (now.subject && now.mentions && now.sentence == sentence_);
    if (subject && !quoted_) frame_ = unit;
    now.sentence = sentence_;
    now.unit = unit;
    now.mentions += 1;
    now.quoted = quoted_;
    now.pronoun = pronoun;
    if (who.male != who.female) now.gender = who.male ? 'm' : 'f';
    remembered_.push_back(now);
  }

  // Two of whom the text tells the same: named in one sentence, in like places.
  static bool alike(const Remembered& a, const Remembered& b) {
    return a.sentence == b.sentence && a.subject == b.subject && a.quoted == b.quoted && !a.gender == !b.gender &&
           a.pronoun == b.pronoun;
  }

  uint32_t best(const PronounPlace& place) const {
    std::vector<const Remembered*> may;
    for (auto r = remembered_.rbegin(); r != remembered_.rend(); ++r)
      if (may_mean(place, *r) && place.sentence - r->sentence <= max_pronoun_distance) may.push_back(&*r);
    int32_t first = 0, second = 0;
    const Remembered *chosen = nullptr, *next = nullptr;
    for (uint32_t i = 0; i < may.size(); ++i) {
      const int32_t value = model_.score(place, *may[i], i, static_cast<uint32_t>(may.size()));
      if (!chosen || value > first) {
        next = chosen, second = first;
        chosen = may[i], first = value;
      } else if (!next || value > second) {
        next = may[i], second = value;
      }
    }
    // Nobody can tell, and nobody guesses.
    if (!chosen) return no_entity;
    if (!next) return chosen->entity;
    const bool subject = place.subject && chosen->subject && !next->subject && place.sentence - chosen->sentence <= 1;
    if (first - second < (subject ? least_subject_margin : least_margin) || alike(*chosen, *next)) return no_entity;
    return chosen->entity;
  }

  void pronoun(uint32_t i) {
    PronounPlace place = pronoun_place(draft_, i, sentence_, quoted_);
    place.frame = frame_;
    uint32_t entity = best(place);
    refer(i, i + 1, entity, "pronoun");
    if (entity == no_entity || quoted_) return;
    remember(entity, i, place.subject, true);
    remembered_.back().owner = place.possessive;
    if (!remembered_.back().gender) remembered_.back().gender = place.gender;
  }

  // "the minister", "the Belvarian foreign minister", "the observatory". Gives the last unit read.
  uint32_t nominal(uint32_t the, uint32_t limit) {
    uint32_t end = the + 1, role = no_entity;
    while (end < limit && end - the < 6 && !is_name(end)) {
      const Unit& unit = units_[end];
      bool noun = unit.penn == Penn::NN || unit.penn == Penn::NNP;
      if (!noun && unit.penn != Penn::JJ) break;
      if (noun) role = end;
      ++end;
    }
    if (role == no_entity || role + 1 != end) return the;
    // "the minister for trade", "the spokesman Halvorsen" are described by what follows.
    if (end < limit &&
        (is_name(end) || units_[end].penn == Penn::NNS || draft_.word(end) == "of" || draft_.word(end) == "for"))
      return the;
    const Unit& head = units_[role];
    if (head.known & known_role) {
      uint32_t entity = by_role(the + 1, role);
      if (entity != no_entity) {
        refer(the, end, entity, "role");
        remember(entity, the, end < limit && (units_[end].penn == Penn::VBD || units_[end].penn == Penn::VBZ), false);
        return role;
      }
    } else if (head.known & known_body_head) {
      uint32_t entity = by_head(role);
      if (entity != no_entity) {
        refer(the, end, entity, "head noun");
        return role;
      }
    }
    return the;
  }

  bool is_name(uint32_t i) const {
    auto behind = std::upper_bound(draft_.found.begin(), draft_.found.end(), i,
                                   [](uint32_t at, const FoundName& f) { return at < f.first; });
    return behind != draft_.found.begin() && (behind - 1)->end > i;
  }

  // The person whose role ends with these words; two of them: nobody.
  uint32_t by_role(uint32_t first, uint32_t head) const {
    std::string words;
    for (uint32_t i = first; i <= head; ++i) words += (i > first ? " " : "") + lower_case(draft_.word(i));
    uint32_t entity = no_entity;
    for (const Remembered& r : remembered_) {
      for (const std::string& role : draft_.entities[r.entity].roles) {
        std::string lower = lower_case(role);
        size_t at = lower.rfind(words);
        bool whole = at != lower.npos && (at == 0 || lower[at - 1] == ' ' || lower[at - 1] == '-') &&
                     (at + words.size() == lower.size() || lower[at + words.size()] == ' ');
        if (!whole || r.entity == entity) continue;
        if (entity != no_entity) return no_entity;
        entity = r.entity;
      }
    }
    return entity;
  }

  // The only body named so far that has the word in its name.
  uint32_t by_head(uint32_t head) const {
    std::string word = lower_case(draft_.word(head));
    uint32_t entity = no_entity;
    size_t seen = 0;
    for (auto it = said_.rbegin(); it != said_.rend() && seen < 64; ++it, ++seen) {
      const Entity& body = draft_.entities[*it];
      if (body.kind != NameKind::organisation || *it == entity) continue;
      std::string lower = " " + lower_case(body.name) + " ";
      if (lower.find(" " + word + " ") == lower.npos || lower.size() == word.size() + 2) continue;
      if (entity != no_entity) return no_entity;
      entity = *it;
    }
    return entity;
  }

  void refer(uint32_t first, uint32_t end, uint32_t entity, const char* why) {
    out_.push_back({draft_.span(first, end), entity, why});
  }

  const Draft& draft_;
  const AntecedentModel& model_;
  const std::vector<Unit>& units_;
  std::unordered_map<uint32_t, uint32_t> by_start_;
  std::vector<Remembered> remembered_;
  std::vector<uint32_t> said_;
  std::vector<Reference> out_;
  uint32_t sentence_ = 0;
  size_t next_ = 0;
  uint32_t block_ = 0, frame_ = no_entity;
  bool quoted_ = false;
};

}  // namespace

PronounPlace pronoun_place(const Draft& draft, uint32_t unit, uint32_t sentence, bool quoted) {
  const auto& units = draft.units.units;
  const Unit& word = units[unit];
  const uint32_t first = draft.units.sentences[sentence].first;
  PronounPlace place;
  place.sentence = sentence;
  place.unit = unit;
  place.gender = draft.gazetteer.pronoun(word.shape.word);
  place.subject = draft.gazetteer.subject_pronoun(word.shape.word);
  place.possessive = word.penn == Penn::PRPS;
  place.reflexive = word.span.size() > 4;
  place.quoted = quoted;
  place.opens = unit == first || units[unit - 1].penn == Penn::CLOSE_QUOTE;
  return place;
}

std::vector<Reference> find_references(const Draft& draft, const AntecedentModel& model) {
  return Reader(draft, model).run();
}

}  // namespace fairwitness::naming
