// Any bytes as a file of partings: what is read is sorted, each once, and is found again.
#include <cstdint>

#include "report/partings.h"

using namespace fairwitness;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto partings = parse_partings({reinterpret_cast<const char*>(data), size}, "file");
  if (!partings) {
    FW_CHECK(!partings.error().message.empty());
    return 0;
  }
  for (const Parting& one : partings->all()) {
    FW_CHECK(one.a < one.b);
    FW_CHECK(partings->find(one.kind, one.a, one.b) != nullptr);
  }
  return 0;
}
