// A stable 64-bit hash of bytes. The same on every machine and in every build, so that ids may rest on it.
// It is not meant to withstand somebody who looks for collisions; where ids rest on it, 128 bits are taken.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fairwitness {

uint64_t hash_bytes(std::string_view bytes, uint64_t seed = 0);

inline uint64_t hash_mix(uint64_t a, uint64_t b) {
  auto product = static_cast<unsigned __int128>(a ^ 0x9E3779B97F4A7C15ull) * (b ^ 0xD6E8FEB86659FD93ull);
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// `digits` (1 to 32) lower-case hexadecimal digits of a 128-bit hash.
std::string hash_hex(std::string_view bytes, int digits = 32);

}  // namespace fairwitness
