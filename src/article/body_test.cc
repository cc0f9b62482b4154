// Golden cases: cases/NAME.{html,txt,verbatim} and what they become, cases/NAME.expected. UPDATE_CASES=1 rewrites the
// expectations. What must hold of every article, whatever the input, is checked on all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "article/article.h"

namespace fairwitness {
namespace {

namespace fs = std::filesystem;
const fs::path cases = fs::path(FW_SOURCE_DIR) / "src/article/cases";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const ArticleRules& rules() {
  static const auto all = Rules::embedded();
  static const ArticleRules compiled(**all);
  return compiled;
}

RawRecord record_of(std::string content, RawKind kind) {
  RawRecord record;
  record.kind = kind;
  record.content = std::move(content);
  return record;
}

Article read_html(std::string_view html) { return read_article(record_of(std::string(html), RawKind::html), rules()); }
Article read_text(std::string_view text) { return read_article(record_of(std::string(text), RawKind::text), rules()); }

std::string dump(const Article& article) {
  std::string out;
  for (const Block& block : article.blocks)
    out += std::string(name_of(block.kind)) + " | " + std::string(block.span.of(article.text)) + "\n";
  for (const Dropped& dropped : article.dropped) {
    std::string text = dropped.text;
    for (size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 3) text.replace(at, 1, " / ");
    out += "dropped " + dropped.why + " | " + text + "\n";
  }
  for (const Problem& problem : article.problems) out += "problem " + problem.code + "\n";
  return out;
}

// The source range that a byte of the text came from; empty for a separator.
std::pair<uint32_t, uint32_t> source_of(const Article& article, uint32_t at) {
  for (const MapRun& run : article.map) {
    if (at < run.text_begin || at >= run.text_begin + run.text_length) continue;
    if (run.text_length == run.source_length) return {run.source_begin + (at - run.text_begin), 1};
    return {run.source_begin, run.source_length};
  }
  return {0, 0};
}

void expect_sound(const Article& article, std::string_view content, bool verbatim) {
  EXPECT_TRUE(is_utf8(article.text));
  uint32_t end = 0;
  for (const Block& block : article.blocks) {
    EXPECT_LT(block.span.begin, block.span.end);
    ASSERT_LE(block.span.end, article.text.size());
    EXPECT_TRUE(is_utf8_boundary(article.text, block.span.begin) && is_utf8_boundary(article.text, block.span.end));
    if (end > 0 && !verbatim) {
      EXPECT_EQ(article.text.substr(end, block.span.begin - end), "\n\n");
    }
    EXPECT_GE(block.span.begin, end);
    end = block.span.end;
  }
  if (!verbatim) {
    EXPECT_EQ(end, article.text.size());
  }
  uint32_t text_end = 0;
  for (const MapRun& run : article.map) {
    EXPECT_GE(run.text_begin, text_end);
    text_end = run.text_begin + run.text_length;
    ASSERT_LE(text_end, article.text.size());
    ASSERT_LE(run.source_begin + run.source_length, content.size());
    if (run.text_length == run.source_length) {
      EXPECT_EQ(article.text.substr(run.text_begin, run.text_length),
                content.substr(run.source_begin, run.source_length));
    }
  }
  if (article.map.size() > 1000) return;  // the look-up below is slow
  for (uint32_t at = 0; at < article.text.size(); ++at) {
    if (article.text[at] != ' ' && article.text[at] != '\n' && article.text[at] != '|') {
      EXPECT_NE(source_of(article, at).second, 0u) << "no source: " << article.text.substr(at, 20);
    }
  }
}

TEST(Cases, ReadAsExpected) {
  const bool update = std::getenv("UPDATE_CASES") != nullptr;
  size_t count = 0;
  for (const auto& entry : fs::directory_iterator(cases)) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".expected") continue;
    SCOPED_TRACE(entry.path().filename().string());
    const std::string content = slurp(entry.path());
    const RawRecord record = record_of(content, ending == ".html" ? RawKind::html : RawKind::text);
    const bool verbatim = ending == ".verbatim";
    const Article article = read_article(record, rules(), verbatim);
    expect_sound(article, content, verbatim);
    if (verbatim) {
      EXPECT_EQ(article.text, content);
    }
    const fs::path expected = fs::path(entry.path()).replace_extension(".expected");
    if (update) std::ofstream(expected, std::ios::binary) << dump(article);
    EXPECT_EQ(dump(article), slurp(expected));
    ++count;
  }
  EXPECT_GE(count, 25u);
}

TEST(Map, ReferencesLeadBackToTheirBytes) {
  const std::string html = slurp(cases / "entities.html");
  const Article article = read_html(html);
  auto source = [&](std::string_view words) {
    const auto at = static_cast<uint32_t>(article.text.find(words));
    EXPECT_NE(at, static_cast<uint32_t>(std::string::npos)) << words;
    const auto [begin, length] = source_of(article, at);
    return html.substr(begin, length);
  };
  EXPECT_EQ(source("\xC3\xA9 owners"), "&eacute;");
  EXPECT_EQ(source("\xE2\x80\x99 union"), "&rsquo;");
  EXPECT_EQ(source("\xE2\x80\x94 the town"), "&mdash;");
  EXPECT_EQ(source("'s second largest"), "&#39;");
  EXPECT_EQ(source("& closed"), "&amp;");
  EXPECT_EQ(source("\xC2\xBD crowns"), "&frac12;");
  EXPECT_EQ(source("&T was"), "&");
  EXPECT_NE(article.text.find("harbour board said"), std::string::npos) << "the soft hyphen stays";
  EXPECT_NE(article.text.find("wrote the paper on Monday"), std::string::npos) << "white space is collapsed";
}

TEST(Verbatim, KeepsEveryByteAndOrdersItsBlocks) {
  const std::string text = "First line\r\n\r\n  Second line, which is longer than the first and ends.\n\n\nThird";
  const Article article = read_article(record_of(text, RawKind::text), rules(), true);
  EXPECT_EQ(article.text, text);
  ASSERT_EQ(article.blocks.size(), 3u);
  EXPECT_EQ(article.blocks[0].kind, BlockKind::title);
  EXPECT_EQ(article.blocks[1].span.of(article.text), "Second line, which is longer than the first and ends.");
}

// Inputs that are made to hurt. Each must be read in a moment, and soundly.
TEST(Hostile, PagesAreReadSoundly) {
  auto times = [](std::string_view part, size_t n) {
    std::string out;
    for (size_t i = 0; i < n; ++i) out += part;
    return out;
  };
  const std::string inputs[] = {
      times("<div>", 100000),
      times("<div>a", 50000),
      times("<p>word ", 100000),
      times("<br>", 200000),
      times("<b><p>x", 20000),
      times("<td>cell", 50000),
      times("&", 100000),
      "<p>" + times("&notit;", 50000) + "</p>",
      "<p>" + times("&#x200B;\xC2\xAD", 50000) + "</p>",
      "<p class=\"" + times("comment-share-", 50000) + "\">text</p>",
      "<p>" + times("word ", 200000) + "</p>",
      "<p>" + times("by ", 100000) + "</p>",
      "<p>" + std::string(300000, 'a') + "</p>",
      "<p>" + std::string(300000, '.') + "</p>",
      "<p>" + times("\xC2\xA0", 100000) + "</p>",
      "<script type=\"application/ld+json\">{\"articleBody\":\"" + times("\\u0041 \\\"", 50000) + "</script><p>x",
      times("<script type=\"application/ld+json\">\"articleBody\":</script>", 5000),
      "<p>a\r\r\n\n\0b\x01 c</p>",
      times("<a href=x>link</a> ", 30000),
      times("<li>same words in every item of the list, again and again</li>", 10000),
  };
  for (const std::string& html : inputs) {
    SCOPED_TRACE(html.substr(0, 30));
    expect_sound(read_html(html), html, false);
  }
}

TEST(Hostile, TextsAreReadSoundly) {
  auto times = [](std::string_view part, size_t n) {
    std::string out;
    for (size_t i = 0; i < n; ++i) out += part;
    return out;
  };
  const std::string inputs[] = {times("\n", 200000),
                                times("a\n", 100000),
                                times("Related:\n", 30000),
                                times("Comments\n\n", 30000),
                                times("\r", 100000),
                                std::string(1000000, 'x'),
                                times("by ", 200000),
                                times("\xC2\xAD", 100000),
                                times("* ", 100000),
                                times("# ", 50000),
                                times("same line here\n", 50000),
                                times("Source: ", 100000),
                                "\xEF\xBB\xBFstart",
                                times("The wall stood. Photo: a ", 20000)};
  for (const std::string& text : inputs) {
    SCOPED_TRACE(text.substr(0, 30));
    expect_sound(read_text(text), text, false);
  }
}

TEST(Limits, LongTextsAreCutBehindAWholeBlock) {
  std::string text, html = "<article>";
  for (int i = 0; text.size() < max_text_bytes + 100000; ++i) {
    const std::string line =
        "The harbour board met for the " + std::to_string(i) + "th time, and again it could not agree on a new wall.";
    text += line + "\n\n";
  }
  const Article article = read_text(text);
  EXPECT_LE(article.text.size(), max_text_bytes);
  EXPECT_TRUE(std::any_of(article.problems.begin(), article.problems.end(),
                          [](const Problem& p) { return p.code == "text_cut"; }));
  EXPECT_TRUE(article.text.ends_with("new wall."));
}

}  // namespace
}  // namespace fairwitness
