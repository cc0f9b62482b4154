// The article as Markdown, for `fairwitness page --format markdown`.
#pragma once

#include <string>

#include "report/report.h"

namespace fairwitness {

// Blocks become headings, paragraphs, lists and quotes; characters that Markdown would read as marks are escaped.
std::string page_markdown(const Report& report);

// Any text of a report as one Markdown paragraph: escaped, on one line.
std::string markdown_text(std::string_view text);

}  // namespace fairwitness
