#include "origins/origins.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "copies/direction.h"

namespace fairwitness {
namespace {

// From this share of the shorter text on, two reports are one line of reporting; from the smaller one on, the report
// that took the text over stands under the other's origin beside its own.
constexpr double one_line = 0.5, taken_over = 0.15;
// An agency named so near the top of a report is meant for all of it.
constexpr uint32_t top_bytes = 600;

// How much of two reports' texts is the same by copying.
struct Shared {
  uint32_t a = 0, b = 0;  // places in the story
  double of_a = 0, of_b = 0;
  int from_a = 0, from_b = 0;  // passages by direction
};

std::string called(const Report& report) {
  return report.article.outlet.known() ? report.article.outlet.value : report.id;
}
std::string percent(double share) { return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %"; }

// The lines of reporting of one story. A node is a report's own line or an agency; nodes that are one line are joined.
class Lines {
 public:
  Lines(const std::vector<const Report*>& reports, const Story& story, uint32_t story_index, const Partings& partings)
      : members_(story.reports), story_(story_index), partings_(partings) {
    std::sort(members_.begin(), members_.end(),
              [&](uint32_t x, uint32_t y) { return reports[x]->id < reports[y]->id; });
    for (uint32_t member : members_) reports_.push_back(reports[member]);
    apart_ = partings.among(Parting::Kind::origin, reports_);
    parent_.resize(members_.size());
    std::iota(parent_.begin(), parent_.end(), 0u);
    own_.assign(members_.size(), true);
    for (uint32_t i = 0; i < members_.size(); ++i) read_credits(i);
    for (uint32_t i = 0; i < members_.size(); ++i) join_agencys_own(i);
    join_houses();
  }

  uint32_t place_of(uint32_t report, const std::vector<const Report*>& reports) const {
    auto at = std::lower_bound(members_.begin(), members_.end(), report,
                               [&](uint32_t x, uint32_t y) { return reports[x]->id < reports[y]->id; });
    while (*at != report) ++at;
    return static_cast<uint32_t>(at - members_.begin());
  }

  void add(const Shared& shared) {
    const Report &a = *reports_[shared.a], &b = *reports_[shared.b];
    double most = std::max(shared.of_a, shared.of_b);
    if (most < taken_over) return;
    // An agency's copy is not taken from a paper; else the direction that is told; else the one that has more of its
    // text from the other took it over.
    bool a_took = own_[shared.a] != own_[shared.b] ? own_[shared.a]
                  : shared.from_b != shared.from_a ? shared.from_b > shared.from_a
                                                   : shared.of_a > shared.of_b;
    uint32_t taker = a_took ? shared.a : shared.b, giver = a_took ? shared.b : shared.a;
    std::string reason = called(a_took ? a : b) + " shares " + percent(a_took ? shared.of_a : shared.of_b) +
                         " of its text with " + called(a_took ? b : a);
    if (most >= one_line)
      join(taker, giver, reason);
    else
      stand_under(taker, giver, reason);
  }

  std::vector<Origin> origins() {
    std::map<uint32_t, std::set<uint32_t>> families;  // root -> places
    for (uint32_t i = 0; i < members_.size(); ++i)
      if (own_[i]) families[root(i)].insert(i);
    for (const auto& [place, node, reason] : under_)
      if (std::set<uint32_t>& places = families[root(node)]; !parted_from(place, places)) places.insert(place);
    // Where a person parted a report from all whose words it carries, it stands alone.
    std::vector<bool> placed(members_.size(), false);
    for (const auto& [family, places] : families)
      for (uint32_t place : places) placed[place] = true;
    for (uint32_t i = 0; i < members_.size(); ++i)
      if (!placed[i]) families[i].insert(i);
    std::erase_if(families, [](const auto& family) { return family.second.empty(); });
    std::vector<Origin> out;
    for (auto& [family, places] : families) {
      Origin one;
      one.story = story_;
      one.name = name_of_family(family);
      for (uint32_t place : places) one.reports.push_back(members_[place]);
      std::sort(one.reports.begin(), one.reports.end());
      one.because = reasons_of(family);
      out.push_back(std::move(one));
    }
    std::sort(out.begin(), out.end(), [](const Origin& x, const Origin& y) {
      return std::tie(x.name, x.reports) < std::tie(y.name, y.reports);
    });
    return out;
  }

 private:
  uint32_t root(uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  // False where a person wants two of them apart.
  bool join(uint32_t x, uint32_t y, std::string reason) {
    const uint32_t from = root(x), to = root(y);
    if (from == to) return true;
    for (auto [a, b] : apart_) {
      const bool across = (root(a) == from && root(b) == to) || (root(a) == to && root(b) == from);
      if (!across) continue;
      const Report &one = *reports_[a], &other = *reports_[b];
      const std::string& why = partings_.find(Parting::Kind::origin, one.id, other.id)->why;
      std::string told =
          called(one) + " and " + called(other) + " are kept apart by hand" + (why.empty() ? "" : ": " + why);
      reasons_.emplace_back(a, told);
      reasons_.emplace_back(b, std::move(told));
      return false;
    }
    reasons_.emplace_back(x, std::move(reason));
    parent_[std::max(from, to)] = std::min(from, to);
    return true;
  }
  bool parted_from(uint32_t place, const std::set<uint32_t>& places) const {
    return std::any_of(apart_.begin(), apart_.end(), [&](std::pair<uint32_t, uint32_t> pair) {
      return (pair.first == place && places.contains(pair.second)) ||
             (pair.second == place && places.contains(pair.first));
    });
  }
  void stand_under(uint32_t place, uint32_t node, std::string reason) {
    if (root(place) != root(node)) under_.emplace_back(place, node, std::move(reason));
  }
  uint32_t agency_node(const std::string& agency) {
    auto [found, fresh] = agencies_.try_emplace(name_key(agency), static_cast<uint32_t>(parent_.size()));
    if (fresh) {
      parent_.push_back(found->second);
      agency_names_[found->second] = agency;
    }
    return found->second;
  }

  // Is the credit meant for the whole report? A dateline and a byline are; others where the report names no writer of
  // its own.
  static bool for_all(const Report& report, const Credit& credit) {
    if (credit.how == CreditHow::dateline || credit.how == CreditHow::byline) return true;
    if (!report.article.authors.empty()) return false;
    return credit.how == CreditHow::credit_line || (!credit.span.empty() && credit.span.begin < top_bytes);
  }

  void read_credits(uint32_t place) {
    const Report& report = *reports_[place];
    std::set<std::string> seen;
    std::vector<uint32_t> whole;
    for (const Credit& credit : report.article.credits) {
      if (credit.how == CreditHow::photo || !seen.insert(name_key(credit.agency)).second) continue;
      uint32_t node = agency_node(credit.agency);
      std::string reason = called(report) + " carries " + credit.agency + " (" + std::string(name_of(credit.how)) + ")";
      if (for_all(report, credit)) whole.push_back(node);
      under_.emplace_back(place, node, std::move(reason));
    }
    if (whole.empty()) return;
    own_[place] = false;
    // One agency's text is that agency's line; of two agencies nobody can say whose words are whose.
    if (whole.size() == 1) own_[place] = !join(place, whole.front(), "");
  }

  // An agency's own report is the agency's line.
  void join_agencys_own(uint32_t place) {
    auto found = agencies_.find(name_key(reports_[place]->article.outlet.value));
    if (found != agencies_.end()) join(place, found->second, "");
  }

  // One house is one line, whatever its papers are called and however much of their own they write.
  void join_houses() {
    std::map<std::string, uint32_t> outlets, owners;
    for (uint32_t i = 0; i < members_.size(); ++i) {
      if (!own_[i]) continue;
      const Article& article = reports_[i]->article;
      if (std::string key = name_key(article.outlet.value); !key.empty()) {
        auto [first, fresh] = outlets.try_emplace(std::move(key), i);
        if (!fresh) join(i, first->second, "");
      }
      if (std::string key = name_key(article.owner); !key.empty()) {
        auto [first, fresh] = owners.try_emplace(std::move(key), i);
        if (!fresh && called(*reports_[first->second]) != called(*reports_[i]))
          join(i, first->second,
               called(*reports_[first->second]) + " and " + called(*reports_[i]) + " belong to " + article.owner);
      }
    }
  }

  // The agency; else the outlet of the earliest report of the line.
  std::string name_of_family(uint32_t family) {
    for (const auto& [node, name] : agency_names_)
      if (root(node) == family) return name;
    uint32_t best = family;
    for (uint32_t i = 0; i < members_.size(); ++i) {
      if (root(i) != family) continue;
      std::optional<Day> day = reports_[i]->day(), best_day = reports_[best]->day();
      if (day && (!best_day || *day < *best_day)) best = i;
    }
    return called(*reports_[best]);
  }

  std::vector<std::string> reasons_of(uint32_t family) {
    std::vector<std::string> out;
    for (const auto& [place, node, reason] : under_)
      if (root(node) == family) out.push_back(reason);
    for (const auto& [node, reason] : reasons_)
      if (!reason.empty() && root(node) == family) out.push_back(reason);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  std::vector<uint32_t> members_;  // indices of the reports, in the order of their ids
  std::vector<const Report*> reports_;
  uint32_t story_;
  std::vector<uint32_t> parent_;  // nodes: a report's own line, then agencies
  std::vector<bool> own_;         // does the report stand under its own line?
  const Partings& partings_;
  std::vector<std::pair<uint32_t, uint32_t>> apart_;  // places of reports that a person wants apart
  std::map<std::string, uint32_t> agencies_;
  std::map<uint32_t, std::string> agency_names_;
  std::vector<std::tuple<uint32_t, uint32_t, std::string>> under_;  // place, node, reason
  std::vector<std::pair<uint32_t, std::string>> reasons_;           // node, reason
};

// The copies of each story, summed up pair by pair.
std::vector<std::vector<const Copy*>> copies_of_stories(const std::vector<Copy>& copies,
                                                        const std::vector<Story>& stories, size_t reports) {
  std::vector<uint32_t> story_of(reports);
  for (uint32_t s = 0; s < stories.size(); ++s)
    for (uint32_t report : stories[s].reports) story_of[report] = s;
  std::vector<std::vector<const Copy*>> out(stories.size());
  for (const Copy& copy : copies) {
    bool tells = tells_carrying(copy.kind);
    if (tells && story_of[copy.a] == story_of[copy.b]) out[story_of[copy.a]].push_back(&copy);
  }
  return out;
}

}  // namespace

std::vector<Origin> find_origins(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                 const std::vector<Story>& stories, const Partings& partings) {
  std::vector<std::vector<const Copy*>> of_story = copies_of_stories(copies, stories, reports.size());
  std::vector<Origin> out;
  for (uint32_t s = 0; s < stories.size(); ++s) {
    Lines lines(reports, stories[s], s, partings);
    std::map<std::pair<uint32_t, uint32_t>, Shared> pairs;
    for (const Copy* copy : of_story[s]) {
      uint32_t a = lines.place_of(copy->a, reports), b = lines.place_of(copy->b, reports);
      bool swap = a > b;
      Shared& pair = pairs[std::minmax(a, b)];
      pair.a = std::min(a, b), pair.b = std::max(a, b);
      double of_a = copy->a_span.size() / std::max(1.0, static_cast<double>(reports[copy->a]->text().size()));
      double of_b = copy->b_span.size() / std::max(1.0, static_cast<double>(reports[copy->b]->text().size()));
      (swap ? pair.of_b : pair.of_a) += of_a;
      (swap ? pair.of_a : pair.of_b) += of_b;
      pair.from_a += copy->from == (swap ? CopyFrom::b : CopyFrom::a);
      pair.from_b += copy->from == (swap ? CopyFrom::a : CopyFrom::b);
    }
    for (const auto& [key, pair] : pairs) lines.add(pair);
    std::vector<Origin> found = lines.origins();
    out.insert(out.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return out;
}

}  // namespace fairwitness
