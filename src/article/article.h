// One document becomes an article: title, byline, dates, outlet, credits, blocks and clean text. A pure function of one
// document; each value says from which field it came.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/base.h"
#include "intake/intake.h"
#include "rules/rules.h"

namespace fairwitness {

enum class BlockKind : uint8_t { title, paragraph, subhead, caption, list_item, block_quote, table, byline, credit };
std::string_view name_of(BlockKind kind);

// Blocks are in text order, do not overlap, and are separated by "\n\n" in the text.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  Span span;
};

// What was left out of the text and why: navigation, boilerplate, repeated, credit, related, comments, paywall ...
struct Dropped {
  std::string why;
  std::string text;
};

enum class CreditHow : uint8_t { dateline, byline, credit_line, in_text, photo };
std::string_view name_of(CreditHow how);

// Where a report names an agency. The span is in the text; empty when the place was dropped (then `words` keeps it).
struct Credit {
  std::string agency;  // the agency's usual name: "Reuters", "AFP"
  CreditHow how = CreditHow::in_text;
  Span span;
  std::string words;
};

// A value, the field it came from ("jsonld:NewsArticle.headline", "og:title", "text", "given" ...), and the others.
struct Sourced {
  std::string value;
  std::string from;
  std::vector<std::pair<std::string, std::string>> others;  // (value, from), best first
  bool known() const { return !value.empty(); }
};

// text[text_begin, text_begin + text_length) came from content[source_begin, source_begin + source_length) of the
// RawRecord. Equal lengths mean: byte for byte. Runs are in text order; bytes between runs (separators) have no source.
struct MapRun {
  uint32_t text_begin = 0, text_length = 0, source_begin = 0, source_length = 0;
};

struct Article {
  std::string text;  // valid UTF-8, clean
  std::vector<Block> blocks;
  std::vector<Dropped> dropped;
  std::vector<Credit> credits;
  std::vector<MapRun> map;
  std::vector<Problem> problems;

  Sourced title, outlet, url, language, section;
  Sourced published,
      modified;  // ISO 8601 with the precision and zone that were given: 2016-10-16, 2016-10-16T06:20, ...+03:30
  std::vector<std::string> authors;
  std::string authors_from;
  std::string owner;  // of the outlet, from rules/outlets
};

// Compiled once from the rules; immutable; shared by all threads.
class ArticleRules {
 public:
  explicit ArticleRules(const Rules& rules);
  ~ArticleRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// The article of a page or a text. With `verbatim` the text is the record's content, byte for byte, and its blocks are
// its lines.
Article read_article(const RawRecord& record, const ArticleRules& rules, bool verbatim = false);

}  // namespace fairwitness
