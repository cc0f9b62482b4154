// The grammar of times over the pieces of a text: finds each expression and its normal form, and resolves nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dates/dates.h"
#include "dates/lexicon.h"
#include "dates/numbers.h"

namespace fairwitness {

// One expression. Either `value` is set (absolute, a duration, a set) or `open` is (see moment.h); in `open` a "?"
// stands for the RULE that the tense of the sentence decides.
struct FoundTime {
  uint32_t first = 0, end = 0;  // pieces
  TimeType type = TimeType::date;
  std::string value, open;
  bool day = false;        // tells one day, so that a clock or a part of the day can join it
  bool from_text = false;  // counts from a day of the text
  bool at_hand = false;    // counts from the day of its sentence or the one before, else from the report's
  bool clock = false;      // a time of day that has no day of its own: open is "day 0|T18:00"
  std::string swapped;  // the other reading of a date in digits, day before month: a value or an open form as its own
  std::string stretch;  // of a duration: the days it covers, told from the report's day (see moment.h)
  bool bare = false;    // counts from a day of the text, but has no "the"
  bool ahead = false;   // of a stretch: it begins with the report's day
  bool half_known = false;  // of a clock: the text says which half of the day
  std::string why;
};

// A time of day: "T18:00", "T09:30Z".
struct Clock {
  int hour = 0, minute = 0, second = -1;
  bool morning_or_evening = false;  // am, pm, 24 hours or "in the evening" said which half of the day
  std::string zone;
  uint32_t end = 0;
};

class TimeGrammar {
 public:
  TimeGrammar(std::string_view text, const std::vector<Piece>& pieces, const Lexicon& lexicon);
  std::vector<FoundTime> read();

 private:
  using At = uint32_t;
  using Result = std::optional<FoundTime>;

  // grammar.cc
  At read_one(At at);
  Result read_core(At at);
  Result stretch_at_hand(At at);
  Result with_edge(At at);
  Result join_clock(FoundTime day);
  Result clock_first(At at);
  Result part_alone(At at);
  Result part_without_day(At at);
  Result day_and_clock(At at);
  void keep(FoundTime found);
  bool quiet_word(At at, std::string_view lower) const;

  // grammar_calendar.cc: days, months, years as the calendar names them
  Result day_expression(At at);
  Result month_first(At at);
  Result day_first(At at);
  Result numeric_date(At at);
  bool numeric_day_here(At at, int a, int b) const;
  Result numeric_day(At at, int a, int b);
  Result year_alone(At at);
  Result decade(At at);
  bool year_at(At at, int& year, At& end) const;
  bool year_in_words(At at, int& year, At& end) const;
  bool year_behind(At at, int& year, At& end) const;
  bool day_number(At at, int& day, At& end) const;
  int day_range(At at, int month, int year, const FoundTime& model);

  // grammar_periods.cc: centuries, quarters, weeks, days of the week, holidays, seasons
  Result century(At at);
  Result quarter_or_half(At at);
  Result week_of(At at);
  Result week_from(At at);
  Result numbered_week(At at);
  Result weekday(At at);
  Result holiday(At at);
  Result season(At at);
  Result bare_ordinal_day(At at);
  bool day_alone(At at, int& day, At& end) const;

  // grammar_relative.cc: days and stretches told from the report's day or the text's
  Result day_word(At at);
  Result shifted(At at);
  Result text_day(At at);
  Result reference(At at);
  Result in_units(At at);

  // grammar_duration.cc
  Result duration(At at);
  Result set(At at);
  Result with_hour(FoundTime set);
  bool quantity(At at, std::string& amount, At& end, bool& plural_unit, char& unit);
  bool shifted_before(At at) const;

  // grammar_joined.cc: times that lean on another time beside them
  Result from_a_day(const FoundTime& stretch, char unit);
  bool days_of_a_month(At at);
  void settle_ranges();

  // grammar_stretch.cc: stretches with a beginning and an end
  Result rest_of(At at);
  Result part_of_a_stretch(At at);
  void anchor(FoundTime& length, int side, char unit, std::string_view amount) const;
  bool within(At at) const;
  static void begin_now(FoundTime& length);
  void join_stretches();
  bool length_from(FoundTime& a, const FoundTime& b);
  bool from_for(FoundTime& a, const FoundTime& b);
  bool to_now(FoundTime& a, const FoundTime& b);
  bool begins_a_stretch(const FoundTime& length, const FoundTime& start) const;
  static void make_stretch(FoundTime& a, At end, const std::string& amount, const FoundTime& start);
  bool take_day(const FoundTime& day, FoundTime& stretch);

  // grammar_clock.cc
  std::optional<Clock> read_clock(At at) const;
  std::optional<Clock> clock_digits(At at) const;
  std::optional<Clock> clock_words(At at) const;
  void clock_tail(Clock& clock) const;
  bool clock_range(At at);
  bool day_behind(At at);
  static std::string clock_value(const Clock& clock);
  bool part_at(At at, std::string& part, At& end) const;

  bool have(At at) const { return at < pieces_.size(); }
  bool same_line(At a, At b) const { return have(a) && have(b) && pieces_[a].line == pieces_[b].line; }
  std::string_view of(At at) const { return pieces_[at].span.of(text_); }
  bool mark(At at, char mark) const { return have(at) && pieces_[at].mark == mark; }
  bool digits(At at) const { return have(at) && pieces_[at].shape == Shape::digits; }
  bool tight(At at) const { return have(at) && !pieces_[at].space_before; }
  bool word(At at, std::string_view lower) const;
  int number(At at) const;
  Lexicon::Match find(At at, WordKind kind) const { return lexicon_.find(pieces_, at, kind); }
  bool joiner(At at) const;  // a dash, "to", "through", "until", "till", "and"
  FoundTime make(At first, At end, std::string_view why) const;

  // Phrases within phrases ("the end of the first week of the end of ..."), no deeper than a person would say.
  struct Nested {
    explicit Nested(int& depth) : depth_(depth) { ++depth_; }
    ~Nested() { --depth_; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    bool too_deep() const { return depth_ > 4; }
    int& depth_;
  };

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  const Lexicon& lexicon_;
  std::vector<FoundTime> found_;
  int depth_ = 0;
};

}  // namespace fairwitness
