#include "ledger/actors.h"

#include "ledger/scan.h"

namespace fairwitness {

std::string actor_key(const Report& report, uint32_t entity, std::string_view words) {
  std::string_view name = words;
  NameKind kind = NameKind::other;
  if (entity != no_entity && entity < report.names.entities.size()) {
    const Entity& one = report.names.entities[entity];
    name = one.name;
    kind = one.kind;
    bool territory = kind == NameKind::place || kind == NameKind::nationality;
    if (territory && !one.country.empty()) return "c:" + one.country;
  }
  auto scanned = scan_words(name, {0, static_cast<uint32_t>(name.size())});
  std::erase_if(scanned, [](const Word& w) { return w.text == "the" || w.text == "a" || w.text == "an"; });
  if (scanned.empty()) return "";
  if (kind == NameKind::person) return "p:" + scanned.back().text;
  return "o:" + wording(scanned);
}

bool same_first_name(std::string_view a, std::string_view b) {
  auto first = [](std::string_view name) {
    size_t space = name.find(' ');
    return space == name.npos ? std::string_view() : name.substr(0, space);
  };
  std::string_view x = first(a), y = first(b);
  return x.empty() || y.empty() || (x[0] | 32) == (y[0] | 32);
}

}  // namespace fairwitness
