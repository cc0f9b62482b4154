#include "quotes/outline.h"

#include "quotes/frames.h"

namespace fairwitness {

uint8_t outline_of(const SpeechUnit& unit) {
  if (unit.clause) return 1;
  if (unit.role == Role::that) return 2;
  if (is_finite(unit.tag)) return 3;
  if (is_noun(unit.tag)) return 4;
  switch (unit.tag) {
    case Penn::PRP:
      return 5;
    case Penn::DT:
    case Penn::PDT:
    case Penn::JJ:
    case Penn::JJR:
    case Penn::JJS:
    case Penn::CD:
    case Penn::PRPS:
    case Penn::POS:
    case Penn::DOLLAR:
    case Penn::HYPH:
      return 4;
    case Penn::VB:
      return 6;
    case Penn::VBG:
      return 7;
    case Penn::VBN:
      return 8;
    case Penn::IN:
      return 9;
    case Penn::TO:
      return 10;
    case Penn::CC:
      return 11;
    case Penn::WDT:
    case Penn::WP:
    case Penn::WPS:
    case Penn::WRB:
      return 12;
    case Penn::COMMA:
      return 13;
    case Penn::COLON:
      return 14;
    case Penn::STOP:
      return 15;
    case Penn::LRB:
    case Penn::RRB:
      return 16;
    case Penn::OPEN_QUOTE:
    case Penn::CLOSE_QUOTE:
      return 17;
    default:
      return 0;
  }
}

}  // namespace fairwitness
