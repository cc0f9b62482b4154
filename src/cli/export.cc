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
  std::string table = export_head(arguments.format);
  auto done = each_neighbourhood(**engine, arguments.library, [&](const OpenLibrary& open) {
    table += export_figures(open.findings, arguments.format);
  });
  if (!done) return report_error(done.error());
  if (arguments.output.empty()) {
    print(table);
    return 0;
  }
  std::ofstream file(arguments.output, std::ios::binary);
  file << table;
  file.close();
  if (!file)
    return report_error(
        {"output_unwritable", arguments.output + " cannot be written. Name another file with --output."});
  return 0;
}

}  // namespace fairwitness::cli
