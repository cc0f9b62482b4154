// Fast ways to the next byte that matters. SSE2 belongs to every x86-64; elsewhere a plain loop does the same.
#pragma once

#include <cstddef>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fairwitness::page {

inline const char* find_byte(const char* at, const char* end, char wanted) {
  if (at == end) return end;
  const void* found = std::memchr(at, wanted, static_cast<size_t>(end - at));
  return found ? static_cast<const char*>(found) : end;
}

// The first of the given bytes in [at, end), or end.
template <typename... Bytes>
inline const char* find_any(const char* at, const char* end, Bytes... wanted) {
#if defined(__SSE2__)
  while (end - at >= 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    __m128i hits = _mm_setzero_si128();
    ((hits = _mm_or_si128(hits, _mm_cmpeq_epi8(block, _mm_set1_epi8(wanted)))), ...);
    if (const int mask = _mm_movemask_epi8(hits)) return at + __builtin_ctz(static_cast<unsigned>(mask));
    at += 16;
  }
#endif
  for (; at != end; ++at)
    if (((*at == wanted) || ...)) return at;
  return end;
}

}  // namespace fairwitness::page
