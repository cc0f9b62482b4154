// The body of a web page: which parts of the tree are the article, what kind of block each is, the clean text, and the
// way back from the text to the page's bytes. What was left out is kept in `dropped` with the reason.
#pragma once

#include <memory>

#include "article/article.h"
#include "page/page.h"

namespace fairwitness {

class BodyRules {
 public:
  explicit BodyRules(const Rules& rules);
  ~BodyRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Fills text, blocks, dropped, map and problems; reads what the metadata already know (title, authors). Block kinds are
// final: a byline block holds the line that names the authors, a credit block the line that names an agency ("X
// contributed to this report").
void read_body(const RawRecord& record, const Tree& tree, const BodyRules& rules, Article& article);

}  // namespace fairwitness
