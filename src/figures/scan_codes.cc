// Numbers that name or number something and count nothing.
#include "figures/scan.h"

namespace fairwitness {

// Does the number name something: "Highway 35", "No. 5", "A380", "#7", "Boeing 777", "Region 8 News"?
bool FigureScanner::named(At at) const {
  if (at == 0 || !same_line(at - 1, at)) return false;
  if (!digits(at)) return static_cast<bool>(find(at - 1, WordKind::skip)) && pieces_[at - 1].capital;
  const Piece& before = pieces_[at - 1];
  if (tight(at)) {
    if (before.shape == Shape::word) return true;
    if (before.shape == Shape::digits) return false;
    char m = before.mark;
    if (m == '#' || m == '@' || m == '/' || m == '_' || m == '\\' || m == '&') return true;
    if (m == '-' && at > 1 && tight(at - 1) && (pieces_[at - 2].shape == Shape::word) &&
        !find(at - 2, WordKind::unit_number))
      return true;
    if (m == '.' && at > 1 && tight(at - 1) && pieces_[at - 2].shape != Shape::mark) return true;
    if (m == ':' && at > 1 && tight(at - 1) && digits(at - 2)) return true;
  }
  if (mark(at - 1, '.') && at > 1 &&
      (word(at - 2, "no") || word(at - 2, "nos") || word(at - 2, "nrs") || word(at - 2, "vol")))
    return true;
  if (find(at - 1, WordKind::skip) && (before.capital || word(at - 1, "no") || word(at - 1, "page") ||
                                       word(at - 1, "number") || word(at - 1, "chapter")))
    return !word(at - 1, "call") && !word(at - 1, "number");
  return false;
}

// Telephone numbers, scores, versions, addresses of houses, list numbers, fractions of a date.
bool FigureScanner::code(const RawFigure& figure) const {
  if (figure.vague || figure.money || figure.unit == "ordinal" || !digits(figure.number_first)) return false;
  At first = figure.number_first, end = figure.number_end;
  auto glued = [&](At at, bool behind) {
    if (!have(at) || (behind && !tight(at))) return false;
    char m = pieces_[at].mark;
    if (!(m == '-' || m == '=' || m == '.' || m == ':' || m == '/')) return false;
    return behind ? digits(at + 1) && tight(at + 1) : at > 0 && digits(at - 1) && tight(at) && tight(at + 1);
  };
  if (figure.end == end && glued(end, true)) return true;
  if (first > 0 && glued(first - 1, false)) return true;
  if (figure.unit.empty() && have(end) && tight(end) && pieces_[end].shape == Shape::word && !figure.hyphen_noun &&
      !figure.age && !word(end, "x"))
    return true;                                                                            // 4x4, 5th, 3a
  if (first > 0 && mark(first - 1, '(') && mark(end, ')') && digits(end + 1)) return true;  // (209) 555-0123
  if (auto service = find(end, WordKind::service))                                          // "911 callers"
    if (service.phrase->value.find(pieces_[first].span.of(text_)) != std::string_view::npos &&
        pieces_[first].span.size() == 3)
      return true;
  // "1." and "2)" at the head of a line number a list.
  bool head = first == 0 || pieces_[first - 1].line != pieces_[first].line;
  if (head &&
      (mark(end, ')') || (mark(end, '.') && have(end + 1) && same_line(first, end + 1) && figure.end == end &&
                          figure.best && *figure.best < 100)) &&
      same_line(first, end))
    return true;
  if (word(end, "block") || (mark(end, '-') && word(end + 1, "block"))) return true;
  // "4610 West Keiser St.": a house number before a name that ends as streets do.
  if (have(end) && pieces_[end].capital && same_line(first, end) && figure.unit.empty())
    for (At i = end; i < end + 4 && same_line(first, i); ++i) {
      if (find(i, WordKind::stop_noun)) return true;
      if (!pieces_[i].capital) break;
    }
  return false;
}

}  // namespace fairwitness
