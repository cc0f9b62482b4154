#include "intake/window.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/base.h"

namespace fairwitness {
namespace {
constexpr size_t least_read =
    256 << 10;  // big enough that system calls cost nothing, small enough to stay in the cache
}

size_t MemoryStream::read(char* into, size_t room) {
  size_t size = std::min(room, bytes_.size() - at_);
  if (size) std::memcpy(into, bytes_.data() + at_, size);
  at_ += size;
  return size;
}

bool MemoryStream::seek(uint64_t at) {
  at_ = static_cast<size_t>(std::min<uint64_t>(at, bytes_.size()));
  return true;
}

FileStream::FileStream(int descriptor, uint64_t begin, uint64_t end) : descriptor_(descriptor), at_(begin), end_(end) {
  struct stat status;
  seekable_ = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

FileStream::~FileStream() {
  if (descriptor_ > 0) ::close(descriptor_);
}

bool FileStream::seek(uint64_t at) {
  if (seekable_) at_ = std::min(at, end_);
  return seekable_;
}

size_t FileStream::read(char* into, size_t room) {
  room = static_cast<size_t>(std::min<uint64_t>(room, end_ - at_));
  for (;;) {
    ssize_t got =
        seekable_ ? ::pread(descriptor_, into, room, static_cast<off_t>(at_)) : ::read(descriptor_, into, room);
    if (got < 0 && errno == EINTR) continue;
    failed_ = failed_ || got < 0;
    if (got <= 0) return 0;
    at_ += static_cast<uint64_t>(got);
    return static_cast<size_t>(got);
  }
}

ByteWindow::ByteWindow(std::unique_ptr<Stream> stream, uint64_t offset) : stream_(std::move(stream)), offset_(offset) {}

ByteWindow::ByteWindow(std::string_view bytes) : data_(bytes.data()), end_(bytes.size()), offset_(0), ended_(true) {}

bool ByteWindow::jump(uint64_t at) {
  if (at == offset_) return true;
  if (!stream_ || !stream_->seek(at)) return false;
  begin_ = end_ = 0;
  offset_ = at;
  ended_ = false;
  return true;
}

// Room for `size` bytes ahead, and a good part more, so that moving the bytes to the front is paid for by what is read
// afterwards. A large block grows in place where the system can (realloc), which keeps the peak at one buffer.
void ByteWindow::grow(size_t size) {
  size_t kept = end_ - begin_;
  if (kept && begin_) std::memmove(buffer_.get(), buffer_.get() + begin_, kept);
  begin_ = 0;
  end_ = kept;
  size_t wanted = size + std::max(size / 4, least_read);
  if (wanted <= capacity_) return;
  void* larger = std::realloc(buffer_.get(), wanted);
  FW_CHECK(larger != nullptr);
  static_cast<void>(buffer_.release());
  buffer_.reset(static_cast<char*>(larger));
  data_ = buffer_.get();
  capacity_ = wanted;
}

bool ByteWindow::have(size_t size) {
  while (end_ - begin_ < size && !ended_) {
    // Grown step by step, since a size that somebody claims may not be there.
    size_t step = std::min(size, std::max<size_t>(2 * (end_ - begin_), least_read));
    if (capacity_ - begin_ < step || capacity_ == end_) grow(std::max(step, end_ - begin_ + 1));
    size_t got = stream_->read(buffer_.get() + end_, capacity_ - end_);
    ended_ = got == 0;
    end_ += got;
  }
  return end_ - begin_ >= size;
}

void ByteWindow::pass(size_t size) {
  FW_CHECK(size <= end_ - begin_);
  begin_ += size;
  offset_ += size;
  if (begin_ == end_) begin_ = end_ = 0;
}

uint64_t ByteWindow::skip(uint64_t size) {
  uint64_t passed = 0;
  while (passed < size && have(1)) {
    size_t part = static_cast<size_t>(std::min<uint64_t>(size - passed, end_ - begin_));
    pass(part);
    passed += part;
  }
  return passed;
}

size_t ByteWindow::find(std::string_view needle, size_t from, size_t limit) {
  for (size_t searched = from;;) {
    size_t found = ahead().substr(0, limit).find(needle, searched);
    if (found != std::string_view::npos) return found;
    size_t seen = std::min(ahead().size(), limit);
    if (seen == limit) return std::string_view::npos;
    searched = std::max(from, seen - std::min(seen, needle.size() - 1));
    if (!have(std::min(limit, std::max(2 * seen, least_read)))) {
      if (ahead().size() == seen) return std::string_view::npos;
    }
  }
}

}  // namespace fairwitness
