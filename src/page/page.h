// HTML bytes become a compact tree, by the WHATWG algorithm (scripting off). Linear time, capped depth and attributes,
// never recursive. All nodes live in one array and are named by 32-bit indices; text is a view into the source where
// no character reference or join made new bytes, else into the tree's own arena.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "page/arena.h"
#include "page/tags.h"

namespace fairwitness {

namespace page {
class TreeBuilder;
}

using NodeId = uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFu;

enum class NodeKind : uint8_t { document, doctype, element, text, comment };
enum class Namespace : uint8_t { html, svg, math };

struct HtmlLimits {
  uint32_t max_depth = 512;                   // deeper elements are hung on the deepest allowed one
  uint32_t max_attributes = 256;              // of one element; further ones are dropped
  uint32_t max_total_attributes = 2'000'000;  // of one page; further ones are dropped
  uint32_t max_formatting_elements = 256;     // length of the list of active formatting elements
  uint32_t max_nodes = 2'000'000;             // parsing stops behind it
  size_t max_bytes = max_record_bytes;        // the rest is not read
};

struct Attribute {
  std::string_view name;   // lower case (HTML), adjusted for SVG and MathML
  std::string_view value;  // character references decoded
};

// The source must outlive the tree, which can be moved, not copied. Nodes are in creation order, node 0 is the
// document. What stands in a `template` is its children.
class Tree {
 public:
  struct Node {
    NodeKind kind = NodeKind::document;
    Namespace ns = Namespace::html;
    Tag tag = Tag::unknown;
    NodeId parent = no_node, first_child = no_node, last_child = no_node, previous = no_node, next = no_node;
    uint32_t attributes = 0;  // index of the first one; a doctype has its identifiers here, `public` and `system`
    uint32_t attribute_count = 0;
    uint32_t source_begin = 0;  // byte range in the source: the start tag, the text's or the comment's bytes;
    uint32_t source_end = 0;    // for text joined from several places, from the first to the last of them
    std::string_view data;      // element: its name; text, comment: its content; doctype: its name
  };

  size_t size() const { return nodes_.size(); }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  NodeId root() const { return 0; }
  // The value of an attribute, or a null view (data() == nullptr) when it is not there.
  std::string_view attribute(NodeId id, std::string_view name) const;
  bool has_attribute(NodeId id, std::string_view name) const { return attribute(id, name).data() != nullptr; }
  const Attribute* attributes_begin(NodeId id) const { return attributes_.data() + nodes_[id].attributes; }
  const Attribute* attributes_end(NodeId id) const { return attributes_begin(id) + nodes_[id].attribute_count; }
  // The next node in document order that is not below `id` (its following sibling, or an ancestor's); no_node at the
  // end.
  NodeId after(NodeId id) const;
  // The next node in document order, children first; stays below `top`; no_node at the end.
  NodeId following(NodeId id, NodeId top) const;
  // All text below a node, joined.
  std::string text_of(NodeId id) const;
  // html_depth_cut, html_attributes_cut, html_nodes_cut, html_bytes_cut, html_formatting_cut. Spans are in the source.
  const std::vector<Problem>& problems() const { return problems_; }
  bool quirks() const { return quirks_; }

 private:
  friend class page::TreeBuilder;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  page::Arena arena_;
  std::vector<Problem> problems_;
  bool quirks_ = false;
};

// `html` is UTF-8 (other bytes pass through as they are); a byte order mark at its start is skipped.
Tree parse_html(std::string_view html, const HtmlLimits& limits = {});

// A temporary string would be gone before the tree is read.
template <std::same_as<std::string> Temporary>
Tree parse_html(Temporary&&, const HtmlLimits& = {}) = delete;

// The fragment case (section 13.4): `html` as the content of an element `context` (lower case; SVG names in their own
// spelling). Node 0 is a document, node 1 its `html` element, whose children are the fragment.
Tree parse_fragment(std::string_view html, std::string_view context, Namespace context_namespace = Namespace::html,
                    const HtmlLimits& limits = {});

}  // namespace fairwitness
