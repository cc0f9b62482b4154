#include <algorithm>

#include "intake/letters.h"
#include "intake/reader.h"
#include "intake/report_object.h"

namespace fairwitness {
namespace {

// One report a line. A line that cannot be read costs that line.
class JsonLinesReader : public Reader {
 public:
  JsonLinesReader(std::unique_ptr<ByteWindow> window, Provenance origin)
      : window_(std::move(window)), origin_(std::move(origin)) {}

  std::optional<RawItem> next() override {
    for (;;) {
      if (window_->at_end()) return end();
      uint64_t at = window_->at();
      size_t cap = origin_.options.max_record_bytes;
      size_t line_end = window_->find("\n", 0, cap + 1);
      ++line_;
      if (line_end == std::string_view::npos && window_->ahead().size() > cap) return too_long(at);
      std::string_view line = window_->ahead().substr(0, line_end);
      if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      size_t size = std::min(window_->ahead().size(), line_end == std::string_view::npos ? line_end : line_end + 1);
      line = trimmed(line);
      if (line.empty()) {
        window_->pass(size);
        continue;
      }
      // The bytes of the line itself, without what ends it.
      auto inside = static_cast<uint64_t>(line.data() - window_->ahead().data());
      RawItem item = read(line, at + inside);
      window_->pass(size);
      return item;
    }
  }

 private:
  RawItem read(std::string_view line, uint64_t at) {
    RawRecord record;
    record.place = origin_.place(at, line.size(), found_++);
    ObjectTrouble trouble = objects_.read(line, origin_.options, record);
    if (!trouble.reason.empty())
      return failed(trouble.reason, where() + ": " + trouble.detail + "; mend or remove the line", record.place);
    name_record(record, origin_.name);
    return record;
  }

  RawItem too_long(uint64_t at) {
    uint64_t length = 0;
    for (;;) {
      size_t end = window_->find("\n", 0, 1 << 20);
      if (end != std::string_view::npos) {
        length += end + 1;
        window_->pass(end + 1);
        break;
      }
      size_t part = std::min<size_t>(window_->ahead().size(), 1 << 20);
      if (part == 0) break;
      window_->pass(part);
      length += part;
    }
    return failed("too_long",
                  where() + ": the line has " + std::to_string(length) + " bytes, more than a record may have",
                  origin_.place(at, length, found_++));
  }

  std::optional<RawItem> end() {
    std::string trouble = window_->trouble();
    if (trouble.empty() || said_) return std::nullopt;
    said_ = true;
    return failed(trouble, where() + ": the file breaks off here; get it again",
                  origin_.place(window_->at(), 0, found_));
  }

  std::string where() const { return origin_.shown() + ", line " + std::to_string(line_); }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  ReportObjects objects_;
  uint64_t line_ = 0;
  uint32_t found_ = 0;
  bool said_ = false;
};

// Objects in an array, or one behind the other, however they are laid out in lines.
class JsonValuesReader : public Reader {
 public:
  JsonValuesReader(std::unique_ptr<ByteWindow> window, Provenance origin)
      : window_(std::move(window)), origin_(std::move(origin)) {}

  std::optional<RawItem> next() override {
    if (done_) return std::nullopt;
    pass_separators();
    if (window_->at_end()) return std::nullopt;
    uint64_t at = window_->at();
    size_t size = window_->ahead().front() == '{' ? object_end() : 0;
    RawRecord record;
    if (size == 0) {
      done_ = true;
      return failed("not_json",
                    origin_.shown() + ", byte " + std::to_string(at) + ": no complete JSON object; mend the file",
                    origin_.place(at, window_->skip(UINT64_MAX), found_));
    }
    record.place = origin_.place(at, size, found_++);
    ObjectTrouble trouble = objects_.read(window_->ahead().substr(0, size), origin_.options, record);
    window_->pass(size);
    if (!trouble.reason.empty())
      return failed(trouble.reason, origin_.shown() + ", byte " + std::to_string(at) + ": " + trouble.detail,
                    record.place);
    name_record(record, origin_.name);
    return record;
  }

 private:
  void pass_separators() {
    while (window_->have(1)) {
      char c = window_->ahead().front();
      bool mark = c == '\xEF' && window_->ahead(3) == "\xEF\xBB\xBF";
      if (!is_space(c) && c != ',' && c != '[' && c != ']' && !mark) return;
      window_->pass(mark ? 3 : 1);
    }
  }

  // The size of the object ahead: to the brace that closes it. 0 when it does not end within what a record may have.
  size_t object_end() {
    size_t depth = 0;
    bool in_string = false;
    for (size_t at = 0; at <= origin_.options.max_record_bytes; ++at) {
      if (at >= window_->ahead().size() && !window_->have(at + 1)) return 0;
      char c = window_->ahead()[at];
      if (in_string) {
        if (c == '\\') ++at;
        if (c == '"') in_string = false;
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{') {
        ++depth;
      } else if (c == '}' && --depth == 0) {
        return at + 1;
      }
    }
    return 0;
  }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  ReportObjects objects_;
  uint32_t found_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Reader> read_json(std::unique_ptr<ByteWindow> window, Provenance origin, bool lines) {
  if (lines) return std::make_unique<JsonLinesReader>(std::move(window), std::move(origin));
  return std::make_unique<JsonValuesReader>(std::move(window), std::move(origin));
}

}  // namespace fairwitness
