#include "words/words.h"

#include <algorithm>
#include <unordered_map>

#include "words/lemmas.h"
#include "words/letters.h"
#include "words/sentences.h"
#include "words/tagger.h"
#include "words/tokens.h"

namespace fairwitness {

struct WordRules::State {
  TokenRules tokens;
  SentenceRules sentences;
  Tagger tagger;
  Lemmas lemmas;
  explicit State(const Rules& rules)
      : tokens(rules),
        sentences(rules),
        tagger(rules.bytes("models/en/tagger.bin"),
               WordTables(rules.bytes("models/en/clusters.bin"), rules.bytes("models/en/lexicon.bin"),
                          rules.bytes("models/en/kin.bin"))),
        lemmas(rules) {}
};

WordRules::WordRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
WordRules::~WordRules() = default;

namespace {

// Gives every lemma its number. A form of one class is looked up once in a report.
class LemmaList {
 public:
  LemmaList(const Lemmas& lemmas, Words& words) : lemmas_(lemmas), words_(words) {}

  void number(std::string_view text, Token& token) {
    std::string_view form = token.span.of(text);
    auto [known, fresh] = forms_.try_emplace(hash_bytes(form, static_cast<uint64_t>(token.penn)), 0);
    if (fresh) {
      lower_.clear();
      append_lower(lower_, form);
      known->second = of_lemma(lemmas_.of(lower_, token.penn));
    }
    token.lemma = known->second;
  }

 private:
  uint32_t of_lemma(std::string lemma) {
    auto [known, fresh] = numbers_.try_emplace(std::move(lemma), static_cast<uint32_t>(words_.lemmas.size()));
    if (fresh) words_.lemmas.push_back(known->first);
    return known->second;
  }

  const Lemmas& lemmas_;
  Words& words_;
  std::unordered_map<uint64_t, uint32_t> forms_;
  std::unordered_map<std::string, uint32_t> numbers_;
  std::string lower_;
};

}  // namespace

Words read_words(std::string_view text, std::span<const Block> blocks, const WordRules& rules) {
  const auto& state = rules.state();
  Words words;
  words.tokens.reserve(text.size() / 5);
  for (size_t b = 0; b < blocks.size(); ++b) {
    auto first = static_cast<uint32_t>(words.tokens.size());
    read_tokens(text, blocks[b].span, state.tokens, words.tokens);
    split_sentences(text, words.tokens, first, static_cast<uint32_t>(b), state.tokens, state.sentences,
                    words.sentences);
  }
  std::vector<WordShape> shapes;
  std::span<Token> tokens(words.tokens);
  for (const Sentence& sentence : words.sentences)
    state.tagger.tag(text, tokens.subspan(sentence.first, sentence.end - sentence.first), shapes);
  LemmaList lemmas(state.lemmas, words);
  for (Token& token : words.tokens) lemmas.number(text, token);
  return words;
}

}  // namespace fairwitness
