#include "intake/inflate.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

#include "base/base.h"

namespace fairwitness {
namespace {

constexpr size_t input_step = 64 << 10;

class ZlibStream : public Stream {
 public:
  ZlibStream(Window& below, int window_bits, bool one_member) : below_(below), one_member_(one_member) {
    FW_CHECK(inflateInit2(&state_, window_bits) == Z_OK);
  }
  ~ZlibStream() override { inflateEnd(&state_); }
  ZlibStream(const ZlibStream&) = delete;
  ZlibStream& operator=(const ZlibStream&) = delete;

  size_t read(char* into, size_t room) override {
    room = std::min<size_t>(room, 1u << 30);
    state_.next_out = reinterpret_cast<Bytef*>(into);
    state_.avail_out = static_cast<uInt>(room);
    while (!ended_ && state_.avail_out == room) step();
    return room - state_.avail_out;
  }
  std::string trouble() const override { return broken_ ? "gzip_broken" : ""; }

 private:
  void step() {
    std::string_view input = below_.ahead(1).empty() ? std::string_view() : below_.ahead().substr(0, input_step);
    if (input.empty()) {
      broken_ = true;
      ended_ = true;
      return;
    }
    state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    state_.avail_in = static_cast<uInt>(input.size());
    int result = inflate(&state_, Z_NO_FLUSH);
    below_.pass(input.size() - state_.avail_in);
    if (result == Z_STREAM_END) {
      next_member();
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      broken_ = true;
      ended_ = true;
    }
  }

  // Zeros may pad a gzip file, and what stands behind its members is not gzip any more and does no harm.
  void next_member() {
    ended_ = one_member_ || !below_.ahead(2).starts_with("\x1F\x8B");
    if (!ended_) FW_CHECK(inflateReset(&state_) == Z_OK);
  }

  Window& below_;
  bool one_member_;
  z_stream state_ = {};
  bool ended_ = false, broken_ = false;
};

class ZstdStream : public Stream {
 public:
  explicit ZstdStream(Window& below) : below_(below), state_(ZSTD_createDCtx()) {
    FW_CHECK(state_ != nullptr);
    // Frames that ask for more than 128 MiB of memory are refused.
    ZSTD_DCtx_setParameter(state_, ZSTD_d_windowLogMax, 27);
  }
  ~ZstdStream() override { ZSTD_freeDCtx(state_); }
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;

  size_t read(char* into, size_t room) override {
    if (!started_) load_dictionary();
    started_ = true;
    ZSTD_outBuffer out = {into, room, 0};
    while (!ended_ && out.pos == 0) {
      std::string_view input = below_.ahead(1).empty() ? std::string_view() : below_.ahead().substr(0, input_step);
      if (input.empty()) {
        broken_ = broken_ || inside_frame_;
        ended_ = true;
        break;
      }
      ZSTD_inBuffer in = {input.data(), input.size(), 0};
      size_t left = ZSTD_decompressStream(state_, &out, &in);
      below_.pass(in.pos);
      broken_ = ZSTD_isError(left);
      ended_ = broken_;
      inside_frame_ = left != 0;
    }
    return out.pos;
  }
  std::string trouble() const override { return broken_ ? "zstd_broken" : ""; }

 private:
  // "Zstandard Compression for WARC Files 1.0", section 2: a skippable frame 0x184D2A5D in front holds the dictionary,
  // perhaps compressed itself.
  void load_dictionary() {
    constexpr size_t largest = 16 << 20;
    std::string_view head = below_.ahead(8);
    if (head.size() < 8 || !head.starts_with("\x5D\x2A\x4D\x18")) return;
    size_t size = 0;
    for (int i = 7; i >= 4; --i) size = size << 8 | static_cast<unsigned char>(head[static_cast<size_t>(i)]);
    if (size > largest || !below_.have(8 + size)) {
      broken_ = ended_ = true;
      return;
    }
    std::string dictionary(below_.ahead().substr(8, size));
    below_.pass(8 + size);
    if (dictionary.starts_with("\x28\xB5\x2F\xFD")) {
      std::string raw(largest, '\0');
      size_t got = ZSTD_decompress(raw.data(), raw.size(), dictionary.data(), dictionary.size());
      raw.resize(ZSTD_isError(got) ? 0 : got);
      dictionary = std::move(raw);
    }
    broken_ = ended_ = ZSTD_isError(ZSTD_DCtx_loadDictionary(state_, dictionary.data(), dictionary.size()));
  }

  Window& below_;
  ZSTD_DCtx* state_;
  bool started_ = false, ended_ = false, broken_ = false, inside_frame_ = false;
};

class BrotliStream : public Stream {
 public:
  explicit BrotliStream(Window& below) : below_(below), state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    FW_CHECK(state_ != nullptr);
  }
  ~BrotliStream() override { BrotliDecoderDestroyInstance(state_); }
  BrotliStream(const BrotliStream&) = delete;
  BrotliStream& operator=(const BrotliStream&) = delete;

  size_t read(char* into, size_t room) override {
    auto* out = reinterpret_cast<uint8_t*>(into);
    size_t left = room;
    while (!ended_ && left == room) {
      std::string_view input = below_.ahead(1).empty() ? std::string_view() : below_.ahead().substr(0, input_step);
      const auto* in = reinterpret_cast<const uint8_t*>(input.data());
      size_t in_left = input.size();
      auto result = BrotliDecoderDecompressStream(state_, &in_left, &in, &left, &out, nullptr);
      below_.pass(input.size() - in_left);
      bool starved = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && input.empty();
      broken_ = result == BROTLI_DECODER_RESULT_ERROR || starved;
      ended_ = broken_ || result == BROTLI_DECODER_RESULT_SUCCESS;
    }
    return room - left;
  }
  std::string trouble() const override { return broken_ ? "brotli_broken" : ""; }

 private:
  Window& below_;
  BrotliDecoderState* state_;
  bool ended_ = false, broken_ = false;
};

class OwningStream : public Stream {
 public:
  OwningStream(std::unique_ptr<Window> below, std::unique_ptr<Stream> (*open)(Window&))
      : below_(std::move(below)), stream_(open(*below_)) {}
  size_t read(char* into, size_t room) override { return stream_->read(into, room); }
  std::string trouble() const override {
    std::string trouble = stream_->trouble();
    return trouble.empty() ? below_->trouble() : trouble;
  }

 private:
  std::unique_ptr<Window> below_;
  std::unique_ptr<Stream> stream_;
};

}  // namespace

std::unique_ptr<Stream> gunzip(Window& below, bool one_member) {
  return std::make_unique<ZlibStream>(below, 16 + MAX_WBITS, one_member);
}

std::unique_ptr<Stream> inflate_deflate(Window& below) {
  std::string_view head = below.ahead(2);
  bool zlib = head.size() == 2 && (head[0] & 0x0F) == 8 &&
              (static_cast<unsigned char>(head[0]) * 256 + static_cast<unsigned char>(head[1])) % 31 == 0;
  return std::make_unique<ZlibStream>(below, zlib ? MAX_WBITS : -MAX_WBITS, true);
}

std::unique_ptr<Stream> unzstd(Window& below) { return std::make_unique<ZstdStream>(below); }
std::unique_ptr<Stream> unbrotli(Window& below) { return std::make_unique<BrotliStream>(below); }

std::unique_ptr<Stream> owning(std::unique_ptr<Window> below, std::unique_ptr<Stream> (*open)(Window&)) {
  return std::make_unique<OwningStream>(std::move(below), open);
}

}  // namespace fairwitness
