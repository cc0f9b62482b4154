// How the many-reports half grows: a library of N invented reports, made by mutation of invented material, is brought
// up to date, and then one more report is read.
//   scale N LIBRARY            prints one JSON object; the library is made and left behind
//   scale N --texts            prints the reports as JSON lines, for the peers
// Eight reports tell of an event on the average; most carry a passage that the event's first report wrote, with a word
// in twenty changed. Rates are reports a processor second.
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "origins/origins.h"
#include "report/json_writer.h"
#include "run/findings.h"

using namespace fairwitness;

namespace {

// Words made of syllables, so that nobody's text stands here; low numbers are common, as in real text.
std::string word(uint64_t number) {
  static const char* const syllables[] = {"ta", "ren", "vo", "lis", "ka", "mor", "ni", "del",
                                          "su", "par", "o",  "gri", "be", "lun", "fe", "wo"};
  std::string out;
  for (uint64_t rest = hash_mix(number, 7) >> 38; out.empty() || rest > 15; rest /= 16) out += syllables[rest % 16];
  return out;
}

std::string name(uint64_t number) {
  std::string out = word(number + 1'000'000);
  out[0] = static_cast<char>(out[0] - 32);
  return out;
}

// An event: its day, its names and what is told of it. Everything follows from its number.
struct Made {
  uint64_t event = 0, first = 0, size = 0;  // the reports [first, first + size)
};

// Events of 1 to 15 reports, eight on the average: a hundred and twenty reports hold fifteen events.
Made event_of(uint64_t report) {
  uint64_t turn = report / 120, rest = report % 120, event = turn * 15, first = turn * 120;
  uint64_t size = 1;
  while (rest >= size) rest -= size, first += size, ++event, ++size;
  return {event, first, size};
}

class Writer {
 public:
  explicit Writer(uint64_t seed) : random_(seed) {}
  std::string words(uint64_t event, size_t count) {
    std::string out;
    std::uniform_real_distribution<double> uniform(0, 1);
    for (size_t k = 0; k < count; ++k) {
      double u = uniform(random_);
      bool own = random_() % 5 == 0;
      std::string next = own && random_() % 2 ? name(event * 12 + random_() % 12)
                         : own                ? word(60'000 + event * 20 + random_() % 20)
                                              : word(static_cast<uint64_t>(50'000 * u * u * u * u));
      bool ends = k % 18 == 17 || k + 1 == count;
      if (k % 18 == 0) next[0] = static_cast<char>(next[0] & ~32);
      out += next + (ends ? ". " : " ");
    }
    return out;
  }
  uint64_t number() { return random_(); }

 private:
  std::mt19937_64 random_;
};

std::string mutated(const std::string& text, Writer& writer) {
  std::string out, one;
  for (char c : text) {
    if (c != ' ') {
      one += c;
      continue;
    }
    out += (writer.number() % 20 == 0 ? word(writer.number() % 50'000) : one) + " ";
    one.clear();
  }
  return out + one;
}

constexpr size_t passage_words = 90;

Report report(uint64_t number) {
  Made made = event_of(number);
  Writer writer(hash_mix(number, 3)), passage(hash_mix(made.event, 5));
  Report out;
  out.id = fmt::format("r{:08}-e{}", number, made.event);
  out.content_hash = hash_hex(out.id);
  out.place = {"invented", number, 1, "", 0};
  Article& a = out.article;
  a.outlet.value = name(7'000'000 + number % 400) + " Courier";
  a.url.value = "https://" + word(8'000'000 + number % 400) + ".example/" + std::to_string(number);
  a.title.value = name(made.event * 12) + " " + word(60'000 + made.event * 20) + " " + name(made.event * 12 + 1) + " " +
                  writer.words(made.event, 3);
  // Some two hundred events a day.
  a.published.value = iso_day(Day(std::chrono::days(20'000 + made.event / 200 + (number - made.first) % 3)));
  std::string shared = passage.words(made.event, passage_words);
  std::string own = writer.words(made.event, 160);
  bool copies = number == made.first || number % 4 != 0;
  a.text = a.title.value + "\n" + own;
  if (copies) a.text += "\n" + (number == made.first ? shared : mutated(shared, writer));
  a.text += "\n" + writer.words(made.event, 60);
  return out;
}
bool carries(uint64_t number) { return number % 4 != 0; }

uint64_t number_of(const Report& r) { return std::stoull(r.id.substr(1, 8)); }

// What was planted and what was found of it.
struct Score {
  uint64_t planted = 0, found = 0, other = 0, reports = 0;
  double precision = 0, recall = 0;

  void add(const Findings& f) {
    std::set<std::pair<uint64_t, uint64_t>> pairs;
    for (const Copy& copy : f.copies) {
      uint64_t a = number_of(*f.reports[copy.a]), b = number_of(*f.reports[copy.b]);
      pairs.insert({std::min(a, b), std::max(a, b)});
    }
    for (auto [a, b] : pairs) {
      Made x = event_of(a);
      if (x.event != event_of(b).event)
        ++other;
      else
        found += a == x.first && carries(b);
    }
    for (const Report* r : f.reports) {
      uint64_t n = number_of(*r);
      planted += n != event_of(n).first && carries(n);
    }
    for (const Story& story : f.stories) {
      std::map<uint64_t, double> events;
      for (uint32_t r : story.reports) ++events[event_of(number_of(*f.reports[r])).event];
      for (uint32_t r : story.reports) {
        Made made = event_of(number_of(*f.reports[r]));
        precision += events[made.event] / static_cast<double>(story.reports.size());
        recall += events[made.event] / static_cast<double>(made.size);
        ++reports;
      }
    }
  }
};

// Of this program alone: what getrusage tells begins with the memory of whoever started it.
uint64_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (uint64_t kilobytes = 0; word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  return 0;
}

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::fprintf(stderr, "scale: %s\n", result.error().message.c_str());
  std::exit(1);
}
void must(const Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "scale: %s\n", result.error().message.c_str());
  std::exit(1);
}

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void add(Library& library, uint64_t from, uint64_t to) {
  for (uint64_t n = from; n < to; ++n) {
    if ((n - from) % 512 == 0) must(library.begin());
    must(library.add(report(n)));
    if ((n - from) % 512 == 511 || n + 1 == to) must(library.commit());
  }
}

void print_texts(uint64_t count) {
  for (uint64_t n = 0; n < count; ++n) {
    Report r = report(n);
    Json json;
    json.open();
    json.field("id", r.id);
    json.field("title", r.article.title.value);
    json.field("published", r.article.published.value);
    json.field("text", r.article.text);
    json.number("event", static_cast<double>(event_of(n).event));
    json.number("first", static_cast<double>(event_of(n).first));
    json.close();
    std::puts(json.take().c_str());
  }
}

void measure(uint64_t count, const std::string& path) {
  auto embedded = must(Rules::embedded());
  FindingRules rules(*embedded);
  Library library = must(Library::open(path, LibraryMode::read_write));
  double start = seconds();
  add(library, 0, count);
  double added = seconds() - start;
  Timers timers;
  start = seconds();
  must(refresh_findings(library, rules, {}, &timers));
  double reduced = seconds() - start;
  uint64_t peak = peak_bytes();

  Score score;
  size_t neighbourhoods = 0;
  for (const Library::Place& place : must(library.neighbourhoods())) {
    auto reports = place.level == 0 ? must(library.reports()) : must(library.reports(must(library.members(place))));
    score.add(must(library.findings(place, reports)));
    ++neighbourhoods;
  }
  // One more report, as a `read` brings it: five times, the median.
  std::vector<double> ones;
  for (uint64_t n = 0; n < 5; ++n) {
    start = seconds();
    add(library, count + n * 31, count + n * 31 + 1);
    must(refresh_findings(library, rules, {}));
    ones.push_back(seconds() - start);
  }
  std::sort(ones.begin(), ones.end());

  auto rate = [&](Stage stage) { return static_cast<double>(count) / std::max(1e-9, timers.seconds(stage)); };
  Json json;
  json.open();
  json.number("reports", static_cast<double>(count));
  json.number("neighbourhoods", static_cast<double>(neighbourhoods));
  json.number("copies_per_second", rate(Stage::copies));
  json.number("stories_per_second", rate(Stage::stories));
  json.number("neighbours_per_second", rate(Stage::neighbours));
  json.number("load_per_second", rate(Stage::load));
  json.number("store_per_second", rate(Stage::store));
  json.number("reduce_seconds", reduced);
  json.number("add_seconds", added);
  json.number("one_more_ms", ones[ones.size() / 2] * 1000);
  json.number("one_more_worst_ms", ones.back() * 1000);
  json.number("peak_bytes", static_cast<double>(peak));
  json.number("copy_recall",
              static_cast<double>(score.found) / static_cast<double>(std::max<uint64_t>(1, score.planted)));
  json.number("copies_of_other_events", static_cast<double>(score.other));
  json.number("story_precision", score.precision / static_cast<double>(score.reports));
  json.number("story_recall", score.recall / static_cast<double>(score.reports));
  json.number("library_bytes", static_cast<double>(std::filesystem::file_size(path)));
  json.close();
  std::puts(json.take().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: scale N LIBRARY | scale N --texts\n", stderr);
    return 2;
  }
  uint64_t count = std::stoull(argv[1]);
  if (std::string(argv[2]) == "--texts")
    print_texts(count);
  else
    measure(count, argv[2]);
}
