// A sparse linear model: hashed features, few classes each, small whole-number weights. A view into the model file's
// bytes: nothing is parsed or copied, so loading costs nothing. Made by train/perceptron.h.
//
// The file, little-endian: "FWLM", u32 version 1, u32 classes, u32 slots (a power of two), u32 entries, u32 label
// bytes; the class labels, each ended by a line feed, padded to 4; slots of {u32 key, u32 first entry << 8 | entries},
// key 0 is empty; entries of {i16 weight, u16 class}.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace fairwitness {

class LinearModel {
 public:
  LinearModel() = default;
  // An empty model (classes() == 0) where the bytes are none of ours.
  explicit LinearModel(std::string_view bytes);

  uint32_t classes() const { return classes_; }
  std::vector<std::string_view> labels() const;
  // Adds the weights of every feature to `scores`, which has classes() places.
  void add(std::span<const uint32_t> features, int32_t* scores) const;

 private:
  uint32_t classes_ = 0, mask_ = 0, entry_count_ = 0;
  std::string_view labels_;
  const char* slots_ = nullptr;
  const char* entries_ = nullptr;
};

// A table from words (their hash) to 16-bit values, in the same manner: "FWWT", u32 version 1, u32 slots, u32 zero,
// then u32 hashes (0 is empty), then u16 values.
class WordTable {
 public:
  WordTable() = default;
  explicit WordTable(std::string_view bytes);
  // 0 for unknown words.
  uint16_t at(uint32_t hash) const {
    if (!hashes_) return 0;
    for (uint32_t i = hash & mask_;; i = (i + 1) & mask_) {
      uint32_t found;
      std::memcpy(&found, hashes_ + size_t{4} * i, 4);
      if (found == 0) return 0;
      if (found != hash) continue;
      uint16_t value;
      std::memcpy(&value, values_ + size_t{2} * i, 2);
      return value;
    }
  }

 private:
  uint32_t mask_ = 0;
  const char* hashes_ = nullptr;
  const char* values_ = nullptr;
};

// The key of a feature: what kind it is, and its parts.
inline uint32_t feature_key(uint32_t kind, uint32_t a, uint32_t b = 0) {
  uint64_t x = (uint64_t{a} << 32 | b) ^ (uint64_t{kind} * 0x9E3779B97F4A7C15ull);
  x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
  x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
  auto key = static_cast<uint32_t>(x ^ (x >> 32));
  return key ? key : 1;
}

}  // namespace fairwitness
