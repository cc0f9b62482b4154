#include "copies/direction.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fairwitness {
namespace {

// A time of publishing as far as it is given: its day, the minute of that day, and the zone's minutes east.
struct Moment {
  Day day;
  std::optional<int> minute, zone;
};

std::optional<int> two_digits(std::string_view text, size_t at) {
  int value = 0;
  if (at + 2 > text.size()) return {};
  auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value);
  if (error != std::errc() || end != text.data() + at + 2) return {};
  return value;
}

std::optional<Moment> moment_of(const Report& report) {
  std::string_view text = report.article.published.value;
  std::optional<Day> day = told_day(report);
  if (!day) return {};
  Moment moment{*day, {}, {}};
  if (text.size() < 16 || text[13] != ':') return moment;
  std::optional<int> hour = two_digits(text, 11), minute = two_digits(text, 14);
  if (!hour || !minute) return moment;
  moment.minute = *hour * 60 + *minute;
  if (text.back() == 'Z') moment.zone = 0;
  size_t sign = text.find_first_of("+-", 16);
  if (sign != std::string_view::npos) {
    std::optional<int> hours = two_digits(text, sign + 1);
    std::optional<int> minutes = two_digits(text, sign + (text.size() > sign + 3 && text[sign + 3] == ':' ? 4 : 3));
    if (hours) moment.zone = (text[sign] == '-' ? -1 : 1) * (*hours * 60 + minutes.value_or(0));
  }
  return moment;
}

// Which came out first: -1 the first, 1 the second, 0 when it cannot be told. Times without a zone may lie half a day
// apart from what they seem; days alone are trusted when they differ.
int earlier(const Report& a, const Report& b) {
  std::optional<Moment> x = moment_of(a), y = moment_of(b);
  if (!x || !y) return 0;
  int64_t minutes = (y->day - x->day).count() * 1440;
  int64_t margin = 1440;
  if (x->minute && y->minute) {
    minutes += *y->minute - *x->minute;
    margin = x->zone && y->zone ? 1 : 14 * 60;
    if (x->zone && y->zone) minutes += *x->zone - *y->zone;
  }
  return minutes >= margin ? -1 : minutes <= -margin ? 1 : 0;
}

// One text holds the other's whole and a good deal more: it is the fuller one, the other was cut from it.
int superset(const PairFacts& facts) {
  static constexpr double whole = 0.9;
  if (facts.held_of_b >= whole && facts.words_a * 5 >= facts.words_b * 6) return -1;
  if (facts.held_of_a >= whole && facts.words_b * 5 >= facts.words_a * 6) return 1;
  return 0;
}

// Does the report stand under an agency's own dateline or byline?
bool by_agency(const Credit* credit) {
  return credit && (credit->how == CreditHow::dateline || credit->how == CreditHow::byline);
}

}  // namespace

std::optional<Day> told_day(const Report& report) {
  std::optional<Day> day = report.day();
  if (day && day->time_since_epoch().count() == 0) return {};
  return day;
}

std::string name_key(std::string_view name) {
  std::string key;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') key += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128) key += c;
  }
  return key;
}

std::string site_of(const Report& report) {
  std::string_view url = report.article.url.value;
  size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#:"));
    if (url.starts_with("www.")) url.remove_prefix(4);
    std::string host(url);
    for (char& c : host)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (!host.empty()) return host;
  }
  return name_key(report.article.outlet.value);
}

bool is_of_agency(const Report& report, std::string_view agency) {
  std::string key = name_key(agency);
  if (key.empty()) return false;
  if (name_key(report.article.outlet.value) == key) return true;
  std::string site = site_of(report);
  return name_key(site.substr(0, site.rfind('.'))) == key;
}

AgenciesSeen::AgenciesSeen(const std::vector<const Report*>& reports) {
  for (const Report* report : reports) {
    keys_.push_back(name_key(report->article.outlet.value));
    std::string site = site_of(*report);
    keys_.push_back(name_key(site.substr(0, site.rfind('.'))));
  }
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
}

bool AgenciesSeen::has(std::string_view agency) const {
  return std::binary_search(keys_.begin(), keys_.end(), name_key(agency));
}

const Credit* credit_for(const Report& report, Span passage) {
  const Credit* best = nullptr;
  for (const Credit& credit : report.article.credits) {
    if (credit.how == CreditHow::photo) continue;
    // "According to Northwire, ..." speaks of what follows it; the other credits speak of the whole report.
    if (credit.how == CreditHow::in_text && !credit.span.empty() && passage.end <= credit.span.begin) continue;
    if (!best || credit.how < best->how) best = &credit;
  }
  return best;
}

void tell_direction(const Report& a, const Report& b, const PairFacts& facts, const AgenciesSeen& seen, Copy& copy) {
  if (copy.kind == CopyKind::boilerplate || copy.kind == CopyKind::shared_quote) return;
  const Credit *of_a = credit_for(a, copy.a_span), *of_b = credit_for(b, copy.b_span);
  if (of_a || of_b) copy.kind = CopyKind::credited_wire;
  auto add = [&copy](int side, const char* reason) {
    if (side == 0) return;
    CopyFrom from = side < 0 ? CopyFrom::a : CopyFrom::b;
    if (copy.from == CopyFrom::unknown) copy.from = from;
    if (copy.from == from) copy.because.push_back(reason);
  };
  if (of_b && is_of_agency(a, of_b->agency)) add(-1, "credit");
  if (of_a && is_of_agency(b, of_a->agency)) add(1, "credit");
  if (copy.from == CopyFrom::unknown && of_a && of_b && name_key(of_a->agency) == name_key(of_b->agency) &&
      !seen.has(of_a->agency)) {
    copy.from = CopyFrom::unseen;
    copy.because.push_back("credit");
    return;
  }
  if (by_agency(of_a) != by_agency(of_b)) {
    const Credit* credit = by_agency(of_a) ? of_a : of_b;
    add(credit == of_a ? -1 : 1, credit->how == CreditHow::byline ? "byline" : "dateline");
  }
  add(earlier(a, b), "earlier");
  add(superset(facts), "superset");
}

}  // namespace fairwitness
