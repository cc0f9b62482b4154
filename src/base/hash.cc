#include "base/hash.h"

#include <array>
#include <bit>
#include <cstring>

#include "base/check.h"

namespace fairwitness {
namespace {

// Little-endian whatever the machine; eight bytes at most.
uint64_t read_word(const char* at, size_t length) {
  uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    // Two looks that overlap where the length is no power of two: what both saw is the same.
    auto look = [&]<typename Part>(Part) {
      Part first, last;
      std::memcpy(&first, at, sizeof first);
      std::memcpy(&last, at + length - sizeof last, sizeof last);
      return uint64_t{first} | uint64_t{last} << (8 * (length - sizeof last));
    };
    if (length >= 8) return look(uint64_t{});
    if (length >= 4) return look(uint32_t{});
    if (length >= 2) return look(uint16_t{});
  }
  for (size_t i = 0; i < length; ++i) word |= static_cast<uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
  return word;
}

// Eight bytes at once, the first the lowest, as read_word has them.
uint64_t whole_word(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

// The hashes for several seeds in one pass: each waits for its own multiplications only, so two cost hardly more than
// one.
template <size_t count>
std::array<uint64_t, count> hash_seeds(std::string_view bytes, std::array<uint64_t, count> states) {
  for (uint64_t& state : states) state = hash_mix(state, bytes.size() + 0x2545F4914F6CDD1Dull);
  size_t at = 0;
  for (; at + 16 <= bytes.size(); at += 16) {
    const uint64_t low = whole_word(bytes.data() + at), high = whole_word(bytes.data() + at + 8);
    for (uint64_t& state : states) state = hash_mix(low ^ state, high);
  }
  size_t left = bytes.size() - at;
  uint64_t low = read_word(bytes.data() + at, left < 8 ? left : 8);
  uint64_t high = left > 8 ? read_word(bytes.data() + at + 8, left - 8) : 0;
  for (uint64_t& state : states) state = hash_mix(hash_mix(low ^ state, high), state ^ 0xA0761D6478BD642Full);
  return states;
}

// Of long texts a digest is hashed: four lanes, so that no multiplication waits for the one before.
constexpr size_t long_text = 1024, lane_bytes = 16, round_bytes = 4 * lane_bytes;
std::string digest(std::string_view bytes) {
  uint64_t a = 1, b = 2, c = 3, d = 4;  // not an array: they are to stand in registers
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left >= round_bytes; left -= round_bytes, at += round_bytes) {
    a = hash_mix(whole_word(at) ^ a, whole_word(at + 8));
    b = hash_mix(whole_word(at + lane_bytes) ^ b, whole_word(at + lane_bytes + 8));
    c = hash_mix(whole_word(at + 2 * lane_bytes) ^ c, whole_word(at + 2 * lane_bytes + 8));
    d = hash_mix(whole_word(at + 3 * lane_bytes) ^ d, whole_word(at + 3 * lane_bytes + 8));
  }
  std::string out(at, left);
  for (uint64_t word : {a, b, c, d, static_cast<uint64_t>(bytes.size())})
    for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(word >> shift & 0xFF);
  return out;
}

}  // namespace

uint64_t hash_bytes(std::string_view bytes, uint64_t seed) { return hash_seeds<1>(bytes, {seed})[0]; }

std::string hash_hex(std::string_view bytes, int digits) {
  FW_CHECK(digits >= 1 && digits <= 32);
  const auto words = hash_seeds<2>(bytes.size() < long_text ? bytes : std::string_view(digest(bytes)), {1, 2});
  std::string out;
  for (int i = 0; i < digits; ++i)
    out += "0123456789abcdef"[words[static_cast<size_t>(i) / 16] >> (60 - 4 * (i % 16)) & 15];
  return out;
}

}  // namespace fairwitness
