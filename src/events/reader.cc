#include "events/reader.h"

#include <algorithm>

namespace fairwitness {

namespace {

constexpr size_t most_events = 20000;  // of one report; a book of battles has fewer

}  // namespace

std::vector<FoundEvent> EventReader::read() const {
  std::vector<FoundEvent> out;
  for (uint32_t i = 0; i < words_.sentences.size() && out.size() < most_events; ++i) read_sentence(i, out);
  return out;
}

void EventReader::read_sentence(uint32_t index, std::vector<FoundEvent>& out) const {
  const Sentence& sentence = words_.sentences[index];
  for (uint32_t at = sentence.first; at < sentence.end;) {
    uint32_t length = 1;
    const TriggerWord* word = rules_.trigger(words_, article_.text, at, sentence.end, length);
    if (word != nullptr && out.size() < most_events) {
      // "talks convened by ...": one clause, one event a trigger; a compound is named by its last noun ("peace talks").
      bool compound = word->noun && at + length < sentence.end && clauses_.noun(at + length) &&
                      clauses_.tag(at + length) != Penn::NNP && clauses_.tag(at + length) != Penn::NNPS;
      Clause clause = clauses_.clause_of(sentence, at, length);
      if (!compound) {
        if (word->noun)
          read_noun(clause, *word, out, index);
        else if (word->how == EventHow::attend)
          read_participation(clause, out, index);
        else
          read_verb(clause, *word, out, index);
      }
    }
    at += word != nullptr ? length : 1;
  }
}

FoundEvent EventReader::start(const Clause& clause, const TriggerWord& word, uint32_t sentence) const {
  FoundEvent found;
  found.sentence = sentence;
  found.from_noun = word.noun;
  Event& event = found.event;
  event.kind = word.kind;
  event.trigger = {clauses_.span(clause.at).begin, clauses_.span(clause.after - 1).end};
  event.span = {clauses_.span(clause.first).begin, clauses_.span(clause.end - 1).end};
  event.why = word.noun ? "noun" : "verb";
  return found;
}

// Time, place, outcome and source: the same for all kinds.
void EventReader::finish(const Clause& clause, FoundEvent& found) const {
  Event& event = found.event;
  event.time = clauses_.time_of(clause);
  if (event.time >= 0) event.when = times_[static_cast<size_t>(event.time)].value;
  event.where = clauses_.place_of(clause);
  if (event.kind == "meeting" || event.kind == "agreement" || event.kind == "ceasefire")
    event.outcome = outcome_of(clause);
  Figure probe;
  probe.span = event.trigger;
  context_.read_source(probe);
  event.source = probe.source;
  for (uint32_t i = clause.first; i < clause.end; ++i) {
    std::string_view l = clauses_.lemma(i);
    bool ahead = l == "ahead" ||
                 ((l == "before" || l == "after") && i > clause.after && i + 1 < clause.end && !clauses_.verb(i + 1));
    if (l == "separately" || l == "earlier" || (ahead && i >= clause.after) || l == "bilateral" || l == "previous" ||
        l == "first")
      found.apart = true;
  }
}

// What the verb that holds the event says of how far it got.
std::string EventReader::status_of(const Clause& clause, std::optional<uint32_t> verb) const {
  if (!verb) return "";
  Tense tense = clauses_.tense(clause, *verb);
  std::string_view told = rules_.status(clauses_.lemma(*verb));
  bool denied = clauses_.negated(clause, *verb);
  if (told == "cancelled" || told == "postponed" || told == "collapsed")
    return tense == Tense::future ? "planned" : std::string(told);
  if (tense == Tense::future) return denied ? "not planned" : "planned";
  if (told == "planned") return "planned";
  if (told == "ended" && tense == Tense::past) return "ended";
  if (tense == Tense::past) return denied ? "not held" : "held";
  if (told == "resumed") return "planned";
  return clauses_.tag(*verb) == Penn::VBG ? "ongoing" : "";
}

// "failed to agree on a plan", "without any joint statement", "with no breakthrough": as written, to the end of the
// clause.
std::string EventReader::outcome_of(const Clause& clause) const {
  constexpr uint32_t longest = 25;
  for (uint32_t i = clause.first; i < clause.end; ++i) {
    std::string_view l = clauses_.lemma(i);
    bool no = l == "with" && i + 1 < clause.end && clauses_.lemma(i + 1) == "no";
    bool begins = no || (rules_.link(l, "outcome") && (clauses_.verb(i) || l == "without"));
    if (!begins) continue;
    if (clauses_.verb(i) && clauses_.tense(clause, i) != Tense::past) continue;
    uint32_t first = i, end = i + 1;
    while (first > clause.first && rules_.link(clauses_.lemma(first - 1), "no")) --first;
    if (clauses_.verb(i) && first > clause.first && clauses_.lemma(first - 1) == "do") --first;
    while (end < clause.end && end < i + longest && clauses_.tag(end) != Penn::COMMA &&
           clauses_.tag(end) != Penn::STOP && clauses_.word(end) != "—")
      ++end;
    if (end <= i + 1) continue;
    return std::string(Span{clauses_.span(first).begin, clauses_.span(end - 1).end}.of(article_.text));
  }
  return "";
}

void EventReader::read_noun(const Clause& clause, const TriggerWord& word, std::vector<FoundEvent>& out,
                            uint32_t sentence) const {
  FoundEvent found = start(clause, word, sentence);
  found.definite = clauses_.definite(clause);
  auto governor = clauses_.governor(clause);
  auto predicate = clauses_.predicate(clause);
  std::string_view preposition = clauses_.preposition(clause);
  std::vector<Participant>& people = found.event.participants;
  bool there = rules_.link(preposition, "in");
  bool meets = word.kind == "meeting" || word.kind == "agreement";
  bool light = governor && rules_.link(clauses_.lemma(*governor), "takes_part") && !clauses_.passive(clause, *governor);
  bool denied = governor && clauses_.negated(clause, *governor) && rules_.link(clauses_.lemma(*governor), "takes_part");
  if (governor && meets && (light || there)) {
    bool hosts = rules_.link(clauses_.lemma(*governor), "hosts") && preposition.empty();
    clauses_.subjects(clause, *governor, denied ? "absent" : hosts ? "host" : "", people);
    // "said at talks in Korrel that": who said it was there.
    if (there)
      for (uint32_t i = *governor; i-- > clause.first;)
        if (clauses_.verb(i) && rules_.tense.verb(clauses_.lemma(i)) == TenseRules::Verb::say &&
            clauses_.tag(i) != Penn::VBN && clauses_.tag(i) != Penn::VBG) {
          clauses_.subjects(clause, i, "", people);
          break;
        }
  } else if (!governor && meets && there) {  // a caption: "Halvorsen and Dorn at a meeting in Korrel"
    clauses_.subjects(clause, clauses_.noun_phrase_start(clause) - 1, "", people);
  }
  if (meets) {
    clauses_.objects(clause, clause.after, false, "", people);
    // "convened by", "hosted by": the participle right behind names the host.
    for (uint32_t i = clause.after; i < std::min(clause.end, clause.after + 5); ++i) {
      if (clauses_.tag(i) == Penn::COMMA) continue;
      if ((clauses_.tag(i) == Penn::VBN || clauses_.tag(i) == Penn::VBD) && rules_.link(clauses_.lemma(i), "hosts") &&
          i + 1 < clause.end && clauses_.lemma(i + 1) == "by") {
        std::vector<Participant> hosts;
        clauses_.objects(clause, i + 1, false, "host", hosts);
        for (Participant& one : hosts) {
          auto had =
              std::find_if(people.begin(), people.end(), [&](const Participant& p) { return p.name == one.name; });
          if (had != people.end())
            had->role = one.role;
          else
            people.push_back(std::move(one));
        }
      }
      if (clauses_.verb(i)) break;
    }
  } else {
    clauses_.objects(clause, clause.after, false, "", people);
  }
  finish(clause, found);
  if (found.event.where.empty() && word.kind == "meeting") {
    found.event.where = clauses_.place_in_front(clause);
    found.place_is_modifier = !found.event.where.empty();
  }
  bool subject = predicate && (!governor || preposition.empty()) && !(light && preposition.empty());
  found.event.status = status_of(clause, subject ? predicate : governor);
  if (subject && predicate && found.event.status.empty() && clauses_.tense(clause, *predicate) == Tense::none)
    found.event.status = "";
  found.event.negated = denied;
  if (keeps(found)) out.push_back(std::move(found));
}

void EventReader::read_verb(const Clause& clause, const TriggerWord& word, std::vector<FoundEvent>& out,
                            uint32_t sentence) const {
  FoundEvent found = start(clause, word, sentence);
  std::vector<Participant>& people = found.event.participants;
  // "talks convened by": with "by" behind it a participle is passive, also where it was tagged as a past tense.
  bool by = clause.after < clause.end && clauses_.lemma(clause.after) == "by" &&
            (clauses_.tag(clause.at) == Penn::VBN || clauses_.tag(clause.at) == Penn::VBD);
  bool passive = by || clauses_.passive(clause, clause.at);
  std::string_view first = word.how == EventHow::host                                ? "host"
                           : word.how == EventHow::act || word.how == EventHow::harm ? "actor"
                                                                                     : "";
  std::string_view second = word.how == EventHow::act ? "target" : word.how == EventHow::harm ? "victim" : "";
  if (word.how == EventHow::suffer) first = "";
  if (passive) std::swap(first, second);
  if (passive && word.how == EventHow::host) return;  // "talks hosted by": the noun tells it
  // "leaders of X met with Y": without somebody on either side it is no meeting ("met the demands").
  clauses_.subjects(clause, clause.at, first, people);
  size_t subjects = people.size();
  if (word.how == EventHow::mutual && clause.after < clause.end && clauses_.lemma(clause.after) == "with") {
    // "met with A and with B", "met separately with": each is a meeting of its own.
  }
  std::vector<std::vector<Participant>> companies;
  if (word.kind == "meeting" && word.how == EventHow::mutual) {
    uint32_t begin = clause.after;
    for (uint32_t i = clause.after; i <= clause.end; ++i) {
      bool again = i < clause.end && i > begin + 1 && clauses_.lemma(i) == "with" && (clauses_.tag(i - 1) == Penn::CC);
      if (!again && i != clause.end) continue;
      Clause part = clause;
      part.end = i;
      std::vector<Participant> company;
      clauses_.objects(part, begin, true, second, company);
      if (!company.empty()) companies.push_back(std::move(company));
      begin = i;
    }
  } else if (word.how != EventHow::suffer) {
    clauses_.objects(clause, clause.after, true, second, people);
  }
  finish(clause, found);
  found.event.status = status_of(clause, clause.at);
  found.event.negated = clauses_.negated(clause, clause.at);
  found.definite = word.how == EventHow::host;
  if (word.kind == "meeting" && subjects == 0 && companies.empty() && people.empty()) return;
  if (companies.size() > 1) found.apart = true;
  if (companies.empty()) companies.emplace_back();
  for (std::vector<Participant>& company : companies) {
    FoundEvent one = found;
    for (Participant& p : company) one.event.participants.push_back(std::move(p));
    if (keeps(one)) out.push_back(std::move(one));
  }
}

// "will take part in the talks", "would not take part", "was not represented at the meeting", "sent its envoy to take
// part".
void EventReader::read_participation(const Clause& clause, std::vector<FoundEvent>& out, uint32_t sentence) const {
  TriggerWord word{"participation", EventHow::attend, false};
  FoundEvent found = start(clause, word, sentence);
  std::string_view own = clauses_.lemma(clause.at);
  bool denied = clauses_.negated(clause, clause.at) || rules_.link(own, "absent");
  bool brings = rules_.link(own, "brings");
  bool passive = clauses_.passive(clause, clause.at);
  bool joined = own == "join" && passive;  // "were joined by": both sides were there
  if (own == "represent" && !passive) return;
  // The words of the clause must name something to take part in, or be a plain "take part", "attend".
  bool something =
      own == "attend" || own == "participate" || own == "take" || own == "boycott" || own == "represent" || joined;
  for (uint32_t i = clause.after; i < clause.end && !something; ++i) {
    uint32_t length = 1;
    const TriggerWord* noun = rules_.trigger(words_, article_.text, i, clause.end, length);
    something = noun != nullptr && noun->noun && noun->kind == "meeting";
  }
  if (!something || (brings && own != "send")) return;
  std::string_view role = denied ? "absent" : "";
  clauses_.subjects(clause, clause.at, role, found.event.participants);
  if (joined || own == "send") clauses_.objects(clause, clause.after, own == "send", role, found.event.participants);
  finish(clause, found);
  found.event.negated = denied;
  Tense tense = clauses_.tense(clause, clause.at);
  found.event.status = denied                   ? (tense == Tense::future ? "not planned" : "absent")
                       : tense == Tense::future ? "planned"
                       : tense == Tense::past   ? "held"
                                                : "planned";
  if (clauses_.tag(clause.at) == Penn::VBG)
    found.event.status = denied ? "absent" : tense == Tense::past ? "held" : "planned";
  found.definite = true;
  if (!found.event.participants.empty()) out.push_back(std::move(found));
}

// A bare mention ("the war", "talks") tells nothing that could be shown.
bool EventReader::keeps(const FoundEvent& found) const {
  const Event& event = found.event;
  if (event.kind == "meeting")
    return !event.participants.empty() || event.time >= 0 || !event.where.empty() || !event.outcome.empty() ||
           (!event.status.empty() && found.definite);
  if (event.kind == "participation") return !event.participants.empty();
  return !event.participants.empty() || event.time >= 0 || !event.where.empty();
}

}  // namespace fairwitness
