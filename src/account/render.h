// An account for a terminal and as Markdown. The page for a browser is html.h, the JSON json.h.
#pragma once

#include <string>

#include "account/account.h"

namespace fairwitness {

// Plain text, `width` columns wide, each line with the numbers of its passages; the passages stand at the end.
std::string account_text(const Findings& findings, const Account& account, size_t width = 96);

// Markdown with footnotes: a line's passages are [^n], each given word for word with its report and offsets.
std::string account_markdown(const Findings& findings, const Account& account);

// Words folded at `width` columns (code points), lines after the first indented by `indent` blanks.
std::string folded(std::string_view text, size_t width, size_t indent);

}  // namespace fairwitness
