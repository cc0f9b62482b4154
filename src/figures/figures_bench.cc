// Words a second of the dates, figures and events on tagged text; `items_per_second` counts words.
#include <benchmark/benchmark.h>

#include "figures/figures.h"

namespace fairwitness {
namespace {

struct Material {
  std::shared_ptr<const Rules> rules = *Rules::embedded();
  WordRules word_rules{*rules};
  NameRules name_rules{*rules};
  DateRules date_rules{*rules};
  FigureRules figure_rules{*rules};
  Article article;
  Words words;
  Names names;
  std::vector<Time> times;

  Material() {
    const std::string_view paragraph =
        "At least 12 villagers were killed in Korrel on Monday, according to the Red Lantern Society, and more than "
        "300 people have fled since May 3.\n\n"
        "Mira Halvorsen, the Foreign Minister of Marra, said the talks with Ostania would resume in Tresk next week, "
        "after a three-week-old truce collapsed.\n\n"
        "The town is quiet now, said a teacher who did not give her name, and the river that runs through it is full "
        "of boats again.\n\n";
    for (int i = 0; i < 200; ++i) article.text += paragraph;
    for (size_t at = 0; at < article.text.size();) {
      size_t end = article.text.find("\n\n", at);
      article.blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 2;
    }
    article.published.value = "2019-06-12";
    words = read_words(article.text, article.blocks, word_rules);
    names = find_names(article, words, name_rules);
    times = find_times(article, words, date_rules);
  }
};

const Material& material() {
  static const Material all;
  return all;
}

void read_times(benchmark::State& state) {
  const Material& m = material();
  for (auto _ : state) benchmark::DoNotOptimize(find_times(m.article, m.words, m.date_rules));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * m.words.tokens.size()));
}
BENCHMARK(read_times);

void read_figures(benchmark::State& state) {
  const Material& m = material();
  for (auto _ : state) benchmark::DoNotOptimize(find_figures(m.article, m.words, m.names, {}, m.times, m.figure_rules));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * m.words.tokens.size()));
}
BENCHMARK(read_figures);

}  // namespace
}  // namespace fairwitness
