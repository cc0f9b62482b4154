// Megabytes a second from HTML to a tree. FW_BENCH_PAGES names a folder of HTML files; without it, pages are made up.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "page/page.h"

namespace fairwitness {
namespace {

std::string made_up_page(int paragraphs) {
  std::string page =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A day in Ostmark</title><script>";
  for (int i = 0; i < paragraphs; ++i)
    page += "window.data = window.data || []; if (1 < 2) { data.push({\"n\": " + std::to_string(i) + "}); }\n";
  page += "</script></head><body><nav><ul>";
  for (int i = 0; i < paragraphs; ++i)
    page += "<li class=\"menu__item menu__item--wide\"><a href=\"/section/" + std::to_string(i) +
            "?a=1&amp;b=2\">Section</a></li>\n";
  page += "</ul></nav><article>";
  for (int i = 0; i < paragraphs; ++i)
    page +=
        "<p class=\"text\">The council of Ostmark met on Tuesday &mdash; <b>for the third time</b> &mdash; and chose a "
        "new harbour "
        "master, said <a href=\"https://ostmark.example/people/" +
        std::to_string(i) +
        "\" rel=\"author\">Ana Bellweather</a>.</p>\n"
        "<figure><img src=\"/i/" +
        std::to_string(i) +
        ".jpg\" alt=\"\" width=\"640\" height=\"480\"><figcaption>The harbour.</figcaption></figure>\n";
  return page + "</article></body></html>\n";
}

std::vector<std::string> pages() {
  std::vector<std::string> all;
  if (const char* folder = std::getenv("FW_BENCH_PAGES")) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      std::ifstream in(path, std::ios::binary);
      all.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  if (all.empty())
    for (int i = 1; i <= 20; ++i) all.push_back(made_up_page(i * 40));
  return all;
}

void parse_pages(benchmark::State& state) {
  const auto all = pages();
  size_t bytes = 0, nodes = 0, attributes = 0;
  for (const auto& page : all) {
    bytes += page.size();
    const Tree tree = parse_html(page);
    nodes += tree.size();
    for (NodeId id = 0; id < tree.size(); ++id) attributes += tree[id].attribute_count;
  }
  for (auto _ : state)
    for (const auto& page : all) benchmark::DoNotOptimize(parse_html(page).size());
  state.SetBytesProcessed(static_cast<int64_t>(bytes * state.iterations()));
  state.SetItemsProcessed(static_cast<int64_t>(all.size() * state.iterations()));
  state.counters["bytes_per_node"] = static_cast<double>(bytes) / static_cast<double>(nodes);
  state.counters["bytes_per_attribute"] = static_cast<double>(bytes) / static_cast<double>(attributes ? attributes : 1);
}
BENCHMARK(parse_pages)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
