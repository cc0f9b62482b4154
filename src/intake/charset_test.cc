#include "intake/charset.h"

#include <gtest/gtest.h>

#include "intake/encodings.h"
#include "intake/prescan.h"

namespace fairwitness {
namespace {

Decoded html(std::string_view bytes, std::string_view header = "") { return decode(bytes, header, RawKind::html); }

bool flagged(const Decoded& decoded, std::string_view code) {
  for (const Problem& problem : decoded.problems)
    if (problem.code == code) return true;
  return false;
}

TEST(Labels, MeanWhatTheStandardSays) {
  EXPECT_EQ(encoding_of_label("  LATIN1\n"), "windows-1252");
  EXPECT_EQ(encoding_of_label("ascii"), "windows-1252");
  EXPECT_EQ(encoding_of_label("gb2312"), "GBK");
  EXPECT_EQ(encoding_of_label("x-sjis"), "Shift_JIS");
  EXPECT_EQ(encoding_of_label("unicode"), "UTF-16LE");
  EXPECT_EQ(encoding_of_label("iso-2022-kr"), "replacement");
  EXPECT_EQ(encoding_of_label("logical"), "ISO-8859-8-I");
  EXPECT_EQ(encoding_of_label("klingon"), "");
  EXPECT_EQ(encoding_of_label(""), "");
}

TEST(Decode, TakesTheMarkBeforeTheHeaderBeforeTheMeta) {
  auto marked = html("\xEF\xBB\xBF<meta charset=koi8-r>\xC3\xA9", "windows-1251");
  EXPECT_EQ(marked.from, "bom");
  EXPECT_EQ(marked.text, "<meta charset=koi8-r>\xC3\xA9");
  auto header = html("<meta charset=koi8-r>\xC1", "windows-1251");
  EXPECT_EQ(header.from, "header");
  EXPECT_EQ(header.text, "<meta charset=koi8-r>Б");
  auto meta = html("<meta charset=koi8-r>\xC1");
  EXPECT_EQ(meta.from, "meta");
  EXPECT_EQ(meta.charset, "KOI8-R");
  EXPECT_EQ(meta.text, "<meta charset=koi8-r>а");
}

TEST(Decode, KnowsNoMetaInPlainText) {
  auto text = decode("<meta charset=koi8-r> caf\xE9 and na\xEFve", "", RawKind::text);
  EXPECT_EQ(text.charset, "windows-1252");
  EXPECT_EQ(text.text, "<meta charset=koi8-r> café and naïve");
}

TEST(Decode, ReadsSingleBytesByTheStandardsTables) {
  EXPECT_EQ(html("\x80\x81\x92\x9D", "latin1").text, "€\xC2\x81’\xC2\x9D");
  auto hole = html("\xD2", "windows-1255");
  EXPECT_EQ(hole.text, "ׂ");
  auto unmapped = html("\xD9", "windows-1255");
  EXPECT_EQ(unmapped.text, "\xEF\xBF\xBD");
  EXPECT_TRUE(flagged(unmapped, "invalid_utf8"));
  EXPECT_EQ(html("\xE0", "iso-8859-8-i").text, "א");
  EXPECT_EQ(html("A\x80", "x-user-defined").text, "A\xEF\x9E\x80");
  EXPECT_EQ(html("\xFF\xFE", "windows-1252").charset, "UTF-16LE");
}

TEST(Decode, ReadsManyBytesACharacter) {
  EXPECT_EQ(html("\x93\xFA\x96\x7B", "shift_jis").text, "日本");
  EXPECT_EQ(html("\xC6\xFC\xCB\xDC", "euc-jp").text, "日本");
  EXPECT_EQ(html("\x1B$BF|K\\\x1B(B", "iso-2022-jp").text, "日本");
  EXPECT_EQ(html("\xD6\xD0\xB9\xFA", "gb2312").text, "中国");
  EXPECT_EQ(html("\x81\x30\x81\x30", "gb18030").text, "\xC2\x80");
  EXPECT_EQ(html("\xA4\xA4\xB0\xEA", "big5").text, "中國");
  EXPECT_EQ(html("\xC7\xD1\xB1\xB9", "euc-kr").text, "한국");
  EXPECT_EQ(html("<p>hidden", "hz-gb-2312").text, "\xEF\xBF\xBD");
}

TEST(Decode, ReadsUtf16) {
  EXPECT_EQ(html(std::string_view("\xFF\xFEH\0i\0\x3D\xD8\x00\xDE", 10)).text, "Hi😀");
  EXPECT_EQ(html(std::string_view("\xFE\xFF\0H\0i", 6)).text, "Hi");
  auto lone = html(std::string_view("\xFE\xFF\xD8\x3D\0i", 6));
  EXPECT_EQ(lone.text, "\xEF\xBF\xBDi");
  EXPECT_TRUE(flagged(lone, "invalid_utf8"));
  auto bare = decode(std::string_view("T\0h\0e\0 \0r\0i\0v\0e\0r\0", 18), "", RawKind::text);
  EXPECT_EQ(bare.text, "The river");
  EXPECT_EQ(bare.from, "detected");
}

TEST(Decode, MarksWhatIsNoUtf8) {
  auto broken = html("ab\xC3(cd\xF0\x9F\x98", "utf-8");
  EXPECT_EQ(broken.text, "ab\xEF\xBF\xBD(cd\xEF\xBF\xBD");
  ASSERT_TRUE(flagged(broken, "invalid_utf8"));
  EXPECT_EQ(broken.problems[0].span.begin, 2u);
}

TEST(Decode, TakesOutNul) {
  auto nul = html(std::string_view("<p>a\0b", 6), "utf-8");
  EXPECT_EQ(nul.text, "<p>ab");
  EXPECT_TRUE(flagged(nul, "nul_removed"));
}

TEST(Decode, PlacesHoldBehindAllRepairs) {
  auto mixed = html(std::string_view("\0\0\0\0a\xFF", 6), "utf-8");
  EXPECT_EQ(mixed.text, "a\xEF\xBF\xBD");
  for (const Problem& problem : mixed.problems) {
    EXPECT_LE(problem.span.end, mixed.text.size());
    if (problem.code == "invalid_utf8") {
      EXPECT_EQ(problem.span.of(mixed.text), "\xEF\xBF\xBD");
    }
  }
}

TEST(Decode, DetectsWhatNobodyNamed) {
  EXPECT_EQ(html("plain").charset, "UTF-8");
  EXPECT_EQ(html("caf\xC3\xA9").charset, "UTF-8");
  EXPECT_EQ(html("He said \x93no\x94 \x97 and left.").text, "He said “no” — and left.");
  std::string russian;
  for (int i = 0; i < 8; ++i)
    russian +=
        "\xCF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE \xF1\xEE\xEE\xE1\xF9\xE8\xEB\xEE \xEE "
        "\xED\xEE\xE2\xFB\xF5 "
        "\xEC\xE5\xF0\xE0\xF5. ";
  auto detected = html(russian);
  EXPECT_EQ(detected.charset, "windows-1251");
  EXPECT_TRUE(detected.text.starts_with("Правительство сообщило"));
  auto mixed = html("\xC3\xA9 \xC3\xA8 \xC3\xA0 \xC3\xA7 \xC3\xB1 \xC3\xB6 \xC3\xBC \xC3\xA4 \xE9");
  EXPECT_EQ(mixed.charset, "UTF-8");
  EXPECT_TRUE(flagged(mixed, "invalid_utf8"));
}

TEST(Mojibake, IsRepairedWhereItIsBeyondDoubt) {
  auto quote = html("the mayorâ€™s answer");
  EXPECT_EQ(quote.text, "the mayor’s answer");
  EXPECT_TRUE(flagged(quote, "charset_repaired"));
  EXPECT_EQ(html("cafÃ© sociÃ©tÃ©").text, "café société");
  EXPECT_EQ(html("isnâ\xC2\x80\xC2\x99t").text, "isn’t");
}

TEST(Mojibake, LeavesSoundTextAlone) {
  for (std::string_view sound : {"Ângela, São Tomé, NÃO", "20 Â° once", "l’été à Orléans", "Ã", "Ã©"}) {
    auto decoded = html(sound);
    EXPECT_EQ(decoded.text, sound);
    EXPECT_FALSE(flagged(decoded, "charset_repaired"));
  }
}

TEST(Mojibake, ComesFromWrongLabels) {
  auto page = html("<meta charset=iso-8859-1>caf\xC3\xA9, soci\xC3\xA9t\xC3\xA9");
  EXPECT_EQ(page.text, "<meta charset=iso-8859-1>café, société");
  EXPECT_TRUE(flagged(page, "charset_repaired"));
}

TEST(Prescan, FollowsTheStandard) {
  EXPECT_EQ(prescan("<meta charset=\"utf8\">"), "UTF-8");
  EXPECT_EQ(prescan("<META content='text/html; charset = koi8-r' http-equiv=Content-Type>"), "KOI8-R");
  EXPECT_EQ(prescan("<meta content='text/html; charset=koi8-r'>"), "");
  EXPECT_EQ(prescan("<!-- <meta charset=koi8-r> --><meta charset=big5>"), "Big5");
  EXPECT_EQ(prescan("<!--><meta charset=big5>"), "Big5");
  EXPECT_EQ(prescan("<p title='<meta charset=koi8-r>'><meta charset=big5>"), "Big5");
  EXPECT_EQ(prescan("<metal charset=koi8-r>"), "");
  EXPECT_EQ(prescan("<meta charset=utf-16le>"), "UTF-8");
  EXPECT_EQ(prescan("<meta charset=x-user-defined>"), "windows-1252");
  EXPECT_EQ(prescan("<meta charset=nonsense><meta charset=koi8-r>"), "KOI8-R");
  EXPECT_EQ(prescan(std::string(1020, ' ') + "<meta charset=koi8-r>"), "");
  EXPECT_EQ(prescan("<?xml version='1.0' encoding='koi8-r'?><html>"), "KOI8-R");
  EXPECT_EQ(prescan("<meta charset"), "");
  EXPECT_EQ(prescan("<"), "");
}

TEST(Prescan, LooksFurtherBeforeGuessing) {
  auto late = html(std::string(3000, ' ') + "<meta charset=koi8-r>\xC1");
  EXPECT_EQ(late.from, "meta");
  EXPECT_EQ(late.charset, "KOI8-R");
}

TEST(Charset, AWrongLabelOfAnEncodingOfSeveralBytesGivesWayToUtf8) {
  std::string text = "<meta charset=gbk><p>";
  for (int i = 0; i < 6; ++i) text += "\xE6\xB8\xAF\xE5\x8F\xA3\xE5\x85\xB3\xE9\x97\xAD ";
  Decoded page = decode(text, "", RawKind::html);
  EXPECT_EQ(page.charset, "UTF-8");
  EXPECT_TRUE(flagged(page, "charset_repaired"));
  // Two characters of real GBK that are UTF-8 by chance stay what they are labelled.
  EXPECT_EQ(decode("<meta charset=gbk><p>\xC1\xAA\xCD\xA8", "", RawKind::html).charset, "GBK");
}

}  // namespace
}  // namespace fairwitness
