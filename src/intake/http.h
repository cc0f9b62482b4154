// A saved HTTP response: its head, and its body with the transfer's and the content's encodings undone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairwitness {

struct HttpHead {
  int status = 0;
  size_t size = 0;  // where the body begins
  std::string_view content_type;
  std::vector<std::string> encodings;  // in the order they were applied, in lower case
  bool chunked = false;
};

// False when the bytes do not begin with a status line. Lines may end in LF alone; a head without an empty line behind
// it has no body.
bool read_http_head(std::string_view bytes, HttpHead& head);

struct Body {
  std::string bytes;
  bool cut = false;     // longer than the cap
  std::string trouble;  // "" or why there are no bytes: gzip_broken, unknown_encoding, too_many_encodings ...
};

// Crawlers often undo encodings and leave the header: what is not chunked or compressed is taken as it is.
Body read_http_body(std::string_view body, const HttpHead& head, size_t cap);

// One field of "Name: value" lines, "" when absent. Folded lines count as one.
struct HeaderField {
  std::string_view name, value;
};
// Takes the first field off the lines; false at their end (an empty line, which is taken off too).
bool next_header_field(std::string_view& lines, HeaderField& field);

}  // namespace fairwitness
