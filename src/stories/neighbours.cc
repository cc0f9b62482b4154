#include "stories/neighbours.h"

#include <algorithm>
#include <cmath>

namespace fairwitness {
namespace {

constexpr size_t neighbours = 20;         // candidates looked at for each report
constexpr size_t common_term = 300;       // a term in so many reports of a window finds no candidates
constexpr size_t rare_term = 12;          // one in so few finds them at any time ...
constexpr float rare_at_any_time = 0.3f;  // ... and counts at least so much
constexpr size_t index_terms = 40;
constexpr float light_term = 0.07f;  // of a topic's length 1: adds next to nothing
constexpr double days_faded = 16;    // after so many days a shared term counts a third

}  // namespace

Neighbours::Neighbours(const std::vector<Topic>& topics, bool windowed)
    : topics_(topics), windowed_(windowed), score_(topics.size()) {
  for (size_t days = 0; days < faded_.size(); ++days)
    faded_[days] = static_cast<float>(std::exp(-static_cast<double>(days) / days_faded));
  faded_.back() = 1e-6f;
}

void Neighbours::look_up(uint32_t i) {
  touched_.clear();
  for (const Term& term : topics_[i].of(Side::terms)) gather(i, term);
  auto better = [this](uint32_t x, uint32_t y) { return score_[x] != score_[y] ? score_[x] > score_[y] : x < y; };
  size_t count = std::min(neighbours, touched_.size());
  if (count < touched_.size())
    std::nth_element(touched_.begin(), touched_.begin() + static_cast<int64_t>(count), touched_.end(), better);
  best_.assign(touched_.begin(), touched_.begin() + static_cast<int64_t>(count));
  for (uint32_t j : touched_) score_[j] = 0;
}

void Neighbours::gather(uint32_t i, const Term& term) {
  if (term.weight < light_term) return;
  auto list = lists_.find(term.key);
  if (list == lists_.end()) return;
  std::vector<Posting>& postings = list->second;
  const When& when = topics_[i].when;
  bool told = windowed_ && when.how == When::How::told;
  bool rare = postings.size() <= rare_term;
  if (told && !rare) forget(when.day, postings);
  if (postings.size() > (windowed_ ? common_term : common_term / 3)) return;
  float square = term.weight * term.weight;
  for (const Posting& posting : postings) {
    if (score_[posting.topic] == 0) touched_.push_back(posting.topic);
    // The days are counted roughly here: who comes into question is judged exactly later on.
    size_t days = told ? static_cast<size_t>(std::min(when.day - posting.day, window_days + 1)) : 0;
    float faded = rare ? std::max(rare_at_any_time, faded_[days]) : faded_[days];
    score_[posting.topic] += square * faded;
  }
}

// Reports that have left the window are dropped from the list of a term that is not rare.
void Neighbours::forget(int32_t day, std::vector<Posting>& postings) {
  size_t old = 0;
  while (old < postings.size() && day - postings[old].day > window_days) ++old;
  if (old > 16 && 2 * old > postings.size())
    postings.erase(postings.begin(), postings.begin() + static_cast<int64_t>(old));
}

void Neighbours::take_in(uint32_t i) {
  heaviest_ = topics_[i].of(Side::terms);
  size_t count = std::min(index_terms, heaviest_.size());
  std::nth_element(
      heaviest_.begin(), heaviest_.begin() + static_cast<int64_t>(count), heaviest_.end(),
      [](const Term& x, const Term& y) { return x.weight != y.weight ? x.weight > y.weight : x.key < y.key; });
  for (size_t k = 0; k < count; ++k) lists_[heaviest_[k].key].push_back({i, topics_[i].when.day});
}

}  // namespace fairwitness
