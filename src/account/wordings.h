// Two wordings of one utterance, set against each other word by word.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace fairwitness {

// Both texts with braces around the runs of words that the other does not have in this order ("this ship {should never
// have left}"). Texts of more than 400 words come back as they are.
std::pair<std::string, std::string> marked_wordings(std::string_view a, std::string_view b);

}  // namespace fairwitness
