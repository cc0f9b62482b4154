// Trains data/models/en/names.bin (averaged structured perceptron) and measures it on documents kept out.
//   names NAMES.txt DATA_DIR OUT.bin [epochs] [least] [runs] [drop]
// The weights are the mean of some runs in different orders; in each a share of the features is left out at random (in
// percent), so that no name is known by its own letters alone. NAMES.txt is what train/names_data.py prints; DATA_DIR
// is data/ with the tagger and the gazetteers.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>

#include "names/evidence.h"
#include "names/gazetteer.h"
#include "names/mentions.h"
#include "perceptron.h"

using namespace fairwitness;
using namespace fairwitness::naming;
using namespace fairwitness::train;

namespace {

struct Sample {
  std::vector<Unit> units;
  std::vector<std::vector<uint32_t>> rows;
  std::vector<uint32_t> labels;
  bool capitals = false;
};

struct Gold {
  uint32_t begin, end, kind;
};

// The weights by row: a row for each feature that is seen at least twice.
struct Weights {
  std::unordered_map<uint32_t, uint32_t> row_of;
  std::vector<uint32_t> keys;
  std::vector<float> now;
  std::vector<double> total;
  std::vector<float> transitions = std::vector<float>(mention_labels * mention_labels);
  std::vector<double> transition_total = std::vector<double>(mention_labels * mention_labels);
  double clock = 1;
};

class Reader {
 public:
  explicit Reader(const Rules& rules)
      : words_(rules),
        gazetteer_(rules),
        tables_(rules.bytes("models/en/clusters.bin"), rules.bytes("models/en/lexicon.bin")) {}

  void read(const std::string& text, const std::vector<Gold>& gold, std::vector<Sample>& out) {
    std::vector<Block> blocks;
    for (size_t at = 0; at < text.size();) {
      size_t end = std::min(text.find('\n', at), text.size());
      if (text.find_first_not_of(" \t", at) < end)
        blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 1;
    }
    Words words = read_words(text, blocks, words_);
    Units units = read_units(text, words, gazetteer_, tables_);
    gather_evidence(units);
    std::map<uint32_t, size_t> begins, ends;
    for (size_t i = 0; i < units.units.size(); ++i)
      begins[units.units[i].span.begin] = i, ends[units.units[i].span.end] = i;
    std::vector<uint32_t> labels(units.units.size());
    for (const Gold& g : gold) {
      auto a = begins.find(g.begin), b = ends.find(g.end);
      ++total;
      if (a == begins.end() || b == ends.end() || b->second < a->second) {
        ++lost;
        continue;
      }
      size_t first = a->second, last = b->second;
      bool open = true;
      for (size_t i = first; i <= last; ++i) open &= units.units[i].open;
      if (!open) {
        ++closed;
        continue;
      }
      for (size_t i = first; i <= last; ++i)
        labels[i] = label_of(g.kind, first == last ? place_unit
                                     : i == first  ? place_begin
                                     : i == last   ? place_last
                                                   : place_inside);
    }
    for (const NameSentence& s : units.sentences) {
      Sample sample;
      sample.units.assign(units.units.begin() + s.first, units.units.begin() + s.end);
      sample.labels.assign(labels.begin() + s.first, labels.begin() + s.end);
      sample.capitals = s.capitals;
      // A name that goes over a sentence's end is left out.
      uint32_t before = 0;
      bool good = true;
      for (uint32_t label : sample.labels) good &= may_follow(before, label), before = label;
      if (!good || (before && (before - 1) % 4 < 2)) continue;
      out.push_back(std::move(sample));
    }
  }
  size_t lost = 0, total = 0, closed = 0;

 private:
  WordRules words_;
  Gazetteer gazetteer_;
  WordTables tables_;
};

void index_features(std::vector<Sample>& samples, Weights& w, bool grow) {
  std::array<uint32_t, max_mention_features> found;
  std::unordered_map<uint32_t, uint32_t> counts;
  if (grow)
    for (Sample& s : samples)
      for (size_t i = 0; i < s.units.size(); ++i) {
        if (!s.units[i].open) continue;
        size_t n = mention_features(s.units, i, s.capitals, found);
        for (size_t f = 0; f < n; ++f) {
          uint32_t& count = counts[found[f]];
          if (++count == 2) {
            w.row_of.emplace(found[f], static_cast<uint32_t>(w.keys.size()));
            w.keys.push_back(found[f]);
          }
        }
      }
  for (Sample& s : samples) {
    s.rows.resize(s.units.size());
    for (size_t i = 0; i < s.units.size(); ++i) {
      if (!s.units[i].open) continue;
      size_t n = mention_features(s.units, i, s.capitals, found);
      for (size_t f = 0; f < n; ++f) {
        auto row = w.row_of.find(found[f]);
        if (row != w.row_of.end()) s.rows[i].push_back(row->second);
      }
    }
  }
}

const std::vector<uint32_t>& decode(const Weights& w, const Sample& s, Decoder& decoder, std::vector<float>& scores) {
  scores.assign(s.units.size() * mention_labels, 0.0f);
  for (size_t i = 0; i < s.units.size(); ++i)
    for (uint32_t row : s.rows[i]) {
      const float* from = &w.now[size_t{row} * mention_labels];
      float* to = &scores[i * mention_labels];
      for (uint32_t c = 0; c < mention_labels; ++c) to[c] += from[c];
    }
  return decoder.best(s.units, scores, w.transitions);
}

void update(Weights& w, const Sample& s, size_t i, uint32_t label, uint32_t before, float by) {
  for (uint32_t row : s.rows[i]) {
    size_t at = size_t{row} * mention_labels + label;
    w.now[at] += by;
    w.total[at] += static_cast<double>(by) * w.clock;
  }
  w.transitions[before * mention_labels + label] += by;
  w.transition_total[before * mention_labels + label] += static_cast<double>(by) * w.clock;
}

std::vector<std::array<uint32_t, 3>> spans_of(const std::vector<uint32_t>& labels) {
  std::vector<std::array<uint32_t, 3>> out;
  uint32_t first = 0;
  for (uint32_t i = 0; i < labels.size(); ++i) {
    if (!labels[i]) continue;
    uint32_t place = (labels[i] - 1) % 4;
    if (place == place_begin || place == place_unit) first = i;
    if (place == place_last || place == place_unit) out.push_back({first, i + 1, (labels[i] - 1) / 4});
  }
  return out;
}

void measure(const char* title, const Weights& w, const std::vector<Sample>& samples) {
  Decoder decoder;
  std::vector<float> scores;
  size_t right[mention_kinds + 1] = {}, given[mention_kinds + 1] = {}, gold[mention_kinds + 1] = {};
  for (const Sample& s : samples) {
    auto have = spans_of(decode(w, s, decoder, scores)), want = spans_of(s.labels);
    for (auto& span : want) ++gold[span[2]], ++gold[mention_kinds];
    for (auto& span : have) {
      ++given[span[2]], ++given[mention_kinds];
      if (std::find(want.begin(), want.end(), span) != want.end()) ++right[span[2]], ++right[mention_kinds];
    }
  }
  std::printf("%s:", title);
  for (uint32_t k = 0; k <= mention_kinds; ++k) {
    auto p = static_cast<double>(right[k]) / std::max<double>(1, static_cast<double>(given[k])),
         r = static_cast<double>(right[k]) / std::max<double>(1, static_cast<double>(gold[k]));
    std::printf(" %s %.3f",
                k < mention_kinds ? std::string(name_of(static_cast<NameKind>(k))).substr(0, 6).c_str() : "ALL",
                p + r > 0 ? 2 * p * r / (p + r) : 0.0);
    if (k == mention_kinds) std::printf(" (P %.3f R %.3f)", p, r);
  }
  std::printf("\n");
}

void train_once(Weights& w, const std::vector<Sample>& training, int epochs, uint64_t random, uint32_t drop) {
  std::fill(w.now.begin(), w.now.end(), 0.0f);
  std::fill(w.total.begin(), w.total.end(), 0.0);
  std::fill(w.transitions.begin(), w.transitions.end(), 0.0f);
  std::fill(w.transition_total.begin(), w.transition_total.end(), 0.0);
  w.clock = 1;
  std::vector<size_t> order(training.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  Decoder decoder;
  std::vector<float> scores;
  Sample thinned;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    shuffle(order, random);
    for (size_t index : order) {
      thinned = training[index];
      for (auto& rows : thinned.rows) std::erase_if(rows, [&](uint32_t) { return next_random(random) % 100 < drop; });
      const Sample& s = thinned;
      const auto& guess = decode(w, s, decoder, scores);
      for (size_t i = 0; i < s.labels.size() && guess != s.labels; ++i) {
        uint32_t before = i ? s.labels[i - 1] : 0, guess_before = i ? guess[i - 1] : 0;
        if (guess[i] == s.labels[i] && before == guess_before) continue;
        update(w, s, i, s.labels[i], before, 1);
        update(w, s, i, guess[i], guess_before, -1);
      }
      w.clock += 1;
    }
  }
  for (size_t i = 0; i < w.now.size(); ++i) w.now[i] -= static_cast<float>(w.total[i] / w.clock);
  for (size_t i = 0; i < w.transitions.size(); ++i)
    w.transitions[i] -= static_cast<float>(w.transition_total[i] / w.clock);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fprintf(stderr, "names NAMES.txt DATA_DIR OUT.bin [epochs] [least]\n"), 2;
  const int epochs = argc > 4 ? std::atoi(argv[4]) : 8;
  const double least = argc > 5 ? std::atof(argv[5]) : 0.01;
  auto rules = Rules::from_folder(argv[2]);
  if (!rules) return std::fprintf(stderr, "%s\n", rules.error().message.c_str()), 2;
  Reader reader(**rules);
  std::vector<Sample> training;
  std::map<std::string, std::vector<Sample>> held;
  std::istringstream in(read_file(argv[1]));
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("D ")) continue;
    std::string id = line.substr(2, line.rfind(' ') - 2), text;
    bool out = line.back() == '1';
    std::getline(in, text);
    std::replace(text.begin(), text.end(), '\x01', '\n');
    std::vector<Gold> gold;
    while (std::getline(in, line) && !line.empty()) {
      Gold g{};
      if (std::sscanf(line.c_str(), "S %u %u %u", &g.begin, &g.end, &g.kind) == 3) gold.push_back(g);
    }
    reader.read(text, gold, out ? held[id.substr(0, 3)] : training);
  }
  std::printf("%zu sentences; names %zu, off our units %zu, closed %zu\n", training.size(), reader.total, reader.lost,
              reader.closed);
  Weights w;
  index_features(training, w, true);
  for (auto& [set, samples] : held) index_features(samples, w, false);
  w.now.resize(w.keys.size() * mention_labels);
  w.total.resize(w.now.size());
  std::printf("%zu features\n", w.keys.size());
  const int runs = argc > 6 ? std::atoi(argv[6]) : 1;
  const uint32_t drop = argc > 7 ? static_cast<uint32_t>(std::atoi(argv[7])) : 0;
  std::vector<float> sum(w.now.size()), transition_sum(w.transitions.size());
  for (int run = 0; run < runs; ++run) {
    train_once(w, training, epochs, 11 + static_cast<uint64_t>(run), drop);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += w.now[i] / static_cast<float>(runs);
    for (size_t i = 0; i < transition_sum.size(); ++i) transition_sum[i] += w.transitions[i] / static_cast<float>(runs);
    for (auto& [set, samples] : held) measure(set.c_str(), w, samples);
  }
  w.now = sum;
  w.transitions = transition_sum;
  for (auto& [set, samples] : held) measure(set.c_str(), w, samples);
  Perceptron model(mention_labels);
  for (size_t row = 0; row < w.keys.size(); ++row)
    for (uint32_t c = 0; c < mention_labels; ++c)
      if (w.now[row * mention_labels + c] != 0)
        model.update(std::span(&w.keys[row], 1), c, w.now[row * mention_labels + c]);
  for (uint32_t before = 0; before < mention_labels; ++before) {
    uint32_t key = transition_key(before);
    for (uint32_t label = 0; label < mention_labels; ++label)
      model.update(std::span(&key, 1), label, w.transitions[before * mention_labels + label]);
  }
  std::vector<std::string> labels(mention_labels);
  for (uint32_t label = 0; label < mention_labels; ++label) labels[label] = std::to_string(label);
  model.write(argv[3], labels, least);
}
