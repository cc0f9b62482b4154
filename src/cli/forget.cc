#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "run/run.h"

namespace fairwitness::cli {

int run_forget(const Arguments& arguments) {
  std::optional<Day> day = parse_iso_day(arguments.before);
  if (!day)
    return report_error(
        {"query_malformed", "'" + arguments.before + "' is no day. Give one as 2031-05-03: --before 2031-05-03"});
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  Progress progress(arguments.quiet);
  auto gone = forget_before(**engine, arguments.library, *day,
                            [&](const FindingProgress& p) { progress.show_findings(p.done, p.total); });
  progress.clear();
  if (!gone) return report_error(gone.error());
  print(arguments.json ? fmt::format("{{\"before\":\"{}\",\"forgotten\":{}}}\n", iso_day(*day), *gone)
                       : fmt::format("{} report{} of days before {} forgotten, with all that rested on {}.\n", *gone,
                                     *gone == 1 ? "" : "s", iso_day(*day), *gone == 1 ? "it" : "them"));
  return 0;
}

}  // namespace fairwitness::cli
