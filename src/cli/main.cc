#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <variant>

#include "intake/intake.h"
#include "report/json.h"
#include "run/engine.h"

using namespace fairwitness;

int main(int argc, char** argv) {
  CLI::App app{"Reads many reports of the same events and sets down one sourced account."};
  app.require_subcommand(1);
  std::vector<std::string> paths;
  bool verbatim = false, tokens = false, json = false;
  std::string batch;
  auto* records = app.add_subcommand("records", "What one report at a time says, one JSON object a report");
  records->add_flag("--verbatim", verbatim, "take each file or `text` field as the clean text itself");
  records->add_flag("--tokens", tokens, "add tokens with tags and lemmas");
  records->add_option("PATH", paths, "files, folders or - for standard input")->required();
  auto* page = app.add_subcommand("page", "The article in one page");
  page->add_flag("--json", json, "print one JSON object");
  page->add_option("--batch", batch, "a folder of pages, one JSON object a file");
  page->add_option("FILE", paths, "a page or - for standard input");
  CLI11_PARSE(app, argc, argv);
  auto rules = Rules::embedded();
  if (!rules) {
    std::fprintf(stderr, "fairwitness: %s\n", rules.error().message.c_str());
    return 70;
  }
  Engine engine(*rules);
  if (!batch.empty()) paths.push_back(batch);
  Intake intake(paths, {.verbatim = verbatim});
  int failed = 0;
  while (auto item = intake.next()) {
    if (auto* unread = std::get_if<Unread>(&*item)) {
      std::fprintf(stderr, "fairwitness: %s: %s: %s\n", unread->place.path.c_str(), unread->reason.c_str(),
                   unread->detail.c_str());
      failed += unread->how == Unread::How::failed;
      continue;
    }
    std::string out;
    if (*records)
      out = report_json(engine.read(std::move(std::get<RawRecord>(*item)), verbatim), {.tokens = tokens});
    else if (json || !batch.empty())
      out = page_json(engine.read_page(std::move(std::get<RawRecord>(*item))));
    else
      out = engine.read_page(std::move(std::get<RawRecord>(*item))).article.text;
    out += '\n';
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  return failed ? 1 : 0;
}
