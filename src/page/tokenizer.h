// The tokenizer of section 13.2.5, inside the room: bytes become text, tags, comments and doctypes, on demand.
// The whole source is in memory, so a token is cut out with a few searches where the standard walks state by state;
// the results are the same (the html5lib cases say so). Views point into the source wherever its bytes can stay.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "page/arena.h"
#include "page/page.h"

namespace fairwitness::page {

struct Token {
  enum class Kind : uint8_t { text, start_tag, end_tag, comment, doctype, end_of_file };
  Kind kind = Kind::end_of_file;
  bool self_closing = false;
  bool has_nul = false;           // text: it holds NUL bytes, which the tree builder drops or replaces
  bool force_quirks = false;      // doctype
  bool attributes_taken = false;  // the tree builder keeps the attributes; else their place is used again
  Tag tag = Tag::unknown;
  uint16_t key = 0;             // see key_of
  uint32_t begin = 0, end = 0;  // bytes of the source
  uint32_t attributes = 0, attribute_count = 0;
  std::string_view text;  // tags: lower-case name; text and comments: content; doctype: name (may be null)
  std::string_view public_id, system_id;  // doctype; null when missing

  bool is_start(Tag wanted) const { return kind == Kind::start_tag && tag == wanted; }
  bool is_end(Tag wanted) const { return kind == Kind::end_tag && tag == wanted; }
};

// Names are compared as 16-bit keys: the tag's number, or for a name outside tags.h a hash with the top bit set.
// Two different unknown names can share a key, so there the names must be compared too.
inline constexpr uint16_t unknown_key_bit = 0x8000;
constexpr uint16_t key_of(Tag tag) { return static_cast<uint16_t>(tag); }
uint16_t key_of(Tag tag, std::string_view name);

enum class TextMode : uint8_t { data, rcdata, rawtext, script, plaintext, cdata };

class Tokenizer {
 public:
  // All three must outlive the tokenizer. Attributes are appended to `attributes`.
  Tokenizer(std::string_view source, const HtmlLimits& limits, Arena& arena, std::vector<Attribute>& attributes)
      : begin_(source.data()),
        at_(begin_),
        end_(begin_ + source.size()),
        limits_(limits),
        arena_(arena),
        attributes_(attributes) {}

  void next(Token& token);
  void skip(size_t bytes) { at_ += bytes; }
  void set_mode(TextMode mode) { mode_ = mode; }
  void set_last_start_tag(std::string_view name) { last_start_tag_ = name; }  // decides which end tag ends raw text
  void allow_cdata(bool allowed) { cdata_allowed_ = allowed; }
  // How many bytes of the source, from `begin` on, became the first `size` bytes of a text token of the data state.
  uint32_t source_length(uint32_t begin, size_t size) const;
  // Where attributes were first dropped for a limit; no_place when they were not.
  static constexpr uint32_t no_place = 0xFFFFFFFFu;
  uint32_t attributes_cut_at() const { return attributes_cut_at_; }

 private:
  bool data_token(Token& token);
  bool markup(Token& token);
  void data_text(Token& token);
  bool raw_text(Token& token);
  bool cdata_text(Token& token);
  const char* end_of_raw_text() const;
  const char* end_of_script() const;
  bool ends_raw_text(const char* at, std::string_view name) const;
  bool emit_text(Token& token, const char* begin, const char* end, bool references, bool replace_nul);
  std::string_view clean(const char* begin, const char* end, bool references, bool in_attribute, bool replace_nul);
  std::string_view lower_case(std::string_view name);
  bool tag_token(Token& token, const char* name_begin, Token::Kind kind);
  const char* attribute_value(const char* at, std::string_view& value);
  bool read_attributes(Token& token, const char* at);
  void add_attribute(Token& token, std::string_view name, std::string_view value);
  bool is_duplicate(const Token& token, std::string_view name);
  bool end_token(const char* at);
  void comment(Token& token);
  void bogus_comment(Token& token, const char* content);
  void doctype(Token& token);
  const char* doctype_ids(Token& token, const char* at);
  const char* quoted_id(Token& token, const char* at, std::string_view& id);
  uint32_t offset(const char* at) const { return static_cast<uint32_t>(at - begin_); }
  const char* skip_space(const char* at) const;
  std::string_view rest(const char* at) const { return {at, static_cast<size_t>(end_ - at)}; }

  const char* begin_;
  const char* at_;
  const char* end_;
  const HtmlLimits& limits_;
  Arena& arena_;
  std::vector<Attribute>& attributes_;
  TextMode mode_ = TextMode::data;
  bool cdata_allowed_ = false;
  std::string_view last_start_tag_;
  uint32_t attributes_cut_at_ = no_place;

  // Finds duplicates among many attributes: slots hold stamp and index, a new stamp for each tag empties the table.
  struct Slot {
    uint32_t stamp = 0;
    uint32_t index = 0;
  };
  std::vector<Slot> slots_;
  uint32_t stamp_ = 0;
};

}  // namespace fairwitness::page
