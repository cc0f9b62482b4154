#include "report/json_writer.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

// Strings are written as the library's own writer has them, byte by byte, wherever the marks stand.
TEST(Json, WritesStringsAsTheLibraryDoes) {
  std::string every;
  for (int c = 1; c < 0x80; ++c) every += static_cast<char>(c);
  every += std::string(1, '\0') + "\xE2\x80\x9COstmark\xE2\x80\x9D";
  std::vector<std::string> texts = {"", "a", "\"", "sixteen letters!", "sixteen letters!\n", every, every + every};
  for (size_t n = 0; n < 40; ++n) texts.push_back(std::string(n, 'x') + '\\' + std::string(40 - n, 'y'));
  for (const std::string& text : texts) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.StartObject();
    for (const char* key : {"a", "b"}) {
      writer.Key(key);
      writer.String(text.data(), static_cast<unsigned>(text.size()));
    }
    writer.EndObject();
    Json json;
    json.open();
    json.field("a", text);
    json.field("b", text);
    json.close();
    EXPECT_EQ(json.take(), std::string(buffer.GetString(), buffer.GetSize()));
  }
}

}  // namespace
}  // namespace fairwitness
