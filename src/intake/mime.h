// Mail messages and pages saved as MHTML (RFC 2045 to 2047, 2557): the page or text in them.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "intake/payload.h"

namespace fairwitness {

// Appends the one record that the message holds: its first HTML part, else its first plain text; or an Unread.
void add_mime(Payload payload, const Provenance& origin, std::deque<RawItem>& items);

// "=?utf-8?Q?Fl=C3=BCsse?=" gives "Flüsse".
std::string decode_encoded_words(std::string_view text);

std::string decode_quoted_printable(std::string_view text, bool underscores = false);
std::string decode_base64(std::string_view text);

}  // namespace fairwitness
