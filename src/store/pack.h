// Lists in one column: numbers as little-endian u32 in a blob, spans and strings as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace fairwitness {

void pack_u32(std::string& out, uint32_t value);
uint32_t unpack_u32(std::string_view blob, size_t index);  // 0 behind the end

std::string spans_json(const std::vector<Span>& spans);
std::vector<Span> spans_of_json(std::string_view json);  // what is not a list of pairs gives an empty list
std::string strings_json(const std::vector<std::string>& strings);
std::vector<std::string> strings_of_json(std::string_view json);

}  // namespace fairwitness
