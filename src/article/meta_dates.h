// When a page says it was first published and last changed.
#pragma once

#include "article/article.h"
#include "article/meta_evidence.h"
#include "article/meta_state.h"
#include "page/page.h"

namespace fairwitness {

struct DateEvidence {
  const Tree& tree;
  const MetaRules::State& state;
  const PageEvidence& evidence;
  const JsonLdNode* main;  // describes the page's own article; null where nothing does
  NodeId heading;          // of the report; no_node where there is none
  bool month_first;        // 3/4 is the fourth of March
};

// Fills published and modified, the values in order of belief. Reads article.url.
void judge_dates(const DateEvidence& evidence, Article& article);

}  // namespace fairwitness
