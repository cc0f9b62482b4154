#include "words/tagger.h"

#include <algorithm>
#include <limits>

#include "words/letters.h"

namespace fairwitness {
namespace {

constexpr size_t max_classes = 96;
constexpr uint8_t outside = 255;  // the class of what has none: beyond the sentence, a tag the model does not know

// Lower case with digits made 0, up to 64 bytes: longer words share what they begin with.
struct Folded {
  char bytes[64];
  size_t size = 0;
  explicit Folded(std::string_view word) {
    for (size_t i = 0; i < word.size() && size < sizeof bytes; ++i) {
      auto c = static_cast<unsigned char>(word[i]);
      if (c == 0xE2 && word.substr(i, 3) == "\xE2\x80\x99") {
        bytes[size++] = '\'';
        i += 2;
      } else if (c == 0xC3 && i + 1 < word.size()) {  // Latin-1 letters, the most common beyond ASCII
        bytes[size++] = word[i];
        if (size < sizeof bytes) {
          auto next = static_cast<unsigned char>(word[++i]);
          bytes[size++] = static_cast<char>(next < 0x9F && next != 0x97 ? next + 0x20 : next);
        }
      } else {
        bytes[size++] = is_ascii_digit(word[i]) ? '0' : ascii_lower(word[i]);
      }
    }
  }
  std::string_view view() const { return {bytes, size}; }
  std::string_view tail(size_t n) const { return view().substr(size > n ? size - n : 0); }
};

}  // namespace

uint8_t form_of(std::string_view word) {
  bool upper = false, lower = false, digit = false, hyphen = false, stop = false, wide = false, mixed = false;
  for (char c : word) {
    if (is_ascii_upper(c)) {
      mixed |= lower;
      upper = true;
    } else if (is_ascii_lower(c)) {
      lower = true;
    } else if (is_ascii_digit(c)) {
      digit = true;
    } else if (c == '-') {
      hyphen = true;
    } else if (c == '.') {
      stop = true;
    } else if (static_cast<unsigned char>(c) >= 128) {
      wide = true;
    }
  }
  bool capital = class_at(word, 0) == CharClass::upper;
  return static_cast<uint8_t>(capital | (upper && !lower ? 2 : 0) | (digit ? 4 : 0) | (hyphen ? 8 : 0) |
                              (!upper && !lower && !wide ? 16 : 0) | (stop ? 32 : 0) | (wide ? 64 : 0) |
                              (mixed ? 128 : 0));
}

WordShape WordTables::shape(std::string_view word) const {
  Folded folded(word);
  WordShape shape;
  shape.word = word_hash(folded.view());
  shape.suffix2 = word_hash(folded.tail(2));
  shape.suffix3 = word_hash(folded.tail(3));
  shape.suffix4 = word_hash(folded.tail(4));
  shape.prefix3 = word_hash(folded.view().substr(0, 3));
  shape.form = form_of(word);
  uint32_t exact = word_hash(word);
  shape.lexicon = lexicon_.at(exact);
  if (!shape.lexicon && (shape.form & 1)) shape.lexicon = lexicon_.at(shape.word);
  shape.cluster = clusters_.at(exact);
  if (!shape.cluster) shape.cluster = clusters_.at(shape.word);
  shape.kin = kin_.at(shape.word);
  return shape;
}

bool Tagger::mostly_capitals(std::span<const WordShape> shapes) {
  size_t words = 0, capitals = 0;
  for (const auto& shape : shapes)
    if (!(shape.form & 16)) {
      ++words;
      capitals += shape.form & 1;
    }
  return words >= 4 && capitals * 10 >= words * 7;
}

size_t Tagger::features(std::span<const WordShape> shapes, size_t at, uint32_t before, uint32_t before2, bool capitals,
                        std::array<uint32_t, max_features>& out) {
  static constexpr WordShape nothing;
  auto near = [&](size_t i) -> const WordShape& { return i < shapes.size() ? shapes[i] : nothing; };
  const WordShape& w = shapes[at];
  const WordShape& left = at ? shapes[at - 1] : nothing;
  const WordShape& left2 = at > 1 ? shapes[at - 2] : nothing;
  const WordShape& right = near(at + 1);
  const WordShape& right2 = near(at + 2);
  const uint32_t form = w.form | (at == 0 ? 256u : 0u) | (capitals ? 512u : 0u);
  size_t n = 0;
  auto put = [&](uint32_t kind, uint32_t a, uint32_t b = 0) { out[n++] = feature_key(kind, a, b); };
  put(0, 0);
  put(1, w.word);
  put(2, w.suffix2);
  put(3, w.suffix3);
  put(4, w.suffix4);
  put(5, w.prefix3);
  put(6, form);
  put(7, form, w.suffix3);
  put(8, w.lexicon + 1u, w.form & 1u);
  put(9, w.lexicon + 1u, before);
  put(10, w.cluster);
  put(11, w.cluster & 0xFFu);
  put(12, w.cluster & 0xFFu, before);
  put(13, before);
  put(14, before, before2);
  put(15, before, w.word);
  put(16, left.word);
  put(17, right.word);
  put(18, left2.word);
  put(19, right2.word);
  put(20, left.word, w.word);
  put(21, w.word, right.word);
  put(22, right.suffix3);
  put(23, left.suffix3);
  put(24, right.lexicon + 1u);
  put(25, right.lexicon + 1u, w.lexicon);
  put(26, right.cluster & 0xFFu);
  put(27, right.form, w.lexicon);
  put(28, right2.lexicon + 1u, right.lexicon);
  put(29, left.lexicon + 1u, right.lexicon);
  put(30, left.cluster & 0xFFu);
  put(31, before, right.lexicon + 1u);
  put(32, w.lexicon + 1u, form);
  return n;
}

Tagger::Tagger(std::string_view model, WordTables tables) : model_(model), tables_(tables) {
  if (model_.classes() > max_classes) model_ = LinearModel();
  class_of_penn_.fill(outside);
  for (std::string_view label : model_.labels()) {
    size_t space = label.find(' ');
    Penn penn = penn_of(label.substr(0, space));
    uint8_t& known = class_of_penn_[static_cast<size_t>(penn)];
    if (known == outside) known = static_cast<uint8_t>(classes_.size());
    classes_.emplace_back(penn, space == label.npos ? Upos::X : upos_named(label.substr(space + 1)));
  }
}

void Tagger::tag(std::string_view text, std::span<Token> tokens, std::vector<WordShape>& shapes) const {
  shapes.clear();
  for (const Token& token : tokens) shapes.push_back(tables_.shape(token.span.of(text)));
  const bool capitals = mostly_capitals(shapes);
  uint32_t before = outside, before2 = outside;
  std::array<uint32_t, max_features> found;
  std::array<int32_t, max_classes> scores;
  for (size_t i = 0; i < tokens.size(); ++i) {
    uint32_t best = class_of_penn_[static_cast<size_t>(tokens[i].penn)];
    if (tokens[i].penn != Penn::none) {
      tokens[i].upos = upos_of(tokens[i].penn);
    } else if (classes_.empty()) {
      tokens[i].penn = Penn::NN;
      tokens[i].upos = Upos::NOUN;
    } else {
      size_t n = features(shapes, i, before, before2, capitals, found);
      std::fill_n(scores.begin(), classes_.size(), 0);
      model_.add(std::span(found).first(n), scores.data());
      best = static_cast<uint32_t>(
          std::max_element(scores.begin(), scores.begin() + static_cast<ptrdiff_t>(classes_.size())) - scores.begin());
      tokens[i].penn = classes_[best].first;
      tokens[i].upos = classes_[best].second;
    }
    before2 = before;
    before = best;
  }
}

}  // namespace fairwitness
