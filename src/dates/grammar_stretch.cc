#include "dates/grammar.h"

namespace fairwitness {

namespace {

// What an expression counts from, as the base of another normal form.
const std::string& base_of(const FoundTime& found) { return found.open.empty() ? found.value : found.open; }

bool is_length(const FoundTime& found) {
  return found.type == TimeType::duration && found.value.find_first_of("X.") == std::string::npos &&
         found.value.size() > 2;
}

}  // namespace

// "the rest of the week", "rest of my day", "the remainder of this year".
TimeGrammar::Result TimeGrammar::rest_of(At at) {
  At next = word(at, "the") ? at + 1 : at;
  if (!word(next, "rest") && !word(next, "remainder") && !word(next, "remaining")) return std::nullopt;
  ++next;
  bool of = word(next, "of"), the = false;
  if (of) ++next;
  if (word(next, "the") || word(next, "this") || word(next, "my") || word(next, "our") || word(next, "current"))
    ++next, the = true;
  if (the && word(next, "current")) ++next;
  auto unit = find(next, WordKind::time_unit);
  if ((!of && !the) || !unit || !same_line(at, next) || word(unit.end, "of")) return std::nullopt;
  if (unit.phrase->value != "D" && unit.phrase->value != "W" && unit.phrase->value != "M" && unit.phrase->value != "Y")
    return std::nullopt;
  FoundTime found = make(at, unit.end, "rest of a unit");
  found.open = "rest " + std::string(unit.phrase->value);
  return found;
}

// "the first two weeks of 2021", "the last four months of last year".
TimeGrammar::Result TimeGrammar::part_of_a_stretch(At at) {
  At next = word(at, "the") ? at + 1 : at;
  const bool first = word(next, "first") || word(next, "opening");
  if (!first && !word(next, "last") && !word(next, "final")) return std::nullopt;
  std::string amount;
  At end = 0;
  bool plural = false;
  char unit = 0;
  if (!quantity(next + 1, amount, end, plural, unit) || !word(end, "of") || !same_line(at, end + 1))
    return std::nullopt;
  if ((unit != 'D' && unit != 'W' && unit != 'M') || amount.find_first_of("X.") != std::string::npos)
    return std::nullopt;
  size_t size = found_.size();
  auto inner = read_core(word(end + 1, "the") ? end + 2 : end + 1);
  found_.resize(size);
  if (!inner || inner->type != TimeType::date || inner->day || inner->from_text) return std::nullopt;
  if (base_of(*inner).find("REF") != std::string::npos || base_of(*inner).find('/') != std::string::npos)
    return std::nullopt;
  FoundTime found = make(at, inner->end, "part of a stretch");
  found.open = std::string(first ? "first " : "final ") + amount + ":" + base_of(*inner);
  return found;
}

// The stretch that a counted one ("the past three weeks", "the next 18 months") covers, told from the report's day.
void TimeGrammar::anchor(FoundTime& length, int side, char unit, std::string_view amount) const {
  if (amount.find_first_of("X.") != std::string_view::npos || word(length.end, "of") || unit == 'B' || unit == 'N')
    return;
  if (unit == 'Q')
    length.stretch = std::string(side < 0 ? "last Q " : "next Q ") + std::string(amount.substr(1, amount.size() - 2));
  else
    length.stretch = std::string(side < 0 ? "stretch -" : "stretch +>") + std::string(amount) +
                     (amount.find('T') == std::string_view::npos ? ":day 0" : ":now");
  if (length.stretch.ends_with(":now") && side > 0) length.stretch.erase(length.stretch.find('>'), 1);
  length.ahead = side > 0;
}

bool TimeGrammar::within(At at) const {
  return at > 0 && (word(at - 1, "within") || (at > 1 && word(at - 1, "the") && word(at - 2, "within")));
}

// "within the next three days" begins today, and its last day is the third from now.
void TimeGrammar::begin_now(FoundTime& length) {
  constexpr std::string_view front = "stretch +>";
  if (length.stretch.starts_with(front)) length.stretch = "until:shift +" + length.stretch.substr(front.size());
}

// "for 3 hours from 10 am", "3 days starting next Monday", "from 10 am for 3 hours", "between now and May 21": two
// expressions are one stretch.
void TimeGrammar::join_stretches() {
  std::vector<FoundTime> out;
  out.reserve(found_.size());
  for (FoundTime& b : found_) {
    if (out.empty() || !same_line(out.back().first, b.first)) {
      out.push_back(std::move(b));
      continue;
    }
    FoundTime& a = out.back();
    if (length_from(a, b) || from_for(a, b) || to_now(a, b)) {
      if (size_t n = out.size(); n > 1 && take_day(out[n - 2], out[n - 1])) out.erase(out.end() - 2);
      continue;
    }
    out.push_back(std::move(b));
  }
  found_ = std::move(out);
}

// "for 3 hours from 10 am", "a week starting tomorrow": the length, then where it begins.
bool TimeGrammar::length_from(FoundTime& a, const FoundTime& b) {
  At next = mark(a.end, ',') ? a.end + 1 : a.end;
  bool starts = word(next, "starting") || word(next, "beginning");
  if (starts) ++next;
  bool from = word(next, "from") || (starts && word(next, "on"));
  if (from) ++next;
  bool counted = starts || (a.first > 0 && word(a.first - 1, "for"));
  if (!is_length(a) || !counted || (!starts && !from) || next != b.first || !begins_a_stretch(a, b)) return false;
  if (joiner(b.end)) return false;  // "for two years from 2014 to 2016"
  make_stretch(a, b.end, a.value, b);
  return true;
}

// "from 10 am for 3 hours": where it begins, then the length.
bool TimeGrammar::from_for(FoundTime& a, const FoundTime& b) {
  if (a.first == 0 || !word(a.first - 1, "from") || !word(a.end, "for") || b.first != a.end + 1 || !is_length(b) ||
      !begins_a_stretch(b, a))
    return false;
  FoundTime start = a;
  make_stretch(a, b.end, b.value, start);
  return true;
}

// A stretch of hours begins at an hour, one of days on a day.
bool TimeGrammar::begins_a_stretch(const FoundTime& length, const FoundTime& start) const {
  const std::string& base = base_of(start);
  bool clock = base.find("T0") != std::string::npos || base.find("T1") != std::string::npos ||
               base.find("T2") != std::string::npos;
  if (start.from_text || base.empty() || base.find("REF") != std::string::npos) return false;
  if (length.value.find('T') != std::string::npos || clock) return clock && start.type == TimeType::time;
  return start.day && start.type == TimeType::date;
}

void TimeGrammar::make_stretch(FoundTime& a, At end, const std::string& amount, const FoundTime& start) {
  const bool clock = start.type == TimeType::time;
  a.end = end;
  a.type = clock ? TimeType::time : TimeType::date;
  a.open = "stretch +" + amount + ":" + base_of(start);
  a.value.clear();
  a.stretch.clear();
  a.day = a.clock = false;
  a.why = "length from a day";
}

// "14 February from 9:30 am for 7 hours": the day in front of a stretch of hours that has none is its day.
bool TimeGrammar::take_day(const FoundTime& day, FoundTime& stretch) {
  size_t own = stretch.open.find(":day 0|");
  if (!day.day || day.type != TimeType::date || own == std::string::npos || day.from_text) return false;
  At next = day.end;
  while (next < stretch.first && (word(next, "from") || word(next, "for") || mark(next, ','))) ++next;
  if (next != stretch.first) return false;
  if (day.open.empty())
    stretch.open.replace(own + 1, 6, day.value).erase(own + 1 + day.value.size(), 1);
  else
    stretch.open.replace(own + 1, 5, day.open);
  stretch.first = day.first;
  return true;
}

// "between now and May 21", "from January to date": up to the report's day, or from it on.
bool TimeGrammar::to_now(FoundTime& a, const FoundTime& b) {
  const bool between = a.first > 0 && word(a.first - 1, "between"), from = a.first > 0 && word(a.first - 1, "from");
  const bool a_now = a.value == "PRESENT_REF", b_now = b.value == "PRESENT_REF";
  if ((!between && !from) || a_now == b_now) return false;
  const FoundTime& other = a_now ? b : a;
  if (other.type != TimeType::date || other.from_text || base_of(other).find("REF") != std::string::npos ||
      base_of(other).find('/') != std::string::npos)
    return false;
  const bool joined = joiner(a.end) && !word(a.end, "or") && (between || !word(a.end, "and")) && b.first == a.end + 1;
  if (!joined && !(b_now && b.first == a.end && word(b.first, "to"))) return false;
  std::string open = std::string(a_now ? "until:" : "since:") + base_of(other);
  a.end = b.end;
  a.type = TimeType::date;
  a.open = std::move(open);
  a.value.clear();
  a.day = false;
  a.why = "up to now";
  return true;
}

}  // namespace fairwitness
