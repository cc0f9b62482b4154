// For the tests: finds and reads the cases of the html5lib project (tests/html5lib).
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace fairwitness::html5lib {

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::vector<std::filesystem::path> files(const std::string& folder, const std::string& extension) {
  std::vector<std::filesystem::path> found;
  const auto path = std::filesystem::path(FW_SOURCE_DIR) / "tests/html5lib" / folder;
  if (!std::filesystem::is_directory(path)) return found;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.path().extension() == extension) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

// As much of JSON as the cases use. Lone surrogates become three bytes, as in WTF-8.
struct Json {
  enum class Kind { null, boolean, number, string, array, object } kind = Kind::null;
  bool truth = false;
  std::string text;
  std::vector<Json> items;
  std::vector<std::string> names;  // of an object's items

  const Json* find(const std::string& name) const {
    for (size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &items[i];
    return nullptr;
  }
};

inline void append_wtf8(std::string& out, uint32_t c) {
  const auto byte = [&](uint32_t b) { out += static_cast<char>(b); };
  const size_t n = out.size();
  // A low surrogate behind a high one makes one character of both.
  if (c >= 0xDC00 && c <= 0xDFFF && n >= 3 && out[n - 3] == '\xED' && static_cast<unsigned char>(out[n - 2]) >= 0xA0 &&
      static_cast<unsigned char>(out[n - 2]) < 0xB0) {
    const uint32_t high =
        (static_cast<unsigned char>(out[n - 2]) & 0x0Fu) << 6 | (static_cast<unsigned char>(out[n - 1]) & 0x3Fu);
    out.resize(n - 3);
    c = 0x10000 + (high << 10) + (c - 0xDC00);
  }
  if (c < 0x80) return byte(c);
  if (c < 0x800) return byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
  if (c < 0x10000) return byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
  byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
}

// The `\uHHHH` of doubly escaped cases.
inline std::string unescape(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "\\u") == 0) {
      append_wtf8(out, static_cast<uint32_t>(std::stoul(text.substr(i + 2, 4), nullptr, 16)));
      i += 6;
    } else {
      out += text[i++];
    }
  }
  return out;
}

class JsonReader {
 public:
  explicit JsonReader(const std::string& text) : text_(text) {}
  Json value() {
    Json json;
    space();
    const char c = text_.at(at_);
    if (c == '"') {
      json.kind = Json::Kind::string;
      json.text = string();
    } else if (c == '[') {
      json.kind = Json::Kind::array;
      list(']', [&] { json.items.push_back(value()); });
    } else if (c == '{') {
      json.kind = Json::Kind::object;
      list('}', [&] {
        json.names.push_back(string());
        space();
        ++at_;  // the colon
        json.items.push_back(value());
      });
    } else {
      const size_t from = at_;
      while (at_ < text_.size() && std::string(",]} \n\t\r").find(text_[at_]) == std::string::npos) ++at_;
      const std::string word = text_.substr(from, at_ - from);
      json.kind = word == "null"                      ? Json::Kind::null
                  : word == "true" || word == "false" ? Json::Kind::boolean
                                                      : Json::Kind::number;
      json.truth = word == "true";
    }
    return json;
  }

 private:
  void space() {
    while (at_ < text_.size() && std::string(" \n\t\r").find(text_[at_]) != std::string::npos) ++at_;
  }
  template <typename Item>
  void list(char close, Item item) {
    ++at_;
    for (space(); text_.at(at_) != close; space()) {
      item();
      space();
      if (text_.at(at_) == ',') ++at_;
    }
    ++at_;
  }
  std::string string() {
    std::string out;
    for (++at_; text_.at(at_) != '"';) {
      if (text_[at_] != '\\') {
        out += text_[at_++];
        continue;
      }
      const char escaped = text_.at(at_ + 1);
      const size_t known = std::string("bfnrt").find(escaped);
      at_ += 2;
      if (escaped == 'u') {
        append_wtf8(out, static_cast<uint32_t>(std::stoul(text_.substr(at_, 4), nullptr, 16)));
        at_ += 4;
      } else {
        out += known == std::string::npos ? escaped : "\b\f\n\r\t"[known];
      }
    }
    ++at_;
    return out;
  }

  const std::string& text_;
  size_t at_ = 0;
};

}  // namespace fairwitness::html5lib
