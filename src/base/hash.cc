#include "base/hash.h"

#include <bit>
#include <cstring>

#include "base/check.h"

namespace fairwitness {
namespace {

// Little-endian whatever the machine.
uint64_t read_word(const char* at, size_t length) {
  uint64_t word = 0;
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

}  // namespace

uint64_t hash_bytes(std::string_view bytes, uint64_t seed) {
  uint64_t state = hash_mix(seed, bytes.size() + 0x2545F4914F6CDD1Dull);
  size_t at = 0;
  for (; at + 16 <= bytes.size(); at += 16)
    state = hash_mix(whole_word(bytes.data() + at) ^ state, whole_word(bytes.data() + at + 8));
  size_t left = bytes.size() - at;
  uint64_t low = read_word(bytes.data() + at, left < 8 ? left : 8);
  uint64_t high = left > 8 ? read_word(bytes.data() + at + 8, left - 8) : 0;
  return hash_mix(hash_mix(low ^ state, high), state ^ 0xA0761D6478BD642Full);
}

std::string hash_hex(std::string_view bytes, int digits) {
  FW_CHECK(digits >= 1 && digits <= 32);
  uint64_t words[2] = {hash_bytes(bytes, 1), hash_bytes(bytes, 2)};
  std::string out;
  for (int i = 0; i < digits; ++i) out += "0123456789abcdef"[words[i / 16] >> (60 - 4 * (i % 16)) & 15];
  return out;
}

}  // namespace fairwitness
