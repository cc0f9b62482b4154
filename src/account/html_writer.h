// Putting words into a page. Everything that comes from a report goes through text() or attribute().
#pragma once

#include <string>
#include <string_view>

namespace fairwitness {

// &, <, >, quotes become references; control characters, and those that turn the direction of text, become U+FFFD.
std::string html_text(std::string_view text);

}  // namespace fairwitness
