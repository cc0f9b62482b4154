#include "article/meta_dates.h"

#include <algorithm>

namespace fairwitness {
namespace {

class DateJudge {
 public:
  DateJudge(const DateEvidence& given, Article& article)
      : tree_(given.tree),
        state_(given.state),
        evidence_(given.evidence),
        main_(given.main),
        heading_(given.heading),
        month_first_(given.month_first),
        article_(article) {}

  void run() {
    if (main_) {
      date_from(article_.published, main_->published, "jsonld:" + main_->type + ".datePublished");
      date_from(article_.modified, main_->modified, "jsonld:" + main_->type + ".dateModified");
    }
    clue_dates(MetaField::published, article_.published, 4);
    clue_dates(MetaField::modified, article_.modified, 4);
    for (const JsonLdNode& node : evidence_.jsonld.nodes)
      if (&node != main_ && node.rank >= 4)
        date_from(article_.published, node.published, "jsonld:" + node.type + ".datePublished");
    visible_dates();
    if (auto date = date_in_url(article_.url.value)) offer(article_.published, date->iso(), "url");
    clue_dates(MetaField::published, article_.published, 9);
    prefer_local_zone(article_.published);
    prefer_local_zone(article_.modified);
    prefer_day_of_address();
    if (main_) date_from(article_.published, main_->created, "jsonld:" + main_->type + ".dateCreated");
    if (!article_.published.known()) script_date();
  }

 private:
  void date_from(Sourced& slot, std::string_view text, std::string from) {
    if (text.empty()) return;
    if (auto date = parse_any_date(text, state_.dates, month_first_))
      if (date->year >= 1980) offer(slot, date->iso(), std::move(from));
  }

  // Of one moment told in two zones the newsroom's own says more than universal time.
  static void prefer_local_zone(Sourced& slot) {
    auto chosen = parse_machine_date(slot.value);
    if (!chosen || chosen->hour < 0 || (chosen->zone != "Z" && chosen->zone != "+00:00")) return;
    for (auto& [value, from] : slot.others) {
      auto other = parse_machine_date(value);
      bool local = other && other->hour >= 0 && other->zone.size() == 6 && other->zone != "+00:00";
      if (!local || other->minutes() != chosen->minutes()) continue;
      std::swap(slot.value, value);
      std::swap(slot.from, from);
      return;
    }
  }

  // A moment in universal time may be the next day already where the newsroom is; then the address tells that day.
  void prefer_day_of_address() {
    auto chosen = parse_machine_date(article_.published.value);
    auto address = date_in_url(article_.url.value);
    if (!chosen || !address || chosen->hour < 0 || (chosen->zone != "Z" && chosen->zone != "+00:00")) return;
    // Earlier the other way round says nothing: an address may keep the day on which the report was begun.
    int64_t ahead = address->minutes() - chosen->minutes();
    if (ahead <= 0 || ahead > 3 * 60) return;
    Sourced& slot = article_.published;
    std::erase_if(slot.others, [&](const auto& other) { return other.first == address->iso(); });
    slot.others.emplace(slot.others.begin(), std::move(slot.value), std::move(slot.from));
    slot.value = address->iso();
    slot.from = "url";
  }

  // The state that a page keeps for its own scripts ("publishedDate":"2016-11-04T20:37:27Z"), where nothing else tells
  // and all it tells is one day.
  void script_date() {
    constexpr size_t most = 4'000'000;  // bytes of scripts looked at
    size_t looked = 0;
    std::optional<PageDate> only;
    std::string from;
    for (NodeId id = 0; id < tree_.size() && looked < most; ++id) {
      if (tree_[id].kind != NodeKind::text || tree_[id].parent == no_node || tree_[tree_[id].parent].tag != Tag::script)
        continue;
      std::string_view text = tree_[id].data.substr(0, most - looked);
      looked += text.size();
      for (size_t colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
        std::string key = key_before(text, colon);
        const PageFields::Field* field = key.empty() ? nullptr : state_.fields.of(key);
        if (!field || field->field != MetaField::published || field->rank > 2) continue;
        auto date = parse_machine_date(string_behind(text, colon));
        if (!date || date->year < 1995) continue;
        if (only && !only->same_day(*date)) return;
        if (!only) only = date, from = "script:" + key;
      }
    }
    if (only) offer(article_.published, only->iso(), std::move(from));
  }

  // The key in quotation marks right before a colon, in lower case; the marks may be escaped. Keys are short.
  static std::string key_before(std::string_view text, size_t colon) {
    size_t end = colon;
    while (end > 0 && colon - end < 4 && is_space(text[end - 1])) --end;
    if (end == 0 || text[end - 1] != '"') return {};
    --end;
    if (end > 0 && text[end - 1] == '\\') --end;
    size_t begin = end;
    while (begin > 0 && end - begin < 30 &&
           (is_word_byte(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '-'))
      --begin;
    if (begin == end || begin == 0 || text[begin - 1] != '"') return {};
    std::string key(text.substr(begin, end - begin));
    for (char& c : key) c = ascii_lower(c);
    return key;
  }

  // The string that a colon leads to; "" where there is none or a long one.
  static std::string_view string_behind(std::string_view text, size_t colon) {
    std::string_view rest = trim(text.substr(colon + 1, 60));
    if (rest.starts_with('\\')) rest.remove_prefix(1);
    if (!rest.starts_with('"')) return {};
    rest.remove_prefix(1);
    return rest.substr(0, std::min(rest.find_first_of("\\\""), rest.size()));
  }

  void clue_dates(MetaField field, Sourced& slot, int most) {
    for (const Clue& clue : by_rank(evidence_.of(field)))
      if (clue.rank <= most) date_from(slot, clue.value, clue.from);
  }

  struct SeenDate {
    std::string iso, from;
    double score;
  };

  // One place of the page that may hold a date, machine-readable or in words.
  void consider(NodeId id, std::string_view text, const char* from, double score, std::vector<SeenDate>& seen) {
    std::vector<FoundDate> found;
    if (auto machine = parse_machine_date(text))
      found.push_back({*machine, {}, false});
    else
      found = find_dates(text, state_.dates, month_first_);
    size_t begin = 0;
    for (const FoundDate& one : found) {
      if (one.date.year < 1995) continue;
      DateLabel label = state_.labels.of(folded(text.substr(begin, one.span.begin - begin)));
      begin = one.span.end;
      if (label == DateLabel::modified || (label == DateLabel::none && is_modified(id))) {
        offer(article_.modified, one.date.iso(), from);
        continue;
      }
      seen.push_back({one.date.iso(), from, score + (label == DateLabel::published ? 2 : 0) + near(id, heading_)});
    }
  }

  // Only what a label calls the publication.
  void consider_labelled(NodeId id, std::string_view text, double score, std::vector<SeenDate>& seen) {
    auto found = find_dates(text, state_.dates, month_first_);
    if (found.size() != 1 || found.front().date.year < 1995) return;
    if (state_.labels.of(folded(text.substr(0, found.front().span.begin))) != DateLabel::published) return;
    seen.push_back({found.front().date.iso(), "time", score + 2 + near(id, heading_)});
  }

  static bool same_day(std::string_view iso, std::string_view machine) {
    auto a = parse_machine_date(iso), b = parse_machine_date(machine);
    return a && b && std::abs(a->minutes() / 1440 - b->minutes() / 1440) <= 1;
  }

  // What stands in a quotation is another's: an embedded post, for one.
  double apart(NodeId id) const {
    int climbed = 0;
    for (NodeId at = tree_[id].parent; at != no_node && climbed < 40; at = tree_[at].parent, ++climbed)
      if (tree_[at].tag == Tag::blockquote) return -8;
    return stands_apart(tree_, id, state_.fields, heading_) ? -4 : 0;
  }

  void visible_dates() {
    std::vector<SeenDate> seen;
    for (NodeId id : evidence_.times) {
      std::string_view machine = tree_.attribute(id, "datetime");
      bool marked = tree_.has_attribute(id, "pubdate") || tree_.attribute(id, "itemprop") == "datePublished";
      std::string text = text_below(tree_, id, 200);
      if (machine.empty() || !parse_machine_date(machine)) {
        consider(id, text, "time", (marked ? 5 : 3) + apart(id), seen);
        continue;
      }
      consider(id, machine, "time", (marked ? 6 : 4) + apart(id), seen);
      // "Published 29 June" for readers round a machine date that is another day: the label was set by a person.
      size_t before = seen.size();
      if (text.size() < 100 && may_hold_date(text)) consider_labelled(id, text, 4 + apart(id), seen);
      if (seen.size() > before && same_day(seen.back().iso, machine)) seen.resize(before);
    }
    for (NodeId id : evidence_.dated) {
      // "3 h" on the page, the moment itself in a tool tip.
      std::string_view tip = tree_.attribute(id, "title");
      if (!tip.empty() && tip.size() < 100 && may_hold_date(tip))
        consider(id, tip, "html:class.title", 2.5 + apart(id), seen);
      std::string text = text_below(tree_, id, 160);
      if (text.size() < 150 && may_hold_date(text)) consider(id, text, "html:class", 2 + apart(id), seen);
    }
    bool sure = std::any_of(seen.begin(), seen.end(), [](const SeenDate& one) { return one.score > 1; });
    if (!sure && !article_.published.known()) lines(seen);
    std::stable_sort(seen.begin(), seen.end(), [](const SeenDate& a, const SeenDate& b) { return a.score > b.score; });
    for (const SeenDate& one : seen) offer(article_.published, one.iso, one.from);
  }

  // Short lines of text that are little more than a date, and paragraphs that begin with one.
  void lines(std::vector<SeenDate>& seen) {
    size_t looked = 0;
    for (NodeId id = 0; id < tree_.size() && looked < 400; ++id) {
      const auto& node = tree_[id];
      if (node.kind != NodeKind::text || node.data.size() < 6 || !may_hold_date(node.data.substr(0, 300))) continue;
      Tag parent = node.parent == no_node ? Tag::unknown : tree_[node.parent].tag;
      if (parent == Tag::script || parent == Tag::style || parent == Tag::title || parent == Tag::time ||
          parent == Tag::textarea)
        continue;
      ++looked;
      std::string text = tidy(node.data.substr(0, 300));
      if (text.find("©") != text.npos || find_word(folded(text), "copyright") != text.npos) continue;
      auto found = find_dates(text, state_.dates, month_first_);
      if (found.empty()) continue;
      Span first = found.front().span;
      bool line = text.size() < 200 && text.size() - first.size() < 60;
      bool opens = first.begin <= 2 && near(id, heading_) > 0 &&
                   !is_word_byte(text[std::min<size_t>(first.end, text.size() - 1)]);
      if (line)
        consider(id, text, "html:line", 1 + apart(id), seen);
      else if (opens)
        consider(id, std::string_view(text).substr(0, first.end), "html:line", 0 + apart(id), seen);
    }
  }

  static double near(NodeId id, NodeId top) {
    if (top == no_node) return 0;
    double distance = id > top ? id - top : (top - id) * 1.5;
    return distance < 30 ? 2 : distance < 100 ? 1.5 : distance < 300 ? 0.5 : distance < 1000 ? 0 : -1;
  }

  bool is_modified(NodeId id) const {
    int climbed = 0;
    for (NodeId at = id; at != no_node && climbed < 3; at = tree_[at].parent, ++climbed) {
      if (tree_[at].kind != NodeKind::element) continue;
      std::string_view prop = tree_.attribute(at, "itemprop");
      if (prop == "dateModified") return true;
      uint8_t marks = state_.fields.marks_of(tree_.attribute(at, "class"));
      if ((marks & PageFields::modified) && !(marks & PageFields::date)) return true;
    }
    return false;
  }

  const Tree& tree_;
  const MetaRules::State& state_;
  const PageEvidence& evidence_;
  const JsonLdNode* main_;
  NodeId heading_;
  bool month_first_;
  Article& article_;
};

}  // namespace

void judge_dates(const DateEvidence& evidence, Article& article) { DateJudge(evidence, article).run(); }

}  // namespace fairwitness
