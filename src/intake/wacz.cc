// WACZ 1.1: a zip archive with the WARC files of a crawl below archive/.
#include <algorithm>

#include "intake/inflate.h"
#include "intake/letters.h"
#include "intake/reader.h"

namespace fairwitness {
namespace {

constexpr uint64_t largest_directory = 64 << 20;

struct Entry {
  std::string name;
  uint64_t header = 0;  // offset of its local header
  uint64_t packed = 0;
  unsigned method = 0;
};

// Little-endian numbers, 0 where the bytes do not reach.
uint64_t number_at(std::string_view bytes, size_t at, size_t size) {
  uint64_t value = 0;
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// A part of what a window moves over, as a stream of its own. Only one part is read at a time.
class SliceStream : public Stream {
 public:
  SliceStream(ByteWindow& below, uint64_t begin, uint64_t size)
      : below_(below), begin_(begin), end_(begin + size), at_(begin) {}
  size_t read(char* into, size_t room) override {
    room = static_cast<size_t>(std::min<uint64_t>({room, end_ - at_, 256 << 10}));
    if (room == 0 || !below_.jump(at_)) return 0;
    std::string_view bytes = below_.ahead(room);
    std::copy(bytes.begin(), bytes.end(), into);
    below_.pass(bytes.size());
    at_ += bytes.size();
    return bytes.size();
  }
  bool seek(uint64_t at) override {
    at_ = std::clamp(at, begin_, end_);
    return true;
  }
  std::string trouble() const override { return below_.trouble(); }

 private:
  ByteWindow& below_;
  uint64_t begin_, end_, at_;
};

// APPNOTE.TXT 4.5.3: what does not fit into 32 bits stands in an extra field.
void read_zip64(std::string_view extra, uint64_t full_size, Entry& entry) {
  for (size_t at = 0; at + 4 <= extra.size();) {
    uint64_t id = number_at(extra, at, 2), size = number_at(extra, at + 2, 2);
    if (id == 1) {
      size_t field = at + 4 + (full_size == 0xFFFFFFFF ? 8 : 0);
      if (entry.packed == 0xFFFFFFFF) {
        entry.packed = number_at(extra, field, 8);
        field += 8;
      }
      if (entry.header == 0xFFFFFFFF) entry.header = number_at(extra, field, 8);
      return;
    }
    at += 4 + size;
  }
}

std::vector<Entry> read_directory(std::string_view directory) {
  std::vector<Entry> entries;
  for (size_t at = 0; directory.substr(at).starts_with("PK\x01\x02") && at + 46 <= directory.size();) {
    Entry entry;
    entry.method = static_cast<unsigned>(number_at(directory, at + 10, 2));
    entry.packed = number_at(directory, at + 20, 4);
    uint64_t full_size = number_at(directory, at + 24, 4);
    size_t name = number_at(directory, at + 28, 2), extra = number_at(directory, at + 30, 2),
           comment = number_at(directory, at + 32, 2);
    entry.header = number_at(directory, at + 42, 4);
    entry.name = directory.substr(at + 46, name);
    if (at + 46 + name + extra > directory.size()) break;
    read_zip64(directory.substr(at + 46 + name, extra), full_size, entry);
    entries.push_back(std::move(entry));
    at = std::min(directory.size(), at + 46 + name + extra + comment);
  }
  return entries;
}

bool is_archive(std::string_view name) {
  std::string low = lowered(name);
  return low.ends_with(".warc") || low.ends_with(".warc.gz") || low.ends_with(".warc.zst");
}

class WaczReader : public Reader {
 public:
  WaczReader(std::unique_ptr<ByteWindow> window, Provenance origin)
      : window_(std::move(window)), origin_(std::move(origin)) {}

  std::optional<RawItem> next() override {
    if (!listed_) {
      listed_ = true;
      if (auto unread = list()) return *unread;
    }
    for (;;) {
      if (reader_)
        if (auto item = reader_->next()) return item;
      reader_.reset();
      if (at_ == entries_.size()) return std::nullopt;
      if (auto unread = open(entries_[at_++])) return *unread;
    }
  }

 private:
  SourcePlace all() const { return origin_.place(origin_.offset, origin_.length, 0); }

  std::optional<Unread> list() {
    uint64_t end = origin_.offset + origin_.length;
    uint64_t tail = std::min<uint64_t>(origin_.length, (64 << 10) + 22 + 20 + 56);
    if (origin_.length == 0 || origin_.whole_only || !window_->jump(end - tail))
      return failed("not_seekable",
                    origin_.shown() + ": a zip archive can only be read from a file of its own; save it first", all());
    std::string_view bytes = window_->ahead(tail);
    size_t found = bytes.rfind("PK\x05\x06");
    if (found == bytes.npos)
      return failed("zip_broken", origin_.shown() + ": the archive's list of files is missing; get it again", all());
    uint64_t size = number_at(bytes, found + 12, 4), at = number_at(bytes, found + 16, 4);
    if (size_t large = bytes.rfind("PK\x06\x06"); large != bytes.npos && (at == 0xFFFFFFFF || size == 0xFFFFFFFF)) {
      size = number_at(bytes, large + 40, 8);
      at = number_at(bytes, large + 48, 8);
    }
    if (size > largest_directory || at > end || !window_->jump(origin_.offset + at))
      return failed("zip_broken", origin_.shown() + ": the archive's list of files is broken; get it again", all());
    for (Entry& entry : read_directory(window_->ahead(static_cast<size_t>(size))))
      if (is_archive(entry.name) && (origin_.only_inner.empty() || origin_.only_inner == entry.name))
        entries_.push_back(std::move(entry));
    if (entries_.empty())
      return skipped("binary", origin_.shown() + ": a zip archive without a WARC file in it; unpack it first", all());
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return std::nullopt;
  }

  std::optional<Unread> open(const Entry& entry) {
    Provenance inner = origin_;
    inner.inner = entry.name;
    inner.name = file_name_of(entry.name);
    bool ok = entry.header < origin_.length && window_->jump(origin_.offset + entry.header);
    std::string_view header = ok ? window_->ahead(30) : std::string_view();
    if (!header.starts_with("PK\x03\x04") || (entry.method != 0 && entry.method != 8))
      return failed("zip_broken", inner.shown() + ": this file of the archive cannot be read; unpack it first", all());
    inner.offset = window_->at() + 30 + number_at(header, 26, 2) + number_at(header, 28, 2);
    inner.length = std::min(entry.packed,
                            origin_.offset + origin_.length - std::min(origin_.offset + origin_.length, inner.offset));
    auto slice =
        std::make_unique<ByteWindow>(std::make_unique<SliceStream>(*window_, inner.offset, inner.length), inner.offset);
    if (entry.method == 8) {
      inner.whole_only = true;
      inner.from.reset();
      slice = std::make_unique<ByteWindow>(owning(std::move(slice), inflate_raw));
    }
    reader_ = read_origin(std::move(slice), std::move(inner));
    return std::nullopt;
  }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  bool listed_ = false;
  std::vector<Entry> entries_;
  size_t at_ = 0;
  std::unique_ptr<Reader> reader_;
};

}  // namespace

std::unique_ptr<Reader> read_wacz(std::unique_ptr<ByteWindow> window, Provenance origin) {
  return std::make_unique<WaczReader>(std::move(window), std::move(origin));
}

}  // namespace fairwitness
