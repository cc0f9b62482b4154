#include "account/export.h"

#include <fstream>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "run/run.h"

namespace fairwitness::cli {

int run_export(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  auto library = open_library(**engine, arguments.library);
  if (!library) return report_error(library.error());
  std::string table = export_figures((*library)->findings, arguments.format);
  if (arguments.output.empty()) {
    print(table);
    return 0;
  }
  std::ofstream file(arguments.output, std::ios::binary);
  file << table;
  file.close();
  if (!file) return report_error({"output_unwritable", "cannot write " + arguments.output});
  return 0;
}

}  // namespace fairwitness::cli
