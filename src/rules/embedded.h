// The files under data/, as the build put them into the binary (cmake/embed.cmake).
#pragma once

#include <cstddef>
#include <string_view>

namespace fairwitness {

struct EmbeddedFile {
  const char* name;
  const char* begin;
  const char* end;
};

extern const EmbeddedFile embedded_files[];
extern const size_t embedded_file_count;

}  // namespace fairwitness
