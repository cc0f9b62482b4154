#include "dates/grammar.h"

namespace fairwitness {

// "two weeks before Christmas", "12 days after 3 October", "three days from Tuesday": a stretch told from a day is that
// other day. What it cannot tell (three days from May) stays a stretch.
TimeGrammar::Result TimeGrammar::from_a_day(const FoundTime& stretch, char unit) {
  static constexpr std::string_view units_of_days = "DWMYEC";
  if (stretch.type != TimeType::duration || stretch.value.find('X') != std::string::npos ||
      stretch.value.find('.') != std::string::npos || units_of_days.find(unit) == std::string_view::npos ||
      stretch.value.find('T') != std::string::npos)
    return std::nullopt;
  auto side = find(stretch.end, WordKind::side);
  At inner = side ? side.end : stretch.end;
  if (!side || !same_line(stretch.first, inner)) return std::nullopt;
  size_t size = found_.size();
  Result base = day_expression(word(inner, "the") && digits(inner + 1) ? inner + 1 : inner);
  if (!base && (unit == 'Y' || unit == 'E' || unit == 'C')) base = year_alone(word(inner, "the") ? inner + 1 : inner);
  bool ranged = found_.size() > size;
  found_.resize(size);
  if (!base || ranged || base->type != TimeType::date || base->from_text) return std::nullopt;
  bool whole_day = base->day, year = base->why.starts_with("year"),
       month = base->why.find("month") != std::string::npos;
  if (!whole_day && (unit == 'D' || unit == 'W')) return std::nullopt;
  if (!whole_day && unit == 'M' && !month) return std::nullopt;
  if (!whole_day && !year && !month) return std::nullopt;
  if (word(side.end - 1, "from") && joiner(base->end)) return std::nullopt;  // "two years from 2014 to 2016"
  FoundTime found = make(stretch.first, base->end, "told from a day");
  found.day = whole_day;
  found.open = std::string("shift ") + (side.phrase->value[0] == '-' ? "-" : "+") + stretch.value + ":" +
               (base->open.empty() ? base->value : base->open);
  return found;
}

// "from 4 to 22 this month", "4 till 23 of next month": two days of a month that is told from the report's.
bool TimeGrammar::days_of_a_month(At at) {
  if (!digits(at) || pieces_[at].span.size() > 2 || (at > 0 && tight(at))) return false;
  bool from = at > 0 && (word(at - 1, "from") || word(at - 1, "between"));
  int first = 0, second = 0;
  At end = 0, second_end = 0;
  if (!day_number(at, first, end) || !joiner(end) || word(end, "or") || (word(end, "and") && !from)) return false;
  if (!digits(end + 1) || !day_number(end + 1, second, second_end) || second <= first) return false;
  At next = word(second_end, "of") || word(second_end, "in") ? second_end + 1 : second_end;
  auto shift = find(next, WordKind::shift);
  if (!shift || !word(shift.end, "month") || !same_line(at, shift.end) ||
      shift.phrase->value.find("text") != std::string_view::npos ||
      shift.phrase->value.find("stretch") != std::string_view::npos)
    return false;
  for (int i = 0; i < 2; ++i) {
    FoundTime found = i == 0 ? make(at, end, "days of a month") : make(end + 1, shift.end + 1, "days of a month");
    found.day = true;
    found.open = "monthdayof " + std::to_string(i == 0 ? first : second) + " " +
                 std::to_string(static_cast<int>(shift.phrase->number));
    keep(std::move(found));
  }
  return true;
}

// The two ends of a range settle each other: "from May to March" ends in the March behind that May, "Jan-Feb 2017" is
// of one year, "from next Monday to Friday" ends in that week.
void TimeGrammar::settle_ranges() {
  for (size_t i = 0; i + 1 < found_.size(); ++i) {
    FoundTime &a = found_[i], &b = found_[i + 1];
    At the = word(a.end + 1, "the") ? a.end + 2 : a.end + 1;
    if (!joiner(a.end) || word(a.end, "or") || (b.first != a.end + 1 && b.first != the)) continue;
    bool between = a.first > 0 && word(a.first - 1, "between"), from = a.first > 0 && word(a.first - 1, "from");
    if (word(a.end, "and") && !between) continue;
    if (a.open.find('|') != std::string::npos || b.open.find('|') != std::string::npos) continue;
    bool month = a.open.starts_with("month ") && a.open.ends_with("?");
    bool day = a.open.starts_with("monthday ") && a.open.ends_with("?");
    bool b_month = b.open.starts_with("month ") || (b.value.size() == 7 && b.value[4] == '-' && b.value[5] < '2');
    bool b_day = b.open.starts_with("monthday ") || (b.value.size() == 10 && b.value[4] == '-');
    if ((month && (b_month || b_day)) || (day && b_day)) {
      a.open = "before " + a.open.substr(0, a.open.size() - 2) + ":" + (b.open.empty() ? b.value : b.open);
    } else if (b.open.starts_with("weekday ") && b.open.ends_with("?") && (from || between) && a.day) {
      b.open = "after weekday " + b.open.substr(8, 1) + ":" + (a.open.empty() ? a.value : a.open);
    }
  }
}

}  // namespace fairwitness
