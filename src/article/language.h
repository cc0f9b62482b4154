// The language of a report: what its page declares, checked against its text; where they disagree the text decides.
#pragma once

#include <string>
#include <string_view>

#include "article/article.h"

namespace fairwitness {

// "en", "pt", "zh" of "en-GB", "pt_BR", "zh-Hans"; "" where it is no language code.
std::string primary_language(std::string_view tag);

// Looks at article.language (what is declared) and article.text, and leaves the language there, with its source.
void settle_language(const RawRecord& record, Article& article);

}  // namespace fairwitness
