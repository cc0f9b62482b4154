#include "base/base.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

TEST(Utf8, AcceptsAndRefusesByTable37) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("caf\xC3\xA9 \xF0\x9F\x93\xB0"));
  for (const char* bad :
       {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "abcdefgh\xC3", "\xF5\x80\x80\x80"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(Utf8, RepairsByMaximalSubparts) {
  size_t replaced = 0;
  EXPECT_EQ(to_valid_utf8("a\xE1\x80\xE2\xF0\x91\x92z", &replaced), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_EQ(replaced, 3u);
}

TEST(Utf8, WalksBothWays) {
  std::string text;
  for (char32_t c : {U'a', U'\u00e9', U'\u2014', U'\U0001F4F0'}) append_utf8(text, c);
  size_t at = 0;
  for (char32_t c : {U'a', U'\u00e9', U'\u2014', U'\U0001F4F0'}) EXPECT_EQ(next_code_point(text, at), c);
  for (char32_t c : {U'\U0001F4F0', U'\u2014', U'\u00e9', U'a'}) EXPECT_EQ(previous_code_point(text, at), c);
  EXPECT_EQ(at, 0u);
}

TEST(CodePointsTest, GoesThereAndBackOverManyBlocks) {
  std::string text;
  for (int i = 0; i < 1000; ++i) append_utf8(text, i % 3 ? U'x' : U'\u20ac');
  CodePoints points(text);
  EXPECT_EQ(points.size(), 1000u);
  size_t at = 0;
  for (uint32_t n = 0; n < 1000; ++n) {
    EXPECT_EQ(points.at(static_cast<uint32_t>(at)), n);
    EXPECT_EQ(points.byte_of(n), at);
    next_code_point(text, at);
  }
  EXPECT_EQ(points.at(static_cast<uint32_t>(text.size())), 1000u);
}

TEST(Hash, IsTheSameEverywhere) {
  EXPECT_EQ(hash_bytes("", 0), hash_bytes("", 0));
  EXPECT_NE(hash_bytes("a"), hash_bytes(std::string_view("a\0", 2)));
  EXPECT_NE(hash_bytes("0123456789abcdef0"), hash_bytes("0123456789abcdef1"));
  EXPECT_EQ(hash_hex("ledger", 8), hash_hex("ledger").substr(0, 8));
}

TEST(DayTest, ReadsOnlyDaysThatExist) {
  EXPECT_EQ(iso_day(*parse_iso_day("2024-02-29T10:00Z")), "2024-02-29");
  for (const char* bad : {"2023-02-29", "2023-13-01", "2023-1-01", "", "2023-01-01x", "20230101"})
    EXPECT_FALSE(parse_iso_day(bad)) << bad;
}

}  // namespace
}  // namespace fairwitness
