// How fast an invented stream of news is grouped: reports of 800 words, four to an event, some hundred events a day.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "stories/stories.h"

namespace fairwitness {
namespace {

// Words by a power law, made of syllables, so that nobody's text stands here.
std::string word(uint32_t number) {
  static const char* const syllables[] = {"ta", "ren", "vo", "lis", "ka", "mor", "ni", "del",
                                          "su", "par", "o",  "gri", "be", "lun", "fe", "wo"};
  std::string out;
  for (number = static_cast<uint32_t>(hash_mix(number, 7) >> 36); out.empty() || number > 15; number /= 16)
    out += syllables[number % 16];
  return out;
}

std::vector<std::unique_ptr<Report>> stream(size_t count) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<std::unique_ptr<Report>> reports;
  for (size_t i = 0; i < count; ++i) {
    auto report = std::make_unique<Report>();
    report->id = "r" + std::to_string(1000000 + random() % 1000000) + std::to_string(i);
    size_t event = i / 4;
    report->article.published.value = iso_day(Day(std::chrono::days(18000 + event / 100)));
    for (int k = 0; k < 800; ++k) {
      bool own = random() % 4 == 0;
      double u = uniform(random);
      uint32_t number = own ? static_cast<uint32_t>(50000 + event * 40 + random() % 40)
                            : static_cast<uint32_t>(50000 * u * u * u * u);
      std::string next = word(number);
      if (own) next[0] = static_cast<char>(next[0] - 32);
      report->article.text += next + (k % 20 == 19 ? ". " : " ");
    }
    report->article.title.value = report->article.text.substr(0, report->article.text.find(' ', 60));
    reports.push_back(std::move(report));
  }
  return reports;
}

void group(benchmark::State& state) {
  auto reports = stream(static_cast<size_t>(state.range(0)));
  std::vector<const Report*> pointers;
  for (const auto& report : reports) pointers.push_back(report.get());
  auto rules = *Rules::embedded();
  StoryRules story_rules(*rules);
  size_t found = 0;
  for (auto _ : state) found = group_stories(pointers, {}, story_rules).size();
  state.SetItemsProcessed(static_cast<int64_t>(pointers.size()) * static_cast<int64_t>(state.iterations()));
  state.counters["stories"] = static_cast<double>(found);
}
BENCHMARK(group)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
