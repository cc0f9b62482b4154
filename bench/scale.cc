// How the many-reports half grows: a library of N reports is brought up to date, and then one more report is read.
//   scale N LIBRARY [MATERIAL]  prints one JSON object; the library is made and left behind
//   scale N --texts [MATERIAL]  prints the reports as JSON lines, for the peers
// MATERIAL holds reports of others, a line each: story, outlet, address, date, title and text between tabs, the lines
// of a text between \v, sorted by story (bench/scale.py makes it of the labelled sets). They are told again and again,
// each time - an epoch - thirteen days later, with other names and numbers and with every second word exchanged, alike
// wherever the same words stand, so that what copied goes on copying. Without MATERIAL the reports are invented, of
// syllables, and eight tell of an event on the average. Of either, three reports in four carry a passage of the event's
// first report, with a word in twenty changed. Rates are reports a processor second.
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

// The reports [first, first + size) tell of one event.
struct Made {
  uint64_t event = 0, first = 0, size = 0;
};

// Where the reports come from; each follows from its number alone.
class Source {
 public:
  virtual ~Source() = default;
  virtual Made event_of(uint64_t number) const = 0;
  virtual Report report(uint64_t number) const = 0;
  // Of the event's reports, other than its first, those that carry its passage.
  virtual bool carries(uint64_t number) const = 0;
};

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

class Invented : public Source {
 public:
  // Events of 1 to 15 reports, eight on the average: a hundred and twenty reports hold fifteen events.
  Made event_of(uint64_t number) const override {
    uint64_t turn = number / 120, rest = number % 120, event = turn * 15, first = turn * 120;
    uint64_t size = 1;
    while (rest >= size) rest -= size, first += size, ++event, ++size;
    return {event, first, size};
  }
  bool carries(uint64_t number) const override { return number % 4 != 0; }
  Report report(uint64_t number) const override {
    Made made = event_of(number);
    Writer writer(hash_mix(number, 3)), passage(hash_mix(made.event, 5));
    Report out;
    out.id = fmt::format("r{:08}-e{}", number, made.event);
    out.content_hash = hash_hex(out.id);
    out.place = {"invented", number, 1, "", 0};
    Article& a = out.article;
    a.outlet.value = name(7'000'000 + number % 400) + " Courier";
    a.url.value = "https://" + word(8'000'000 + number % 400) + ".example/" + std::to_string(number);
    a.title.value = name(made.event * 12) + " " + word(60'000 + made.event * 20) + " " + name(made.event * 12 + 1) +
                    " " + writer.words(made.event, 3);
    // Some two hundred events a day.
    a.published.value = iso_day(Day(std::chrono::days(20'000 + made.event / 200 + (number - made.first) % 3)));
    std::string shared = passage.words(made.event, passage_words);
    std::string own = writer.words(made.event, 160);
    a.text = a.title.value + "\n" + own;
    if (number == made.first || carries(number))
      a.text += "\n" + (number == made.first ? shared : mutated(shared, writer));
    a.text += "\n" + writer.words(made.event, 60);
    return out;
  }
};

// Reports of others, told again in every epoch with other names, numbers and words.
class Retold : public Source {
 public:
  explicit Retold(const std::string& file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      Base base;
      std::string* fields[] = {&base.story, &base.outlet, &base.url, &base.date, &base.title, &base.text};
      size_t at = 0;
      for (std::string* field : fields) {
        size_t end = std::min(line.find('\t', at), line.size());
        *field = line.substr(at, end - at);
        at = std::min(end + 1, line.size());
      }
      for (char& c : base.text)
        if (c == '\v') c = '\n';
      if (base_.empty() || base_.back().story != base.story) starts_.push_back(base_.size());
      base.event = starts_.size() - 1;
      base_.push_back(std::move(base));
    }
    if (base_.empty()) {
      std::fprintf(stderr, "scale: no reports in %s\n", file.c_str());
      std::exit(1);
    }
    starts_.push_back(base_.size());
    std::set<std::string> names;
    for (const Base& base : base_)
      each_word(base.text, [&](std::string_view word, std::string_view) {
        if (is_lower(word)) lower_.insert(std::string(word)), words_.emplace_back(word);
      });
    for (const Base& base : base_)
      each_word(base.text, [&](std::string_view word, std::string_view) {
        if (is_name(word)) names.insert(std::string(word));
      });
    names_.assign(names.begin(), names.end());
    if (names_.empty() || words_.empty()) {
      std::fprintf(stderr, "scale: no words in %s\n", file.c_str());
      std::exit(1);
    }
  }

  Made event_of(uint64_t number) const override {
    uint64_t epoch = number / base_.size();
    const Base& base = base_[number % base_.size()];
    return {epoch * (starts_.size() - 1) + base.event, epoch * base_.size() + starts_[base.event],
            starts_[base.event + 1] - starts_[base.event]};
  }
  bool carries(uint64_t number) const override {
    return number % 4 != 0 && !passage(base_[starts_[base_[number % base_.size()].event]].text).empty();
  }
  Report report(uint64_t number) const override {
    uint64_t epoch = number / base_.size();
    const Base& base = base_[number % base_.size()];
    Made made = event_of(number);
    Report out;
    out.id = fmt::format("r{:08}-e{}", number, made.event);
    out.content_hash = hash_hex(out.id);
    out.place = {"retold", number, 1, "", 0};
    Article& a = out.article;
    a.outlet.value = base.outlet;
    if (!base.url.empty()) a.url.value = base.url + "?told=" + std::to_string(epoch);
    a.title.value = retell(base.title, epoch);
    if (auto day = parse_iso_day(base.date)) a.published.value = iso_day(*day + std::chrono::days(13 * epoch));
    a.text = a.title.value + "\n" + retell(base.text, epoch);
    if (number != made.first && carries(number)) {
      Writer writer(hash_mix(number, 3));
      a.text += "\n" + mutated(retell(passage(base_[starts_[base.event]].text), epoch), writer);
    }
    return out;
  }

 private:
  struct Base {
    std::string story, outlet, url, date, title, text;
    size_t event = 0;
  };

  static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_lower(std::string_view word) { return !word.empty() && word[0] >= 'a' && word[0] <= 'z'; }
  bool is_name(std::string_view word) const {
    if (word.size() < 3 || word[0] < 'A' || word[0] > 'Z') return false;
    std::string small(word);
    small[0] = static_cast<char>(small[0] | 32);
    return !lower_.count(small);
  }
  // Tells the words of letters and digits, and after the last word an empty one, each with what stands before it.
  template <typename Tell>
  static void each_word(std::string_view text, const Tell& tell) {
    size_t at = 0;
    while (true) {
      size_t begin = at;
      while (begin < text.size() && !is_letter(text[begin]) && !is_digit(text[begin])) ++begin;
      size_t end = begin;
      while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
      tell(text.substr(begin, end - begin), text.substr(at, begin - at));
      if (end == begin) return;
      at = end;
    }
  }
  // The ninety words in the middle of a long text; of a short one nothing.
  static std::string passage(std::string_view text) {
    std::vector<size_t> spaces;
    for (size_t k = 0; k < text.size(); ++k)
      if (text[k] == ' ') spaces.push_back(k);
    if (spaces.size() < 2 * passage_words) return {};
    size_t from = (spaces.size() - passage_words) / 2;
    std::string out(text.substr(spaces[from] + 1, spaces[from + passage_words] - spaces[from] - 1));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  }
  std::string retell(std::string_view text, uint64_t epoch) const {
    std::string out;
    std::string_view last;
    each_word(text, [&](std::string_view word, std::string_view before) {
      out += before;
      uint64_t key = hash_mix(hash_bytes(word), epoch);
      if (is_name(word)) {
        out += names_[key % names_.size()];
      } else if (!word.empty() && is_digit(word[0])) {
        for (char c : word) out += is_digit(c) && c > '0' ? static_cast<char>('1' + key % 9) : c, key /= 9;
      } else if (is_lower(word) && hash_mix(key, hash_bytes(last)) % 2 == 0) {
        out += words_[hash_mix(key, hash_bytes(last)) % words_.size()];
      } else {
        out += word;
      }
      last = word;
    });
    return out;
  }

  std::vector<Base> base_;
  std::vector<size_t> starts_;      // of each story the first report, and the end
  std::vector<std::string> words_;  // as often as they stand in the texts
  std::vector<std::string> names_;
  std::set<std::string, std::less<>> lower_;
};

uint64_t number_of(const Report& r) { return std::stoull(r.id.substr(1, 8)); }

// What was planted and what was found of it.
struct Score {
  uint64_t planted = 0, found = 0, other = 0, reports = 0;
  double precision = 0, recall = 0;

  void add(const Findings& f, const Source& source) {
    std::set<std::pair<uint64_t, uint64_t>> pairs;
    for (const Copy& copy : f.copies) {
      uint64_t a = number_of(*f.reports[copy.a]), b = number_of(*f.reports[copy.b]);
      pairs.insert({std::min(a, b), std::max(a, b)});
    }
    for (auto [a, b] : pairs) {
      Made x = source.event_of(a);
      if (x.event != source.event_of(b).event)
        ++other;
      else
        found += a == x.first && source.carries(b);
    }
    for (const Report* r : f.reports) {
      uint64_t n = number_of(*r);
      planted += n != source.event_of(n).first && source.carries(n);
    }
    for (const Story& story : f.stories) {
      std::map<uint64_t, double> events;
      for (uint32_t r : story.reports) ++events[source.event_of(number_of(*f.reports[r])).event];
      for (uint32_t r : story.reports) {
        Made made = source.event_of(number_of(*f.reports[r]));
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

void add(Library& library, const Source& source, uint64_t from, uint64_t to) {
  for (uint64_t n = from; n < to; ++n) {
    if ((n - from) % 512 == 0) must(library.begin());
    must(library.add(source.report(n)));
    if ((n - from) % 512 == 511 || n + 1 == to) must(library.commit());
  }
}

void print_texts(const Source& source, uint64_t count) {
  for (uint64_t n = 0; n < count; ++n) {
    Report r = source.report(n);
    Json json;
    json.open();
    json.field("id", r.id);
    json.field("title", r.article.title.value);
    json.field("published", r.article.published.value);
    json.field("text", r.article.text);
    json.number("event", static_cast<double>(source.event_of(n).event));
    json.number("first", static_cast<double>(source.event_of(n).first));
    json.flag("carries", source.carries(n));
    json.close();
    std::puts(json.take().c_str());
  }
}

void measure(const Source& source, uint64_t count, const std::string& path) {
  auto embedded = must(Rules::embedded());
  FindingRules rules(*embedded);
  Library library = must(Library::open(path, LibraryMode::read_write));
  double start = seconds();
  add(library, source, 0, count);
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
    score.add(must(library.findings(place, reports)), source);
    ++neighbourhoods;
  }
  // One more report, as a `read` brings it: five times, the median.
  std::vector<double> ones;
  for (uint64_t n = 0; n < 5; ++n) {
    start = seconds();
    add(library, source, count + n * 31, count + n * 31 + 1);
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
  if (argc != 3 && argc != 4) {
    std::fputs("usage: scale N LIBRARY [MATERIAL] | scale N --texts [MATERIAL]\n", stderr);
    return 2;
  }
  uint64_t count = std::stoull(argv[1]);
  std::unique_ptr<Source> source;
  if (argc == 4)
    source = std::make_unique<Retold>(argv[3]);
  else
    source = std::make_unique<Invented>();
  if (std::string(argv[2]) == "--texts")
    print_texts(*source, count);
  else
    measure(*source, count, argv[2]);
}
