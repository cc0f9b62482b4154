// Transcripts: a name in capitals and a colon begin what somebody says, to the end of the block. "WATCH:" and "WHERE:"
// stand like that, too, so the name must be that of a person whom the report names elsewhere, or of one who takes turns
// with such a person.
#include <algorithm>
#include <map>

#include "quotes/finder.h"

namespace fairwitness {
namespace {

constexpr uint32_t longest_name = 6;  // units: "SEN. ILSE VARGA (R-OSK)" has more and is rare

std::string small(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// People by the last word of their names; no_entity where two bear it.
std::map<std::string, uint32_t> people_of(const Names& names) {
  std::map<std::string, uint32_t> out;
  for (uint32_t e = 0; e < names.entities.size(); ++e) {
    const Entity& one = names.entities[e];
    // A name in capitals alone may be no more than a heading that was taken for one.
    const bool written_small =
        std::any_of(one.name.begin(), one.name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (one.kind != NameKind::person || !written_small) continue;
    const auto [found, fresh] = out.try_emplace(small(one.name.substr(one.name.rfind(' ') + 1)), e);
    if (!fresh) found->second = no_entity;
  }
  return out;
}

}  // namespace

std::vector<Finder::Turn> Finder::transcript_turns() const {
  std::vector<Turn> out;
  const std::map<std::string, uint32_t> people = people_of(names_);
  struct Voice {
    uint32_t turns = 0;
    bool person = false;
  };
  std::map<std::string, Voice> voices;  // by name
  std::vector<const Voice*> said_by;    // of each turn
  bool known = false;                   // is one of them a person the report names?
  for (uint32_t k = 0; k < units_.lines.size(); ++k) {
    const QuoteLine& line = units_.lines[k];
    if (line.block >= article_.blocks.size()) continue;
    const Block& block = article_.blocks[line.block];
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::block_quote) continue;
    uint32_t first = line.first;
    while (first < line.end && units_.units[first].tag == Penn::OPEN_QUOTE) ++first;
    if (first >= line.end || units_.units[first].clause) continue;
    const Span name_begin = units_.units[first].span;
    if (!without_marks(article_.text, {block.span.begin, name_begin.begin}).empty()) continue;  // not the block's first
    uint32_t end = first, letters = 0;
    for (; end < line.end && end - first <= longest_name; ++end) {
      const SpeechUnit& unit = units_.units[end];
      if (unit.tag == Penn::COLON || unit.clause) break;
      const bool capitals = (unit.shape & 2) != 0;
      const std::string_view word = unit.span.of(article_.text);
      if (!capitals && word != ".") break;
      if (capitals) letters += static_cast<uint32_t>(word.size());
    }
    if (end >= line.end || letters < 3 || units_.units[end].span.of(article_.text) != ":") continue;
    const std::string words = small(span_of(units_, {first, end}).of(article_.text));
    const auto person = people.find(small(units_.units[end - 1].span.of(article_.text)));
    known = known || person != people.end();
    out.push_back({k, line.block, {first, end}, {end, end + 1}, person == people.end() ? no_entity : person->second});
    Voice& voice = voices[words];
    ++voice.turns;
    voice.person = person != people.end();
    said_by.push_back(&voice);
  }
  // Among people the report names, one who takes turns with them is one more, whoever that is.
  size_t kept = 0;
  for (size_t n = 0; n < out.size(); ++n)
    if (said_by[n]->person || (known && said_by[n]->turns > 1)) out[kept++] = out[n];
  out.resize(kept);
  return out;
}

// One such line may be a heading; from two on it is a transcript.
void Finder::add_turns() {
  const std::vector<Turn> turns = transcript_turns();
  if (turns.size() < 2) return;
  std::vector<const Turn*> of_block(article_.blocks.size(), nullptr);
  for (const Turn& turn : turns) of_block[turn.block] = &turn;
  // What was made of such a block as a whole, or of its colon, is the turn; what is told within it stays.
  std::erase_if(drafts_, [&](const Draft& draft) {
    const uint32_t at = units_.lines[line_of_[draft.content.first]].block;
    const Turn* turn = at < of_block.size() ? of_block[at] : nullptr;
    if (!turn) return false;
    const Span name = span_of(units_, turn->name), told = draft.quote.content.front();
    const bool whole = told.begin <= name.begin && 2 * told.size() > article_.blocks[at].span.size();
    const bool same = std::any_of(draft.quote.source.begin(), draft.quote.source.end(),
                                  [&](Span source) { return source.overlaps(name); });
    return whole || same || draft.quote.cue.empty();
  });
  for (const Turn& turn : turns) {
    const uint32_t after = units_.units[turn.colon.first].span.end;
    const Span content = without_marks(article_.text, {after, article_.blocks[turn.block].span.end});
    if (content.empty()) continue;
    Frame frame;
    frame.line = turn.line;
    frame.cue = turn.colon;
    frame.verb = turn.colon.first;
    frame.source = {turn.name};
    frame.classes = static_cast<CueClasses>(Cue::say);
    frame.why = "transcript";
    frames_.push_back(frame);
    Draft draft;
    draft.content = turn.name;
    draft.frame = frames_.size() - 1;
    draft.quote.kind = QuoteKind::direct;
    draft.quote.content = {content};
    draft.quote.cue = {span_of(units_, turn.colon)};
    draft.quote.source = {span_of(units_, turn.name)};
    draft.entity = turn.entity;
    draft.quote.why = frame.why;
    drafts_.push_back(std::move(draft));
  }
}

}  // namespace fairwitness
