#include "intake/feed.h"

#include <simdjson.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "intake/charset.h"
#include "intake/letters.h"
#include "intake/prescan.h"
#include "intake/report_object.h"

namespace fairwitness {
namespace {

// What holds for all items of a feed.
struct Channel {
  const Payload& payload;
  const Provenance& origin;
  const Decoded& decoded;
  Given given;
  uint32_t found = 0;
};

void add_item(Channel& channel, Given given, std::string content, RawKind kind, std::deque<RawItem>& items) {
  SourcePlace place = channel.payload.place;
  place.nth += channel.found++;
  if (given.url.empty() && given.title.empty() && trimmed(content).empty()) return;
  if (trimmed(content).empty()) {
    items.push_back(skipped(
        "empty", channel.origin.shown() + ": the item \"" + given.title.substr(0, 80) + "\" has no text", place));
    return;
  }
  RawRecord record;
  record.kind = kind;
  record.charset = channel.decoded.charset;
  record.charset_from = channel.decoded.from;
  record.content = std::move(content);
  record.place = std::move(place);
  if (given.outlet.empty()) given.outlet = channel.given.outlet;
  if (given.language.empty()) given.language = channel.given.language;
  if (given.authors.empty()) given.authors = channel.given.authors;
  given.fetched = channel.payload.given.fetched;
  given.from = channel.given.from;
  record.given = std::move(given);
  clean_text(record.content, record.problems);
  if (record.content.empty()) return;  // nothing but U+0000
  name_record(record, channel.origin.name);
  items.push_back(std::move(record));
}

std::string text_of(pugi::xml_node node) { return std::string(trimmed(node.text().get())); }
std::string label_of(pugi::xml_node node) { return without_entities(text_of(node)); }

std::string first_text(pugi::xml_node node, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (std::string text = text_of(node.child(name)); !text.empty()) return text;
  return {};
}

// RSS says markup in escaped form. Text without any is left to be read as text.
RawKind kind_of_text(std::string_view content) {
  return content.find('<') == content.npos && content.find('&') == content.npos ? RawKind::text : RawKind::html;
}

// RSS names people as "mail@host (Name)".
std::string person(std::string text) {
  size_t open = text.find('('), close = text.rfind(')');
  if (text.find('@') != text.npos && open != text.npos && close != text.npos && close > open)
    return std::string(trimmed(std::string_view(text).substr(open + 1, close - open - 1)));
  return text;
}

void add_people(pugi::xml_node node, std::vector<std::string>& authors) {
  for (pugi::xml_node child : node.children())
    for (std::string_view name : {"author", "dc:creator"})
      if (child.name() == name)
        if (std::string one = person(label_of(child));
            !one.empty() && std::find(authors.begin(), authors.end(), one) == authors.end())
          authors.push_back(std::move(one));
}

void add_rss_item(pugi::xml_node item, Channel& channel, std::deque<RawItem>& items) {
  Given given;
  given.title = label_of(item.child("title"));
  given.url = first_text(item, {"link"});
  pugi::xml_node guid = item.child("guid");
  if (given.url.empty() && std::string_view(guid.attribute("isPermaLink").as_string("true")) == "true" &&
      text_of(guid).starts_with("http"))
    given.url = text_of(guid);
  if (given.url.empty()) given.url = item.attribute("rdf:about").as_string();
  given.published = iso_from_rfc822(first_text(item, {"pubDate", "dc:date", "dcterms:created"}));
  given.modified = iso_from_rfc822(first_text(item, {"atom:updated", "dcterms:modified"}));
  add_people(item, given.authors);
  given.source_url = item.child("source").attribute("url").as_string();
  std::string content = first_text(item, {"content:encoded", "content", "description", "summary"});
  RawKind kind = kind_of_text(content);
  add_item(channel, std::move(given), std::move(content), kind, items);
}

// Atom, section 3.1 and 4.1.3: the text itself, markup in escaped form, or markup as elements.
std::string atom_text(pugi::xml_node node, RawKind& kind) {
  std::string_view type = node.attribute("type").as_string("text");
  kind = type == "html" || type == "text/html" || type == "xhtml" || type == "application/xhtml+xml" ? RawKind::html
                                                                                                     : RawKind::text;
  if (type != "xhtml" && type != "application/xhtml+xml") return text_of(node);
  std::ostringstream out;
  for (pugi::xml_node child : node.children()) child.print(out, "", pugi::format_raw);
  return std::move(out).str();
}

std::string atom_link(pugi::xml_node node) {
  for (pugi::xml_node link : node.children("link")) {
    std::string_view rel = link.attribute("rel").as_string("alternate");
    if (rel == "alternate") return link.attribute("href").as_string();
  }
  return {};
}

void add_atom_people(pugi::xml_node node, std::vector<std::string>& authors) {
  for (pugi::xml_node author : node.children("author"))
    if (std::string name = text_of(author.child("name")); !name.empty()) authors.push_back(std::move(name));
}

void add_atom_entry(pugi::xml_node entry, Channel& channel, std::deque<RawItem>& items) {
  Given given;
  given.title = label_of(entry.child("title"));
  given.url = atom_link(entry);
  given.modified = first_text(entry, {"updated", "modified"});
  given.published = first_text(entry, {"published", "issued", "created"});
  // Atom asks for the time of the last change only; where nothing else is said, it was published then.
  if (given.published.empty()) given.published = given.modified;
  add_atom_people(entry, given.authors);
  pugi::xml_node source = entry.child("source");
  if (given.authors.empty()) add_atom_people(source, given.authors);
  given.source_url = atom_link(source);
  given.language = entry.attribute("xml:lang").as_string();
  RawKind kind = RawKind::text;
  std::string content = atom_text(entry.child("content"), kind);
  if (content.empty()) content = atom_text(entry.child("summary"), kind);
  add_item(channel, std::move(given), std::move(content), kind, items);
}

// The memory of a parsed feed grows with its elements and attributes.
bool too_many_parts(std::string_view xml) {
  if (xml.size() < (4u << 20)) return false;
  return std::count(xml.begin(), xml.end(), '<') + std::count(xml.begin(), xml.end(), '=') > 1'500'000;
}

void add_rss(pugi::xml_node root, Channel& channel, std::deque<RawItem>& items) {
  pugi::xml_node about = root.child("channel");
  channel.given.from = "rss";
  channel.given.outlet = label_of(about.child("title"));
  channel.given.language = first_text(about, {"language", "dc:language"});
  for (pugi::xml_node item : about.children("item")) add_rss_item(item, channel, items);
  for (pugi::xml_node item : root.children("item")) add_rss_item(item, channel, items);
}

void add_atom(pugi::xml_node root, Channel& channel, std::deque<RawItem>& items) {
  channel.given.from = "atom";
  channel.given.outlet = label_of(root.child("title"));
  channel.given.language = root.attribute("xml:lang").as_string();
  add_atom_people(root, channel.given.authors);
  for (pugi::xml_node entry : root.children("entry")) add_atom_entry(entry, channel, items);
}

void add_xml_feed(Channel& channel, std::string xml, std::deque<RawItem>& items) {
  auto trouble = [&](const char* reason, const std::string& what) {
    items.push_back(failed(reason, channel.origin.shown() + ": " + what, channel.payload.place));
  };
  if (too_many_parts(xml)) return trouble("too_many_elements", "more elements than a feed has; split it");
  pugi::xml_document document;
  // No flag asks for the document type, so it is passed over; &names; that only it could explain stay as they are.
  // pugixml puts its end mark over the last byte; in a feed that was cut that byte may be the half of a character.
  xml += '\n';
  auto parsed = document.load_buffer_inplace(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
                                             pugi::encoding_utf8);
  pugi::xml_node root = document.document_element();
  if (std::string_view(root.name()).ends_with("feed"))
    add_atom(root, channel, items);
  else
    add_rss(root, channel, items);
  if (!parsed)
    trouble("feed_broken", "not well-formed at byte " + std::to_string(parsed.offset) + " (" + parsed.description() +
                               "); items behind it are not read");
}

std::string string_at(simdjson::dom::element object, const char* key) {
  simdjson::dom::element value;
  return object[key].get(value) == simdjson::SUCCESS ? json_text(value) : std::string();
}

void add_json_people(simdjson::dom::element object, std::vector<std::string>& authors) {
  simdjson::dom::element one;
  if (object["author"].get(one) == simdjson::SUCCESS && one.is_object())
    if (std::string name = string_at(one, "name"); !name.empty()) authors.push_back(std::move(name));
  simdjson::dom::array many;
  if (object["authors"].get(many) != simdjson::SUCCESS) return;
  for (simdjson::dom::element each : many) {
    std::string name = each.is_object() ? string_at(each, "name") : std::string();
    if (!name.empty() && std::find(authors.begin(), authors.end(), name) == authors.end())
      authors.push_back(std::move(name));
  }
}

// https://www.jsonfeed.org/version/1.1/
void add_json_feed(Channel& channel, std::string_view json, std::deque<RawItem>& items) {
  std::string mended;
  if (mend_surrogates(json, mended)) json = mended;
  simdjson::dom::parser parser;
  simdjson::dom::element feed;
  simdjson::dom::array entries;
  if (parser.parse(json.data(), json.size()).get(feed) || feed["items"].get(entries)) {
    items.push_back(
        failed("not_json", channel.origin.shown() + ": no JSON Feed; mend the file", channel.payload.place));
    return;
  }
  channel.given.from = "json_feed";
  channel.given.outlet = string_at(feed, "title");
  channel.given.language = string_at(feed, "language");
  add_json_people(feed, channel.given.authors);
  for (simdjson::dom::element entry : entries) {
    if (!entry.is_object()) continue;
    Given given;
    given.title = string_at(entry, "title");
    given.url = string_at(entry, "url");
    given.published = string_at(entry, "date_published");
    given.modified = string_at(entry, "date_modified");
    given.language = string_at(entry, "language");
    given.source_url = string_at(entry, "external_url");
    add_json_people(entry, given.authors);
    std::string content = string_at(entry, "content_html");
    RawKind kind = content.empty() ? RawKind::text : RawKind::html;
    if (content.empty()) content = string_at(entry, "content_text");
    if (content.empty()) content = string_at(entry, "summary");
    add_item(channel, std::move(given), std::move(content), kind, items);
  }
}

}  // namespace

void add_feed(Payload payload, bool json, const Provenance& origin, std::deque<RawItem>& items) {
  // RFC 7303: the header's charset, else what the XML declaration says.
  std::string header(charset_parameter(payload.media_type));
  if (header.empty()) header = xml_declared_encoding(payload.bytes);
  Decoded decoded = decode_bytes(std::move(payload.bytes), header, RawKind::text);
  std::string text = std::move(decoded.text);
  Channel channel{payload, origin, decoded, {}, 0};
  size_t before = items.size();
  if (json)
    add_json_feed(channel, text, items);
  else
    add_xml_feed(channel, std::move(text), items);
  if (items.size() == before)
    items.push_back(skipped("empty", origin.shown() + ": a feed without items", payload.place));
}

}  // namespace fairwitness
