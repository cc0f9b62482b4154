// Text to sentences, tokens, tags and lemmas, on one core. Items are tokens.
#include <benchmark/benchmark.h>

#include <string>

#include "words/words.h"

namespace fairwitness {
namespace {

constexpr const char* paragraphs[] = {
    ("The council of Ostmark met on Tuesday for the third time and chose a new harbour master, Ana Bellweather "
     "said.\n"),
    ("\"We have waited long enough,\" she told reporters. \"Nobody here wants to go back to the old quay, do "
     "they?\"\n"),
    ("Some 1,200 houses stood under water by noon; at least 14 people were hurt, 3 of them badly, the rescue service "
     "said.\n"),
    ("The ferry to Varn, which had been held at the pier since 6.30 a.m., left with 85 passengers at 11:15.\n")};

void read(benchmark::State& state) {
  const auto rules = *Rules::embedded();
  const WordRules word_rules(*rules);
  std::string text;
  std::vector<Block> blocks;
  while (text.size() < 200000)
    for (const char* paragraph : paragraphs) {
      const auto begin = static_cast<uint32_t>(text.size());
      text += paragraph;
      blocks.push_back({BlockKind::paragraph, {begin, static_cast<uint32_t>(text.size() - 1)}});
    }
  int64_t tokens = 0;
  for (auto _ : state) tokens += static_cast<int64_t>(read_words(text, blocks, word_rules).tokens.size());
  state.SetItemsProcessed(tokens);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(read)->Unit(benchmark::kMillisecond);

void load_rules(benchmark::State& state) {
  const auto rules = *Rules::embedded();
  for (auto _ : state) benchmark::DoNotOptimize(WordRules(*rules));
}
BENCHMARK(load_rules)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
