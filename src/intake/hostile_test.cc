// Inputs that somebody made to hurt. Each must end within two seconds of processor time and 256 MiB of memory, and what
// it cost must be said.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "base/cost.h"
#include "intake/test_files.h"

namespace fairwitness {
namespace {

double seconds_used() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

// Reads in a process of its own, so that its memory can be measured alone. `expect` sees what was read; the way out
// says which promise was broken.
constexpr int kept = 0, too_slow = 2, too_big = 3, wrong = 4;
int read_hostile(const std::function<ReadItems()>& read, const std::function<bool(const ReadItems&)>& expect) {
  pid_t child = ::fork();
  if (child == 0) {
    rusage usage;
    ::getrusage(RUSAGE_SELF, &usage);
    long before = usage.ru_maxrss;
    double start = seconds_used();
    ReadItems all = read();
    ::getrusage(RUSAGE_SELF, &usage);
    if (!expect(all)) ::_exit(wrong);
    if (seconds_used() - start > patience(2)) ::_exit(too_slow);
    if (!sanitized && usage.ru_maxrss - before > 256 * 1024) ::_exit(too_big);
    ::_exit(kept);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string crawl(bool compressed) {
  std::string all;
  for (int i = 0; i < 12; ++i) {
    std::string record = warc_page("http://a/" + std::to_string(i),
                                   "<!DOCTYPE html><p>The ferry number " + std::to_string(i) + " left.");
    all += compressed ? gzipped(record) : record;
  }
  return all;
}

TEST(Hostile, WarcCutAnywhere) {
  for (bool compressed : {false, true}) {
    std::string all = crawl(compressed);
    size_t last = 0;
    for (size_t cut = 0; cut <= all.size(); cut += 97) {
      auto read = read_in_memory("a.warc.gz", all.substr(0, cut));
      EXPECT_GE(read.records.size(), last);  // what is whole is read, and only what is cut is lost
      EXPECT_LE(read.unread.size(), 1u);
      last = read.records.size();
    }
    EXPECT_GE(last, 11u);
  }
}

TEST(Hostile, WarcWithABitFlipped) {
  for (bool compressed : {false, true}) {
    std::string all = crawl(compressed);
    for (size_t bit = 0; bit < all.size() * 8; bit += 41) {
      std::string flipped = all;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      auto read = read_in_memory("a.warc.gz", flipped);
      // A changed length can swallow the next record too.
      EXPECT_GE(read.records.size(), bit / 8 < 10 ? 0u : 10u) << compressed << ' ' << bit;
    }
  }
}

std::string bomb(size_t megabytes) {
  std::string all = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/b\r\nContent-Length: " +
                    std::to_string(megabytes << 20) + "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  all.resize(all.size() + (megabytes << 20), ' ');
  return gzipped(all);
}

TEST(Hostile, GzipBombs) {
  std::string archive = bomb(300) + gzipped(warc_page("http://a/after", "<p>After"));
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.warc.gz", archive); },
                               [](const ReadItems& all) {
                                 return all.records.size() == 1 && all.records[0].content == "<p>After" &&
                                        !all.unread.empty();
                               }));
  std::string zeros = gzipped(std::string(300 << 20, 'a'));
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.txt.gz", zeros); },
                               [](const ReadItems& all) {
                                 return all.records.size() == 1 && has_problem(all.records[0], "content_cut");
                               }));
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.jsonl.gz", zeros); },
                               [](const ReadItems& all) { return all.records.empty(); }));
  std::string page = warc_response("http://a/c", "Content-Type: text/html\r\nContent-Encoding: gzip", zeros);
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.warc", page); },
                               [](const ReadItems& all) {
                                 return all.records.size() == 1 && has_problem(all.records[0], "content_cut");
                               }));
}

TEST(Hostile, EncodingsInEncodings) {
  std::string zipped = "<p>x";
  for (int i = 0; i < 50; ++i) zipped = gzipped(zipped);
  EXPECT_EQ(read_in_memory("a.html.gz", zipped).unread.at(0).reason, "too_many_encodings");
}

TEST(Hostile, FalseMembers) {
  std::string magics;
  while (magics.size() < (8u << 20)) magics.append("\x1F\x8B\x08\0", 4);
  std::string archive =
      gzipped(warc_page("http://a/1", "<p>One")) + magics + gzipped(warc_page("http://a/2", "<p>Two"));
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.warc.gz", archive); },
                               [](const ReadItems& all) { return all.records.size() == 2 && all.unread.size() == 1; }));
}

TEST(Hostile, FeedsThatGrow) {
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"lol\">";
  for (int i = 1; i < 12; ++i) {
    laughs += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) laughs += "&l" + std::to_string(i - 1) + ";";
    laughs += "\">";
  }
  laughs += "]><rss><channel><item><description>&l11;</description></item></channel></rss>";
  EXPECT_EQ(read_in_memory("a.rss", laughs).records.at(0).content, "&l11;");
  std::string deep = "<rss><channel><item><description>x</description>";
  for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.rss", deep); },
                               [](const ReadItems& all) { return all.unread.size() == 1; }));
  std::string wide = "<rss>";
  while (wide.size() < (60u << 20)) wide += "<a b='' c=''/>";
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.rss", wide); },
                               [](const ReadItems& all) { return all.unread.at(0).reason == "too_many_elements"; }));
}

TEST(Hostile, JsonThatIsDeepOrLong) {
  std::string deep(1 << 20, '[');
  EXPECT_EQ(read_in_memory("a.jsonl", "{\"text\":" + deep).unread.at(0).reason, "not_json");
  std::string line = "{\"text\":\"" + std::string(100 << 20, 'x') + "\"}\n{\"text\":\"ok\"}\n";
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.jsonl", line); },
                               [](const ReadItems& all) {
                                 return all.records.size() == 1 && all.unread.size() == 1 &&
                                        all.unread[0].reason == "too_long";
                               }));
  std::string wide = "{\"text\":[";
  while (wide.size() < (60u << 20)) wide += "[],";
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.jsonl", wide); },
                               [](const ReadItems& all) { return all.unread.size() == 1; }));
  std::string open(60 << 20, '{');
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.json", open); },
                               [](const ReadItems& all) { return all.unread.size() == 1; }));
}

TEST(Hostile, MailsOfManyParts) {
  std::string mail = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
  while (mail.size() < (20u << 20)) mail += "--b\nContent-Type: multipart/mixed; boundary=b\n\n";
  EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.eml", mail); },
                               [](const ReadItems& all) { return all.records.empty(); }));
}

TEST(Hostile, LongPagesOfOneByte) {
  for (char c : {'<', '&', '\xC3', '\xE2', '\x1B', '\n', '"', '\xFF'}) {
    std::string page = "<!DOCTYPE html>" + std::string(20 << 20, c);
    EXPECT_EQ(kept, read_hostile([&] { return read_in_memory("a.html", page); },
                                 [](const ReadItems& all) { return all.records.size() == 1; }))
        << static_cast<int>(c);
  }
}

}  // namespace
}  // namespace fairwitness
