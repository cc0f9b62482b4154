// What an open library holds. Internal to the room.
#pragma once

#include <memory>
#include <string>

#include "store/rows.h"
#include "store/store.h"

namespace fairwitness {

Error error_of(const StoreTrouble& trouble, const std::string& path);

// The id of a report whose own is held by another.
std::string second_id(std::string_view id, std::string_view content_hash);

// Forgets where a report stands: its bearings go, the findings of its neighbourhood are to be made anew, and since
// something is taken away, neighbourhoods have to be told from all reports.
void unsettle(Database& database, int64_t report);

struct Library::State {
  State(std::string where, bool writable) : path(std::move(where)), database(path, writable) {}
  std::string path;
  Database database;
  std::unique_ptr<ReportWriter> writer;
  std::unique_ptr<Statement> find_report, place_report, same_text, rename, drop_search, add_search, add_unread,
      mark_fresh, one_more;

  // Runs work that may throw StoreTrouble and gives what it gives.
  template <typename Work>
  auto guarded(Work work) -> Result<decltype(work())> {
    try {
      if constexpr (std::is_void_v<decltype(work())>) {
        work();
        return {};
      } else {
        return work();
      }
    } catch (const StoreTrouble& trouble) {
      return error_of(trouble, path);
    }
  }

  // "" when the id is free, else the content hash that stands under it.
  std::string holder(std::string_view id) {
    find_report->bind_all(id);
    return find_report->step() ? find_report->text(0) : std::string();
  }
  void rename_report(const std::string& from, const std::string& to);
  void keep_first_place(const SourcePlace& place, const std::string& id);
};

}  // namespace fairwitness
