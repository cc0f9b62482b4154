#include "dates/grammar.h"

namespace fairwitness {

namespace {

std::string two(int value) { return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)}; }

}  // namespace

std::string TimeGrammar::clock_value(const Clock& clock) {
  std::string out = "T" + two(clock.hour % 24) + ":" + two(clock.minute);
  if (clock.second >= 0) out += ":" + two(clock.second);
  return out + clock.zone;
}

std::optional<Clock> TimeGrammar::read_clock(At at) const {
  if (!have(at)) return std::nullopt;
  std::optional<Clock> clock;
  if (auto match = find(at, WordKind::clock_word)) {
    clock = Clock{};
    clock->hour = (match.phrase->value[0] - '0') * 10 + match.phrase->value[1] - '0';
    clock->morning_or_evening = true;
    clock->end = match.end;
    return clock;
  }
  if (digits(at)) clock = clock_digits(at);
  if (!clock) clock = clock_words(at);
  if (clock) clock_tail(*clock);
  if (clock && (clock->hour > 24 || clock->minute > 59)) return std::nullopt;
  return clock;
}

// 18:00 · 6:40 p.m. · 3pm · 0800 UTC · 8.30 am. Without a mark of a time of day it is none.
std::optional<Clock> TimeGrammar::clock_digits(At at) const {
  Clock clock;
  uint32_t length = pieces_[at].span.size();
  if (length > 4 || (mark(at ? at - 1 : 0, '$') && at)) return std::nullopt;
  if (at > 0 && tight(at) &&
      (mark(at - 1, ':') || mark(at - 1, '.') || mark(at - 1, '-') || mark(at - 1, ',') || mark(at - 1, '/')))
    return std::nullopt;
  bool sure = false;
  clock.hour = number(at);
  At next = at + 1;
  if (length <= 2) {
    bool colon = mark(next, ':') && tight(next), dot = mark(next, '.') && tight(next);
    if ((colon || dot) && digits(next + 1) && tight(next + 1) && pieces_[next + 1].span.size() == 2) {
      At behind = next + 2;
      bool half = static_cast<bool>(find(behind, WordKind::ampm));
      if (colon || half) {
        clock.minute = number(next + 1);
        next = behind;
        sure = true;
        if (colon && mark(next, ':') && tight(next) && digits(next + 1) && tight(next + 1) &&
            pieces_[next + 1].span.size() == 2) {
          clock.second = number(next + 1);
          next += 2;
          if (mark(next, '.') && tight(next) && digits(next + 1) && tight(next + 1)) next += 2;
        }
      }
    }
  } else {
    clock.hour = number(at) / 100;
    clock.minute = number(at) % 100;
  }
  if (clock.hour > 24 || clock.minute > 59) return std::nullopt;
  clock.end = next;
  bool glued =
      (at > 0 && tight(at) && pieces_[at - 1].shape != Shape::mark) || (at > 0 && tight(at) && mark(at - 1, '~'));
  if (auto half = find(next, WordKind::ampm);
      half && clock.hour <= 12 && !glued && !(digits(half.end) && tight(half.end))) {
    // "10 am I" : the verb has its subject before it, the hour has a small figure.
    if (half.phrase->value == "am" && half.end == next + 1 && word(next, "am") && word(half.end, "i"))
      return std::nullopt;
    if (half.phrase->value == "pm" && clock.hour < 12) clock.hour += 12;
    if (half.phrase->value == "am" && clock.hour == 12) clock.hour = 0;
    clock.morning_or_evening = true;
    clock.end = half.end;
    return clock;
  }
  if (sure && length == 2 && (clock.hour > 12 || of(at)[0] == '0')) clock.morning_or_evening = true;
  if (sure) return clock;
  if (word(next, "o") && mark(next + 1, '\'') && word(next + 2, "clock")) {
    clock.end = next + 3;
    return length <= 2 && clock.hour <= 12 ? std::optional(clock) : std::nullopt;
  }
  if (word(next, "oclock")) {
    clock.end = next + 1;
    return length <= 2 && clock.hour <= 12 ? std::optional(clock) : std::nullopt;
  }
  if (length == 4) {
    auto zone = find(next, WordKind::zone);
    bool hours = zone && (word(next, "hours") || word(next, "hrs"));
    if (zone && (!zone.phrase->value.empty() || (hours && of(at)[0] <= '2'))) {
      clock.morning_or_evening = true;
      return clock;
    }
    return std::nullopt;
  }
  if (length <= 2) {
    std::string part;
    At end = 0;
    if (word(next, "in") && word(next + 1, "the") && part_at(next, part, end) && clock.hour <= 12 && clock.hour > 0)
      return clock;
    if (word(next, "at") && word(next + 1, "night") && clock.hour <= 12) return clock;
    if (clock_words(at)) return clock_words(at);
  }
  return std::nullopt;
}

// "seven o'clock", "half past seven", "quarter to six", "20 minutes past eight", "seven thirty pm".
std::optional<Clock> TimeGrammar::clock_words(At at) const {
  if (at > 0 && digits(at) && tight(at) && mark(at - 1, '.')) return std::nullopt;  // "37.1 in the morning"
  Clock clock;
  At next = at;
  int minutes = -1;
  if (find(next, WordKind::article) && find(next + 1, WordKind::fraction)) ++next;
  if (word(next, "half")) {
    minutes = 30;
    ++next;
  } else if (word(next, "quarter")) {
    minutes = 15;
    ++next;
  }
  auto count = minutes < 0 ? read_number(text_, pieces_, next, lexicon_) : std::nullopt;
  if (count && count->value >= 0 && count->value < 60 && !count->fraction && !count->scaled &&
      count->end - count->first <= 3) {
    At behind = count->end;
    At unit = word(behind, "minutes") || word(behind, "minute") || word(behind, "min") || word(behind, "mins")
                  ? behind + 1
                  : behind;
    if (find(unit, WordKind::clock_past) || find(unit, WordKind::clock_to)) {
      minutes = static_cast<int>(count->value);
      next = unit;
    } else {
      // "seven o'clock", "seven pm", "seven thirty pm", "seven in the morning"
      clock.hour = static_cast<int>(count->value);
      bool oclock =
          (word(behind, "o") && mark(behind + 1, '\'') && word(behind + 2, "clock")) || word(behind, "oclock");
      clock.end = oclock ? behind + (word(behind, "o") ? 3 : 1) : behind;
      if (clock.hour < 1 || clock.hour > 12) return std::nullopt;
      if (!oclock && pieces_[at].shape == Shape::word) {
        At more_at = mark(behind, '-') ? behind + 1 : behind;
        if (auto more = read_number(text_, pieces_, more_at, lexicon_);
            more && more->value >= 10 && more->value < 60 && !more->digits &&
            (find(more->end, WordKind::ampm) || more_at > behind)) {
          clock.minute = static_cast<int>(more->value);
          clock.end = more->end;
        }
      }
      auto half = find(clock.end, WordKind::ampm);
      if (clock.minute > 0 && !half && at > 0 && word(at - 1, "at")) return clock;  // "at five-thirty"
      std::string part;
      At end = 0;
      bool said = word(clock.end, "in") && word(clock.end + 1, "the") && part_at(clock.end, part, end);
      if (!half && !oclock && !said) return std::nullopt;
      if (half) {
        if (half.phrase->value == "am" && half.end == clock.end + 1 && !digits(at) &&
            (word(half.end, "i") || !same_line(at, clock.end)))
          return std::nullopt;  // "the seven am I"
        if (half.phrase->value == "pm" && clock.hour < 12) clock.hour += 12;
        clock.morning_or_evening = true;
        clock.end = half.end;
      }
      return clock;
    }
  }
  if (minutes < 0) return std::nullopt;
  bool past = static_cast<bool>(find(next, WordKind::clock_past));
  if (!past && !find(next, WordKind::clock_to)) return std::nullopt;
  ++next;
  if (word(next - 1, "after") || word(next - 1, "before")) {
    if (count && next - 1 == count->end) return std::nullopt;  // "3 after 5" says no time
  }
  auto hour = read_number(text_, pieces_, next, lexicon_);
  bool strict = count && pieces_[at].shape == Shape::digits && next - 1 == count->end && !past;  // "5 to 7" is a range
  if (auto midnight = find(next, WordKind::clock_word)) {
    clock.hour = midnight.phrase->value[0] == '2' ? 24 : 12;
    clock.end = midnight.end;
    clock.morning_or_evening = true;
  } else {
    if (!hour || hour->value < 1 || hour->value > 12 || hour->value != static_cast<int>(hour->value) || strict)
      return std::nullopt;
    if (count && count->end == next - 1 && !past) return std::nullopt;
    clock.hour = static_cast<int>(hour->value);
    clock.end = hour->end;
    bool oclock = (word(clock.end, "o") && mark(clock.end + 1, '\'') && word(clock.end + 2, "clock"));
    if (oclock) clock.end += 3;
    if (auto half = find(clock.end, WordKind::ampm)) {
      if (half.phrase->value == "pm" && clock.hour < 12) clock.hour += 12;
      clock.morning_or_evening = true;
      clock.end = half.end;
    }
    bool unit_follows = static_cast<bool>(find(hour->end, WordKind::time_unit)) || mark(hour->end, '%');
    if (unit_follows) return std::nullopt;
  }
  clock.minute = minutes;
  if (!past) {
    clock.minute = (60 - minutes) % 60;
    clock.hour = (clock.hour + 23) % 24;
  }
  return clock;
}

// Behind the hour: a zone, and the part of the day that tells which half is meant.
void TimeGrammar::clock_tail(Clock& clock) const {
  At at = clock.end;
  bool bracket = mark(at, '(');
  if (auto zone = find(bracket ? at + 1 : at, WordKind::zone)) {
    At end = zone.end;
    if ((mark(end, '+') || mark(end, '-') || mark(end, '=')) && digits(end + 1) && tight(end + 1) &&
        pieces_[end + 1].span.size() <= 4) {
      end += 2;
      if (mark(end, ':') && digits(end + 1)) end += 2;
    }
    if (!bracket || mark(end, ')')) {
      if (bracket) ++end;
      clock.zone = zone.phrase->value;
      if (end > zone.end + (bracket ? 1u : 0u)) clock.zone.clear();
      clock.end = end;
    }
  }
  if (clock.morning_or_evening) {
    std::string part;
    At end = 0;
    if (word(clock.end, "in") && word(clock.end + 1, "the") && part_at(clock.end, part, end)) clock.end = end;
    return;
  }
  std::string part;
  At end = 0;
  if (part_at(clock.end, part, end) && (word(clock.end, "in") || word(clock.end, "at") || !digits(clock.end - 1))) {
    if (part != "TMO" && clock.hour < 12 && !(part == "TNI" && clock.hour < 5)) clock.hour += 12;
    if (part == "TMO" && clock.hour == 12) clock.hour = 0;
    clock.morning_or_evening = true;
    clock.end = end;
  }
}

// "morning", "in the morning", "at night" right behind a day.
bool TimeGrammar::part_at(At at, std::string& part, At& end) const {
  At core = at;
  if (word(core, "in") && word(core + 1, "the"))
    core += 2;
  else if (word(core, "at"))
    ++core;
  else if (word(core, "in"))
    ++core;
  auto match = find(core, WordKind::part);
  if (!match) return false;
  if (word(core - (core > at ? 1 : 0), "at") && match.phrase->value != "NI" && core > at) return false;
  part = "T" + std::string(match.phrase->value);
  end = match.end;
  return true;
}

// Does a day follow ("between 3 and 8 yesterday"), so that bare numbers are hours?
bool TimeGrammar::day_behind(At at) {
  At day_at = word(at, "on") ? at + 1 : at;
  if (!same_line(at > 0 ? at - 1 : at, day_at)) return false;
  if (!word(at, "on") && digits(day_at)) return false;
  size_t size = found_.size();
  auto day = day_expression(day_at);
  found_.resize(size);
  return day && day->day && (day->why == "numeric date" || day->why.starts_with("day word") || day->why == "weekday");
}

// "5 to 6 pm", "from 9:30 until 11:00", "between 4 and 4:30pm", "from 10:30 to 3": two times, of which one says that it
// is a time of day; the first takes its half of the day from the second. A day behind them is both's.
bool TimeGrammar::clock_range(At at) {
  if (!digits(at) &&
      !(have(at) && (lexicon_.kinds_from(pieces_[at].word) & (bit(WordKind::unit_number) | bit(WordKind::teen)))))
    return false;
  if (at > 0 && tight(at) && pieces_[at - 1].shape == Shape::mark && !mark(at - 1, '(')) return false;
  bool from = at > 0 && (word(at - 1, "from") || word(at - 1, "between"));
  auto hour_at = [&](At place, Clock& clock, bool& sure) {
    if (auto own = read_clock(place)) {
      clock = *own;
      sure = true;
      return true;
    }
    auto count = read_number(text_, pieces_, place, lexicon_);
    if (!count || count->value < 1 || count->value > 12 || count->fraction ||
        count->value != static_cast<int>(count->value) || count->length > 2 || find(count->end, WordKind::time_unit))
      return false;
    clock.hour = static_cast<int>(count->value);
    clock.end = count->end;
    return true;
  };
  Clock first, second;
  bool first_sure = false, second_sure = false;
  if (!hour_at(at, first, first_sure)) return false;
  if (first.morning_or_evening && !from) return false;  // it stands alone, and so will the second
  At next = first.end;
  if (!joiner(next) || word(next, "or") || !same_line(at, next + 1) || !hour_at(next + 1, second, second_sure))
    return false;
  if (!second_sure && !(first_sure && from) && !(from && day_behind(second.end))) return false;
  if (!first_sure && !second.morning_or_evening && !from) return false;
  if (!second_sure && (mark(second.end, '%') || mark(second.end, '/') || mark(second.end, '-') ||
                       find(second.end, WordKind::scale) || find(second.end, WordKind::stop_noun)))
    return false;
  if (second.morning_or_evening && !first.morning_or_evening && first.hour < 12) {
    if (second.hour == 24 || second.hour == 0)
      first.hour += 12;
    else if (second.hour >= 12 &&
             (first.hour + 12 < second.hour || (first.hour + 12 == second.hour && first.minute < second.minute)))
      first.hour += 12;
  } else if (first.morning_or_evening && !second.morning_or_evening && second.hour < 12 && first.hour >= 12 &&
             second.hour + 12 > first.hour) {
    second.hour += 12;
  }
  // "from 10:30 to 3", "from 11 am to 3": the second is the later one.
  if (!second.morning_or_evening && second.hour < 12 && first.hour <= 12 &&
      second.hour * 60 + second.minute <= first.hour * 60 + first.minute)
    second.hour += 12;
  At end = second.end;
  std::string open = "day 0", value;
  At day_at = word(end, "on") || word(end, "of") ? end + 1 : end;
  bool has_day = false;
  if (same_line(at, day_at)) {
    size_t size = found_.size();
    if (auto day = day_expression(day_at); day && day->day) {
      open = day->open;
      if (size_t part = open.find('|'); part != std::string::npos) {  // "between 7 and 9 last night"
        bool later = !open.ends_with("TMO");
        open.resize(part);
        for (Clock* clock : {&first, &second})
          if (later && !clock->morning_or_evening && clock->hour < 12) clock->hour += 12;
      }
      value = day->value;
      end = day->end;
      has_day = true;
    } else {
      found_.resize(size);
    }
  }
  for (int i = 0; i < 2; ++i) {
    FoundTime found = i == 0 ? make(at, first.end, "clock range") : make(next + 1, end, "clock range");
    found.type = TimeType::time;
    found.clock = !has_day;
    found.half_known = (i == 0 ? first : second).morning_or_evening;
    std::string suffix = clock_value(i == 0 ? first : second);
    if (value.empty())
      found.open = open + "|" + suffix;
    else
      found.value = value + suffix;
    keep(std::move(found));
  }
  return true;
}

}  // namespace fairwitness
