#include "article/credits.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

class CreditsTest : public ::testing::Test {
 protected:
  CreditsTest() : rules_(std::move(Rules::embedded().value())), credits_(*rules_) {}

  // Paragraphs given one by one; "Agency:how ..." in text order.
  std::string found(const std::vector<std::string>& paragraphs, BlockKind kind = BlockKind::paragraph) {
    article_ = {};
    for (const std::string& one : paragraphs) {
      if (!article_.text.empty()) article_.text += "\n\n";
      auto begin = static_cast<uint32_t>(article_.text.size());
      article_.text += one;
      article_.blocks.push_back({kind, {begin, static_cast<uint32_t>(article_.text.size())}});
    }
    return told({});
  }
  std::string told(const std::vector<std::string>& bylines) {
    std::string out;
    for (const Credit& credit : find_credits(article_, bylines, credits_)) {
      if (!credit.span.empty()) {
        EXPECT_EQ(credit.span.of(article_.text), credit.words);
      }
      out += (out.empty() ? "" : " ") + credit.agency + ":" + std::string(name_of(credit.how));
    }
    return out;
  }
  std::shared_ptr<const Rules> rules_;
  CreditRules credits_;
  Article article_;
  const std::string prose_ =
      "The ferry crossed the sound twice before noon, the harbour office of the island said in the evening.";
};

TEST_F(CreditsTest, Datelines) {
  EXPECT_EQ(found({"ORVALE, Sept 9 (Reuters) - The ferry crossed the sound twice."}), "Reuters:dateline");
  EXPECT_EQ(found({"ORVALE, Oct. 16, 2031 (AFP) — The ferry crossed the sound."}), "AFP:dateline");
  EXPECT_EQ(found({"ORVALE — AP — The ferry crossed the sound twice."}), "AP:dateline");
  EXPECT_EQ(found({"Orvale (dpa/lno) - Die Fähre kam am Montag zurück."}), "dpa:dateline");
  EXPECT_EQ(found({"AFP - The ferry crossed the sound twice before noon."}), "AFP:dateline");
  EXPECT_EQ(found({"The company (AP) said so - and nobody else did in Orvale that day."}), "");
}

TEST_F(CreditsTest, CreditLines) {
  for (const char* line : {"AFP contributed to this report.", "With files from AFP", "© AFP", "Source: AFP", "AFP",
                           "(AFP)", "— AFP", "This article was produced by AFP.", "AFP contributed reporting."})
    EXPECT_EQ(found({prose_, prose_, line}), "AFP:credit_line") << line;
  EXPECT_EQ(found({prose_, "(Reporting by Ada Quill in Orvale; Editing by Ben Tallow)"}), "");
  EXPECT_EQ(found({prose_, prose_ + " (Reuters)"}), "Reuters:credit_line");
  EXPECT_EQ(found({prose_, prose_ + " – Xinhua"}), "Xinhua:credit_line");
  EXPECT_EQ(found({prose_, "Mit Material von dpa"}), "dpa:credit_line");
  EXPECT_EQ(found({prose_, "Reuters and AFP contributed to this report."}), "Reuters:credit_line AFP:credit_line");
}

TEST_F(CreditsTest, AttributionsOfTheStory) {
  EXPECT_EQ(found({prose_, "According to Reuters, the ferry was late."}), "Reuters:in_text");
  EXPECT_EQ(found({"The ferry was late, Reuters reported on Monday."}), "Reuters:in_text");
}

TEST_F(CreditsTest, WhatIsNoCredit) {
  EXPECT_EQ(found({"A pilot told Reuters: \"We were late.\""}), "");
  EXPECT_EQ(found({"\"We were late,\" the pilot told AFP."}), "");
  EXPECT_EQ(found({"The pilot told the news agency AFP the ferry was late."}), "");
  EXPECT_EQ(found({"\"We were late,\" he said, according to the Tasnim state news agency."}), "");
  EXPECT_EQ(found({prose_, prose_, prose_, prose_, "The ferry was late, the Spanish news agency EFE reported."}), "");
  EXPECT_EQ(found({prose_, "OrvaleWorld and agencies"}), "");
  EXPECT_EQ(found({prose_ + " Half of them agreed in a Reuters/Ipsos poll in June. " + prose_ + " " + prose_}), "");
  EXPECT_EQ(found({prose_, "The AP course is hard, and the PA system failed."}), "");
}

TEST_F(CreditsTest, Photos) {
  EXPECT_EQ(found({prose_, "Photo: Reuters (archive)", prose_}), "Reuters:photo");
  EXPECT_EQ(found({prose_ + " Source: AFP/file", prose_}), "AFP:photo");
  EXPECT_EQ(found({"Ada Quill / Orvale Pool / AFP (archive) | The ferry on August 26, 2031.", prose_}), "AFP:photo");
  EXPECT_EQ(found({prose_, "REUTERS/Ada Quill", prose_}), "Reuters:photo");
  EXPECT_EQ(found({"The ferry in Orvale. (AP Photo/Ada Quill)", prose_}), "AP:photo");
  EXPECT_EQ(found({"The ferry in the harbour (AFP)"}, BlockKind::caption), "AFP:photo");
}

TEST_F(CreditsTest, Bylines) {
  EXPECT_EQ(found({"By Ada Quill, Associated Press"}, BlockKind::byline), "AP:byline");
  EXPECT_EQ(found({"Reuters Staff"}, BlockKind::byline), "Reuters:byline");
  article_ = {};
  EXPECT_EQ(told({"ORVALE POST with AFP"}), "AFP:byline");
}

TEST_F(CreditsTest, DroppedWordsAreKept) {
  article_ = {};
  article_.dropped.push_back({"boilerplate", "AFP contributed to this report."});
  article_.dropped.push_back({"navigation", "Reuters contributed to this report."});
  auto credits = find_credits(article_, {}, credits_);
  ASSERT_EQ(credits.size(), 1u);
  EXPECT_TRUE(credits[0].span.empty());
  EXPECT_EQ(credits[0].words, "AFP contributed to this report.");
}

TEST_F(CreditsTest, NamesNeedTheirBounds) {
  EXPECT_TRUE(credits_.agencies.find("APPLE, Reutersville, INTERFAXES").empty());
  EXPECT_EQ(credits_.agencies.whole("The Associated Press"), "AP");
  EXPECT_EQ(credits_.agencies.whole("The Orvale Press"), "");
}

}  // namespace
}  // namespace fairwitness
