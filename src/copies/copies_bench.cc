// How fast copies are traced in an invented stream of news: reports of 800 words, one in ten partly copied from
// another.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "copies/copies.h"

namespace fairwitness {
namespace {

// Words by a power law, as in real text: made of syllables, so that nobody's text stands here.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {
    for (int i = 0; i < 40000; ++i) words_.push_back(word());
  }
  std::string sentence() {
    std::string out;
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int i = 0; i < 20; ++i) {
      double u = uniform(random_);
      out +=
          words_[static_cast<size_t>(static_cast<double>(words_.size() - 1) * u * u * u * u)] + (i == 19 ? ". " : " ");
    }
    return out;
  }
  unsigned number() { return static_cast<unsigned>(random_()); }

 private:
  std::string word() {
    static const char* const syllables[] = {"ta",  "ren", "vo",  "lis", "ka",  "mor", "ni",
                                            "del", "su",  "par", "o",   "gri", "be",  "lun"};
    std::string out;
    for (unsigned n = 1 + random_() % 4; n > 0; --n) out += syllables[random_() % std::size(syllables)];
    return out;
  }
  std::mt19937 random_;
  std::vector<std::string> words_;
};

std::vector<std::unique_ptr<Report>> stream(size_t count) {
  Writer writer(1);
  std::vector<std::unique_ptr<Report>> reports;
  for (size_t i = 0; i < count; ++i) {
    auto report = std::make_unique<Report>();
    report->id = "r" + std::to_string(1000000 + i);
    if (i > 0 && i % 10 == 0) report->article.text = reports[writer.number() % i]->article.text.substr(0, 2000) + "\n";
    while (report->article.text.size() < 4500) report->article.text += writer.sentence();
    reports.push_back(std::move(report));
  }
  return reports;
}

void trace(benchmark::State& state) {
  auto reports = stream(static_cast<size_t>(state.range(0)));
  std::vector<const Report*> pointers;
  for (const auto& report : reports) pointers.push_back(report.get());
  auto rules = *Rules::embedded();
  CopyRules copy_rules(*rules);
  size_t found = 0;
  for (auto _ : state) found = trace_copies(pointers, copy_rules).size();
  state.SetItemsProcessed(static_cast<int64_t>(pointers.size()) * static_cast<int64_t>(state.iterations()));
  state.counters["copies"] = static_cast<double>(found);
}
BENCHMARK(trace)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
