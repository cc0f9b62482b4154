#include "article/clean_text.h"

#include <algorithm>
#include <bit>

#include "base/bytes16.h"

namespace fairwitness {
namespace {

unsigned char byte_at(std::string_view text, size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool printable(char c) { return c > 0x20 && c < 0x7F; }

// U+2000 ... U+206F: E2 80 xx and E2 81 xx.
Spacing general_punctuation(unsigned char second, unsigned char third) {
  if (second == 0x80) {
    if (third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF) return Spacing::space;
    if (third == 0x8B || third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE)) return Spacing::nothing;
  }
  if (second == 0x81) {
    if (third == 0x9F) return Spacing::space;
    if (third == 0xA0 || (third >= 0xA6 && third <= 0xA9)) return Spacing::nothing;
  }
  return Spacing::none;
}

}  // namespace

Spacing spacing_of(std::string_view text, size_t at, size_t& length) {
  const unsigned char first = byte_at(text, at), second = byte_at(text, at + 1), third = byte_at(text, at + 2);
  length = 1;
  if (first <= 0x20) return Spacing::space;
  if (first == 0x7F) return Spacing::nothing;
  if (first == 0xC2) {
    length = 2;
    if (second == 0xA0 || second == 0x85) return Spacing::space;
    return second == 0xAD || second < 0xA0 ? Spacing::nothing : Spacing::none;
  }
  if (first != 0xE2 && first != 0xE3 && first != 0xEF) return Spacing::none;
  length = 3;
  if (first == 0xE2) return general_punctuation(second, third);
  if (first == 0xE3) return second == 0x80 && third == 0x80 ? Spacing::space : Spacing::none;
  const bool mark = (second == 0xBB && third == 0xBF) || (second == 0xBF && third == 0xBC);
  return mark ? Spacing::nothing : Spacing::none;
}

size_t plain_run(std::string_view text, size_t at) {
  const size_t begin = at, size = text.size();
  while (at < size) {
    if (at + Bytes16::size <= size) {
      const Bytes16 bytes(text.data() + at);
      const uint32_t print = bytes.between(0x21, 0x7E), after_print = print << 1 | (at > begin && text[at - 1] != ' ');
      const uint32_t plain = print | (bytes.equal(' ') & after_print & print >> 1);
      const auto run = static_cast<size_t>(std::countr_one(plain));
      at += run;
      if (run == Bytes16::size) continue;
      if (run + 1 < Bytes16::size) break;  // what follows the last one is not known here
    }
    const bool single =
        text[at] == ' ' && at > begin && text[at - 1] != ' ' && at + 1 < size && printable(text[at + 1]);
    if (!printable(text[at]) && !single) break;
    ++at;
  }
  return at;
}

void CleanText::open_block() {
  if (!text_.empty()) text_ += "\n\n";
  block_begin_ = text_.size();
  block_runs_ = map_.size();
  pending_ = false;
  pending_source_ = nowhere;
}

Span CleanText::close_block() {
  pending_ = false;
  if (block_size() == 0) {
    cancel_block();
    return {};
  }
  return {static_cast<uint32_t>(block_begin_), static_cast<uint32_t>(text_.size())};
}

void CleanText::cancel_block() {
  text_.resize(block_begin_ >= 2 ? block_begin_ - 2 : 0);
  map_.resize(block_runs_);
  block_begin_ = text_.size();
  pending_ = false;
}

void CleanText::cut_block(size_t size) {
  size_t end = std::min(text_.size(), block_begin_ + size);
  while (end > block_begin_ && text_[end - 1] == ' ') --end;
  text_.resize(end);
  while (map_.size() > block_runs_ && map_.back().text_begin >= end) map_.pop_back();
  if (map_.size() > block_runs_ && map_.back().text_begin + map_.back().text_length > end) {
    MapRun& last = map_.back();
    const bool exact = last.text_length == last.source_length;
    last.text_length = static_cast<uint32_t>(end) - last.text_begin;
    if (exact) last.source_length = last.text_length;
  }
}

void CleanText::run(std::string_view bytes, uint32_t source, uint32_t source_length) {
  const auto at = static_cast<uint32_t>(text_.size()), length = static_cast<uint32_t>(bytes.size());
  text_ += bytes;
  if (map_.size() > block_runs_ && length == source_length) {
    MapRun& last = map_.back();
    if (last.text_length == last.source_length && last.text_begin + last.text_length == at &&
        last.source_begin + last.source_length == source) {
      last.text_length += length;
      last.source_length += length;
      return;
    }
  }
  map_.push_back({at, length, source, source_length});
}

void CleanText::flush_space() {
  if (!pending_) return;
  pending_ = false;
  if (text_.size() == block_begin_) return;
  if (pending_source_ != nowhere)
    run(" ", pending_source_, 1);
  else
    text_ += ' ';
}

void CleanText::append(std::string_view bytes, uint32_t source) {
  for (size_t at = 0; at < bytes.size();) {
    size_t end = at;
    while (end < bytes.size()) {
      const size_t plain = plain_run(bytes, end);
      if (plain > end) {
        end = plain;
        continue;
      }
      size_t length = 1;
      if (spacing_of(bytes, end, length) != Spacing::none) break;
      end += length;
    }
    end = std::min(end, bytes.size());
    if (end > at) {
      flush_space();
      run(bytes.substr(at, end - at), source + static_cast<uint32_t>(at), static_cast<uint32_t>(end - at));
      at = end;
      continue;
    }
    size_t length = 1;
    if (spacing_of(bytes, at, length) == Spacing::space) {
      pending_source_ = !pending_ && bytes[at] == ' ' ? source + static_cast<uint32_t>(at) : nowhere;
      pending_ = true;
    }
    at += length;
  }
}

void CleanText::append_from(std::string_view bytes, uint32_t source, uint32_t source_length) {
  size_t length = 1;
  if (bytes.empty()) return;
  const Spacing spacing = spacing_of(bytes, 0, length);
  if (spacing == Spacing::space) {
    pending_source_ = nowhere;
    pending_ = true;
  } else if (spacing == Spacing::none) {
    flush_space();
    run(bytes, source, source_length);
  }
}

void CleanText::move_into(Article& article) {
  article.text = std::move(text_);
  article.map = std::move(map_);
}

}  // namespace fairwitness
