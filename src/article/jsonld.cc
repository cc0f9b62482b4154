#include "article/jsonld.h"

#include <simdjson.h>

#include <charconv>

#include "page/page.h"

namespace fairwitness {
namespace {

namespace dom = simdjson::dom;

constexpr size_t max_visited = 200'000;  // values looked at in all scripts of a page
constexpr size_t max_nodes = 200;
constexpr size_t max_authors = 100;
constexpr size_t max_nesting = 500;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Turns almost-JSON into JSON in one pass; `closers_` is the stack of open brackets.
class Repair {
 public:
  explicit Repair(std::string_view script) : in_(script) {}

  std::string run() {
    out_.reserve(in_.size() + 16);
    out_ = "[";
    while (at_ < in_.size() && sound_) step();
    if (!sound_) return {};
    drop_comma();
    while (!closers_.empty()) close(closers_.back());
    drop_comma();
    out_ += ']';
    return std::move(out_);
  }

 private:
  bool starts(std::string_view what) const { return in_.substr(at_).starts_with(what); }

  void step() {
    char c = in_[at_];
    if (blank(c))
      out_ += c, ++at_;
    else if (starts("//"))
      skip_to("\n");
    else if (starts("/*"))
      skip_to("*/");
    else if (starts("<![CDATA["))
      at_ += 9;
    else if (starts("]]>"))
      at_ += 3;
    else if (starts("<!--"))
      at_ += 4;
    else if (starts("-->"))
      at_ += 3;
    else if (c == '"')
      begin_value(), string();
    else if (c == '{' || c == '[')
      begin_value(), open(c);
    else if (c == '}' || c == ']')
      at_ += 1, drop_comma(), close(c);
    else if (c == ',')
      comma();
    else if (c == ':')
      out_ += c, ++at_;
    else if (is_word_byte(c) || c == '-')
      begin_value(), bare();
    else
      ++at_;  // a semicolon or other litter
  }

  void skip_to(std::string_view end) {
    size_t found = in_.find(end, at_);
    at_ = found == in_.npos ? in_.size() : found + end.size();
  }

  // Values that follow each other at the top without a comma are several; inside, a missing comma is put in.
  void begin_value() {
    size_t last = out_.find_last_not_of(" \t\r\n");
    char before = last == out_.npos ? '[' : out_[last];
    if (before != '[' && before != '{' && before != ',' && before != ':') out_ += ',';
  }

  void open(char c) {
    if (closers_.size() >= max_nesting) sound_ = false;
    closers_ += c == '{' ? '}' : ']';
    out_ += c;
    ++at_;
  }

  void close(char c) {
    if (closers_.empty() || closers_.back() != c) return;
    out_ += c;
    closers_.pop_back();
  }

  void comma() {
    ++at_;
    size_t last = out_.find_last_not_of(" \t\r\n");
    if (last != out_.npos && out_[last] != ',' && out_[last] != '[' && out_[last] != '{' && out_[last] != ':')
      out_ += ',';
  }

  void drop_comma() {
    size_t last = out_.find_last_not_of(" \t\r\n");
    if (last == out_.npos) return;
    if (out_[last] == ',')
      out_.erase(last, 1);
    else if (out_[last] == ':')
      out_ += "null";
  }

  // true, false, null and numbers stay; other bare words become strings.
  void bare() {
    size_t end = at_;
    while (end < in_.size() && (is_word_byte(in_[end]) || in_[end] == '-' || in_[end] == '+' || in_[end] == '.')) ++end;
    std::string_view word = in_.substr(at_, end - at_);
    at_ = end;
    double number = 0;
    auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
    bool literal = word == "true" || word == "false" || word == "null" ||
                   (parsed.ec == std::errc() && parsed.ptr == word.data() + word.size() && word.back() != '.' &&
                    (word == "0" || word[0] != '0' || word.starts_with("0.")));
    if (literal)
      out_ += word;
    else
      (out_ += '"').append(word) += '"';
  }

  // Does the quote at `quote` end its string? Only when what follows can follow a string.
  bool ends_string(size_t quote) const {
    size_t next = quote + 1;
    while (next < in_.size() && next < quote + 200 && blank(in_[next])) ++next;
    if (next >= in_.size()) return true;
    char c = in_[next];
    if (c == ':' || c == '}' || c == ']' || c == '/') return true;
    if (c != ',') return c == '"' && next > quote + 1 && in_.substr(quote + 1, next - quote - 1).find('\n') != in_.npos;
    ++next;
    while (next < in_.size() && next < quote + 400 && blank(in_[next])) ++next;
    if (next >= in_.size()) return true;
    c = in_[next];
    return c == '"' || c == '{' || c == '[' || c == '}' || c == ']' || c == '-' || is_digit(c) || c == 't' ||
           c == 'f' || c == 'n' || c == '/';
  }

  void string() {
    out_ += '"';
    for (++at_; at_ < in_.size(); ++at_) {
      char c = in_[at_];
      if (c == '"' && ends_string(at_)) break;
      if (c == '"')
        out_ += "\\\"";
      else if (c == '\\')
        escape();
      else if (static_cast<unsigned char>(c) < 0x20)
        out_ += c == '\n' ? "\\n" : " ";
      else
        out_ += c;
    }
    out_ += '"';
    ++at_;
  }

  void escape() {
    char next = at_ + 1 < in_.size() ? in_[at_ + 1] : ' ';
    bool hex = next == 'u' && at_ + 5 < in_.size();
    for (size_t i = 2; hex && i < 6; ++i) {
      char c = ascii_lower(in_[at_ + i]);
      hex = is_digit(c) || (c >= 'a' && c <= 'f');
    }
    if (hex || (next != 'u' && std::string_view("\"\\/bfnrt").find(next) != std::string_view::npos)) {
      out_ += '\\';
      out_ += next;
      ++at_;
    }  // else the backslash alone goes
  }

  std::string_view in_;
  size_t at_ = 0;
  bool sound_ = true;
  std::string out_;
  std::string closers_;
};

// The array or object an element is known to be, as a value that outlives the expression.
dom::array array_of(dom::element value) {
  dom::array array;
  return value.get(array) == simdjson::SUCCESS ? array : dom::array();
}

dom::object object_of(dom::element value) {
  dom::object object;
  return value.get(object) == simdjson::SUCCESS ? object : dom::object();
}

std::string string_of(dom::element value) {
  if (value.is_string()) return std::string(value.get_string().value_unsafe());
  if (value.is_int64()) return std::to_string(value.get_int64().value_unsafe());
  if (value.is_object()) {
    for (const char* key : {"@value", "name", "@id", "url"}) {
      dom::element inner;
      if (value[key].get(inner) == simdjson::SUCCESS && inner.is_string())
        return std::string(inner.get_string().value_unsafe());
    }
  }
  if (value.is_array()) {
    for (dom::element one : array_of(value))
      if (!one.is_array()) {
        std::string text = string_of(one);  // one level only: arrays were excluded
        if (!text.empty()) return text;
      }
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const JsonLdTypes& types) : types_(types) {}

  void add(std::string_view script) {
    script = trim(script);
    if (script.empty()) return;
    auto document = std::make_unique<dom::document>();
    dom::element top;
    simdjson::padded_string padded(script);
    if (parser_.parse_into_document(*document, padded).get(top) != simdjson::SUCCESS) {
      std::string decoded;
      if (script.find('"') == script.npos && script.find("&quot;") != script.npos) {
        Tree tree = parse_html(script);
        decoded = tree.size() ? tree.text_of(tree.root()) : std::string();
        script = decoded;
      }
      std::string repaired = repaired_json(script);
      if (repaired.empty() || parser_.parse_into_document(*document, repaired).get(top) != simdjson::SUCCESS) {
        out_.broken = true;
        return;
      }
    }
    documents_.push_back(std::move(document));
    tops_.push_back(top);
  }

  JsonLd run() {
    for (dom::element top : tops_) walk(top);
    for (const Seen& seen : seen_) node(seen);
    return std::move(out_);
  }

 private:
  struct Step {
    dom::element value;
    int depth;
    bool own;  // reached through keys that lead to the page's own description
  };
  struct Seen {
    dom::object object;
    std::string_view type;
    JsonLdTypes::Entry entry;
    int depth;
  };

  static bool leads_on(std::string_view key) {
    return key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "subjectOf" ||
           key == "article" || key == "blogPost";
  }

  // Every object with an @id is noted; those with a known type on the way from the top become candidates.
  void walk(dom::element top) {
    std::vector<Step> stack{{top, 0, true}};
    std::vector<Step> children;
    while (!stack.empty() && visited_ < max_visited) {
      Step step = stack.back();
      stack.pop_back();
      ++visited_;
      children.clear();
      if (step.value.is_array()) {
        for (dom::element one : array_of(step.value))
          if (one.is_array() || one.is_object()) children.push_back({one, step.depth, step.own});
      } else if (step.value.is_object()) {
        dom::object object = object_of(step.value);
        note(object, step);
        for (auto [key, value] : object) {
          if (!value.is_array() && !value.is_object()) continue;
          bool graph = key == "@graph";
          children.push_back({value, step.depth + (graph ? 0 : 1), step.own && leads_on(key)});
        }
      }
      for (size_t i = children.size(); i-- > 0;) stack.push_back(children[i]);
    }
  }

  void note(dom::object object, const Step& step) {
    std::string_view id;
    dom::element value;
    bool named = object["name"].get(value) == simdjson::SUCCESS;
    if (object["@id"].get(id) == simdjson::SUCCESS && object.size() > 1) {
      auto [found, fresh] = by_id_.try_emplace(id, object);
      if (!fresh && named && found->second["name"].error() != simdjson::SUCCESS) found->second = object;
    }
    if (!step.own || seen_.size() >= max_nodes || object["@type"].get(value) != simdjson::SUCCESS) return;
    Seen seen{object, {}, {}, step.depth};
    auto consider = [&](dom::element type) {
      std::string_view name;
      if (type.get(name) != simdjson::SUCCESS) return;
      size_t slash = name.find_last_of("/#:");
      if (slash != name.npos) name.remove_prefix(slash + 1);
      JsonLdTypes::Entry entry = types_.of(name);
      if (entry.kind != JsonLdTypes::Kind::none && entry.rank > seen.entry.rank) seen.entry = entry, seen.type = name;
    };
    if (value.is_array())
      for (dom::element one : array_of(value)) consider(one);
    else
      consider(value);
    if (seen.entry.kind != JsonLdTypes::Kind::none) seen_.push_back(seen);
  }

  static std::string field(dom::object object, const char* key) {
    dom::element value;
    return object[key].get(value) == simdjson::SUCCESS ? string_of(value) : std::string();
  }

  // What an `@id` points to, where the object has nothing but the reference.
  dom::object resolved(dom::object object) const {
    std::string_view id;
    if (object["@id"].get(id) == simdjson::SUCCESS && object["name"].error() != simdjson::SUCCESS) {
      auto found = by_id_.find(id);
      if (found != by_id_.end()) return found->second;
    }
    return object;
  }

  void node(const Seen& seen) {
    using Kind = JsonLdTypes::Kind;
    if (seen.entry.kind == Kind::site || seen.entry.kind == Kind::organisation) {
      std::string& slot = seen.entry.kind == Kind::site ? out_.site_name : out_.organisation;
      if (slot.empty()) slot = field(seen.object, "name");
      return;
    }
    JsonLdNode node;
    node.type = seen.type;
    node.rank = seen.entry.rank;
    node.depth = seen.depth;
    node.headline = field(seen.object, "headline");
    node.name = field(seen.object, "name");
    node.url = field(seen.object, "url");
    if (node.url.empty()) node.url = field(seen.object, "mainEntityOfPage");
    node.section = field(seen.object, "articleSection");
    node.language = field(seen.object, "inLanguage");
    node.published = field(seen.object, "datePublished");
    node.modified = field(seen.object, "dateModified");
    node.created = field(seen.object, "dateCreated");
    if (node.created.empty()) node.created = field(seen.object, "uploadDate");
    people(seen.object, "author", node.authors);
    if (node.authors.empty()) people(seen.object, "creator", node.authors);
    node.publisher = publisher(seen.object);
    node.free = freedom(seen.object);
    out_.nodes.push_back(std::move(node));
  }

  std::string publisher(dom::object object) const {
    dom::element value;
    for (const char* key : {"publisher", "sourceOrganization"}) {
      if (object[key].get(value) != simdjson::SUCCESS) continue;
      if (value.is_array())
        for (dom::element one : array_of(value)) {
          value = one;
          break;
        }
      if (value.is_object()) {
        std::string name = field(resolved(object_of(value)), "name");
        if (!name.empty()) return name;
      } else if (value.is_string()) {
        return string_of(value);
      }
    }
    return {};
  }

  static std::optional<bool> freedom(dom::object object) {
    dom::element value;
    bool free = true;
    std::string_view word;
    if (object["isAccessibleForFree"].get(value) != simdjson::SUCCESS) return {};
    if (value.get(free) == simdjson::SUCCESS) return free;
    if (value.get(word) != simdjson::SUCCESS) return {};
    if (equals_lower(word, "false") || word == "http://schema.org/False" || word == "https://schema.org/False")
      return false;
    return equals_lower(word, "true") ? std::optional(true) : std::nullopt;
  }

  static bool is_organisation(dom::object object) {
    std::string type = field(object, "@type");
    return type.find("Organi") != type.npos || type == "Corporation" || type == "Brand";
  }

  void person(dom::element value, std::vector<JsonLdAuthor>& out) const {
    if (out.size() >= max_authors) return;
    if (value.is_string()) {
      out.push_back({string_of(value), false});
      return;
    }
    if (!value.is_object()) return;
    dom::object object = resolved(object_of(value));
    bool organisation = is_organisation(object);
    dom::element name;
    if (object["name"].get(name) == simdjson::SUCCESS && name.is_array()) {
      for (dom::element one : array_of(name))
        if (out.size() < max_authors) out.push_back({string_of(one), organisation});
      return;
    }
    std::string full = field(object, "name");
    if (full.empty()) full = field(object, "givenName") + " " + field(object, "familyName");
    if (trim(full).empty()) full = field(object, "alternateName");
    if (!trim(full).empty()) out.push_back({full, organisation});
  }

  void people(dom::object object, const char* key, std::vector<JsonLdAuthor>& out) const {
    dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS) return;
    if (!value.is_array()) return person(value, out);
    for (dom::element one : array_of(value)) {
      if (!one.is_array()) {
        person(one, out);
        continue;
      }
      for (dom::element inner : array_of(one)) person(inner, out);
    }
  }

  const JsonLdTypes& types_;
  dom::parser parser_;
  std::vector<std::unique_ptr<dom::document>> documents_;
  std::vector<dom::element> tops_;
  std::unordered_map<std::string_view, dom::object> by_id_;
  std::vector<Seen> seen_;
  size_t visited_ = 0;
  JsonLd out_;
};

JsonLdTypes::Kind kind_named(std::string_view name) {
  using Kind = JsonLdTypes::Kind;
  if (name == "article") return Kind::article;
  if (name == "page") return Kind::page;
  if (name == "media") return Kind::media;
  if (name == "site") return Kind::site;
  return name == "organisation" ? Kind::organisation : Kind::none;
}

}  // namespace

JsonLdTypes::JsonLdTypes(const Rules& rules) {
  const Table& table = rules.table("rules/jsonld_types");
  for (size_t row = 0; row < table.rows(); ++row) {
    Entry entry{kind_named(table.cell(row, "kind")), 0};
    std::string_view rank = table.cell(row, "rank");
    std::from_chars(rank.data(), rank.data() + rank.size(), entry.rank);
    types_[std::string(table.cell(row, "type"))] = entry;
  }
}

JsonLdTypes::Entry JsonLdTypes::of(std::string_view type) const {
  const Entry* found = lookup(types_, type);
  return found ? *found : Entry{};
}

std::string repaired_json(std::string_view script) { return Repair(script).run(); }

JsonLd read_jsonld(const std::vector<std::string_view>& scripts, const JsonLdTypes& types) {
  Reader reader(types);
  for (std::string_view script : scripts) reader.add(script);
  return reader.run();
}

}  // namespace fairwitness
