#include "run/engine.h"

#include <algorithm>

#include "rules/lazy.h"

namespace fairwitness {

struct Engine::State {
  explicit State(std::shared_ptr<const Rules> all) : rules(std::move(all)) {}
  std::shared_ptr<const Rules> rules;
  Lazy<ArticleRules> article{*rules};
  Lazy<WordRules> words{*rules};
  Lazy<NameRules> names{*rules};
  Lazy<QuoteRules> quotes{*rules};
  Lazy<DateRules> dates{*rules};
  Lazy<FigureRules> figures{*rules};
  Lazy<EventRules> events{*rules};
};

Engine::Engine(std::shared_ptr<const Rules> rules) : state_(new State(std::move(rules))) {}
Engine::~Engine() = default;

const Rules& Engine::rules() const { return *state_->rules; }

std::string content_hash(const RawRecord& record) {
  std::string all;
  const Given& given = record.given;
  for (const auto* part : {&given.url, &given.outlet, &given.title, &given.published, &given.modified, &given.language,
                           &given.source_url}) {
    all += *part;
    all += '\0';
  }
  for (const auto& author : given.authors) {
    all += author;
    all += '\0';
  }
  all += record.kind == RawKind::html ? 'h' : 't';
  return hash_hex(hash_hex(all) + hash_hex(record.content));
}

Report Engine::read_page(RawRecord record, bool verbatim, Timers* timers) const {
  Report report;
  report.content_hash = content_hash(record);
  report.article = timed(timers, Stage::article, [&] { return read_article(record, state_->article.get(), verbatim); });
  report.id = std::move(record.id);
  report.place = std::move(record.place);
  report.problems = std::move(record.problems);
  return report;
}

namespace {

// Is the report in a language whose words we have no rules for? A page that says two things of itself is read.
bool unanalysed(const Article& article, const Rules& rules) {
  const auto read = [&](const std::string& language) { return rules.has("rules/" + language + "/quote_cues"); };
  const Sourced& told = article.language;
  return !told.value.empty() && !read(told.value) &&
         std::none_of(told.others.begin(), told.others.end(), [&](const auto& other) { return read(other.first); });
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

// "Two Dead In Korrel Fire": a title whose words of four letters and more are nearly all capital says no name by that.
bool is_capitalised(std::string_view title) {
  size_t words = 0, capital = 0;
  for (size_t at = 0; at < title.size();) {
    size_t end = at;
    while (end < title.size() && is_letter(title[end])) ++end;
    if (end - at > 3) {
      ++words;
      capital += is_upper(title[at]);
    }
    at = end + 1;
  }
  return words > 2 && capital * 5 >= words * 4;
}

// The title is read by itself, as a sentence whose names nobody looks up.
std::vector<Figure> figures_of_title(const Article& article, const WordRules& words, const FigureRules& figures) {
  Article title;
  title.text = article.title.value;
  if (title.text.empty()) return {};
  if (is_capitalised(title.text))
    for (char& c : title.text)
      if (is_upper(c)) c = static_cast<char>(c + 32);
  title.published = article.published;
  title.blocks = {{BlockKind::title, {0, static_cast<uint32_t>(title.text.size())}}};
  return find_figures(title, read_words(title.text, title.blocks, words), {}, {}, {}, figures);
}

}  // namespace

Report Engine::read(RawRecord record, bool verbatim, Timers* timers) const {
  Report report = read_page(std::move(record), verbatim, timers);
  const State& rules = *state_;
  const Article& article = report.article;
  report.words =
      timed(timers, Stage::words, [&] { return read_words(article.text, article.blocks, rules.words.get()); });
  if (unanalysed(article, *rules.rules)) {
    report.problems.push_back({"language_unanalysed", {}, "no rules for " + article.language.value});
    return report;
  }
  report.names = timed(timers, Stage::names, [&] { return find_names(article, report.words, rules.names.get()); });
  report.quotes = timed(timers, Stage::quotes,
                        [&] { return find_quotes(article, report.words, report.names, rules.quotes.get()); });
  report.times = timed(timers, Stage::dates, [&] { return find_times(article, report.words, rules.dates.get()); });
  report.headline_figures =
      timed(timers, Stage::figures, [&] { return figures_of_title(article, rules.words.get(), rules.figures.get()); });
  report.figures = timed(timers, Stage::figures, [&] {
    return find_figures(article, report.words, report.names, report.quotes, report.times, rules.figures.get(),
                        report.headline_figures);
  });
  report.events = timed(timers, Stage::events, [&] {
    return find_events(article, report.words, report.names, report.quotes, report.times, rules.events.get());
  });
  return report;
}

}  // namespace fairwitness
