// Trains data/models/en/tagger.bin on all documents, and measures it by cross-validation: each document is tagged by a
// model that was trained without it.
//   tagger GUM.tsv clusters.bin lexicon.bin OUT.bin
// GUM.tsv is what train/tagger_data.py prints, MORE.tsv what train/tagger_more.py prints (or /dev/null); "-" for
// OUT.bin measures only.
#include "words/tagger.h"

#include <cstdio>
#include <map>
#include <set>

#include "perceptron.h"

using namespace fairwitness;
using namespace fairwitness::train;

namespace {

constexpr uint32_t left_out = 35;  // per cent of the features, in training
constexpr int rounds = 20;
constexpr uint64_t runs = 5;
constexpr double least = 0.02;  // of the largest weight; what is less is not kept

struct Sample {
  std::vector<WordShape> shapes;
  std::vector<uint32_t> labels;
  std::vector<bool> fixed, known;
  bool capitals = false;
};

// Does the tokenizer itself give this tag?
bool is_mark(Penn penn, std::string_view word) {
  return penn >= Penn::OPEN_QUOTE || penn == Penn::SYM ||
         (penn == Penn::POS && (word == "'" || word == "\xE2\x80\x99"));
}

struct Row {
  std::string word, penn, upos;
};
struct Tagged {
  size_t document = 0;
  bool news = false;
  std::vector<Row> rows;
};

std::vector<Tagged> read_tagged(const std::string& text) {
  std::vector<Tagged> out;
  Tagged now;
  size_t documents = 0;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    if (end == text.npos) break;  // a line that was cut
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("# ") && line.find('\t') == line.npos) {
      now.document = documents++;
      now.news = line.find("-news-") != line.npos;
    } else if (line.empty()) {
      if (!now.rows.empty()) out.push_back(now);
      now.rows.clear();
    } else {
      size_t a = line.find('\t'), b = line.find('\t', a + 1), c = line.find('\t', b + 1);
      Row row{line.substr(0, a), line.substr(a + 1, b - a - 1), line.substr(b + 1, c - b - 1)};
      if (is_mark(penn_of(row.penn), row.word)) row.upos = name_of(upos_of(penn_of(row.penn)));
      now.rows.push_back(std::move(row));
    }
  }
  return out;
}

// The pairs of a Penn and a Universal tag that are classes, and of each Penn tag its most frequent one.
struct Labels {
  std::vector<std::string> names;
  std::map<std::string, uint32_t> number;
  std::map<std::string, std::string> usual;

  explicit Labels(const std::vector<Tagged>& sentences) {
    std::map<std::string, int> counts;
    for (const Tagged& s : sentences)
      for (const Row& row : s.rows) ++counts[row.penn + " " + row.upos];
    for (auto& [label, n] : counts) {
      auto& best = usual[label.substr(0, label.find(' '))];
      if (best.empty() || n > counts[best]) best = label;
    }
    std::vector<std::pair<int, std::string>> kept;
    for (auto& [label, n] : counts)
      if (n >= 12 || usual[label.substr(0, label.find(' '))] == label) kept.emplace_back(-n, label);
    std::sort(kept.begin(), kept.end());
    for (auto& [n, label] : kept) {
      number[label] = static_cast<uint32_t>(names.size());
      names.push_back(label);
    }
  }
  uint32_t of(const Row& row) const {
    auto found = number.find(row.penn + " " + row.upos);
    if (found == number.end())
      if (auto known = usual.find(row.penn); known != usual.end()) found = number.find(known->second);
    return found == number.end() ? 0 : found->second;
  }
};

Sample sample_of(const Tagged& sentence, const Labels& labels, const WordTables& tables) {
  Sample sample;
  for (const Row& row : sentence.rows) {
    sample.shapes.push_back(tables.shape(row.word));
    sample.labels.push_back(labels.of(row));
    sample.fixed.push_back(is_mark(penn_of(row.penn), row.word));
    sample.known.push_back(false);
  }
  sample.capitals = Tagger::mostly_capitals(sample.shapes);
  return sample;
}

uint32_t best_label(const Perceptron& model, std::span<const uint32_t> features, std::vector<float>& scores) {
  std::fill(scores.begin(), scores.end(), 0.0f);
  model.add(features, scores.data());
  return static_cast<uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

struct Counts {
  size_t all = 0, both = 0, penn = 0, unseen = 0, unseen_right = 0;

  void print(const char* title) const {
    auto share = [](size_t a, size_t b) { return b ? 100.0 * static_cast<double>(a) / static_cast<double>(b) : 0.0; };
    std::printf("%s: tokens %zu: Penn %.2f %%, both tags %.2f %%; unseen words (%zu) %.2f %%\n", title, all,
                share(penn, all), share(both, all), unseen, share(unseen_right, unseen));
  }
};

void measure(const Perceptron& model, const Labels& labels, const Sample& s, Counts& counts) {
  std::vector<float> scores(labels.names.size());
  std::array<uint32_t, Tagger::max_features> found;
  uint32_t before = 255, before2 = 255;
  for (size_t i = 0; i < s.shapes.size(); ++i) {
    uint32_t guess = s.labels[i];
    if (!s.fixed[i]) {
      size_t n = Tagger::features(s.shapes, i, before, before2, s.capitals, found);
      guess = best_label(model, std::span(found).first(n), scores);
    }
    const std::string &g = labels.names[guess], &w = labels.names[s.labels[i]];
    bool same = g.substr(0, g.find(' ')) == w.substr(0, w.find(' '));
    ++counts.all, counts.both += guess == s.labels[i], counts.penn += same;
    if (!s.known[i]) ++counts.unseen, counts.unseen_right += same;
    before2 = before, before = guess;
  }
}

// One feature in three is left out of each look, so that no few of them are leant on and the others learn, too.
size_t leave_out(std::span<uint32_t> features, uint64_t& random) {
  auto out =
      std::remove_if(features.begin(), features.end(), [&](uint32_t) { return next_random(random) % 100 < left_out; });
  return static_cast<size_t>(out - features.begin());
}

void learn(Perceptron& model, const std::vector<const Sample*>& samples, uint64_t& random) {
  std::vector<size_t> order(samples.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  shuffle(order, random);
  std::vector<float> scores(model.classes());
  std::array<uint32_t, Tagger::max_features> found;
  for (size_t index : order) {
    const Sample& s = *samples[index];
    uint32_t before = 255, before2 = 255;
    for (size_t i = 0; i < s.shapes.size(); ++i) {
      uint32_t guess = s.labels[i];
      if (!s.fixed[i]) {
        size_t n = Tagger::features(s.shapes, i, before, before2, s.capitals, found);
        auto features = std::span(found).first(leave_out(std::span(found).first(n), random));
        guess = best_label(model, features, scores);
        if (guess != s.labels[i]) {
          model.update(features, s.labels[i], 1);
          model.update(features, guess, -1);
        }
        model.tick();
      }
      before2 = before, before = guess;
    }
  }
}

// The sum of several models, each trained in its own order.
Perceptron trained_on(const std::vector<const Sample*>& samples, const Labels& labels) {
  Perceptron all(static_cast<uint32_t>(labels.names.size()));
  for (uint64_t run = 0; run < runs; ++run) {
    Perceptron model(static_cast<uint32_t>(labels.names.size()));
    uint64_t random = 7 + run;
    for (int round = 0; round < rounds; ++round) learn(model, samples, random);
    model.average();
    all.merge(model);
  }
  all.prune(least);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return std::fprintf(stderr, "tagger GUM.tsv clusters.bin lexicon.bin OUT.bin|-\n"), 2;
  std::string clusters = read_file(argv[2]), lexicon = read_file(argv[3]);
  WordTables tables(clusters, lexicon, {});
  auto hand = read_tagged(read_file(argv[1]));
  Labels labels(hand);
  std::vector<Sample> samples;
  for (const Tagged& s : hand) samples.push_back(sample_of(s, labels, tables));
  constexpr size_t folds = 6;
  Counts all, news;
  for (size_t fold = 0; fold < folds; ++fold) {
    std::vector<const Sample*> training;
    std::set<std::string> seen;
    for (size_t i = 0; i < hand.size(); ++i)
      if (hand[i].document % folds != fold) {
        training.push_back(&samples[i]);
        for (const Row& row : hand[i].rows) seen.insert(row.word);
      }
    Perceptron model = trained_on(training, labels);
    for (size_t i = 0; i < hand.size(); ++i) {
      if (hand[i].document % folds != fold) continue;
      for (size_t w = 0; w < hand[i].rows.size(); ++w) samples[i].known[w] = seen.contains(hand[i].rows[w].word);
      measure(model, labels, samples[i], hand[i].news ? news : all);
    }
  }
  std::printf("%zu documents, cross-validated in %zu parts\n", hand.back().document + 1, folds);
  news.print("news");
  all.print("other kinds");
  if (std::string_view(argv[4]) == "-") return 0;
  std::vector<const Sample*> training;
  for (const Sample& s : samples) training.push_back(&s);
  trained_on(training, labels).write(argv[4], labels.names, least);
}
