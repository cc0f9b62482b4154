#include "article/meta.h"

namespace fairwitness {

struct MetaRules::State {};
MetaRules::MetaRules(const Rules&) : state_(std::make_unique<State>()) {}
MetaRules::~MetaRules() = default;

void read_page_metadata(const RawRecord&, const Tree&, const MetaRules&, Article&) {}
void read_text_metadata(const RawRecord&, const MetaRules&, Article&) {}
void finish_metadata(const RawRecord&, const MetaRules&, Article&) {}

}  // namespace fairwitness
