#include "page/tokenizer.h"

#include "base/hash.h"
#include "page/bytes.h"
#include "page/entities.h"
#include "page/scan.h"

namespace fairwitness::page {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD stands for NUL

std::string_view view(const char* begin, const char* end) { return {begin, static_cast<size_t>(end - begin)}; }

// Does the '<' at `at` begin a tag, a comment or another declaration? Otherwise it is text.
bool starts_markup(const char* at, const char* end) {
  if (end - at < 2) return false;
  const char next = at[1];
  return is_letter(next) || next == '!' || next == '?' || (next == '/' && end - at > 2);
}

}  // namespace

uint16_t key_of(Tag tag, std::string_view name) {
  if (tag != Tag::unknown) return key_of(tag);
  uint32_t hash = 0;
  for (char c : name) hash = hash * 31 + static_cast<unsigned char>(to_lower(c));
  return static_cast<uint16_t>(unknown_key_bit | ((hash ^ hash >> 15) & 0x7FFF));
}

const char* Tokenizer::skip_space(const char* at) const {
  while (at != end_ && is_html_space(*at)) ++at;
  return at;
}

void Tokenizer::next(Token& token) {
  if ((token.kind == Token::Kind::start_tag || token.kind == Token::Kind::end_tag) && !token.attributes_taken)
    attributes_.resize(token.attributes);
  bool found = false;
  while (!found && at_ != end_) {
    switch (mode_) {
      case TextMode::data:
        found = data_token(token);
        break;
      case TextMode::cdata:
        found = cdata_text(token);
        break;
      default:
        found = raw_text(token);
    }
  }
  if (found) return;
  token.kind = Token::Kind::end_of_file;
  token.begin = token.end = offset(end_);
  token.text = {};
}

// These return false when what they read makes no token, such as `</>`.
bool Tokenizer::data_token(Token& token) {
  if (*at_ == '<' && starts_markup(at_, end_)) return markup(token);
  data_text(token);
  return true;
}

bool Tokenizer::markup(Token& token) {
  const char next = at_[1];
  if (is_letter(next)) return tag_token(token, at_ + 1, Token::Kind::start_tag);
  token.begin = offset(at_);
  if (next == '/') {
    if (is_letter(at_[2])) return tag_token(token, at_ + 2, Token::Kind::end_tag);
    if (at_[2] == '>') {
      at_ += 3;
      return false;
    }
    bogus_comment(token, at_ + 2);
  } else if (next == '?') {
    bogus_comment(token, at_ + 1);
  } else {
    const std::string_view after = rest(at_ + 2);
    if (after.starts_with("--")) {
      comment(token);
    } else if (starts_ignoring_case(after, "doctype")) {
      doctype(token);
    } else if (cdata_allowed_ && after.starts_with("[CDATA[")) {
      at_ += 9;
      mode_ = TextMode::cdata;
      return false;
    } else {
      bogus_comment(token, at_ + 2);
    }
  }
  return true;
}

// Text up to the next markup. It stays a view unless a reference or a carriage return makes new bytes.
void Tokenizer::data_text(Token& token) {
  const char* const start = at_;
  const char* from = start;
  const char* at = start;
  bool built = false;
  token.kind = Token::Kind::text;
  token.has_nul = false;
  auto build = [&](size_t skip, std::string_view instead) {
    if (!built) arena_.start();
    built = true;
    arena_.append(view(from, at));
    arena_.append(instead);
    at += skip;
    from = at;
  };
  while ((at = find_any(at, end_, '<', '&', '\r', '\0')) != end_) {
    if (*at == '<') {
      if (starts_markup(at, end_)) break;
      ++at;
    } else if (*at == '&') {
      const Reference reference = match_reference(rest(at), false);
      if (reference.length)
        build(reference.length, reference.text());
      else
        ++at;
    } else if (*at == '\r') {
      build(end_ - at > 1 && at[1] == '\n' ? 2 : 1, "\n");
    } else {
      token.has_nul = true;
      ++at;
    }
  }
  if (built) arena_.append(view(from, at));
  token.text = built ? arena_.finish() : view(start, at);
  token.begin = offset(start);
  token.end = offset(at);
  at_ = at;
}

uint32_t Tokenizer::source_length(uint32_t begin, size_t size) const {
  const char* at = begin_ + begin;
  while (size > 0 && at != end_) {
    size_t length = 1, made = 1;
    if (*at == '\r') {
      length = end_ - at > 1 && at[1] == '\n' ? 2 : 1;
    } else if (*at == '&') {
      const Reference reference = match_reference(rest(at), false);
      if (reference.length) length = reference.length, made = reference.size;
    }
    at += length;
    size -= made < size ? made : size;
  }
  return offset(at) - begin;
}

// The bytes of a range after newline normalisation, with references decoded and NUL replaced as asked.
std::string_view Tokenizer::clean(const char* begin, const char* end, bool references, bool in_attribute,
                                  bool replace_nul) {
  const char* from = begin;
  const char* at = begin;
  bool built = false;
  auto build = [&](size_t skip, std::string_view instead) {
    if (!built) arena_.start();
    built = true;
    arena_.append(view(from, at));
    arena_.append(instead);
    at += skip;
    from = at;
  };
  for (;;) {
    at = references ? find_any(at, end, '&', '\r', '\0') : find_any(at, end, '\r', '\0');
    if (at == end) break;
    if (*at == '&') {
      const Reference reference = match_reference(view(at, end), in_attribute);
      if (reference.length)
        build(reference.length, reference.text());
      else
        ++at;
    } else if (*at == '\r') {
      build(end - at > 1 && at[1] == '\n' ? 2 : 1, "\n");
    } else if (replace_nul) {
      build(1, replacement);
    } else {
      ++at;
    }
  }
  if (!built) return view(begin, end);
  arena_.append(view(from, end));
  return arena_.finish();
}

std::string_view Tokenizer::lower_case(std::string_view name) {
  arena_.start();
  for (char c : name) {
    if (c == '\0')
      arena_.append(replacement);
    else
      arena_.append(to_lower(c));
  }
  return arena_.finish();
}

bool Tokenizer::emit_text(Token& token, const char* begin, const char* end, bool references, bool replace_nul) {
  at_ = end;
  if (begin == end) return false;
  token.kind = Token::Kind::text;
  token.text = clean(begin, end, references, false, replace_nul);
  token.begin = offset(begin);
  token.end = offset(end);
  token.has_nul = !replace_nul && token.text.find('\0') != std::string_view::npos;
  return true;
}

bool Tokenizer::cdata_text(Token& token) {
  const char* at = at_;
  for (;; ++at) {
    at = find_byte(at, end_, ']');
    if (at == end_ || rest(at).starts_with("]]>")) break;
  }
  const bool found = emit_text(token, at_, at, false, false);
  if (at != end_) at_ = at + 3;
  mode_ = TextMode::data;
  return found;
}

// Everything up to the end tag named like the last start tag, then that end tag.
bool Tokenizer::raw_text(Token& token) {
  if (mode_ == TextMode::plaintext) return emit_text(token, at_, end_, false, true);
  const char* end = mode_ == TextMode::script ? end_of_script() : end_of_raw_text();
  const bool references = mode_ == TextMode::rcdata;
  if (emit_text(token, at_, end, references, true)) return true;
  mode_ = TextMode::data;
  return tag_token(token, at_ + 2, Token::Kind::end_tag);
}

bool Tokenizer::ends_raw_text(const char* at, std::string_view name) const {
  const std::string_view after = rest(at);
  if (name.empty() || after.size() < name.size() + 3 || after[1] != '/') return false;
  if (!equals_ignoring_case(after.substr(2, name.size()), name)) return false;
  const char delimiter = after[name.size() + 2];
  return is_html_space(delimiter) || delimiter == '/' || delimiter == '>';
}

const char* Tokenizer::end_of_raw_text() const {
  const char* at = at_;
  for (;; ++at) {
    at = find_byte(at, end_, '<');
    if (at == end_ || ends_raw_text(at, last_start_tag_)) return at;
  }
}

// Sections 13.2.5.4 and 13.2.5.15 to 13.2.5.31. Behind `<!--` a script is "escaped" up to `-->`, and a `<script` in
// there makes it "double escaped": the next `</script` then belongs to the text.
const char* Tokenizer::end_of_script() const {
  enum { plain, escaped, double_escaped } state = plain;
  const char* dashes_from = at_;  // dashes before here do not count for `-->`
  const char* at = at_;
  for (;; ++at) {
    at = state == plain ? find_byte(at, end_, '<') : find_any(at, end_, '<', '>');
    if (at == end_) return end_;
    if (*at == '>') {
      if (at - dashes_from >= 2 && at[-1] == '-' && at[-2] == '-') state = plain;
      continue;
    }
    if (state != double_escaped && ends_raw_text(at, last_start_tag_)) return at;
    const std::string_view after = rest(at + 1);
    if (state == plain) {
      if (!after.starts_with("!--")) continue;
      state = escaped;
      dashes_from = at + 2;
      at += 3;
      continue;
    }
    const std::string_view name = state == escaped ? "script" : "/script";
    if (after.size() <= name.size() || !starts_ignoring_case(after, name)) continue;
    const char delimiter = after[name.size()];
    if (!is_html_space(delimiter) && delimiter != '/' && delimiter != '>') continue;
    state = state == escaped ? double_escaped : escaped;
    at += name.size() + 1;
  }
}

bool Tokenizer::tag_token(Token& token, const char* name_begin, Token::Kind kind) {
  const char* at = name_begin;
  uint8_t seen = 0;
  for (uint8_t byte_class; at != end_ && !((byte_class = class_of(*at)) & ends_tag_name); ++at) seen |= byte_class;
  token.kind = kind;
  token.self_closing = false;
  token.attributes_taken = false;
  token.begin = offset(at_);
  token.attributes = static_cast<uint32_t>(attributes_.size());
  token.attribute_count = 0;
  std::string_view name = view(name_begin, at);
  if (seen & (is_upper | is_nul)) [[unlikely]]
    name = lower_case(name);
  token.tag = tag_of(name);
  token.key = key_of(token.tag, name);
  // The views of known names point to one place each, so that a reader touches no source bytes for them.
  token.text = token.tag == Tag::unknown ? name : name_of(token.tag);
  if (at != end_ && *at == '>') {
    at_ = at + 1;
  } else if (!read_attributes(token, at)) {
    attributes_.resize(token.attributes);
    token.kind = Token::Kind::end_of_file;
    return false;
  }
  token.end = offset(at_);
  if (kind == Token::Kind::start_tag) last_start_tag_ = token.text;
  return true;
}

// From the "before attribute name state" to behind the closing '>'. False when the source ends before it.
bool Tokenizer::read_attributes(Token& token, const char* at) {
  for (;;) {
    at = skip_space(at);
    if (at == end_) return end_token(at);
    if (*at == '>') {
      at_ = at + 1;
      return true;
    }
    if (*at == '/') {
      ++at;
      if (at == end_ || *at != '>') continue;
      token.self_closing = true;
      at_ = at + 1;
      return true;
    }
    const char* const name_begin = at;
    uint8_t seen = class_of(*at++);  // an equals sign may begin a name
    for (uint8_t byte_class; at != end_ && !((byte_class = class_of(*at)) & ends_attr_name); ++at) seen |= byte_class;
    std::string_view name = view(name_begin, at);
    if (seen & (is_upper | is_nul)) [[unlikely]]
      name = lower_case(name);
    std::string_view value(at, 0);
    if (at != end_ && is_html_space(*at)) at = skip_space(at);
    if (at == end_) return end_token(at);
    if (*at == '=') {
      at = attribute_value(at + 1, value);
      if (!at) return end_token(end_);
    }
    if (token.kind == Token::Kind::start_tag) add_attribute(token, name, value);
  }
}

bool Tokenizer::end_token(const char* at) {
  at_ = at;
  return false;
}

// Reads from behind the equals sign and returns the place behind the value, or null when the source ends before.
const char* Tokenizer::attribute_value(const char* at, std::string_view& value) {
  if (at != end_ && is_html_space(*at)) at = skip_space(at);
  if (at == end_) return nullptr;
  if (*at == '"' || *at == '\'') {
    const char quote = *at++;
    const char* end = find_any(at, end_, quote, '&', '\r', '\0');
    if (end != end_ && *end == quote) [[likely]] {
      value = view(at, end);
      return end + 1;
    }
    end = find_byte(end, end_, quote);
    if (end == end_) return nullptr;
    value = clean(at, end, true, true, true);
    return end + 1;
  }
  const char* end = at;
  bool plain = true;
  for (; end != end_; ++end) {
    if (!(class_of(*end) & ends_unquoted)) continue;
    if (is_html_space(*end) || *end == '>') break;
    plain = false;
  }
  if (end == end_) return nullptr;
  value = plain ? view(at, end) : clean(at, end, true, true, true);
  return end;
}

void Tokenizer::add_attribute(Token& token, std::string_view name, std::string_view value) {
  if (token.attribute_count >= limits_.max_attributes || attributes_.size() >= limits_.max_total_attributes) {
    if (attributes_cut_at_ == no_place) attributes_cut_at_ = token.begin;
    return;
  }
  if (is_duplicate(token, name)) return;
  if (attributes_.size() == attributes_.capacity())
    attributes_.reserve(
        next_capacity(attributes_.capacity(), static_cast<size_t>(end_ - begin_), limits_.max_total_attributes));
  attributes_.push_back({name, value});
  ++token.attribute_count;
}

// Few attributes are compared one by one, many are looked up in a hash table, so that long lists stay linear.
bool Tokenizer::is_duplicate(const Token& token, std::string_view name) {
  constexpr uint32_t few = 12;
  const Attribute* first = attributes_.data() + token.attributes;
  if (token.attribute_count < few) {
    for (uint32_t i = 0; i < token.attribute_count; ++i)
      if (first[i].name == name) return true;
    return false;
  }
  const size_t wanted = size_t{4} * limits_.max_attributes;
  if (slots_.size() < wanted) {
    size_t size = 64;
    while (size < wanted) size *= 2;
    slots_.assign(size, Slot{});
  }
  const size_t mask = slots_.size() - 1;
  auto find = [&](std::string_view n) {
    size_t slot = hash_bytes(n) & mask;
    while (slots_[slot].stamp == stamp_ && first[slots_[slot].index].name != n) slot = (slot + 1) & mask;
    return slot;
  };
  if (token.attribute_count == few) {
    ++stamp_;
    for (uint32_t i = 0; i < few; ++i) slots_[find(first[i].name)] = {stamp_, i};
  }
  const size_t slot = find(name);
  if (slots_[slot].stamp == stamp_) return true;
  slots_[slot] = {stamp_, token.attribute_count};  // where add_attribute puts it
  return false;
}

// `at_` is at `<!--`. The first `-->` or `--!>` ends it; at the end of the source, dashes that might have begun one
// are not content.
void Tokenizer::comment(Token& token) {
  const char* const start = at_ + 4;
  token.kind = Token::Kind::comment;
  const std::string_view content = rest(start);
  if (content.starts_with(">") || content.starts_with("->")) {
    at_ = start + (content[0] == '>' ? 1 : 2);
    token.text = view(start, start);
    token.end = offset(at_);
    return;
  }
  const char* at = start;
  const char* end = nullptr;
  while (!end && (at = find_byte(at, end_, '>')) != end_) {
    const std::string_view before = view(start, at);
    if (before.ends_with("--"))
      end = at - 2;
    else if (before.ends_with("--!"))
      end = at - 3;
    ++at;
  }
  if (!end) {
    for (std::string_view open : {"--!", "--", "-"}) {
      if (!content.ends_with(open)) continue;
      end = end_ - open.size();
      break;
    }
    if (!end) end = end_;
  }
  at_ = at;
  token.text = clean(start, end, false, false, true);
  token.end = offset(at_);
}

void Tokenizer::bogus_comment(Token& token, const char* content) {
  const char* end = find_byte(content, end_, '>');
  token.kind = Token::Kind::comment;
  token.text = clean(content, end, false, false, true);
  at_ = end == end_ ? end_ : end + 1;
  token.end = offset(at_);
}

// Sections 13.2.5.53 to 13.2.5.68.
void Tokenizer::doctype(Token& token) {
  token.kind = Token::Kind::doctype;
  token.force_quirks = false;
  token.text = token.public_id = token.system_id = {};
  const char* at = skip_space(at_ + 9);
  if (at == end_ || *at == '>') {
    token.force_quirks = true;
  } else {
    const char* const name = at;
    while (at != end_ && !is_html_space(*at) && *at != '>') ++at;
    token.text = lower_case(view(name, at));
    at = skip_space(at);
    if (at == end_)
      token.force_quirks = true;
    else if (*at != '>')
      at = doctype_ids(token, at);
  }
  // What is left up to '>' is bogus.
  at = find_byte(at, end_, '>');
  at_ = at == end_ ? end_ : at + 1;
  token.end = offset(at_);
}

const char* Tokenizer::doctype_ids(Token& token, const char* at) {
  const bool is_public = starts_ignoring_case(rest(at), "public");
  if (!is_public && !starts_ignoring_case(rest(at), "system")) {
    token.force_quirks = true;
    return at;
  }
  at = skip_space(at + 6);
  if (at == end_ || (*at != '"' && *at != '\'')) {
    token.force_quirks = true;
    return at;
  }
  at = quoted_id(token, at, is_public ? token.public_id : token.system_id);
  if (token.force_quirks) return at;
  at = skip_space(at);
  if (is_public && at != end_ && *at != '>') {
    if (*at != '"' && *at != '\'') {
      token.force_quirks = true;
      return at;
    }
    at = quoted_id(token, at, token.system_id);
    if (token.force_quirks) return at;
    at = skip_space(at);
  }
  if (at == end_) token.force_quirks = true;
  return at;
}

// `at` is at the opening quote. A '>' cuts the identifier short; the place returned is then that '>'.
const char* Tokenizer::quoted_id(Token& token, const char* at, std::string_view& id) {
  const char* const end = find_any(at + 1, end_, *at, '>');
  id = clean(at + 1, end, false, false, true);
  token.force_quirks = end == end_ || *end == '>';
  return token.force_quirks ? end : end + 1;
}

}  // namespace fairwitness::page
