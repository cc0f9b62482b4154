// The way from a text node's content back to the bytes of the page it came from.
#pragma once

#include <string_view>

#include "article/clean_text.h"
#include "page/page.h"

namespace fairwitness {

// Appends a text node. Where its content is a view into the page, every byte maps to itself; where character references
// were decoded, each maps to its reference.
void append_node(const Tree& tree, NodeId node, std::string_view content, CleanText& text);

}  // namespace fairwitness
