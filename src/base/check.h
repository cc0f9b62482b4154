// A check that fails is a bug of ours: it says where and aborts, in release builds too.
#pragma once

namespace fairwitness {
[[noreturn]] void check_failed(const char* file, int line, const char* what);
}

#define FW_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::fairwitness::check_failed(__FILE__, __LINE__, #condition))
