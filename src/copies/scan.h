// The words of a text as copying is traced by them: a small scan over the clean text itself, so that it works on a
// report that has come back from the library without its tokens. "U.S." and "US", "Oslo's" and "Oslo" are the same word
// here.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace fairwitness {

// `key` is a hash of the word in lower case, without a possessive ending and without the dots of an acronym; its lowest
// bit says that it is a stop word. Equal keys mean equal words; two different words share one about once in 2^31.
struct ScannedWord {
  enum : uint8_t {
    starts_sentence = 1,  // the first word of a sentence, of a line or of a block
    starts_block = 2,     // the first word of a line
    quoted = 4,           // between double quotation marks, or in the content of a direct quote
    aside = 8,            // in a byline or credit block: never traced
    capital = 16,         // begins with a capital letter
    number = 32,          // begins with a digit
    title = 64,           // in a title block
    said = 128,           // in the content of any quote
  };
  uint32_t begin = 0, end = 0;  // bytes of the text
  uint32_t key = 0;
  uint16_t stem = 0;  // of the first four letters; 0 for shorter words
  uint8_t flags = 0;
  uint8_t letters = 0;  // bytes of the normal form, at most 255

  bool stop() const { return key & 1; }
  bool is(uint8_t flag) const { return flags & flag; }
};

// Where the counts of word keys stand: a small collection has a small table, which is quick to make, none more than a
// million places. Rare words may share one.
class KeyPlaces {
 public:
  explicit KeyPlaces(size_t wanted)
      : size_(std::bit_ceil(std::clamp(wanted, size_t{1} << 12, size_t{1} << 20))),
        shift_(static_cast<uint32_t>(32 - std::countr_zero(size_))) {}
  size_t size() const { return size_; }
  size_t of(uint32_t key) const { return (key * 0x9E3779B1u) >> shift_; }

 private:
  size_t size_;
  uint32_t shift_;
};

// A set of word keys; small and quick to ask.
class StopWords {
 public:
  explicit StopWords(const Table& words);
  bool has(uint32_t key) const {
    for (uint32_t at = key >> 1;; ++at) {
      uint32_t found = slots_[at & (slots_.size() - 1)];
      if (found == 0) return false;
      if ((found | 1) == (key | 1)) return true;
    }
  }

 private:
  std::vector<uint32_t> slots_;
};

// The words of a text, in order. Linear.
std::vector<ScannedWord> scan_words(std::string_view text, const StopWords* stop_words);

// The key of one word by itself; 0 when the text is not one word.
uint32_t key_of(std::string_view word);

// The same of a report: sentences, blocks and quotes set the flags where the report has them.
std::vector<ScannedWord> scan_report(const Report& report, const StopWords& stop_words);

// Only the keys, as trace_copies keeps them for every report; words set aside have the key 0.
std::vector<uint32_t> keys_of(const std::vector<ScannedWord>& words);

}  // namespace fairwitness
