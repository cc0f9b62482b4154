// Dates as pages write them: machine forms (ISO 8601, RFC 2822, epoch seconds) and visible ones in many languages.
// Nothing here guesses a day, a zone or a time that is not written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/meta_words.h"
#include "base/base.h"
#include "rules/rules.h"

namespace fairwitness {

struct PageDate {
  int year = 0;
  int month = 0, day = 0;                   // always known: a page date without a day is none
  int hour = -1, minute = -1, second = -1;  // -1: not written
  std::string fraction;                     // ".123" as written
  std::string zone;                         // "Z", "+03:30"; "" where none is written

  // "2016-10-16", "2016-10-16T06:20", "2016-10-16T06:20:11+03:30".
  std::string iso() const;
  bool same_day(const PageDate& other) const { return year == other.year && month == other.month && day == other.day; }
  bool valid() const;
  // Minutes since 1970, zone taken into account where written; for telling earlier from later.
  int64_t minutes() const;
};

struct FoundDate {
  PageDate date;
  Span span;               // in the text that was searched: the date with its time
  bool ambiguous = false;  // 03/04/2016: day and month told apart by the language only
};

// Month names of all languages, zone abbreviations; and how a language orders day and month.
class DateWords {
 public:
  explicit DateWords(const Rules& rules);
  int month(std::string_view folded_word) const;             // 1 to 12; 0: no month
  std::string_view zone(std::string_view upper_word) const;  // "+01:00"; "" where unknown
  bool joins(std::string_view folded_word) const;            // "of", "de", "um", "Uhr": may stand inside a date

 private:
  WordMap<int> months_;
  WordMap<std::string> zones_;
  WordMap<bool> joins_;
};

// A machine form that fills the whole string (RFC 2822 and friends go through find_dates by the caller).
std::optional<PageDate> parse_machine_date(std::string_view text);

// Any date: a machine form, or the first visible one.
std::optional<PageDate> parse_any_date(std::string_view text, const DateWords& words, bool month_first = false);

// All dates with day, month and year in a short text, in text order. `month_first` decides 03/04/2016 (United States).
std::vector<FoundDate> find_dates(std::string_view text, const DateWords& words, bool month_first = false);

// The date in an address: /2016/10/16/, /2016-10-16-, /20161016/. Only with a day.
std::optional<PageDate> date_in_url(std::string_view url);

// Cheap look: is there a digit run that could be a day or a year?
bool may_hold_date(std::string_view text);

}  // namespace fairwitness
