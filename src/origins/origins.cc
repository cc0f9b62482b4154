#include "origins/origins.h"

namespace fairwitness {

std::vector<Origin> find_origins(const std::vector<const Report*>&, const std::vector<Copy>&,
                                 const std::vector<Story>&) {
  return {};
}
Independence count_independent(const std::vector<const Report*>&, const std::vector<Copy>&,
                               const std::vector<Passage>&, const std::vector<std::string>&) {
  return {};
}

}  // namespace fairwitness
