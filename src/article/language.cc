#include "article/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "article/meta_words.h"

namespace fairwitness {
namespace {

constexpr size_t looked_at = 2500;  // bytes of text; more tells nothing new
// What the page says of its language is believed when the first bytes are of no other; only then they are enough.
constexpr size_t first_look = 250;
constexpr int all_of_it = 97;         // percent
constexpr size_t least_letters = 40;  // below it the text cannot contradict

struct Told {
  std::string code;
  bool reliable = false;
  int percent = 0;
};

Told language_of(std::string_view text, size_t most) {
  size_t end = std::min(text.size(), most);
  while (end < text.size() && !is_utf8_boundary(text, end)) --end;
  bool reliable = false;
  CLD2::Language languages[3];
  int percents[3], bytes = 0;
  // No hints: the declared language is compared with what the text alone tells.
  CLD2::Language language =
      CLD2::DetectLanguageSummary(text.data(), static_cast<int>(end), true, languages, percents, &bytes, &reliable);
  if (language == CLD2::UNKNOWN_LANGUAGE) return {};
  return {primary_language(CLD2::LanguageCode(language)), reliable && percents[0] >= 60, percents[0]};
}

}  // namespace

std::string primary_language(std::string_view tag) {
  tag = trim(tag);
  size_t end = 0;
  std::string code;
  while (end < tag.size() && (is_lower(tag[end]) || is_upper(tag[end]))) code += ascii_lower(tag[end++]);
  bool whole = end == tag.size() || tag[end] == '-' || tag[end] == '_' || tag[end] == ',' || tag[end] == ';';
  if ((code.size() != 2 && code.size() != 3) || !whole) return {};
  // Old codes that pages and CLD2 still use.
  if (code == "iw") return "he";
  if (code == "nb" || code == "nn") return "no";
  if (code == "in") return "id";
  if (code == "eng") return "en";
  if (code == "deu" || code == "ger") return "de";
  return code;
}

void settle_language(const RawRecord& record, Article& article) {
  Sourced declared = std::move(article.language);
  article.language = {};
  std::string given = primary_language(record.given.language);
  std::string said = given.empty() ? primary_language(declared.value) : given;
  std::string said_from = declared.from;
  if (!given.empty()) said_from.assign("given:").append(record.given.from).append(".language");
  Told told;
  if (article.text.size() >= least_letters) {
    if (!said.empty()) told = language_of(article.text, first_look);
    if (!told.reliable || told.percent < all_of_it || told.code != said) told = language_of(article.text, looked_at);
  }
  auto put = [&](std::string value, std::string from) {
    if (value.empty()) return;
    if (article.language.value.empty())
      article.language.value = std::move(value), article.language.from = std::move(from);
    else if (article.language.value != value)
      article.language.others.emplace_back(std::move(value), std::move(from));
  };
  bool text_decides = !told.code.empty() && (said.empty() || (told.reliable && told.code != said));
  if (text_decides) {
    put(told.code, "text");
    put(said, said_from);
  } else {
    put(said, said_from);
    put(told.code, "text");
  }
}

}  // namespace fairwitness
