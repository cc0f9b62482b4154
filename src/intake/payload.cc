#include "intake/payload.h"

#include "intake/charset.h"
#include "intake/feed.h"
#include "intake/letters.h"
#include "intake/prescan.h"
#include "intake/sniff.h"

namespace fairwitness {
namespace {

// The media type without parameters, in lower case.
std::string bare_type(std::string_view media_type) {
  return lowered(trimmed(media_type.substr(0, media_type.find(';'))));
}

enum class Media { html, text, xml, json, unsaid, other };

Media media_of(const std::string& type) {
  if (type == "text/html" || type == "application/xhtml+xml") return Media::html;
  if (type == "text/plain") return Media::text;
  if (type == "image/svg+xml") return Media::other;
  if (type == "text/xml" || type == "application/xml" || type.ends_with("+xml")) return Media::xml;
  if (type == "application/json" || type == "application/feed+json" || type == "text/json") return Media::json;
  if (type.empty() || type == "application/octet-stream" || type == "unknown/unknown") return Media::unsaid;
  return Media::other;
}

FileKind kind_of(const std::string& type, std::string_view bytes) {
  Media media = media_of(type);
  if (media == Media::html) return FileKind::html;
  if (media == Media::text) return FileKind::text;
  if (media == Media::other) return FileKind::other;
  std::string_view head = bytes.substr(0, sniffed_bytes);
  FileKind kind = sniff(head, "", head.size() == bytes.size()).kind;
  if (media == Media::xml) return kind == FileKind::feed || kind == FileKind::html ? kind : FileKind::other;
  if (media == Media::json) return kind == FileKind::json_feed ? kind : FileKind::other;
  return kind;
}

void add_page(Payload payload, RawKind kind, const Provenance& origin, std::deque<RawItem>& items) {
  Decoded decoded = decode_bytes(std::move(payload.bytes), charset_parameter(payload.media_type), kind);
  RawRecord record;
  record.kind = kind;
  record.content = std::move(decoded.text);
  record.charset = std::move(decoded.charset);
  record.charset_from = std::move(decoded.from);
  record.problems = std::move(decoded.problems);
  if (payload.cut) {
    auto end = static_cast<uint32_t>(record.content.size());
    record.problems.push_back({"content_cut", {end, end}, "only its beginning was read or saved"});
  }
  if (record.content.empty()) {
    items.push_back(skipped("empty", "nothing in it", std::move(payload.place)));
    return;
  }
  record.given = std::move(payload.given);
  record.place = std::move(payload.place);
  name_record(record, origin.name);
  items.push_back(std::move(record));
}

class PayloadReader : public Reader {
 public:
  PayloadReader(std::unique_ptr<ByteWindow> window, Provenance origin, AddPayload add)
      : window_(std::move(window)), origin_(std::move(origin)), add_(add) {}

  std::optional<RawItem> next() override {
    if (window_) read();
    if (items_.empty()) return std::nullopt;
    RawItem item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

 private:
  void read() {
    Payload payload;
    uint64_t at = window_->at();
    payload.bytes = window_->ahead(origin_.options.max_record_bytes);
    payload.cut = window_->have(payload.bytes.size() + 1);
    payload.place = origin_.place(at, std::max<uint64_t>(origin_.length, payload.bytes.size()), 0);
    std::string trouble = window_->trouble();
    window_.reset();
    if (!trouble.empty())
      items_.push_back(failed(
          trouble,
          origin_.shown() + ": breaks off after " + std::to_string(payload.bytes.size()) + " bytes; get it again",
          payload.place));
    else
      add_(std::move(payload), origin_, items_);
  }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  AddPayload add_;
  std::deque<RawItem> items_;
};

}  // namespace

std::unique_ptr<Reader> read_payload(std::unique_ptr<ByteWindow> window, Provenance origin, AddPayload add) {
  return std::make_unique<PayloadReader>(std::move(window), std::move(origin), add);
}

bool may_be_page(std::string_view media_type) { return media_of(bare_type(media_type)) != Media::other; }

void add_payload(Payload payload, const Provenance& origin, std::deque<RawItem>& items) {
  std::string type = bare_type(payload.media_type);
  FileKind kind = kind_of(type, payload.bytes);
  if (trimmed(payload.bytes).empty()) {
    items.push_back(skipped("empty", "nothing in it", std::move(payload.place)));
    return;
  }
  switch (kind) {
    case FileKind::html:
      return add_page(std::move(payload), RawKind::html, origin, items);
    case FileKind::text:
      return add_page(std::move(payload), RawKind::text, origin, items);
    case FileKind::feed:
    case FileKind::json_feed:
      return add_feed(std::move(payload), kind == FileKind::json_feed, origin, items);
    default:
      items.push_back(skipped("not_a_page", type.empty() ? "no page, text or feed" : type, std::move(payload.place)));
  }
}

}  // namespace fairwitness
