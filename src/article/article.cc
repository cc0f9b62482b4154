#include "article/article.h"

#include "article/body.h"
#include "article/meta.h"
#include "article/plain.h"
#include "rules/lazy.h"

namespace fairwitness {

struct ArticleRules::State {
  explicit State(const Rules& rules) : meta(rules), body(rules), plain(rules) {}
  MetaRules meta;
  BodyRules body;
  Lazy<PlainRules> plain;  // most that is read is pages
};
ArticleRules::ArticleRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
ArticleRules::~ArticleRules() = default;

Article read_article(const RawRecord& record, const ArticleRules& rules, bool verbatim) {
  const auto& state = rules.state();
  Article article;
  if (record.kind == RawKind::html && !verbatim) {
    const Tree tree = parse_html(record.content);
    read_page_metadata(record, tree, state.meta, article);
    read_body(record, tree, state.body, article);
  } else {
    if (verbatim)
      read_verbatim(record, article);
    else
      read_plain(record, state.plain.get(), article);
    read_text_metadata(record, state.meta, article);
  }
  finish_metadata(record, state.meta, article);
  return article;
}

}  // namespace fairwitness
