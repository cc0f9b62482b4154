#include "cli/output.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"

namespace fairwitness::cli {

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) std::_Exit(0);
}

std::string plain(std::string_view text, bool lines) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c == '\n' && lines)
      out += '\n';
    else if (c == '\n' || c == '\t' || c == '\r')
      out += ' ';
    else if (control || direction)
      out += "\xEF\xBF\xBD";
    else
      append_utf8(out, c);
  }
  return out;
}

namespace {

size_t length(std::string_view text) { return CodePoints(text).size(); }

std::string cut(const std::string& cell, size_t width) {
  CodePoints points(cell);
  if (points.size() <= width) return cell;
  return cell.substr(0, points.byte_of(static_cast<uint32_t>(width - 1))) + "…";
}

}  // namespace

std::string table(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& rows,
                  size_t width) {
  std::vector<std::vector<std::string>> cells{names};
  for (const auto& row : rows) {
    cells.emplace_back();
    for (const auto& cell : row) cells.back().push_back(cut(plain(cell), width));
  }
  std::vector<size_t> widths(names.size());
  for (const auto& row : cells)
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], length(row[i]));
  std::string out;
  for (const auto& row : cells) {
    for (size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size()) out.append(widths[i] - length(row[i]) + 2, ' ');
    }
    out += '\n';
  }
  return out;
}

std::string line_of(const Unread& unread) {
  std::string place = unread.place.path;
  if (!unread.place.inner.empty()) place += " > " + unread.place.inner;
  if (unread.place.offset || unread.place.length)
    place += " [" + std::to_string(unread.place.offset) + ", " +
             std::to_string(unread.place.offset + unread.place.length) + ")";
  return plain(place) + (unread.how == Unread::How::failed ? ": failed (" : ": skipped (") + unread.reason +
         "): " + plain(unread.detail);
}

bool stdout_is_terminal() { return ::isatty(1) != 0; }
bool stderr_is_terminal() { return ::isatty(2) != 0; }

}  // namespace fairwitness::cli
