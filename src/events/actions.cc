#include "events/actions.h"

#include <algorithm>

namespace fairwitness {

namespace {

constexpr uint32_t most_room = 7;  // tokens between two words of a pattern

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> out;
  while (!text.empty()) {
    size_t end = std::min(text.find(by), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool finite(Penn tag) { return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::MD; }

}  // namespace

ActionRules::ActionRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/event_actions");
  for (size_t row = 0; row < table.rows(); ++row) {
    ActionPattern pattern;
    for (const std::string& item : split(table.cell(row, "words"), ' ')) pattern.items.push_back(split(item, '|'));
    pattern.action = table.cell(row, "action");
    pattern.noun = table.cell(row, "form") == "noun";
    if (pattern.items.empty()) continue;
    for (const std::string& first : pattern.items[0]) by_first[first].push_back(pattern);
  }
  const Table& modes = rules.table("rules/en/event_modes");
  for (size_t row = 0; row < modes.rows(); ++row)
    words[std::string(modes.cell(row, "kind"))].emplace(modes.cell(row, "word"), modes.cell(row, "value"));
}

bool ActionRules::word(std::string_view kind, std::string_view lemma) const {
  auto found = words.find(std::string(kind));
  return found != words.end() && found->second.contains(std::string(lemma));
}

// Gives the token behind the last word of the pattern, or 0.
uint32_t ActionReader::match(const Sentence& sentence, uint32_t at, const ActionPattern& pattern) const {
  uint32_t next = at + 1;
  for (size_t item = 1; item < pattern.items.size(); ++item) {
    uint32_t stop = std::min(sentence.end, next + most_room + 1), found = 0;
    for (uint32_t i = next; i < stop && found == 0; ++i) {
      if (clauses_.word(i) == ";") break;
      std::string form = lower(clauses_.word(i));
      std::string_view lemma = clauses_.lemma(i);
      for (const std::string& word : pattern.items[item])
        if (word == lemma || word == form) found = i + 1;
    }
    if (found == 0) return 0;
    next = found;
  }
  return next;
}

// The verb of the main clause tells what the sentence is about; nouns and verbs of asides only where there is no other.
uint32_t ActionReader::rank_of(const Sentence& sentence, uint32_t at, const ActionPattern& pattern) const {
  uint32_t rank = pattern.noun ? 2 : 0;
  // "In a letter handed over on Monday, Korrel said": a participle right behind its noun, in a phrase that leads in.
  if (!pattern.noun && clauses_.tag(at) == Penn::VBN && at > sentence.first && clauses_.noun(at - 1) &&
      clauses_.tag(sentence.first) == Penn::IN)
    rank += 1;
  uint32_t stop = at > sentence.first + 8 ? at - 8 : sentence.first;
  for (uint32_t i = at; i-- > stop;) {
    Penn t = clauses_.tag(i);
    std::string_view l = clauses_.lemma(i);
    if (t == Penn::WDT || t == Penn::WP || (actions_.word("aside", l) && i > sentence.first && t != Penn::TO)) {
      rank += 2;
      break;
    }
    if (t == Penn::COMMA || t == Penn::CC || (finite(t) && i + 1 < at && words_.tokens[i].upos != Upos::AUX)) break;
  }
  return rank;
}

ActionReader::Found ActionReader::find(const Sentence& sentence) const {
  Found best;
  for (uint32_t at = sentence.first; at < sentence.end; ++at) {
    bool verb = clauses_.verb(at), noun = clauses_.noun(at);
    bool adjective = clauses_.tag(at) == Penn::JJ;
    if (!verb && !noun && !adjective) continue;
    auto known = actions_.by_first.find(std::string(clauses_.lemma(at)));
    if (known == actions_.by_first.end()) {
      if (!adjective) continue;
      known = actions_.by_first.find(lower(clauses_.word(at)));
      if (known == actions_.by_first.end()) continue;
    }
    // The pattern with most words is the most exact.
    const ActionPattern* longest = nullptr;
    uint32_t end = 0;
    for (const ActionPattern& pattern : known->second) {
      if (pattern.noun ? !noun : (noun && !adjective)) continue;
      if (longest != nullptr && pattern.items.size() <= longest->items.size()) continue;
      if (uint32_t behind = match(sentence, at, pattern)) longest = &pattern, end = behind;
    }
    if (longest == nullptr || longest->action == "none") continue;
    uint32_t rank = rank_of(sentence, at, *longest);
    if (!best || rank < best.rank) best = {longest, at, end, rank};
  }
  return best;
}

// "will", "is ready to", "plans to", "must": what stands in the group of the verb.
bool ActionReader::group_has(const Clause& clause, uint32_t verb, std::string_view kind) const {
  uint32_t stop = verb > clause.sentence->first + 6 ? verb - 6 : clause.sentence->first;
  for (uint32_t i = verb; i-- > stop;) {
    std::string_view l = clauses_.lemma(i);
    if (actions_.word(kind, l)) return true;
    Upos u = words_.tokens[i].upos;
    if (u != Upos::AUX && u != Upos::ADV && u != Upos::PART && u != Upos::VERB && u != Upos::ADJ) return false;
    if (finite(clauses_.tag(i)) && u == Upos::VERB) return false;
  }
  return false;
}

// What modality and negation make of the act: a table says for each type what it is when it only lies ahead and what
// when it is denied.
std::string_view ActionReader::action_of(const Clause& clause, Found& found, bool& negated) const {
  std::string_view own = found.pattern->action;
  if (found.pattern->noun) return own;
  negated = clauses_.negated(clause, found.at);
  auto value = [&](const char* kind) -> std::string_view {
    auto table = actions_.words.find(kind);
    if (table == actions_.words.end()) return own;
    auto other = table->second.find(std::string(own));
    return other == table->second.end() ? own : std::string_view(other->second);
  };
  if (group_has(clause, found.at, "ought") && teller(clause, found.at)) {
    found.ought = true;
    return "REQUEST";
  }
  if (negated) return value("denied");
  if (!group_has(clause, found.at, "ahead")) return own;
  std::string_view other = value("intended");
  for (uint32_t i = found.end; other != own && i < clause.sentence->end; ++i)
    if (actions_.word("unless", clauses_.lemma(i))) return "THREATEN";
  return other;
}

void ActionReader::read(std::vector<Event>& events) const {
  std::vector<Event> added;
  size_t next = 0;
  for (const Sentence& sentence : words_.sentences) {
    Found found = find(sentence);
    if (!found) continue;
    Clause clause = clauses_.clause_of(sentence, found.at, 1);
    bool negated = false;
    std::string action(action_of(clause, found, negated));
    Span trigger = {clauses_.span(found.at).begin, clauses_.span(found.end - 1).end};
    while (next < events.size() && events[next].trigger.end <= clauses_.span(sentence.first).begin) ++next;
    Event* had = nullptr;
    for (size_t i = next; i < events.size() && events[i].trigger.begin < clauses_.span(sentence.end - 1).end; ++i)
      if (had == nullptr && events[i].trigger.overlaps(trigger)) had = &events[i];
    if (had != nullptr && had->kind != "meeting" && had->kind != "participation") had->action = action;
    Event event;
    event.kind = "action";
    event.action = action;
    event.trigger = trigger;
    event.span = {std::min(clauses_.span(clause.first).begin, trigger.begin),
                  std::max(clauses_.span(clause.end - 1).end, trigger.end)};
    event.negated = negated;
    event.why = found.pattern->noun ? "noun of an act" : "verb of an act";
    event.time = clauses_.time_of(clause);
    if (event.time >= 0) event.when = times_[static_cast<size_t>(event.time)].value;
    Tense tense = found.pattern->noun ? Tense::none : clauses_.tense(clause, found.at);
    event.status = tense == Tense::future ? (negated ? "not planned" : "planned")
                   : tense == Tense::past ? (negated ? "not held" : "held")
                                          : "";
    actors(clause, found, event.participants);
    if (!event.participants.empty()) added.push_back(std::move(event));
  }
  events.insert(events.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.trigger.begin < b.trigger.begin; });
}

}  // namespace fairwitness
