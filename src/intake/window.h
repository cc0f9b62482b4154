// Bytes that flow: streams (a file, memory, something inflated) and a window that moves over one.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace fairwitness {

// A source of bytes, read once from front to back.
class Stream {
 public:
  virtual ~Stream() = default;
  // Up to `room` bytes; 0 at the end or where reading cannot go on, which `trouble` tells apart.
  virtual size_t read(char* into, size_t room) = 0;
  // "" or a short stable word for why the stream ended before its end (read_error, gzip_broken,
  // gzip_cut, bomb ...).
  virtual std::string trouble() const { return {}; }
  // Goes on at another offset; false where the stream cannot.
  virtual bool seek(uint64_t) { return false; }
};

class MemoryStream : public Stream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  size_t read(char* into, size_t room) override;
  bool seek(uint64_t at) override;

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

// Part of an open file, or all that comes through a pipe. The descriptor is closed unless it is standard input.
// Reading a file that shrinks meanwhile just ends early, which a mapped file would not survive.
class FileStream : public Stream {
 public:
  explicit FileStream(int descriptor, uint64_t begin = 0, uint64_t end = UINT64_MAX);
  ~FileStream() override;
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  size_t read(char* into, size_t room) override;
  std::string trouble() const override { return failed_ ? "read_error" : ""; }
  bool seek(uint64_t at) override;

 private:
  int descriptor_;
  uint64_t at_, end_;
  bool seekable_ = false;
  bool failed_ = false;
};

// The bytes ahead in a stream, as many as somebody asks for. Views are good until the next call that is not const.
class ByteWindow {
 public:
  explicit ByteWindow(std::unique_ptr<Stream> stream, uint64_t offset = 0);
  // Over bytes that stay where they are; nothing is copied.
  explicit ByteWindow(std::string_view bytes);

  // Sees to it that `size` bytes are ahead, or all that is left. True when there are that many.
  bool have(size_t size);
  std::string_view ahead() const { return {data_ + begin_, end_ - begin_}; }
  // At most `size` bytes of what is ahead, after have(size).
  std::string_view ahead(size_t size) {
    have(size);
    return ahead().substr(0, size);
  }
  void pass(size_t size);
  // Passes over bytes that need not be kept. The number really passed.
  uint64_t skip(uint64_t size);
  bool at_end() { return !have(1); }

  // The offset of the first byte ahead in the stream (plus the offset given at the start).
  uint64_t at() const { return offset_; }
  std::string trouble() const { return stream_ ? stream_->trouble() : std::string(); }
  // Goes on at another offset of the stream; false (and nothing happens) where the stream cannot.
  bool jump(uint64_t at);

  // Offset of the first occurrence of `needle` at or behind `from` bytes ahead, npos if there is none within `limit`.
  size_t find(std::string_view needle, size_t from, size_t limit);

 private:
  struct Free {
    void operator()(char* block) const { std::free(block); }
  };
  void grow(size_t size);

  std::unique_ptr<Stream> stream_;
  std::unique_ptr<char, Free> buffer_;
  const char* data_ = nullptr;  // the buffer, or the bytes that are somebody else's
  size_t capacity_ = 0, begin_ = 0, end_ = 0;
  uint64_t offset_;
  bool ended_ = false;
};

}  // namespace fairwitness
