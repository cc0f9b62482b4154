#include "dates/grammar.h"
#include "dates/moment.h"

namespace fairwitness {

namespace {

bool likely_year(int year) { return year >= 1000 && year < 2200; }

std::string date_value(int year, int month, int day) {
  std::string out = month_value(year, month);
  out += '-';
  out += static_cast<char>('0' + day / 10);
  out += static_cast<char>('0' + day % 10);
  return out;
}

int full_year(int two_digits) { return two_digits < 40 ? 2000 + two_digits : 1900 + two_digits; }

}  // namespace

// A year in four digits, or in two behind an apostrophe.
bool TimeGrammar::year_at(At at, int& year, At& end) const {
  if (digits(at) && pieces_[at].span.size() == 4) {
    year = number(at);
    end = at + 1;
    bool decimal = (mark(end, '.') || mark(end, ',')) && tight(end) && digits(end + 1) && tight(end + 1);
    return likely_year(year) && !decimal && !mark(end, '%');
  }
  if (mark(at, '\'') && digits(at + 1) && tight(at + 1) && pieces_[at + 1].span.size() == 2) {
    year = full_year(number(at + 1));
    end = at + 2;
    return true;
  }
  return false;
}

// "nineteen ninety-six", "twenty sixteen", "two thousand and fifteen".
bool TimeGrammar::year_in_words(At at, int& year, At& end) const {
  constexpr uint64_t starts = bit(WordKind::teen) | bit(WordKind::ten) | bit(WordKind::unit_number);
  if (!have(at) || !(lexicon_.kinds_from(pieces_[at].word) & starts)) return false;
  auto first = read_number(text_, pieces_, at, lexicon_);
  if (!first || first->fraction || first->article) return false;
  if (first->value >= 1500 && first->value < 2100 && first->value == static_cast<int>(first->value) && !first->digits) {
    year = static_cast<int>(first->value);
    end = first->end;
    return true;
  }
  if (first->value < 15 || first->value > 20 || first->end != at + 1) return false;
  At next = first->end;
  if (word(next, "hundred")) ++next;
  bool zero = word(next, "zero") || word(next, "oh");
  if (zero) ++next;
  auto second = read_number(text_, pieces_, next, lexicon_);
  if (!second || second->digits || second->fraction || second->scaled || second->value > 99 ||
      second->value < (zero ? 1 : 10) || (zero && second->value > 9))
    return false;
  year = static_cast<int>(first->value) * 100 + static_cast<int>(second->value);
  end = second->end;
  return true;
}

// Behind a month or a day: ", 2016", "of 2016", "in 2016", "-2016", " '16".
bool TimeGrammar::year_behind(At at, int& year, At& end) const {
  At next = at;
  if (mark(next, ',') || mark(next, '-') || mark(next, '/') || mark(next, '.'))
    ++next;
  else if (word(next, "of") || word(next, "in"))
    ++next;
  if (!same_line(at > 0 ? at - 1 : at, next)) return false;
  if (!year_at(next, year, end)) {
    // "April of 87", "August 99"
    if ((word(at, "of") || next == at) && digits(next) && pieces_[next].span.size() == 2 && number(next) > 31 &&
        at > 0 && (find(at - 1, WordKind::month) || word(at, "of")) && !find(next + 1, WordKind::time_unit) &&
        !mark(next + 1, '%') &&
        !((mark(next + 1, '.') || mark(next + 1, ',')) && digits(next + 2) && tight(next + 2)) &&
        (!have(next + 1) || pieces_[next + 1].shape == Shape::mark || !same_line(next, next + 1))) {
      year = full_year(number(next));
      end = next + 1;
      return true;
    }
    return year_in_words(next, year, end);
  }
  if (next > at && word(at, "in") && year < 1500) return false;
  // "June 3, 2000 people": a noun in small letters behind it makes it a count; months are followed by such nouns only
  // in lists.
  if (mark(at, ',') && have(end) && pieces_[end].shape == Shape::word && find(end, WordKind::time_unit) &&
      !word(end, "night"))
    return false;
  if (mark(end, ':') && tight(end) && digits(end + 1)) return false;
  return true;
}

// 1 to 31 as "5", "5th", "fifth", "the 5th".
bool TimeGrammar::day_number(At at, int& day, At& end) const {
  At core = word(at, "the") ? at + 1 : at;
  if (auto ordinal = read_ordinal(text_, pieces_, core, lexicon_)) {
    day = static_cast<int>(ordinal->value);
    end = ordinal->end;
    return ordinal->value >= 1 && ordinal->value <= 31;
  }
  if (core == at && digits(at) && pieces_[at].span.size() <= 2) {
    day = number(at);
    end = at + 1;
    if (mark(end, ':') && tight(end) && digits(end + 1)) return false;
    if ((mark(end, '.') || mark(end, ',')) && tight(end) && digits(end + 1) && tight(end + 1)) return false;
    if (mark(end, '%') || find(end, WordKind::ampm) || word(end, "percent")) return false;
    return day >= 1 && day <= 31;
  }
  if (core == at) {
    if (auto count = read_number(text_, pieces_, at, lexicon_); count && !count->digits && !count->article &&
                                                                !count->fraction && !count->scaled &&
                                                                count->value >= 1 && count->value <= 31) {
      day = static_cast<int>(count->value);
      end = count->end;
      return true;
    }
  }
  return false;
}

TimeGrammar::Result TimeGrammar::day_expression(At at) {
  if (!have(at)) return std::nullopt;
  if (digits(at)) {
    if (auto found = numeric_date(at)) return found;
    return day_first(at);
  }
  if (auto found = holiday(at)) return found;
  uint64_t kinds = lexicon_.kinds_from(pieces_[at].word);
  if (kinds & (bit(WordKind::month) | bit(WordKind::month_short)))
    if (auto found = month_first(at)) return found;
  if (kinds & (bit(WordKind::weekday) | bit(WordKind::weekday_short)))
    if (auto found = weekday(at)) return found;
  if (auto found = day_word(at)) return found;
  if (kinds & (bit(WordKind::ordinal) | bit(WordKind::unit_number) | bit(WordKind::teen) | bit(WordKind::ten)) ||
      word(at, "the"))
    if (auto found = day_first(at)) return found;
  if (kinds & (bit(WordKind::shift)))
    if (auto found = shifted(at); found && found->day) return found;
  return std::nullopt;
}

// "May 5, 2016", "May 5", "May 2016", "May", and the further days of "May 5-7" or "May 5 and 6".
TimeGrammar::Result TimeGrammar::month_first(At at) {
  auto match = find(at, WordKind::month);
  bool shortened = !match;
  if (!match) match = find(at, WordKind::month_short);
  if (!match) return std::nullopt;
  int month = static_cast<int>(match.phrase->number), day = 0, year = 0;
  At end = match.end, next = end;
  if (mark(next, '.') && shortened) end = ++next;
  At behind = next;
  if ((mark(next, '-') || mark(next, '/') || mark(next, ',')) && !word(next + 1, "the") && digits(next + 1) &&
      pieces_[next + 1].span.size() <= 2 && (tight(next + 1) || mark(next, ',')))
    ++next;
  if (word(next, "the")) ++next;
  bool small = !pieces_[at].capital;
  bool doubtful = (month == 5 || month == 3) && !shortened;
  if (same_line(at, next) && day_number(next, day, behind) && !(find(behind, WordKind::time_unit) && digits(next))) {
    FoundTime found = make(at, behind, "month first");
    found.day = true;
    At year_end = 0;
    if (mark(next - 1, '-') && mark(behind, '-') && year_behind(behind, year, year_end) == false &&
        digits(behind + 1) && pieces_[behind + 1].span.size() == 2)
      return std::nullopt;
    if (year_behind(behind, year, year_end)) {
      if (!day_of(year, month, day)) return std::nullopt;
      found.end = year_end;
      found.value = date_value(year, month, day);
    } else {
      found.open = "monthday " + std::to_string(month) + " " + std::to_string(day) + " ?";
      if (!day_of(2000, month, day)) return std::nullopt;
    }
    if (small && doubtful && found.value.empty() && !digits(next) && !read_ordinal(text_, pieces_, next, lexicon_))
      return std::nullopt;
    int range_year = day_range(found.end, month, year, found);
    if (range_year > 0 && found.value.empty()) {
      found.value = date_value(range_year, month, day);
      found.open.clear();
    }
    return found;
  }
  At year_end = 0;
  if (year_behind(end, year, year_end)) {
    FoundTime found = make(at, year_end, "month and year");
    found.value = month_value(year, month);
    return found;
  }
  bool in_front =
      at > 0 && (word(at - 1, "in") || word(at - 1, "of") || word(at - 1, "since") || word(at - 1, "by") ||
                 word(at - 1, "until") || word(at - 1, "till") || word(at - 1, "last") || word(at - 1, "this") ||
                 word(at - 1, "next") || word(at - 1, "late") || word(at - 1, "early") || word(at - 1, "mid") ||
                 mark(at - 1, '-') || word(at - 1, "from") || word(at - 1, "to") || word(at - 1, "during") ||
                 word(at - 1, "before") || word(at - 1, "after") || word(at - 1, "between") ||
                 word(at - 1, "through") || word(at - 1, "for") || word(at - 1, "previous") || word(at - 1, "past"));
  bool ranged = joiner(match.end) && !word(match.end, "and") && !word(match.end, "or") &&
                (find(match.end + 1, WordKind::month) || find(match.end + 1, WordKind::month_short));
  if (shortened && !(in_front && !small) && !(ranged && !small)) return std::nullopt;
  if (doubtful && (small || !in_front)) {
    // "May" and "March" alone are months only where something says so.
    bool lists = at >= 2 && !small && (word(at - 1, "and") || word(at - 1, "or") || mark(at - 1, ',')) &&
                 (find(at - 2, WordKind::month));
    bool beside = !small && have(match.end + 1) &&
                  (word(match.end, "and") || word(match.end, "or") || word(match.end, "to")) &&
                  find(match.end + 1, WordKind::month);
    if (!(small && in_front &&
          (word(at - 1, "in") || word(at - 1, "since") || word(at - 1, "of") || word(at - 1, "last") ||
           word(at - 1, "next"))) &&
        !lists && !beside)
      return std::nullopt;
  }
  if (small && month == 8 && !in_front) return std::nullopt;
  if (at > 0 && digits(at - 1) && pieces_[at - 1].span.size() <= 2 && same_line(at - 1, at))
    return std::nullopt;  // "30 February" is no day, and February not what is meant
  // "September last year", "in March of this year"
  At of_at = word(match.end, "of") ? match.end + 1 : match.end;
  if (auto shift = find(of_at, WordKind::shift); shift && word(shift.end, "year") &&
                                                 shift.phrase->value.find("text") == std::string_view::npos &&
                                                 shift.phrase->value.find("stretch") == std::string_view::npos) {
    FoundTime found = make(at, shift.end + 1, "month of a year");
    found.open = std::string(shift.phrase->number < 0   ? "minus "
                             : shift.phrase->number > 0 ? "plus "
                                                        : "") +
                 "month " + std::to_string(month) + " this";
    return found;
  }
  FoundTime found = make(at, end == match.end ? end : (have(end) && pieces_[end].capital ? match.end : end), "month");
  found.open = "month " + std::to_string(month) + " ?";
  return found;
}

// "11 December 2009", "the 11th of December", "3-5 May", "the ninth and seventeenth of April".
TimeGrammar::Result TimeGrammar::day_first(At at) {
  int day = 0, year = 0;
  At end = at;
  if (at > 0 && digits(at) && tight(at) && (mark(at - 1, '.') || mark(at - 1, ',') || mark(at - 1, '$')))
    return std::nullopt;
  if (!day_number(at, day, end)) return std::nullopt;
  At next = end;
  // A second day in front of the month: both are read here.
  int second_day = 0;
  At second_at = 0, second_end = 0;
  if (joiner(next) && day_number(next + 1, second_day, second_end)) {
    second_at = word(next + 1, "the") ? next + 2 : next + 1;
    next = second_end;
  }
  if (word(next, "of") || mark(next, '-') || mark(next, '/') || mark(next, ',') || (mark(next, '.') && tight(next)))
    ++next;
  if (word(next, "day") && word(next + 1, "of")) next += 2;
  if (!same_line(at, next)) return std::nullopt;
  auto month_match = find(next, WordKind::month);
  bool shortened = !month_match;
  if (!month_match) month_match = find(next, WordKind::month_short);
  if (!month_match) return std::nullopt;
  if (!digits(at) && !read_ordinal(text_, pieces_, word(at, "the") ? at + 1 : at, lexicon_)) return std::nullopt;
  int month = static_cast<int>(month_match.phrase->number);
  if ((month == 5 || month == 3) && !pieces_[next].capital && !word(next - 1, "of") &&
      !year_at(month_match.end, year, end)) {
    if (word(next, "may") || word(next, "march")) {
      At behind = month_match.end;
      if (have(behind) && pieces_[behind].shape == Shape::word && same_line(next, behind))
        return std::nullopt;  // "the 3 may go"
    }
  }
  // "In 2 March 5": the month belongs to what follows.
  end = month_match.end;
  int other = 0;
  At other_end = 0;
  if (!word(next - 1, "of") && digits(end) && day_number(end, other, other_end) && pieces_[end].span.size() <= 2 &&
      !mark(end, ',') && !find(other_end, WordKind::ampm) && !mark(other_end, ':') && !digits(at))
    return std::nullopt;
  if (shortened && mark(end, '.') && !year_behind(end, year, other_end)) ++end;
  At year_end = 0;
  bool has_year = year_behind(end, year, year_end);
  auto one = [&](At first, At last, int which) {
    FoundTime found = make(first, last, "day first");
    found.day = true;
    if (has_year)
      found.value = date_value(year, month, which);
    else
      found.open = "monthday " + std::to_string(month) + " " + std::to_string(which) + " ?";
    return found;
  };
  At last = has_year ? year_end : end;
  if (!day_of(has_year ? year : 2000, month, day)) return std::nullopt;
  if (second_at == 0) return one(at, last, day);
  if (!day_of(has_year ? year : 2000, month, second_day)) return std::nullopt;
  keep(one(second_at, last, second_day));
  FoundTime first = one(at, second_at - 1 - (word(second_at - 1, "the") ? 1 : 0), day);
  first.day = false;
  return first;
}

// The further days of "May 5-7", "May 5 and 6", "April 9th through 17th": kept behind the first.
int TimeGrammar::day_range(At at, int month, int year, const FoundTime& model) {
  At end = 0;
  int told = 0;
  int day = 0;
  for (int i = 0; i < 4; ++i) {
    bool comma = mark(at, ',') && digits(at + 1) && pieces_[at + 1].span.size() <= 2;
    if (!joiner(at) && !comma) return told;
    At next = at + 1;
    if (comma && word(next, "and")) ++next;
    if (!same_line(at, next) || !day_number(next, day, end)) return told;
    if (!digits(word(next, "the") ? next + 1 : next) &&
        !read_ordinal(text_, pieces_, word(next, "the") ? next + 1 : next, lexicon_))
      return told;
    // What follows must not make it a count, a clock or another month's day.
    At month_next = word(end, "of") ? end + 1 : end;
    if (find(month_next, WordKind::month) || find(month_next, WordKind::month_short) ||
        find(end, WordKind::time_unit) || mark(end, '%'))
      return told;
    if (!tight(next) && (word(at, "and") || word(at, "or") || comma) && have(end) &&
        pieces_[end].shape == Shape::word && !pieces_[end].capital && !word(end, "in") && !word(end, "at") &&
        !word(end, "and") && !word(end, "of") && !read_ordinal(text_, pieces_, next, lexicon_))
      return told;
    At year_end = 0;
    int own_year = year;
    bool has_year = !model.value.empty() && year > 0;
    At last = end;
    if (year_behind(end, own_year, year_end)) {
      has_year = true;
      told = own_year;
      last = year_end;
    }
    if (!day_of(has_year ? own_year : 2000, month, day)) return told;
    FoundTime found = make(word(next, "the") ? next + 1 : next, last, "day range");
    if (has_year)
      found.value = date_value(own_year, month, day);
    else
      found.open = "monthday " + std::to_string(month) + " " + std::to_string(day) + " ?";
    keep(std::move(found));
    at = last;
  }
  return told;
}

// "on 10/15", "from 10/1 to 11/7", "Friday 5/12": a day without a year, only where what stands beside it says it is
// one.
bool TimeGrammar::numeric_day_here(At at, int a, int b) const {
  if ((a < 1 || b < 1 || a > 31 || b > 31) || (a > 12 && b > 12)) return false;
  if (mark(at + 3, '%') || find(at + 3, WordKind::time_unit) || find(at + 3, WordKind::scale)) return false;
  if (at > 0 && find(at - 1, WordKind::weekday)) return true;
  if (!found_.empty() && found_.back().end + 1 == at && joiner(at - 1) && found_.back().why == "numeric day")
    return true;
  auto pair_at = [&](At i) {
    return digits(i) && mark(i + 1, '/') && tight(i + 1) && digits(i + 2) && tight(i + 2) &&
           pieces_[i].span.size() <= 2;
  };
  bool ranged = joiner(at + 3) && !word(at + 3, "or") && pair_at(at + 4);
  if (ranged && mark(at + 5, '/') && mark(at + 7, '/') && digits(at + 8) && pieces_[at + 8].span.size() == 4)
    return true;
  if (b == 2 || b == 3 || b == 4 || b == 8 || b == 16) return false;  // a fraction as likely
  if (at == 0) return false;
  if (word(at - 1, "on") || word(at - 1, "since")) return a > 12 || b > 12;
  return ranged && (word(at - 1, "from") || word(at - 1, "between"));
}

TimeGrammar::Result TimeGrammar::numeric_day(At at, int a, int b) {
  bool swap = a > 12;
  if (!day_of(2000, swap ? b : a, swap ? a : b)) return std::nullopt;
  auto open = [](int month, int day) { return "monthday " + std::to_string(month) + " " + std::to_string(day) + " ?"; };
  FoundTime found = make(at, at + 3, "numeric day");
  found.day = true;
  found.open = open(swap ? b : a, swap ? a : b);
  if (a <= 12 && b <= 12 && a != b) found.swapped = open(b, a);
  int year = 0;
  At end = 0;
  if (mark(at + 3, ',') && year_at(at + 4, year, end) && day_of(year, swap ? b : a, swap ? a : b)) {
    found.value = date_value(year, swap ? b : a, swap ? a : b);
    found.open.clear();
    if (!found.swapped.empty()) found.swapped = date_value(year, b, a);
    found.end = end;
  }
  return found;
}

// 2016-10-15, 2016/10/15, 10/15/2016, 15.10.2016, 7/8/07, 20161015, 2016-10-15T06:20.
TimeGrammar::Result TimeGrammar::numeric_date(At at) {
  uint32_t length = pieces_[at].span.size();
  if (at > 0 && tight(at) && (mark(at - 1, '.') || mark(at - 1, ',') || mark(at - 1, '$') || mark(at - 1, ':')))
    return std::nullopt;
  if (at > 1 && tight(at) && mark(at - 1, '-') && digits(at - 2) && tight(at - 1) &&
      (found_.empty() || found_.back().end + 1 != at || !found_.back().why.starts_with("numeric")))
    return std::nullopt;  // the middle of a longer code
  int a = number(at);
  if (length == 8 && (a / 1000000 == 19 || a / 1000000 == 20)) {
    int year = a / 10000, month = a / 100 % 100, day = a % 100;
    if (!day_of(year, month, day) || (mark(at + 1, '.') && digits(at + 2) && tight(at + 2))) return std::nullopt;
    FoundTime found = make(at, at + 1, "numeric date");
    found.day = true;
    found.value = date_value(year, month, day);
    return found;
  }
  char separator = have(at + 1) ? pieces_[at + 1].mark : 0;
  if (length == 4 && likely_year(a) && (separator == '-' || separator == '/') && tight(at + 1) && tight(at + 2) &&
      pieces_[at + 2].shape == Shape::word && mark(at + 3, separator) && digits(at + 4) && tight(at + 4) &&
      pieces_[at + 4].span.size() <= 2) {
    auto name = find(at + 2, WordKind::month_short);
    if (!name) name = find(at + 2, WordKind::month);
    if (!name || !day_of(a, static_cast<int>(name.phrase->number), number(at + 4))) return std::nullopt;
    FoundTime found = make(at, at + 5, "numeric date");
    found.day = true;
    found.value = date_value(a, static_cast<int>(name.phrase->number), number(at + 4));
    return found;
  }
  // "2016 / 11", "11 / 2016"
  if (separator == '/' && digits(at + 2) && !(tight(at + 1) && tight(at + 2)) && !mark(at + 3, '/') &&
      same_line(at, at + 2) && (at == 0 || !mark(at - 1, '/'))) {
    int year = a, month = number(at + 2);
    size_t year_size = length, month_size = pieces_[at + 2].span.size();
    if (length <= 2) std::swap(year, month), std::swap(year_size, month_size);
    if (year_size != 4 || month_size > 2 || year < 1800 || year > 2100 || month < 1 || month > 12) return std::nullopt;
    FoundTime found = make(at, at + 3, "numeric month");
    found.value = month_value(year, month);
    return found;
  }
  // "2016, Nov"
  if (length == 4 && likely_year(a) && mark(at + 1, ',')) {
    auto name = find(at + 2, WordKind::month_short);
    if (!name) name = find(at + 2, WordKind::month);
    if (name && same_line(at, at + 2) && (!have(name.end) || !digits(name.end)) && !word(at + 2, "may") &&
        !word(at + 2, "march") && (!have(name.end) || pieces_[name.end].shape == Shape::mark)) {
      FoundTime found = make(at, name.end, "numeric month");
      found.value = month_value(a, static_cast<int>(name.phrase->number));
      return found;
    }
  }
  if (!(separator == '-' || separator == '/' || separator == '.') || !tight(at + 1) || !digits(at + 2) ||
      !tight(at + 2)) {
    // 03-Jan-2019 is day_first's, 5 - 6 - 2019 is none of ours.
    return std::nullopt;
  }
  uint32_t second_length = pieces_[at + 2].span.size();
  int b = number(at + 2);
  bool three = mark(at + 3, separator) && tight(at + 3) && digits(at + 4) && tight(at + 4);
  if (!three) {
    if (length == 4 && likely_year(a) && second_length == 2 && separator == '-') {
      FoundTime found = make(at, at + 3, "numeric month");
      if (b >= 1 && b <= 12 && b != (a + 1) % 100)
        found.value = month_value(a, b);
      else if (b == (a + 1) % 100)
        found.value = year_value(a) + "/" + year_value(a + 1);
      else
        return std::nullopt;
      return found;
    }
    if (length == 4 && likely_year(a) && second_length == 2 && separator == '/' && b == (a + 1) % 100) {
      FoundTime found = make(at, at + 3, "two years");
      found.value = year_value(a) + "/" + year_value(a + 1);
      return found;
    }
    if ((separator == '/' || separator == '-') && length <= 2 && second_length == 4 && a >= 1 && a <= 12 && b >= 1800 &&
        likely_year(b)) {
      FoundTime found = make(at, at + 3, "numeric month");
      found.value = month_value(b, a);
      return found;
    }
    if (separator == '/' && length == 4 && likely_year(a) && second_length <= 2 && b >= 1 && b <= 12) {
      FoundTime found = make(at, at + 3, "numeric month");
      found.value = month_value(a, b);
      return found;
    }
    if (separator == '/' && length <= 2 && second_length <= 2 && numeric_day_here(at, a, b))
      return numeric_day(at, a, b);
    return std::nullopt;
  }
  uint32_t third_length = pieces_[at + 4].span.size();
  int c = number(at + 4), year = 0, month = 0, day = 0;
  if (length == 4 && second_length <= 2 && third_length <= 2) {
    year = a, month = b, day = c;
    if (month > 12) std::swap(month, day);
  } else if (length <= 2 && second_length <= 2 && (third_length == 4 || (third_length == 2 && separator != '.'))) {
    year = third_length == 4 ? c : full_year(c);
    month = a, day = b;
    if (separator == '.' || month > 12) std::swap(month, day);
    if (month > 12) std::swap(month, day);
  } else {
    return std::nullopt;
  }
  if (!likely_year(year) || !day_of(year, month, day)) return std::nullopt;
  FoundTime found = make(at, at + 5, "numeric date");
  if (length <= 2 && separator != '.' && a <= 12 && b <= 12 && a != b) found.swapped = date_value(year, b, a);
  if (mark(at + 5, '.') && digits(at + 6) && tight(at + 6) && tight(at + 5))
    return std::nullopt;  // an address of the net
  found.day = true;
  found.value = date_value(year, month, day);
  if (word(at + 5, "t") && tight(at + 5) && digits(at + 6) && tight(at + 6))
    if (auto clock = read_clock(at + 6)) {
      found.value += clock_value(*clock);
      found.type = TimeType::time;
      found.day = false;
      found.end = clock->end;
    }
  return found;
}

// "2011", where neither a unit nor a noun makes it a count.
TimeGrammar::Result TimeGrammar::year_alone(At at) {
  int year = 0;
  At end = 0;
  if (at > 0 && (word(at - 1, "in") || word(at - 1, "since") || word(at - 1, "until") || word(at - 1, "from")) &&
      year_in_words(at, year, end) && !find(end, WordKind::time_unit) && pieces_[at].shape == Shape::word) {
    FoundTime found = make(at, end, "year in words");
    found.value = year_value(year);
    return found;
  }
  if (!year_at(at, year, end)) return std::nullopt;
  if (auto month = find(end, WordKind::month); month && !find(end, WordKind::ampm) && !digits(month.end) &&
                                               pieces_[end].word != 0 &&
                                               !(word(end, "may") && !pieces_[end].capital)) {  // "2016 June"
    FoundTime found = make(at, month.end, "year and month");
    found.value = month_value(year, static_cast<int>(month.phrase->number));
    return found;
  }
  bool quoted = mark(at, '\'');
  auto before = [&](std::string_view lower) { return at > 0 && same_line(at - 1, at) && word(at - 1, lower); };
  bool in_front = before("in") || before("since") || before("of") || before("from") || before("until") ||
                  before("till") || before("by") || before("before") || before("after") || before("during") ||
                  before("between") || before("to") || before("and") || before("early") || before("late") ||
                  before("mid") || before("through") || before("year") || before("for") || before("circa");
  if (quoted && !in_front) return std::nullopt;
  if (year < 1700 && !before("in") && !before("since") && !before("year") && !before("of") && !before("from") &&
      !before("to"))
    return std::nullopt;
  if (at > 0 && tight(at) && !quoted) {
    char m = pieces_[at - 1].mark;
    if (pieces_[at - 1].shape == Shape::word || m == '.' || m == ',' || m == '$' || m == '#' || m == ':' || m == '+' ||
        m == '?')
      return std::nullopt;
    if ((m == '-' || m == '=') && at > 1 && digits(at - 2) && pieces_[at - 2].span.size() != 4)
      return std::nullopt;  // a telephone number
    if (m == '-' && at > 3 && digits(at - 2) && tight(at - 2) && mark(at - 3, '-')) return std::nullopt;
    if (m == '-' && at > 1 && pieces_[at - 2].shape == Shape::word && !in_front && !word(at - 2, "mid") &&
        !word(at - 2, "pre") && !word(at - 2, "post"))
      return std::nullopt;
    if (m == '/' && !(at > 1 && digits(at - 2))) return std::nullopt;
  }
  if (at > 0 && (mark(at - 1, '$') || before("no") || before("number") || before("flight") || before("about") ||
                 before("some") || before("over") || before("nearly") || before("around") || before("least") ||
                 (before("than") && at > 1 &&
                  (word(at - 2, "more") || word(at - 2, "less") || word(at - 2, "fewer") || word(at - 2, "other") ||
                   word(at - 2, "rather"))))) {
    if (!before("around") && !before("about")) return std::nullopt;
  }
  if (mark(end, '-') && tight(end) && digits(end + 1) && tight(end + 1) &&
      (pieces_[end + 1].span.size() != 4 || (mark(end + 2, '-') && tight(end + 2))))
    return std::nullopt;
  if (have(end) && same_line(at, end)) {
    if (tight(end) && (pieces_[end].shape == Shape::word || mark(end, '/') ||
                       (mark(end, '-') && have(end + 1) && pieces_[end + 1].shape == Shape::word && tight(end + 1) &&
                        !quiet_word(end + 1, "")))) {
      if (pieces_[end].shape == Shape::word) return std::nullopt;
    }
    if (find(end, WordKind::time_unit) || find(end, WordKind::scale) || find(end, WordKind::percent) || mark(end, '%'))
      return std::nullopt;
    if (!before("in") && !before("since") && !pieces_[end].capital && find(end, WordKind::stop_noun))
      return std::nullopt;
    if (!in_front && word(end, "of")) return std::nullopt;
  }
  FoundTime found = make(at, end, "year");
  found.value = year_value(year);
  return found;
}

bool TimeGrammar::quiet_word(At at, std::string_view) const { return have(at) && pieces_[at].word != 0; }

// "1990s", "the '90s", "the nineties", "the mid-1980s".
TimeGrammar::Result TimeGrammar::decade(At at) {
  At core = mark(at, '\'') ? at + 1 : at;
  if (digits(core) && (core == at || tight(core))) {
    uint32_t length = pieces_[core].span.size();
    At s = core + 1;
    if (mark(s, '\'') && tight(s)) ++s;
    if (!word(s, "s") || (!tight(s) && s == core + 1 && length != 4)) return std::nullopt;
    int value = number(core);
    if (value % 10 != 0 || !(length == 4 || length == 2)) return std::nullopt;
    if (length == 4 && !likely_year(value)) return std::nullopt;
    if (length == 2 && (value < 20 && value != 0)) return std::nullopt;
    // "his 60s", "in their 40s": an age.
    if (length == 2 && at > 0 &&
        (word(at - 1, "his") || word(at - 1, "her") || word(at - 1, "their") || word(at - 1, "my") ||
         word(at - 1, "early") || word(at - 1, "late") || word(at - 1, "mid") || word(at - 1, "low") ||
         word(at - 1, "high") || word(at - 1, "upper") || mark(at - 1, '-')) &&
        core == at)
      return std::nullopt;
    FoundTime found = make(at, s + 1, "decade");
    found.value = year_value(length == 4 ? value : full_year(value) / 10 * 10).substr(0, 3);
    if (length == 4 && value % 100 == 0 && value < 1900) found.value = found.value.substr(0, 2);
    return found;
  }
  auto match = find(at, WordKind::decade);
  if (!match) return std::nullopt;
  if (at == 0 || !(word(at - 1, "the") || word(at - 1, "in") || word(at - 1, "early") || word(at - 1, "late") ||
                   mark(at - 1, '-')))
    return std::nullopt;
  FoundTime found = make(at, match.end, "decade");
  found.value =
      year_value(full_year(static_cast<int>(match.phrase->number) == 20 ? 20 : static_cast<int>(match.phrase->number)))
          .substr(0, 3);
  return found;
}

}  // namespace fairwitness
