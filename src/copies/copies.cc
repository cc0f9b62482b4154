#include "copies/copies.h"

namespace fairwitness {

std::string_view name_of(CopyKind value) {
  switch (value) {
    case CopyKind::copied:
      return "copied";
    case CopyKind::shared_quote:
      return "shared_quote";
    case CopyKind::credited_wire:
      return "credited_wire";
    case CopyKind::boilerplate:
      return "boilerplate";
  }
  return "";
}

std::string_view name_of(CopyFrom value) {
  switch (value) {
    case CopyFrom::unknown:
      return "unknown";
    case CopyFrom::a:
      return "a";
    case CopyFrom::b:
      return "b";
    case CopyFrom::unseen:
      return "unseen";
  }
  return "";
}

struct CopyRules::State {};
CopyRules::CopyRules(const Rules&) : state_(std::make_unique<State>()) {}
CopyRules::~CopyRules() = default;

std::vector<Copy> trace_copies(const std::vector<const Report*>&, const CopyRules&) { return {}; }

}  // namespace fairwitness
