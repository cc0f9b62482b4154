#include "report/partings.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace fairwitness {
namespace {

constexpr std::string_view kinds[] = {"story", "origin", "name"};
constexpr std::string_view head = "kind\ta\tb\twhy";

std::string small(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

auto key_of(const Parting& one) { return std::tie(one.kind, one.a, one.b); }

// The cells of a line; "" beyond its end.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> out;
  for (;;) {
    const size_t tab = line.find('\t');
    std::string_view cell = line.substr(0, tab);
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    out.emplace_back(cell);
    if (tab == line.npos) return out;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

std::string_view name_of(Parting::Kind kind) { return kinds[static_cast<size_t>(kind)]; }

Partings::Partings(std::vector<Parting> all) {
  for (Parting& one : all) {
    if (one.kind == Parting::Kind::name) one.a = small(one.a), one.b = small(one.b);
    if (one.b < one.a) std::swap(one.a, one.b);
  }
  std::stable_sort(all.begin(), all.end(), [](const Parting& x, const Parting& y) { return key_of(x) < key_of(y); });
  for (Parting& one : all) {
    if (one.a == one.b) continue;
    if (!all_.empty() && key_of(all_.back()) == key_of(one))
      all_.back() = std::move(one);
    else
      all_.push_back(std::move(one));
  }
}

const Parting* Partings::find(Parting::Kind kind, std::string_view a, std::string_view b) const {
  if (all_.empty()) return nullptr;
  Parting wanted{kind, std::string(a), std::string(b), ""};
  if (kind == Parting::Kind::name) wanted.a = small(a), wanted.b = small(b);
  if (wanted.b < wanted.a) std::swap(wanted.a, wanted.b);
  auto found = std::lower_bound(all_.begin(), all_.end(), wanted,
                                [](const Parting& x, const Parting& y) { return key_of(x) < key_of(y); });
  return found != all_.end() && key_of(*found) == key_of(wanted) ? &*found : nullptr;
}

std::vector<std::pair<uint32_t, uint32_t>> Partings::among(Parting::Kind kind,
                                                           const std::vector<const Report*>& reports) const {
  std::vector<std::pair<uint32_t, uint32_t>> out;
  const auto [first, last] = std::equal_range(all_.begin(), all_.end(), Parting{kind, "", "", ""},
                                              [](const Parting& x, const Parting& y) { return x.kind < y.kind; });
  if (first == last) return out;
  std::map<std::string_view, uint32_t> places;
  for (uint32_t i = 0; i < reports.size(); ++i) places.emplace(reports[i]->id, i);
  for (const auto& [id, place] : places) {
    auto from = std::lower_bound(first, last, id, [](const Parting& one, std::string_view a) { return one.a < a; });
    for (; from != last && from->a == id; ++from)
      if (auto other = places.find(from->b); other != places.end())
        out.emplace_back(std::min(place, other->second), std::max(place, other->second));
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<Partings> parse_partings(std::string_view text, const std::string& file) {
  std::vector<Parting> all;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (size_t line_number = 1; !text.empty(); ++line_number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#' || line == head) continue;
    std::vector<std::string> cells = cells_of(line);
    cells.resize(std::max<size_t>(cells.size(), 4));
    auto kind = std::find(std::begin(kinds), std::end(kinds), cells[0]);
    const std::string place = file + ", line " + std::to_string(line_number) + ": ";
    if (kind == std::end(kinds))
      return Error{"partings_malformed", place + "the first column must be story, origin or name, not '" + cells[0] +
                                             "'. Columns are parted by tabs: kind, a, b, why"};
    if (cells[1].empty() || cells[2].empty() || cells[1] == cells[2])
      return Error{"partings_malformed", place + "two different things must stand in the second and third column"};
    all.push_back({static_cast<Parting::Kind>(kind - std::begin(kinds)), cells[1], cells[2], cells[3]});
  }
  return Partings(std::move(all));
}

}  // namespace fairwitness
