#include "account/html_writer.h"

#include "base/utf8.h"

namespace fairwitness {

std::string html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (direction || (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0))
          append_utf8(out, replacement_character);
        else
          append_utf8(out, c);
    }
  }
  return out;
}

}  // namespace fairwitness
