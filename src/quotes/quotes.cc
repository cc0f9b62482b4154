#include "quotes/quotes.h"

namespace fairwitness {

std::string_view name_of(QuoteKind value) {
  switch (value) {
    case QuoteKind::direct:
      return "direct";
    case QuoteKind::mixed:
      return "mixed";
    case QuoteKind::indirect:
      return "indirect";
  }
  return "";
}

struct QuoteRules::State {};
QuoteRules::QuoteRules(const Rules&) : state_(std::make_unique<State>()) {}
QuoteRules::~QuoteRules() = default;

std::vector<Quote> find_quotes(const Article&, const Words&, const Names&, const QuoteRules&) { return {}; }

}  // namespace fairwitness
