// Clean text as it grows, with the way back to the source bytes. White space is collapsed as a browser would, no-break
// and typographic spaces become plain ones, soft hyphens, zero-width and control characters are left out. Zero-width
// joiners stay, since Persian and Indic spelling and emoji need them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace fairwitness {

class CleanText {
 public:
  // Starts a block, "\n\n" away from the one before it.
  void open_block();
  // Ends it and gives its span, white space at its edges left out; empty when nothing was put into it.
  Span close_block();
  // Takes back everything since open_block().
  void cancel_block();

  // `bytes` is valid UTF-8 that stands at source offset `source`, byte for byte.
  void append(std::string_view bytes, uint32_t source);
  // `bytes` came out of the `source_length` bytes at `source` in some other way (a character reference).
  void append_from(std::string_view bytes, uint32_t source, uint32_t source_length);
  // White space without a source: an element's edge, a line break.
  void space() {
    pending_ = true;
    pending_source_ = nowhere;
  }
  // A mark of ours without a source, between the cells of a table.
  void mark(std::string_view bytes) {
    flush_space();
    text_ += bytes;
  }

  const std::string& text() const { return text_; }
  std::string_view block() const { return std::string_view(text_).substr(block_begin_); }
  size_t block_size() const { return text_.size() - block_begin_; }
  // Shortens the open block to its first `size` bytes.
  void cut_block(size_t size);

  void move_into(Article& article);

 private:
  static constexpr uint32_t nowhere = 0xFFFFFFFFu;
  void flush_space();
  void run(std::string_view bytes, uint32_t source, uint32_t source_length);

  std::string text_;
  std::vector<MapRun> map_;
  size_t block_begin_ = 0;
  size_t block_runs_ = 0;
  bool pending_ = false;
  uint32_t pending_source_ = nowhere;  // where the white space is one plain space in the source
};

// The end of the longest run from `at` on that stays as it is: printable ASCII, spaces single and between words.
size_t plain_run(std::string_view text, size_t at);

// How a code point counts in clean text.
enum class Spacing : uint8_t { none, space, nothing };
Spacing spacing_of(std::string_view text, size_t at, size_t& length);

}  // namespace fairwitness
