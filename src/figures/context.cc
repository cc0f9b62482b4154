#include "figures/context.h"

#include <algorithm>

namespace fairwitness {

namespace {

bool is_noun(Penn tag) { return tag == Penn::NN || tag == Penn::NNS || tag == Penn::NNP || tag == Penn::NNPS; }
bool is_verb(Penn tag) {
  return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VBN || tag == Penn::VBG ||
         tag == Penn::VB;
}
bool in_phrase(Penn tag) {
  return is_noun(tag) || tag == Penn::DT || tag == Penn::JJ || tag == Penn::POS || tag == Penn::PRPS ||
         tag == Penn::CD || tag == Penn::HYPH || tag == Penn::VBN || tag == Penn::VBG;
}

}  // namespace

SourceRules::SourceRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/figure_sources");
  for (size_t row = 0; row < table.rows(); ++row) verbs_.emplace(table.cell(row, "lemma"));
}

ContextReader::ContextReader(const Article& article, const Names& names, const std::vector<Quote>& quotes,
                             const std::vector<Time>& times, const CountedReader& counted, const SourceRules& rules)
    : article_(article), names_(names), quotes_(quotes), times_(times), counted_(counted), rules_(rules) {
  for (uint32_t i = 0; i < quotes.size(); ++i)
    for (Span span : quotes[i].content) {
      contents_.emplace_back(span, i);
      longest_content_ = std::max(longest_content_, span.size());
    }
  std::sort(contents_.begin(), contents_.end());
}

// The sentence of the figure, of a monstrous one only the part near it, so that no text takes more than linear time.
std::optional<Sentence> ContextReader::around(const Figure& figure) const {
  constexpr uint32_t reach = 90;  // tokens; longer than nearly all sentences of news
  const Sentence* sentence = counted_.sentence_of(figure.span.begin);
  if (sentence == nullptr || sentence->first >= sentence->end) return std::nullopt;
  Sentence near = *sentence;
  uint32_t at = counted_.token_at(figure.span.begin);
  near.first = std::max(near.first, at > reach ? at - reach : 0);
  near.end = std::min(near.end, at + reach);
  near.span = {counted_.token(near.first).span.begin, counted_.token(near.end - 1).span.end};
  return near;
}

void ContextReader::read_source(Figure& figure) const {
  const std::optional<Sentence> sentence = around(figure);
  if (!sentence) return;
  if (from_quotes(figure)) return;
  if (from_according(figure, *sentence)) return;
  from_verb(figure, *sentence);
}

// The speaker of the narrowest quote whose content holds the figure.
bool ContextReader::from_quotes(Figure& figure) const {
  constexpr uint32_t window = 4000;  // a quote longer than this is a document, not an attribution
  uint32_t from = figure.span.begin > window ? figure.span.begin - window : 0;
  const Quote* best = nullptr;
  uint32_t best_size = 0;
  auto at = std::lower_bound(contents_.begin(), contents_.end(), std::pair(Span{from, 0}, 0u));
  for (; at != contents_.end() && at->first.begin <= figure.span.begin; ++at) {
    if (!at->first.contains(figure.span.begin) || quotes_[at->second].speaker.empty()) continue;
    const std::vector<Span>& who = quotes_[at->second].source;
    if (std::any_of(who.begin(), who.end(), [&](Span span) { return span.overlaps(figure.span); })) continue;
    if (best == nullptr || at->first.size() < best_size) best = &quotes_[at->second], best_size = at->first.size();
  }
  if (best == nullptr) return false;
  figure.source = best->speaker;
  figure.source_entity = best->entity;
  return true;
}

// "according to the Observatory"
bool ContextReader::from_according(Figure& figure, const Sentence& sentence) const {
  for (uint32_t i = sentence.first; i + 2 < sentence.end; ++i) {
    if (counted_.word(i) != "according" && counted_.word(i) != "According") continue;
    if (counted_.lemma(i + 1) != "to") continue;
    Phrase phrase;
    uint32_t end = i + 2;
    for (; end < sentence.end; ++end) {
      Penn tag = counted_.token(end).penn;
      if (in_phrase(tag) || counted_.lemma(end) == "of" || counted_.lemma(end) == "for" || tag == Penn::CC ||
          tag == Penn::PRP)
        continue;
      break;
    }
    while (end > i + 2 && !is_noun(counted_.token(end - 1).penn)) --end;
    if (end == i + 2) continue;
    phrase.span = {counted_.token(i + 2).span.begin, counted_.token(end - 1).span.end};
    phrase.head = counted_.token(end - 1).span.begin;
    set_source(figure, sentence, phrase);
    return true;
  }
  return false;
}

// "the United Nations says 275,000 ...", "..., police said"; of several verbs in front the nearest.
bool ContextReader::from_verb(Figure& figure, const Sentence& sentence) const {
  uint32_t at = counted_.token_at(figure.span.begin);
  Phrase phrase;
  for (uint32_t i = std::min(at, sentence.end); i-- > sentence.first;) {
    if (!is_verb(counted_.token(i).penn) || !rules_.vouches(counted_.lemma(i))) continue;
    Penn tag = counted_.token(i).penn;
    if (tag == Penn::VBG) continue;
    // "to say", "may say" vouch for nothing; a bare form behind "and" is a present tense that was tagged so.
    if (tag == Penn::VB && !(i > sentence.first && counted_.token(i - 1).penn == Penn::CC)) continue;
    if (subject_before(sentence, i, phrase) && !phrase.span.overlaps(figure.span)) {  // nobody vouches for himself
      set_source(figure, sentence, phrase);
      return true;
    }
  }
  // Behind: only at the end of the sentence and behind a comma or a quotation mark.
  for (uint32_t i = at; i < sentence.end; ++i) {
    Penn tag = counted_.token(i).penn;
    if (tag != Penn::COMMA) continue;
    for (uint32_t j = i + 1; j < std::min(sentence.end, i + 14); ++j) {
      Penn inner = counted_.token(j).penn;
      if (inner == Penn::COMMA) break;
      if ((inner == Penn::VBD || inner == Penn::VBZ || inner == Penn::VBP) && rules_.vouches(counted_.lemma(j)) &&
          j > i + 1) {
        if (!subject_before(sentence, j, phrase) || phrase.span.begin < counted_.token(i).span.end ||
            phrase.span.overlaps(figure.span))
          break;
        set_source(figure, sentence, phrase);
        return true;
      }
      if (is_verb(inner)) break;
    }
  }
  return false;
}

// The noun phrase in front of a verb: "Western powers have accused", "Syria and Russia counter ... and accuse".
bool ContextReader::subject_before(const Sentence& sentence, uint32_t verb, Phrase& out) const {
  uint32_t at = verb;
  while (at > sentence.first) {
    const Token& token = counted_.token(at - 1);
    if (token.upos == Upos::AUX || token.penn == Penn::RB || token.penn == Penn::MD)
      --at;
    else
      break;
  }
  if (at == sentence.first) return false;
  if (counted_.token(verb).penn == Penn::VBN && at == verb) return false;  // "the figures reported by"
  const Token& last = counted_.token(at - 1);
  if (last.penn == Penn::CC || last.penn == Penn::COMMA) {  // a second verb of the same subject
    // What was tagged as a noun in front of "that" is a verb all the same: "the two sides counter that".
    for (uint32_t i = at - 1; i-- > sentence.first;)
      if (rules_.vouches(counted_.lemma(i)) && counted_.token(i).penn != Penn::VBG &&
          (is_verb(counted_.token(i).penn) || counted_.lemma(i + 1) == "that"))
        return subject_before(sentence, i, out);
    return false;
  }
  if (last.penn == Penn::PRP) {
    out.span = last.span;
    out.head = last.span.begin;
    out.pronoun = true;
    return true;
  }
  uint32_t end = at;
  // A date between subject and verb is not the subject.
  while (at > sentence.first) {
    const Token& token = counted_.token(at - 1);
    bool linked = token.penn == Penn::CC || counted_.lemma(at - 1) == "of" || counted_.lemma(at - 1) == "for";
    if (in_phrase(token.penn) || (linked && at - 1 > sentence.first && in_phrase(counted_.token(at - 2).penn)))
      --at;
    else
      break;
  }
  while (at < end && (counted_.token(at).penn == Penn::CC || counted_.token(at).penn == Penn::VBN ||
                      counted_.token(at).penn == Penn::VBG || counted_.token(at).penn == Penn::POS))
    ++at;
  if (at == end || !is_noun(counted_.token(end - 1).penn)) return false;
  out.span = {counted_.token(at).span.begin, counted_.token(end - 1).span.end};
  out.head = counted_.token(end - 1).span.begin;
  out.pronoun = false;
  return true;
}

void ContextReader::set_source(Figure& figure, const Sentence& sentence, const Phrase& phrase) const {
  uint32_t entity = names_.entity_at(phrase.head);
  if (phrase.pronoun && entity == no_entity) {
    // The nearest subject in front of the pronoun, if the sentence has one.
    uint32_t pronoun = counted_.token_at(phrase.head);
    for (uint32_t i = sentence.first; i < pronoun; ++i) {
      Penn tag = counted_.token(i).penn;
      if (tag != Penn::NNP && tag != Penn::NNPS) continue;
      uint32_t end = i;
      while (end < pronoun && (counted_.token(end).penn == Penn::NNP || counted_.token(end).penn == Penn::NNPS)) ++end;
      entity = names_.entity_at(counted_.token(end - 1).span.begin);
      figure.source_entity = entity;
      figure.source =
          entity < names_.entities.size()
              ? names_.entities[entity].name
              : std::string(Span{counted_.token(i).span.begin, counted_.token(end - 1).span.end}.of(article_.text));
      return;
    }
    return;
  }
  bool several = false;
  for (uint32_t i = counted_.token_at(phrase.span.begin);
       i < sentence.end && counted_.token(i).span.end <= phrase.span.end; ++i)
    several |= counted_.token(i).penn == Penn::CC;
  if (entity < names_.entities.size() && !several) {
    figure.source = names_.entities[entity].name;
    figure.source_entity = entity;
    return;
  }
  figure.source = std::string(phrase.span.of(article_.text));
  std::replace(figure.source.begin(), figure.source.end(), '\n', ' ');
}

const Name* ContextReader::name_at(uint32_t byte) const {
  auto found = std::partition_point(names_.names.begin(), names_.names.end(),
                                    [&](const Name& name) { return name.span.end <= byte; });
  return found != names_.names.end() && found->span.begin <= byte ? &*found : nullptr;
}

// "in eastern Aleppo": from the preposition to the name, without its article.
bool ContextReader::place_at(const Sentence& sentence, uint32_t preposition, std::string& place) const {
  uint32_t at = preposition + 1, start = 0;
  for (uint32_t i = at; i < std::min(sentence.end, at + 7); ++i) {
    const Token& token = counted_.token(i);
    if (token.penn == Penn::DT || token.penn == Penn::JJ || token.penn == Penn::NN || token.penn == Penn::IN ||
        token.penn == Penn::POS || token.penn == Penn::VBN) {
      if (token.penn == Penn::IN && counted_.lemma(i) != "of") return false;
      if (start == 0 && token.penn == Penn::JJ) start = i;
      if (token.penn == Penn::DT || token.penn == Penn::IN || token.penn == Penn::NN || token.penn == Penn::POS ||
          token.penn == Penn::VBN)
        start = 0;
      continue;
    }
    if (token.penn != Penn::NNP && token.penn != Penn::NNPS) return false;
    const Name* name = name_at(token.span.begin);
    uint32_t end = i;
    while (end < sentence.end && (counted_.token(end).penn == Penn::NNP || counted_.token(end).penn == Penn::NNPS))
      ++end;
    uint32_t to = counted_.token(end - 1).span.end;
    if (name != nullptr) {
      if (name->kind != NameKind::place && name->kind != NameKind::facility) return false;
      to = name->span.end;
    } else if (!names_.names.empty()) {
      return false;
    }
    for (const Time& time : times_)
      if (time.span.overlaps(token.span)) return false;
    uint32_t from = start != 0        ? counted_.token(start).span.begin
                    : name != nullptr ? name->span.begin
                                      : token.span.begin;
    if (to <= from) return false;
    place = std::string(Span{from, to}.of(article_.text));
    return true;
  }
  return false;
}

void ContextReader::read_place(Figure& figure) const {
  const std::optional<Sentence> sentence = around(figure);
  if (!sentence) return;
  auto places = [&](uint32_t i) {
    std::string_view own = counted_.lemma(i);
    return own == "in" || own == "at" || own == "near" || own == "across" || own == "outside" || own == "of" ||
           own == "inside" || own == "throughout";
  };
  uint32_t end = counted_.token_at(figure.span.end), first = counted_.token_at(figure.span.begin);
  for (uint32_t i = end; i < sentence->end; ++i)
    if (places(i) && place_at(*sentence, i, figure.place)) return;
  for (uint32_t i = std::min(first, sentence->end); i-- > sentence->first;)
    if (places(i) && counted_.lemma(i) != "of" && place_at(*sentence, i, figure.place)) return;
}

void ContextReader::read_times(Figure& figure) const {
  const std::optional<Sentence> sentence = around(figure);
  if (!sentence) return;
  auto at = std::partition_point(times_.begin(), times_.end(),
                                 [&](const Time& t) { return t.span.end <= sentence->span.begin; });
  uint32_t nearest = 0xFFFFFFFFu;
  for (; at != times_.end() && at->span.begin < sentence->span.end; ++at) {
    if (at->type != TimeType::date && at->type != TimeType::time) continue;
    if (at->value.empty() || !days_of(at->value)) continue;
    uint32_t token = counted_.token_at(at->span.begin);
    bool since = false;
    for (uint32_t i = token, stop = token > sentence->first + 3 ? token - 3 : sentence->first; i-- > stop;)
      since |= counted_.lemma(i) == "since" || (counted_.lemma(i) == "begin" && counted_.lemma(i + 1) == "in");
    if (since) {
      figure.since = at->value;
      continue;
    }
    uint32_t distance = at->span.begin > figure.span.end   ? at->span.begin - figure.span.end
                        : figure.span.begin > at->span.end ? figure.span.begin - at->span.end
                                                           : 0;
    if (distance < nearest) {
      nearest = distance;
      figure.as_of = at->value;
    }
  }
}

}  // namespace fairwitness
