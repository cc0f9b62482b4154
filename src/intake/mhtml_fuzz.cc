// Whatever bytes come as mail messages and pages saved as MHTML: reading ends, and every record keeps the promises of
// intake.h.
#include "intake/fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fairwitness::read_fuzzed({reinterpret_cast<const char*>(data), size}, "a.mhtml");
  return 0;
}
