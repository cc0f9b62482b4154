// What a file is: by its first bytes, and by its name where they leave it open.
#pragma once

#include <string>
#include <string_view>

namespace fairwitness {

enum class FileKind {
  empty,
  binary,
  other,
  html,
  text,
  json_lines,
  json,
  json_feed,
  feed,
  warc,
  mime,
  zip,
  gzip,
  zstd
};

struct Sniffed {
  FileKind kind = FileKind::text;
  std::string what;  // for binary and other: what it seems to be, for people
};

// `head` is the beginning of the file (`whole`: all of it), `name` its name or "".
Sniffed sniff(std::string_view head, std::string_view name, bool whole);

// How many bytes of head are enough.
inline constexpr size_t sniffed_bytes = 64 << 10;

// Does the text begin as a page does? The patterns of the MIME Sniffing standard (7.1), after white space and comments.
bool begins_as_html(std::string_view text);

}  // namespace fairwitness
