// Trains data/models/en/tagger.bin and measures it on documents kept out.
//   tagger GUM.tsv clusters.bin lexicon.bin OUT.bin [--all]
// GUM.tsv is what train/tagger_data.py prints. Every sixth document is kept out; with --all they are trained on too.
#include "words/tagger.h"

#include <cstdio>
#include <map>

#include "perceptron.h"

using namespace fairwitness;
using namespace fairwitness::train;

namespace {

struct Sample {
  std::vector<WordShape> shapes;
  std::vector<uint32_t> labels;
  std::vector<bool> fixed, known;
  bool capitals = false;
};

struct Corpus {
  std::vector<Sample> train, held;
  std::vector<std::string> labels;
};

// Does the tokenizer itself give this tag?
bool is_mark(Penn penn, std::string_view word) {
  return penn >= Penn::OPEN_QUOTE || penn == Penn::SYM ||
         (penn == Penn::POS && (word == "'" || word == "\xE2\x80\x99"));
}

Corpus read_corpus(const std::string& text, const WordTables& tables, bool all) {
  struct Row {
    std::string word, label;
    bool fixed;
  };
  std::vector<std::pair<bool, std::vector<Row>>> sentences;
  std::map<std::string, int> counts;
  int document = -1;
  std::vector<Row> now;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("# ") && line.find('\t') == line.npos) {
      ++document;
      continue;
    }
    if (line.empty()) {
      if (!now.empty()) sentences.emplace_back(document % 6 == 5, now);
      now.clear();
      continue;
    }
    size_t a = line.find('\t'), b = line.find('\t', a + 1);
    std::string penn = line.substr(a + 1, b - a - 1), upos = line.substr(b + 1);
    bool mark = is_mark(penn_of(penn), line.substr(0, a));
    if (mark) upos = name_of(upos_of(penn_of(penn)));
    now.push_back({line.substr(0, a), penn + " " + upos, mark});
    ++counts[now.back().label];
  }
  std::map<std::string, std::string> usual;  // of each Penn tag, its most frequent label
  for (auto& [label, n] : counts) {
    auto& best = usual[label.substr(0, label.find(' '))];
    if (best.empty() || n > counts[best]) best = label;
  }
  std::vector<std::pair<int, std::string>> kept;
  for (auto& [label, n] : counts)
    if (n >= 12 || usual[label.substr(0, label.find(' '))] == label) kept.emplace_back(-n, label);
  std::sort(kept.begin(), kept.end());
  Corpus corpus;
  std::map<std::string, uint32_t> number;
  for (auto& [n, label] : kept) {
    number[label] = static_cast<uint32_t>(corpus.labels.size());
    corpus.labels.push_back(label);
  }
  std::map<std::string, bool> seen;
  for (auto& [held, rows] : sentences)
    for (auto& row : rows)
      if (!held) seen[row.word] = true;
  for (auto& [held, rows] : sentences) {
    Sample sample;
    for (auto& row : rows) {
      sample.shapes.push_back(tables.shape(row.word));
      auto found = number.find(row.label);
      if (found == number.end()) found = number.find(usual[row.label.substr(0, row.label.find(' '))]);
      sample.labels.push_back(found->second);
      sample.fixed.push_back(row.fixed);
      sample.known.push_back(seen.contains(row.word));
    }
    sample.capitals = Tagger::mostly_capitals(sample.shapes);
    if (held) corpus.held.push_back(sample);
    if (!held || all) corpus.train.push_back(std::move(sample));
  }
  return corpus;
}

uint32_t best_label(const Perceptron& model, std::span<const uint32_t> features, std::vector<float>& scores) {
  std::fill(scores.begin(), scores.end(), 0.0f);
  model.add(features, scores.data());
  return static_cast<uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

void measure(const Perceptron& model, const Corpus& corpus, const std::vector<Sample>& samples) {
  std::vector<float> scores(corpus.labels.size());
  std::array<uint32_t, Tagger::max_features> found;
  size_t all = 0, right = 0, penn = 0, unknown = 0, unknown_right = 0, words = 0, words_penn = 0;
  for (const Sample& s : samples) {
    uint32_t before = 255, before2 = 255;
    for (size_t i = 0; i < s.shapes.size(); ++i) {
      uint32_t guess = s.labels[i];
      if (!s.fixed[i]) {
        size_t n = Tagger::features(s.shapes, i, before, before2, s.capitals, found);
        guess = best_label(model, std::span(found).first(n), scores);
      }
      const std::string &g = corpus.labels[guess], &w = corpus.labels[s.labels[i]];
      bool same = g.substr(0, g.find(' ')) == w.substr(0, w.find(' '));
      ++all, right += guess == s.labels[i], penn += same;
      words += !s.fixed[i], words_penn += !s.fixed[i] && same;
      if (!s.known[i]) ++unknown, unknown_right += same;
      before2 = before, before = guess;
    }
  }
  auto share = [](size_t a, size_t b) { return b ? 100.0 * static_cast<double>(a) / static_cast<double>(b) : 0.0; };
  std::printf("tokens %zu: Penn %.2f %%, both tags %.2f %%; without punctuation %.2f %%; unseen words (%zu) %.2f %%\n",
              all, share(penn, all), share(right, all), share(words_penn, words), unknown,
              share(unknown_right, unknown));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return std::fprintf(stderr, "tagger GUM.tsv clusters.bin lexicon.bin OUT.bin [--all]\n"), 2;
  std::string clusters = read_file(argv[2]), lexicon = read_file(argv[3]);
  WordTables tables(clusters, lexicon);
  Corpus corpus = read_corpus(read_file(argv[1]), tables, argc > 5);
  Perceptron model(static_cast<uint32_t>(corpus.labels.size()));
  std::vector<float> scores(corpus.labels.size());
  std::array<uint32_t, Tagger::max_features> found;
  std::vector<size_t> order(corpus.train.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  uint64_t random = 7;
  for (int epoch = 0; epoch < 8; ++epoch) {
    shuffle(order, random);
    size_t wrong = 0;
    for (size_t index : order) {
      const Sample& s = corpus.train[index];
      uint32_t before = 255, before2 = 255;
      for (size_t i = 0; i < s.shapes.size(); ++i) {
        uint32_t guess = s.labels[i];
        if (!s.fixed[i]) {
          size_t n = Tagger::features(s.shapes, i, before, before2, s.capitals, found);
          auto features = std::span(found).first(n);
          guess = best_label(model, features, scores);
          if (guess != s.labels[i]) {
            model.update(features, s.labels[i], 1);
            model.update(features, guess, -1);
            ++wrong;
          }
          model.tick();
        }
        before2 = before, before = guess;
      }
    }
    std::printf("epoch %d: %zu wrong\n", epoch, wrong);
  }
  model.average();
  measure(model, corpus, corpus.held);
  model.write(argv[4], corpus.labels, 0.004);
}
