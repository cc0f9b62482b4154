// Charts as inline SVG, each with its table behind it. Nothing is told by colour alone.
#pragma once

#include <string>
#include <vector>

#include "account/account.h"

namespace fairwitness {

// One entry's readings as bars on one scale: a dot is an exact number, a bar what a bound allows, an arrow where it is
// open.
// "" when fewer than two readings carry a number.
std::string figure_chart(const Findings& findings, const Entry& entry, const std::string& id);

// Days it happened on (across) against days it was reported on (down). "" when no item has a day.
std::string timeline_chart(const Findings& findings, const std::vector<const TimelineItem*>& items,
                           const std::string& id);

// Origins and the reports that carry them; arrows from the one whose words were taken to the one that carries them.
std::string copy_chart(const Findings& findings, uint32_t story, const std::string& id);

}  // namespace fairwitness
