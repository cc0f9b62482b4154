// When a doctype puts a document into quirks mode (section 13.2.6.4.1), where a table does not close a paragraph.
#pragma once

#include "page/tokenizer.h"

namespace fairwitness::page {

bool is_quirky(const Token& doctype);

}  // namespace fairwitness::page
