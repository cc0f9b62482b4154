// Words that are no names but point at one: "he", "the minister", "the observatory". What is not plain stays
// unresolved.
#include <algorithm>
#include <unordered_map>

#include "names/draft.h"
#include "words/letters.h"

namespace fairwitness::naming {
namespace {

constexpr size_t max_remembered = 16;  // people in mind at a time
constexpr uint32_t max_distance = 3;   // sentences back

// A person as the reader remembers them.
struct Remembered {
  uint32_t entity = no_entity;
  uint32_t sentence = 0;
  bool subject = false;
  bool quoted = false;  // named inside a quotation
};

class Reader {
 public:
  explicit Reader(const Draft& draft) : draft_(draft), units_(draft.units.units) {}

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
    quoted_ = false;
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
      if (char gender = draft_.gazetteer.pronoun(units_[i].shape.word))
        pronoun(i, gender);
      else if (is_the(i))
        i = nominal(i, sentence.end);
    }
  }

  bool is_the(uint32_t i) const {
    std::string_view word = draft_.word(i);
    return word == "the" || word == "The";
  }

  void name(const FoundName& found) {
    if (found.kind == NameKind::person) remember(found.entity, is_subject(draft_, found));
    said_.push_back(found.entity);
  }

  void apposition(const Description& d) {
    if (d.apposition) refer(d.first, d.end, draft_.found[d.found].entity, "apposition");
  }

  void remember(uint32_t entity, bool subject) {
    auto known =
        std::find_if(remembered_.begin(), remembered_.end(), [&](const Remembered& r) { return r.entity == entity; });
    if (known != remembered_.end()) {
      subject |= known->subject && known->sentence == sentence_;
      remembered_.erase(known);
    } else if (remembered_.size() >= max_remembered) {
      remembered_.erase(remembered_.begin());
    }
    remembered_.push_back({entity, sentence_, subject, quoted_});
  }

  // How near a person is to the reader's mind: the subject of this or the last sentence first.
  double nearness(const Remembered& r, char gender) const {
    const Entity& entity = draft_.entities[r.entity];
    if ((gender == 'm' && entity.female) || (gender == 'f' && entity.male)) return 0;
    uint32_t distance = sentence_ - r.sentence;
    if (distance > max_distance) return 0;
    double value = r.subject ? 6 : 3;
    value += distance == 0 ? 2.5 : -1.2 * distance;
    if (r.quoted && !quoted_) value -= 4;
    if (entity.male || entity.female) value += 0.5;
    return std::max(0.1, value);
  }

  uint32_t best(char gender) const {
    double first = 0, second = 0;
    uint32_t entity = no_entity;
    for (const Remembered& r : remembered_) {
      double value = nearness(r, gender);
      if (value > first) {
        second = first;
        first = value;
        entity = r.entity;
      } else if (value > second) {
        second = value;
      }
    }
    // Two who are equally near: nobody can tell.
    return first > 0 && first - second > 0.05 ? entity : no_entity;
  }

  void pronoun(uint32_t i, char gender) {
    uint32_t entity = best(gender);
    refer(i, i + 1, entity, "pronoun");
    if (entity != no_entity && !quoted_) remember(entity, draft_.gazetteer.subject_pronoun(units_[i].shape.word));
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
        remember(entity, end < limit && (units_[end].penn == Penn::VBD || units_[end].penn == Penn::VBZ));
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
  const std::vector<Unit>& units_;
  std::unordered_map<uint32_t, uint32_t> by_start_;
  std::vector<Remembered> remembered_;
  std::vector<uint32_t> said_;
  std::vector<Reference> out_;
  uint32_t sentence_ = 0;
  size_t next_ = 0;
  bool quoted_ = false;
};

}  // namespace

std::vector<Reference> find_references(const Draft& draft) { return Reader(draft).run(); }

}  // namespace fairwitness::naming
