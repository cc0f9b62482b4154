#include "intake/members.h"
#include "intake/warc.h"

namespace fairwitness {
namespace {

class PlainWarcReader : public Reader {
 public:
  PlainWarcReader(std::unique_ptr<ByteWindow> window, Provenance origin)
      : window_(std::move(window)), origin_(std::move(origin)), records_(*window_, origin_, std::nullopt) {}

  std::optional<RawItem> next() override {
    while (items_.empty())
      if (!records_.read(items_)) return end();
    RawItem item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

 private:
  std::optional<RawItem> end() {
    std::string trouble = window_->trouble();
    if (trouble.empty() || said_) return std::nullopt;
    said_ = true;
    return failed(trouble,
                  origin_.shown() + ": breaks off after " + std::to_string(window_->at()) + " bytes; get it again",
                  origin_.place(window_->at(), 0, 0));
  }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  WarcRecords records_;
  std::deque<RawItem> items_;
  bool said_ = false;
};

// An archive whose records are members of their own, or one that was compressed as a whole: then it is one long member.
class MembersReader : public Reader {
 public:
  MembersReader(std::unique_ptr<ByteWindow> window, Provenance origin, bool zstd, std::optional<uint64_t> from)
      : window_(std::move(window)),
        origin_(std::move(origin)),
        zstd_(zstd),
        members_(*window_, zstd, origin_.options.max_record_bytes + (2 << 20)) {
    if (from) window_->jump(*from);
  }

  std::optional<RawItem> next() override {
    while (items_.empty()) {
      if (!records_ && !open_member()) return std::nullopt;
      if (records_ && !records_->read(items_)) close_member();
    }
    RawItem item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

 private:
  // False at the end of the archive.
  bool open_member() {
    auto found = members_.next();
    uint64_t at = window_->at();
    if (found == Members::Found::end) return false;
    if (found == Members::Found::broken) {
      report(zstd_ ? "zstd_broken" : "gzip_broken", at);
      return true;
    }
    if (found == Members::Found::whole) {
      start_ = at - members_.size();
      plain_ = std::make_unique<ByteWindow>(members_.bytes());
    } else {
      start_ = at;
      plain_ = std::make_unique<ByteWindow>(members_.open());
    }
    // How long a streamed member is nobody knows before its end; the rest of the archive is what can be said.
    uint64_t length = found == Members::Found::whole ? members_.size() : rest(at);
    SourcePlace place = origin_.place(start_, length, origin_.whole_only ? found_ : 0);
    records_.emplace(*plain_, origin_, place);
    return true;
  }

  void close_member() {
    found_ = records_->found();
    records_.reset();
    std::string trouble = plain_->trouble();
    plain_.reset();
    if (!trouble.empty()) report(trouble, start_);
  }

  uint64_t rest(uint64_t at) const {
    uint64_t end = origin_.offset + origin_.length;
    return end > at ? end - at : 0;
  }

  // Says which bytes are lost and goes on behind them.
  void report(std::string reason, uint64_t at) {
    members_.find_next();
    uint64_t end = window_->at();
    items_.push_back(failed(std::move(reason),
                            origin_.shown() + ", bytes " + std::to_string(at) + " to " + std::to_string(end) +
                                ": a part of the archive that cannot be unpacked; it is read on behind it",
                            origin_.place(at, end - at, 0)));
  }

  std::unique_ptr<ByteWindow> window_;
  Provenance origin_;
  bool zstd_;
  Members members_;
  uint64_t start_ = 0;
  uint32_t found_ = 0;
  std::unique_ptr<ByteWindow> plain_;
  std::optional<WarcRecords> records_;
  std::deque<RawItem> items_;
};

}  // namespace

std::unique_ptr<Reader> read_warc(std::unique_ptr<ByteWindow> window, Provenance origin, FileKind compression) {
  std::optional<uint64_t> from = origin.from;
  if (compression != FileKind::warc)
    return std::make_unique<MembersReader>(std::move(window), std::move(origin), compression == FileKind::zstd, from);
  if (from) window->jump(*from);
  return std::make_unique<PlainWarcReader>(std::move(window), std::move(origin));
}

}  // namespace fairwitness
