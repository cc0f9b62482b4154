// How many independent origins stand behind some passages.
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "copies/direction.h"
#include "origins/origins.h"
#include "origins/sources.h"

namespace fairwitness {
namespace {

class Counting {
 public:
  Counting(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
           const std::vector<Passage>& passages, const std::vector<std::string>& sources, const Partings& partings)
      : reports_(reports), copies_(copies), passages_(passages), partings_(partings), parent_(passages.size()) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (uint32_t i = 0; i < passages.size(); ++i) {
      by_report_[passages[i].report].push_back(i);
      sources_.push_back(i < sources.size() ? SourceName(sources[i], *reports[passages[i].report]) : SourceName());
      source_words_.push_back(i < sources.size() ? sources[i] : std::string());
    }
    std::vector<const Report*> told;
    std::vector<const std::vector<uint32_t>*> told_by;
    for (const auto& [report, own] : by_report_) told.push_back(reports[report]), told_by.push_back(&own);
    for (auto [x, y] : partings.among(Parting::Kind::origin, told))
      apart_.push_back({*told_by[x], *told_by[y], partings.find(Parting::Kind::origin, told[x]->id, told[y]->id)});
  }

  Independence run() {
    join_within_reports();
    join_copies();
    join_agencies();
    join_owners();
    join_sources();
    std::map<uint32_t, uint32_t> number;
    for (uint32_t i = 0; i < passages_.size(); ++i)
      out_.origin_of.push_back(number.try_emplace(root(i), static_cast<uint32_t>(number.size())).first->second);
    out_.count = static_cast<uint32_t>(number.size());
    return std::move(out_);
  }

 private:
  uint32_t root(uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(uint32_t i, uint32_t j, const std::string& why) {
    uint32_t x = root(i), y = root(j);
    if (x == y) return;
    for (const Apart& apart : apart_) {
      if (!((holds(apart.a, x) && holds(apart.b, y)) || (holds(apart.a, y) && holds(apart.b, x)))) continue;
      std::string told = called(apart.a.front()) + " and " + called(apart.b.front()) + " are kept apart by hand" +
                         (apart.parting->why.empty() ? "" : ": " + apart.parting->why);
      if (std::find(out_.because.begin(), out_.because.end(), told) == out_.because.end())
        out_.because.push_back(std::move(told));
      return;
    }
    parent_[std::max(x, y)] = std::min(x, y);
    if (!why.empty()) out_.because.push_back(why);
  }
  // Does one of these passages stand under that root?
  bool holds(const std::vector<uint32_t>& passages, uint32_t wanted) {
    return std::any_of(passages.begin(), passages.end(), [&](uint32_t i) { return root(i) == wanted; });
  }
  std::string called(uint32_t i) const {
    const Report& report = *reports_[passages_[i].report];
    return report.article.outlet.known() ? report.article.outlet.value : report.id;
  }

  // What one report says in two places is one line of reporting, unless it names two sources.
  void join_within_reports() {
    for (auto& [report, members] : by_report_)
      for (size_t k = 1; k < members.size(); ++k)
        if (!two_sources(members[0], members[k])) join(members[0], members[k], "");
  }

  bool two_sources(uint32_t i, uint32_t j) const {
    return sources_[i].known() && sources_[j].known() && !one_source(i, j);
  }

  bool one_source(uint32_t i, uint32_t j) const {
    return sources_[i].same_as(sources_[j]) && !partings_.find(Parting::Kind::name, source_words_[i], source_words_[j]);
  }

  // The copies are sorted by (a, b): those of each report are found at once.
  void join_copies() {
    for (auto& [a, of_a] : by_report_) {
      auto from = std::lower_bound(copies_.begin(), copies_.end(), a,
                                   [](const Copy& copy, uint32_t report) { return copy.a < report; });
      for (; from != copies_.end() && from->a == a; ++from) {
        if (!tells_carrying(from->kind)) continue;
        auto of_b = by_report_.find(from->b);
        if (of_b == by_report_.end()) continue;
        for (uint32_t i : of_a)
          for (uint32_t j : of_b->second)
            if (covers(from->a_span, passages_[i].span) && covers(from->b_span, passages_[j].span))
              join(i, j, called(i) + " and " + called(j) + " share the passage word for word or nearly so");
      }
    }
  }
  // Does a copied passage take in most of what is asked about?
  static bool covers(Span copy, Span passage) {
    uint32_t begin = std::max(copy.begin, passage.begin), end = std::min(copy.end, passage.end);
    return end > begin && 2 * (end - begin) >= passage.size();
  }

  void join_agencies() {
    std::map<std::string, uint32_t> first;
    for (uint32_t i = 0; i < passages_.size(); ++i) {
      const Report& report = *reports_[passages_[i].report];
      const Credit* credit = credit_for(report, passages_[i].span);
      std::string agency = credit ? credit->agency : report.article.outlet.value;
      if (name_key(agency).empty()) continue;
      auto [found, fresh] = first.try_emplace(name_key(agency), i);
      if (fresh || (!credit && two_sources(found->second, i))) continue;
      bool by_credit = credit || credit_for(*reports_[passages_[found->second].report], passages_[found->second].span);
      join(found->second, i,
           called(found->second) + " and " + called(i) + (by_credit ? " both carry " + agency : " are one outlet"));
    }
  }

  // What two papers of one house write themselves is the house's.
  void join_owners() {
    std::map<std::string, uint32_t> first;
    for (uint32_t i = 0; i < passages_.size(); ++i) {
      const Report& report = *reports_[passages_[i].report];
      std::string key = name_key(report.article.owner);
      if (key.empty() || credit_for(report, passages_[i].span)) continue;
      auto [found, fresh] = first.try_emplace(std::move(key), i);
      if (!fresh && !two_sources(found->second, i))
        join(found->second, i, called(found->second) + " and " + called(i) + " belong to " + report.article.owner);
    }
  }

  // Passages of one source count once; distinct sources are few, so each is compared with the first of every other.
  void join_sources() {
    std::vector<uint32_t> first;
    for (uint32_t i = 0; i < passages_.size(); ++i) {
      if (!sources_[i].known()) continue;
      auto same = std::find_if(first.begin(), first.end(), [&](uint32_t j) { return one_source(j, i); });
      if (same != first.end())
        join(*same, i, called(*same) + " and " + called(i) + " name the same source");
      else if (first.size() < most_sources)
        first.push_back(i);
    }
  }

  static constexpr size_t most_sources = 256;
  const std::vector<const Report*>& reports_;
  const std::vector<Copy>& copies_;
  const std::vector<Passage>& passages_;
  // Passages of two reports that a person wants apart.
  struct Apart {
    std::vector<uint32_t> a, b;
    const Parting* parting;
  };
  const Partings& partings_;
  std::vector<Apart> apart_;
  std::vector<SourceName> sources_;
  std::vector<std::string> source_words_;
  std::map<uint32_t, std::vector<uint32_t>> by_report_;
  std::vector<uint32_t> parent_;
  Independence out_;
};

}  // namespace

Independence count_independent(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                               const std::vector<Passage>& passages, const std::vector<std::string>& sources,
                               const Partings& partings) {
  return Counting(reports, copies, passages, sources, partings).run();
}

}  // namespace fairwitness
