#include "article/body.h"

namespace fairwitness {

struct BodyRules::State {};
BodyRules::BodyRules(const Rules&) : state_(std::make_unique<State>()) {}
BodyRules::~BodyRules() = default;

void read_body(const RawRecord&, const Tree& tree, const BodyRules&, Article& article) {
  article.text = tree.text_of(tree.root());
  if (!article.text.empty()) article.blocks.push_back({BlockKind::paragraph, {0, static_cast<uint32_t>(article.text.size())}});
}

}  // namespace fairwitness
