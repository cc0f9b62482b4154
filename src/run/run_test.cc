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
