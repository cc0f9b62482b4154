#include "intake/sniff.h"

#include <simdjson.h>

#include <algorithm>

#include "intake/charset.h"
#include "intake/encodings.h"
#include "intake/letters.h"
#include "intake/reader.h"

namespace fairwitness {
namespace {

struct Magic {
  std::string_view bytes;
  const char* what;
};
constexpr Magic magics[] = {
    {"%PDF-", "a PDF document"},
    {"\x89PNG", "a PNG image"},
    {"GIF8", "a GIF image"},
    {"\xFF\xD8\xFF", "a JPEG image"},
    {"RIFF", "a RIFF file (image, sound or film)"},
    {"OggS", "an Ogg file"},
    {"ID3", "an MP3 file"},
    {"BZh", "compressed by bzip2"},
    {"\xFD\x37zXZ", "compressed by xz"},
    {"7z\xBC\xAF", "a 7z archive"},
    {"Rar!", "a RAR archive"},
    {"SQLite format 3", "an SQLite database"},
    {"\x7F\x45LF", "a program"},
    {"\xD0\xCF\x11\xE0", "an old Office document"},
    {"{\\rtf", "an RTF document"},
    {"%!PS", "a PostScript document"},
    {"wOFF", "a font"},
    {"wOF2", "a font"},
};

// Section 3 of the MIME Sniffing standard calls these bytes binary. A stray one in a long text does no harm.
bool looks_binary(std::string_view head) {
  head = head.substr(0, 4096);
  size_t binary = 0;
  for (char c : head) {
    auto byte = static_cast<unsigned char>(c);
    binary += byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) || (byte >= 0x1C && byte <= 0x1F);
  }
  return binary > std::max<size_t>(1, head.size() / 50);
}

// Over white space, comments, processing instructions and the document type: to the first element.
std::string_view first_element(std::string_view text) {
  for (;;) {
    text = trimmed(text);
    std::string_view end = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? "?>" : "";
    if (end.empty() && starts_with_letters(text, "<!doctype")) {
      // An internal subset in brackets may hold '>' of its own.
      size_t close = text.find_first_of("[>");
      if (close != text.npos && text[close] == '[') close = text.find("]", close);
      if (close != text.npos) close = text.find('>', close);
      if (close == text.npos) return {};
      text.remove_prefix(close + 1);
      continue;
    }
    if (end.empty()) return text;
    size_t close = text.find(end, 2);
    if (close == text.npos) return {};
    text.remove_prefix(close + end.size());
  }
}

std::string_view element_name(std::string_view text) {
  if (!text.starts_with('<')) return {};
  size_t end = 1;
  while (end < text.size() && !is_space(text[end]) && text[end] != '>' && text[end] != '/') ++end;
  return text.substr(1, end - 1);
}

bool is_feed_element(std::string_view name) {
  return name == "rss" || name == "feed" || name == "RDF" || name.ends_with(":RDF") || name.ends_with(":feed");
}

bool named_html(const std::string& ending) {
  return ending == ".html" || ending == ".htm" || ending == ".xhtml" || ending == ".shtml" || ending == ".php" ||
         ending == ".asp" || ending == ".aspx" || ending == ".jsp";
}
bool named_text(const std::string& ending) { return ending == ".txt" || ending == ".text" || ending == ".md"; }

bool parses(std::string_view text) {
  simdjson::dom::parser parser;
  return parser.parse(text.data(), text.size()).error() == simdjson::SUCCESS;
}

// A text that begins with '{' or '[' is JSON when its first line or the whole of it parses.
FileKind json_kind(std::string_view text, const std::string& ending, bool whole) {
  if (text.substr(0, 4096).find("https://jsonfeed.org/version/") != text.npos) return FileKind::json_feed;
  size_t line_end = text.find('\n');
  std::string_view line = trimmed(text.substr(0, line_end));
  bool named = ending == ".json";
  if (line_end == text.npos && !whole) {
    // A first line that is longer than what is seen of it.
    if (named) return FileKind::json;
    return line.starts_with("{\"") && !named_text(ending) ? FileKind::json_lines : FileKind::text;
  }
  if (line.starts_with('{') && parses(line)) return FileKind::json_lines;
  if (named || (whole && parses(trimmed(text)))) return FileKind::json;
  return FileKind::text;
}

// Does it begin as a mail message or a page saved as MHTML? Header lines to an empty line, the telling ones among them.
bool begins_as_mime(std::string_view text, bool named) {
  bool version = false, from = false, date = false, type = false, id = false;
  for (size_t at = 0, lines = 0; at < text.size() && lines < 400; ++lines) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (trimmed(line).empty()) break;
    if (lines == 0 && line.starts_with("From ")) continue;  // an mbox line
    if (is_space(line[0])) {
      if (lines == 0) return false;
      continue;
    }
    size_t colon = line.find(':');
    if (colon == line.npos || colon == 0) return false;
    std::string_view name = line.substr(0, colon);
    for (char c : name)
      if (c <= ' ' || c > '~') return false;
    version |= same_letters(name, "mime-version");
    from |= same_letters(name, "from");
    date |= same_letters(name, "date");
    type |= same_letters(name, "content-type");
    id |= same_letters(name, "message-id") || same_letters(name, "received") || same_letters(name, "return-path");
  }
  if (named) return version || from || type || date;
  return (version && type) || (from && date && id);
}

Sniffed sniff_text(std::string_view text, std::string_view name, bool whole) {
  std::string ending = ending_of(name);
  std::string_view body = trimmed(text);
  if (ending == ".jsonl" || ending == ".ndjson") return {FileKind::json_lines, ""};
  if (body.starts_with('{') || body.starts_with('[')) {
    FileKind kind = json_kind(body, ending, whole);
    return {named_html(ending) && kind == FileKind::text ? FileKind::html : kind, ""};
  }
  std::string_view element = first_element(body);
  if (is_feed_element(element_name(element))) return {FileKind::feed, ""};
  if (named_html(ending) || (begins_as_html(body) && !named_text(ending))) return {FileKind::html, ""};
  if (begins_as_html(body) &&
      (same_letters(element_name(element), "html") || starts_with_letters(body, "<!doctype html")))
    return {FileKind::html, ""};
  if (ending == ".xml" || body.starts_with("<?xml"))
    return {FileKind::other,
            "XML, but no feed (its first element is " + std::string(element_name(element).substr(0, 40)) + ")"};
  return {FileKind::text, ""};
}

}  // namespace

bool begins_as_html(std::string_view text) {
  text = trimmed(text);
  if (starts_with_letters(text, "<!doctype html")) return true;
  text = first_element(text);
  std::string name = lowered(element_name(text).substr(0, 12));
  for (std::string_view known :
       {"html", "head", "script", "iframe", "h1",   "div",  "font",    "table", "a",       "style", "title",
        "b",    "body", "br",     "p",      "meta", "link", "article", "main",  "section", "header"})
    if (name == known) return true;
  return false;
}

Sniffed sniff(std::string_view head, std::string_view name, bool whole) {
  if (head.empty()) return {FileKind::empty, ""};
  if (head.starts_with("\x1F\x8B")) return {FileKind::gzip, ""};
  if (head.starts_with("\x28\xB5\x2F\xFD") || head.starts_with("\x5D\x2A\x4D\x18")) return {FileKind::zstd, ""};
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return {FileKind::zip, ""};
  for (const Magic& magic : magics)
    if (head.starts_with(magic.bytes)) return {FileKind::binary, magic.what};
  // Archives and messages may carry anything behind their first lines.
  std::string_view first = trimmed(head.substr(0, 4096));
  if (first.starts_with("WARC/") && first.size() > 5 && is_digit(first[5])) return {FileKind::warc, ""};
  std::string ending = ending_of(name);
  if (begins_as_mime(head, ending == ".eml" || ending == ".mht" || ending == ".mhtml")) return {FileKind::mime, ""};
  if (head.size() > 8 && head.substr(4, 4) == "ftyp") return {FileKind::binary, "a film or image"};
  bool utf16 = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE");
  if (!utf16 && looks_binary(head)) {
    auto guess = detect_encoding(head, false);
    if (!guess.starts_with("UTF-16")) return {FileKind::binary, "binary data"};
    utf16 = true;
  }
  if (utf16) {
    Decoded decoded = decode_bytes(std::string(head.substr(0, 8192)), "", RawKind::text);
    Sniffed sniffed = sniff_text(decoded.text, name, false);
    bool pages = sniffed.kind == FileKind::html || sniffed.kind == FileKind::feed || sniffed.kind == FileKind::other;
    return pages ? sniffed : Sniffed{FileKind::text, ""};
  }
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  return sniff_text(head, name, whole);
}

}  // namespace fairwitness
