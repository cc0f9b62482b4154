#include <unistd.h>

#include <cstdio>

#include "intake/http.h"
#include "intake/test_files.h"

namespace fairwitness {
namespace {

std::string page(int i) { return "<!DOCTYPE html><p>The ferry number " + std::to_string(i) + " left."; }
std::string uri(int i) { return "https://tarn.example/news/ferry-" + std::to_string(i) + ".html"; }

// A crawl with what stands around pages in real ones.
std::vector<std::string> crawl(int pages) {
  std::vector<std::string> records = {warc_record("warcinfo", "", "application/warc-fields", "software: made up\r\n")};
  for (int i = 0; i < pages; ++i) {
    records.push_back(warc_record("request", uri(i), "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"));
    records.push_back(warc_page(uri(i), page(i)));
  }
  return records;
}

std::string joined(const std::vector<std::string>& parts, std::string (*each)(std::string_view) = nullptr) {
  std::string all;
  for (const std::string& part : parts) all += each ? each(part) : part;
  return all;
}

void expect_pages(const ReadItems& all, int pages) {
  ASSERT_EQ(all.records.size(), static_cast<size_t>(pages));
  for (int i = 0; i < pages; ++i) {
    const RawRecord& record = all.records[static_cast<size_t>(i)];
    EXPECT_EQ(record.content, page(i));
    EXPECT_EQ(record.kind, RawKind::html);
    EXPECT_EQ(record.given.url, uri(i));
    EXPECT_EQ(record.given.fetched, "2031-04-05T06:07:08Z");
    EXPECT_EQ(record.given.from, "warc");
    EXPECT_EQ(record.charset_from, "header");
    EXPECT_TRUE(record.id.starts_with("ferry-" + std::to_string(i) + "-")) << record.id;
  }
  EXPECT_TRUE(all.unread.empty());
}

void expect_found_again(const std::string& name, std::string_view bytes) {
  TempFolder folder;
  auto all = read_all({folder.write(name, bytes)});
  EXPECT_FALSE(all.records.empty());
  for (auto& record : all.records) {
    auto again = read_again(record.place);
    ASSERT_TRUE(again.has_value()) << name;
    EXPECT_EQ(again->content, record.content);
    EXPECT_EQ(again->id, record.id);
  }
}

TEST(Warc, IsReadPlainAndCompressedInAnyWay) {
  auto records = crawl(5);
  expect_pages(read_bytes("a.warc", joined(records)), 5);
  expect_pages(read_bytes("a.warc.gz", joined(records, gzipped)), 5);
  expect_pages(read_bytes("a.warc.gz", gzipped(joined(records))), 5);
  expect_pages(read_bytes("a.warc.zst", joined(records, zstd_frame)), 5);
  expect_pages(read_bytes("a.warc.zst", zstd_frame(joined(records))), 5);
  expect_pages(read_bytes("noname", joined(records, gzipped)), 5);
}

TEST(Warc, PlacesAreFoundAgain) {
  auto records = crawl(4);
  expect_found_again("a.warc", joined(records));
  expect_found_again("a.warc.gz", joined(records, gzipped));
  expect_found_again("a.warc.gz", gzipped(joined(records)));
  expect_found_again("a.warc.zst", joined(records, zstd_frame));
  auto all = read_bytes("a.warc.gz", joined(records, gzipped));
  EXPECT_EQ(all.records[0].place.offset, gzipped(records[0]).size() + gzipped(records[1]).size());
  EXPECT_EQ(all.records[0].place.length, gzipped(records[2]).size());
}

TEST(Warc, UsesTheDictionaryInFront) {
  std::string dictionary = warc_page("https://tarn.example/news/", "<!DOCTYPE html><p>The ferry number left.");
  while (dictionary.size() < 2000) dictionary += dictionary;
  std::string all = "\x5D\x2A\x4D\x18";
  for (int i = 0; i < 4; ++i) all += static_cast<char>(dictionary.size() >> (8 * i) & 0xFF);
  all += dictionary;
  auto records = crawl(3);
  ZSTD_CCtx* context = ZSTD_createCCtx();
  for (const std::string& record : records) {
    std::string out(ZSTD_compressBound(record.size()), '\0');
    out.resize(ZSTD_compress_usingDict(context, out.data(), out.size(), record.data(), record.size(), dictionary.data(),
                                       dictionary.size(), 3));
    all += out;
  }
  ZSTD_freeCCtx(context);
  expect_pages(read_bytes("a.warc.zst", all), 3);
  expect_found_again("a.warc.zst", all);
}

TEST(Warc, ReadsOnlyPagesTextsAndFeeds) {
  std::string warc = warc_response("http://a/1", "Content-Type: image/png", "\x89PNG") +
                     warc_response("http://a/2", "Content-Type: text/plain; charset=koi8-r", "\xC1\xC2") +
                     warc_record("conversion", "http://a/3", "text/plain", "Words.") +
                     warc_record("resource", "http://a/4", "text/html", "<p>Hi") +
                     warc_record("resource", "urn:pageinfo:http://a/5", "application/json", "{}") +
                     warc_record("revisit", "http://a/6", "application/http", "HTTP/1.1 200 OK\r\n\r\n") +
                     warc_record("response", "http://a/7", "application/http",
                                 "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No");
  auto all = read_bytes("a.warc", warc);
  ASSERT_EQ(all.records.size(), 3u);
  EXPECT_EQ(all.records[0].content, "аб");
  EXPECT_EQ(all.records[0].kind, RawKind::text);
  EXPECT_EQ(all.records[1].content, "Words.");
  EXPECT_EQ(all.records[2].content, "<p>Hi");
  ASSERT_EQ(all.unread.size(), 3u);
  for (auto& unread : all.unread) EXPECT_EQ(unread.reason, "not_a_page");
  EXPECT_EQ(all.unread[0].detail, "image/png");
  EXPECT_EQ(all.unread[2].detail, "HTTP 404");
}

TEST(Warc, GivesAFeedsItems) {
  std::string feed =
      "<rss><channel><title>Tarn</title><item><title>A</title><description>One.</description></item>"
      "<item><title>B</title><description>Two.</description></item></channel></rss>";
  std::string warc = warc_response("http://a/feed", "Content-Type: application/rss+xml", feed);
  auto all = read_bytes("a.warc", warc);
  ASSERT_EQ(all.records.size(), 2u);
  EXPECT_EQ(all.records[1].content, "Two.");
  EXPECT_EQ(all.records[1].place.nth, 1u);
  expect_found_again("a.warc", warc);
  expect_found_again("a.warc.gz", gzipped(warc));
}

TEST(Warc, UndoesTransferAndContentEncodings) {
  std::string body = "<!DOCTYPE html><p>The ferry left the harbour, the ferry left.";
  std::string zipped = gzipped(body);
  static constexpr char brotli[] =
      "\033\074\000\370\235\007\166\254\360\032\172\267\117\107\254\101\134\344\362\224\031\135\372\120\301\125\031\032"
      "\154\300\201\123\222\152\100\243\336\053\370\363\117\111\322\315\273\202\232\360\030\321\031\005";
  auto chunked = [](std::string_view bytes) {
    char size[16];
    std::snprintf(size, sizeof size, "%zx", bytes.size() - 3);
    return "3\r\n" + std::string(bytes.substr(0, 3)) + "\r\n" + size + ";x=y\r\n" + std::string(bytes.substr(3)) +
           "\r\n0\r\n\r\n";
  };
  struct Case {
    std::string fields, bytes;
  };
  for (const Case& each :
       {Case{"Transfer-Encoding: chunked", chunked(body)}, Case{"Content-Encoding: gzip", zipped},
        Case{"Content-Encoding: x-gzip\r\nTransfer-Encoding: chunked", chunked(zipped)},
        Case{"Content-Encoding: gzip, gzip", gzipped(zipped)},
        Case{"Content-Encoding: br", std::string(brotli, sizeof brotli - 1)},
        Case{"Content-Encoding: zstd", zstd_frame(body)},
        // Crawlers that undid the encoding and left the header.
        Case{"Content-Encoding: gzip\r\nTransfer-Encoding: chunked", body}, Case{"Content-Encoding: br", body}}) {
    auto all =
        read_bytes("a.warc", warc_response("http://a/1", "Content-Type: text/html\r\n" + each.fields, each.bytes));
    ASSERT_EQ(all.records.size(), 1u) << each.fields
                                      << (all.unread.empty() ? "" : all.unread[0].reason + all.unread[0].detail);
    EXPECT_EQ(all.records[0].content, body) << each.fields;
  }
  auto unknown =
      read_bytes("a.warc", warc_response("http://a/1", "Content-Type: text/html\r\nContent-Encoding: rot13", body));
  EXPECT_EQ(unknown.unread.at(0).reason, "unknown_encoding");
  auto nested = read_bytes(
      "a.warc",
      warc_response("http://a/1", "Content-Type: text/html\r\nContent-Encoding: gzip,gzip,gzip,gzip,gzip", body));
  EXPECT_EQ(nested.unread.at(0).reason, "too_many_encodings");
}

TEST(Warc, ReadsWhatOtherToolsWrite) {
  std::string block = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>LF";
  std::string lf =
      "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: <http://a/1>\nContent-Length: " + std::to_string(block.size()) +
      "\n\n" + block + "\n\n";
  auto all = read_bytes("a.warc", lf + lf);
  ASSERT_EQ(all.records.size(), 2u);
  EXPECT_EQ(all.records[0].content, "<p>LF");
  EXPECT_EQ(all.records[0].given.url, "http://a/1");
  auto truncated = read_bytes("a.warc",
                              "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Truncated: length\r\nContent-Type: "
                              "text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n");
  EXPECT_TRUE(has_problem(truncated.records.at(0), "content_cut"));
}

TEST(Warc, BrokenHeadsCostTheirRecord) {
  for (std::string_view length : {"", "-5", "18446744073709551616", "0x10", "7 7"}) {
    std::string bad =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + std::string(length) + "\r\n\r\nlost\r\n\r\n";
    auto all = read_bytes("a.warc", warc_page(uri(0), page(0)) + bad + warc_page(uri(1), page(1)));
    ASSERT_EQ(all.records.size(), 2u) << length;
    ASSERT_EQ(all.unread.size(), 1u) << length;
    EXPECT_EQ(all.unread[0].reason, "warc_broken");
    EXPECT_EQ(all.unread[0].place.offset, warc_page(uri(0), page(0)).size());
    EXPECT_EQ(all.unread[0].place.length, bad.size());
  }
  std::string huge = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nlost\r\n\r\n";
  auto all = read_bytes("a.warc", huge + warc_page(uri(0), page(0)));
  EXPECT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.unread.at(0).reason, "cut_off");
}

TEST(Warc, BrokenMembersCostThemselves) {
  auto records = crawl(4);
  for (auto pack : {gzipped, zstd_frame}) {
    std::string all;
    size_t broken_at = 0, broken_size = 0;
    for (size_t i = 0; i < records.size(); ++i) {
      std::string member = pack(records[i]);
      if (i == 4) {  // the second page
        broken_at = all.size();
        broken_size = member.size();
        for (size_t at = 20; at < 60; ++at) member[at] = static_cast<char>(member[at] ^ 0x55);
      }
      all += member;
    }
    auto read = read_bytes("a.warc.gz", all);
    EXPECT_EQ(read.records.size(), 3u);
    ASSERT_EQ(read.unread.size(), 1u);
    EXPECT_EQ(read.unread[0].how, Unread::How::failed);
    EXPECT_EQ(read.unread[0].place.offset, broken_at);
    EXPECT_EQ(read.unread[0].place.length, broken_size);
  }
}

TEST(Warc, LongRecordsAreCut) {
  std::string body = "<p>" + std::string(300'000, 'x');
  std::string warc = warc_page(uri(0), body) + warc_page(uri(1), page(1));
  for (auto& bytes : {warc, gzipped(warc), zstd_frame(warc)}) {
    auto all = read_bytes("a.warc", bytes, {.max_record_bytes = 100'000});
    ASSERT_EQ(all.records.size(), 2u);
    EXPECT_TRUE(has_problem(all.records[0], "content_cut"));
    EXPECT_LE(all.records[0].content.size(), 100'000u);
    EXPECT_EQ(all.records[1].content, page(1));
  }
}

TEST(Warc, LongMembersAreStreamed) {
  // Random letters do not compress well: one member of 12 MB, several records in it.
  std::string warc;
  uint64_t state = 1;
  for (int i = 0; i < 6; ++i) {
    std::string body = "<p>";
    while (body.size() < 3'000'000)
      body += "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"[(state = hash_mix(state, 7)) & 63];
    warc += warc_page(uri(i), body);
  }
  auto bytes = gzipped(warc) + gzipped(warc_page(uri(9), page(9)));
  ASSERT_GT(bytes.size(), 12'000'000u);
  auto all = read_bytes("a.warc.gz", bytes);
  ASSERT_EQ(all.records.size(), 7u);
  EXPECT_EQ(all.records[6].content, page(9));
  EXPECT_EQ(all.records[5].content.size(), 3'000'000u);
}

TEST(Warc, ComesThroughAPipe) {
  TempFolder folder;
  auto path = folder.write("a.warc.gz", joined(crawl(3), gzipped));
  int saved = ::dup(0);
  ASSERT_NE(std::freopen(path.c_str(), "rb", stdin), nullptr);
  auto all = read_all({"-"});
  ::dup2(saved, 0);
  ::close(saved);
  expect_pages(all, 3);
  EXPECT_EQ(all.records[0].place.path, "-");
}

}  // namespace
}  // namespace fairwitness
