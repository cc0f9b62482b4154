#include "words/words.h"

#include <gtest/gtest.h>

#include "words/lemmas.h"
#include "words/letters.h"
#include "words/linear.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const auto loaded = Rules::embedded();
  return **loaded;
}

const WordRules& word_rules() {
  static const WordRules compiled(rules());
  return compiled;
}

Words read(std::string_view text) {
  Block block{BlockKind::paragraph, {0, static_cast<uint32_t>(text.size())}};
  return read_words(text, std::span(&block, 1), word_rules());
}

std::string tokens_of(std::string_view text) {
  std::string out;
  Words words = read(text);
  for (const Token& token : words.tokens) out += (out.empty() ? "" : "|") + std::string(token.span.of(text));
  return out;
}

std::string sentences_of(std::string_view text) {
  std::string out;
  Words words = read(text);
  for (const Sentence& sentence : words.sentences)
    out += (out.empty() ? "" : "|") + std::string(sentence.span.of(text));
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Tokens, AreCutAsPennCutsThem) {
  static constexpr Case cases[] = {
      {"Mira doesn't know.", "Mira|does|n't|know|."},
      {"We can't, won't and cannot go", "We|ca|n't|,|wo|n't|and|can|not|go"},
      {"Belvaria's envoy", "Belvaria|'s|envoy"},
      {"Belvaria’s envoy didn’t say he’ll stay; they’ve left",
       "Belvaria|’s|envoy|did|n’t|say|he|’ll|stay|;|they|’ve|left"},
      {"the rebels' advance", "the|rebels|'|advance"},
      {"the rebels’ advance.", "the|rebels|’|advance|."},
      {"'We hold the towns', he said", "'|We|hold|the|towns|'|,|he|said"},
      {"a 15-year-old well-known rebel-held town", "a|15-year-old|well-known|rebel-held|town"},
      {"the U.S. and U.N. envoys", "the|U.S.|and|U.N.|envoys"},
      {"a U.S.-Belvarian plan", "a|U.S.-Belvarian|plan"},
      {"a US-led force", "a|US-led|force"},
      {"275,000 people, 1,00,000 more, in 2015,16 came", "275,000|people|,|1,00,000|more|,|in|2015|,|16|came"},
      {"It cost $3.5 million or £20m or US$4.", "It|cost|$|3.5|million|or|£|20m|or|US$|4|."},
      {"at 3:30 p.m. on 12/10/2016", "at|3:30|p.m.|on|12/10/2016"},
      {"about 5% of 2,500km", "about|5|%|of|2,500km"},
      {"He said: \"We left.\"", "He|said|:|\"|We|left|.|\""},
      {"“No,” said Mr. Halvorsen.", "“|No|,|”|said|Mr.|Halvorsen|."},
      {"J. P. Halvorsen and A.B. Stroud", "J.|P.|Halvorsen|and|A.B.|Stroud"},
      {"it was plan B.", "it|was|plan|B|."},
      {"he and I.", "he|and|I|."},
      {"talks ... ended… badly", "talks|...|ended|…|badly"},
      {"talks -- but not a truce -- went on — slowly – on", "talks|--|but|not|a|truce|--|went|on|—|slowly|–|on"},
      {"Really?! Yes!", "Really|?!|Yes|!"},
      {"see https://example.org/a,b?c=1. Or www.example.org, or m.h@example.org.",
       "see|https://example.org/a,b?c=1|.|Or|www.example.org|,|or|m.h@example.org|."},
      {"(the envoy [sic])", "(|the|envoy|[|sic|]|)"},
      {"a\xC2\xA0"
       "b\xE2\x80\x89"
       "c",
       "a|b|c"},
      {"either/or 9/11", "either|/|or|9/11"},
      {"O'Hara of Côte d'Or, Sha‘lan al-Qadir", "O'Hara|of|Côte|d'Or|,|Sha‘lan|al-Qadir"},
      {"the '90s and 1990s", "the|'90s|and|1990s"},
      {"AT&T & R&D", "AT&T|&|R&D"},
      {"No. 5 and no.", "No.|5|and|no|."},
      {"on Oct. 3", "on|Oct.|3"},
      {"end.The next", "end|.|The|next"},
      {"#peace @mira_h said", "#peace|@mira_h|said"},
      {"", ""},
      {" \n\t ", ""},
      {"...", "..."},
      {"*** ---", "***|---"},
      {"$", "$"},
      {"'", "'"},
      {"’s", "’|s"},
      {"n't", "n't"},
  };
  for (const Case& c : cases) EXPECT_EQ(tokens_of(c.text), c.expected) << c.text;
}

TEST(Sentences, EndWhereEnglishEndsThem) {
  static constexpr Case cases[] = {
      {"Talks ended. They failed.", "Talks ended.|They failed."},
      {"\"We left.\" The envoy said no more.", "\"We left.\"|The envoy said no more."},
      {"“We left.” “Why?” asked Mira.", "“We left.”|“Why?” asked Mira."},
      {"\"Will it hold?\" he said. \"No!\" she said.", "\"Will it hold?\" he said.|\"No!\" she said."},
      {"\"They were told.\" he said.", "\"They were told.\" he said."},
      {"Mr. Stroud and Gen. Halvorsen met. Both left.", "Mr. Stroud and Gen. Halvorsen met.|Both left."},
      {"He lives in the U.S. The talks are there.", "He lives in the U.S.|The talks are there."},
      {"He met U.S. President Halvorsen.", "He met U.S. President Halvorsen."},
      {"It began at 5 p.m. Monday. It ended at 7 p.m. They left.",
       "It began at 5 p.m. Monday.|It ended at 7 p.m.|They left."},
      {"J. P. Halvorsen spoke.", "J. P. Halvorsen spoke."},
      {"Prices rose 3.5 percent. 20 people died.", "Prices rose 3.5 percent.|20 people died."},
      {"He waited ... and left. It was ... The end.", "He waited ... and left.|It was ...|The end."},
      {"They left (or fled.) Others stayed.", "They left (or fled.)|Others stayed."},
      {"Halvorsen Inc. said so. Halvorsen Inc. The firm closed.",
       "Halvorsen Inc. said so.|Halvorsen Inc.|The firm closed."},
      {"No stop at the end", "No stop at the end"},
      {"One line\n\nAnother line", "One line|Another line"},
      {"One line\nand on", "One line\nand on"},
      {"end.The next", "end.|The next"},
      {"on Oct. 3. On Nov. 4 it ended.", "on Oct. 3.|On Nov. 4 it ended."},
      {"He asked: \"Who?\" Nobody knew.", "He asked: \"Who?\"|Nobody knew."},
      {"She said 'no.' He left.", "She said 'no.'|He left."},
  };
  for (const Case& c : cases) EXPECT_EQ(sentences_of(c.text), c.expected) << c.text;
}

TEST(Sentences, StayWithinTheirBlocks) {
  std::string text = "Talks fail\n\nThe talks failed. Nobody came";
  std::vector<Block> blocks = {{BlockKind::title, {0, 10}},
                               {BlockKind::paragraph, {12, static_cast<uint32_t>(text.size())}}};
  Words words = read_words(text, blocks, word_rules());
  ASSERT_EQ(words.sentences.size(), 3u);
  EXPECT_EQ(words.sentences[0].block, 0u);
  EXPECT_EQ(words.sentences[0].span.of(text), "Talks fail");
  EXPECT_EQ(words.sentences[2].block, 1u);
  EXPECT_EQ(words.sentences[1].first, words.sentences[0].end);
}

TEST(Sentences, AreCutWhereNoStopEverComes) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "word ";
  Words words = read(text);
  EXPECT_EQ(words.sentences.size(), 5u);
}

std::string tags_of(std::string_view text) {
  std::string out;
  Words words = read(text);
  for (const Token& token : words.tokens) out += (out.empty() ? "" : " ") + std::string(name_of(token.penn));
  return out;
}

TEST(Tags, OfPlainNewsSentences) {
  static constexpr Case cases[] = {
      {"The minister said the talks had failed.", "DT NN VBD DT NNS VBD VBN ."},
      {"\"We will not leave,\" Halvorsen told reporters.", "`` PRP MD RB VB , '' NNP VBD NNS ."},
      {"She has been working in Belvaria's capital.", "PRP VBZ VBN VBG IN NNP POS NN ."},
      {"It is more dangerous than ever.", "PRP VBZ RBR JJ IN RB ."},
      {"They want to reach an agreement.", "PRP VBP TO VB DT NN ."},
  };
  for (const Case& c : cases) EXPECT_EQ(tags_of(c.text), c.expected) << c.text;
}

TEST(Tags, UniversalTagsTellHelpersFromVerbs) {
  std::string text = "He has left and has a house.";
  Words words = read(text);
  EXPECT_EQ(words.tokens[1].upos, Upos::AUX);
  EXPECT_EQ(words.tokens[2].upos, Upos::VERB);
  EXPECT_EQ(words.tokens[4].upos, Upos::VERB);
  EXPECT_EQ(words.tokens[6].upos, Upos::NOUN);
  EXPECT_EQ(words.tokens[7].upos, Upos::PUNCT);
}

TEST(Lemmas, OfRegularAndOtherForms) {
  Lemmas lemmas(rules());
  struct {
    const char* form;
    Penn penn;
    const char* lemma;
  } cases[] = {
      {"said", Penn::VBD, "say"},
      {"talks", Penn::NNS, "talk"},
      {"cities", Penn::NNS, "city"},
      {"hoped", Penn::VBD, "hope"},
      {"stopped", Penn::VBN, "stop"},
      {"agreed", Penn::VBD, "agree"},
      {"killed", Penn::VBN, "kill"},
      {"wounded", Penn::VBN, "wound"},
      {"children", Penn::NNS, "child"},
      {"women", Penn::NNS, "woman"},
      {"is", Penn::VBZ, "be"},
      {"were", Penn::VBD, "be"},
      {"going", Penn::VBG, "go"},
      {"lies", Penn::VBZ, "lie"},
      {"meeting", Penn::VBG, "meet"},
      {"meeting", Penn::NN, "meeting"},
      {"losses", Penn::NNS, "loss"},
      {"houses", Penn::NNS, "house"},
      {"buses", Penn::NNS, "bus"},
      {"moves", Penn::VBZ, "move"},
      {"knives", Penn::NNS, "knife"},
      {"denied", Penn::VBD, "deny"},
      {"dying", Penn::VBG, "die"},
      {"using", Penn::VBG, "use"},
      {"addressed", Penn::VBD, "address"},
      {"accused", Penn::VBD, "accuse"},
      {"visited", Penn::VBD, "visit"},
      {"better", Penn::JJR, "good"},
      {"heaviest", Penn::JJS, "heavy"},
      {"larger", Penn::JJR, "large"},
      {"n't", Penn::RB, "not"},
      {"wo", Penn::MD, "will"},
      {"told", Penn::VBD, "tell"},
      {"announced", Penn::VBD, "announce"},
      {"admitted", Penn::VBD, "admit"},
      {"warning", Penn::VBG, "warn"},
      {"crises", Penn::NNS, "crisis"},
      {"viruses", Penn::NNS, "virus"},
      {"added", Penn::VBD, "add"},
      {"backed", Penn::VBN, "back"},
      {"bombing", Penn::VBG, "bomb"},
      {"forced", Penn::VBN, "force"},
  };
  for (const auto& c : cases) EXPECT_EQ(lemmas.of(c.form, c.penn), c.lemma) << c.form;
}

TEST(Letters, LowerCaseBeyondAscii) {
  EXPECT_EQ(lower_case("ÉCOLE ŁÓDŹ Москва ŞIRNAK ’S"), "école łódź москва şirnak 's");
}

TEST(WordsOfHostileText, KeepTheirPromises) {
  std::string cases[] = {std::string(300000, '\''), std::string(300000, '.'),    std::string(300000, 'a'),
                         std::string(300000, '"'),  std::string(300000, '-'),    std::string(300000, '@'),
                         std::string(300000, '('),  "\xE2\x80\x99\xE2\x80\x99s", ". . . . . ."};
  std::string stops;
  for (int i = 0; i < 100000; ++i) stops += "a.";
  for (const auto& text :
       {stops, cases[0], cases[1], cases[2], cases[3], cases[4], cases[5], cases[6], cases[7], cases[8]}) {
    Words words = read(text);
    uint32_t at = 0, token = 0;
    for (const Token& t : words.tokens) {
      ASSERT_LE(at, t.span.begin);
      ASSERT_LT(t.span.begin, t.span.end);
      ASSERT_TRUE(is_utf8_boundary(text, t.span.begin) && is_utf8_boundary(text, t.span.end));
      ASSERT_LT(t.lemma, words.lemmas.size());
      at = t.span.end;
    }
    for (const Sentence& s : words.sentences) {
      ASSERT_EQ(s.first, token);
      token = s.end;
    }
    ASSERT_EQ(token, words.tokens.size());
  }
}

TEST(Models, RefuseBytesThatAreNoModel) {
  EXPECT_EQ(LinearModel("").classes(), 0u);
  EXPECT_EQ(LinearModel("FWLM and something that is none at all").classes(), 0u);
  EXPECT_EQ(WordTable("FWWT and something that is none at all").at(5), 0);
  std::string_view real = rules().bytes("models/en/tagger.bin");
  EXPECT_GT(LinearModel(real).classes(), 30u);
  EXPECT_EQ(LinearModel(real.substr(0, real.size() - 1)).classes(), 0u);
}

}  // namespace
}  // namespace fairwitness
