// What a body becomes once its container (WARC, MIME) has said what it is.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "intake/reader.h"

namespace fairwitness {

struct Payload {
  std::string bytes;
  std::string_view media_type;  // a Content-Type's value, "" when nobody said
  Given given;                  // what the container knows
  SourcePlace place;
  bool cut = false;  // only the beginning is here
};

// False for media types that no report comes in, so that their bytes need not be unpacked at all.
bool may_be_page(std::string_view media_type);

// Appends the records in the payload (several for a feed), or the one Unread that says why there is none.
// Records after the first have their `nth` counted on from the place's.
void add_payload(Payload payload, const Provenance& origin, std::deque<RawItem>& items);

// Reads the whole origin and gives it to `add`: feeds, messages.
using AddPayload = void (*)(Payload, const Provenance&, std::deque<RawItem>&);
std::unique_ptr<Reader> read_payload(std::unique_ptr<ByteWindow> window, Provenance origin, AddPayload add);

}  // namespace fairwitness
