// Who carries whose words, as lines.
#pragma once

#include "account/account.h"

namespace fairwitness {

// The shared passage, cut in its middle where it is long (the cites have it whole), then what the copy changed: the
// original's words first where it is known which that is.
Line copy_line(const Findings& findings, const Copy& copy);

}  // namespace fairwitness
