#include "intake/mime.h"

#include "intake/test_files.h"

namespace fairwitness {
namespace {

TEST(Mhtml, GivesThePage) {
  auto all = read_bytes(
      "saved.mhtml",
      "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://tarn.example/news/ferry\r\n"
      "Subject: =?utf-8?Q?The=20ferry=E2=80=99s_?=\r\n =?utf-8?Q?end?=\r\nDate: Tue, 15 Apr 2031 18:20:00 -0000\r\n"
      "MIME-Version: 1.0\r\nContent-Type: "
      "multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_b1\"\r\n\r\n\r\n"
      "------=_b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "Content-Location: https://tarn.example/news/ferry\r\n\r\n"
      "<!DOCTYPE html><meta charset=3D\"utf-8\"><p>The fer=\r\nry=E2=80=99s end.\r\n"
      "------=_b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: "
      "binary\r\n\r\n\x89PNG\x01\x02\x03\r\n------=_b1--\r\n");
  ASSERT_EQ(all.records.size(), 1u);
  const RawRecord& record = all.records[0];
  EXPECT_EQ(record.kind, RawKind::html);
  EXPECT_EQ(record.content, "<!DOCTYPE html><meta charset=\"utf-8\"><p>The ferry’s end.\r\n");
  EXPECT_EQ(record.given.url, "https://tarn.example/news/ferry");
  EXPECT_EQ(record.given.title, "The ferry’s end");
  EXPECT_EQ(record.given.fetched, "2031-04-15T18:20:00-00:00");
  EXPECT_EQ(record.given.published, "");
  EXPECT_EQ(record.given.from, "mhtml");
}

TEST(Eml, PrefersThePageAndSaysWhoSentIt) {
  auto all =
      read_bytes("mail.eml",
                 "From: \"Tarn Desk\" <desk@tarn.example>\nSubject: =?ISO-8859-1?B?RuRocmU=?= news\nDate: Tue, 15 Apr "
                 "2031 18:20:00 GMT\n"
                 "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\n"
                 "Content-Type: multipart/alternative; boundary=\"outer-in\"\n\n--outer-in\nContent-Type: text/plain; "
                 "charset=utf-8\n\nPlain.\n"
                 "--outer-in\nContent-Type: text/html; charset=koi8-r\nContent-Transfer-Encoding: "
                 "base64\n\nPHA+wcI=\n--outer-in--\n"
                 "--outer\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>attached\n--outer--\n");
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.records[0].content, "<p>аб");
  EXPECT_EQ(all.records[0].charset_from, "header");
  EXPECT_EQ(all.records[0].given.title, "Fähre news");
  EXPECT_EQ(all.records[0].given.published, "2031-04-15T18:20:00Z");
  EXPECT_EQ(all.records[0].given.authors, std::vector<std::string>{"Tarn Desk"});
  EXPECT_EQ(all.records[0].given.from, "eml");
}

TEST(Eml, PlainOnesAreText) {
  auto all = read_bytes(
      "x", "Received: by tarn\nFrom: a@b\nDate: Tue, 15 Apr 2031 18:20:00 GMT\nSubject: Hi\n\nThe ferry\nleft.\n");
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.records[0].kind, RawKind::text);
  EXPECT_EQ(all.records[0].content, "The ferry\nleft.");
  EXPECT_TRUE(all.records[0].given.authors.empty());
}

TEST(Eml, WithoutTextIsSkipped) {
  EXPECT_EQ(read_bytes("x.eml", "MIME-Version: 1.0\nContent-Type: image/png\n\nabc").unread.at(0).reason, "not_a_page");
}

TEST(QuotedPrintable, ToleratesWhatIsNot) {
  EXPECT_EQ(decode_quoted_printable("a=3Db=\nc= \r\nd=zz=4"), "a=bcd=zz=4");
  EXPECT_EQ(decode_quoted_printable("a_b", true), "a b");
  EXPECT_EQ(decode_quoted_printable("="), "");
}

TEST(Base64, ToleratesWhatIsNot) {
  EXPECT_EQ(decode_base64("aGVs\r\nbG8="), "hello");
  EXPECT_EQ(decode_base64("aGVsbG8"), "hello");
  EXPECT_EQ(decode_base64("a!G#V sbG8h=zzzz"), "hello!");
  EXPECT_EQ(decode_base64(""), "");
}

TEST(EncodedWords, AreDecodedWhereTheyAreSound) {
  EXPECT_EQ(decode_encoded_words("=?utf-8?q?a?= =?utf-8?B?Yg==?= c"), "ab c");
  EXPECT_EQ(decode_encoded_words("=?utf-8?x?a?= =?"), "=?utf-8?x?a?= =?");
  EXPECT_EQ(decode_encoded_words("plain\r\n\tfolded"), "plain folded");
}

}  // namespace
}  // namespace fairwitness
