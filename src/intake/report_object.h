// One JSON object that stands for a report, as JSONL has one a line (docs/formats.md).
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "intake/intake.h"

namespace fairwitness {

// Why an object gave no record; `reason` is "" where it did.
struct ObjectTrouble {
  std::string reason, detail;
};

// Parses objects one after the other; keeps its buffers in between.
class ReportObjects {
 public:
  // Fills content, kind, charset, given and problems of `record` from the text of one JSON value.
  ObjectTrouble read(std::string_view json, const IntakeOptions& options, RawRecord& record);

 private:
  simdjson::dom::parser parser_;
};

// A JSON value as text: strings as they are, numbers and booleans as written, arrays of strings joined by line ends.
std::string json_text(simdjson::dom::element value);

// Escapes of lone surrogates ("\ud83d" without its other half), which no UTF-8 can say, become "\ufffd".
// False when there was nothing to mend and `out` is untouched.
bool mend_surrogates(std::string_view json, std::string& out);

// Seconds or milliseconds since 1970 as ISO 8601 in UTC; "" when it is neither within 1970 to 2200.
std::string iso_from_epoch(double number);

}  // namespace fairwitness
