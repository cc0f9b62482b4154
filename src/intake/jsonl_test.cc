#include "intake/report_object.h"
#include "intake/test_files.h"

namespace fairwitness {
namespace {

TEST(Jsonl, ReadsFieldsAndTheirOtherNames) {
  auto all = read_bytes(
      "x.jsonl",
      "{\"id\":\"r1\",\"url\":\"https://tarn.example/a\",\"outlet\":\"Tarn Post\",\"title\":\"T\",\"authors\":[\"A "
      "B\",\"C D\"],"
      "\"published\":\"2031-04-05\",\"modified\":\"2031-04-06\",\"language\":\"en\",\"text\":\"Words.\"}\n"
      "\r\n"
      "{\"maintext\":\"More.\",\"date_publish\":\"2031-01-01 "
      "10:00:00\",\"source_domain\":\"tarn.example\",\"author\":\"E F\"}\n"
      "{\"html\":\"<p>Page\",\"date\":1932000000,\"hostname\":\"h\",\"authors\":[{\"name\":\"G H\"}],\"id\":7}");
  ASSERT_EQ(all.records.size(), 3u);
  const RawRecord& first = all.records[0];
  EXPECT_EQ(first.id, "r1");
  EXPECT_EQ(first.given.url, "https://tarn.example/a");
  EXPECT_EQ(first.given.outlet, "Tarn Post");
  EXPECT_EQ(first.given.authors, (std::vector<std::string>{"A B", "C D"}));
  EXPECT_EQ(first.given.modified, "2031-04-06");
  EXPECT_EQ(first.given.from, "jsonl");
  EXPECT_EQ(first.content, "Words.");
  EXPECT_EQ(first.kind, RawKind::text);
  EXPECT_EQ(all.records[1].given.published, "2031-01-01 10:00:00");
  EXPECT_EQ(all.records[1].given.outlet, "tarn.example");
  EXPECT_EQ(all.records[1].given.authors, std::vector<std::string>{"E F"});
  EXPECT_TRUE(all.records[1].id.starts_with("x-"));
  EXPECT_EQ(all.records[2].kind, RawKind::html);
  EXPECT_EQ(all.records[2].given.published, "2031-03-23T02:40:00Z");
  EXPECT_EQ(all.records[2].id, "7");
  EXPECT_EQ(all.records[2].given.authors, std::vector<std::string>{"G H"});
}

TEST(Jsonl, PrefersOurNamesAndTheLastOfTwo) {
  auto record =
      read_bytes("x.jsonl", R"({"maintext":"a","text":"b","text":"c","date":"d","published":null,"title":12.5})")
          .records.at(0);
  EXPECT_EQ(record.content, "c");
  EXPECT_EQ(record.given.published, "d");
  EXPECT_EQ(record.given.title, "12.5");
}

TEST(Jsonl, NamesTheLineThatIsBroken) {
  auto all = read_bytes("x.jsonl", "{\"text\":\"a\"}\n{\"text\":\n[1]\n{\"title\":\"t\"}\n{\"text\":\"b\"}\n");
  EXPECT_EQ(all.records.size(), 2u);
  ASSERT_EQ(all.unread.size(), 3u);
  EXPECT_EQ(all.unread[0].reason, "not_json");
  EXPECT_NE(all.unread[0].detail.find("x.jsonl, line 2"), std::string::npos);
  EXPECT_EQ(all.unread[0].place.offset, 13u);
  EXPECT_EQ(all.unread[0].place.length, 8u);
  EXPECT_EQ(all.unread[1].reason, "not_a_report");
  EXPECT_EQ(all.unread[2].reason, "no_text");
}

TEST(Jsonl, MendsLoneSurrogates) {
  auto lone = read_bytes("x.jsonl", R"({"text":"a\ud83d b\uDC00 c\ud83d\ude00 d\\ud83d"})").records.at(0);
  EXPECT_EQ(lone.content, "a\xEF\xBF\xBD b\xEF\xBF\xBD c😀 d\\ud83d");
  EXPECT_TRUE(has_problem(lone, "lone_surrogate"));
  std::string out;
  EXPECT_FALSE(mend_surrogates(R"({"text":"\ud83d\ude00"})", out));
}

TEST(Jsonl, ReadsLinesInOtherEncodings) {
  auto record = read_bytes("x.jsonl", "{\"text\":\"caf\xE9 \x97 na\xEFve\"}").records.at(0);
  EXPECT_EQ(record.content, "café — naïve");
  EXPECT_EQ(record.charset, "windows-1252");
}

TEST(Jsonl, VerbatimIsTheFieldToTheByte) {
  std::string_view line = R"({"text":"â€™ a\u0000b\r\n "})";
  EXPECT_EQ(read_bytes("x.jsonl", line, {.verbatim = true}).records.at(0).content,
            std::string_view("â€™ a\0b\r\n ", 15));
  EXPECT_EQ(read_bytes("x.jsonl", line).records.at(0).content, "’ ab\r\n ");
}

TEST(Jsonl, IsKnownByItsContent) {
  EXPECT_EQ(read_bytes("x.txt", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n").records.size(), 2u);
  EXPECT_EQ(read_bytes("x.json", "[\n {\"text\":\"a\"},\n {\"text\":\"b}\"}\n]\n").records.size(), 2u);
  auto pretty = read_bytes("x.json", "{\n \"text\": \"a \\\" {\"\n}\n").records;
  ASSERT_EQ(pretty.size(), 1u);
  EXPECT_EQ(pretty[0].content, "a \" {");
  EXPECT_EQ(read_bytes("x.json", "[{\"text\":\"a\"}, {\"text\":").unread.at(0).reason, "not_json");
}

TEST(Jsonl, PlacesAreFoundAgain) {
  TempFolder folder;
  auto path = folder.write("x.jsonl", "{\"text\":\"a\"}\n  {\"text\":\"b\"}  \n{\"text\":\"c\"}");
  auto all = read_all({path});
  ASSERT_EQ(all.records.size(), 3u);
  EXPECT_EQ(all.records[1].place.offset, 15u);
  EXPECT_EQ(all.records[1].place.length, 12u);
  for (auto& record : all.records) EXPECT_EQ(read_again(record.place)->content, record.content);
}

TEST(Jsonl, LongLinesCostThemselves) {
  std::string lines = "{\"text\":\"" + std::string(500, 'x') + "\"}\n{\"text\":\"ok\"}\n";
  auto all = read_bytes("x.jsonl", lines, {.max_record_bytes = 100});
  ASSERT_EQ(all.unread.size(), 1u);
  EXPECT_EQ(all.unread[0].reason, "too_long");
  EXPECT_EQ(all.unread[0].place.length, 512u);
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.records[0].content, "ok");
}

TEST(Epoch, BecomesIso) {
  EXPECT_EQ(iso_from_epoch(0), "");
  EXPECT_EQ(iso_from_epoch(1476576000), "2016-10-16T00:00:00Z");
  EXPECT_EQ(iso_from_epoch(1476576000123.0), "2016-10-16T00:00:00Z");
  EXPECT_EQ(iso_from_epoch(1e300), "");
}

}  // namespace
}  // namespace fairwitness
