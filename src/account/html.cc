#include "account/html.h"

namespace fairwitness {

std::string account_html(const Findings&, const std::vector<uint32_t>&) { return ""; }

}  // namespace fairwitness
