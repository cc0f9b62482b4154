// Caps that hold whatever the input. What was cut is flagged with a Problem, never dropped in silence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fairwitness {

// One record (page, text, archive member after inflating) is read up to this many bytes.
inline constexpr size_t max_record_bytes = size_t{64} << 20;
// A report's clean text is cut behind the last whole block before this many bytes. A long book has 3 MB.
inline constexpr size_t max_text_bytes = size_t{4} << 20;

}  // namespace fairwitness
