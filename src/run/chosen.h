// Reports as people name them.
#pragma once

#include <string>

#include "store/store.h"

namespace fairwitness {

// The report with that id, or the only one whose id holds the words. Error: unknown_report.
Result<std::string> chosen_report(Library& library, const std::string& words);

}  // namespace fairwitness
