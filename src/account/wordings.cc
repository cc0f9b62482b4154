#include "account/wordings.h"

#include <algorithm>
#include <vector>

#include "ledger/scan.h"

namespace fairwitness {
namespace {

// Which words of a and b belong to their longest common sequence.
void align(const std::vector<Word>& a, const std::vector<Word>& b, std::vector<bool>& in_a, std::vector<bool>& in_b) {
  std::vector<std::vector<uint16_t>> length(a.size() + 1, std::vector<uint16_t>(b.size() + 1));
  for (size_t i = a.size(); i-- > 0;)
    for (size_t j = b.size(); j-- > 0;)
      length[i][j] = a[i].text == b[j].text ? static_cast<uint16_t>(length[i + 1][j + 1] + 1)
                                            : std::max(length[i + 1][j], length[i][j + 1]);
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].text == b[j].text) {
      in_a[i++] = true;
      in_b[j++] = true;
    } else if (length[i + 1][j] >= length[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

std::string braced(std::string_view text, const std::vector<Word>& words, const std::vector<bool>& common) {
  std::string out;
  uint32_t at = 0;
  for (size_t i = 0; i < words.size();) {
    if (common[i]) {
      ++i;
      continue;
    }
    size_t last = i;
    while (last + 1 < words.size() && !common[last + 1]) ++last;
    out += std::string(text.substr(at, words[i].span.begin - at)) + "{" +
           std::string(text.substr(words[i].span.begin, words[last].span.end - words[i].span.begin)) + "}";
    at = words[last].span.end;
    i = last + 1;
  }
  return out + std::string(text.substr(at));
}

}  // namespace

std::pair<std::string, std::string> marked_wordings(std::string_view a, std::string_view b) {
  constexpr size_t cap = 400;
  auto x = scan_words(a, {0, static_cast<uint32_t>(a.size())}), y = scan_words(b, {0, static_cast<uint32_t>(b.size())});
  if (x.size() > cap || y.size() > cap) return {std::string(a), std::string(b)};
  std::vector<bool> in_x(x.size()), in_y(y.size());
  align(x, y, in_x, in_y);
  return {braced(a, x, in_x), braced(b, y, in_y)};
}

}  // namespace fairwitness
