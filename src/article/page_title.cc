#include "article/page_title.h"

namespace fairwitness {
namespace {

bool has_class(const Tree& tree, NodeId id, std::string_view name) {
  for (std::string_view one : split_words(tree.attribute(id, "class")))
    if (one == name) return true;
  return false;
}

// Is the meta element named so? Where several vocabularies share a page, "CLASS:NAME" tells whose name it is.
bool is_meta_named(const Tree& tree, NodeId id, std::string_view wanted) {
  for (const char* key : {"property", "name"}) {
    std::string_view name = trim(tree.attribute(id, key));
    if (name.empty()) continue;
    if (equals_lower(name, wanted)) return true;
    size_t colon = wanted.size() > name.size() ? wanted.size() - name.size() - 1 : 0;
    if (colon && wanted[colon] == ':' && equals_lower(name, wanted.substr(colon + 1)) &&
        has_class(tree, id, wanted.substr(0, colon)))
      return true;
  }
  return false;
}

// The contents of all meta elements of that name or property.
void meta_contents(const Tree& tree, std::string_view name, std::vector<std::string>& out) {
  for (NodeId id = 0; id < tree.size() && out.size() < 40; ++id)
    if (tree[id].kind == NodeKind::element && tree[id].tag == Tag::meta && is_meta_named(tree, id, name)) {
      std::string_view content = trim(tree.attribute(id, "content"));
      if (!content.empty()) out.emplace_back(content);
    }
}

// The text of the first element that has the class, or an attribute of that name.
std::string text_of_marked(const Tree& tree, std::string_view name, bool by_class) {
  for (NodeId id = 0; id < tree.size(); ++id)
    if (tree[id].kind == NodeKind::element && tree[id].attribute_count &&
        (by_class ? has_class(tree, id, name) : tree.has_attribute(id, name)))
      return text_below(tree, id, 600);
  return {};
}

// The headline of the page's own article, or of the first one that is described.
Headline described_headline(const PageEvidence& evidence, const JsonLdNode* main) {
  if (main && !main->headline.empty()) return {plain_of(main->headline), "jsonld:" + main->type + ".headline"};
  for (const JsonLdNode& node : evidence.jsonld.nodes)
    if (!node.headline.empty()) return {plain_of(node.headline), "jsonld:" + node.type + ".headline"};
  return {};
}

// Some pages give h1 to the site and a lower heading to the report: one that the title element repeats.
void second_headings(const Tree& tree, const PageEvidence& evidence, std::vector<Headline>& candidates) {
  std::string whole = letters_of(evidence.title_element);
  for (const Headline& one : candidates)
    if (one.from == "html:h1" && one.weight > 0.4 && whole.find(letters_of(one.value)) != whole.npos) return;
  size_t seen = 0;
  for (NodeId id : evidence.subheadings) {
    if (++seen > 30) return;
    std::string text = text_below(tree, id, 400);
    std::string letters = letters_of(text);
    if (letters.size() < 8 || letters.size() * 3 < whole.size() || whole.find(letters) == whole.npos) continue;
    candidates.push_back({std::move(text), "html:h2", 0.5});
    return;
  }
}

}  // namespace

std::vector<Headline> headline_candidates(const Tree& tree, const PageEvidence& evidence, const JsonLdNode* main,
                                          const PageFields& fields) {
  std::vector<Headline> candidates;
  for (const JsonLdNode& node : evidence.jsonld.nodes) {
    bool own = &node == main;
    if (node.rank < 4 && !own) continue;
    std::string from = "jsonld:" + node.type;
    if (!node.headline.empty())
      candidates.push_back({plain_of(node.headline), from + ".headline", own ? 1.4 : 0.2});
    else if (!node.name.empty() && own)
      candidates.push_back({plain_of(node.name), from + ".name", 0.5});
  }
  for (const Clue& clue : evidence.of(MetaField::title)) {
    double weight = clue.rank == 1 ? 1.2 : clue.rank == 2 ? 0.3 : 0.1;
    candidates.push_back({plain_of(clue.value), clue.from, weight});
  }
  size_t seen = 0;
  for (NodeId id : evidence.headings) {
    if (++seen > 8) break;
    std::string text = text_below(tree, id, 600);
    if (text.size() > 400) continue;
    bool apart = stands_apart(tree, id, fields);
    candidates.push_back({std::move(text), "html:h1", apart ? 0.4 : seen == 1 ? 1.0 : 0.5});
  }
  second_headings(tree, evidence, candidates);
  candidates.push_back({evidence.title_element, "html:title", 0.2});
  return candidates;
}

Headline headline_at(std::string_view place, const Tree& tree, const PageEvidence& evidence, const JsonLdNode* main) {
  if (place == "jsonld:headline") return described_headline(evidence, main);
  std::string value;
  if (place == "html:title") value = tidy(evidence.title_element);
  if (place == "html:h1")
    for (size_t i = 0; i < evidence.headings.size() && i < 8 && value.empty(); ++i)
      value = text_below(tree, evidence.headings[i], 600);
  if (place.starts_with("meta:")) {
    std::vector<std::string> contents;
    meta_contents(tree, place.substr(5), contents);
    if (!contents.empty()) value = plain_of(contents.front());
  }
  if (place.starts_with("class:")) value = text_of_marked(tree, place.substr(6), true);
  if (place.starts_with("attribute:")) value = text_of_marked(tree, place.substr(10), false);
  return {std::move(value), std::string(place)};
}

std::vector<std::string> authors_at(std::string_view place, const Tree& tree, const PageEvidence& evidence,
                                    const JsonLdNode* main) {
  std::vector<std::string> raw;
  auto take = [&](const JsonLdNode& node) {
    for (const JsonLdAuthor& author : node.authors) raw.push_back(author.name);
  };
  if (place == "jsonld:author") {
    if (main) take(*main);
    for (const JsonLdNode& node : evidence.jsonld.nodes)
      if (raw.empty()) take(node);
  } else if (place.starts_with("microdata:")) {
    for (const Clue& clue : evidence.of(MetaField::author))
      if (std::string_view(clue.from).starts_with(place)) raw.push_back(clue.value);
  } else if (place.starts_with("meta:")) {
    meta_contents(tree, place.substr(5), raw);
  } else if (place.starts_with("class:")) {
    raw.push_back(text_of_marked(tree, place.substr(6), true));
  }
  return raw;
}

}  // namespace fairwitness
