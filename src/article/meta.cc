#include "article/meta.h"

#include <algorithm>

#include "article/language.h"
#include "article/meta_state.h"

namespace fairwitness {

MetaRules::MetaRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
MetaRules::~MetaRules() = default;

DateLabels::DateLabels(const Rules& rules) {
  for (const std::string& name : rules.names("rules/")) {
    if (!name.ends_with("/date_labels.tsv")) continue;
    const Table& table = rules.table(name.substr(0, name.size() - 4));
    for (size_t row = 0; row < table.rows(); ++row) {
      std::string_view kind = table.cell(row, "kind");
      if (kind == "join") continue;
      labels_.push_back(
          {folded(table.cell(row, "words")), kind == "modified" ? DateLabel::modified : DateLabel::published});
    }
  }
  std::stable_sort(labels_.begin(), labels_.end(),
                   [](const Label& a, const Label& b) { return a.words.size() > b.words.size(); });
}

DateLabel DateLabels::of(std::string_view text) const {
  size_t best = std::string_view::npos;
  DateLabel kind = DateLabel::none;
  for (const Label& label : labels_) {
    size_t at = find_word(text, label.words);
    if (at == text.npos) continue;
    // Of several the one that ends last stands nearest to the date; the longest wins a tie, being first in the list.
    size_t end = at + label.words.size();
    if (best == text.npos || end > best) best = end, kind = label.kind;
  }
  return kind;
}

std::string DateLabels::without(std::string_view text) const {
  std::string out(text);
  for (const Label& label : labels_)
    for (size_t at = find_word(out, label.words); at != out.npos; at = find_word(out, label.words))
      out.replace(at, label.words.size(), 1, ' ');
  return out;
}

void offer(Sourced& slot, std::string value, std::string from) {
  if (value.empty()) return;
  if (slot.value.empty()) {
    slot.value = std::move(value);
    slot.from = std::move(from);
    return;
  }
  if (slot.value == value) return;
  for (const auto& [other, other_from] : slot.others)
    if (other == value) return;
  if (slot.others.size() < 20) slot.others.emplace_back(std::move(value), std::move(from));
}

void take_given(const RawRecord& record, const MetaRules::State& state, Article& article) {
  const Given& given = record.given;
  std::string from = "given:";
  from += given.from.empty() ? std::string_view("record") : std::string_view(given.from);
  from += '.';
  offer(article.title, plain_of(given.title), from + "title");
  offer(article.url, std::string(trim(given.url)), from + "url");
  offer(article.outlet, plain_of(given.outlet), from + "outlet");
  auto date = [&](Sourced& slot, const std::string& text, const char* field) {
    if (auto parsed = parse_any_date(text, state.dates)) offer(slot, parsed->iso(), from + field);
  };
  date(article.published, given.published, "published");
  date(article.modified, given.modified, "modified");
  for (const std::string& author : given.authors)
    for (std::string& name : names_in_byline(author, state.bylines, given.authors.size() > 1))
      article.authors.push_back(std::move(name));
  if (!article.authors.empty()) article.authors_from = from + "authors";
}

void settle_outlet(const MetaRules::State& state, Article& article) {
  const Outlet* known = article.url.known() ? state.outlets.by_url(article.url.value) : nullptr;
  if (known) offer(article.outlet, known->name, "domain");
  if (!article.outlet.known()) return;
  // A domain given as the outlet ("example.com") is told by its name where it is known.
  const Outlet* named = state.outlets.by_name(article.outlet.value);
  if (!named && article.outlet.value.find(' ') == std::string::npos) named = state.outlets.by_url(article.outlet.value);
  if (!known) known = named;
  if (named && article.outlet.value != named->name) article.outlet.value = named->name;
  if (known) article.owner = known->owner;
}

void finish_metadata(const RawRecord& record, const MetaRules& rules, Article& article) {
  std::vector<std::string> bylines = article.authors;
  for (const Credit& credit : article.credits) bylines.push_back(credit.words);  // raw bylines noted with the authors
  article.credits = find_credits(article, bylines, rules.state().credits);
  settle_language(record, article);
  settle_outlet(rules.state(), article);
}

}  // namespace fairwitness
