// From an alignment to the passage people are shown: sensible ends, what was reworded, and what kind of sharing it is.
#pragma once

#include <vector>

#include "copies/align.h"
#include "copies/copies.h"

namespace fairwitness {

// A report's words with what the tracer knows of each: how much it says, and whether it belongs to the site.
struct TracedText : AlignedText {
  std::vector<bool> of_site;  // recurring text, or in a sentence by which a site speaks of itself
};

// The bytes of the words [begin, end); where there are none, the place behind the word before.
Span span_of(const AlignedText& text, uint32_t begin, uint32_t end);
// Words [a_begin, a_end) of the one stand where the other has [b_begin, b_end): are both in quotation marks?
bool alters_quotation(const AlignedText& a, uint32_t a_begin, uint32_t a_end, const AlignedText& b, uint32_t b_begin,
                      uint32_t b_end);
inline constexpr char quotation_altered[] = "quotation altered";

// Is the alignment enough to say that one wrote what the other wrote?
bool tells_copying(const Alignment& alignment);

// Spans, kind (copied, shared_quote or boilerplate) and rewordings; direction and credits are left to others.
Copy make_copy(const TracedText& a, const TracedText& b, const Alignment& alignment);

}  // namespace fairwitness
