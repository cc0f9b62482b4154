#include "intake/test_files.h"

namespace fairwitness {
namespace {

std::string little(uint64_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

std::string deflated(std::string_view bytes) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_deflate_compress_bound(compressor, bytes.size()), '\0');
  out.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

struct ZipFile {
  std::string name, bytes;
  bool deflate = false;
};

std::string zip(const std::vector<ZipFile>& files) {
  std::string all, directory;
  for (const ZipFile& file : files) {
    std::string packed = file.deflate ? deflated(file.bytes) : file.bytes;
    std::string shared = little(20, 2) + little(0, 2) + little(file.deflate ? 8 : 0, 2) + little(0, 4) + little(0, 4) +
                         little(packed.size(), 4) + little(file.bytes.size(), 4) + little(file.name.size(), 2) +
                         little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + shared + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                 little(all.size(), 4) + file.name;
    all += "PK\x03\x04" + shared + file.name + packed;
  }
  size_t at = all.size();
  return all + directory + "PK\x05\x06" + little(0, 4) + little(files.size(), 2) + little(files.size(), 2) +
         little(directory.size(), 4) + little(at, 4) + little(0, 2);
}

std::string sample() {
  std::string first = gzipped(warc_page("http://a/1", "<p>One")) + gzipped(warc_page("http://a/2", "<p>Two"));
  return zip({{"pages/pages.jsonl", "{}"},
              {"archive/data.warc.gz", first},
              {"archive/more.warc", warc_page("http://a/3", "<p>Three"), true}});
}

TEST(Wacz, GivesItsPages) {
  auto all = read_bytes("crawl.wacz", sample());
  ASSERT_EQ(all.records.size(), 3u);
  EXPECT_EQ(all.records[0].content, "<p>One");
  EXPECT_EQ(all.records[0].place.inner, "archive/data.warc.gz");
  EXPECT_EQ(all.records[2].content, "<p>Three");
  EXPECT_TRUE(all.unread.empty());
}

TEST(Wacz, PlacesAreFoundAgain) {
  TempFolder folder;
  auto all = read_all({folder.write("crawl.wacz", sample())});
  ASSERT_EQ(all.records.size(), 3u);
  for (auto& record : all.records) {
    auto again = read_again(record.place);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->content, record.content);
  }
  // The range of a stored member is that of the file itself.
  std::string bytes = sample();
  EXPECT_EQ(static_cast<unsigned char>(bytes[all.records[1].place.offset]), 0x1F);
}

TEST(Wacz, SaysWhatElseAZipIs) {
  EXPECT_EQ(read_bytes("x.zip", zip({{"a.txt", "A"}})).unread.at(0).reason, "binary");
  EXPECT_EQ(read_bytes("x.zip", "PK\x03\x04zzzz").unread.at(0).reason, "zip_broken");
  std::string bytes = sample();
  for (size_t cut = 1; cut < bytes.size(); cut += 7) read_in_memory("x.wacz", bytes.substr(0, cut));
}

}  // namespace
}  // namespace fairwitness
