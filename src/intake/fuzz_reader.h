// What the fuzzers of this room have in common: read everything, check what must hold of every record.
#pragma once

#include <cstdint>

#include "intake/reader.h"

namespace fairwitness {

inline void check_record(const RawRecord& record, size_t cap) {
  FW_CHECK(is_utf8(record.content));
  FW_CHECK(!record.content.empty() &&
           record.content.size() <= cap * 3 + 3);  // U+FFFD is longer than the byte it stands for
  FW_CHECK(!record.id.empty() && !record.charset.empty() && !record.charset_from.empty());
  for (const Problem& problem : record.problems)
    FW_CHECK(problem.span.begin <= problem.span.end && problem.span.end <= record.content.size());
}

inline void read_fuzzed(std::string_view bytes, std::string name) {
  constexpr size_t cap = 1 << 20;
  auto reader = read_memory(bytes, std::move(name), {.max_record_bytes = cap});
  while (auto item = reader->next()) {
    if (auto* record = std::get_if<RawRecord>(&*item))
      check_record(*record, cap);
    else
      FW_CHECK(!std::get<Unread>(*item).reason.empty() && !std::get<Unread>(*item).detail.empty());
  }
}

}  // namespace fairwitness
