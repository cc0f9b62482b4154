#include "page/tags.h"

#include <array>
#include <bit>
#include <cstring>

#include "page/bytes.h"

namespace fairwitness {
namespace {

struct Name {
  char text[15] = {};
  uint8_t size = 0;
};

constexpr Name name_from(std::string_view identifier) {
  Name name;
  for (char c : identifier) name.text[name.size++] = c == '_' ? '-' : page::to_lower(c);
  return name;
}

constexpr std::array<Name, tag_count> names = {
    Name{},
#define FW_TAG(name) name_from(#name),
    FW_TAGS(FW_TAG)
#undef FW_TAG
        name_from("template"),
};

// A perfect hash over the first eight bytes and the length. The multiplier is searched for at compile time.
constexpr size_t slot_bits = 12;

constexpr size_t slot_of(uint64_t head, size_t size, uint64_t multiplier) {
  return static_cast<size_t>(((head ^ size) * multiplier) >> (64 - slot_bits));
}

constexpr uint64_t head_of(const Name& name) {
  uint64_t head = 0;
  for (size_t i = 0; i < name.size && i < 8; ++i)
    head |= static_cast<uint64_t>(static_cast<unsigned char>(name.text[i])) << 8 * i;
  return head;
}

constexpr std::array<uint64_t, tag_count> heads = [] {
  std::array<uint64_t, tag_count> all{};
  for (size_t i = 1; i < tag_count; ++i) all[i] = head_of(names[i]);
  return all;
}();

constexpr bool separates_all(uint64_t multiplier) {
  std::array<bool, size_t{1} << slot_bits> taken{};
  for (size_t i = 1; i < tag_count; ++i) {
    bool& slot = taken[slot_of(heads[i], names[i].size, multiplier)];
    if (slot) return false;
    slot = true;
  }
  return true;
}

constexpr uint64_t find_multiplier() {
  uint64_t multiplier = 0x9E3779B97F4A7C15ull;
  while (!separates_all(multiplier)) multiplier = multiplier * 6364136223846793005ull + 1442695040888963407ull;
  return multiplier;
}
constexpr uint64_t multiplier = find_multiplier();
static_assert(std::endian::native == std::endian::little, "tag_of reads the first bytes of a name as one number");

constexpr std::array<uint8_t, size_t{1} << slot_bits> slots = [] {
  static_assert(tag_count < 256);
  std::array<uint8_t, size_t{1} << slot_bits> table{};
  for (size_t i = 1; i < tag_count; ++i) table[slot_of(heads[i], names[i].size, multiplier)] = static_cast<uint8_t>(i);
  return table;
}();

}  // namespace

Tag tag_of(std::string_view text) {
  // Reads that overlap instead of one case for each length: tags come in no order that a jump could foresee.
  uint64_t head = 0;
  const size_t size = text.size();
  const char* first = text.data();
  if (size >= 8) {
    std::memcpy(&head, first, 8);
  } else if (size >= 4) {
    uint32_t front = 0, back = 0;
    std::memcpy(&front, first, 4);
    std::memcpy(&back, first + size - 4, 4);
    head = front | static_cast<uint64_t>(back) << 8 * (size - 4);
  } else if (size > 0) {
    auto byte = [&](size_t at) { return static_cast<uint64_t>(static_cast<unsigned char>(first[at])) << 8 * at; };
    head = byte(0) | byte(size / 2) | byte(size - 1);
  } else {
    return Tag::unknown;
  }
  const uint8_t found = slots[slot_of(head, text.size(), multiplier)];
  const Name& name = names[found];
  if (heads[found] != head || name.size != text.size()) return Tag::unknown;
  if (name.size > 8 && std::memcmp(name.text + 8, text.data() + 8, name.size - 8u) != 0) return Tag::unknown;
  return static_cast<Tag>(found);
}

std::string_view name_of(Tag tag) {
  const Name& name = names[static_cast<size_t>(tag)];
  return {name.text, name.size};
}

}  // namespace fairwitness
