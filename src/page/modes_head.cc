// The insertion modes around the body: before it, in head, raw text, behind it, and framesets.
// Sections 13.2.6.4.1 to 13.2.6.4.6, 13.2.6.4.8 and 13.2.6.4.19 to 13.2.6.4.23.
#include "page/quirks.h"
#include "page/tree_builder.h"

namespace fairwitness::page {
namespace {

using Kind = Token::Kind;

// The end tags that most modes before the body take as a sign that the body begins.
bool begins_body(const Token& token) {
  return token.is_end(Tag::body) || token.is_end(Tag::html) || token.is_end(Tag::br);
}

}  // namespace

void TreeBuilder::insert_doctype(const Token& token) {
  const NodeId id = new_node(NodeKind::doctype, token.begin, token.end);
  nodes_[id].data = token.text;
  nodes_[id].attributes = static_cast<uint32_t>(attributes_.size());
  if (token.public_id.data()) attributes_.push_back({"public", token.public_id});
  if (token.system_id.data()) attributes_.push_back({"system", token.system_id});
  nodes_[id].attribute_count = static_cast<uint32_t>(attributes_.size()) - nodes_[id].attributes;
  attach(id, {0, no_node});
  tree_.quirks_ = is_quirky(token);
}

TreeBuilder::Step TreeBuilder::initial(Token& token) {
  switch (token.kind) {
    case Kind::text:
      take_leading_space(token);
      if (token.text.empty()) return Step::done;
      break;
    case Kind::comment:
      insert_comment(token, {0, no_node});
      return Step::done;
    case Kind::doctype:
      insert_doctype(token);
      mode_ = Mode::before_html;
      return Step::done;
    default:
      break;
  }
  tree_.quirks_ = true;
  mode_ = Mode::before_html;
  return Step::again;
}

TreeBuilder::Step TreeBuilder::before_html(Token& token) {
  switch (token.kind) {
    case Kind::doctype:
      return Step::done;
    case Kind::comment:
      insert_comment(token, {0, no_node});
      return Step::done;
    case Kind::text:
      take_leading_space(token);
      if (token.text.empty()) return Step::done;
      break;
    case Kind::end_tag:
      if (!begins_body(token) && token.tag != Tag::head) return Step::done;
      break;
    default:
      break;
  }
  mode_ = Mode::before_head;
  Token implied;
  const bool given = token.is_start(Tag::html);
  if (!given) {
    implied.tag = Tag::html;
    implied.key = key_of(Tag::html);
    implied.text = name_of(Tag::html);
    implied.begin = implied.end = token.begin;
  }
  const NodeId node = create_element(given ? token : implied, Namespace::html);
  attach(node, {0, no_node});
  push(node, key_of(Tag::html));
  return given ? Step::done : Step::again;
}

TreeBuilder::Step TreeBuilder::before_head(Token& token) {
  switch (token.kind) {
    case Kind::doctype:
      return Step::done;
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::text:
      take_leading_space(token);
      if (token.text.empty()) return Step::done;
      break;
    case Kind::start_tag:
      if (token.tag == Tag::html) return in_body(token);
      if (token.tag == Tag::head) {
        head_ = insert_element(token);
        mode_ = Mode::in_head;
        return Step::done;
      }
      break;
    case Kind::end_tag:
      if (!begins_body(token) && token.tag != Tag::head) return Step::done;
      break;
    default:
      break;
  }
  head_ = insert_implied(Tag::head, token);
  mode_ = Mode::in_head;
  return Step::again;
}

TreeBuilder::Step TreeBuilder::in_head(Token& token) {
  switch (token.kind) {
    case Kind::doctype:
      return Step::done;
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::text:
      insert_text(take_leading_space(token));
      if (token.text.empty()) return Step::done;
      break;
    case Kind::start_tag:
      switch (token.tag) {
        case Tag::html:
          return in_body(token);
        case Tag::base:
        case Tag::basefont:
        case Tag::bgsound:
        case Tag::link:
        case Tag::meta:
          insert_and_pop(token);
          return Step::done;
        case Tag::title:
          insert_raw(token, TextMode::rcdata);
          return Step::done;
        case Tag::noframes:
        case Tag::style:
          insert_raw(token, TextMode::rawtext);
          return Step::done;
        case Tag::script:
          insert_raw(token, TextMode::script);
          return Step::done;
        case Tag::noscript:
          insert_element(token);
          mode_ = Mode::in_head_noscript;
          return Step::done;
        case Tag::template_:
          start_template(token);
          return Step::done;
        case Tag::head:
          return Step::done;
        default:
          break;
      }
      break;
    case Kind::end_tag:
      if (token.tag == Tag::head) {
        pop();
        mode_ = Mode::after_head;
        return Step::done;
      }
      if (token.tag == Tag::template_) {
        end_template();
        return Step::done;
      }
      if (!begins_body(token)) return Step::done;
      break;
    default:
      break;
  }
  pop();
  mode_ = Mode::after_head;
  return Step::again;
}

void TreeBuilder::start_template(Token& token) {
  insert_element(token);
  push_marker();
  frameset_ok_ = false;
  mode_ = Mode::in_template;
  template_modes_.push_back(Mode::in_template);
}

void TreeBuilder::end_template() {
  if (!open_count(Tag::template_)) return;
  generate_all_implied_end_tags();
  pop_until(Tag::template_);
  clear_to_marker();
  template_modes_.pop_back();
  reset_insertion_mode();
}

TreeBuilder::Step TreeBuilder::in_head_noscript(Token& token) {
  switch (token.kind) {
    case Kind::doctype:
      return Step::done;
    case Kind::comment:
      return in_head(token);
    case Kind::text:
      insert_text(take_leading_space(token));
      if (token.text.empty()) return Step::done;
      break;
    case Kind::start_tag:
      switch (token.tag) {
        case Tag::html:
          return in_body(token);
        case Tag::basefont:
        case Tag::bgsound:
        case Tag::link:
        case Tag::meta:
        case Tag::noframes:
        case Tag::style:
          return in_head(token);
        case Tag::head:
        case Tag::noscript:
          return Step::done;
        default:
          break;
      }
      break;
    case Kind::end_tag:
      if (token.tag == Tag::noscript) {
        pop();
        mode_ = Mode::in_head;
        return Step::done;
      }
      if (token.tag != Tag::br) return Step::done;
      break;
    default:
      break;
  }
  pop();
  mode_ = Mode::in_head;
  return Step::again;
}

TreeBuilder::Step TreeBuilder::after_head(Token& token) {
  switch (token.kind) {
    case Kind::doctype:
      return Step::done;
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::text:
      insert_text(take_leading_space(token));
      if (token.text.empty()) return Step::done;
      break;
    case Kind::start_tag:
      switch (token.tag) {
        case Tag::html:
          return in_body(token);
        case Tag::body:
          insert_element(token);
          frameset_ok_ = false;
          mode_ = Mode::in_body;
          return Step::done;
        case Tag::frameset:
          insert_element(token);
          mode_ = Mode::in_frameset;
          return Step::done;
        case Tag::head:
          return Step::done;
        default:
          break;
      }
      if (html_traits_of(token.tag) & in_head_content) {
        push(head_, key_of(Tag::head));
        in_head(token);
        remove_open(index_of_open(head_));
        return Step::done;
      }
      break;
    case Kind::end_tag:
      if (token.tag == Tag::template_) return in_head(token);
      if (!begins_body(token)) return Step::done;
      break;
    default:
      break;
  }
  insert_implied(Tag::body, token);
  mode_ = Mode::in_body;
  return Step::again;
}

TreeBuilder::Step TreeBuilder::in_text(Token& token) {
  if (token.kind == Kind::text) {
    insert_text({token.text, token.begin, token.end});
    return Step::done;
  }
  pop();
  mode_ = original_mode_;
  return token.kind == Kind::end_of_file ? Step::again : Step::done;
}

TreeBuilder::Step TreeBuilder::after_body(Token& token) {
  switch (token.kind) {
    case Kind::doctype:
      return Step::done;
    case Kind::comment:
      insert_comment(token, {open_[0].node, no_node});
      return Step::done;
    case Kind::text:
      if (is_all_space(token.text)) return in_body(token);
      break;
    case Kind::start_tag:
      if (token.tag == Tag::html) return in_body(token);
      break;
    case Kind::end_tag:
      if (token.tag != Tag::html) break;
      if (!is_fragment_) mode_ = Mode::after_after_body;
      return Step::done;
    case Kind::end_of_file:
      return Step::done;
  }
  mode_ = Mode::in_body;
  return Step::again;
}

// Framesets hold no text but spaces.
void TreeBuilder::keep_only_space(Token& token) {
  if (is_all_space(token.text)) return;
  Arena& arena = tree_.arena_;
  arena.start();
  for (char c : token.text)
    if (is_html_space(c)) arena.append(c);
  token.text = arena.finish();
}

TreeBuilder::Step TreeBuilder::in_frameset(Token& token) {
  switch (token.kind) {
    case Kind::text:
      keep_only_space(token);
      insert_text({token.text, token.begin, token.end});
      break;
    case Kind::comment:
      insert_comment(token);
      break;
    case Kind::start_tag:
      if (token.tag == Tag::html) return in_body(token);
      if (token.tag == Tag::noframes) return in_head(token);
      if (token.tag == Tag::frame) insert_and_pop(token);
      if (token.tag == Tag::frameset && open_.size() < limits_.max_depth) insert_element(token);
      break;
    case Kind::end_tag:
      if (token.tag != Tag::frameset || open_.size() == 1) break;
      pop();
      if (!is_fragment_ && !current_is(Tag::frameset)) mode_ = Mode::after_frameset;
      break;
    default:
      break;
  }
  return Step::done;
}

TreeBuilder::Step TreeBuilder::after_frameset(Token& token) {
  switch (token.kind) {
    case Kind::text:
      keep_only_space(token);
      insert_text({token.text, token.begin, token.end});
      break;
    case Kind::comment:
      insert_comment(token);
      break;
    case Kind::start_tag:
      if (token.tag == Tag::html) return in_body(token);
      if (token.tag == Tag::noframes) return in_head(token);
      break;
    case Kind::end_tag:
      if (token.tag == Tag::html) mode_ = Mode::after_after_frameset;
      break;
    default:
      break;
  }
  return Step::done;
}

TreeBuilder::Step TreeBuilder::after_after_body(Token& token) {
  if (token.kind == Kind::comment) {
    insert_comment(token, {0, no_node});
    return Step::done;
  }
  if (token.kind == Kind::end_of_file) return Step::done;
  if (token.kind == Kind::doctype || token.is_start(Tag::html)) return in_body(token);
  if (token.kind == Kind::text && is_all_space(token.text)) return in_body(token);
  mode_ = Mode::in_body;
  return Step::again;
}

TreeBuilder::Step TreeBuilder::after_after_frameset(Token& token) {
  if (token.kind == Kind::comment) {
    insert_comment(token, {0, no_node});
    return Step::done;
  }
  if (token.kind == Kind::text) {
    keep_only_space(token);
    return token.text.empty() ? Step::done : in_body(token);
  }
  if (token.kind == Kind::doctype || token.is_start(Tag::html)) return in_body(token);
  return token.is_start(Tag::noframes) ? in_head(token) : Step::done;
}

}  // namespace fairwitness::page
