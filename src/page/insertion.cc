// Putting nodes in their place (section 13.2.6.1) and the stack of open elements (section 13.2.4.2).
#include <algorithm>
#include <bit>
#include <cstring>

#include "page/tree_builder.h"

namespace fairwitness::page {

NodeId TreeBuilder::new_node(NodeKind kind, uint32_t begin, uint32_t end) {
  if (nodes_.size() == nodes_.capacity())
    nodes_.reserve(next_capacity(nodes_.capacity(), source_.size(), limits_.max_nodes));
  Tree::Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.source_begin = begin;
  node.source_end = end;
  return static_cast<NodeId>(nodes_.size() - 1);
}

NodeId TreeBuilder::create_element(Token& token, Namespace ns) {
  const NodeId id = new_node(NodeKind::element, token.begin, token.end);
  Tree::Node& node = nodes_[id];
  node.ns = ns;
  node.tag = token.tag;
  node.data = token.text;
  if (token.kind == Token::Kind::start_tag && token.attribute_count) {
    node.attributes = token.attributes;
    node.attribute_count = token.attribute_count;
    token.attributes_taken = true;
  }
  return id;
}

// The attributes are shared with the original: nobody changes them.
NodeId TreeBuilder::clone_element(NodeId original) {
  const NodeId id = new_node(NodeKind::element, 0, 0);
  Tree::Node& node = nodes_[id];
  node = nodes_[original];
  node.parent = node.first_child = node.last_child = node.previous = node.next = no_node;
  return id;
}

// "The appropriate place for inserting a node", with foster parenting.
TreeBuilder::Place TreeBuilder::appropriate_place(const Open& target) const {
  if (!foster_ || target.ns != Namespace::html || !(target.traits & table_context)) return {target.node, no_node};
  size_t i = open_.size();
  while (i-- > 0) {
    if (open_[i].is(Tag::template_)) return {open_[i].node, no_node};
    if (open_[i].is(Tag::table)) break;
  }
  if (i == static_cast<size_t>(-1)) return {open_[0].node, no_node};
  const NodeId table = open_[i].node;
  if (nodes_[table].parent != no_node) return {nodes_[table].parent, table};
  return {open_[i - 1].node, no_node};
}

void TreeBuilder::attach(NodeId id, Place place) {
  Tree::Node& node = nodes_[id];
  Tree::Node& parent = nodes_[place.parent];
  const NodeId previous = place.before == no_node ? parent.last_child : nodes_[place.before].previous;
  node.parent = place.parent;
  node.previous = previous;
  node.next = place.before;
  (previous == no_node ? parent.first_child : nodes_[previous].next) = id;
  (place.before == no_node ? parent.last_child : nodes_[place.before].previous) = id;
}

void TreeBuilder::detach(NodeId id) {
  Tree::Node& node = nodes_[id];
  if (node.parent == no_node) return;
  Tree::Node& parent = nodes_[node.parent];
  (node.previous == no_node ? parent.first_child : nodes_[node.previous].next) = node.next;
  (node.next == no_node ? parent.last_child : nodes_[node.next].previous) = node.previous;
  node.parent = node.previous = node.next = no_node;
}

void TreeBuilder::move_children(NodeId from, NodeId to) {
  Tree::Node& source = nodes_[from];
  for (NodeId child = source.first_child; child != no_node; child = nodes_[child].next) nodes_[child].parent = to;
  nodes_[to].first_child = source.first_child;
  nodes_[to].last_child = source.last_child;
  source.first_child = source.last_child = no_node;
}

void TreeBuilder::push(NodeId node, uint16_t key) {
  const Namespace ns = nodes_[node].ns;
  const Tag tag = nodes_[node].tag;
  open_.push_back({node, key, traits_of(ns, tag), ns});
  if (ns == Namespace::html) ++open_counts_[count_slot(key)];
}

void TreeBuilder::remove_open(size_t index) {
  leave(open_[index]);
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
}

NodeId TreeBuilder::insert_element(Token& token, Namespace ns) {
  const Place place = appropriate_place();
  const NodeId node = create_element(token, ns);
  attach(node, place);
  push(node, token.key);
  return node;
}

NodeId TreeBuilder::insert_implied(Tag tag, const Token& token) {
  Token implied;
  implied.tag = tag;
  implied.key = key_of(tag);
  implied.text = name_of(tag);
  implied.begin = implied.end = token.begin;
  return insert_element(implied);
}

void TreeBuilder::insert_and_pop(Token& token) { attach(create_element(token, Namespace::html), appropriate_place()); }

void TreeBuilder::insert_text(const Piece& piece) {
  const Place place = appropriate_place();
  if (place.parent == 0 || piece.text.empty()) return;  // a document holds no text
  const NodeId previous = place.before == no_node ? nodes_[place.parent].last_child : nodes_[place.before].previous;
  if (previous != no_node && nodes_[previous].kind == NodeKind::text) return join_text(previous, piece);
  const NodeId id = new_node(NodeKind::text, piece.begin, piece.end);
  nodes_[id].data = piece.text;
  attach(id, place);
}

// Appends to a text. Neighbours in the source stay a view; else the bytes are copied to the arena, where the text
// mostly stays last and grows. A text that others have come behind gets a place that doubles when it is full, so that
// many pieces cost linear time.
void TreeBuilder::join_text(NodeId id, const Piece& piece) {
  Tree::Node& node = nodes_[id];
  std::string_view& text = node.data;
  const char* const end = text.data() + text.size();
  node.source_end = std::max(node.source_end, piece.end);
  const bool in_source = end >= source_.data() && end < source_.data() + source_.size();
  if (in_source && end == piece.text.data()) {
    text = {text.data(), text.size() + piece.text.size()};
    return;
  }
  if (tree_.arena_.grow_last(text, piece.text)) return;
  if (in_source) {
    text = tree_.arena_.join(text, piece.text);
    return;
  }
  const size_t size = text.size() + piece.text.size();
  size_t& room = text_room_[id];
  char* bytes = const_cast<char*>(text.data());  // ours to write to when room is set
  if (room < size) {
    room = std::bit_ceil(2 * size);
    bytes = tree_.arena_.allocate(room);
    std::memcpy(bytes, text.data(), text.size());
  }
  std::memcpy(bytes + text.size(), piece.text.data(), piece.text.size());
  text = {bytes, size};
}

void TreeBuilder::insert_comment(const Token& token, Place place) {
  const NodeId id = new_node(NodeKind::comment, token.begin, token.end);
  nodes_[id].data = token.text;
  attach(id, place);
}

// "The generic raw text element parsing algorithm", "the generic RCDATA element parsing algorithm", and scripts.
void TreeBuilder::insert_raw(Token& token, TextMode mode) {
  insert_element(token);
  tokenizer_.set_mode(mode);
  original_mode_ = mode_;
  mode_ = Mode::text;
}

// Adds to html or body the attributes of a second start tag that it does not have yet.
void TreeBuilder::merge_attributes(NodeId id, Token& token) {
  Tree::Node& node = nodes_[id];
  std::vector<Attribute> added;
  for (uint32_t i = 0; i < token.attribute_count; ++i) {
    if (node.attribute_count + added.size() >= limits_.max_attributes) break;
    const Attribute& attribute = attributes_[token.attributes + i];
    if (!tree_.has_attribute(id, attribute.name)) added.push_back(attribute);
  }
  if (added.empty() || attributes_.size() + node.attribute_count + added.size() > limits_.max_total_attributes) return;
  const uint32_t first = static_cast<uint32_t>(attributes_.size());
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    const Attribute kept = attributes_[node.attributes + i];
    attributes_.push_back(kept);
  }
  attributes_.insert(attributes_.end(), added.begin(), added.end());
  node.attributes = first;
  node.attribute_count += static_cast<uint32_t>(added.size());
  token.attributes_taken = true;
}

// Cuts the spaces at the start off a text token.
TreeBuilder::Piece TreeBuilder::take_leading_space(Token& token) {
  const size_t size = leading_spaces(token.text);
  const uint32_t middle = size == token.text.size() ? token.end
                          : size == 0               ? token.begin
                                                    : token.begin + tokenizer_.source_length(token.begin, size);
  const Piece space{token.text.substr(0, size), token.begin, middle};
  token.text.remove_prefix(size);
  token.begin = middle;
  return space;
}

void TreeBuilder::drop_nuls(Token& token) {
  if (!token.has_nul) return;
  Arena& arena = tree_.arena_;
  arena.start();
  for (size_t at = 0; at < token.text.size();) {
    const size_t nul = std::min(token.text.find('\0', at), token.text.size());
    arena.append(token.text.substr(at, nul - at));
    at = nul + 1;
  }
  token.text = arena.finish();
  token.has_nul = false;
}

// In scope: no barrier of the standard's list lies between the current node and the element.
bool TreeBuilder::in_scope(Tag tag, uint16_t extra_barriers, Tag extra_barrier) const {
  if (!open_count(tag)) return false;
  const uint16_t barriers = scope | extra_barriers;
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].is(tag)) return true;
    if (open_[i].traits & barriers) return false;
    if (extra_barrier != Tag::unknown && open_[i].is(extra_barrier)) return false;
  }
  return false;
}

bool TreeBuilder::in_table_scope(Tag tag) const {
  if (!open_count(tag)) return false;
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].is(tag)) return true;
    if (open_[i].is(Tag::html) || open_[i].is(Tag::table) || open_[i].is(Tag::template_)) return false;
  }
  return false;
}

bool TreeBuilder::heading_in_scope() const {
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].traits & heading) return true;
    if (open_[i].traits & scope) return false;
  }
  return false;
}

void TreeBuilder::generate_implied_end_tags(Tag except) {
  while ((current().traits & implied_end) && !current_is(except)) pop();
}

void TreeBuilder::generate_all_implied_end_tags() {
  while (current().traits & (implied_end | table_part) && !current_is(Tag::col)) pop();
}

// The element is on the stack.
void TreeBuilder::pop_until(Tag tag) {
  while (!current_is(tag)) pop();
  pop();
}

void TreeBuilder::close_p() {
  generate_implied_end_tags(Tag::p);
  pop_until(Tag::p);
}

void TreeBuilder::clear_to_table_context() {
  while (!current_is(Tag::table) && !current_is(Tag::template_) && !current_is(Tag::html)) pop();
}

void TreeBuilder::clear_to_body_context() {
  while (!current_is(Tag::tbody) && !current_is(Tag::tfoot) && !current_is(Tag::thead) && !current_is(Tag::template_) &&
         !current_is(Tag::html))
    pop();
}

void TreeBuilder::clear_to_row_context() {
  while (!current_is(Tag::tr) && !current_is(Tag::template_) && !current_is(Tag::html)) pop();
}

size_t TreeBuilder::index_of_open(NodeId node) const {
  for (size_t i = open_.size(); i-- > 0;)
    if (open_[i].node == node) return i;
  return open_.size();
}

}  // namespace fairwitness::page
