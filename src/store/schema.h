// The library's tables, version by version.
#pragma once

#include "store/sqlite.h"

namespace fairwitness {

inline constexpr int64_t schema_version = 6;
inline constexpr int64_t application_id = 0x46576974;  // "FWit", in the file's header

// Brings an empty or older library to schema_version. Each step is one transaction, so that a kill leaves the file at a
// whole version. A newer version throws StoreTrouble with SQLITE_SCHEMA.
void migrate(Database& database);

}  // namespace fairwitness
