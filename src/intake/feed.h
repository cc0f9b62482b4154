// RSS 2.0, RSS 1.0, Atom and JSON Feed: each item becomes a record.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "intake/payload.h"

namespace fairwitness {

// Appends an item's record each; an Unread for what is broken. DTDs are passed over and their entities never expanded.
void add_feed(Payload payload, bool json, const Provenance& origin, std::deque<RawItem>& items);

// "Sat, 15 Oct 2016 18:20:00 +0300" gives "2016-10-15T18:20:00+03:00"; what is no RFC 822 date stays as it is.
std::string iso_from_rfc822(std::string_view date);

// &amp; &lt; &gt; &quot; &apos; &nbsp; and numbers, once. Titles in feeds are often escaped twice.
std::string without_entities(std::string_view text);

}  // namespace fairwitness
