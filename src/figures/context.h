// What a sentence says around a figure: who says so, where, as of when, and of what it is a part.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "figures/counted.h"
#include "figures/figures.h"
#include "figures/scan.h"

namespace fairwitness {

class SourceRules {
 public:
  explicit SourceRules(const Rules& rules);
  bool vouches(std::string_view lemma) const { return verbs_.contains(std::string(lemma)); }

 private:
  std::unordered_set<std::string> verbs_;
};

class ContextReader {
 public:
  ContextReader(const Article& article, const Names& names, const std::vector<Quote>& quotes,
                const std::vector<Time>& times, const CountedReader& counted, const SourceRules& rules);

  void read_source(Figure& figure) const;
  void read_place(Figure& figure) const;
  void read_times(Figure& figure) const;

 private:
  struct Phrase {
    Span span;
    uint32_t head = 0;  // byte inside of its last noun
    bool pronoun = false;
  };
  std::optional<Sentence> around(const Figure& figure) const;
  bool from_quotes(Figure& figure) const;
  bool from_according(Figure& figure, const Sentence& sentence) const;
  bool from_verb(Figure& figure, const Sentence& sentence) const;
  bool subject_before(const Sentence& sentence, uint32_t verb, Phrase& out) const;
  void set_source(Figure& figure, const Sentence& sentence, const Phrase& phrase) const;
  bool place_at(const Sentence& sentence, uint32_t preposition, std::string& place) const;
  const Name* name_at(uint32_t byte) const;

  const Article& article_;
  const Names& names_;
  const std::vector<Quote>& quotes_;
  const std::vector<Time>& times_;
  const CountedReader& counted_;
  const SourceRules& rules_;
  std::vector<std::pair<Span, uint32_t>> contents_;  // spans of quotes' contents in text order, and their quotes
  uint32_t longest_content_ = 0;
};

}  // namespace fairwitness
