#include "ledger/ledger.h"

namespace fairwitness {

std::string_view name_of(EntryKind value) {
  switch (value) {
    case EntryKind::figure:
      return "figure";
    case EntryKind::quote:
      return "quote";
    case EntryKind::event:
      return "event";
    case EntryKind::statement:
      return "statement";
  }
  return "";
}

std::string_view name_of(EntryState value) {
  switch (value) {
    case EntryState::single:
      return "single";
    case EntryState::agrees:
      return "agrees";
    case EntryState::updated:
      return "updated";
    case EntryState::differs:
      return "differs";
  }
  return "";
}

struct LedgerRules::State {};
LedgerRules::LedgerRules(const Rules&) : state_(std::make_unique<State>()) {}
LedgerRules::~LedgerRules() = default;

std::vector<Entry> build_ledger(const std::vector<const Report*>&, const std::vector<Copy>&, const std::vector<Story>&,
                                const std::vector<Settled>&, const std::vector<Origin>&, const LedgerRules&) {
  return {};
}
std::vector<TimelineItem> build_timeline(const std::vector<const Report*>&, const std::vector<Story>&,
                                         const std::vector<Settled>&) {
  return {};
}

}  // namespace fairwitness
