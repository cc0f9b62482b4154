#include <cstdio>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "report/json.h"
#include "report/markdown.h"
#include "run/run.h"

namespace fairwitness::cli {
namespace {

// Prints what `write` makes of each report; 1 when a record failed.
template <typename Write>
int print_records(const Arguments& arguments, const RecordOptions& options, Write write) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  bool failed = false;
  read_records(
      **engine, options, [&](Report&& report) { print(write(report) + "\n"); },
      [&](Unread&& unread) {
        std::fprintf(stderr, "fairwitness: %s\n", line_of(unread).c_str());
        failed |= unread.how == Unread::How::failed;
      });
  return failed ? 1 : 0;
}

}  // namespace

int run_records(const Arguments& arguments) {
  RecordOptions options{arguments.paths, arguments.verbatim, false, arguments.threads};
  JsonOptions json{.tokens = arguments.tokens};
  return print_records(arguments, options, [&](const Report& report) { return report_json(report, json); });
}

int run_page(const Arguments& arguments) {
  RecordOptions options{arguments.paths, arguments.verbatim, true, arguments.threads};
  bool json = arguments.json;
  if (!arguments.batch.empty()) {
    options.paths.push_back(arguments.batch);
    json = true;
  }
  if (options.paths.empty()) options.paths.push_back("-");
  if (json) return print_records(arguments, options, [](const Report& report) { return page_json(report); });
  if (arguments.format == "markdown")
    return print_records(arguments, options, [](const Report& r) { return page_markdown(r); });
  return print_records(arguments, options, [](const Report& report) { return report.article.text; });
}

}  // namespace fairwitness::cli
