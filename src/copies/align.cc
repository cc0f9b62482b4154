#include "copies/align.h"

#include <algorithm>
#include <array>
#include <climits>

namespace fairwitness {
namespace {

using Match = std::pair<uint32_t, uint32_t>;

// Scores in sixteenths of an ordinary shared word. A changed word costs half a word, words left out or put in cost a
// little more for the first than a changed word and an eighth for each further one: a clause can be dropped, but not
// many things in a row.
constexpr int changed = -6, same_stem = 5, open_gap = -10, wider_gap = -1;
constexpr int window = 32;
constexpr int hopeless = 26;  // so far below the best score there is no way back
constexpr int never = INT_MIN / 2;

// One side read forwards or backwards from a place.
class Reader {
 public:
  Reader(const AlignedText& text, int64_t from, int step, uint32_t limit)
      : text_(text), from_(from), step_(step), size_(static_cast<int>(limit)) {}
  int size() const { return size_; }
  uint32_t index(int i) const { return static_cast<uint32_t>(from_ + int64_t{step_} * i); }
  const ScannedWord& word(int i) const { return text_.words[index(i)]; }
  int weight(int i) const { return text_.weights[index(i)]; }

 private:
  const AlignedText& text_;
  int64_t from_;
  int step_, size_;
};

bool same(const ScannedWord& x, const ScannedWord& y) {
  return x.key == y.key && !x.is(ScannedWord::aside) && !y.is(ScannedWord::aside);
}

// Smith and Waterman's alignment with Gotoh's affine gaps within one window, from its first corner.
class Window {
 public:
  // With `whole` the alignment must reach the other corner; otherwise it ends where the score is best. Appends the
  // matches (as places in the window) and gives back where it ended; {0, 0} when nothing is worth it.
  Match solve(const Reader& a, const Reader& b, bool whole, std::vector<Match>& matches) {
    int rows = std::min(a.size(), window), columns = std::min(b.size(), window);
    rows = fill(a, b, rows, columns, whole);
    int best = whole ? never : 0, at_i = 0, at_j = 0;
    if (whole) {
      at_i = rows, at_j = columns;
    } else {
      for (int i = 1; i <= rows; ++i)
        for (int j = 1; j <= columns; ++j)
          if (meet_[i][j] > best && from_[i][j] & is_match) best = meet_[i][j], at_i = i, at_j = j;
    }
    Match end{at_i, at_j};
    walk_back(at_i, at_j, matches);
    return end;
  }

 private:
  enum : uint8_t { in_meet = 0, in_skip_a = 1, in_skip_b = 2, is_match = 4, opens_a = 8, opens_b = 16 };

  // Fills the rows; where the alignment need not reach the other corner, it stops when nothing good can follow.
  int fill(const Reader& a, const Reader& b, int rows, int columns, bool whole) {
    int best = 0;
    for (int i = 0; i <= rows; ++i) {
      int row_best = never;
      for (int j = 0; j <= columns; ++j) {
        cell(a, b, i, j);
        row_best = std::max(row_best, meet_[i][j]);
      }
      best = std::max(best, row_best);
      if (!whole && row_best < best - hopeless) return i;
    }
    return rows;
  }

  void cell(const Reader& a, const Reader& b, int i, int j) {
    uint8_t from = 0;
    int skip_a = never, skip_b = never, meet = i == 0 && j == 0 ? 0 : never;
    if (i > 0) {
      int opened = meet_[i - 1][j] + open_gap, wider = skip_a_[i - 1][j] + wider_gap;
      skip_a = std::max(opened, wider);
      if (opened >= wider) from |= opens_a;
    }
    if (j > 0) {
      int opened = meet_[i][j - 1] + open_gap, wider = skip_b_[i][j - 1] + wider_gap;
      skip_b = std::max(opened, wider);
      if (opened >= wider) from |= opens_b;
    }
    if (i > 0 && j > 0) {
      const ScannedWord &x = a.word(i - 1), &y = b.word(j - 1);
      int step = changed;
      if (same(x, y)) {
        step = a.weight(i - 1);
        from |= is_match;
      } else if (x.stem != 0 && x.stem == y.stem) {
        step = same_stem;
      }
      meet = meet_[i - 1][j - 1] + step;
    }
    if (skip_a > meet) meet = skip_a, from = static_cast<uint8_t>((from & ~is_match) | in_skip_a);
    if (skip_b > meet) meet = skip_b, from = static_cast<uint8_t>((from & ~(is_match | in_skip_a)) | in_skip_b);
    meet_[i][j] = meet;
    skip_a_[i][j] = skip_a;
    skip_b_[i][j] = skip_b;
    from_[i][j] = from;
  }

  void walk_back(int i, int j, std::vector<Match>& matches) const {
    size_t first = matches.size();
    int state = in_meet;
    while (i > 0 || j > 0) {
      uint8_t from = from_[i][j];
      if (state == in_meet && (from & 3) != in_meet) state = from & 3;
      if (state == in_skip_a) {
        if (from & opens_a) state = in_meet;
        --i;
      } else if (state == in_skip_b) {
        if (from & opens_b) state = in_meet;
        --j;
      } else {
        --i, --j;
        if (from & is_match) matches.push_back({i, j});
      }
    }
    std::reverse(matches.begin() + static_cast<int64_t>(first), matches.end());
  }

  std::array<std::array<int, window + 1>, window + 1> meet_, skip_a_, skip_b_;
  std::array<std::array<uint8_t, window + 1>, window + 1> from_;
};

class Aligner {
 public:
  Aligner(const AlignedText& a, const AlignedText& b)
      : a_(a), b_(b), steps_(64 + (a.words.size() + b.words.size()) / 2) {}

  std::vector<Alignment> run(const SharedRun* begin, const SharedRun* end) {
    uint32_t stop_a = 0;
    for (const SharedRun* anchor = begin; anchor != end; ++anchor) {
      if (anchor->at_a < stop_a) {
        if (inside(*anchor)) continue;
        if (!grow(*anchor)) continue;
      } else if (!grow(*anchor)) {
        continue;
      }
      stop_a = std::max(stop_a, found_.back().matches.back().first + 1);
    }
    std::sort(found_.begin(), found_.end(), [](const Alignment& x, const Alignment& y) { return x.weight > y.weight; });
    drop_overlaps();
    std::sort(found_.begin(), found_.end(),
              [](const Alignment& x, const Alignment& y) { return x.matches.front() < y.matches.front(); });
    chain();
    for (Alignment& one : found_) weigh(one);
    return std::move(found_);
  }

 private:
  // Is the anchor one of the matches of an alignment that was found already?
  bool inside(const SharedRun& anchor) const {
    for (size_t i = found_.size(); i-- > 0 && found_.size() - i <= 8;) {
      const auto& matches = found_[i].matches;
      Match wanted{anchor.at_a, anchor.at_b};
      if (std::binary_search(matches.begin(), matches.end(), wanted)) return true;
    }
    return false;
  }

  bool grow(const SharedRun& anchor) {
    if (steps_ == 0 || !same(a_.words[anchor.at_a], b_.words[anchor.at_b])) return false;
    std::vector<Match> left, right;
    extend(anchor.at_a, anchor.at_b, -1, left);
    extend(int64_t{anchor.at_a} - 1, int64_t{anchor.at_b} - 1, +1, right);
    Alignment one;
    one.matches.assign(left.rbegin(), left.rend());
    one.matches.insert(one.matches.end(), right.begin(), right.end());
    if (one.matches.empty()) return false;
    weigh(one);
    found_.push_back(std::move(one));
    return true;
  }

  // Follows equal words, then looks for the best way on within a window, until there is none. (i, j) is the last place
  // that is taken already.
  void extend(int64_t i, int64_t j, int step, std::vector<Match>& matches) {
    std::vector<Match> found;
    for (;;) {
      while (holds(i + step, j + step) &&
             same(a_.words[static_cast<size_t>(i + step)], b_.words[static_cast<size_t>(j + step)])) {
        i += step, j += step;
        matches.push_back({static_cast<uint32_t>(i), static_cast<uint32_t>(j)});
      }
      Reader a(a_, i + step, step, left(a_, i, step)), b(b_, j + step, step, left(b_, j, step));
      if (a.size() == 0 || b.size() == 0) return;
      if (steps_ == 0) return;
      --steps_;
      found.clear();
      Match end = window_.solve(a, b, false, found);
      if (end == Match{0, 0} || found.empty()) return;
      for (Match match : found)
        matches.push_back({a.index(static_cast<int>(match.first)), b.index(static_cast<int>(match.second))});
      i += step * int64_t{end.first}, j += step * int64_t{end.second};
    }
  }
  bool holds(int64_t i, int64_t j) const {
    return i >= 0 && j >= 0 && i < static_cast<int64_t>(a_.words.size()) && j < static_cast<int64_t>(b_.words.size());
  }
  // The words left on the way, as far as a window reaches.
  static uint32_t left(const AlignedText& text, int64_t at, int step) {
    int64_t count = step > 0 ? static_cast<int64_t>(text.words.size()) - 1 - at : at;
    return static_cast<uint32_t>(std::clamp<int64_t>(count, 0, window));
  }

  // Of alignments that meet in a the heavier one stays. They are sorted by weight; what is kept stands in a map of
  // words.
  void drop_overlaps() {
    taken_.assign(a_.words.size(), false);
    std::erase_if(found_, [&](const Alignment& one) {
      uint32_t from = one.matches.front().first, to = one.matches.back().first;
      if (taken_[from] || taken_[to]) return true;
      for (const Match& match : one.matches)
        if (taken_[match.first]) return true;
      std::fill(taken_.begin() + from, taken_.begin() + to + 1, true);
      return false;
    });
  }

  // Two alignments that follow each other closely on both sides are one passage with a rewording between them.
  void chain() {
    static constexpr int64_t near = 16;
    std::vector<Alignment> chained;
    for (Alignment& one : found_) {
      if (!chained.empty()) {
        Match end = chained.back().matches.back(), begin = one.matches.front();
        int64_t skip_a = int64_t{begin.first} - end.first - 1, skip_b = int64_t{begin.second} - end.second - 1;
        if (skip_a >= 0 && skip_b >= 0 && skip_a <= near && skip_b <= near) {
          join(chained.back(), one);
          continue;
        }
      }
      chained.push_back(std::move(one));
    }
    found_ = std::move(chained);
  }
  void join(Alignment& one, const Alignment& next) {
    Match end = one.matches.back(), begin = next.matches.front();
    Reader a(a_, end.first + 1, 1, begin.first - end.first - 1),
        b(b_, end.second + 1, 1, begin.second - end.second - 1);
    std::vector<Match> between;
    if (a.size() > 0 && b.size() > 0) window_.solve(a, b, true, between);
    for (Match match : between)
      one.matches.push_back({a.index(static_cast<int>(match.first)), b.index(static_cast<int>(match.second))});
    one.matches.insert(one.matches.end(), next.matches.begin(), next.matches.end());
  }

  void weigh(Alignment& one) const {
    one.weight = 0;
    one.longest = 0;
    uint32_t run = 0;
    for (size_t k = 0; k < one.matches.size(); ++k) {
      one.weight += a_.weights[one.matches[k].first];
      bool follows = k > 0 && one.matches[k].first == one.matches[k - 1].first + 1 &&
                     one.matches[k].second == one.matches[k - 1].second + 1;
      run = follows ? run + 1 : 1;
      one.longest = std::max(one.longest, run);
    }
  }

  const AlignedText& a_;
  const AlignedText& b_;
  std::vector<Alignment> found_;
  std::vector<bool> taken_;
  Window window_;
  size_t
      steps_;  // windows that may still be searched: texts made to be pieced together in many ways end the work early
};

}  // namespace

std::vector<Alignment> align(const AlignedText& a, const AlignedText& b, const SharedRun* begin, const SharedRun* end) {
  return Aligner(a, b).run(begin, end);
}

}  // namespace fairwitness
