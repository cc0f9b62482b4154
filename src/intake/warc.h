// WARC records (ISO 28500) in a stream of plain bytes; compressed archives are read member by member (members.h).
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "intake/reader.h"
#include "intake/sniff.h"

namespace fairwitness {

struct WarcHead {
  std::string_view type, uri, date, content_type;
  std::optional<uint64_t> length;
  bool truncated = false;
};

// Parses the lines of a record's head, "WARC/1.x" first, up to the empty line.
WarcHead read_warc_head(std::string_view lines);

// Takes one record after the other off a window and appends what they give. `spread` tells how places are made:
// inside a compressed member all records share the member's range.
class WarcRecords {
 public:
  WarcRecords(ByteWindow& window, const Provenance& origin, std::optional<SourcePlace> member);
  // Reads at least one record or a broken stretch; false at the end.
  bool read(std::deque<RawItem>& items);
  uint32_t found() const { return found_; }  // the next record's `nth`

 private:
  void broken(std::string reason, std::string what, uint64_t at, std::deque<RawItem>& items);
  void take(const WarcHead& head, std::string_view block, bool cut, SourcePlace place, std::deque<RawItem>& items);
  SourcePlace place(uint64_t at, uint64_t length) const;

  ByteWindow& window_;
  const Provenance& origin_;
  std::optional<SourcePlace> member_;
  uint32_t found_ = 0;
};

// Plain, gzip or zstd, told from the first bytes.
std::unique_ptr<Reader> read_warc(std::unique_ptr<ByteWindow> window, Provenance origin, FileKind compression);

}  // namespace fairwitness
