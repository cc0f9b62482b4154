// What a page says of itself, gathered in one pass over its tree and not yet judged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/jsonld.h"
#include "article/meta_words.h"
#include "page/page.h"
#include "rules/rules.h"

namespace fairwitness {

enum class MetaField : uint8_t {
  title,
  published,
  modified,
  author,
  author_if_labelled,
  outlet,
  url,
  section,
  language
};

// rules/meta_fields and rules/page_marks, compiled.
class PageFields {
 public:
  explicit PageFields(const Rules& rules);
  struct Field {
    MetaField field;
    int rank = 0;
  };
  const Field* of(std::string_view lower_name) const { return lookup(fields_, lower_name); }

  // Which marks a class or id name holds, as bits.
  enum Mark : uint8_t { date = 1, modified = 2, author = 4, apart = 8 };
  uint8_t marks_of(std::string_view name) const;

 private:
  struct Piece {
    std::string text;
    uint8_t mark;
  };
  WordMap<Field> fields_;
  std::vector<Piece> by_start_[1024];                    // by the low five bits of the first two bytes
  bool pairs_[1024] = {};                                // which first two bytes any piece has: hardly any
  std::vector<bool> starts_ = std::vector<bool>(32768);  // the first three bytes that any piece has, likewise
};

// One value as written, where it came from, how much it is believed (lower is better), and its place in the tree.
struct Clue {
  std::string value;
  std::string from;
  int rank = 0;
  NodeId node = no_node;
};

struct PageEvidence {
  std::vector<Clue> by_field[9];  // of meta elements and microdata, in document order
  std::vector<Clue>& of(MetaField field) { return by_field[static_cast<size_t>(field)]; }
  const std::vector<Clue>& of(MetaField field) const { return by_field[static_cast<size_t>(field)]; }

  JsonLd jsonld;
  std::string title_element, canonical, language;
  std::vector<NodeId> headings;     // h1, in document order
  std::vector<NodeId> subheadings;  // h2 and h3
  std::vector<NodeId> times;        // time elements
  std::vector<NodeId> dated;        // elements whose class or id speaks of a date
  std::vector<NodeId> bylines;      // elements whose class, rel or itemprop speaks of an author
};

PageEvidence gather_evidence(const Tree& tree, const PageFields& fields, const JsonLdTypes& types);

// The clues, the most believed first; of equals the first in the document.
std::vector<Clue> by_rank(std::vector<Clue> clues);

// The text below a node, at most `most` bytes of it, a blank between texts of different elements; no scripts or styles.
std::string text_below(const Tree& tree, NodeId top, size_t most);

// Does the node stand in something that is not the report: navigation, footer, aside, comments, related links? What
// holds the report's heading too does not count, whatever its name.
bool stands_apart(const Tree& tree, NodeId node, const PageFields& fields, NodeId heading = no_node);

}  // namespace fairwitness
