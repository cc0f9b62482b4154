#include "article/body_blocks.h"

#include <algorithm>
#include <array>
#include <bit>

#include "article/clean_text.h"
#include "base/bytes16.h"

namespace fairwitness {
namespace {

enum class Display : uint8_t { inline_, block, line_break, nothing };

struct TagTraits {
  Display display = Display::inline_;
  uint32_t flags = 0;
};

TagTraits traits_of(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::noscript:
    case Tag::template_:
    case Tag::iframe:
    case Tag::svg:
    case Tag::canvas:
    case Tag::object:
    case Tag::audio:
    case Tag::video:
    case Tag::select:
    case Tag::option:
    case Tag::textarea:
    case Tag::head:
    case Tag::button:
    case Tag::datalist:
    case Tag::map:
    case Tag::noframes:
    case Tag::progress:
    case Tag::meter:
    case Tag::math:
    case Tag::input:
    case Tag::rt:
    case Tag::rp:
    case Tag::applet:
      return {Display::nothing, 0};
    case Tag::br:
      return {Display::line_break, 0};
    case Tag::article:
      return {Display::block, in_article};
    case Tag::main:
      return {Display::block, in_main};
    case Tag::aside:
      return {Display::block, in_aside};
    case Tag::nav:
    case Tag::menu:
      return {Display::block, in_nav};
    case Tag::header:
      return {Display::block, in_header};
    case Tag::footer:
      return {Display::block, in_footer};
    case Tag::form:
    case Tag::fieldset:
      return {Display::block, in_form};
    case Tag::label:
      return {Display::block, in_form};
    case Tag::figure:
      return {Display::block, in_figure};
    case Tag::figcaption:
      return {Display::block, in_caption};
    case Tag::table:
    case Tag::td:
    case Tag::th:
    case Tag::tr:
      return {Display::block, in_table};
    case Tag::ul:
    case Tag::ol:
    case Tag::li:
    case Tag::dl:
    case Tag::dt:
    case Tag::dd:
      return {Display::block, in_list};
    case Tag::blockquote:
      return {Display::block, in_quote};
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      return {Display::block, in_heading};
    case Tag::details:
      return {Display::block, in_details};
    case Tag::dialog:
      return {Display::block, in_dialog};
    case Tag::p:
      return {Display::block, in_paragraph};
    case Tag::address:
    case Tag::body:
    case Tag::center:
    case Tag::div:
    case Tag::hgroup:
    case Tag::hr:
    case Tag::html:
    case Tag::legend:
    case Tag::listing:
    case Tag::pre:
    case Tag::search:
    case Tag::section:
    case Tag::summary:
    case Tag::caption:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::xmp:
    case Tag::dir:
    case Tag::plaintext:
    case Tag::frameset:
    case Tag::marquee:
    case Tag::picture:
      return {Display::block, 0};
    case Tag::a:
      return {Display::inline_, in_link};
    case Tag::b:
    case Tag::strong:
      return {Display::inline_, in_bold};
    case Tag::time:
      return {Display::inline_, in_time};
    default:
      return {};
  }
}

// Pages are indented by many blanks.
size_t behind_blanks(std::string_view text, size_t at) {
  for (; at + Bytes16::size <= text.size(); at += Bytes16::size) {
    const Bytes16 bytes(text.data() + at);
    const uint32_t blank = bytes.equal(' ') | bytes.equal('\n') | bytes.equal('\t');
    if (blank != Bytes16::all) return at + static_cast<size_t>(std::countr_one(blank));
  }
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
  return at;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

bool not_displayed(std::string_view style) {
  for (std::string_view property : {"display", "visibility"}) {
    size_t at = style.find(property);
    if (at == style.npos) continue;
    at += property.size();
    while (at < style.size() && (style[at] == ' ' || style[at] == ':')) ++at;
    const std::string_view value = style.substr(at);
    if (value.starts_with("none") || value.starts_with("hidden")) return true;
  }
  return false;
}

uint32_t role_flags(std::string_view role) {
  if (role == "main") return in_main;
  if (role == "article") return in_article;
  if (role == "navigation" || role == "menu" || role == "menubar") return in_nav;
  if (role == "complementary") return in_aside;
  if (role == "contentinfo") return in_footer;
  if (role == "banner") return in_header;
  if (role == "dialog" || role == "alertdialog") return in_dialog;
  if (role == "search" || role == "form") return in_form;
  return 0;
}

// Walks the tree once. Elements are made only when text is found below them.
class Cutter {
 public:
  Cutter(const Tree& tree, const ElementWords& words) : tree_(tree), words_(words) {}

  PageBlocks cut() {
    NodeId node = tree_.root();
    while (node != no_node) {
      const NodeId child = enter(node) ? tree_[node].first_child : no_node;
      if (child != no_node) {
        node = child;
        continue;
      }
      while (node != no_node) {
        leave(node);
        if (tree_[node].next != no_node) {
          node = tree_[node].next;
          break;
        }
        node = tree_[node].parent;
      }
    }
    finish_block();
    return std::move(page_);
  }

 private:
  struct Open {
    NodeId node;
    uint32_t element;  // no_element until text is found
    Display display;
    uint32_t own_flags;
  };

  bool enter(NodeId id);
  void leave(NodeId id);
  void text(NodeId id);
  uint32_t make_elements();
  PageElement make_element(const Open& open);
  void take_attribute(std::string_view name, std::string_view value, PageElement& element, uint64_t& look);
  void line_break();
  void finish_block();

  struct Named {
    uint64_t hash = 0;
    uint32_t words = 0;
  };

  const Tree& tree_;
  const ElementWords& words_;
  std::array<Named, 256> named_{};  // classes seen of late: they repeat
  ElementWords::Recent recent_{};
  PageBlocks page_;
  std::vector<Open> open_;
  PageBlock block_;
  bool filled_ = false;  // the block has text
  bool pending_space_ = false;
  bool after_break_ = false;  // nothing but white space since a line break
};

// True when the children are to be visited.
bool Cutter::enter(NodeId id) {
  const Tree::Node& node = tree_[id];
  if (node.kind == NodeKind::text) {
    text(id);
    return false;
  }
  if (node.kind == NodeKind::document) return true;
  if (node.kind != NodeKind::element || node.ns != Namespace::html) return false;
  const TagTraits traits = traits_of(node.tag);
  if (traits.display == Display::nothing) return false;
  if (traits.display == Display::line_break) {
    line_break();
    return false;
  }
  if (traits.display == Display::block) finish_block();
  open_.push_back({id, no_element, traits.display, traits.flags});
  return true;
}

void Cutter::leave(NodeId id) {
  if (open_.empty() || open_.back().node != id) return;
  if (open_.back().display == Display::block) finish_block();
  open_.pop_back();
}

// A single line break is white space, a second one with nothing between ends the block.
void Cutter::line_break() {
  if (!filled_) return;
  if (after_break_) {
    finish_block();
    return;
  }
  after_break_ = true;
  pending_space_ = true;
  ++block_.breaks;
  page_.pieces.push_back(no_node);
}

// Does the attribute's value name what the element is for?
bool names_element(std::string_view name) {
  switch (name.size()) {
    case 2:
      return name == "id";
    case 6:
      return name == "data-t";
    case 7:
      return name == "data-qa";
    case 9:
      return name == "data-type" || name == "data-area";
    case 11:
      return name == "data-testid" || name == "data-module";
    case 14:
      return name == "data-component";
    default:
      return false;
  }
}

void Cutter::take_attribute(std::string_view name, std::string_view value, PageElement& element, uint64_t& look) {
  if (name == "class") {
    const uint64_t hash = hash_bytes(value);
    Named& named = named_[hash % named_.size()];
    if (named.hash != hash) named = {hash, words_.kinds_of(value, recent_)};
    element.words |= named.words;
    look = hash_mix(look, hash);
  } else if (names_element(name)) {
    element.words |= words_.kinds_of(value, recent_);
  } else if (name == "role") {
    element.own_flags |= role_flags(value);
  } else if (name == "itemprop" || name == "property") {
    element.own_flags |= holds(value, "articleBody") ? in_body_property : in_property;
    element.words |= words_.kinds_of(value, recent_);
  } else if (name == "hidden" || (name == "aria-hidden" && value == "true")) {
    element.own_flags |= in_hidden;
  } else if (name == "aria-modal" && value == "true") {
    element.own_flags |= in_dialog;
  } else if (name == "style" && not_displayed(value)) {
    element.own_flags |= in_hidden;
  }
}

PageElement Cutter::make_element(const Open& open) {
  PageElement element;
  element.node = open.node;
  element.tag = tree_[open.node].tag;
  element.own_flags = open.own_flags;
  uint64_t look = hash_mix(static_cast<uint64_t>(element.tag) + 1,
                           element.tag == Tag::unknown ? hash_bytes(tree_[open.node].data) : 0);
  for (const Attribute* one = tree_.attributes_begin(open.node); one != tree_.attributes_end(open.node); ++one)
    take_attribute(one->name, one->value, element, look);
  if (element.tag == Tag::body || element.tag == Tag::html) element.words = 0;  // themes name everything there
  element.look = look;
  return element;
}

// The innermost open element, made with its ancestors where it was not yet.
uint32_t Cutter::make_elements() {
  size_t first = open_.size();
  while (first > 0 && open_[first - 1].element == no_element) --first;
  for (size_t i = first; i < open_.size(); ++i) {
    PageElement element = make_element(open_[i]);
    element.parent = i > 0 ? open_[i - 1].element : no_element;
    element.flags = element.own_flags;
    if (element.parent != no_element) {
      element.flags |= page_.elements[element.parent].flags;
      element.depth = static_cast<uint16_t>(page_.elements[element.parent].depth + 1);
    }
    open_[i].element = static_cast<uint32_t>(page_.elements.size());
    page_.elements.push_back(element);
  }
  return open_.empty() ? no_element : open_.back().element;
}

void Cutter::text(NodeId id) {
  if (open_.empty()) return;
  const std::string_view data = tree_[id].data;
  std::string& out = page_.text;
  const size_t before = out.size();
  bool begun = filled_;
  for (size_t at = 0; at < data.size();) {
    size_t end = at;
    while (end < data.size()) {
      const size_t plain = plain_run(data, end);
      if (plain > end) {
        end = plain;
        continue;
      }
      size_t length = 1;
      if (spacing_of(data, end, length) != Spacing::none) break;
      end += length;
    }
    end = std::min(end, data.size());
    if (end > at) {
      if (pending_space_ && begun) out += ' ';
      pending_space_ = false;
      begun = true;
      out.append(data, at, end - at);
      at = end;
      continue;
    }
    size_t length = 1;
    if (spacing_of(data, at, length) == Spacing::space) pending_space_ = true;
    at += length;
    at = behind_blanks(data, at);
  }
  if (!filled_ && out.size() == before) {
    pending_space_ = false;
    return;
  }
  if (out.size() == before) {
    if (filled_) page_.pieces.push_back(id);  // white space between words of the block
    return;
  }
  const uint32_t element = make_elements();
  if (!filled_) {
    filled_ = true;
    block_.begin = static_cast<uint32_t>(before);
    block_.first_piece = static_cast<uint32_t>(page_.pieces.size());
    block_.inner = element;
    size_t at = open_.size();
    while (at > 0 && open_[at - 1].display != Display::block) --at;
    block_.element = at > 0 ? open_[at - 1].element : element;
  }
  after_break_ = false;
  page_.pieces.push_back(id);
  while (block_.inner != no_element && block_.inner != element) {
    const uint16_t depth = page_.elements[block_.inner].depth;
    if (depth < open_.size() && open_[depth].element == block_.inner) break;
    block_.inner = page_.elements[block_.inner].parent;
  }
  const uint32_t flags = element == no_element ? 0 : page_.elements[element].flags;
  const auto grown = static_cast<uint32_t>(out.size() - before);
  if (flags & in_link) block_.link_bytes += grown;
  if (flags & in_bold) block_.bold_bytes += grown;
}

void Cutter::finish_block() {
  pending_space_ = false;
  after_break_ = false;
  if (!filled_) return;
  filled_ = false;
  block_.end = static_cast<uint32_t>(page_.text.size());
  block_.piece_count = static_cast<uint32_t>(page_.pieces.size()) - block_.first_piece;
  if (page_.blocks.size() < max_page_blocks)
    page_.blocks.push_back(block_);
  else
    page_.cut = true;
  block_ = PageBlock{};
}

}  // namespace

PageBlocks cut_page(const Tree& tree, const ElementWords& words) { return Cutter(tree, words).cut(); }

}  // namespace fairwitness
