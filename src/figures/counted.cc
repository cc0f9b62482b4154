#include "figures/counted.h"

#include <algorithm>

namespace fairwitness {

namespace {

using How = HarmRules::How;

constexpr uint32_t longest_noun = 7;   // tokens of a counted noun phrase
constexpr uint32_t reach_behind = 14;  // tokens to the verb behind it, asides left out

bool is_noun(Penn tag) { return tag == Penn::NN || tag == Penn::NNS || tag == Penn::NNP || tag == Penn::NNPS; }
bool is_adjective(Penn tag) { return tag == Penn::JJ || tag == Penn::JJR || tag == Penn::JJS; }

bool begins_person(Penn tag) {
  return tag == Penn::CD || tag == Penn::DT || tag == Penn::PRP || tag == Penn::PRPS || is_noun(tag);
}

std::string written(std::string_view text) {
  std::string out;
  for (char c : text) out += c == '\n' || c == '\t' ? ' ' : c;
  return out;
}

std::string lower_of(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// The participle of a regular verb.
std::string participle_of(std::string_view lemma) {
  std::string out(lemma);
  if (out.empty()) return out;
  if (out.back() == 'e') return out + "d";
  if (out.back() == 'y' && out.size() > 1 &&
      std::string_view("aeiou").find(out[out.size() - 2]) == std::string_view::npos) {
    out.back() = 'i';
    return out + "ed";
  }
  return out + "ed";
}

}  // namespace

HarmRules::HarmRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/figure_harm");
  for (size_t row = 0; row < table.rows(); ++row) {
    std::string lemma(table.cell(row, "lemma")), label(table.cell(row, "label"));
    std::string_view how = table.cell(row, "how");
    if (how == "form") {
      verbs_.emplace(lemma, label);
      continue;
    }
    if (how == "through" || how == "not" || how == "whose" || how == "each") {
      (how == "not" ? not_ : how == "whose" ? whose_ : how == "each" ? each_ : through_).emplace(lemma, '\0');
      continue;
    }
    size_t index = how == "verb" ? 0 : how == "subject" ? 1 : how == "adjective" ? 2 : how == "noun" ? 3 : 4;
    labels_[index].emplace(lemma, label);
    all_.emplace(lemma, '\0');
  }
  const Table& lemmas = rules.table("rules/en/lemmas");
  for (size_t row = 0; row < lemmas.rows(); ++row) {
    std::string_view form = lemmas.cell(row, "form");
    if (lemmas.cell(row, "class") == "verb" && !form.ends_with("ed") && !form.ends_with("ing") && !form.ends_with('s'))
      irregular_.emplace(lemmas.cell(row, "lemma"), '\0');
  }
  const Table& phrases = rules.table("rules/en/figure_harm_phrases");
  for (size_t row = 0; row < phrases.rows(); ++row) {
    all_.emplace(phrases.cell(row, "verb"), '\0');
    phrases_[phrases.cell(row, "whose") == "subject"][std::string(phrases.cell(row, "verb"))].emplace(
        phrases.cell(row, "word"), phrases.cell(row, "label"));
  }
}

std::string_view HarmRules::label(std::string_view lemma, How how) const {
  const auto& labels = labels_[static_cast<size_t>(how)];
  auto found = labels.find(lemma);
  return found == labels.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view HarmRules::label_with(std::string_view verb, std::string_view word, bool subject) const {
  auto words = phrases_[subject].find(verb);
  if (words == phrases_[subject].end()) return {};
  auto found = words->second.find(word);
  return found == words->second.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view HarmRules::verb_of(std::string_view lower) const {
  auto found = verbs_.find(lower);
  return found == verbs_.end() ? std::string_view() : std::string_view(found->second);
}

CountedReader::CountedReader(const Article& article, const Words& words, const HarmRules& harm)
    : article_(article), words_(words), harm_(harm) {
  tags_.reserve(words.tokens.size());
  for (const Token& token : words.tokens) tags_.push_back(token.penn);
  for (const Sentence& sentence : words.sentences) mend(sentence);
}

// "had been SHOT", "five men shot", "fatally shot three": the participle is no noun, whatever the tagger says.
void CountedReader::mend(const Sentence& sentence) {
  for (uint32_t at = sentence.first; at < sentence.end; ++at) {
    Penn tag = tags_[at];
    if (!is_noun(tag) && !is_adjective(tag) && tag != Penn::VB && tag != Penn::VBP && tag != Penn::VBD) continue;
    std::string_view own = word(at);
    if (own.size() < 4 || own.size() > 12) continue;
    std::string_view verb = harm_.verb_of(lower_of(own));
    if (verb.empty()) continue;
    if (tag == Penn::VBD) {
      const Penn object = at + 1 < sentence.end ? tags_[at + 1] : Penn::STOP;
      if (verb == own && object == Penn::CD) mended_.emplace(at, verb);  // "wound five": no past of "wind"
      continue;
    }
    Penn next = at + 1 < sentence.end ? tags_[at + 1] : Penn::STOP;
    uint32_t before = at;
    while (before > sentence.first && at - before < 3 &&
           (tags_[before - 1] == Penn::RB || harm_.of_each(words_.lemma(words_.tokens[before - 1]))))
      --before;
    bool adverb = before < at;
    if (before == sentence.first) continue;
    std::string_view helper = words_.lemma(words_.tokens[before - 1]);
    Penn behind = tags_[before - 1];
    if (helper == "be" || helper == "get" || helper == "have" || harm_.passes_through(helper))
      tags_[at] = Penn::VBN;
    else if (adverb && (next == Penn::CD || next == Penn::DT || next == Penn::PRPS || is_noun(next)))
      tags_[at] = Penn::VBD;
    else if (behind == Penn::CC && (next == Penn::CD || next == Penn::PRPS))  // "came in and shot four people"
      tags_[at] = Penn::VBD;
    else if (is_noun(behind) && next == Penn::CD && own != "hurt")  // "a man shot four people"
      tags_[at] = Penn::VBD;
    else if (is_noun(behind) && is_adjective(next) && at + 2 < sentence.end &&
             (tags_[at + 2] == Penn::CD || tags_[at + 2] == Penn::DT) &&
             !harm_.label_with(verb, lemma(at + 1), false).empty())  // "the gunman shot dead two"
      tags_[at] = Penn::VBD;
    else if ((behind == Penn::NNS || behind == Penn::CD) && !is_noun(next) && !is_adjective(next))
      tags_[at] = Penn::VBN;
    else
      continue;
    mended_.emplace(at, verb);
  }
}

uint32_t CountedReader::token_at(uint32_t byte) const {
  auto found = std::partition_point(words_.tokens.begin(), words_.tokens.end(),
                                    [&](const Token& t) { return t.span.end <= byte; });
  return static_cast<uint32_t>(found - words_.tokens.begin());
}

const Sentence* CountedReader::sentence_of(uint32_t byte) const {
  auto found = std::partition_point(words_.sentences.begin(), words_.sentences.end(),
                                    [&](const Sentence& s) { return s.span.end <= byte; });
  return found == words_.sentences.end() || found->span.begin > byte ? nullptr : &*found;
}

// The noun phrase that begins at `from`: modifiers, then nouns. `start` is its first word without "of", "the", "more".
uint32_t CountedReader::noun_end(const Sentence& sentence, uint32_t from, bool partitive, uint32_t& start) const {
  uint32_t at = from;
  auto lemma_is = [&](uint32_t i, std::string_view what) { return i < sentence.end && lemma(i) == what; };
  if (partitive || lemma_is(at, "of")) {
    if (lemma_is(at, "of")) ++at;
    while (at < sentence.end && (tags_[at] == Penn::DT || tags_[at] == Penn::PRPS || tags_[at] == Penn::PDT)) ++at;
  } else {
    if (lemma_is(at, "more") || lemma_is(at, "additional") || lemma_is(at, "new")) ++at;
  }
  start = at;
  uint32_t last = at, stop = std::min(sentence.end, at + longest_noun);
  bool found = false;
  for (uint32_t i = at; i < stop; ++i) {
    Penn tag = tags_[i];
    std::string_view own = lemma(i);
    if (is_noun(tag)) {
      // "civilians Friday", "people Sunday": a name behind a plural noun begins something else.
      if (found && tag == Penn::NNP && tags_[i - 1] == Penn::NNS) break;
      last = i + 1;
      found = true;
      continue;
    }
    if (tag == Penn::POS && found) {  // "5 children's books" counts books
      continue;
    }
    if (is_adjective(tag) || tag == Penn::VBN || tag == Penn::VBG || tag == Penn::HYPH || tag == Penn::RB) {
      // "12 dead", "five wounded and": a toll's adjective ends the phrase unless a noun follows at once.
      if (found) {
        if (!(is_adjective(tag) && i + 1 < stop && is_noun(tags_[i + 1]) && tags_[i - 1] != Penn::NNS)) break;
      } else if ((tag == Penn::VBN || tag == Penn::RB) &&
                 !(i + 1 < stop &&
                   (is_noun(tags_[i + 1]) || is_adjective(tags_[i + 1]) || tags_[i + 1] == Penn::VBN))) {
        break;
      }
      continue;
    }
    if ((tag == Penn::CC || tag == Penn::COMMA) && !found && i > at && (own == "and" || own == "," || own == "or"))
      continue;
    break;
  }
  return found ? last : at;
}

// The label that the words behind the verb give it; one of death goes before others.
std::string_view CountedReader::label_behind(const Sentence& sentence, uint32_t at, bool subject) const {
  return harm_.needs_word(lemma(at)) ? word_behind(sentence, lemma(at), at + 1, subject) : std::string_view();
}

// The same of a verb whose words are looked for from `from` on.
std::string_view CountedReader::word_behind(const Sentence& sentence, std::string_view verb, uint32_t from,
                                            bool subject) const {
  constexpr uint32_t reach = 8;  // tokens between a verb and its word
  std::string_view told;
  for (uint32_t i = from, stop = std::min(sentence.end, from + reach); i < stop; ++i) {
    Penn tag = tags_[i];
    if (tag == Penn::COMMA || tag == Penn::STOP || tag == Penn::COLON || (tag == Penn::VBD && i > from)) break;
    // "was killed and three others have been hospitalized": somebody else's verb.
    if (subject && tag == Penn::CC && i + 1 < stop && begins_person(tags_[i + 1])) break;
    auto with = harm_.label_with(verb, lemma(i), subject);
    if (with.empty() && i + 1 < stop)  // "medical center"
      with = harm_.label_with(verb, std::string(lemma(i)) + " " + std::string(lemma(i + 1)), subject);
    if (with == "killed") return with;
    if (told.empty()) told = with;
  }
  return told;
}

std::string_view CountedReader::harm_of_verb(uint32_t at) const {
  std::string_view own = lemma(at);
  std::string_view label = harm_.label(own, How::verb);
  const Sentence* sentence = sentence_of(token(at).span.begin);
  if (sentence == nullptr || label == "killed") return label;
  if (at > sentence->first && !label.empty())
    if (auto how = harm_.label_with("*", lemma(at - 1), false); !how.empty()) return how;
  if (!label.empty() && at + 2 < sentence->end && lemma(at + 1) == "and" &&
      harm_.label(lemma(at + 2), How::verb) == "killed")
    return "killed";
  auto told = label_behind(*sentence, at, false);
  return told.empty() ? label : told;
}

std::string_view CountedReader::harm_of_subject(uint32_t at) const {
  auto label = harm_.label(lemma(at), How::subject);
  const Sentence* sentence = sentence_of(token(at).span.begin);
  if (!label.empty() || sentence == nullptr) return label;
  // "was taken into custody at a hospital": what befell him is the next verb's.
  if (be(at) && at + 1 < sentence->end && (tags_[at + 1] == Penn::VBN || be(at + 1))) return {};
  return label_behind(*sentence, at, true);
}

Counted CountedReader::read(Span number, uint32_t behind_byte, bool partitive, Span noun) const {
  Counted out;
  const Sentence* sentence = sentence_of(number.begin);
  if (sentence == nullptr) return out;
  uint32_t first = token_at(number.begin);
  uint32_t from = std::min(token_at(behind_byte), sentence->end);
  if (from < sentence->end && token(from).span.begin < behind_byte) ++from;
  uint32_t start = from, end = from;
  if (!noun.empty()) {
    out.noun = noun;
    out.head = written(noun.of(article_.text));
    // The group behind "23-nation" is named too, but what is counted are its nations.
    end = noun_end(*sentence, from, false, start);
    if (end < from) end = from;
    out.what = happening(*sentence, first, std::max(end, from), out.toll);
    return out;
  }
  end = noun_end(*sentence, from, partitive, start);
  // "Two of them died"
  if (end <= start && from + 1 < sentence->end && lemma(from) == "of" && tags_[from + 1] == Penn::PRP)
    start = end = from = from + 2;
  if (end > start) {
    out.noun = {token(start).span.begin, token(end - 1).span.end};
    out.head = written(out.noun.of(article_.text));
  } else {
    end = from;
  }
  out.what = happening(*sentence, first, end, out.toll);
  if (out.head.empty() && end == from && from < sentence->end && out.toll &&
      (harm_.label(lemma(from), How::verb) == out.what || harm_.label(lemma(from), How::adjective) == out.what))
    out.noun = token(from).span;
  if (out.head.empty() && out.noun.empty() && end == from && from < sentence->end) {
    // "12 dead", "five wounded"
    std::string_view label = harm_.label(lemma(from), How::adjective);
    if (!label.empty()) {
      out.what = label;
      out.toll = true;
      out.noun = token(from).span;
    }
  }
  if (end > start) {
    std::string_view noun_label = harm_.label(lemma(end - 1), How::noun);
    if (noun_label.empty() && end > start + 1 && !out.toll && harm_.befell(lemma(end - 1)))
      noun_label = harm_.label(lemma(end - 2), How::noun);
    if (!noun_label.empty()) {
      out.what = noun_label;
      out.toll = true;
    }
    for (uint32_t i = start; i < end && !out.toll; ++i)
      if (auto label = harm_.label(lemma(i), How::adjective); !label.empty() && out.what.empty())
        out.what = label, out.toll = true;
  }
  return out;
}

std::string CountedReader::happening(const Sentence& sentence, uint32_t first, uint32_t end, bool& toll) const {
  bool before_toll = false, behind_toll = false;
  std::string in_front = before(sentence, first, before_toll);
  std::string after = behind(sentence, first, end, behind_toll);
  if (behind_toll) {
    toll = true;
    return after;
  }
  if (before_toll) {
    toll = true;
    return in_front;
  }
  return after.empty() ? in_front : after;
}

// "Also injured in the crash were three men": the participle stands before the verb, and nobody else does.
std::string_view CountedReader::inverted(const Sentence& sentence, uint32_t be_at) const {
  for (uint32_t i = be_at, stop = be_at > sentence.first + 9 ? be_at - 9 : sentence.first; i-- > stop;) {
    if (tags_[i] == Penn::COMMA || tags_[i] == Penn::STOP) return {};
    if (tags_[i] != Penn::VBN && !is_adjective(tags_[i])) continue;
    auto label = harm_.label(lemma(i), How::verb);
    if (label.empty()) label = harm_.label(lemma(i), How::adjective);
    bool first = i == sentence.first || (i == sentence.first + 1 && tags_[sentence.first] == Penn::RB);
    if (!label.empty()) return first ? label : std::string_view();
  }
  return {};
}

// "killed 12", "the deaths of 12", "with the loss of 20 lives", "bombing scores of"
std::string CountedReader::before(const Sentence& sentence, uint32_t first, bool& toll) const {
  uint32_t stop = first > sentence.first + 10 ? first - 10 : sentence.first;
  bool of = false, listed = false, comma = false;
  for (uint32_t i = first; i-- > stop;) {
    Penn tag = tags_[i];
    std::string_view own = lemma(i);
    if (tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VBG || tag == Penn::VB ||
        tag == Penn::VBN) {
      if (of && tag == Penn::VBN) return "";
      // "left a man dead and six with wounds": the word that makes the label must stand behind these.
      std::string_view label = harm_of_verb(i);
      const std::string_view alone = harm_.label(own, How::verb);
      if (listed && harm_.needs_word(own) && (label.empty() || label != alone)) {
        const bool of_others = !label.empty();
        label = word_behind(sentence, own, first, false);
        if (label.empty() && of_others && tag != Penn::VBN)
          continue;  // "left one fatally wounded and three with injuries"
      }
      if (label.empty() && !comma && i > sentence.first)
        label = harm_.label_with(own, lemma(i - 1), false);  // "gunfire hit two"
      bool passive = tag == Penn::VBN && i > sentence.first && (be(i - 1) || (i > sentence.first + 1 && be(i - 2)));
      if (!label.empty() && !passive) {
        toll = true;
        return std::string(label);
      }
      if (own == "claim" || own == "take") {
        for (uint32_t j = i + 1; j < std::min(sentence.end, first + 5); ++j)  // "the lives of three", "three lives"
          if (lemma(j) == "life") {
            toll = true;
            return "killed";
          }
      }
      if (own == "leave") {  // "left 12 people dead"
        for (uint32_t j = first; j < std::min(sentence.end, first + 9); ++j) {
          std::string_view state = harm_.label(lemma(j), How::adjective);
          if (!state.empty()) {
            toll = true;
            return std::string(state);
          }
        }
      }
      if (own == "be")
        if (auto state = inverted(sentence, i); !state.empty()) {
          toll = true;
          return std::string(state);
        }
      if (own == "be" || own == "have" || own == "do" || passive || listed) return "";
      if (tag == Penn::VBD || tag == Penn::VBN) {
        std::string_view surface = word(i);
        if (surface.ends_with("ed")) return written(surface);
        return "";
      }
      if (tag == Penn::VBG || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VB)
        return harm_.irregular(own) ? "" : participle_of(own);  // no word is better than "rised"
      return "";
    }
    if (is_noun(tag)) {
      std::string_view label = harm_.label(own, How::noun);
      // "the attempted murder of three": nobody is dead for that; of "the fatal shooting of three" all are.
      if (!label.empty() && i > sentence.first && harm_.label(lemma(i - 1), How::adjective) == "attempted") return "";
      if (!label.empty() && i > sentence.first)
        if (auto how = harm_.label_with("*", lemma(i - 1), false); !how.empty()) label = how;
      if (!label.empty()) {
        toll = true;
        return std::string(label);
      }
      if (own == "loss" && of) {
        for (uint32_t j = first; j < std::min(sentence.end, first + 5); ++j)
          if (lemma(j) == "life") {
            toll = true;
            return "killed";
          }
        return "lost";
      }
      if (!of && !listed) return "";
    }
    if (tag == Penn::CC || tag == Penn::COMMA) listed = true;
    comma |= tag == Penn::COMMA;
    if (own == "of" || own == "to" || own == "at" || own == "by")
      of = true;
    else if (tag == Penn::IN && own != "than" && own != "as" && own != "about" && own != "around" && own != "over")
      return "";
    if (tag == Penn::STOP || tag == Penn::COLON) return "";
  }
  return "";
}

// An aside between commas: what happened stands behind it. "including", "most of them"; names and ages of those
// counted.
uint32_t CountedReader::behind_aside(const Sentence& sentence, uint32_t at) const {
  constexpr uint32_t longest_aside = 25;
  if (at + 1 >= sentence.end || (tags_[at] != Penn::COMMA && tags_[at] != Penn::COLON)) return at;
  const Penn closing = tags_[at];  // dashes are tagged as colons
  std::string_view opens = lemma(at + 1);
  if (opens == "who") return at + 1;
  const uint32_t stop = std::min(sentence.end, at + longest_aside);
  if (opens == "include" || opens == "most" || opens == "many" || opens == "some" || opens == "among" ||
      opens == "mostly" || opens == "all" || opens == "both" || opens == "half") {
    for (uint32_t close = at + 1; close < stop; ++close)
      if (tags_[close] == closing) return close + 1;
    return at;
  }
  // Names and ages of those counted, or what else has no verb of its own.
  bool nouns = true;
  for (uint32_t i = at + 1; i + 1 < stop; ++i) {
    auto finite = [&](uint32_t k) {
      return tags_[k] == Penn::VBD || tags_[k] == Penn::VBP || tags_[k] == Penn::VBZ || tags_[k] == Penn::MD;
    };
    // "four people - two men and two women - suffering from": behind a dash a participle goes on with them, too.
    const bool goes_on = closing == Penn::COLON && (tags_[i + 1] == Penn::VBG || tags_[i + 1] == Penn::VBN);
    if (tags_[i] == closing && (finite(i + 1) || goes_on)) return i + 1;
    // "Two children, a boy and a girl were hurt": the second comma is often left out.
    if (be(i) && (tags_[i] == Penn::VBP || (tags_[i] == Penn::VBD && word(i) != "was")) && nouns &&
        tags_[at + 1] == Penn::DT)
      return i;
    if (finite(i) || tags_[i] == Penn::STOP) break;
    nouns &= is_noun(tags_[i]) || is_adjective(tags_[i]) || tags_[i] == Penn::DT || tags_[i] == Penn::CC ||
             tags_[i] == Penn::CD;
  }
  return at;
}

// "two teens who were shot on Wednesday have died": the clause that was read hangs on those counted, and the next
// finite verb says what became of them.
bool CountedReader::dies_later(const Sentence& sentence, uint32_t at) const {
  constexpr uint32_t reach = 14;
  for (uint32_t i = at + 1, stop = std::min(sentence.end, at + reach); i < stop; ++i) {
    Penn tag = tags_[i];
    if (tag == Penn::STOP || tag == Penn::COLON || tag == Penn::CC || tag == Penn::COMMA) return false;
    if (tag != Penn::VBD && tag != Penn::VBP && tag != Penn::VBZ) continue;
    if (lemma(i) != "have") return harm_of_subject(i) == "killed";
    for (uint32_t k = i + 1; k < stop && k < i + 4; ++k)
      if (tags_[k] == Penn::VBN || tags_[k] == Penn::VBD) return harm_of_subject(k) == "killed";
    return false;
  }
  return false;
}

// What "in critical condition" says of those in front, where nothing follows it; "" of other words.
std::string_view CountedReader::state_at_end(const Sentence& sentence, uint32_t preposition) const {
  constexpr uint32_t reach = 4;
  for (uint32_t i = preposition + 1, stop = std::min(sentence.end, preposition + reach); i < stop; ++i) {
    if (!is_noun(tags_[i]) && !is_adjective(tags_[i])) return {};
    const bool last = i + 1 >= sentence.end || tags_[i + 1] == Penn::STOP || tags_[i + 1] == Penn::COMMA;
    if (last) return harm_.label_with("be", lemma(i), true);
  }
  return {};
}

// The next "were" or "are" before anything that ends a clause or has another subject; 0 where there is none.
uint32_t CountedReader::plural_be_behind(const Sentence& sentence, uint32_t from) const {
  constexpr uint32_t reach = 10;
  for (uint32_t i = from, stop = std::min(sentence.end, from + reach); i < stop; ++i) {
    const Penn tag = tags_[i];
    if (be(i)) return tag == Penn::VBP || (tag == Penn::VBD && word(i) != "was") ? i : 0;
    if (tag == Penn::COMMA || tag == Penn::STOP || tag == Penn::COLON || tag == Penn::CC || tag == Penn::VBD ||
        tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::MD || tag == Penn::NNS || tag == Penn::WDT ||
        tag == Penn::WP)
      return 0;
  }
  return 0;
}

// "were killed", "shot and wounded", "have died", ", including children, have been killed", "still live".
std::string CountedReader::behind(const Sentence& sentence, uint32_t first, uint32_t end, bool& toll) const {
  const uint32_t at = behind_aside(sentence, end);
  // "The man who shot four people was arrested": the verb is that of one, so it is not theirs.
  const bool many = end > first && (tags_[end - 1] == Penn::NNS || tags_[end - 1] == Penn::NNPS) &&
                    (first == sentence.first || lemma(first - 1) != "of");
  // "One of the five people hurt has died": the one has, and the clause in between hangs on all.
  const bool whole = first >= sentence.first + 3 && tags_[first - 1] == Penn::DT && lemma(first - 2) == "of" &&
                     tags_[first - 3] == Penn::CD;
  const bool partitive = at < sentence.end && lemma(at) == "of";
  bool passive = false, perfect = false, place = false, modal = false, hanging = false, through = false;
  bool negated = false;
  // What befell those of a clause that hangs on them, unless they died of it.
  auto told = [&](uint32_t i, std::string_view label) -> std::string {
    if ((hanging || (partitive && !passive)) && !whole && label != "killed" && dies_later(sentence, i)) {
      toll = true;
      return "killed";
    }
    return std::string(label);
  };
  uint32_t stop = std::min(sentence.end, at + reach_behind);
  for (uint32_t i = at; i < stop; ++i) {
    Penn tag = tags_[i];
    std::string_view own = lemma(i);
    // "Two of the four victims had died": not the four.
    if (whole && !hanging && i > end &&
        (own == "be" || own == "have" || tag == Penn::VBD || tag == Penn::VBP || tag == Penn::VBZ || tag == Penn::MD))
      return "";
    if (whole && i == end && (own == "be" || own == "have")) return "";
    if (tag == Penn::MD) {
      modal = true;
      continue;
    }
    if (many && own == "be" && !hanging && (tag == Penn::VBZ || word(i) == "was")) return "";
    if (own == "be" || own == "get") {
      // "are in critical condition", unless a verb follows at once: "were killed".
      bool verb_next = i + 1 < stop && (tags_[i + 1] == Penn::VBN || tags_[i + 1] == Penn::VBG || be(i + 1));
      if (auto state = harm_of_subject(i); !verb_next && !state.empty()) {
        toll = true;
        return std::string(state);
      }
      passive = true;
      continue;
    }
    // "the crash that sent five people to the hospital has killed": not the five.
    if (many && own == "have" && !hanging && tag == Penn::VBZ) return "";
    if (own == "have" && (tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VB)) {
      perfect = true;
      continue;
    }
    if (tag == Penn::WP || tag == Penn::WDT || own == "who") hanging = true;
    // "Five people were shot, two of them fatally": not "two of them not fatally".
    if (tag == Penn::RB && tags_[i - 1] != Penn::RB &&
        (i + 1 == sentence.end || tags_[i + 1] == Penn::STOP || tags_[i + 1] == Penn::COMMA))
      if (auto how = harm_.label(own, How::adverb); !how.empty()) {
        toll = true;
        return std::string(how);
      }
    negated |= harm_.negates(own);
    if (negated && tag == Penn::RB && own.ends_with("ly")) negated = false;  // "not seriously hurt" is hurt
    if (tag == Penn::RB || tag == Penn::RBR || tag == Penn::WP || tag == Penn::WDT || own == "that" || own == "who" ||
        own == "not")
      continue;
    if (negated) return "";  // "were not injured": what did not befall them is not told
    if (harm_.passes_through(own)) {
      if (own == "say" && !passive) return "";
      through = true;
      continue;
    }
    if (through && tag == Penn::TO) continue;
    if (perfect && tag == Penn::TO && lemma(i - 1) == "have") {  // "had to be treated"
      perfect = false;
      continue;
    }
    std::string_view state = harm_.label(own, How::adjective);
    if (tag == Penn::VBN || tag == Penn::VBD || tag == Penn::VBG || tag == Penn::VBZ || tag == Penn::VBP ||
        tag == Penn::VB || (is_adjective(tag) && !state.empty())) {
      // "are recovering after being shot": a verb in -ing has the same subject.
      std::string_view subject = passive && tag != Penn::VBG ? harm_.label(own, How::subject) : harm_of_subject(i);
      if (!subject.empty()) {
        toll = true;
        return std::string(subject);
      }
      std::string_view label = harm_of_verb(i);
      if (!state.empty() && (label.empty() || tag != Penn::VBD)) {
        toll = true;
        return std::string(state);
      }
      bool bare = !passive && !perfect && i == end;
      if (bare && tag == Penn::VBN) hanging = true;
      // "people killed in": a participle right behind; "fighters killed them" has an object.
      bool object =
          i + 1 < sentence.end && (is_noun(tags_[i + 1]) || tags_[i + 1] == Penn::DT || tags_[i + 1] == Penn::PRP ||
                                   tags_[i + 1] == Penn::CD || tags_[i + 1] == Penn::PRPS);
      if (object && tags_[i + 1] == Penn::PRP && word(i + 1).ends_with("selves") && tag == Penn::VBD)
        object = false;  // "two teens shot themselves"
      // "were shooting": what they did, not what befell them.
      if (!label.empty() && ((passive && tag != Penn::VBG) || (tag == Penn::VBN && !perfect) || (bare && !object) ||
                             (!place && !object && tag == Penn::VBD && !perfect))) {
        toll = true;
        return told(i, label);
      }
      if (own == "lose" && perfect) return "";
      if (tag == Penn::VBN && passive) return told(i, written(word(i)));
      if (tag == Penn::VBG && passive) {  // "are missing" is a state, "are sleeping" something they do
        std::string_view missing = harm_.label(lower_of(word(i)), How::adjective);
        if (missing.empty()) return std::string(own);
        toll = true;
        return std::string(missing);
      }
      if (bare && tag == Penn::VBN) return told(i, written(word(i)));
      // "Four men coming from a funeral were shot": what they did hangs on them.
      if (tag == Penn::VBG && i == end)
        if (const uint32_t verb = plural_be_behind(sentence, i + 1); verb != 0) {
          i = verb - 1;
          stop = std::min(sentence.end, verb + reach_behind);
          continue;
        }
      if (tag == Penn::VBN || tag == Penn::VBD || tag == Penn::VBP || tag == Penn::VBZ ||
          (tag == Penn::VB && (modal || tags_[i - 1] == Penn::RB)))
        return std::string(own);
      return "";
    }
    if (own == "in" && i == at)  // "Both in critical condition."
      if (auto condition = state_at_end(sentence, i); !condition.empty()) {
        toll = true;
        return std::string(condition);
      }
    // A place or a time between noun and verb: "12 people in the town were killed".
    if ((tag == Penn::IN || tag == Penn::TO) && (i == at || place) && !passive) {
      place = true;
      continue;
    }
    if (place && (is_noun(tag) || tag == Penn::DT || is_adjective(tag) || tag == Penn::CD || tag == Penn::POS ||
                  tag == Penn::PRPS))
      continue;
    if (is_noun(tag) && (tag == Penn::NNP) && i == at) continue;  // "12 people Saturday were"
    // "Nine officers and two clerks were hurt": the verb is that of both.
    if (tag == Penn::CC && i == end && own == "and" && i + 2 < stop &&
        (tags_[i + 1] == Penn::CD || tags_[i + 1] == Penn::DT)) {
      uint32_t start = i, next = noun_end(sentence, i + 2, false, start);
      if (next > i + 2 && next < stop && (be(next) || tags_[next] == Penn::VBD || lemma(next) == "have")) {
        i = next - 1;
        continue;
      }
    }
    return "";
  }
  return "";
}

}  // namespace fairwitness
