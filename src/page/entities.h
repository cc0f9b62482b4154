// Character references: `&amp;`, `&#8217;`, `&#x2014;`.
#pragma once

#include <cstddef>
#include <string_view>

namespace fairwitness::page {

struct Reference {
  size_t length = 0;   // of the reference in the source, from the ampersand on; 0: there is none
  char bytes[8] = {};  // what it stands for, in UTF-8: one or two code points
  size_t size = 0;
  std::string_view text() const { return {bytes, size}; }
};

// The reference that starts at `text` (its first byte is an ampersand). Inside an attribute value, names without
// their semicolon stand for themselves before an equals sign, a letter or a digit. Reads at most a bounded number of
// bytes past the reference.
Reference match_reference(std::string_view text, bool in_attribute);

}  // namespace fairwitness::page
