#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "intake/test_files.h"

namespace fairwitness {
namespace {

namespace fs = std::filesystem;

TEST(Files, AreReadInTheOrderOfTheirPathsBytes) {
  TempFolder folder;
  for (const char* name : {"b.txt", "a/z.txt", "a-b.txt", "a/.hidden.txt", ".git/x.txt", "Z.txt"})
    folder.write(name, "text of it");
  auto all = read_all({folder.path()});
  std::vector<std::string> names;
  for (auto& record : all.records) names.push_back(record.place.path.substr(folder.path().size() + 1));
  EXPECT_EQ(names, (std::vector<std::string>{"Z.txt", "a-b.txt", "a/z.txt", "b.txt"}));
  EXPECT_TRUE(all.unread.empty());
}

TEST(Files, LinksMayLoop) {
  TempFolder folder;
  folder.write("a/report.txt", "A text.");
  fs::create_directory_symlink(folder.path(), folder.path("a/up"));
  fs::create_directory_symlink(folder.path("a"), folder.path("again"));
  fs::create_symlink("nowhere", folder.path("broken"));
  fs::create_symlink("self", folder.path("self"));
  auto all = read_all({folder.path()});
  ASSERT_EQ(all.records.size(), 1u);
  EXPECT_EQ(all.records[0].place.path, folder.path("a/report.txt"));
  ASSERT_EQ(all.unread.size(), 2u);
  EXPECT_EQ(all.unread[0].reason, "not_found");
}

TEST(Files, SayWhyTheyWereNotRead) {
  TempFolder folder;
  folder.write("empty.html", "");
  folder.write("image.html", "\x89PNG\r\n\x1A\n");
  folder.write("paper.pdf", "%PDF-1.4\n");
  folder.write("data.bin", std::string(64, '\1'));
  auto all = read_all({folder.path(), folder.path("missing.txt")});
  ASSERT_EQ(all.unread.size(), 5u);
  EXPECT_EQ(all.unread[0].reason, "binary");
  EXPECT_EQ(all.unread[1].reason, "empty");
  EXPECT_EQ(all.unread[1].how, Unread::How::skipped);
  EXPECT_EQ(all.unread[2].reason, "binary");
  EXPECT_EQ(all.unread[3].reason, "binary");
  EXPECT_EQ(all.unread[4].reason, "not_found");
  EXPECT_EQ(all.unread[4].how, Unread::How::failed);
  EXPECT_NE(all.unread[4].detail.find("missing.txt"), std::string::npos);
}

TEST(Files, MayVanishOrBeForbidden) {
  TempFolder folder;
  folder.write("a.txt", "A");
  folder.write("b.txt", "B");
  Intake intake({folder.path()}, {});
  fs::remove(folder.path("b.txt"));
  auto first = intake.next(), second = intake.next();
  ASSERT_TRUE(first && second);
  EXPECT_TRUE(std::holds_alternative<RawRecord>(*first));
  EXPECT_EQ(std::get<Unread>(*second).reason, "vanished");
  EXPECT_FALSE(intake.next());
  if (::geteuid() == 0) return;
  ::chmod(folder.path("a.txt").c_str(), 0);
  EXPECT_EQ(read_all({folder.path("a.txt")}).unread.at(0).reason, "unreadable");
}

TEST(Files, KindIsToldByContentFirst) {
  EXPECT_EQ(read_bytes("a.txt", "<!DOCTYPE html><p>Hi").records.at(0).kind, RawKind::html);
  EXPECT_EQ(read_bytes("a.html", "Only words.").records.at(0).kind, RawKind::html);
  EXPECT_EQ(read_bytes("a", "\n <!-- x --><HTML><p>Hi").records.at(0).kind, RawKind::html);
  EXPECT_EQ(read_bytes("a.txt", "[HARBOUR] The ferry left.").records.at(0).kind, RawKind::text);
  EXPECT_EQ(read_bytes("a.txt", "Subject: none\n\nThe ferry left.").records.at(0).kind, RawKind::text);
  EXPECT_EQ(read_bytes("a.xml", "<?xml version=\"1.0\"?><urlset/>").unread.at(0).reason, "not_a_page");
}

TEST(Files, CarryTheIdOfTheirContent) {
  auto one = read_bytes("ferry news.txt", "The ferry left.").records.at(0);
  auto same = read_bytes("ferry news.txt", "The ferry left.").records.at(0);
  auto other = read_bytes("ferry news.txt", "The ferry sank.").records.at(0);
  EXPECT_EQ(one.id, same.id);
  EXPECT_NE(one.id, other.id);
  EXPECT_TRUE(one.id.starts_with("ferry-news-")) << one.id;
  EXPECT_EQ(one.id.size(), 11u + 8);
}

TEST(Files, LongOnesAreCutAndSaidToBe) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  auto record = read_bytes("a.txt", text, {.max_record_bytes = 51}).records.at(0);
  EXPECT_EQ(record.content.size(), 50u);
  EXPECT_TRUE(has_problem(record, "content_cut"));
  EXPECT_FALSE(has_problem(record, "invalid_utf8"));
  EXPECT_EQ(record.place.length, 200u);
}

TEST(Files, VerbatimKeepsEveryByte) {
  std::string bytes = "A\r\n  line â€™ \xEF\xBB\xBF and \t\n\n";
  EXPECT_EQ(read_bytes("a.txt", bytes, {.verbatim = true}).records.at(0).content, bytes);
}

TEST(Files, ProgressAddsUp) {
  TempFolder folder;
  folder.write("a.txt", std::string(1000, 'a'));
  folder.write("b.txt", std::string(500, 'b'));
  Intake intake({folder.path()}, {});
  EXPECT_EQ(intake.bytes_total(), 1500u);
  EXPECT_EQ(intake.bytes_done(), 0u);
  while (intake.next()) {
  }
  EXPECT_EQ(intake.bytes_done(), 1500u);
}

TEST(Files, AreFoundAgain) {
  TempFolder folder;
  folder.write("a.txt", "A text.");
  auto record = read_all({folder.path()}).records.at(0);
  auto again = read_again(record.place);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->content, "A text.");
  fs::remove(folder.path("a.txt"));
  EXPECT_FALSE(read_again(record.place).has_value());
}

}  // namespace
}  // namespace fairwitness
