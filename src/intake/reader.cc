#include "intake/reader.h"

#include <cstring>

#include "intake/letters.h"

namespace fairwitness {
namespace {

constexpr size_t longest_slug = 60;

// What may stand in an id: it goes into addresses, file names and tables.
std::string slug_of(std::string_view text) {
  std::string slug;
  for (char c : text) {
    bool plain = is_letter(c) || is_digit(c) || c == '_' || c == '.';
    if (!plain && (slug.empty() || slug.back() == '-')) continue;
    slug += plain ? c : '-';
    if (slug.size() == longest_slug) break;
  }
  while (!slug.empty() && (slug.back() == '-' || slug.back() == '.')) slug.pop_back();
  return slug;
}

std::string_view without_ending(std::string_view name) {
  size_t dot = name.rfind('.');
  bool ending = dot != name.npos && dot > 0 && name.size() - dot <= 7;
  for (size_t i = ending ? dot + 1 : name.size(); i < name.size(); ++i)
    ending &= is_letter(name[i]) || is_digit(name[i]);
  return ending ? name.substr(0, dot) : name;
}

// The last part of the path that says something; the host, where the path is empty.
std::string slug_of_url(std::string_view url) {
  if (size_t scheme = url.find("://"); scheme != url.npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  while (!url.empty() && url.back() == '/') url.remove_suffix(1);
  size_t slash = url.rfind('/');
  if (slash == url.npos) return slug_of(url);
  std::string slug = slug_of(without_ending(url.substr(slash + 1)));
  if (slug == "index" || slug == "default") return slug_of_url(url.substr(0, slash));
  return slug;
}

// Archives are hashed as fast as they are inflated: four words at a time, each in a lane of its own, so that no
// multiplication waits for the one before. Words are little-endian on all machines we build for.
uint64_t hash_content(std::string_view content) {
  uint64_t a = 1, b = 2, c = 3, d = 4;  // not an array: the lanes are to stand in registers
  auto word = [&](size_t at) {
    uint64_t out;
    std::memcpy(&out, content.data() + at, sizeof out);
    return out;
  };
  size_t at = 0;
  for (; at + 64 <= content.size(); at += 64) {
    a = hash_mix(word(at) ^ a, word(at + 8));
    b = hash_mix(word(at + 16) ^ b, word(at + 24));
    c = hash_mix(word(at + 32) ^ c, word(at + 40));
    d = hash_mix(word(at + 48) ^ d, word(at + 56));
  }
  uint64_t hash = hash_bytes(content.substr(at), content.size());
  for (uint64_t lane : {a, b, c, d}) hash = hash_mix(hash, lane);
  return hash;
}

}  // namespace

Unread failed(std::string reason, std::string detail, SourcePlace place) {
  return {Unread::How::failed, std::move(reason), std::move(detail), std::move(place)};
}

Unread skipped(std::string reason, std::string detail, SourcePlace place) {
  return {Unread::How::skipped, std::move(reason), std::move(detail), std::move(place)};
}

std::string_view file_name_of(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string ending_of(std::string_view name) {
  name = file_name_of(name);
  size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? std::string() : lowered(name.substr(dot));
}

void name_record(RawRecord& record, std::string_view file_name) {
  if (!record.given.id.empty()) {
    record.id = record.given.id;
    return;
  }
  std::string slug = slug_of_url(record.given.url);
  if (slug.empty()) slug = slug_of(without_ending(file_name));
  if (slug.empty()) slug = "report";
  uint64_t hash = hash_content(record.content);
  record.id = slug + '-';
  for (int shift = 60; shift >= 32; shift -= 4) record.id += "0123456789abcdef"[hash >> shift & 15];
}

void cap_content(std::string& content, size_t cap, std::vector<Problem>& problems) {
  if (content.size() <= cap) return;
  size_t end = cap;
  while (end > 0 && !is_utf8_boundary(content, end)) --end;
  problems.push_back(
      {"content_cut",
       {static_cast<uint32_t>(end), static_cast<uint32_t>(end)},
       "cut after " + std::to_string(end) + " bytes; " + std::to_string(content.size() - end) + " left out"});
  content.resize(end);
}

}  // namespace fairwitness
