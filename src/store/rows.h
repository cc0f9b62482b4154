// Reports and findings as rows, and back.
#pragma once

#include <vector>

#include "account/account.h"
#include "report/report.h"
#include "store/sqlite.h"

namespace fairwitness {

// The row key of a report: 63 bits of a hash of its id.
int64_t report_number(std::string_view id);

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

std::vector<Report> load_reports(Database& database, bool heads_only);
void write_findings(Database& database, const Findings& findings);
Findings load_findings(Database& database, const std::vector<Report>& reports);

}  // namespace fairwitness
