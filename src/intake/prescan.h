// The encoding that an HTML page declares of itself.
#pragma once

#include <string_view>

namespace fairwitness {

// "Prescan a byte stream to determine its encoding" (HTML standard, section 13.2.3.2) over the first `limit` bytes.
// The name of an encoding, "" where none is declared.
std::string_view prescan(std::string_view bytes, size_t limit = 1024);

// The charset of a Content-Type's or a meta element's value: "text/html; charset=koi8-r" gives "koi8-r". HTML 2.6.3.
std::string_view charset_parameter(std::string_view content_type);

// The encoding that an XML declaration at the very start names, as it is written there; "" without one.
std::string_view xml_declared_encoding(std::string_view bytes);

}  // namespace fairwitness
