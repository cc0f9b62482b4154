// The list of active formatting elements (section 13.2.4.3) and the adoption agency (section 13.2.6.4.7).
#include <algorithm>

#include "base/hash.h"
#include "page/tree_builder.h"

namespace fairwitness::page {

// Noah's Ark clause: of three entries alike the earliest goes.
void TreeBuilder::push_formatting(NodeId node, uint16_t key, const Token& token) {
  if (formatting_.size() >= limits_.max_formatting_elements) return report("html_formatting_cut", token.begin);
  Formatting entry{node, key, true, 0};
  size_t alike = 0, earliest = 0;
  for (size_t i = formatting_.size(); i-- > 0 && !formatting_[i].is_marker();) {
    Formatting& other = formatting_[i];
    if (other.key != key || nodes_[other.node].attribute_count != token.attribute_count) continue;
    if (!entry.attribute_hash) entry.attribute_hash = attribute_hash(node);
    if (!other.attribute_hash) other.attribute_hash = attribute_hash(other.node);
    if (entry.attribute_hash != other.attribute_hash || !same_attributes(node, other.node)) continue;
    ++alike;
    earliest = i;
  }
  if (alike >= 3) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(earliest));
  formatting_.push_back(entry);
}

uint64_t TreeBuilder::attribute_hash(NodeId node) const {
  uint64_t hash = 1;
  for (const Attribute* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a)
    hash += hash_mix(hash_bytes(a->name), hash_bytes(a->value));
  return hash ? hash : 1;
}

bool TreeBuilder::same_attributes(NodeId one, NodeId other) const {
  const Attribute* a = tree_.attributes_begin(one);
  const Attribute* b = tree_.attributes_begin(other);
  const uint32_t count = nodes_[one].attribute_count;
  for (uint32_t i = 0; i < count; ++i) {
    if (a[i].name == b[i].name && a[i].value == b[i].value) continue;
    const Attribute* match = std::find_if(b, b + count, [&](const Attribute& x) { return x.name == a[i].name; });
    if (match == b + count || match->value != a[i].value) return false;
  }
  return true;
}

void TreeBuilder::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back().is_marker();
    formatting_.pop_back();
    if (marker) break;
  }
}

void TreeBuilder::reconstruct_formatting() {
  if (formatting_.empty() || formatting_.back().is_marker() || formatting_.back().open) return;
  size_t i = formatting_.size() - 1;
  while (i > 0 && !formatting_[i - 1].is_marker() && !formatting_[i - 1].open) --i;
  for (; i < formatting_.size() && open_.size() < limits_.max_depth; ++i) {
    const Place place = appropriate_place();
    const NodeId node = clone_element(formatting_[i].node);
    attach(node, place);
    push(node, formatting_[i].key);
    formatting_[i].node = node;
    formatting_[i].open = true;
  }
}

size_t TreeBuilder::find_formatting(uint16_t key) const {
  for (size_t i = formatting_.size(); i-- > 0 && !formatting_[i].is_marker();)
    if (formatting_[i].key == key) return i;
  return formatting_.size();
}

size_t TreeBuilder::index_of_formatting(NodeId node) const {
  for (size_t i = formatting_.size(); i-- > 0;)
    if (formatting_[i].node == node) return i;
  return formatting_.size();
}

void TreeBuilder::mark_closed(NodeId node) {
  const size_t i = index_of_formatting(node);
  if (i < formatting_.size()) formatting_[i].open = false;
}

void TreeBuilder::adoption_agency(Token& token, Tag subject) {
  if (current_is(subject)) {
    const size_t i = index_of_formatting(current().node);
    // An element that is not in the list (any more) just closes.
    if (i == formatting_.size()) return pop();
  }
  for (int round = 0; round < 8; ++round)
    if (!adopt_once(token, subject)) return;
}

// One round of the outer loop; false when the algorithm ends.
bool TreeBuilder::adopt_once(Token& token, Tag subject) {
  auto formatting_at = [&](size_t i) { return formatting_.begin() + static_cast<std::ptrdiff_t>(i); };
  const size_t listed = find_formatting(key_of(subject));
  if (listed == formatting_.size()) {
    any_other_end_tag(token);
    return false;
  }
  const NodeId element = formatting_[listed].node;
  if (!formatting_[listed].open) {
    formatting_.erase(formatting_at(listed));
    return false;
  }
  const size_t element_index = index_of_open(element);
  size_t furthest = open_.size();
  for (size_t i = open_.size(); i-- > element_index + 1;) {
    if (open_[i].traits & scope) return false;  // not in scope
    if (open_[i].traits & special) furthest = i;
  }
  if (furthest == open_.size()) {
    formatting_.erase(formatting_at(listed));
    while (open_.size() > element_index) pop();
    return false;
  }
  const NodeId furthest_node = open_[furthest].node;
  const Open ancestor = open_[element_index - 1];
  size_t bookmark = listed;
  const NodeId last = reopen_between(element_index, furthest, bookmark);
  detach(last);
  attach(last, appropriate_place(ancestor));

  const NodeId clone = clone_element(element);
  move_children(furthest_node, clone);
  attach(clone, {furthest_node, no_node});
  const size_t old = index_of_formatting(element);
  Formatting entry = formatting_[old];
  entry.node = clone;
  entry.open = true;
  formatting_.insert(formatting_at(bookmark), entry);
  formatting_.erase(formatting_at(old < bookmark ? old : old + 1));
  Open reopened = open_[element_index];
  reopened.node = clone;
  open_.insert(open_.begin() + static_cast<std::ptrdiff_t>(furthest) + 1, reopened);
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(element_index));
  return true;
}

// The inner loop: walks up the stack from the furthest block to the formatting element, clones the first three
// formatting elements on the way and drops the rest from the stack. Returns the topmost node made, keeps `furthest`
// the furthest block's place on the stack, and sets the bookmark, a place in the list.
NodeId TreeBuilder::reopen_between(size_t formatting_index, size_t& furthest, size_t& bookmark) {
  NodeId last = open_[furthest].node;
  bool first = true;
  int round = 0;
  for (size_t i = furthest; --i > formatting_index;) {
    size_t listed = open_[i].traits & formatting ? index_of_formatting(open_[i].node) : formatting_.size();
    if (++round > 3 && listed != formatting_.size()) {
      formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(listed));
      if (listed < bookmark) --bookmark;
      listed = formatting_.size();
    }
    if (listed == formatting_.size()) {
      remove_open(i);
      --furthest;
      continue;
    }
    const NodeId clone = clone_element(open_[i].node);
    open_[i].node = clone;
    formatting_[listed].node = clone;
    if (first) bookmark = listed + 1;
    first = false;
    detach(last);
    attach(last, {clone, no_node});
    last = clone;
  }
  return last;
}

}  // namespace fairwitness::page
