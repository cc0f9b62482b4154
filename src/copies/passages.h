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

// Is the alignment enough to say that one wrote what the other wrote?
bool tells_copying(const Alignment& alignment);

// Spans, kind (copied, shared_quote or boilerplate) and rewordings; direction and credits are left to others.
Copy make_copy(const TracedText& a, const TracedText& b, const Alignment& alignment);

}  // namespace fairwitness
