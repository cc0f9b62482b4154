#include "intake/members.h"

#include <libdeflate.h>
#include <zstd.h>

#include <algorithm>

#include "base/base.h"

namespace fairwitness {
namespace {

// A member is looked at whole as long as it is not longer than this, compressed.
// Most members are whole in the first look, and the less there is ahead, the less has to be moved.
constexpr size_t first_look = 256 << 10;
constexpr size_t longest_look = 8 << 20;

}  // namespace

Members::Members(ByteWindow& below, bool zstd, size_t most)
    : below_(below), zstd_(zstd), most_(most), members_(libdeflate_alloc_decompressor(), libdeflate_free_decompressor) {
  if (zstd_ && pass_zstd_dictionary(below_, dictionary_)) frames_.load(dictionary_);
}

Members::~Members() = default;

bool Members::begins_member(std::string_view bytes) const {
  if (zstd_) return bytes.starts_with("\x28\xB5\x2F\xFD");
  // RFC 1952: deflate is the only method, and three flag bits are reserved.
  return bytes.size() >= 4 && bytes.starts_with("\x1F\x8B\x08") && (bytes[3] & 0xE0) == 0;
}

bool Members::make_room(size_t size) {
  if (size <= capacity_) return true;
  if (size > most_) return false;
  out_.reset(static_cast<char*>(std::malloc(size)));
  FW_CHECK(out_ != nullptr);
  capacity_ = size;
  return true;
}

Members::Tried Members::inflate_whole() {
  std::string_view input = below_.ahead();
  if (!zstd_) {
    auto result = libdeflate_gzip_decompress_ex(members_.get(), input.data(), input.size(), out_.get(), capacity_,
                                                &used_, &out_size_);
    if (result == LIBDEFLATE_SUCCESS) return Tried::done;
    return result == LIBDEFLATE_INSUFFICIENT_SPACE ? Tried::no_room : Tried::failed;
  }
  used_ = ZSTD_findFrameCompressedSize(input.data(), input.size());
  if (ZSTD_isError(used_)) return Tried::failed;
  auto claimed = ZSTD_getFrameContentSize(input.data(), input.size());
  if (claimed != ZSTD_CONTENTSIZE_UNKNOWN && claimed > capacity_) return Tried::no_room;
  ZSTD_DCtx_reset(frames_.get(), ZSTD_reset_session_only);
  ZSTD_outBuffer out = {out_.get(), capacity_, 0};
  ZSTD_inBuffer in = {input.data(), used_, 0};
  size_t left = ZSTD_decompressStream(frames_.get(), &out, &in);
  out_size_ = out.pos;
  if (ZSTD_isError(left)) return Tried::failed;
  return left == 0 ? Tried::done : Tried::no_room;
}

Members::Found Members::next() {
  make_room(std::min<size_t>(most_, 1 << 20));
  // Padding between members: zeros, or line ends.
  while (!below_.at_end() && (below_.ahead().front() == '\0' || below_.ahead().front() == '\n')) below_.pass(1);
  if (below_.at_end()) return Found::end;
  if (!begins_member(below_.ahead(4))) return Found::broken;
  size_t look = first_look;
  for (below_.have(look);;) {
    Tried tried = inflate_whole();
    if (tried == Tried::done) {
      below_.pass(used_);
      return Found::whole;
    }
    if (tried == Tried::no_room) {
      if (capacity_ == most_) return Found::stream;
      make_room(std::min(most_, capacity_ * 4));
      continue;
    }
    // It is broken, or its end is not in the window yet.
    if (look == longest_look || !below_.have(below_.ahead().size() + 1))
      return is_sound_so_far() ? Found::stream : Found::broken;
    look *= 8;
    below_.have(look);
  }
}

// Is there nothing wrong with the member but that its end is not ahead?
bool Members::is_sound_so_far() {
  ByteWindow ahead(below_.ahead());
  auto stream = zstd_ ? unzstd_frame(ahead, dictionary_) : gunzip(ahead, true);
  for (size_t total = 0; total < longest_look * 4;) {
    size_t got = stream->read(out_.get(), capacity_);
    if (got == 0) return !stream->trouble().ends_with("_broken");
    total += got;
  }
  return true;
}

std::unique_ptr<Stream> Members::open() { return zstd_ ? unzstd_frame(below_, dictionary_) : gunzip(below_, true); }

void Members::find_next() {
  constexpr size_t step = 1 << 20;
  std::string_view magic = zstd_ ? "\x28\xB5\x2F\xFD" : "\x1F\x8B\x08";
  if (!below_.at_end()) below_.pass(1);
  while (!below_.at_end()) {
    size_t found = below_.find(magic, 0, step);
    if (found == std::string_view::npos) {
      size_t seen = std::min(step, below_.ahead(step).size());
      below_.pass(seen == step ? seen - magic.size() + 1 : seen);
      continue;
    }
    below_.pass(found);
    if (holds_record(below_.ahead(64 << 10))) return;
    below_.pass(1);
  }
}

bool Members::holds_record(std::string_view bytes) {
  if (!begins_member(bytes)) return false;
  if (!zstd_) return peek_.begins_with(bytes, "WARC/");
  ZSTD_DCtx_reset(frames_.get(), ZSTD_reset_session_only);
  char first[5];
  ZSTD_outBuffer out = {first, sizeof first, 0};
  ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
  while (out.pos < out.size) {
    size_t before = in.pos + out.pos;
    if (ZSTD_isError(ZSTD_decompressStream(frames_.get(), &out, &in)) || in.pos + out.pos == before) return false;
  }
  return std::string_view(first, sizeof first) == "WARC/";
}

}  // namespace fairwitness
