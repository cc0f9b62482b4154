#include "quotes/finder.h"

#include <algorithm>

namespace fairwitness {
namespace {

constexpr uint32_t clause_reach = 18;  // units between a quoted clause and its cue
constexpr uint32_t phrase_reach = 30;  // units between a cue and a quoted phrase that it governs

constexpr CueClasses uttered =
    Cue::say | Cue::tell | Cue::write | Cue::ask | Cue::demand | Cue::pledge | Cue::name | Cue::express | Cue::report;

bool speaks(const SpeechUnit& unit, CueClasses classes) {
  return !unit.clause && is_verb(unit.tag) && (unit.cue & classes) != 0;
}

}  // namespace

Finder::Finder(const Article& article, const Words& words, const Names& names, const CueTable& cues,
               const Attributor& attributor)
    : article_(article),
      names_(names),
      units_(read_units(article, words, names, cues)),
      syntax_(units_),
      speakers_(article, names, units_) {
  line_of_.resize(units_.units.size());
  for (uint32_t k = 0; k < units_.lines.size(); ++k)
    for (uint32_t i = units_.lines[k].first; i < units_.lines[k].end; ++i) line_of_[i] = k;
  frames_ = attributor.find(units_);
  learnt_ = frames_.size();
  for (Frame& frame : frames_) complete(frame);
}

// The verb of a learnt cue, its classes, and a subject where the model gave none.
void Finder::complete(Frame& frame) const {
  frame.verb = frame.cue.first;
  for (uint32_t i = frame.cue.first; i < frame.cue.end; ++i)
    if (speaks(units_.units[i], static_cast<CueClasses>(~0u))) frame.verb = i;
  frame.classes = units_.units[frame.verb].cue;
  for (Range& range : frame.content) whole_phrases(range);
  nearer_cue(frame);
  // "footage of Lind asking": who stands right before it asks, whatever the sentence is about.
  if (units_.units[frame.verb].tag == Penn::VBG && (frame.classes & uttered) && frame.cue.first == frame.verb &&
      frame.verb > units_.lines[frame.line].first) {
    uint32_t first = frame.verb;
    while (first > units_.lines[frame.line].first &&
           units_.units[first - 1].name == 1 + static_cast<uint8_t>(NameKind::person))
      --first;
    if (first < frame.verb) frame.source = {{first, frame.verb}};
  }
  // "Lind brought a new campaign message: '...'": what stands before the noun is no speaker, who has the verb is.
  const QuoteLine& whole = units_.lines[frame.line];
  if (units_.units[frame.cue.first].tag == Penn::NN && units_.units[frame.cue.end - 1].tag == Penn::COLON &&
      !frame.source.empty() && frame.source.back().end == frame.cue.first &&
      units_.units[frame.cue.first - 1].tag == Penn::NN) {
    uint32_t verb = frame.cue.first;
    while (verb > whole.first && !is_finite(units_.units[verb].tag) && !units_.units[verb].clause) --verb;
    const Range holder =
        is_finite(units_.units[verb].tag) ? syntax_.subject(whole, syntax_.verb_group(whole, verb)) : Range{};
    if (!holder.empty()) frame.source = {holder};
  }
  // "was described as": the subject is what is spoken of.
  if ((frame.classes & uttered) && syntax_.passive(units_.lines[frame.line], frame.verb)) {
    std::erase_if(frame.source, [&](Range range) { return range.end <= frame.cue.first; });
    const Range agent = syntax_.agent(units_.lines[frame.line], frame.verb);
    if (frame.source.empty() && !agent.empty()) frame.source.push_back(agent);
    return;
  }
  if (frame.source.empty() && is_finite(units_.units[frame.verb].tag) && (frame.classes & (uttered | Cue::think)) &&
      !units_.lines[frame.line].inner) {
    const Range source = source_of(units_.lines[frame.line], frame);
    const bool own_words = std::any_of(frame.content.begin(), frame.content.end(),
                                       [&](Range range) { return range.contains(source.first); });
    const bool goes_on = std::any_of(frame.content.begin(), frame.content.end(),
                                     [&](Range range) { return range.first >= frame.cue.end; });
    if (!source.empty() && !own_words) frame.source.push_back(source);
    // "Lind, who had ..., said he ...": what holds the subject and ends at the verb is no part of what is told behind
    // it.
    if (!source.empty() && own_words && goes_on && source.end <= frame.cue.first) {
      frame.source.push_back(source);
      std::erase_if(frame.content, [&](Range range) {
        return range.contains(source.first) && range.end <= frame.cue.first &&
               std::none_of(units_.units.begin() + range.first, units_.units.begin() + range.end,
                            [](const SpeechUnit& unit) { return unit.clause; });
      });
    }
  }
}

// "The film ends with footage of Lind saying last week, '...'", "She said ..., and when asked, Brekke replied, '...'":
// of two cues before a quoted clause the one beside it has it.
void Finder::nearer_cue(Frame& frame) const {
  const auto& units = units_.units;
  const QuoteLine& line = units_.lines[frame.line];
  if (frame.content.empty()) return;
  const Range content = frame.content.back();
  if (content.end != content.first + 1 || !units[content.first].clause || content.first < frame.cue.end + 3 ||
      line_of_[content.first] != frame.line || units[content.first - 1].tag != Penn::COMMA)
    return;
  uint32_t verb = content.first - 2;
  while (verb > frame.cue.end && units[verb].tag != Penn::COMMA && !units[verb].clause && !speaks(units[verb], uttered))
    --verb;
  if (verb <= frame.cue.end || !speaks(units[verb], uttered)) return;
  uint32_t first = verb;  // of a person's name right before it
  while (first > frame.cue.end && units[first - 1].name == 1 + static_cast<uint8_t>(NameKind::person)) --first;
  Range source{first, verb};
  if (is_finite(units[verb].tag) && !syntax_.passive(line, verb))
    source = syntax_.subject(line, syntax_.verb_group(line, verb));
  else if (units[verb].tag != Penn::VBG)
    return;
  if (source.empty() || source.first < frame.cue.end) return;
  if (frame.content.size() > 1) {  // the rest stays with it, the clause is for the rule
    frame.content.pop_back();
    return;
  }
  frame.verb = verb;
  frame.classes = units[verb].cue;
  frame.cue = syntax_.verb_group(line, verb);
  frame.source = {source};
}

// Words in marks are within what is told or not, never in part; their closing mark goes with them.
void Finder::whole_phrases(Range& range) const {
  const auto& units = units_.units;
  const QuoteLine& line = units_.lines[line_of_[range.first]];
  const auto is_mark = [&](uint32_t at) {
    return units[at].tag == Penn::OPEN_QUOTE || units[at].tag == Penn::CLOSE_QUOTE;
  };
  if (range.end < line.end && units[range.end].mark != no_mark && !units[range.end].clause) {
    const bool cut = units[range.end - 1].mark == units[range.end].mark ||
                     (is_mark(range.end - 1) && units[range.end - 1].mark == no_mark);
    if (cut) {
      const uint32_t mark = units[range.end].mark;
      while (range.end < line.end && units[range.end].mark == mark) ++range.end;
      if (range.end < line.end && is_mark(range.end)) ++range.end;
    }
  }
  // Several sentences in one pair of marks: the first alone is not all that was said.
  const uint32_t mark = units[range.end - 1].mark;
  if (line.inner || range.end != line.end || mark == no_mark || units[range.end - 1].clause) return;
  constexpr uint32_t reach = 300;  // units; longer speeches have lines of their own
  uint32_t end = range.end;
  while (end < units.size() && end - range.end < reach && units[end].mark == mark &&
         !units_.lines[line_of_[end]].inner && units_.lines[line_of_[end]].block == line.block)
    ++end;
  if (end - range.end < reach) range.end = end;
}

Range Finder::source_of(const QuoteLine& line, const Frame& frame) const {
  if (syntax_.passive(line, frame.verb)) return syntax_.agent(line, frame.verb);
  return syntax_.subject(line, syntax_.verb_group(line, frame.verb));
}

void Finder::index_coverage() {
  covered_.assign(units_.units.size(), false);
  for (const Frame& frame : frames_) {
    // Without a source it leaves its words to a rule that finds one.
    if (!frame.sure() || frame.source.empty()) continue;
    // What a medium passes on may have a speaker of its own.
    if (!frame.source.empty() && (frame.classes & (Cue::report | Cue::according)) &&
        speakers_.is_media(frame.source.front()))
      continue;
    for (Range range : frame.content)
      for (uint32_t i = range.first; i < range.end; ++i) covered_[i] = true;
  }
}

std::vector<Quote> Finder::run() {
  index_coverage();
  find_clause_frames();
  find_phrase_frames();
  quoted_as_saying();
  share_subjects();
  choose_owners();
  for (size_t i = 0; i < frames_.size(); ++i) emit(frames_[i], i);
  continue_speech();
  add_turns();
  find_listeners();
  name_speakers();
  std::vector<Quote> out;
  out.reserve(drafts_.size());
  for (Draft& draft : drafts_) out.push_back(std::move(draft.quote));
  std::stable_sort(out.begin(), out.end(),
                   [](const Quote& a, const Quote& b) { return a.content.front() < b.content.front(); });
  return out;
}

// "X quoted Lind as saying", "Lind was quoted by X as saying": the one quoted is the source.
void Finder::quoted_as_saying() {
  for (Frame& frame : frames_) {
    const QuoteLine& line = units_.lines[frame.line];
    uint32_t verb = frame.verb;
    // A cue "as saying" belongs to the verb of reporting before it.
    for (uint32_t k = verb; k-- > line.first && verb - k < 12;)
      if (is(units_.units[k].cue, Cue::report) && is_verb(units_.units[k].tag) && units_.units[verb].tag == Penn::VBG &&
          units_.units[verb - 1].role == Role::as)
        verb = k;
    if (!is(units_.units[verb].cue, Cue::report) || !is_verb(units_.units[verb].tag)) continue;
    uint32_t as = verb + 1;
    while (as < line.end && as - verb < 14 && units_.units[as].role != Role::as) ++as;
    if (as + 1 >= line.end || units_.units[as].role != Role::as || units_.units[as + 1].tag != Penn::VBG) continue;
    const bool passive =
        verb > line.first && units_.units[verb].tag == Penn::VBN && is_finite(units_.units[verb - 1].tag);
    const Range quoted =
        passive ? syntax_.subject(line, syntax_.verb_group(line, verb)) : syntax_.phrase_at(verb + 1, as, true);
    if (!quoted.empty()) frame.source = {quoted};
    frame.verb = verb;
    frame.why = "quoted as saying";
    // What was learnt as content may begin too early: it begins behind "as saying".
    for (Range& range : frame.content)
      if (range.contains(as)) range.first = std::min(range.end, as + 2);
    std::erase_if(frame.content, [](Range range) { return range.empty(); });
  }
  // The two halves of the cue may have been found apart.
  for (size_t i = 1; i < frames_.size(); ++i)
    if (frames_[i].why == std::string_view("quoted as saying") && frames_[i - 1].line == frames_[i].line &&
        frames_[i - 1].verb == frames_[i].verb) {
      if (frames_[i - 1].content.empty()) frames_[i - 1].content = frames_[i].content;
      frames_[i].content.clear();
    }
}

// "Lind called the plan absurd and said": a verb without a subject of its own has that of the verb it is joined to.
void Finder::share_subjects() {
  const Frame* before = nullptr;  // the last sure one
  for (Frame& frame : frames_) {
    const Frame* other = before;
    if (frame.sure()) before = &frame;
    const QuoteLine& line = units_.lines[frame.line];
    if (frame.cue.first <= line.first) continue;
    const SpeechUnit& joint = units_.units[frame.cue.first - 1];
    const bool joined = joint.tag == Penn::CC || joint.role == Role::conjunction || joint.role == Role::contrast;
    if (!joined || !other || other->line != frame.line || other->source.empty() ||
        other->cue.first >= frame.cue.first || !is_finite(units_.units[other->verb].tag))
      continue;
    if (other->source.back().first < frame.cue.first) frame.source = other->source;
  }
}

// Every quoted clause that no frame has yet: is there a cue in its line?
void Finder::find_clause_frames() {
  for (uint32_t k = 0; k < units_.lines.size(); ++k) {
    const QuoteLine line = units_.lines[k];
    if (line.inner) continue;
    for (uint32_t i = line.first; i < line.end; ++i) {
      if (!units_.units[i].clause || covered_[i]) continue;
      const bool found = line.quote_only ? frame_for_signature(k, i) : frame_for_clause(k, i);
      if (!found) frame_for_introduction(k, i);
    }
  }
}

bool Finder::frame_for_clause(uint32_t k, uint32_t unit) {
  const QuoteLine& line = units_.lines[k];
  const auto& units = units_.units;
  uint32_t best = line.end, best_far = clause_reach + 1;
  for (uint32_t i = unit + 1; i < line.end && i - unit <= clause_reach && !units[i].clause; ++i)
    if (speaks(units[i], uttered)) {
      best = i;
      best_far = i - unit;
      break;
    }
  for (uint32_t i = unit; i-- > line.first && unit - i < best_far && !units[i].clause;) {
    if (!speaks(units[i], uttered)) continue;
    best = i;
    break;
  }
  if (best < line.end) {
    if (confirm(best, {unit, unit + 1}, "cue beside")) return true;
    add_frame(k, best, {unit, unit + 1}, "cue beside");
    return true;
  }
  if (frame_for_signature(k, unit)) return true;
  // "...," she smiled: any verb with its subject right behind the words.
  const uint32_t behind = unit + 1;
  const Range subject = syntax_.phrase_at(behind, line.end, true);
  const bool turned = behind + 1 < line.end && is_finite(units[behind].tag) && units[behind].tag != Penn::MD &&
                      !syntax_.phrase_at(behind + 1, line.end, false).empty();
  if (turned || (!subject.empty() && subject.end < line.end && is_finite(units[subject.end].tag) &&
                 units[subject.end].tag != Penn::MD)) {
    add_frame(k, turned ? behind : subject.end, {unit, behind}, "verb beside");
    if (!frames_.back().source.empty()) return true;
    frames_.pop_back();
    covered_[unit] = false;
  }
  // "Lind: '...'" and "According to Lind, '...'"
  for (uint32_t i = line.first; i + 1 < unit && i < line.first + 3; ++i)
    if (units[i].role == Role::according) {
      const Range source = syntax_.phrase_at(i + 2, unit, true);
      if (source.empty()) break;
      frames_.push_back(
          {k, {i, i + 2}, i, {source}, {{unit, unit + 1}}, static_cast<CueClasses>(Cue::according), 1, "according to"});
      covered_[unit] = true;
      return true;
    }
  if (unit > line.first + 1 && units[unit - 1].tag == Penn::COLON) {
    const Range source = syntax_.phrase_before(line.first, unit - 1);
    if (!source.empty() && source.first <= line.first + 1) {
      frames_.push_back(
          {k, {unit - 1, unit}, unit - 1, {source}, {{unit, unit + 1}}, static_cast<CueClasses>(Cue::say), 1, "colon"});
      covered_[unit] = true;
      return true;
    }
  }
  return false;
}

// "'...' -- Mira Halvorsen, Ostby": a dash and a name behind the words, to the end of the line or on the next.
bool Finder::frame_for_signature(uint32_t k, uint32_t unit) {
  const auto& units = units_.units;
  uint32_t line = k, at = unit + 1;
  if (at >= units_.lines[k].end) {
    line = k + 1;
    if (line >= units_.lines.size() || units_.lines[line].inner || units_.lines[line].block > units_.lines[k].block + 1)
      return false;
    at = units_.lines[line].first;
  }
  const uint32_t end = units_.lines[line].end;
  const std::string_view mark = units[at].span.of(article_.text);
  const bool dash =
      mark == "-" || mark == "--" || mark == "\xE2\x80\x93" || mark == "\xE2\x80\x94" || mark == "\xE2\x80\x95";
  if (!dash || end - at > 14) return false;
  const Range source = syntax_.phrase_at(at + 1, end, true);
  if (source.empty() || units[source.first].tag != Penn::NNP) return false;
  if (source.end < end && !(source.end + 1 == end && units[source.end].tag == Penn::STOP)) return false;
  frames_.push_back(
      {line, {at, at + 1}, at, {source}, {{unit, unit + 1}}, static_cast<CueClasses>(Cue::say), 1, "signature"});
  covered_[unit] = true;
  return true;
}

// "Lind made the following comment:" at the end of a block, the words in marks at the beginning of the next.
bool Finder::frame_for_introduction(uint32_t k, uint32_t unit) {
  const auto& units = units_.units;
  if (k == 0 || unit != units_.lines[k].first) return false;
  const QuoteLine& line = units_.lines[k - 1];
  if (line.inner || line.block + 1 != units_.lines[k].block || line.end - line.first < 2) return false;
  const uint32_t colon = line.end - 1;
  if (units[colon].tag != Penn::COLON || units[colon].span.of(article_.text) != ":") return false;
  bool noun = false;  // "the following comment:": the verb before it says who
  for (uint32_t i = colon; i-- > line.first && colon - i <= clause_reach;) {
    if (units[i].clause) return false;
    noun = noun || (is(units[i].cue, Cue::noun) && is_noun(units[i].tag));
    // "The Gazette reports:" reads like a heading, whose last word the tagger takes for a noun.
    const bool last = i + 1 == colon && units[i].tag == Penn::NNS && (units[i].cue & uttered) != 0 && i > line.first &&
                      units[i - 1].tag == Penn::NNP;
    const bool cue = last || speaks(units[i], uttered) || (noun && is_verb(units[i].tag) && is_finite(units[i].tag));
    if (!cue || syntax_.passive(line, i)) continue;
    Frame frame;
    frame.line = k - 1;
    frame.verb = i;
    frame.cue = {syntax_.verb_group(line, i).first, line.end};
    frame.classes = units[i].cue;
    frame.why = "introduced before";
    const Range source = source_of(line, frame);
    if (source.empty()) continue;
    frame.source.push_back(source);
    frame.content.push_back({unit, unit + 1});
    covered_[unit] = true;
    // What was learnt of this cue took its own line for the words.
    for (size_t f = first_learnt(k - 1); f < learnt_ && frames_[f].line == k - 1; ++f)
      if (frames_[f].cue.contains(i)) frames_[f].content.clear();
    frames_.push_back(std::move(frame));
    return true;
  }
  return false;
}

// What was learnt stands in the order of the lines.
size_t Finder::first_learnt(uint32_t k) const {
  const auto end = frames_.begin() + static_cast<std::ptrdiff_t>(learnt_);
  const auto from =
      std::lower_bound(frames_.begin(), end, k, [](const Frame& one, uint32_t line) { return one.line < line; });
  return static_cast<size_t>(from - frames_.begin());
}

// What was learnt of this cue with too little certainty, if it holds these words: the rule that finds them makes it
// sure, and it knows better where the words around them begin and end.
bool Finder::confirm(uint32_t verb, Range content, const char* why) {
  const uint32_t k = line_of_[verb];
  for (size_t f = first_learnt(k); f < learnt_ && frames_[f].line == k; ++f) {
    Frame& frame = frames_[f];
    if (frame.sure() || !frame.cue.contains(verb)) continue;
    if (std::none_of(frame.content.begin(), frame.content.end(), [&](Range range) { return range.contains(content); }))
      continue;
    frame.probability = 1;
    frame.why = why;
    for (Range range : frame.content)
      for (uint32_t i = range.first; i < range.end; ++i) covered_[i] = true;
    return true;
  }
  return false;
}

void Finder::add_frame(uint32_t k, uint32_t verb, Range content, const char* why) {
  const QuoteLine& line = units_.lines[k];
  Frame frame;
  frame.line = k;
  frame.verb = verb;
  frame.cue = syntax_.verb_group(line, verb);
  frame.classes = units_.units[verb].cue;
  frame.why = why;
  const Range source = source_of(line, frame);
  if (!source.empty()) frame.source.push_back(source);
  frame.content.push_back(content);
  for (uint32_t i = content.first; i < content.end; ++i) covered_[i] = true;
  frames_.push_back(std::move(frame));
}

// Words in marks within a sentence are a quote when a cue governs them: "announced 'the end' of".
void Finder::find_phrase_frames() {
  for (uint32_t k = 0; k < units_.lines.size(); ++k) {
    const QuoteLine line = units_.lines[k];
    if (line.inner) continue;
    for (uint32_t i = line.first; i < line.end;) {
      const uint32_t mark = units_.units[i].mark;
      uint32_t end = i + 1;
      if (mark != no_mark && !units_.units[i].clause) {
        while (end < line.end && units_.units[end].mark == mark) ++end;
        if (!covered_[i]) frame_for_phrase(k, i, end);
      }
      i = end;
    }
  }
}

// Words in marks together with their marks, where these are units of the line.
Range Finder::with_marks(uint32_t k, Range phrase) const {
  const QuoteLine& line = units_.lines[k];
  const uint32_t mark = units_.units[phrase.first].mark;
  if (mark == no_mark) return phrase;
  const Span outer = units_.marks[mark].outer;
  while (phrase.first > line.first && outer.contains(units_.units[phrase.first - 1].span)) --phrase.first;
  while (phrase.end < line.end && outer.contains(units_.units[phrase.end].span)) ++phrase.end;
  return phrase;
}

// Back to the comma, colon or quoted clause before.
uint32_t Finder::clause_begin(const QuoteLine& line, uint32_t at) const {
  const auto& units = units_.units;
  while (at > line.first && units[at - 1].tag != Penn::COMMA && units[at - 1].tag != Penn::COLON &&
         !units[at - 1].clause)
    --at;
  return at;
}

bool Finder::frame_for_phrase(uint32_t k, uint32_t first, uint32_t end) {
  const QuoteLine& line = units_.lines[k];
  const auto& units = units_.units;
  if (is_name_or_title(k, {first, end})) return false;
  const Range marked = with_marks(k, {first, end});
  // "It is 'a lawful source,' as the council put it."
  uint32_t as = marked.end;
  if (as < line.end && units[as].tag == Penn::COMMA) ++as;
  if (as < line.end && units[as].role == Role::as) {
    const Range source = syntax_.phrase_at(as + 1, line.end, false);
    const uint32_t verb = source.end;
    if (!source.empty() && verb + 1 < line.end && is_finite(units[verb].tag) && units[verb].role != Role::be &&
        (units[verb + 1].role == Role::self || speaks(units[verb], uttered))) {
      const bool it = units[verb + 1].role == Role::self;
      add_frame(k, verb, {clause_begin(line, marked.first), marked.end}, "as put");
      frames_.back().classes |= static_cast<CueClasses>(Cue::say);
      frames_.back().cue = {verb, verb + 1 + it};
      frames_.back().source = {source};
      return true;
    }
  }
  for (uint32_t i = first; i-- > line.first && first - i < phrase_reach && !units[i].clause;) {
    if (units[i].tag == Penn::COLON && i + 2 < first) break;  // another statement begins there
    if (!speaks(units[i], uttered)) continue;
    if (confirm(i, {first, end}, "cue governs words in marks")) return true;
    add_frame(k, i, with_marks(k, {first, end}), "cue governs words in marks");
    if (!frames_.back().source.empty()) return true;
    const Range content = frames_.back().content.front();
    frames_.pop_back();
    for (uint32_t n = content.first; n < content.end; ++n) covered_[n] = false;
    return false;
  }
  // "'It is fine,' Lind wrote": the comma in the marks, the subject right behind them.
  if (units[end - 1].tag == Penn::COMMA) {
    const Range source = syntax_.phrase_at(marked.end, line.end, true);
    const uint32_t verb = source.end;
    constexpr CueClasses said = Cue::say | Cue::tell | Cue::write;
    if (!source.empty() && verb < line.end && speaks(units[verb], said) && is_finite(units[verb].tag)) {
      if (confirm(verb, {first, end}, "cue behind words in marks")) return true;
      add_frame(k, verb, {clause_begin(line, marked.first), marked.end}, "cue behind words in marks");
      frames_.back().source = {source};
      return true;
    }
  }
  // "..., Lind said" behind the words.
  for (uint32_t i = end; i < line.end && i - end < phrase_reach && !units[i].clause; ++i) {
    if (!speaks(units[i], static_cast<CueClasses>(Cue::say)) || !is_finite(units[i].tag)) continue;
    const Range source = syntax_.subject(line, syntax_.verb_group(line, i));
    if (source.empty() || source.first <= end || units[source.first - 1].tag != Penn::COMMA) continue;
    if (!confirm(i, {first, end}, "cue behind words in marks"))
      add_frame(k, i, with_marks(k, {first, end}), "cue behind words in marks");
    return true;
  }
  return frame_for_label(k, marked);
}

// "has gone after Lind as a 'human leech'": somebody turns on another "as" the words in marks.
bool Finder::frame_for_label(uint32_t k, Range marked) {
  const QuoteLine& line = units_.lines[k];
  const auto& units = units_.units;
  uint32_t as = marked.first;
  while (as > line.first && marked.first - as < 4 && units[as].role != Role::as) --as;
  if (units[as].role != Role::as || units[as].tag != Penn::IN) return false;
  const Range object = syntax_.phrase_before(line.first, as);
  if (object.empty() || object.first <= line.first + 1) return false;
  const bool person = units[object.end - 1].name == 1 + static_cast<uint8_t>(NameKind::person) ||
                      units[object.end - 1].tag == Penn::PRP;
  if (!person) return false;
  // Only with a word between, "gone after", "lash out at": who hires somebody "as a 'fixer'" does not say so.
  uint32_t verb = object.first - 1;
  if (units[verb].tag != Penn::IN && units[verb].tag != Penn::RP) return false;
  --verb;
  if (verb <= line.first || !is_verb(units[verb].tag) || syntax_.passive(line, verb)) return false;
  const Range source = syntax_.subject(line, syntax_.verb_group(line, verb));
  if (source.empty() || source.end > verb) return false;
  add_frame(k, verb, {object.first, marked.end}, "named so");
  frames_.back().cue.end = object.first;
  frames_.back().classes |= static_cast<CueClasses>(Cue::name);
  frames_.back().source = {source};
  return true;
}

// A nickname between two parts of a name, or a title: words in marks that are all capitalised, with no cue of naming.
bool Finder::is_name_or_title(uint32_t k, Range phrase) const {
  const QuoteLine& line = units_.lines[k];
  const auto& units = units_.units;
  const auto named = [&](uint32_t at) {
    return at >= line.first && at < line.end && (units[at].tag == Penn::NNP || units[at].tag == Penn::NNPS);
  };
  const bool marks_are_units =
      phrase.first > line.first && units[phrase.first - 1].mark == no_mark && (units[phrase.first - 1].shape & 8);
  const uint32_t before = phrase.first - (marks_are_units ? 2 : 1), behind = phrase.end + (marks_are_units ? 1 : 0);
  const auto starts_upper = [&](uint32_t at) { return (units[at].shape & 1) != 0; };
  if (phrase.end - phrase.first <= 3 && phrase.first > line.first + 1 && named(before) && named(behind) &&
      starts_upper(phrase.first))
    return true;
  uint32_t capitals = 0, words = 0;
  for (uint32_t i = phrase.first; i < phrase.end; ++i) {
    if (units[i].shape & 8) continue;
    const bool small = units[i].tag == Penn::IN || units[i].tag == Penn::DT || units[i].tag == Penn::CC ||
                       units[i].tag == Penn::TO || units[i].role != Role::none;
    if (small && i > phrase.first) continue;
    ++words;
    capitals += starts_upper(i);
  }
  return words > 0 && capitals == words &&
         !(words == 1 && phrase.end - phrase.first == 1 && phrase.first == line.first);
}

bool Finder::is_title(uint32_t k, uint32_t first) const {
  uint32_t end = first + 1;
  while (end < units_.lines[k].end && units_.units[end].mark == units_.units[first].mark) ++end;
  return is_name_or_title(k, {first, end});
}

}  // namespace fairwitness
