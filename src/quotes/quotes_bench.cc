#include <benchmark/benchmark.h>

#include <string>

#include "quotes/quotes.h"

namespace {

using namespace fairwitness;

constexpr const char* paragraphs[] = {("Mira Halvorsen, head of the harbour council, said on Friday that the bridge "
                                       "would open in May and that nobody would be asked to pay.\n"),
                                      ("\"We were never asked,\" said the mayor of Ostby. \"Nobody called. Nobody "
                                       "wrote, and when we wrote ourselves nobody answered.\"\n"),
                                      ("The storm had torn the roof off the old fish market and thrown three boats "
                                       "onto the quay, where they lay for a week.\n"),
                                      ("According to the Varn news agency, a senior official told reporters the "
                                       "repairs would be \"long and costly\" but had to be done before winter.\n"),
                                      ("Work on the northern pier, which began two years ago, has cost more than four "
                                       "million so far; it employs sixty people.\n")};

// The room alone, on text of which about half the sentences tell what somebody said. Items are words.
void find(benchmark::State& state) {
  const auto rules = *Rules::embedded();
  const ArticleRules articles(*rules);
  const WordRules word_rules(*rules);
  const NameRules name_rules(*rules);
  const QuoteRules quote_rules(*rules);
  RawRecord record;
  while (record.content.size() < 200000)
    for (const char* paragraph : paragraphs) record.content += paragraph;
  const Article article = read_article(record, articles, true);
  const Words words = read_words(article.text, article.blocks, word_rules);
  const Names names = find_names(article, words, name_rules);
  for (auto _ : state) benchmark::DoNotOptimize(find_quotes(article, words, names, quote_rules));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(words.tokens.size()));
}
BENCHMARK(find)->Unit(benchmark::kMillisecond);

}  // namespace
