#include <string>
#include <string_view>

#include "base/base.h"
#include "intake/charset.h"
#include "intake/encodings.h"

namespace fairwitness {
namespace {

// One place: `length` bytes of the text stand for the UTF-8 sequence `meant`.
struct Place {
  size_t length = 0;
  char meant[4] = {};
  size_t meant_length = 0;
};

// What UTF-8 looks like once it was read as windows-1252: the letters of a lead byte (U+00C2 to U+00F4), then those of
// its trail bytes.
Place place_at(std::string_view text, size_t at) {
  Place place;
  size_t next = at;
  char32_t lead = next_code_point(text, next);
  size_t wanted = lead >= 0xC2 && lead <= 0xDF   ? 2
                  : lead >= 0xE0 && lead <= 0xEF ? 3
                  : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                 : 0;
  if (wanted == 0) return {};
  place.meant[place.meant_length++] = static_cast<char>(lead);
  while (place.meant_length < wanted) {
    if (next >= text.size() || static_cast<unsigned char>(text[next]) < 0x80) return {};
    int trail = windows_1252_byte(next_code_point(text, next));
    if (trail < 0x80 || trail > 0xBF) return {};
    place.meant[place.meant_length++] = static_cast<char>(trail);
  }
  if (!is_utf8({place.meant, place.meant_length})) return {};
  place.length = next - at;
  return place;
}

// All lead letters are written with the lead byte C3 in UTF-8, but U+00C2, which follows C3 too (C3 82).
size_t next_lead(std::string_view text, size_t at) { return text.find('\xC3', at); }

struct Count {
  size_t pairs = 0;  // places of two letters: "Ã©"
  size_t longer = 0;
  size_t sound = 0;  // letters of the same kind that stand for themselves
  size_t first = 0;
};

Count count_places(std::string_view text) {
  Count count;
  for (size_t at = next_lead(text, 0); at != text.npos; at = next_lead(text, at)) {
    Place place = place_at(text, at);
    if (place.length == 0) {
      ++count.sound;
      at += 2;
      continue;
    }
    if (count.pairs + count.longer == 0) count.first = at;
    ++(place.meant_length == 2 ? count.pairs : count.longer);
    at += place.length;
  }
  return count;
}

}  // namespace

// Three or four such letters in a row mean nothing in any language. Two could stand for themselves once ("Â°"), so they
// are touched only beside longer ones, or when there are several and no sound letter speaks against it.
size_t repair_mojibake(std::string& text, size_t& first) {
  Count count = count_places(text);
  bool repair_pairs = count.longer > 0 || (count.pairs >= 2 && count.pairs > 4 * count.sound);
  if (count.longer == 0 && !repair_pairs) return 0;
  std::string out;
  out.reserve(text.size());
  size_t copied = 0, repaired = 0;
  for (size_t at = next_lead(text, 0); at != text.npos; at = next_lead(text, at)) {
    Place place = place_at(text, at);
    if (place.length == 0 || (place.meant_length == 2 && !repair_pairs)) {
      at += 2;
      continue;
    }
    out.append(text, copied, at - copied);
    if (repaired++ == 0) first = out.size();
    out.append(place.meant, place.meant_length);
    at += place.length;
    copied = at;
  }
  out.append(text, copied);
  text = std::move(out);
  return repaired;
}

}  // namespace fairwitness
