// The reports at hand in their aligned form. The form is larger than the text, so only a few million words of it are
// kept.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "copies/passages.h"
#include "copies/scan.h"
#include "copies/shared_runs.h"

namespace fairwitness {

// SitePhrases by which a site speaks of itself (data/rules/en/copy_boilerplate.tsv).
class SitePhrases {
 public:
  SitePhrases(const Table& table, const StopWords& stop_words);
  // Does one begin with the word at `from` and end before `to`?
  bool at(const std::vector<ScannedWord>& words, size_t from, size_t to) const;

 private:
  static size_t place(uint32_t key) { return (key * 0x9E3779B1u) >> 18; }
  std::map<uint32_t, std::vector<std::vector<uint32_t>>> by_first_;
  std::vector<bool> begins_ = std::vector<bool>(1 << 14);  // may a phrase begin with a word of this place?
};

class Shelf {
 public:
  Shelf(const std::vector<const Report*>& reports, const StopWords& stop_words, const SitePhrases& phrases)
      : reports_(reports), stop_words_(stop_words), phrases_(phrases) {}

  // Takes the words of a report that was just read, as long as there is room.
  void put(uint32_t report, std::vector<ScannedWord> words);
  // What weights and recurring words are told from; both must outlive the shelf.
  void open(const Corpus& corpus, const ReportCounts& counts, const std::vector<bool>& recurring);
  // The report's words; `beside` is not put away meanwhile.
  const TracedText& get(uint32_t report, uint32_t beside);

 private:
  static constexpr size_t words_kept = 8'000'000;  // 17 bytes each
  struct Text : TracedText {
    bool ready = false;
  };

  void make_room(uint32_t report, uint32_t beside);
  void weigh(Text& text) const;
  void mark_of_site(uint32_t report, Text& text) const;
  bool only_notice(uint32_t report, const Text& text) const;

  const std::vector<const Report*>& reports_;
  const StopWords& stop_words_;
  const SitePhrases& phrases_;
  const Corpus* corpus_ = nullptr;
  const ReportCounts* counts_ = nullptr;
  const std::vector<bool>* recurring_ = nullptr;
  std::map<uint32_t, Text> texts_;
  std::deque<uint32_t> oldest_;
  size_t words_ = 0;
};

}  // namespace fairwitness
