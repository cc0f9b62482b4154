// Transcripts: a name in capitals and a colon begin what somebody says, to the end of the block.
#include <algorithm>

#include "quotes/finder.h"

namespace fairwitness {
namespace {

constexpr uint32_t longest_name = 6;  // units: "SEN. ILSE VARGA (R-OSK)" has more and is rare

}  // namespace

std::vector<Finder::Turn> Finder::transcript_turns() const {
  std::vector<Turn> out;
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
    out.push_back({k, line.block, {first, end}, {end, end + 1}});
  }
  return out;
}

// One such line may be a heading; from two on it is a transcript.
void Finder::add_turns() {
  const std::vector<Turn> turns = transcript_turns();
  if (turns.size() < 2) return;
  for (const Turn& turn : turns) {
    const Span block = article_.blocks[turn.block].span;
    const uint32_t after = units_.units[turn.colon.first].span.end;
    const Span content = without_marks(article_.text, {after, block.end});
    if (content.empty()) continue;
    // What was made of the block as a whole, or of its colon, is this turn; what is told within it stays.
    const Span name = span_of(units_, turn.name);
    std::erase_if(drafts_, [&](const Draft& draft) {
      const Span told = draft.quote.content.front();
      if (!block.overlaps(told)) return false;
      const bool whole = told.begin <= name.begin && 2 * told.size() > block.size();
      const bool same = std::any_of(draft.quote.source.begin(), draft.quote.source.end(),
                                    [&](Span source) { return source.overlaps(name); });
      return whole || same || draft.quote.cue.empty();
    });
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
    draft.quote.source = {name};
    draft.quote.why = frame.why;
    drafts_.push_back(std::move(draft));
  }
}

}  // namespace fairwitness
