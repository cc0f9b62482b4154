// Where a page keeps its headline and authors: every place that may hold the headline, and the places that an outlet is
// known to keep either in (rules/outlets).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/jsonld.h"
#include "article/meta_evidence.h"
#include "article/meta_title.h"
#include "page/page.h"

namespace fairwitness {

// All places that may hold the headline, each with how much it is believed alone. `main` describes the page's own
// article; null where nothing does.
std::vector<Headline> headline_candidates(const Tree& tree, const PageEvidence& evidence, const JsonLdNode* main,
                                          const PageFields& fields);

// What stands at a place named as in rules/outlets ("jsonld:headline", "html:h1", "meta:og:title"); an empty value
// where the page has no such place.
Headline headline_at(std::string_view place, const Tree& tree, const PageEvidence& evidence, const JsonLdNode* main);

// The raw bylines at such a place ("jsonld:author", "meta:author", "class:byline"); several where it is a list.
std::vector<std::string> authors_at(std::string_view place, const Tree& tree, const PageEvidence& evidence,
                                    const JsonLdNode* main);

}  // namespace fairwitness
