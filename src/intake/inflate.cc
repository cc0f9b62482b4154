#include "intake/inflate.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

#include "base/base.h"

namespace fairwitness {
namespace {

constexpr size_t input_step = 64 << 10;

// Deflate can blow one byte up to a thousand. Text never does that over a quarter of a gigabyte.
class Ratio {
 public:
  bool is_bomb(size_t in, size_t out) {
    in_ += in;
    out_ += out;
    return out_ > (256u << 20) && out_ / 300 > in_;
  }

 private:
  uint64_t in_ = 0, out_ = 0;
};

class ZlibStream : public Stream {
 public:
  ZlibStream(ByteWindow& below, int window_bits, bool one_member) : below_(below), one_member_(one_member) {
    FW_CHECK(inflateInit2(&state_, window_bits) == Z_OK);
  }
  ~ZlibStream() override { inflateEnd(&state_); }
  ZlibStream(const ZlibStream&) = delete;
  ZlibStream& operator=(const ZlibStream&) = delete;

  size_t read(char* into, size_t room) override {
    room = std::min<size_t>(room, 1u << 30);
    state_.next_out = reinterpret_cast<Bytef*>(into);
    state_.avail_out = static_cast<uInt>(room);
    uint64_t before = below_.at();
    while (!ended_ && state_.avail_out == room) step();
    if (ratio_.is_bomb(below_.at() - before, room - state_.avail_out)) bomb_ = ended_ = true;
    return room - state_.avail_out;
  }
  std::string trouble() const override { return bomb_ ? "bomb" : cut_ ? "gzip_cut" : broken_ ? "gzip_broken" : ""; }

 private:
  void step() {
    std::string_view input = below_.ahead(1).empty() ? std::string_view() : below_.ahead().substr(0, input_step);
    if (input.empty()) {
      cut_ = ended_ = true;
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

  ByteWindow& below_;
  bool one_member_;
  z_stream state_ = {};
  Ratio ratio_;
  bool ended_ = false, broken_ = false, cut_ = false, bomb_ = false;
};

class ZstdStream : public Stream {
 public:
  ZstdStream(ByteWindow& below, std::string_view dictionary, bool one_frame) : below_(below), one_frame_(one_frame) {
    if (!dictionary.empty()) broken_ = ended_ = !state_.load(dictionary);
  }

  size_t read(char* into, size_t room) override {
    if (!started_ && !one_frame_) load_dictionary();
    started_ = true;
    ZSTD_outBuffer out = {into, room, 0};
    uint64_t before = below_.at();
    while (!ended_ && out.pos == 0) step(out);
    if (ratio_.is_bomb(below_.at() - before, out.pos)) bomb_ = ended_ = true;
    return out.pos;
  }
  std::string trouble() const override { return bomb_ ? "bomb" : cut_ ? "zstd_cut" : broken_ ? "zstd_broken" : ""; }

 private:
  void step(ZSTD_outBuffer& out) {
    std::string_view input = below_.ahead(1).empty() ? std::string_view() : below_.ahead().substr(0, input_step);
    if (input.empty()) {
      cut_ = inside_frame_;
      ended_ = true;
      return;
    }
    ZSTD_inBuffer in = {input.data(), input.size(), 0};
    size_t left = ZSTD_decompressStream(state_.get(), &out, &in);
    below_.pass(in.pos);
    broken_ = ZSTD_isError(left);
    inside_frame_ = left != 0;
    ended_ = broken_ || (one_frame_ && !inside_frame_);
  }

  void load_dictionary() {
    std::string dictionary;
    if (pass_zstd_dictionary(below_, dictionary)) broken_ = ended_ = !state_.load(dictionary);
  }

  ByteWindow& below_;
  ZstdState state_;
  Ratio ratio_;
  bool one_frame_, started_ = false, ended_ = false, broken_ = false, cut_ = false, bomb_ = false,
                   inside_frame_ = false;
};

class BrotliStream : public Stream {
 public:
  explicit BrotliStream(ByteWindow& below)
      : below_(below), state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    FW_CHECK(state_ != nullptr);
  }
  ~BrotliStream() override { BrotliDecoderDestroyInstance(state_); }
  BrotliStream(const BrotliStream&) = delete;
  BrotliStream& operator=(const BrotliStream&) = delete;

  size_t read(char* into, size_t room) override {
    auto* out = reinterpret_cast<uint8_t*>(into);
    size_t left = room;
    uint64_t before = below_.at();
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
    if (ratio_.is_bomb(below_.at() - before, room - left)) bomb_ = ended_ = true;
    return room - left;
  }
  std::string trouble() const override { return bomb_ ? "bomb" : broken_ ? "brotli_broken" : ""; }

 private:
  ByteWindow& below_;
  BrotliDecoderState* state_;
  Ratio ratio_;
  bool ended_ = false, broken_ = false, bomb_ = false;
};

class OwningStream : public Stream {
 public:
  OwningStream(std::unique_ptr<ByteWindow> below, std::unique_ptr<Stream> (*open)(ByteWindow&))
      : below_(std::move(below)), stream_(open(*below_)) {}
  size_t read(char* into, size_t room) override { return stream_->read(into, room); }
  std::string trouble() const override {
    std::string trouble = stream_->trouble();
    return trouble.empty() ? below_->trouble() : trouble;
  }

 private:
  std::unique_ptr<ByteWindow> below_;
  std::unique_ptr<Stream> stream_;
};

}  // namespace

std::unique_ptr<Stream> gunzip(ByteWindow& below, bool one_member) {
  return std::make_unique<ZlibStream>(below, 16 + MAX_WBITS, one_member);
}

std::unique_ptr<Stream> inflate_deflate(ByteWindow& below) {
  std::string_view head = below.ahead(2);
  bool zlib = head.size() == 2 && (head[0] & 0x0F) == 8 &&
              (static_cast<unsigned char>(head[0]) * 256 + static_cast<unsigned char>(head[1])) % 31 == 0;
  return std::make_unique<ZlibStream>(below, zlib ? MAX_WBITS : -MAX_WBITS, true);
}

std::unique_ptr<Stream> inflate_raw(ByteWindow& below) { return std::make_unique<ZlibStream>(below, -MAX_WBITS, true); }

GzipPeek::GzipPeek() : state_(new z_stream{}) { FW_CHECK(inflateInit2(state_.get(), 16 + MAX_WBITS) == Z_OK); }

GzipPeek::~GzipPeek() { inflateEnd(state_.get()); }

bool GzipPeek::begins_with(std::string_view compressed, std::string_view text) {
  char first[16];
  FW_CHECK(text.size() <= sizeof first && inflateReset(state_.get()) == Z_OK);
  state_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  state_->avail_in = static_cast<uInt>(compressed.size());
  state_->next_out = reinterpret_cast<Bytef*>(first);
  state_->avail_out = static_cast<uInt>(text.size());
  int result = inflate(state_.get(), Z_SYNC_FLUSH);
  return (result == Z_OK || result == Z_STREAM_END) && state_->avail_out == 0 &&
         std::string_view(first, text.size()) == text;
}

ZstdState::ZstdState() : state_(ZSTD_createDCtx()) {
  FW_CHECK(state_ != nullptr);
  // Frames that ask for more than 128 MiB of memory are refused.
  ZSTD_DCtx_setParameter(state_, ZSTD_d_windowLogMax, 27);
}

ZstdState::~ZstdState() { ZSTD_freeDCtx(state_); }

bool ZstdState::load(std::string_view dictionary) {
  return !ZSTD_isError(ZSTD_DCtx_loadDictionary(state_, dictionary.data(), dictionary.size()));
}

bool pass_zstd_dictionary(ByteWindow& below, std::string& dictionary) {
  constexpr size_t largest = 16 << 20;
  std::string_view head = below.ahead(8);
  if (head.size() < 8 || !head.starts_with("\x5D\x2A\x4D\x18")) return false;
  size_t size = 0;
  for (size_t i = 8; i-- > 4;) size = size << 8 | static_cast<unsigned char>(head[i]);
  if (size > largest || !below.have(8 + size)) return false;
  dictionary.assign(below.ahead().substr(8, size));
  below.pass(8 + size);
  if (dictionary.starts_with("\x28\xB5\x2F\xFD")) {
    std::string raw(largest, '\0');
    size_t got = ZSTD_decompress(raw.data(), raw.size(), dictionary.data(), dictionary.size());
    raw.resize(ZSTD_isError(got) ? 0 : got);
    dictionary = std::move(raw);
  }
  return true;
}

std::unique_ptr<Stream> unzstd(ByteWindow& below) {
  return std::make_unique<ZstdStream>(below, std::string_view(), false);
}

std::unique_ptr<Stream> unzstd_frame(ByteWindow& below, std::string_view dictionary) {
  return std::make_unique<ZstdStream>(below, dictionary, true);
}

std::unique_ptr<Stream> unbrotli(ByteWindow& below) { return std::make_unique<BrotliStream>(below); }

std::unique_ptr<Stream> owning(std::unique_ptr<ByteWindow> below, std::unique_ptr<Stream> (*open)(ByteWindow&)) {
  return std::make_unique<OwningStream>(std::move(below), open);
}

}  // namespace fairwitness
