// Source places, limits and walking: what html5lib's cases do not say.
#include "page/page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "page/html5lib.h"

namespace fairwitness {
namespace {

std::vector<NodeId> nodes_of(const Tree& tree, NodeKind kind) {
  std::vector<NodeId> found;
  for (NodeId id = tree.root(); id != no_node; id = tree.following(id, tree.root()))
    if (tree[id].kind == kind) found.push_back(id);
  return found;
}

NodeId first(const Tree& tree, Tag tag) {
  for (NodeId id = tree.root(); id != no_node; id = tree.following(id, tree.root()))
    if (tree[id].kind == NodeKind::element && tree[id].tag == tag) return id;
  return no_node;
}

std::string source_of(const Tree& tree, NodeId id, std::string_view html) {
  return std::string(html.substr(tree[id].source_begin, tree[id].source_end - tree[id].source_begin));
}

// "content <= source" of every text, in document order.
std::string texts(std::string_view html) {
  const Tree tree = parse_html(html);
  std::string out;
  for (NodeId id : nodes_of(tree, NodeKind::text))
    out += "[" + std::string(tree[id].data) + " <= " + source_of(tree, id, html) + "]";
  return out;
}

bool has_problem(const Tree& tree, std::string_view code) {
  for (const Problem& problem : tree.problems())
    if (problem.code == code) return true;
  return false;
}

TEST(SourcePlaces, TextsMapToTheirBytes) {
  EXPECT_EQ(texts("<p>one<b>two</b>three"), "[one <= one][two <= two][three <= three]");
  EXPECT_EQ(texts("<p>Bread &amp; butter &mdash; both"),
            "[Bread & butter \u2014 both <= Bread &amp; butter &mdash; both]");
  EXPECT_EQ(texts("<p>AT&T < x & y"), "[AT&T < x & y <= AT&T < x & y]");
  EXPECT_EQ(texts("<p>one\r\ntwo\rthree"), "[one\ntwo\nthree <= one\r\ntwo\rthree]");
  EXPECT_EQ(texts("<title>a &lt; b</title><textarea>\nx</textarea>"), "[a < b <= a &lt; b][x <= x]");
  EXPECT_EQ(texts("<script>a<b</script><style>\r\n</style>"), "[a<b <= a<b][\n <= \r\n]");
}

TEST(SourcePlaces, DroppedNewlinesAndSpacesAreNotCounted) {
  EXPECT_EQ(texts("<pre>\nx</pre>"), "[x <= x]");
  EXPECT_EQ(texts("<pre>\r\nx\r\ny</pre>"), "[x\ny <= x\r\ny]");
  EXPECT_EQ(texts("<pre>&#10;x</pre>"), "[x <= x]");
  EXPECT_EQ(texts("  hello"), "[hello <= hello]");
  EXPECT_EQ(texts("<head></head> \r\n&#32;&nbsp;x"), "[ \n  <=  \r\n&#32;][\u00a0x <= &nbsp;x]");
}

TEST(SourcePlaces, JoinedTextsReachFromFirstToLast) {
  EXPECT_EQ(texts("<p>one</x>two"), "[onetwo <= one</x>two]");
  EXPECT_EQ(texts("<p>one</x>two</x>three"), "[onetwothree <= one</x>two</x>three]");
  EXPECT_EQ(texts("<table>one<tr><td>cell</td></tr>two</table>"),
            "[onetwo <= one<tr><td>cell</td></tr>two][cell <= cell]");
}

TEST(SourcePlaces, ManyJoinedTextsKeepTheirContent) {
  std::string html = "<table>", expected;
  for (int i = 0; i < 300; ++i) {
    html += "a&amp;" + std::to_string(i) + "<tr><td>&lt;</td></tr>";
    expected += "a&" + std::to_string(i);
  }
  const Tree tree = parse_html(html);
  EXPECT_EQ(tree[nodes_of(tree, NodeKind::text).front()].data, expected);
}

TEST(SourcePlaces, ElementsCommentsAndDoctypes) {
  const std::string html = "<!DOCTYPE html>\n<!-- one --><p class='x' id=y>a<br/><!two></p>";
  const Tree tree = parse_html(html);
  EXPECT_EQ(source_of(tree, first(tree, Tag::p), html), "<p class='x' id=y>");
  EXPECT_EQ(source_of(tree, first(tree, Tag::br), html), "<br/>");
  EXPECT_EQ(source_of(tree, nodes_of(tree, NodeKind::doctype)[0], html), "<!DOCTYPE html>");
  EXPECT_EQ(source_of(tree, nodes_of(tree, NodeKind::comment)[0], html), "<!-- one -->");
  EXPECT_EQ(source_of(tree, nodes_of(tree, NodeKind::comment)[1], html), "<!two>");
  // An implied element stands, empty, where the token that implied it begins.
  EXPECT_EQ(tree[first(tree, Tag::body)].source_begin, html.find("<p"));
  EXPECT_EQ(tree[first(tree, Tag::body)].source_end, html.find("<p"));
}

TEST(SourcePlaces, CountFromTheByteOrderMark) {
  const std::string html = "\xEF\xBB\xBF<!DOCTYPE html><p>x";
  const Tree tree = parse_html(html);
  EXPECT_FALSE(tree.quirks());
  EXPECT_EQ(source_of(tree, nodes_of(tree, NodeKind::text)[0], html), "x");
}

TEST(SourcePlaces, LieInTheSourceForAllCases) {
  size_t cases = 0;
  for (const auto& path : html5lib::files("tree-construction", ".dat")) {
    const std::string html = html5lib::read(path);  // as one long page of tag soup
    const Tree tree = parse_html(html);
    for (NodeId id = 0; id < tree.size(); ++id) {
      const Tree::Node& node = tree[id];
      ASSERT_LE(node.source_begin, node.source_end) << path;
      ASSERT_LE(node.source_end, html.size()) << path;
      const bool is_view = node.kind == NodeKind::text && node.data.data() >= html.data() &&
                           node.data.data() < html.data() + html.size();
      if (!is_view) continue;
      ASSERT_EQ(static_cast<size_t>(node.data.data() - html.data()), node.source_begin) << path;
    }
    ++cases;
  }
  EXPECT_GT(cases, 50u);
}

TEST(Attributes, AreDecodedLowerCasedAndUnique) {
  const Tree tree = parse_html("<A HREF='?a=1&amp;b=2&copy=3&lt' empty Title=\"x\ry\" href=again>t");
  const NodeId a = first(tree, Tag::a);
  EXPECT_EQ(tree.attribute(a, "href"), "?a=1&b=2&copy=3<");
  EXPECT_EQ(tree.attribute(a, "title"), "x\ny");
  EXPECT_TRUE(tree.has_attribute(a, "empty"));
  EXPECT_EQ(tree.attribute(a, "empty"), "");
  EXPECT_FALSE(tree.has_attribute(a, "missing"));
  EXPECT_EQ(tree[a].attribute_count, 3u);
}

TEST(Attributes, DuplicatesAmongManyAreFound) {
  std::string html = "<p ";
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 100; ++i) html += "a" + std::to_string(i) + "=" + std::to_string(i + round) + " ";
  html += "><i b=1>";
  const Tree tree = parse_html(html);
  const NodeId p = first(tree, Tag::p);
  EXPECT_EQ(tree[p].attribute_count, 100u);
  EXPECT_EQ(tree.attribute(p, "a57"), "57");
  EXPECT_EQ(tree.attribute(first(tree, Tag::i), "b"), "1");
}

TEST(Attributes, OfIgnoredTagsLeaveNoTrace) {
  const Tree tree = parse_html("<p a=1></p b=2><td c=3><i d=4>");
  EXPECT_EQ(tree.attribute(first(tree, Tag::p), "a"), "1");
  EXPECT_EQ(tree[first(tree, Tag::p)].attribute_count, 1u);
  EXPECT_EQ(tree.attribute(first(tree, Tag::i), "d"), "4");
}

TEST(Walking, FollowsDocumentOrder) {
  const Tree tree = parse_html("<div><p>one<b>two</b></p><p>three</p></div><p>four</p>");
  const NodeId div = first(tree, Tag::div);
  EXPECT_EQ(tree.text_of(div), "onetwothree");
  EXPECT_EQ(tree.text_of(tree.root()), "onetwothreefour");
  EXPECT_EQ(tree.text_of(tree.after(div)), "four");
  EXPECT_EQ(tree.after(tree.root()), no_node);
  size_t below = 0;
  for (NodeId id = tree.following(div, div); id != no_node; id = tree.following(id, div)) ++below;
  EXPECT_EQ(below, 6u);
}

TEST(Walking, StaysBelowALeaf) {
  const Tree tree = parse_html("<p>one</p><p>two</p>");
  const NodeId text = tree[first(tree, Tag::p)].first_child;
  EXPECT_EQ(tree.following(text, text), no_node);
  EXPECT_EQ(tree.text_of(text), "one");
}

TEST(Tags, EveryNameIsFound) {
  for (size_t i = 1; i < tag_count; ++i) {
    const Tag tag = static_cast<Tag>(i);
    EXPECT_EQ(tag_of(name_of(tag)), tag) << name_of(tag);
    EXPECT_EQ(tag_of(std::string(name_of(tag)) + "-"), Tag::unknown) << name_of(tag);
  }
  EXPECT_EQ(tag_of("annotation-xml"), Tag::annotation_xml);
  EXPECT_EQ(tag_of("foreignobject"), Tag::foreignObject);
  EXPECT_EQ(tag_of("template"), Tag::template_);
  EXPECT_EQ(tag_of("blockquoth"), Tag::unknown);
  EXPECT_EQ(tag_of("blockquote-"), Tag::unknown);
  EXPECT_EQ(tag_of(""), Tag::unknown);
}

TEST(Limits, NoProblemsOnAnOrdinaryPage) {
  EXPECT_TRUE(parse_html("<!DOCTYPE html><title>t</title><p a=1><b>x</p>").problems().empty());
}

TEST(Limits, DeepElementsHangOnTheDeepestAllowed) {
  std::string html;
  for (int i = 0; i < 2000; ++i) html += "<div>";
  html += "<p>deep</p><script>a</script>";
  for (int i = 0; i < 2000; ++i) html += "</div>";
  html += "<h1>after</h1>";
  HtmlLimits limits;
  limits.max_depth = 100;
  const Tree tree = parse_html(html, limits);
  EXPECT_TRUE(has_problem(tree, "html_depth_cut"));
  size_t deepest = 0;
  for (NodeId id = 0; id < tree.size(); ++id) {
    size_t depth = 0;
    for (NodeId up = id; up != 0; up = tree[up].parent) ++depth;
    deepest = std::max(deepest, depth);
  }
  EXPECT_LE(deepest, 103u);
  EXPECT_EQ(tree.text_of(tree.root()), "deepaafter");
  // The end tags of hung elements closed nothing else, so what follows is back in the body.
  const NodeId h1 = first(tree, Tag::h1);
  ASSERT_NE(h1, no_node);
  EXPECT_EQ(tree[tree[h1].parent].tag, Tag::body);
}

TEST(Limits, AttributesNodesBytesAndFormatting) {
  HtmlLimits limits;
  limits.max_attributes = 3;
  const Tree few = parse_html("<p a b c d e>x", limits);
  EXPECT_TRUE(has_problem(few, "html_attributes_cut"));
  EXPECT_EQ(few[first(few, Tag::p)].attribute_count, 3u);

  limits = {};
  limits.max_total_attributes = 2;
  EXPECT_TRUE(has_problem(parse_html("<p a b><p c>x", limits), "html_attributes_cut"));

  limits = {};
  limits.max_nodes = 50;
  std::string html;
  for (int i = 0; i < 1000; ++i) html += "<p>x";
  const Tree cut = parse_html(html, limits);
  EXPECT_TRUE(has_problem(cut, "html_nodes_cut"));
  EXPECT_LT(cut.size(), 60u);

  limits = {};
  limits.max_bytes = 5;
  const Tree short_tree = parse_html("<p>one two", limits);
  EXPECT_TRUE(has_problem(short_tree, "html_bytes_cut"));
  EXPECT_EQ(short_tree.text_of(0), "on");

  limits = {};
  limits.max_formatting_elements = 2;
  const Tree plain = parse_html("<b id=1><b id=2><b id=3><p></b></b></b>x", limits);
  EXPECT_TRUE(has_problem(plain, "html_formatting_cut"));
  EXPECT_EQ(plain.text_of(0), "x");
}

TEST(Quirks, DecideWhetherATableClosesAParagraph) {
  const Tree quirky = parse_html("<p><table></table>");
  EXPECT_TRUE(quirky.quirks());
  EXPECT_EQ(quirky[quirky[first(quirky, Tag::table)].parent].tag, Tag::p);
  const Tree standard = parse_html("<!DOCTYPE html><p><table></table>");
  EXPECT_FALSE(standard.quirks());
  EXPECT_EQ(standard[standard[first(standard, Tag::table)].parent].tag, Tag::body);
}

TEST(Trees, CanBeMoved) {
  const std::string html = "<p title='a &amp; b'>c &amp; d</p>";
  Tree tree = parse_html(html);
  const Tree moved = std::move(tree);
  EXPECT_EQ(moved.text_of(0), "c & d");
  EXPECT_EQ(moved.attribute(first(moved, Tag::p), "title"), "a & b");
}

TEST(Trees, OfNothing) {
  const Tree tree = parse_html("");
  EXPECT_EQ(tree[first(tree, Tag::body)].kind, NodeKind::element);
  EXPECT_EQ(tree.text_of(0), "");
  EXPECT_GE(parse_fragment("", "td").size(), 2u);
}

}  // namespace
}  // namespace fairwitness
