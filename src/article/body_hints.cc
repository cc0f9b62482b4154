#include "article/body_hints.h"

#include <string.h>  // memmem

#include <algorithm>
#include <string>

namespace fairwitness {
namespace {

constexpr size_t longest_hint = size_t{1} << 20;

// The characters of a JSON string that begins behind its quotation mark; false when it does not end.
bool unescape(std::string_view json, std::string& out) {
  for (size_t at = 0; at < json.size() && out.size() < longest_hint; ++at) {
    size_t plain = at;
    while (plain < json.size() && json[plain] != '"' && json[plain] != '\\') ++plain;
    if (plain > at) {
      out.append(json, at, std::min(plain - at, longest_hint - out.size()));
      at = plain - 1;
      continue;
    }
    if (json[at] == '"') return true;
    if (at + 1 >= json.size()) {
      out += json[at];
      continue;
    }
    const char c = json[++at];
    if (c != 'u') {
      out += c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f' ? ' ' : c;
      continue;
    }
    uint32_t code = 0;
    for (int i = 0; i < 4 && at + 1 < json.size(); ++i) {
      const char d = json[++at];
      code = code * 16 + static_cast<uint32_t>(d >= '0' && d <= '9'   ? d - '0'
                                               : d >= 'a' && d <= 'f' ? d - 'a' + 10
                                               : d >= 'A' && d <= 'F' ? d - 'A' + 10
                                                                      : 0);
    }
    append_utf8(out, code);
  }
  return true;
}

// All values of a key in a script, wherever they stand.
void read_key(std::string_view script, std::string_view key, WordRuns& runs) {
  size_t total = 0;
  // memmem, since std::string_view::find stops at every quotation mark of the JSON.
  auto find = [&](size_t from) {
    const void* found = memmem(script.data() + from, script.size() - from, key.data(), key.size());
    return found ? static_cast<size_t>(static_cast<const char*>(found) - script.data()) : script.npos;
  };
  for (size_t at = find(0); at != script.npos && total < longest_hint; at = find(at)) {
    at += key.size();
    while (at < script.size() && (script[at] == ' ' || script[at] == ':' || script[at] == '\n' || script[at] == '\t'))
      ++at;
    if (at >= script.size() || script[at] != '"') continue;
    std::string text;
    unescape(script.substr(at + 1), text);
    total += text.size() + 1;
    LineWords words;
    words.read_all(text);
    runs.add(words);
  }
}

uint64_t run_at(const LineWords& line, size_t at) {
  return hash_mix(hash_mix(line.words[at].key, line.words[at + 1].key), line.words[at + 2].key);
}

}  // namespace

void WordRuns::insert(uint64_t run) {
  if (taken_ * 2 >= places_.size()) {
    std::vector<uint64_t> before = std::move(places_);
    places_.assign(std::max<size_t>(256, before.size() * 2), 0);
    taken_ = 0;
    for (uint64_t one : before)
      if (one) insert(one);
  }
  size_t at = run & (places_.size() - 1);
  while (places_[at] && places_[at] != run) at = (at + 1) & (places_.size() - 1);
  taken_ += places_[at] == 0;
  places_[at] = run;
}

bool WordRuns::has(uint64_t run) const {
  size_t at = run & (places_.size() - 1);
  while (places_[at] && places_[at] != run) at = (at + 1) & (places_.size() - 1);
  return places_[at] != 0;
}

void WordRuns::add(const LineWords& line) {
  for (size_t i = 0; i + 2 < line.words.size(); ++i)
    if (const uint64_t run = run_at(line, i)) insert(run);
}

float WordRuns::share_of(const LineWords& line) const {
  if (places_.empty()) return -1.0f;
  if (line.words.size() < 3) return 0.0f;
  size_t found = 0;
  for (size_t i = 0; i + 2 < line.words.size(); ++i) {
    found += has(run_at(line, i));
  }
  return static_cast<float>(found) / static_cast<float>(line.words.size() - 2);
}

BodyHints read_hints(const Tree& tree) {
  BodyHints hints;
  LineWords words;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const Tree::Node& node = tree[id];
    if (node.kind != NodeKind::element) continue;
    if (node.tag == Tag::meta) {
      std::string_view name = tree.attribute(id, "property");
      if (name.empty()) name = tree.attribute(id, "name");
      if (!name.ends_with("escription")) continue;
      words.read_all(tree.attribute(id, "content"));
      hints.description.add(words);
    } else if (node.tag == Tag::script && node.first_child != no_node) {
      if (tree.attribute(id, "type").find("ld+json") == std::string_view::npos) continue;
      const std::string_view script = tree[node.first_child].data;
      read_key(script, "\"articleBody\"", hints.article_body);
      read_key(script, "\"description\"", hints.description);
    }
  }
  return hints;
}

}  // namespace fairwitness
