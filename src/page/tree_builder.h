// Tree construction (section 13.2.6), inside the room. One class, spread over files by the standard's own chapters:
// tree_builder.cc drives, insertion.cc puts nodes in place, formatting.cc keeps the list of active formatting elements,
// modes_head.cc, modes_body.cc and modes_table.cc hold the insertion modes, foreign.cc SVG and MathML.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "page/bytes.h"
#include "page/page.h"
#include "page/tokenizer.h"
#include "page/traits.h"

namespace fairwitness::page {

class TreeBuilder {
 public:
  TreeBuilder(std::string_view source, const HtmlLimits& limits);
  Tree document();
  Tree fragment(std::string_view context, Namespace ns);

 private:
  enum class Mode : uint8_t {
    initial,
    before_html,
    before_head,
    in_head,
    in_head_noscript,
    after_head,
    in_body,
    text,
    in_table,
    in_table_text,
    in_caption,
    in_column_group,
    in_table_body,
    in_row,
    in_cell,
    in_template,
    after_body,
    in_frameset,
    after_frameset,
    after_after_body,
    after_after_frameset
  };
  enum class Step : uint8_t { done, again };  // again: "reprocess the token"

  // An element on the stack of open elements.
  struct Open {
    NodeId node = no_node;
    uint16_t key = 0;
    uint16_t traits = 0;
    Namespace ns = Namespace::html;
    bool is(Tag tag) const { return key == key_of(tag) && ns == Namespace::html; }
  };
  // An entry of the list of active formatting elements; a marker has no node.
  struct Formatting {
    NodeId node = no_node;
    uint16_t key = 0;
    bool open = false;            // the node is on the stack of open elements
    uint64_t attribute_hash = 0;  // independent of their order; 0: not computed yet
    bool is_marker() const { return node == no_node; }
  };
  struct Place {
    NodeId parent = no_node;
    NodeId before = no_node;  // no_node: as the last child
  };
  struct Piece {  // of text
    std::string_view text;
    uint32_t begin = 0, end = 0;
  };

  // tree_builder.cc
  void run();
  void process(Token& token);
  bool html_rules_apply(const Token& token) const;
  Step dispatch(Token& token);
  bool hang_too_deep(Token& token);
  bool close_hung(const Token& token);
  void report(const char* code, uint32_t at);
  const Open& context_or_current() const { return is_fragment_ && open_.size() == 1 ? context_ : open_.back(); }

  // insertion.cc
  NodeId new_node(NodeKind kind, uint32_t begin, uint32_t end);
  NodeId create_element(Token& token, Namespace ns);
  NodeId clone_element(NodeId original);
  Place appropriate_place(const Open& target) const;
  Place appropriate_place() const {
    return foster_ ? appropriate_place(open_.back()) : Place{open_.back().node, no_node};
  }
  void attach(NodeId node, Place place);
  void detach(NodeId node);
  void move_children(NodeId from, NodeId to);
  void push(NodeId node, uint16_t key);
  void pop() {
    leave(open_.back());
    open_.pop_back();
  }
  void leave(const Open& open) {  // what else to do when an element comes off the stack
    if (open.ns != Namespace::html) return;
    --open_counts_[count_slot(open.key)];
    if (open.traits & formatting) mark_closed(open.node);
  }
  void remove_open(size_t index);
  NodeId insert_element(Token& token, Namespace ns = Namespace::html);
  NodeId insert_implied(Tag tag, const Token& token);
  void insert_and_pop(Token& token);
  void insert_text(const Piece& piece);
  void join_text(NodeId node, const Piece& piece);
  void insert_comment(const Token& token) { insert_comment(token, appropriate_place()); }
  void insert_comment(const Token& token, Place place);
  void insert_raw(Token& token, TextMode mode);
  void merge_attributes(NodeId node, Token& token);
  Piece take_leading_space(Token& token);
  void drop_nuls(Token& token);

  // The stack of open elements.
  Open& current() { return open_.back(); }
  bool current_is(Tag tag) const { return open_.back().is(tag); }
  uint32_t open_count(Tag tag) const { return open_counts_[key_of(tag)]; }
  // Unknown names share a few counters: zero says that none is open, which spares the walk down the stack.
  static constexpr size_t unknown_slots = 64;
  static constexpr size_t count_slot(uint16_t key) {
    return key & unknown_key_bit ? tag_count + key % unknown_slots : key;
  }
  bool in_scope(Tag tag, uint16_t extra_barriers = 0, Tag extra_barrier = Tag::unknown) const;
  bool in_button_scope(Tag tag) const { return in_scope(tag, 0, Tag::button); }
  bool in_list_scope(Tag tag) const { return in_scope(tag, list_scope); }
  bool in_table_scope(Tag tag) const;
  bool heading_in_scope() const;
  void generate_implied_end_tags(Tag except = Tag::unknown);
  void generate_all_implied_end_tags();
  void pop_until(Tag tag);
  void close_p();
  void close_p_in_button_scope() {
    if (open_count(Tag::p) && in_button_scope(Tag::p)) close_p();
  }
  void clear_to_table_context();
  void clear_to_body_context();
  void clear_to_row_context();
  size_t index_of_open(NodeId node) const;  // open_.size() when it is not there
  bool same_name(const Open& open, const Token& token) const {
    if (open.key != token.key) return false;
    return !(open.key & unknown_key_bit) || equals_ignoring_case(nodes_[open.node].data, token.text);
  }

  // formatting.cc
  void push_formatting(NodeId node, uint16_t key, const Token& token);
  void push_marker() { formatting_.push_back({}); }
  void clear_to_marker();
  void reconstruct_formatting();
  size_t find_formatting(uint16_t key) const;  // after the last marker; formatting_.size() when it is not there
  size_t index_of_formatting(NodeId node) const;
  void mark_closed(NodeId node);
  uint64_t attribute_hash(NodeId node) const;
  bool same_attributes(NodeId one, NodeId other) const;
  void adoption_agency(Token& token, Tag subject);
  bool adopt_once(Token& token, Tag subject);
  NodeId reopen_between(size_t formatting_index, size_t& furthest, size_t& bookmark);

  // modes_head.cc
  Step initial(Token& token);
  Step before_html(Token& token);
  Step before_head(Token& token);
  Step in_head(Token& token);
  Step in_head_noscript(Token& token);
  Step after_head(Token& token);
  Step in_text(Token& token);
  Step after_body(Token& token);
  Step in_frameset(Token& token);
  Step after_frameset(Token& token);
  Step after_after_body(Token& token);
  Step after_after_frameset(Token& token);
  void insert_doctype(const Token& token);
  void start_template(Token& token);
  void end_template();
  void keep_only_space(Token& token);

  // modes_body.cc
  Step in_body(Token& token);
  void body_text(Token& token);
  Step body_start(Token& token);
  Step body_end(Token& token);
  Step body_end_of_file(Token& token);
  void start_list_item(Token& token);
  void start_definition(Token& token);
  void start_form(Token& token);
  void start_select(Token& token);
  void start_option(Token& token);
  void start_input(Token& token);
  void start_foreign(Token& token, Namespace ns);
  void start_frameset(Token& token);
  void start_nobr(Token& token);
  void start_anchor(Token& token);
  void end_block(Token& token);
  void end_form();
  bool end_body();
  void any_other_end_tag(const Token& token);

  // modes_table.cc
  Step in_table(Token& token);
  Step in_table_anything_else(Token& token);
  Step in_table_text(Token& token);
  Step in_caption(Token& token);
  Step in_column_group(Token& token);
  Step in_table_body(Token& token);
  Step in_row(Token& token);
  Step in_cell(Token& token);
  Step in_template(Token& token);
  Step leave_table(Token& token);
  void close_cell();
  bool table_body_in_scope() const;
  void reset_insertion_mode();
  Mode template_mode_for(Tag tag) const;

  // foreign.cc
  Step in_foreign(Token& token);
  void foreign_text(Token& token);
  Step foreign_end(Token& token);
  void insert_foreign(Token& token, Namespace ns);

  std::string_view source_;
  HtmlLimits limits_;
  Tree tree_;
  std::vector<Tree::Node>& nodes_;
  std::vector<Attribute>& attributes_;
  Tokenizer tokenizer_;

  Mode mode_ = Mode::initial;
  Mode original_mode_ = Mode::initial;  // to return to from text and in_table_text
  bool is_fragment_ = false;
  bool frameset_ok_ = true;
  bool foster_ = false;
  bool skip_newline_ = false;  // the next token's first line feed is dropped (pre, textarea)
  bool stopped_ = false;
  Open context_;  // of a fragment; also html's only entry stands for it there
  NodeId head_ = no_node;
  NodeId form_ = no_node;
  std::vector<Open> open_;
  std::array<uint32_t, tag_count + unknown_slots> open_counts_{};  // HTML elements on the stack, by count_slot
  std::vector<Formatting> formatting_;
  std::vector<Mode> template_modes_;
  std::vector<Piece> table_text_;
  std::vector<uint16_t> hung_;  // keys of elements that were hung, not opened, because the stack was full
  std::unordered_map<NodeId, size_t> text_room_;  // of texts joined more than once: bytes set aside for them
};

}  // namespace fairwitness::page
