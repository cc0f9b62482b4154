// Trains data/models/en/stories.tsv: two linear models, by logistic regression on the questions that grouping asks.
//   stories_train OUT.tsv HALF LIBRARY GOLD [LIBRARY GOLD ...]
// A LIBRARY is what `fairwitness read` made of a set; its GOLD has a line "report id, tab, story" for each labelled
// report. With HALF "measure" the model of the build is measured and OUT.tsv left alone. Stories fall into two halves
// by a hash of their name; HALF is 0, 1 or all, the half that is learnt from.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "copies/copies.h"
#include "run/run.h"
#include "stories/grouping.h"
#include "stories/likeness.h"
#include "stories/topics.h"

using namespace fairwitness;

namespace {

struct Sample {
  Traits traits;
  float same, weight;
};

struct Set {
  std::string name;
  std::vector<Report> reports;
  std::vector<const Report*> ordered;
  std::vector<Topic> topics;
  Evidence evidence;
  std::vector<int> gold;  // number of the story, or -1
  std::vector<int> half;  // of the story
};

std::vector<const Report*> in_time(const std::vector<Report>& reports) {
  std::vector<const Report*> out;
  for (const Report& report : reports) out.push_back(&report);
  std::stable_sort(out.begin(), out.end(), [](const Report* x, const Report* y) {
    auto a = x->day(), b = y->day();
    if (a.has_value() != b.has_value()) return a.has_value();
    if (a != b) return *a < *b;
    return x->id < y->id;
  });
  return out;
}

std::vector<Topic> topics_of(const std::vector<const Report*>& reports, const Engine& engine) {
  static const StopWords stop_words(engine.rules().table("rules/en/copy_stop_words"));
  return read_topics(reports, stop_words);
}

Set read_set(const Engine& engine, const std::string& library, const std::string& gold) {
  Set set;
  set.name = library.substr(library.rfind('/') + 1);
  auto opened = Library::open(library, LibraryMode::read_only);
  FW_CHECK(opened.has_value());
  set.reports = std::move(*opened->reports());
  set.ordered = in_time(set.reports);
  std::vector<Copy> copies = trace_copies(set.ordered, CopyRules(engine.rules()));
  set.evidence = weigh_copies(set.ordered, copies);
  set.topics = topics_of(set.ordered, engine);
  std::map<std::string, std::string> story_of;
  std::ifstream file(gold);
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::string id, story;
    std::getline(cells, id, '\t');
    std::getline(cells, story, '\t');
    if (!story.empty()) story_of[id] = story;
  }
  std::map<std::string, int> numbers;  // by name: like stories are named alike
  for (auto& [id, story] : story_of) numbers[story] = 0;
  int number = 0;
  for (auto& [story, n] : numbers) n = number++;
  for (const Report* report : set.ordered) {
    auto found = story_of.find(report->id);
    if (found == story_of.end()) {
      set.gold.push_back(-1), set.half.push_back(-1);
      continue;
    }
    set.gold.push_back(numbers[found->second]);
    set.half.push_back(static_cast<int>(hash_bytes(found->second) >> 20 & 1));
  }
  return set;
}

struct Score {
  double precision = 0, recall = 0, f1 = 0;
};

Score b_cubed(const Set& set, const Clusters& clusters, int half) {
  std::map<std::pair<int, size_t>, double> both;
  std::map<int, double> gold;
  std::map<size_t, double> given;
  double count = 0;
  for (size_t c = 0; c < clusters.members.size(); ++c)
    for (uint32_t i : clusters.members[c]) {
      if (set.gold[i] < 0 || (half >= 0 && set.half[i] != half)) continue;
      ++both[{set.gold[i], c}], ++gold[set.gold[i]], ++given[c], ++count;
    }
  Score out;
  for (auto& [key, n] : both)
    out.precision += n * n / given[key.second] / count, out.recall += n * n / gold[key.first] / count;
  out.f1 = 2 * out.precision * out.recall / std::max(1e-9, out.precision + out.recall);
  return out;
}

// The share of the pairs between two groups that are of one story; nothing where no pair is labelled and of the half.
bool label(const Set& set, int half, const std::vector<uint32_t>& x, const std::vector<uint32_t>& y, Sample& out) {
  std::map<int, double> in_x, in_y;
  double count_x = 0, count_y = 0, same = 0;
  auto counts = [&](uint32_t i) { return set.gold[i] >= 0 && (half < 0 || set.half[i] == half); };
  for (uint32_t i : x)
    if (counts(i)) ++in_x[set.gold[i]], ++count_x;
  for (uint32_t i : y)
    if (counts(i)) ++in_y[set.gold[i]], ++count_y;
  if (count_x == 0 || count_y == 0) return false;
  for (auto& [story, n] : in_x)
    if (auto found = in_y.find(story); found != in_y.end()) same += n * found->second;
  out.same = static_cast<float>(same / (count_x * count_y));
  out.weight = static_cast<float>(std::sqrt(std::min(count_x, count_y)));
  return true;
}

// Logistic regression by Newton's method with a little ridge.
StoryModel::Weights regress(const std::vector<std::vector<Sample>>& sets, double ridge) {
  const size_t n = trait_count;
  std::vector<double> weights(n, 0);
  std::vector<double> scale(sets.size());
  for (size_t s = 0; s < sets.size(); ++s) {
    double total = 0;
    for (const Sample& one : sets[s]) total += one.weight;
    scale[s] = total > 0 ? std::sqrt(total) * 30 / total : 0;
  }
  for (int step = 0; step < 12; ++step) {
    std::vector<double> slope(n, 0), curve(n * n, 0);
    for (size_t s = 0; s < sets.size(); ++s)
      for (const Sample& one : sets[s]) {
        double z = 0;
        for (size_t i = 0; i < n; ++i) z += weights[i] * one.traits[i];
        double p = 1 / (1 + std::exp(-z)), w = scale[s] * one.weight, d = w * (p - one.same),
               h = w * std::max(1e-4, p * (1 - p));
        for (size_t i = 0; i < n; ++i) {
          if (one.traits[i] == 0) continue;
          slope[i] += d * one.traits[i];
          for (size_t j = 0; j <= i; ++j) curve[i * n + j] += h * one.traits[i] * one.traits[j];
        }
      }
    for (size_t i = 0; i < n; ++i) {
      double r = i == 0 ? ridge * 0.01 : ridge;
      slope[i] += r * weights[i], curve[i * n + i] += r;
    }
    // Cholesky, in place.
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j <= i; ++j) {
        double v = curve[i * n + j];
        for (size_t k = 0; k < j; ++k) v -= curve[i * n + k] * curve[j * n + k];
        curve[i * n + j] = i == j ? std::sqrt(std::max(v, 1e-12)) : v / curve[j * n + j];
      }
    for (size_t i = 0; i < n; ++i) {
      for (size_t k = 0; k < i; ++k) slope[i] -= curve[i * n + k] * slope[k];
      slope[i] /= curve[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
      for (size_t k = i + 1; k < n; ++k) slope[i] -= curve[k * n + i] * slope[k];
      slope[i] /= curve[i * n + i];
      weights[i] -= slope[i];
    }
  }
  StoryModel::Weights out;
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<float>(weights[i]);
  return out;
}

// Every pair that comes into question, asked as two groups of one.
std::vector<Sample> pairs_of(const Set& set, int half) {
  std::vector<Sample> out;
  Question take = [&](const Traits& traits, const std::vector<uint32_t>& x, const std::vector<uint32_t>& y) {
    Sample one{traits, 0, 0};
    if (label(set, half, x, y, one)) out.push_back(one);
  };
  StoryModel never;
  never.join_[0] = -1;
  cluster_reports(set.topics, set.evidence, never, take);
  return out;
}

// Sets that are measured and weighed as one.
using Family = std::vector<Set>;

double print_scores(const std::vector<Family>& families, const StoryModel& model, int half, const char* what,
                    bool print) {
  double mean = 0;
  for (const Family& family : families) {
    const Set& set = family.front();
    Score all, zero, one;
    double halves[2] = {0, 0};
    for (const Set& each : family) {
      Clusters clusters = cluster_reports(each.topics, each.evidence, model);
      for (auto [score, h] : {std::pair(&all, -1), std::pair(&zero, 0), std::pair(&one, 1)}) {
        Score of = b_cubed(each, clusters, h);
        if (of.f1 <= 0) continue;
        if (h >= 0) ++halves[h];
        score->precision += of.precision, score->recall += of.recall, score->f1 += of.f1;
      }
    }
    auto count = static_cast<double>(family.size());
    all.precision /= count, all.recall /= count, all.f1 /= count;
    zero.f1 /= std::max(1.0, halves[0]), one.f1 /= std::max(1.0, halves[1]);
    mean += (half == 0 ? zero : half == 1 ? one : all).f1;
    if (print)
      std::printf("%s %-18s P %.3f R %.3f F %.3f   half 0 %.3f   half 1 %.3f\n", what, set.name.c_str(), all.precision,
                  all.recall, all.f1, zero.f1, one.f1);
  }
  return mean / static_cast<double>(families.size());
}

void write(const std::string& path, const StoryModel& model) {
  std::ofstream out(path);
  out << "# Two linear models over what a pair of groups of reports is judged by; the card is stories.md.\n"
         "# source: trained by train/stories_train.cc\n# licence: Apache-2.0\ntrait\twhich\tjoin\n";
  char line[128];
  for (size_t i = 0; i < trait_count; ++i) {
    std::snprintf(line, sizeof line, "%s\t%.4f\t%.4f\n", std::string(name_of(static_cast<Trait>(i))).c_str(),
                  double{model.which_[i]}, double{model.join_[i]});
    out << line;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  Engine engine(*Rules::embedded());
  int half = std::string(argv[2]) == "all" ? -1 : std::atoi(argv[2]);
  double ridge = std::getenv("RIDGE") ? std::atof(std::getenv("RIDGE")) : 1.0;
  std::vector<Family> families;
  for (int i = 3; i + 1 < argc; i += 2) {
    families.emplace_back();
    families.back().push_back(read_set(engine, argv[i], argv[i + 1]));
  }
  if (std::string(argv[2]) == "measure") {
    print_scores(families, StoryModel(engine.rules().table("models/en/stories")), -1, "shipped", true);
    return 0;
  }
  StoryModel model;
  std::vector<std::vector<Sample>> samples(families.size());
  for (size_t f = 0; f < families.size(); ++f)
    for (const Set& set : families[f])
      for (const Sample& one : pairs_of(set, half)) samples[f].push_back(one);
  for (size_t f = 0; f < families.size(); ++f)
    std::printf("%s: %zu pairs\n", families[f].front().name.c_str(), samples[f].size());
  model.which_ = model.join_ = regress(samples, ridge);
  samples.assign(families.size(), {});
  for (int round = 0; round < 4; ++round) {
    for (size_t f = 0; f < families.size(); ++f)
      for (const Set& set : families[f]) {
        Question take = [&](const Traits& traits, const std::vector<uint32_t>& x, const std::vector<uint32_t>& y) {
          Sample one{traits, 0, 0};
          if (label(set, half, x, y, one)) samples[f].push_back(one);
        };
        cluster_reports(set.topics, set.evidence, model, take);
      }
    model.join_ = regress(samples, ridge);
    std::fflush(stdout);
  }
  // Where to draw the line, so that the groups of the training half come out best.
  float bias = model.join_[0], best_bias = bias;
  double best = 0;
  for (float shift : {-0.6f, -0.3f, 0.0f, 0.3f, 0.6f, 0.9f, 1.2f}) {
    model.join_[0] = bias + shift;
    double mean = print_scores(families, model, half, "", false);
    std::printf("shift %.1f: %.4f\n", double{shift}, mean);
    if (mean > best) best = mean, best_bias = bias + shift;
  }
  model.join_[0] = best_bias;
  print_scores(families, model, half, "final  ", true);
  write(argv[1], model);
}
