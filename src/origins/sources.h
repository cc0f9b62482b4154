// Is it the same source? "the United Nations", "U.N." and "UN" are; two groups of unnamed witnesses are not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace fairwitness {

// A source as a passage names it, with everything else its report calls it.
class SourceName {
 public:
  SourceName() = default;
  // `name` as written, or as the entity's name; the report's entities give its other names.
  SourceName(std::string_view name, const Report& report);

  bool known() const { return !forms_.empty(); }
  bool same_as(const SourceName& other) const;

 private:
  // One name: its words in small letters, and the first letters of a name of several words.
  struct Form {
    std::vector<std::string> words;
    std::string initials;
    bool proper = false;  // has a capital letter
  };
  static Form form_of(std::string_view name);
  static bool equal(std::string_view other, std::string_view name, const Form& form);
  static bool abbreviates(const Form& x, const Form& y);
  static bool same(const Form& x, const Form& y);

  std::vector<Form> forms_;
};

}  // namespace fairwitness
