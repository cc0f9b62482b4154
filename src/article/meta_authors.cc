#include "article/meta_authors.h"

#include <algorithm>

#include "base/base.h"

namespace fairwitness {
namespace {

constexpr size_t longest_name = 80;  // bytes
constexpr size_t most_names = 30;

bool is_mark_byte(char c) {
  return static_cast<unsigned char>(c) < 0x80 && !is_word_byte(c) && c != '.' && c != ')' && c != '\'' && c != '"';
}

// Marks at both ends that belong to the layout, not to the name.
std::string_view strip_marks(std::string_view text) {
  static constexpr std::string_view wide[] = {"–", "—", "•", "·", "|", "»", "«", "›",
                                              "©", "●", "▪", "→", "✍", "“", "”", "„"};
  for (bool again = true; again && !text.empty();) {
    again = false;
    text = trim(text);
    if (!text.empty() && is_mark_byte(text.front()) && text.front() != '(') text.remove_prefix(1), again = true;
    if (!text.empty() && is_mark_byte(text.back())) text.remove_suffix(1), again = true;
    for (std::string_view mark : wide) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), again = true;
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), again = true;
    }
  }
  return text;
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

// Without addresses, handles, and what stands in brackets.
std::string without_litter(std::string_view text) {
  std::string out;
  int open = 0;
  for (std::string_view word : split_words(text)) {
    bool address = word.find('@') != word.npos || word.find("://") != word.npos || word.starts_with("www.");
    if (address) {
      // "Jane Doe, jane@example.org": the comma goes with the address.
      continue;
    }
    std::string kept;
    for (char c : word) {
      if (c == '(' || c == '[')
        ++open;
      else if ((c == ')' || c == ']') && open > 0)
        --open;
      else if (open == 0)
        kept += c;
    }
    if (kept.empty()) continue;
    if (!out.empty()) out += ' ';
    out += kept;
  }
  return out;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) &&
         (text.size() == word.size() || !is_word_byte(text[word.size()]) || !is_word_byte(word.back()));
}

// Scripts without capitals begin names too.
bool starts_small(std::string_view text) {
  if (text.empty()) return true;
  size_t at = 0;
  char32_t c = next_code_point(text, at);
  return !is_letter(c) || (is_lower_letter(c));
}

size_t count_words(std::string_view text) { return split_words(text).size(); }

// Cuts a string where one name ends and the next begins.
class NameSplitter {
 public:
  NameSplitter(const BylineWords& words, bool listed) : words_(words), listed_(listed) {}

  std::vector<std::string_view> run(std::string_view text) {
    text_ = text;
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
      size_t width = separator_at(at, begin);
      if (!width) {
        ++at;
        continue;
      }
      parts_.push_back(text.substr(begin, at - begin));
      at += width;
      begin = at;
    }
    parts_.push_back(text.substr(begin));
    return std::move(parts_);
  }

 private:
  // The width of the separator at `at`; 0 where there is none.
  size_t separator_at(size_t at, size_t begin) const {
    std::string_view rest = text_.substr(at);
    char c = rest[0];
    if (c == ',' || c == ';' || c == '|' || c == '\n') return 1;
    if (c == '/' && at > 0 && rest.size() > 1) return 1;
    for (std::string_view wide : {"•", "·", "、", "،", "；", "，", "|"})
      if (rest.starts_with(wide)) return wide.size();
    if (rest.starts_with(" - ") || rest.starts_with(" & ") || rest.starts_with(" + ")) return 3;
    if (rest.starts_with(" – ") || rest.starts_with(" — ")) return 5;
    if (c != ' ') return 0;
    size_t end = rest.find(' ', 1);
    if (end == rest.npos || end < 2) return 0;
    std::string word = folded(rest.substr(1, end - 1));
    if (!words_.separates(word)) return 0;
    std::string_view before = trim(text_.substr(begin, at - begin)), behind = trim(rest.substr(end));
    // "Ortega y Gasset" is one name: one-letter joiners, and all of them in a list of names already parted, need a
    // whole name on both sides. "i" in capitals is an initial.
    bool small = utf8_letters(word) <= 1;
    if (small && is_upper(rest[1])) return 0;
    if ((small || listed_) && (count_words(before) < 2 || count_words(behind) < 2) && word != "and" && word != "und")
      return 0;
    return end + 1;
  }

  static size_t utf8_letters(std::string_view text) {
    size_t n = 0;
    for (size_t at = 0; at < text.size(); ++n) next_code_point(text, at);
    return n;
  }

  const BylineWords& words_;
  bool listed_;
  std::string_view text_;
  std::vector<std::string_view> parts_;
};

}  // namespace

BylineWords::BylineWords(const Rules& rules) {
  for (const std::string& name : rules.names("rules/")) {
    if (!name.ends_with("/byline_words.tsv")) continue;
    const Table& table = rules.table(name.substr(0, name.size() - 4));
    for (size_t row = 0; row < table.rows(); ++row) {
      std::string words = folded(table.cell(row, "words"));
      std::string_view kind = table.cell(row, "kind");
      if (kind == "by") by_.push_back({words, byte_set(words)});
      if (kind == "role") roles_.push_back({words, byte_set(words)});
      if (kind == "desk") desks_.push_back({words, byte_set(words)});
      if (kind == "noise") noise_.push_back({words, byte_set(words)});
      if (kind == "separator") separators_[words] = true;
    }
  }
  for (auto* list : {&by_, &roles_, &desks_, &noise_})
    std::stable_sort(list->begin(), list->end(),
                     [](const Words& a, const Words& b) { return a.words.size() > b.words.size(); });
}

bool BylineWords::holds_any(const List& list, std::string_view folded_text) {
  const uint64_t bytes = byte_set(folded_text);
  for (const Words& one : list)
    if ((one.bytes & ~bytes) == 0 && find_word(folded_text, one.words) != folded_text.npos) return true;
  return false;
}

std::string_view BylineWords::behind_by(std::string_view text, bool* found) const {
  if (found) *found = false;
  for (int round = 0; round < 2; ++round) {
    text = trim(text);
    std::string low = folded(text.substr(0, 60));
    bool taken = false;
    for (const auto& [by, bytes] : by_) {
      if (low.empty() || by.front() != low.front() || !starts_with_word(low, by) || low.size() <= by.size()) continue;
      std::string_view rest = text.substr(by.size());
      // "Von der Leyen" and "Di Maria" are names: what follows must begin a name, after a blank or a colon.
      bool colon = trim(rest).starts_with(':');
      if (colon) rest = trim(rest).substr(1);
      if (!colon && (!rest.starts_with(' ') || starts_small(trim(rest)))) continue;
      if (!colon && is_upper(text[0]) && count_words(text) < 3 && by.size() <= 3 && by != "by" && by != "von" &&
          by != "par" && by != "por")
        continue;
      text = trim(rest);
      taken = true;
      if (found) *found = true;
      break;
    }
    if (!taken) break;
  }
  return text;
}

bool BylineWords::separates(std::string_view word) const { return separators_.contains(word); }

bool BylineWords::is_role(std::string_view part) const { return holds_any(roles_, folded(part)); }

bool BylineWords::is_office_word(std::string_view folded_name) const {
  return std::any_of(desks_.begin(), desks_.end(), [&](const Words& one) { return one.words == folded_name; });
}

std::string_view BylineWords::before_role(std::string_view part) const {
  std::string low = folded(part);
  size_t cut = part.size();
  const uint64_t bytes = byte_set(low);
  for (const Words& role : roles_) {
    if (role.bytes & ~bytes) continue;
    size_t at = find_word(low, role.words);
    if (at != low.npos && at < cut) cut = at;
  }
  // Folding keeps the length of nearly all letters; where it does not, nothing is cut.
  if (low.size() != part.size() || cut == part.size()) return part;
  std::string_view name = trim(part.substr(0, cut));
  return count_words(name) >= 2 ? name : part;
}

bool BylineWords::is_desk(std::string_view name) const {
  if (holds_any(desks_, folded(name))) return true;
  return name.find(' ') == name.npos && (name.find('.') != name.npos && !name.ends_with('.'));
}

bool BylineWords::is_noise(std::string_view part) const { return holds_any(noise_, folded(part)); }

bool looks_like_person(std::string_view name, const BylineWords& words) {
  size_t count = count_words(name);
  return count >= 2 && count <= 5 && starts_upper(name) && !has_digit(name) && !words.is_desk(name) &&
         !words.is_noise(name);
}

std::vector<std::string> names_in_byline(std::string_view raw, const BylineWords& words, bool listed) {
  std::vector<std::string> names;
  if (raw.size() > 2000) return names;
  std::string text = without_litter(plain_of(raw));
  std::string_view whole = words.behind_by(strip_marks(text));
  auto add = [&](std::string_view part) {
    part = strip_marks(words.behind_by(strip_marks(part)));
    if (part.empty() || part.size() > longest_name || names.size() >= most_names || count_words(part) > 7) return;
    if (words.is_noise(part) || (has_digit(part) && count_words(part) != 1)) return;
    std::string name = tidy(part);
    std::string key = folded(name);
    for (const std::string& other : names)
      if (folded(other) == key) return;
    names.push_back(std::move(name));
  };
  // "Jane Doe Staff Writer": what somebody does may follow the name without a mark.
  auto parts = NameSplitter(words, listed).run(whole);
  for (size_t i = 0; i < parts.size(); ++i) {
    // A role behind a name goes; a role that is all there is stays ("Political Editor").
    bool role = words.is_role(parts[i]);
    if (role && !names.empty()) continue;
    add(role ? words.before_role(parts[i]) : parts[i]);
  }
  // "Example and agencies": a bare word for an office says nothing beside a name.
  if (names.size() > 1)
    std::erase_if(names, [&](const std::string& name) { return words.is_office_word(folded(name)); });
  return names;
}

}  // namespace fairwitness
