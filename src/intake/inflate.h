// Compressed bytes as streams. A bomb (more than 300:1 over a quarter of a gigabyte) ends with trouble
// "bomb". The fast way for whole gzip members stands in members.cc.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "intake/window.h"

struct ZSTD_DCtx_s;
struct z_stream_s;

namespace fairwitness {

// What stands in a gzip file, all its members one behind the other. `below` stands at the first byte.
// `one_member`: ends behind the first member, and `below` then stands behind it.
std::unique_ptr<Stream> gunzip(ByteWindow& below, bool one_member = false);
// A zlib or a raw deflate stream, as HTTP's "deflate" may be either.
std::unique_ptr<Stream> inflate_deflate(ByteWindow& below);
std::unique_ptr<Stream> inflate_raw(ByteWindow& below);
// All zstd frames; a dictionary frame in front (WARC-zstd) is used for the rest.
std::unique_ptr<Stream> unzstd(ByteWindow& below);
// One frame, with the dictionary if there is one.
std::unique_ptr<Stream> unzstd_frame(ByteWindow& below, std::string_view dictionary);
std::unique_ptr<Stream> unbrotli(ByteWindow& below);

// Looks at the first bytes in a gzip member.
class GzipPeek {
 public:
  GzipPeek();
  ~GzipPeek();
  GzipPeek(const GzipPeek&) = delete;
  GzipPeek& operator=(const GzipPeek&) = delete;
  bool begins_with(std::string_view compressed, std::string_view text);

 private:
  std::unique_ptr<z_stream_s> state_;
};

// A zstd decoder with the limits we want.
class ZstdState {
 public:
  ZstdState();
  ~ZstdState();
  ZstdState(const ZstdState&) = delete;
  ZstdState& operator=(const ZstdState&) = delete;
  bool load(std::string_view dictionary);
  ZSTD_DCtx_s* get() { return state_; }

 private:
  ZSTD_DCtx_s* state_;
};

// "Zstandard Compression for WARC Files 1.0", section 2: a skippable frame 0x184D2A5D in front holds the dictionary for
// all frames, perhaps compressed itself. Passes over it; false when there is none.
bool pass_zstd_dictionary(ByteWindow& below, std::string& dictionary);

// A stream that owns what it reads from.
std::unique_ptr<Stream> owning(std::unique_ptr<ByteWindow> below, std::unique_ptr<Stream> (*open)(ByteWindow&));

}  // namespace fairwitness
