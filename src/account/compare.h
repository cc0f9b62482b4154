// Two reports side by side: the passages they share by copying, what was reworded in them, and what each has alone.
#pragma once

#include <string>
#include <vector>

#include "account/account.h"

namespace fairwitness {

struct Comparison {
  uint32_t a = 0, b = 0;             // indices into findings.reports
  std::vector<const Copy*> copies;   // in the order of a; always seen from a
  std::vector<Copy> turned;          // holds copies that were found the other way round
  std::vector<Span> only_a, only_b;  // sentences that lie in no shared passage
  double share_a = 0, share_b = 0;   // of each text's bytes that lie in copied passages
};

Comparison compare(const Findings& findings, uint32_t a, uint32_t b);

// Two columns; rewordings stand in {braces}.
std::string comparison_text(const Findings& findings, const Comparison& comparison, size_t width = 100);
std::string comparison_json(const Findings& findings, const Comparison& comparison);

}  // namespace fairwitness
