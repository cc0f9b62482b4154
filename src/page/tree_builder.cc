#include "page/tree_builder.h"

#include <algorithm>

namespace fairwitness::page {
namespace {

// Limits below these would not leave room for html, body, a table's parts and one block.
HtmlLimits usable(HtmlLimits limits) {
  limits.max_depth = std::max(limits.max_depth, 16u);
  limits.max_nodes = std::min(std::max(limits.max_nodes, 16u), no_node / 2);
  limits.max_bytes = std::min<size_t>(limits.max_bytes, 0xFFFFFFF0u);
  limits.max_total_attributes = std::min(limits.max_total_attributes, 0x7FFFFFFFu);
  return limits;
}

// What a page of a given size needs at most, as a rule; a page with more markup grows its arrays.
constexpr size_t bytes_per_node = 24;
constexpr size_t bytes_per_attribute = 24;

}  // namespace

TreeBuilder::TreeBuilder(std::string_view source, const HtmlLimits& limits)
    : source_(source.substr(0, usable(limits).max_bytes)),
      limits_(usable(limits)),
      nodes_(tree_.nodes_),
      attributes_(tree_.attributes_),
      tokenizer_(source_, limits_, tree_.arena_, attributes_) {
  nodes_.reserve(std::min<size_t>(source_.size() / bytes_per_node + 16, limits_.max_nodes));
  attributes_.reserve(std::min<size_t>(source_.size() / bytes_per_attribute + 16, limits_.max_total_attributes));
  open_.reserve(64);
  new_node(NodeKind::document, 0, static_cast<uint32_t>(source_.size()));
  if (source_.size() < source.size()) report("html_bytes_cut", static_cast<uint32_t>(source_.size()));
}

Tree TreeBuilder::document() {
  if (source_.starts_with("\xEF\xBB\xBF")) tokenizer_.skip(3);
  run();
  return std::move(tree_);
}

// Section 13.4. The context element is not in the tree.
Tree TreeBuilder::fragment(std::string_view context, Namespace ns) {
  is_fragment_ = true;
  std::string lower(context);
  for (char& c : lower) c = to_lower(c);
  const Tag tag = tag_of(lower);
  context_ = {no_node, key_of(tag, lower), traits_of(ns, tag), ns};
  const Tag html_tag = ns == Namespace::html ? tag : Tag::unknown;
  switch (html_tag) {
    case Tag::title:
    case Tag::textarea:
      tokenizer_.set_mode(TextMode::rcdata);
      break;
    case Tag::style:
    case Tag::xmp:
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
      tokenizer_.set_mode(TextMode::rawtext);
      break;
    case Tag::script:
      tokenizer_.set_mode(TextMode::script);
      break;
    case Tag::plaintext:
      tokenizer_.set_mode(TextMode::plaintext);
      break;
    default:
      break;
  }
  const NodeId root = new_node(NodeKind::element, 0, 0);
  nodes_[root].tag = Tag::html;
  nodes_[root].data = name_of(Tag::html);
  attach(root, {0, no_node});
  push(root, key_of(Tag::html));
  if (html_tag == Tag::template_) template_modes_.push_back(Mode::in_template);
  reset_insertion_mode();
  if (html_tag == Tag::form) form_ = root;  // stands for the form that is not in the tree
  run();
  return std::move(tree_);
}

void TreeBuilder::run() {
  Token token;
  do {
    tokenizer_.allow_cdata(!open_.empty() && context_or_current().ns != Namespace::html);
    tokenizer_.next(token);
    if (skip_newline_) {
      skip_newline_ = false;
      if (token.kind == Token::Kind::text && token.text.starts_with('\n')) {
        token.begin += tokenizer_.source_length(token.begin, 1);
        token.text.remove_prefix(1);
        if (token.text.empty()) continue;
      }
    }
    process(token);
    if (nodes_.size() >= limits_.max_nodes && token.kind != Token::Kind::end_of_file) {
      report("html_nodes_cut", token.end);
      break;
    }
  } while (token.kind != Token::Kind::end_of_file && !stopped_);
  if (tokenizer_.attributes_cut_at() != Tokenizer::no_place)
    report("html_attributes_cut", tokenizer_.attributes_cut_at());
}

void TreeBuilder::process(Token& token) {
  if (open_.size() >= limits_.max_depth && token.kind == Token::Kind::start_tag && hang_too_deep(token)) return;
  if (!hung_.empty() && token.kind == Token::Kind::end_tag && close_hung(token)) return;
  Step step;
  do {
    step = html_rules_apply(token) ? dispatch(token) : in_foreign(token);
  } while (step == Step::again);
  if (!hung_.empty() && open_.size() < limits_.max_depth) hung_.clear();
}

// Section 13.2.6, the tree construction dispatcher.
bool TreeBuilder::html_rules_apply(const Token& token) const {
  if (open_.empty()) return true;
  const Open& node = context_or_current();
  if (node.ns == Namespace::html || token.kind == Token::Kind::end_of_file) return true;
  const bool start = token.kind == Token::Kind::start_tag;
  const bool text = token.kind == Token::Kind::text;
  if (node.traits & math_integration) {
    if (text || (start && token.tag != Tag::mglyph && token.tag != Tag::malignmark)) return true;
  }
  if (node.ns == Namespace::math && node.key == key_of(Tag::annotation_xml) && token.is_start(Tag::svg)) return true;
  return (node.traits & html_integration) && (start || text);
}

TreeBuilder::Step TreeBuilder::dispatch(Token& token) {
  switch (mode_) {
    case Mode::initial:
      return initial(token);
    case Mode::before_html:
      return before_html(token);
    case Mode::before_head:
      return before_head(token);
    case Mode::in_head:
      return in_head(token);
    case Mode::in_head_noscript:
      return in_head_noscript(token);
    case Mode::after_head:
      return after_head(token);
    case Mode::in_body:
      return in_body(token);
    case Mode::text:
      return in_text(token);
    case Mode::in_table:
      return in_table(token);
    case Mode::in_table_text:
      return in_table_text(token);
    case Mode::in_caption:
      return in_caption(token);
    case Mode::in_column_group:
      return in_column_group(token);
    case Mode::in_table_body:
      return in_table_body(token);
    case Mode::in_row:
      return in_row(token);
    case Mode::in_cell:
      return in_cell(token);
    case Mode::in_template:
      return in_template(token);
    case Mode::after_body:
      return after_body(token);
    case Mode::in_frameset:
      return in_frameset(token);
    case Mode::after_frameset:
      return after_frameset(token);
    case Mode::after_after_body:
      return after_after_body(token);
    case Mode::after_after_frameset:
      return after_after_frameset(token);
  }
  return Step::done;
}

// With the stack of open elements full, a start tag becomes a child of the current node and is not opened. Its text
// goes to the current node too. Raw text elements are let through: nothing can be opened inside them.
bool TreeBuilder::hang_too_deep(Token& token) {
  if (mode_ == Mode::text) return false;
  const bool html = html_rules_apply(token);
  if (html) {
    switch (token.tag) {
      case Tag::html:
      case Tag::head:
      case Tag::body:
      case Tag::frameset:
      case Tag::title:
      case Tag::textarea:
      case Tag::style:
      case Tag::script:
      case Tag::xmp:
      case Tag::iframe:
      case Tag::noembed:
      case Tag::noframes:
      case Tag::plaintext:
        return false;
      default:
        break;
    }
  }
  report("html_depth_cut", token.begin);
  if (mode_ == Mode::in_table_text) {
    // The text collected so far comes before the element.
    Token nothing;
    nothing.kind = Token::Kind::comment;
    in_table_text(nothing);
  }
  attach(create_element(token, html ? Namespace::html : current().ns), appropriate_place());
  bool is_empty = !html && token.self_closing;
  switch (html ? token.tag : Tag::unknown) {
    case Tag::area:
    case Tag::base:
    case Tag::br:
    case Tag::col:
    case Tag::embed:
    case Tag::hr:
    case Tag::img:
    case Tag::image:
    case Tag::input:
    case Tag::link:
    case Tag::meta:
    case Tag::param:
    case Tag::source:
    case Tag::track:
    case Tag::wbr:
      is_empty = true;
      break;
    default:
      break;
  }
  if (!is_empty) hung_.push_back(token.key);
  return true;
}

// The end tag of an element that was hung closes nothing on the stack.
bool TreeBuilder::close_hung(const Token& token) {
  constexpr size_t reach = 64;  // bounds the work for a page with nothing but unclosed elements
  if (mode_ == Mode::text) return false;
  for (size_t i = hung_.size(), last = i > reach ? i - reach : 0; i-- > last;) {
    if (hung_[i] != token.key) continue;
    hung_.resize(i);
    return true;
  }
  return false;
}

void TreeBuilder::report(const char* code, uint32_t at) {
  for (const Problem& problem : tree_.problems_)
    if (problem.code == code) return;
  tree_.problems_.push_back({code, {at, at}, {}});
}

}  // namespace fairwitness::page

namespace fairwitness {
Tree parse_html(std::string_view html, const HtmlLimits& limits) { return page::TreeBuilder(html, limits).document(); }

Tree parse_fragment(std::string_view html, std::string_view context, Namespace context_namespace,
                    const HtmlLimits& limits) {
  return page::TreeBuilder(html, limits).fragment(context, context_namespace);
}

}  // namespace fairwitness
