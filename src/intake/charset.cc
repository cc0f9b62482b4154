#include "intake/charset.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "intake/encodings.h"
#include "intake/prescan.h"

namespace fairwitness {
namespace {

// Meta elements behind the first 1024 bytes make browsers start again; they are looked for this far.
constexpr size_t late_meta_bytes = 64 << 10;

struct Choice {
  std::string_view encoding;
  const char* from = "";
  size_t mark = 0;  // length of the byte order mark
};

Choice byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {"UTF-8", "bom", 3};
  if (bytes.starts_with("\xFE\xFF")) return {"UTF-16BE", "bom", 2};
  if (bytes.starts_with("\xFF\xFE")) return {"UTF-16LE", "bom", 2};
  return {};
}

// Section 6.1 of the Encoding standard and 13.2.3.2 of HTML: BOM, header, meta, the bytes themselves, the default.
Choice choose(std::string_view bytes, std::string_view header_charset, RawKind kind, bool valid_utf8) {
  if (Choice mark = byte_order_mark(bytes); mark.mark) return mark;
  if (auto named = encoding_of_label(header_charset); !named.empty()) return {named, "header"};
  if (kind == RawKind::html)
    if (auto named = prescan(bytes); !named.empty()) return {named, "meta"};
  bool escapes = bytes.find("\x1B$") != bytes.npos;
  if (valid_utf8 && !escapes && bytes.find('\0') == bytes.npos) return {"UTF-8", "detected"};
  if (kind == RawKind::html)
    if (auto named = prescan(bytes, late_meta_bytes); !named.empty()) return {named, "meta"};
  if (auto guess = detect_encoding(bytes, kind == RawKind::html); !guess.empty()) return {guess, "detected"};
  if (valid_utf8) return {"UTF-8", "detected"};
  return {"windows-1252", "default"};
}

size_t multibyte_sequences(std::string_view utf8, size_t enough) {
  size_t count = 0;
  for (char c : utf8)
    if ((static_cast<unsigned char>(c) & 0xC0) == 0xC0 && ++count == enough) break;
  return count;
}

// Does either byte stand in the text? One pass for what would be two, sixteen bytes at a step.
bool holds_either(std::string_view text, char one, char other) {
  using Bytes = char __attribute__((vector_size(16)));
  constexpr size_t step = sizeof(Bytes), block = 64 * step;
  size_t at = 0;
  while (at + step <= text.size()) {
    auto found = Bytes{} != Bytes{};
    for (const size_t end = std::min(at + block, text.size()); at + step <= end; at += step) {
      Bytes bytes;
      std::memcpy(&bytes, text.data() + at, step);
      found |= (bytes == one) | (bytes == other);
    }
    uint64_t halves[2];
    std::memcpy(halves, &found, sizeof halves);
    if ((halves[0] | halves[1]) != 0) return true;
  }
  text.remove_prefix(at);
  return text.find(one) != text.npos || text.find(other) != text.npos;
}

Span place_of(size_t at, size_t length) { return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + length)}; }

}  // namespace

void clean_text(std::string& text, std::vector<Problem>& problems) {
  if (!holds_either(text, '\0', '\xC3')) return;  // the byte that text encoded twice is known by
  if (size_t nul = text.find('\0'); nul != text.npos) {
    size_t before = text.size();
    text.erase(std::remove(text.begin() + static_cast<ptrdiff_t>(nul), text.end(), '\0'), text.end());
    problems.push_back({"nul_removed", {}, std::to_string(before - text.size()) + " U+0000 taken out"});
  }
  size_t first = 0;
  if (size_t repaired = repair_mojibake(text, first))
    problems.push_back(
        {"charset_repaired", place_of(first, 0), std::to_string(repaired) + " places were UTF-8 encoded twice"});
}

Decoded decode_bytes(std::string bytes, std::string_view header_charset, RawKind kind) {
  bool valid_utf8 = simdjson::validate_utf8(bytes);
  Choice choice = choose(bytes, header_charset, kind, valid_utf8);
  Decoded out;
  // A page that names another encoding and yet is UTF-8 throughout has a wrong label: in a single-byte encoding three
  // sequences do not fit by chance, in one of several bytes a short word may, but sixteen sequences do not.
  bool other =
      !choice.encoding.starts_with("UTF-") && choice.encoding != "ISO-2022-JP" && choice.encoding != "replacement";
  size_t enough = is_single_byte(choice.encoding) ? 3 : 16;
  bool mislabelled = valid_utf8 && other && multibyte_sequences(bytes, enough) == enough;
  if (mislabelled) {
    out.problems.push_back(
        {"charset_repaired", {}, "labelled " + std::string(choice.encoding) + ", but UTF-8 throughout"});
    choice = {"UTF-8", "detected"};
  }
  out.charset = choice.encoding;
  out.from = choice.from;
  if (choice.mark) bytes.erase(0, choice.mark);
  size_t invalid = 0;
  out.text = valid_utf8 && choice.encoding == "UTF-8" ? std::move(bytes)
                                                      : decode_as(std::move(bytes), choice.encoding, invalid);
  // Places are looked up once nothing moves any more.
  clean_text(out.text, out.problems);
  if (invalid) {
    size_t first = out.text.find("\xEF\xBF\xBD");
    if (first == out.text.npos) first = 0;
    out.problems.push_back(
        {"invalid_utf8", place_of(first, std::min<size_t>(3, out.text.size() - first)),
         std::to_string(invalid) + " byte sequences are not " + out.charset + "; U+FFFD stands for each"});
  }
  return out;
}

Decoded decode(std::string_view bytes, std::string_view header_charset, RawKind kind) {
  return decode_bytes(std::string(bytes), header_charset, kind);
}

}  // namespace fairwitness
