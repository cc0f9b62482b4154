#include "words/lemmas.h"

namespace fairwitness {
namespace {

struct Ending {
  std::string_view from, to;
};

constexpr Ending sibilants[] = {{"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"},
                                {"zzes", "zz"}, {"ies", "y"},   {"oes", "o"}};

bool replaced(std::string& word, Ending ending) {
  if (!word.ends_with(ending.from) || word.size() <= ending.from.size() + 1) return false;
  word.replace(word.size() - ending.from.size(), ending.from.size(), ending.to);
  return true;
}

bool any_of(char c, std::string_view set) { return set.find(c) != set.npos; }
bool doubled_end(std::string_view word, std::string_view but) {
  return word.size() > 2 && word.back() == word[word.size() - 2] && !any_of(word.back(), but);
}

// The verb whose -ed or -ing was cut off. The same rules stand in train/word_tables.py, which lists what they miss.
std::string verb_stem(std::string stem) {
  static constexpr std::string_view mute[] = {"at", "iz", "is", "ls", "rs", "ns", "rg", "dg", "ng", "us", "ur", "as"};
  if (doubled_end(stem, "lszfaeiou")) {
    stem.pop_back();
  } else if (stem.ends_with('i')) {
    stem.back() = 'y';
  } else if (any_of(stem.back(), "vucz")) {
    stem += 'e';
  } else if (stem.size() > 3) {
    for (std::string_view end : mute)
      if (stem.ends_with(end)) return stem + 'e';
  }
  return stem;
}

std::string noun(std::string word) {
  for (Ending ending : sibilants)
    if (ending.from != "zzes" && replaced(word, ending)) return word;
  if (word.size() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is"))
    word.pop_back();
  else if (word.size() > 4 && word.ends_with("men"))
    word[word.size() - 2] = 'a';
  return word;
}

std::string verb(std::string word) {
  for (Ending ending : sibilants)
    if (replaced(word, ending)) return word;
  if (word.size() > 4 && word.ends_with("ied")) return word.substr(0, word.size() - 3) + 'y';
  if (word.size() > 5 && word.ends_with("ing")) return verb_stem(word.substr(0, word.size() - 3));
  if (word.size() > 4 && word.ends_with("ed")) return verb_stem(word.substr(0, word.size() - 2));
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

std::string adjective(std::string word, Penn penn) {
  size_t cut = penn == Penn::JJS || penn == Penn::RBS ? 3 : 2;
  if (word.size() <= cut + 2 || !word.ends_with(cut == 3 ? "est" : "er")) return word;
  word.resize(word.size() - cut);
  if (word.ends_with('i'))
    word.back() = 'y';
  else if (doubled_end(word, "lsaeiou"))
    word.pop_back();
  return word;
}

}  // namespace

WordClass word_class(Penn penn) {
  switch (penn) {
    case Penn::NNS:
      return WordClass::noun;
    case Penn::VB:
    case Penn::VBD:
    case Penn::VBG:
    case Penn::VBN:
    case Penn::VBP:
    case Penn::VBZ:
    case Penn::MD:
      return WordClass::verb;
    case Penn::JJR:
    case Penn::JJS:
    case Penn::RBR:
    case Penn::RBS:
      return WordClass::adjective;
    default:
      return WordClass::other;
  }
}

Lemmas::Lemmas(const Rules& rules) {
  const Table& table = rules.table("rules/en/lemmas");
  for (size_t i = 0; i < table.rows(); ++i) {
    std::string_view kind = table.cell(i, "class");
    WordClass slot = kind == "noun" ? WordClass::noun : kind == "verb" ? WordClass::verb : WordClass::adjective;
    exceptions_[static_cast<size_t>(slot)].emplace(table.cell(i, "form"), table.cell(i, "lemma"));
  }
}

std::string Lemmas::of(std::string_view form, Penn penn) const {
  WordClass kind = word_class(penn);
  if (form == "n't") return "not";
  if (kind == WordClass::other || penn == Penn::VB) return std::string(form);
  const auto& exceptions = exceptions_[static_cast<size_t>(kind)];
  auto found = exceptions.find(form);
  if (found != exceptions.end()) return found->second;
  switch (kind) {
    case WordClass::noun:
      return noun(std::string(form));
    case WordClass::verb:
      return penn == Penn::MD || penn == Penn::VBP ? std::string(form) : verb(std::string(form));
    default:
      return adjective(std::string(form), penn);
  }
}

}  // namespace fairwitness
