// The stages of the engine one by one, on one core, each fed with what the stages before it made of the same input.
//   FW_BENCH_WARC     an archive, read as `fairwitness read` reads it
//   FW_BENCH_TEXTS    a JSONL of reports with `text`, from words to events; without it, a text is made up
//   FW_BENCH_LIBRARY  a library, whose reports are compared: copies, stories, origins, ledger
// Words are what white space parts, so that the rate does not hang on how a tokenizer cuts.
#include <benchmark/benchmark.h>
#include <libdeflate.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "copies/copies.h"
#include "intake/intake.h"
#include "ledger/ledger.h"
#include "origins/origins.h"
#include "run/engine.h"
#include "run/run.h"
#include "store/store.h"
#include "stories/stories.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const auto all = Rules::embedded();
  return **all;
}

// ---- an archive

void archive(benchmark::State& state) {
  const char* path = std::getenv("FW_BENCH_WARC");
  if (!path) return state.SkipWithError("FW_BENCH_WARC names no archive");
  int64_t records = 0, content = 0;
  for (auto _ : state) {
    Intake intake({path}, {});
    while (auto item = intake.next())
      if (auto* record = std::get_if<RawRecord>(&*item)) {
        ++records;
        content += static_cast<int64_t>(record->content.size());
      }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(std::filesystem::file_size(path)));
  state.SetItemsProcessed(records);
  state.counters["content"] = benchmark::Counter(static_cast<double>(content), benchmark::Counter::kIsRate);
}
BENCHMARK(archive)->Unit(benchmark::kMillisecond);

// What libdeflate alone takes for the same archive (gzip, a member a record): no reader of it can be faster.
void inflate_alone(benchmark::State& state) {
  const char* path = std::getenv("FW_BENCH_WARC");
  if (!path) return state.SkipWithError("FW_BENCH_WARC names no archive");
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::string out(size_t{64} << 20, '\0');
  libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
  for (auto _ : state)
    for (size_t at = 0; at < bytes.size();) {
      size_t used = 0, made = 0;
      const auto how = libdeflate_gzip_decompress_ex(inflater, bytes.data() + at, bytes.size() - at, out.data(),
                                                     out.size(), &used, &made);
      if (how != LIBDEFLATE_SUCCESS) {
        state.SkipWithError("not gzip, or a record of more than 64 MiB");
        break;
      }
      at += used;
    }
  libdeflate_free_decompressor(inflater);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}
BENCHMARK(inflate_alone)->Unit(benchmark::kMillisecond);

// ---- texts

std::vector<RawRecord> texts() {
  std::vector<RawRecord> all;
  if (const char* path = std::getenv("FW_BENCH_TEXTS")) {
    Intake intake({path}, {.verbatim = true});
    while (auto item = intake.next())
      if (auto* record = std::get_if<RawRecord>(&*item)) all.push_back(std::move(*record));
  }
  if (!all.empty()) return all;
  RawRecord record;
  for (int i = 0; i < 100; ++i)
    record.content +=
        "Mira Halvorsen, head of the harbour council, said on Friday that the bridge to Ostby would open in May.\n"
        "\"We were never asked,\" she told reporters after she had met Pavel Orlenko, the minister of transport.\n"
        "At least 12 people were hurt and 30 houses lost when the storm hit the coast near Varn on 4 March 2031.\n";
  record.id = "made-up";
  all.push_back(std::move(record));
  return all;
}

int64_t count_words(std::string_view text) {
  int64_t count = 0;
  bool inside = false;
  for (char c : text) {
    bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    count += !space && !inside;
    inside = !space;
  }
  return count;
}

struct Texts {
  std::vector<RawRecord> records;
  std::vector<Report> reports;  // all stages done
  int64_t words = 0;
};

const Texts& read_texts() {
  static const Texts all = [] {
    Texts made;
    made.records = texts();
    const Engine engine(*Rules::embedded());
    for (const RawRecord& record : made.records) {
      made.reports.push_back(engine.read(record, true));
      made.words += count_words(made.reports.back().article.text);
    }
    return made;
  }();
  return all;
}

// Each `step` is one stage on one report, with the results of the earlier stages at hand.
template <typename Step>
void measure_stage(benchmark::State& state, Step step) {
  const Texts& all = read_texts();
  for (auto _ : state)
    for (const Report& report : all.reports) benchmark::DoNotOptimize(step(report));
  state.SetItemsProcessed(state.iterations() * all.words);
  state.counters["texts"] = static_cast<double>(all.reports.size());
}

void words(benchmark::State& state) {
  const WordRules stage(rules());
  measure_stage(state, [&](const Report& r) { return read_words(r.article.text, r.article.blocks, stage); });
}

void names(benchmark::State& state) {
  const NameRules stage(rules());
  measure_stage(state, [&](const Report& r) { return find_names(r.article, r.words, stage); });
}

void quotes(benchmark::State& state) {
  const QuoteRules stage(rules());
  measure_stage(state, [&](const Report& r) { return find_quotes(r.article, r.words, r.names, stage); });
}

void dates(benchmark::State& state) {
  const DateRules stage(rules());
  measure_stage(state, [&](const Report& r) { return find_times(r.article, r.words, stage); });
}

void figures(benchmark::State& state) {
  const FigureRules stage(rules());
  measure_stage(state,
                [&](const Report& r) { return find_figures(r.article, r.words, r.names, r.quotes, r.times, stage); });
}

void events(benchmark::State& state) {
  const EventRules stage(rules());
  measure_stage(state,
                [&](const Report& r) { return find_events(r.article, r.words, r.names, r.quotes, r.times, stage); });
}

void all_of_a_text(benchmark::State& state) {
  const Engine engine(*Rules::embedded());
  const Texts& all = read_texts();
  for (auto _ : state)
    for (const RawRecord& record : all.records) benchmark::DoNotOptimize(engine.read(record, true));
  state.SetItemsProcessed(state.iterations() * all.words);
}

BENCHMARK(words)->Unit(benchmark::kMillisecond);
BENCHMARK(names)->Unit(benchmark::kMillisecond);
BENCHMARK(quotes)->Unit(benchmark::kMillisecond);
BENCHMARK(dates)->Unit(benchmark::kMillisecond);
BENCHMARK(figures)->Unit(benchmark::kMillisecond);
BENCHMARK(events)->Unit(benchmark::kMillisecond);
BENCHMARK(all_of_a_text)->Unit(benchmark::kMillisecond);

// ---- a library

struct Compared {
  std::vector<Report> reports;
  Findings findings;
};

const Compared& compared() {
  static const Compared all = [] {
    Compared made;
    const char* path = std::getenv("FW_BENCH_LIBRARY");
    if (!path) return made;
    auto library = Library::open(path, LibraryMode::read_only);
    if (!library) return made;
    auto reports = library->reports();
    if (!reports) return made;
    made.reports = std::move(*reports);
    made.findings = find_out(made.reports, FindingRules(rules()));
    return made;
  }();
  return all;
}

// Each `step` is one stage on all reports.
template <typename Step>
void measure_reduce(benchmark::State& state, Step step) {
  const Compared& all = compared();
  if (all.reports.empty()) return state.SkipWithError("FW_BENCH_LIBRARY names no library with reports");
  for (auto _ : state) benchmark::DoNotOptimize(step(all.findings));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(all.reports.size()));
}

void copies(benchmark::State& state) {
  const CopyRules stage(rules());
  measure_reduce(state, [&](const Findings& f) { return trace_copies(f.reports, stage); });
}

void stories(benchmark::State& state) {
  const StoryRules stage(rules());
  measure_reduce(state, [&](const Findings& f) { return group_stories(f.reports, f.copies, stage); });
}

void origins(benchmark::State& state) {
  measure_reduce(state, [&](const Findings& f) { return find_origins(f.reports, f.copies, f.stories); });
}

void ledger(benchmark::State& state) {
  const LedgerRules stage(rules());
  measure_reduce(state, [&](const Findings& f) {
    return build_ledger(f.reports, f.copies, f.stories, f.settled, f.origins, stage);
  });
}

BENCHMARK(copies)->Unit(benchmark::kMillisecond);
BENCHMARK(stories)->Unit(benchmark::kMillisecond);
BENCHMARK(origins)->Unit(benchmark::kMillisecond);
BENCHMARK(ledger)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
