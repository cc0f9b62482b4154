#include "names/units.h"

#include <algorithm>

#include "names/gazetteer.h"
#include "words/letters.h"

namespace fairwitness::naming {
namespace {

constexpr size_t max_phrase = 10;  // units of a known phrase

// Marks every unit that the longest known phrase from `at` covers.
void mark_known(const Gazetteer& gazetteer, std::span<Unit> units, size_t at) {
  uint64_t hash = 0;
  for (size_t i = at; i < units.size() && i - at < max_phrase; ++i) {
    hash = phrase_hash(hash, units[i].exact);
    const KnownPhrase* known = gazetteer.find(hash);
    if (!known) return;
    if (known->kinds) {
      bool alone = i == at;
      for (size_t j = at; j <= i; ++j) {
        units[j].known |= known->kinds;
        units[j].mask = alone ? units[j].mask | known->kinds : known->kinds | (units[j].mask & known_given);
        units[j].known_at = alone ? 4 : j == at ? 1 : j == i ? 3 : 2;
        units[j].thing = known->thing;
      }
      if (alone) {
        units[at].male |= known->male;
        units[at].female |= known->female;
      }
    }
    if (!known->longer) return;
  }
}

// A word in small letters is open between two capitalised ones that are near ("of", "al"), beside one ("southern",
// "desert"), and behind such a one where it is a word that names are made of ("province") or one that no list has.
void open_units(std::span<Unit> units) {
  constexpr size_t nothing = static_cast<size_t>(-1);
  constexpr uint32_t heads =
      known_body_head | known_facility_head | known_place_head | known_event_head | known_particle;
  size_t last = nothing;
  auto may_be_name = [](const Unit& unit) { return !(unit.shape.form & 16) || (unit.shape.form & 4); };
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].capital || units[i].known_at) units[i].open = true;
    if (!units[i].capital) continue;
    if (last != nothing && i - last <= 4)
      for (size_t j = last + 1; j < i; ++j) units[j].open = true;
    if (i > 0) units[i - 1].open |= may_be_name(units[i - 1]);
    if (i + 1 < units.size()) units[i + 1].open |= may_be_name(units[i + 1]);
    if (i + 2 < units.size() && units[i + 1].open && !units[i + 1].capital) {
      Unit& unit = units[i + 2];
      if (unit.joined || (unit.shape.form & 4) || unit.known & heads || !unit.shape.cluster)
        unit.open |= may_be_name(unit);
    }
    last = i;
  }
}

}  // namespace

void split_at_hyphens(std::string_view text, Span span, std::vector<Span>& out) {
  std::string_view word = span.of(text);
  if (word.size() < 3 || word.find('-') == word.npos) return out.push_back(span);
  uint32_t begin = span.begin;
  for (uint32_t i = span.begin; i <= span.end; ++i) {
    if (i < span.end && text[i] != '-') continue;
    if (begin < i) out.push_back({begin, i});
    begin = i + 1;
  }
  if (out.empty()) out.push_back(span);
}

Units read_units(std::string_view text, const Words& words, const Gazetteer& gazetteer, const WordTables& tables) {
  Units out;
  out.units.reserve(words.tokens.size() + words.tokens.size() / 16);
  std::vector<Span> parts;
  std::vector<WordShape> shapes;
  for (const Sentence& sentence : words.sentences) {
    auto first = static_cast<uint32_t>(out.units.size());
    shapes.clear();
    for (uint32_t t = sentence.first; t < sentence.end; ++t) {
      const Token& token = words.tokens[t];
      parts.clear();
      if (token.penn == Penn::ADD || token.penn == Penn::COLON)
        parts.push_back(token.span);
      else
        split_at_hyphens(text, token.span, parts);
      for (size_t p = 0; p < parts.size(); ++p) {
        Unit unit;
        unit.span = parts[p];
        unit.token = t;
        unit.penn = token.penn;
        unit.joined = p > 0;
        std::string_view word = parts[p].of(text);
        unit.shape = tables.shape(word);
        unit.capital = unit.shape.form & 1;
        unit.exact = exact_hash(word);
        unit.known = unit.mask = gazetteer.word(unit.shape.word);
        out.units.push_back(unit);
        shapes.push_back(unit.shape);
      }
    }
    std::span<Unit> units(out.units.data() + first, out.units.size() - first);
    for (size_t i = 0; i < units.size(); ++i)
      if (units[i].known_at != 2 && units[i].known_at != 3) mark_known(gazetteer, units, i);
    open_units(units);
    out.sentences.push_back({first, static_cast<uint32_t>(out.units.size()), Tagger::mostly_capitals(shapes)});
  }
  return out;
}

}  // namespace fairwitness::naming
