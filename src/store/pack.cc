#include "store/pack.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace fairwitness {

void pack_u32(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}

uint32_t unpack_u32(std::string_view blob, size_t index) {
  if (blob.size() < 4 * index + 4) return 0;
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i)
    value |= static_cast<uint32_t>(static_cast<unsigned char>(blob[4 * index + i])) << (8 * i);
  return value;
}

std::string spans_json(const std::vector<Span>& spans) {
  std::string out = "[";
  for (const Span& span : spans) {
    if (out.size() > 1) out += ',';
    out += '[' + std::to_string(span.begin) + ',' + std::to_string(span.end) + ']';
  }
  return out + ']';
}

std::vector<Span> spans_of_json(std::string_view json) {
  std::vector<Span> out;
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsArray()) return out;
  for (const auto& pair : document.GetArray())
    if (pair.IsArray() && pair.Size() == 2 && pair[0].IsUint() && pair[1].IsUint())
      out.push_back({pair[0].GetUint(), pair[1].GetUint()});
  return out;
}

std::string strings_json(const std::vector<std::string>& strings) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartArray();
  for (const auto& one : strings) writer.String(one.data(), static_cast<unsigned>(one.size()));
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

std::vector<std::string> strings_of_json(std::string_view json) {
  std::vector<std::string> out;
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsArray()) return out;
  for (const auto& one : document.GetArray())
    if (one.IsString()) out.emplace_back(one.GetString(), one.GetStringLength());
  return out;
}

}  // namespace fairwitness
