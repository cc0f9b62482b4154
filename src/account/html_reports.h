// The reports of a story as they stand on the page, with every cited passage marked, so that a number can lead there.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "account/account.h"

namespace fairwitness {

// Numbers passages in the order they are cited; one passage has one number on the page.
class PassageNumbers {
 public:
  size_t of(const Passage& passage);
  // (number, span) of a report, by begin.
  std::vector<std::pair<size_t, Span>> in(uint32_t report) const;

 private:
  std::map<std::tuple<uint32_t, uint32_t, uint32_t>, size_t> numbers_;
};

// <article> of one report; passages become <mark id="pN" data-p="N M">. Passages may overlap: a mark carries all
// numbers that hold there, and each number's id stands where its passage begins.
std::string report_html(const Report& report, size_t number, const std::vector<std::pair<size_t, Span>>& passages);

// An id for a report on the page: "r3".
std::string report_anchor(size_t number);

}  // namespace fairwitness
