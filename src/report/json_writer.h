// Writes one JSON object as docs/formats.md has it. Spans go in as bytes and come out as code points of their text.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "base/bytes16.h"

namespace fairwitness {

class Json {
 public:
  // `text` is what the spans lie in; findings, whose spans lie in many texts, give each its own CodePoints.
  explicit Json(std::string_view text = {}) : points_(text), writer_(buffer_) {}

  void open() { writer_.StartObject(); }
  void close() { writer_.EndObject(); }
  void open_list(std::string_view key) {
    name(key);
    writer_.StartArray();
  }
  void close_list() { writer_.EndArray(); }
  void name(std::string_view key) { writer_.Key(key.data(), static_cast<unsigned>(key.size())); }
  void value(std::string_view text) {
    writer_.RawValue("", 0, rapidjson::kStringType);  // the comma, and that a value stands here; the value is ours
    put_string(text);
  }
  void field(std::string_view key, std::string_view text) {
    name(key);
    value(text);
  }
  void known(std::string_view key, std::string_view text) {  // null when empty
    name(key);
    if (text.empty())
      writer_.Null();
    else
      value(text);
  }
  void flag(std::string_view key, bool on) {
    if (!on) return;
    name(key);
    writer_.Bool(true);
  }
  void number(std::string_view key, const std::optional<double>& number) {
    name(key);
    if (!number || !std::isfinite(*number))
      writer_.Null();
    else if (*number == std::floor(*number) && std::fabs(*number) < 9e15)
      writer_.Int64(static_cast<int64_t>(*number));
    else
      writer_.Double(*number);
  }
  void span(Span span) {
    writer_.StartArray();
    writer_.Uint(points_.at(span.begin));
    writer_.Uint(points_.at(span.end));
    writer_.EndArray();
  }
  void span(std::string_view key, Span where, const CodePoints& points) {
    name(key);
    writer_.StartArray();
    writer_.Uint(points.at(where.begin));
    writer_.Uint(points.at(where.end));
    writer_.EndArray();
  }
  void span(std::string_view key, Span where) {
    if (where.empty()) return;
    name(key);
    span(where);
  }
  void spans(std::string_view key, const std::vector<Span>& all) {
    open_list(key);
    for (Span one : all) span(one);
    close_list();
  }
  void strings(std::string_view key, const std::vector<std::string>& all) {
    open_list(key);
    for (const auto& one : all) value(one);
    close_list();
  }
  std::string take() { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  // Runs without marks, which are nearly all of a text, go in as they are.
  void put_string(std::string_view text) {
    buffer_.Put('"');
    for (size_t at = 0; at < text.size();) {
      size_t end = at;
      while (end + Bytes16::size <= text.size()) {
        const Bytes16 bytes(text.data() + end);
        const uint32_t marks = bytes.between(0, 0x1F) | bytes.equal('"') | bytes.equal('\\');
        end += marks ? static_cast<size_t>(std::countr_zero(marks)) : Bytes16::size;
        if (marks) break;
      }
      while (end < text.size() && !is_mark(text[end])) ++end;
      if (end > at) std::memcpy(buffer_.Push(end - at), text.data() + at, end - at);
      if (end < text.size()) put_mark(text[end]);
      at = end + 1;
    }
    buffer_.Put('"');
  }
  static bool is_mark(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }
  void put_mark(char c) {
    static constexpr std::string_view marks = "\"\\\b\f\n\r\t", names = "\"\\bfnrt", digits = "0123456789ABCDEF";
    buffer_.Put('\\');
    if (const size_t at = marks.find(c); at != marks.npos) {
      buffer_.Put(names[at]);
      return;
    }
    for (char one : {'u', '0', '0', digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]}) buffer_.Put(one);
  }

  CodePoints points_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace fairwitness
