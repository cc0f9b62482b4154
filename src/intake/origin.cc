#include <algorithm>

#include "intake/feed.h"
#include "intake/inflate.h"
#include "intake/mime.h"
#include "intake/payload.h"
#include "intake/reader.h"
#include "intake/sniff.h"
#include "intake/warc.h"

namespace fairwitness {
namespace {

constexpr int most_compressions = 3;

std::unique_ptr<Reader> only(RawItem item) {
  std::vector<RawItem> items;
  items.push_back(std::move(item));
  return std::make_unique<ItemsReader>(std::move(items));
}

std::string way_out(const std::string& what) {
  if (what.find("compressed") != what.npos || what.find("archive") != what.npos) return "unpack it first";
  if (what.find("document") != what.npos) return "save it as text or HTML first";
  return "no report is read from it";
}

void drop_ending(Provenance& origin) {
  std::string ending = ending_of(origin.name);
  for (std::string_view known : {".gz", ".zst", ".zstd", ".gzip"})
    if (ending == known) origin.name.resize(origin.name.size() - known.size());
}

// Does the first member hold a WARC record? Then the archive is read member by member. The name counts as well, since
// the first member may be the broken one.
bool holds_warc(std::string_view head, FileKind kind, std::string_view name) {
  if (name.ends_with(".warc.gz") || name.ends_with(".warc.zst")) return true;
  if (kind == FileKind::gzip) return GzipPeek().begins_with(head, "WARC/");
  if (head.starts_with("\x5D\x2A\x4D\x18")) return true;  // a dictionary frame: WARC-zstd alone has it
  ByteWindow ahead(head);
  return ByteWindow(unzstd(ahead)).ahead(5) == "WARC/";
}

}  // namespace

std::unique_ptr<Reader> read_origin(std::unique_ptr<ByteWindow> window, Provenance origin) {
  for (int layers = 0;; ++layers) {
    std::string_view head = window->ahead(sniffed_bytes);
    SourcePlace all = origin.place(origin.offset, origin.length, 0);
    if (std::string trouble = window->trouble(); !trouble.empty() && head.empty())
      return only(failed(trouble == "read_error" ? "unreadable" : trouble,
                         origin.shown() + ": cannot be read; get it again", all));
    Sniffed sniffed = sniff(head, origin.name, head.size() < sniffed_bytes);
    switch (sniffed.kind) {
      case FileKind::empty:
        return only(skipped("empty", origin.shown() + ": nothing in it", all));
      case FileKind::binary:
        return only(skipped("binary", origin.shown() + ": " + sniffed.what + "; " + way_out(sniffed.what), all));
      case FileKind::other:
        return only(skipped("not_a_page", origin.shown() + ": " + sniffed.what, all));
      case FileKind::html:
        return read_whole(std::move(window), std::move(origin), RawKind::html);
      case FileKind::text:
        return read_whole(std::move(window), std::move(origin), RawKind::text);
      case FileKind::json_lines:
      case FileKind::json:
        if (origin.from && !origin.whole_only && sniffed.kind == FileKind::json_lines) window->jump(*origin.from);
        return read_json(std::move(window), std::move(origin), sniffed.kind == FileKind::json_lines);
      case FileKind::gzip:
      case FileKind::zstd: {
        if (layers == most_compressions)
          return only(
              failed("too_many_encodings", origin.shown() + ": compressed again and again; unpack it first", all));
        if (layers == 0 && holds_warc(head, sniffed.kind, origin.name))
          return read_warc(std::move(window), std::move(origin), sniffed.kind);
        bool gzip = sniffed.kind == FileKind::gzip;
        drop_ending(origin);
        origin.whole_only = true;
        window = std::make_unique<ByteWindow>(
            owning(std::move(window), gzip ? [](ByteWindow& below) { return gunzip(below); } : unzstd));
        break;
      }
      case FileKind::warc:
        if (origin.whole_only) origin.from.reset();
        return read_warc(std::move(window), std::move(origin), sniffed.kind);
      case FileKind::zip:
        return read_wacz(std::move(window), std::move(origin));
      case FileKind::mime:
        return read_payload(std::move(window), std::move(origin), add_mime);
      case FileKind::feed:
        return read_payload(std::move(window), std::move(origin),
                            [](Payload payload, const Provenance& from, std::deque<RawItem>& items) {
                              add_feed(std::move(payload), false, from, items);
                            });
      case FileKind::json_feed:
        return read_payload(std::move(window), std::move(origin),
                            [](Payload payload, const Provenance& from, std::deque<RawItem>& items) {
                              add_feed(std::move(payload), true, from, items);
                            });
    }
  }
}

std::unique_ptr<Reader> read_memory(std::string_view bytes, std::string name, const IntakeOptions& options) {
  Provenance origin;
  origin.path = name;
  origin.name = std::move(name);
  origin.length = bytes.size();
  origin.options = options;
  return read_origin(std::make_unique<ByteWindow>(std::make_unique<MemoryStream>(bytes)), std::move(origin));
}

}  // namespace fairwitness
