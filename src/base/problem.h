// What is odd in an input, said beside the result and never instead of it.
#pragma once

#include <string>

#include "base/span.h"

namespace fairwitness {

// `code` is a short stable word (text_cut, invalid_utf8, paywall ...); the span may be empty when no place can be
// named.
struct Problem {
  std::string code;
  Span span;
  std::string detail;
};

}  // namespace fairwitness
