#include "article/meta_title.h"

#include <algorithm>

#include "article/meta_words.h"

namespace fairwitness {
namespace {

constexpr std::string_view separators[] = {" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", " > ", " ‹ ", " › ", "|", " ~ ", ": ", " @ ", " -- ", "－", "｜", " : ", "：", " – ", " ⋆ ", " ▷ ", " · "};

// Is the segment one of the site's names, or such a name with a little beside it ("Example - News and Views")?
bool is_site(std::string_view segment, const std::vector<std::string>& sites) {
  std::string letters = letters_of(segment);
  if (letters.empty()) return true;
  for (const std::string& site : sites) {
    std::string name = letters_of(site);
    if (name.empty()) continue;
    if (letters == name || letters == "the" + name || name == "the" + letters) return true;
    // "example" and "examplecom"; "Example News" and "example"
    size_t shorter = std::min(letters.size(), name.size()), longer = std::max(letters.size(), name.size());
    bool one_holds_other = letters.starts_with(name) || name.starts_with(letters) || letters.ends_with(name) || name.ends_with(letters);
    if (shorter >= 3 && one_holds_other && longer <= shorter * 2 + 6) return true;
  }
  return false;
}

struct Cut {
  size_t head_end = 0, tail_begin = 0;  // text before and behind the separator
};

// Separators of a title, in text order.
std::vector<Cut> cuts_of(std::string_view title) {
  std::vector<Cut> cuts;
  for (size_t at = 1; at < title.size(); ++at)
    for (std::string_view separator : separators)
      if (title.substr(at).starts_with(separator)) {
        cuts.push_back({at, at + separator.size()});
        break;
      }
  return cuts;
}

}  // namespace

std::string without_site(std::string_view title, const std::vector<std::string>& sites) {
  std::string_view kept = trim(title);
  for (int round = 0; round < 4; ++round) {
    std::string_view before = kept;
    auto cuts = cuts_of(kept);
    if (cuts.empty()) break;
    // The last segment, or the last few together ("News - Example"), are the site's.
    for (size_t i = 0; i < cuts.size(); ++i) {
      std::string_view tail = kept.substr(cuts[i].tail_begin);
      if (is_site(tail, sites) && !letters_of(kept.substr(0, cuts[i].head_end)).empty()) {
        kept = trim(kept.substr(0, cuts[i].head_end));
        break;
      }
    }
    if (kept != before) continue;
    std::string_view head = kept.substr(0, cuts.front().head_end);
    if (is_site(head, sites) && split_words(head).size() <= 4) kept = trim(kept.substr(cuts.front().tail_begin));
    if (kept == before) break;
  }
  return std::string(kept.empty() ? trim(title) : kept);
}

std::string site_in_title(std::string_view title_element, std::string_view headline) {
  std::string wanted = letters_of(headline);
  if (wanted.empty()) return {};
  for (const Cut& cut : cuts_of(title_element)) {
    std::string_view head = title_element.substr(0, cut.head_end), tail = title_element.substr(cut.tail_begin);
    if (letters_of(head) == wanted) {
      // "Headline | Section | Site": the last segment is the site.
      auto rest = cuts_of(tail);
      return std::string(trim(rest.empty() ? tail : tail.substr(rest.back().tail_begin)));
    }
    if (letters_of(tail) == wanted) return std::string(trim(head));
  }
  return {};
}

Sourced choose_headline(std::vector<Headline> candidates, const std::vector<std::string>& sites) {
  Sourced out;
  std::vector<std::string> letters;
  std::vector<Headline> kept;
  for (Headline& one : candidates) {
    std::string value = without_site(tidy(one.value), sites);
    if (value.empty() || is_site(value, sites)) continue;
    std::string key = letters_of(value);
    if (key.empty() || kept.size() >= 40) continue;
    letters.push_back(std::move(key));
    kept.push_back({std::move(value), std::move(one.from), one.weight});
  }
  std::vector<double> votes(kept.size());
  for (size_t i = 0; i < kept.size(); ++i) {
    votes[i] = kept[i].weight;
    for (size_t k = 0; k < kept.size(); ++k) {
      if (i == k || kept[k].from == kept[i].from) continue;
      if (letters[i] == letters[k]) votes[i] += kept[k].weight;
      // A title that begins with this one backs it a little: affixes that were not known stand behind it.
      else if (letters[i].size() >= 10 && letters[k].starts_with(letters[i])) votes[i] += kept[k].weight * 0.4;
    }
  }
  std::vector<size_t> order(kept.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return votes[a] > votes[b]; });
  for (size_t i : order) {
    if (out.value.empty()) out.value = kept[i].value, out.from = kept[i].from;
    else if (out.value != kept[i].value && out.others.size() < 10) out.others.emplace_back(kept[i].value, kept[i].from);
  }
  return out;
}

}  // namespace fairwitness
