// Pages made to hurt, from bytes to the article with its metadata: each in a process of its own, whose processor time
// and memory are measured. Time must grow with the size and not faster.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "article/article.h"
#include "base/cost.h"

namespace fairwitness {
namespace {

constexpr double most_seconds = patience(2);
constexpr long most_kilobytes = 256 * 1024;

struct Cost {
  bool finished = false;
  double seconds = 0;
  long kilobytes = 0;
};

const ArticleRules& rules() {
  static const ArticleRules compiled(*Rules::embedded().value());
  return compiled;
}

Cost measure(std::string html) {
  Cost cost;
  rules();
  RawRecord record;
  record.kind = RawKind::html;
  record.content = std::move(html);
  const pid_t child = fork();
  if (child == 0) {
    const Article article = read_article(record, rules());
    _exit(article.text.size() <= max_text_bytes ? 0 : 1);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return cost;
  cost.finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  cost.seconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  cost.kilobytes = usage.ru_maxrss;
  return cost;
}

struct Hostile {
  const char* name;
  const char* prefix;
  const char* piece;  // repeated
  std::string make(size_t bytes) const {
    std::string out = prefix;
    const std::string_view part = piece;
    while (out.size() < bytes) out += part;
    return out;
  }
};

const Hostile hostile_inputs[] = {
    {"nested divs", "", "<div>"},
    {"nested divs with text", "", "<div>a"},
    {"misnested formatting", "", "<b><i><p>x</b></i>"},
    {"attributes of one tag", "<p ", "class=comment-share "},
    {"one class of all words", "<p class='", "comment-share-"},
    {"ampersands", "", "&"},
    {"cells nine quadrillion wide", "<table>", "<td colspan=9007199254740993>x"},
    {"an unclosed comment", "<!--", "-"},
    {"an unclosed script", "<script>", "</scrip>"},
    {"spaces without width", "<p>", "\xE2\x80\x8B"},
    {"paragraphs", "", "<p>The harbour is closed, the council said on Monday, and the ferry with it."},
    {"the same short paragraph", "", "<p>Closed."},
    {"line breaks", "", "a<br><br>"},
    {"links", "", "<a href=x>The ferry</a> "},
    {"headings", "", "<h1>Ferry</h1>"},
    {"lower headings", "<title>The ferry returns to the harbour</title>", "<h2>The ferry returns</h2>"},
    {"times", "", "<time datetime=2031-01-01>Published 1 January 2031</time>"},
    {"days in words", "", "<p class=date>5 April 2031</p>"},
    {"bylines", "", "<p class=byline>By Ada Quill and Ben Tallow</p>"},
    {"authors", "", "<meta name=author content='Ada Quill'>"},
    {"makers' dates", "", "<meta name='a:b:c:published_time' content='2031'>"},
    {"descriptions", "", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>"},
    {"one deep description", "<script type='application/ld+json'>", "{\"@graph\":["},
    {"article bodies", "<script type='application/ld+json'>{\"articleBody\":\"", "The harbour is closed. "},
    {"a script's dates", "<h1>F</h1><script>", "\"publishedDate\":\"2031-01-01\","},
    {"a script's colons", "<h1>F</h1><script>", "\"a\":"},
    {"bars in the title", "<title>Ferry", " | Ferry"},
    {"agencies", "", "<p>ORVALE (Reuters) - (AP)"},
};

TEST(Hostile, TimeAndMemoryOfPagesStayBounded) {
  for (const Hostile& hostile : hostile_inputs) {
    const Cost cost = measure(hostile.make(hostile_size(5'000'000)));
    EXPECT_TRUE(cost.finished) << hostile.name;
    EXPECT_LT(cost.seconds, most_seconds) << hostile.name;
    if (!sanitized) {
      EXPECT_LT(cost.kilobytes, most_kilobytes) << hostile.name;
    }
  }
}

// One piece as long as a record may be (tests/bad_input_test.py has a hundred megabytes in a file).
TEST(Hostile, OneTextAsLongAsARecord) {
  const Cost cost = measure("<p>" + std::string(hostile_size(max_record_bytes), 'a'));
  EXPECT_TRUE(cost.finished);
  EXPECT_LT(cost.seconds, most_seconds);
  if (!sanitized) {
    EXPECT_LT(cost.kilobytes, most_kilobytes);
  }
}

TEST(Hostile, TimeOfPagesGrowsWithTheSize) {
  if (sanitized) GTEST_SKIP() << "times mean nothing under a sanitizer";
  for (const Hostile& hostile : hostile_inputs) {
    // The best of a few runs on each side; what a small input takes is mostly the start of the process.
    double small = 1e9, large = 1e9;
    const std::string small_input = hostile.make(300'000), large_input = hostile.make(1'200'000);
    for (int i = 0; i < 3 && (i == 0 || large > 6 * small + 0.02); ++i) {
      small = std::min(small, measure(small_input).seconds);
      large = std::min(large, measure(large_input).seconds);
    }
    EXPECT_LE(large, 6 * small + 0.02) << hostile.name;
  }
}

TEST(Hostile, MoreBlocksThanAreReadAreSaidToBeCut) {
  RawRecord record;
  record.kind = RawKind::html;
  for (int i = 0; i < 61'000; ++i) record.content += "<p>The harbour is closed.";
  const Article article = read_article(record, rules());
  EXPECT_TRUE(std::any_of(article.problems.begin(), article.problems.end(),
                          [](const Problem& p) { return p.code == "text_cut"; }));
}

}  // namespace
}  // namespace fairwitness
