// Walking the finished tree.
#include "page/page.h"

namespace fairwitness {

std::string_view Tree::attribute(NodeId id, std::string_view name) const {
  for (const Attribute *a = attributes_begin(id), *end = attributes_end(id); a != end; ++a)
    if (a->name == name) return a->value;
  return {};
}

NodeId Tree::after(NodeId id) const {
  for (; id != no_node; id = nodes_[id].parent)
    if (nodes_[id].next != no_node) return nodes_[id].next;
  return no_node;
}

NodeId Tree::following(NodeId id, NodeId top) const {
  if (nodes_[id].first_child != no_node) return nodes_[id].first_child;
  for (; id != top && id != no_node; id = nodes_[id].parent)
    if (nodes_[id].next != no_node) return nodes_[id].next;
  return no_node;
}

std::string Tree::text_of(NodeId id) const {
  std::string text;
  for (NodeId node = id; node != no_node; node = following(node, id))
    if (nodes_[node].kind == NodeKind::text) text += nodes_[node].data;
  return text;
}

}  // namespace fairwitness
