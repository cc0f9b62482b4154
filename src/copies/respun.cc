#include "copies/respun.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace fairwitness {
namespace {

constexpr size_t run_marks = 4;           // names and numbers in a run
constexpr size_t most_reports = 6;        // a run that more reports share is a list that many print
constexpr size_t enough_runs = 2;         // shared by a pair, of the sampled half
constexpr size_t longest_sentence = 120;  // words; a longer one is a table

bool is_mark(const ScannedWord& word) {
  return !word.is(ScannedWord::aside | ScannedWord::title) &&
         (word.is(ScannedWord::number) || (word.is(ScannedWord::capital) && !word.is(ScannedWord::starts_sentence)));
}

uint32_t mixed(uint32_t hash, uint32_t key) {
  hash = (hash ^ key) * 0x9E3779B1u;
  return hash ^ hash >> 15;
}

struct Line {
  uint32_t begin = 0, end = 0;  // words
  uint32_t marks = 0;           // how many
  uint32_t hash = 0;            // of them, in order
  uint32_t part = 0;            // of the text: what is copied already, or is the site's, cuts it
};

// Sentences that can be told by their names and numbers, in order; the others are left out.
std::vector<Line> lines_of(const TracedText& text, std::vector<Span> known) {
  std::vector<Line> out;
  std::sort(known.begin(), known.end());
  size_t passed = 0;
  uint32_t part = 0;
  uint32_t known_end = 0;  // of the known passages that begin before a line's end
  const auto count = static_cast<uint32_t>(text.words.size());
  for (uint32_t begin = 0; begin < count;) {
    Line one{begin, begin + 1};
    while (one.end < count && !text.words[one.end].is(ScannedWord::starts_sentence)) ++one.end;
    bool site = false;
    for (uint32_t i = one.begin; i < one.end; ++i) {
      site = site || text.of_site[i];
      if (is_mark(text.words[i])) ++one.marks, one.hash = mixed(one.hash, text.words[i].key);
    }
    const uint32_t words = one.end - one.begin;
    const Span span{text.words[one.begin].begin, text.words[one.end - 1].end};
    for (; passed < known.size() && known[passed].begin < span.end; ++passed)
      known_end = std::max(known_end, known[passed].end);
    const bool told = known_end > span.begin;
    part += told || site;
    one.part = part;
    // A line of names is a list.
    if (one.marks >= 2 && 2 * one.marks <= words && words <= longest_sentence && !site && !told) out.push_back(one);
    begin = one.end;
  }
  return out;
}

struct Match {
  uint32_t i = 0, j = 0;  // sentences of a, of b
};

// Words that stand in both, in order, marks or not: (word of a, word of b).
std::vector<std::pair<uint32_t, uint32_t>> kept_words(const TracedText& a, const Line& x, const TracedText& b,
                                                      const Line& y) {
  constexpr uint64_t most = 400 * 400;  // longer ones stand for each other as wholes
  const uint32_t n = x.end - x.begin, m = y.end - y.begin;
  if (uint64_t{n} * m > most) return {};
  std::vector<uint16_t> best((n + 1) * (m + 1), 0);
  auto at = [&](uint32_t i, uint32_t j) -> uint16_t& { return best[i * (m + 1) + j]; };
  for (uint32_t i = n; i-- > 0;)
    for (uint32_t j = m; j-- > 0;)
      at(i, j) = a.words[x.begin + i].key == b.words[y.begin + j].key ? static_cast<uint16_t>(at(i + 1, j + 1) + 1)
                                                                      : std::max(at(i + 1, j), at(i, j + 1));
  std::vector<std::pair<uint32_t, uint32_t>> out;
  for (uint32_t i = 0, j = 0; i < n && j < m;) {
    if (a.words[x.begin + i].key == b.words[y.begin + j].key && at(i, j) == at(i + 1, j + 1) + 1)
      out.emplace_back(x.begin + i++, y.begin + j++);
    else if (at(i + 1, j) >= at(i, j + 1))
      ++i;
    else
      ++j;
  }
  return out;
}

}  // namespace

void MarkRuns::add(const std::vector<ScannedWord>& words) {
  uint32_t last[run_marks] = {};
  size_t seen = 0;
  const size_t first = postings_.size();
  for (const ScannedWord& word : words) {
    if (!is_mark(word)) continue;
    std::copy(last + 1, last + run_marks, last);
    last[run_marks - 1] = word.key;
    if (++seen < run_marks) continue;
    uint32_t run = 0;
    for (uint32_t key : last) run = mixed(run, key);
    if (run & 1) continue;
    postings_.push_back({run, reports_});
  }
  std::sort(postings_.begin() + static_cast<int64_t>(first), postings_.end(),
            [](const Posting& x, const Posting& y) { return x.run < y.run; });
  postings_.erase(std::unique(postings_.begin() + static_cast<int64_t>(first), postings_.end(),
                              [](const Posting& x, const Posting& y) { return x.run == y.run; }),
                  postings_.end());
  ++reports_;
}

std::vector<std::pair<uint32_t, uint32_t>> MarkRuns::pairs() {
  std::sort(postings_.begin(), postings_.end(),
            [](const Posting& x, const Posting& y) { return std::tie(x.run, x.report) < std::tie(y.run, y.report); });
  std::vector<std::pair<uint32_t, uint32_t>> shared;
  for (size_t first = 0; first < postings_.size();) {
    size_t end = first + 1;
    while (end < postings_.size() && postings_[end].run == postings_[first].run) ++end;
    if (end - first <= most_reports)
      for (size_t i = first; i < end; ++i)
        for (size_t j = i + 1; j < end; ++j) shared.emplace_back(postings_[i].report, postings_[j].report);
    first = end;
  }
  postings_ = {};
  std::sort(shared.begin(), shared.end());
  std::vector<std::pair<uint32_t, uint32_t>> out;
  for (size_t first = 0; first < shared.size();) {
    size_t end = first + 1;
    while (end < shared.size() && shared[end] == shared[first]) ++end;
    if (end - first >= enough_runs) out.push_back(shared[first]);
    first = end;
  }
  return out;
}

namespace {

// Sentences with the same names and numbers in the same order.
std::vector<Match> matches_of(const std::vector<Line>& a, const std::vector<Line>& b) {
  constexpr size_t most = 400;
  std::multimap<uint32_t, uint32_t> by_hash;
  for (uint32_t j = 0; j < b.size(); ++j) by_hash.emplace(b[j].hash, j);
  std::vector<Match> out;
  for (uint32_t i = 0; i < a.size(); ++i)
    for (auto [at, end] = by_hash.equal_range(a[i].hash); at != end && out.size() < most; ++at) {
      const Line& other = b[at->second];
      const uint32_t x = a[i].end - a[i].begin, y = other.end - other.begin;
      if (a[i].marks == other.marks && 2 * x <= 3 * y && 2 * y <= 3 * x) out.push_back({i, at->second});
    }
  return out;
}

// The chain with most names and numbers that goes forward on both sides without leaving out much.
std::vector<Match> best_chain(const std::vector<Match>& matches, const std::vector<Line>& of_a,
                              const std::vector<Line>& of_b) {
  constexpr uint32_t gap = 4;  // sentences
  std::vector<uint32_t> weight(matches.size());
  std::vector<size_t> before(matches.size(), SIZE_MAX);
  size_t best = SIZE_MAX;
  for (size_t k = 0; k < matches.size(); ++k) {
    for (size_t p = 0; p < k; ++p) {
      const Match &x = matches[p], &y = matches[k];
      const bool follows = x.i < y.i && x.j < y.j && y.i - x.i <= gap && y.j - x.j <= gap;
      if (follows && of_a[x.i].part == of_a[y.i].part && of_b[x.j].part == of_b[y.j].part && weight[p] > weight[k])
        weight[k] = weight[p], before[k] = p;
    }
    weight[k] += of_a[matches[k].i].marks;
    if (best == SIZE_MAX || weight[k] > weight[best]) best = k;
  }
  std::vector<Match> chain;
  for (size_t k = best; k != SIZE_MAX; k = before[k]) chain.push_back(matches[k]);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace

std::optional<Copy> find_respun(const TracedText& a, const TracedText& b, const std::vector<Copy>& known) {
  std::vector<Span> known_a, known_b;
  for (const Copy& copy : known) known_a.push_back(copy.a_span), known_b.push_back(copy.b_span);
  const std::vector<Line> of_a = lines_of(a, known_a), of_b = lines_of(b, known_b);
  const std::vector<Match> chain = best_chain(matches_of(of_a, of_b), of_a, of_b);
  if (chain.size() < 3) return {};

  const size_t range = std::max(chain.back().i - chain.front().i, chain.back().j - chain.front().j) + 1;
  size_t marks = 0, kept = 0, others = 0;  // kept: of the words that are no marks, those that stand in both
  std::vector<std::pair<uint32_t, uint32_t>> equal;
  uint32_t before_a = of_a[chain.front().i].begin, before_b = of_b[chain.front().j].begin;
  auto take = [&equal](const std::vector<std::pair<uint32_t, uint32_t>>& words) {
    equal.insert(equal.end(), words.begin(), words.end());
  };
  for (const Match& one : chain) {
    const Line &x = of_a[one.i], &y = of_b[one.j];
    take(kept_words(a, {before_a, x.begin}, b, {before_b, y.begin}));  // what stands between the chain's sentences
    before_a = x.end, before_b = y.end;
    const auto words = kept_words(a, x, b, y);
    marks += x.marks;
    kept += words.size() - std::min<size_t>(words.size(), x.marks);
    others += std::max(x.end - x.begin, y.end - y.begin) - x.marks;
    take(words);
  }
  // Two who tell of one thing themselves share three sentences' names in their order hardly ever, and hardly any word
  // beside them.
  if (marks < 9 || 5 * chain.size() < 3 * range || 20 * kept < 3 * others) return {};

  Copy copy;
  copy.kind = CopyKind::respun;
  uint32_t i = of_a[chain.front().i].begin, j = of_b[chain.front().j].begin;
  const uint32_t end_a = of_a[chain.back().i].end, end_b = of_b[chain.back().j].end;
  copy.a_span = span_of(a, i, end_a);
  copy.b_span = span_of(b, j, end_b);
  bool altered = false;
  equal.emplace_back(end_a, end_b);
  for (auto [x, y] : equal) {
    if (x > i || y > j) {
      copy.rewordings.push_back({span_of(a, i, x), span_of(b, j, y)});
      altered = altered || alters_quotation(a, i, x, b, j, y);
    }
    i = x + 1, j = y + 1;
  }
  if (copy.rewordings.empty()) return {};
  copy.because.push_back("names and numbers in one order");
  if (altered) copy.because.push_back(quotation_altered);
  return copy;
}

}  // namespace fairwitness
