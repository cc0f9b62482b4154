#include "copies/direction.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fairwitness {
namespace {

// Which came out first, as far as both tell: a day that no report of its kind can have (told_day) tells nothing.
int earlier(const Report& a, const Report& b) {
  if (!told_day(a) || !told_day(b)) return 0;
  return came_first(a.article.published.value, b.article.published.value);
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
  if ((of_a || of_b) && copy.kind == CopyKind::copied) copy.kind = CopyKind::credited_wire;
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
