// Any text, a line a paragraph: every span must lie in the text on UTF-8 boundaries.
#include <cstdint>

#include "quotes/marks.h"
#include "quotes/quotes.h"

using namespace fairwitness;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto rules = *Rules::embedded();
  static const WordRules word_rules(*rules);
  static const NameRules name_rules(*rules);
  static const QuoteRules quote_rules(*rules);
  Article article;
  article.text = to_valid_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  for (size_t at = 0; at < article.text.size();) {
    const size_t end = std::min(article.text.find('\n', at), article.text.size());
    if (end > at)
      article.blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
    at = end + 1;
  }
  const Words words = read_words(article.text, article.blocks, word_rules);
  const Names names = find_names(article, words, name_rules);
  for (const Quote& quote : find_quotes(article, words, names, quote_rules))
    for (const auto* spans : {&quote.content, &quote.cue, &quote.source})
      for (Span span : *spans) {
        FW_CHECK(span.begin < span.end && span.end <= article.text.size());
        FW_CHECK(is_utf8_boundary(article.text, span.begin) && is_utf8_boundary(article.text, span.end));
      }
  return 0;
}
