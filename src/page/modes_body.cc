// The insertion mode "in body", section 13.2.6.4.7.
#include "page/tree_builder.h"

namespace fairwitness::page {
namespace {

using Kind = Token::Kind;

}  // namespace

TreeBuilder::Step TreeBuilder::in_body(Token& token) {
  switch (token.kind) {
    case Kind::text:
      body_text(token);
      return Step::done;
    case Kind::start_tag:
      return body_start(token);
    case Kind::end_tag:
      return body_end(token);
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::doctype:
      return Step::done;
    case Kind::end_of_file:
      return body_end_of_file(token);
  }
  return Step::done;
}

void TreeBuilder::body_text(Token& token) {
  drop_nuls(token);
  if (token.text.empty()) return;
  reconstruct_formatting();
  insert_text({token.text, token.begin, token.end});
  if (frameset_ok_ && !is_all_space(token.text)) frameset_ok_ = false;
}

TreeBuilder::Step TreeBuilder::body_end_of_file(Token& token) {
  return template_modes_.empty() ? Step::done : in_template(token);
}

TreeBuilder::Step TreeBuilder::body_start(Token& token) {
  const uint16_t traits = html_traits_of(token.tag);
  if (traits & closes_p_block) {
    close_p_in_button_scope();
    insert_element(token);
    return Step::done;
  }
  if (traits & in_head_content) return in_head(token);
  switch (token.tag) {
    case Tag::html:
      if (!open_count(Tag::template_)) merge_attributes(open_[0].node, token);
      return Step::done;
    case Tag::body:
      if (open_.size() < 2 || !open_[1].is(Tag::body) || open_count(Tag::template_)) return Step::done;
      frameset_ok_ = false;
      merge_attributes(open_[1].node, token);
      return Step::done;
    case Tag::frameset:
      start_frameset(token);
      return Step::done;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      close_p_in_button_scope();
      if (current().traits & heading) pop();
      insert_element(token);
      return Step::done;
    case Tag::pre:
    case Tag::listing:
      close_p_in_button_scope();
      insert_element(token);
      skip_newline_ = true;
      frameset_ok_ = false;
      return Step::done;
    case Tag::form:
      start_form(token);
      return Step::done;
    case Tag::li:
      start_list_item(token);
      return Step::done;
    case Tag::dd:
    case Tag::dt:
      start_definition(token);
      return Step::done;
    case Tag::plaintext:
      close_p_in_button_scope();
      insert_element(token);
      tokenizer_.set_mode(TextMode::plaintext);
      return Step::done;
    case Tag::button:
      if (in_scope(Tag::button)) {
        generate_implied_end_tags();
        pop_until(Tag::button);
      }
      reconstruct_formatting();
      insert_element(token);
      frameset_ok_ = false;
      return Step::done;
    case Tag::a:
      start_anchor(token);
      return Step::done;
    case Tag::nobr:
      start_nobr(token);
      return Step::done;
    case Tag::b:
    case Tag::big:
    case Tag::code:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::s:
    case Tag::small:
    case Tag::strike:
    case Tag::strong:
    case Tag::tt:
    case Tag::u:
      reconstruct_formatting();
      push_formatting(insert_element(token), token.key, token);
      return Step::done;
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
      reconstruct_formatting();
      insert_element(token);
      push_marker();
      frameset_ok_ = false;
      return Step::done;
    case Tag::table:
      if (!tree_.quirks_) close_p_in_button_scope();
      insert_element(token);
      frameset_ok_ = false;
      mode_ = Mode::in_table;
      return Step::done;
    case Tag::image:
      token.tag = Tag::img;
      token.key = key_of(Tag::img);
      token.text = name_of(Tag::img);
      return Step::again;
    case Tag::area:
    case Tag::br:
    case Tag::embed:
    case Tag::img:
    case Tag::keygen:
    case Tag::wbr:
      reconstruct_formatting();
      insert_and_pop(token);
      frameset_ok_ = false;
      return Step::done;
    case Tag::input:
      start_input(token);
      return Step::done;
    case Tag::param:
    case Tag::source:
    case Tag::track:
      insert_and_pop(token);
      return Step::done;
    case Tag::hr:
      close_p_in_button_scope();
      if (in_scope(Tag::select)) generate_implied_end_tags();
      insert_and_pop(token);
      frameset_ok_ = false;
      return Step::done;
    case Tag::textarea:
      insert_raw(token, TextMode::rcdata);
      skip_newline_ = true;
      frameset_ok_ = false;
      return Step::done;
    case Tag::xmp:
      close_p_in_button_scope();
      reconstruct_formatting();
      frameset_ok_ = false;
      insert_raw(token, TextMode::rawtext);
      return Step::done;
    case Tag::iframe:
      frameset_ok_ = false;
      insert_raw(token, TextMode::rawtext);
      return Step::done;
    case Tag::noembed:
      insert_raw(token, TextMode::rawtext);
      return Step::done;
    case Tag::select:
      start_select(token);
      return Step::done;
    case Tag::option:
    case Tag::optgroup:
      start_option(token);
      return Step::done;
    case Tag::rb:
    case Tag::rtc:
    case Tag::rp:
    case Tag::rt:
      if (in_scope(Tag::ruby)) {
        generate_implied_end_tags(token.tag == Tag::rp || token.tag == Tag::rt ? Tag::rtc : Tag::unknown);
      }
      insert_element(token);
      return Step::done;
    case Tag::math:
      start_foreign(token, Namespace::math);
      return Step::done;
    case Tag::svg:
      start_foreign(token, Namespace::svg);
      return Step::done;
    case Tag::caption:
    case Tag::col:
    case Tag::colgroup:
    case Tag::frame:
    case Tag::head:
    case Tag::tbody:
    case Tag::td:
    case Tag::tfoot:
    case Tag::th:
    case Tag::thead:
    case Tag::tr:
      return Step::done;
    default:
      reconstruct_formatting();
      insert_element(token);
      return Step::done;
  }
}

void TreeBuilder::start_frameset(Token& token) {
  if (open_.size() < 2 || !open_[1].is(Tag::body) || !frameset_ok_) return;
  detach(open_[1].node);
  while (open_.size() > 1) pop();
  insert_element(token);
  mode_ = Mode::in_frameset;
}

void TreeBuilder::start_form(Token& token) {
  const bool in_template = open_count(Tag::template_);
  if (form_ != no_node && !in_template) return;
  close_p_in_button_scope();
  const NodeId node = insert_element(token);
  if (!in_template) form_ = node;
}

// An open list item ends, unless another special element than address, div and p lies between.
void TreeBuilder::start_list_item(Token& token) {
  frameset_ok_ = false;
  for (size_t i = open_.size(); i-- > 0 && open_count(Tag::li);) {
    const Open node = open_[i];
    if (node.is(Tag::li)) {
      generate_implied_end_tags(Tag::li);
      pop_until(Tag::li);
      break;
    }
    if ((node.traits & special) && !node.is(Tag::address) && !node.is(Tag::div) && !node.is(Tag::p)) break;
  }
  close_p_in_button_scope();
  insert_element(token);
}

void TreeBuilder::start_definition(Token& token) {
  frameset_ok_ = false;
  for (size_t i = open_.size(); i-- > 0 && (open_count(Tag::dd) || open_count(Tag::dt));) {
    const Open node = open_[i];
    if (node.is(Tag::dd) || node.is(Tag::dt)) {
      const Tag tag = static_cast<Tag>(node.key);
      generate_implied_end_tags(tag);
      pop_until(tag);
      break;
    }
    if ((node.traits & special) && !node.is(Tag::address) && !node.is(Tag::div) && !node.is(Tag::p)) break;
  }
  close_p_in_button_scope();
  insert_element(token);
}

void TreeBuilder::start_anchor(Token& token) {
  const size_t listed = find_formatting(key_of(Tag::a));
  if (listed < formatting_.size()) {
    const NodeId node = formatting_[listed].node;
    adoption_agency(token, Tag::a);
    const size_t still_listed = index_of_formatting(node);
    if (still_listed < formatting_.size())
      formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(still_listed));
    const size_t still_open = index_of_open(node);
    if (still_open < open_.size()) remove_open(still_open);
  }
  reconstruct_formatting();
  push_formatting(insert_element(token), token.key, token);
}

void TreeBuilder::start_nobr(Token& token) {
  reconstruct_formatting();
  if (in_scope(Tag::nobr)) {
    adoption_agency(token, Tag::nobr);
    reconstruct_formatting();
  }
  push_formatting(insert_element(token), token.key, token);
}

void TreeBuilder::start_input(Token& token) {
  if (is_fragment_ && context_.is(Tag::select)) return;
  if (in_scope(Tag::select)) pop_until(Tag::select);
  reconstruct_formatting();
  insert_and_pop(token);
  const Attribute* first = attributes_.data() + token.attributes;
  for (uint32_t i = 0; i < token.attribute_count; ++i)
    if (first[i].name == "type" && equals_ignoring_case(first[i].value, "hidden")) return;
  frameset_ok_ = false;
}

void TreeBuilder::start_select(Token& token) {
  if (is_fragment_ && context_.is(Tag::select)) return;
  if (in_scope(Tag::select)) return pop_until(Tag::select);
  reconstruct_formatting();
  insert_element(token);
  frameset_ok_ = false;
}

void TreeBuilder::start_option(Token& token) {
  if (in_scope(Tag::select)) {
    generate_implied_end_tags(token.tag == Tag::option ? Tag::optgroup : Tag::unknown);
  } else if (current_is(Tag::option)) {
    pop();
  }
  reconstruct_formatting();
  insert_element(token);
}

void TreeBuilder::start_foreign(Token& token, Namespace ns) {
  reconstruct_formatting();
  insert_foreign(token, ns);
  if (token.self_closing) pop();
}

TreeBuilder::Step TreeBuilder::body_end(Token& token) {
  const uint16_t traits = html_traits_of(token.tag);
  if (traits & formatting) {
    adoption_agency(token, token.tag);
    return Step::done;
  }
  if (traits & ends_block) {
    end_block(token);
    return Step::done;
  }
  switch (token.tag) {
    case Tag::template_:
      return in_head(token);
    case Tag::body:
      if (in_scope(Tag::body)) mode_ = Mode::after_body;
      return Step::done;
    case Tag::html:
      if (!in_scope(Tag::body)) return Step::done;
      mode_ = Mode::after_body;
      return Step::again;
    case Tag::form:
      end_form();
      return Step::done;
    case Tag::p:
      if (!in_button_scope(Tag::p)) insert_implied(Tag::p, token);
      close_p();
      return Step::done;
    case Tag::li:
      if (!in_list_scope(Tag::li)) return Step::done;
      generate_implied_end_tags(Tag::li);
      pop_until(Tag::li);
      return Step::done;
    case Tag::dd:
    case Tag::dt:
      if (!in_scope(token.tag)) return Step::done;
      generate_implied_end_tags(token.tag);
      pop_until(token.tag);
      return Step::done;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      if (!heading_in_scope()) return Step::done;
      generate_implied_end_tags();
      while (!(current().traits & heading)) pop();
      pop();
      return Step::done;
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
      if (!in_scope(token.tag)) return Step::done;
      end_block(token);
      clear_to_marker();
      return Step::done;
    case Tag::br:
      token.kind = Kind::start_tag;
      token.attribute_count = 0;
      return body_start(token);
    default:
      any_other_end_tag(token);
      return Step::done;
  }
}

void TreeBuilder::end_block(Token& token) {
  if (!in_scope(token.tag)) return;
  generate_implied_end_tags();
  pop_until(token.tag);
}

void TreeBuilder::end_form() {
  if (open_count(Tag::template_)) {
    if (!in_scope(Tag::form)) return;
    generate_implied_end_tags();
    return pop_until(Tag::form);
  }
  const NodeId node = form_;
  form_ = no_node;
  if (node == no_node) return;
  const size_t at = index_of_open(node);
  if (at == open_.size() || !open_[at].is(Tag::form)) return;
  for (size_t i = at + 1; i < open_.size(); ++i)
    if (open_[i].traits & scope) return;
  generate_implied_end_tags();
  remove_open(index_of_open(node));
}

void TreeBuilder::any_other_end_tag(const Token& token) {
  if (!open_counts_[count_slot(token.key)]) return;
  for (size_t i = open_.size(); i-- > 0;) {
    const Open node = open_[i];
    if (node.ns == Namespace::html && same_name(node, token)) {
      generate_implied_end_tags(token.tag);
      while (open_.size() > i) pop();
      return;
    }
    if (node.traits & special) return;
  }
}

}  // namespace fairwitness::page
