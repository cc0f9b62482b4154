#include "figures/figures.h"

#include <algorithm>

#include "dates/lexicon.h"
#include "figures/caveat.h"
#include "figures/context.h"
#include "figures/counted.h"
#include "figures/scan.h"
#include "figures/single.h"
#include "figures/totals.h"

namespace fairwitness {

std::string_view name_of(Bound value) {
  switch (value) {
    case Bound::exact:
      return "exact";
    case Bound::about:
      return "about";
    case Bound::at_least:
      return "at_least";
    case Bound::at_most:
      return "at_most";
    case Bound::more_than:
      return "more_than";
    case Bound::less_than:
      return "less_than";
    case Bound::nearly:
      return "nearly";
    case Bound::range:
      return "range";
    case Bound::change:
      return "change";
    case Bound::vague:
      return "vague";
  }
  return "";
}

std::string_view name_of(FigureOf value) {
  switch (value) {
    case FigureOf::unknown:
      return "";
    case FigureOf::total:
      return "total";
    case FigureOf::increment:
      return "increment";
    case FigureOf::subset:
      return "subset";
    case FigureOf::rate:
      return "rate";
  }
  return "";
}

struct FigureRules::State {
  explicit State(const Rules& rules) : harm(rules), people(rules), totals(rules), sources(rules), caveats(rules) {
    for (const char* name :
         {"time_numbers", "time_units", "figure_words", "figure_units", "figure_currencies", "figure_people"})
      lexicon.add(rules.table(std::string("rules/en/") + name));
  }
  Lexicon lexicon;
  HarmRules harm;
  PeopleRules people;
  TotalRules totals;
  SourceRules sources;
  CaveatRules caveats;
};

FigureRules::FigureRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
FigureRules::~FigureRules() = default;

namespace {

// Makes figures of what the scanner found.
class FigureMaker {
 public:
  FigureMaker(const Article& article, const std::vector<Piece>& pieces, const Lexicon& lexicon,
              const PeopleRules& people, const TotalRules& totals, const CountedReader& counted,
              const ContextReader& context)
      : article_(article),
        pieces_(pieces),
        lexicon_(lexicon),
        people_(people),
        totals_(totals),
        counted_(counted),
        context_(context) {}

  std::optional<Figure> make(const RawFigure& raw) const {
    Figure figure;
    figure.low = raw.low;
    figure.high = raw.high;
    figure.best = raw.best;
    figure.bound = raw.bound;
    figure.unit = raw.unit;
    figure.why = raw.why;
    figure.span = {pieces_[raw.first].span.begin, pieces_[raw.end - 1].span.end};
    if (raw.age) {
      figure.counted = "age";
    } else if (raw.unit.empty() || raw.unit == "%") {
      if (!count(raw, figure)) return std::nullopt;
    }
    figure.of = raw.one_of ? FigureOf::subset : part_of(raw, figure);
    context_.read_source(figure);
    context_.read_place(figure);
    context_.read_times(figure);
    if (!figure.since.empty() && figure.of == FigureOf::unknown) figure.of = FigureOf::total;
    return figure;
  }

 private:
  Lexicon::Match find(uint32_t at, WordKind kind) const { return lexicon_.find(pieces_, at, kind); }
  std::string_view of(uint32_t at) const {
    return at < pieces_.size() ? pieces_[at].span.of(article_.text) : std::string_view();
  }

  // What is counted; false where the number turns out to be none ("one" as a pronoun).
  bool count(const RawFigure& raw, Figure& figure) const {
    Span number{figure.span.begin, pieces_[raw.number_end - 1].span.end};
    Span noun = raw.hyphen_noun ? pieces_[raw.end - 1].span : Span{};
    Counted counted = counted_.read(number, figure.span.end, raw.fraction || raw.unit == "%", noun);
    if (raw.hyphen_noun) counted.what.clear();
    if (counted.toll && befalls_nobody(counted)) counted.toll = false, counted.what.clear();
    if ((counted.toll || people(counted.head)) && counts_nobody(raw)) return false;
    if (counted.toll && counted.noun.empty() && (age_of_name(raw) || age_in_row(raw))) {
      figure.counted = "age";
      figure.unit = "year";
      return true;
    }
    if (raw.fraction && counted.noun.empty() && is_third_one(number)) return false;
    if (raw.pair && !(counted.toll && is_pair(number, counted))) return false;
    if (raw.bare_one && counted.noun.empty() && !counted.toll) return false;
    if (raw.one_of && !counted.toll) return false;
    if (raw.bare_one && raw.bound == Bound::exact && !counted.toll && !people(counted.head)) return false;
    if (!counted.noun.empty()) {
      figure.counted_span = counted.noun;
      if (counted.noun.end > figure.span.end) figure.span.end = counted.noun.end;
    }
    std::string head = counted.head;
    if (counted.toll) {
      bool noun_is_toll = head.empty() || head_names(head, counted.what);
      if (noun_is_toll) head = counted.what == "destroyed" ? "things" : "people";
      figure.counted = head + " " + counted.what;
    } else if (!head.empty()) {
      figure.counted = counted.what.empty() ? head : head + " " + counted.what;
    } else {
      figure.counted = counted.what;
    }
    if (raw.hyphen_noun && !figure.counted.empty() && counted.what.empty() && !figure.counted.ends_with("s"))
      figure.counted += "s";
    return true;
  }

  // "Two men were held and a third was sought": the third, not a third of them.
  bool is_third_one(Span number) const {
    const Sentence* sentence = counted_.sentence_of(number.begin);
    const uint32_t first = counted_.token_at(number.begin), behind = counted_.token_at(number.end);
    if (sentence == nullptr || behind >= sentence->end || behind != first + 2 || counted_.tag(first) != Penn::DT)
      return false;
    const bool singular = counted_.tag(behind) == Penn::VBZ || counted_.word(behind) == "was";
    return singular && (first == sentence->first || counted_.tag(first - 1) == Penn::CC);
  }

  // "Both were hurt", "both men": not "both soldiers and clerks", who may be many, nor "both killed and wounded".
  bool is_pair(Span both, const Counted& counted) const {
    const uint32_t behind = counted_.token_at(both.end);
    if (!counted_.sentence_of(both.begin) || behind >= counted_.sentence_of(both.begin)->end) return false;
    if (counted.noun.empty()) {
      const Penn tag = counted_.tag(behind);
      return tag == Penn::VBD || tag == Penn::VBP || tag == Penn::MD || tag == Penn::IN;
    }
    return people(counted.head) && !joined(counted.noun.end);
  }

  // Does "and" or "or" follow at the byte?
  bool joined(uint32_t byte) const {
    const uint32_t next = counted_.token_at(byte + 1);
    const Sentence* sentence = counted_.sentence_of(byte > 0 ? byte - 1 : 0);
    return sentence != nullptr && next < sentence->end && counted_.tag(next) == Penn::CC;
  }

  // "Also killed was Anna Bell, 21.": a bare number behind a name and a comma.
  bool age_of_name(const RawFigure& raw) const {
    const Piece& piece = pieces_[raw.number_first];
    if (piece.shape != Shape::digits || piece.span.size() > 2 || raw.end != raw.number_first + 1) return false;
    uint32_t at = counted_.token_at(piece.span.begin);
    if (at < 2 || counted_.tag(at - 1) != Penn::COMMA || counted_.tag(at - 2) != Penn::NNP) return false;
    std::string_view next = of(raw.end);
    return next.empty() || next == "." || next == ";" || next == ")" || next == "and";
  }

  // "Her sons, 7 and 8, were hurt", "boys, ages 7 and 8": bare numbers in a row behind people and a comma.
  bool age_in_row(const RawFigure& raw) const {
    auto age = [&](uint32_t at) {
      return at < pieces_.size() && pieces_[at].shape == Shape::digits && pieces_[at].span.size() <= 2;
    };
    auto joins = [&](uint32_t at) { return of(at) == "," || of(at) == "and"; };
    if (!age(raw.number_first) || raw.end != raw.number_first + 1) return false;
    constexpr uint32_t longest_row = 40;  // pieces
    uint32_t first = raw.number_first, end = raw.end;
    while (first > 1 && end - first < longest_row && joins(first - 1) &&
           (age(first - 2) || (joins(first - 2) && first > 2 && age(first - 3))))
      first -= age(first - 2) ? 2 : 3;
    while (end - first < longest_row && joins(end) && (age(end + 1) || (joins(end + 1) && age(end + 2))))
      end += age(end + 1) ? 2 : 3;
    std::string_view next = of(end);
    if (!(next.empty() || next == "," || next == "." || next == ";" || next == ")")) return false;
    uint32_t at = counted_.token_at(pieces_[first].span.begin);
    return at > 1 &&
           (counted_.lemma(at - 1) == "age" || (counted_.tag(at - 1) == Penn::COMMA && people(counted_.lemma(at - 2))));
  }

  // Fewer than none, or a run of digits that is no way to write how many: a date, a telephone number.
  bool counts_nobody(const RawFigure& raw) const {
    const Piece& piece = pieces_[raw.number_first];
    bool run = piece.shape == Shape::digits && raw.number_end == raw.number_first + 1 && piece.span.size() > 6;
    return raw.negative || run;
  }

  // Does the noun itself say what happened ("deaths", "fatalities", "wounded", "lives", "others")?
  bool head_names(std::string_view head, std::string_view what) const {
    size_t space = head.rfind(' ');
    std::string last = lower(space == std::string_view::npos ? head : head.substr(space + 1));
    if (what == "killed")
      return last.starts_with("death") || last.starts_with("fatalit") || last == "dead" ||
             last.starts_with("killing") || last.starts_with("murder") || last.starts_with("homicide") ||
             last == "lives" || last.starts_with("bod") || last.starts_with("slaying") || last == "others";
    return last == "others" || last == "injured" || last == "wounded" || last.starts_with("injur") ||
           last.starts_with("arrest");
  }

  bool people(std::string_view head) const {
    size_t space = head.rfind(' ');
    return people_.person(lower(space == std::string_view::npos ? head : head.substr(space + 1)));
  }

  bool befalls_nobody(const Counted& counted) const {
    size_t space = counted.head.rfind(' ');
    std::string last = lower(space == std::string::npos ? counted.head : counted.head.substr(space + 1));
    return totals_.thing(last) || (totals_.object(last) && totals_.role(counted.what) != TotalRules::Role::none);
  }

  static std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
  }

  FigureOf part_of(const RawFigure& raw, const Figure& figure) const {
    if (raw.rate) return FigureOf::rate;
    uint32_t end = raw.end;
    while (end < pieces_.size() && pieces_[end].span.end <= figure.span.end) ++end;
    uint32_t line = pieces_[raw.first].line;
    auto same = [&](uint32_t at) { return at < pieces_.size() && pieces_[at].line == line; };
    if (same(end) &&
        (find(end, WordKind::rate) || (find(end, WordKind::article) && find(end + 1, WordKind::time_unit))))
      return FigureOf::rate;
    uint32_t stop = raw.first > 4 ? raw.first - 4 : 0;
    for (uint32_t at = raw.first; at-- > stop;) {
      if (!same(at) || pieces_[at].mark == '.') break;
      if (find(at, WordKind::subset)) return FigureOf::subset;
      if (find(at, WordKind::total)) return FigureOf::total;
    }
    if (same(end) && find(end, WordKind::subset) && (of(end) == "of" || of(end) == "among")) return FigureOf::unknown;
    if (raw.increment) return FigureOf::increment;
    std::string_view next = of(raw.number_end);
    if (same(raw.number_end) && (next == "more" || next == "additional" || next == "new")) return FigureOf::increment;
    if (same(end) && find(end, WordKind::total)) return FigureOf::total;
    if (find(raw.first, WordKind::total)) return FigureOf::total;
    return FigureOf::unknown;
  }

  const Article& article_;
  const std::vector<Piece>& pieces_;
  const Lexicon& lexicon_;
  const PeopleRules& people_;
  const TotalRules& totals_;
  const CountedReader& counted_;
  const ContextReader& context_;
};

// Dates, times of day and sets hold numbers that are no figures.
std::vector<Span> taken_by(const std::vector<Time>& times) {
  std::vector<Span> out;
  for (const Time& time : times)
    if (time.type != TimeType::duration) out.push_back(time.span);
  return out;
}

// "five-year", "three-week-old" and "three days" that only say when are the times'; "more than four hours" is a figure
// too.
bool only_a_time(const RawFigure& raw) {
  static constexpr std::string_view long_units[] = {"day", "week", "month", "year", "decade", "century"};
  if (raw.age || raw.bound != Bound::exact) return false;
  return std::find(std::begin(long_units), std::end(long_units), raw.unit) != std::end(long_units);
}

// "370 people, including 70 children, have been killed": what happened to the whole happened to its part.
void inherit(const CountedReader& counted, const Figure& whole, Figure& part) {
  const Sentence* sentence = counted.sentence_of(part.span.begin);
  if (sentence == nullptr || whole.span.begin < sentence->span.begin || part.counted_span.empty()) return;
  size_t space = whole.counted.rfind(' ');
  if (space == std::string::npos) return;
  std::string_view head = part.counted;
  if (part.counted_span.size() < head.size()) head = head.substr(0, part.counted_span.size());
  part.counted = std::string(head) + whole.counted.substr(space);
}

// The first single victim, dead and injured each, where no number was told near the head of the report, and the first
// list of them; the others were only wanted for the totals.
std::vector<Figure> worth_telling(const std::vector<Figure>& figures, std::vector<Single> singles, const Words& words,
                                  const TotalRules& rules) {
  constexpr size_t head = 8;  // sentences in which a toll of the event stands, if there is one
  constexpr double largest = 50;
  uint32_t head_end =
      words.sentences.empty() ? 0 : words.sentences[std::min(head, words.sentences.size()) - 1].span.end;
  std::vector<Figure> out;
  for (TotalRules::Role role : {TotalRules::Role::killed, TotalRules::Role::injured}) {
    bool one = std::any_of(figures.begin(), figures.end(), [&](const Figure& f) {
      size_t space = f.counted.rfind(' ');
      return space != std::string::npos && rules.role(std::string_view(f.counted).substr(space + 1)) == role &&
             f.best && *f.best >= 1 && *f.best <= largest && f.span.begin < head_end && f.of != FigureOf::rate;
    });
    bool list = false;
    for (Single& single : singles) {
      bool& have = single.list ? list : one;
      if (have || rules.role(single.label) != role) continue;
      have = true;
      out.push_back(std::move(single.figure));
    }
  }
  return out;
}

}  // namespace

std::vector<Figure> find_figures(const Article& article, const Words& words, const Names& names,
                                 const std::vector<Quote>& quotes, const std::vector<Time>& times,
                                 const FigureRules& rules, const std::vector<Figure>& headline) {
  const FigureRules::State& state = rules.state();
  std::vector<Piece> pieces = state.lexicon.pieces_of(article.text);
  std::vector<Span> taken = taken_by(times);
  CountedReader counted(article, words, state.harm);
  ContextReader context(article, names, quotes, times, counted, state.sources);
  FigureMaker maker(article, pieces, state.lexicon, state.people, state.totals, counted, context);
  std::vector<Figure> out;
  for (const RawFigure& raw : FigureScanner(article.text, pieces, state.lexicon, taken).read()) {
    if (only_a_time(raw)) continue;
    auto figure = maker.make(raw);
    if (!figure) continue;
    if (figure->of == FigureOf::subset && !out.empty()) inherit(counted, out.back(), *figure);
    out.push_back(std::move(*figure));
  }
  const bool title = article.blocks.size() == 1 && article.blocks[0].kind == BlockKind::title;
  std::vector<Single> singles = find_singles(words, names, counted, state.harm, state.people, out, title);
  for (Single& single : singles) context.read_times(single.figure);
  std::vector<Figure> totals = find_totals(words, names, counted, state.people, state.totals, out, singles, headline);
  for (Figure& one : worth_telling(out, std::move(singles), words, state.totals)) totals.push_back(std::move(one));
  for (Figure& one : totals) {
    context.read_source(one);
    context.read_place(one);
    context.read_times(one);
    out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end(), [](const Figure& a, const Figure& b) { return a.span < b.span; });
  read_caveats(article, words, counted, state.caveats, out);
  return out;
}

}  // namespace fairwitness
