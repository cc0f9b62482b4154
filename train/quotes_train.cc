// Learns models/en/quotes.bin from texts with stand-off annotation.
//   quotes_train DATA OUT.bin [--part train|all] [--fold N] [--drop N] [--epochs N] ...
// Learns from part train (or all). --fold leaves every fourth text out and measures on those.
// Deterministic: the same data give the same bytes.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include "quotes/attributor.h"
#include "quotes/features.h"
#include "quotes_data.h"
#include "quotes_learn.h"

using namespace fairwitness;

namespace {

uint32_t covered(Span unit, const std::vector<Span>& spans) {
  uint32_t sum = 0;
  for (Span s : spans)
    if (s.overlaps(unit)) sum += std::min(s.end, unit.end) - std::max(s.begin, unit.begin);
  return sum;
}

struct Instance {
  uint32_t doc = 0, line = 0;
  TokenWindow window;  // of the second chain
  std::vector<uint8_t> labels;
};

// Labels a stretch of units by the spans that cover most of each; a unit begins a run where its span differs from the
// last.
void label(const SpeechUnits& units, uint32_t first, uint32_t end, const std::vector<Span>& spans, uint8_t begin_label,
           std::vector<uint8_t>& out) {
  int last = -1;
  for (uint32_t i = first; i < end; ++i) {
    const Span unit = units.units[i].span;
    int in = -1;
    for (size_t k = 0; k < spans.size(); ++k)
      if (2 * covered(unit, {spans[k]}) >= unit.size() && covered(unit, {spans[k]})) in = static_cast<int>(k);
    if (in >= 0) out[i - first] = in == last ? static_cast<uint8_t>(begin_label + 1) : begin_label;
    last = in;
  }
}

void make_instances(const std::vector<Document>& docs, bool dev, bool all, std::vector<Instance>& cues_out,
                    std::vector<Instance>& spans_out, size_t& lost) {
  for (uint32_t d = 0; d < docs.size(); ++d) {
    if (!all && docs[d].dev != dev) continue;
    const SpeechUnits& units = docs[d].units;
    std::vector<std::vector<Span>> by_line(units.lines.size());
    for (const Gold& gold : docs[d].gold) {
      bool placed = gold.cue.empty();
      for (Span cue : gold.cue) {
        for (size_t k = 0; k < units.lines.size() && !placed; ++k) {
          const QuoteLine& line = units.lines[k];
          if (units.units[line.end - 1].span.end <= cue.begin || units.units[line.first].span.begin >= cue.end)
            continue;
          uint32_t first = line.end, end = line.first;
          for (uint32_t i = line.first; i < line.end; ++i)
            if (!units.units[i].clause && units.units[i].span.overlaps(cue)) {
              first = std::min(first, i);
              end = i + 1;
            }
          if (first >= end) continue;
          placed = true;
          by_line[k].push_back(cue);
          Instance one{d, static_cast<uint32_t>(k), window_of(units, k, first, end), {}};
          one.labels.assign(one.window.end - one.window.first, 0);
          label(units, one.window.first, one.window.end, gold.source, source_begin, one.labels);
          label(units, one.window.first, one.window.end, gold.content, content_begin, one.labels);
          for (uint32_t i = first; i < end; ++i) one.labels[i - one.window.first] = SpanLabel::span_out;
          // What the cue cuts in two begins anew behind it.
          for (size_t i = 0; i < one.labels.size(); ++i) {
            const uint8_t before = i ? one.labels[i - 1] : 0;
            uint8_t& y = one.labels[i];
            if (y == source_in && before != source_begin && before != source_in) y = source_begin;
            if (y == content_in && before != content_begin && before != content_in) y = content_begin;
          }
          spans_out.push_back(std::move(one));
        }
        break;
      }
      lost += !placed;
    }
    for (size_t k = 0; k < units.lines.size(); ++k) {
      Instance one{d, static_cast<uint32_t>(k), {units.lines[k].first, units.lines[k].end, 0, 0}, {}};
      one.labels.assign(one.window.end - one.window.first, 0);
      label(units, one.window.first, one.window.end, by_line[k], cue_begin, one.labels);
      cues_out.push_back(std::move(one));
    }
  }
}

struct Counts {
  size_t right = 0, given = 0, gold = 0;
  double f1() const { return given + gold ? 2.0 * static_cast<double>(right) / static_cast<double>(given + gold) : 0; }
};

// Overlapping spans made one, so that what they cover counts once.
std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> out;
  for (Span s : spans)
    if (!out.empty() && s.begin <= out.back().end)
      out.back().end = std::max(out.back().end, s.end);
    else
      out.push_back(s);
  return out;
}

using Runs = std::set<std::pair<uint32_t, uint32_t>>;

std::pair<uint32_t, uint32_t> tokens_of(const Words& words, Span span) {
  const auto first = std::upper_bound(words.tokens.begin(), words.tokens.end(), span.begin,
                                      [](uint32_t at, const Token& t) { return at < t.span.end; });
  const auto end = std::lower_bound(words.tokens.begin(), words.tokens.end(), span.end,
                                    [](const Token& t, uint32_t at) { return t.span.begin < at; });
  return {static_cast<uint32_t>(first - words.tokens.begin()), static_cast<uint32_t>(end - words.tokens.begin())};
}

void compare(const Runs& want, const Runs& have, Counts& out) {
  out.gold += want.size();
  out.given += have.size();
  for (const auto& run : have) out.right += want.contains(run);
}

constexpr uint64_t folds = 4;

struct Settings {
  std::string data, out, part = "train";
  int fold = -1;
  uint64_t parts = 4;  // the texts whose choices are weighed are found by chains learnt from the other parts
  std::string chains;
  LearnOptions cue, span, weigh{.epochs = 12, .mean_from = 0};
  FeatureSizes sizes;
};

bool read_arguments(int argc, char** argv, Settings& out) {
  if (argc < 3) return false;
  out.data = argv[1];
  out.out = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string key = argv[i];
    const char* value = argv[i + 1];
    const auto both = [&](auto set) {
      set(out.cue);
      set(out.span);
    };
    if (key == "--part")
      out.part = value;
    else if (key == "--fold")
      out.fold = std::atoi(value);
    else if (key == "--drop")
      both([&](LearnOptions& o) { o.drop = static_cast<uint64_t>(std::atoi(value)); });
    else if (key == "--epochs")
      both([&](LearnOptions& o) { o.epochs = std::atoi(value); });
    else if (key == "--rate")
      both([&](LearnOptions& o) { o.rate = static_cast<float>(std::atof(value)); });
    else if (key == "--keep")
      both([&](LearnOptions& o) { o.keep = static_cast<float>(std::atof(value)); });
    else if (key == "--from")
      both([&](LearnOptions& o) { o.mean_from = std::atoi(value); });
    else if (key == "--runs")
      both([&](LearnOptions& o) { o.runs = std::atoi(value); });
    else if (key == "--parts")
      out.parts = static_cast<uint64_t>(std::atoi(value));
    else if (key == "--least")
      both([&](LearnOptions& o) { o.least = std::atoi(value); });
    else if (key == "--chains")
      out.chains = value;
    else if (key == "--weigh-drop")
      out.weigh.drop = static_cast<uint64_t>(std::atoi(value));
    else if (key == "--weigh-epochs")
      out.weigh.epochs = std::atoi(value);
    else if (key == "--weigh-keep")
      out.weigh.keep = static_cast<float>(std::atof(value));
    else if (key == "--weigh-rate")
      out.weigh.rate = static_cast<float>(std::atof(value));
    else if (key == "--cue-bits")
      out.sizes.cue_bits = std::atoi(value);
    else if (key == "--span-bits")
      out.sizes.span_bits = std::atoi(value);
    else
      return false;
  }
  return true;
}

uint64_t fold_of(const Document& doc) { return hash_bytes(doc.id) % folds; }

void measure(const std::vector<Document>& docs, const std::vector<bool>& tested,
             const std::vector<std::vector<Candidate>>& candidates, const AttributorOptions& options) {
  Counts source, cue, content;
  size_t kinds[3][2] = {}, frames = 0, fit = 0;
  for (size_t d = 0; d < docs.size(); ++d) {
    if (!tested[d]) continue;
    const Document& doc = docs[d];
    Runs want_source, want_cue, want_content, have_source, have_cue, have_content;
    std::vector<Span> wanted, given;
    for (const Gold& gold : doc.gold) {
      for (Span s : gold.source) want_source.insert(tokens_of(doc.words, s));
      for (Span s : gold.cue) want_cue.insert(tokens_of(doc.words, s));
      for (Span s : gold.content) want_content.insert(tokens_of(doc.words, s)), wanted.push_back(s);
    }
    for (const Candidate& candidate : candidates[d]) {
      Frame one;
      if (!read_frame(candidate, options, one)) continue;
      have_cue.insert(tokens_of(doc.words, span_of(doc.units, one.cue)));
      for (Range s : one.source) have_source.insert(tokens_of(doc.words, span_of(doc.units, s)));
      for (Range s : one.content) {
        const Span span = span_of(doc.units, s);
        have_content.insert(tokens_of(doc.words, span));
        given.push_back(span);
        ++frames;
        fit += 2 * covered(span, merged(wanted)) >= span.size();
      }
    }
    const std::vector<Span> all = merged(given);
    for (const Gold& gold : doc.gold) {
      uint32_t size = 0, met = 0;
      bool marks = false;
      for (Span s : gold.content) {
        size += s.size();
        met += covered(s, all);
        const std::string_view text = s.of(doc.article.text);
        marks |= text.find('"') != std::string_view::npos || text.find("\xE2\x80\x9C") != std::string_view::npos;
      }
      if (!size) continue;
      ++kinds[marks][0];
      kinds[marks][1] += 2 * met >= size;
    }
    compare(want_source, have_source, source);
    compare(want_cue, have_cue, cue);
    compare(want_content, have_content, content);
  }
  const auto share = [](size_t a, size_t b) {
    return static_cast<double>(a) / static_cast<double>(std::max<size_t>(b, 1));
  };
  std::printf(
      "  least %.2f %.2f %.2f: source %.4f cue %.4f content %.4f (%zu/%zu/%zu)  found indirect %.3f marked %.3f "
      "precision %.3f\n",
      static_cast<double>(options.least_frame), static_cast<double>(options.least_source),
      static_cast<double>(options.least_content), source.f1(), cue.f1(), content.f1(), content.right, content.given,
      content.gold, share(kinds[0][1], kinds[0][0]), share(kinds[1][1], kinds[1][0]), share(fit, frames));
}

void measure(const std::vector<Document>& docs, const std::vector<bool>& tested, const Attributor& attributor) {
  std::vector<std::vector<Candidate>> candidates(docs.size());
  ChoiceRows rows;
  for (size_t d = 0; d < docs.size(); ++d) {
    if (!tested[d]) continue;
    candidates[d] = attributor.candidates(docs[d].units, AttributorOptions{}.least_cue);
    for (Candidate& one : candidates[d]) {
      choice_features(docs[d].units, one, attributor.choice_weights().bits, rows);
      weigh(rows, attributor.choice_weights(), one.choices);
    }
  }
  for (float frame : {0.05f, 0.1f, 0.15f, 0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.45f}) {
    AttributorOptions options;
    options.least_frame = frame;
    measure(docs, tested, candidates, options);
  }
  for (float least : {0.15f, 0.2f, 0.3f, 0.35f}) {
    AttributorOptions options;
    options.least_frame = 0.2f;
    options.least_source = options.least_content = least;
    measure(docs, tested, candidates, options);
  }
}

std::vector<Range> ranges_of(const std::vector<uint8_t>& labels, uint32_t first, uint8_t begin) {
  std::vector<Range> out;
  for (uint32_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == begin) out.push_back({first + i, first + i + 1});
    if (labels[i] == begin + 1) out.back().end = first + i + 1;
  }
  return out;
}

// How near a choice comes to the gold: whole spans first, then units.
double nearness(const Choice& choice, const std::vector<Range>& source, const std::vector<Range>& content) {
  double right = 0, all = 0, units = 0, all_units = 0;
  const auto add = [&](const std::vector<Range>& have, const std::vector<Range>& want) {
    all += static_cast<double>(have.size() + want.size());
    for (Range a : have) {
      all_units += a.end - a.first;
      for (Range b : want) {
        right += a == b ? 2 : 0;
        const uint32_t from = std::max(a.first, b.first), to = std::min(a.end, b.end);
        if (from < to) units += 2.0 * (to - from);
      }
    }
    for (Range b : want) all_units += b.end - b.first;
  };
  add(choice.source, source);
  add(choice.content, content);
  return right / std::max(all, 1.0) * 100 + units / std::max(all_units, 1.0);
}

// What is weighed while learning: somewhat more than what the finder looks at.
constexpr float least_learnt = 0.02f;

class Trainer {
 public:
  Trainer(const Settings& settings, const std::vector<Document>& docs) : settings_(settings), docs_(docs) {
    std::vector<Instance> lines, cues;
    size_t lost = 0;
    make_instances(docs, false, true, lines, cues, lost);
    for (const Instance& one : lines) {
      cues_.push_back({{}, one.labels, one.doc});
      cue_features(docs[one.doc].units, one.line, settings.sizes, cues_.back().rows);
    }
    for (const Instance& one : cues) {
      spans_.push_back({{}, one.labels, one.doc});
      span_features(docs[one.doc].units, one.window, settings.sizes, spans_.back().rows);
    }
    gold_.resize(docs.size());
    for (Instance& one : cues) gold_[one.doc].push_back(std::move(one));
    std::printf("%zu documents, %zu lines, %zu cues (%zu lost)\n", docs.size(), cues_.size(), spans_.size(), lost);
  }

  // Chains from the chosen documents. With --chains they are kept there, and read if they are there already.
  AttributorModel chains(const std::vector<bool>& chosen, const char* name) const {
    AttributorModel out;
    out.sizes = settings_.sizes;
    out.choice.assign(size_t{1} << settings_.sizes.choice_bits, 0);
    const std::string path = settings_.chains + name;
    if (!settings_.chains.empty() && std::filesystem::exists(path)) {
      const std::string bytes = read_file(path);
      const Attributor kept(bytes);
      const auto copy = [](std::span<const int8_t> from) { return std::vector<int8_t>(from.begin(), from.end()); };
      out.cue_node = copy(kept.cue_weights().node);
      out.cue_edge = copy(kept.cue_weights().edge);
      out.span_node = copy(kept.span_weights().node);
      out.span_edge = copy(kept.span_weights().edge);
      out.cue_node_scale = kept.cue_weights().node_scale;
      out.cue_edge_scale = kept.cue_weights().edge_scale;
      out.span_node_scale = kept.span_weights().node_scale;
      out.span_edge_scale = kept.span_weights().edge_scale;
      return out;
    }
    const auto pick = [&](const std::vector<Example>& from) {
      std::vector<const Example*> found;
      for (const Example& one : from)
        if (chosen[one.doc]) found.push_back(&one);
      return found;
    };
    std::printf("  chains %s\n", name);
    {
      Learner cue(3, out.sizes.cue_bits, out.sizes.cue_edge_bits);
      cue.train(pick(cues_), cue_labels(), settings_.cue);
      quantise(cue.node_mean, out.cue_node, out.cue_node_scale);
      quantise(cue.edge_mean, out.cue_edge, out.cue_edge_scale);
    }
    Learner span(5, out.sizes.span_bits, out.sizes.span_edge_bits);
    span.train(pick(spans_), span_labels(), settings_.span);
    quantise(span.node_mean, out.span_node, out.span_node_scale);
    quantise(span.edge_mean, out.span_edge, out.span_edge_scale);
    if (!settings_.chains.empty()) std::ofstream(path, std::ios::binary) << out.bytes();
    return out;
  }

  void weigh_examples(const Attributor& attributor, const std::vector<bool>& chosen,
                      std::vector<WeighExample>& out) const {
    for (size_t d = 0; d < docs_.size(); ++d) {
      if (!chosen[d]) continue;
      for (const Candidate& candidate : attributor.candidates(docs_[d].units, least_learnt)) {
        WeighExample one;
        choice_features(docs_[d].units, candidate, settings_.sizes.choice_bits, one.rows);
        mark_right(candidate, gold_[d], one);
        out.push_back(std::move(one));
      }
    }
  }

 private:
  static void mark_right(const Candidate& candidate, const std::vector<Instance>& gold, WeighExample& out) {
    const Instance* best = nullptr;
    uint32_t most = 0;
    for (const Instance& one : gold) {
      if (one.line != candidate.line) continue;
      const uint32_t from = std::max(one.window.cue_first, candidate.window.cue_first),
                     to = std::min(one.window.cue_end, candidate.window.cue_end);
      if (from >= to || to - from <= most) continue;
      most = to - from;
      best = &one;
    }
    out.right.assign(candidate.choices.size(), false);
    if (!best) return;
    out.attribution = true;
    const auto source = ranges_of(best->labels, best->window.first, source_begin),
               content = ranges_of(best->labels, best->window.first, content_begin);
    std::vector<double> near;
    for (const Choice& choice : candidate.choices) near.push_back(nearness(choice, source, content));
    const double top = *std::max_element(near.begin(), near.end());
    for (size_t c = 0; c < near.size(); ++c) out.right[c] = near[c] >= top - 1e-9;
  }

  const Settings& settings_;
  const std::vector<Document>& docs_;
  std::vector<Example> cues_, spans_;
  std::vector<std::vector<Instance>> gold_;  // of each document
};

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  if (!read_arguments(argc, argv, settings)) {
    std::fprintf(stderr, "quotes_train DATA OUT.bin [--part train|all] [--fold N] [--chains PREFIX]\n");
    return 64;
  }
  auto rules = Rules::embedded();
  if (!rules) return 70;
  const std::vector<Document> docs = load(settings.data, **rules);
  const Trainer trainer(settings, docs);
  std::vector<bool> learnt(docs.size()), tested(docs.size());
  for (size_t d = 0; d < docs.size(); ++d) {
    const bool in = settings.part == "all" || !docs[d].dev;
    const bool out = settings.fold >= 0 && fold_of(docs[d]) == static_cast<uint64_t>(settings.fold);
    learnt[d] = in && !out;
    tested[d] = settings.fold >= 0 ? in && out : docs[d].dev;
  }
  // What the chains say of texts they learnt from is too good to learn from it how far to believe them.
  std::vector<WeighExample> weighed;
  for (uint64_t k = 0; k < settings.parts; ++k) {
    std::vector<bool> part(docs.size()), others(docs.size());
    for (size_t d = 0; d < docs.size(); ++d) {
      const bool here = hash_bytes(docs[d].id) / folds % settings.parts == k;
      part[d] = learnt[d] && here;
      others[d] = learnt[d] && !here;
    }
    const AttributorModel model = trainer.chains(others, ("part" + std::to_string(k)).c_str());
    const std::string bytes = model.bytes();
    trainer.weigh_examples(Attributor(bytes), part, weighed);
  }
  WeighLearner weights(settings.sizes.choice_bits);
  std::printf("  %zu candidates\n", weighed.size());
  weights.train(weighed, settings.weigh);
  AttributorModel model = trainer.chains(learnt, "whole");
  quantise(weights.mean, model.choice, model.choice_scale);
  model.plain = weights.plain_mean;
  const std::string bytes = model.bytes();
  std::ofstream(settings.out, std::ios::binary) << bytes;
  const Attributor attributor(bytes);
  measure(docs, tested, attributor);
  return 0;
}
