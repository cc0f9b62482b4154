#include "store/sqlite.h"

namespace fairwitness {
namespace {

void check_code(int code, sqlite3* handle) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  throw StoreTrouble{handle ? sqlite3_extended_errcode(handle) : code,
                     handle ? sqlite3_errmsg(handle) : "out of memory"};
}

}  // namespace

Database::Database(const std::string& path, bool writable) {
  int flags = writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    StoreTrouble trouble{code, handle_ ? sqlite3_errmsg(handle_) : "out of memory"};
    sqlite3_close_v2(handle_);
    throw trouble;
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, 10'000);
}

void Database::run(const char* sql) { check_code(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr), handle_); }

int64_t Database::number(const char* sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Statement::Statement(Database& database, std::string_view sql) : database_(database.handle()) {
  check(sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle_,
                           nullptr));
}

bool Statement::step() {
  int code = sqlite3_step(handle_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    StoreTrouble trouble{sqlite3_extended_errcode(database_), sqlite3_errmsg(database_)};
    sqlite3_reset(handle_);
    throw trouble;
  }
  return code == SQLITE_ROW;
}

void Statement::check(int code) { check_code(code, database_); }

}  // namespace fairwitness
