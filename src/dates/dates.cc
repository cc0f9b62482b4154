#include "dates/dates.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "dates/grammar.h"
#include "dates/lexicon.h"
#include "dates/moment.h"
#include "dates/tense.h"

namespace fairwitness {

std::string_view name_of(TimeType value) {
  switch (value) {
    case TimeType::date:
      return "DATE";
    case TimeType::time:
      return "TIME";
    case TimeType::duration:
      return "DURATION";
    case TimeType::set:
      return "SET";
  }
  return "";
}

std::string_view name_of(Anchor value) {
  switch (value) {
    case Anchor::none:
      return "";
    case Anchor::report:
      return "report";
    case Anchor::text:
      return "text";
    case Anchor::story:
      return "story";
  }
  return "";
}

struct DateRules::State {
  explicit State(const Rules& rules) : tense(rules) {
    lexicon.add(rules.table("rules/en/time_numbers"));
    lexicon.add(rules.table("rules/en/time_words"));
    lexicon.add(rules.table("rules/en/time_units"));
    lexicon.add(rules.table("rules/en/figure_people"));
    const Table &outlets = rules.table("rules/outlets"), &orders = rules.table("rules/date_order");
    for (size_t row = 0; row < orders.rows(); ++row)
      order.emplace(orders.cell(row, "country"), orders.cell(row, "order"));
    for (size_t row = 0; row < outlets.rows(); ++row)
      if (!outlets.cell(row, "country").empty())
        country.emplace(outlets.cell(row, "name"), outlets.cell(row, "country"));
  }
  // Which of day and month the outlet writes first, and where it sits; "" where that is not known.
  std::string_view order_of(const std::string& outlet, std::string& where) const {
    auto sits = country.find(outlet);
    if (sits == country.end()) return "";
    where = sits->second;
    auto known = order.find(where);
    return known == order.end() ? "day" : std::string_view(known->second);
  }

  Lexicon lexicon;
  TenseRules tense;
  std::unordered_map<std::string, std::string> country, order;  // by the outlet's name; by country
};

DateRules::DateRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
DateRules::~DateRules() = default;

namespace {

// The moment of the report, as far as it says: its day, and its minute where it has one.
std::optional<Instant> instant_of(std::string_view published) {
  auto day = parse_iso_day(published);
  if (!day) return std::nullopt;
  Instant out{*day};
  int hour = -1, minute = -1;
  if (published.size() >= 16 && published[13] == ':') {
    std::from_chars(published.data() + 11, published.data() + 13, hour);
    std::from_chars(published.data() + 14, published.data() + 16, minute);
    if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) out.minute = hour * 60 + minute;
  }
  return out;
}

// Goes through the expressions in text order and gives each its value: from the report's day, or from the day that the
// text named last, or leaves it open.
class Resolver {
 public:
  Resolver(const Article& article, const Words& words, const DateRules::State& rules)
      : article_(article), words_(words), rules_(rules), report_(instant_of(article.published.value)) {}

  Time resolve(const FoundTime& found, Span span) {
    Time time;
    time.span = span;
    time.type = found.type;
    time.value = found.value;
    time.why = found.why;
    std::string open = found.open;
    if (!found.swapped.empty()) order_day_and_month(found, time, open);
    if (found.why == "in units")
      choose_stretch(found, time);
    else if (!open.empty())
      time.open = with_rule(open, span);
    if (!time.open.empty() && !absolute(time)) {
      if (found.from_text)
        from_text(time, found);
      else if (found.at_hand && last_day_ && sentence_at(words_, time.span.begin) - day_sentence_ <= 1 &&
               day_sentence_ >= 0)
        from_text(time, found);
      else if (found.clock)
        from_sentence(time, found);
      else
        from_report(time);
    }
    // A time of day whose day is open says at least its hour.
    if (found.clock && time.value.empty()) time.value = time.open.substr(time.open.find('|') + 1);
    remember(time, found);
    return time;
  }

  // The days that a counted stretch covers, where the report has a day: one more time at the same words. What lies
  // ahead counts from the report only where the sentence does not tell of something that is over.
  std::optional<Time> stretch_of(const FoundTime& found, const Time& length) const {
    if (found.stretch.empty() || !report_) return std::nullopt;
    if (found.ahead) {
      Tense tense = tense_at(article_, words_, length.span, rules_.tense);
      if (tense == Tense::past || (tense != Tense::future && found.why == "duration")) return std::nullopt;
    }
    auto value = resolve_open(found.stretch, *report_);
    if (!value) return std::nullopt;
    Time time;
    time.span = length.span;
    time.type = value->find('T') == std::string::npos ? TimeType::date : TimeType::time;
    time.value = std::move(*value);
    time.anchor = Anchor::report;
    time.why = "days of a stretch";
    return time;
  }

 private:
  // 3/4/2016 is told by where the outlet sits, and the record says so; where that is not known the month is taken to
  // stand first, and the record says that nothing told it.
  void order_day_and_month(const FoundTime& found, Time& time, std::string& open) const {
    std::string where;
    std::string_view order = rules_.order_of(article_.outlet.value, where);
    if (order == "day") {
      (open.empty() ? time.value : open) = found.swapped;
      time.why += ", day first as in " + where;
    } else if (order == "month") {
      time.why += ", month first as in " + where;
    } else {
      time.why += ", order of day and month not told";
    }
  }

  // "in three days" is a day where something lies ahead, else a stretch of three days.
  void choose_stretch(const FoundTime& found, Time& time) {
    if (superlative_before(time.span.begin) ||
        (tense_at(article_, words_, time.span, rules_.tense) != Tense::future && !orders(time.span.begin)))
      return;
    time.type =
        found.open.starts_with("ahead H") || found.open.starts_with("ahead m") ? TimeType::time : TimeType::date;
    time.value.clear();
    time.open = "back" + found.open.substr(5);
  }

  // "Leave in ten minutes": a short sentence that begins with its verb and tells of nothing done.
  bool orders(uint32_t byte) const {
    int32_t at = sentence_at(words_, byte);
    if (at < 0) return false;
    const Sentence& sentence = words_.sentences[static_cast<size_t>(at)];
    constexpr uint32_t longest = 24;  // tokens
    if (sentence.end - sentence.first > longest) return false;
    if (words_.tokens[sentence.first].penn != Penn::VB && words_.tokens[sentence.first].span.end + 1 < byte)
      return false;
    for (uint32_t i = sentence.first; i < sentence.end; ++i) {
      const Penn tag = words_.tokens[i].penn;
      if (tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::VBN || tag == Penn::VBG ||
          tag == Penn::MD)
        return false;
    }
    return article_.blocks.empty() || sentence.block >= article_.blocks.size() ||
           article_.blocks[sentence.block].kind == BlockKind::paragraph;
  }

  // "the lowest in six years", "the first time in a decade" count backwards.
  bool superlative_before(uint32_t byte) const {
    int32_t at = sentence_at(words_, byte);
    if (at < 0) return false;
    const Sentence& sentence = words_.sentences[static_cast<size_t>(at)];
    uint32_t end = sentence.first;
    while (end < sentence.end && words_.tokens[end].span.begin < byte) ++end;
    for (uint32_t i = end; i-- > (end > sentence.first + 6 ? end - 6 : sentence.first);) {
      Penn tag = words_.tokens[i].penn;
      if (tag == Penn::JJS || tag == Penn::RBS || words_.lemma(words_.tokens[i]) == "first" ||
          words_.lemma(words_.tokens[i]) == "time")
        return true;
    }
    return false;
  }

  // The "?" of a normal form becomes what the tense of its sentence says.
  std::string with_rule(std::string open, Span span) {
    size_t at = open.find('?');
    if (at == std::string::npos) return open;
    Tense tense = tense_at(article_, words_, span, rules_.tense);
    bool weekday = open.starts_with("weekday");
    std::string rule = tense == Tense::past ? "past" : tense == Tense::future ? "future" : weekday ? "past" : "near";
    // Both ends of a range lie to the same side.
    std::string other = std::move(range_rule_);
    range_rule_.clear();
    if (open.starts_with("before "))
      range_rule_ = rule;
    else if (!other.empty())
      rule = other;
    return open.replace(at, 1, rule);
  }

  // The week of a full date needs no anchor.
  static bool absolute(Time& time) {
    size_t colon = time.open.find(':');
    if (time.open.starts_with("since:") || time.open.starts_with("until:")) return false;
    if (colon == std::string::npos || colon + 1 >= time.open.size() || time.open.find('|') < colon) return false;
    char c = time.open[colon + 1];
    if (c < '0' || c > '9') return false;
    auto value = resolve_open(time.open, {Day{}});
    if (value) time.value = *value;
    time.open.clear();
    return true;
  }

  void from_report(Time& time) {
    if (!report_) return;
    auto value = resolve_open(time.open, *report_);
    if (!value) return;
    time.value = std::move(*value);
    time.open.clear();
    time.anchor = Anchor::report;
  }

  void from_text(Time& time, const FoundTime& found) {
    // "three days later" behind a month or a year is no day that the text tells.
    bool in_days = time.open.starts_with("day ") || time.open.starts_with("weekday") ||
                   (time.open.starts_with("back ") && time.open.ends_with(" D")) || time.open.starts_with("shift");
    if (last_day_ && (last_is_day_ || !in_days)) {
      if (auto value = resolve_open(time.open, {*last_day_})) {
        time.value = std::move(*value);
        time.open.clear();
        time.anchor = Anchor::text;
        return;
      }
    }
    // "sales of previous quarter", without "the" and before the text has told any day
    if (!last_day_ && day_open_.empty() && found.bare && report_) return from_report(time);
    time.open.insert(0, "text ");
  }

  // A clock alone belongs to the day that its sentence named, else to the report's.
  // "T07:30" behind "this evening" is T19:30.
  static void move_to_afternoon(std::string& open, size_t at) {
    if (at + 1 >= open.size() || open[at] < '0' || open[at] > '9' || open[at + 1] < '0' || open[at + 1] > '9') return;
    int hour = (open[at] - '0') * 10 + open[at + 1] - '0';
    if (hour >= 12) return;
    hour += 12;
    open[at] = static_cast<char>('0' + hour / 10);
    open[at + 1] = static_cast<char>('0' + hour % 10);
  }

  void from_sentence(Time& time, const FoundTime& found) {
    int32_t sentence = sentence_at(words_, time.span.begin);
    size_t bar = time.open.find('|');
    if (sentence >= 0 && sentence == day_sentence_ && bar != std::string::npos) {
      if (late_part_ && !found.half_known && time.open[bar + 1] == 'T') move_to_afternoon(time.open, bar + 2);
      if (last_day_ && day_open_.empty()) {
        time.value = iso_day(*last_day_) + time.open.substr(bar + 1);
        time.anchor = Anchor::text;
        time.open.clear();
        return;
      }
      if (!day_open_.empty()) {
        time.open = day_open_ + time.open.substr(bar);
        return from_report(time);
      }
    }
    from_report(time);
  }

  void remember(const Time& time, const FoundTime& found) {
    if (time.type != TimeType::date && time.type != TimeType::time) return;
    if (found.clock) return;
    const std::string& told = time.value.empty() ? time.open : time.value;
    late_part_ = told.ends_with("TEV") || told.ends_with("TNI") || told.ends_with("TAF");
    bool day = time.value.size() >= 10 && time.value[4] == '-' && time.value[7] == '-';
    if (day) {
      last_day_ = parse_iso_day(std::string_view(time.value).substr(0, 10));
      last_is_day_ = true;
      day_open_.clear();
      day_sentence_ = sentence_at(words_, time.span.begin);
    } else if (auto days = days_of(time.value)) {
      last_day_ = days->first;
      last_is_day_ = false;
      day_sentence_ = -1;
    } else if (found.day && !time.open.empty() && !time.open.starts_with("text")) {
      last_day_.reset();
      day_open_ = time.open.substr(0, time.open.find('|'));
      day_sentence_ = sentence_at(words_, time.span.begin);
    }
  }

  const Article& article_;
  const Words& words_;
  const DateRules::State& rules_;
  std::optional<Instant> report_;
  std::optional<Day> last_day_;
  std::string day_open_;  // normal form of the last day, where it is open
  int32_t day_sentence_ = -1;
  bool last_is_day_ = false;
  std::string range_rule_;  // what told the first end of a range, for the second
  bool late_part_ = false;  // the last day was told with its afternoon, evening or night
};

}  // namespace

std::vector<Time> find_times(const Article& article, const Words& words, const DateRules& rules) {
  const DateRules::State& state = rules.state();
  std::vector<Piece> pieces = state.lexicon.pieces_of(article.text);
  std::vector<FoundTime> found = TimeGrammar(article.text, pieces, state.lexicon).read();
  std::vector<Time> out;
  out.reserve(found.size());
  Resolver resolver(article, words, state);
  uint32_t behind = 0;
  for (const FoundTime& one : found) {
    if (one.end <= one.first || one.end > pieces.size() || one.first < behind) continue;
    behind = one.end;
    out.push_back(resolver.resolve(one, {pieces[one.first].span.begin, pieces[one.end - 1].span.end}));
    if (auto stretch = resolver.stretch_of(one, out.back())) out.push_back(std::move(*stretch));
  }
  return out;
}

std::optional<std::string> resolve_time(const Time& time, Day day) {
  if (time.open.empty() || time.open.starts_with("text ")) return std::nullopt;
  return resolve_open(time.open, {day});
}

std::optional<std::pair<Day, Day>> days_of(std::string_view value) {
  if (size_t slash = value.find('/'); slash != std::string_view::npos) {
    auto from = days_of(value.substr(0, slash)), to = days_of(value.substr(slash + 1));
    return from && to ? std::optional(std::pair(from->first, to->second)) : std::nullopt;
  }
  return days_of_value(value);
}

}  // namespace fairwitness
