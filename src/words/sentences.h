// Tokens of a block become sentences. A closing quotation mark or bracket belongs to the sentence before it.
#pragma once

#include <string_view>
#include <vector>

#include "words/tokens.h"

namespace fairwitness {

// Words that can open a sentence behind an abbreviation ("in the U.S. The talks"), lower case.
struct SentenceRules {
  WordMap<bool> openers;
  explicit SentenceRules(const Rules& rules);
};

// No sentence has more tokens: without a stop it is cut here, so that what works on sentences stays linear.
inline constexpr uint32_t max_sentence_tokens = 400;

// Appends the sentences of tokens [first, tokens.size()), which are block number `block`.
void split_sentences(std::string_view text, const std::vector<Token>& tokens, uint32_t first, uint32_t block,
                     const TokenRules& token_rules, const SentenceRules& rules, std::vector<Sentence>& out);

}  // namespace fairwitness
