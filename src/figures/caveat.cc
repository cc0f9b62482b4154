#include "figures/caveat.h"

#include <algorithm>

namespace fairwitness {

using Kind = CaveatRules::Kind;

CaveatRules::CaveatRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/figure_caveats");
  for (size_t row = 0; row < table.rows(); ++row) {
    std::string_view kind = table.cell(row, "kind");
    kinds_.emplace(table.cell(row, "lemma"), kind == "verb" ? Kind::verb : kind == "no" ? Kind::no : Kind::about);
  }
}

Kind CaveatRules::of(std::string_view lemma) const {
  auto found = kinds_.find(std::string(lemma));
  return found == kinds_.end() ? Kind::none : found->second;
}

namespace {

bool is_verb(Penn tag) {
  return tag == Penn::VB || tag == Penn::VBD || tag == Penn::VBN || tag == Penn::VBG || tag == Penn::VBP ||
         tag == Penn::VBZ;
}

// "could not be independently verified" in the sentence, where it speaks of a figure; empty where it has none.
Span reserve_in(const Sentence& sentence, const CountedReader& counted, const CaveatRules& rules) {
  constexpr uint32_t reach_back = 6, reach_subject = 12, reach_object = 5;
  for (uint32_t verb = sentence.first; verb < sentence.end; ++verb) {
    if (!is_verb(counted.tag(verb)) || rules.of(counted.lemma(verb)) != Kind::verb) continue;
    uint32_t no = verb;
    while (no > sentence.first && verb - no < reach_back && rules.of(counted.lemma(no)) != Kind::no) --no;
    if (rules.of(counted.lemma(no)) != Kind::no) continue;
    auto speaks = [&](uint32_t from, uint32_t to) {
      for (uint32_t i = from; i < to; ++i)
        if (rules.of(counted.lemma(i)) == Kind::about) return true;
      return false;
    };
    const uint32_t subject = no > sentence.first + reach_subject ? no - reach_subject : sentence.first;
    if (!speaks(subject, no) && !speaks(verb + 1, std::min(sentence.end, verb + 1 + reach_object))) continue;
    uint32_t first = no;
    while (first > sentence.first && no - first < 2 &&
           (is_verb(counted.tag(first - 1)) || counted.tag(first - 1) == Penn::MD))
      --first;
    return {counted.token(first).span.begin, counted.token(verb).span.end};
  }
  return {};
}

}  // namespace

void read_caveats(const Article& article, const Words& words, const CountedReader& counted, const CaveatRules& rules,
                  std::vector<Figure>& figures) {
  size_t next = 0, before = 0;  // figures of this sentence, and of the one before, begin there
  for (size_t s = 0; s < words.sentences.size(); ++s) {
    const Sentence& sentence = words.sentences[s];
    const size_t first = next;
    while (next < figures.size() && figures[next].span.begin < sentence.span.end) ++next;
    if (next > 0) {
      if (Span reserve = reserve_in(sentence, counted, rules); !reserve.empty()) {
        bool own = false;
        for (size_t i = first; i < next; ++i)
          if (figures[i].span.begin < reserve.begin) own = true, figures[i].caveat = reserve.of(article.text);
        const uint32_t last = s > 0 ? words.sentences[s - 1].span.end : 0;
        const bool joined = s > 0 && Span{last, std::max(last, sentence.span.begin)}.of(article.text).find('\n') ==
                                         std::string_view::npos;
        if (!own && joined)
          for (size_t i = before; i < first; ++i) figures[i].caveat = reserve.of(article.text);
      }
    }
    before = first;
  }
}

}  // namespace fairwitness
