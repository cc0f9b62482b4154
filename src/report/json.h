// Records as docs/formats.md has them: one JSON object a report, offsets in code points of its text.
#pragma once

#include <string>

#include "report/report.h"

namespace fairwitness {

struct JsonOptions {
  bool tokens = false;  // adds "tokens": [{span, tag, lemma}]
};

// One line without the line end. Unknown values are null or absent.
std::string report_json(const Report& report, const JsonOptions& options = {});

// Only `report`, `text`, `blocks`, `dropped` and `path`: what `fairwitness page --json` prints.
std::string page_json(const Report& report);

// Single records, as `show quotes|figures|times|events --json` prints them; `extra` is put in front:
// "\"story\":\"s1\"".
std::string quote_json(const Report& report, const Quote& quote, std::string_view extra = "");
std::string figure_json(const Report& report, const Figure& figure, std::string_view extra = "");
std::string time_json(const Report& report, const Time& time, std::string_view extra = "");
std::string event_json(const Report& report, const Event& event, std::string_view extra = "");

}  // namespace fairwitness
