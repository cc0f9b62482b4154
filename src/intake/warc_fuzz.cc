// Whatever bytes come as archives, plain or compressed, and zip files that hold them: reading ends, and every record
// keeps the promises of intake.h.
#include "intake/fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fairwitness::read_fuzzed({reinterpret_cast<const char*>(data), size}, "a.warc");
  return 0;
}
