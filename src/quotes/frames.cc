#include "quotes/frames.h"

#include <algorithm>

namespace fairwitness {

bool is_finite(Penn tag) { return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::MD; }
bool is_verb(Penn tag) { return is_finite(tag) || tag == Penn::VB || tag == Penn::VBG || tag == Penn::VBN; }
bool is_noun(Penn tag) { return tag == Penn::NN || tag == Penn::NNS || tag == Penn::NNP || tag == Penn::NNPS; }
bool is_nominal(Penn tag) { return is_noun(tag) || tag == Penn::PRP || tag == Penn::EX; }

namespace {

constexpr uint32_t longest_phrase = 40;  // units

// What may stand before the noun in a noun phrase.
bool before_noun(const SpeechUnit& unit) {
  switch (unit.tag) {
    case Penn::DT:
    case Penn::PDT:
    case Penn::JJ:
    case Penn::JJR:
    case Penn::JJS:
    case Penn::CD:
    case Penn::PRPS:
    case Penn::POS:
    case Penn::VBN:
    case Penn::DOLLAR:
    case Penn::HYPH:
    case Penn::HASH:
    case Penn::WPS:
    case Penn::WDT:
    case Penn::FW:
      return unit.role != Role::relative;
    default:
      return is_noun(unit.tag);
  }
}

bool opens_phrase(const SpeechUnit& unit) {
  return !unit.clause && (before_noun(unit) || unit.tag == Penn::PRP) && unit.tag != Penn::POS &&
         unit.tag != Penn::HYPH;
}
bool preposition(const SpeechUnit& unit) {
  return (unit.tag == Penn::IN || unit.tag == Penn::TO) && unit.role != Role::that && unit.role != Role::whether &&
         unit.role != Role::contrast;
}
bool binds_noun(const SpeechUnit& unit) {
  return preposition(unit) && (unit.role == Role::of || unit.role == Role::in || unit.role == Role::for_ ||
                               unit.role == Role::on || unit.role == Role::from || unit.role == Role::with);
}
bool comma(const SpeechUnit& unit) { return unit.tag == Penn::COMMA; }
bool dash(const SpeechUnit& unit) {
  return unit.tag == Penn::COLON && !(unit.span.size() == 1 && unit.shape == 8 && unit.role != Role::none);
}

}  // namespace

Range Syntax::phrase_before(uint32_t first, uint32_t at) const {
  uint32_t end = at;
  if (end > first && units_[end - 1].tag == Penn::RRB) {  // "Halvorsen (56)"
    uint32_t k = end - 1;
    while (k > first && units_[k].tag != Penn::LRB && end - k < 12) --k;
    if (units_[k].tag == Penn::LRB) end = k;
  }
  if (end <= first || !(is_nominal(units_[end - 1].tag) || units_[end - 1].tag == Penn::DT ||
                        units_[end - 1].tag == Penn::CD || units_[end - 1].tag == Penn::JJ))
    return {};
  uint32_t begin = end - 1;
  if (units_[begin].tag == Penn::PRP) return {begin, at};
  while (true) {
    while (begin > first && end - begin < longest_phrase && before_noun(units_[begin - 1]) && !units_[begin - 1].clause)
      --begin;
    // "the head of the observatory", "Halvorsen and Lind": the phrase goes on to the left.
    if (begin < first + 2 || end - begin >= longest_phrase) break;
    const SpeechUnit& link = units_[begin - 1];
    const bool joined = binds_noun(link) || (link.tag == Penn::CC && link.role == Role::conjunction);
    if (!joined || !is_noun(units_[begin - 2].tag)) break;
    // A verb's own complement is no part of it: "met in Oslo the minister" is too rare to mind.
    begin -= 2;
  }
  return {begin, at};
}

Range Syntax::phrase_at(uint32_t at, uint32_t end, bool full) const {
  if (at >= end || !opens_phrase(units_[at])) return {};
  if (units_[at].tag == Penn::PRP) return {at, at + 1};
  uint32_t i = at, last = at;
  bool noun = false;
  while (i < end && i - at < longest_phrase && !units_[i].clause && before_noun(units_[i])) {
    if (is_noun(units_[i].tag) || units_[i].tag == Penn::CD) {
      noun = true;
      last = i;
    }
    // A determiner behind a noun begins the next phrase, and so does "last month".
    if (noun && i > at && (units_[i].tag == Penn::DT || units_[i].tag == Penn::PRPS || units_[i].role == Role::day)) {
      break;
    }
    ++i;
  }
  if (!noun)
    return units_[at].tag == Penn::DT || units_[at].tag == Penn::JJ || units_[at].tag == Penn::JJS ? Range{at, at + 1}
                                                                                                   : Range{};
  Range out{at, last + 1};
  if (!full) return out;
  while (
      out.end + 1 < end && out.end - at < longest_phrase &&
      (binds_noun(units_[out.end]) || (units_[out.end].tag == Penn::CC && units_[out.end].role == Role::conjunction))) {
    const Range more = phrase_at(out.end + 1, end, false);
    if (more.empty()) break;
    if (units_[out.end].tag == Penn::CC && more.end < end && is_verb(units_[more.end].tag))
      break;  // the subject of the next clause
    out.end = more.end;
  }
  return with_apposition(out, end);
}

// ", head of the observatory," or ", 56," behind a phrase, when a comma or the sentence's end closes it.
Range Syntax::with_apposition(Range phrase, uint32_t end) const {
  for (int turn = 0; turn < 2; ++turn) {
    if (phrase.end + 1 >= end || !comma(units_[phrase.end])) return phrase;
    uint32_t i = phrase.end + 1;
    Range more = phrase_at(i, end, false);
    if (more.empty() || units_[more.first].tag == Penn::PRP) return phrase;
    while (more.end + 1 < end && binds_noun(units_[more.end])) {
      const Range next = phrase_at(more.end + 1, end, false);
      if (next.empty()) break;
      more.end = next.end;
    }
    const bool closed = more.end >= end || comma(units_[more.end]) || units_[more.end].tag == Penn::STOP ||
                        units_[more.end].clause || units_[more.end].tag == Penn::COLON;
    if (!closed) return phrase;
    phrase.end = more.end;
  }
  return phrase;
}

Range Syntax::verb_group(const QuoteLine& line, uint32_t verb) const {
  Range out{verb, verb + 1};
  while (out.first > line.first) {
    const SpeechUnit& before = units_[out.first - 1];
    const bool helper = before.tag == Penn::MD || before.tag == Penn::RB || before.tag == Penn::VBZ ||
                        before.tag == Penn::VBP || before.tag == Penn::VBD ||
                        (before.tag == Penn::VBN && out.first - 1 > line.first) || before.tag == Penn::VB;
    if (!helper || before.clause || (before.cue & ~static_cast<CueClasses>(Cue::noun)) != 0) break;
    --out.first;
  }
  while (out.first < verb && units_[out.first].tag == Penn::RB) ++out.first;
  if (out.end < line.end && units_[out.end].tag == Penn::RP) ++out.end;
  return out;
}

// Steps over "on Friday", "also", "later" to the left of a verb.
uint32_t Syntax::before_when(const QuoteLine& line, uint32_t at) const {
  while (at > line.first) {
    if (units_[at - 1].tag == Penn::RB)
      --at;
    else if (units_[at - 1].role == Role::day)
      at -= at > line.first + 1 && units_[at - 2].role == Role::on ? 2 : 1;
    else
      break;
  }
  return at;
}

Range Syntax::subject(const QuoteLine& line, Range cue) const {
  // "...," said Halvorsen: behind the verb when words in marks or a comma stand right before it.
  const bool quote_before = cue.first > line.first && (units_[cue.first - 1].clause ||
                                                       (comma(units_[cue.first - 1]) && cue.first - 1 > line.first));
  if (quote_before && cue.end < line.end && is_finite(units_[cue.first].tag)) {
    const Range behind = phrase_at(cue.end, line.end, true);
    const bool listener = units_[cue.first].cue && is(units_[cue.end - 1].cue, Cue::tell);
    if (!behind.empty() && !listener && units_[cue.first - 1].clause) return behind;
    if (!behind.empty() && !listener &&
        (behind.end >= line.end || comma(units_[behind.end]) || units_[behind.end].tag == Penn::STOP))
      return behind;
  }
  const uint32_t at = before_when(line, cue.first);
  if (at == line.first) return {};
  const SpeechUnit& before = units_[at - 1];
  if (before.role == Role::relative && before.tag != Penn::IN) {  // "Lind, who said"
    uint32_t k = at - 1;
    if (k > line.first && comma(units_[k - 1])) --k;
    return phrase_before(line.first, k);
  }
  if (comma(before) || dash(before)) {
    // "Halvorsen, head of the council, said": the phrase before the comma that opens the inset.
    uint32_t k = at - 1;
    while (k > line.first && at - k < longest_phrase && !comma(units_[k - 1]) && !dash(units_[k - 1]) &&
           !units_[k - 1].clause)
      --k;
    if (k > line.first && (comma(units_[k - 1]) || dash(units_[k - 1]))) {
      Range name = phrase_before(line.first, k - 1);
      if (!name.empty()) {
        // "Lind, 56, of Ostby, said"
        while (name.first >= line.first + 2 && comma(units_[name.first - 1])) {
          const Range further = phrase_before(line.first, name.first - 1);
          if (further.empty() || units_[name.first].tag == Penn::PRP) break;
          if (name.first < k && !(units_[name.first].tag == Penn::CD || units_[name.first].tag == Penn::DT)) break;
          name.first = further.first;
        }
        return {name.first, at - 1};
      }
    }
  }
  const Range direct = phrase_before(line.first, at);
  if (!direct.empty()) return direct;
  // No subject of its own ("... but said", ", adding", "to say"): that of the verb before it.
  for (uint32_t k = at; k-- > line.first;) {
    if (units_[k].clause) continue;
    if (is_finite(units_[k].tag) && k > line.first && !(k + 1 < cue.first && units_[k + 1].tag == Penn::CC)) {
      uint32_t subject_end = k;
      while (subject_end > line.first &&
             (units_[subject_end - 1].tag == Penn::RB || is_finite(units_[subject_end - 1].tag)))
        --subject_end;
      const Range found = phrase_before(line.first, subject_end);
      if (!found.empty()) return found;
      if (subject_end > line.first && comma(units_[subject_end - 1])) return subject(line, {subject_end, k + 1});
    }
  }
  return {};
}

bool Syntax::passive(const QuoteLine& line, uint32_t verb) const {
  if (units_[verb].tag != Penn::VBN && units_[verb].tag != Penn::VBD) return false;
  uint32_t k = verb;
  while (k > line.first && units_[k - 1].tag == Penn::RB) --k;
  return k > line.first && units_[k - 1].role == Role::be;
}

Range Syntax::agent(const QuoteLine& line, uint32_t verb) const {
  for (uint32_t k = verb + 1; k + 1 < line.end && k < verb + 12; ++k) {
    if (is_finite(units_[k].tag) || units_[k].tag == Penn::COMMA) break;
    if (units_[k].role == Role::by) return phrase_at(k + 1, line.end, true);
  }
  return {};
}

Range Syntax::listener(const QuoteLine& line, Range cue, CueClasses classes) const {
  uint32_t at = cue.end;
  if (is(classes, Cue::tell) || is(classes, Cue::ask)) {
    const Range told = phrase_at(at, line.end, false);
    if (!told.empty()) return told;
  }
  // "... to reporters", "in an interview with X", "on Twitter", anywhere behind the cue but not within what is told.
  for (uint32_t k = at; k + 1 < line.end && k < at + 14; ++k) {
    const SpeechUnit& unit = units_[k];
    if (unit.clause || unit.role == Role::that || unit.tag == Penn::COLON || (is_finite(unit.tag) && k > at)) break;
    if (unit.role == Role::with && k > at && is(units_[k - 1].cue, Cue::noun)) return phrase_at(k + 1, line.end, false);
    const bool bound =
        k <= at + 1 || is(units_[k - 1].cue, Cue::noun);  // "said to X", "in a letter to X", but not "beaten to death"
    if (bound && unit.role == Role::to && !is_verb(units_[k + 1].tag)) return phrase_at(k + 1, line.end, false);
  }
  return {};
}

}  // namespace fairwitness
