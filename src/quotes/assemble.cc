#include <algorithm>

#include "quotes/finder.h"

namespace fairwitness {
namespace {

constexpr size_t nobody = static_cast<size_t>(-1);
constexpr CueClasses speech = Cue::say | Cue::tell | Cue::write | Cue::ask;

bool has_letters(const SpeechUnit& unit) { return !(unit.shape & 8) || unit.clause; }

// An outer mark of punctuation at either edge belongs to nobody's words, but the marks of quotation do.
uint32_t size_of(const Frame& frame) {
  uint32_t size = 0;
  for (Range range : frame.content) size += range.end - range.first;
  return size;
}

}  // namespace

// Words in marks belong to one frame: to the outermost that is speech by somebody who is no medium, else to the
// innermost.
void Finder::choose_owners() {
  owner_.assign(units_.marks.size(), nobody);
  std::vector<uint64_t> rank(units_.marks.size(), 0);
  for (size_t f = 0; f < frames_.size(); ++f) {
    const Frame& frame = frames_[f];
    if (units_.lines[frame.line].inner || !frame.sure()) continue;
    const bool speaking = (frame.classes & speech) != 0 && is_verb(units_.units[frame.verb].tag);
    const bool media = !frame.source.empty() && speakers_.is_media(frame.source.front()) &&
                       frame.why != std::string_view("quoted as saying");
    const uint64_t size = std::min<uint64_t>(size_of(frame), 9999);
    for (Range range : frame.content)
      for (uint32_t i = range.first; i < range.end; ++i) {
        const uint32_t mark = units_.units[i].mark;
        if (mark == no_mark) continue;
        const bool exact = range.end - range.first == 1 && units_.units[i].clause;
        const uint64_t value = 1 + (frame.source.empty() ? 0 : 200000) + (exact ? 100000 : 0) + (media ? 0 : 40000) +
                               (speaking ? 20000 + size : 10000 - size);
        if (value > rank[mark]) {
          rank[mark] = value;
          owner_[mark] = f;
        }
      }
  }
}

// Words in marks are quoted when somebody utters them; in what one thinks, shows or is known as they are often a mere
// name.
bool Finder::quotes_words(const Frame& frame, uint32_t marked_words) const {
  constexpr CueClasses uttered =
      speech | Cue::demand | Cue::pledge | Cue::name | Cue::express | Cue::report | Cue::according | Cue::noun;
  const SpeechUnit& verb = units_.units[frame.verb];
  const bool reduced = verb.tag == Penn::VBN && frame.source.empty();
  if (reduced) return false;
  if (frame.classes & uttered) return !is(frame.classes, Cue::show) || (frame.classes & speech) || marked_words > 2;
  return marked_words > 2 && !frame.source.empty();
}

void Finder::emit(const Frame& frame, size_t index) {
  const QuoteLine& line = units_.lines[frame.line];
  for (Range range : frame.content) {
    // What follows a quoted clause without marks of its own is told by the reporter: '"We go," and sat down'.
    if (units_.units[range.first].clause) {
      uint32_t last = range.first;
      for (uint32_t i = range.first; i < range.end; ++i)
        if (units_.units[i].mark != no_mark) last = i;
      const uint64_t ending = units_.units[range.first].ending;
      if (last == range.first && (ending == ',' || ending == '.' || ending == '?' || ending == '!'))
        range.end = range.first + 1;
    }
    uint32_t clauses = 0, words = 0, phrases = 0, foreign = 0, marked_words = 0;
    uint32_t last = no_mark;
    for (uint32_t i = range.first; i < range.end; ++i) {
      const SpeechUnit& unit = units_.units[i];
      const bool marked = unit.mark != no_mark && !line.inner;
      if (unit.clause)
        ++clauses;
      else if (has_letters(unit) && !marked)
        ++words;
      else if (marked && unit.mark != last && !(is_title(frame.line, i) && !is(frame.classes, Cue::name)))
        ++phrases;
      if (marked) {
        marked_words += has_letters(unit);
        last = unit.mark;
        foreign += owner_[unit.mark] != index;
      }
    }
    if (clauses > 0 && words == 0) {
      for (uint32_t i = range.first; i < range.end; ++i)
        if (units_.units[i].clause && owner_[units_.units[i].mark] == index)
          add_quote(QuoteKind::direct, {i, i + 1}, frame, index);
      continue;
    }
    const bool own =
        frame.sure() && (clauses + phrases) > 0 && foreign == 0 && (clauses > 0 || quotes_words(frame, marked_words));
    if (words == 0 && !own) continue;  // another frame has these words
    add_quote(own ? QuoteKind::mixed : QuoteKind::indirect, range, frame, index);
  }
}

void Finder::add_quote(QuoteKind kind, Range content, const Frame& frame, size_t index) {
  Draft draft;
  draft.content = content;
  draft.frame = index;
  Quote& quote = draft.quote;
  quote.kind = kind;
  quote.content.push_back(span_of(units_, content));
  quote.cue.push_back(span_of(units_, frame.cue));
  for (Range source : frame.source)  // nobody is told by himself: "The man, described as a clerk, left"
    if (source.end <= content.first || content.end <= source.first) quote.source.push_back(span_of(units_, source));
  quote.why = frame.why;
  drafts_.push_back(std::move(draft));
}

// Is somebody heard in it, who may go on in the next paragraph?
bool Finder::tells(const Draft& draft) const {
  constexpr CueClasses heard = speech | Cue::report | Cue::express | Cue::demand | Cue::pledge | Cue::name;
  const Frame& frame = frames_[draft.frame];
  return frame.sure() && !frame.source.empty() &&
         (draft.quote.kind == QuoteKind::direct || (frame.classes & heard) != 0);
}

// A quoted clause without a cue of its own goes on with the last speaker of its paragraph or of the one before.
void Finder::continue_speech() {
  std::vector<std::vector<size_t>> by_line(units_.lines.size());
  for (size_t d = 0; d < drafts_.size(); ++d) by_line[line_of_[drafts_[d].content.first]].push_back(d);
  size_t last = nobody;  // the draft whose speaker goes on
  uint32_t last_block = 0;
  for (uint32_t k = 0; k < units_.lines.size() && !units_.lines[k].inner; ++k) {
    const QuoteLine& line = units_.lines[k];
    size_t widest = nobody;
    for (size_t d : by_line[k]) {
      const Frame& frame = frames_[drafts_[d].frame];
      if (!tells(drafts_[d])) continue;
      if (widest == nobody || size_of(frame) >= size_of(frames_[drafts_[widest].frame])) widest = d;
    }
    for (uint32_t i = line.first; i < line.end; ++i) {
      if (!units_.units[i].clause || owner_[units_.units[i].mark] != nobody) continue;
      const Marked& mark = units_.marks[units_.units[i].mark];
      const std::string_view inner = mark.inner.of(article_.text);
      const size_t from = widest != nobody ? widest : last;
      const bool near = from != nobody && line.block <= last_block + 1;
      const char end = inner.empty() ? ' ' : inner.back();
      const bool closed =
          end == '.' || end == '?' || end == '!' || end == ',' || end == '-' || (end & 0x80) || mark.open;
      // Alone in its block and not ended as a sentence is: a heading in marks.
      if (!closed && line.quote_only) continue;
      if (!near && !line.quote_only && units_.units[i].end - units_.units[i].first < 8) continue;
      Frame frame;
      frame.line = k;
      frame.cue = {i, i};
      if ((near && line.quote_only) || widest != nobody) {
        frame.source = frames_[drafts_[from].frame].source;
        frame.classes = frames_[drafts_[from].frame].classes;
        frame.why = "goes on";
      } else {
        frame.why = "no cue";
      }
      frame.verb = i;
      frame.content.push_back({i, i + 1});
      const bool going_on = !frame.source.empty();
      frames_.push_back(frame);
      Draft draft;
      draft.content = {i, i + 1};
      draft.frame = frames_.size() - 1;
      draft.quote.kind = QuoteKind::direct;
      draft.quote.content.push_back(mark.outer);
      for (Range source : frame.source) draft.quote.source.push_back(span_of(units_, source));
      draft.quote.why = frame.why;
      drafts_.push_back(std::move(draft));
      if (going_on) {
        last = drafts_.size() - 1;
        last_block = line.block;
      }
    }
    if (widest != nobody) {
      last = widest;
      last_block = line.block;
    }
  }
}

void Finder::find_listeners() {
  for (Draft& draft : drafts_) {
    const Frame& frame = frames_[draft.frame];
    if (frame.cue.empty()) continue;
    const QuoteLine& line = units_.lines[frame.line];
    const bool preposition = units_.units[frame.verb].role == Role::according;
    const Range told = preposition ? Range{} : syntax_.listener(line, {frame.verb, frame.verb + 1}, frame.classes);
    const bool own_words = std::any_of(frame.content.begin(), frame.content.end(),
                                       [&](Range range) { return !told.empty() && range.contains(told.first); });
    if (!told.empty() && (!own_words || is(frame.classes, Cue::tell))) draft.quote.told_to = speakers_.words_of(told);
    const uint32_t reach = std::min(line.end, frame.cue.end + 14);
    for (uint32_t i = frame.cue.end; i + 1 < reach && draft.quote.told_to.empty(); ++i)
      if (units_.units[i].role == Role::on && units_.units[i + 1].role == Role::platform && !units_.units[i].clause)
        draft.quote.told_to = speakers_.words_of({i + 1, i + 2});
    // What a medium says of itself it publishes itself.
    if (!frame.source.empty() && (frame.classes & (Cue::report | Cue::according)) &&
        speakers_.is_media(frame.source.front()))
      draft.quote.via.push_back(speakers_.words_of(frame.source.front()));
    // Who passed it on: "according to X" behind another's words, or a medium whose report holds this cue.
    for (uint32_t i = line.first; i + 2 < line.end; ++i) {
      if (units_.units[i].role != Role::according || frame.cue.contains(i) || frame.verb == i) continue;
      const Range via = syntax_.phrase_at(i + 2, line.end, true);
      const bool other = !via.empty() && (frame.source.empty() || !(via == frame.source.front()));
      if (other && i > frame.verb && speakers_.is_media(via)) draft.quote.via.push_back(speakers_.words_of(via));
    }
    if (draft.quote.why == "quoted as saying") {
      const SpeechUnit& verb = units_.units[frame.verb];
      const bool passive =
          frame.verb > line.first && verb.tag == Penn::VBN && is_finite(units_.units[frame.verb - 1].tag);
      Range via = passive ? Range{} : syntax_.subject(line, syntax_.verb_group(line, frame.verb));
      if (passive && frame.verb + 1 < line.end &&
          (units_.units[frame.verb + 1].role == Role::by || units_.units[frame.verb + 1].role == Role::in ||
           units_.units[frame.verb + 1].role == Role::on))
        via = syntax_.phrase_at(frame.verb + 2, line.end, true);
      if (!via.empty()) draft.quote.via.push_back(speakers_.words_of(via));
    }
  }
  // A medium's own frame around another's words.
  for (const Frame& outer : frames_) {
    if (!outer.sure() || outer.source.empty() || outer.content.empty() ||
        outer.why == std::string_view("quoted as saying") || !speakers_.is_media(outer.source.front()))
      continue;
    for (Draft& draft : drafts_) {
      const Frame& inner = frames_[draft.frame];
      if (inner.line != outer.line || inner.cue.empty() || inner.cue == outer.cue ||
          (!inner.source.empty() && inner.source == outer.source))
        continue;
      const bool holds = std::any_of(outer.content.begin(), outer.content.end(),
                                     [&](Range range) { return range.contains(inner.cue.first); });
      const std::string name = speakers_.words_of(outer.source.front());
      if (holds && std::find(draft.quote.via.begin(), draft.quote.via.end(), name) == draft.quote.via.end())
        draft.quote.via.push_back(name);
    }
  }
}

// Of several sources the one beside the cue; "who" stands for the phrase before it.
Range Finder::speaking_source(const Frame& frame) const {
  Range out = frame.source.front();
  for (Range source : frame.source)
    if ((source.end == frame.cue.first && units_.units[frame.verb].tag != Penn::VBG) || source.first == frame.cue.end)
      out = source;
  const QuoteLine& line = units_.lines[frame.line];
  if (units_.units[out.first].role == Role::relative && out.first > line.first) {
    const uint32_t at = out.first - (units_.units[out.first - 1].tag == Penn::COMMA ? 1 : 0);
    const Range before = syntax_.phrase_before(line.first, at);
    if (!before.empty()) out = before;
  }
  return out;
}

// What a pronoun in a subordinate clause most likely takes up: the subject that opens its sentence.
Speaker Finder::antecedent(const Frame& frame) const {
  const QuoteLine& line = units_.lines[frame.line];
  const Range opening = syntax_.phrase_at(line.first, line.end, true);
  if (opening.empty() || opening.end >= frame.source.front().first || line.inner) return {};
  for (uint32_t i = opening.first + 1; i + 1 < opening.end; ++i)
    if (units_.units[i].role == Role::conjunction && units_.units[i - 1].name && units_.units[i + 1].name)
      return {speakers_.words_of(opening), no_entity, false, true};  // "Ostby and Varn"
  const Speaker out = speakers_.of(opening);
  return out.pronoun ? Speaker{} : out;
}

void Finder::name_speakers() {
  std::vector<size_t> order(drafts_.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return drafts_[a].quote.content.front() < drafts_[b].quote.content.front();
  });
  Speaker last;
  uint32_t last_block = 0;
  for (size_t d : order) {
    Draft& draft = drafts_[d];
    const Frame& frame = frames_[draft.frame];
    const uint32_t block = units_.lines[frame.line].block;
    if (frame.source.empty() || draft.quote.source.empty()) continue;
    Speaker speaker = draft.entity == no_entity ? speakers_.of(speaking_source(frame))
                                                : Speaker{names_.entities[draft.entity].name, draft.entity};
    if (speaker.pronoun) {
      const Speaker near = antecedent(frame);
      const bool takes_near = !near.name.empty() && near.plural == speaker.plural;
      if (takes_near || (!last.name.empty() && block <= last_block + 2 && speaker.plural == last.plural)) {
        speaker = takes_near ? near : last;
        draft.quote.why += ", pronoun";
      }
    }
    draft.quote.speaker = speaker.name;
    draft.quote.entity = speaker.entity;
    const bool somebody =
        speaker.plural || speaker.entity == no_entity || names_.entities[speaker.entity].kind == NameKind::person;
    if (somebody && !speaker.name.empty() && tells(draft)) {
      last = speaker;
      last_block = block;
    }
  }
}

}  // namespace fairwitness
