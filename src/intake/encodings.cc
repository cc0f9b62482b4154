#include "intake/encodings.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <unordered_map>

#include "base/base.h"
#include "rules/rules.h"

namespace fairwitness {
namespace {

using HighHalf = std::array<char32_t, 128>;

// The two tables of data/rules, read once and never changed. They belong to a standard and not to a language, so they
// are always those that were compiled in, whatever folder of rules a run is given.
struct Encodings {
  std::unordered_map<std::string, std::string> names;
  std::map<std::string, HighHalf, std::less<>> single_bytes;
  std::unordered_map<char32_t, int> windows_1252;

  Encodings() {
    auto rules = Rules::embedded();
    FW_CHECK(rules.has_value());
    const Table& labels = (*rules)->table("rules/encodings");
    for (size_t row = 0; row < labels.rows(); ++row)
      names.emplace(labels.cell(row, "label"), labels.cell(row, "encoding"));
    const Table& halves = (*rules)->table("rules/single_byte");
    for (size_t row = 0; row < halves.rows(); ++row)
      single_bytes.emplace(halves.cell(row, "encoding"), read_half(halves.cell(row, "high_half")));
    const HighHalf& western = single_bytes.at("windows-1252");
    for (int i = 0; i < 128; ++i) windows_1252.emplace(western[i], 128 + i);
  }

  static HighHalf read_half(std::string_view cell) {
    HighHalf half;
    half.fill(replacement_character);
    for (size_t i = 0; i < half.size() && i * 5 + 4 <= cell.size(); ++i) {
      uint32_t value = 0;
      std::from_chars(cell.data() + i * 5, cell.data() + i * 5 + 4, value, 16);
      half[i] = value;
    }
    return half;
  }
};

const Encodings& encodings() {
  static const Encodings tables;
  return tables;
}

unsigned byte_at(std::string_view bytes, size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::string decode_single_byte(std::string_view bytes, const HighHalf& half, size_t& invalid) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4 + 16);
  for (size_t at = 0; at < bytes.size(); ++at) {
    unsigned byte = byte_at(bytes, at);
    if (byte < 0x80) {
      out += bytes[at];
      continue;
    }
    invalid += half[byte - 0x80] == replacement_character;
    append_utf8(out, half[byte - 0x80]);
  }
  return out;
}

// Section 14.5: the high half lies in the private use area, so that no byte is lost.
std::string decode_user_defined(std::string_view bytes) {
  std::string out;
  for (size_t at = 0; at < bytes.size(); ++at) {
    unsigned byte = byte_at(bytes, at);
    append_utf8(out, byte < 0x80 ? byte : 0xF780 + byte - 0x80);
  }
  return out;
}

// Section 14.4: a lone surrogate is an error, and so is an odd last byte.
std::string decode_utf16(std::string_view bytes, bool big_endian, size_t& invalid) {
  std::string out;
  out.reserve(bytes.size());
  auto unit = [&](size_t at) -> char32_t {
    return big_endian ? byte_at(bytes, at) << 8 | byte_at(bytes, at + 1)
                      : byte_at(bytes, at + 1) << 8 | byte_at(bytes, at);
  };
  size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) {
    char32_t value = unit(at);
    if (value >= 0xD800 && value < 0xDC00 && at + 4 <= bytes.size()) {
      char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    invalid += value >= 0xD800 && value < 0xE000;
    append_utf8(out, value);
  }
  if (at < bytes.size()) {
    ++invalid;
    append_utf8(out, replacement_character);
  }
  return out;
}

// ICU's own callback would write U+001A for some bytes; the standard knows only U+FFFD.
void replace_invalid(const void* context, UConverterToUnicodeArgs* args, const char*, int32_t,
                     UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  ++*const_cast<size_t*>(static_cast<const size_t*>(context));
  *status = U_ZERO_ERROR;
  static const UChar replacement[] = {0xFFFD};
  ucnv_cbToUWriteUChars(args, replacement, 1, 0, status);
}

// The ICU converters that are nearest to the standard's tables; README.md says where they differ.
const char* converter_of(std::string_view encoding) {
  static constexpr std::pair<std::string_view, const char*> names[] = {
      {"Big5", "Big5-HKSCS"}, {"EUC-JP", "euc-jp-2007"},      {"EUC-KR", "windows-949-2000"}, {"GBK", "gb18030"},
      {"gb18030", "gb18030"}, {"ISO-2022-JP", "ISO-2022-JP"}, {"Shift_JIS", "windows-31j"}};
  for (auto [name, converter] : names)
    if (name == encoding) return converter;
  return nullptr;
}

std::string decode_by_icu(std::string_view bytes, const char* converter_name, size_t& invalid) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(converter_name, &status), ucnv_close);
  FW_CHECK(U_SUCCESS(status));
  ucnv_setToUCallBack(converter.get(), replace_invalid, &invalid, nullptr, nullptr, &status);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  UChar units[4096];
  const char* from = bytes.data();
  const char* end = from + bytes.size();
  char16_t high = 0;
  do {
    UChar* to = units;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, units + std::size(units), &from, end, nullptr, true, &status);
    for (const UChar* unit = units; unit < to; ++unit) {
      if (U16_IS_LEAD(*unit)) {
        high = *unit;
        continue;
      }
      append_utf8(out, U16_IS_TRAIL(*unit) && high ? U16_GET_SUPPLEMENTARY(high, *unit) : static_cast<char32_t>(*unit));
      high = 0;
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

}  // namespace

std::string_view encoding_of_label(std::string_view label) {
  auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; };
  while (!label.empty() && space(label.front())) label.remove_prefix(1);
  while (!label.empty() && space(label.back())) label.remove_suffix(1);
  if (label.size() > 40) return {};
  std::string lower(label);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  auto found = encodings().names.find(lower);
  return found == encodings().names.end() ? std::string_view() : std::string_view(found->second);
}

bool is_single_byte(std::string_view encoding) { return encodings().single_bytes.contains(encoding); }

std::string decode_as(std::string bytes, std::string_view encoding, size_t& invalid) {
  invalid = 0;
  if (encoding == "UTF-8") {
    if (simdjson::validate_utf8(bytes)) return bytes;
    return to_valid_utf8(bytes, &invalid);
  }
  if (auto single = encodings().single_bytes.find(encoding); single != encodings().single_bytes.end())
    return decode_single_byte(bytes, single->second, invalid);
  if (encoding.starts_with("UTF-16")) return decode_utf16(bytes, encoding == "UTF-16BE", invalid);
  if (encoding == "x-user-defined") return decode_user_defined(bytes);
  if (const char* converter = converter_of(encoding)) return decode_by_icu(bytes, converter, invalid);
  // "replacement" (section 14.1): encodings that are never decoded, since they can hide what they say.
  invalid = bytes.empty() ? 0 : 1;
  return bytes.empty() ? std::string() : std::string("\xEF\xBF\xBD");
}

int windows_1252_byte(char32_t code_point) {
  if (code_point < 0xA0) return static_cast<int>(code_point);
  auto found = encodings().windows_1252.find(code_point);
  return found == encodings().windows_1252.end() ? -1 : found->second;
}

}  // namespace fairwitness
