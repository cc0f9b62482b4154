// What the calendar names beyond single days: centuries, quarters, weeks, days of the week, holidays, seasons.
#include "dates/grammar.h"
#include "dates/moment.h"

namespace fairwitness {

// "the 21st century", "the nineteenth century"
TimeGrammar::Result TimeGrammar::century(At at) {
  auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
  if (!ordinal || ordinal->value < 5 || ordinal->value > 22) return std::nullopt;
  At next = mark(ordinal->end, '-') ? ordinal->end + 1 : ordinal->end;
  if (!word(next, "century")) return std::nullopt;
  FoundTime found = make(at, next + 1, "century");
  int first = static_cast<int>(ordinal->value) - 1;
  found.value = {static_cast<char>('0' + first / 10), static_cast<char>('0' + first % 10)};
  return found;
}

// "the third quarter of 2009", "Q3 2009", "the first half of this year", "third-quarter".
TimeGrammar::Result TimeGrammar::quarter_or_half(At at) {
  int index = 0, front = 0;
  bool half = false;
  At end = at;
  if (At q = 0; digits(at) && year_at(at, front, q)) {  // "2017 Q1", "2017-Q1"
    if (mark(q, '-') && tight(q)) ++q;
    if (!(word(q, "q") || word(q, "h")) || !digits(q + 1) || !tight(q + 1) || number(q + 1) < 1 ||
        number(q + 1) > (word(q, "q") ? 4 : 2) || pieces_[q + 1].span.size() != 1)
      return std::nullopt;
    FoundTime found = make(at, q + 2, "quarter");
    found.value = year_value(front) + (word(q, "q") ? "-Q" : "-H") + std::to_string(number(q + 1));
    return found;
  }
  bool letter = (word(at, "q") || word(at, "h")) && digits(at + 1) && tight(at + 1) && pieces_[at + 1].span.size() == 1;
  if (letter) {
    half = word(at, "h");
    index = number(at + 1);
    end = at + 2;
  } else {
    auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
    if (ordinal)
      index = static_cast<int>(std::min(ordinal->value, 9.0)), end = ordinal->end;
    else if (word(at, "final"))
      index = 4, end = at + 1;
    else
      return std::nullopt;
    if (mark(end, '-')) ++end;
    if (word(end, "quarter") || word(end, "quarters"))
      ++end;
    else if (word(end, "half") && !word(at, "final"))
      half = true, ++end;
    else
      return std::nullopt;
  }
  if (index < 1 || index > (half ? 2 : 4)) return std::nullopt;
  std::string name = std::string(half ? "half " : "quarter ") + std::to_string(index) + " ";
  FoundTime found = make(at, end, "quarter");
  int year = 0;
  At year_end = 0;
  if (year_behind(end, year, year_end) || (mark(end, '-') && year_at(end + 1, year, year_end))) {
    found.end = year_end;
    found.value = year_value(year) + (half ? "-H" : "-Q") + std::to_string(index);
    return found;
  }
  At next = word(end, "of") || word(end, "in") ? end + 1 : end;
  if (word(next, "the")) {
    if (word(next + 1, "year") && next > end) {
      found.end = next + 2;
      found.open = name + "this";
      return found;
    }
    ++next;
  }
  if (auto shift = find(next, WordKind::shift); shift && word(shift.end, "year")) {
    found.end = shift.end + 1;
    found.open = name + "this";
    if (shift.phrase->value[0] == '-') found.open = "minus " + name + "this";
    if (shift.phrase->value[0] == '1') found.open = "plus " + name + "this";
    return found;
  }
  if (half && !letter) return std::nullopt;  // the half of a match
  found.open = name + "past";
  return found;
}

// "the week of March 3", "the first week of March", "the last weekend of June", "the first Monday of May 2019".
TimeGrammar::Result TimeGrammar::week_of(At at) {
  auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
  int index = ordinal ? static_cast<int>(std::min(ordinal->value, 9.0)) : word(at, "last") ? -1 : 0;
  At next = ordinal ? ordinal->end : index < 0 ? at + 1 : at;
  if (index == 0) return week_from(at);
  bool week = word(next, "week"), weekend = word(next, "weekend"), month = word(next, "month") && index > 0;
  auto weekday = find(next, WordKind::weekday);
  if ((!week && !weekend && !weekday && !month) || (!weekday && !have(next + 1))) return std::nullopt;
  At behind = weekday ? weekday.end : next + 1;
  if (weekday && index > 0 && index <= 5 && !word(behind, "of") && !word(behind, "in")) {  // "the second Sunday"
    FoundTime found = make(at, behind, "weekday of a month");
    found.open = "nthday " + std::to_string(index) + " " + std::string(weekday.phrase->value) + ":unit M 0";
    found.day = true;
    return found;
  }
  if (!word(behind, "of") && !word(behind, "in")) return std::nullopt;
  At inner = behind + 1;
  if (word(inner, "the")) ++inner;
  size_t size = found_.size();
  auto core = read_core(inner);
  found_.resize(size);
  if (!core || (core->type != TimeType::date)) return std::nullopt;
  FoundTime found = make(at, core->end, "week of a month");
  const std::string& base = core->open.empty() ? core->value : core->open;
  std::string code = month     ? "nthmonth " + std::to_string(static_cast<int>(std::min(ordinal->value, 99.0)))
                     : weekday ? "nthday " + std::to_string(index) + " " + std::string(weekday.phrase->value)
                               : "nthweek " + std::to_string(index) + (weekend ? " e" : " w");
  found.open = code + ":" + base;
  found.from_text = core->from_text;
  found.day = static_cast<bool>(weekday);
  return found;
}

// "the week of March 3", "the week beginning on Monday", "the weekend of Easter".
TimeGrammar::Result TimeGrammar::week_from(At at) {
  bool weekend = word(at, "weekend");
  if (!weekend && !word(at, "week")) return std::nullopt;
  At inner = at + 1;
  if (auto begins = find(inner, WordKind::week_front))
    inner = begins.end;
  else
    return std::nullopt;
  if (word(inner, "the")) ++inner;
  size_t size = found_.size();
  auto core = day_expression(inner);
  found_.resize(size);
  // "the week of the 18th"
  if (auto ordinal = read_ordinal(text_, pieces_, inner, lexicon_);
      !core && !weekend && ordinal && ordinal->digits && ordinal->value >= 1 && ordinal->value <= 31) {
    FoundTime found = make(at, ordinal->end, "week of");
    found.open = "week:dayof " + std::to_string(static_cast<int>(ordinal->value)) + " ?";
    return found;
  }
  if (!core || core->type != TimeType::date || (weekend && core->why != "holiday")) return std::nullopt;
  FoundTime found = make(at, core->end, weekend ? "weekend of" : "week of");
  found.open = (weekend ? "weekend:" : "week:") + (core->open.empty() ? core->value : core->open);
  found.from_text = core->from_text;
  return found;
}

// "week 31", "week 27 of 2018".
TimeGrammar::Result TimeGrammar::numbered_week(At at) {
  if (!word(at, "week") || !digits(at + 1) || pieces_[at + 1].span.size() > 2) return std::nullopt;
  int week = number(at + 1), year = 0;
  At end = 0;
  if (week < 1 || week > 53) return std::nullopt;
  FoundTime found = make(at, at + 2, "week by number");
  std::string name = std::string("W") + static_cast<char>('0' + week / 10) + static_cast<char>('0' + week % 10);
  if (year_behind(at + 2, year, end)) {
    found.end = end;
    found.value = year_value(year) + "-" + name;
    return found;
  }
  At next = word(at + 2, "of") ? at + 3 : at + 2;
  if (auto shift = find(next, WordKind::shift); shift && word(shift.end, "year") && shift.phrase->number <= 1 &&
                                                shift.phrase->value.find("text") == std::string_view::npos) {
    found.end = shift.end + 1;  // "week 27 of last year"
    found.open = std::string(shift.phrase->number < 0   ? "minus "
                             : shift.phrase->number > 0 ? "plus "
                                                        : "") +
                 "yearweek " + name;
    return found;
  }
  found.open = "yearweek " + name;
  return found;
}

// "Friday", "Tuesday, March 5, 2019", "Mon 7 Nov".
TimeGrammar::Result TimeGrammar::weekday(At at) {
  auto match = find(at, WordKind::weekday);
  bool shortened = !match;
  if (!match) match = find(at, WordKind::weekday_short);
  if (!match) return std::nullopt;
  At end = match.end, next = end;
  if (shortened && mark(next, '.')) ++next;
  if (mark(next, ',')) ++next;
  if (word(next, "the")) ++next;
  if (mark(next, '(')) ++next;
  if (same_line(at, next)) {
    size_t size = found_.size();
    Result date;
    uint64_t kinds = have(next) ? lexicon_.kinds_from(pieces_[next].word) : 0;
    if (digits(next)) date = numeric_date(next);
    if (!date && (digits(next) || (kinds & bit(WordKind::ordinal)))) date = day_first(next);
    if (!date && (kinds & (bit(WordKind::month) | bit(WordKind::month_short)))) date = month_first(next);
    if (date && date->day) {
      date->first = at;
      date->why = "weekday and " + date->why;
      return date;
    }
    found_.resize(size);
    // "Friday the 13th", "Tuesday 14th", "Monday the twenty-first"
    int day = 0;
    At day_end = 0;
    bool the = word(next - 1, "the");
    auto alone = [&] {  // "on Sunday 31"
      return digits(next) && next == end && day > 12 && (!have(day_end) || pieces_[day_end].shape == Shape::mark) &&
             !mark(day_end, '-') && !mark(day_end, '/') && !mark(day_end, ':');
    };
    if (day_number(next, day, day_end) &&
        (the || (digits(next) && read_ordinal(text_, pieces_, next, lexicon_)) || alone()) &&
        !find(day_end, WordKind::time_unit)) {
      FoundTime found = make(at, day_end, "weekday and day");
      found.day = true;
      found.open = "weekdayday " + std::string(match.phrase->value) + " " + std::to_string(day);
      return found;
    }
  }
  if (shortened) {
    bool before =
        at > 0 && (word(at - 1, "on") || word(at - 1, "last") || word(at - 1, "next") || word(at - 1, "this") ||
                   word(at - 1, "or") || word(at - 1, "week") || word(at - 1, "until") || word(at - 1, "by"));
    bool clock_follows = read_clock(end).has_value();
    if (!pieces_[at].capital || (!before && !clock_follows)) return std::nullopt;
    if ((word(at, "sun") || word(at, "sat")) && at > 0 && word(at - 1, "the")) return std::nullopt;
  }
  FoundTime found = make(at, end, "weekday");
  found.day = true;
  found.open = "weekday " + std::string(match.phrase->value) + " ?";
  // "Monday of next week", "Friday this week"
  At of_at = word(end, "of") ? end + 1 : end;
  if (auto shift = find(of_at, WordKind::shift);
      shift && word(shift.end, "week") && shift.phrase->value.find("text") == std::string_view::npos) {
    found.end = shift.end + 1;
    found.open =
        "weekdayof " + std::string(match.phrase->value) + " " + std::to_string(static_cast<int>(shift.phrase->number));
  }
  return found;
}

TimeGrammar::Result TimeGrammar::holiday(At at) {
  auto match = find(at, WordKind::holiday);
  if (!match) return std::nullopt;
  if (!pieces_[at].capital && !digits(match.end)) {
    if (match.end == at + 1 && !(at > 0 && (word(at - 1, "on") || word(at - 1, "this") || word(at - 1, "at"))))
      return std::nullopt;
  }
  // "new year" without a capital is a year, not a day.
  FoundTime found = make(at, match.end, "holiday");
  if (word(match.end, "weekend")) {  // "Labor Day weekend"
    found.end = match.end + 1;
    found.open = "weekend:holiday " + std::string(match.phrase->value) + " ?";
    return found;
  }
  found.day = true;
  int year = 0;
  At end = 0;
  if (year_behind(match.end, year, end)) {
    auto day = holiday_day(match.phrase->value, year);
    if (day) {
      found.value = iso_day(*day);
      found.end = end;
      return found;
    }
  }
  At next = word(match.end, "of") ? match.end + 1 : match.end;
  if (auto shift = find(next, WordKind::shift);
      shift && word(shift.end, "year") && shift.phrase->value.find("stretch") == std::string_view::npos) {
    found.end = shift.end + 1;
    found.open = "holiday " + std::string(match.phrase->value) +
                 (shift.phrase->number == 0  ? " this"
                  : shift.phrase->number < 0 ? " last"
                                             : " next");
    return found;
  }
  found.open = "holiday " + std::string(match.phrase->value) + " ?";
  return found;
}

// "summer 2012", "the spring of 2009", "in the fall", "winter".
TimeGrammar::Result TimeGrammar::season(At at) {
  auto match = find(at, WordKind::season);
  if (!match) return std::nullopt;
  FoundTime found = make(at, match.end, "season");
  int year = 0;
  At end = 0;
  if (year_behind(match.end, year, end)) {
    found.end = end;
    found.value = year_value(year) + "-" + std::string(match.phrase->value);
    return found;
  }
  At next = word(match.end, "of") ? match.end + 1 : match.end;
  if (auto shift = find(next, WordKind::shift);
      shift && word(shift.end, "year") && shift.phrase->value.find("stretch") == std::string_view::npos) {
    found.end = shift.end + 1;
    found.open = std::string(shift.phrase->number < 0   ? "minus "
                             : shift.phrase->number > 0 ? "plus "
                                                        : "") +
                 "season " + std::string(match.phrase->value) + " this";
    return found;
  }
  bool edge = at > 0 && (word(at - 1, "early") || word(at - 1, "late") || word(at - 1, "mid"));
  At before = at > 0 && word(at - 1, "the") ? at - 1 : at;
  bool placed =
      before > 0 && (word(before - 1, "in") || word(before - 1, "since") || word(before - 1, "by") ||
                     word(before - 1, "until") || word(before - 1, "during") || word(before - 1, "of") || edge);
  bool noun_follows = have(match.end) && !pieces_[match.end].capital && pieces_[match.end].shape == Shape::word &&
                      pieces_[match.end].word == 0 && tight(match.end) == false;
  if (word(at, "spring") && noun_follows && !placed) return std::nullopt;
  if (!placed && !word(at, "fall") && !noun_follows && !(word(at, "spring") && pieces_[at].capital)) {
    found.value = "XXXX-" + std::string(match.phrase->value);  // some summer
    return found;
  }
  if (!placed || (word(at, "fall") && before == at && !edge)) return std::nullopt;
  if (word(at, "fall") && word(match.end, "of")) return std::nullopt;
  if (before < at && word(at, "fall") && word(before - 1, "of")) return std::nullopt;
  found.open = "season " + std::string(match.phrase->value) + " ?";
  return found;
}

// 1 to 31 as "15" or "15th", with nothing behind that it could count.
bool TimeGrammar::day_alone(At at, int& day, At& end) const {
  if (auto ordinal = read_ordinal(text_, pieces_, at, lexicon_)) {
    if (!ordinal->digits) return false;
    day = static_cast<int>(ordinal->value), end = ordinal->end;
  } else if (digits(at) && pieces_[at].span.size() <= 2) {
    day = number(at), end = at + 1;
  } else {
    return false;
  }
  if (day < 1 || day > 31 || (tight(at) && at > 0 && pieces_[at - 1].shape == Shape::mark)) return false;
  return !have(end) || !same_line(at, end) || (pieces_[end].shape == Shape::mark && !tight(end + 1));
}

// "on the 21st", "the 5th of next month", "the 19th of this month".
TimeGrammar::Result TimeGrammar::bare_ordinal_day(At at) {
  auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
  if (!ordinal || !ordinal->digits || ordinal->value < 1 || ordinal->value > 31) return std::nullopt;
  int day = static_cast<int>(ordinal->value);
  FoundTime found = make(at, ordinal->end, "day of the month");
  found.day = true;
  At next = ordinal->end;
  if (word(next, "of") || word(next, "day")) ++next;
  if (word(next, "of")) ++next;
  if (auto shift = find(next, WordKind::shift); shift && word(shift.end, "month") && next > ordinal->end) {
    found.end = shift.end + 1;
    found.open = "monthdayof " + std::to_string(day) + " " + std::to_string(static_cast<int>(shift.phrase->number));
    found.why = "day of a month";
    return found;
  }
  if (word(next, "the") && word(next + 1, "month") && next > ordinal->end) {
    found.end = next + 2;
    found.open = "monthdayof " + std::to_string(day) + " 0";
    found.why = "day of a month";
    return found;
  }
  if (at < 2 || !word(at - 1, "the") || !(word(at - 2, "on") || word(at - 2, "until") || word(at - 2, "by")))
    return std::nullopt;
  if (have(ordinal->end) && pieces_[ordinal->end].shape == Shape::word && !word(ordinal->end, "and") &&
      !word(ordinal->end, "at") && !word(ordinal->end, "in"))
    return std::nullopt;
  found.open = "dayof " + std::to_string(day) + " ?";
  return found;
}

}  // namespace fairwitness
