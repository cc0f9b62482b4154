// What the JSON-LD scripts of a page say of it. Tolerant: comments, CDATA wrappers, trailing commas, raw line ends and
// stray quotes inside strings, several values in one script, `@graph`, `@id` references, lists where one value is
// expected. Linear time; nesting and counts are capped; nothing recursive.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/meta_words.h"
#include "rules/rules.h"

namespace fairwitness {

struct JsonLdAuthor {
  std::string name;
  bool organisation = false;  // its type says so
};

// One object that describes the page or a part of it. Strings are as written (entities not yet decoded).
struct JsonLdNode {
  std::string type;  // the type with the highest rank
  int rank = 0;
  int depth = 0;  // 0: stands at the top of its script or graph
  std::string headline, name, url, section, language;
  std::string published, modified, created;
  std::vector<JsonLdAuthor> authors;
  std::string publisher;
  std::optional<bool> free;  // isAccessibleForFree
};

struct JsonLd {
  std::vector<JsonLdNode> nodes;  // articles, pages and media, in document order
  std::string site_name;          // of a WebSite
  std::string organisation;       // of a top-level organisation
  bool broken = false;            // a script could not be read even after repair
};

class JsonLdTypes {
 public:
  enum class Kind : uint8_t { none, article, page, media, site, organisation };
  struct Entry {
    Kind kind = Kind::none;
    int rank = 0;
  };
  explicit JsonLdTypes(const Rules& rules);
  Entry of(std::string_view type) const;

 private:
  WordMap<Entry> types_;
};

JsonLd read_jsonld(const std::vector<std::string_view>& scripts, const JsonLdTypes& types);

// A script that is almost JSON made JSON: an array of the values in it. "" when it is beyond repair.
std::string repaired_json(std::string_view script);

}  // namespace fairwitness
