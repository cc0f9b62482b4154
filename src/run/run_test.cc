#include "run/run.h"

#include <gtest/gtest.h>

#include <atomic>

#include "run/pipeline.h"

namespace fairwitness {
namespace {

TEST(Pipeline, KeepsTheOrderWhateverEachTakes) {
  for (unsigned threads : {1u, 2u, 8u}) {
    int next = 0;
    std::vector<int> taken;
    run_in_order(
        threads, 4, [&]() -> std::optional<int> { return next < 300 ? std::optional<int>(next++) : std::nullopt; },
        [](int n) {
          uint64_t busy = 0;
          for (int i = 0; i < (n % 7) * 3000; ++i) busy = hash_mix(busy, static_cast<uint64_t>(i));
          return std::pair<int, uint64_t>(n, busy);
        },
        [&](std::pair<int, uint64_t> one) {
          taken.push_back(one.first);
          return true;
        });
    ASSERT_EQ(taken.size(), 300u);
    for (int i = 0; i < 300; ++i) EXPECT_EQ(taken[static_cast<size_t>(i)], i);
  }
}

TEST(Pipeline, EndsEarlyWhenTheTakerHasEnough) {
  std::atomic<int> given = 0;
  int taken = 0;
  run_in_order(
      4, 8, [&]() -> std::optional<int> { return ++given; }, [](int n) { return n; },
      [&](int) { return ++taken < 10; });
  EXPECT_EQ(taken, 10);
  EXPECT_LT(given, 40);
}

TEST(Pipeline, TakesNothingFromNothing) {
  run_in_order(
      3, 2, []() -> std::optional<int> { return std::nullopt; }, [](int n) { return n; },
      [](int) {
        ADD_FAILURE();
        return true;
      });
}

// A text of another language is cut into words, so that its story can be found, and said to be unanalysed.
TEST(Engine, SaysWhichLanguageItHasNoRulesFor) {
  const Engine engine(*Rules::embedded());
  const auto problem = [&](std::string text) {
    RawRecord record;
    record.content = std::move(text);
    const Report report = engine.read(std::move(record), true);
    EXPECT_FALSE(report.words.tokens.empty());
    for (const Problem& one : report.problems)
      if (one.code == "language_unanalysed") {
        EXPECT_TRUE(report.quotes.empty());
        return one.detail;
      }
    return std::string();
  };
  EXPECT_EQ(problem("Die Brücke bleibt bis zum Herbst gesperrt, sagte Mira Halvorsen am Montag vor der Presse im "
                    "Hafen. „Wir haben keine andere Wahl“, sagte sie und ging mit ihren Leuten nach Hause."),
            "no rules for de");
  EXPECT_EQ(problem("The bridge stays closed until autumn, Mira Halvorsen said on Monday at the harbour. \"We have no "
                    "other choice,\" she said and went home with her people."),
            "");
  EXPECT_EQ(problem("Closed."), "");
}

TEST(Engine, NamesAReportByWhatItHoldsNotByWhereItLies) {
  RawRecord a, b;
  a.content = b.content = "The harbour is closed.";
  a.place.path = "here.txt";
  b.place.path = "there.txt";
  EXPECT_EQ(content_hash(a), content_hash(b));
  b.given.published = "2031-05-03";
  EXPECT_NE(content_hash(a), content_hash(b));
}

}  // namespace
}  // namespace fairwitness
