#include "article/article.h"

namespace fairwitness {

std::string_view name_of(BlockKind value) {
  switch (value) {
    case BlockKind::title:
      return "title";
    case BlockKind::paragraph:
      return "paragraph";
    case BlockKind::subhead:
      return "subhead";
    case BlockKind::caption:
      return "caption";
    case BlockKind::list_item:
      return "list_item";
    case BlockKind::block_quote:
      return "block_quote";
    case BlockKind::table:
      return "table";
    case BlockKind::byline:
      return "byline";
    case BlockKind::credit:
      return "credit";
  }
  return "";
}

std::string_view name_of(CreditHow value) {
  switch (value) {
    case CreditHow::dateline:
      return "dateline";
    case CreditHow::byline:
      return "byline";
    case CreditHow::credit_line:
      return "credit_line";
    case CreditHow::in_text:
      return "in_text";
    case CreditHow::photo:
      return "photo";
  }
  return "";
}

}  // namespace fairwitness
