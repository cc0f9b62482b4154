#include "intake/prescan.h"

#include <string>

#include "intake/encodings.h"
#include "intake/letters.h"

namespace fairwitness {
namespace {

// Tag names and attributes as the standard's algorithm sees them; positions past the end read as 0.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::string_view run() {
    for (; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] != '<') {
        size_t next = bytes_.find('<', at_);
        if (next == bytes_.npos) return {};
        at_ = next;
      }
      if (bytes_.substr(at_).starts_with("<!--")) {
        // "<!-->" is a whole comment: the two dashes may be those of its beginning.
        size_t end = bytes_.find("-->", at_ + 2);
        if (end == bytes_.npos) return {};
        at_ = end + 2;
      } else if (same_letters(bytes_.substr(at_, 5), "<meta") && (is_space(peek(5)) || peek(5) == '/')) {
        at_ += 6;
        if (auto encoding = meta(); !encoding.empty()) return encoding;
      } else if (is_letter(peek(1)) || (peek(1) == '/' && is_letter(peek(2)))) {
        while (at_ < bytes_.size() && !is_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
        while (next_attribute()) {
        }
      } else if (peek(1) == '!' || peek(1) == '/' || peek(1) == '?') {
        size_t end = bytes_.find('>', at_);
        if (end == bytes_.npos) return {};
        at_ = end;
      }
    }
    return {};
  }

 private:
  char peek(size_t ahead) const { return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0'; }

  // Section 13.2.3.2, "get an attribute"; false where the tag ends.
  bool next_attribute() {
    while (at_ < bytes_.size() && (is_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return false;
    name_.clear();
    value_ = {};
    for (; at_ < bytes_.size(); ++at_) {
      char c = bytes_[at_];
      if ((c == '=' && !name_.empty()) || is_space(c)) break;
      if (c == '/' || c == '>') return true;
      name_ += lower(c);
    }
    while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] != '=') return at_ < bytes_.size();
    ++at_;
    while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size()) return false;
    return read_value();
  }

  bool read_value() {
    char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      size_t end = bytes_.find(quote, at_ + 1);
      if (end == bytes_.npos) {
        at_ = bytes_.size();
        return false;
      }
      value_ = bytes_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return true;
    }
    size_t begin = at_;
    while (at_ < bytes_.size() && !is_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
    value_ = bytes_.substr(begin, at_ - begin);
    return at_ < bytes_.size();
  }

  std::string_view meta() {
    bool pragma = false, from_content = false, seen_http_equiv = false, seen_content = false, seen_charset = false;
    std::string_view encoding;
    while (next_attribute()) {
      if (name_ == "http-equiv" && !seen_http_equiv) {
        seen_http_equiv = true;
        pragma = same_letters(value_, "content-type");
      } else if (name_ == "content" && !seen_content) {
        seen_content = true;
        auto found = encoding_of_label(charset_parameter(value_));
        if (!found.empty() && !seen_charset && encoding.empty()) {
          encoding = found;
          from_content = true;
        }
      } else if (name_ == "charset" && !seen_charset) {
        seen_charset = true;
        encoding = encoding_of_label(value_);
        from_content = false;
      }
    }
    if (encoding.empty() || (from_content && !pragma)) return {};
    // A page whose meta element could be read as ASCII is not UTF-16.
    if (encoding.starts_with("UTF-16")) return "UTF-8";
    if (encoding == "x-user-defined") return "windows-1252";
    return encoding;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  std::string name_;
  std::string_view value_;
};

}  // namespace

std::string_view prescan(std::string_view bytes, size_t limit) {
  bytes = bytes.substr(0, limit);
  if (bytes.starts_with(std::string_view("<\0?\0x\0", 6))) return "UTF-16LE";
  if (bytes.starts_with(std::string_view("\0<\0?\0x", 6))) return "UTF-16BE";
  if (auto encoding = Prescan(bytes).run(); !encoding.empty()) return encoding;
  auto encoding = encoding_of_label(xml_declared_encoding(bytes));
  return encoding.starts_with("UTF-16") ? std::string_view("UTF-8") : encoding;
}

std::string_view charset_parameter(std::string_view content_type) {
  for (size_t at = 0; at + 7 <= content_type.size(); ++at) {
    if (!same_letters(content_type.substr(at, 7), "charset")) continue;
    size_t value = at + 7;
    while (value < content_type.size() && is_space(content_type[value])) ++value;
    if (value >= content_type.size() || content_type[value] != '=') continue;
    ++value;
    while (value < content_type.size() && is_space(content_type[value])) ++value;
    if (value >= content_type.size()) return {};
    char quote = content_type[value];
    if (quote == '"' || quote == '\'') {
      size_t end = content_type.find(quote, value + 1);
      return end == content_type.npos ? std::string_view() : content_type.substr(value + 1, end - value - 1);
    }
    size_t end = value;
    while (end < content_type.size() && !is_space(content_type[end]) && content_type[end] != ';') ++end;
    return content_type.substr(value, end - value);
  }
  return {};
}

std::string_view xml_declared_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  std::string_view declaration = bytes.substr(0, bytes.find('>'));
  size_t at = declaration.find("encoding");
  if (at == declaration.npos) return {};
  at += 8;
  while (at < declaration.size() && (is_space(declaration[at]) || declaration[at] == '=')) ++at;
  if (at >= declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return {};
  size_t end = declaration.find(declaration[at], at + 1);
  return end == declaration.npos ? std::string_view() : declaration.substr(at + 1, end - at - 1);
}

}  // namespace fairwitness
