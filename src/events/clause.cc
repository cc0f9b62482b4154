#include "events/clause.h"

#include <algorithm>

namespace fairwitness {

namespace {

constexpr uint32_t reach = 45;  // tokens to either side of a trigger

}  // namespace

ClauseReader::ClauseReader(const Article& article, const Words& words, const Names& names,
                           const std::vector<Time>& times, const EventRules::State& rules)
    : article_(article), words_(words), times_(times), rules_(rules) {
  auto entity_name = [&](uint32_t entity, Span span) {
    return entity < names.entities.size() ? names.entities[entity].name : std::string(span.of(article.text));
  };
  for (const Name& name : names.names)
    mentions_.push_back({name.span, entity_name(name.entity, name.span), name.entity, name.kind});
  for (const Reference& one : names.references)
    if (one.entity < names.entities.size())
      mentions_.push_back({one.span, names.entities[one.entity].name, one.entity, names.entities[one.entity].kind});
  std::sort(mentions_.begin(), mentions_.end(),
            [](const ActorMention& a, const ActorMention& b) { return a.span < b.span; });
}

bool ClauseReader::verb(uint32_t at) const {
  Penn t = tag(at);
  return t == Penn::VB || t == Penn::VBD || t == Penn::VBZ || t == Penn::VBP || t == Penn::VBN || t == Penn::VBG;
}

bool ClauseReader::noun(uint32_t at) const {
  Penn t = tag(at);
  return t == Penn::NN || t == Penn::NNS || t == Penn::NNP || t == Penn::NNPS;
}

const ActorMention* ClauseReader::mention_at(uint32_t byte) const {
  auto found = std::partition_point(mentions_.begin(), mentions_.end(),
                                    [&](const ActorMention& m) { return m.span.end <= byte; });
  return found != mentions_.end() && found->span.begin <= byte ? &*found : nullptr;
}

// From the last verb of saying, "but" or semicolon to the next one: what is said of the trigger stands between.
Clause ClauseReader::clause_of(const Sentence& sentence, uint32_t at, uint32_t length) const {
  Clause clause{&sentence, sentence.first, sentence.end, at, at + length};
  uint32_t stop = at > sentence.first + reach ? at - reach : sentence.first;
  clause.first = stop;
  for (uint32_t i = at; i-- > stop;) {
    bool says = verb(i) && rules_.tense.verb(lemma(i)) == TenseRules::Verb::say && tag(i) != Penn::VBN &&
                tag(i) != Penn::VBG && tag(i) != Penn::VB;
    // "said at talks": the speaker was there, so the clause goes on to the left.
    bool there = says && rules_.link(preposition(clause), "in");
    if ((says && !there) || lemma(i) == "but" || word(i) == ";" || (lemma(i) == "while" && i > sentence.first) ||
        (lemma(i) == "although" && i > sentence.first)) {
      clause.first = i + 1;
      break;
    }
  }
  clause.end = std::min(sentence.end, at + length + reach);
  for (uint32_t i = at + length; i < clause.end; ++i) {
    bool says = verb(i) && rules_.tense.verb(lemma(i)) == TenseRules::Verb::say &&
                (tag(i) == Penn::VBD || tag(i) == Penn::VBZ || tag(i) == Penn::VBP);
    if (says) {
      // "..., X said": the clause ends at the comma before the speaker; "and said" at its "and".
      uint32_t cut = i;
      while (cut > at + length && tag(cut) != Penn::COMMA && tag(cut) != Penn::CC && i - cut < 12) --cut;
      clause.end = std::max(at + length, cut);
      break;
    }
    if (lemma(i) == "but" || word(i) == ";") {
      clause.end = i;
      break;
    }
  }
  return clause;
}

uint32_t ClauseReader::noun_phrase_start(const Clause& clause) const {
  uint32_t at = clause.at;
  while (at > clause.sentence->first) {
    Penn t = tag(at - 1);
    bool inside = noun(at - 1) || t == Penn::JJ || t == Penn::JJS || t == Penn::POS || t == Penn::CD ||
                  t == Penn::HYPH || (t == Penn::VBN && at - 1 > clause.first) ||
                  (t == Penn::VBG && at >= 2 && at - 1 > clause.first);
    if (t == Penn::DT || t == Penn::PRPS) return at - 1;
    if (!inside) break;
    --at;
  }
  return at;
}

std::string_view ClauseReader::preposition(const Clause& clause) const {
  uint32_t start = noun_phrase_start(clause);
  if (start <= clause.sentence->first) return "";
  Penn t = tag(start - 1);
  if (t == Penn::IN || t == Penn::TO) return lemma(start - 1);
  return "";
}

bool ClauseReader::definite(const Clause& clause) const {
  uint32_t start = noun_phrase_start(clause);
  if (lemma(start) == "the" || tag(start) == Penn::PRPS || lemma(start) == "this" || lemma(start) == "these" ||
      lemma(start) == "those")
    return true;
  for (uint32_t i = start; i < clause.at; ++i)
    if (tag(i) == Penn::POS) return true;
  return false;
}

std::optional<uint32_t> ClauseReader::governor(const Clause& clause) const {
  for (uint32_t i = noun_phrase_start(clause); i-- > clause.first;) {
    if (verb(i)) return i;
    if (word(i) == ":" || word(i) == ";") break;
  }
  return std::nullopt;
}

std::optional<uint32_t> ClauseReader::predicate(const Clause& clause) const {
  for (uint32_t i = clause.after; i < clause.end; ++i) {
    Penn t = tag(i);
    if (t == Penn::MD || t == Penn::VBD || t == Penn::VBZ || t == Penn::VBP) {
      uint32_t at = i;
      while (at + 1 < clause.end && (t == Penn::MD || words_.tokens[at].upos == Upos::AUX || tag(at + 1) == Penn::RB) &&
             (verb(at + 1) || tag(at + 1) == Penn::RB))
        ++at, t = tag(at);
      return at;
    }
    if (tag(i) == Penn::WP || tag(i) == Penn::WDT || word(i) == ":") return std::nullopt;
  }
  return std::nullopt;
}

bool ClauseReader::passive(const Clause& clause, uint32_t at) const {
  if (tag(at) != Penn::VBN && tag(at) != Penn::VBD) return false;
  for (uint32_t i = at, stop = at > clause.sentence->first + 4 ? at - 4 : clause.sentence->first; i-- > stop;) {
    if (lemma(i) == "be" || lemma(i) == "get") return true;
    if (words_.tokens[i].upos != Upos::ADV && words_.tokens[i].upos != Upos::AUX && words_.tokens[i].upos != Upos::PART)
      return false;
  }
  return false;
}

bool ClauseReader::negated(const Clause& clause, uint32_t at) const {
  for (uint32_t i = at, stop = at > clause.sentence->first + 6 ? at - 6 : clause.sentence->first; i-- > stop;) {
    if (rules_.link(lemma(i), "no")) return true;
    Upos u = words_.tokens[i].upos;
    if (u != Upos::ADV && u != Upos::AUX && u != Upos::PART && u != Upos::VERB) return false;
  }
  return false;
}

Tense ClauseReader::tense(const Clause& clause, uint32_t at) const {
  Penn own = tag(at);
  if (own == Penn::MD) return Tense::future;
  bool have = false;
  for (uint32_t i = at, stop = at > clause.sentence->first + 7 ? at - 7 : clause.sentence->first; i-- > stop;) {
    Penn t = tag(i);
    std::string_view l = lemma(i);
    if (t == Penn::MD) return have && l != "will" ? Tense::past : Tense::future;
    if (l == "have") have = true;
    if (l == "do" && own == Penn::VB) return t == Penn::VBD ? Tense::past : Tense::none;
    if (t == Penn::TO && (own == Penn::VB || own == Penn::VBN)) {
      for (uint32_t j = i; j-- > (i > clause.sentence->first + 12 ? i - 12 : clause.sentence->first);) {
        TenseRules::Verb v = rules_.tense.verb(lemma(j));
        if (v == TenseRules::Verb::plan || v == TenseRules::Verb::due) return Tense::future;
        if (v == TenseRules::Verb::done && verb(j))
          return tag(j) == Penn::VBD || tag(j) == Penn::VBN || tag(j) == Penn::VBG ? Tense::past : Tense::future;
        if (verb(j)) return tag(j) == Penn::VBD && lemma(j) != "be" ? Tense::past : Tense::future;
      }
      return Tense::future;
    }
    if (l == "be" && t == Penn::VBD) return Tense::past;
    if (l == "be" && (t == Penn::VBZ || t == Penn::VBP)) return own == Penn::VBG ? Tense::none : Tense::future;
    Upos u = words_.tokens[i].upos;
    if (u != Upos::ADV && u != Upos::AUX && u != Upos::PART && u != Upos::VERB && u != Upos::PRON) break;
    if (u == Upos::VERB && t == Penn::VBD && own != Penn::VB) break;
  }
  if (own == Penn::VBD || own == Penn::VBN) return Tense::past;
  if (have) return Tense::past;
  bool headline = clause.sentence->block < article_.blocks.size() &&
                  (article_.blocks[clause.sentence->block].kind == BlockKind::title ||
                   article_.blocks[clause.sentence->block].kind == BlockKind::caption ||
                   article_.blocks[clause.sentence->block].kind == BlockKind::subhead);
  if (own == Penn::VBZ || own == Penn::VBP) return headline ? Tense::past : Tense::none;
  if (own == Penn::VB) return Tense::future;
  return Tense::none;
}

// The time nearest to the trigger within its clause; one behind is preferred to one in front.
int32_t ClauseReader::time_of(const Clause& clause) const {
  if (clause.first >= clause.end) return -1;
  uint32_t begin = span(clause.first).begin, end = span(clause.end - 1).end;
  auto at = std::partition_point(times_.begin(), times_.end(), [&](const Time& t) { return t.span.end <= begin; });
  int32_t best = -1;
  uint32_t best_distance = 0;
  for (; at != times_.end() && at->span.begin < end; ++at) {
    if (at->type != TimeType::date && at->type != TimeType::time) continue;
    if (at->value.ends_with("_REF")) continue;
    bool behind = at->span.begin >= span(clause.after - 1).end;
    uint32_t distance = behind ? at->span.begin - span(clause.after - 1).end
                               : span(clause.at).begin - std::min(at->span.end, span(clause.at).begin);
    if (!behind && distance > 3) distance += 40;  // "Saturday's meeting" is as near as can be
    // A day behind another full verb is that verb's.
    if (best < 0 || distance < best_distance) {
      best = static_cast<int32_t>(at - times_.begin());
      best_distance = distance;
    }
  }
  return best;
}

// "in the Marrish town of Korrel", "at the Grand Hotel": the first name of a place behind a preposition of place.
std::string ClauseReader::place_of(const Clause& clause) const {
  auto read = [&](uint32_t preposition) -> std::string {
    bool of = false;
    for (uint32_t i = preposition + 1; i < std::min(clause.end, preposition + 8); ++i) {
      const ActorMention* mention = mention_at(span(i).begin);
      if (mention != nullptr && (mention->kind == NameKind::place || mention->kind == NameKind::facility)) {
        // "the Swiss city": the mention must end the phrase or be followed by no noun.
        uint32_t behind = i + 1;  // a name may end within its token
        while (behind < clause.end && span(behind).end <= mention->span.end) ++behind;
        if (behind < clause.end && (noun(behind) || tag(behind) == Penn::POS) && !in_time(span(behind))) {
          i = behind - 1;
          continue;
        }
        return std::string(mention->span.of(article_.text));
      }
      Penn t = tag(i);
      if (t == Penn::DT || t == Penn::JJ || t == Penn::NN || t == Penn::NNP || t == Penn::CD || t == Penn::HYPH)
        continue;
      if (lemma(i) == "of" && !of) {
        of = true;
        continue;
      }
      break;
    }
    return "";
  };
  auto places = [&](uint32_t i) {
    std::string_view l = lemma(i);
    return (l == "in" || l == "at" || l == "near" || l == "outside" || l == "inside") && tag(i) == Penn::IN;
  };
  for (uint32_t i = clause.after; i < clause.end; ++i)
    if (places(i) && hangs_on_trigger(clause, i))
      if (std::string place = read(i); !place.empty()) return place;
  // In front only where it opens the clause: "In Korrel, ministers met", "Meanwhile in Korrel".
  for (uint32_t i = clause.first; i < std::min(clause.at, clause.first + 3); ++i)
    if (places(i))
      if (std::string place = read(i); !place.empty()) return place;
  return "";
}

bool ClauseReader::in_time(Span span) const {
  auto at = std::partition_point(times_.begin(), times_.end(), [&](const Time& t) { return t.span.end <= span.begin; });
  return at != times_.end() && at->span.overlaps(span);
}

// "talks with the envoy in Korrel", but not "talks on the fighting in Korrel": a common noun right in front takes the
// preposition for itself, unless it only says what the event is about ("a conference on the crisis in Korrel").
bool ClauseReader::hangs_on_trigger(const Clause& clause, uint32_t preposition) const {
  if (preposition == clause.after) return true;
  uint32_t before = preposition - 1;
  if (in_time(span(before)) || mention_at(span(before).begin) != nullptr) return true;
  if (tag(before) == Penn::VBG) return false;
  if (tag(before) != Penn::NN && tag(before) != Penn::NNS) return true;
  uint32_t length = 1;
  const TriggerWord* own = rules_.trigger(words_, article_.text, before, before + 1, length);
  if ((own != nullptr && own->kind == "meeting") || rules_.people.person(std::string(lemma(before)))) return true;
  for (uint32_t i = before; i-- > clause.after;) {
    if (verb(i)) return false;
    std::string_view l = lemma(i);
    if (l == "on" || l == "about" || l == "over") return i <= clause.after + 1;
  }
  return false;
}

std::string ClauseReader::place_in_front(const Clause& clause) const {
  for (uint32_t i = noun_phrase_start(clause); i < clause.at; ++i) {
    const ActorMention* mention = mention_at(span(i).begin);
    if (mention != nullptr && (mention->kind == NameKind::place || mention->kind == NameKind::facility))
      return std::string(mention->span.of(article_.text));
  }
  return "";
}

void ClauseReader::add(const ActorMention& mention, std::string_view role, std::vector<Participant>& out) const {
  constexpr size_t most = 40;  // a longer list is no list of people who met
  if (out.size() >= most) return;
  for (const Participant& had : out)
    if (had.name == mention.name || (mention.entity != no_entity && had.entity == mention.entity)) return;
  bool country = mention.kind == NameKind::place || mention.kind == NameKind::nationality;
  out.push_back({mention.name, mention.entity, std::string(role.empty() && country ? "party" : role), mention.span});
}

// "Marrish Foreign Minister Mira Halvorsen": the nationality is the person's, not a party of its own.
bool ClauseReader::country_of_somebody(uint32_t token, uint32_t end) const {
  for (uint32_t i = token + 1; i < std::min(end, token + 8); ++i) {
    Penn t = tag(i);
    if (t == Penn::COMMA || t == Penn::CC || verb(i) || (t == Penn::IN && lemma(i) != "of")) return false;
    const ActorMention* mention = mention_at(span(i).begin);
    if (mention != nullptr && mention->kind == NameKind::person) return true;
  }
  return false;
}

// Is the mention somebody who can take part? Places only as parties, nationalities only before people ("Marrish
// envoys").
bool ClauseReader::takes(const ActorMention& mention, uint32_t token, uint32_t end, bool places) const {
  if (mention.kind == NameKind::person || mention.kind == NameKind::organisation) {
    uint32_t behind = token;
    while (behind < end && span(behind).end <= mention.span.end) ++behind;
    // "the Halvorsen administration", "Mira Halvorsen's deputy": somebody else is meant.
    if (behind < end && tag(behind) == Penn::POS && !(behind + 1 < end && mention_at(span(behind + 1).begin)))
      return false;
    if (behind < end && tag(behind) == Penn::NN && mention.kind == NameKind::organisation) return false;
    return true;
  }
  if (mention.kind == NameKind::place || mention.kind == NameKind::nationality) {
    if (country_of_somebody(token, end)) return false;
    uint32_t behind = token;
    while (behind < end && span(behind).end <= mention.span.end) ++behind;
    if (mention.kind == NameKind::nationality) {
      // A list of nationalities goes on to the people they are of.
      for (uint32_t i = behind; i < std::min(end, behind + 16); ++i) {
        if (noun(i) && rules_.people.person(std::string(lemma(i)))) return true;
        Penn t = tag(i);
        const ActorMention* next = mention_at(span(i).begin);
        if (t == Penn::COMMA || t == Penn::CC || t == Penn::JJ || t == Penn::NN || t == Penn::NNP ||
            (next != nullptr && next->kind == NameKind::nationality))
          continue;
        return t == Penn::NNS;
      }
      return false;
    }
    if (!places) return false;
    return behind >= end || !(noun(behind) || tag(behind) == Penn::POS);
  }
  return false;
}

// An aside between the subject and its verb (", who leads the party, met"): passed over; of an apposition (", Mira
// Halvorsen,") the people are kept. Gives the token behind the subject.
uint32_t ClauseReader::skip_aside(const Clause& clause, uint32_t end,
                                  std::vector<std::pair<const ActorMention*, uint32_t>>& found) const {
  constexpr uint32_t longest = 30;
  if (end <= clause.first + 2 || tag(end - 1) != Penn::COMMA) return end;
  uint32_t open = end - 1;
  while (open > clause.first && end - open < longest && tag(open - 1) != Penn::COMMA) --open;
  if (open == clause.first || tag(open - 1) != Penn::COMMA) return end - 1;
  bool clause_inside = false;
  for (uint32_t i = open; i < end - 1; ++i)
    clause_inside |= tag(i) == Penn::WP || tag(i) == Penn::WDT || tag(i) == Penn::VBD || tag(i) == Penn::VBZ ||
                     tag(i) == Penn::VBP || tag(i) == Penn::IN;
  for (uint32_t i = end - 1; !clause_inside && i-- > open;) {
    const ActorMention* mention = mention_at(span(i).begin);
    if (mention != nullptr && mention->kind == NameKind::person && mention->span.begin == span(i).begin)
      found.emplace_back(mention, i);
  }
  return open - 1;
}

// Leftwards from the verb over its auxiliaries and the verbs it hangs on ("planned to meet") to its subject.
void ClauseReader::subjects(const Clause& clause, uint32_t at, std::string_view role,
                            std::vector<Participant>& out) const {
  uint32_t end = at;
  while (end > clause.first) {
    Penn t = tag(end - 1);
    Upos u = words_.tokens[end - 1].upos;
    if (u == Upos::AUX || u == Upos::ADV || u == Upos::PART || t == Penn::MD || t == Penn::TO || verb(end - 1) ||
        (tag(end - 1) == Penn::JJ && end < at && tag(end) == Penn::TO))
      --end;
    else if (t == Penn::COMMA && end > clause.first + 1 && noun(end - 2))
      break;
    else
      break;
  }
  std::vector<std::pair<const ActorMention*, uint32_t>> found;
  end = skip_aside(clause, end, found);
  for (uint32_t start = end; start > clause.first; --start) {
    uint32_t i = start - 1;
    Penn t = tag(i);
    if (t == Penn::VBD || t == Penn::VBZ || t == Penn::VBP || t == Penn::MD) break;
    if (t == Penn::WP || t == Penn::WDT || t == Penn::WRB || word(i) == ":" || word(i) == ";" || word(i) == "|" ||
        lemma(i) == "that")
      break;
    if (t == Penn::IN) {
      if (lemma(i) == "of") continue;
      // "Earlier, after a walk, Halvorsen": what hangs on another preposition is no subject; drop it.
      while (!found.empty() && found.back().second > i) {
        bool listed = false;
        for (uint32_t j = i; j < found.back().second; ++j) listed |= tag(j) == Penn::COMMA;
        if (listed) break;
        found.pop_back();
      }
      continue;
    }
    const ActorMention* mention = mention_at(span(i).begin);
    if (mention != nullptr && (mention->span.begin == span(i).begin || i == clause.first))
      found.emplace_back(mention, i);
  }
  for (auto it = found.rbegin(); it != found.rend(); ++it)
    if (takes(*it->first, it->second, at, true)) add(*it->first, role, out);
}

// Rightwards: direct objects when `collect`, and company behind "with", "between", "by", "among", "including".
void ClauseReader::objects(const Clause& clause, uint32_t from, bool collect, std::string_view role,
                           std::vector<Participant>& out) const {
  bool places = collect;
  for (uint32_t i = from; i < clause.end; ++i) {
    Penn t = tag(i);
    std::string_view l = lemma(i);
    if (verb(i) && l != "include" && t != Penn::VBN && !(t == Penn::VBG && l == "include")) break;
    if (t == Penn::MD || t == Penn::WP || t == Penn::WDT || t == Penn::WRB || word(i) == ";" || word(i) == ":") break;
    if (t == Penn::IN || t == Penn::TO || l == "include") {
      if (rules_.link(l, "with") || l == "include" || l == "by" || l == "from")
        collect = true, places = true;
      else if (l == "of" || l == "as")
        places = collect;
      else
        collect = false;
      continue;
    }
    if (!collect) continue;
    const ActorMention* mention = mention_at(span(i).begin);
    if (mention == nullptr || mention->span.begin != span(i).begin) continue;
    if (takes(*mention, i, clause.end, places)) add(*mention, role, out);
  }
}

}  // namespace fairwitness
