// The ledger's figures as tables for other programs: how many, at least and at most, who says so, when, where, and how
// many independent lines of reporting stand behind it.
#pragma once

#include <string>
#include <string_view>

#include "account/account.h"

namespace fairwitness {

// Formats: "csv", a row a reading, all figures; "hxl", the same with the row of hashtags of the Humanitarian Exchange
// Language (hxlstandard.org); "ucdp", a row an entry on the dead, with columns of the UCDP Georeferenced Event Dataset.
// Columns: docs/export.md. A table in UTF-8, RFC 4180, lines end in "\n"; unknown is an empty cell.
// The rows of names (and hashtags) come once; the rest may come neighbourhood by neighbourhood.
std::string export_head(std::string_view format);
std::string export_figures(const Findings& findings, std::string_view format);

}  // namespace fairwitness
