// Any bytes become a well-formed tree: links agree, every node is reached once, places lie in the source, limits hold.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "page/page.h"

namespace {

using namespace fairwitness;

void check_links(const Tree& tree, NodeId id) {
  const Tree::Node& node = tree[id];
  FW_CHECK((node.first_child == no_node) == (node.last_child == no_node));
  if (node.first_child != no_node) {
    FW_CHECK(tree[node.first_child].parent == id && tree[node.first_child].previous == no_node);
    FW_CHECK(tree[node.last_child].parent == id && tree[node.last_child].next == no_node);
  }
  if (node.next != no_node) FW_CHECK(tree[node.next].previous == id && tree[node.next].parent == node.parent);
  if (node.kind == NodeKind::text) FW_CHECK(!node.data.empty() && node.first_child == no_node);
}

void check_tree(const Tree& tree, size_t source_size, const HtmlLimits& limits) {
  FW_CHECK(tree.size() > 0 && tree[0].kind == NodeKind::document);
  size_t reached = 0, bytes = 0;
  for (NodeId id = tree.root(); id != no_node; id = tree.following(id, tree.root())) {
    check_links(tree, id);
    FW_CHECK(++reached <= tree.size());
    const Tree::Node& node = tree[id];
    FW_CHECK(node.source_begin <= node.source_end && node.source_end <= source_size);
    FW_CHECK(node.attribute_count <= limits.max_attributes || node.kind == NodeKind::doctype);
    // Reads every byte a view shows, so that a sanitizer sees a view to nowhere.
    for (char c : node.data) bytes += static_cast<unsigned char>(c);
    for (const Attribute* a = tree.attributes_begin(id); a != tree.attributes_end(id); ++a) {
      FW_CHECK(a->name.data() && a->value.data());
      for (char c : a->name) bytes += static_cast<unsigned char>(c);
      for (char c : a->value) bytes += static_cast<unsigned char>(c);
    }
  }
  FW_CHECK(bytes + 1 > 0);
}

}  // namespace

// The first byte chooses the limits and what kind of parse; the rest is the source.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static constexpr std::string_view contexts[] = {
      "div", "template", "table",    "tr",       "td",   "select",         "title", "script",
      "svg", "math",     "colgroup", "frameset", "body", "annotation-xml", "html",  "foreignObject"};
  const std::string_view html(reinterpret_cast<const char*>(data + 1), size - 1);
  HtmlLimits limits;
  if (data[0] & 1) {
    limits.max_depth = 16;
    limits.max_attributes = 20;
    limits.max_formatting_elements = 6;
  }
  limits.max_nodes = 20'000;
  if (!(data[0] & 2)) {
    check_tree(fairwitness::parse_html(html, limits), html.size(), limits);
    return 0;
  }
  const std::string_view context = contexts[data[0] >> 4];
  const auto ns = context == "svg" || context == "foreignObject"     ? fairwitness::Namespace::svg
                  : context == "math" || context == "annotation-xml" ? fairwitness::Namespace::math
                                                                     : fairwitness::Namespace::html;
  check_tree(fairwitness::parse_fragment(html, context, ns, limits), html.size(), limits);
  return 0;
}
