// The files that paths stand for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/intake.h"

namespace fairwitness {

// A file to read, or why there is none.
struct Listed {
  std::string path;
  uint64_t size = 0;
  bool stream = false;  // standard input, a pipe: its size is not known, and it can be read once
  std::optional<Unread> unread;
};

// Paths in the order given; a directory stands for the files below it, by the bytes of their paths. Hidden entries of
// directories are left out; a directory that several links lead to is read once, under its own name if it has one
// there.
std::vector<Listed> list_files(const std::vector<std::string>& paths);

}  // namespace fairwitness
