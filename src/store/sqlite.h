// The little of SQLite that the store needs, as values. Inside this room trouble travels as StoreTrouble; the public
// functions turn it into an Error.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/base.h"

namespace fairwitness {

struct StoreTrouble {
  int code;  // SQLite's extended result code
  std::string message;
};

// Bytes that are no text.
struct Blob {
  std::string bytes;
};

class Database {
 public:
  Database(const std::string& path, bool writable);  // throws StoreTrouble
  ~Database() { sqlite3_close_v2(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const char* sql);  // one or more statements without parameters
  int64_t number(const char* sql);
  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

// A prepared statement. bind_all(...) starts it anew with its parameters in order; step() is true while there is a row.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <typename... Values>
  Statement& bind_all(const Values&... values) {
    sqlite3_reset(handle_);
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }
  bool step();
  void reset() { sqlite3_reset(handle_); }
  void done() {  // runs a statement that gives no rows
    step();
    sqlite3_reset(handle_);
  }

  int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
  uint32_t u32(int column) const { return static_cast<uint32_t>(integer(column)); }
  bool null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  std::optional<double> real(int column) const {
    if (null(column)) return std::nullopt;
    return sqlite3_column_double(handle_, column);
  }
  std::string text(int column) const {
    const void* bytes = sqlite3_column_blob(handle_, column);
    auto size = static_cast<size_t>(sqlite3_column_bytes(handle_, column));
    return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
  }

 private:
  void check(int code);
  void bind(int at, std::string_view value) {
    check(sqlite3_bind_text64(handle_, at, value.empty() ? "" : value.data(), value.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
  }
  void bind(int at, const Blob& value) {
    check(sqlite3_bind_blob64(handle_, at, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(),
                              SQLITE_TRANSIENT));
  }
  void bind(int at, const std::string& value) { bind(at, std::string_view(value)); }
  void bind(int at, const char* value) { bind(at, std::string_view(value)); }
  void bind(int at, int64_t value) { check(sqlite3_bind_int64(handle_, at, value)); }
  void bind(int at, uint64_t value) { bind(at, static_cast<int64_t>(value)); }
  void bind(int at, uint32_t value) { bind(at, static_cast<int64_t>(value)); }
  void bind(int at, int value) { bind(at, static_cast<int64_t>(value)); }
  void bind(int at, bool value) { bind(at, static_cast<int64_t>(value)); }
  void bind(int at, double value) { check(sqlite3_bind_double(handle_, at, value)); }
  void bind(int at, const std::optional<double>& value) {
    if (value)
      bind(at, *value);
    else
      check(sqlite3_bind_null(handle_, at));
  }
  sqlite3* database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace fairwitness
