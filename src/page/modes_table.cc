// The insertion modes of tables and templates, sections 13.2.6.4.9 to 13.2.6.4.18, and "reset the insertion mode
// appropriately", section 13.2.4.1.
#include "page/tree_builder.h"

namespace fairwitness::page {
namespace {

using Kind = Token::Kind;

constexpr bool has(const Token& token, uint16_t trait) { return html_traits_of(token.tag) & trait; }

// Is it one of the end tags that stand for nothing here: of parts of a table, of body, of html?
bool is_misplaced_end(const Token& token) {
  return has(token, table_part) || token.tag == Tag::body || token.tag == Tag::html;
}

bool is_hidden(const Attribute* begin, const Attribute* end) {
  for (; begin != end; ++begin)
    if (begin->name == "type") return equals_ignoring_case(begin->value, "hidden");
  return false;
}

}  // namespace

TreeBuilder::Step TreeBuilder::leave_table(Token& token) {
  if (!in_table_scope(Tag::table)) return Step::done;
  pop_until(Tag::table);
  reset_insertion_mode();
  return token.kind == Kind::start_tag ? Step::again : Step::done;
}

TreeBuilder::Step TreeBuilder::in_table(Token& token) {
  switch (token.kind) {
    case Kind::text:
      if (current().ns != Namespace::html || !((current().traits & table_context) || current_is(Tag::template_))) break;
      table_text_.clear();
      original_mode_ = mode_;
      mode_ = Mode::in_table_text;
      return Step::again;
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::doctype:
      return Step::done;
    case Kind::end_of_file:
      return in_body(token);
    case Kind::end_tag:
      if (token.tag == Tag::table) return leave_table(token);
      if (token.tag == Tag::template_) return in_head(token);
      if (is_misplaced_end(token)) return Step::done;
      break;
    case Kind::start_tag:
      switch (token.tag) {
        case Tag::caption:
          clear_to_table_context();
          push_marker();
          insert_element(token);
          mode_ = Mode::in_caption;
          return Step::done;
        case Tag::colgroup:
          clear_to_table_context();
          insert_element(token);
          mode_ = Mode::in_column_group;
          return Step::done;
        case Tag::col:
          clear_to_table_context();
          insert_implied(Tag::colgroup, token);
          mode_ = Mode::in_column_group;
          return Step::again;
        case Tag::tbody:
        case Tag::tfoot:
        case Tag::thead:
          clear_to_table_context();
          insert_element(token);
          mode_ = Mode::in_table_body;
          return Step::done;
        case Tag::td:
        case Tag::th:
        case Tag::tr:
          clear_to_table_context();
          insert_implied(Tag::tbody, token);
          mode_ = Mode::in_table_body;
          return Step::again;
        case Tag::table:
          return leave_table(token);
        case Tag::style:
        case Tag::script:
        case Tag::template_:
          return in_head(token);
        case Tag::input: {
          const Attribute* first = attributes_.data() + token.attributes;
          if (!is_hidden(first, first + token.attribute_count)) break;
          insert_and_pop(token);
          return Step::done;
        }
        case Tag::form:
          if (open_count(Tag::template_) || form_ != no_node) return Step::done;
          form_ = insert_element(token);
          pop();
          return Step::done;
        default:
          break;
      }
      break;
  }
  return in_table_anything_else(token);
}

// With foster parenting, so that what does not belong in a table comes before it.
TreeBuilder::Step TreeBuilder::in_table_anything_else(Token& token) {
  foster_ = true;
  const Step step = in_body(token);
  foster_ = false;
  return step;
}

TreeBuilder::Step TreeBuilder::in_table_text(Token& token) {
  if (token.kind == Kind::text) {
    drop_nuls(token);
    table_text_.push_back({token.text, token.begin, token.end});
    return Step::done;
  }
  bool only_space = true;
  for (const Piece& piece : table_text_) only_space = only_space && is_all_space(piece.text);
  for (const Piece& piece : table_text_) {
    if (only_space) {
      insert_text(piece);
      continue;
    }
    Token text;
    text.kind = Kind::text;
    text.text = piece.text;
    text.begin = piece.begin;
    text.end = piece.end;
    in_table_anything_else(text);
  }
  table_text_.clear();
  mode_ = original_mode_;
  return Step::again;
}

TreeBuilder::Step TreeBuilder::in_caption(Token& token) {
  const bool ends_caption = token.is_end(Tag::caption);
  const bool ends_more = token.is_end(Tag::table) || (token.kind == Kind::start_tag && has(token, table_part));
  if (ends_caption || ends_more) {
    if (!in_table_scope(Tag::caption)) return Step::done;
    generate_implied_end_tags();
    pop_until(Tag::caption);
    clear_to_marker();
    mode_ = Mode::in_table;
    return ends_caption ? Step::done : Step::again;
  }
  if (token.kind == Kind::end_tag && is_misplaced_end(token)) return Step::done;
  return in_body(token);
}

TreeBuilder::Step TreeBuilder::in_column_group(Token& token) {
  switch (token.kind) {
    case Kind::text:
      insert_text(take_leading_space(token));
      if (token.text.empty()) return Step::done;
      break;
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::doctype:
      return Step::done;
    case Kind::end_of_file:
      return in_body(token);
    case Kind::start_tag:
      if (token.tag == Tag::html) return in_body(token);
      if (token.tag == Tag::template_) return in_head(token);
      if (token.tag == Tag::col) {
        insert_and_pop(token);
        return Step::done;
      }
      break;
    case Kind::end_tag:
      if (token.tag == Tag::template_) return in_head(token);
      if (token.tag == Tag::col) return Step::done;
      break;
  }
  if (!current_is(Tag::colgroup)) return Step::done;
  pop();
  mode_ = Mode::in_table;
  return token.is_end(Tag::colgroup) ? Step::done : Step::again;
}

bool TreeBuilder::table_body_in_scope() const {
  return in_table_scope(Tag::tbody) || in_table_scope(Tag::thead) || in_table_scope(Tag::tfoot);
}

TreeBuilder::Step TreeBuilder::in_table_body(Token& token) {
  const bool start = token.kind == Kind::start_tag;
  if (!start && token.kind != Kind::end_tag) return in_table(token);
  bool again = false;
  switch (token.tag) {
    case Tag::tr:
    case Tag::th:
    case Tag::td:
      if (!start) return Step::done;
      clear_to_body_context();
      mode_ = Mode::in_row;
      if (token.tag == Tag::tr) {
        insert_element(token);
        return Step::done;
      }
      insert_implied(Tag::tr, token);
      return Step::again;
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
      if (!start && !in_table_scope(token.tag)) return Step::done;
      again = start;
      break;
    case Tag::caption:
    case Tag::col:
    case Tag::colgroup:
      if (!start) return Step::done;
      again = true;
      break;
    case Tag::table:
      if (start) return in_table(token);
      again = true;
      break;
    case Tag::body:
    case Tag::html:
      return start ? in_table(token) : Step::done;
    default:
      return in_table(token);
  }
  if (again && !table_body_in_scope()) return Step::done;
  clear_to_body_context();
  pop();
  mode_ = Mode::in_table;
  return again ? Step::again : Step::done;
}

TreeBuilder::Step TreeBuilder::in_row(Token& token) {
  const bool start = token.kind == Kind::start_tag;
  if (!start && token.kind != Kind::end_tag) return in_table(token);
  bool again = true;
  switch (token.tag) {
    case Tag::th:
    case Tag::td:
      if (!start) return Step::done;
      clear_to_row_context();
      insert_element(token);
      mode_ = Mode::in_cell;
      push_marker();
      return Step::done;
    case Tag::tr:
      again = start;
      break;
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
      if (!start && !in_table_scope(token.tag)) return Step::done;
      break;
    case Tag::caption:
    case Tag::col:
    case Tag::colgroup:
      if (!start) return Step::done;
      break;
    case Tag::table:
      if (start) return in_table(token);
      break;
    case Tag::body:
    case Tag::html:
      return start ? in_table(token) : Step::done;
    default:
      return in_table(token);
  }
  if (!in_table_scope(Tag::tr)) return Step::done;
  clear_to_row_context();
  pop();
  mode_ = Mode::in_table_body;
  return again ? Step::again : Step::done;
}

void TreeBuilder::close_cell() {
  generate_implied_end_tags();
  while (!current_is(Tag::td) && !current_is(Tag::th)) pop();
  pop();
  clear_to_marker();
  mode_ = Mode::in_row;
}

TreeBuilder::Step TreeBuilder::in_cell(Token& token) {
  if (token.kind == Kind::start_tag) {
    if (!has(token, table_part)) return in_body(token);
    if (!in_table_scope(Tag::td) && !in_table_scope(Tag::th)) return Step::done;
    close_cell();
    return Step::again;
  }
  if (token.kind != Kind::end_tag) return in_body(token);
  switch (token.tag) {
    case Tag::td:
    case Tag::th:
      if (!in_table_scope(token.tag)) return Step::done;
      generate_implied_end_tags();
      pop_until(token.tag);
      clear_to_marker();
      mode_ = Mode::in_row;
      return Step::done;
    case Tag::body:
    case Tag::caption:
    case Tag::col:
    case Tag::colgroup:
    case Tag::html:
      return Step::done;
    case Tag::table:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
    case Tag::tr:
      if (!in_table_scope(token.tag)) return Step::done;
      close_cell();
      return Step::again;
    default:
      return in_body(token);
  }
}

TreeBuilder::Mode TreeBuilder::template_mode_for(Tag tag) const {
  switch (tag) {
    case Tag::caption:
    case Tag::colgroup:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
      return Mode::in_table;
    case Tag::col:
      return Mode::in_column_group;
    case Tag::tr:
      return Mode::in_table_body;
    case Tag::td:
    case Tag::th:
      return Mode::in_row;
    default:
      return Mode::in_body;
  }
}

TreeBuilder::Step TreeBuilder::in_template(Token& token) {
  switch (token.kind) {
    case Kind::text:
    case Kind::comment:
    case Kind::doctype:
      return in_body(token);
    case Kind::start_tag:
      if (has(token, in_head_content)) return in_head(token);
      mode_ = template_modes_.back() = template_mode_for(token.tag);
      return Step::again;
    case Kind::end_tag:
      return token.tag == Tag::template_ ? in_head(token) : Step::done;
    case Kind::end_of_file:
      break;
  }
  if (!open_count(Tag::template_)) return Step::done;
  pop_until(Tag::template_);
  clear_to_marker();
  template_modes_.pop_back();
  reset_insertion_mode();
  return Step::again;
}

void TreeBuilder::reset_insertion_mode() {
  for (size_t i = open_.size(); i-- > 0;) {
    const bool last = i == 0;
    const Open& node = last && is_fragment_ ? context_ : open_[i];
    if (node.ns == Namespace::html && !(node.key & unknown_key_bit)) {
      switch (static_cast<Tag>(node.key)) {
        case Tag::td:
        case Tag::th:
          if (last) break;
          mode_ = Mode::in_cell;
          return;
        case Tag::tr:
          mode_ = Mode::in_row;
          return;
        case Tag::tbody:
        case Tag::thead:
        case Tag::tfoot:
          mode_ = Mode::in_table_body;
          return;
        case Tag::caption:
          mode_ = Mode::in_caption;
          return;
        case Tag::colgroup:
          mode_ = Mode::in_column_group;
          return;
        case Tag::table:
          mode_ = Mode::in_table;
          return;
        case Tag::template_:
          mode_ = template_modes_.back();
          return;
        case Tag::head:
          if (last) break;
          mode_ = Mode::in_head;
          return;
        case Tag::body:
          mode_ = Mode::in_body;
          return;
        case Tag::frameset:
          mode_ = Mode::in_frameset;
          return;
        case Tag::html:
          mode_ = head_ == no_node ? Mode::before_head : Mode::after_head;
          return;
        default:
          break;
      }
    }
    if (last) mode_ = Mode::in_body;
  }
}

}  // namespace fairwitness::page
