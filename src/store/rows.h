// Reports and findings as rows, and back.
#pragma once

#include <vector>

#include "account/account.h"
#include "report/report.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace fairwitness {

// Prepared once, used for every report of a read.
class ReportWriter {
 public:
  explicit ReportWriter(Database& database);
  ~ReportWriter();
  void write(const Report& report, std::string_view id, std::string_view text_hash);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

// How much of a report is wanted: what stands in the `report` table, its times besides, or all.
enum class ReportParts : uint8_t { head, times, all };
std::vector<Report> load_reports(Database& database, ReportParts parts);
std::vector<Report> load_reports(Database& database, const std::vector<int64_t>& numbers, ReportParts parts);

void drop_findings(Database& database, int64_t neighbourhood);
void write_findings(Database& database, const Findings& findings, int64_t neighbourhood);
Findings load_findings(Database& database, const std::vector<Report>& reports, int64_t neighbourhood);

}  // namespace fairwitness
