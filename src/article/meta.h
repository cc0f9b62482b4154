// The metadata half of an article: title, authors, outlet, dates, language, section, canonical address, agency credits.
// Each value says from which field it came and what else was on offer; unknown stays empty.
//
// The body half calls, in this order:
//   read_page_metadata  for a page, as soon as its tree stands (it does not look at the clean text), or
//   read_text_metadata  for a plain text, when its blocks stand;
//   finish_metadata     for both, when text, blocks and dropped stand: language, credits, what is told by the text
//   alone.
// `from` values: "given:jsonl.title", "jsonld:NewsArticle.headline", "meta:og:title", "html:h1", "html:title",
// "microdata:author", "link:canonical", "time", "url", "domain", "text", "cld2" ...
#pragma once

#include <memory>

#include "article/article.h"
#include "page/page.h"

namespace fairwitness {

// Compiled once from rules/outlets, rules/agencies and
// rules/<lang>/{month_names,date_labels,byline_words,credit_words}.
class MetaRules {
 public:
  explicit MetaRules(const Rules& rules);
  ~MetaRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Fills title, outlet, owner, url, section, published, modified, authors; adds the problem `paywall_declared`.
void read_page_metadata(const RawRecord& record, const Tree& tree, const MetaRules& rules, Article& article);

// The same for a plain text, from what came with the record and from the lines at its top and end.
void read_text_metadata(const RawRecord& record, const MetaRules& rules, Article& article);

// Fills language and credits, and outlet where only the text tells it. Reads article.text, blocks and dropped.
void finish_metadata(const RawRecord& record, const MetaRules& rules, Article& article);

}  // namespace fairwitness
