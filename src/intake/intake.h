// A file becomes raw records: web pages and texts in UTF-8, each with its place, so that it can be shown again.
// Streams; a broken record is reported with its byte range and the next one is read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/base.h"

namespace fairwitness {

// Where the bytes of a record stand: file, byte range in it (compressed bytes for archives), and which of several
// records of that range it is. `inner` names the file inside a container (a WACZ, an MHTML part), "" elsewhere.
// In a file compressed as a whole the range is the file's, and `nth` counts its records.
struct SourcePlace {
  std::string path;
  uint64_t offset = 0;
  uint64_t length = 0;
  std::string inner;
  uint32_t nth = 0;
  friend bool operator==(const SourcePlace&, const SourcePlace&) = default;
};

// What came with the record from outside its text: a JSONL object's fields, a feed item's, a WARC header's.
// `from` says which: "jsonl", "rss", "atom", "json_feed", "warc", "mhtml", "eml" or "".
struct Given {
  std::string id, url, outlet, title, published, modified, language;
  std::vector<std::string> authors;
  std::string source_url;  // a feed's <source url>, whom the item was taken from
  std::string fetched;     // when it was saved (WARC-Date, an MHTML's Date), ISO 8601; it was published before
  std::string from;
};

enum class RawKind { html, text };

// One record as it was found. `content` is valid UTF-8. `id` is `given.id`, or a name made of the file's stem and a
// hash of the content: the same report has the same id wherever it lies.
struct RawRecord {
  std::string id;
  RawKind kind = RawKind::text;
  std::string content;
  std::string charset = "UTF-8";  // WHATWG name of what it was decoded from
  std::string charset_from;       // "bom", "header", "meta", "detected", "default"
  Given given;
  SourcePlace place;
  std::vector<Problem> problems;  // charset_repaired, invalid_utf8, content_cut ... spans are in `content`
};

// A record that does not become a report: `skipped` on purpose (an image in an archive, an empty file), `failed`
// because something is broken. `reason` is a short stable word, `detail` is for people and names the way out.
struct Unread {
  enum class How { skipped, failed };
  How how = How::failed;
  std::string reason;
  std::string detail;
  SourcePlace place;
};

using RawItem = std::variant<RawRecord, Unread>;

struct IntakeOptions {
  bool verbatim = false;  // every file or JSONL `text` is the clean text itself
  size_t max_record_bytes = fairwitness::max_record_bytes;
};

// All records of the paths, in the order of the paths and, in a directory, of the files' names (bytes). "-" is standard
// input, whose kind is told from its first bytes. A path that does not exist gives one Unread (failed, "not_found").
class Intake {
 public:
  Intake(std::vector<std::string> paths, IntakeOptions options);
  ~Intake();
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  // The next record or Unread; nothing at the end. Not thread-safe.
  std::optional<RawItem> next();

  uint64_t bytes_done() const;   // of the files' sizes
  uint64_t bytes_total() const;  // 0 where it cannot be known (standard input)

 private:
  friend Result<RawRecord> read_again(const SourcePlace& place, const IntakeOptions& options);
  struct State;
  std::unique_ptr<State> state_;
};

// Any bytes as UTF-8 by the order of the WHATWG Encoding standard: BOM, `header_charset`, meta prescan (html),
// detection.
struct Decoded {
  std::string text;
  std::string charset;
  std::string from;
  std::vector<Problem> problems;
};
Decoded decode(std::string_view bytes, std::string_view header_charset, RawKind kind);

// Reads one record again from its place (for showing it).
Result<RawRecord> read_again(const SourcePlace& place, const IntakeOptions& options = {});

}  // namespace fairwitness
