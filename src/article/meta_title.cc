#include "article/meta_title.h"

#include <algorithm>
#include <array>

#include "article/meta_words.h"

namespace fairwitness {
namespace {

constexpr std::string_view separators[] = {
    " | ", " - ", " – ", " — ",  " · ", " • ", " » ", " « ", " :: ", " / ", " > ", " ‹ ", " › ", "|",
    " ~ ", ": ",  " @ ", " -- ", "－",  "｜",  " : ", "：",  " – ",  " ⋆ ", " ▷ ", " · ", " * "};

// May a separator begin with these two bytes? Most blanks stand before a letter, which none of them has there.
bool may_separate(char first, char second) {
  static constexpr auto firsts = [] {
    std::array<bool, 256> set{};
    for (std::string_view separator : separators) set[static_cast<unsigned char>(separator[0])] = true;
    return set;
  }();
  static constexpr auto behind_blank = [] {
    std::array<bool, 256> set{};
    for (std::string_view separator : separators)
      if (separator[0] == ' ') set[static_cast<unsigned char>(separator[1])] = true;
    return set;
  }();
  return firsts[static_cast<unsigned char>(first)] &&
         (first != ' ' || behind_blank[static_cast<unsigned char>(second)]);
}

// The site's names, each as its letters.
std::vector<std::string> names_of(const std::vector<std::string>& sites) {
  std::vector<std::string> names;
  for (const std::string& site : sites)
    if (std::string letters = letters_of(site); !letters.empty()) names.push_back(std::move(letters));
  return names;
}

// Is the segment one of the site's names, or such a name with a little beside it ("Example - News and Views")?
bool is_site(std::string_view segment, const std::vector<std::string>& names) {
  std::string letters = letters_of(segment);
  if (letters.empty()) return true;
  for (const std::string& name : names) {
    if (letters == name || letters == "the" + name || name == "the" + letters) return true;
    // "example" and "examplecom"; "Example News" and "example"
    size_t shorter = std::min(letters.size(), name.size()), longer = std::max(letters.size(), name.size());
    bool one_holds_other =
        letters.starts_with(name) || name.starts_with(letters) || letters.ends_with(name) || name.ends_with(letters);
    if (shorter >= 3 && one_holds_other && longer <= shorter * 2 + 6) return true;
  }
  return false;
}

// Is the segment exactly one of the site's names?
bool is_name(std::string_view segment, const std::vector<std::string>& names) {
  std::string letters = letters_of(segment);
  return letters.size() >= 3 && std::find(names.begin(), names.end(), letters) != names.end();
}

struct Cut {
  size_t head_end = 0, tail_begin = 0;  // text before and behind the separator
};

// Separators of a title, in text order.
std::vector<Cut> cuts_of(std::string_view title) {
  std::vector<Cut> cuts;
  for (size_t at = 1; at < title.size(); ++at) {
    if (!may_separate(title[at], at + 1 < title.size() ? title[at + 1] : '\0')) continue;
    for (std::string_view separator : separators)
      if (title.substr(at).starts_with(separator)) {
        cuts.push_back({at, at + separator.size()});
        break;
      }
  }
  return cuts;
}

std::string without_names(std::string_view title, const std::vector<std::string>& names) {
  std::string_view kept = trim(title);
  for (int round = 0; round < 4; ++round) {
    std::string_view before = kept;
    auto cuts = cuts_of(kept);
    if (cuts.empty()) break;
    // The last segment, or the last few together ("News - Example"), are the site's.
    for (size_t i = 0; i < cuts.size(); ++i) {
      std::string_view tail = kept.substr(cuts[i].tail_begin);
      if (is_site(tail, names) && !letters_of(kept.substr(0, cuts[i].head_end)).empty()) {
        kept = trim(kept.substr(0, cuts[i].head_end));
        break;
      }
    }
    if (kept != before) continue;
    // "Headline * Site * by Somebody": what stands behind the site's name is the site's too.
    for (size_t i = 0; i + 1 < cuts.size(); ++i) {
      std::string_view middle = kept.substr(cuts[i].tail_begin, cuts[i + 1].head_end - cuts[i].tail_begin);
      if (!is_name(middle, names) || split_words(kept.substr(0, cuts[i].head_end)).size() < 3) continue;
      kept = trim(kept.substr(0, cuts[i].head_end));
      break;
    }
    if (kept != before) continue;
    std::string_view head = kept.substr(0, cuts.front().head_end);
    if (is_site(head, names) && split_words(head).size() <= 4) kept = trim(kept.substr(cuts.front().tail_begin));
    if (kept == before) break;
  }
  return std::string(kept.empty() ? trim(title) : kept);
}

}  // namespace

std::string without_site(std::string_view title, const std::vector<std::string>& sites) {
  return without_names(title, names_of(sites));
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

namespace {

// The group's wording: of texts that differ in marks and case alone, the one that stands where readers or sharers see
// it.
size_t seen_first(const Headline& one) {
  if (one.from.starts_with("jsonld:")) return 0;
  if (one.from == "meta:og:title") return 1;
  if (one.from == "html:h1") return 2;
  return one.from == "html:title" ? 5 : 4;
}

}  // namespace

std::string without_tail(std::string_view title) {
  auto cuts = cuts_of(title);
  if (cuts.empty()) return std::string(title);
  const Cut& last = cuts.back();
  std::string_view mark = trim(title.substr(last.head_end, last.tail_begin - last.head_end));
  std::string_view head = trim(title.substr(0, last.head_end)), tail = trim(title.substr(last.tail_begin));
  size_t head_words = split_words(head).size(), tail_words = split_words(tail).size();
  bool bar = mark == "|" || mark == "»" || mark == "::" || mark == "«";
  bool dash = mark == "-" || mark == "–" || mark == "—" || mark == "·" || mark == "•";
  if ((bar && head_words >= 2) || (dash && head_words >= 4 && tail_words <= 3 && starts_upper(tail)))
    return std::string(head);
  return std::string(title);
}

Sourced choose_headline(std::vector<Headline> candidates, const std::vector<std::string>& sites) {
  struct Group {
    std::string letters;
    std::vector<Headline> members;
    double votes = 0;
  };
  const std::vector<std::string> names = names_of(sites);
  std::vector<Group> groups;
  size_t taken = 0;
  for (Headline& one : candidates) {
    std::string value = without_names(tidy(one.value), names);
    if (value.empty() || is_site(value, names) || ++taken > 40) continue;
    std::string key = letters_of(value);
    if (key.empty()) continue;
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.letters == key; });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{std::move(key), {}, 0});
    bool again = std::any_of(group->members.begin(), group->members.end(),
                             [&](const Headline& m) { return m.from == one.from; });
    if (!again) group->votes += one.weight;
    group->members.push_back({std::move(value), std::move(one.from), one.weight});
  }
  std::vector<double> own;
  for (const Group& group : groups) own.push_back(group.votes);
  for (size_t i = 0; i < groups.size(); ++i)
    for (size_t k = 0; k < groups.size(); ++k)
      // A title that begins with this one backs it a little: affixes that were not known stand behind it.
      if (i != k && groups[i].letters.size() >= 10 && groups[k].letters.starts_with(groups[i].letters))
        groups[i].votes += own[k] * 0.3;
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.votes > b.votes; });
  Sourced out;
  for (Group& group : groups) {
    auto best = std::min_element(group.members.begin(), group.members.end(),
                                 [](const Headline& a, const Headline& b) { return seen_first(a) < seen_first(b); });
    if (!out.value.empty()) {
      if (out.others.size() < 10) out.others.emplace_back(best->value, best->from);
      continue;
    }
    // What only the title element or a share card says may still carry a site's name that nothing else told.
    bool seen = std::any_of(group.members.begin(), group.members.end(), [](const Headline& m) {
      return m.from == "html:h1" || m.from.starts_with("jsonld:") || m.from.starts_with("micro");
    });
    out.value = seen ? best->value : without_tail(best->value);
    out.from = best->from;
  }
  return out;
}

}  // namespace fairwitness
