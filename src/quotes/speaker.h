// Who a source is: an entity of the report, the words of a description, or unknown.
#pragma once

#include <string>

#include "quotes/frames.h"

namespace fairwitness {

struct Speaker {
  std::string name;  // "" unknown
  uint32_t entity = no_entity;
  bool pronoun = false;  // the source is a pronoun that the names room could not resolve: the context may tell
  bool plural = false;
};

class Speakers {
 public:
  Speakers(const Article& article, const Names& names, const SpeechUnits& units)
      : text_(article.text), names_(names), units_(units) {}
  Speaker of(Range source) const;
  // A body that passes on other people's words: an agency, a newspaper, "state media".
  bool is_media(Range source) const;
  // The phrase without a comma or a bracket at its edges, white space made plain.
  std::string words_of(Range range) const;

 private:
  uint32_t head_of(Range source) const;
  std::string text_of(uint32_t first, uint32_t end) const;
  std::string_view text_;
  const Names& names_;
  const SpeechUnits& units_;
};

}  // namespace fairwitness
