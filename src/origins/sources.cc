#include "origins/sources.h"

#include <algorithm>

#include "copies/scan.h"

namespace fairwitness {
namespace {

bool capital(char c) { return c >= 'A' && c <= 'Z'; }

// Letters and digits in small letters; other bytes as they are.
std::string plain(std::string_view word) {
  std::string out;
  for (char c : word) {
    if (capital(c)) out += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128) out += c;
  }
  return out;
}

// Without a possessive ending.
std::string_view stem(std::string_view word) {
  for (std::string_view ending : {"'s", "\u2019s"})
    if (word.ends_with(ending)) word.remove_suffix(ending.size());
  return word;
}

}  // namespace

// Small words of up to three letters ("the", "of") are left out.
SourceName::Form SourceName::form_of(std::string_view name) {
  Form form;
  for (const ScannedWord& word : scan_words(name, nullptr)) {
    std::string small = plain(stem(name.substr(word.begin, word.end - word.begin)));
    bool proper = word.is(ScannedWord::capital);
    if (small.empty() || (!proper && !word.is(ScannedWord::number) && small.size() <= 3)) continue;
    form.proper = form.proper || proper;
    if (proper) form.initials += small.front();
    form.words.push_back(std::move(small));
  }
  if (form.words.size() < 2) form.initials.clear();
  return form;
}

SourceName::SourceName(std::string_view name, const Report& report) {
  Form form = form_of(name);
  if (form.words.empty()) return;
  forms_.push_back(form);
  for (const Entity& entity : report.names.entities) {
    bool meant = equal(entity.name, name, form);
    for (size_t k = 0; k < entity.aliases.size() && !meant; ++k) meant = equal(entity.aliases[k], name, form);
    if (!meant) continue;
    forms_.push_back(form_of(entity.name));
    for (const std::string& alias : entity.aliases) forms_.push_back(form_of(alias));
  }
}

// A report has hundreds of names and most are told apart by their last letter.
bool SourceName::equal(std::string_view other, std::string_view name, const Form& form) {
  return !other.empty() && (other.back() | 32) == (name.back() | 32) && form_of(other).words == form.words;
}

// "UW" for "United Wells" or "The United Wells".
bool SourceName::abbreviates(const Form& x, const Form& y) {
  if (x.words.size() != 1 || y.initials.size() < 2) return false;
  return x.words.front() == y.initials || (y.words.front().size() <= 3 && x.words.front() == y.initials.substr(1));
}

// The same words; or a name that is part of the other ("Varga", "Ilse Varga"); or its first letters ("UN"). Words
// without a capital are the same source only when they mean one body ("police"), not when they mean any number of
// people ("witnesses").
bool SourceName::same(const Form& x, const Form& y) {
  if (x.words.empty() || y.words.empty()) return false;
  if (x.words == y.words) return x.proper || y.proper || !x.words.back().ends_with('s');
  if (!x.proper || !y.proper) return false;
  if (abbreviates(x, y) || abbreviates(y, x)) return true;
  const Form &shorter = x.words.size() < y.words.size() ? x : y, &longer = x.words.size() < y.words.size() ? y : x;
  return std::all_of(shorter.words.begin(), shorter.words.end(), [&](const std::string& word) {
    return std::find(longer.words.begin(), longer.words.end(), word) != longer.words.end();
  });
}

bool SourceName::same_as(const SourceName& other) const {
  for (const Form& x : forms_)
    for (const Form& y : other.forms_)
      if (same(x, y)) return true;
  return false;
}

}  // namespace fairwitness
