// `apart`: merges that a person takes back.
#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "report/json_writer.h"
#include "run/run.h"

namespace fairwitness::cli {
namespace {

void print_partings(const Partings& partings, bool json) {
  if (!json) print("kind\ta\tb\twhy\n");
  for (const Parting& one : partings.all()) {
    if (!json) {
      print(fmt::format("{}\t{}\t{}\t{}\n", name_of(one.kind), plain(one.a), plain(one.b), plain(one.why)));
      continue;
    }
    Json object;
    object.open();
    object.field("kind", name_of(one.kind));
    object.field("a", one.a);
    object.field("b", one.b);
    object.known("why", one.why);
    object.close();
    print(object.take() + '\n');
  }
}

}  // namespace

int run_apart(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    auto kept = kept_apart(arguments.library);
    if (!kept) return report_error(kept.error());
    print_partings(*kept, arguments.json);
    return 0;
  }
  const std::string& path = arguments.paths.front();
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad())
    return report_error({"input_missing", path + " cannot be read. Give a file with lines of kind, a, b and why."});
  auto partings = parse_partings(text, path);
  if (!partings) return report_error(partings.error());
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  Progress progress(arguments.quiet);
  auto kept = keep_apart(**engine, arguments.library, *partings,
                         [&](const FindingProgress& p) { progress.show_findings(p.done, p.total); });
  progress.clear();
  if (!kept) return report_error(kept.error());
  if (arguments.json) {
    print_partings(*kept, true);
  } else {
    const size_t count = kept->all().size();
    print(count == 0 ? "Nothing is kept apart by hand any more.\n"
                     : fmt::format("{} pair{} kept apart; stories, origins and ledger are made anew. See them with: "
                                   "fairwitness apart --into {}\n",
                                   count, count == 1 ? " is" : "s are", arguments.library));
  }
  return 0;
}

}  // namespace fairwitness::cli
