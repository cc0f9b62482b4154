#include "intake/report_object.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "intake/charset.h"
#include "intake/letters.h"
#include "intake/reader.h"

namespace fairwitness {
namespace {

enum Slot {
  slot_id,
  slot_url,
  slot_outlet,
  slot_title,
  slot_authors,
  slot_published,
  slot_modified,
  slot_language,
  slot_text,
  slot_html,
  slots
};

// The names of fields, ours first, then those of news-please, trafilatura and newspaper. Where two fields fill one
// slot, the one named earlier here wins.
struct Field {
  std::string_view name;
  Slot slot;
};
constexpr Field fields[] = {
    {"id", slot_id},
    {"url", slot_url},
    {"outlet", slot_outlet},
    {"source_domain", slot_outlet},
    {"sitename", slot_outlet},
    {"hostname", slot_outlet},
    {"title", slot_title},
    {"authors", slot_authors},
    {"author", slot_authors},
    {"published", slot_published},
    {"date_publish", slot_published},
    {"publish_date", slot_published},
    {"date", slot_published},
    {"modified", slot_modified},
    {"language", slot_language},
    {"text", slot_text},
    {"maintext", slot_text},
    {"html", slot_html},
};

// A value that takes part, and how early its name stands in the list.
struct Filled {
  simdjson::dom::element value;
  size_t rank = std::size(fields);
};

bool says_nothing(simdjson::dom::element value) {
  if (value.is_null()) return true;
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return text.empty();
  simdjson::dom::array array;
  return value.get(array) == simdjson::SUCCESS && array.size() == 0;
}

// Of keys that stand twice the last counts, as in most JSON readers.
std::array<Filled, slots> pick(simdjson::dom::object object) {
  std::array<Filled, slots> picked;
  for (auto [key, value] : object) {
    if (key.size() > 16) continue;
    for (size_t rank = 0; rank < std::size(fields); ++rank) {
      if (fields[rank].name != key) continue;
      Filled& filled = picked[fields[rank].slot];
      if (rank <= filled.rank && !says_nothing(value)) filled = {value, rank};
      break;
    }
  }
  return picked;
}

std::vector<std::string> authors_of(simdjson::dom::element value) {
  std::vector<std::string> authors;
  auto add = [&](simdjson::dom::element one) {
    simdjson::dom::element name;
    if (one.is_object() && one["name"].get(name) == simdjson::SUCCESS) one = name;
    std::string text = json_text(one);
    if (!trimmed(text).empty()) authors.emplace_back(trimmed(text));
  };
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) {
    add(value);
    return authors;
  }
  for (simdjson::dom::element one : array) add(one);
  return authors;
}

std::string time_of(simdjson::dom::element value) {
  double number = 0;
  if (value.is_number() && value.get(number) == simdjson::SUCCESS)
    if (std::string iso = iso_from_epoch(number); !iso.empty()) return iso;
  return json_text(value);
}

// Memory of a parsed value grows with the number of its parts. A report is mostly text; a long line that is mostly
// brackets and commas is something else.
bool too_many_parts(std::string_view json) {
  if (json.size() < (4u << 20)) return false;
  size_t parts = 0;
  for (char c : json) parts += c == ',' || c == ':' || c == '[' || c == '{';
  return parts > json.size() / 10;
}

}  // namespace

std::string json_text(simdjson::dom::element value) {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: {
      std::string_view text;
      if (value.get(text) != simdjson::SUCCESS) return {};
      return std::string(text);
    }
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE:
    case simdjson::dom::element_type::BOOL:
      return simdjson::minify(value);
    case simdjson::dom::element_type::ARRAY: {
      std::string joined;
      simdjson::dom::array array;
      if (value.get(array) != simdjson::SUCCESS) return {};
      for (simdjson::dom::element one : array) {
        std::string_view text;
        if (one.get(text) != simdjson::SUCCESS) continue;
        if (!joined.empty()) joined += '\n';
        joined += text;
      }
      return joined;
    }
    default:
      return {};
  }
}

bool mend_surrogates(std::string_view json, std::string& out) {
  if (json.find("\\ud") == json.npos && json.find("\\uD") == json.npos) return false;
  auto escape_at = [&](size_t at) -> int {
    unsigned value = 0;
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return -1;
    auto [end, error] = std::from_chars(json.data() + at + 2, json.data() + at + 6, value, 16);
    return error == std::errc() && end == json.data() + at + 6 ? static_cast<int>(value) : -1;
  };
  size_t copied = 0;
  out.clear();
  for (size_t at = json.find('\\'); at != json.npos && at + 1 < json.size(); at = json.find('\\', at)) {
    int unit = escape_at(at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      at += 2;
      continue;
    }
    int low = unit < 0xDC00 ? escape_at(at + 6) : -1;
    if (low >= 0xDC00 && low <= 0xDFFF) {
      at += 12;
      continue;
    }
    out.append(json, copied, at - copied);
    out += "\\ufffd";
    at += 6;
    copied = at;
  }
  if (copied == 0) return false;
  out.append(json, copied);
  return true;
}

std::string iso_from_epoch(double number) {
  if (std::fabs(number) >= 1e11) number /= 1000;
  if (!(number > 0 && number < 7258118400.0)) return {};
  auto seconds = static_cast<int64_t>(number);
  Day day{std::chrono::days(seconds / 86400)};
  int64_t rest = seconds % 86400;
  char clock[16];
  std::snprintf(clock, sizeof clock, "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  return iso_day(day) + clock;
}

ObjectTrouble ReportObjects::read(std::string_view json, const IntakeOptions& options, RawRecord& record) {
  std::string mended;
  if (mend_surrogates(json, mended)) {
    json = mended;
    record.problems.push_back({"lone_surrogate", {}, "half a surrogate pair; U+FFFD stands for it"});
  }
  record.charset_from = "header";  // RFC 8259: JSON is UTF-8
  if (!simdjson::validate_utf8(json)) {
    Decoded decoded = decode_bytes(std::string(json), "", RawKind::text);
    mended = std::move(decoded.text);
    json = mended;
    record.charset = decoded.charset;
    record.charset_from = decoded.from;
    for (Problem& problem : decoded.problems)
      record.problems.push_back({problem.code, {}, problem.detail});  // places in the line mean nothing
  }
  if (too_many_parts(json)) return {"not_a_report", "too many small values for a report"};
  simdjson::dom::element root;
  auto error = parser_.parse(json.data(), json.size()).get(root);
  if (error) return {"not_json", std::string("not JSON (") + simdjson::error_message(error) + ")"};
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) return {"not_a_report", "not a JSON object"};
  auto picked = pick(object);
  auto filled = [&](Slot slot) { return picked[slot].rank < std::size(fields); };
  auto text = [&](Slot slot) { return filled(slot) ? json_text(picked[slot].value) : std::string(); };
  Given& given = record.given;
  given.from = "jsonl";
  given.id = text(slot_id);
  given.url = text(slot_url);
  given.outlet = text(slot_outlet);
  given.title = text(slot_title);
  given.language = text(slot_language);
  if (filled(slot_published)) given.published = time_of(picked[slot_published].value);
  if (filled(slot_modified)) given.modified = time_of(picked[slot_modified].value);
  if (filled(slot_authors)) given.authors = authors_of(picked[slot_authors].value);
  // Where both are there, the text is what somebody took for the report; it says more than our reading of the page
  // would.
  record.kind = filled(slot_text) ? RawKind::text : RawKind::html;
  record.content = text(filled(slot_text) ? slot_text : slot_html);
  if (record.content.empty()) return {"no_text", "neither \"text\" nor \"html\""};
  if (!options.verbatim) clean_text(record.content, record.problems);
  if (record.content.empty()) return {"no_text", "nothing in \"text\" or \"html\" but U+0000"};
  cap_content(record.content, options.max_record_bytes, record.problems);
  return {};
}

}  // namespace fairwitness
