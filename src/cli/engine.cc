#include "cli/engine.h"

#include <cstdio>

namespace fairwitness::cli {

Result<std::unique_ptr<Engine>> make_engine(const Arguments& arguments) {
  auto rules = arguments.rules_folder.empty() ? Rules::embedded() : Rules::from_folder(arguments.rules_folder);
  if (!rules) return rules.error();
  return std::make_unique<Engine>(*rules);
}

int report_error(const Error& error) {
  std::fprintf(stderr, "fairwitness: %s\n", error.message.c_str());
  if (error.code == "library_missing" || error.code == "input_missing") return 66;
  if (error.code == "library_newer") return 69;
  if (error.code == "library_unreadable" || error.code == "output_unwritable") return 73;
  if (error.code == "disk_full") return 74;
  if (error.code == "library_busy") return 75;
  if (error.code == "query_malformed" || error.code == "rules_unreadable" || error.code == "rules_malformed" ||
      error.code == "partings_malformed" || error.code == "unknown_story" || error.code == "unknown_report")
    return 2;
  return 70;
}

}  // namespace fairwitness::cli
