// The compiled rules of the metadata half, shared by its files.
#pragma once

#include "article/credits.h"
#include "article/jsonld.h"
#include "article/meta.h"
#include "article/meta_authors.h"
#include "article/meta_evidence.h"
#include "article/meta_outlet.h"
#include "article/page_date.h"

namespace fairwitness {

// Words round a date that say which date it is.
enum class DateLabel : uint8_t { none, published, modified };

class DateLabels {
 public:
  explicit DateLabels(const Rules& rules);
  // The label that ends right before a date, or stands first in a line: the last one in the folded text.
  DateLabel of(std::string_view folded_text) const;
  // The folded text without any label.
  std::string without(std::string_view folded_text) const;

 private:
  struct Label {
    std::string words;
    DateLabel kind;
  };
  std::vector<Label> labels_;  // longest first
};

struct MetaRules::State {
  explicit State(const Rules& rules)
      : dates(rules), labels(rules), bylines(rules), outlets(rules), credits(rules), jsonld(rules), fields(rules) {}
  DateWords dates;
  DateLabels labels;
  BylineWords bylines;
  Outlets outlets;
  CreditRules credits;
  JsonLdTypes jsonld;
  PageFields fields;
};

// Puts a value in, or behind those that are there; equal values are not repeated.
void offer(Sourced& slot, std::string value, std::string from);

// Outlet, owner by the outlet's name or the report's address where nothing better is known.
void settle_outlet(const MetaRules::State& state, Article& article);

// What came with the record; called first, since it was said by whoever handed the record over.
void take_given(const RawRecord& record, const MetaRules::State& state, Article& article);

}  // namespace fairwitness
