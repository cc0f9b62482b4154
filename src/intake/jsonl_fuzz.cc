// Whatever bytes come as JSON, one report a line or any other way: reading ends, and every record keeps the promises of
// intake.h.
#include "intake/fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fairwitness::read_fuzzed({reinterpret_cast<const char*>(data), size}, "a.jsonl");
  return 0;
}
