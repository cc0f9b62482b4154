// Aligned passages that two reports share by copying, what was reworded in them, and who copied whom, with reasons.
// A shared quotation is not copying; boilerplate is not copying.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "report/report.h"

namespace fairwitness {

// respun: told sentence by sentence with the same names and numbers in the same order, the words exchanged.
enum class CopyKind : uint8_t { copied, shared_quote, credited_wire, boilerplate, respun };
std::string_view name_of(CopyKind kind);
// Does it say that one report took from the other? A shared quotation and what a site repeats do not.
constexpr bool tells_carrying(CopyKind kind) {
  return kind == CopyKind::copied || kind == CopyKind::credited_wire || kind == CopyKind::respun;
}

enum class CopyFrom : uint8_t { unknown, a, b, unseen };
std::string_view name_of(CopyFrom from);

struct Rewording {
  Span a, b;  // one of them may be empty: words left out or put in
};

// `a` and `b` are indices into the reports given; a < b.
struct Copy {
  uint32_t a = 0, b = 0;
  Span a_span, b_span;
  CopyKind kind = CopyKind::copied;
  CopyFrom from = CopyFrom::unknown;
  std::vector<std::string> because;  // credit, dateline, earlier, superset, rare_slip ... strongest first
  std::vector<Rewording> rewordings;
};

class CopyRules {
 public:
  explicit CopyRules(const Rules& rules);
  ~CopyRules();
  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

// Sorted by (a, b, a_span). The reports are in the library's order (sorted by id), so the result does not depend on how
// they came in.
std::vector<Copy> trace_copies(const std::vector<const Report*>& reports, const CopyRules& rules);

}  // namespace fairwitness
