// Standard output and standard error, as people and programs want them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/intake.h"

namespace fairwitness::cli {

// Writes to standard output. Ends the program when nobody reads any more (a closed pipe is no fault).
void print(std::string_view text);

// Text of a report made safe for a terminal: control characters become visible, so that no page can move the cursor,
// colour the screen or write over what stands there. Line ends stay when `lines`.
std::string plain(std::string_view text, bool lines = false);

// Columns under their names, padded by code points, cells cut with an ellipsis at `width` each.
std::string table(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& rows,
                  size_t width = 60);

// "path: failed (not_json): detail"
std::string line_of(const Unread& unread);

bool stdout_is_terminal();
bool stderr_is_terminal();

}  // namespace fairwitness::cli
