#include "quotes/quotes.h"

#include "quotes/finder.h"

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

struct QuoteRules::State {
  explicit State(const Rules& rules) : cues(rules), attributor(rules.bytes("models/en/quotes.bin")) {}
  CueTable cues;
  Attributor attributor;
};

QuoteRules::QuoteRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
QuoteRules::~QuoteRules() = default;

Span without_marks(std::string_view text, Span content) {
  const auto edge = [](char32_t c) {
    return c == ' ' || c == 0xA0 || c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F);
  };
  size_t begin = content.begin, end = content.end;
  while (begin < end) {
    size_t next = begin;
    if (!edge(next_code_point(text, next))) break;
    begin = next;
  }
  while (end > begin) {
    size_t before = end;
    if (!edge(previous_code_point(text, before))) break;
    end = before;
  }
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

std::vector<Quote> find_quotes(const Article& article, const Words& words, const Names& names,
                               const QuoteRules& rules) {
  return Finder(article, words, names, rules.state().cues, rules.state().attributor).run();
}

}  // namespace fairwitness
