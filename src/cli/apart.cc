// `apart`: merges that a person takes back.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

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

// A folder or a file that cannot be read must not pass for an empty one, which would undo all.
Result<std::string> read_whole(const std::string& path) {
  constexpr uint64_t most = uint64_t{16} << 20;  // bytes; a person writes no more
  std::error_code trouble;
  if (std::filesystem::is_directory(path, trouble))
    return Error{"input_missing", path + " is a folder. Give a file with lines of kind, a, b and why."};
  std::ifstream file(path, std::ios::binary);
  std::string text(most + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad())
    return Error{"input_missing", path + " cannot be read. Give a file with lines of kind, a, b and why."};
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > most)
    return Error{"partings_malformed", path + " has more than 16 MB. Give a file with lines of kind, a, b and why."};
  return text;
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
  auto text = read_whole(path);
  if (!text) return report_error(text.error());
  auto partings = parse_partings(*text, path);
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
