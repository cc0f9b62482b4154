#include "events/rules.h"

#include <algorithm>

#include "events/actions.h"

namespace fairwitness {

namespace {

constexpr uint32_t longest_trigger = 3;  // words

EventHow how_of(std::string_view name) {
  if (name == "mutual") return EventHow::mutual;
  if (name == "host") return EventHow::host;
  if (name == "attend") return EventHow::attend;
  if (name == "act") return EventHow::act;
  if (name == "suffer") return EventHow::suffer;
  if (name == "harm") return EventHow::harm;
  return EventHow::event;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_noun(Penn tag) { return tag == Penn::NN || tag == Penn::NNS || tag == Penn::NNP || tag == Penn::NNPS; }
bool is_verb(Penn tag) {
  return tag == Penn::VB || tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VBN ||
         tag == Penn::VBG;
}

}  // namespace

EventRules::State::State(const Rules& rules)
    : harm(rules), sources(rules), people(rules), tense(rules), actions(std::make_unique<ActionRules>(rules)) {
  const Table& words = rules.table("rules/en/event_words");
  for (size_t row = 0; row < words.rows(); ++row) {
    std::string key(words.cell(row, "words"));
    heads.insert(key.substr(0, key.find(' ')));
    bool noun = words.cell(row, "form") == "noun";
    (noun ? nouns : verbs)
        .emplace(key, TriggerWord{std::string(words.cell(row, "kind")), how_of(words.cell(row, "how")), noun});
  }
  const Table& status_table = rules.table("rules/en/event_status");
  for (size_t row = 0; row < status_table.rows(); ++row)
    statuses.emplace(status_table.cell(row, "lemma"), status_table.cell(row, "status"));
  const Table& link_table = rules.table("rules/en/event_links");
  for (size_t row = 0; row < link_table.rows(); ++row)
    links[std::string(link_table.cell(row, "kind"))].emplace(link_table.cell(row, "words"));
}

EventRules::State::~State() = default;

const TriggerWord* EventRules::State::trigger(const Words& words, std::string_view text, uint32_t at, uint32_t end,
                                              uint32_t& length) const {
  const Token& first = words.tokens[at];
  bool noun = is_noun(first.penn), verb = is_verb(first.penn);
  bool adjective = first.penn == Penn::JJ;
  if (!noun && !verb && !adjective) return nullptr;
  std::string form = lower(first.span.of(text)), lemma(words.lemma(first));
  if (!heads.contains(form) && !heads.contains(lemma)) return nullptr;
  // "a nine-nation meeting in": behind an adjective or a name the form in -ing is a noun.
  if (first.penn == Penn::VBG && at > 0 && nouns.contains(form)) {
    Penn before = words.tokens[at - 1].penn;
    bool compound = before == Penn::NN && words.tokens[at - 1].span.of(text).find('-') != std::string_view::npos;
    if (compound || before == Penn::DT || before == Penn::JJ || before == Penn::POS || before == Penn::NNP ||
        before == Penn::PRPS)
      verb = false, noun = true;
  }
  const TriggerWord* best = nullptr;
  for (uint32_t size = 1; size <= longest_trigger && at + size <= end; ++size) {
    if (size > 1) {
      form += ' ' + lower(words.tokens[at + size - 1].span.of(text));
      lemma += ' ' + std::string(words.lemma(words.tokens[at + size - 1]));
    }
    const auto& table = verb ? verbs : nouns;
    if (adjective && size == 1) continue;
    auto found = table.find(form);
    if (found == table.end()) found = table.find(lemma);
    if (found == table.end()) continue;
    best = &found->second;
    length = size;
  }
  return best;
}

std::string_view EventRules::State::status(std::string_view lemma) const {
  auto found = statuses.find(std::string(lemma));
  return found == statuses.end() ? std::string_view() : std::string_view(found->second);
}

bool EventRules::State::link(std::string_view lemma, std::string_view kind) const {
  auto found = links.find(std::string(kind));
  return found != links.end() && found->second.contains(std::string(lemma));
}

}  // namespace fairwitness
