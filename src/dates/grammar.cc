#include "dates/grammar.h"

#include <algorithm>

#include "dates/moment.h"

namespace fairwitness {

namespace {

// Kinds of words that can begin a time. Everything else is passed over with one look.
constexpr uint64_t starters =
    bit(WordKind::unit_number) | bit(WordKind::teen) | bit(WordKind::ten) | bit(WordKind::half) |
    bit(WordKind::article) | bit(WordKind::ordinal) | bit(WordKind::vague_count) | bit(WordKind::weekday) |
    bit(WordKind::weekday_short) | bit(WordKind::weekday_plural) | bit(WordKind::month) | bit(WordKind::month_short) |
    bit(WordKind::time_unit) | bit(WordKind::part) | bit(WordKind::day_word) | bit(WordKind::shift) |
    bit(WordKind::season) | bit(WordKind::holiday) | bit(WordKind::set_word) | bit(WordKind::every) |
    bit(WordKind::reference) | bit(WordKind::edge) | bit(WordKind::decade) | bit(WordKind::clock_word) |
    bit(WordKind::text_day) | bit(WordKind::all) | bit(WordKind::frequency) | bit(WordKind::bound);

}  // namespace

TimeGrammar::TimeGrammar(std::string_view text, const std::vector<Piece>& pieces, const Lexicon& lexicon)
    : text_(text), pieces_(pieces), lexicon_(lexicon) {}

std::vector<FoundTime> TimeGrammar::read() {
  for (At at = 0; at < pieces_.size();) {
    const Piece& piece = pieces_[at];
    bool starts = piece.shape == Shape::digits || mark(at, '\'') || word(at, "the") || word(at, "in") ||
                  word(at, "rest") || word(at, "remaining") || word(at, "q") || word(at, "h") ||
                  (lexicon_.kinds_from(piece.word) & starters) != 0;
    at = starts ? std::max(read_one(at), at + 1) : at + 1;
  }
  join_stretches();
  settle_ranges();
  return std::move(found_);
}

bool TimeGrammar::word(At at, std::string_view lower) const {
  if (!have(at) || pieces_[at].span.size() != lower.size()) return false;
  std::string_view own = of(at);
  for (size_t i = 0; i < own.size(); ++i)
    if ((own[i] | 0x20) != lower[i]) return false;
  return true;
}

int TimeGrammar::number(At at) const {
  auto value = digits_value(of(at));
  return value && *value < 1000000000 ? static_cast<int>(*value) : -1;
}

bool TimeGrammar::joiner(At at) const {
  return mark(at, '-') || mark(at, '=') || word(at, "to") || word(at, "through") || word(at, "thru") ||
         word(at, "until") || word(at, "till") || word(at, "til") || word(at, "and") || word(at, "or");
}

FoundTime TimeGrammar::make(At first, At end, std::string_view why) const {
  FoundTime found;
  found.first = first;
  found.end = end;
  found.why = why;
  return found;
}

void TimeGrammar::keep(FoundTime found) { found_.push_back(std::move(found)); }

// Reads the expression that starts here, keeps it, and says where to go on.
TimeGrammar::At TimeGrammar::read_one(At at) {
  size_t before = found_.size();
  if (clock_range(at) || days_of_a_month(at)) return found_.back().end;
  if (auto found = day_and_clock(at)) {
    keep(std::move(*found));
    return found_.back().end;
  }
  if (auto found = part_alone(at)) {
    keep(std::move(*found));
    return found_.back().end;
  }
  if (auto found = clock_first(at)) {
    keep(std::move(*found));
    return found_.back().end;
  }
  size_t extra = found_.size();
  auto found = with_edge(at);
  if (!found) found = part_without_day(at);
  if (!found) {
    found_.resize(before);
    return at + 1;
  }
  // Ends of a range that were read on the way ("May 5-7") stand behind their first day.
  At end = found->end;
  for (size_t i = extra; i < found_.size(); ++i) end = std::max(end, found_[i].end);
  found_.insert(found_.begin() + static_cast<std::ptrdiff_t>(extra), std::move(*found));
  return end;
}

// "early June", "the start of next month", "earlier this week", "the past decade": the words in front belong to it.
TimeGrammar::Result TimeGrammar::with_edge(At at) {
  const Nested nested(depth_);
  if (nested.too_deep()) return std::nullopt;
  if (auto rest = rest_of(at)) return rest;
  if (auto part = part_of_a_stretch(at)) return part;
  At core = at;
  bool the = word(core, "the");
  if (the) ++core;
  if (auto edge = find(core, WordKind::edge)) {
    At inner = edge.end;
    if (mark(inner, '-') && tight(inner)) ++inner;
    bool inner_the = word(inner, "the");
    // "by the end of year"
    if (auto unit = find(inner, WordKind::time_unit); unit && word(inner - 1, "of") && unit.phrase->value.size() == 1) {
      const char code = unit.phrase->value[0];
      if ((code == 'W' || code == 'M' || code == 'Y') && !word(unit.end, "of")) {
        FoundTime found = make(at, unit.end, "edge of a unit");
        found.open = std::string("unit ") + code + " 0";
        return found;
      }
    }
    // "the start of the year": the unit alone is this one.
    if (inner_the) {
      if (auto unit = find(inner + 1, WordKind::time_unit);
          unit && unit.phrase->value.size() == 1 && !word(unit.end, "of")) {
        char code = unit.phrase->value[0];
        if (code == 'W' || code == 'M' || code == 'Y' || code == 'Q' || code == 'E' || code == 'C' || code == 'D' ||
            code == 'B') {
          FoundTime found = make(at, unit.end, "edge of a unit");
          found.open = code == 'B' ? "weekend 0" : code == 'D' ? "day 0" : std::string("unit ") + code + " 0";
          return found;
        }
      }
    }
    Result found = inner_the ? with_edge(inner) : read_core(inner);
    if (found && found->first == inner && (found->type == TimeType::date || found->type == TimeType::time) &&
        found->value.find("REF") == std::string::npos) {
      found->first = at;
      found->why = "edge of " + found->why;
      return found;
    }
  }
  if (!the) return read_core(at);
  auto found = read_core(at);  // phrases of the tables that begin with "the" themselves
  if (found) return found;
  if (auto unit = stretch_at_hand(at)) return unit;
  if (word(core, "weekend")) {
    FoundTime weekend = make(at, core + 1, "weekend");
    weekend.open = "weekend ?";
    return weekend;
  }
  found = read_core(core);
  if (!found || found->first != core) return std::nullopt;
  bool takes_the = found->why.starts_with("shift") || found->why.starts_with("quarter") ||
                   found->why.starts_with("decade") || found->why.starts_with("century") ||
                   found->why.starts_with("season") || found->why.starts_with("week of") ||
                   found->why.starts_with("part") || found->why.starts_with("stretch") ||
                   found->why.starts_with("day of") || (found->why == "day first");
  if (takes_the) found->first = at;
  if (found->why == "day of the month" && !takes_the) return std::nullopt;
  return found;
}

// "ended the day", "for the week": the stretch in which what is told took place.
TimeGrammar::Result TimeGrammar::stretch_at_hand(At at) {
  auto unit = find(at + 1, WordKind::time_unit);
  if (!unit || unit.phrase->value.size() != 1 || at == 0 || !same_line(at - 1, at)) return std::nullopt;
  char code = unit.phrase->value[0];
  if (!find(at - 1, WordKind::day_front) || (code != 'D' && code != 'W' && code != 'M' && code != 'Y'))
    return std::nullopt;
  // "for the day when", "ended the day after": the day is told by what follows. "the day care" is none.
  if (same_line(at, unit.end) && pieces_[unit.end].shape == Shape::word && !word(unit.end, "at") &&
      !word(unit.end, "with") && !word(unit.end, "down") && !word(unit.end, "up") && !word(unit.end, "in") &&
      !word(unit.end, "on") && !word(unit.end, "and") && !word(unit.end, "but"))
    return std::nullopt;
  FoundTime found = make(at, unit.end, "stretch at hand");
  found.open = code == 'D' ? "day 0" : std::string("unit ") + code + " 0";
  found.at_hand = true;
  return found;
}

TimeGrammar::Result TimeGrammar::read_core(At at) {
  const Nested nested(depth_);
  if (!have(at) || nested.too_deep()) return std::nullopt;
  if (auto found = text_day(at)) return found;
  if (auto found = set(at)) return found;
  if (auto found = day_expression(at)) return join_clock(std::move(*found));
  using Rule = Result (TimeGrammar::*)(At);
  static constexpr Rule rules[] = {
      &TimeGrammar::week_of,   &TimeGrammar::numbered_week, &TimeGrammar::quarter_or_half,
      &TimeGrammar::century,   &TimeGrammar::decade,        &TimeGrammar::in_units,
      &TimeGrammar::shifted,   &TimeGrammar::season,        &TimeGrammar::duration,
      &TimeGrammar::reference, &TimeGrammar::year_alone,    &TimeGrammar::bare_ordinal_day};
  for (Rule rule : rules)
    if (auto found = (this->*rule)(at)) return found;
  return std::nullopt;
}

// "Saturday evening", "Monday at 3pm", "June 3, 18:00 UTC": the day takes the time in.
TimeGrammar::Result TimeGrammar::join_clock(FoundTime day) {
  if (!day.day) return day;
  std::string& target = day.open.empty() ? day.value : day.open;
  std::string part;
  At end = 0, at = day.end;
  if (auto half = find(at, WordKind::ampm);
      half && same_line(day.end - 1, at) && target.find('T') == std::string::npos && !digits(at - 1)) {  // "Tuesday pm"
    target += (day.open.empty() ? "T" : "|T") + std::string(half.phrase->value == "am" ? "MO" : "AF");
    day.end = half.end;
    day.type = TimeType::time;
    return day;
  }
  bool has_part = target.find("|T") != std::string::npos || target.find('T') != std::string::npos;
  if (!has_part && part_at(at, part, end) && end == at + 1 && pieces_[at].span.of(text_).ends_with('s') &&
      day.open.starts_with("weekday ") && part != "TDT") {  // "Friday mornings"
    day.value = "XXXX-WXX-" + day.open.substr(8, 1) + part;
    day.open.clear();
    day.day = false;
    day.end = end;
    day.type = TimeType::set;
    return with_hour(std::move(day));
  }
  if (!has_part && part_at(at, part, end)) {
    target += (day.open.empty() ? "" : "|") + part;
    day.end = end;
    day.type = TimeType::time;
    has_part = true;
  }
  at = day.end;
  if (mark(at, ',')) ++at;
  if (word(at, "at") || word(at, "around") || word(at, "about") || word(at, "by") || word(at, "@") || word(at, "for") ||
      mark(at, '@'))
    ++at;
  auto clock = read_clock(at);
  // "tonight at 7": the part of the day tells which seven.
  if (!clock && has_part && at > day.end && digits(at) && pieces_[at].span.size() <= 2 && number(at) >= 1 &&
      number(at) <= 12 && !word(at - 1, "for") && !word(at - 1, "by") && !find(at + 1, WordKind::time_unit)) {
    clock = Clock{};
    clock->hour = number(at);
    clock->end = at + 1;
  }
  if (has_part && word(day.end, "next") && word(day.end + 1, "week") &&
      day.open.starts_with("weekday ")) {  // "Wednesday evening next week"
    size_t bar = day.open.find('|');
    day.open = "weekdayof " + day.open.substr(8, 1) + " 1" + (bar == std::string::npos ? "" : day.open.substr(bar));
    day.end += 2;
    return day;
  }
  if (!clock || !same_line(day.end - 1, at)) return day;
  if (size_t cut = target.find("|T"); cut != std::string::npos) {
    std::string_view had = std::string_view(target).substr(cut + 1);
    if (!clock->morning_or_evening && clock->hour < 12 && (had == "TEV" || had == "TNI" || had == "TAF"))
      clock->hour += 12;
    target.resize(cut);
  } else if (day.open.empty() && target.size() > 10) {
    if (!clock->morning_or_evening && clock->hour < 12 && !target.ends_with("MO")) clock->hour += 12;
    target.resize(10);
  }
  target += (day.open.empty() ? "" : "|") + clock_value(*clock);
  day.end = clock->end;
  day.type = TimeType::time;
  // "Wed Oct 26 15:50:06 2016"
  int year = 0;
  if (day.open.starts_with("monthday ") && clock->second >= 0 && year_at(day.end, year, end)) {
    Day anchor = *day_of(year, 1, 1);
    std::string open = day.open;
    if (size_t rule = open.find('?'); rule != std::string::npos) open.replace(rule, 1, "this");
    if (auto value = resolve_open(open, {anchor})) {
      day.value = *value;
      day.open.clear();
      day.end = end;
    }
  }
  return day;
}

// "in the morning", "in the evening", "at night" with no day beside them: of the day that the sentence names.
TimeGrammar::Result TimeGrammar::part_alone(At at) {
  if (!word(at, "the") || at == 0 || !(word(at - 1, "in") || word(at - 1, "during"))) return std::nullopt;
  auto part = find(at + 1, WordKind::part);
  if (!part || word(part.end, "of") || word(part.end, "on") || find(part.end, WordKind::weekday) ||
      word(part.end, "sky") || mark(part.end, '-'))
    return std::nullopt;
  FoundTime found = make(at, part.end, "part of a day");
  found.type = TimeType::time;
  found.clock = true;
  found.open = "day 0|T" + std::string(part.phrase->value);
  if (word(part.end, "at")) {
    At hour = part.end + 1;
    Clock clock;
    if (auto sure = read_clock(hour))
      clock = *sure;
    else if (digits(hour) && pieces_[hour].span.size() <= 2 && number(hour) >= 1 && number(hour) <= 12)
      clock.hour = number(hour), clock.end = hour + 1;
    if (clock.end) {
      if (!clock.morning_or_evening && clock.hour < 12 && part.phrase->value != "MO") clock.hour += 12;
      found.open = "day 0|" + clock_value(clock);
      found.end = clock.end;
    }
  }
  return found;
}

// "on 15 at 8:00", "on the 5th, 4 a.m.": a day of the month that its clock makes sure.
TimeGrammar::Result TimeGrammar::day_and_clock(At at) {
  if (!digits(at) || pieces_[at].span.size() > 2 || at == 0) return std::nullopt;
  const bool on = word(at - 1, "on") || (at > 1 && word(at - 1, "the") && word(at - 2, "on"));
  auto ordinal = read_ordinal(text_, pieces_, at, lexicon_);
  if (!on && !(ordinal && word(at - 1, "at"))) return std::nullopt;
  At next = ordinal ? ordinal->end : at + 1;
  const bool said = word(next, "at") || (mark(next, ',') && !tight(next + 1));
  if (!said || number(at) < 1 || number(at) > 31 || !same_line(at, next + 1)) return std::nullopt;
  auto clock = read_clock(next + 1);
  if (!clock || !digits(next + 1)) return std::nullopt;
  FoundTime found = make(at, clock->end, "day of the month and clock");
  found.type = TimeType::time;
  found.open = "dayof " + std::to_string(number(at)) + " ?|" + clock_value(*clock);
  return found;
}

// "early morning", "one afternoon": a part of some day. "afternoon at 7" tells the hour.
TimeGrammar::Result TimeGrammar::part_without_day(At at) {
  auto part = find(at, WordKind::part);
  if (!part || (at > 0 && tight(at) && mark(at - 1, '-')) || (mark(part.end, '-') && tight(part.end)))
    return std::nullopt;
  auto capital_beside = [&](At i) { return same_line(at, i) && pieces_[i].capital; };
  if (pieces_[at].capital && ((at > 0 && capital_beside(at - 1)) || capital_beside(part.end)))
    return std::nullopt;  // a name: "the Evening Post"
  FoundTime found = make(at, part.end, "part of some day");
  const bool several = of(part.end - 1).ends_with('s');
  found.type = several ? TimeType::set : TimeType::time;
  found.value = "T" + std::string(part.phrase->value);
  At hour = word(part.end, "at") ? part.end + 1 : part.end;
  Clock clock;
  if (auto sure = read_clock(hour); sure && same_line(at, hour)) clock = *sure;
  if (clock.end == 0) return found;
  if (!clock.morning_or_evening && clock.hour < 12 && part.phrase->value != "MO") clock.hour += 12;
  found.end = clock.end;
  if (several) {
    found.value = "XXXX-XX-XX" + clock_value(clock);
    return found;
  }
  found.value.clear();
  found.clock = found.half_known = true;
  found.open = "day 0|" + clock_value(clock);
  return found;
}

// "12:00 UTC Monday", "3pm on June 3", "the morning of June 3", and a clock alone.
TimeGrammar::Result TimeGrammar::clock_first(At at) {
  auto clock = read_clock(at);
  std::string suffix;
  At end = at;
  if (clock) {
    suffix = clock_value(*clock);
    end = clock->end;
  } else {
    At core = word(at, "the") ? at + 1 : at;
    auto part = find(core, WordKind::part);
    if (!part || !(word(part.end, "of") || word(part.end, "on") || find(part.end, WordKind::weekday)))
      return std::nullopt;
    suffix = "T" + std::string(part.phrase->value);
    end = part.end;
  }
  At next = end;
  if (mark(next, ',') || word(next, "on") || word(next, "of")) ++next;
  if (word(next, "on")) ++next;
  if (clock && same_line(at, next)) {  // "3 pm every day", "at 9 am on Sundays"
    if (auto often = set(next); often && (often->value == "P1D" || often->value.starts_with("XXXX-WXX-")) &&
                                often->value.find('T') == std::string::npos) {
      often->first = at;
      often->value = (often->value == "P1D" ? "XXXX-XX-XX" : often->value) + suffix;
      return often;
    }
  }
  if (word(next, "the")) ++next;
  if (same_line(at, next)) {
    if (auto day = day_expression(next); day && day->day) {
      std::string& target = day->open.empty() ? day->value : day->open;
      if (size_t cut = target.find("|T"); cut != std::string::npos) {
        if (clock && !clock->morning_or_evening && clock->hour < 12 && !target.ends_with("MO")) {
          clock->hour += 12;
          suffix = clock_value(*clock);
        }
        target.resize(cut);
      }
      if (target.find('T') == std::string::npos || target.starts_with("XXXX")) {
        target += (day->open.empty() ? "" : "|") + suffix;
        day->first = at;
        day->type = TimeType::time;
        day->why = "clock and " + day->why;
        return day;
      }
    }
  }
  if (!clock) return std::nullopt;
  // "8 pm on the 15th"
  int day = 0;
  At behind = 0;
  if (same_line(at, next) && word(end, "on") && day_alone(next, day, behind)) {
    FoundTime found = make(at, behind, "clock and day of the month");
    found.type = TimeType::time;
    found.open = "dayof " + std::to_string(day) + " ?|" + suffix;
    return found;
  }
  FoundTime found = make(at, end, "clock");
  found.type = TimeType::time;
  found.open = "day 0|" + suffix;
  found.clock = true;
  found.half_known = clock->morning_or_evening;
  return found;
}

}  // namespace fairwitness
