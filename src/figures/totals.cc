#include "figures/totals.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/day.h"

namespace fairwitness {

namespace {

using Role = TotalRules::Role;

constexpr double most_people = 100;  // a report that tells of more victims than these tells their number

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// A year or a month of a count: "" and a day are not longer than a week.
bool is_longer_than_week(std::string_view value) {
  return !value.empty() && !parse_iso_day(value.substr(0, 10)) && value.find("-W") == value.npos;
}

bool is_verb(Penn tag) {
  return tag == Penn::VB || tag == Penn::VBD || tag == Penn::VBG || tag == Penn::VBN || tag == Penn::VBP ||
         tag == Penn::VBZ;
}

// One victim as far as the report tells him from others.
struct Victim {
  uint32_t entity = no_entity;
  int age = 0;  // 0: not told
  char sex = '?';
  bool first = false;    // "a man", "one woman": not told of before, unless what follows fits
  bool another = false;  // "another man"
  bool told = false;     // "the man", "he": told of before
  bool dead = false;
  Span passage;
};

class TotalReader {
 public:
  TotalReader(const Words& words, const Names& names, const CountedReader& counted, const PeopleRules& people,
              const TotalRules& rules, const std::vector<Figure>& figures, const std::vector<Single>& singles,
              const std::vector<Figure>& headline)
      : words_(words),
        names_(names),
        counted_(counted),
        people_(people),
        rules_(rules),
        figures_(figures),
        singles_(singles),
        headline_(headline) {}

  std::vector<Figure> read() {
    for (const Single& single : singles_)
      if (!single.list && *single.figure.best == 1) meet(single);
    victims(Role::killed, "killed");
    with_others(Role::killed, "killed");
    own_hand();
    killed_after();
    victims(Role::injured, "injured");
    with_others(Role::injured, "injured");
    with_another();
    hit_less_dead();
    hurt_less_died();
    return std::move(out_);
  }

 private:
  Role role_of(const Figure& figure) const {
    size_t space = figure.counted.rfind(' ');
    return rules_.role(space == std::string::npos ? std::string_view(figure.counted)
                                                  : std::string_view(figure.counted).substr(space + 1));
  }

  bool counts_people(const Figure& f) const {
    return f.unit.empty() && f.best && *f.best >= 1 && *f.best <= most_people && f.of != FigureOf::rate &&
           f.bound != Bound::change && role_of(f) != Role::none;
  }

  // ------------------------------------------------------------------------------------------- victims one by one

  // The words of a person's phrase and right behind it: article, sex, age.
  Victim describe(const Single& single) const {
    Victim out;
    Span person = single.figure.counted_span;
    out.passage = single.figure.span;
    out.dead = rules_.role(single.label) == Role::killed;
    out.entity = names_.entity_at(person.begin);
    uint32_t first = counted_.token_at(person.begin), at = first;
    const Sentence* sentence = counted_.sentence_of(person.begin);
    uint32_t stop = sentence == nullptr ? first : sentence->end;
    for (; at < stop && counted_.token(at).span.begin < person.end; ++at) {
      std::string own = lower(counted_.word(at));
      if (rules_.first_mention(own)) out.first = true;
      if (rules_.another(own)) out.another = true;
      if (char sex = people_.sex(own); sex != '?') out.sex = sex;
      if (out.age == 0) out.age = age_in(own);
      if (uint32_t entity = names_.entity_at(counted_.token(at).span.begin); entity != no_entity && is_person(entity))
        out.entity = entity;
    }
    if (first > 0 && sentence != nullptr && first > sentence->first) {
      std::string own = lower(counted_.word(first - 1));
      if (rules_.first_mention(own)) out.first = true;
      if (rules_.another(own)) out.another = true;
    }
    // "Ann Bell, 34," and "a man, 36,"
    if (out.age == 0 && at + 1 < stop && counted_.tag(at) == Penn::COMMA && counted_.tag(at + 1) == Penn::CD)
      out.age = age_in(counted_.word(at + 1));
    if (out.entity != no_entity && !is_person(out.entity)) out.entity = no_entity;
    if (out.entity != no_entity && out.sex == '?') {
      const Entity& entity = names_.entities[out.entity];
      out.sex = entity.female ? 'f' : entity.male ? 'm' : '?';
    }
    out.told = !out.first && !out.another && out.entity == no_entity && out.age == 0;
    return out;
  }

  bool is_person(uint32_t entity) const {
    return entity < names_.entities.size() && names_.entities[entity].kind == NameKind::person;
  }

  static int age_in(std::string_view word) {
    int age = 0;
    auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), age);
    if (error != std::errc() || age < 1 || age > 110) return 0;
    std::string_view rest(end, static_cast<size_t>(word.data() + word.size() - end));
    return rest.empty() || rest.find("year") != rest.npos ? age : 0;
  }

  static bool may_be_one(const Victim& a, const Victim& b) {
    if (a.entity != no_entity && b.entity != no_entity) return a.entity == b.entity;
    if (a.age != 0 && b.age != 0 && a.age != b.age) return false;
    return a.sex == '?' || b.sex == '?' || a.sex == b.sex;
  }

  void meet(const Single& single) {
    if (rules_.role(single.label) == Role::none || victims_.size() >= 64) return;
    Victim found = describe(single);
    Victim* same = nullptr;
    for (Victim& one : victims_)
      if (may_be_one(one, found) && !(found.another && one.passage.begin != found.passage.begin)) {
        bool sure = (one.entity != no_entity && one.entity == found.entity) || (one.age != 0 && one.age == found.age);
        if (same == nullptr || sure) same = &one;
        if (sure) break;
      }
    if (same != nullptr) {
      if (same->entity == no_entity) same->entity = found.entity;
      if (same->age == 0) same->age = found.age;
      if (same->sex == '?') same->sex = found.sex;
      if (found.dead && !same->dead) same->passage = found.passage;
      same->dead |= found.dead;
      return;
    }
    if (!found.told || victims_.empty()) victims_.push_back(found);
  }

  std::vector<const Victim*> those(Role role) const {
    std::vector<const Victim*> out;
    for (const Victim& one : victims_)
      if (one.dead == (role == Role::killed)) out.push_back(&one);
    return out;
  }

  // Two and more that are told one by one.
  void victims(Role role, std::string_view label) {
    auto all = those(role);
    if (all.size() < 2) return;
    std::vector<Span> parts;
    for (const Victim* one : all) parts.push_back(one->passage);
    keep(label, static_cast<double>(all.size()), std::move(parts), "sum of parts: victims told one by one");
  }

  // ------------------------------------------------------------------------------------------- one and others

  bool sets_apart(const Figure& f) const {
    if (f.of == FigureOf::increment) return true;
    if (const uint32_t first = counted_.token_at(f.span.begin);
        first > 0 && rules_.another(lower(counted_.word(first - 1))))
      return true;  // "the other two"
    for (uint32_t at = counted_.token_at(f.span.begin);
         at < words_.tokens.size() && counted_.token(at).span.begin < f.span.end; ++at)
      if (rules_.another(lower(counted_.word(at)))) return true;
    return false;
  }

  // "Two clerks were hurt and three others were taken to hospital": one sentence, and no other number of people
  // between.
  bool joined(const Figure& some, const Figure& others) const {
    const Sentence* sentence = counted_.sentence_of(some.span.begin);
    const uint32_t at = counted_.token_at(others.span.begin);
    return sentence != nullptr && sentence->span.contains(others.span.begin) && at > sentence->first &&
           counted_.tag(at - 1) == Penn::CC && some.of == FigureOf::unknown;
  }

  // "killed a clerk and wounded him and two others": those in front, and the others.
  void with_others(Role role, std::string_view label) {
    constexpr uint32_t near = 250;  // bytes between the two
    const Single* last = nullptr;
    const Figure* some = nullptr;  // "one person is in critical condition"
    size_t next = 0;
    for (const Figure& f : figures_) {
      if (!counts_people(f) || role_of(f) != role || f.bound != Bound::exact) continue;
      if (!sets_apart(f)) {
        some = &f;
        continue;
      }
      const Single* before = nullptr;
      while (next < singles_.size() && singles_[next].figure.span.end <= f.span.begin) {
        if (rules_.role(singles_[next].label) == role) last = &singles_[next];
        ++next;
      }
      if (last != nullptr && f.span.begin - last->figure.span.end < near) before = last;
      const Figure* first = before == nullptr || before->figure.why == "ordinal" ? nullptr : &before->figure;
      if (first == nullptr && some != nullptr && f.span.begin - some->span.end < near &&
          (*some->best == 1 || (role == Role::injured && joined(*some, f))))
        first = some;
      if (first == nullptr) continue;
      keep(label, *f.best + *first->best, {first->span, f.span}, "sum of parts: one and others");
      return;
    }
  }

  // "Three of the men were hurt and another was taken to hospital": four.
  void with_another() {
    constexpr uint32_t reach = 14;  // tokens from the number to the other, and from him to his verb
    int tries = 0;
    for (const Figure& f : figures_) {
      if (!counts_people(f) || role_of(f) != Role::injured || f.bound != Bound::exact || sets_apart(f)) continue;
      if (++tries > 8) return;
      const Sentence* sentence = counted_.sentence_of(f.span.begin);
      if (sentence == nullptr) continue;
      const uint32_t from = counted_.token_at(f.span.end);
      for (uint32_t at = from + 1, stop = std::min(sentence->end, from + reach); at < stop; ++at) {
        if (counted_.tag(at - 1) != Penn::CC || counted_.tag(at) != Penn::DT ||
            !rules_.another(lower(counted_.word(at))))
          continue;
        for (uint32_t verb = at + 1; verb < std::min(sentence->end, at + reach) && verb < at + 5; ++verb)
          if (rules_.role(counted_.harm_of_verb(verb)) == Role::injured) {
            Span other{counted_.token(at).span.begin, counted_.token(verb).span.end};
            return keep("injured", *f.best + 1, {f.span, other}, "sum of parts: some and another");
          }
      }
    }
  }

  // ------------------------------------------------------------------------------------------- by their own hand

  // "killed three people before shooting himself": the dead are four.
  void own_hand() {
    int tries = 0;
    for (const Sentence& sentence : words_.sentences)
      for (uint32_t at = sentence.first + 1; at < sentence.end; ++at) {
        const bool listed = counted_.tag(at - 1) == Penn::CC || counted_.tag(at - 1) == Penn::COMMA;
        uint32_t verb = at;
        Role role = Role::none;
        if (auto deed = rules_.own_death(counted_.lemma(at - 1), counted_.lemma(at)); !deed.empty()) {
          while (verb > sentence.first && at - verb < 4 && counted_.lemma(verb) != deed) --verb;
          if (counted_.lemma(verb) == deed) role = Role::killed;
        } else if ((counted_.tag(at) == Penn::PRP || listed) && rules_.self(lower(counted_.word(at)))) {
          --verb;
          while (verb > sentence.first && at - verb < 6 && !is_verb(counted_.tag(verb))) --verb;
          role = role_of_verb(verb);
        }
        if (role == Role::none) continue;
        // "killed four classmates and himself": those in between are the verb's too.
        const bool alone = role == Role::killed && listed;
        Span own{counted_.token(alone ? at : verb).span.begin, counted_.token(at).span.end};
        if (++tries > 8) return;
        const Figure* others = dead_in(sentence, own);
        // "kills daughter, grandchildren, self": how many more is not told.
        if (others != nullptr && alone && counted_.token_at(others->span.end) + 1 < at) others = nullptr;
        if (others == nullptr && role == Role::killed && !alone && counted_.tag(verb) == Penn::VBD)
          others = dead_by_a_hand();
        if (others != nullptr) {
          keep("killed", *others->best + 1, {others->span, own}, "sum of parts: victims and one by his own hand");
          return;
        }
      }
  }

  // The most that somebody killed: "had killed his daughter and his wife". Who did it is none of them.
  const Figure* dead_by_a_hand() const {
    const Figure* best = nullptr;
    auto look = [&](const Figure& f) {
      if (!counts_people(f) || role_of(f) != Role::killed || f.bound != Bound::exact || *f.best < 2) return;
      const uint32_t first = counted_.token_at(f.span.begin);
      const Sentence* sentence = counted_.sentence_of(f.span.begin);
      if (sentence == nullptr || first <= sentence->first) return;
      const Penn tag = counted_.tag(first - 1);
      if (tag != Penn::VBD && tag != Penn::VBN && tag != Penn::VBG) return;
      if (role_of_verb(first - 1) == Role::killed && (best == nullptr || *f.best > *best->best)) best = &f;
    };
    for (const Figure& f : figures_) look(f);
    for (const Single& single : singles_)
      if (single.list) look(single.figure);
    return best;
  }

  // "killed four people before he was shot dead by police": the dead are five.
  void killed_after() {
    int tries = 0;
    for (const Single& single : singles_) {
      Span own = single.figure.counted_span;
      uint32_t at = counted_.token_at(own.begin);
      const Sentence* sentence = counted_.sentence_of(own.begin);
      if (single.list || rules_.role(single.label) != Role::killed || sentence == nullptr || at <= sentence->first ||
          counted_.tag(at) != Penn::PRP || !rules_.afterwards(lower(counted_.word(at - 1))))
        continue;
      if (++tries > 8) return;
      const Figure* others = dead_in(*sentence, single.figure.span);
      if (others == nullptr || others->span.begin > own.begin) continue;
      keep("killed", *others->best + 1, {others->span, single.figure.span},
           "sum of parts: victims and who killed them");
      return;
    }
  }

  // Does the report call it a murder-suicide? Then those shot before the shooter's own death are dead.
  bool murder_suicide() {
    if (!called_murder_suicide_) {
      called_murder_suicide_ = false;
      for (uint32_t at = 0; at < words_.tokens.size() && !*called_murder_suicide_; ++at)
        called_murder_suicide_ = rules_.murder_suicide(lower(counted_.word(at)));
    }
    return *called_murder_suicide_;
  }

  Role role_of_verb(uint32_t at) const { return rules_.role(counted_.harm_of_verb(at)); }

  const Figure* dead_in(const Sentence& sentence, Span own) {
    const Figure* best = nullptr;
    auto look = [&](const Figure& f) {
      if (!counts_people(f) || f.span.overlaps(own) || !sentence.span.contains(f.span.begin)) return;
      Role role = role_of(f);
      if (role != Role::killed && !(role == Role::hit && f.span.begin < own.begin && murder_suicide())) return;
      if (best == nullptr || *f.best > *best->best) best = &f;
    };
    for (const Figure& f : figures_) look(f);
    for (const Single& single : singles_) {
      const bool killed = rules_.role(single.label) == Role::killed;
      // "A boy was killed when he shot himself": he is one.
      if (killed && single.figure.why == "singular" && single.figure.counted_span.begin == single.figure.span.begin)
        continue;
      if (killed || !begins_with_pronoun(single.figure)) look(single.figure);
    }
    return best;
  }

  // "shot her and her mother": she may be the one who lives.
  bool begins_with_pronoun(const Figure& f) const { return counted_.tag(counted_.token_at(f.span.begin)) == Penn::PRP; }

  // ------------------------------------------------------------------------------------------- hit, less the dead

  // "Five people were shot, one of them fatally": four are injured. Others who were shot beside the dead all are.
  void hit_less_dead() {
    std::map<double, const Figure*> hits;  // of those told with one number the first
    auto look = [&](const Figure& f) {
      if (!counts_people(f) || role_of(f) != Role::hit || f.bound == Bound::vague || f.of == FigureOf::subset) return;
      if (!f.since.empty() || is_longer_than_week(f.as_of)) return;  // "76 people have been shot this year"
      if (*f.best >= 2) hits.try_emplace(*f.best, &f);
    };
    for (const Figure& f : figures_) look(f);
    for (const Single& single : singles_)
      if (single.list) look(single.figure);
    if (hits.empty()) return;
    for (const Figure& f : figures_)
      if (counts_people(f) && role_of(f) == Role::hit) hit_in_.emplace(counted_.sentence_of(f.span.begin), *f.best);
    const Figure* hit = hits.rbegin()->second;
    const Figure* dead = most_dead(*hit);
    if (dead != nullptr && headed_as_hurt(*hit))
      return keep("injured", *hit->best, {hit->span}, "hit, and hurt as the headline says");
    if (dead == nullptr) {
      for (const auto& [number, one] : hits)
        if (one->of != FigureOf::increment)  // "three more people were shot": beside those told before
          keep("injured", number, {one->span}, "hit, and none said to be dead");
      return;
    }
    if (hit->why != "list" && sets_apart(*hit)) return keep("injured", *hit->best, {hit->span}, "hit beside the dead");
    if (*dead->best >= *hit->best) return;
    std::vector<Span> parts{hit->span};
    if (dead->parts.empty())
      parts.push_back(dead->span);
    else
      parts.insert(parts.end(), dead->parts.begin(), dead->parts.end());
    keep("injured", *hit->best - *dead->best, std::move(parts), "difference: those hit less the dead");
  }

  // Does the headline say that so many were hurt? Then the dead of the text are others.
  bool headed_as_hurt(const Figure& hit) const {
    return std::any_of(headline_.begin(), headline_.end(), [&](const Figure& f) {
      return counts_people(f) && role_of(f) == Role::injured && f.parts.empty() && f.best == hit.best;
    });
  }

  // "One of the five people hurt on Sunday has died": four are left.
  void hurt_less_died() {
    for (size_t i = 0; i + 1 < figures_.size(); ++i) {
      const Figure &died = figures_[i], &hurt = figures_[i + 1];
      if (!counts_people(died) || !counts_people(hurt) || role_of(died) != Role::killed ||
          role_of(hurt) != Role::injured || *died.best >= *hurt.best)
        continue;
      const uint32_t whole = counted_.token_at(hurt.span.begin);
      const bool beside = whole > 2 && counted_.lemma(whole - 2) == "of" && counted_.tag(whole - 1) == Penn::DT &&
                          counted_.token(whole - 3).span.end <= died.span.end;
      if (!beside) continue;
      keep("injured", *hurt.best - *died.best, {died.span, hurt.span}, "difference: those hurt less who of them died");
      return;
    }
  }

  // The most dead who may be among those hit: those whom the sentence itself tells, else any. Who died on an earlier
  // day was not hit then, and whom the sentence of another number of hit tells was among these.
  const Figure* most_dead(const Figure& hit) const {
    const Figure* best = nullptr;
    const Sentence* own = counted_.sentence_of(hit.span.begin);
    for (const Figure& f : figures_)
      if (counts_people(f) && role_of(f) == Role::killed && *f.best < *hit.best && own != nullptr &&
          f.span.begin > hit.span.begin && own->span.contains(f.span.begin) && (!best || *f.best > *best->best))
        best = &f;
    if (best != nullptr) return best;
    auto look = [&](const Figure& f) {
      if (!counts_people(f) || role_of(f) != Role::killed || *f.best > *hit.best) return;
      if (auto other = hit_in_.find(counted_.sentence_of(f.span.begin));
          other != hit_in_.end() && other->second != *hit.best)
        return;
      const auto died = days_of(f.as_of), shot = days_of(hit.as_of);
      const bool earlier = died && shot && died->second < shot->first;
      if (!earlier && (!best || *f.best > *best->best)) best = &f;
    };
    for (const Figure& f : figures_) look(f);
    for (const Single& single : singles_)
      if (!by_police(single.figure)) look(single.figure);
    for (const Figure& f : out_) look(f);
    return best;
  }

  // "was killed by officers": who was is hardly one of those whom the shooter hit.
  bool by_police(const Figure& dead) const {
    constexpr uint32_t reach = 4;  // tokens from the verb
    const Sentence* sentence = counted_.sentence_of(dead.span.begin);
    if (sentence == nullptr) return false;
    bool by = false;
    for (uint32_t at = counted_.token_at(dead.span.end - 1) + 1, stop = std::min(sentence->end, at + reach); at < stop;
         ++at) {
      by |= counted_.lemma(at) == "by";
      if (by && rules_.police(counted_.lemma(at))) return true;
    }
    return false;
  }

  void keep(std::string_view label, double sum, std::vector<Span> parts, std::string_view why) {
    Figure out;
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    out.span = parts.front();
    out.low = out.high = out.best = sum;
    out.counted = "people " + std::string(label);
    out.counted_span = parts.front();
    out.of = FigureOf::total;
    out.why = why;
    out.parts = std::move(parts);
    out_.push_back(std::move(out));
  }

  const Words& words_;
  const Names& names_;
  const CountedReader& counted_;
  const PeopleRules& people_;
  const TotalRules& rules_;
  const std::vector<Figure>& figures_;
  const std::vector<Single>& singles_;
  const std::vector<Figure>& headline_;
  std::vector<Victim> victims_;
  std::vector<Figure> out_;
  std::optional<bool> called_murder_suicide_;
  std::map<const Sentence*, double> hit_in_;  // how many were hit, by the sentence that tells it first
};

}  // namespace

TotalRules::TotalRules(const Rules& rules) {
  const std::map<std::string_view, std::unordered_set<std::string>*> sets = {
      {"first", &first_mentions_}, {"another", &others_}, {"afterwards", &afterwards_},          {"thing", &things_},
      {"object", &objects_},       {"police", &police_},  {"murder_suicide", &murder_suicides_}, {"self", &selves_}};
  const Table& table = rules.table("rules/en/figure_totals");
  for (size_t row = 0; row < table.rows(); ++row) {
    std::string words(table.cell(row, "words"));
    std::string_view kind = table.cell(row, "kind"), value = table.cell(row, "value");
    if (kind == "role")
      roles_.emplace(words, value == "killed" ? Role::killed : value == "injured" ? Role::injured : Role::hit);
    else if (kind == "deed")
      deeds_.emplace(words, value);
    else if (auto set = sets.find(kind); set != sets.end())
      set->second->insert(words);
  }
}

TotalRules::Role TotalRules::role(std::string_view label) const {
  auto found = roles_.find(std::string(label));
  return found == roles_.end() ? Role::none : found->second;
}

std::string_view TotalRules::own_death(std::string_view before, std::string_view noun) const {
  auto found = deeds_.find(std::string(noun));
  if (found == deeds_.end()) found = deeds_.find(std::string(before) + " " + std::string(noun));
  return found == deeds_.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<Figure> find_totals(const Words& words, const Names& names, const CountedReader& counted,
                                const PeopleRules& people, const TotalRules& rules, const std::vector<Figure>& figures,
                                const std::vector<Single>& singles, const std::vector<Figure>& headline) {
  return TotalReader(words, names, counted, people, rules, figures, singles, headline).read();
}

}  // namespace fairwitness
