#include "origins/tree.h"

#include <algorithm>
#include <map>
#include <set>

#include "copies/direction.h"

namespace fairwitness {
namespace {

// What a report took from one giver: a report, or an agency that nobody here has seen.
struct Taken {
  uint32_t taker = 0, giver = 0;  // numbers of the story's nodes
  std::vector<Span> spans;        // in the taker's text
  uint64_t bytes = 0;             // of them, each counted once
  std::vector<std::string> because;
};

// A passage that is shared with several is counted once.
uint64_t bytes_of(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  uint64_t bytes = 0;
  uint32_t reached = 0;
  for (Span span : spans) {
    const uint32_t begin = std::max(span.begin, reached);
    if (span.end > begin) bytes += span.end - begin;
    reached = std::max(reached, span.end);
  }
  return bytes;
}

void add_reasons(std::vector<std::string>& to, const std::vector<std::string>& reasons) {
  for (const std::string& reason : reasons)
    if (std::find(to.begin(), to.end(), reason) == to.end()) to.push_back(reason);
}

// The tree of one story.
class StoryTree {
 public:
  StoryTree(const std::vector<const Report*>& reports, uint32_t story) : reports_(reports), story_(story) {}

  void add(const Copy& copy) {
    const uint32_t a = node_of(copy.a), b = node_of(copy.b);
    if (copy.from == CopyFrom::a) take(b, a, copy.b_span, copy.because);
    if (copy.from == CopyFrom::b) take(a, b, copy.a_span, copy.because);
    if (copy.from == CopyFrom::unknown) undecided_.insert({{a, b}, {b, a}});
    if (copy.from != CopyFrom::unseen) return;
    const Credit* credit = credit_for(*reports_[copy.a], copy.a_span);
    if (!credit) credit = credit_for(*reports_[copy.b], copy.b_span);
    const uint32_t agency = unseen(credit ? credit->agency : std::string());
    take(a, agency, copy.a_span, copy.because);
    take(b, agency, copy.b_span, copy.because);
  }

  // Largest first, so that each node hangs under the one it has most from, and never under one that hangs under it.
  void write(std::vector<TreeNode>& out) {
    std::vector<const Taken*> all;
    for (auto& [pair, taken] : taken_) {
      taken.bytes = bytes_of(taken.spans);
      all.push_back(&taken);
    }
    std::stable_sort(all.begin(), all.end(), [](const Taken* x, const Taken* y) { return x->bytes > y->bytes; });
    top_.resize(nodes_.size());
    for (uint32_t n = 0; n < nodes_.size(); ++n) top_[n] = n;
    for (const Taken* one : all) {
      TreeNode& node = nodes_[one->taker];
      // The taker has nobody above it yet, so the giver hangs under it where the taker is the giver's top.
      if (node.parent != TreeNode::none || top(one->giver) == one->taker) continue;
      node.parent = one->giver;
      top_[one->taker] = one->giver;
      const auto size = static_cast<double>(std::max<size_t>(1, reports_[node.report]->text().size()));
      node.share = std::min(1.0, static_cast<double>(one->bytes) / size);
      node.because = one->because;
    }
    for (auto [node, other] : undecided_)
      if (!taken_.contains({node, other}) && !taken_.contains({other, node}))
        nodes_[node].undecided.push_back(nodes_[other].report);
    std::vector<std::vector<uint32_t>> children(nodes_.size());
    std::vector<uint32_t> roots;
    for (uint32_t n = 0; n < nodes_.size(); ++n)
      (nodes_[n].parent == TreeNode::none ? roots : children[nodes_[n].parent]).push_back(n);
    auto first = [&](uint32_t x, uint32_t y) {
      if (nodes_[x].share != nodes_[y].share) return nodes_[x].share > nodes_[y].share;
      return node_id(nodes_[x], reports_) < node_id(nodes_[y], reports_);
    };
    std::sort(roots.begin(), roots.end(), first);
    std::vector<uint32_t> open(roots.rbegin(), roots.rend()), place(nodes_.size(), TreeNode::none);
    while (!open.empty()) {
      const uint32_t n = open.back();
      open.pop_back();
      place[n] = static_cast<uint32_t>(out.size());
      out.push_back(nodes_[n]);
      if (out.back().parent != TreeNode::none) out.back().parent = place[nodes_[n].parent];
      std::sort(children[n].begin(), children[n].end(), first);
      open.insert(open.end(), children[n].rbegin(), children[n].rend());
    }
  }

 private:
  uint32_t node_of(uint32_t report) {
    auto [found, fresh] = of_report_.try_emplace(report, static_cast<uint32_t>(nodes_.size()));
    if (fresh) {
      TreeNode node;
      node.story = story_;
      node.report = report;
      node.name =
          reports_[report]->article.outlet.known() ? reports_[report]->article.outlet.value : reports_[report]->id;
      nodes_.push_back(std::move(node));
    }
    return found->second;
  }
  uint32_t unseen(const std::string& agency) {
    auto [found, fresh] = of_agency_.try_emplace(name_key(agency), static_cast<uint32_t>(nodes_.size()));
    if (fresh) {
      TreeNode node;
      node.story = story_;
      node.name = agency;
      nodes_.push_back(std::move(node));
    }
    return found->second;
  }
  void take(uint32_t taker, uint32_t giver, Span span, const std::vector<std::string>& because) {
    Taken& taken = taken_[{taker, giver}];
    taken.taker = taker;
    taken.giver = giver;
    taken.spans.push_back(span);
    add_reasons(taken.because, because);
  }
  uint32_t top(uint32_t node) {
    while (top_[node] != node) node = top_[node] = top_[top_[node]];
    return node;
  }

  const std::vector<const Report*>& reports_;
  uint32_t story_;
  std::vector<TreeNode> nodes_;
  std::vector<uint32_t> top_;  // of each node: one above it, in the end the top of its tree
  std::map<uint32_t, uint32_t> of_report_;
  std::map<std::string, uint32_t> of_agency_;
  std::map<std::pair<uint32_t, uint32_t>, Taken> taken_;
  std::set<std::pair<uint32_t, uint32_t>> undecided_;
};

}  // namespace

std::string node_id(const TreeNode& node, const std::vector<const Report*>& reports) {
  return node.report == TreeNode::none ? "unseen:" + node.name : reports[node.report]->id;
}

std::vector<TreeNode> copy_tree(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                const std::vector<Story>& stories) {
  std::vector<uint32_t> story_of(reports.size(), TreeNode::none);
  for (uint32_t s = 0; s < stories.size(); ++s)
    for (uint32_t report : stories[s].reports) story_of[report] = s;
  std::vector<std::vector<const Copy*>> of_story(stories.size());
  for (const Copy& copy : copies) {
    const bool tells = tells_carrying(copy.kind);
    if (tells && story_of[copy.a] == story_of[copy.b] && story_of[copy.a] != TreeNode::none)
      of_story[story_of[copy.a]].push_back(&copy);
  }
  std::vector<TreeNode> out;
  for (uint32_t s = 0; s < stories.size(); ++s) {
    StoryTree tree(reports, s);
    for (const Copy* copy : of_story[s]) tree.add(*copy);
    tree.write(out);
  }
  return out;
}

}  // namespace fairwitness
