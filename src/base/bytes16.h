// Sixteen bytes looked at together, a bit of the answer for each. SSE2 belongs to every x86-64; elsewhere a plain loop
// does the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fairwitness {

class Bytes16 {
 public:
  static constexpr size_t size = 16;
  static constexpr uint32_t all = 0xFFFF;

#if defined(__SSE2__)
  explicit Bytes16(const char* at) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}
  uint32_t equal(char c) const { return bits(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }
  uint32_t between(unsigned char low, unsigned char high) const { return bits(inside(bytes_, low, high)); }
  // Letters of ASCII, small and capital.
  uint32_t letters() const { return bits(inside(_mm_or_si128(bytes_, _mm_set1_epi8(0x20)), 'a', 'z')); }
  // Bytes above 0x7F.
  uint32_t wide() const { return bits(bytes_); }

 private:
  static uint32_t bits(__m128i of) { return static_cast<uint32_t>(_mm_movemask_epi8(of)); }
  static __m128i inside(__m128i bytes, unsigned char low, unsigned char high) {
    const __m128i from = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(low)));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(static_cast<char>(high - low))), from);
  }
  __m128i bytes_;
#else
  explicit Bytes16(const char* at) { std::memcpy(bytes_, at, size); }
  uint32_t equal(char c) const {
    return bits([c](unsigned char byte) { return byte == static_cast<unsigned char>(c); });
  }
  uint32_t between(unsigned char low, unsigned char high) const {
    return bits([=](unsigned char byte) { return byte >= low && byte <= high; });
  }
  uint32_t letters() const {
    return bits([](unsigned char byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; });
  }
  uint32_t wide() const {
    return bits([](unsigned char byte) { return byte >= 0x80; });
  }

 private:
  template <typename Is>
  uint32_t bits(Is is) const {
    uint32_t out = 0;
    for (size_t i = 0; i < size; ++i) out |= static_cast<uint32_t>(is(bytes_[i])) << i;
    return out;
  }
  unsigned char bytes_[size];
#endif
};

}  // namespace fairwitness
