#include "report/markdown.h"

namespace fairwitness {

std::string markdown_text(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    bool starts_line = at == 0;
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
      continue;
    }
    bool mark = c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' || c == '>' ||
                c == '|' || c == '&';
    bool line_mark = starts_line && (c == '#' || c == '+' || c == '-' || c == '=' || c == '~');
    if (mark || line_mark) out += '\\';
    out += c;
    // "3. May" at the start of a line would become a list.
    if (c >= '0' && c <= '9' && at + 1 < text.size() && (text[at + 1] == '.' || text[at + 1] == ')') &&
        text.substr(0, at + 1).find_first_not_of("0123456789") == text.npos)
      out += '\\';
  }
  return out;
}

std::string page_markdown(const Report& report) {
  std::string out;
  bool in_list = false;
  for (const Block& block : report.article.blocks) {
    bool item = block.kind == BlockKind::list_item;
    if (!out.empty()) out += item && in_list ? "\n" : "\n\n";
    in_list = item;
    switch (block.kind) {
      case BlockKind::title:
        out += "# ";
        break;
      case BlockKind::subhead:
        out += "## ";
        break;
      case BlockKind::list_item:
        out += "- ";
        break;
      case BlockKind::block_quote:
        out += "> ";
        break;
      default:
        break;
    }
    bool emphasis =
        block.kind == BlockKind::caption || block.kind == BlockKind::byline || block.kind == BlockKind::credit;
    if (emphasis) out += '*';
    out += markdown_text(block.span.of(report.text()));
    if (emphasis) out += '*';
  }
  return out;
}

}  // namespace fairwitness
