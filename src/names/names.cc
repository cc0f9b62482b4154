#include "names/names.h"

namespace fairwitness {

std::string_view name_of(NameKind value) {
  switch (value) {
    case NameKind::person:
      return "person";
    case NameKind::organisation:
      return "organisation";
    case NameKind::place:
      return "place";
    case NameKind::nationality:
      return "nationality";
    case NameKind::facility:
      return "facility";
    case NameKind::product:
      return "product";
    case NameKind::event:
      return "event";
    case NameKind::other:
      return "other";
  }
  return "";
}

struct NameRules::State {};
NameRules::NameRules(const Rules&) : state_(std::make_unique<State>()) {}
NameRules::~NameRules() = default;

Names find_names(const Article&, const Words&, const NameRules&) { return {}; }
uint32_t Names::entity_at(uint32_t) const { return no_entity; }

}  // namespace fairwitness
