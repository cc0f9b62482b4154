// For the tests of this room: files made up on the spot, and what intake reads from them.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "intake/intake.h"

namespace fairwitness {

// A folder of its own for a test, gone at its end.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fw_intake_XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path(const std::string& name = "") const { return name.empty() ? path_ : path_ + "/" + name; }
  std::string write(const std::string& name, std::string_view bytes) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path(name);
  }

 private:
  std::string path_;
};

struct ReadItems {
  std::vector<RawRecord> records;
  std::vector<Unread> unread;
};

inline ReadItems read_all(const std::vector<std::string>& paths, const IntakeOptions& options = {}) {
  ReadItems all;
  Intake intake(paths, options);
  while (auto item = intake.next()) {
    if (auto* record = std::get_if<RawRecord>(&*item))
      all.records.push_back(std::move(*record));
    else
      all.unread.push_back(std::move(std::get<Unread>(*item)));
  }
  return all;
}

// What one file of these bytes gives.
inline ReadItems read_bytes(const std::string& name, std::string_view bytes, const IntakeOptions& options = {}) {
  TempFolder folder;
  return read_all({folder.write(name, bytes)}, options);
}

inline bool has_problem(const RawRecord& record, std::string_view code) {
  for (const Problem& problem : record.problems)
    if (problem.code == code) return true;
  return false;
}

}  // namespace fairwitness
