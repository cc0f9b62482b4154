// Plain text as it was saved from a page, or text that is clean already.
#pragma once

#include <memory>

#include "article/article.h"

namespace fairwitness {

class PlainRules {
 public:
  explicit PlainRules(const Rules& rules);
  ~PlainRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// A saved page's text: blocks of kind title, byline, paragraph, subhead, caption, credit; dropped: boilerplate,
// repeated, date (a line that is only a date, for read_text_metadata), credit (a photo's).
void read_plain(const RawRecord& record, const PlainRules& rules, Article& article);

// The text is the content, byte for byte; the blocks are its paragraphs.
void read_verbatim(const RawRecord& record, Article& article);

}  // namespace fairwitness
