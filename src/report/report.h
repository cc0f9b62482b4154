// One report with everything the map half found in it: what crosses from one report at a time to many together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "dates/dates.h"
#include "events/events.h"
#include "figures/figures.h"
#include "intake/intake.h"
#include "names/names.h"
#include "quotes/quotes.h"
#include "words/words.h"

namespace fairwitness {

struct Report {
  std::string id;
  SourcePlace place;
  std::string content_hash;  // 128 bits of the record's content, hex
  Article article;
  Words words;  // after a trip through the library: sentences only, no tokens
  Names names;
  std::vector<Quote> quotes;
  std::vector<Time> times;
  std::vector<Figure> figures;
  // Figures of the title; their spans lie in `article.title.value`. They say what the report is about, and stand
  // behind no reading: what is cited stands in the text.
  std::vector<Figure> headline_figures;
  std::vector<Event> events;
  std::vector<Problem> problems;

  std::string_view text() const { return article.text; }
  // The report's own day; nothing where it does not say.
  std::optional<Day> day() const { return parse_iso_day(article.published.value); }
};

// Tells whether a record was read before: made of its id and of all it holds, not of where it lies.
inline uint64_t report_key(std::string_view id, std::string_view content_hash) {
  return hash_bytes(content_hash, hash_bytes(id));
}

}  // namespace fairwitness
