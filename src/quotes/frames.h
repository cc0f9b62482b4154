// The syntax of attributions, by rule: who stands as the subject of a cue, to whom it was told, what it governs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "quotes/units.h"

namespace fairwitness {

// One attribution. Its cue lies in a line; sources and contents may stand in the lines of quotations beside it.
struct Frame {
  uint32_t line = 0;
  Range cue;
  uint32_t verb = 0;  // the unit of the cue that carries the meaning
  std::vector<Range> source, content;
  CueClasses classes = 0;
  float probability = 1;  // that it is an attribution, where it was learnt
  const char* why = "";
  // What is less sure is told as indirect only: it makes no quote of words in marks, names no later speaker and takes
  // nothing from another frame.
  bool sure() const { return probability >= least_sure; }
  static constexpr float least_sure = 0.3f;
};

class Syntax {
 public:
  explicit Syntax(const SpeechUnits& units) : units_(units.units) {}

  // The noun phrase that ends right before `at` (at the nearest noun), within [first, at). Takes in what "of", "in",
  // "for" add.
  Range phrase_before(uint32_t first, uint32_t at) const;
  // The noun phrase that begins at `at`: to its last noun; `full` adds prepositional phrases and an apposition.
  Range phrase_at(uint32_t at, uint32_t end, bool full) const;
  // The subject of the verb group at `cue` in the line: before it, or behind it where the order is turned.
  Range subject(const QuoteLine& line, Range cue) const;
  // The verb group around a verb: auxiliaries, "not" and adverbs before it, a particle behind it.
  Range verb_group(const QuoteLine& line, uint32_t verb) const;
  // "was called", "has been told": its subject is not who speaks; the agent ("by critics") is.
  bool passive(const QuoteLine& line, uint32_t verb) const;
  Range agent(const QuoteLine& line, uint32_t verb) const;
  // Whom the words are told to: "told reporters", "in an interview with X", "said on Twitter".
  Range listener(const QuoteLine& line, Range cue, CueClasses classes) const;

 private:
  uint32_t before_when(const QuoteLine& line, uint32_t at) const;
  Range with_apposition(Range phrase, uint32_t end) const;
  const std::vector<SpeechUnit>& units_;
};

bool is_finite(Penn tag);
bool is_verb(Penn tag);
bool is_noun(Penn tag);     // nouns and names
bool is_nominal(Penn tag);  // nouns, names and pronouns

}  // namespace fairwitness
