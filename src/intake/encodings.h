// The encodings of the WHATWG Encoding standard: their labels, and decoding by their names.
#pragma once

#include <string>
#include <string_view>

namespace fairwitness {

// The name of the encoding that a label means ("latin1" gives "windows-1252"), "" for an unknown one. Section 4.2.
std::string_view encoding_of_label(std::string_view label);

// Has one byte a character (windows-1252, KOI8-R ...; not x-user-defined).
bool is_single_byte(std::string_view encoding);

// The bytes as UTF-8. `encoding` is a name that encoding_of_label gave. What is ill-formed becomes U+FFFD, counted in
// `invalid`. A byte order mark is not looked for.
std::string decode_as(std::string bytes, std::string_view encoding, size_t& invalid);

// The byte that stands for the code point in windows-1252, -1 where there is none. The controls U+0080 to U+009F are
// taken for the bytes 80 to 9F, as in ISO 8859-1.
int windows_1252_byte(char32_t code_point);

}  // namespace fairwitness
