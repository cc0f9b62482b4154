#include "dates/tense.h"

#include <algorithm>

namespace fairwitness {

namespace {

using Verb = TenseRules::Verb;

// How far a governing verb is looked for. Longer clauses exist, but their verbs rarely govern.
constexpr uint32_t reach = 40;

class TenseReader {
 public:
  TenseReader(const Article& article, const Words& words, const TenseRules& rules)
      : article_(article), words_(words), rules_(rules) {}

  Tense read(Span span) {
    int32_t at = sentence_at(words_, span.begin);
    if (at < 0) return Tense::none;
    sentence_ = &words_.sentences[static_cast<size_t>(at)];
    headline_ = false;
    if (sentence_->block < article_.blocks.size()) {
      BlockKind kind = article_.blocks[sentence_->block].kind;
      headline_ = kind == BlockKind::title || kind == BlockKind::subhead || kind == BlockKind::caption;
    }
    uint32_t first = token_at(span.begin), end = token_at(span.end);
    bool said = false;
    uint32_t behind = nearest_before(first, said);
    // "suspended until Friday", "to stay closed until Friday": what was ordered lasts into the days ahead.
    if (behind != none && first > sentence_->first && rules_.verb(lemma(first - 1)) == Verb::ahead &&
        (tag(behind) == Penn::VB || tag(behind) == Penn::VBN))
      return Tense::future;
    if (behind != none && belongs_to_saying(behind, said, end)) return Tense::past;
    // "under fire after Friday's attack": over, unless what follows it lies ahead.
    if (first > sentence_->first && is_over(first - 1) && behind != none && tag(behind) != Penn::MD &&
        tag(behind) != Penn::VB)
      return Tense::past;
    if (behind != none && !said) {
      Tense tense = tense_of(behind);
      if (tense != Tense::none) return tense;
    }
    // "said the talks on Saturday would": the verb that follows governs where a subject stands in between.
    if (behind == none || !adjacent(behind, first)) {
      Tense tense = nearest_behind(end);
      if (tense != Tense::none) return tense;
    }
    return behind == none ? Tense::none : Tense::past;
  }

 private:
  static constexpr uint32_t none = 0xFFFFFFFFu;

  const Token& token(uint32_t at) const { return words_.tokens[at]; }
  Penn tag(uint32_t at) const { return token(at).penn; }
  std::string_view lemma(uint32_t at) const { return words_.lemma(token(at)); }
  bool be(uint32_t at) const { return lemma(at) == "be"; }
  bool have(uint32_t at) const { return lemma(at) == "have"; }
  static bool finite(Penn tag) { return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP; }
  static bool verb(Penn tag) {
    return tag == Penn::VB || tag == Penn::VBN || tag == Penn::VBG || finite(tag) || tag == Penn::MD;
  }

  uint32_t token_at(uint32_t byte) const {
    auto from = words_.tokens.begin() + sentence_->first, to = words_.tokens.begin() + sentence_->end;
    auto found = std::partition_point(from, to, [&](const Token& t) { return t.span.end <= byte; });
    return static_cast<uint32_t>(found - words_.tokens.begin());
  }

  uint32_t nearest_before(uint32_t first, bool& said) const {
    uint32_t stop = first > sentence_->first + reach ? first - reach : sentence_->first;
    for (uint32_t at = first; at-- > stop;) {
      Penn p = tag(at);
      if (!verb(p)) continue;
      if (p == Penn::VBG && !auxiliary_near(at)) continue;
      said = rules_.verb(lemma(at)) == Verb::say && p != Penn::VB;
      return at;
    }
    return none;
  }

  // "after"
  bool is_over(uint32_t at) const { return rules_.verb(token(at).span.of(article_.text)) == Verb::over; }

  // "told the Courier Tuesday he agrees", "said at a rally Monday that": what is told begins behind the time.
  bool belongs_to_saying(uint32_t verb, bool said, uint32_t end) const {
    if (!said || tag(verb) != Penn::VBD || end >= sentence_->end) return false;
    const bool told = tag(end) == Penn::PRP || (tag(end) == Penn::IN && lemma(end) == "that");
    for (uint32_t i = verb + 1; told && i < end; ++i)
      if (tag(i) == Penn::COMMA || tag(i) == Penn::COLON || (tag(i) == Penn::IN && lemma(i) == "that")) return false;
    return told;
  }

  bool auxiliary_near(uint32_t at) const {
    uint32_t stop = at > sentence_->first + 4 ? at - 4 : sentence_->first;
    for (uint32_t i = at; i-- > stop;) {
      if (be(i)) return true;
      if (token(i).upos != Upos::ADV && token(i).upos != Upos::PART && token(i).upos != Upos::AUX) return false;
    }
    return false;
  }

  // Only prepositions, articles, adverbs and marks between the verb and the time.
  bool adjacent(uint32_t at, uint32_t first) const {
    for (uint32_t i = at + 1; i < first; ++i) {
      Upos u = token(i).upos;
      if (u == Upos::NOUN || u == Upos::PROPN || u == Upos::PRON || u == Upos::VERB) return false;
    }
    return true;
  }

  // The first verb group behind the time, if its clause is the time's own.
  Tense nearest_behind(uint32_t end) const {
    uint32_t stop = std::min(sentence_->end, end + reach);
    for (uint32_t at = end; at < stop; ++at) {
      Penn p = tag(at);
      if (p == Penn::MD) return tense_of(at);
      if (!finite(p)) continue;
      if (finite(p) && (be(at) || have(at)))
        for (uint32_t i = at + 1; i < std::min(stop, at + 4); ++i) {
          if (tag(i) == Penn::VBN || tag(i) == Penn::VBG) return tense_of(i);
          if (token(i).upos != Upos::ADV && token(i).upos != Upos::PART) break;
        }
      return tense_of(at);
    }
    return Tense::none;
  }

  // The auxiliaries in front of a verb, nearest first.
  Tense tense_of(uint32_t at) const {
    Penn p = tag(at);
    if (p == Penn::MD) return Tense::future;
    if (p == Penn::VBD) return due_behind(at) ? Tense::none : Tense::past;
    if (p == Penn::VBZ || p == Penn::VBP) return present(at);
    if (p == Penn::VB) return base_form(at);
    if (p == Penn::VBN) return participle(at);
    if (p == Penn::VBG) return progressive(at);
    return Tense::none;
  }

  bool due_behind(uint32_t at) const {
    if (!be(at)) return false;
    for (uint32_t i = at + 1; i < std::min(sentence_->end, at + 4); ++i)
      if (rules_.verb(lemma(i)) == Verb::due) return true;
    return false;
  }

  Tense present(uint32_t at) const {
    if (due_behind(at)) return Tense::future;
    if (headline_ || have(at)) return Tense::past;
    if (rules_.verb(lemma(at)) == Verb::say) return Tense::past;
    if (lemma(at) == "do") return Tense::none;
    // "It is to open on Monday."
    if (be(at) && at + 1 < sentence_->end && tag(at + 1) == Penn::TO) return Tense::future;
    if (tag(at) == Penn::VBP && rules_.verb(lemma(at)) == Verb::same) return Tense::past;
    if (rules_.verb(lemma(at)) == Verb::after) return Tense::past;  // "Deputies investigate a crash Tuesday"
    return be(at) ? Tense::none : Tense::future;
  }

  Tense base_form(uint32_t at) const {
    uint32_t stop = at > sentence_->first + 6 ? at - 6 : sentence_->first;
    for (uint32_t i = at; i-- > stop;) {
      Penn p = tag(i);
      if (p == Penn::MD) return Tense::future;
      if (p == Penn::TO) return behind_to(i, rules_.verb(lemma(at)) == Verb::after);
      if (lemma(i) == "do") return tag(i) == Penn::VBD ? Tense::past : Tense::none;
      Upos u = token(i).upos;
      if (u != Upos::ADV && u != Upos::PART && u != Upos::CCONJ && u != Upos::VERB && u != Upos::AUX && u != Upos::PRON)
        break;
    }
    return Tense::future;
  }

  // "failed to meet" is done, "plans to meet" and "to meet on Sunday" lie ahead; what there is "to investigate" is
  // over.
  Tense behind_to(uint32_t to, bool over) const {
    uint32_t stop = to > sentence_->first + 8 ? to - 8 : sentence_->first;
    for (uint32_t i = to; i-- > stop;) {
      Verb v = rules_.verb(lemma(i));
      if (v == Verb::plan || v == Verb::due) return Tense::future;
      if (v == Verb::done && verb(tag(i))) {
        for (uint32_t j = i; j-- > (i > sentence_->first + 3 ? i - 3 : sentence_->first);)
          if (tag(j) == Penn::MD) return Tense::future;
        return over || tag(i) == Penn::VBD || tag(i) == Penn::VBN ? Tense::past : Tense::future;
      }
      if (verb(tag(i))) return over || (tag(i) == Penn::VBD && !be(i)) ? Tense::past : Tense::future;
    }
    return Tense::future;
  }

  Tense participle(uint32_t at) const {
    uint32_t stop = at > sentence_->first + 6 ? at - 6 : sentence_->first;
    bool had = false;
    Tense tense = rules_.verb(lemma(at)) == Verb::due ? Tense::none : Tense::past;
    for (uint32_t i = at; i-- > stop;) {
      Penn p = tag(i);
      if (p == Penn::MD) return had && lemma(i) != "will" ? Tense::past : Tense::future;
      if (have(i))
        had = true;
      else if (be(i) && (p == Penn::VBZ || p == Penn::VBP))
        return headline_ ? Tense::past : Tense::future;
      else if (be(i) && p == Penn::VBD)
        return Tense::past;
      else if (p == Penn::TO)
        return had ? Tense::past : Tense::future;
      else if (!be(i) && token(i).upos != Upos::ADV && token(i).upos != Upos::PART && token(i).upos != Upos::AUX)
        break;
      if (p == Penn::VBD || p == Penn::VBZ || p == Penn::VBP) return Tense::past;
    }
    return tense;
  }

  Tense progressive(uint32_t at) const {
    uint32_t stop = at > sentence_->first + 4 ? at - 4 : sentence_->first;
    for (uint32_t i = at; i-- > stop;) {
      if (tag(i) == Penn::MD) return Tense::future;
      if (be(i)) {
        if (tag(i) == Penn::VBD || tag(i) == Penn::VBN) return Tense::past;
        if (tag(i) == Penn::VB) continue;
        return rules_.verb(lemma(at)) == Verb::after ? Tense::past : Tense::future;
      }
    }
    return Tense::none;
  }

  const Article& article_;
  const Words& words_;
  const TenseRules& rules_;
  const Sentence* sentence_ = nullptr;
  bool headline_ = false;
};

}  // namespace

TenseRules::TenseRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/time_verbs");
  for (size_t row = 0; row < table.rows(); ++row) {
    std::string_view kind = table.cell(row, "kind");
    Verb verb = kind == "say"     ? Verb::say
                : kind == "done"  ? Verb::done
                : kind == "plan"  ? Verb::plan
                : kind == "same"  ? Verb::same
                : kind == "after" ? Verb::after
                : kind == "over"  ? Verb::over
                : kind == "ahead" ? Verb::ahead
                                  : Verb::due;
    verbs_.emplace(std::string(table.cell(row, "lemma")), verb);
  }
}

TenseRules::Verb TenseRules::verb(std::string_view lemma) const {
  auto found = verbs_.find(std::string(lemma));
  return found == verbs_.end() ? Verb::other : found->second;
}

int32_t sentence_at(const Words& words, uint32_t byte) {
  auto found = std::partition_point(words.sentences.begin(), words.sentences.end(),
                                    [&](const Sentence& s) { return s.span.end <= byte; });
  if (found == words.sentences.end() || found->span.begin > byte) return -1;
  return static_cast<int32_t>(found - words.sentences.begin());
}

Tense tense_at(const Article& article, const Words& words, Span span, const TenseRules& rules) {
  return TenseReader(article, words, rules).read(span);
}

}  // namespace fairwitness
