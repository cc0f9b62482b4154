#include "quotes/attributor.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace fairwitness {
namespace {

constexpr std::string_view magic = "FWQUOTE2";
constexpr size_t header_size = 8 + 5 * sizeof(int32_t) + 7 * sizeof(float);
constexpr int cue_label_count = 3, span_label_count = 5;
constexpr uint32_t longest_line =
    4000;  // units; longer ones (a table read as a sentence) hold no attribution worth their time
constexpr size_t most_frames = 20000;  // in one report: a book has some thousand

size_t node_size(int bits, int labels) { return (size_t{1} << bits) * static_cast<size_t>(labels); }
size_t edge_size(int bits, int labels) { return (size_t{1} << bits) * static_cast<size_t>(labels * labels); }

template <typename T>
void put(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

template <typename T>
T take(std::string_view bytes, size_t& at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  at += sizeof value;
  return value;
}

std::span<const int8_t> view(std::string_view bytes, size_t& at, size_t size) {
  const std::span<const int8_t> out(reinterpret_cast<const int8_t*>(bytes.data() + at), size);
  at += size;
  return out;
}

struct Run {
  uint32_t first = 0, end = 0;
  float probability = 0;
};

// The runs that begin with one label and go on with another: each place where one may begin with its likeliest end; of
// those that overlap the likeliest.
std::vector<Run> read_runs(const Marginals& marginals, size_t n, uint8_t begin, uint8_t in, size_t size, float least) {
  std::vector<Run> found;
  for (uint32_t i = 0; i < size; ++i) {
    float open = marginals.node[i * n + begin];
    if (open < least) continue;
    Run best{i, i, 0};
    uint8_t last = begin;
    for (uint32_t k = i + 1; k <= size && open >= least; ++k) {
      const float at_last = std::max(marginals.node[(k - 1) * n + last], 1e-9f);
      const float goes_on = k < size ? std::min(marginals.edge[(k * n + last) * n + in] / at_last, 1.0f) : 0;
      const float ends = open * (1 - goes_on);
      if (ends > best.probability) best = {i, k, ends};
      open *= goes_on;
      last = in;
    }
    if (best.probability >= least) found.push_back(best);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Run& a, const Run& b) { return a.probability > b.probability; });
  std::vector<Run> out;
  std::vector<bool> taken(size, false);
  for (const Run& one : found) {
    bool free = true;
    for (uint32_t i = one.first; i < one.end; ++i) free = free && !taken[i];
    if (!free) continue;
    for (uint32_t i = one.first; i < one.end; ++i) taken[i] = true;
    out.push_back(one);
  }
  std::sort(out.begin(), out.end(), [](const Run& a, const Run& b) { return a.first < b.first; });
  return out;
}

}  // namespace

std::string AttributorModel::bytes() const {
  std::string out(magic);
  for (int bits : {sizes.cue_bits, sizes.cue_edge_bits, sizes.span_bits, sizes.span_edge_bits, sizes.choice_bits})
    put(out, static_cast<int32_t>(bits));
  for (float scale :
       {cue_node_scale, cue_edge_scale, span_node_scale, span_edge_scale, choice_scale, plain[0], plain[1]})
    put(out, scale);
  for (const auto* weights : {&cue_node, &cue_edge, &span_node, &span_edge, &choice})
    out.append(reinterpret_cast<const char*>(weights->data()), weights->size());
  return out;
}

Attributor::Attributor(std::string_view bytes) {
  if (bytes.size() < header_size || !bytes.starts_with(magic)) return;
  size_t at = magic.size();
  for (int* bits :
       {&sizes_.cue_bits, &sizes_.cue_edge_bits, &sizes_.span_bits, &sizes_.span_edge_bits, &sizes_.choice_bits}) {
    *bits = take<int32_t>(bytes, at);
    if (*bits < 1 || *bits > 24) return;
  }
  ChainWeights cue, span;
  cue.labels = cue_label_count;
  span.labels = span_label_count;
  ChoiceWeights choice;
  choice.bits = sizes_.choice_bits;
  for (float* scale : {&cue.node_scale, &cue.edge_scale, &span.node_scale, &span.edge_scale, &choice.scale,
                       &choice.plain[0], &choice.plain[1]})
    *scale = take<float>(bytes, at);
  const std::array<size_t, 5> sizes{node_size(sizes_.cue_bits, cue.labels), edge_size(sizes_.cue_edge_bits, cue.labels),
                                    node_size(sizes_.span_bits, span.labels),
                                    edge_size(sizes_.span_edge_bits, span.labels), node_size(sizes_.choice_bits, 1)};
  if (bytes.size() != at + sizes[0] + sizes[1] + sizes[2] + sizes[3] + sizes[4]) return;
  cue.node = view(bytes, at, sizes[0]);
  cue.edge = view(bytes, at, sizes[1]);
  span.node = view(bytes, at, sizes[2]);
  span.edge = view(bytes, at, sizes[3]);
  choice.places = view(bytes, at, sizes[4]);
  cue_ = cue;
  span_ = span;
  choice_ = choice;
}

std::vector<Candidate> Attributor::candidates(const SpeechUnits& units, float least_cue) const {
  std::vector<Candidate> out;
  if (!known()) return out;
  FeatureRows rows;
  Lattice lattice;
  Marginals marginals;
  for (uint32_t k = 0; k < units.lines.size(); ++k) {
    const QuoteLine& line = units.lines[k];
    if (line.end - line.first > longest_line || out.size() >= most_frames) continue;
    cue_features(units, k, sizes_, rows);
    score(rows, cue_, cue_labels(), lattice);
    forward_backward(lattice, marginals);
    for (const Run& cue : read_runs(marginals, cue_label_count, cue_begin, cue_in, lattice.size, least_cue)) {
      Candidate one;
      one.line = k;
      one.window = window_of(units, k, line.first + cue.first, line.first + cue.end);
      one.cue_probability = cue.probability;
      out.push_back(std::move(one));
    }
  }
  for (Candidate& one : out) {
    span_features(units, one.window, sizes_, rows);
    score(rows, span_, span_labels(), lattice);
    forward_backward(lattice, marginals);
    likeliest_choices(lattice, marginals, one.window.first, one.choices);
  }
  return out;
}

namespace {

struct Marginal {
  Range range;
  float probability = 0;
};

// How probable each source (or content) is over all choices, in text order.
std::vector<Marginal> add_up(const std::vector<Choice>& choices, std::vector<Range> Choice::*spans) {
  std::vector<Marginal> out;
  for (const Choice& choice : choices)
    for (Range range : choice.*spans) {
      auto known = std::find_if(out.begin(), out.end(), [&](const Marginal& one) { return one.range == range; });
      if (known == out.end()) known = out.insert(out.end(), {range, 0});
      known->probability += choice.probability;
    }
  std::stable_sort(out.begin(), out.end(),
                   [](const Marginal& a, const Marginal& b) { return a.probability > b.probability; });
  return out;
}

// The likeliest that do not overlap, each probable enough; the first in any case when `one` says so.
std::vector<Range> take_likeliest(const std::vector<Marginal>& spans, float least, bool one) {
  std::vector<Range> out;
  for (const Marginal& span : spans) {
    if (span.probability < least && !(one && out.empty())) continue;
    const bool free = std::none_of(out.begin(), out.end(), [&](Range other) {
      return span.range.first < other.end && other.first < span.range.end;
    });
    if (free) out.push_back(span.range);
  }
  std::sort(out.begin(), out.end(), [](Range a, Range b) { return a.first < b.first; });
  return out;
}

}  // namespace

bool read_frame(const Candidate& candidate, const AttributorOptions& options, Frame& out) {
  float sum = 0;
  for (const Choice& choice : candidate.choices) sum += choice.probability;
  if (sum < options.least_marked) return false;
  out = {};
  out.line = candidate.line;
  out.cue = {candidate.window.cue_first, candidate.window.cue_end};
  out.probability = sum;
  out.why = "model";
  // Where it is likelier than not that somebody is named, the likeliest is better than nobody.
  float named = 0;
  for (const Choice& choice : candidate.choices) named += choice.source.empty() ? 0 : choice.probability;
  out.source =
      take_likeliest(add_up(candidate.choices, &Choice::source), options.least_source, named > options.named * sum);
  out.content = take_likeliest(add_up(candidate.choices, &Choice::content), options.least_content, true);
  return true;
}

namespace {

bool holds_marks(const SpeechUnits& units, const Frame& frame) {
  for (Range range : frame.content)
    for (uint32_t i = range.first; i < range.end; ++i)
      if (units.units[i].mark != no_mark) return true;
  return false;
}

}  // namespace

std::vector<Frame> Attributor::find(const SpeechUnits& units, const AttributorOptions& options) const {
  std::vector<Frame> out;
  ChoiceRows rows;
  for (Candidate& candidate : candidates(units, options.least_cue)) {
    choice_features(units, candidate, choice_.bits, rows);
    weigh(rows, choice_, candidate.choices);
    Frame frame;
    if (!read_frame(candidate, options, frame)) continue;
    if (frame.probability < options.least_frame && !holds_marks(units, frame)) continue;
    out.push_back(std::move(frame));
  }
  // What stands within what somebody surer tells is mostly a part of it, and no attribution of its own.
  std::vector<float> surest(units.units.size(), 0);
  for (const Frame& frame : out)
    for (const Range range : frame.content)
      for (uint32_t i = range.first; i < range.end; ++i) surest[i] = std::max(surest[i], frame.probability);
  std::erase_if(out, [&](const Frame& frame) {
    return frame.probability < options.least_nested && frame.probability < surest[frame.cue.first] &&
           !holds_marks(units, frame);
  });
  return out;
}

}  // namespace fairwitness
