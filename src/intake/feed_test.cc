#include "intake/feed.h"

#include "intake/test_files.h"

namespace fairwitness {
namespace {

TEST(Rss, GivesARecordAnItem) {
  auto all = read_bytes(
      "tarn.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"d\"><channel>\n"
      "<title>Tarn Post</title><language>en-gb</language>\n"
      "<item><title>Ferry &amp;amp; harbour</title><link>https://tarn.example/ferry</link>\n"
      "<pubDate>Tue, 15 Apr 2031 18:20:00 +0300</pubDate><dc:creator>A. Brook</dc:creator>\n"
      "<description>Short.</description><content:encoded><![CDATA[<p>The ferry left.</p>]]></content:encoded>\n"
      "<source url=\"https://agency.example/rss\">Agency</source></item>\n"
      "<item><title>B</title><guid>https://tarn.example/b</guid><author>b@tarn.example (B. Hill)</author>\n"
      "<description>Only words.</description></item>\n"
      "<item><title>Nothing</title></item></channel></rss>");
  ASSERT_EQ(all.records.size(), 2u);
  const RawRecord& first = all.records[0];
  EXPECT_EQ(first.content, "<p>The ferry left.</p>");
  EXPECT_EQ(first.kind, RawKind::html);
  EXPECT_EQ(first.given.title, "Ferry & harbour");
  EXPECT_EQ(first.given.url, "https://tarn.example/ferry");
  EXPECT_EQ(first.given.published, "2031-04-15T18:20:00+03:00");
  EXPECT_EQ(first.given.authors, std::vector<std::string>{"A. Brook"});
  EXPECT_EQ(first.given.outlet, "Tarn Post");
  EXPECT_EQ(first.given.language, "en-gb");
  EXPECT_EQ(first.given.source_url, "https://agency.example/rss");
  EXPECT_EQ(first.given.from, "rss");
  EXPECT_TRUE(first.id.starts_with("ferry-"));
  EXPECT_EQ(all.records[1].content, "Only words.");
  EXPECT_EQ(all.records[1].kind, RawKind::text);
  EXPECT_EQ(all.records[1].given.url, "https://tarn.example/b");
  EXPECT_EQ(all.records[1].given.authors, std::vector<std::string>{"B. Hill"});
  EXPECT_EQ(all.records[1].place.nth, 1u);
  EXPECT_EQ(all.unread.at(0).reason, "empty");
}

TEST(Rss, OneIsReadToo) {
  auto all = read_bytes("x",
                        "<rdf:RDF xmlns:rdf=\"r\" xmlns=\"http://purl.org/rss/1.0/\"><channel "
                        "rdf:about=\"c\"><title>Tarn</title></channel>"
                        "<item "
                        "rdf:about=\"http://a/1\"><title>T</title><description>Words.</"
                        "description><dc:date>2031-04-15T10:00:00Z</dc:date></item></rdf:RDF>");
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.records[0].given.outlet, "Tarn");
  EXPECT_EQ(all.records[0].given.url, "http://a/1");
  EXPECT_EQ(all.records[0].given.published, "2031-04-15T10:00:00Z");
}

TEST(Atom, ReadsAllKindsOfText) {
  auto all = read_bytes(
      "x.atom",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"en\"><title>Tarn</title><author><name>Desk</name></author>"
      "<entry><title type=\"html\">A &amp;#8217;</title><link rel=\"self\" href=\"s\"/><link href=\"http://a/1\"/>"
      "<updated>2031-04-16T00:00:00Z</updated><published>2031-04-15T00:00:00Z</published>"
      "<content type=\"html\">&lt;p&gt;Hi</content></entry>"
      "<entry><title>B</title><updated>2031-04-16T00:00:00Z</updated><author><name>C. Dale</name></author>"
      "<content type=\"xhtml\"><div xmlns=\"x\"><p>Lo &amp; <b>be</b> hold</p></div></content></entry>"
      "<entry><title>C</title><summary>Plain &lt; words</summary></entry></feed>");
  ASSERT_EQ(all.records.size(), 3u);
  EXPECT_EQ(all.records[0].content, "<p>Hi");
  EXPECT_EQ(all.records[0].given.title, "A ’");
  EXPECT_EQ(all.records[0].given.url, "http://a/1");
  EXPECT_EQ(all.records[0].given.published, "2031-04-15T00:00:00Z");
  EXPECT_EQ(all.records[0].given.modified, "2031-04-16T00:00:00Z");
  EXPECT_EQ(all.records[0].given.authors, std::vector<std::string>{"Desk"});
  EXPECT_EQ(all.records[1].content, "<div xmlns=\"x\"><p>Lo &amp; <b>be</b> hold</p></div>");
  EXPECT_EQ(all.records[1].given.authors, std::vector<std::string>{"C. Dale"});
  EXPECT_EQ(all.records[1].given.published, "2031-04-16T00:00:00Z");
  EXPECT_EQ(all.records[2].content, "Plain < words");
  EXPECT_EQ(all.records[2].kind, RawKind::text);
}

TEST(JsonFeed, IsReadLikeTheOthers) {
  auto all = read_bytes("feed.json",
                        R"({"version":"https://jsonfeed.org/version/1.1","title":"Tarn","items":[
      {"id":"1","url":"http://a/1","title":"T","content_html":"<p>Hi","date_published":"2031-04-15T00:00:00Z","authors":[{"name":"E. Fell"}]},
      {"id":2,"content_text":"Words \ud800."}]})");
  ASSERT_EQ(all.records.size(), 2u);
  EXPECT_EQ(all.records[0].given.from, "json_feed");
  EXPECT_EQ(all.records[0].given.outlet, "Tarn");
  EXPECT_EQ(all.records[0].given.authors, std::vector<std::string>{"E. Fell"});
  EXPECT_EQ(all.records[1].content, "Words \xEF\xBF\xBD.");
  EXPECT_EQ(all.records[1].kind, RawKind::text);
}

TEST(Feeds, KeepTheItemsBeforeABreak) {
  auto all = read_bytes(
      "x.rss",
      "<rss><channel><item><title>A</title><description>One.</description></item><item><title>B</wrong></rss>");
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.unread.back().reason, "feed_broken");
}

TEST(Feeds, DocumentTypesAreHarmless) {
  auto all = read_bytes("x.rss",
                        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">"
                        "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>"
                        "<rss><channel><title>T</title><item><title>A</title><description>x &lol2; &file; "
                        "y</description></item></channel></rss>");
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.records[0].content, "x &lol2; &file; y");
}

TEST(Feeds, MayHaveAnotherEncoding) {
  auto all = read_bytes(
      "x.rss",
      "<?xml version='1.0' "
      "encoding='windows-1251'?><rss><channel><item><description>\xCF\xF0\xE8</description></item></channel></rss>");
  EXPECT_EQ(all.records.at(0).content, "При");
  EXPECT_EQ(all.records[0].charset, "windows-1251");
}

TEST(Dates, BecomeIso) {
  EXPECT_EQ(iso_from_rfc822("Tue, 15 Apr 2031 18:20:30 GMT"), "2031-04-15T18:20:30Z");
  EXPECT_EQ(iso_from_rfc822("15 April 31 18:20 EST"), "2031-04-15T18:20:00-05:00");
  EXPECT_EQ(iso_from_rfc822("Tue, 15 Apr 2031"), "2031-04-15");
  EXPECT_EQ(iso_from_rfc822("Tue, 15 Apr 2031 18:20:00 CEST"), "2031-04-15T18:20:00");
  EXPECT_EQ(iso_from_rfc822("Tue, 15 Apr 2031 18:20:00 +0530 (IST)"), "2031-04-15T18:20:00+05:30");
  EXPECT_EQ(iso_from_rfc822("2031-04-15T18:20:00Z"), "2031-04-15T18:20:00Z");
  EXPECT_EQ(iso_from_rfc822("yesterday"), "yesterday");
  EXPECT_EQ(iso_from_rfc822(""), "");
}

TEST(Entities, AreUndoneOnce) {
  EXPECT_EQ(without_entities("a &amp;amp; b &#x2019; &#8212; &unknown; & c &lt;"), "a &amp; b ’ — &unknown; & c <");
}

}  // namespace
}  // namespace fairwitness
