// Trains data/models/en/names.bin (a linear-chain conditional random field) and measures it on documents kept out.
//   names NAMES.txt DATA_DIR OUT.bin [rounds] [least] [rate] [drop] [all]
// A share of the features (`drop`, in percent) is left out at random, so that no name is known by its own letters
// alone. Weights below `least` are dropped. "all": trains on the documents kept out as well. NAMES.txt is what
// train/names_data.py prints; DATA_DIR is data/ with the tagger and the gazetteers.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>

#include "chain.h"
#include "names/evidence.h"
#include "names/gazetteer.h"
#include "names/mentions.h"

using namespace fairwitness;
using namespace fairwitness::naming;
using namespace fairwitness::train;

namespace {

struct Sample {
  std::vector<Unit> units;
  ChainSample chain;
  bool capitals = false;
};

struct Gold {
  uint32_t begin, end, kind;
};

class Reader {
 public:
  explicit Reader(const Rules& rules)
      : words_(rules),
        gazetteer_(rules),
        tables_(rules.bytes("models/en/clusters.bin"), rules.bytes("models/en/lexicon.bin"),
                rules.bytes("models/en/kin.bin")) {}

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
      sample.chain.labels.assign(labels.begin() + s.first, labels.begin() + s.end);
      for (const Unit& unit : sample.units) sample.chain.open.push_back(unit.open);
      sample.capitals = s.capitals;
      // A name that goes over a sentence's end is left out.
      uint32_t before = 0;
      bool good = true;
      for (uint32_t label : sample.chain.labels) good &= may_follow(before, label), before = label;
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

// The rows of the features that are seen at least twice.
struct Index {
  std::unordered_map<uint32_t, uint32_t> row_of;
  std::vector<uint32_t> keys;
};

void grow_index(const std::vector<Sample>& samples, Index& index, uint32_t least) {
  std::array<uint32_t, max_mention_features> found;
  std::unordered_map<uint32_t, uint32_t> counts;
  for (const Sample& s : samples)
    for (size_t i = 0; i < s.units.size(); ++i) {
      if (!s.units[i].open) continue;
      size_t n = mention_features(s.units, i, s.capitals, found);
      for (size_t f = 0; f < n; ++f)
        if (++counts[found[f]] == least) {
          index.row_of.emplace(found[f], static_cast<uint32_t>(index.keys.size()));
          index.keys.push_back(found[f]);
        }
    }
}

void find_rows(std::vector<Sample>& samples, const Index& index) {
  std::array<uint32_t, max_mention_features> found;
  for (Sample& s : samples) {
    s.chain.rows.assign(s.units.size(), {});
    for (size_t i = 0; i < s.units.size(); ++i) {
      if (!s.units[i].open) continue;
      size_t n = mention_features(s.units, i, s.capitals, found);
      for (size_t f = 0; f < n; ++f) {
        auto row = index.row_of.find(found[f]);
        if (row != index.row_of.end()) s.chain.rows[i].push_back(row->second);
      }
    }
  }
}

using NameChain = Chain<mention_labels>;

std::vector<std::array<uint32_t, 3>> spans_of(const auto& labels) {
  std::vector<std::array<uint32_t, 3>> out;
  uint32_t first = 0;
  for (uint32_t i = 0; i < labels.size(); ++i) {
    if (!labels[i]) continue;
    uint32_t place = (labels[i] - 1) % 4;
    if (place == place_begin || place == place_unit) first = i;
    if (place == place_last || place == place_unit) out.push_back({first, i + 1, (uint32_t{labels[i]} - 1) / 4});
  }
  return out;
}

const std::vector<uint32_t>& decode(const NameChain& chain, const Sample& s, Decoder& decoder,
                                    std::vector<float>& scores) {
  scores.assign(s.units.size() * mention_labels, 0.0f);
  for (size_t i = 0; i < s.units.size(); ++i) chain.score(s.chain.rows[i], &scores[i * mention_labels]);
  return decoder.best(s.units, scores, chain.transitions());
}

void measure(const char* title, const NameChain& chain, const std::vector<Sample>& samples) {
  Decoder decoder;
  std::vector<float> scores;
  size_t right[mention_kinds + 1] = {}, given[mention_kinds + 1] = {}, gold[mention_kinds + 1] = {};
  for (const Sample& s : samples) {
    auto have = spans_of(decode(chain, s, decoder, scores)), want = spans_of(s.chain.labels);
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

void write_model(const char* path, const Index& index, const NameChain& chain) {
  Perceptron model(mention_labels);
  for (size_t row = 0; row < index.keys.size(); ++row)
    for (uint32_t c = 0; c < mention_labels; ++c)
      if (chain.weight(row, c) != 0) model.update(std::span(&index.keys[row], 1), c, chain.weight(row, c));
  for (uint32_t before = 0; before < mention_labels; ++before) {
    uint32_t key = transition_key(before);
    for (uint32_t label = 0; label < mention_labels; ++label)
      model.update(std::span(&key, 1), label, chain.transition(before, label));
  }
  std::vector<std::string> labels(mention_labels);
  for (uint32_t label = 0; label < mention_labels; ++label) labels[label] = std::to_string(label);
  model.write(path, labels, 0);
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
  const float rate = argc > 6 ? static_cast<float>(std::atof(argv[6])) : 0.03f;
  const uint32_t drop = argc > 7 ? static_cast<uint32_t>(std::atoi(argv[7])) : 50;
  if (argc > 8)
    for (auto& [set, samples] : held) training.insert(training.end(), samples.begin(), samples.end());
  Index index;
  grow_index(training, index, 2);
  find_rows(training, index);
  for (auto& [set, samples] : held) find_rows(samples, index);
  std::printf("%zu features\n", index.keys.size());
  std::vector<ChainSample> samples;
  for (Sample& s : training) samples.push_back(std::move(s.chain));
  training.clear();
  // The mean of several chains, each with other features left out and in another order.
  constexpr uint64_t runs = 6;
  NameChain chain(index.keys.size(), may_follow);
  for (uint64_t run = 0; run < runs; ++run) {
    NameChain one(index.keys.size(), may_follow);
    std::vector<size_t> order(samples.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    uint64_t random = 11 + run;
    double loss = 0;
    for (int epoch = 0; epoch < epochs; ++epoch) {
      shuffle(order, random);
      loss = one.round(samples, order, rate, 0, drop, random);
    }
    std::printf("run %llu: loss %.3f\n", static_cast<unsigned long long>(run + 1), loss);
    std::fflush(stdout);
    chain.merge(one);
  }
  chain.divide(static_cast<float>(runs));
  chain.centre();
  for (float part : {0.0f, 0.5f, 0.75f, 1.0f, 1.5f}) {
    if (part > 1 && argc > 8) break;
    std::printf("weights from %.4f: %zu\n", static_cast<double>(part) * least,
                chain.prune(part * static_cast<float>(least)));
    for (auto& [set, held_out] : held) measure(set.c_str(), chain, held_out);
    if (part == 1.0f) write_model(argv[3], index, chain);
  }
}
