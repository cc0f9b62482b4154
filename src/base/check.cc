#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace fairwitness {

void check_failed(const char* file, int line, const char* what) {
  std::fprintf(stderr, "fairwitness: internal error at %s:%d: %s does not hold. Please report it with the input.\n",
               file, line, what);
  std::abort();
}

}  // namespace fairwitness
