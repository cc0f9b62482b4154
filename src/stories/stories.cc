#include "stories/stories.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "copies/direction.h"
#include "stories/grouping.h"
#include "stories/topics.h"

namespace fairwitness {

struct StoryRules::State {
  explicit State(const Rules& rules)
      : stop_words(rules.table("rules/en/copy_stop_words")), model(rules.table("models/en/stories")) {}
  StopWords stop_words;
  StoryModel model;
};

StoryRules::StoryRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
StoryRules::~StoryRules() = default;

namespace {

// The reports in the order of time: by day, then by id; those without a day last.
std::vector<uint32_t> in_time(const std::vector<const Report*>& reports) {
  std::vector<uint32_t> order(reports.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<std::optional<Day>> days;
  for (const Report* report : reports) days.push_back(told_day(*report));
  std::stable_sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
    if (days[x].has_value() != days[y].has_value()) return days[x].has_value();
    if (days[x] != days[y]) return *days[x] < *days[y];
    return reports[x]->id < reports[y]->id;
  });
  return order;
}

// One run over reports that are in the order of time.
class Grouping {
 public:
  Grouping(const std::vector<const Report*>& given, const std::vector<Copy>& copies, const StoryRules::State& rules,
           const Partings& partings)
      : model_(rules.model), order_(in_time(given)) {
    std::vector<uint32_t> place(given.size());
    for (uint32_t i = 0; i < order_.size(); ++i) {
      reports_.push_back(given[order_[i]]);
      place[order_[i]] = i;
    }
    std::vector<Copy> moved;
    for (const Copy& copy : copies) {
      Copy one = copy;
      one.rewordings.clear();
      one.a = place[copy.a], one.b = place[copy.b];
      if (one.a > one.b) std::swap(one.a, one.b), std::swap(one.a_span, one.b_span);
      moved.push_back(std::move(one));
    }
    evidence_ = weigh_copies(reports_, moved);
    evidence_.versions = find_versions(reports_);
    evidence_.apart = partings.among(Parting::Kind::story, reports_);
    topics_ = read_topics(reports_, rules.stop_words);
  }

  std::vector<Story> run() {
    Clusters clusters = cluster_reports(topics_, evidence_, model_);
    std::vector<uint32_t> story_of(reports_.size());
    for (const std::vector<uint32_t>& members : clusters.members) {
      for (uint32_t i : members) story_of[i] = static_cast<uint32_t>(stories_.size());
      stories_.push_back(story(members));
    }
    for (const Likeness& link : clusters.links) stories_[story_of[link.a]].links.push_back(explain(link));
    tell_storylines(clusters);
    for (Story& one : stories_) give_back(one);
    std::sort(stories_.begin(), stories_.end(),
              [](const Story& x, const Story& y) { return std::tie(x.from, x.id) < std::tie(y.from, y.id); });
    return std::move(stories_);
  }

 private:
  Story story(const std::vector<uint32_t>& members) const {
    Story out;
    out.reports = members;
    out.id = reports_[members.front()]->id;
    for (uint32_t i : members) {
      out.id = std::min(out.id, reports_[i]->id);
      if (std::optional<Day> day = told_day(*reports_[i])) {
        if (out.from.empty()) out.from = iso_day(*day);
        out.to = iso_day(*day);
      }
    }
    out.title_report = most_central(members);
    out.title = reports_[out.title_report]->article.title.value;
    return out;
  }

  // The report that is most like all of them together, of those that have a title.
  uint32_t most_central(const std::vector<uint32_t>& members) const {
    if (members.size() == 1) return members.front();
    Terms all;
    for (size_t k = 0; k < members.size() && k < 64; ++k) all = sum(all, topics_[members[k]].of(Side::terms));
    uint32_t best = members.front();
    double best_score = -1;
    for (uint32_t i : members) {
      double score = product(all, topics_[i].of(Side::terms));
      if (reports_[i]->article.title.value.empty()) score = 0;
      if (score > best_score) best = i, best_score = score;
    }
    return best;
  }

  StoryLink explain(const Likeness& link) const {
    StoryLink out{link.a, link.b, link.score, {}};
    if (evidence_.are_versions(link.a, link.b)) out.because.push_back("versions of one address");
    if (evidence_.copied_share(link.a, link.b) > 0) out.because.push_back("copy");
    const Topic &a = topics_[link.a], &b = topics_[link.b];
    std::string names;
    int count = 0;
    for (const NamePlace& place : a.places) {
      auto same = [&](const Term& term) { return term.key == place.key; };
      if (count == 4 || std::none_of(b.of(Side::names).begin(), b.of(Side::names).end(), same)) continue;
      names += (count++ > 0 ? ", " : "names: ") + std::string(place.span.of(reports_[link.a]->text()));
    }
    if (count > 0) out.because.push_back(std::move(names));
    explain_sides(link, out);
    if (a.when.how == When::How::told && b.when.how == When::How::told) {
      int32_t days = b.when.day - a.when.day;
      out.because.push_back(days == 0 ? "same day" : days == 1 ? "a day later" : std::to_string(days) + " days later");
    }
    if (out.because.empty()) out.because.push_back("words");
    return out;
  }

  // The other sides that make the model's odds for the pair half as high again and more.
  void explain_sides(const Likeness& link, StoryLink& out) const {
    static constexpr double telling = 0.4;
    static constexpr std::pair<std::string_view, const char*> sides[] = {
        {"title_", "title"}, {"numbers_", "numbers"}, {"days_", "days told"}};
    Traits traits = compare(Profile(topics_[link.a]), Profile(topics_[link.b]), {});
    for (auto [side, why] : sides)
      if (model_.which_of(side, traits) >= telling) out.because.push_back(why);
  }

  // A storyline bears the smallest id of its stories.
  void tell_storylines(const Clusters& clusters) {
    std::vector<Topic> sums;
    for (const std::vector<uint32_t>& members : clusters.members) {
      Topic one;
      for (size_t k = 0; k < members.size() && k < 256; ++k) {
        one.of(Side::terms) = sum(one.of(Side::terms), topics_[members[k]].of(Side::terms));
        one.of(Side::names) = sum(one.of(Side::names), topics_[members[k]].of(Side::names));
      }
      normalise(one.of(Side::terms));
      normalise(one.of(Side::names));
      sums.push_back(std::move(one));
    }
    for (const std::vector<uint32_t>& line : cluster_stories(sums).members) {
      if (line.size() < 2) continue;
      std::string id = stories_[line.front()].id;
      for (uint32_t at : line) id = std::min(id, stories_[at].id);
      for (uint32_t at : line) stories_[at].storyline = id;
    }
  }

  // From the order of time to the indices the caller knows.
  void give_back(Story& one) const {
    for (uint32_t& report : one.reports) report = order_[report];
    one.title_report = order_[one.title_report];
    for (StoryLink& link : one.links) {
      link.a = order_[link.a], link.b = order_[link.b];
      if (link.a > link.b) std::swap(link.a, link.b);
    }
  }

  const StoryModel& model_;
  std::vector<uint32_t> order_;
  std::vector<const Report*> reports_;
  Evidence evidence_;
  std::vector<Topic> topics_;
  std::vector<Story> stories_;
};

}  // namespace

std::vector<Story> group_stories(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                 const StoryRules& rules, const Partings& partings) {
  return Grouping(reports, copies, rules.state(), partings).run();
}

}  // namespace fairwitness
