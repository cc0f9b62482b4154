#include "cli/commands.h"
#include "cli/output.h"
#include "report/json_writer.h"
#include "store/store.h"

namespace fairwitness::cli {
namespace {

std::string json_of(const Found& found) {
  Json json(found.snippet);
  json.open();
  json.field("report", found.report);
  json.known("title", found.title);
  json.known("outlet", found.outlet);
  json.known("published", found.published);
  json.field("snippet", found.snippet);
  json.spans("hits", found.hits);
  json.close();
  return json.take();
}

std::string text_of(const Found& found) {
  std::string head = found.report;
  for (const auto* part : {&found.outlet, &found.published, &found.title})
    if (!part->empty()) head += "  " + *part;
  std::string marked;
  uint32_t at = 0;
  for (Span hit : found.hits) {
    marked += plain(found.snippet.substr(at, hit.begin - at)) + "[" + plain(hit.of(found.snippet)) + "]";
    at = hit.end;
  }
  return plain(head) + "\n    " + marked + plain(found.snippet.substr(at)) + "\n";
}

}  // namespace

int run_find(const Arguments& arguments) {
  auto library = Library::open(arguments.library, LibraryMode::read_only);
  if (!library) return report_error(library.error());
  auto found = library->find(arguments.query, arguments.limit);
  if (!found) return report_error(found.error());
  for (const Found& one : *found) print(arguments.json ? json_of(one) + "\n" : text_of(one));
  if (found->empty() && !arguments.json) print("Nothing found.\n");
  return 0;
}

}  // namespace fairwitness::cli
