#include "article/page_date.h"

#include <bit>
#include <charconv>
#include <chrono>

#include "base/bytes16.h"

namespace fairwitness {
namespace {

constexpr int first_year = 1900, last_year = 2100;

void append_number(std::string& out, int value, int width) {
  std::string digits = std::to_string(value);
  for (int i = static_cast<int>(digits.size()); i < width; ++i) out += '0';
  out += digits;
}

int number_of(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// A zone at the front of `text` ("Z", "+03:30", "+0330", "+03"), which is taken off it. "" when there is none.
std::string take_offset(std::string_view& text) {
  if (text.empty()) return {};
  if (text[0] == 'Z' || text[0] == 'z') {
    text.remove_prefix(1);
    return "Z";
  }
  if ((text[0] != '+' && text[0] != '-') || text.size() < 3 || !is_digit(text[1]) || !is_digit(text[2])) return {};
  std::string zone(text.substr(0, 3));
  text.remove_prefix(3);
  size_t colon = !text.empty() && text[0] == ':' ? 1 : 0;
  if (text.size() >= colon + 2 && is_digit(text[colon]) && is_digit(text[colon + 1])) {
    zone += ':';
    zone += text.substr(colon, 2);
    text.remove_prefix(colon + 2);
  } else {
    zone += ":00";
  }
  bool sound = number_of(std::string_view(zone).substr(1, 2)) <= 14 && number_of(std::string_view(zone).substr(4)) < 60;
  return sound ? zone : std::string();
}

// "06:20", "06:20:11.123" at the front of `text`, taken off it.
bool take_clock(std::string_view& text, PageDate& date) {
  auto two = [&](size_t at) { return text.size() >= at + 2 && is_digit(text[at]) && is_digit(text[at + 1]); };
  size_t lead = two(0) ? 2 : !text.empty() && is_digit(text[0]) ? 1 : 0;
  if (!lead || text.size() <= lead || text[lead] != ':' || !two(lead + 1)) return false;
  int hour = number_of(text.substr(0, lead)), minute = number_of(text.substr(lead + 1, 2));
  if (hour > 24 || minute > 59) return false;
  date.hour = hour, date.minute = minute;
  text.remove_prefix(lead + 3);
  if (text.size() >= 3 && text[0] == ':' && is_digit(text[1]) && is_digit(text[2])) {
    date.second = number_of(text.substr(1, 2));
    text.remove_prefix(3);
    if (text.size() >= 2 && (text[0] == '.' || text[0] == ',') && is_digit(text[1])) {
      size_t end = 1;
      while (end < text.size() && is_digit(text[end])) ++end;
      date.fraction = "." + std::string(text.substr(1, std::min<size_t>(end, 7) - 1));
      text.remove_prefix(end);
    }
  }
  return true;
}

std::optional<PageDate> from_epoch(std::string_view digits) {
  int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.size() == 13) value /= 1000;
  using namespace std::chrono;
  sys_seconds moment{seconds{value}};
  auto day = floor<days>(moment);
  year_month_day ymd{day};
  hh_mm_ss clock{moment - day};
  PageDate date;
  date.year = static_cast<int>(ymd.year());
  date.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  date.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  date.hour = static_cast<int>(clock.hours().count());
  date.minute = static_cast<int>(clock.minutes().count());
  date.second = static_cast<int>(clock.seconds().count());
  date.zone = "Z";
  if (date.year < 1995 || !date.valid()) return {};
  return date;
}

// One piece of a short text: a number, a word of letters, or one mark.
struct Piece {
  enum Kind { number, word, mark } kind = mark;
  std::string_view raw;
  uint32_t begin = 0, end = 0;
  int value = -1;
  int digits = 0;
};

int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 0x660 && c <= 0x669) return static_cast<int>(c - 0x660);  // Arabic-Indic
  if (c >= 0x6F0 && c <= 0x6F9) return static_cast<int>(c - 0x6F0);  // Persian
  return -1;
}

bool is_day_sign(char32_t c) {
  return c == U'年' || c == U'月' || c == U'日' || c == U'년' || c == U'월' || c == U'일';
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (size_t at = 0; at < text.size() && pieces.size() < 4000;) {
    size_t begin = at;
    char32_t c = next_code_point(text, at);
    Piece piece;
    if (digit_value(c) >= 0) {
      int64_t value = 0;
      at = begin;
      while (at < text.size()) {
        size_t next = at;
        int digit = digit_value(next_code_point(text, next));
        if (digit < 0) break;
        if (piece.digits < 9) value = value * 10 + digit;
        ++piece.digits;
        at = next;
      }
      piece.kind = Piece::number;
      piece.value = static_cast<int>(value);
    } else if (is_letter(c) && !is_day_sign(c)) {
      while (at < text.size()) {
        size_t next = at;
        char32_t d = next_code_point(text, next);
        bool mark = (d >= 0x300 && d < 0x370) || (d >= 0x64B && d < 0x660);
        if ((!is_letter(d) && !mark) || is_day_sign(d)) break;
        at = next;
      }
      piece.kind = Piece::word;
    } else if (c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200F)) {
      continue;
    }
    piece.raw = text.substr(begin, at - begin);
    piece.begin = static_cast<uint32_t>(begin);
    piece.end = static_cast<uint32_t>(at);
    pieces.push_back(piece);
  }
  return pieces;
}

class DateFinder {
 public:
  DateFinder(std::string_view text, const DateWords& words, bool month_first)
      : text_(text), words_(words), month_first_(month_first), pieces_(pieces_of(text)) {}

  std::vector<FoundDate> run() {
    std::vector<FoundDate> found;
    size_t behind = 0;  // pieces before it belong to the last date
    for (size_t i = 0; i < pieces_.size(); ++i) {
      FoundDate one;
      size_t end = date_at(i, one);
      if (!end || !one.date.valid()) continue;
      size_t begin = i;
      size_t after = one.date.hour < 0 ? clock_behind(end, one.date) : end;
      if (after != end)
        end = after;
      else if (one.date.hour < 0)
        begin = clock_before(i, behind, one.date);
      one.span = {pieces_[begin].begin, pieces_[end - 1].end};
      found.push_back(one);
      behind = end;
      i = end - 1;
    }
    return found;
  }

 private:
  bool number(size_t i, int low, int high, int max_digits = 2) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::number && pieces_[i].digits <= max_digits &&
           pieces_[i].value >= low && pieces_[i].value <= high;
  }
  bool year(size_t i) const { return number(i, first_year, last_year, 4) && pieces_[i].digits == 4 && !glued(i); }
  // Does a letter or digit touch the number from behind ("2016x")? Not for the day signs of Chinese, Japanese, Korean.
  bool glued(size_t i) const {
    return i + 1 < pieces_.size() && pieces_[i + 1].kind == Piece::word && pieces_[i + 1].begin == pieces_[i].end &&
           !equals_lower(pieces_[i + 1].raw, "t") && !words_.joins(folded(pieces_[i + 1].raw));
  }
  bool touches_before(size_t i) const {
    return i > 0 && pieces_[i].begin == pieces_[i - 1].end &&
           (pieces_[i - 1].kind == Piece::word || pieces_[i - 1].raw == "/" || pieces_[i - 1].raw == "_" ||
            pieces_[i - 1].raw == "$" || pieces_[i - 1].raw == "=");
  }
  bool mark(size_t i, std::string_view marks) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::mark && marks.find(pieces_[i].raw) != marks.npos;
  }
  int month(size_t i) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::word ? words_.month(folded(pieces_[i].raw)) : 0;
  }
  // Over separators and joining words ("de", "of", "th"), at most `most` of them.
  size_t skip(size_t i, int most) const {
    for (; most > 0 && i < pieces_.size(); --most, ++i) {
      const Piece& piece = pieces_[i];
      bool separator =
          piece.kind == Piece::mark && std::string_view(".,/-–—'’º°ª|·:").find(piece.raw) != std::string_view::npos;
      bool join = piece.kind == Piece::word && words_.joins(folded(piece.raw));
      if (!separator && !join) break;
    }
    return i;
  }
  bool set(FoundDate& one, int y, int m, int d) const {
    one.date.year = y, one.date.month = m, one.date.day = d;
    return one.date.valid();
  }

  // The piece behind a date that begins at piece i; 0 when none does.
  size_t date_at(size_t i, FoundDate& one) {
    if (pieces_[i].kind == Piece::word) {
      int m = month(i);
      return m ? month_first_form(i, m, one) : 0;
    }
    if (pieces_[i].kind != Piece::number || touches_before(i)) return 0;
    if (pieces_[i].digits == 4) return year_first_form(i, one);
    if (!number(i, 1, 31)) return 0;
    if (size_t end = day_name_form(i, one)) return end;
    return numeric_form(i, one);
  }

  // "October 16, 2016", "Oct 16 06:20:00 +0000 2016".
  size_t month_first_form(size_t i, int m, FoundDate& one) {
    size_t d = skip(i + 1, 1);
    if (!number(d, 1, 31)) return 0;
    size_t y = skip(d + 1, 3);
    if (year(y) && set(one, pieces_[y].value, m, pieces_[d].value)) return y + 1;
    PageDate clock;
    size_t behind = clock_at(y, clock);
    if (behind && year(skip(behind, 2))) {
      y = skip(behind, 2);
      clock.year = pieces_[y].value, clock.month = m, clock.day = pieces_[d].value;
      one.date = clock;
      return y + 1;
    }
    return 0;
  }

  // "2016-10-16", "2016. október 16.", "2016年10月16日".
  size_t year_first_form(size_t i, FoundDate& one) {
    if (!number(i, first_year, last_year, 4)) return 0;
    size_t m = i + 1;
    bool marked = mark(m, "-/.–") || mark(m, "年") || mark(m, "년");
    if (marked) ++m;
    if (int named = month(m)) {
      size_t d = skip(m + 1, 2);
      return number(d, 1, 31) && !year(d) && set(one, pieces_[i].value, named, pieces_[d].value) ? d + 1 : 0;
    }
    if (!marked || !number(m, 1, 12)) return 0;
    size_t d = m + 1;
    if (!mark(d, "-/.–") && !mark(d, "月") && !mark(d, "월")) return 0;
    ++d;
    if (!number(d, 1, 31) || !set(one, pieces_[i].value, pieces_[m].value, pieces_[d].value)) return 0;
    ++d;
    if (mark(d, "日") || mark(d, "일")) ++d;
    return d;
  }

  // "16 / October / 2016", "16. Oktober 2016", "16 de octubre de 2016", "16-Oct-16".
  size_t day_name_form(size_t i, FoundDate& one) {
    size_t name = skip(i + 1, 3);
    int m = month(name);
    if (!m) return 0;
    size_t y = skip(name + 1, 3);
    if (year(y)) return set(one, pieces_[y].value, m, pieces_[i].value) ? y + 1 : 0;
    bool short_year = y > name + 1 && mark(y - 1, "'’-–/") && number(y, 0, 99) && pieces_[y].digits == 2;
    if (short_year && set(one, 2000 + pieces_[y].value, m, pieces_[i].value)) return y + 1;
    return 0;
  }

  // "16.10.2016", "16/10/2016", "10/16/2016", "16.10.16".
  size_t numeric_form(size_t i, FoundDate& one) {
    size_t second = i + 2, third = i + 4;
    if (!mark(i + 1, "./-–") || !number(second, 1, 31) || !mark(i + 3, "./-–")) return 0;
    if (pieces_[i + 1].raw != pieces_[i + 3].raw || third >= pieces_.size()) return 0;
    bool full = year(third);
    bool tight = pieces_[i].end == pieces_[i + 1].begin && pieces_[i + 3].end == pieces_[third].begin;
    bool brief =
        pieces_[i + 1].raw != "-" && tight && number(third, 5, 40) && pieces_[third].digits == 2 &&
        pieces_[i].digits == 2 && pieces_[second].digits == 2 && !glued(third) &&
        !(mark(third + 1, ".:") && number(third + 2, 0, 99999, 5) && pieces_[third + 1].begin == pieces_[third].end);
    if (!full && !brief) return 0;
    int y = full ? pieces_[third].value : 2000 + pieces_[third].value;
    int a = pieces_[i].value, b = pieces_[second].value;
    bool american = b > 12 || (a <= 12 && month_first_ && pieces_[i + 1].raw != ".");
    one.ambiguous = a <= 12 && b <= 12 && a != b && pieces_[i + 1].raw != ".";
    return set(one, y, american ? a : b, american ? b : a) ? third + 1 : 0;
  }

  // A clock that begins at piece i ("06:20:11", "6.20pm", "15h43", "6 pm", with a zone behind); 0 when none.
  size_t clock_at(size_t i, PageDate& date) const {
    if (!number(i, 0, 24)) return 0;
    size_t end = 0;
    int hour = pieces_[i].value, minute = 0, second = -1;
    auto half_day = [&](size_t at) {
      if (at >= pieces_.size() || pieces_[at].kind != Piece::word) return 0;
      std::string word = folded(pieces_[at].raw);
      if (word == "am" || word == "pm") return word == "am" ? 1 : 2;
      if ((word == "a" || word == "p") && mark(at + 1, ".") && at + 2 < pieces_.size() &&
          equals_lower(pieces_[at + 2].raw, "m"))
        return word == "a" ? 3 : 4;
      return 0;
    };
    bool tight =
        i + 2 < pieces_.size() && pieces_[i].end == pieces_[i + 1].begin && pieces_[i + 1].end == pieces_[i + 2].begin;
    bool minutes = tight && number(i + 2, 0, 59) && pieces_[i + 2].digits == 2;
    bool h = i + 1 < pieces_.size() && equals_lower(pieces_[i + 1].raw, "h");
    if (minutes && (mark(i + 1, ":") || h || (mark(i + 1, ".") && half_day(i + 3)))) {
      minute = pieces_[i + 2].value;
      end = i + 3;
      if (mark(end, ":") && number(end + 1, 0, 60) && pieces_[end + 1].digits == 2)
        second = pieces_[end + 1].value, end += 2;
    } else if (half_day(i + 1)) {
      end = i + 1;
    } else {
      return 0;
    }
    if (int half = half_day(end)) {
      if (hour < 1 || hour > 12) return 0;
      hour = hour % 12 + (half % 2 == 0 ? 12 : 0);
      end += half > 2 ? 3 : 1;
      if (half > 2 && mark(end, ".")) ++end;
    }
    if (hour > 23) return 0;
    date.hour = hour, date.minute = minute, date.second = second;
    return zone_behind(end, date);
  }

  size_t zone_behind(size_t end, PageDate& date) const {
    size_t at = end;
    if (mark(at, "(")) ++at;
    if (at < pieces_.size() && pieces_[at].kind == Piece::word) {
      std::string_view zone = words_.zone(pieces_[at].raw);
      if (zone.empty()) return end;
      date.zone = zone;
      end = at + 1;
      if (zone == "Z" && mark(end, "+-") && number(end + 1, 0, 1400, 4))
        at = end;
      else
        return mark(end, ")") ? end + 1 : end;
    }
    if (mark(at, "+-") && number(at + 1, 0, 1400, 4)) {
      std::string_view rest = text_.substr(pieces_[at].begin);
      std::string padded(rest.substr(0, 6));
      if (pieces_[at + 1].digits == 1) padded.insert(1, "0");
      std::string_view view = padded;
      std::string zone = take_offset(view);
      if (zone.empty()) return end;
      date.zone = zone;
      end = at + 2;
      if (mark(end, ":") && number(end + 1, 0, 59)) end += 2;
    }
    return end;
  }

  size_t clock_behind(size_t end, PageDate& date) const {
    size_t at = end;
    if (at < pieces_.size() && equals_lower(pieces_[at].raw, "t") && pieces_[at].begin == pieces_[at - 1].end)
      ++at;
    else
      at = skip(at, 3);
    // One unknown word may stand between ("16.10.2016 Sunday 06:20").
    for (size_t tries = 0; tries < 2; ++tries) {
      size_t close = mark(at, "([") ? at + 1 : at;
      if (size_t behind = clock_at(close, date)) return behind;
      if (at >= pieces_.size() || pieces_[at].kind != Piece::word) break;
      at = skip(at + 1, 1);
    }
    return end;
  }

  // A clock that ends right before piece i ("15:43 GMT, 3 Mar 2014"). Gives the piece where the whole begins.
  size_t clock_before(size_t i, size_t behind, PageDate& date) const {
    size_t low = i > behind + 10 ? i - 10 : behind;
    for (size_t at = low; at + 1 < i; ++at) {
      if (touches_before(at) || (at > 1 && mark(at - 1, ":") && pieces_[at - 2].kind == Piece::number)) continue;
      PageDate clock = date;
      size_t end = clock_at(at, clock);
      if (!end || end > i) continue;
      size_t next = skip(end, 2);
      if (next < i && pieces_[next].kind == Piece::word) next = skip(next + 1, 2);
      if (next != i) continue;
      date = clock;
      return at;
    }
    return i;
  }

  std::string_view text_;
  const DateWords& words_;
  bool month_first_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string PageDate::iso() const {
  std::string out;
  append_number(out, year, 4);
  out += '-';
  append_number(out, month, 2);
  out += '-';
  append_number(out, day, 2);
  if (hour < 0) return out;
  out += 'T';
  append_number(out, hour, 2);
  out += ':';
  append_number(out, minute, 2);
  if (second >= 0) {
    out += ':';
    append_number(out, second, 2);
    out += fraction;
  }
  return out + zone;
}

bool PageDate::valid() const {
  using namespace std::chrono;
  return year >= first_year && year <= last_year &&
         year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                        std::chrono::day{static_cast<unsigned>(day)}}
             .ok();
}

int64_t PageDate::minutes() const {
  using namespace std::chrono;
  sys_days at = year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                               std::chrono::day{static_cast<unsigned>(day)}};
  int64_t total = int64_t{at.time_since_epoch().count()} * 1440 + (hour < 0 ? 0 : hour * 60 + minute);
  if (zone.size() == 6) {
    int offset = number_of(std::string_view(zone).substr(1, 2)) * 60 + number_of(std::string_view(zone).substr(4));
    total += zone[0] == '-' ? offset : -offset;
  }
  return total;
}

DateWords::DateWords(const Rules& rules) {
  for (const std::string& name : rules.names("rules/")) {
    const bool months = name.ends_with("/month_names.tsv"), labels = name.ends_with("/date_labels.tsv");
    if (!months && !labels) continue;
    const Table& table = rules.table(name.substr(0, name.size() - 4));
    if (months)
      for (size_t row = 0; row < table.rows(); ++row)
        months_[folded(table.cell(row, "word"))] = number_of(table.cell(row, "month"));
    if (labels)
      for (size_t row = 0; row < table.rows(); ++row)
        if (table.cell(row, "kind") == "join") joins_[folded(table.cell(row, "words"))] = true;
  }
  const Table& zones = rules.table("rules/time_zones");
  for (size_t row = 0; row < zones.rows(); ++row)
    zones_[std::string(zones.cell(row, "name"))] = zones.cell(row, "offset");
}

int DateWords::month(std::string_view word) const {
  const int* found = lookup(months_, word);
  return found ? *found : 0;
}
std::string_view DateWords::zone(std::string_view word) const {
  const std::string* found = lookup(zones_, word);
  return found ? std::string_view(*found) : std::string_view();
}
bool DateWords::joins(std::string_view word) const { return lookup(joins_, word) != nullptr; }

std::optional<PageDate> parse_machine_date(std::string_view text) {
  text = trim(text);
  size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == text.size() && (digits == 10 || digits == 13)) return from_epoch(text);
  PageDate date;
  if (digits == 8 || digits == 14 || digits == 12) {
    date.year = number_of(text.substr(0, 4)), date.month = number_of(text.substr(4, 2)),
    date.day = number_of(text.substr(6, 2));
    if (digits > 8) {
      date.hour = number_of(text.substr(8, 2)), date.minute = number_of(text.substr(10, 2));
      if (digits == 14) date.second = number_of(text.substr(12, 2));
      if (date.hour > 23 || date.minute > 59) return {};
    }
    if (!date.valid()) return {};
    text.remove_prefix(digits);
    if (digits == 8 && text.size() >= 5 && text[0] == 'T' && is_digit(text[1]) && is_digit(text[4])) {
      date.hour = number_of(text.substr(1, 2)), date.minute = number_of(text.substr(3, 2));
      text.remove_prefix(5);
      if (text.size() >= 2 && is_digit(text[0]) && is_digit(text[1]))
        date.second = number_of(text.substr(0, 2)), text.remove_prefix(2);
    }
    date.zone = date.hour >= 0 ? take_offset(text) : std::string();
    return text.empty() ? std::optional(date) : std::nullopt;
  }
  if (digits != 4 || text.size() < 8) return {};
  char mark = text[4];
  if (mark != '-' && mark != '/' && mark != '.') return {};
  date.year = number_of(text.substr(0, 4));
  text.remove_prefix(5);
  auto take = [&](int& value) {
    size_t n = 0;
    while (n < 2 && n < text.size() && is_digit(text[n])) ++n;
    if (!n) return false;
    value = number_of(text.substr(0, n));
    text.remove_prefix(n);
    return true;
  };
  if (!take(date.month) || text.empty() || text[0] != mark) return {};
  text.remove_prefix(1);
  if (!take(date.day) || !date.valid()) return {};
  if (text.empty()) return date;
  if (text[0] == 'T' || text[0] == 't' || text[0] == ' ') text.remove_prefix(1);
  text = trim(text);
  if (text.starts_with("T")) text.remove_prefix(1);
  if (!take_clock(text, date)) return text.empty() || text == "Z" ? std::optional(date) : std::nullopt;
  text = trim(text);
  if (text == "UTC" || text == "GMT")
    date.zone = "Z";
  else if (!text.empty())
    date.zone = take_offset(text);
  if (date.hour == 24) return {};
  return date;
}

std::optional<PageDate> parse_any_date(std::string_view text, const DateWords& words, bool month_first) {
  if (auto date = parse_machine_date(text)) return date;
  auto found = find_dates(text.substr(0, 400), words, month_first);
  if (found.empty()) return {};
  return found.front().date;
}

bool may_hold_date(std::string_view text) {
  constexpr int least = 3;
  int digits = 0;
  size_t at = 0;
  // Digits of Arabic begin with D9 or DB.
  for (; digits < least && at + Bytes16::size <= text.size(); at += Bytes16::size) {
    const Bytes16 bytes(text.data() + at);
    digits += std::popcount(bytes.between('0', '9') | bytes.equal('\xD9') | bytes.equal('\xDB'));
  }
  for (; digits < least && at < text.size(); ++at)
    digits += is_digit(text[at]) || text[at] == '\xD9' || text[at] == '\xDB';
  return digits >= least;
}

std::vector<FoundDate> find_dates(std::string_view text, const DateWords& words, bool month_first) {
  if (!may_hold_date(text)) return {};
  return DateFinder(text, words, month_first).run();
}

std::optional<PageDate> date_in_url(std::string_view url) {
  size_t query = url.find_first_of("?#");
  if (query != url.npos) url = url.substr(0, query);
  for (size_t at = 0; at + 8 <= url.size(); ++at) {
    if (!is_digit(url[at]) || (at > 0 && is_word_byte(url[at - 1]))) continue;
    size_t end = at;
    while (end < url.size() && is_digit(url[end])) ++end;
    PageDate date;
    if (end - at == 8) {
      date.year = number_of(url.substr(at, 4)), date.month = number_of(url.substr(at + 4, 2)),
      date.day = number_of(url.substr(at + 6, 2));
      if (date.year >= 1995 && date.valid() && (end == url.size() || !is_word_byte(url[end]))) return date;
    }
    if (end - at != 4 || end + 4 > url.size()) {
      at = end;
      continue;
    }
    char mark = url[end];
    size_t month_end = end + 1;
    while (month_end < url.size() && is_digit(url[month_end])) ++month_end;
    size_t day_end = month_end + 1;
    while (day_end < url.size() && is_digit(url[day_end])) ++day_end;
    bool shape = (mark == '/' || mark == '-' || mark == '_') && month_end < url.size() && url[month_end] == mark &&
                 month_end - end - 1 <= 2 && month_end > end + 1 && day_end - month_end - 1 <= 2 &&
                 day_end > month_end + 1 && (day_end == url.size() || !is_word_byte(url[day_end]));
    if (shape) {
      date.year = number_of(url.substr(at, 4));
      date.month = number_of(url.substr(end + 1, month_end - end - 1));
      date.day = number_of(url.substr(month_end + 1, day_end - month_end - 1));
      if (date.year >= 1995 && date.valid()) return date;
    }
    at = end;
  }
  return {};
}

}  // namespace fairwitness
