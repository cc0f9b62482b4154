#include "article/body.h"

namespace fairwitness {

struct BodyRules::State {};
BodyRules::BodyRules(const Rules&) : state_(std::make_unique<State>()) {}
BodyRules::~BodyRules() = default;

void read_body(const RawRecord&, const Tree&, const BodyRules&, Article&) {
}

}  // namespace fairwitness
