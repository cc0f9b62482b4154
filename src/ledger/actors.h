// Who is who across the reports of a story, as far as names alone can tell: people by surname and first letter,
// countries by their code, bodies by their name.
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"

namespace fairwitness {

// A key that two mentions of one actor share: "p:lavrov", "c:RU", "o:united nations". "" when there is nothing to go
// by.
std::string actor_key(const Report& report, uint32_t entity, std::string_view words);

// Could two people with one surname be one? First names decide where both are told ("Sergei", "Sergey": yes; "Ann",
// "Bob": no).
bool same_first_name(std::string_view a, std::string_view b);

}  // namespace fairwitness
