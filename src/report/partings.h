// Merges that a person takes back: what shall not be one, whatever the evidence says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "report/report.h"

namespace fairwitness {

struct Parting {
  enum class Kind : uint8_t {
    story,   // two reports, by id, that tell of two events
    origin,  // two reports, by id, that are two independent lines of reporting
    name,    // two names, as records tell them, of two people or bodies
  };
  Kind kind = Kind::story;
  std::string a, b;  // a < b
  std::string why;   // for people; may be ""
};
std::string_view name_of(Parting::Kind kind);

class Partings {
 public:
  Partings() = default;
  explicit Partings(std::vector<Parting> all);  // in any order; of equal ones the last is kept

  bool empty() const { return all_.empty(); }
  const std::vector<Parting>& all() const { return all_; }  // sorted by kind, a, b
  // Names are compared without regard to case. Null: nothing parts them.
  const Parting* find(Parting::Kind kind, std::string_view a, std::string_view b) const;
  // Indices of reports that are to be kept apart, where both are among these; a < b, sorted.
  std::vector<std::pair<uint32_t, uint32_t>> among(Parting::Kind kind, const std::vector<const Report*>& reports) const;

 private:
  std::vector<Parting> all_;
};

// Reads a file of partings: lines of kind, a, b and why, parted by tabs; empty lines, lines from '#' on and a first
// line "kind a b why" tell nothing. `file` is for messages. Error: partings_malformed, with the line.
Result<Partings> parse_partings(std::string_view text, const std::string& file);

}  // namespace fairwitness
