// The account as one self-contained web page: no script is needed to read it, nothing is fetched from elsewhere, and
// words of reports reach it as text only.
#pragma once

#include <string>
#include <vector>

#include "account/account.h"

namespace fairwitness {

// The accounts of the stories (indices into findings.stories) on one page.
std::string account_html(const Findings& findings, const std::vector<uint32_t>& stories);

}  // namespace fairwitness
