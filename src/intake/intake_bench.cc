// How fast archives, lines and bytes are read, per core. The pages are made up: markup and sentences that compress
// about as well as news pages do.
#include <benchmark/benchmark.h>
#include <libdeflate.h>
#include <simdjson.h>

#include <string>

#include "intake/charset.h"
#include "intake/reader.h"

namespace fairwitness {
namespace {

constexpr std::string_view words[] = {
    "harbour",  "ferry",   "council", "said",  "the",     "of",        "morning", "minister", "water", "river",
    "talks",    "between", "two",     "towns", "region",  "spokesman", "would",   "after",    "their", "bridge",
    "reported", "who",     "closed",  "vote",  "against", "budget",    "on",      "Tuesday",  "in",    "a"};

std::string page(uint64_t seed) {
  uint64_t state = seed;
  auto random = [&](uint64_t below) { return (state = hash_mix(state, 11)) % below; };
  std::string html = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>";
  auto sentence = [&](size_t count) {
    for (size_t i = 0; i < count; ++i) html.append(words[random(std::size(words))]).append(random(9) ? " " : "’s ");
  };
  sentence(8);
  html += "</title>";
  for (int i = 0; i < 40; ++i)
    html += "<script src=\"/static/js/chunk-" + std::to_string(random(1'000'000'000)) + ".js\" async></script>\n";
  html += "</head><body><nav>";
  for (int i = 0; i < 150; ++i)
    html += "<li class=\"menu-item\"><a href=\"/section/" + std::to_string(random(1'000'000)) + "\">Item</a></li>\n";
  html += "</nav><article>";
  for (int i = 0; i < 40; ++i) {
    html += "<p class=\"body\" data-id=\"" + std::to_string(random(1'000'000'000'000)) + "\">";
    sentence(60);
    html += "</p>\n";
  }
  return html + "</article></body></html>";
}

std::string record(std::string_view type, std::string_view media, std::string_view block, int i) {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Record-ID: <urn:uuid:" + hash_hex(block, 32) +
         ">\r\nWARC-Date: 2031-04-05T06:07:08Z\r\nWARC-Target-URI: https://tarn.example/news/" + std::to_string(i) +
         "\r\nContent-Type: " + std::string(media) + "\r\nContent-Length: " + std::to_string(block.size()) +
         "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

std::string archive(int pages, bool compressed) {
  std::string all;
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  auto add = [&](const std::string& bytes) {
    if (!compressed) {
      all += bytes;
      return;
    }
    std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
    all += out;
  };
  for (int i = 0; i < pages; ++i) {
    add(record("request", "application/http; msgtype=request", "GET /news HTTP/1.1\r\nHost: tarn.example\r\n\r\n", i));
    add(record("response", "application/http; msgtype=response",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(static_cast<uint64_t>(i) + 1),
               i));
  }
  libdeflate_free_compressor(compressor);
  return all;
}

void read(benchmark::State& state, const std::string& bytes, const std::string& name) {
  int64_t records = 0, content = 0;
  for (auto _ : state) {
    auto reader = read_memory(bytes, name);
    while (auto item = reader->next())
      if (auto* found = std::get_if<RawRecord>(&*item)) {
        ++records;
        content += static_cast<int64_t>(found->content.size());
      }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
  state.counters["records"] = benchmark::Counter(static_cast<double>(records), benchmark::Counter::kIsRate);
  state.counters["content"] =
      benchmark::Counter(static_cast<double>(content), benchmark::Counter::kIsRate, benchmark::Counter::kIs1024);
}

void WarcGz(benchmark::State& state) { read(state, archive(1000, true), "a.warc.gz"); }
void WarcPlain(benchmark::State& state) { read(state, archive(1000, false), "a.warc"); }

// What libdeflate alone makes of the same members: the bound for WarcGz.
void InflateAlone(benchmark::State& state) {
  std::string bytes = archive(1000, true);
  std::string out(1 << 20, '\0');
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  for (auto _ : state) {
    for (size_t at = 0; at < bytes.size();) {
      size_t used = 0, got = 0;
      if (libdeflate_gzip_decompress_ex(decompressor, bytes.data() + at, bytes.size() - at, out.data(), out.size(),
                                        &used, &got))
        break;
      at += used;
    }
  }
  libdeflate_free_decompressor(decompressor);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}

void Jsonl(benchmark::State& state) {
  std::string bytes;
  for (uint64_t i = 1; i <= 1000; ++i) {
    std::string text = page(i);
    std::string escaped;
    for (char c : text) {
      if (c == '"' || c == '\\') escaped += '\\';
      if (c == '\n')
        escaped += "\\n";
      else
        escaped += c;
    }
    bytes += "{\"id\":\"r" + std::to_string(i) + "\",\"html\":\"" + escaped + "\"}\n";
  }
  read(state, bytes, "a.jsonl");
}

void DecodeUtf8(benchmark::State& state) {
  std::string bytes;
  for (uint64_t i = 1; i <= 100; ++i) bytes += page(i);
  for (auto _ : state) benchmark::DoNotOptimize(decode(bytes, "utf-8", RawKind::html));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}

void DecodeWindows1252(benchmark::State& state) {
  std::string bytes;
  for (uint64_t i = 1; i <= 100; ++i) bytes += page(i) + " \x92\xE9";
  for (auto _ : state) benchmark::DoNotOptimize(decode(bytes, "windows-1252", RawKind::html));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}

BENCHMARK(WarcGz)->Unit(benchmark::kMillisecond);
BENCHMARK(InflateAlone)->Unit(benchmark::kMillisecond);
BENCHMARK(WarcPlain)->Unit(benchmark::kMillisecond);
BENCHMARK(Jsonl)->Unit(benchmark::kMillisecond);
BENCHMARK(DecodeUtf8)->Unit(benchmark::kMillisecond);
BENCHMARK(DecodeWindows1252)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fairwitness
