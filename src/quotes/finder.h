// Joins what the learnt finder and the rules find with the quotation marks, which are exact, and makes the quotes.
#pragma once

#include "quotes/attributor.h"
#include "quotes/frames.h"
#include "quotes/quotes.h"
#include "quotes/speaker.h"

namespace fairwitness {

class Finder {
 public:
  Finder(const Article& article, const Words& words, const Names& names, const CueTable& cues,
         const Attributor& attributor);
  std::vector<Quote> run();

 private:
  struct Draft {
    Quote quote;
    Range content;
    size_t frame = 0;
    uint32_t entity = no_entity;  // of the speaker, where that is known from elsewhere than the source's words
  };

  // finder.cc: from marks and cues to frames
  void complete(Frame& frame) const;
  void whole_phrases(Range& range) const;
  void nearer_cue(Frame& frame) const;
  void quoted_as_saying();
  void share_subjects();
  void find_clause_frames();
  void find_phrase_frames();
  bool frame_for_clause(uint32_t line, uint32_t unit);
  bool frame_for_signature(uint32_t line, uint32_t unit);
  bool frame_for_introduction(uint32_t line, uint32_t unit);
  bool frame_for_phrase(uint32_t line, uint32_t first, uint32_t end);
  bool frame_for_label(uint32_t line, Range marked);
  size_t first_learnt(uint32_t line) const;
  bool confirm(uint32_t verb, Range content, const char* why);
  uint32_t clause_begin(const QuoteLine& line, uint32_t at) const;
  Range with_marks(uint32_t line, Range phrase) const;
  void add_frame(uint32_t line, uint32_t verb, Range content, const char* why);
  bool is_name_or_title(uint32_t line, Range phrase) const;
  bool is_title(uint32_t line, uint32_t first) const;
  Range source_of(const QuoteLine& line, const Frame& frame) const;
  void index_coverage();

  // turns.cc: the turns of a transcript
  struct Turn {
    uint32_t line = 0, block = 0;
    Range name, colon;
    uint32_t entity = no_entity;  // the person of that name
  };
  std::vector<Turn> transcript_turns() const;
  void add_turns();

  // assemble.cc: from frames to quotes
  void choose_owners();
  void emit(const Frame& frame, size_t index);
  bool quotes_words(const Frame& frame, uint32_t marked_words) const;
  void add_quote(QuoteKind kind, Range content, const Frame& frame, size_t index);
  bool tells(const Draft& draft) const;
  void continue_speech();
  void name_speakers();
  void find_listeners();
  Range speaking_source(const Frame& frame) const;
  Speaker antecedent(const Frame& frame) const;

  const Article& article_;
  const Names& names_;
  const SpeechUnits units_;
  const Syntax syntax_;
  const Speakers speakers_;
  std::vector<Frame> frames_;
  size_t learnt_ = 0;              // how many of them were learnt: the first
  std::vector<uint32_t> line_of_;  // of each unit
  std::vector<bool> covered_;      // units within some frame's content
  std::vector<size_t> owner_;      // of each mark: the frame that has it, or none
  std::vector<Draft> drafts_;
};

}  // namespace fairwitness
