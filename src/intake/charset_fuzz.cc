// Whatever bytes come as a page or a text, with whatever header: the result is UTF-8 without U+0000, and spans lie in
// it.
#include <cstdint>

#include "base/base.h"
#include "intake/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fairwitness;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // The first line is the header's charset.
  size_t line_end = std::min(bytes.find('\n'), bytes.size());
  std::string_view header = bytes.substr(0, line_end), body = bytes.substr(std::min(line_end + 1, bytes.size()));
  for (RawKind kind : {RawKind::html, RawKind::text}) {
    Decoded decoded = decode(body, header, kind);
    FW_CHECK(is_utf8(decoded.text) && decoded.text.find('\0') == std::string::npos);
    FW_CHECK(!decoded.charset.empty() && !decoded.from.empty());
    for (const Problem& problem : decoded.problems)
      FW_CHECK(problem.span.begin <= problem.span.end && problem.span.end <= decoded.text.size());
  }
  return 0;
}
