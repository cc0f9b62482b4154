// The timeline of a story as lines: one a day, with each thing told of that day once.
#pragma once

#include "account/account.h"

namespace fairwitness {

// One line for each value of time, in order. What several reports tell of it in copied words is one part, in the words
// of the earliest of them; a sentence is cited whole.
std::vector<Line> timeline_lines(const Findings& findings, size_t story);

}  // namespace fairwitness
