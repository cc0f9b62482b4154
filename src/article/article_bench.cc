// Pages a second from HTML to an article with its metadata, tree included. FW_BENCH_PAGES names a folder of HTML files;
// without it, a page is made up.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "article/article.h"
#include "article/body.h"
#include "article/meta.h"
#include "page/page.h"

namespace fairwitness {
namespace {

std::string made_up_page() {
  std::string page = "<!DOCTYPE html><html lang=\"en\"><head><title>A day in Ostmark</title></head><body><nav><ul>";
  for (int i = 0; i < 80; ++i)
    page += "<li class=\"menu__item\"><a href=\"/section/" + std::to_string(i) + "\">Section</a></li>\n";
  page += "</ul></nav><article><h1>A day in Ostmark</h1>";
  for (int i = 0; i < 40; ++i)
    page +=
        "<p class=\"text\">The council of Ostmark met on Tuesday &mdash; <b>for the third time</b> &mdash; and chose a "
        "new harbour "
        "master, said <a href=\"https://ostmark.example/people/" +
        std::to_string(i) + "\" rel=\"author\">Ana Bellweather</a>.</p>\n";
  return page + "</article><footer><p>All rights reserved</p></footer></body></html>\n";
}

const std::vector<RawRecord>& pages() {
  static const std::vector<RawRecord> all = [] {
    std::vector<RawRecord> out;
    if (const char* folder = std::getenv("FW_BENCH_PAGES")) {
      std::vector<std::filesystem::path> paths;
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) paths.push_back(entry.path());
      std::sort(paths.begin(), paths.end());
      for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        RawRecord record;
        record.kind = RawKind::html;
        record.content = decode(bytes, "", RawKind::html).text;
        out.push_back(std::move(record));
      }
    }
    if (out.empty()) {
      out.emplace_back();
      out[0].kind = RawKind::html;
      out[0].content = made_up_page();
    }
    return out;
  }();
  return all;
}

template <typename Step>
void measure(benchmark::State& state, Step step) {
  size_t bytes = 0;
  for (const RawRecord& page : pages()) bytes += page.content.size();
  for (auto _ : state)
    for (const RawRecord& page : pages()) benchmark::DoNotOptimize(step(page));
  state.SetBytesProcessed(static_cast<int64_t>(bytes * state.iterations()));
  state.SetItemsProcessed(static_cast<int64_t>(pages().size() * state.iterations()));
}

const Rules& rules() {
  static const auto all = Rules::embedded();
  return **all;
}

void tree(benchmark::State& state) {
  measure(state, [](const RawRecord& page) { return parse_html(page.content).size(); });
}

void tree_and_metadata(benchmark::State& state) {
  const MetaRules meta(rules());
  measure(state, [&](const RawRecord& page) {
    const Tree parsed = parse_html(page.content);
    Article article;
    read_page_metadata(page, parsed, meta, article);
    return article.title.value.size();
  });
}

void tree_and_body(benchmark::State& state) {
  const BodyRules body(rules());
  measure(state, [&](const RawRecord& page) {
    const Tree parsed = parse_html(page.content);
    Article article;
    read_body(page, parsed, body, article);
    return article.text.size();
  });
}

void whole_article(benchmark::State& state) {
  const ArticleRules all(rules());
  measure(state, [&](const RawRecord& page) { return read_article(page, all).text.size(); });
}

BENCHMARK(tree)->Unit(benchmark::kMillisecond);
BENCHMARK(tree_and_metadata)->Unit(benchmark::kMillisecond);
BENCHMARK(tree_and_body)->Unit(benchmark::kMillisecond);
BENCHMARK(whole_article)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
