#include "copies/scan.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

std::vector<std::string> spelled(std::string_view text) {
  std::vector<std::string> out;
  for (const ScannedWord& word : scan_words(text, nullptr))
    out.emplace_back(text.substr(word.begin, word.end - word.begin));
  return out;
}
uint32_t key(std::string_view word) {
  auto words = scan_words(word, nullptr);
  return words.size() == 1 ? words[0].key : 0;
}

TEST(Scan, FindsTheWords) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(spelled("Rain fell, again."), (Words{"Rain", "fell", "again"}));
  EXPECT_EQ(spelled("well-known"), (Words{"well", "known"}));
  EXPECT_EQ(spelled("275,000 at 3.5 percent, 12."), (Words{"275,000", "at", "3.5", "percent", "12"}));
  EXPECT_EQ(spelled("the U.S. army"), (Words{"the", "U.S.", "army"}));
  EXPECT_EQ(spelled("Tarnow\u2019s mayor didn't"), (Words{"Tarnow\u2019s", "mayor", "didn't"}));
  EXPECT_EQ(spelled("\u201cNo,\u201d he said \u2014 twice"), (Words{"No", "he", "said", "twice"}));
  EXPECT_EQ(spelled("  ...  "), Words{});
  EXPECT_EQ(spelled(""), Words{});
}

TEST(Scan, SameWordsHaveTheSameKey) {
  EXPECT_EQ(key("Tarnow's"), key("tarnow"));
  EXPECT_EQ(key("Tarnow\u2019s"), key("TARNOW"));
  EXPECT_EQ(key("U.S."), key("US"));
  EXPECT_EQ(key("\u00c9lan"), key("\u00e9lan"));
  EXPECT_EQ(key("\u041c\u043e\u0441\u0442"), key("\u043c\u043e\u0441\u0442"));
  EXPECT_NE(key("bridge"), key("bridges"));
  EXPECT_NE(key("12"), key("21"));
  EXPECT_EQ(key("x") & 1, 0u);
}

TEST(Scan, KnowsSentencesAndQuotes) {
  std::string_view text = "Mr. Oda spoke. \u201cWe wait,\u201d he said at 5 p.m. today\nThen rain";
  auto words = scan_words(text, nullptr);
  std::vector<std::string> starts, quoted;
  for (const ScannedWord& word : words) {
    std::string spelling(text.substr(word.begin, word.end - word.begin));
    if (word.is(ScannedWord::starts_sentence)) starts.push_back(spelling);
    if (word.is(ScannedWord::quoted)) quoted.push_back(spelling);
  }
  EXPECT_EQ(quoted, (std::vector<std::string>{"We", "wait"}));
  EXPECT_EQ(starts.back(), "Then");
  EXPECT_EQ(std::count(starts.begin(), starts.end(), "he"), 0);
  EXPECT_EQ(std::count(starts.begin(), starts.end(), "today"), 0);
  EXPECT_EQ(std::count(starts.begin(), starts.end(), "We"), 1);
}

TEST(Scan, SpansStayOnBoundariesWhateverTheBytes) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += static_cast<char>(i * 7919 % 251);
  std::string valid = to_valid_utf8(text);
  uint32_t last = 0;
  for (const ScannedWord& word : scan_words(valid, nullptr)) {
    ASSERT_LE(last, word.begin);
    ASSERT_LT(word.begin, word.end);
    ASSERT_TRUE(is_utf8_boundary(valid, word.begin));
    ASSERT_TRUE(is_utf8_boundary(valid, word.end));
    last = word.end;
  }
}

}  // namespace
}  // namespace fairwitness
