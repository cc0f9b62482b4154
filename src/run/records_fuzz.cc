// Any text through the whole map half - times, figures and events among the rest: every span must lie in the text on
// UTF-8 boundaries. A first byte that is odd takes the text as it is; the report has a day or none by the second bit.
#include <cstdint>

#include "run/engine.h"

using namespace fairwitness;

namespace {

void check(const std::string& text, Span span) {
  FW_CHECK(span.begin <= span.end && span.end <= text.size());
  FW_CHECK(is_utf8_boundary(text, span.begin) && is_utf8_boundary(text, span.end));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Engine engine(*Rules::embedded());
  if (size == 0) return 0;
  RawRecord record;
  record.id = "a";
  record.kind = RawKind::text;
  record.content = to_valid_utf8(std::string_view(reinterpret_cast<const char*>(data + 1), size - 1));
  if (data[0] & 2) record.given.published = "2031-05-03";
  if (data[0] & 4) record.given.title = record.content.substr(0, record.content.find(0x0A));
  const Report report = engine.read(std::move(record), data[0] & 1);
  const std::string& text = report.article.text;
  for (const Time& time : report.times) {
    check(text, time.span);
    FW_CHECK(time.value.empty() || time.open.empty() || time.type == TimeType::time);
  }
  for (const Figure& figure : report.figures) {
    check(text, figure.span);
    FW_CHECK(!figure.low || !figure.high || *figure.low <= *figure.high);
  }
  for (const Figure& figure : report.headline_figures) check(report.article.title.value, figure.span);
  for (const Event& event : report.events) check(text, event.span);
  return 0;
}
