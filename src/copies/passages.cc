#include "copies/passages.h"

#include <algorithm>

namespace fairwitness {
namespace {

constexpr uint32_t overhang = 3;  // matched words of a neighbouring sentence that are cut off
constexpr uint32_t reach = 4;     // words that may be taken in to reach the end of a sentence

// A part of both texts between matches: [begin, end) in words; either side may be empty.
struct Gap {
  uint32_t a_begin, a_end, b_begin, b_end;
  bool none() const { return a_begin == a_end && b_begin == b_end; }
};

bool starts_sentence(const AlignedText& text, uint32_t at) {
  return at >= text.words.size() || text.words[at].is(ScannedWord::starts_sentence);
}

// How many words before `at` begin its sentence; more than `reach` when it is farther.
uint32_t words_before(const AlignedText& text, uint32_t at) {
  uint32_t n = 0;
  while (n <= reach && at > n && !starts_sentence(text, at - n)) ++n;
  return n;
}

// How many words behind `at` stand in the same sentence.
uint32_t words_behind(const AlignedText& text, uint32_t at) {
  uint32_t n = 0;
  while (n <= reach && !starts_sentence(text, at + 1 + n)) ++n;
  return n;
}

// The part of an alignment that is shown, and the words around it that make whole sentences of it.
class Trimmed {
 public:
  Trimmed(const AlignedText& a, const AlignedText& b, const Alignment& alignment)
      : a_(a), b_(b), matches_(alignment.matches), first_(0), last_(matches_.size() - 1) {
    cut_start();
    cut_end();
    a_begin_ = matches_[first_].first, b_begin_ = matches_[first_].second;
    a_end_ = matches_[last_].first + 1, b_end_ = matches_[last_].second + 1;
    uint32_t before_a = words_before(a_, a_begin_), before_b = words_before(b_, b_begin_);
    if (before_a <= reach && before_b <= reach) a_begin_ -= before_a, b_begin_ -= before_b;
    uint32_t behind_a = words_behind(a_, a_end_ - 1), behind_b = words_behind(b_, b_end_ - 1);
    if (behind_a <= reach && behind_b <= reach) a_end_ += behind_a, b_end_ += behind_b;
  }

  Span a_span() const { return {a_.words[a_begin_].begin, a_.words[a_end_ - 1].end}; }
  Span b_span() const { return {b_.words[b_begin_].begin, b_.words[b_end_ - 1].end}; }

  // The differences in order, the stretched ends included.
  std::vector<Gap> gaps() const {
    std::vector<Gap> out;
    Gap gap{a_begin_, a_begin_, b_begin_, b_begin_};
    for (size_t k = first_; k <= last_ + 1; ++k) {
      gap.a_end = k <= last_ ? matches_[k].first : a_end_;
      gap.b_end = k <= last_ ? matches_[k].second : b_end_;
      if (!gap.none()) out.push_back(gap);
      if (k > last_) break;
      gap.a_begin = matches_[k].first + 1, gap.b_begin = matches_[k].second + 1;
    }
    return out;
  }

 private:
  bool begins(size_t k) const {
    return starts_sentence(a_, matches_[k].first) || starts_sentence(b_, matches_[k].second);
  }
  bool enough_left(size_t first, size_t last) const { return last >= first + run_words; }

  // A word or two of the sentence before, shared by chance, make no good beginning.
  void cut_start() {
    if (begins(first_)) return;
    for (size_t k = first_ + 1; k <= first_ + overhang && enough_left(k, last_); ++k)
      if (begins(k)) {
        first_ = k;
        return;
      }
  }
  void cut_end() {
    for (size_t k = last_; k + overhang > last_ && k > first_ && enough_left(first_, k - 1); --k)
      if (begins(k) && words_behind(a_, matches_[last_].first) > 0) {
        last_ = k - 1;
        return;
      }
  }

  const AlignedText& a_;
  const AlignedText& b_;
  const std::vector<std::pair<uint32_t, uint32_t>>& matches_;
  size_t first_, last_;
  uint32_t a_begin_ = 0, a_end_ = 0, b_begin_ = 0, b_end_ = 0;
};

// In marks on both sides; or in marks on one side, and told as somebody's words on the other.
bool same_utterance(const ScannedWord& x, const ScannedWord& y) {
  static constexpr uint8_t either = ScannedWord::quoted | ScannedWord::said;
  return x.is(either) && y.is(either) && (x.is(ScannedWord::quoted) || y.is(ScannedWord::quoted));
}

CopyKind kind_of(const TracedText& a, const TracedText& b, const Alignment& alignment) {
  int quoted = 0, of_site = 0;
  for (auto [i, j] : alignment.matches) {
    if (same_utterance(a.words[i], b.words[j])) quoted += a.weights[i];
    if (a.of_site[i] || b.of_site[j]) of_site += a.weights[i];
  }
  if (2 * of_site >= alignment.weight) return CopyKind::boilerplate;
  if (4 * quoted >= 3 * alignment.weight) return CopyKind::shared_quote;
  return CopyKind::copied;
}

}  // namespace

Span span_of(const AlignedText& text, uint32_t begin, uint32_t end) {
  if (begin < end) return {text.words[begin].begin, text.words[end - 1].end};
  uint32_t at = begin > 0 ? text.words[begin - 1].end : text.words[begin].begin;
  return {at, at};
}

bool alters_quotation(const AlignedText& a, uint32_t a_begin, uint32_t a_end, const AlignedText& b, uint32_t b_begin,
                      uint32_t b_end) {
  auto quoted = [](const AlignedText& text, uint32_t begin, uint32_t end) {
    return std::any_of(text.words.begin() + begin, text.words.begin() + end,
                       [](const ScannedWord& word) { return word.is(ScannedWord::quoted); });
  };
  return quoted(a, a_begin, a_end) && quoted(b, b_begin, b_end);
}

bool tells_copying(const Alignment& alignment) {
  // An unbroken run of eight words is hardly ever chance; what is pieced together from shorter ones must be longer for
  // it.
  int enough = alignment.longest >= 8 ? 88 : alignment.longest >= 6 ? 144 : 192;
  size_t words = alignment.matches.size();
  if (words < 8 || alignment.longest < run_words || alignment.weight < enough) return false;
  size_t wide = std::max(alignment.matches.back().first - alignment.matches.front().first,
                         alignment.matches.back().second - alignment.matches.front().second) +
                1;
  return 5 * words >= 2 * wide;
}

Copy make_copy(const TracedText& a, const TracedText& b, const Alignment& alignment) {
  Copy copy;
  Trimmed trimmed(a, b, alignment);
  copy.a_span = trimmed.a_span();
  copy.b_span = trimmed.b_span();
  copy.kind = kind_of(a, b, alignment);
  bool altered = false;
  for (const Gap& gap : trimmed.gaps()) {
    copy.rewordings.push_back({span_of(a, gap.a_begin, gap.a_end), span_of(b, gap.b_begin, gap.b_end)});
    altered = altered || alters_quotation(a, gap.a_begin, gap.a_end, b, gap.b_begin, gap.b_end);
  }
  if (altered && copy.kind != CopyKind::boilerplate) copy.because.push_back(quotation_altered);
  return copy;
}

}  // namespace fairwitness
