#include "article/meta_state.h"

namespace fairwitness {
void read_page_metadata(const RawRecord& record, const Tree&, const MetaRules& rules, Article& article) {
  take_given(record, rules.state(), article);
}
}  // namespace fairwitness
