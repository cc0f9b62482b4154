#include "dates/grammar.h"

namespace fairwitness {

// "today", "yesterday evening" (the part joins behind it), "the day before yesterday", "last night".
TimeGrammar::Result TimeGrammar::day_word(At at) {
  auto match = find(at, WordKind::day_word);
  if (!match || match.phrase->value.starts_with("ref")) return std::nullopt;
  FoundTime found = make(at, match.end, "day word");
  found.day = true;
  std::string_view value = match.phrase->value;
  size_t space = value.find(' ');
  found.open = "day " + std::string(value.substr(0, space));
  if (space != std::string_view::npos) {
    found.open += "|" + std::string(value.substr(space + 1));
    found.type = TimeType::time;
  }
  return found;
}

namespace {

// The rule of a weekday, month or season behind "last", "next", "this".
std::string_view rule_of(std::string_view shift) {
  if (shift.starts_with("-")) return shift.ends_with("past") ? "last" : "last";
  if (shift.starts_with("1")) return "next";
  return "this";
}

}  // namespace

// "last month", "next week", "this weekend", "last Friday", "this past Tuesday", "next September", "the past three
// weeks", "the next four years", "this summer", "the coming days".
TimeGrammar::Result TimeGrammar::shifted(At at) {
  auto shift = find(at, WordKind::shift);
  if (!shift) return std::nullopt;
  std::string_view value = shift.phrase->value;
  bool from_text = value.ends_with("text"), stretch = value.ends_with("stretch");
  int count = static_cast<int>(shift.phrase->number);
  At next = shift.end;
  if (!same_line(at, next)) return std::nullopt;
  if (mark(next, '-') && tight(next)) return std::nullopt;
  FoundTime found = make(at, next, "shift");
  found.from_text = from_text;
  found.bare =
      (word(at, "previous") || word(at, "following")) && !(at > 0 && word(at - 1, "the")) && shift.end == at + 1;

  if (auto day = find(next, WordKind::weekday)) {
    found.end = day.end;
    found.day = true;
    found.from_text = false;
    found.open = "weekday " + std::string(day.phrase->value) + " ";
    if (word(at, "that") || word(at, "same")) return std::nullopt;
    if (found.bare && word(at, "following")) return std::nullopt;  // "following Tuesday's ruling"
    found.open += count == 0 ? (value.ends_with("this") ? "this" : "past") : rule_of(value);
    if ((word(at, "last") || word(at, "next")) && shift.end == at + 1) found.open += " far";
    if (word(at, "following")) found.from_text = true;
    return found;
  }
  if (auto day = find(next, WordKind::weekday_short); day && pieces_[next].capital) {
    found.end = day.end;
    found.day = true;
    found.from_text = false;
    found.open = "weekday " + std::string(day.phrase->value) + " " + std::string(count == 0 ? "this" : rule_of(value));
    return found;
  }
  auto month = find(next, WordKind::month);
  if (!month) month = find(next, WordKind::month_short);
  if (month && !pieces_[next].capital && (word(next, "may") || word(next, "march")) && !digits(month.end))
    month = {};  // "this may take long"
  if (month && !from_text) {
    int day = 0;
    At end = 0;
    std::string number_of_month(month.phrase->value);
    if (day_number(month.end, day, end)) {
      found.end = end;
      found.day = true;
      found.open = "monthday " + number_of_month + " " + std::to_string(day) + " " + std::string(rule_of(value));
      return found;
    }
    if (digits(month.end) && pieces_[month.end].span.size() == 4) return std::nullopt;
    found.end = month.end;
    found.open = "month " + number_of_month + " " + std::string(rule_of(value));
    return found;
  }
  if (auto season = find(next, WordKind::season); season && !from_text) {
    int year = 0;
    At end = 0;
    if (year_behind(season.end, year, end)) return std::nullopt;
    found.end = season.end;
    found.open = "season " + std::string(season.phrase->value) + " " + std::string(rule_of(value));
    return found;
  }
  if (auto holiday = find(next, WordKind::holiday); holiday && !from_text) {
    found.end = holiday.end;
    found.day = true;
    found.open = "holiday " + std::string(holiday.phrase->value) + " " + std::string(rule_of(value));
    return found;
  }
  if (auto part = find(next, WordKind::part); part && (count == 0 || !stretch) && !from_text) {
    found.end = part.end;
    found.type = TimeType::time;
    found.day = true;
    found.open = "day " + std::to_string(count) + "|T" + std::string(part.phrase->value);
    return found;
  }
  // A count makes a stretch: "the past three weeks", "the next 18 months".
  std::string amount;
  bool plural = false;
  char unit = 0;
  At end = 0;
  auto direct = find(next, WordKind::time_unit);
  // "the past two quarters", which as a number would be a half
  if (auto few = find(next, WordKind::unit_number); few && word(few.end, "quarters") && count != 0) {
    found.end = few.end + 1;
    found.type = TimeType::duration;
    found.value = "P" + std::string(few.phrase->value) + "Q";
    found.from_text = false;
    found.why = "stretch of time";
    if (!from_text || !(at > 0 && word(at - 1, "the"))) anchor(found, count, 'Q', found.value);
    return found;
  }
  if (!direct && quantity(next, amount, end, plural, unit) && count != 0) {
    found.end = end;
    found.type = TimeType::duration;
    found.value = amount;
    found.from_text = false;
    found.why = "stretch of time";
    // "the previous three weeks" may count from a day of the text
    if (!from_text || !(at > 0 && word(at - 1, "the"))) anchor(found, count, unit, amount);
    if (within(at)) begin_now(found);
    return found;
  }
  if (!direct) return std::nullopt;
  unit = direct.phrase->value[0];
  plural = direct.phrase->value.size() > 1;
  found.end = direct.end;
  if (plural) {
    if (!(word(at, "coming") || word(at, "recent") || word(at, "past") || word(at, "next") || word(at, "following")))
      return std::nullopt;
    found.type = TimeType::duration;
    found.value = std::string(unit == 'H' || unit == 'm' || unit == 'S' ? "PTX" : "PX") + (unit == 'm' ? 'M' : unit);
    found.from_text = false;
    return found;
  }
  if (stretch) {  // "the past year" is the twelve months up to now
    if (unit == 'S') return std::nullopt;
    found.type = TimeType::duration;
    found.value = unit == 'E'                  ? "P10Y"
                  : unit == 'C'                ? "P100Y"
                  : unit == 'Q'                ? "P3M"
                  : unit == 'B'                ? ""
                  : unit == 'H' || unit == 'm' ? std::string("PT1") + (unit == 'm' ? 'M' : 'H')
                  : unit == 'F'                ? "P2W"
                                               : std::string("P1") + unit;
    if (unit == 'B') {
      found.type = TimeType::date;
      found.open = "weekend -1";
    }
    found.why = "stretch of time";
    if (unit == 'Q') found.stretch = "last Q 1";
    return found;
  }
  if (unit == 'S' || unit == 'm' || unit == 'N' || unit == 'F' || unit == 'K') return std::nullopt;
  if (word(at, "that") && unit != 'D' && unit != 'B') return std::nullopt;
  if (unit == 'B') {
    found.open =
        value.ends_with("past") || (count < 0 && !from_text) ? "weekend past" : "weekend " + std::to_string(count);
    return found;
  }
  if (unit == 'H') {
    if (count == 0) return std::nullopt;
    found.type = TimeType::duration;
    found.value = "PT1H";
    anchor(found, count, unit, found.value);
    return found;
  }
  if (unit == 'D') {
    if (count == 0 && !from_text) return std::nullopt;
    found.from_text = true;
    found.day = true;
    found.open = "day " + std::to_string(count);
    return found;
  }
  if (value.ends_with("past")) {
    found.open = std::string("unit ") + unit + " -1";
    return found;
  }
  found.open = std::string("unit ") + unit + " " + std::to_string(count);
  // "next week on Tuesday", "last week Monday"
  if (unit == 'W' && !from_text) {
    At on = word(found.end, "on") ? found.end + 1 : mark(found.end, ',') ? found.end + 1 : found.end;
    if (auto day = find(on, WordKind::weekday)) {
      found.end = day.end;
      found.day = true;
      found.open = "weekdayof " + std::string(day.phrase->value) + " " + std::to_string(count);
    } else if (auto brief = find(on, WordKind::weekday_short); brief && pieces_[on].capital) {
      found.end = brief.end;
      found.day = true;
      found.open = "weekdayof " + std::string(brief.phrase->value) + " " + std::to_string(count);
    }
  }
  return found;
}

// "the next day", "a year earlier", "that evening": told from the day that the text named last.
TimeGrammar::Result TimeGrammar::text_day(At at) {
  auto match = find(at, WordKind::text_day);
  if (!match) return std::nullopt;
  if (auto longer = find(at, WordKind::day_word); longer && longer.end > match.end)
    return std::nullopt;  // "the day after tomorrow"
  FoundTime found = make(at, match.end, "text day");
  found.open = match.phrase->value;
  found.from_text = !found.open.starts_with("report ");
  if (!found.from_text) found.open.erase(0, 7);
  found.day = found.open.starts_with("day") && found.open.find('|') == std::string::npos;
  if (found.open.find('|') != std::string::npos) found.type = TimeType::time;
  return found;
}

// "now", "recently", "the future".
TimeGrammar::Result TimeGrammar::reference(At at) {
  auto match = find(at, WordKind::reference);
  if (!match) {
    auto day = find(at, WordKind::day_word);
    if (!day || !day.phrase->value.starts_with("ref")) return std::nullopt;
    FoundTime found = make(at, day.end, "reference");
    found.value = day.phrase->value.substr(4);
    return found;
  }
  if (word(at, "the") && have(match.end) && word(match.end - 1, "past") && pieces_[match.end].shape != Shape::mark)
    return std::nullopt;
  if (word(at, "now") && word(match.end, "that")) return std::nullopt;
  if (word(match.end - 1, "date") && (digits(match.end) || (at > 0 && word(at - 1, "up")))) return std::nullopt;
  FoundTime found = make(at, match.end, "reference");
  found.value = match.phrase->value;
  if (auto unit = at > 0 ? find(at - 1, WordKind::time_unit) : Lexicon::Match{};  // "the year to date"
      unit && unit.end == at && word(match.end - 1, "date") && unit.phrase->value.size() == 1 &&
      (unit.phrase->value[0] == 'Y' || unit.phrase->value[0] == 'M' || unit.phrase->value[0] == 'Q')) {
    found.first = at - 1;
    found.value.clear();
    found.open = "since:unit " + std::string(unit.phrase->value) + " 0";
    found.why = "up to now";
  }
  return found;
}

// "in three days", "in 5 minutes" with something to come; the tense decides later whether it is a day or a stretch.
TimeGrammar::Result TimeGrammar::in_units(At at) {
  if (!word(at, "in")) return std::nullopt;
  At next = at + 1;
  if (word(next, "the") && find(next + 1, WordKind::shift)) return std::nullopt;
  std::string amount;
  At end = 0;
  bool plural = false;
  char unit = 0;
  auto count = read_number(text_, pieces_, next, lexicon_);
  if (!quantity(next, amount, end, plural, unit)) return std::nullopt;
  if (word(end, "'") || mark(end, '\'')) ++end;
  if (word(end, "time")) ++end;
  if (find(end, WordKind::direction) || word(end, "of") || word(end, "or")) return std::nullopt;
  int whole = count && count->value < 100000 && count->value == static_cast<int>(count->value)
                  ? static_cast<int>(count->value)
              : find(next, WordKind::article) ? 1
                                              : -1;
  if (whole < 0 || unit == 'S' || unit == 'N' || unit == 'B' || unit == 'Q' || unit == 'K') return std::nullopt;
  FoundTime found = make(next, end, "in units");
  found.type = TimeType::duration;
  found.value = amount;
  if (unit == 'F') unit = 'W', whole *= 2;
  found.open = std::string("ahead ") + unit + " " + std::to_string(whole) +
               (unit == 'Y' || unit == 'E' || unit == 'C' ? " Y"
                : unit == 'M'                             ? " M"
                                                          : " D");
  return found;
}

}  // namespace fairwitness
