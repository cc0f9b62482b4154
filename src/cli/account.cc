#include "account/account.h"

#include <algorithm>
#include <fstream>

#include "account/compare.h"
#include "account/html.h"
#include "account/json.h"
#include "account/render.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "run/run.h"

namespace fairwitness::cli {
namespace {

// The stories asked for: one by its id, else those of two reports and more, largest first; else all there are.
Result<std::vector<uint32_t>> chosen_stories(const Findings& findings, const std::string& id) {
  std::vector<uint32_t> out;
  for (uint32_t n = 0; n < findings.stories.size(); ++n)
    if (id.empty() ? findings.stories[n].reports.size() > 1 : findings.stories[n].id == id) out.push_back(n);
  if (!id.empty() && out.empty())
    return Error{"unknown_story",
                 "there is no story '" + id + "' here. List them with: fairwitness show stories --into LIBRARY"};
  if (out.empty())
    for (uint32_t n = 0; n < findings.stories.size(); ++n) out.push_back(n);
  std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) {
    return findings.stories[a].reports.size() > findings.stories[b].reports.size();
  });
  return out;
}

std::string rendered(const Findings& findings, const std::vector<uint32_t>& stories, const std::string& format) {
  if (format == "html") return account_html(findings, stories);
  std::string out;
  for (uint32_t story : stories) {
    Account account = write_account(findings, story);
    if (!out.empty()) out += "\n" + std::string(format == "markdown" ? "---" : std::string(96, '=')) + "\n\n";
    out += format == "markdown" ? account_markdown(findings, account) : plain(account_text(findings, account), true);
  }
  return out;
}

int write_out(const std::string& text, const std::string& path) {
  if (path.empty()) {
    print(text);
    return 0;
  }
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) return report_error({"output_unwritable", path + " cannot be written. Name another file with --output."});
  return 0;
}

}  // namespace

namespace {

Result<std::string> account_of(const Findings& findings, const Arguments& arguments) {
  if (arguments.format == "json") {
    std::string out;
    show_json(findings, "account", [&](std::string&& line) {
      if (arguments.story.empty() || line.starts_with("{\"story\":\"" + arguments.story + "\"")) out += line + "\n";
    });
    return out;
  }
  auto stories = chosen_stories(findings, arguments.story);
  if (!stories) return stories.error();
  return rendered(findings, *stories, arguments.format);
}

}  // namespace

int run_account(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  if (!arguments.story.empty()) {
    auto open = open_story(**engine, arguments.library, arguments.story);
    if (!open) return report_error(open.error());
    auto text = account_of((*open)->findings, arguments);
    return text ? write_out(*text, arguments.output) : report_error(text.error());
  }
  std::string all;
  bool text = arguments.format == "text" || arguments.format == "markdown";
  auto done = each_neighbourhood(**engine, arguments.library, [&](const OpenLibrary& open) {
    if (auto one = account_of(open.findings, arguments); one) all += (all.empty() || !text ? "" : "\n") + *one;
  });
  if (!done) return report_error(done.error());
  return write_out(all, arguments.output);
}

int run_compare(const Arguments& arguments) {
  auto engine = make_engine(arguments);
  if (!engine) return report_error(engine.error());
  auto pair = open_pair(**engine, arguments.library, arguments.left, arguments.right);
  if (!pair) return report_error(pair.error());
  const Findings& findings = pair->open->findings;
  Comparison comparison = compare(findings, pair->a, pair->b);
  print(arguments.json ? comparison_json(findings, comparison) + "\n"
                       : plain(comparison_text(findings, comparison), true));
  return 0;
}

}  // namespace fairwitness::cli
