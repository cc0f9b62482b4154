#include "intake/warc.h"

#include <algorithm>
#include <charconv>

#include "intake/http.h"
#include "intake/letters.h"
#include "intake/payload.h"

namespace fairwitness {
namespace {

constexpr size_t longest_head = 256 << 10;

bool begins_record(std::string_view bytes) {
  return bytes.size() > 5 && bytes.starts_with("WARC/") && is_digit(bytes[5]);
}

// The size of the head with its empty line; 0 when there is none in `bytes`. LF alone is taken for a line end too.
size_t head_size(std::string_view bytes) {
  for (size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    if (bytes.substr(at + 1).starts_with('\n')) return at + 2;
    if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
  }
  return 0;
}

// Digits only; what does not fit into 64 bits is as good as missing.
std::optional<uint64_t> read_length(std::string_view value) {
  uint64_t length = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (value.empty() || error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return length;
}

std::string_view without_brackets(std::string_view uri) {
  return uri.starts_with('<') && uri.ends_with('>') && uri.size() > 1 ? uri.substr(1, uri.size() - 2) : uri;
}

}  // namespace

WarcHead read_warc_head(std::string_view lines) {
  WarcHead head;
  lines.remove_prefix(std::min(lines.find('\n'), lines.size() - 1) + 1);
  HeaderField field;
  while (next_header_field(lines, field)) {
    if (same_letters(field.name, "warc-type"))
      head.type = field.value;
    else if (same_letters(field.name, "warc-target-uri"))
      head.uri = without_brackets(field.value);
    else if (same_letters(field.name, "warc-date"))
      head.date = field.value;
    else if (same_letters(field.name, "content-type"))
      head.content_type = field.value;
    else if (same_letters(field.name, "content-length"))
      head.length = read_length(field.value);
    else if (same_letters(field.name, "warc-truncated"))
      head.truncated = true;
  }
  return head;
}

WarcRecords::WarcRecords(ByteWindow& window, const Provenance& origin, std::optional<SourcePlace> member)
    : window_(window), origin_(origin), member_(std::move(member)) {
  if (member_) found_ = member_->nth;
}

SourcePlace WarcRecords::place(uint64_t at, uint64_t length) const {
  if (!member_) return origin_.place(at, length, found_);
  SourcePlace place = *member_;
  place.nth = found_;
  return place;
}

// Reports the bytes up to the next thing that looks like a record.
void WarcRecords::broken(std::string reason, std::string what, uint64_t at, std::deque<RawItem>& items) {
  if (window_.have(1)) window_.pass(1);
  constexpr size_t step = 1 << 20;
  for (;;) {
    size_t found = window_.find("\nWARC/", 0, step);
    if (found == std::string_view::npos) {
      size_t keep = window_.ahead(step).size() == step ? 5 : 0;
      if (window_.ahead().empty()) break;
      window_.pass(std::min(step, window_.ahead().size()) - keep);
      continue;
    }
    window_.pass(found + 1);
    if (begins_record(window_.ahead(6))) break;
  }
  // Where the bytes themselves broke off, whoever unpacks them says so.
  if (window_.at_end() && !window_.trouble().empty()) return;
  uint64_t length = window_.at() - at;
  items.push_back(failed(std::move(reason),
                         origin_.shown() + ", bytes " + std::to_string(at) + " to " + std::to_string(at + length) +
                             ": " + std::move(what) + "; the archive is read on behind it",
                         place(at, length)));
}

bool WarcRecords::read(std::deque<RawItem>& items) {
  while (window_.have(1) && is_space(window_.ahead().front())) window_.pass(1);
  if (window_.at_end()) return false;
  uint64_t at = window_.at();
  if (!begins_record(window_.ahead(6))) {
    broken("warc_broken", "no WARC record where one should begin", at, items);
    return true;
  }
  size_t size = 0;
  for (size_t seen = 4 << 10; size == 0 && seen <= longest_head; seen *= 4) {
    size = head_size(window_.ahead(seen));
    if (window_.ahead().size() < seen) break;
  }
  WarcHead head;
  if (size) head = read_warc_head(window_.ahead().substr(0, size));
  if (!size || !head.length) {
    broken("warc_broken", size ? "a Content-Length that is missing or no number" : "a head without an end", at, items);
    return true;
  }
  uint64_t wanted = *head.length;
  size_t cap = origin_.options.max_record_bytes;
  size_t kept = static_cast<size_t>(std::min<uint64_t>(wanted, cap));
  if (!window_.have(size + kept)) {
    broken("cut_off", "the record ends before its Content-Length does", at, items);
    return true;
  }
  std::string_view all = window_.ahead().substr(0, size + kept);
  head = read_warc_head(all.substr(0, size));  // the bytes may have moved
  size_t before = items.size();
  take(head, all.substr(size), wanted > kept || head.truncated,
       place(at, wanted > UINT64_MAX - size ? wanted : size + wanted), items);
  found_ += static_cast<uint32_t>(member_ || origin_.whole_only ? items.size() - before : 0);
  window_.pass(size + kept);
  window_.skip(wanted - kept);
  return true;
}

void WarcRecords::take(const WarcHead& head, std::string_view block, bool cut, SourcePlace place,
                       std::deque<RawItem>& items) {
  bool response = same_letters(head.type, "response");
  if (!response && !same_letters(head.type, "resource") && !same_letters(head.type, "conversion")) return;
  Payload payload;
  payload.place = std::move(place);
  payload.media_type = head.content_type;
  payload.cut = cut;
  payload.given.from = "warc";
  payload.given.url = head.uri;
  payload.given.fetched = head.date;
  HttpHead http;
  if (!read_http_head(block, http)) {
    // Responses of other protocols (DNS), and what a crawler says of itself.
    if (response && starts_with_letters(head.content_type, "application/http")) payload.media_type = "";
    if (head.uri.starts_with("urn:") || head.uri.starts_with("dns:") || head.uri.starts_with("metadata:")) {
      items.push_back(skipped("not_a_page", "a crawler's own record", std::move(payload.place)));
      return;
    }
    payload.bytes = block;
    return add_payload(std::move(payload), origin_, items);
  }
  if (http.status < 200 || http.status > 299) {
    items.push_back(skipped("not_a_page", "HTTP " + std::to_string(http.status), std::move(payload.place)));
    return;
  }
  payload.media_type = http.content_type;
  if (!may_be_page(http.content_type)) {
    items.push_back(skipped("not_a_page", std::string(http.content_type.substr(0, 60)), std::move(payload.place)));
    return;
  }
  Body body = read_http_body(block.substr(http.size), http, origin_.options.max_record_bytes);
  if (!body.trouble.empty() && !(cut && !body.bytes.empty())) {
    std::string url(head.uri.substr(0, 200));
    items.push_back(failed(body.trouble,
                           origin_.shown() + ": the body of " + url + " cannot be unpacked; fetch the page again",
                           std::move(payload.place)));
    return;
  }
  payload.bytes = std::move(body.bytes);
  payload.cut |= body.cut;
  add_payload(std::move(payload), origin_, items);
}

}  // namespace fairwitness
