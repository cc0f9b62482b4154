#include "figures/figures.h"

namespace fairwitness {

std::string_view name_of(Bound value) {
  switch (value) {
    case Bound::exact:
      return "exact";
    case Bound::about:
      return "about";
    case Bound::at_least:
      return "at_least";
    case Bound::at_most:
      return "at_most";
    case Bound::more_than:
      return "more_than";
    case Bound::less_than:
      return "less_than";
    case Bound::nearly:
      return "nearly";
    case Bound::range:
      return "range";
    case Bound::change:
      return "change";
    case Bound::vague:
      return "vague";
  }
  return "";
}

std::string_view name_of(FigureOf value) {
  switch (value) {
    case FigureOf::unknown:
      return "";
    case FigureOf::total:
      return "total";
    case FigureOf::increment:
      return "increment";
    case FigureOf::subset:
      return "subset";
    case FigureOf::rate:
      return "rate";
  }
  return "";
}

struct FigureRules::State {};
FigureRules::FigureRules(const Rules&) : state_(std::make_unique<State>()) {}
FigureRules::~FigureRules() = default;

std::vector<Figure> find_figures(const Article&, const Words&, const Names&, const std::vector<Quote>&,
                                 const std::vector<Time>&, const FigureRules&) {
  return {};
}

}  // namespace fairwitness
