// The tree construction cases of html5lib, scripting off. Cases known to fail stand in
// tests/html5lib/known_failures.tsv.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "page/html5lib.h"
#include "page/page.h"

namespace fairwitness {
namespace {

struct Case {
  std::string name;  // file:number
  std::string data, context, expected;
  bool script_on = false;
};

// The sections of one case, by their `#` headings.
std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::vector<Case> cases;
  std::istringstream in(html5lib::read(path));
  std::string line, section;
  std::map<std::string, std::string> sections;
  auto finish = [&] {
    if (!sections.count("#data")) return;
    Case c;
    c.name = path.filename().string() + ":" + std::to_string(cases.size());
    c.data = sections["#data"];
    if (!c.data.empty()) c.data.pop_back();
    c.context = sections["#document-fragment"];
    if (!c.context.empty()) c.context.pop_back();
    c.expected = sections["#document"];
    while (c.expected.ends_with("\n\n")) c.expected.pop_back();
    c.script_on = sections.count("#script-on");
    cases.push_back(c);
    sections.clear();
  };
  while (std::getline(in, line)) {
    if (line == "#data" && (section == "#document" || section.empty())) finish();
    const bool heading = line == "#data" || line == "#errors" || line == "#new-errors" ||
                         line == "#document-fragment" || line == "#script-off" || line == "#script-on" ||
                         line == "#document";
    if (heading) {
      section = line;
      sections[section];
    } else {
      sections[section] += line + "\n";
    }
  }
  finish();
  return cases;
}

// The dump's spelling of an attribute: foreign ones show their namespace's prefix.
std::string attribute_name(const Tree::Node& node, std::string_view name) {
  if (node.ns != Namespace::html)
    for (std::string_view prefix : {"xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show",
                                    "xlink:title", "xlink:type", "xml:lang", "xml:space", "xmlns:xlink"})
      if (name == prefix) {
        std::string spelled(name);
        spelled[spelled.find(':')] = ' ';
        return spelled;
      }
  if (node.ns != Namespace::html && name == "xmlns") return "xmlns xmlns";
  return std::string(name);
}

std::string dump_node(const Tree& tree, NodeId id, const std::string& indent) {
  const Tree::Node& node = tree[id];
  const std::string data(node.data);
  switch (node.kind) {
    case NodeKind::document:
      return {};
    case NodeKind::text:
      return indent + "\"" + data + "\"\n";
    case NodeKind::comment:
      return indent + "<!-- " + data + " -->\n";
    case NodeKind::doctype: {
      const std::string public_id(tree.attribute(id, "public")), system_id(tree.attribute(id, "system"));
      const bool ids = !public_id.empty() || !system_id.empty();
      return indent + "<!DOCTYPE " + data + (ids ? " \"" + public_id + "\" \"" + system_id + "\"" : "") + ">\n";
    }
    case NodeKind::element:
      break;
  }
  const char* prefix = node.ns == Namespace::svg ? "svg " : node.ns == Namespace::math ? "math " : "";
  std::string out = indent + "<" + prefix + data + ">\n";
  std::map<std::string, std::string> attributes;
  for (const Attribute* a = tree.attributes_begin(id); a != tree.attributes_end(id); ++a)
    attributes[attribute_name(node, a->name)] = a->value;
  for (const auto& [name, value] : attributes) out += indent + "  " + name + "=\"" + value + "\"\n";
  return out;
}

std::string dump(const Tree& tree, NodeId top) {
  std::string out;
  for (NodeId id = tree.following(top, top); id != no_node; id = tree.following(id, top)) {
    std::string indent = "| ";
    for (NodeId up = tree[id].parent; up != top; up = tree[up].parent) {
      indent += "  ";
      if (tree[up].tag == Tag::template_ && tree[up].ns == Namespace::html) indent += "  ";
    }
    out += dump_node(tree, id, indent);
    if (tree[id].tag == Tag::template_ && tree[id].ns == Namespace::html) out += indent + "  content\n";
  }
  return out;
}

Tree parse(const Case& c) {
  if (c.context.empty()) return parse_html(c.data);
  if (c.context.starts_with("svg ")) return parse_fragment(c.data, c.context.substr(4), Namespace::svg);
  if (c.context.starts_with("math ")) return parse_fragment(c.data, c.context.substr(5), Namespace::math);
  return parse_fragment(c.data, c.context);
}

std::map<std::string, std::string> known_failures() {
  std::map<std::string, std::string> known;
  std::istringstream in(html5lib::read(std::filesystem::path(FW_SOURCE_DIR) / "tests/html5lib/known_failures.tsv"));
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#' && line.find('\t') != std::string::npos)
      known[line.substr(0, line.find('\t'))] = line.substr(line.find('\t') + 1);
  return known;
}

TEST(Html5lib, TreeConstruction) {
  const auto files = html5lib::files("tree-construction", ".dat");
  if (files.empty()) GTEST_SKIP() << "tests/html5lib/tree-construction is not here";
  const auto known = known_failures();
  size_t total = 0, passed = 0;
  for (const auto& path : files) {
    for (const Case& c : read_cases(path)) {
      if (c.script_on) continue;
      ++total;
      const Tree tree = parse(c);
      const std::string got = dump(tree, c.context.empty() ? 0 : 1);
      const bool same = got == c.expected;
      passed += same;
      if (known.count(c.name)) {
        EXPECT_FALSE(same) << c.name << " passes now: take it off the list of known failures";
        continue;
      }
      EXPECT_TRUE(same) << c.name << "\n" << c.data << "\nexpected:\n" << c.expected << "got:\n" << got;
    }
  }
  RecordProperty("passed", static_cast<int>(passed));
  std::printf("%zu of %zu tree construction cases pass\n", passed, total);
  EXPECT_GE(total, 1700u);
}

}  // namespace
}  // namespace fairwitness
