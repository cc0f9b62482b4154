// Where a report names the agency its words came from. "told Reuters" is no credit (it is who was told), nor is
// "according to the X news agency" behind a quotation; a photo's credit is kept apart, since it says nothing of the
// text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "article/meta_words.h"

namespace fairwitness {

// The agencies of rules/agencies, found by name in a text.
class Agencies {
 public:
  struct Hit {
    uint32_t agency = 0;
    Span span;
    bool strict = false;  // a short or ambiguous name: counts only where an agency is expected
  };
  explicit Agencies(const Rules& rules);
  std::vector<Hit> find(std::string_view text) const;  // in text order, longest name first, not overlapping
  const std::string& name(uint32_t agency) const { return names_[agency]; }
  bool photo_only(uint32_t agency) const { return photo_[agency]; }
  // The agency that a whole string names ("The Associated Press", "dpa"); "" when it does not.
  std::string_view whole(std::string_view text) const;

 private:
  struct Alias {
    std::string words;
    uint32_t agency;
    bool strict;
  };
  void add(std::string_view words, uint32_t agency, bool strict);
  std::vector<std::string> names_;
  std::vector<bool> photo_;
  WordMap<std::vector<Alias>> by_first_word_;            // longest first
  std::vector<bool> starts_ = std::vector<bool>(65536);  // the first two bytes that any alias has: most words end here
};

// The phrases of rules/<lang>/credit_words, all languages together, folded.
class CreditWords {
 public:
  explicit CreditWords(const Rules& rules);
  struct Phrase {
    std::string words;
    bool several = false;  // more than one word
  };
  std::vector<Phrase> line, source, before, after, photo, together;
  WordMap<bool> article, told;
};

class CreditRules {
 public:
  explicit CreditRules(const Rules& rules) : agencies(rules), words(rules) {}
  Agencies agencies;
  CreditWords words;
};

// All credits of a report, in text order; those in dropped text, which have no span, come last. Each agency once for
// each way it is credited. `bylines`: lines that name the authors and need not stand in the text.
std::vector<Credit> find_credits(const Article& article, const std::vector<std::string>& bylines,
                                 const CreditRules& rules);

}  // namespace fairwitness
