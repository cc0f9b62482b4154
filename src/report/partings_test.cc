#include "report/partings.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

TEST(Partings, AreReadFromAFile) {
  auto read = parse_partings(
      "\xEF\xBB\xBFkind\ta\tb\twhy\r\n# the fire, not the flood\n\nstory\tz1\ta7\ttwo fires\nname\tIlse Varga \tIna "
      "Varga\n"
      "story\ta7\tz1\ttwo towns\n",
      "apart.tsv");
  ASSERT_TRUE(read.has_value()) << read.error().message;
  ASSERT_EQ(read->all().size(), 2u);
  EXPECT_EQ(read->all()[0].a, "a7");
  EXPECT_EQ(read->all()[0].why, "two towns");  // the last one that is told
  EXPECT_TRUE(read->find(Parting::Kind::name, "ina varga", "ILSE VARGA"));
  EXPECT_FALSE(read->find(Parting::Kind::origin, "a7", "z1"));
  EXPECT_TRUE(parse_partings("", "")->empty());
}

TEST(Partings, SayWhichLineIsWrong) {
  for (const char* text :
       {"kind\ta\tb\twhy\nstories\ta\tb\n", "# two\nstory\ta\n", "\nname\ta\ta\n", "#\nstory a b\n"}) {
    auto read = parse_partings(text, "apart.tsv");
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.error().code, "partings_malformed");
    EXPECT_TRUE(read.error().message.starts_with("apart.tsv, line 2: ")) << read.error().message;
  }
}

TEST(Partings, AreFoundAmongReports) {
  Report a, b, c;
  a.id = "a", b.id = "b", c.id = "c";
  const Partings partings({{Parting::Kind::story, "c", "a", ""}, {Parting::Kind::story, "b", "z", ""}});
  using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;
  EXPECT_EQ(partings.among(Parting::Kind::story, {&c, &b, &a}), (Pairs{{0, 2}}));
  EXPECT_EQ(partings.among(Parting::Kind::origin, {&c, &b, &a}), Pairs());
}

}  // namespace
}  // namespace fairwitness
