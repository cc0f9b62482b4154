#include "quotes/quotes.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/cost.h"
#include "quotes/attributor.h"
#include "quotes/chain.h"
#include "quotes/marks.h"
#include "quotes/units.h"

namespace fairwitness {
namespace {

// The rooms before this one, read once.
struct Rooms {
  std::shared_ptr<const Rules> rules = *Rules::embedded();
  ArticleRules articles{*rules};
  WordRules words{*rules};
  NameRules names{*rules};
  QuoteRules quotes{*rules};
};
const Rooms& rooms() {
  static const Rooms all;
  return all;
}

struct Read {
  Article article;
  Words words;
  Names names;
  std::vector<Quote> quotes;
};

Read read(const std::string& text) {
  Read out;
  RawRecord record;
  record.content = text;
  out.article = read_article(record, rooms().articles, true);
  for (Block& block : out.article.blocks) block.kind = BlockKind::paragraph;
  out.words = read_words(out.article.text, out.article.blocks, rooms().words);
  out.names = find_names(out.article, out.words, rooms().names);
  out.quotes = find_quotes(out.article, out.words, out.names, rooms().quotes);
  return out;
}

std::string words_of(const Read& read, const Quote& quote) {
  return std::string(without_marks(read.article.text, quote.content.front()).of(read.article.text));
}

std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> out;
  while (true) {
    const size_t bar = line.find('|');
    std::string_view cell = line.substr(0, bar);
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    out.emplace_back(cell);
    if (bar == std::string_view::npos) return out;
    line.remove_prefix(bar + 1);
  }
}

struct Case {
  std::string text;
  std::vector<std::vector<std::string>> marked, indirect;
};

std::vector<Case> read_cases(const std::string& name) {
  std::ifstream file(std::string(FW_SOURCE_DIR) + "/src/quotes/cases/" + name);
  std::vector<Case> out(1);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    if (line.empty())
      out.emplace_back();
    else if (line.starts_with("= "))
      out.back().marked.push_back(cells(line.substr(2)));
    else if (line.starts_with("~ "))
      out.back().indirect.push_back(cells(line.substr(2)));
    else
      out.back().text += (out.back().text.empty() ? "" : "\n") + line;
  }
  std::erase_if(out, [](const Case& one) { return one.text.empty(); });
  return out;
}

// The speaker may be given in a longer form than the case has it.
void check_speaker(const Quote& quote, const std::string& speaker, const std::string& text) {
  if (!speaker.empty()) {
    EXPECT_NE(quote.speaker.find(speaker), std::string::npos) << text << "\nspeaker: " << quote.speaker;
  }
}

void check(const Case& one) {
  const Read found = read(one.text);
  std::vector<const Quote*> marked;
  for (const Quote& quote : found.quotes)
    if (quote.kind != QuoteKind::indirect) marked.push_back(&quote);
  std::string listing;
  for (const Quote* quote : marked)
    listing += "\n  " + std::string(name_of(quote->kind)) + ": " + words_of(found, *quote);
  ASSERT_EQ(marked.size(), one.marked.size()) << one.text << listing;
  for (size_t i = 0; i < marked.size(); ++i) {
    const auto& want = one.marked[i];
    const Quote& have = *marked[i];
    EXPECT_EQ(name_of(have.kind), want[0]) << one.text;
    if (have.kind == QuoteKind::direct) {
      EXPECT_EQ(words_of(found, have), want[1]) << one.text;
    } else {
      EXPECT_NE(have.content.front().of(found.article.text).find(want[1]), std::string_view::npos)
          << one.text << listing;
    }
    check_speaker(have, want.size() > 2 ? want[2] : "", one.text);
    if (want.size() > 3) {
      EXPECT_EQ(have.told_to, want[3]) << one.text;
    }
    if (want.size() > 4) {
      ASSERT_FALSE(have.via.empty()) << one.text;
      EXPECT_NE(have.via.front().find(want[4]), std::string::npos) << one.text << "\nvia: " << have.via.front();
    }
  }
  for (const auto& want : one.indirect) {
    const Quote* have = nullptr;
    for (const Quote& quote : found.quotes)
      if (quote.kind == QuoteKind::indirect && words_of(found, quote) == want[0]) have = &quote;
    ASSERT_NE(have, nullptr) << one.text << "\nnot found: " << want[0];
    check_speaker(*have, want[1], one.text);
  }
}

class Cases : public testing::TestWithParam<const char*> {};
TEST_P(Cases, AreFound) {
  const std::vector<Case> cases = read_cases(GetParam());
  ASSERT_GT(cases.size(), 5u);
  for (const Case& one : cases) check(one);
}
INSTANTIATE_TEST_SUITE_P(Quotes, Cases, testing::Values("direct.txt", "mixed.txt", "indirect.txt", "none.txt"));

TEST(Quotes, HeadingsAndCaptionsGiveNone) {
  for (BlockKind kind : {BlockKind::title, BlockKind::subhead, BlockKind::caption}) {
    Read one;
    one.article.text = "\"The road is closed,\" Lind said.";
    one.article.blocks.push_back({kind, {0, static_cast<uint32_t>(one.article.text.size())}});
    one.words = read_words(one.article.text, one.article.blocks, rooms().words);
    for (const Quote& quote : find_quotes(one.article, one.words, one.names, rooms().quotes))
      EXPECT_EQ(quote.kind, QuoteKind::indirect);
  }
}

TEST(Quotes, PartsOfWhatIsToldAreNotToldAgain) {
  EXPECT_EQ(
      read("Brekke argued that voters want leaders who believe in the sea and who talk about fish.").quotes.size(), 1u);
}

TEST(Quotes, NobodyIsToldByHimself) {
  for (const char* text : {"The man, described as a clerk of Velmar, was hit by gunfire and is expected to survive.",
                           "The fire that left 22 other people injured has been named, the miller said.",
                           "The mayor, known as the miller, said the dam held."})
    for (const Read done = read(text); const Quote& quote : done.quotes) {
      EXPECT_TRUE(!quote.source.empty() || quote.speaker.empty()) << text << ": " << quote.speaker;
      for (Span source : quote.source)
        for (Span content : quote.content) EXPECT_FALSE(source.overlaps(content)) << source.of(done.article.text);
    }
}

TEST(Quotes, SpansLieInTheText) {
  const Read one = read("“Çela është hapur,” tha Lind. “Yes,” said Zoë Ås — “and no…” — she told l’Écho.\n“");
  for (const Quote& quote : one.quotes)
    for (const auto* spans : {&quote.content, &quote.cue, &quote.source})
      for (Span span : *spans) {
        EXPECT_TRUE(span.begin < span.end && span.end <= one.article.text.size());
        EXPECT_TRUE(is_utf8_boundary(one.article.text, span.begin) && is_utf8_boundary(one.article.text, span.end));
      }
}

std::vector<std::string> inner(const std::string& text) {
  std::vector<Block> blocks;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
    at = end + 1;
  }
  std::vector<std::string> out;
  for (const Marked& mark : pair_marks(text, blocks, {"em", "tis"}))
    out.push_back(std::string(mark.inner.of(text)) + (mark.open ? " >" : "") + (mark.from_above ? " <" : ""));
  return out;
}

TEST(Marks, ArePaired) {
  using List = std::vector<std::string>;
  EXPECT_EQ(inner("\"a,\" b. \"c\""), (List{"a,", "c"}));
  EXPECT_EQ(inner("“a ‘b’ c,” d"), (List{"a ‘b’ c,"}));
  EXPECT_EQ(inner("'don't,' x"), (List{"don't,"}));
  EXPECT_EQ(inner("the farmers' plan"), (List{}));
  EXPECT_EQ(inner("'the farmers' plan,' x"), (List{"the farmers' plan,"}));
  EXPECT_EQ(inner("give 'em more, 'tis late in the '90s"), (List{}));
  EXPECT_EQ(inner("``a'' b"), (List{"a"}));
  EXPECT_EQ(inner("(\"a\")--\"b\"--c"), (List{"a", "b"}));
  EXPECT_EQ(inner("«a» „b“"), (List{"a", "b"}));
  EXPECT_EQ(inner("“a b\n“c d”"), (List{"a b >", "c d <"}));
  EXPECT_EQ(inner("“a b\nc d” e"), (List{"a b >", "c d <"}));
  EXPECT_EQ(inner("x “a “b” c"), (List{"b"}));
  EXPECT_EQ(inner("\"\" \"a\""), (List{"a"}));
  EXPECT_EQ(inner("a 12\" pipe"), (List{}));
  EXPECT_EQ(inner("“a”b “c”."), (List{"a", "c"}));
  EXPECT_EQ(inner("”a b” c"), (List{"a b"}));  // the wrong mark at the beginning
}

TEST(Chain, FindsTheBestAndItsProbability) {
  Lattice lattice;
  lattice.reset(2, 3);
  lattice.node = {1, 0, 0, 1, 0, 0.5f};
  lattice.edge[1 * 4 + 1] = -9;  // from 0 to 1 at position 1
  std::vector<uint8_t> labels;
  viterbi(lattice, labels);
  EXPECT_EQ(labels, (std::vector<uint8_t>{0, 0, 1}));
  Marginals marginals;
  forward_backward(lattice, marginals);
  for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(marginals.node[i * 2] + marginals.node[i * 2 + 1], 1.0, 1e-5);
}

TEST(Attributor, TakesOnlyItsOwnBytes) {
  EXPECT_FALSE(Attributor("").known());
  EXPECT_FALSE(Attributor("FWQUOTE2").known());
  EXPECT_FALSE(Attributor(std::string(5000, '\x7F')).known());
  EXPECT_TRUE(Attributor(rooms().rules->bytes("models/en/quotes.bin")).known());
}

// Hostile texts must end soon; the cap is generous.
double seconds(const std::string& text) {
  return cpu_seconds([&] { read(text); });
}

std::string repeated(std::string_view part, size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += part;
  return out;
}

TEST(Quotes, HostileTextsEndSoon) {
  EXPECT_LT(seconds(repeated("\"", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds(repeated("“", hostile_size(300000)) + "x" + repeated("”", hostile_size(300000))), patience(20));
  EXPECT_LT(seconds(repeated("' ", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds(repeated("\"a,\" he said, ", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds(repeated("said ", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds(repeated("“a b c\n", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds(repeated("he quoted as saying ", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds("Lind said the dyke \"held. " + repeated("Brekke said that the dam held. ", hostile_size(600000))),
            patience(20));
  EXPECT_LT(seconds(repeated("a \"rule\" as Lind put it and ", hostile_size(600000))), patience(20));
  EXPECT_LT(seconds("Jonas Lind came.\n" + repeated("LIND: no.\n", hostile_size(1 << 20))), patience(20));
  EXPECT_LT(seconds(repeated("Lind said:\n\"No.\"\n", hostile_size(1 << 20))), patience(20));
}

// A quotation of a megabyte is read like any other text; twice as much takes no more than about twice as long.
TEST(Quotes, AQuoteOfAMegabyteIsOneQuote) {
  const auto text = [](size_t bytes) { return "\"" + repeated("We go on and wait. ", bytes) + "Yes,\" Lind said."; };
  const Read one = read(text(hostile_size(1 << 20)));
  ASSERT_EQ(one.quotes.size(), 1u);
  EXPECT_EQ(one.quotes.front().speaker, "Lind");
  EXPECT_GT(one.quotes.front().content.front().size(), hostile_size(1 << 20));
  EXPECT_LT(seconds(text(hostile_size(1 << 20))), patience(10));
}

TEST(Quotes, AThousandMarksThatMatchNothingHideNoQuote) {
  const Read one = read(repeated("“a “b ", 5000) + "\n\"The road is closed,\" Lind said.");
  ASSERT_FALSE(one.quotes.empty());
  EXPECT_EQ(words_of(one, one.quotes.back()), "The road is closed,");
  EXPECT_EQ(one.quotes.back().speaker, "Lind");
}

TEST(Quotes, LongNamesEndSomewhere) {
  const std::string name = "H" + repeated("a", 10000);
  const Read one = read("\"The road is closed,\" Mira " + name + " said.");
  ASSERT_EQ(one.quotes.size(), 1u);
  EXPECT_EQ(one.quotes.front().kind, QuoteKind::direct);
  EXPECT_LT(seconds(repeated(name + " said. ", hostile_size(1 << 20))), patience(20));
}

// Marks that change the direction of writing, or stand on letters, and letters of other scripts that look alike.
TEST(Quotes, OddLettersHideNoQuote) {
  for (const char* name :
       {"M\u202Eira\u202C Halvorsen", "Mi\u0301ra Halvorse\u0301n", "Mіra Hаlvorsen", "Mira\u200BHalvorsen"}) {
    const Read one = read("\"The road is closed,\" " + std::string(name) + " said on Monday.");
    ASSERT_EQ(one.quotes.size(), 1u) << name;
    EXPECT_EQ(words_of(one, one.quotes.front()), "The road is closed,") << name;
    ASSERT_FALSE(one.quotes.front().source.empty()) << name;
  }
}

TEST(Quotes, CapitalsDoNotDecide) {
  for (const char* text : {"\"THE ROAD IS CLOSED,\" MIRA HALVORSEN SAID ON MONDAY.",
                           "\"the road is closed,\" mira halvorsen said on monday."}) {
    const Read one = read(text);
    ASSERT_EQ(one.quotes.size(), 1u) << text;
    EXPECT_EQ(one.quotes.front().kind, QuoteKind::direct) << text;
    EXPECT_FALSE(one.quotes.front().source.empty()) << text;
  }
}

TEST(Quotes, OneLineIsEnough) {
  EXPECT_TRUE(read("Closed.").quotes.empty());
  EXPECT_TRUE(read("\"").quotes.empty());
  const Read one = read("\"Closed,\" Lind said");
  ASSERT_EQ(one.quotes.size(), 1u);
  EXPECT_EQ(one.quotes.front().speaker, "Lind");
}

}  // namespace
}  // namespace fairwitness
