#include "article/meta_evidence.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace fairwitness {
namespace {

constexpr size_t max_clues = 60;      // of one field
constexpr size_t max_elements = 400;  // of times, dated, bylines each
constexpr size_t max_scripts = 100;
constexpr int max_climb = 60;  // ancestors looked at

// The next node that is not below `id`, within `top`.
NodeId over(const Tree& tree, NodeId id, NodeId top) {
  for (; id != top && id != no_node; id = tree[id].parent)
    if (tree[id].next != no_node) return tree[id].next;
  return no_node;
}

// Letter case is in the bits that are left out.
size_t start_of(char a, char b) { return (static_cast<size_t>(a) & 31) << 5 | (static_cast<size_t>(b) & 31); }

std::string lower_of(std::string_view text) {
  std::string out(trim(text));
  for (char& c : out) c = ascii_lower(c);
  return out;
}

MetaField field_named(std::string_view name) {
  if (name == "title") return MetaField::title;
  if (name == "published") return MetaField::published;
  if (name == "modified") return MetaField::modified;
  if (name == "author") return MetaField::author;
  if (name == "author_if_labelled") return MetaField::author_if_labelled;
  if (name == "outlet") return MetaField::outlet;
  if (name == "url") return MetaField::url;
  if (name == "section") return MetaField::section;
  return MetaField::language;
}

class Gatherer {
 public:
  Gatherer(const Tree& tree, const PageFields& fields) : tree_(tree), fields_(fields) {}

  PageEvidence run(const JsonLdTypes& types) {
    for (NodeId id = 0; id < tree_.size(); ++id)
      if (tree_[id].kind == NodeKind::element && tree_[id].ns == Namespace::html) element(id);
    out_.jsonld = read_jsonld(scripts_, types);
    return std::move(out_);
  }

 private:
  void element(NodeId id) {
    const auto& node = tree_[id];
    switch (node.tag) {
      case Tag::html:
        out_.language = tree_.attribute(id, "lang");
        if (out_.language.empty()) out_.language = tree_.attribute(id, "xml:lang");
        return;
      case Tag::meta:
        return meta(id);
      case Tag::link:
        return link(id);
      case Tag::script:
        return script(id);
      case Tag::title:
        if (out_.title_element.empty()) out_.title_element = text_below(tree_, id, 1000);
        return;
      case Tag::h1:
        if (out_.headings.size() < max_elements) out_.headings.push_back(id);
        break;
      case Tag::h2:
      case Tag::h3:
        if (out_.subheadings.size() < max_elements) out_.subheadings.push_back(id);
        break;
      case Tag::time:
        if (out_.times.size() < max_elements) out_.times.push_back(id);
        break;
      case Tag::img:
        return;
      default:
        break;
    }
    if (node.attribute_count) attributes(id);
  }

  void add(MetaField field, std::string_view value, std::string_view prefix, std::string_view name, int rank,
           NodeId node) {
    auto& clues = out_.of(field);
    value = trim(value);
    if (value.empty() || clues.size() >= max_clues || value.size() > 4000) return;
    std::string from(prefix);
    from += name;
    clues.push_back({std::string(value), std::move(from), rank, node});
  }

  void meta(NodeId id) {
    std::string_view content = tree_.attribute(id, "content");
    if (content.empty()) return;
    for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
      std::string_view name = tree_.attribute(id, key);
      if (name.empty()) continue;
      std::string low = lower_of(name);
      const PageFields::Field* field = fields_.of(low);
      if (!field) {
        vendor_date(id, low, content);
        continue;
      }
      bool item = key[0] == 'i';
      if (item && foreign_item(id)) continue;
      add(field->field, content, item ? "microdata:" : "meta:", low, field->rank, id);
      return;
    }
  }

  // A name of some maker's own vocabulary that ends in a known one ("maker:published_time"): a last resort, for dates
  // only.
  void vendor_date(NodeId id, std::string_view low, std::string_view content) {
    size_t colon = low.find_last_of(":.");
    if (colon == low.npos || colon == 0) return;
    const PageFields::Field* field = fields_.of(low.substr(colon + 1));
    if (field && field->field == MetaField::published) add(MetaField::published, content, "meta:", low, 8, id);
  }

  void link(NodeId id) {
    std::string_view rel = tree_.attribute(id, "rel");
    if (out_.canonical.empty() && equals_lower(trim(rel), "canonical"))
      out_.canonical = trim(tree_.attribute(id, "href"));
  }

  void script(NodeId id) {
    std::string_view type = tree_.attribute(id, "type");
    if (type.size() < 10 || lower_of(type).find("ld+json") == std::string::npos) return;
    NodeId text = tree_[id].first_child;
    if (text != no_node && scripts_.size() < max_scripts) scripts_.push_back(tree_[text].data);
  }

  // Is the item a property of something else than the page's article (a comment, a related item, its publisher's logo)?
  bool foreign_item(NodeId id) const {
    int climbed = 0;
    for (NodeId at = tree_[id].parent; at != no_node && climbed < max_climb; at = tree_[at].parent, ++climbed) {
      std::string_view type = tree_.attribute(at, "itemtype");
      if (type.data() == nullptr) continue;
      return type.find("Comment") != type.npos || type.find("ImageObject") != type.npos ||
             type.find("Product") != type.npos || type.find("Organization") != type.npos ||
             type.find("ListItem") != type.npos;
    }
    return false;
  }

  // Classes repeat from element to element: what was found in the last ones is kept.
  uint8_t marks_of(std::string_view value) {
    if (value.empty()) return 0;
    const size_t slot = value.size() * 41 + static_cast<unsigned char>(value[value.size() / 2]) * 7u +
                        static_cast<unsigned char>(value.back());
    Seen& seen = seen_[slot % seen_.size()];
    if (seen.value != value) seen = {value, fields_.marks_of(value)};
    return seen.marks;
  }

  void attributes(NodeId id) {
    uint8_t marks = 0;
    const Tag tag = tree_[id].tag;
    for (const Attribute* a = tree_.attributes_begin(id); a != tree_.attributes_end(id); ++a) {
      if (a->name == "class" || a->name == "id" || a->name == "data-testid" || a->name == "data-qa")
        marks |= marks_of(a->value);
      else if (a->name == "itemprop")
        item(id, a->value);
      else if (a->name == "rel" && tag == Tag::a && a->value.find("author") != a->value.npos)
        byline(id);
    }
    if (!marks || tag == Tag::body || tag == Tag::html || tag == Tag::form || tag == Tag::input || tag == Tag::button)
      return;
    if ((marks & PageFields::author) && !(marks & PageFields::apart)) byline(id);
    if ((marks & (PageFields::date | PageFields::modified)) && tag != Tag::time && !(marks & PageFields::apart) &&
        out_.dated.size() < max_elements)
      out_.dated.push_back(id);
  }

  void byline(NodeId id) {
    if (out_.bylines.size() < max_elements && (out_.bylines.empty() || out_.bylines.back() != id))
      out_.bylines.push_back(id);
  }

  void item(NodeId id, std::string_view names) {
    for (std::string_view name : split_words(names)) {
      std::string low = lower_of(name);
      const PageFields::Field* field = fields_.of(low);
      bool known =
          field && (low == "datepublished" || low == "datemodified" || low == "datecreated" || low == "headline" ||
                    low == "author" || low == "articlesection" || low == "inlanguage" || low == "creator");
      if (!known || foreign_item(id)) continue;
      if (field->field == MetaField::author) return author_item(id, low, field->rank);
      std::string_view value = tree_.attribute(id, "content");
      if (value.empty()) value = tree_.attribute(id, "datetime");
      if (value.empty() && tree_[id].tag == Tag::abbr) value = tree_.attribute(id, "title");
      if (!value.empty())
        add(field->field, value, "microdata:", low, field->rank, id);
      else
        add(field->field, text_below(tree_, id, 500), "microdata:", low, field->rank, id);
    }
  }

  // An author is an item with a name inside, or its text is the name.
  void author_item(NodeId id, std::string_view low, int rank) {
    std::string_view content = tree_.attribute(id, "content");
    if (!content.empty()) return add(MetaField::author, content, "microdata:", low, rank, id);
    int steps = 0;
    for (NodeId at = tree_.following(id, id); at != no_node && steps < 60; at = tree_.following(at, id), ++steps) {
      if (tree_[at].kind != NodeKind::element || tree_.attribute(at, "itemprop") != "name") continue;
      std::string_view inner = tree_.attribute(at, "content");
      return add(MetaField::author, inner.empty() ? std::string_view(text_below(tree_, at, 300)) : inner,
                 "microdata:", "author.name", rank, id);
    }
    add(MetaField::author, text_below(tree_, id, 300), "microdata:", low, rank, id);
  }

  struct Seen {
    std::string_view value;
    uint8_t marks = 0;
  };

  const Tree& tree_;
  const PageFields& fields_;
  std::array<Seen, 256> seen_{};
  std::vector<std::string_view> scripts_;
  PageEvidence out_;
};

}  // namespace

PageFields::PageFields(const Rules& rules) {
  const Table& fields = rules.table("rules/meta_fields");
  for (size_t row = 0; row < fields.rows(); ++row) {
    Field field{field_named(fields.cell(row, "field")), 0};
    std::string_view rank = fields.cell(row, "rank");
    std::from_chars(rank.data(), rank.data() + rank.size(), field.rank);
    fields_[std::string(fields.cell(row, "name"))] = field;
  }
  const Table& marks = rules.table("rules/page_marks");
  for (size_t row = 0; row < marks.rows(); ++row) {
    std::string piece(marks.cell(row, "piece"));
    std::string_view kind = marks.cell(row, "kind");
    uint8_t mark = kind == "date" ? date : kind == "modified" ? modified : kind == "author" ? author : apart;
    if (piece.size() < 3) continue;
    const size_t start = start_of(piece[0], piece[1]);
    pairs_[start] = true;
    starts_[start << 5 | (static_cast<size_t>(piece[2]) & 31)] = true;
    by_start_[start].push_back({std::move(piece), mark});
  }
}

uint8_t PageFields::marks_of(std::string_view name) const {
  uint8_t marks = 0;
  name = name.substr(0, 300);
  if (name.size() < 3) return marks;
  size_t start = static_cast<size_t>(name[0]) & 31;
  for (size_t at = 0; at + 3 <= name.size(); ++at) {
    start = (start << 5 | (static_cast<size_t>(name[at + 1]) & 31)) & 1023;
    if (!pairs_[start] || !starts_[start << 5 | (static_cast<size_t>(name[at + 2]) & 31)]) continue;
    for (const Piece& piece : by_start_[start]) {
      if (!equals_lower(name.substr(at, piece.text.size()), piece.text)) continue;
      // "time" in "sometimes", "date" in "candidate" or "update": a piece begins a word or follows a capital's change.
      bool begins = at == 0 || !is_word_byte(name[at - 1]) || (is_upper(name[at]) && is_lower(name[at - 1])) ||
                    is_digit(name[at - 1]);
      if (begins || piece.text.size() > 5) marks |= piece.mark;
    }
  }
  return marks;
}

PageEvidence gather_evidence(const Tree& tree, const PageFields& fields, const JsonLdTypes& types) {
  return Gatherer(tree, fields).run(types);
}

std::vector<Clue> by_rank(std::vector<Clue> clues) {
  std::stable_sort(clues.begin(), clues.end(), [](const Clue& a, const Clue& b) { return a.rank < b.rank; });
  return clues;
}

std::string text_below(const Tree& tree, NodeId top, size_t most) {
  std::string out;
  size_t steps = 0;
  for (NodeId at = top; at != no_node && out.size() < most && steps < 2000; ++steps) {
    const auto& node = tree[at];
    bool skip = node.tag == Tag::script || node.tag == Tag::style || node.tag == Tag::svg || node.tag == Tag::noscript;
    if (node.kind == NodeKind::text) {
      if (node.previous == no_node && !out.empty()) out += ' ';
      out += node.data.substr(0, most - out.size());
    } else if (node.kind == NodeKind::element && node.tag == Tag::br) {
      out += ' ';
    }
    at = node.kind == NodeKind::element && skip ? over(tree, at, top) : tree.following(at, top);
  }
  return tidy(to_valid_utf8(out));
}

bool stands_apart(const Tree& tree, NodeId node, const PageFields& fields, NodeId heading) {
  // An element holds the heading when it is an ancestor of it: nodes are numbered as they open, so climbing from the
  // heading to numbers at or below an ancestor's finds it.
  NodeId up = heading;
  int climbed = 0;
  for (NodeId at = node; at != no_node && climbed < max_climb; at = tree[at].parent, ++climbed) {
    const auto& one = tree[at];
    if (one.kind != NodeKind::element) continue;
    if (one.tag == Tag::body || one.tag == Tag::main) return false;
    while (up != no_node && up > at) up = tree[up].parent;
    if (up == at) return false;
    if (one.tag == Tag::nav || one.tag == Tag::footer || one.tag == Tag::aside) return true;
    uint8_t marks = one.attribute_count == 0
                        ? 0
                        : fields.marks_of(tree.attribute(at, "class")) | fields.marks_of(tree.attribute(at, "id"));
    // "article-comment__date": the name of a whole in its part's; what is really apart has an element round it that is.
    if ((marks & PageFields::apart) && !(marks & PageFields::date)) return true;
    if (one.tag == Tag::article) return false;
  }
  return false;
}

}  // namespace fairwitness
