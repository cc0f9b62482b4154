#include <algorithm>

#include "intake/charset.h"
#include "intake/reader.h"

namespace fairwitness {
namespace {

class WholeReader : public Reader {
 public:
  WholeReader(std::unique_ptr<ByteWindow> window, Provenance origin, RawKind kind)
      : window_(std::move(window)), origin_(std::move(origin)), kind_(kind) {}

  std::optional<RawItem> next() override {
    if (!window_) return std::nullopt;
    size_t cap = origin_.options.max_record_bytes;
    uint64_t at = window_->at();
    RawRecord record;
    record.kind = kind_;
    std::string bytes(window_->ahead(cap));
    window_->pass(bytes.size());
    bool cut = !window_->at_end();
    uint64_t length = std::max<uint64_t>(bytes.size(), origin_.length);
    record.place = origin_.place(at, length, 0);
    std::string trouble = window_->trouble();
    window_.reset();
    if (!trouble.empty())
      return failed(trouble,
                    origin_.shown() + ": breaks off after " + std::to_string(bytes.size()) + " bytes; get it again",
                    record.place);
    fill(record, std::move(bytes), cut);
    if (record.content.empty()) return skipped("empty", origin_.shown() + ": nothing in it", record.place);
    name_record(record, origin_.name);
    return record;
  }

 private:
  void fill(RawRecord& record, std::string bytes, bool cut) {
    // Verbatim text is kept to the byte, as long as it can be said in UTF-8 at all.
    if (origin_.options.verbatim && !cut && is_utf8(bytes)) {
      record.kind = RawKind::text;
      record.content = std::move(bytes);
      record.charset_from = "detected";
      return;
    }
    if (cut) drop_half_character(bytes);
    Decoded decoded = decode_bytes(std::move(bytes), "", kind_);
    record.content = std::move(decoded.text);
    record.charset = std::move(decoded.charset);
    record.charset_from = std::move(decoded.from);
    record.problems = std::move(decoded.problems);
    if (cut) {
      auto end = static_cast<uint32_t>(record.content.size());
      record.problems.push_back(
          {"content_cut",
           {end, end},
           "only the first " + std::to_string(origin_.options.max_record_bytes) + " bytes were read"});
    }
    if (origin_.options.verbatim) record.kind = RawKind::text;
  }

  // So that the cut itself does not look like broken UTF-8.
  static void drop_half_character(std::string& bytes) {
    for (size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
      auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
      if (byte < 0x80) return;
      if (byte < 0xC0) continue;
      if (back < (byte >= 0xF0 ? 4u : byte >= 0xE0 ? 3u : 2u)) bytes.resize(bytes.size() - back);
      return;
    }
  }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  RawKind kind_;
};

}  // namespace

std::unique_ptr<Reader> read_whole(std::unique_ptr<ByteWindow> window, Provenance origin, RawKind kind) {
  return std::make_unique<WholeReader>(std::move(window), std::move(origin), kind);
}

}  // namespace fairwitness
