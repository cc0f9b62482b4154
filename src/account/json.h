// Findings as docs/formats.md has them: one JSON object a line, offsets in code points of the report's text.
#pragma once

#include <functional>
#include <string>

#include "account/account.h"

namespace fairwitness {

using TakeLine = std::function<void(std::string&&)>;

// What `fairwitness show WHAT --json` prints. WHAT: stories, copies, rewordings, origins, tree, quotes, figures, times,
// events, ledger, timeline, account. False when it is none of these.
bool show_json(const Findings& findings, std::string_view what, const TakeLine& take);

}  // namespace fairwitness
