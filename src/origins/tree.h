// Who copied from whom, as a tree: each report that shares text by copying hangs under the one it took most from, and
// under a source that nobody here has seen where that is what its passages tell.
#pragma once

#include <string>
#include <vector>

#include "copies/copies.h"
#include "report/report.h"
#include "stories/stories.h"

namespace fairwitness {

struct TreeNode {
  static constexpr uint32_t none = UINT32_MAX;
  uint32_t story = 0;                // index into the stories
  uint32_t report = none;            // index into the reports; none: a source that is not among them
  std::string name;                  // the outlet, or the report's id where it has none; the unseen agency
  uint32_t parent = none;            // index into the nodes
  double share = 0;                  // of this report's text, what it has from its parent
  std::vector<std::string> because;  // the evidence of the direction, as the copies tell it
  std::vector<uint32_t> undecided;   // reports that share text with it, nothing telling who has it from whom
};

// The nodes of all stories, story by story, a parent before its children, children by the size of their share. Reports
// that copy nothing and are copied by none have no node; one whose copies tell no direction hangs under nothing. Linear
// in the copies but for sorting.
std::vector<TreeNode> copy_tree(const std::vector<const Report*>& reports, const std::vector<Copy>& copies,
                                const std::vector<Story>& stories);

// "unseen:Northwire", or the report's id.
std::string node_id(const TreeNode& node, const std::vector<const Report*>& reports);

}  // namespace fairwitness
