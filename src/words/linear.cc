#include "words/linear.h"

#include <algorithm>

namespace fairwitness {
namespace {

uint32_t u32(const char* at) {
  uint32_t value;
  std::memcpy(&value, at, 4);
  return value;
}

bool power_of_two(uint32_t n) { return n && !(n & (n - 1)); }

}  // namespace

LinearModel::LinearModel(std::string_view bytes) {
  constexpr size_t head = 24;
  if (bytes.size() < head || !bytes.starts_with("FWLM") || u32(bytes.data() + 4) != 1) return;
  const uint32_t slots = u32(bytes.data() + 12), entries = u32(bytes.data() + 16), label_bytes = u32(bytes.data() + 20);
  if (!power_of_two(slots) || label_bytes % 4 ||
      bytes.size() != head + label_bytes + size_t{8} * slots + size_t{4} * entries)
    return;
  classes_ = u32(bytes.data() + 8);
  mask_ = slots - 1;
  entry_count_ = entries;
  labels_ = bytes.substr(head, label_bytes);
  slots_ = bytes.data() + head + label_bytes;
  entries_ = slots_ + size_t{8} * slots;
}

std::vector<std::string_view> LinearModel::labels() const {
  std::vector<std::string_view> out;
  for (size_t at = 0; out.size() < classes_;) {
    size_t end = labels_.find('\n', at);
    if (end == labels_.npos) break;
    out.push_back(labels_.substr(at, end - at));
    at = end + 1;
  }
  out.resize(classes_);
  return out;
}

void LinearModel::add(std::span<const uint32_t> features, int32_t* scores) const {
  if (!slots_) return;
  // Three rounds over a handful of features, so that the memory each round needs is on its way while others are worked
  // on.
  constexpr size_t batch = 64;
  uint32_t found_at[batch];
  for (; !features.empty(); features = features.subspan(std::min(batch, features.size()))) {
    const size_t n = std::min(batch, features.size());
    for (size_t f = 0; f < n; ++f) __builtin_prefetch(slots_ + size_t{8} * (features[f] & mask_));
    size_t known = 0;
    for (size_t f = 0; f < n; ++f) {
      const uint32_t key = features[f];
      uint32_t i = key & mask_;
      uint32_t found;
      while ((found = u32(slots_ + size_t{8} * i)) != key && found != 0) i = (i + 1) & mask_;
      if (found == 0) continue;
      found_at[known] = u32(slots_ + size_t{8} * i + 4);
      __builtin_prefetch(entries_ + size_t{4} * (found_at[known] >> 8));
      ++known;
    }
    for (size_t f = 0; f < known; ++f) {
      uint32_t first = found_at[f] >> 8, last = first + (found_at[f] & 255);
      if (last > entry_count_) continue;
      for (const char* entry = entries_ + size_t{4} * first; first < last; ++first, entry += 4) {
        const uint32_t packed = u32(entry);
        const uint32_t label = packed >> 16;
        if (label < classes_) scores[label] += static_cast<int16_t>(packed & 0xFFFF);
      }
    }
  }
}

WordTable::WordTable(std::string_view bytes) {
  if (bytes.size() < 16 || !bytes.starts_with("FWWT") || u32(bytes.data() + 4) != 1) return;
  const uint32_t slots = u32(bytes.data() + 8);
  if (!power_of_two(slots) || bytes.size() != 16 + size_t{6} * slots) return;
  // A table without a free slot would be searched for ever.
  bool free_slot = false;
  for (uint32_t i = 0; i < slots && !free_slot; ++i) free_slot = u32(bytes.data() + 16 + size_t{4} * i) == 0;
  if (!free_slot) return;
  mask_ = slots - 1;
  hashes_ = bytes.data() + 16;
  values_ = hashes_ + size_t{4} * slots;
}

}  // namespace fairwitness
