#include "intake/mime.h"

#include <algorithm>
#include <optional>

#include "base/base.h"
#include "intake/feed.h"
#include "intake/http.h"
#include "intake/letters.h"

namespace fairwitness {
namespace {

constexpr size_t most_parts = 10'000;
constexpr size_t deepest = 20;

struct Part {
  std::string_view body;
  std::string type = "text/plain";
  std::string_view content_type, encoding, location, id, subject, from, date, snapshot_location;
  bool attached = false;
};

Part read_part(std::string_view bytes) {
  Part part;
  HeaderField field;
  while (next_header_field(bytes, field)) {
    if (same_letters(field.name, "content-type"))
      part.content_type = field.value;
    else if (same_letters(field.name, "content-transfer-encoding"))
      part.encoding = field.value;
    else if (same_letters(field.name, "content-location"))
      part.location = field.value;
    else if (same_letters(field.name, "snapshot-content-location"))
      part.snapshot_location = field.value;
    else if (same_letters(field.name, "content-id"))
      part.id = field.value;
    else if (same_letters(field.name, "content-disposition"))
      part.attached = starts_with_letters(field.value, "attachment");
    else if (same_letters(field.name, "subject"))
      part.subject = field.value;
    else if (same_letters(field.name, "from"))
      part.from = field.value;
    else if (same_letters(field.name, "date"))
      part.date = field.value;
  }
  part.body = bytes;
  std::string type = lowered(trimmed(part.content_type.substr(0, part.content_type.find(';'))));
  if (!type.empty()) part.type = std::move(type);
  return part;
}

// A parameter of a Content-Type, without its quotes.
std::string_view parameter(std::string_view value, std::string_view name) {
  for (size_t at = value.find(';'); at != value.npos; at = value.find(';', at)) {
    ++at;
    while (at < value.size() && is_space(value[at])) ++at;
    if (!same_letters(value.substr(at, name.size()), name)) continue;
    size_t equals = at + name.size();
    while (equals < value.size() && is_space(value[equals])) ++equals;
    if (equals >= value.size() || value[equals] != '=') continue;
    std::string_view rest = trimmed(value.substr(equals + 1));
    if (!rest.starts_with('"')) return trimmed(rest.substr(0, rest.find(';')));
    size_t end = rest.find('"', 1);
    return rest.substr(1, end == rest.npos ? end : end - 1);
  }
  return {};
}

// Cuts a multipart body at the lines "--boundary". A part that breaks off counts.
std::vector<std::string_view> split_parts(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty()) return parts;
  std::string mark = "--" + std::string(boundary);
  std::optional<size_t> begin;
  for (size_t at = body.find(mark); at != body.npos && parts.size() < most_parts;
       at = body.find(mark, at + mark.size())) {
    if (at > 0 && body[at - 1] != '\n') continue;
    size_t end = at + mark.size();
    bool last = body.substr(end).starts_with("--");
    if (!last && end < body.size() && !is_space(body[end])) continue;  // a longer boundary that begins alike
    if (begin && *begin <= at) parts.push_back(body.substr(*begin, at - *begin));
    begin.reset();
    if (last) break;
    size_t line_end = body.find('\n', end);
    if (line_end == body.npos) break;
    begin = line_end + 1;
  }
  if (begin && *begin < body.size()) parts.push_back(body.substr(*begin));
  return parts;
}

// The parts that hold the text, in order: attachments aside, and of an enclosed message its own parts.
struct Leaves {
  std::optional<Part> html, text;
};

Leaves find_leaves(const Part& root) {
  Leaves leaves;
  struct Open {
    std::string_view bytes;
    size_t depth;
  };
  std::vector<Open> open;
  size_t seen = 0;
  auto visit = [&](const Part& part, size_t depth) {
    if (part.attached) return;
    if (part.type.starts_with("multipart/") && depth < deepest) {
      auto parts = split_parts(part.body, parameter(part.content_type, "boundary"));
      for (size_t i = parts.size(); i-- > 0;) open.push_back({parts[i], depth + 1});
    } else if (part.type == "message/rfc822" && depth < deepest) {
      open.push_back({part.body, depth + 1});
    } else if ((part.type == "text/html" || part.type == "application/xhtml+xml") && !leaves.html) {
      leaves.html = part;
    } else if (part.type == "text/plain" && !leaves.text) {
      leaves.text = part;
    }
  };
  visit(root, 0);
  while (!open.empty() && !leaves.html && ++seen < most_parts) {
    Open next = open.back();
    open.pop_back();
    visit(read_part(next.bytes), next.depth);
  }
  return leaves;
}

std::string body_of(const Part& part) {
  if (same_letters(part.encoding, "quoted-printable")) return decode_quoted_printable(part.body);
  if (same_letters(part.encoding, "base64")) return decode_base64(part.body);
  std::string_view body = part.body;
  // The line end before the boundary belongs to the boundary.
  if (body.ends_with('\n')) body.remove_suffix(1);
  if (body.ends_with('\r')) body.remove_suffix(1);
  return std::string(body);
}

// "Name <mail@host>" gives the name.
std::string sender(std::string_view from) {
  std::string name = decode_encoded_words(from.substr(0, from.find('<')));
  std::string_view bare = trimmed(name);
  if (bare.size() > 1 && bare.starts_with('"') && bare.ends_with('"')) bare = bare.substr(1, bare.size() - 2);
  return bare.find('@') == bare.npos ? std::string(bare) : std::string();
}

bool is_web(std::string_view url) { return starts_with_letters(url, "http:") || starts_with_letters(url, "https:"); }

// Browsers write when and from where a page was saved; mails, who sent them when.
void fill_given(const Part& root, const Part& leaf, Given& given) {
  bool page = !root.snapshot_location.empty() || !leaf.location.empty();
  given.from = page ? "mhtml" : "eml";
  given.title = decode_encoded_words(root.subject);
  for (std::string_view url : {leaf.location, root.snapshot_location, root.location})
    if (given.url.empty() && is_web(url)) given.url = url;
  std::string date = root.date.empty() ? std::string() : iso_from_rfc822(root.date);
  (page ? given.fetched : given.published) = date;
  if (!page)
    if (std::string name = sender(root.from); !name.empty()) given.authors.push_back(std::move(name));
}

}  // namespace

void add_mime(Payload payload, const Provenance& origin, std::deque<RawItem>& items) {
  std::string bytes = std::move(payload.bytes);
  std::string_view message = bytes;
  if (message.starts_with("From "))
    message.remove_prefix(std::min(message.find('\n'), message.size() - 1) + 1);  // an mbox line
  Part root = read_part(message);
  Leaves leaves = find_leaves(root);
  std::optional<Part> leaf = leaves.html ? leaves.html : leaves.text;
  if (!leaf) {
    items.push_back(
        skipped("not_a_page", origin.shown() + ": a message without a page or a text in it", std::move(payload.place)));
    return;
  }
  fill_given(root, *leaf, payload.given);
  payload.bytes = body_of(*leaf);
  payload.media_type = leaf->content_type.empty() ? std::string_view("text/plain") : leaf->content_type;
  add_payload(std::move(payload), origin, items);
}

}  // namespace fairwitness
