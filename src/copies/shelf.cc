#include "copies/shelf.h"

#include <algorithm>

namespace fairwitness {

SitePhrases::SitePhrases(const Table& table, const StopWords& stop_words) {
  for (size_t row = 0; row < table.rows(); ++row) {
    std::vector<uint32_t> phrase;
    for (const ScannedWord& word : scan_words(table.cell(row, "phrase"), &stop_words)) phrase.push_back(word.key);
    if (phrase.empty()) continue;
    begins_[place(phrase.front())] = true;
    by_first_[phrase.front()].push_back(std::move(phrase));
  }
}

bool SitePhrases::at(const std::vector<ScannedWord>& words, size_t from, size_t to) const {
  if (!begins_[place(words[from].key)]) return false;
  auto found = by_first_.find(words[from].key);
  if (found == by_first_.end()) return false;
  for (const std::vector<uint32_t>& phrase : found->second) {
    size_t same = 0;
    while (same < phrase.size() && from + same < to && words[from + same].key == phrase[same]) ++same;
    if (same == phrase.size()) return true;
  }
  return false;
}

void Shelf::put(uint32_t report, std::vector<ScannedWord> words) {
  if (words_ > words_kept) return;
  words_ += words.size();
  texts_[report].words = std::move(words);
  oldest_.push_back(report);
}

void Shelf::open(const Corpus& corpus, const ReportCounts& counts, const std::vector<bool>& recurring) {
  corpus_ = &corpus;
  counts_ = &counts;
  recurring_ = &recurring;
}

const TracedText& Shelf::get(uint32_t report, uint32_t beside) {
  auto found = texts_.find(report);
  if (found == texts_.end()) {
    make_room(report, beside);
    found = texts_.try_emplace(report).first;
    found->second.words = scan_report(*reports_[report], stop_words_);
    words_ += found->second.words.size();
    oldest_.push_back(report);
  }
  Text& text = found->second;
  if (!text.ready) {
    weigh(text);
    mark_of_site(report, text);
    text.ready = true;
  }
  return text;
}

void Shelf::make_room(uint32_t report, uint32_t beside) {
  while (words_ > words_kept && oldest_.size() > 2) {
    uint32_t oldest = oldest_.front();
    oldest_.pop_front();
    if (oldest == report || oldest == beside) {
      oldest_.push_back(oldest);
      continue;
    }
    words_ -= texts_.at(oldest).words.size();
    texts_.erase(oldest);
  }
}

// Titles and full names stand in many reports word for word, copied or not: behind its first word a name says less.
void Shelf::weigh(Text& text) const {
  bool named = false;  // does the word before, a stop word aside, begin with a capital?
  text.weights.reserve(text.words.size());
  for (const ScannedWord& word : text.words) {
    int weight = counts_->weight(word.key);
    bool capital = word.is(ScannedWord::capital);
    if (capital && named && !word.is(ScannedWord::starts_sentence)) weight = weight * 2 / 5;
    if (!word.stop() || capital) named = capital;
    text.weights.push_back(static_cast<uint8_t>(weight));
  }
}

void Shelf::mark_of_site(uint32_t report, Text& text) const {
  size_t words = text.words.size();
  if (only_notice(report, text)) {
    text.of_site.assign(words, true);
    return;
  }
  auto first = recurring_->begin() + static_cast<int64_t>(corpus_->start[report]);
  text.of_site.assign(first, first + static_cast<int64_t>(words));
  for (size_t from = 0; from < words;) {
    size_t to = from + 1;
    while (to < words && !text.words[to].is(ScannedWord::starts_sentence)) ++to;
    for (size_t at = from; at < to; ++at) {
      if (!phrases_.at(text.words, at, to)) continue;
      std::fill(text.of_site.begin() + static_cast<int64_t>(from), text.of_site.begin() + static_cast<int64_t>(to),
                true);
      break;
    }
    from = to;
  }
}

// A short page that says nothing of what its title promises is a notice in the place of the report: pay, register,
// moved.
bool Shelf::only_notice(uint32_t report, const Text& text) const {
  static constexpr size_t short_page = 200;
  std::vector<uint32_t> told;
  for (const ScannedWord& word : text.words) {
    if (!word.is(ScannedWord::title)) told.push_back(word.key);
    if (told.size() > short_page) return false;
  }
  std::sort(told.begin(), told.end());
  size_t promised = 0, kept = 0;
  for (const ScannedWord& word : scan_words(reports_[report]->article.title.value, &stop_words_)) {
    if (word.stop()) continue;
    ++promised;
    kept += std::binary_search(told.begin(), told.end(), word.key);
  }
  return promised >= 3 && kept * 4 <= promised;
}

}  // namespace fairwitness
