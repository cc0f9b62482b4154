// The command line: what can be typed, and which command it calls.
#include <CLI/CLI.hpp>
#include <clocale>

#include "cli/commands.h"

namespace fairwitness::cli {
namespace {

void offer_paths(CLI::App& command, Arguments& a) {
  command
      .add_option("PATH", a.paths, "web pages, text, JSONL, WARC, feeds, mail; folders of these; - for standard input")
      ->required();
}

void offer_library(CLI::App& command, Arguments& a) {
  command.add_option("--into", a.library, "the library: one SQLite file")->required()->type_name("LIBRARY");
}

void offer_common(CLI::App& command, Arguments& a) {
  command.add_option("--rules", a.rules_folder, "use the rules and models of this folder instead of the built-in ones")
      ->type_name("DIR");
  command.add_option("--threads", a.threads, "how many to use (default: one a core)")->type_name("N");
}

void offer_verbatim(CLI::App& command, Arguments& a) {
  command.add_flag("--verbatim", a.verbatim, "take each file, or `text` field, as the clean text itself");
}

void offer_run(CLI::App& command, Arguments& a) {
  command.add_flag("--json", a.json, "print the summary as JSON");
  command.add_flag("--quiet", a.quiet, "no progress");
  command.add_flag("--timing", a.timing, "print what each stage took");
}

void offer_limits(CLI::App& command, Arguments& a) {
  command
      .add_option(
          "--whole", a.whole,
          "compare every report with every other up to so many reports (default 16384); in a larger library, within\n"
          "neighbourhoods of reports that share rare words or runs of words. Kept in the library.")
      ->type_name("N");
  command.add_option("--most", a.most, "reports of a neighbourhood at the most (default 512). Kept in the library.")
      ->type_name("N");
}

void offer_map(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "map",
      "Read one part of the input, so that several programs or machines share the work; `reduce` puts the parts "
      "together.\n"
      "The library that comes of it is the same, byte for byte, as that of one `read`, whatever the number of parts.");
  offer_paths(*command, a);
  command->add_option("--shard", a.shard, "which part of how many: 1/7, 2/7 ... 7/7 (default 1/1)")->type_name("I/N");
  command->add_option("--out", a.folder, "the folder for shard-I-of-N.db")->required()->type_name("DIR");
  offer_verbatim(*command, a);
  offer_common(*command, a);
  command
      ->add_option("--errors", a.errors_file,
                   "write every record that was skipped or failed here, one JSON object a line")
      ->type_name("FILE");
  offer_run(*command, a);
  command->callback([&] { status = run_map(a); });
}

void offer_reduce(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "reduce",
      "Put what `map` wrote into a library and find out what its reports say together. Stop it and start it again.");
  command->add_option("DIR", a.paths, "folders that `map` wrote to, or single libraries")->required();
  offer_library(*command, a);
  offer_limits(*command, a);
  command->add_option("--rules", a.rules_folder, "use the rules and models of this folder instead of the built-in ones")
      ->type_name("DIR");
  offer_run(*command, a);
  command->callback([&] { status = run_reduce(a); });
}

void offer_forget(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand("forget",
                                     "Take away the reports of days before a day, with all that rested on them; what "
                                     "is left is a library that never had\n"
                                     "them. Reports that tell no day stay.");
  command->add_option("--before", a.before, "the first day that is kept: 2031-05-03")->required()->type_name("DAY");
  offer_library(*command, a);
  command->add_flag("--json", a.json, "print the count as JSON");
  command->add_flag("--quiet", a.quiet, "no progress");
  command->callback([&] { status = run_forget(a); });
}

void offer_apart(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "apart",
      "Take merges back: keep apart what a file tells, whatever the evidence says. Stories, origins and the ledger are "
      "made anew.\n"
      "A line of the file holds, parted by tabs, what is meant, two things and, for people, why:\n"
      "  story   REPORT  REPORT  why    two reports that tell of two events\n"
      "  origin  REPORT  REPORT  why    two reports that are two independent lines of reporting\n"
      "  name    NAME    NAME    why    two people or bodies of like names\n"
      "The file takes the place of the one before it: an empty one undoes them all. Without FILE: print what is kept "
      "apart, as such a file.");
  command->add_option("FILE", a.paths, "lines of kind, a, b and why")->expected(0, 1);
  offer_library(*command, a);
  command->add_flag("--json", a.json, "print what is kept apart as JSON, an object a line");
  command->add_flag("--quiet", a.quiet, "no progress");
  command->callback([&] { status = run_apart(a); });
}

void offer_read(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "read", "Read reports into a library. Reading the same again adds nothing; a stopped read goes on.");
  offer_paths(*command, a);
  offer_library(*command, a);
  offer_verbatim(*command, a);
  offer_common(*command, a);
  command
      ->add_option("--errors", a.errors_file,
                   "write every record that was skipped or failed here, one JSON object a line")
      ->type_name("FILE");
  offer_limits(*command, a);
  offer_run(*command, a);
  command->callback([&] { status = run_read(a); });
}

void offer_records(CLI::App& app, Arguments& a, int& status) {
  auto* command =
      app.add_subcommand("records", "What each report says by itself: one JSON object a report, in input order");
  offer_paths(*command, a);
  offer_verbatim(*command, a);
  offer_common(*command, a);
  command->add_flag("--tokens", a.tokens, "add the tokens with tags and lemmas");
  command->callback([&] { status = run_records(a); });
}

void offer_page(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand("page", "The article in a web page: clean text, Markdown or JSON");
  command->add_option("FILE", a.paths, "pages, or - for standard input (the default)");
  command->add_option("--batch", a.batch, "all pages of a folder, one JSON object a page")->type_name("DIR");
  command->add_flag("--json", a.json, "the article as JSON, with its blocks and what was left out");
  command->add_option("--format", a.format, "text or markdown")->check(CLI::IsMember({"text", "markdown"}));
  offer_verbatim(*command, a);
  offer_common(*command, a);
  command->callback([&] { status = run_page(a); });
}

void offer_show(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand("show", "What the reports of a library say together");
  command
      ->add_option(
          "WHAT", a.what,
          "stories, copies, tree (who copied from whom), rewordings, origins, ledger, timeline, account, quotes,\n"
          "figures, times, events or changes")
      ->required()
      ->check(CLI::IsMember({"stories", "copies", "tree", "rewordings", "origins", "ledger", "timeline", "account",
                             "quotes", "figures", "times", "events", "changes"}));
  command
      ->add_option(
          "--since", a.since,
          "of changes: stories and entries that are new, changed or gone since the read of that number (`read` prints\n"
          "it; 0, the default, for all), or that rest on a report of that day or a later one")
      ->type_name("READ|DAY");
  offer_library(*command, a);
  command->add_flag("--json", a.json, "one JSON object a line");
  offer_common(*command, a);
  command->callback([&] { status = run_show(a); });
}

void offer_copies(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "copies",
      "Passages that the given files share by copying, without a library: both places, rewordings, direction");
  offer_paths(*command, a);
  offer_verbatim(*command, a);
  command->add_flag("--json", a.json, "one JSON object a line");
  offer_common(*command, a);
  command->callback([&] { status = run_copies(a); });
}

void offer_account(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "account", "The sourced account: what is agreed, what differs, who said what, who copied whom");
  command->add_option("STORY", a.story, "a story's id (default: every story of two reports and more)");
  offer_library(*command, a);
  command->add_option("--format", a.format, "text, markdown, html or json")
      ->check(CLI::IsMember({"text", "markdown", "html", "json"}));
  command->add_option("--output", a.output, "write there instead of to standard output")->type_name("FILE");
  offer_common(*command, a);
  command->callback([&] { status = run_account(a); });
}

void offer_export(CLI::App& app, Arguments& a, int& status) {
  auto* command = app.add_subcommand(
      "export", "The ledger's figures as a table: low, best, high, who says so, date, place, independent sources");
  offer_library(*command, a);
  command
      ->add_option("--format", a.format,
                   "csv: a row a reading; hxl: the same with HXL hashtags; ucdp: a row an entry on the dead")
      ->required()
      ->check(CLI::IsMember({"ucdp", "hxl", "csv"}));
  command->add_option("--output", a.output, "write there instead of to standard output")->type_name("FILE");
  offer_common(*command, a);
  command->callback([&] { status = run_export(a); });
}

void offer_compare(CLI::App& app, Arguments& a, int& status) {
  auto* command =
      app.add_subcommand("compare", "Two reports side by side: shared passages, rewordings, what each has alone");
  command->add_option("A", a.left, "a report's id, or a part of it that fits no other")->required();
  command->add_option("B", a.right, "the other report")->required();
  offer_library(*command, a);
  command->add_flag("--json", a.json, "as JSON");
  offer_common(*command, a);
  command->callback([&] { status = run_compare(a); });
}

void offer_find(CLI::App& app, Arguments& a, int& status) {
  auto* command =
      app.add_subcommand("find", "Search the reports of a library: words, \"a phrase\", AND, OR, NOT, prefix*");
  command->add_option("QUERY", a.query, "what to look for")->required();
  offer_library(*command, a);
  command->add_option("--limit", a.limit, "how many at the most (default 20)");
  command->add_flag("--json", a.json, "one JSON object a line");
  command->callback([&] { status = run_find(a); });
}

}  // namespace
}  // namespace fairwitness::cli

int main(int argc, char** argv) {
  using namespace fairwitness::cli;
  CLI::App app{
      "Fairwitness reads many reports of the same events and sets down one sourced account: what is said, by whom, in\n"
      "which words, with which figures; where reports agree, differ or copy each other. It invents nothing.\n\n"
      "  fairwitness read pages/ --into news.db      read reports into a library\n"
      "  fairwitness show stories --into news.db     which events they are about\n"
      "  fairwitness account --into news.db          the account, with the passage behind every line\n"
      "  fairwitness find ceasefire --into news.db   search them",
      "fairwitness"};
  app.set_version_flag("--version", FW_VERSION);
  app.require_subcommand(1);
  Arguments arguments;
  int status = 0;
  offer_read(app, arguments, status);
  offer_map(app, arguments, status);
  offer_reduce(app, arguments, status);
  offer_forget(app, arguments, status);
  offer_apart(app, arguments, status);
  offer_records(app, arguments, status);
  offer_page(app, arguments, status);
  offer_show(app, arguments, status);
  offer_copies(app, arguments, status);
  offer_account(app, arguments, status);
  offer_export(app, arguments, status);
  offer_compare(app, arguments, status);
  offer_find(app, arguments, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return status;
}
