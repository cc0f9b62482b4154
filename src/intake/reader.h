// What the readers of all kinds share: where they read, how they name what they found, how they say what went wrong.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "intake/intake.h"
#include "intake/window.h"

namespace fairwitness {

// What is read: a file, or a file inside a container.
struct Provenance {
  std::string path;         // as the user gave it or the folder listed it; "-" for standard input
  std::string inner;        // inside a container, else ""
  std::string name;         // tells kind and id: the file's name, less the endings of compressions already undone
  uint64_t offset = 0;      // of the origin's first byte in the file
  uint64_t length = 0;      // its bytes in the file, 0 when nobody knows
  bool whole_only = false;  // compressed as a whole: a range inside it means nothing in the file
  // Read again: from this offset of the file on, where the kind of file allows it, and only the file named in a
  // container.
  std::optional<uint64_t> from;
  std::string only_inner;
  IntakeOptions options;

  // The place of a record at `at` (an offset in the file). Where ranges mean nothing, `nth` says which one it is.
  SourcePlace place(uint64_t at, uint64_t size, uint32_t nth) const {
    return whole_only ? SourcePlace{path, offset, length, inner, nth} : SourcePlace{path, at, size, inner, 0};
  }
  // How people are told which file it is.
  std::string shown() const { return inner.empty() ? path : path + " (" + inner + ")"; }
};

// Gives the records of one origin, one after the other; nothing at the end. Readers never throw.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual std::optional<RawItem> next() = 0;
};

// A few items that are known beforehand.
class ItemsReader : public Reader {
 public:
  explicit ItemsReader(std::vector<RawItem> items) : items_(std::move(items)) {}
  std::optional<RawItem> next() override {
    if (at_ == items_.size()) return std::nullopt;
    return std::move(items_[at_++]);
  }

 private:
  std::vector<RawItem> items_;
  size_t at_ = 0;
};

Unread failed(std::string reason, std::string detail, SourcePlace place);
Unread skipped(std::string reason, std::string detail, SourcePlace place);

// Gives the record its id, once its content stands: `given.id`, or a slug of the URL (of the name, where there is none)
// and eight digits of the content's hash.
void name_record(RawRecord& record, std::string_view file_name);

// "/tmp/a/b.html.gz" gives "b.html.gz".
std::string_view file_name_of(std::string_view path);
// The last ending with its dot, in lower case, "" without one.
std::string ending_of(std::string_view name);

// Cuts a content that is too long behind its last whole character and says so.
void cap_content(std::string& content, size_t cap, std::vector<Problem>& problems);

// One HTML page or text that fills the origin.
std::unique_ptr<Reader> read_whole(std::unique_ptr<ByteWindow> window, Provenance origin, RawKind kind);
// JSON values, one a line, or any sequence or array of them (`lines` false).
std::unique_ptr<Reader> read_json(std::unique_ptr<ByteWindow> window, Provenance origin, bool lines);
// A zip archive with WARC files in it. Needs a window that can jump.
std::unique_ptr<Reader> read_wacz(std::unique_ptr<ByteWindow> window, Provenance origin);

// Undoes compressions, tells the kind, and gives the reader for it. `window` stands at the origin's first byte.
std::unique_ptr<Reader> read_origin(std::unique_ptr<ByteWindow> window, Provenance origin);

// The same for bytes in memory, as if a file of that name held them. They must outlive the reader.
std::unique_ptr<Reader> read_memory(std::string_view bytes, std::string name, const IntakeOptions& options = {});

}  // namespace fairwitness
