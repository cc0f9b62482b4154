#include "article/body_source.h"

#include <algorithm>
#include <functional>

namespace fairwitness {
namespace {

bool alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// The length of what looks like a character reference at the start of `raw`; 0 where none does.
size_t reference_length(std::string_view raw) {
  constexpr size_t longest = 40;
  size_t at = 1;
  if (at < raw.size() && raw[at] == '#') ++at;
  const size_t begin = at;
  while (at < raw.size() && at < longest && alphanumeric(raw[at])) ++at;
  if (at == begin) return 0;
  return at < raw.size() && raw[at] == ';' ? at + 1 : at;
}

// How many bytes of `decoded` the reference of `length` raw bytes became: up to two code points, so that what follows
// fits what follows the reference. 0: none fits.
size_t decoded_length(std::string_view decoded, std::string_view raw, size_t length) {
  size_t at = 0;
  for (int points = 0; points < 2 && at < decoded.size(); ++points) {
    next_code_point(decoded, at);
    const bool both_end = at == decoded.size() && length >= raw.size();
    const bool fits = at < decoded.size() && length < raw.size() &&
                      (decoded[at] == raw[length] || raw[length] == '&' || raw[length] == '\r');
    if (both_end || fits) return at;
  }
  return 0;
}

// Walks decoded text and its source side by side.
void append_decoded(std::string_view decoded, std::string_view raw, uint32_t source, CleanText& text) {
  size_t at = 0, from = 0;
  while (at < decoded.size() && from < raw.size()) {
    size_t same = 0;
    const size_t most = std::min(decoded.size() - at, raw.size() - from);
    while (same < most && decoded[at + same] == raw[from + same] && raw[from + same] != '&') ++same;
    if (same > 0) {
      text.append(decoded.substr(at, same), source + static_cast<uint32_t>(from));
      at += same;
      from += same;
      continue;
    }
    if (raw[from] == '\r' || raw[from] == '\0') {  // line ends are made one, zeros are left out
      ++from;
      if (at < decoded.size() && decoded[at] == '\n' && (from >= raw.size() || raw[from] != '\n')) {
        text.append(decoded.substr(at, 1), source + static_cast<uint32_t>(from) - 1);
        ++at;
      }
      continue;
    }
    if (raw[from] != '&') break;
    const size_t length = reference_length(raw.substr(from));
    const size_t became = length ? decoded_length(decoded.substr(at), raw.substr(from), length) : 0;
    const bool bare = decoded[at] == '&' &&
                      (at + 1 >= decoded.size() || from + 1 >= raw.size() || decoded[at + 1] == raw[from + 1]) &&
                      !(became == 1 && length > 1 && raw[from + length - 1] == ';');
    if (bare) {
      text.append(decoded.substr(at, 1), source + static_cast<uint32_t>(from));
      ++at;
      ++from;
    } else if (became) {
      text.append_from(decoded.substr(at, became), source + static_cast<uint32_t>(from), static_cast<uint32_t>(length));
      at += became;
      from += length;
    } else {
      break;
    }
  }
  // What could not be followed (text joined from several places) comes from all the rest of the range, word by word.
  const auto rest = static_cast<uint32_t>(from);
  while (at < decoded.size()) {
    size_t end = at, length = 1;
    while (end < decoded.size() && spacing_of(decoded, end, length) == Spacing::none) {
      size_t next = end;
      next_code_point(decoded, next);
      end = next;
    }
    if (end > at) {
      text.append_from(decoded.substr(at, end - at), source + rest, static_cast<uint32_t>(raw.size()) - rest);
      at = end;
    } else {
      if (spacing_of(decoded, at, length) == Spacing::space) text.space();
      at += length;
    }
  }
}

}  // namespace

void append_node(const Tree& tree, NodeId node, std::string_view content, CleanText& text) {
  const Tree::Node& one = tree[node];
  const std::string_view data = one.data;
  const std::less_equal<const char*> before;
  if (before(content.data(), data.data()) && before(data.data() + data.size(), content.data() + content.size())) {
    text.append(data, static_cast<uint32_t>(data.data() - content.data()));
    return;
  }
  const uint32_t begin = std::min<uint32_t>(one.source_begin, static_cast<uint32_t>(content.size()));
  const uint32_t end = std::clamp<uint32_t>(one.source_end, begin, static_cast<uint32_t>(content.size()));
  append_decoded(data, content.substr(begin, end - begin), begin, text);
}

}  // namespace fairwitness
