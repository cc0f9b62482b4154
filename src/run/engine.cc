#include "run/engine.h"

namespace fairwitness {

struct Engine::State {
  std::shared_ptr<const Rules> rules;
  ArticleRules article{*rules};
  WordRules words{*rules};
  NameRules names{*rules};
  QuoteRules quotes{*rules};
  DateRules dates{*rules};
  FigureRules figures{*rules};
  EventRules events{*rules};
};

Engine::Engine(std::shared_ptr<const Rules> rules) : state_(new State{std::move(rules)}) {}
Engine::~Engine() = default;

Report Engine::read_page(RawRecord record, bool verbatim) const {
  Report report;
  report.id = std::move(record.id);
  report.place = std::move(record.place);
  report.content_hash = hash_hex(record.content);
  report.problems = std::move(record.problems);
  report.article = read_article(record, state_->article, verbatim);
  return report;
}

Report Engine::read(RawRecord record, bool verbatim) const {
  Report report = read_page(std::move(record), verbatim);
  const Article& article = report.article;
  report.words = read_words(article.text, article.blocks, state_->words);
  report.names = find_names(article, report.words, state_->names);
  report.quotes = find_quotes(article, report.words, report.names, state_->quotes);
  report.times = find_times(article, report.words, state_->dates);
  report.figures = find_figures(article, report.words, report.names, report.quotes, report.times, state_->figures);
  report.events = find_events(article, report.words, report.names, report.quotes, report.times, state_->events);
  return report;
}

}  // namespace fairwitness
