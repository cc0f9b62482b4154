#include <algorithm>
#include <charconv>
#include <cmath>

#include "dates/grammar.h"

namespace fairwitness {

namespace {

// The amount of one unit as ISO 8601 has it: P3W, PT4H, P2.5Y, PXM.
struct Amount {
  std::string number;  // "3", "2.5", "X"
  char unit = 0;       // of the tables
};

std::string plain_number(double value) {
  if (value == std::floor(value) && value < 1e15) return std::to_string(static_cast<long long>(value));
  char buffer[64];
  auto [last, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 4);
  if (error != std::errc()) return "X";
  std::string out(buffer, last);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

double parsed(const std::string& number) {
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  return value;
}

bool of_day(char unit) { return unit == 'H' || unit == 'm' || unit == 'S'; }

std::string piece_of(const Amount& amount) {
  switch (amount.unit) {
    case 'F':
      return amount.number == "X" ? "XW" : plain_number(parsed(amount.number) * 2) + "W";
    case 'E':
      return amount.number == "X" ? "XE" : plain_number(parsed(amount.number) * 10) + "Y";
    case 'C':
      return amount.number == "X" ? "XC" : plain_number(parsed(amount.number) * 100) + "Y";
    case 'K':
      return amount.number == "X" ? "XL" : plain_number(parsed(amount.number) * 1000) + "Y";
    case 'Q':
      return amount.number == "X" ? "XQ" : amount.number + "Q";
    case 'm':
      return amount.number + "M";
    case 'B':
      return amount.number + "WE";
    case 'N':
      return amount.number + "D";
    default:
      return amount.number + amount.unit;
  }
}

// How many units a duration is told in: "P1M21D" two.
size_t parts_of(std::string_view value) {
  return static_cast<size_t>(std::count_if(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) -
         1 - (value.find('T') != std::string_view::npos ? 1 : 0);
}

std::string value_of(const Amount& amount) { return (of_day(amount.unit) ? "PT" : "P") + piece_of(amount); }

}  // namespace

// "three weeks", "2.5 hours", "an hour and a half", "several years", "a few days", "3h", "two years and three months".
bool TimeGrammar::quantity(At at, std::string& value, At& end, bool& plural, char& unit) {
  Amount amount;
  At next = at;
  bool vague = false, article = false;
  auto count = read_number(text_, pieces_, at, lexicon_);
  if (count) {
    amount.number = plain_number(count->value);
    next = count->end;
    if (count->value > 100000) return false;
    if (count->digits && count->plain && count->length == 4 && count->value > 1500 && count->value < 2200) return false;
    if (count->fraction && count->article && count->value != 0.5 && count->value != 0.25)
      return false;         // "a third day"
    if (count->fraction) {  // "half an hour", "half a day", "a quarter of an hour", "half hour"
      if (word(next, "of")) ++next;
      if (find(next, WordKind::article)) ++next;
    }
    if (mark(next, '-')) ++next;
  } else if (auto some = find(at, WordKind::vague_count)) {
    vague = true;
    amount.number = some.phrase->value == "2" ? "2" : "X";
    next = some.end;
    if (word(next, "of")) ++next;
  } else if (find(at, WordKind::article)) {
    article = true;
    amount.number = "1";
    ++next;
    if (auto few = find(next, WordKind::vague_count)) {
      article = false;
      vague = true;
      amount.number = few.phrase->value == "2" ? "2" : "X";
      next = few.end;
      if (word(next, "of")) ++next;
    }
    if (word(next, "half") && (mark(next + 1, '-') || !tight(next + 1))) {
      At unit_at = mark(next + 1, '-') ? next + 2 : next + 1;
      if (word(unit_at, "hour") || word(unit_at, "day") || word(unit_at, "century") || word(unit_at, "decade")) {
        amount.number = "0.5";
        next = unit_at;
      }
    }
  } else {
    return false;
  }
  if (word(next, "more") || word(next, "full") || word(next, "straight") || word(next, "consecutive") ||
      word(next, "whole") || word(next, "additional") || word(next, "long") || word(next, "good") ||
      word(next, "solid") || word(next, "successive"))
    ++next;
  // "five past years"; "15,000 last week" counts something else.
  if (auto shift = find(next, WordKind::shift);
      shift && count && shift.phrase->number != 0 && !word(next, "same") && shift.end == next + 1)
    if (auto many = find(shift.end, WordKind::time_unit); many && many.phrase->value.size() > 1) next = shift.end;
  auto match = find(next, WordKind::time_unit);
  bool tight_unit = false;
  if (!match) {
    match = find(next, WordKind::time_unit_short);
    bool letter = match && pieces_[next].span.size() == 1;
    if (match && letter && pieces_[next].capital) match = {};  // "in 3D"
    if (match && letter && !(count && count->digits && tight(next))) match = {};
    if (match && letter &&
        (!pieces_[at].space_before || (have(match.end) && tight(match.end) && pieces_[match.end].shape != Shape::mark)))
      match = {};
    if (match && letter && mark(match.end, '.') && tight(match.end)) match = {};
    if (match && !letter && !count) match = {};
    tight_unit = static_cast<bool>(match);
  }
  if (!match || !same_line(at, next)) return false;
  amount.unit = match.phrase->value[0];
  plural = match.phrase->value.size() > 1;
  unit = amount.unit;
  end = match.end;
  if (tight_unit && mark(end, '.') && pieces_[next].span.size() > 1 && have(end + 1) && same_line(end, end + 1) &&
      !pieces_[end + 1].capital)
    ++end;
  if (vague && !plural) return false;
  if (count && count->value > 1 && !plural && pieces_[at].shape != Shape::digits && !(mark(next - 1, '-')) &&
      !tight_unit && amount.unit != 'F') {
    // "three week" only as in "three week old"; "every three week" is somebody else's slip.
    if (count->scaled) return false;
  }
  if (amount.unit == 'S' &&
      (article || (count && !plural && !tight_unit && !mark(next - 1, '-') && !(count->value == 1 || count->digits))))
    return false;
  // "an hour and a half", "a year and a half", "two years and a half"
  if (word(end, "and") && word(end + 1, "half") && amount.number != "X" && !word(end + 2, "of") &&
      !word(end + 2, "a") && !word(end + 2, "the")) {
    amount.number = plain_number(parsed(amount.number) + 0.5);
    end += 2;
    value = value_of(amount);
    return true;
  }
  if (word(end, "and") && find(end + 1, WordKind::article) && (word(end + 2, "half") || word(end + 2, "quarter")) &&
      amount.number != "X") {
    amount.number = plain_number(parsed(amount.number) + (word(end + 2, "half") ? 0.5 : 0.25));
    end += 3;
    value = value_of(amount);
    return true;
  }
  value = value_of(amount);
  if (amount.number == "X" || article) return true;
  // "two years and three months", "1 hour 30 minutes"
  for (int more = 0; more < 3; ++more) {
    At further = end;
    if (mark(further, ',')) ++further;
    if (word(further, "and")) ++further;
    auto second = read_number(text_, pieces_, further, lexicon_);
    if (!second || second->fraction || !same_line(at, further)) break;
    At unit_at = second->end;
    auto second_unit = find(unit_at, WordKind::time_unit);
    if (!second_unit) second_unit = find(unit_at, WordKind::time_unit_short);
    if (!second_unit) break;
    static constexpr std::string_view order = "CEYMWDHmS";
    Amount rest{plain_number(second->value), second_unit.phrase->value[0]};
    if (find(second_unit.end, WordKind::direction) && word(second->first - 1, "and") && count && shifted_before(at))
      break;  // "for the last three months and two days ago": two times
    size_t a = order.find(amount.unit), b = order.find(rest.unit);
    if (a == std::string_view::npos || b == std::string_view::npos || b <= a) break;
    if (of_day(rest.unit) && value.find('T') == std::string::npos) value += "T";
    value += piece_of(rest);
    amount.unit = rest.unit;
    end = second_unit.end;
  }
  return true;
}

// A stretch of time with the words that bound it; ages of people are the figures'.
TimeGrammar::Result TimeGrammar::duration(At at) {
  At core = at;
  if (auto bound = find(core, WordKind::bound)) core = bound.end;
  if (core > at && word(core, "the") && find(core + 1, WordKind::shift)) ++core;
  if (core > at) {
    if (auto stretch = shifted(core); stretch && stretch->type == TimeType::duration) {
      stretch->first = at;
      return stretch;
    }
  }
  FoundTime found = make(at, core, "duration");
  found.type = TimeType::duration;
  std::string value;
  At end = 0;
  bool plural = false;
  char unit = 0;
  if (auto all = find(core, WordKind::all); all) {
    auto whole = find(all.end, WordKind::time_unit);
    if (whole && whole.phrase->value.size() == 1 && whole.phrase->value[0] != 'S') {
      found.value = value_of({"1", whole.phrase->value[0]});
      found.end = whole.end;
      return found;
    }
  }
  // "month-long", "year-long", "decades-long"
  if (auto bare = find(core, WordKind::time_unit); bare && core == at && !(at > 0 && tight(at) && mark(at - 1, '-'))) {
    bool long_one = mark(bare.end, '-') && (word(bare.end + 1, "long") || word(bare.end + 1, "old"));
    bool many = bare.phrase->value.size() > 1;
    char code = bare.phrase->value[0];
    if (long_one) {
      found.end = bare.end + 2;
      found.value = value_of({many ? "X" : "1", code});
      return found;
    }
    if (!many || code == 'S' || code == 'Q' || code == 'B') return std::nullopt;
    bool placed =
        at > 0 && (word(at - 1, "for") || word(at - 1, "in") || word(at - 1, "within") || word(at - 1, "after") ||
                   word(at - 1, "over") || word(at - 1, "of") || word(at - 1, "many") || word(at - 1, "take"));
    bool counted = word(bare.end, "of") || word(bare.end, "after") || word(bare.end, "before") ||
                   word(bare.end, "later") || word(bare.end, "earlier");
    if (!placed && !counted) return std::nullopt;
    if (code == 'm' && !word(bare.end, "after") && !word(bare.end, "before") && !word(bare.end, "later") &&
        !(at > 0 && (word(at - 1, "within") || word(at - 1, "for") || word(at - 1, "in"))))
      return std::nullopt;
    found.value = value_of({"X", code});
    found.end = bare.end;
    return found;
  }
  if (!quantity(core, value, end, plural, unit)) return std::nullopt;
  bool article = static_cast<bool>(find(core, WordKind::article)) && end == core + 2;
  // "3-year-old", "three-week-old": of people it is an age.
  bool hyphen_old = mark(end, '-') && word(end + 1, "old");
  if (hyphen_old) {
    At noun = end + 2;
    bool person = unit == 'Y' || unit == 'M';
    if (person &&
        (!have(noun) || pieces_[noun].shape != Shape::word || find(noun, WordKind::person) || pieces_[noun].capital))
      return std::nullopt;
    if (person && (word(noun, "was") || word(noun, "is") || word(noun, "and") || word(noun, "from") ||
                   word(noun, "who") || word(noun, "in") || word(noun, "has") || word(noun, "had")))
      return std::nullopt;
    if (person && have(noun + 1) && find(noun + 1, WordKind::person)) return std::nullopt;
    found.end = end + 2;
    found.value = value;
    return found;
  }
  if (mark(end, '-') && word(end + 1, "long")) {
    end += 2;
    if (article) found.first = core + 1;
  }
  if (word(end, "old") || (word(end, "of") && word(end + 1, "age"))) return std::nullopt;
  found.end = end;
  found.value = value;
  // Behind a number or "times", "a day" says how often.
  if (article && core == at && at > 0) {
    const Piece& before = pieces_[at - 1];
    bool counted = before.shape == Shape::digits || find(at - 1, WordKind::scale) ||
                   find(at - 1, WordKind::time_unit) || find(at - 1, WordKind::frequency) ||
                   find(at - 1, WordKind::stop_noun) || mark(at - 1, '%');
    if (counted && same_line(at - 1, at)) {
      found.type = TimeType::set;
      return found;
    }
  }
  // "three days ago", "two weeks later", "a year from now"
  At behind = end;
  if (auto direction = find(behind, WordKind::direction)) {
    auto count = read_number(text_, pieces_, core, lexicon_);
    int whole = article ? 1 : count && count->value <= 100000 ? static_cast<int>(count->value) : -1;
    if (auto some = find(core, WordKind::vague_count); some && some.phrase->value == "2") whole = 2;
    if (article || word(core, "a")) {
      if (auto some = find(core + 1, WordKind::vague_count)) whole = some.phrase->value == "2" ? 2 : -1;
    }
    std::string_view how = direction.phrase->value;
    int sign = how[0] == '-' ? -1 : 1;
    // "for three days from today", "within two weeks from now"
    if ((how == "1 now" || how == "1 tomorrow") && value.find_first_of("XQ.") == std::string::npos &&
        (within(at) || word(at, "less") || (at > 0 && word(at - 1, "for")))) {
      FoundTime days = make(at, direction.end, "length from a day");
      const bool limit = !word(at - 1, "for");
      days.open = (limit ? "until:shift +" : "stretch +") + value + (how == "1 tomorrow" ? ":day 1" : ":day 0");
      return days;
    }
    if (parts_of(value) > 1 && !find(core, WordKind::vague_count)) {
      FoundTime day = make(at, direction.end, "ago");
      day.from_text = how.ends_with("text");
      day.day = true;
      day.open = "shift " + std::string(sign < 0 ? "-" : "+") + value + ":" +
                 (how.ends_with("yesterday")  ? "day -1"
                  : how.ends_with("tomorrow") ? "day 1"
                                              : "day 0");
      if (value.find('T') == std::string::npos) return day;
      return found;
    }
    if (how.ends_with("text") && word(direction.end, "than") && !word(direction.end - 1, "later")) return found;
    if (whole < 0) {
      if (how.ends_with("now")) {
        found.type = TimeType::date;
        found.value = sign < 0 ? "PAST_REF" : "FUTURE_REF";
        found.end = direction.end;
      }
      return found;
    }
    if (unit == 'F') unit = 'W', whole *= 2;
    if (unit == 'K' || unit == 'Q' || unit == 'S' || unit == 'N' || unit == 'B') return found;
    FoundTime day = make(at, direction.end, "ago");
    bool half = count && count->value != std::floor(count->value);
    if (half && unit == 'Y')
      unit = 'M', whole = static_cast<int>(count->value * 12);
    else if (half && unit == 'H')
      unit = 'm', whole = static_cast<int>(count->value * 60);
    else if (half)
      return found;
    day.from_text = how.ends_with("text");
    day.open = std::string("back ") + unit + " " + std::to_string(sign * whole) +
               (unit == 'Y' || unit == 'E' || unit == 'C' ? " Y"
                : unit == 'M'                             ? " M"
                                                          : " D");
    if (how.ends_with("yesterday"))
      day.open = std::string("shift ") + (sign < 0 ? "-P" : "+P") + std::to_string(whole) + unit + ":day -1";
    if ((how.ends_with("yesterday") || how.ends_with("tomorrow")) && of_day(unit)) return found;
    if (how.ends_with("tomorrow")) day.open = std::string("shift +P") + std::to_string(whole) + unit + ":day 1";
    day.day = unit == 'D' || unit == 'W';
    if (of_day(unit)) day.type = TimeType::time;
    return day;
  }
  if (auto day = from_a_day(found, unit)) return day;
  if (within(at)) {
    anchor(found, 1, unit, value);
    begin_now(found);
    return found;
  }
  // "the five past years", "2 upcoming months"
  for (At i = core + 1; i + 1 < end; ++i)
    if (auto shift = find(i, WordKind::shift)) {
      if (shift.phrase->number != 0) anchor(found, shift.phrase->number < 0 ? -1 : 1, unit, value);
      break;
    }
  return found;
}

bool TimeGrammar::shifted_before(At at) const { return at > 0 && find(at - 1, WordKind::shift); }

// "every day at 9 am", "Tuesdays at 17.30", "every night at 9": the hour belongs to the set.
TimeGrammar::Result TimeGrammar::with_hour(FoundTime set) {
  At at = set.end;
  bool said = word(at, "at");
  if (said) ++at;
  if (!same_line(set.first, at)) return set;
  auto clock = read_clock(at);
  bool part = set.value.find('T') != std::string::npos;
  if (!clock && said && digits(at) && pieces_[at].span.size() <= 2) {
    clock = Clock{};
    clock->hour = number(at);
    clock->end = at + 1;
    if (mark(at + 1, '.') && tight(at + 1) && digits(at + 2) && tight(at + 2) && pieces_[at + 2].span.size() == 2) {
      clock->minute = number(at + 2);
      clock->end = at + 3;
    } else if (!part) {
      return set;
    }
    if (clock->hour > 23 || clock->minute > 59 || find(clock->end, WordKind::time_unit)) return set;
  }
  if (!clock) return set;
  if (!clock->morning_or_evening && clock->hour < 12 && part && !set.value.ends_with("TMO")) clock->hour += 12;
  std::string days = set.value == "P1D" || part ? "XXXX-XX-XX" : set.value;
  if (part && set.value[0] == 'X') days = set.value.substr(0, set.value.find('T'));
  set.value = days + clock_value(*clock);
  set.end = clock->end;
  return set;
}

// "every Monday", "each year", "every two weeks", "daily", "twice a week", "Mondays".
TimeGrammar::Result TimeGrammar::set(At at) {
  FoundTime found = make(at, at, "set");
  found.type = TimeType::set;
  if (auto match = find(at, WordKind::set_word)) {
    if (pieces_[at].capital && at > 0 && have(match.end) && pieces_[match.end].capital)
      return std::nullopt;  // "the Daily Herald"
    found.value = match.phrase->value;
    found.end = match.end;
    return found.value == "P1D" ? with_hour(std::move(found)) : found;
  }
  if (auto match = find(at, WordKind::weekday_plural)) {
    if (!pieces_[at].capital) return std::nullopt;
    found.value = "XXXX-WXX-" + std::string(match.phrase->value);
    found.end = match.end;
    return with_hour(std::move(found));
  }
  if (auto often = find(at, WordKind::frequency)) {
    // "once a month", "twice a day"
    if (!find(often.end, WordKind::article) && !word(often.end, "every") && !word(often.end, "each") &&
        !word(often.end, "per"))
      return std::nullopt;
    auto unit = find(often.end + 1, WordKind::time_unit);
    if (!unit || unit.phrase->value.size() > 1) return std::nullopt;
    found.value = value_of({"1", unit.phrase->value[0]});
    found.end = unit.end;
    return found;
  }
  auto every = find(at, WordKind::every);
  if (!every) return std::nullopt;
  At next = every.end;
  int step = 1;
  if (word(next, "other") || word(next, "second"))
    step = 2, ++next;
  else if (word(next, "single"))
    ++next;
  if (auto day = find(next, WordKind::weekday)) {
    found.value = "XXXX-WXX-" + std::string(day.phrase->value);
    found.end = day.end;
    std::string part;
    At end = 0;
    if (part_at(day.end, part, end)) {
      found.value += part;
      found.end = end;
    }
    return with_hour(std::move(found));
  }
  if (auto month = find(next, WordKind::month)) {
    std::string number_of_month =
        month.phrase->value.size() < 2 ? "0" + std::string(month.phrase->value) : std::string(month.phrase->value);
    found.value = "XXXX-" + number_of_month;
    found.end = month.end;
    int day = 0;
    At end = 0;
    if (day_number(month.end, day, end)) {
      found.value += "-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
      found.end = end;
    }
    return found;
  }
  if (auto season = find(next, WordKind::season)) {
    found.value = "XXXX-" + std::string(season.phrase->value);
    found.end = season.end;
    return found;
  }
  if (auto holiday = find(next, WordKind::holiday)) {
    found.value = holiday.phrase->value.find('-') == 2 ? "XXXX-" + std::string(holiday.phrase->value) : "P1Y";
    found.end = holiday.end;
    return found;
  }
  if (auto part = find(next, WordKind::part)) {
    found.value = "T" + std::string(part.phrase->value);
    found.end = part.end;
    return with_hour(std::move(found));
  }
  std::string value;
  At end = 0;
  bool plural = false;
  char unit = 0;
  if (auto direct = find(next, WordKind::time_unit)) {
    if (direct.phrase->value[0] == 'S' && step == 1 && !word(next, "second")) return std::nullopt;
    if (direct.phrase->value.size() > 1 && !word(next, "few")) return std::nullopt;
    if (direct.phrase->value[0] == 'Q') {
      found.value = "P3M";
      found.end = direct.end;
      return found;
    }
    found.value = value_of({std::to_string(step), direct.phrase->value[0]});
    found.end = direct.end;
    return direct.phrase->value[0] == 'D' && step == 1 ? with_hour(std::move(found)) : found;
  }
  if (quantity(next, value, end, plural, unit)) {
    found.value = value;
    found.end = end;
    return found;
  }
  return std::nullopt;
}

}  // namespace fairwitness
