// Any bytes, as a page and as a text: what is found is valid UTF-8, dates are dates, spans lie in the text.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "article/jsonld.h"
#include "article/meta.h"
#include "article/page_date.h"

namespace {

using namespace fairwitness;

void check(const Article& article) {
  for (const Sourced* one : {&article.title, &article.outlet, &article.url, &article.language, &article.section}) {
    FW_CHECK(is_utf8(one->value));
    FW_CHECK(one->value.empty() == one->from.empty());
  }
  for (const Sourced* one : {&article.published, &article.modified})
    FW_CHECK(!one->known() || parse_machine_date(one->value));
  for (const std::string& author : article.authors) FW_CHECK(!author.empty() && is_utf8(author));
  for (const Credit& credit : article.credits) {
    FW_CHECK(credit.span.end <= article.text.size());
    FW_CHECK(credit.span.empty() || credit.span.of(article.text) == credit.words);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::shared_ptr<const Rules> rules = Rules::embedded().value();
  static const MetaRules meta(*rules);
  RawRecord record;
  record.content = to_valid_utf8({reinterpret_cast<const char*>(data), size});
  repaired_json(record.content);
  for (RawKind kind : {RawKind::html, RawKind::text}) {
    record.kind = kind;
    Article article;
    if (kind == RawKind::html) {
      const Tree tree = parse_html(record.content);
      read_page_metadata(record, tree, meta, article);
    }
    article.text = record.content;
    for (size_t at = 0; at < record.content.size();) {
      size_t end = std::min(record.content.find('\n', at), record.content.size());
      auto block = static_cast<BlockKind>(article.blocks.size() % 9);
      article.blocks.push_back({block, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 1;
    }
    if (kind == RawKind::text) read_text_metadata(record, meta, article);
    finish_metadata(record, meta, article);
    check(article);
  }
  return 0;
}
