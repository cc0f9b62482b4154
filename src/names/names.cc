#include "names/names.h"

#include <algorithm>

#include "names/draft.h"
#include "names/evidence.h"

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

struct NameRules::State {
  naming::Gazetteer gazetteer;
  WordTables tables;
  naming::MentionModel model;
  naming::AntecedentModel antecedents;
  explicit State(const Rules& rules)
      : gazetteer(rules),
        tables(rules.bytes("models/en/clusters.bin"), rules.bytes("models/en/lexicon.bin"),
               rules.bytes("models/en/kin.bin")),
        model(rules.bytes("models/en/names.bin")),
        antecedents(rules.bytes("models/en/pronouns.bin")) {}
};

NameRules::NameRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
NameRules::~NameRules() = default;

Names find_names(const Article& article, const Words& words, const NameRules& rules) {
  const auto& state = rules.state();
  naming::Draft draft{
      article.text, words, state.gazetteer, naming::read_units(article.text, words, state.gazetteer, state.tables), {},
      {},           {}};
  naming::gather_evidence(draft.units);
  find_mentions(draft, state.model);
  describe_people(draft);
  group_entities(draft);
  Names names;
  names.references = find_references(draft, state.antecedents);
  for (const naming::FoundName& found : draft.found)
    names.names.push_back({draft.span(found.first, found.end), found.kind, found.entity});
  names.entities = std::move(draft.entities);
  return names;
}

uint32_t Names::entity_at(uint32_t byte) const {
  auto covering = [&](const auto& list) {
    auto behind = std::upper_bound(list.begin(), list.end(), byte,
                                   [](uint32_t at, const auto& item) { return at < item.span.begin; });
    return behind != list.begin() && (behind - 1)->span.contains(byte) ? (behind - 1)->entity : no_entity;
  };
  uint32_t entity = covering(names);
  return entity != no_entity ? entity : covering(references);
}

}  // namespace fairwitness
