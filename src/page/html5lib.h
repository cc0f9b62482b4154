// For the tests: finds and reads the cases of the html5lib project (tests/html5lib).
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace fairwitness::html5lib {

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::vector<std::filesystem::path> files(const std::string& folder, const std::string& extension) {
  std::vector<std::filesystem::path> found;
  const auto path = std::filesystem::path(FW_SOURCE_DIR) / "tests/html5lib" / folder;
  if (!std::filesystem::is_directory(path)) return found;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.path().extension() == extension) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace fairwitness::html5lib
