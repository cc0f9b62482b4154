// The small languages inside feeds and mails: dates of RFC 822, and references to characters.
#include <array>
#include <charconv>
#include <cstdio>

#include "base/base.h"
#include "intake/feed.h"
#include "intake/letters.h"

namespace fairwitness {
namespace {

// The words of a date, commas and comments in brackets aside.
std::vector<std::string_view> words_of(std::string_view date) {
  std::vector<std::string_view> words;
  date = date.substr(0, std::min<size_t>(date.find('('), 100));
  for (size_t at = 0; at < date.size();) {
    size_t end = at;
    while (end < date.size() && !is_space(date[end]) && date[end] != ',') ++end;
    if (end > at) words.push_back(date.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

int number(std::string_view text) {
  int value = -1;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                              "jul", "aug", "sep", "oct", "nov", "dec"};
  for (size_t i = 0; i < months.size(); ++i)
    if (word.size() >= 3 && same_letters(word.substr(0, 3), months[i])) return static_cast<int>(i) + 1;
  return 0;
}

// RFC 822, section 5.1. A zone that is not known is left out, since UTC would be a guess.
std::string zone_of(std::string_view word) {
  static constexpr std::pair<std::string_view, const char*> zones[] = {
      {"ut", "Z"},       {"gmt", "Z"},      {"utc", "Z"},      {"z", "Z"},        {"est", "-05:00"}, {"edt", "-04:00"},
      {"cst", "-06:00"}, {"cdt", "-05:00"}, {"mst", "-07:00"}, {"mdt", "-06:00"}, {"pst", "-08:00"}, {"pdt", "-07:00"}};
  for (auto [name, offset] : zones)
    if (same_letters(word, name)) return offset;
  if (word.size() == 5 && (word[0] == '+' || word[0] == '-') && number(word.substr(1)) >= 0)
    return std::string(word.substr(0, 3)) + ":" + std::string(word.substr(3));
  if (word.size() == 6 && (word[0] == '+' || word[0] == '-') && word[3] == ':') return std::string(word);
  return {};
}

}  // namespace

std::string iso_from_rfc822(std::string_view date) {
  auto words = words_of(date);
  size_t at = 0;
  if (at < words.size() && number(words[at]) < 0) ++at;  // the day of the week
  if (words.size() < at + 3) return std::string(date);
  int day = number(words[at]), month = month_of(words[at + 1]), year = number(words[at + 2]);
  if (year >= 0 && words[at + 2].size() == 2) year += year < 50 ? 2000 : 1900;
  if (day < 1 || day > 31 || month == 0 || year < 1000 || year > 9999) return std::string(date);
  char iso[16];
  std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
  std::string out = iso;
  if (words.size() <= at + 3) return out;
  std::string_view clock = words[at + 3];
  if (clock.size() == 4 || clock.size() == 7) return out;  // "9:05": not worth more than the day
  if ((clock.size() != 5 && clock.size() != 8) || clock[2] != ':' || number(clock.substr(0, 2)) < 0 ||
      number(clock.substr(3, 2)) < 0)
    return out;
  out += "T" + std::string(clock) + (clock.size() == 5 ? ":00" : "");
  if (words.size() > at + 4) out += zone_of(words[at + 4]);
  return out;
}

std::string without_entities(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    size_t end = text[at] == '&' ? text.substr(0, at + 12).find(';', at) : text.npos;
    if (end == text.npos) {
      out += text[at];
      continue;
    }
    std::string_view name = text.substr(at + 1, end - at - 1);
    size_t before = out.size();
    if (name.starts_with('#')) {
      bool hex = name.size() > 1 && lower(name[1]) == 'x';
      std::string_view digits = name.substr(hex ? 2 : 1);
      uint32_t code = 0;
      auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
      if (error == std::errc() && last == digits.data() + digits.size() && code > 0 && !digits.empty())
        append_utf8(out, code);
    }
    for (auto [known, meant] : names)
      if (name == known) out += meant;
    if (out.size() == before)
      out += text[at];
    else
      at = end;
  }
  return out;
}

}  // namespace fairwitness
