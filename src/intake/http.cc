#include "intake/http.h"

#include <libdeflate.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "intake/inflate.h"
#include "intake/letters.h"

namespace fairwitness {
namespace {

constexpr size_t most_encodings = 4;

void add_encodings(std::string_view value, std::vector<std::string>& encodings) {
  while (!value.empty()) {
    size_t comma = std::min(value.find(','), value.size());
    std::string name = lowered(trimmed(value.substr(0, comma)));
    value.remove_prefix(std::min(comma + 1, value.size()));
    if (name.empty() || name == "identity") continue;
    encodings.push_back(name.starts_with("x-") ? name.substr(2) : name);
  }
}

// RFC 9112, section 7.1. False when the bytes are not chunked at all; a body that breaks off keeps what it has.
bool join_chunks(std::string_view body, std::string& out) {
  out.clear();
  bool any = false;
  while (!body.empty()) {
    size_t line_end = body.substr(0, 4096).find('\n');
    if (line_end == body.npos) return any;
    std::string_view line = trimmed(body.substr(0, std::min(line_end, body.find(';'))));
    uint64_t size = 0;
    auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc() || line.empty() || end != line.data() + line.size()) return any;
    any = true;
    body.remove_prefix(line_end + 1);
    if (size == 0) return true;
    std::string_view chunk = body.substr(0, static_cast<size_t>(std::min<uint64_t>(size, body.size())));
    out += chunk;
    body.remove_prefix(chunk.size());
    if (body.starts_with("\r\n"))
      body.remove_prefix(2);
    else if (body.starts_with('\n'))
      body.remove_prefix(1);
  }
  return any;
}

// A whole gzip body at once; false where the slow way must find out what is wrong with it, or it is too long.
bool gunzip_at_once(std::string_view bytes, size_t cap, std::string& out) {
  if (bytes.size() < 18) return false;
  uint32_t claimed = 0;  // the last four bytes: the size modulo 2^32
  for (size_t i = 0; i < 4; ++i)
    claimed |= uint32_t{static_cast<unsigned char>(bytes[bytes.size() - 4 + i])} << (8 * i);
  if (claimed > cap || claimed / 1100 > bytes.size()) return false;
  std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  out.resize(claimed);
  size_t got = 0;
  auto result =
      libdeflate_gzip_decompress(decompressor.get(), bytes.data(), bytes.size(), out.data(), out.size(), &got);
  return result == LIBDEFLATE_SUCCESS && got == claimed;
}

Body read_stream(std::string_view bytes, size_t cap, std::unique_ptr<Stream> (*open)(ByteWindow&)) {
  Body body;
  ByteWindow below(bytes);
  ByteWindow window(open(below));
  body.bytes = window.ahead(cap);
  body.cut = window.have(cap + 1);
  body.trouble = window.trouble();
  if (body.trouble == "bomb" && !body.bytes.empty()) {
    body.trouble.clear();
    body.cut = true;
  }
  return body;
}

// Brotli and raw deflate have no magic of their own. What begins as a page does is one, and nothing was compressed.
Body undo(std::string_view bytes, const std::string& encoding, size_t cap) {
  Body body;
  if (encoding == "gzip") {
    if (!bytes.starts_with("\x1F\x8B")) return {std::string(bytes), false, ""};
    if (gunzip_at_once(bytes, cap, body.bytes)) return body;
    return read_stream(bytes, cap, [](ByteWindow& below) { return gunzip(below); });
  }
  if (encoding == "zstd") {
    if (!bytes.starts_with("\x28\xB5\x2F\xFD")) return {std::string(bytes), false, ""};
    return read_stream(bytes, cap, unzstd);
  }
  if (encoding == "deflate" || encoding == "br") {
    if (trimmed(bytes.substr(0, 256)).starts_with('<')) return {std::string(bytes), false, ""};
    return read_stream(bytes, cap, encoding == "br" ? unbrotli : inflate_deflate);
  }
  body.trouble = "unknown_encoding";
  return body;
}

}  // namespace

bool next_header_field(std::string_view& lines, HeaderField& field) {
  while (!lines.empty()) {
    size_t end = std::min(lines.find('\n'), lines.size());
    // A line that begins with white space belongs to the one before.
    while (end + 1 < lines.size() && (lines[end + 1] == ' ' || lines[end + 1] == '\t') &&
           !trimmed(lines.substr(0, end)).empty())
      end = std::min(lines.find('\n', end + 1), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (trimmed(line).empty()) return false;
    size_t colon = line.find(':');
    if (colon == line.npos) continue;
    field = {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
    return true;
  }
  return false;
}

bool read_http_head(std::string_view bytes, HttpHead& head) {
  if (!bytes.starts_with("HTTP/")) return false;
  std::string_view lines = bytes;
  size_t line_end = std::min(lines.find('\n'), lines.size());
  std::string_view line = lines.substr(0, line_end);
  lines.remove_prefix(std::min(line_end + 1, lines.size()));
  if (size_t space = line.find(' '); space != line.npos) {
    std::string_view code = trimmed(line.substr(space));
    std::from_chars(code.data(), code.data() + std::min<size_t>(3, code.size()), head.status);
  }
  HeaderField field;
  while (next_header_field(lines, field)) {
    if (same_letters(field.name, "content-type")) {
      if (head.content_type.empty()) head.content_type = field.value;
    } else if (same_letters(field.name, "content-encoding")) {
      add_encodings(field.value, head.encodings);
    } else if (same_letters(field.name, "transfer-encoding")) {
      std::vector<std::string> transfer;
      add_encodings(field.value, transfer);
      for (std::string& name : transfer) {
        if (name == "chunked")
          head.chunked = true;
        else
          head.encodings.push_back(std::move(name));
      }
    }
  }
  head.size = bytes.size() - lines.size();
  return true;
}

Body read_http_body(std::string_view body, const HttpHead& head, size_t cap) {
  Body out;
  if (head.encodings.size() > most_encodings) {
    out.trouble = "too_many_encodings";
    return out;
  }
  std::string joined;
  if (head.chunked && join_chunks(body, joined)) body = joined;
  for (size_t i = head.encodings.size(); i-- > 0;) {
    Body inner = undo(body, head.encodings[i], cap);
    inner.cut |= out.cut;
    out = std::move(inner);
    if (!out.trouble.empty()) return out;
    body = out.bytes;
  }
  if (head.encodings.empty()) {
    out.cut = body.size() > cap;
    if (body.data() == joined.data() && !out.cut)
      out.bytes = std::move(joined);
    else
      out.bytes = body.substr(0, cap);
  }
  return out;
}

}  // namespace fairwitness
