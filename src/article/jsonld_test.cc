#include "article/jsonld.h"

#include <gtest/gtest.h>

#include "base/cost.h"

namespace fairwitness {
namespace {

class JsonLdTest : public ::testing::Test {
 protected:
  JsonLdTest() : rules_(std::move(Rules::embedded().value())), types_(*rules_) {}
  JsonLd read(std::string_view script) { return read_jsonld({script}, types_); }
  std::shared_ptr<const Rules> rules_;
  JsonLdTypes types_;
};

TEST_F(JsonLdTest, ReadsAnArticle) {
  JsonLd ld = read(R"({"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry returns to Orvale",
    "datePublished":"2031-04-05T06:07:08+02:00","dateModified":"2031-04-06","articleSection":["Harbour","News"],
    "author":[{"@type":"Person","name":"Ada Quill"},{"@type":"Organization","name":"Orvale Post"}],
    "publisher":{"@type":"Organization","name":"Orvale Post"},"isAccessibleForFree":"False"})");
  ASSERT_EQ(ld.nodes.size(), 1u);
  const JsonLdNode& node = ld.nodes[0];
  EXPECT_EQ(node.type, "NewsArticle");
  EXPECT_EQ(node.headline, "Ferry returns to Orvale");
  EXPECT_EQ(node.published, "2031-04-05T06:07:08+02:00");
  EXPECT_EQ(node.modified, "2031-04-06");
  EXPECT_EQ(node.section, "Harbour");
  ASSERT_EQ(node.authors.size(), 2u);
  EXPECT_FALSE(node.authors[0].organisation);
  EXPECT_TRUE(node.authors[1].organisation);
  EXPECT_EQ(node.publisher, "Orvale Post");
  EXPECT_EQ(node.free, false);
}

TEST_F(JsonLdTest, FollowsGraphAndReferences) {
  JsonLd ld = read(R"({"@graph":[
    {"@type":["Article","NewsArticle"],"headline":"A","author":{"@id":"#p"},"publisher":{"@id":"#o"}},
    {"@type":"Person","@id":"#p","name":"Ben Tallow"},
    {"@type":"NewsMediaOrganization","@id":"#o","name":"The Tallow Times"},
    {"@type":"WebSite","name":"Tallow Online"}]})");
  ASSERT_EQ(ld.nodes.size(), 1u);
  EXPECT_EQ(ld.nodes[0].type, "NewsArticle");
  ASSERT_EQ(ld.nodes[0].authors.size(), 1u);
  EXPECT_EQ(ld.nodes[0].authors[0].name, "Ben Tallow");
  EXPECT_EQ(ld.nodes[0].publisher, "The Tallow Times");
  EXPECT_EQ(ld.site_name, "Tallow Online");
}

TEST_F(JsonLdTest, LeavesListedArticlesAlone) {
  JsonLd ld = read(R"({"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Another"}]})");
  EXPECT_TRUE(ld.nodes.empty());
}

TEST_F(JsonLdTest, RepairsWhatPagesWrite) {
  const char* broken[] = {
      "<!--//--><![CDATA[//><!--\n{\"@type\":\"NewsArticle\",\"headline\":\"A b\"}\n//--><!]]>",
      "/* data */ {\"@type\":\"NewsArticle\",\"headline\":\"A b\",}",
      "{\"@type\":\"NewsArticle\",\"headline\":\"A b\",\"keywords\":[\"x\",],}",
      "{\"@type\":\"NewsArticle\",\"headline\":\"A b\",\"description\":\"one\ntwo\"}",
      "{\"@type\":\"NewsArticle\",\"description\":\"say \"no\" now\",\"headline\":\"A b\"}",
      "{\"@type\":\"NewsArticle\",\"headline\":\"A b\",\"description\":\"it\\'s\"}",
      "{\"@type\":\"NewsArticle\",\"headline\":\"A b\"};",
      "{\"@type\":\"WebSite\",\"name\":\"S\"}{\"@type\":\"NewsArticle\",\"headline\":\"A b\"}",
      "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;A b&quot;}",
      "{\"@type\":\"NewsArticle\",\"headline\":\"A b\",\"x\":{\"y\":1",
  };
  for (const char* script : broken) {
    JsonLd ld = read(script);
    ASSERT_EQ(ld.nodes.size(), 1u) << script;
    EXPECT_EQ(ld.nodes[0].headline, "A b") << script;
  }
}

TEST_F(JsonLdTest, SaysWhenItCannotRead) { EXPECT_TRUE(read(std::string(1000, '{')).broken); }

TEST_F(JsonLdTest, HostileInputIsShort) {
  const std::clock_t begin = std::clock();
  read(std::string(100'000, '['));
  read("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}");
  std::string wide = "{\"@graph\":[";
  for (int i = 0; i < 200'000; ++i) wide += "{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#x\"}},";
  read(wide + "{}]}");
  read(std::string(10 << 20, '"'));
  read("{\"@type\":\"NewsArticle\",\"headline\":\"" + std::string(10 << 20, 'x') + "\"}");
  read(std::string("{\"@type\":\"News\0Article\"}\0\0", 27));
  EXPECT_LT(std::clock() - begin, (sanitized ? 200 : 20) * CLOCKS_PER_SEC);
}

TEST_F(JsonLdTest, ReferencesInARingEnd) {
  JsonLd ld =
      read(R"([{"@type":"NewsArticle","@id":"#a","headline":"A","author":{"@id":"#a"},"publisher":{"@id":"#a"}}])");
  EXPECT_EQ(ld.nodes.size(), 1u);
}

}  // namespace
}  // namespace fairwitness
