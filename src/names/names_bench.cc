// Text to words, and words to names, on one core. Reads text files named in FW_BENCH_TEXT (a folder), else a made-up
// report.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "names/names.h"

namespace {

using namespace fairwitness;

std::vector<Article> articles() {
  std::vector<Article> out;
  std::string made =
      "Foreign Minister Pavel Orlenko said on Friday that the talks in Geneva had failed, and accused the United "
      "States of breaking the truce.\n"
      "\"We came a long way,\" Orlenko told reporters after he met Clara Halvorsen, the UN envoy. \"There is more to "
      "do,\" he added.\n"
      "At least 12 people were killed and 30 wounded when shells hit a market in the east of the city, the Belvarian "
      "Observatory said.\n";
  std::vector<std::string> texts;
  if (const char* folder = std::getenv("FW_BENCH_TEXT")) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(file.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  } else {
    std::string report;
    for (int i = 0; i < 6; ++i) report += made;
    texts.assign(20, report);
  }
  for (auto& text : texts) {
    Article article;
    article.text = std::move(text);
    for (size_t at = 0; at < article.text.size();) {
      size_t end = std::min(article.text.find('\n', at), article.text.size());
      if (end > at)
        article.blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 1;
    }
    out.push_back(std::move(article));
  }
  return out;
}

const Rules& rules() {
  static const auto loaded = Rules::embedded();
  return **loaded;
}

void report_rate(benchmark::State& state, size_t tokens) {
  state.counters["words_per_s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsIterationInvariantRate);
}

void words(benchmark::State& state) {
  WordRules word_rules(rules());
  auto texts = articles();
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const auto& article : texts) tokens += read_words(article.text, article.blocks, word_rules).tokens.size();
  }
  report_rate(state, tokens);
}
BENCHMARK(words)->Unit(benchmark::kMillisecond);

void words_and_names(benchmark::State& state) {
  WordRules word_rules(rules());
  NameRules name_rules(rules());
  auto texts = articles();
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const auto& article : texts) {
      Words read = read_words(article.text, article.blocks, word_rules);
      tokens += read.tokens.size();
      benchmark::DoNotOptimize(find_names(article, read, name_rules));
    }
  }
  report_rate(state, tokens);
}
BENCHMARK(words_and_names)->Unit(benchmark::kMillisecond);

void load_rules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(NameRules(rules()));
}
BENCHMARK(load_rules)->Unit(benchmark::kMillisecond);

}  // namespace
