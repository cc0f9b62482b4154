// Who copied whom, told only with its evidence: credits, datelines, times, one text holding the other's whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "copies/copies.h"

namespace fairwitness {

// What the direction of one pair is told from beside the reports themselves.
struct PairFacts {
  double held_of_a = 0, held_of_b = 0;  // share of each text's words that the other holds
  uint32_t words_a = 0, words_b = 0;
};

// Agencies whose own reports are among those given, as name_key.
class AgenciesSeen {
 public:
  explicit AgenciesSeen(const std::vector<const Report*>& reports);
  bool has(std::string_view agency) const;

 private:
  std::vector<std::string> keys_;
};

// A name without case, space and marks: "Daily Herald" and "daily-herald" are one. ASCII letters, digits, other
// bytes.
std::string name_key(std::string_view name);

// The site a report comes from, without "www." and port; else its outlet's name; "" unknown.
std::string site_of(const Report& report);

// The day a report tells, where it can be meant: the first day of 1970 is a clock's zero, not a day of the news.
std::optional<Day> told_day(const Report& report);

// Is the report the agency's own?
bool is_of_agency(const Report& report, std::string_view agency);

// The agency that the report credits for a passage (photo credits aside), or nullptr.
const Credit* credit_for(const Report& report, Span passage);

// Sets kind credited_wire, `from` and `because`.
void tell_direction(const Report& a, const Report& b, const PairFacts& facts, const AgenciesSeen& seen, Copy& copy);

}  // namespace fairwitness
