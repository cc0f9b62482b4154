#include "quotes/cues.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fairwitness {
namespace {

constexpr std::array<std::pair<std::string_view, Cue>, 13> class_names{{{"say", Cue::say},
                                                                        {"tell", Cue::tell},
                                                                        {"write", Cue::write},
                                                                        {"ask", Cue::ask},
                                                                        {"demand", Cue::demand},
                                                                        {"pledge", Cue::pledge},
                                                                        {"name", Cue::name},
                                                                        {"express", Cue::express},
                                                                        {"think", Cue::think},
                                                                        {"show", Cue::show},
                                                                        {"report", Cue::report},
                                                                        {"according", Cue::according},
                                                                        {"noun", Cue::noun}}};

CueClasses class_of(std::string_view name) {
  for (const auto& [known, cue] : class_names)
    if (known == name) return static_cast<CueClasses>(cue);
  return 0;
}

constexpr std::array<std::pair<std::string_view, Role>, 22> role_names{{{"that", Role::that},
                                                                        {"whether", Role::whether},
                                                                        {"relative", Role::relative},
                                                                        {"and", Role::conjunction},
                                                                        {"but", Role::contrast},
                                                                        {"as", Role::as},
                                                                        {"by", Role::by},
                                                                        {"to", Role::to},
                                                                        {"with", Role::with},
                                                                        {"in", Role::in},
                                                                        {"on", Role::on},
                                                                        {"of", Role::of},
                                                                        {"for", Role::for_},
                                                                        {"from", Role::from},
                                                                        {"self", Role::self},
                                                                        {"according", Role::according},
                                                                        {"platform", Role::platform},
                                                                        {"media", Role::media},
                                                                        {"day", Role::day},
                                                                        {"be", Role::be},
                                                                        {"person", Role::person},
                                                                        {"persons", Role::persons}}};

Role role_of(std::string_view name) {
  for (const auto& [known, role] : role_names)
    if (known == name) return role;
  return Role::none;
}

std::vector<std::string_view> split_words(std::string_view phrase) {
  std::vector<std::string_view> out;
  while (!phrase.empty()) {
    const size_t n = std::min(phrase.find(' '), phrase.size());
    if (n) out.push_back(phrase.substr(0, n));
    phrase.remove_prefix(std::min(n + 1, phrase.size()));
  }
  return out;
}

}  // namespace

CueTable::CueTable(const Rules& rules) : clusters(rules.bytes("models/en/clusters.bin"), {}, {}) {
  const Table& table = rules.table("rules/en/quote_cues");
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view cue = table.cell(row, "cue"), part = table.cell(row, "part");
    const CueClasses classes = class_of(table.cell(row, "class"));
    if (part == "phrase") {
      CuePhrase phrase{split_words(cue), classes};
      if (!phrase.words.empty()) phrases[phrase.words.front()].push_back(std::move(phrase));
    } else if (part == "noun") {
      nouns[cue] |= classes;
    } else {
      verbs[cue] |= classes;
      usual.emplace(cue, classes);
    }
  }
  for (auto& [first, list] : phrases)
    std::sort(list.begin(), list.end(),
              [](const CuePhrase& a, const CuePhrase& b) { return a.words.size() > b.words.size(); });
  const Table& function_words = rules.table("rules/en/quote_words");
  for (size_t row = 0; row < function_words.rows(); ++row)
    roles.emplace(function_words.cell(row, "word"), role_of(function_words.cell(row, "role")));
  const Table& apostrophes = rules.table("rules/en/quote_elisions");
  for (size_t row = 0; row < apostrophes.rows(); ++row) elisions.insert(apostrophes.cell(row, "word"));
}

}  // namespace fairwitness
