// The only reader of rule files and models. Words live in data/rules/<lang>/*.tsv, mechanism lives in the rooms.
//
// A table file: lines that start with '#' say what it is, its source and its licence (both are required); the first
// other line names the columns, separated by tabs; every further line is a row. No quoting: a cell holds no tab.
// Files are compiled into the binary; a folder of the same layout can stand in for them (--rules DIR).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace fairwitness {

// One TSV file, parsed. Cells are views into the file's bytes, which the Rules own.
class Table {
 public:
  size_t rows() const { return cells_.size() / (columns_.empty() ? 1 : columns_.size()); }
  const std::vector<std::string_view>& columns() const { return columns_; }
  // The cell of a row and a column's name; "" where the row is shorter. An unknown column is a bug of ours and aborts.
  std::string_view cell(size_t row, std::string_view column) const;
  std::string_view cell(size_t row, size_t column) const { return cells_[row * columns_.size() + column]; }

 private:
  friend class Rules;
  std::vector<std::string_view> columns_;
  std::vector<std::string_view> cells_;
};

// All rule files and models, read once, immutable. Names are paths below data/ without the ending of tables:
// "rules/en/quote_cues", "rules/outlets"; models keep theirs: "models/en/tagger.bin".
class Rules {
 public:
  // What was compiled into the binary.
  static Result<std::shared_ptr<const Rules>> embedded();
  // The same from a folder that has rules/ and models/ in it. Errors: rules_unreadable, rules_malformed (names file,
  // line).
  static Result<std::shared_ptr<const Rules>> from_folder(const std::string& folder);

  // The table; an absent one is an empty table with no columns.
  const Table& table(std::string_view name) const;
  bool has(std::string_view name) const;
  // The bytes of any file (a model); "" where there is none.
  std::string_view bytes(std::string_view name) const;
  // The names of all files that start with the prefix, sorted.
  std::vector<std::string> names(std::string_view prefix = "") const;

 private:
  // Parsed when it is first asked for: a command needs few of them.
  struct Lazily {
    std::string_view bytes;
    mutable std::once_flag once;
    mutable Table table;
  };
  static Result<Table> parse(const std::string& name, std::string_view bytes);
  void add(std::string name, std::string_view bytes);
  std::map<std::string, std::string_view, std::less<>> bytes_;
  std::map<std::string, Lazily, std::less<>> tables_;
  std::vector<std::unique_ptr<std::string>> owned_;
};

}  // namespace fairwitness
