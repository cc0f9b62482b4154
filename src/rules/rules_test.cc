#include "rules/rules.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fairwitness {
namespace {

namespace fs = std::filesystem;

class RulesFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("fw_rules_" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "rules" / "xx");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& text) { std::ofstream(folder_ / "rules" / "xx" / "words.tsv") << text; }
  fs::path folder_;
};

TEST_F(RulesFolder, ReadsColumnsAndRows) {
  write("# Words\n# source: us\n# licence: Apache-2.0\nword\tkind\nsay\tverb\nshout\n");
  auto rules = Rules::from_folder(folder_.string());
  ASSERT_TRUE(rules);
  const Table& table = (*rules)->table("rules/xx/words");
  ASSERT_EQ(table.rows(), 2u);
  EXPECT_EQ(table.cell(0, "kind"), "verb");
  EXPECT_EQ(table.cell(1, "word"), "shout");
  EXPECT_EQ(table.cell(1, "kind"), "");
  EXPECT_EQ((*rules)->table("rules/xx/none").rows(), 0u);
}

TEST_F(RulesFolder, RefusesATableWithoutSourceOrLicence) {
  write("# Words\n# source: us\nword\nsay\n");
  EXPECT_EQ(Rules::from_folder(folder_.string()).error().code, "rules_malformed");
}

TEST_F(RulesFolder, NamesFileAndLineOfAFault) {
  write("# source: us\n# licence: CC0\nword\nsay\tverb\n");
  auto rules = Rules::from_folder(folder_.string());
  ASSERT_FALSE(rules);
  EXPECT_NE(rules.error().message.find("words.tsv, line 4"), std::string::npos) << rules.error().message;
}

TEST(EmbeddedRules, AllParse) {
  auto rules = Rules::embedded();
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_FALSE((*rules)->names("rules/").empty());
  for (const std::string& name : (*rules)->names("rules/"))  // each aborts where it does not parse
    EXPECT_FALSE((*rules)->table(name.substr(0, name.size() - 4)).columns().empty()) << name;
}

}  // namespace
}  // namespace fairwitness
