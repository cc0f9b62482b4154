#include <algorithm>

#include "events/actions.h"

namespace fairwitness {

namespace {

constexpr uint32_t longest_phrase = 14;  // tokens of an actor's phrase
constexpr uint32_t reach = 40;           // tokens behind the verb in which its target is looked for

}  // namespace

bool ActionReader::in_time(uint32_t token) const {
  Span span = clauses_.span(token);
  auto at = std::partition_point(times_.begin(), times_.end(), [&](const Time& t) { return t.span.end <= span.begin; });
  return at != times_.end() && at->span.overlaps(span);
}

bool ActionReader::inside(uint32_t token) const {
  if (in_time(token)) return false;
  Penn t = clauses_.tag(token);
  return clauses_.noun(token) || t == Penn::DT || t == Penn::JJ || t == Penn::JJR || t == Penn::JJS || t == Penn::POS ||
         t == Penn::CD || t == Penn::HYPH || t == Penn::PRPS || t == Penn::VBN ||
         clauses_.mention_at(clauses_.span(token).begin) != nullptr;
}

const ActorMention* ActionReader::name_in(Phrase phrase) const {
  for (uint32_t i = phrase.first; i < phrase.end; ++i) {
    const ActorMention* mention = clauses_.mention_at(clauses_.span(i).begin);
    if (mention != nullptr && (mention->kind == NameKind::person || mention->kind == NameKind::organisation ||
                               mention->kind == NameKind::place || mention->kind == NameKind::nationality))
      return mention;
  }
  return nullptr;
}

// Without articles in front and marks at the end.
ActionReader::Phrase ActionReader::trimmed(Phrase phrase) const {
  while (!phrase.empty() &&
         (clauses_.tag(phrase.first) == Penn::DT || clauses_.tag(phrase.first) == Penn::COMMA ||
          clauses_.tag(phrase.first) == Penn::CC || clauses_.tag(phrase.first) == Penn::RB || in_time(phrase.first)))
    ++phrase.first;
  while (!phrase.empty() && !clauses_.noun(phrase.end - 1) && clauses_.tag(phrase.end - 1) != Penn::POS &&
         clauses_.mention_at(clauses_.span(phrase.end - 1).begin) == nullptr)
    --phrase.end;
  if (!phrase.empty() && clauses_.tag(phrase.end - 1) == Penn::POS) --phrase.end;
  return phrase;
}

// Leftwards from the verb over its auxiliaries, the verbs it hangs on and days, to the phrase in front of them. A
// pronoun stands for the subject of the verb before ("Korrel said it would").
ActionReader::Phrase ActionReader::subject(const Clause& clause, uint32_t verb) const {
  const uint32_t begin = clause.sentence->first;
  uint32_t end = verb;
  for (int turn = 0; turn < 4; ++turn) {
    while (end > begin) {
      Penn t = clauses_.tag(end - 1);
      Upos u = words_.tokens[end - 1].upos;
      bool small = clauses_.lemma(end - 1) == "on" && end < verb && in_time(end);
      if (u == Upos::AUX || u == Upos::ADV || u == Upos::PART || t == Penn::MD || t == Penn::TO || in_time(end - 1) ||
          small || (clauses_.verb(end - 1) && t != Penn::VBN) ||
          (actions_.word("ahead", clauses_.lemma(end - 1)) && t == Penn::JJ))
        --end;
      else
        break;
    }
    if (end <= begin) return {};
    Penn t = clauses_.tag(end - 1);
    bool pronoun = t == Penn::PRP || t == Penn::WDT || t == Penn::WP || clauses_.lemma(end - 1) == "that";
    if (!pronoun) break;
    const ActorMention* mention = clauses_.mention_at(clauses_.span(end - 1).begin);
    if (mention != nullptr && t == Penn::PRP) return {end - 1, end};
    --end;
    if (t == Penn::WDT || t == Penn::WP) {
      while (end > begin && clauses_.tag(end - 1) == Penn::COMMA) --end;
      break;
    }
  }
  // An aside in commas between the subject and its verb.
  if (end > begin + 2 && clauses_.tag(end - 1) == Penn::COMMA) {
    uint32_t open = end - 1;
    while (open > begin && end - open < 25 && clauses_.tag(open - 1) != Penn::COMMA) --open;
    end = open > begin && clauses_.tag(open - 1) == Penn::COMMA ? open - 1 : end - 1;
  }
  uint32_t first = end;
  while (first > begin && end - first < longest_phrase) {
    Penn t = clauses_.tag(first - 1);
    std::string_view w = clauses_.word(first - 1);
    if (t == Penn::COMMA || w == ":" || w == ";" || t == Penn::WDT || t == Penn::WP) break;
    if (clauses_.verb(first - 1) && t != Penn::VBN && t != Penn::VBG) break;
    if (t == Penn::MD || clauses_.lemma(first - 1) == "that") break;
    --first;
  }
  // "In a letter on Monday Korrel": what stands behind a preposition at the front is no subject.
  while (first < end && (clauses_.tag(first) == Penn::IN || in_time(first)) && clauses_.lemma(first) != "of") {
    ++first;
    while (first < end && !in_time(first) && !clauses_.noun(first) && clauses_.tag(first) != Penn::DT &&
           clauses_.tag(first) != Penn::JJ && clauses_.mention_at(clauses_.span(first).begin) == nullptr)
      ++first;
  }
  return trimmed({first, end});
}

uint32_t ActionReader::phrase_end(const Clause& clause, uint32_t at) const {
  uint32_t end = at;
  while (end < clause.sentence->end && end - at < longest_phrase && inside(end)) ++end;
  return end;
}

// The first phrase behind the verb that holds a name other than the source's; else the people that the object names.
ActionReader::Phrase ActionReader::target(const Clause& clause, uint32_t from, Phrase source) const {
  const uint32_t stop = std::min(clause.sentence->end, from + reach);
  const ActorMention* own = source.empty() ? nullptr : name_in(source);
  Phrase people;
  for (uint32_t i = from; i < stop;) {
    // ", the ministry said": who says so is no target.
    if (clauses_.tag(i) == Penn::COMMA || clauses_.word(i) == "``" || clauses_.word(i) == ";") {
      uint32_t end = phrase_end(clause, i + 1);
      for (uint32_t j = i + 1; j < std::min(stop, end + 4); ++j)
        if (clauses_.verb(j) && rules_.tense.verb(clauses_.lemma(j)) == TenseRules::Verb::say &&
            clauses_.tag(j) != Penn::VBG)
          return people;
      ++i;
      continue;
    }
    if (!inside(i)) {
      ++i;
      continue;
    }
    Phrase phrase{i, phrase_end(clause, i)};
    const ActorMention* name = name_in(phrase);
    // "Korrel said Monday": a phrase whose verb of saying follows is the source of the report.
    bool says = phrase.end < stop && clauses_.verb(phrase.end) &&
                rules_.tense.verb(clauses_.lemma(phrase.end)) == TenseRules::Verb::say && i > from;
    bool same = name != nullptr && own != nullptr &&
                ((own->entity != no_entity && name->entity == own->entity) || own->name == name->name);
    if (name != nullptr && !same && !says) return trimmed(phrase);
    if (people.empty() && name == nullptr)
      for (uint32_t j = phrase.first; j < phrase.end; ++j)
        if (clauses_.noun(j) && rules_.people.person(std::string(clauses_.lemma(j)))) people = trimmed(phrase);
    i = std::max(phrase.end, i + 1);
  }
  return people;
}

ActionReader::Phrase ActionReader::agent(const Clause& clause, uint32_t from) const {
  for (uint32_t i = from; i + 1 < std::min(clause.sentence->end, from + 12); ++i)
    if (clauses_.lemma(i) == "by" && !in_time(i + 1)) return trimmed({i + 1, phrase_end(clause, i + 1)});
  return {};
}

void ActionReader::put(Phrase phrase, std::string_view role, std::vector<Participant>& out) const {
  // "Korrel and Marr": each is one of them, where each has a name.
  for (uint32_t i = phrase.first; i < phrase.end; ++i) {
    if (clauses_.lemma(i) != "and" || i == phrase.first || i + 1 == phrase.end) continue;
    Phrase a{phrase.first, i}, b{i + 1, phrase.end};
    if (name_in(a) == nullptr || name_in(b) == nullptr) continue;
    put(trimmed(a), role, out);
    put(trimmed(b), role, out);
    return;
  }
  if (phrase.empty()) return;
  Span span{clauses_.span(phrase.first).begin, clauses_.span(phrase.end - 1).end};
  const ActorMention* name = name_in(phrase);
  Participant one;
  one.span = span;
  one.role = role;
  one.name = std::string(span.of(article_.text));
  if (name != nullptr) {
    one.entity = name->entity;
    if (clauses_.tag(phrase.first) == Penn::PRP) one.name = name->name;
  }
  out.push_back(std::move(one));
}

bool ActionReader::somebody(Phrase phrase) const {
  if (name_in(phrase) != nullptr) return true;
  for (uint32_t i = phrase.first; i < phrase.end; ++i)
    if (clauses_.noun(i) && rules_.people.person(std::string(clauses_.lemma(i)))) return true;
  return false;
}

// The verb of saying whose content the act is.
std::optional<uint32_t> ActionReader::teller(const Clause& clause, uint32_t verb) const {
  for (uint32_t i = verb; i-- > clause.sentence->first;)
    if (clauses_.verb(i) && actions_.word("told", clauses_.lemma(i))) return i;
  return std::nullopt;
}

void ActionReader::actors(const Clause& clause, const Found& found, std::vector<Participant>& out) const {
  bool noun = found.pattern->noun;
  uint32_t verb = found.at;
  if (noun)
    while (verb > clause.sentence->first && !clauses_.verb(verb)) --verb;
  Phrase source, whom;
  // "a town besieged by troops": with "by" right behind and no auxiliary in front a participle is passive.
  bool by = found.at + 1 < clause.sentence->end && clauses_.lemma(found.at + 1) == "by" &&
            clauses_.tag(found.at) == Penn::VBN && found.at > clause.sentence->first &&
            words_.tokens[found.at - 1].upos != Upos::AUX;
  bool passive = !noun && (by || clauses_.passive(clause, found.at));
  if (std::optional<uint32_t> speaker = found.ought ? teller(clause, found.at) : std::nullopt) {
    // "The envoy said that Korrel must": the speaker asks it of the subject.
    put(subject(clause, *speaker), "actor", out);
    put(subject(clause, found.at), "target", out);
    return;
  }
  if (passive) {
    whom = subject(clause, found.at);
    source = agent(clause, found.at + 1);
  } else {
    source = subject(clause, noun && !clauses_.verb(verb) ? found.at : verb);
    // "threatened to attack Ostania": behind "to" stands a verb, though the tagger may take it for a noun.
    uint32_t from = found.at + 1;
    if (const uint32_t next = found.end; found.pattern->items.back().back() == "to" &&
                                         next + 1 < clause.sentence->end && clauses_.tag(next) == Penn::NN &&
                                         (clauses_.tag(next + 1) == Penn::NNP || clauses_.tag(next + 1) == Penn::DT ||
                                          clauses_.tag(next + 1) == Penn::PRP || clauses_.tag(next + 1) == Penn::PRPS))
      from = next + 1;
    whom = target(clause, from, source);
  }
  // Between things ("the price hit the margins") there is no act to tell.
  if (!somebody(source) && !somebody(whom)) return;
  put(source, "actor", out);
  put(whom, "target", out);
}

}  // namespace fairwitness
