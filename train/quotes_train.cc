// Learns models/en/quotes.bin from texts with stand-off annotation (ID.txt, ID.ann as brat has it, index.jsonl with
// "part").
//   quotes_train DATA OUT.bin [--final]     learns from part train, measures on part dev; --final learns from both
// Deterministic: the same data give the same bytes.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "article/article.h"
#include "quotes/attributor.h"
#include "quotes/features.h"

using namespace fairwitness;

namespace {

struct Gold {
  std::vector<Span> source, cue, content;  // bytes
};

struct Document {
  std::string id;
  bool dev = false;
  Article article;
  Words words;
  Names names;
  Units units;
  std::vector<Gold> gold;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::string field(const std::string& line, const std::string& key) {
  const size_t at = line.find("\"" + key + "\":");
  if (at == std::string::npos) return "";
  const size_t begin = line.find('"', at + key.size() + 3) + 1;
  return line.substr(begin, line.find('"', begin) - begin);
}

std::vector<Span> read_spans(const std::string& places, const CodePoints& points) {
  std::vector<Span> out;
  std::istringstream pieces(places);
  std::string piece;
  while (std::getline(pieces, piece, ';')) {
    std::istringstream numbers(piece);
    uint32_t begin = 0, end = 0;
    if (numbers >> begin >> end) out.push_back({points.byte_of(begin), points.byte_of(end)});
  }
  return out;
}

std::vector<Gold> read_gold(const std::string& ann, const std::string& text) {
  const CodePoints points(text);
  std::map<std::string, std::vector<Span>> spans;
  std::vector<Gold> out;
  std::istringstream lines(ann);
  std::string line;
  while (std::getline(lines, line)) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string key = line.substr(0, tab);
    const std::string rest = line.substr(tab + 1);
    if (key[0] == 'T') {
      const size_t blank = rest.find(' '), end = rest.find('\t');
      spans[key] = read_spans(rest.substr(blank + 1, end - blank - 1), points);
    } else if (key[0] == 'E') {
      Gold gold;
      std::istringstream parts(rest);
      std::string part;
      while (parts >> part) {
        const size_t colon = part.find(':');
        const auto& found = spans[part.substr(colon + 1)];
        auto* to = part.starts_with("Source")    ? &gold.source
                   : part.starts_with("Cue")     ? &gold.cue
                   : part.starts_with("Content") ? &gold.content
                                                 : nullptr;
        if (to) to->insert(to->end(), found.begin(), found.end());
      }
      out.push_back(std::move(gold));
    }
  }
  return out;
}

std::vector<Document> load(const std::filesystem::path& root, const Rules& rules) {
  const ArticleRules article_rules(rules);
  const WordRules word_rules(rules);
  const NameRules name_rules(rules);
  const CueTable cues(rules);
  std::vector<Document> out;
  std::istringstream index(read_file(root / "index.jsonl"));
  std::string line;
  std::vector<std::pair<std::string, std::string>> ids;
  while (std::getline(index, line)) ids.emplace_back(field(line, "id"), field(line, "part"));
  std::sort(ids.begin(), ids.end());
  for (const auto& [id, part] : ids) {
    if (part != "train" && part != "dev") continue;
    Document one;
    one.id = id;
    one.dev = part == "dev";
    RawRecord record;
    record.id = id;
    record.content = read_file(root / "polnear" / (id + ".txt"));
    const std::string text = record.content;
    one.article = read_article(record, article_rules, true);
    if (one.article.text != text) std::fprintf(stderr, "%s: the text is not kept\n", id.c_str());
    one.words = read_words(one.article.text, one.article.blocks, word_rules);
    one.names = find_names(one.article, one.words, name_rules);
    one.units = read_units(one.article, one.words, one.names, cues);
    one.gold = read_gold(read_file(root / "polnear" / (id + ".ann")), text);
    out.push_back(std::move(one));
  }
  return out;
}

uint32_t covered(Span unit, const std::vector<Span>& spans) {
  uint32_t sum = 0;
  for (Span s : spans)
    if (s.overlaps(unit)) sum += std::min(s.end, unit.end) - std::max(s.begin, unit.begin);
  return sum;
}

struct Instance {
  uint32_t doc = 0, line = 0;
  Window window;  // of the second chain
  std::vector<uint8_t> labels;
};

// Labels a stretch of units by the spans that cover most of each; a unit begins a run where its span differs from the
// last.
void label(const Units& units, uint32_t first, uint32_t end, const std::vector<Span>& spans, uint8_t begin_label,
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
    const Units& units = docs[d].units;
    std::vector<std::vector<Span>> by_line(units.lines.size());
    for (const Gold& gold : docs[d].gold) {
      bool placed = gold.cue.empty();
      for (Span cue : gold.cue) {
        for (size_t k = 0; k < units.lines.size() && !placed; ++k) {
          const Line& line = units.lines[k];
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
          for (uint32_t i = first; i < end; ++i) one.labels[i - one.window.first] = fairwitness::span_out;
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

// Leaves out `percent` of the node features at random, so that no single one is relied on.
void thin(FeatureRows& rows, uint64_t percent, uint64_t seed) {
  if (!percent) return;
  uint32_t from = 0, to = 0;
  for (uint32_t& end : rows.node_end) {
    for (; from < end; ++from)
      if (hash_mix(seed, from) % 100 >= percent) rows.node[to++] = rows.node[from];
    end = to;
  }
  rows.node.resize(to);
}

// A chain while it is learnt: float weights, AdaGrad.
struct Learner {
  int labels, node_bits, edge_bits;
  std::vector<float> node, edge, node_sum, edge_sum, node_mean, edge_mean;
  std::vector<uint8_t> often;

  Learner(int n, int nodes, int edges) : labels(n), node_bits(nodes), edge_bits(edges) {
    node.assign((size_t{1} << nodes) * static_cast<size_t>(n), 0);
    edge.assign((size_t{1} << edges) * static_cast<size_t>(n * n), 0);
    node_sum = node;
    edge_sum = edge;
    node_mean = node;
    edge_mean = edge;
    often.assign(size_t{1} << nodes, 0);
  }
  void count(const FeatureRows& rows) {
    for (uint32_t at : rows.node)
      if (often[at] < 255) ++often[at];
  }
  void score(const FeatureRows& rows, Lattice& out) const {
    const size_t n = static_cast<size_t>(labels);
    out.reset(labels, rows.size());
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      for (; a < rows.node_end[i]; ++a)
        for (size_t y = 0; y < n; ++y) out.node[i * n + y] += node[rows.node[a] * n + y];
      for (; b < rows.edge_end[i]; ++b)
        for (size_t y = 0; y < n * n; ++y) out.edge[i * n * n + y] += edge[rows.edge[b] * n * n + y];
    }
  }
  void step(std::vector<float>& w, std::vector<float>& sum, size_t at, float gradient, float rate) {
    if (gradient == 0) return;
    sum[at] += gradient * gradient;
    w[at] += rate * gradient / (std::sqrt(sum[at]) + 1e-3f);
  }
  // One step up the log-likelihood; gives the loss.
  double learn(const FeatureRows& rows, const std::vector<uint8_t>& gold, const LabelRules& rules, float rate,
               Lattice& lattice, Marginals& marginals) {
    const size_t n = static_cast<size_t>(labels);
    score(rows, lattice);
    forbid(rules, lattice);
    forward_backward(lattice, marginals);
    double right = 0;
    for (size_t i = 0; i < gold.size(); ++i)
      right += lattice.node[i * n + gold[i]] + (i ? lattice.edge[(i * n + gold[i - 1]) * n + gold[i]] : 0);
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i < gold.size(); ++i) {
      float g[max_labels];
      bool any = false;
      for (size_t y = 0; y < n; ++y) {
        g[y] = (y == gold[i] ? 1.0f : 0.0f) - marginals.node[i * n + y];
        if (std::fabs(g[y]) < 1e-3f) g[y] = 0;
        any |= g[y] != 0;
      }
      if (!any) a = rows.node_end[i];
      for (; a < rows.node_end[i]; ++a)
        if (often[rows.node[a]] >= least)
          for (size_t y = 0; y < n; ++y) step(node, node_sum, rows.node[a] * n + y, g[y], rate);
      if (i == 0) {
        b = rows.edge_end[0];
        continue;
      }
      for (; b < rows.edge_end[i]; ++b)
        for (size_t y = 0; y < n * n; ++y) {
          const float e = (y / n == gold[i - 1] && y % n == gold[i] ? 1.0f : 0.0f) - marginals.edge[i * n * n + y];
          if (std::fabs(e) > 1e-3f) step(edge, edge_sum, rows.edge[b] * n * n + y, e, rate);
        }
    }
    return marginals.log_z - right;
  }
  void shrink(float by) {
    for (float& w : node) w *= by;
    for (float& w : edge) w *= by;
  }
  void add_to_mean() {
    for (size_t i = 0; i < node.size(); ++i) node_mean[i] += node[i];
    for (size_t i = 0; i < edge.size(); ++i) edge_mean[i] += edge[i];
    ++means;
  }
  int least = 2;
  int means = 0;
};

// The weights in eight bits, as the finder reads them.
void quantise(const std::vector<float>& w, std::vector<int8_t>& out, float& scale, int means) {
  std::vector<float> sizes;
  for (float x : w)
    if (x != 0) sizes.push_back(std::fabs(x));
  std::sort(sizes.begin(), sizes.end());
  const float top =
      sizes.empty()
          ? 1.0f
          : sizes[std::min(sizes.size() - 1, static_cast<size_t>(static_cast<double>(sizes.size()) * 0.9998))];
  scale = top / 127 / static_cast<float>(means);
  out.clear();
  for (float x : w) out.push_back(static_cast<int8_t>(std::clamp(std::lround(x / top * 127), -127L, 127L)));
}

struct Counts {
  size_t right = 0, given = 0, gold = 0;
  double f1() const { return given + gold ? 2.0 * static_cast<double>(right) / static_cast<double>(given + gold) : 0; }
};

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

void measure(const std::vector<Document>& docs, const Attributor& attributor, const AttributorOptions& options) {
  Counts source, cue, content, gold_cue_content, gold_cue_source;
  const auto begin = std::chrono::steady_clock::now();
  size_t tokens = 0;
  for (const Document& doc : docs) {
    if (!doc.dev) continue;
    tokens += doc.words.tokens.size();
    Runs want_source, want_cue, want_content, have_source, have_cue, have_content;
    for (const Gold& gold : doc.gold) {
      for (Span s : gold.source) want_source.insert(tokens_of(doc.words, s));
      for (Span s : gold.cue) want_cue.insert(tokens_of(doc.words, s));
      for (Span s : gold.content) want_content.insert(tokens_of(doc.words, s));
    }
    for (const Frame& one : attributor.find(doc.units, options)) {
      have_cue.insert(tokens_of(doc.words, span_of(doc.units, one.cue)));
      for (Range s : one.source) have_source.insert(tokens_of(doc.words, span_of(doc.units, s)));
      for (Range s : one.content) have_content.insert(tokens_of(doc.words, span_of(doc.units, s)));
    }
    compare(want_source, have_source, source);
    compare(want_cue, have_cue, cue);
    compare(want_content, have_content, content);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf(
      "  least %.2f: source %.4f (%zu/%zu/%zu) cue %.4f (%zu/%zu/%zu) content %.4f (%zu/%zu/%zu)  %.0f tokens/s\n",
      static_cast<double>(options.least_cue), source.f1(), source.right, source.given, source.gold, cue.f1(), cue.right,
      cue.given, cue.gold, content.f1(), content.right, content.given, content.gold,
      static_cast<double>(tokens) / seconds);
}

// The second chain alone: given the right cues, how many sources and contents are exact?
void measure_given_cues(const std::vector<Document>& docs, const std::vector<Instance>& tests, const Learner& learner,
                        const FeatureSizes& sizes) {
  Counts source, content;
  FeatureRows rows;
  Lattice lattice;
  std::vector<uint8_t> y;
  auto runs = [](const std::vector<uint8_t>& labels, uint8_t begin) {
    Runs out;
    for (uint32_t i = 0; i < labels.size(); ++i)
      if (labels[i] == begin) {
        uint32_t end = i + 1;
        while (end < labels.size() && labels[end] == begin + 1) ++end;
        out.insert({i, end});
      }
    return out;
  };
  for (const Instance& one : tests) {
    span_features(docs[one.doc].units, one.window, sizes, rows);
    learner.score(rows, lattice);
    forbid(span_labels(), lattice);
    viterbi(lattice, y);
    compare(runs(one.labels, source_begin), runs(y, source_begin), source);
    compare(runs(one.labels, content_begin), runs(y, content_begin), content);
  }
  if (std::getenv("ERRORS")) {
    for (const Instance& one : tests) {
      const Units& units = docs[one.doc].units;
      span_features(units, one.window, sizes, rows);
      learner.score(rows, lattice);
      forbid(span_labels(), lattice);
      viterbi(lattice, y);
      if (runs(one.labels, content_begin) == runs(y, content_begin) &&
          runs(one.labels, source_begin) == runs(y, source_begin))
        continue;
      for (const auto* labels : {&one.labels, &std::as_const(y)}) {
        std::string text;
        for (size_t i = 0; i < labels->size(); ++i) {
          const uint32_t at = one.window.first + static_cast<uint32_t>(i);
          const uint8_t now = (*labels)[i], before = i ? (*labels)[i - 1] : 0;
          if ((before == 1 || before == 2) && now != 2) text += "}";
          if ((before == 3 || before == 4) && now != 4) text += "]";
          if (now == 1)
            text += " {";
          else if (now == 3)
            text += " [";
          else
            text += " ";
          if (at == one.window.cue_first) text += "<";
          text += units.units[at].clause ? "QUOTE" : std::string(units.units[at].span.of(docs[one.doc].article.text));
          if (at + 1 == one.window.cue_end) text += ">";
        }
        std::printf("%s%s\n", labels == &one.labels ? "GOLD" : "HAVE", text.c_str());
      }
    }
  }
  std::printf("   given cues: source %.4f content %.4f\n", source.f1(), content.f1());
}

}  // namespace

int main(int argc, char** argv) {
  const float first_rate = std::getenv("RATE") ? static_cast<float>(std::atof(std::getenv("RATE"))) : 0.1f;
  const uint64_t drop = std::getenv("DROP") ? static_cast<uint64_t>(std::atoi(std::getenv("DROP"))) : 0;
  if (argc < 3) {
    std::fprintf(stderr, "quotes_train DATA OUT.bin [--final]\n");
    return 64;
  }
  const bool final_run = argc > 3 && std::string(argv[3]) == "--final";
  const int cue_epochs = argc > 4 ? std::atoi(argv[4]) : 8, span_epochs = argc > 5 ? std::atoi(argv[5]) : 8;
  auto rules = Rules::embedded();
  if (!rules) return 70;
  const std::vector<Document> docs = load(argv[1], **rules);
  if (std::getenv("ONLY")) {
    const std::string only = read_file(argv[2]);
    const Attributor attributor(only);
    for (float least : {0.2f, 0.25f, 0.3f, 0.35f, 0.4f}) measure(docs, attributor, {least, 0.2f, 0.25f});
    for (float least : {0.15f, 0.2f, 0.25f, 0.3f}) measure(docs, attributor, {0.3f, least, least});
    return 0;
  }
  std::vector<Instance> cues, spans, dev_cues, dev_spans;
  size_t lost = 0, dev_lost = 0;
  make_instances(docs, false, final_run, cues, spans, lost);
  make_instances(docs, true, false, dev_cues, dev_spans, dev_lost);
  std::printf("%zu documents, %zu lines, %zu cues (%zu lost); dev %zu cues (%zu lost)\n", docs.size(), cues.size(),
              spans.size(), lost, dev_spans.size(), dev_lost);
  FeatureSizes sizes;
  if (std::getenv("BITS")) sizes.cue_bits = sizes.span_bits = std::atoi(std::getenv("BITS"));
  Learner cue(3, sizes.cue_bits, sizes.cue_edge_bits), span(5, sizes.span_bits, sizes.span_edge_bits);
  FeatureRows rows;
  Lattice lattice;
  Marginals marginals;
  for (const Instance& one : cues) {
    cue_features(docs[one.doc].units, one.line, sizes, rows);
    cue.count(rows);
  }
  for (const Instance& one : spans) {
    span_features(docs[one.doc].units, one.window, sizes, rows);
    span.count(rows);
  }
  auto shuffled = [](size_t n, uint64_t seed) {
    std::vector<uint32_t> order(n);
    for (uint32_t i = 0; i < n; ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return hash_mix(a, seed) < hash_mix(b, seed); });
    return order;
  };
  auto model = [&] {
    AttributorModel out;
    out.sizes = sizes;
    quantise(cue.node_mean, out.cue_node, out.cue_node_scale, cue.means);
    quantise(cue.edge_mean, out.cue_edge, out.cue_edge_scale, cue.means);
    quantise(span.node_mean, out.span_node, out.span_node_scale, span.means);
    quantise(span.edge_mean, out.span_edge, out.span_edge_scale, span.means);
    // Kept features were fewer while learning: so many weights at once are too sure.
    const float kept = 1.0f - static_cast<float>(drop) / 100.0f;
    out.cue_node_scale *= kept;
    out.span_node_scale *= kept;
    return out.bytes();
  };
  for (int epoch = 0; epoch < std::max(cue_epochs, span_epochs); ++epoch) {
    const auto begin = std::chrono::steady_clock::now();
    const float rate = first_rate / (1.0f + 0.25f * static_cast<float>(epoch));
    double cue_loss = 0, span_loss = 0;
    if (epoch < cue_epochs)
      for (uint32_t i : shuffled(cues.size(), static_cast<uint64_t>(epoch) + 1)) {
        cue_features(docs[cues[i].doc].units, cues[i].line, sizes, rows);
        thin(rows, drop, hash_mix(i, static_cast<uint64_t>(epoch) + 7));
        cue_loss += cue.learn(rows, cues[i].labels, cue_labels(), rate, lattice, marginals);
      }
    if (epoch < span_epochs)
      for (uint32_t i : shuffled(spans.size(), static_cast<uint64_t>(epoch) + 101)) {
        span_features(docs[spans[i].doc].units, spans[i].window, sizes, rows);
        thin(rows, drop, hash_mix(i, static_cast<uint64_t>(epoch) + 9));
        span_loss += span.learn(rows, spans[i].labels, span_labels(), rate, lattice, marginals);
      }
    const float keep = std::getenv("KEEP") ? static_cast<float>(std::atof(std::getenv("KEEP"))) : 0.97f;
    const int from = std::getenv("FROM") ? std::atoi(std::getenv("FROM")) : 0;
    if (epoch < cue_epochs) cue.shrink(keep);
    if (epoch < span_epochs) span.shrink(keep);
    if (epoch >= from && epoch < cue_epochs) cue.add_to_mean();
    if (epoch >= from && epoch < span_epochs) span.add_to_mean();
    if (epoch < from) continue;
    std::printf("epoch %d: loss %.0f %.0f, %.1f s\n", epoch + 1, cue_loss, span_loss,
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    measure_given_cues(docs, dev_spans, span, sizes);
    const std::string bytes = model();
    const Attributor attributor(bytes);
    measure(docs, attributor, {});
    std::fflush(stdout);
  }
  const std::string bytes = model();
  std::ofstream(argv[2], std::ios::binary) << bytes;
  const Attributor attributor(bytes);
  for (float least : {0.2f, 0.25f, 0.3f, 0.35f, 0.4f}) measure(docs, attributor, {least, 0.2f, 0.25f});
  for (float least : {0.15f, 0.2f, 0.25f, 0.3f}) measure(docs, attributor, {0.3f, least, least});
  return 0;
}
