#include "article/meta.h"

#include <gtest/gtest.h>

#include "article/meta_authors.h"
#include "article/meta_outlet.h"
#include "article/meta_state.h"
#include "article/meta_title.h"
#include "article/page_title.h"
#include "base/cost.h"

namespace fairwitness {
namespace {

class MetaTest : public ::testing::Test {
 protected:
  MetaTest() : rules_(std::move(Rules::embedded().value())), words_(*rules_), meta_(*rules_) {}

  Article page(const std::string& html, Given given = {}) {
    RawRecord record;
    record.kind = RawKind::html;
    record.content = html;
    record.given = std::move(given);
    Article article;
    Tree tree = parse_html(record.content);
    read_page_metadata(record, tree, meta_, article);
    finish_metadata(record, meta_, article);
    return article;
  }

  // Paragraphs parted by empty lines; the first `title` lines are title blocks.
  Article text(const std::string& content, Given given = {}) {
    RawRecord record;
    record.content = content;
    record.given = std::move(given);
    Article article;
    article.text = content;
    for (size_t at = 0; at < content.size();) {
      size_t end = std::min(content.find("\n\n", at), content.size());
      article.blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 2;
    }
    read_text_metadata(record, meta_, article);
    finish_metadata(record, meta_, article);
    return article;
  }

  std::string names(std::string_view byline, bool listed = false) {
    std::string out;
    for (const std::string& name : names_in_byline(byline, words_, listed)) out += (out.empty() ? "" : "|") + name;
    return out;
  }

  std::shared_ptr<const Rules> rules_;
  BylineWords words_;
  MetaRules meta_;
  const std::string prose_ =
      "The ferry crossed the sound twice before noon, the harbour office said, and more than forty passengers left the "
      "island in the evening, when the wind had turned and the swell was low enough for the smaller boat as well.";
};

TEST_F(MetaTest, PageSaysWhereEachValueStood) {
  Article a = page(R"(<html lang="en-GB"><head><title>Ferry returns to Orvale - Orvale Post</title>
    <link rel="canonical" href="https://www.orvalepost.example/harbour/ferry">
    <meta property="og:title" content="Ferry returns to Orvale | Orvale Post"><meta property="og:site_name" content="Orvale Post">
    <meta property="article:published_time" content="2031-04-05T06:20:00+03:30"><meta property="article:section" content="Harbour">
    <meta property="article:modified_time" content="2031-04-06T07:00:00+03:30"><meta name="author" content="Ada Quill and Ben Tallow">
    </head><body><h1>Ferry returns to Orvale</h1><p>x</p></body></html>)");
  EXPECT_EQ(a.title.value, "Ferry returns to Orvale");
  EXPECT_EQ(a.outlet.value, "Orvale Post");
  EXPECT_EQ(a.outlet.from, "meta:og:site_name");
  EXPECT_EQ(a.url.value, "https://www.orvalepost.example/harbour/ferry");
  EXPECT_EQ(a.url.from, "link:canonical");
  EXPECT_EQ(a.published.value, "2031-04-05T06:20:00+03:30");
  EXPECT_EQ(a.published.from, "meta:article:published_time");
  EXPECT_EQ(a.modified.value, "2031-04-06T07:00:00+03:30");
  EXPECT_EQ(a.section.value, "Harbour");
  EXPECT_EQ(a.authors, (std::vector<std::string>{"Ada Quill", "Ben Tallow"}));
  EXPECT_EQ(a.authors_from, "meta:author");
  EXPECT_EQ(a.language.value, "en");
}

TEST_F(MetaTest, JsonLdLeadsAndDeclaresPaywalls) {
  Article a = page(
      R"(<head><title>x</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry &amp; tide",
    "datePublished":"2031-04-05T04:20:00Z","author":{"@type":"Person","name":"By Ada Quill"},"isAccessibleForFree":false,
    "publisher":{"name":"Orvale Post"}}</script></head><body><h1>Ferry &amp; tide</h1></body>)");
  EXPECT_EQ(a.title.value, "Ferry & tide");
  EXPECT_EQ(a.title.from, "jsonld:NewsArticle.headline");
  EXPECT_EQ(a.published.value, "2031-04-05T04:20:00Z");
  EXPECT_EQ(a.authors, (std::vector<std::string>{"Ada Quill"}));
  ASSERT_EQ(a.problems.size(), 1u);
  EXPECT_EQ(a.problems[0].code, "paywall_declared");
}

TEST_F(MetaTest, GivenFieldsComeFirstAndPageValuesStandBeside) {
  Given given;
  given.from = "jsonl";
  given.title = "Given title";
  given.published = "2031-01-01";
  Article a =
      page("<title>Page title here</title><meta property='article:published_time' content='2031-02-02'>", given);
  EXPECT_EQ(a.title.value, "Given title");
  EXPECT_EQ(a.title.from, "given:jsonl.title");
  ASSERT_FALSE(a.published.others.empty());
  EXPECT_EQ(a.published.others[0].first, "2031-02-02");
}

TEST_F(MetaTest, VisibleDatesAndBylines) {
  Article a = page(R"(<body><h1>Ferry returns</h1><div class="byline">By <a rel="author">Ada Quill</a></div>
    <span class="post-date">Published 5 April 2031, 06:20</span><span>Updated 6 April 2031</span>
    <p>On 1 March 2030 the ferry sank.</p><footer>© 2029 Orvale, 1 January 2029</footer></body>)");
  EXPECT_EQ(a.published.value, "2031-04-05T06:20");
  EXPECT_EQ(a.authors, (std::vector<std::string>{"Ada Quill"}));
}

TEST_F(MetaTest, ProseAndCopyrightGiveNoDate) {
  EXPECT_FALSE(
      page("<h1>Ferry</h1><p>" + prose_ + " It was built on 3 May 2020 in Orvale.</p><p>© 2029 Orvale Post</p>")
          .published.known());
}

TEST_F(MetaTest, OfOneMomentTheLocalZoneIsTold) {
  Article a = page(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"F","datePublished":"2031-04-05T23:30:00Z"}</script>
    <meta property="article:published_time" content="2031-04-06T01:30:00+02:00"><h1>F</h1>)");
  EXPECT_EQ(a.published.value, "2031-04-06T01:30:00+02:00");
}

// Shortly before midnight in universal time it is tomorrow where the newsroom is; far from midnight nobody knows.
TEST_F(MetaTest, TheAddressTellsTheNewsroomsDay) {
  auto at = [&](const char* moment, const char* day) {
    return page(std::string("<link rel=canonical href='https://orvalepost.example/") + day +
                "/ferry/'><meta property='article:published_time' content='" + moment + "'><h1>Ferry</h1>")
        .published;
  };
  EXPECT_EQ(at("2031-04-05T23:01:00Z", "2031/04/06").value, "2031-04-06");
  EXPECT_EQ(at("2031-04-05T23:01:00Z", "2031/04/06").from, "url");
  EXPECT_EQ(at("2031-04-05T23:01:00Z", "2031/04/06").others.at(0).first, "2031-04-05T23:01:00Z");
  EXPECT_EQ(at("2031-04-05T23:01:00+02:00", "2031/04/06").value, "2031-04-05T23:01:00+02:00");
  EXPECT_EQ(at("2031-04-05T12:01:00Z", "2031/04/06").value, "2031-04-05T12:01:00Z");
  EXPECT_EQ(at("2031-04-05T01:01:00Z", "2031/04/04").value, "2031-04-05T01:01:00Z");
}

TEST_F(MetaTest, ALabelForReadersOverrulesAnotherDaysMachineDate) {
  EXPECT_EQ(page("<h1>Ferry</h1><time datetime='2031-04-09T10:18:46Z'>Published 5 April 2031</time>").published.value,
            "2031-04-05");
  EXPECT_EQ(page("<h1>Ferry</h1><time datetime='2031-04-05T10:18:46Z'>Published 5 April 2031</time>").published.value,
            "2031-04-05T10:18:46Z");
  EXPECT_EQ(page("<h1>Ferry</h1><time datetime='2031-04-09T10:18:46Z'>5 April 2031</time>").published.value,
            "2031-04-09T10:18:46Z");
}

TEST_F(MetaTest, AnEmbeddedPostsTimeIsNotTheReports) {
  Article a =
      page(R"(<article><h1>Ferry</h1><p class="note-comment__date">5 April 2031</p><blockquote><div><p>Seen today
    <time datetime="2029-01-02T03:04:05Z">2 January</time></p></div></blockquote></article>)");
  EXPECT_EQ(a.published.value, "2031-04-05");
}

TEST_F(MetaTest, LastResortsForDates) {
  EXPECT_EQ(
      page("<meta property='orvale_pictures:published_time' content='2031-04-05T10:18:46Z'><h1>F</h1>").published.value,
      "2031-04-05T10:18:46Z");
  Article a = page(
      R"(<h1>F</h1><script>x = {"id":7,"publishedDate" : "2031-04-05T20:37:27Z","\"publishedAt\":\"2031-04-05\""}</script>)");
  EXPECT_EQ(a.published.value, "2031-04-05T20:37:27Z");
  EXPECT_EQ(a.published.from, "script:publisheddate");
  // Two days in one state are of two reports.
  EXPECT_FALSE(page(R"(<h1>F</h1><script>x = [{"publishedDate":"2031-04-05"},{"publishedDate":"2031-04-07"}]</script>)")
                   .published.known());
}

TEST_F(MetaTest, ScriptsAreSearchedForDatesInOnePass) {
  std::string html = "<h1>F</h1><script>";
  for (size_t i = 0; i < hostile_size(80'000); ++i) html += "\"a-b\":\"published\":::";
  EXPECT_LT(cpu_seconds([&] { page(html + "</script>"); }), patience(2));
}

TEST_F(MetaTest, TitlesLoseTheSite) {
  const std::vector<std::string> sites = {"Orvale Post", "orvalepost"};
  EXPECT_EQ(without_site("Ferry returns | Orvale Post", sites), "Ferry returns");
  EXPECT_EQ(without_site("Ferry returns - News - The Orvale Post", sites), "Ferry returns");
  EXPECT_EQ(without_site("Orvale Post: Ferry returns", sites), "Ferry returns");
  EXPECT_EQ(without_site("Minister: Ferry returns - at last", sites), "Minister: Ferry returns - at last");
  EXPECT_EQ(without_site("Orvale Post", sites), "Orvale Post");
}

TEST_F(MetaTest, WhatStandsBehindTheSitesNameIsTheSites) {
  const std::vector<std::string> sites = {"Orvale Post"};
  EXPECT_EQ(without_site("Ferry returns to harbour * Orvale Post * by Ada Quill", sites), "Ferry returns to harbour");
  EXPECT_EQ(without_site("Ferry returns to harbour * at last * by Ada Quill", sites),
            "Ferry returns to harbour * at last * by Ada Quill");
}

// Two wordings, of which two places hold the second: what the outlet calls its headline counts where that is known.
TEST_F(MetaTest, AnOutletsOwnPlaceComesBeforeAgreement) {
  auto of = [&](const std::string& host) {
    return page("<link rel=canonical href='https://" + host +
                R"(/ferry'><meta property="og:title" content="Ferry back in Orvale">
      <meta name="author" content="Ben Tallow"><script type="application/ld+json">{"@type":"NewsArticle",
      "headline":"Why the ferry came back","author":"Ada Quill"}</script><h1>Ferry back in Orvale</h1>)");
  };
  Article known = of("www.theguardian.com"), unknown = of("www.orvalepost.example");
  EXPECT_EQ(known.title.value, "Why the ferry came back");
  EXPECT_EQ(known.title.from, "own:jsonld:NewsArticle.headline");
  ASSERT_FALSE(known.title.others.empty());
  EXPECT_EQ(known.title.others[0].first, "Ferry back in Orvale");
  EXPECT_EQ(known.authors_from, "own:jsonld:author");
  EXPECT_EQ(unknown.title.value, "Ferry back in Orvale");
  EXPECT_EQ(unknown.title.from, "meta:og:title");
}

// A report taken over from another outlet names that one as its canonical address; the page is still this outlet's.
TEST_F(MetaTest, TheOwnPlaceIsThatOfTheOutletThePageIsSharedUnder) {
  Article a = page(R"(<link rel=canonical href="https://www.orvalepost.example/ferry"><title>x</title>
    <meta property="og:url" content="https://www.theguardian.com/ferry"><meta property="og:title" content="Ferry back">
    <script type="application/ld+json">{"@type":"NewsArticle","headline":"Why the ferry came back"}</script><h1>Ferry back</h1>)");
  EXPECT_EQ(a.title.value, "Why the ferry came back");
}

TEST_F(MetaTest, PlacesOfHeadlinesAndAuthors) {
  std::string html = R"(<title>Ferry | Orvale Post</title><meta name="Orvale:Title" content="Ferry &amp;amp; tide">
    <meta class="engine x" name="title" content="Ferry for engines"><meta name="title" content="Ferry for all">
    <meta name="writer" content="Ada Quill"><meta name="writer" content="Ben Tallow"><h1><i>News</i> <b class="head line">Ferry
    back</b></h1><p data-head>Ferry there</p><ul class="writers"><li>Cem Ohl</ul>)";
  Tree tree = parse_html(html);
  PageEvidence evidence = gather_evidence(tree, meta_.state().fields, meta_.state().jsonld);
  auto at = [&](std::string_view place) { return headline_at(place, tree, evidence, nullptr).value; };
  EXPECT_EQ(at("meta:orvale:title"), "Ferry & tide");
  EXPECT_EQ(at("meta:engine:title"), "Ferry for engines");
  EXPECT_EQ(at("html:h1"), "News Ferry back");
  EXPECT_EQ(at("html:title"), "Ferry | Orvale Post");
  EXPECT_EQ(at("class:line"), "Ferry back");
  EXPECT_EQ(at("attribute:data-head"), "Ferry there");
  EXPECT_EQ(at("jsonld:headline"), "");
  EXPECT_EQ(at("meta:other:title"), "");
  EXPECT_EQ(authors_at("meta:writer", tree, evidence, nullptr), (std::vector<std::string>{"Ada Quill", "Ben Tallow"}));
  EXPECT_EQ(authors_at("class:writers", tree, evidence, nullptr), (std::vector<std::string>{"Cem Ohl"}));
}

TEST_F(MetaTest, Bylines) {
  EXPECT_EQ(names("By Ada Quill and Ben Tallow"), "Ada Quill|Ben Tallow");
  EXPECT_EQ(names("Von Ada Quill, Ben Tallow und Cem Ohl"), "Ada Quill|Ben Tallow|Cem Ohl");
  EXPECT_EQ(names("Ada Quill, Political Correspondent"), "Ada Quill");
  EXPECT_EQ(names("Ada Quill Staff Writer"), "Ada Quill");
  EXPECT_EQ(names("By Ada Quill ada@orvalepost.example @adaquill"), "Ada Quill");
  EXPECT_EQ(names("By Ada Quill | 3 min read"), "Ada Quill");
  EXPECT_EQ(names("Ada Quill (dpa)"), "Ada Quill");
  EXPECT_EQ(names("Ada Quill, ada quill"), "Ada Quill");
  EXPECT_EQ(names("OrvaleWorld and agencies"), "OrvaleWorld");
  EXPECT_EQ(names("José Quill y Tallow", true), "José Quill y Tallow");
  EXPECT_EQ(names(""), "");
  EXPECT_EQ(names("https://social.example/ada"), "");
}

TEST_F(MetaTest, OutletsByAddressAndName) {
  Outlets outlets(*rules_);
  ASSERT_NE(outlets.by_url("https://www.bbc.co.uk/news/1"), nullptr);
  EXPECT_EQ(outlets.by_url("https://www.bbc.co.uk/news/1")->owner, "BBC");
  EXPECT_EQ(outlets.by_url("https://notbbc.co.uk/"), nullptr);
  ASSERT_NE(outlets.by_name("the GUARDIAN"), nullptr);
  EXPECT_EQ(outlets.by_name("Orvale Post"), nullptr);
  EXPECT_EQ(site_label("www.news.orvale.co.uk"), "orvale");
  EXPECT_EQ(site_label("orvale.com"), "orvale");
}

TEST_F(MetaTest, PlainTextDateLines) {
  EXPECT_EQ(text("5 / April / 2031 06:20\n\nFerry returns\n\n" + prose_).published.value, "2031-04-05T06:20");
  EXPECT_EQ(text("Ferry returns\n\nApril 5, 2031\n\n" + prose_).published.value, "2031-04-05");
  EXPECT_EQ(text("Ferry returns\n\n" + prose_ + "\n\nPublished: 15:43 GMT, 3 Mar 2031").published.value,
            "2031-03-03T15:43Z");
  EXPECT_EQ(text("ORVALE, Oct. 16, 2031 (AFP) — " + prose_).published.value, "2031-10-16");
  Article a = text("Ferry returns\n\nPublished 5 April 2031 Updated 6 April 2031\n\n" + prose_);
  EXPECT_EQ(a.published.value, "2031-04-05");
  EXPECT_EQ(a.modified.value, "2031-04-06");
}

TEST_F(MetaTest, PlainTextProseGivesNoDate) {
  EXPECT_FALSE(text("Ferry returns\n\n" + prose_ + " It sank on 5 April 2031.").published.known());
  EXPECT_FALSE(text("The talks ended on 5 April 2031 without a result.\n\n" + prose_).published.known());
  EXPECT_FALSE(text("ORVALE, Sept 9 (Reuters) - " + prose_).published.known());
}

TEST_F(MetaTest, PlainTextOutlet) {
  EXPECT_EQ(text("OrvaleOnline: The " + prose_).outlet.value, "OrvaleOnline");
  EXPECT_EQ(text("OrvaleOnline: The " + prose_).outlet.from, "text:lead");
  EXPECT_EQ(text(prose_ + "\n\nOrvaleWorld and agencies").outlet.value, "OrvaleWorld");
  EXPECT_FALSE(text("TEHRAN: The " + prose_).outlet.known());
  EXPECT_FALSE(text("Update: The " + prose_).outlet.known());
  EXPECT_FALSE(text("MacTallow: The " + prose_).outlet.known());
  EXPECT_FALSE(text(prose_).outlet.known());
}

TEST_F(MetaTest, PlainTextBylines) {
  EXPECT_EQ(text("Ferry returns\n\nBy Ada Quill and Ben Tallow\n\n" + prose_).authors,
            (std::vector<std::string>{"Ada Quill", "Ben Tallow"}));
  EXPECT_TRUE(text("By the sea it was quiet\n\n" + prose_).authors.empty());
}

TEST_F(MetaTest, TextDecidesTheLanguage) {
  Article a = page("<html lang='fr'><body><p>x</p></body></html>");
  EXPECT_EQ(a.language.value, "fr");
  RawRecord record;
  a.text = prose_ + " " + prose_;
  finish_metadata(record, meta_, a);
  EXPECT_EQ(a.language.value, "en");
  EXPECT_EQ(a.language.from, "text");
  ASSERT_EQ(a.language.others.size(), 1u);
  EXPECT_EQ(a.language.others[0].first, "fr");
}

TEST_F(MetaTest, HostilePagesAreShort) {
  const std::clock_t begin = std::clock();
  std::string metas, times, bylines, deep, lines;
  for (int i = 0; i < static_cast<int>(hostile_size(50'000)); ++i) {
    metas += "<meta name=author content='Ada Quill, Ben Tallow'><meta name=date content='5 April 2031'>";
    times += "<time datetime='2031-04-05'>5 April 2031</time>";
    bylines += "<span class='author'>Ada Quill</span><h1>F</h1><h2>G</h2>";
    deep += "<div class='date'>";
    lines += "<p>5 April 2031</p>";
  }
  for (const std::string& html : {metas, times, bylines, deep + "5 April 2031", lines, "<h1>F</h1>" + lines})
    page(html);
  page("<title>" + std::string(1 << 20, '|') + "</title>");
  page("<title>" + std::string(1 << 20, ' ') + "a - b</title><meta property=og:title content='" +
       std::string(1 << 20, '-') + "'>");
  std::string many;
  for (int i = 0; i < static_cast<int>(hostile_size(100'000)); ++i) many += " - a";
  page("<title>x" + many + "</title><h1>x" + many + "</h1>");
  text(many);
  std::string date_lines;
  for (int i = 0; i < static_cast<int>(hostile_size(100'000)); ++i) date_lines += "5 April 2031\n";
  text(date_lines);
  EXPECT_LT(std::clock() - begin, 30 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace fairwitness
