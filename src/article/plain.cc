#include "article/plain.h"

namespace fairwitness {

struct PlainRules::State {};
PlainRules::PlainRules(const Rules&) : state_(std::make_unique<State>()) {}
PlainRules::~PlainRules() = default;

void read_plain(const RawRecord& record, const PlainRules&, Article& article) {
  read_verbatim(record, article);
}

void read_verbatim(const RawRecord& record, Article& article) {
  const std::string& content = record.content;
  article.text = content;
  if (!content.empty()) article.blocks.push_back({BlockKind::paragraph, {0, static_cast<uint32_t>(content.size())}});
}

}  // namespace fairwitness
