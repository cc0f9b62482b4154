// Members of a compressed archive (gzip members, zstd frames), one at a time.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "intake/inflate.h"
#include "intake/window.h"

struct libdeflate_decompressor;

namespace fairwitness {

// Takes the member ahead in a window apart, whole in memory when it is small, as a stream when it is not.
class Members {
 public:
  enum class Found { whole, stream, broken, end };

  // `zstd`: frames, the first of which may be a dictionary. `most`: bytes that a whole member may have when inflated.
  Members(ByteWindow& below, bool zstd, size_t most);
  ~Members();
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  // What stands at the window's front.
  //  whole: bytes() are the member, size() its compressed size; the window stands behind it.
  //  stream: open() reads it; the window moves along.
  //  broken: neither; the window stands where it stood. find_next() goes on.
  Found next();
  std::string_view bytes() const { return {out_.get(), out_size_}; }
  size_t size() const { return used_; }
  std::unique_ptr<Stream> open();

  // Moves the window behind its first byte to the next member that holds a WARC record, or to the end.
  void find_next();

 private:
  enum class Tried { done, no_room, failed };
  Tried inflate_whole();
  bool make_room(size_t size);
  bool begins_member(std::string_view bytes) const;
  bool holds_record(std::string_view bytes);
  bool is_sound_so_far();

  struct Free {
    void operator()(char* block) const { std::free(block); }
  };
  ByteWindow& below_;
  bool zstd_;
  size_t most_;
  std::string dictionary_;
  ZstdState frames_;
  GzipPeek peek_;
  std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> members_;
  std::unique_ptr<char, Free> out_;
  size_t capacity_ = 0, out_size_ = 0, used_ = 0;
};

}  // namespace fairwitness
