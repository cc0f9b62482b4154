#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "base/base.h"
#include "intake/charset.h"
#include "intake/encodings.h"

namespace fairwitness {
namespace {

constexpr size_t sample_bytes = 64 << 10;
constexpr int least_confidence = 25;  // of 100, by ICU's own measure

// UTF-16 without a mark: in the scripts that news is written in, one byte of two is often zero.
std::string_view detect_utf16(std::string_view sample) {
  size_t zeros[2] = {0, 0};
  for (size_t at = 0; at < sample.size(); ++at) zeros[at % 2] += sample[at] == '\0';
  size_t pairs = sample.size() / 2;
  if (pairs < 2) return {};
  if (zeros[1] * 10 >= pairs * 4 && zeros[0] * 20 <= pairs) return "UTF-16LE";
  if (zeros[0] * 10 >= pairs * 4 && zeros[1] * 20 <= pairs) return "UTF-16BE";
  return {};
}

// UTF-8 with a few broken places is still UTF-8.
bool nearly_utf8(std::string_view sample) {
  size_t good = 0, bad = 0;
  for (size_t at = 0; at < sample.size();) {
    if (static_cast<unsigned char>(sample[at]) < 0x80) {
      ++at;
      continue;
    }
    size_t before = at;
    next_code_point(sample, at);
    (at - before > 1 ? good : bad) += 1;
  }
  return good >= 4 && good >= 8 * bad;
}

// Is all that lies outside ASCII the punctuation and the accents of Western typing? Such bytes are few in English text,
// and a statistical guess on a handful of them is worth less than the default.
bool western(std::string_view sample) {
  static constexpr std::string_view typing =
      "\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xA3\xA7\xA9\xAB\xAE\xB0\xB7\xBB\xBD\xC9\xD6\xDC\xDF\xE0\xE1\xE2\xE4"
      "\xE7\xE8\xE9"
      "\xEA\xEB\xED\xEE\xEF\xF1\xF3\xF4\xF6\xF8\xFA\xFB\xFC";
  size_t high = 0, typical = 0, pairs = 0;
  for (size_t at = 0; at < sample.size(); ++at) {
    if (static_cast<unsigned char>(sample[at]) < 0x80) continue;
    ++high;
    typical += typing.find(sample[at]) != typing.npos;
    pairs += at > 0 && static_cast<unsigned char>(sample[at - 1]) >= 0x80;
  }
  return high > 0 && typical * 20 >= high * 19 && pairs * 5 <= high;
}

}  // namespace

std::string_view detect_encoding(std::string_view bytes, bool markup) {
  std::string_view sample = bytes.substr(0, sample_bytes);
  if (auto encoding = detect_utf16(sample); !encoding.empty()) return encoding;
  if (nearly_utf8(sample)) return "UTF-8";
  if (western(sample)) return "windows-1252";
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  ucsdet_enableInputFilter(detector.get(), markup);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return {};
  for (int32_t i = 0; i < count; ++i) {
    if (ucsdet_getConfidence(matches[i], &status) < least_confidence) break;
    std::string_view name = ucsdet_getName(matches[i], &status);
    // That it is no UTF-8 is known already, and without zeros it is no UTF-16.
    if (name.starts_with("UTF-")) continue;
    auto encoding = encoding_of_label(name);
    if (encoding.empty() || encoding == "replacement") continue;
    return encoding;
  }
  return {};
}

}  // namespace fairwitness
