// Judges what a page says of itself: each value is taken from the field believed most, the others are kept beside it.
#include <algorithm>

#include "article/language.h"
#include "article/meta_dates.h"
#include "article/meta_evidence.h"
#include "article/meta_state.h"
#include "article/meta_title.h"
#include "article/page_title.h"

namespace fairwitness {
namespace {

class PageJudge {
 public:
  PageJudge(const RawRecord& record, const Tree& tree, const MetaRules::State& state, Article& article)
      : record_(record),
        tree_(tree),
        state_(state),
        article_(article),
        evidence_(gather_evidence(tree, state.fields, state.jsonld)) {}

  void run() {
    take_given(record_, state_, article_);
    judge_url();
    judge_language();
    choose_main_node();
    judge_outlet();
    judge_title();
    heading_ = heading();
    judge_section();
    judge_dates({tree_, state_, evidence_, main_, heading_, month_first_}, article_);
    judge_authors();
    judge_freedom();
  }

 private:
  static bool is_address(std::string_view text) {
    return (text.starts_with("http://") || text.starts_with("https://")) && text.find_first_of(" \n\t") == text.npos;
  }

  void judge_url() {
    if (is_address(evidence_.canonical)) offer(article_.url, evidence_.canonical, "link:canonical");
    for (const Clue& clue : by_rank(evidence_.of(MetaField::url)))
      if (is_address(clue.value)) offer(article_.url, clue.value, clue.from);
    for (const JsonLdNode& node : evidence_.jsonld.nodes)
      if (is_address(node.url) && node.rank >= 8) offer(article_.url, node.url, "jsonld:" + node.type + ".url");
    host_ = host_of(article_.url.value);
  }

  void judge_language() {
    offer(article_.language, primary_language(evidence_.language), "html:lang");
    for (const Clue& clue : by_rank(evidence_.of(MetaField::language)))
      offer(article_.language, primary_language(clue.value), clue.from);
    month_first_ = writes_month_first();
  }

  // The United States write 3/4 for the fourth of March; so do pages in English that do not say where they are.
  bool writes_month_first() const {
    std::string_view tag = evidence_.language;
    std::string_view locale;
    for (const Clue& clue : evidence_.of(MetaField::language))
      if (clue.value.size() >= 5) locale = clue.value;
    auto region = [](std::string_view text) {
      return text.size() == 5 ? std::string{static_cast<char>(text[3] & ~0x20), static_cast<char>(text[4] & ~0x20)}
                              : std::string();
    };
    std::string where = region(tag);
    if (where.empty()) where = region(locale);
    if (!where.empty() && where != "US") return false;
    if (article_.language.value != "en" && !article_.language.value.empty()) return false;
    size_t dot = host_.rfind('.');
    bool country =
        dot != std::string::npos && host_.size() - dot == 3 && !host_.ends_with(".us") && !host_.ends_with(".io");
    return !country;
  }

  // Of several described articles: the one at this address, then the highest type nearest to the top of its script.
  void choose_main_node() {
    double best = -1;
    std::string path = path_of(article_.url.value);
    std::string heading = letters_of(evidence_.title_element);
    for (const JsonLdNode& node : evidence_.jsonld.nodes) {
      double score = node.rank - node.depth * 2;
      if (!path.empty() && path.size() > 1 && path_of(node.url) == path) score += 4;
      std::string headline = letters_of(node.headline);
      if (headline.size() >= 8 && heading.find(headline.substr(0, 40)) != heading.npos) score += 4;
      if (score > best) best = score, main_ = &node;
    }
  }

  static std::string path_of(std::string_view url) {
    size_t scheme = url.find("://");
    if (scheme == url.npos) return {};
    size_t slash = url.find('/', scheme + 3);
    if (slash == url.npos) return {};
    std::string_view path = url.substr(slash, url.find_first_of("?#", slash) - slash);
    while (path.ends_with('/')) path.remove_suffix(1);
    return std::string(path);
  }

  void judge_outlet() {
    for (const Clue& clue : by_rank(evidence_.of(MetaField::outlet))) {
      bool address = clue.value.find("://") != std::string::npos || clue.value.starts_with('@');
      if (!address && clue.value.size() < 100 && clue.rank < 8) offer(article_.outlet, plain_of(clue.value), clue.from);
      if (clue.rank == 1 && main_ && !main_->publisher.empty())
        offer(article_.outlet, plain_of(main_->publisher), "jsonld:" + main_->type + ".publisher");
    }
    for (const JsonLdNode& node : evidence_.jsonld.nodes)
      if (!node.publisher.empty() && !is_address(node.publisher))
        offer(article_.outlet, plain_of(node.publisher), "jsonld:" + node.type + ".publisher");
    offer(article_.outlet, plain_of(evidence_.jsonld.site_name), "jsonld:WebSite.name");
    offer(article_.outlet, plain_of(evidence_.jsonld.organisation), "jsonld:Organization.name");
    if (article_.outlet.known()) sites_.push_back(article_.outlet.value);
    for (const auto& [value, from] : article_.outlet.others) sites_.push_back(value);
    std::string label = site_label(host_);
    if (!label.empty()) sites_.push_back(label);
    if (!host_.empty()) sites_.push_back(host_.starts_with("www.") ? host_.substr(4) : host_);
    // What a page shares under is its own site; a canonical address may be the outlet it took the report from.
    for (const Clue& clue : by_rank(evidence_.of(MetaField::url)))
      if (!known_ && is_address(clue.value)) known_ = state_.outlets.by_url(clue.value);
    if (!known_) known_ = state_.outlets.by_url(article_.url.value);
    if (known_) sites_.push_back(known_->name);
  }

  void judge_title() {
    own_headline();
    Sourced chosen = choose_headline(headline_candidates(tree_, evidence_, main_, state_.fields), sites_);
    offer(article_.title, chosen.value, chosen.from);
    for (auto& [value, from] : chosen.others) offer(article_.title, value, from);
    if (!article_.outlet.known())
      offer(article_.outlet, site_in_title(evidence_.title_element, article_.title.value), "html:title");
  }

  // Where the outlet is known to keep its headline in a certain place, that is the headline, whatever the others agree
  // on.
  void own_headline() {
    if (!known_) return;
    for (const std::string& place : known_->headline) {
      Headline own = headline_at(place, tree_, evidence_, main_);
      std::string value = without_site(own.value, sites_);
      if (letters_of(value).empty()) continue;
      return offer(article_.title, std::move(value), "own:" + own.from);
    }
  }

  void judge_section() {
    for (const Clue& clue : by_rank(evidence_.of(MetaField::section)))
      if (!is_address(clue.value)) offer(article_.section, plain_of(clue.value), clue.from);
    if (main_ && !main_->section.empty())
      offer(article_.section, plain_of(main_->section), "jsonld:" + main_->type + ".articleSection");
  }

  // The heading that is the title, or the first one that stands in the report.
  NodeId heading() const {
    std::string title = letters_of(article_.title.value);
    for (NodeId id : evidence_.headings)
      if (letters_of(text_below(tree_, id, 600)) == title) return id;
    size_t seen = 0;
    for (NodeId id : evidence_.subheadings)
      if (++seen <= 30 && letters_of(text_below(tree_, id, 600)) == title) return id;
    return evidence_.headings.empty() ? no_node : evidence_.headings.front();
  }

  bool is_own_name(std::string_view name) const {
    std::string letters = letters_of(name);
    for (const std::string& site : sites_)
      if (letters_of(site) == letters) return true;
    return false;
  }

  struct Byline {
    std::vector<std::string> names;
    std::string from;
    bool people = false;
  };

  void judge_authors() {
    if (!article_.authors.empty()) return;
    std::vector<Byline> bylines;
    auto put = [&](std::vector<std::string> names, std::string from) {
      if (names.empty()) return;
      Byline byline{std::move(names), std::move(from), false};
      for (const std::string& name : byline.names)
        byline.people |= looks_like_person(name, state_.bylines) && !is_own_name(name);
      bylines.push_back(std::move(byline));
    };
    own_authors(put);
    jsonld_authors(put);
    clue_authors(put);
    visible_authors(put);
    for (const Byline& byline : bylines)
      if (byline.people || byline.from.starts_with("own:")) return take(byline);
    if (!bylines.empty()) take(bylines.front());
  }

  void take(const Byline& byline) {
    article_.authors = byline.names;
    article_.authors_from = byline.from;
  }

  // Where the outlet is known to keep its authors, nobody else's word counts.
  template <typename Put>
  void own_authors(const Put& put) {
    if (!known_) return;
    for (const std::string& place : known_->authors) {
      std::vector<std::string> raw = authors_at(place, tree_, evidence_, main_);
      std::vector<std::string> names;
      for (const std::string& one : raw) add_names(names, names_in_byline(one, state_.bylines, raw.size() > 1));
      if (!names.empty()) return put(std::move(names), "own:" + place);
    }
  }

  static void add_names(std::vector<std::string>& names, std::vector<std::string> more) {
    for (std::string& name : more)
      if (std::none_of(names.begin(), names.end(), [&](const std::string& n) { return folded(n) == folded(name); }))
        names.push_back(std::move(name));
  }

  template <typename Put>
  void jsonld_authors(const Put& put) {
    for (int pass = 0; pass < 2; ++pass)
      for (const JsonLdNode& node : evidence_.jsonld.nodes) {
        if ((&node == main_) != (pass == 0) || node.rank < 4) continue;
        std::vector<std::string> names;
        for (const JsonLdAuthor& author : node.authors)
          add_names(names, names_in_byline(author.name, state_.bylines, node.authors.size() > 1));
        put(std::move(names), "jsonld:" + node.type + ".author");
      }
  }

  template <typename Put>
  void clue_authors(const Put& put) {
    // Several elements of one name are a list: <meta name="author"> twice.
    std::vector<Clue> clues = by_rank(evidence_.of(MetaField::author));
    for (size_t i = 0; i < clues.size();) {
      std::vector<std::string> names;
      size_t k = i;
      for (; k < clues.size() && clues[k].from == clues[i].from; ++k) {
        if (is_address(clues[k].value)) continue;
        add_names(names, names_in_byline(clues[k].value, state_.bylines));
      }
      put(std::move(names), clues[i].from);
      i = k;
    }
  }

  // The text of a byline without its dates; `by` says whether a word like "By" led to the names.
  std::string byline_of(NodeId id, bool* by) const {
    std::string text = text_below(tree_, id, 300);
    *by = false;
    if (text.empty() || text.size() > 200) return {};
    auto dates = find_dates(text, state_.dates, month_first_);
    for (size_t i = dates.size(); i-- > 0;) text.replace(dates[i].span.begin, dates[i].span.size(), 1, '|');
    std::string_view rest = text;
    // "Post author By Jane Doe", "| by Jane Doe": the word may stand inside.
    for (size_t at = 0; at < rest.size() && !*by; at = std::min(rest.find(' ', at), rest.size() - 1) + 1) {
      std::string_view behind = state_.bylines.behind_by(rest.substr(at), by);
      if (*by) return std::string(behind);
    }
    return text;
  }

  // A heading's neighbours first; what stands apart (a box about the author) only when nothing else is there.
  template <typename Put>
  void visible_authors(const Put& put) {
    for (bool apart_too : {false, true}) {
      for (NodeId id : evidence_.bylines) {
        if (stands_apart(tree_, id, state_.fields, heading_) != apart_too) continue;
        bool by = false;
        std::string text = byline_of(id, &by);
        bool link = tree_[id].tag == Tag::a && tree_.attribute(id, "rel").find("author") != std::string_view::npos;
        std::vector<std::string> found;
        for (std::string& name : names_in_byline(text, state_.bylines)) {
          bool brief = (by || link) && split_words(name).size() <= 3 && name.size() >= 2;
          if (looks_like_person(name, state_.bylines) || brief) found.push_back(std::move(name));
        }
        if (found.empty()) continue;
        put(std::move(found), "html:byline");
        return;
      }
      if (!apart_too && by_line(put)) return;
    }
  }

  // "By Jane Doe" as a line of its own near the heading.
  template <typename Put>
  bool by_line(const Put& put) {
    if (heading_ == no_node) return false;
    NodeId last = static_cast<NodeId>(std::min<size_t>(tree_.size(), heading_ + 150));
    for (NodeId id = heading_ > 40 ? heading_ - 40 : 0; id < last; ++id) {
      const auto& node = tree_[id];
      if (node.kind != NodeKind::text || node.parent == no_node || node.data.size() > 120 || trim(node.data).size() < 2)
        continue;
      Tag tag = tree_[node.parent].tag;
      if (tag == Tag::script || tag == Tag::style || tag == Tag::h1 || tag == Tag::title) continue;
      std::string line = text_below(tree_, node.parent, 200);
      bool by = false;
      if (line.size() > 120) continue;
      state_.bylines.behind_by(line, &by);
      if (!by) continue;
      std::string text = byline_of(node.parent, &by);
      std::vector<std::string> found;
      for (std::string& name : names_in_byline(text, state_.bylines))
        if (looks_like_person(name, state_.bylines)) found.push_back(std::move(name));
      if (found.empty() || stands_apart(tree_, id, state_.fields, heading_)) continue;
      put(std::move(found), "html:line");
      return true;
    }
    return false;
  }

  void judge_freedom() {
    for (const JsonLdNode& node : evidence_.jsonld.nodes)
      if (node.free == false && (&node == main_ || node.rank >= 8)) {
        article_.problems.push_back({"paywall_declared", {}, "jsonld:" + node.type + ".isAccessibleForFree is false"});
        return;
      }
  }

  const RawRecord& record_;
  const Tree& tree_;
  const MetaRules::State& state_;
  Article& article_;
  PageEvidence evidence_;
  const JsonLdNode* main_ = nullptr;
  const Outlet* known_ = nullptr;  // by the address; its own places of headline and authors
  std::vector<std::string> sites_;
  std::string host_;
  NodeId heading_ = no_node;
  bool month_first_ = false;
};

}  // namespace

void read_page_metadata(const RawRecord& record, const Tree& tree, const MetaRules& rules, Article& article) {
  PageJudge(record, tree, rules.state(), article).run();
}

}  // namespace fairwitness
