// What the four kinds of entries share while the ledger is built. Internal to the room.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/ledger.h"

namespace fairwitness {

struct LedgerRules::State {
  explicit State(const Rules& rules);
  std::unordered_map<std::string, std::string> fate, head, scope;  // word -> class
  std::unordered_set<std::string> stop_words;
  std::unordered_set<std::string> negations;
  std::vector<std::string> negation_endings;
  // Does the word turn what is said into its contrary?
  bool negates(const std::string& word) const;
  struct Negator {
    std::vector<std::string> words;
    uint32_t gap;
  };
  std::vector<Negator> negators;   // longest first
  std::vector<std::string> apart;  // what sets a meeting apart from the one that is reported
};

// Everything an entry can be built from.
struct Material {
  const std::vector<const Report*>& reports;
  const std::vector<Copy>& copies;
  const std::vector<Story>& stories;
  const std::vector<Settled>& settled;
  const std::vector<Origin>& origins;
  const LedgerRules::State& rules;
  const Partings& partings;

  std::vector<int32_t> story_of;                                       // by report
  std::unordered_map<uint64_t, std::vector<uint32_t>> copies_between;  // by (a << 32 | b), a < b
  std::map<std::pair<uint32_t, uint32_t>, std::string> settled_time;   // (report, time) -> value
  std::unordered_map<uint32_t, std::string> settled_day;               // report -> day

  // The value of a report's time, as its story may have settled it; "" open.
  const std::string& time_value(uint32_t report, uint32_t time) const;
  // The report's day, "" unknown.
  std::string day_of(uint32_t report) const;
  std::string_view text(uint32_t report) const { return reports[report]->text(); }
  const std::vector<uint32_t>& copies_of(uint32_t a, uint32_t b) const;
};
Material gather(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                const std::vector<Story>& stories, const std::vector<Settled>& settled,
                const std::vector<Origin>& origins, const LedgerRules::State& rules, const Partings& partings);

// Sets of things that turn out to be one, with path halving.
class Groups {
 public:
  explicit Groups(size_t size);
  size_t of(size_t one);
  void join(size_t a, size_t b);
  // The members of each group, groups and members in order.
  std::vector<std::vector<size_t>> all();

 private:
  std::vector<size_t> parent_;
};

// Adds a passage to the reading unless it is there.
void cite(Reading& reading, uint32_t report, Span span);

// Counts the independent origins of the entry and keeps the reasons.
void count_origins(const Material& material, Entry& entry);

void add_figure_entries(const Material& material, std::vector<Entry>& ledger);
void add_quote_entries(const Material& material, std::vector<Entry>& ledger);
void add_event_entries(const Material& material, std::vector<Entry>& ledger);
void add_statement_entries(const Material& material, std::vector<Entry>& ledger);

}  // namespace fairwitness
