// Bytes that are not in the source as they stand: decoded references, joined texts, lower-cased names. They never move.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace fairwitness::page {

// How far to grow an array of nodes or attributes that is full. The first step goes to where nearly every page ends (an
// item for three bytes of source), so that a hostile page is not copied many times; a few more than `most` make room
// for what one token adds. Memory that is set aside and not written to costs nothing.
inline size_t next_capacity(size_t capacity, size_t source_size, size_t most) {
  const size_t wanted = 2 * capacity > source_size / 3 + 64 ? 2 * capacity : source_size / 3 + 64;
  return wanted < most + 1024 || capacity >= most + 1024 ? wanted : most + 1024;
}

class Arena {
 public:
  char* allocate(size_t size) {
    if (size > static_cast<size_t>(limit_ - top_)) add_block(size);
    char* bytes = top_;
    top_ += size;
    return bytes;
  }
  std::string_view join(std::string_view one, std::string_view other) {
    char* bytes = allocate(one.size() + other.size());
    if (!one.empty()) std::memcpy(bytes, one.data(), one.size());
    if (!other.empty()) std::memcpy(bytes + one.size(), other.data(), other.size());
    return {bytes, one.size() + other.size()};
  }

  // One text at a time can be built up at the top: start, any number of appends, finish.
  void start() { built_ = top_; }
  void append(std::string_view text) {
    if (text.empty()) return;
    if (text.size() > static_cast<size_t>(limit_ - top_)) move_built(text.size());
    std::memcpy(top_, text.data(), text.size());
    top_ += text.size();
  }
  void append(char byte) { append(std::string_view(&byte, 1)); }
  std::string_view finish() {
    // A view of an empty text still points somewhere: a null view means "not there" to readers of attributes.
    return built_ ? std::string_view(built_, static_cast<size_t>(top_ - built_)) : std::string_view("", 0);
  }

  // `text` with `more` behind it, in place, when `text` is the last thing written and there is room.
  bool grow_last(std::string_view& text, std::string_view more) {
    if (!top_ || text.data() + text.size() != top_ || more.size() > static_cast<size_t>(limit_ - top_)) return false;
    std::memcpy(top_, more.data(), more.size());
    top_ += more.size();
    text = {text.data(), text.size() + more.size()};
    return true;
  }

 private:
  void add_block(size_t size) {
    // Blocks double up to a size where the cost of one more is nothing against filling it.
    size_t room = size > next_room_ ? size : next_room_;
    if (next_room_ < (size_t{1} << 20)) next_room_ *= 2;
    blocks_.push_back(std::unique_ptr<char[]>(new char[room]));
    top_ = blocks_.back().get();
    limit_ = top_ + room;
  }
  void move_built(size_t more) {
    const char* from = built_;
    const size_t size = static_cast<size_t>(top_ - built_);
    add_block(2 * (size + more));
    built_ = top_;
    if (size) std::memcpy(top_, from, size);
    top_ += size;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* top_ = nullptr;
  char* limit_ = nullptr;
  char* built_ = nullptr;
  size_t next_room_ = 2048;
};

}  // namespace fairwitness::page
