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

// Bytes that decide how a text is read on: which of them stand anywhere in it.
struct RareBytes {
  bool nul = false, escape = false, c3 = false;  // C3: the byte that text encoded twice is known by
};

// One pass for what would be three, sixteen bytes at a step.
RareBytes rare_bytes(std::string_view text) {
  using Bytes = char __attribute__((vector_size(16)));
  constexpr size_t step = sizeof(Bytes);
  auto nul = Bytes{} != Bytes{}, escape = nul, c3 = nul;
  size_t at = 0;
  for (; at + step <= text.size(); at += step) {
    Bytes bytes;
    std::memcpy(&bytes, text.data() + at, step);
    nul |= bytes == '\0';
    escape |= bytes == '\x1B';
    c3 |= bytes == '\xC3';
  }
  auto any = [rest = text.substr(at)](const auto& found, char byte) {
    uint64_t halves[2];
    std::memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0 || rest.find(byte) != rest.npos;
  };
  return {any(nul, '\0'), any(escape, '\x1B'), any(c3, '\xC3')};
}

// Section 6.1 of the Encoding standard and 13.2.3.2 of HTML: BOM, header, meta, the bytes themselves, the default.
Choice choose(std::string_view bytes, std::string_view header_charset, RawKind kind, bool valid_utf8, RareBytes rare) {
  if (Choice mark = byte_order_mark(bytes); mark.mark) return mark;
  if (auto named = encoding_of_label(header_charset); !named.empty()) return {named, "header"};
  if (kind == RawKind::html)
    if (auto named = prescan(bytes); !named.empty()) return {named, "meta"};
  bool escapes = rare.escape && bytes.find("\x1B$") != bytes.npos;
  if (valid_utf8 && !escapes && !rare.nul) return {"UTF-8", "detected"};
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

Span place_of(size_t at, size_t length) { return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + length)}; }

void clean(std::string& text, RareBytes rare, std::vector<Problem>& problems) {
  if (rare.nul) {
    size_t before = text.size();
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    if (text.size() < before)
      problems.push_back({"nul_removed", {}, std::to_string(before - text.size()) + " U+0000 taken out"});
  }
  if (!rare.c3) return;
  size_t first = 0;
  if (size_t repaired = repair_mojibake(text, first))
    problems.push_back(
        {"charset_repaired", place_of(first, 0), std::to_string(repaired) + " places were UTF-8 encoded twice"});
}

}  // namespace

void clean_text(std::string& text, std::vector<Problem>& problems) { clean(text, rare_bytes(text), problems); }

Decoded decode_bytes(std::string bytes, std::string_view header_charset, RawKind kind) {
  bool valid_utf8 = simdjson::validate_utf8(bytes);
  RareBytes rare = rare_bytes(bytes);
  Choice choice = choose(bytes, header_charset, kind, valid_utf8, rare);
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
  bool as_it_is = valid_utf8 && choice.encoding == "UTF-8";
  out.text = as_it_is ? std::move(bytes) : decode_as(std::move(bytes), choice.encoding, invalid);
  // Places are looked up once nothing moves any more.
  clean(out.text, as_it_is ? rare : rare_bytes(out.text), out.problems);
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
