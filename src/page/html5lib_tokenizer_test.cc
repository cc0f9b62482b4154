// The tokenizer cases of html5lib: every token compared, written as one line each.
#include <gtest/gtest.h>

#include <map>

#include "page/html5lib.h"
#include "page/tokenizer.h"

namespace fairwitness {
namespace {

using html5lib::Json;
using page::TextMode;
using page::Token;

TextMode mode_of(const std::string& state) {
  if (state == "PLAINTEXT state") return TextMode::plaintext;
  if (state == "RCDATA state") return TextMode::rcdata;
  if (state == "RAWTEXT state") return TextMode::rawtext;
  if (state == "Script data state") return TextMode::script;
  if (state == "CDATA section state") return TextMode::cdata;
  return TextMode::data;
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }
std::string in_quotes_or_null(std::string_view text) { return text.data() ? in_quotes(text) : "null"; }

// Attributes in the order of their names.
std::string tag_line(const char* kind, std::string_view name, const std::map<std::string, std::string>& attributes,
                     bool self_closing) {
  std::string line = kind + in_quotes(name);
  for (const auto& [attribute, value] : attributes) line += " " + in_quotes(attribute) + "=" + in_quotes(value);
  return line + (self_closing ? " /" : "");
}

// Neighbouring texts are one line.
class Lines {
 public:
  void text(std::string_view more) {
    text_ += more;
    open_ = true;
  }
  void add(std::string line) {
    flush();
    lines_ += line + "\n";
  }
  std::string finish() {
    flush();
    return lines_;
  }

 private:
  void flush() {
    if (open_) lines_ += "text " + in_quotes(text_) + "\n";
    open_ = false;
    text_.clear();
  }
  std::string lines_, text_;
  bool open_ = false;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// "Coercing an HTML DOM into an infoset", which the few cases about XML expect.
std::string for_xml(std::string text, bool comment) {
  text = replaced(replaced(text, "\xEF\xBF\xBF", "\xEF\xBF\xBD"), "\f", " ");
  return comment ? replaced(text, "--", "- -") : text;
}

std::string tokenize(const std::string& input, const std::string& state, const std::string& last_start_tag, bool xml) {
  page::Arena arena;
  std::vector<Attribute> attributes;
  const HtmlLimits limits;
  page::Tokenizer tokenizer(input, limits, arena, attributes);
  tokenizer.set_mode(mode_of(state));
  tokenizer.set_last_start_tag(last_start_tag);
  Lines lines;
  Token token;
  for (tokenizer.next(token); token.kind != Token::Kind::end_of_file; tokenizer.next(token)) {
    const std::string text =
        xml ? for_xml(std::string(token.text), token.kind == Token::Kind::comment) : std::string(token.text);
    std::map<std::string, std::string> named;
    for (uint32_t i = 0; i < token.attribute_count; ++i)
      named[std::string(attributes[token.attributes + i].name)] = attributes[token.attributes + i].value;
    switch (token.kind) {
      case Token::Kind::text:
        lines.text(text);
        break;
      case Token::Kind::comment:
        lines.add("comment " + in_quotes(text));
        break;
      case Token::Kind::start_tag:
        lines.add(tag_line("start ", text, named, token.self_closing));
        break;
      case Token::Kind::end_tag:
        lines.add("end " + in_quotes(text));
        break;
      case Token::Kind::doctype:
        lines.add("doctype " + in_quotes_or_null(token.text) + " " + in_quotes_or_null(token.public_id) + " " +
                  in_quotes_or_null(token.system_id) + (token.force_quirks ? " quirks" : ""));
        break;
      case Token::Kind::end_of_file:
        break;
    }
  }
  return lines.finish();
}

std::string expected_lines(const Json& output, bool escaped) {
  const auto plain = [&](const Json& json) { return escaped ? html5lib::unescape(json.text) : json.text; };
  const auto nullable = [&](const Json& json) {
    return json.kind == Json::Kind::null ? "null" : in_quotes(plain(json));
  };
  Lines lines;
  for (const Json& token : output.items) {
    const std::string kind = token.items.at(0).text;
    if (kind == "Character") lines.text(plain(token.items.at(1)));
    if (kind == "Comment") lines.add("comment " + in_quotes(plain(token.items.at(1))));
    if (kind == "EndTag") lines.add("end " + in_quotes(plain(token.items.at(1))));
    if (kind == "StartTag") {
      std::map<std::string, std::string> attributes;
      const Json& given = token.items.at(2);
      for (size_t i = 0; i < given.names.size(); ++i)
        attributes[escaped ? html5lib::unescape(given.names[i]) : given.names[i]] = plain(given.items[i]);
      lines.add(tag_line("start ", plain(token.items.at(1)), attributes, token.items.size() > 3));
    }
    if (kind == "DOCTYPE")
      lines.add("doctype " + nullable(token.items.at(1)) + " " + nullable(token.items.at(2)) + " " +
                nullable(token.items.at(3)) + (token.items.at(4).truth ? "" : " quirks"));
  }
  return lines.finish();
}

// Every initial state of a case must give the tokens.
void check_case(const Json& c, const std::string& file, bool xml) {
  const bool escaped = c.find("doubleEscaped") && c.find("doubleEscaped")->truth;
  std::string input = c.find("input")->text;
  if (escaped) input = html5lib::unescape(input);
  const std::string expected = expected_lines(*c.find("output"), escaped);
  const std::string last = c.find("lastStartTag") ? c.find("lastStartTag")->text : "";
  std::vector<std::string> states;
  if (const Json* given = c.find("initialStates"))
    for (const Json& state : given->items) states.push_back(state.text);
  if (states.empty()) states.push_back("Data state");
  for (const std::string& state : states)
    EXPECT_EQ(tokenize(input, state, last, xml), expected) << file << ": " << c.find("description")->text << "\n"
                                                           << state << "\ninput: " << input;
}

TEST(Html5lib, Tokenizer) {
  const auto files = html5lib::files("tokenizer", ".test");
  if (files.empty()) GTEST_SKIP() << "tests/html5lib/tokenizer is not here";
  size_t total = 0;
  for (const auto& path : files) {
    const std::string text = html5lib::read(path);
    const Json all = html5lib::JsonReader(text).value();
    const bool xml = all.find("xmlViolationTests");
    for (const Json& c : all.find(xml ? "xmlViolationTests" : "tests")->items) {
      ++total;
      check_case(c, path.filename().string(), xml);
    }
  }
  std::printf("%zu tokenizer cases\n", total);
  EXPECT_EQ(total, 6810u);
}

}  // namespace
}  // namespace fairwitness
