#include "figures/single.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace fairwitness {

namespace {

using How = HarmRules::How;

bool is_noun(Penn tag) { return tag == Penn::NN || tag == Penn::NNS || tag == Penn::NNP || tag == Penn::NNPS; }
bool is_verb(Penn tag) {
  return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VBN || tag == Penn::VBG ||
         tag == Penn::VB;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// "after a boy was shot" has a subject, "with a boy" has none.
bool preposition(std::string_view lemma) {
  static constexpr std::string_view all[] = {"in",   "of",    "at",      "with",      "on",      "near",   "from",
                                             "for",  "by",    "about",   "to",        "into",    "inside", "behind",
                                             "over", "under", "between", "including", "against", "outside"};
  return std::find(std::begin(all), std::end(all), lemma) != std::end(all);
}

constexpr uint32_t longest_phrase = 10;  // tokens of one person's phrase
constexpr size_t longest_list = 8;       // phrases of a list

class SingleReader {
 public:
  SingleReader(const Words& words, const Names& names, const CountedReader& counted, const HarmRules& harm,
               const PeopleRules& people, bool title)
      : words_(words), names_(names), counted_(counted), harm_(harm), people_(people), title_(title) {}

  // All that is told of one person, and all lists of people, in text order.
  std::vector<Single> read(const std::vector<Figure>& figures) {
    std::vector<Single> out;
    for (const Sentence& sentence : words_.sentences)
      for (uint32_t at = sentence.first; at < sentence.end; ++at) {
        if (!may_tell(at)) continue;
        Single single;
        if (list_at(sentence, at, figures, single)) out.push_back(single);
        single = {};
        if (trigger(sentence, at, single)) out.push_back(std::move(single));
      }
    return out;
  }

 private:
  Penn tag(uint32_t at) const { return counted_.tag(at); }
  std::string_view lemma(uint32_t at) const { return counted_.lemma(at); }
  // "a 13-year-old", "two 17-year-olds"
  bool is_year_old(uint32_t at) const {
    const std::string_view own = counted_.word(at);
    return (own.ends_with("-old") && own[0] >= '0' && own[0] <= '9') ||
           (at > 0 && counted_.word(at) == "old" && counted_.word(at - 1).ends_with("-year"));
  }
  // What a phrase for people may end in.
  bool is_head(uint32_t at) const { return is_noun(tag(at)) || is_year_old(at); }
  // Taggers know "2" at the head of a sentence as much else.
  bool is_number(uint32_t at) const {
    const std::string_view own = counted_.word(at);
    return tag(at) == Penn::CD || (!own.empty() && own.find_first_not_of("0123456789") == own.npos);
  }

  // Verbs, adjectives and nouns of harm are few: a look at the tables is spared for all other words.
  bool may_tell(uint32_t at) const {
    Penn t = tag(at);
    if (!is_verb(t) && !is_noun(t) && t != Penn::JJ && t != Penn::RB) return false;
    std::string_view own = lemma(at);
    size_t dash = own.rfind('-');
    return harm_.tells(own) || (dash != std::string_view::npos && harm_.tells(own.substr(dash + 1)));
  }

  bool trigger(const Sentence& sentence, uint32_t at, Single& out) {
    std::string_view own = lemma(at);
    bool verb = is_verb(tag(at));
    if (unreal(sentence, at)) return false;
    Span person;
    if (!verb) {
      size_t dash = own.rfind('-');
      bool noun = is_noun(tag(at)) || tag(at) == Penn::JJ;
      auto label = harm_.label(dash == std::string_view::npos ? own : own.substr(dash + 1), How::noun);
      if (noun && !label.empty() && tag(at) != Penn::NNS && told_by_noun(sentence, at, label, out)) return true;
      label = harm_.label(own, How::adjective);
      if (label.empty() || (tag(at) != Penn::JJ && tag(at) != Penn::NN && tag(at) != Penn::RB)) return false;
      return left(sentence, at, person) && keep(label, person, counted_.token(at).span, out);
    }
    auto done = counted_.harm_of_verb(at);
    bool suffered = passive(sentence, at);
    auto own_fate = suffered ? harm_.label(own, How::subject) : counted_.harm_of_subject(at);
    if (!own_fate.empty() && tag(at) != Penn::VBG && tag(at) != Penn::VB)
      return left(sentence, at, person) && keep(own_fate, person, counted_.token(at).span, out);
    if (done.empty()) return false;
    bool active = tag(at) != Penn::VB && !suffered;
    if (active && right(sentence, at + 1, person)) return keep(done, person, counted_.token(at).span, out);
    if (active && object_follows(sentence, at)) return false;
    if ((tag(at) == Penn::VBG || tag(at) == Penn::VB) && !suffered) return false;
    return left(sentence, at, person) && keep(done, person, counted_.token(at).span, out);
  }

  // "a triple murder", "the death of a woman"
  bool told_by_noun(const Sentence& sentence, uint32_t at, std::string_view label, Single& out) {
    std::string_view own = lemma(at);
    // "the attempted murder of Ann Bell": she lives.
    if (at > sentence.first && harm_.label(lemma(at - 1), How::adjective) == "attempted") return false;
    size_t hyphen = own.find('-');
    bool apart = hyphen == std::string_view::npos;
    int times = people_.multiple(own.substr(0, hyphen));
    if (times == 0 && at > sentence.first) times = people_.multiple(lemma(at - 1));
    Span person;
    if (times > 1) {
      keep(label, counted_.token(at).span, counted_.token(apart ? at - 1 : at).span, out);
      out.figure.low = out.figure.high = out.figure.best = times;
      out.figure.why = "multiple";
      return true;
    }
    return at + 1 < sentence.end && lemma(at + 1) == "of" && right(sentence, at + 2, person) &&
           keep(label, person, counted_.token(at).span, out);
  }

  // "two women and a man were killed", "killed Ann Bell, 34, and Tom Bell, 36", "the deaths of a girl and her mother"
  bool list_at(const Sentence& sentence, uint32_t at, const std::vector<Figure>& figures, Single& out) {
    if (unreal(sentence, at)) return false;
    uint32_t head = 0;
    if (is_verb(tag(at))) {
      auto done = counted_.harm_of_verb(at);
      bool suffered = tag(at) != Penn::VBG && passive(sentence, at);  // "are recovering"
      if (!done.empty() && !suffered && list_right(sentence, at + 1, done, figures, out)) return true;
      auto label = suffered || done.size() ? done : counted_.harm_of_subject(at);
      return !label.empty() && subject_head(sentence, at, head) && list_left(sentence, head, label, figures, out);
    }
    if (is_noun(tag(at)) && at + 2 < sentence.end && lemma(at + 1) == "of") {
      auto label = harm_.label(lemma(at), How::noun);
      if (at > sentence.first && harm_.label(lemma(at - 1), How::adjective) == "attempted") return false;
      return !label.empty() && list_right(sentence, at + 2, label, figures, out);
    }
    auto label = harm_.label(lemma(at), How::adjective);
    return tag(at) == Penn::JJ && !label.empty() && subject_head(sentence, at, head) &&
           list_left(sentence, head, label, figures, out);
  }

  // The start of ", 34," and ", 34" that end before `end`, or `end`.
  uint32_t age_before(const Sentence& sentence, uint32_t end) const {
    uint32_t at = end;
    if (at > sentence.first && tag(at - 1) == Penn::COMMA) --at;
    if (at < sentence.first + 3 || tag(at - 1) != Penn::CD || tag(at - 2) != Penn::COMMA) return end;
    return counted_.word(at - 1).size() <= 2 ? at - 2 : end;
  }
  // The end of ", 34," and ", 34" that begin at `at`, or `at`.
  uint32_t age_behind(const Sentence& sentence, uint32_t at) const {
    if (at + 1 >= sentence.end || tag(at) != Penn::COMMA || tag(at + 1) != Penn::CD) return at;
    return counted_.word(at + 1).size() <= 2 ? at + 2 : at;
  }

  // The noun right before the verb group.
  bool subject_head(const Sentence& sentence, uint32_t at, uint32_t& head) const {
    for (uint32_t i = at, stop = at > sentence.first + 7 ? at - 7 : sentence.first; i-- > stop;) {
      if (tag(i) == Penn::COMMA)
        if (uint32_t start = age_before(sentence, i + 1); start <= i && start > sentence.first) {
          i = start;
          continue;
        }
      if (is_head(i)) {
        head = i;
        return true;
      }
      // "a man and a woman who were hurt"
      if (tag(i) == Penn::WP && i + 1 < at && (counted_.word(i + 1) == "were" || counted_.word(i + 1) == "are"))
        continue;
      Upos u = counted_.token(i).upos;
      if (harm_.of_each(lemma(i))) continue;
      if (u != Upos::AUX && u != Upos::ADV && u != Upos::VERB && u != Upos::CCONJ) return false;
    }
    return false;
  }

  // How many the phrase [first, head] counts: its number, or one for a singular; 0 where that cannot be told.
  int amount(uint32_t first, uint32_t head, const std::vector<Figure>& figures) const {
    for (uint32_t i = first; i <= head; ++i) {
      if (!is_number(i)) continue;
      Span span = counted_.token(i).span;
      auto at = std::partition_point(figures.begin(), figures.end(),
                                     [&](const Figure& f) { return f.span.end <= span.begin; });
      if (at == figures.end() || !at->span.overlaps(span) || !at->best || at->bound != Bound::exact ||
          !at->unit.empty() || *at->best > 1000)
        return 0;
      return static_cast<int>(*at->best);
    }
    return one_person(head) ? 1 : 0;
  }

  uint32_t phrase_start(const Sentence& sentence, uint32_t head) const {
    uint32_t start = head;
    while (start > sentence.first && head - start < longest_phrase) {
      Penn t = tag(start - 1);
      const Penn front = start > sentence.first + 1 ? tag(start - 2) : Penn::STOP;
      const bool adopted = (t == Penn::VBN || t == Penn::VBG) && (front == Penn::DT || front == Penn::PRPS);
      if (is_noun(t) || t == Penn::JJ || t == Penn::JJR || t == Penn::POS || t == Penn::PRPS || t == Penn::DT ||
          is_number(start - 1) || adopted)
        --start;
      else
        break;
      if (t == Penn::DT || t == Penn::PRPS) break;
    }
    return start;
  }

  bool is_object_pronoun(uint32_t at) const {
    return tag(at) == Penn::PRP && people_.object_pronoun(lower(counted_.word(at)));
  }

  // One phrase of a list, and what stands between it and the phrase in front.
  struct Part {
    int amount = 0;
    bool name = false;  // "Ann Bell", not "his wife"
    char sex = '?';
    bool joined = false;  // "and" in front
    bool comma = false;   // a comma in front
  };

  bool is_name(uint32_t head) const { return tag(head) == Penn::NNP && !people_.person(lower(counted_.word(head))); }

  // Surely not one person told twice: "father, daughter", not "father, teacher".
  static bool are_two(const Part& a, const Part& b) {
    return a.amount > 1 || b.amount > 1 || (a.sex != '?' && b.sex != '?' && a.sex != b.sex);
  }

  // "Two children, a boy and a girl": the two once more; not "two men, a boy and a girl".
  static bool names_its_first(const std::vector<Part>& parts) {
    if (parts.size() < 2 || parts[0].amount < 2 || !parts[1].comma || parts[1].joined) return false;
    int rest = 0;
    for (size_t i = 1; i < parts.size(); ++i) {
      rest += parts[i].amount;
      if (parts[0].sex != '?' && parts[i].sex != parts[0].sex) return false;
    }
    return rest == parts[0].amount;
  }

  // How many the list counts; 0 where it is none. Names behind "his wife," and "two children," are theirs.
  static int count_parts(const std::vector<Part>& parts) {
    if (names_its_first(parts)) return 0;
    int sum = 0, unnamed = 0, last = 0, counted = 0;
    bool naming = false;
    for (const Part& part : parts) {
      bool first_name = part.name && !naming && part.comma && !part.joined && unnamed > 0;
      bool next_name = part.name && naming && unnamed > 0 && (last > 0 || !(part.comma && part.joined));
      naming = first_name || next_name;
      if (naming) {
        --unnamed;
        --last;
        continue;
      }
      sum += part.amount;
      ++counted;
      last = part.name ? 0 : part.amount;
      unnamed = part.name ? 0 : unnamed + part.amount;
    }
    return counted > 1 ? sum : 0;
  }

  bool list_left(const Sentence& sentence, uint32_t head, std::string_view label, const std::vector<Figure>& figures,
                 Single& out) const {
    std::vector<Part> parts;
    uint32_t start = head;
    bool sure = false, unsure = false;  // of those that commas join, that they are two
    for (uint32_t at = head; parts.size() < longest_list;) {
      const uint32_t from = phrase_start(sentence, at);
      const Part part{amount(from, at, figures), is_name(at), people_.sex(lower(counted_.word(at)))};
      // In a headline a comma alone joins: "2 adults, 3 children dead".
      const bool by_comma = title_ && !parts.empty() && !parts.back().joined;
      if (by_comma && (part.amount == 0 || part.name || parts.back().name)) break;
      if (by_comma) (are_two(part, parts.back()) ? sure : unsure) = true;
      if (part.amount == 0) return false;
      start = from;
      parts.push_back(part);
      uint32_t before = start;
      for (; before > sentence.first && (tag(before - 1) == Penn::CC || tag(before - 1) == Penn::COMMA); --before)
        (tag(before - 1) == Penn::CC ? parts.back().joined : parts.back().comma) = true;
      if (uint32_t name_end = age_before(sentence, before); name_end < before) before = name_end;
      bool listed = before < start && (tag(start - 1) == Penn::CC || parts.size() > 1 || title_);
      if (!listed || before == sentence.first || !is_head(before - 1)) break;
      at = before - 1;
    }
    if (start > sentence.first && tag(start - 1) == Penn::IN && preposition(lemma(start - 1))) return false;
    if (unsure && !sure) return false;
    std::reverse(parts.begin(), parts.end());
    int sum = count_parts(parts);
    return sum > 0 && keep_list(label, sum, {counted_.token(start).span.begin, counted_.token(head).span.end}, out);
  }

  bool list_right(const Sentence& sentence, uint32_t from, std::string_view label, const std::vector<Figure>& figures,
                  Single& out) const {
    std::vector<Part> parts;
    bool joined = false, comma = false;
    if (from + 1 < sentence.end && (tag(from) == Penn::PDT || tag(from) == Penn::CC)) ++from;  // "both Ann and Tom"
    uint32_t at = from, last = from;
    while (parts.size() < longest_list) {
      uint32_t first = at;
      while (at < std::min(sentence.end, first + longest_phrase) &&
             (tag(at) == Penn::DT || tag(at) == Penn::PRPS || tag(at) == Penn::JJ || tag(at) == Penn::CD ||
              tag(at) == Penn::POS || is_head(at)))
        ++at;
      while (at > first && tag(at - 1) == Penn::JJ && !is_year_old(at - 1)) --at;  // "left his two sons dead"
      const bool pronoun =
          parts.empty() && at == first && at < sentence.end && is_object_pronoun(at);  // "left him and"
      if (pronoun) ++at;
      if (at == first || !(pronoun || is_head(at - 1))) break;
      int one = pronoun ? 1 : amount(first, at - 1, figures);
      if (one == 0) return false;
      last = at - 1;
      parts.push_back({one, is_name(last), people_.sex(lower(counted_.word(last))), joined, comma});
      at = age_behind(sentence, at);
      joined = comma = false;
      const uint32_t behind = at;
      for (; at < sentence.end; ++at) {
        if (tag(at) == Penn::CC)
          joined = true;
        else if (tag(at) == Penn::COMMA)
          comma = true;
        else if (counted_.word(at) != ";")
          break;
      }
      if (at == behind || (at < sentence.end && is_verb(tag(at)))) break;
    }
    int sum = count_parts(parts);
    return sum > 0 && keep_list(label, sum, {counted_.token(from).span.begin, counted_.token(last).span.end}, out);
  }

  static bool keep_list(std::string_view label, int sum, Span people, Single& out) {
    out.label = label;
    out.list = true;
    out.figure.span = people;
    out.figure.low = out.figure.high = out.figure.best = sum;
    out.figure.counted = "people " + std::string(label);
    out.figure.counted_span = people;
    out.figure.why = "list";
    return true;
  }

  bool passive(const Sentence& sentence, uint32_t at) const {
    for (uint32_t i = at, stop = at > sentence.first + 6 ? at - 6 : sentence.first; i-- > stop;) {
      if (counted_.be(i)) return true;
      Upos u = counted_.token(i).upos;
      if (u != Upos::ADV && u != Upos::AUX && u != Upos::CCONJ && u != Upos::VERB && u != Upos::PART) return false;
    }
    return false;
  }

  bool object_follows(const Sentence& sentence, uint32_t at) const {
    if (at + 1 >= sentence.end) return false;
    Penn next = tag(at + 1);
    return next == Penn::DT || next == Penn::PRPS || next == Penn::CD || is_noun(next) || next == Penn::PRP ||
           next == Penn::JJ;
  }

  // "could be killed", "to kill", "not killed", "if": nobody is dead for that.
  bool unreal(const Sentence& sentence, uint32_t at) const {
    for (uint32_t i = at, stop = at > sentence.first + 6 ? at - 6 : sentence.first; i-- > stop;) {
      if (tag(i) == Penn::MD || lemma(i) == "not" || lemma(i) == "n't" || lemma(i) == "never" || lemma(i) == "if" ||
          lemma(i) == "no" || lemma(i) == "threaten")
        return true;
      if (tag(i) == Penn::TO && i + 1 == at) return true;
      if (is_noun(tag(i)) || tag(i) == Penn::COMMA) return false;
    }
    return false;
  }

  // The noun phrase to the right: "a 24-year-old woman", "his wife", "Mira Halvorsen". Plurals and numbers are not one.
  bool right(const Sentence& sentence, uint32_t from, Span& person) const {
    uint32_t start = 0xFFFFFFFFu;
    for (uint32_t i = from; i < std::min(sentence.end, from + 8); ++i) {
      Penn t = tag(i);
      if (is_noun(t)) {
        if (start == 0xFFFFFFFFu) start = i;
        bool last = i + 1 >= sentence.end || (!is_noun(tag(i + 1)) && tag(i + 1) != Penn::POS);
        if (!last) continue;
        if (!one_person(i)) return false;
        person = {counted_.token(start).span.begin, counted_.token(i).span.end};
        return true;
      }
      if (t == Penn::DT || t == Penn::PRPS || t == Penn::JJ || t == Penn::VBN || t == Penn::RP || t == Penn::POS ||
          t == Penn::HYPH || (t == Penn::CD && lower(counted_.word(i)) == "one")) {
        if (start == 0xFFFFFFFFu && t != Penn::RP) start = i;
        continue;
      }
      if (t == Penn::CD && lower(counted_.word(i)).find("-old") != std::string::npos) continue;
      return false;
    }
    return false;
  }

  // The subject to the left, over auxiliaries, other verbs ("was shot and killed") and asides between commas (", 24,").
  bool left(const Sentence& sentence, uint32_t at, Span& person) const {
    uint32_t stop = at > sentence.first + 24 ? at - 24 : sentence.first;
    bool aside = false;
    for (uint32_t i = at; i-- > stop;) {
      Penn t = tag(i);
      if (t == Penn::COMMA) {
        aside = !aside;
        continue;
      }
      if (aside) {
        if (is_verb(t) || t == Penn::WP || t == Penn::WDT) aside = false;
        if (is_noun(t) && i >= 1 && i > stop && tag(i - 1) != Penn::COMMA && people_.person(lower(counted_.word(i))))
          aside = false;
        if (aside) continue;
      }
      if (is_noun(t)) {
        bool preposed = false;  // the noun of a preposition is no subject: "a man in the car was"
        for (uint32_t j = i, back = i > sentence.first + 5 ? i - 5 : sentence.first; j-- > back;) {
          if (tag(j) == Penn::IN && preposition(lemma(j))) {
            preposed = true;
            i = j;
            break;
          }
          if (!is_noun(tag(j)) && tag(j) != Penn::DT && tag(j) != Penn::JJ && tag(j) != Penn::PRPS &&
              tag(j) != Penn::POS && tag(j) != Penn::CD)
            break;
        }
        if (preposed) continue;
        if (!one_person(i)) return false;
        uint32_t start = i;
        while (start > sentence.first && i - start < longest_phrase &&
               (is_noun(tag(start - 1)) || tag(start - 1) == Penn::DT || tag(start - 1) == Penn::JJ ||
                tag(start - 1) == Penn::PRPS || tag(start - 1) == Penn::POS))
          --start;
        if (start > sentence.first && tag(start - 1) == Penn::CD &&
            counted_.word(start - 1).find("-old") == std::string_view::npos)
          return false;
        if (start > sentence.first && tag(start - 1) == Penn::CC) return false;  // "a man and a woman"
        person = {counted_.token(start).span.begin, counted_.token(i).span.end};
        return true;
      }
      if (t == Penn::PRP) {
        std::string own = lower(counted_.word(i));
        if (own != "he" && own != "she") return false;
        person = counted_.token(i).span;
        return true;
      }
      if (t == Penn::CD) return false;
      if (t == Penn::CC && (tag(i + 1) == Penn::DT || tag(i + 1) == Penn::PRPS)) return false;  // "and another teen is"
      if (t == Penn::JJ && is_year_old(i)) {
        const uint32_t age = counted_.word(i) == "old" ? i - 1 : i;  // "an 18-year old"
        person = {counted_.token(age).span.begin, counted_.token(i).span.end};
        return true;
      }
      if (is_verb(t) || t == Penn::RB || t == Penn::CC || t == Penn::WP || t == Penn::WDT || t == Penn::TO ||
          lemma(i) == "that" || t == Penn::IN || t == Penn::DT || t == Penn::JJ)
        continue;
      return false;
    }
    return false;
  }

  // A singular noun for a person, or a person's name.
  bool one_person(uint32_t at) const {
    Penn t = tag(at);
    std::string own = lower(counted_.word(at));
    if (is_year_old(at)) return true;
    if (t == Penn::NN) return people_.person(own);
    if (t != Penn::NNP) return false;
    if (people_.person(own)) return !own.ends_with("s") || own == "boss";
    for (const Name* name = at_name(counted_.token(at).span.begin); name != nullptr;)
      return name->kind == NameKind::person;
    // Without the names' help: two capital words side by side.
    return names_.names.empty() && at > 0 && tag(at - 1) == Penn::NNP;
  }

  const Name* at_name(uint32_t byte) const {
    auto found = std::partition_point(names_.names.begin(), names_.names.end(),
                                      [&](const Name& name) { return name.span.end <= byte; });
    return found != names_.names.end() && found->span.begin <= byte ? &*found : nullptr;
  }

  // "fifth", "5th"
  int ordinal(const std::string& word) const {
    int nth = 0;
    auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), nth);
    if (error != std::errc()) return people_.ordinal(word);
    std::string_view rest(end, static_cast<size_t>(word.data() + word.size() - end));
    return people_.ordinal_ending(rest) ? nth : 0;
  }

  bool keep(std::string_view label, Span person, Span trigger, Single& single) const {
    single.label = label;
    Figure& out = single.figure;
    out.span = {std::min(person.begin, trigger.begin), std::max(person.end, trigger.end)};
    out.low = out.high = out.best = 1;
    out.counted = "people " + std::string(label);
    out.counted_span = person;
    out.why = "singular";
    // "A fifth victim": four came before.
    for (uint32_t i = counted_.token_at(person.begin);
         i < words_.tokens.size() && counted_.token(i).span.begin < person.end; ++i)
      if (int nth = ordinal(lower(counted_.word(i))); nth > 1 && nth < 100) {
        out.low = out.high = out.best = nth;
        out.of = FigureOf::total;
        out.why = "ordinal";
      }
    return true;
  }

  const Words& words_;
  const Names& names_;
  const CountedReader& counted_;
  const HarmRules& harm_;
  const PeopleRules& people_;
  const bool title_;
};

}  // namespace

PeopleRules::PeopleRules(const Rules& rules) {
  const Table& table = rules.table("rules/en/figure_people");
  for (size_t row = 0; row < table.rows(); ++row) {
    std::string_view sex = table.cell(row, "value");
    words_.emplace(table.cell(row, "words"), sex == "female" ? 'f' : sex == "male" ? 'm' : '?');
  }
  auto read = [&](const Table& from, std::string_view kind, std::unordered_map<std::string, int>& into) {
    for (size_t row = 0; row < from.rows(); ++row) {
      if (from.cell(row, "kind") != kind) continue;
      std::string_view value = from.cell(row, "value");
      int number = 0;
      std::from_chars(value.data(), value.data() + value.size(), number);
      into.emplace(std::string(from.cell(row, "words")), number);
    }
  };
  read(rules.table("rules/en/time_numbers"), "ordinal", ordinals_);
  read(rules.table("rules/en/figure_words"), "group_noun", multiples_);
  const Table& tolls = rules.table("rules/en/figure_totals");
  for (size_t row = 0; row < tolls.rows(); ++row) {
    const std::string_view kind = tolls.cell(row, "kind");
    if (kind == "object_pronoun") object_pronouns_.emplace(tolls.cell(row, "words"));
    if (kind == "ordinal_ending") ordinal_endings_.emplace(tolls.cell(row, "words"));
  }
}

char PeopleRules::sex(std::string_view word) const {
  auto found = words_.find(std::string(word));
  return found == words_.end() ? '?' : found->second;
}

int PeopleRules::ordinal(std::string_view word) const {
  auto found = ordinals_.find(std::string(word));
  return found == ordinals_.end() ? 0 : found->second;
}

int PeopleRules::multiple(std::string_view word) const {
  auto found = multiples_.find(std::string(word));
  return found == multiples_.end() ? 0 : found->second;
}

std::vector<Single> find_singles(const Words& words, const Names& names, const CountedReader& counted,
                                 const HarmRules& harm, const PeopleRules& people, const std::vector<Figure>& figures,
                                 bool title) {
  return SingleReader(words, names, counted, harm, people, title).read(figures);
}

}  // namespace fairwitness
