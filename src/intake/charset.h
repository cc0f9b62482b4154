// Bytes to UTF-8 by the order of the WHATWG Encoding standard; the parts that intake.h's decode() is made of.
#pragma once

#include <string>
#include <string_view>

#include "intake/intake.h"

namespace fairwitness {

// As decode(), without a copy where the bytes already are what is wanted.
Decoded decode_bytes(std::string bytes, std::string_view header_charset, RawKind kind);

// What decode_bytes does behind the decoding, for text that came as UTF-8 (JSON): U+0000 is taken out and mojibake
// repaired.
void clean_text(std::string& text, std::vector<Problem>& problems);

// The encoding of bytes that say nothing of it; "" where the guess is weak. `markup`: tags do not count.
std::string_view detect_encoding(std::string_view bytes, bool markup);

// UTF-8 that was read as windows-1252 and written as UTF-8 again ("â€™") is put right where that is beyond doubt.
// The number of places repaired; `first` is the offset of the first one.
size_t repair_mojibake(std::string& text, size_t& first);

}  // namespace fairwitness
