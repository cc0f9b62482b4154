#include "quotes/features.h"

#include <algorithm>
#include <array>

#include "quotes/outline.h"

namespace fairwitness {
namespace {

constexpr uint32_t farthest = 110;  // units between a cue and what belongs to it

int bucket(uint32_t distance) {
  if (distance <= 4) return static_cast<int>(distance);
  if (distance <= 6) return 5;
  if (distance <= 9) return 6;
  if (distance <= 14) return 7;
  if (distance <= 24) return 8;
  return 9;
}

bool finite(Penn tag) { return tag == Penn::VBD || tag == Penn::VBZ || tag == Penn::VBP || tag == Penn::MD; }
bool verbal(Penn tag) { return finite(tag) || tag == Penn::VB || tag == Penn::VBG || tag == Penn::VBN; }
bool nominal(Penn tag) {
  return tag == Penn::NN || tag == Penn::NNS || tag == Penn::NNP || tag == Penn::NNPS || tag == Penn::PRP;
}
uint64_t tag(const SpeechUnit& unit) { return unit.clause ? 60 : static_cast<uint64_t>(unit.tag); }

// The first bits of a Brown cluster's path: few for a broad class, many for a narrow one.
uint64_t broad(const SpeechUnit& unit) { return unit.cluster & 0x3F; }
uint64_t narrow(const SpeechUnit& unit) { return unit.cluster & 0x3FF; }
uint64_t whole(const SpeechUnit& unit) { return unit.cluster; }

// Collects the hashed places of one position's features.
class Sink {
 public:
  Sink(FeatureRows& rows, int node_bits, int edge_bits)
      : rows_(rows), node_shift_(64 - node_bits), edge_shift_(64 - edge_bits) {}
  void node(uint64_t id, uint64_t a = 0, uint64_t b = 0, uint64_t c = 0) {
    rows_.node.push_back(static_cast<uint32_t>(mixed(id, a, b, c) >> node_shift_));
  }
  void edge(uint64_t id, uint64_t a = 0, uint64_t b = 0) {
    rows_.edge.push_back(static_cast<uint32_t>(mixed(id, a, b, 7) >> edge_shift_));
  }
  void end() { rows_.end_position(); }

 private:
  static uint64_t mixed(uint64_t id, uint64_t a, uint64_t b, uint64_t c) {
    return hash_mix(hash_mix(id * 0x9E3779B97F4A7C15ull + 1, a + 1),
                    b * 0xD6E8FEB86659FD93ull + c * 0xA0761D6478BD642Full + 3);
  }
  FeatureRows& rows_;
  int node_shift_, edge_shift_;
};

// Units by their place relative to a position; outside the range stands an empty one.
class Around {
 public:
  Around(const std::vector<SpeechUnit>& units, uint32_t first, uint32_t end)
      : units_(units), first_(first), end_(end) {}
  const SpeechUnit& operator()(uint32_t at, int shift) const {
    const int64_t place = int64_t{at} + shift;
    return place < int64_t{first_} ? before_ : place >= int64_t{end_} ? behind_ : units_[static_cast<size_t>(place)];
  }

 private:
  static SpeechUnit edge(uint64_t word) {
    SpeechUnit unit;
    unit.word = unit.lemma = word;
    unit.shape = 16;
    return unit;
  }
  const std::vector<SpeechUnit>& units_;
  uint32_t first_, end_;
  SpeechUnit before_ = edge(1), behind_ = edge(2);
};

// What a line holds at which distance, gathered in two passes so that features stay linear.
struct LineNotes {
  std::vector<uint8_t> clause_left, clause_right, phrase_right, that_right, verb_right, cue_left;
  std::vector<uint32_t> subject;   // the nearest noun or pronoun to the left; the unit itself where there is none
  std::vector<uint32_t> cue_verb;  // the nearest cue to the left
};

LineNotes notes_of(const std::vector<SpeechUnit>& units, uint32_t first, uint32_t end) {
  LineNotes out;
  const size_t n = end - first;
  for (auto* list :
       {&out.clause_left, &out.clause_right, &out.phrase_right, &out.that_right, &out.verb_right, &out.cue_left})
    list->assign(n, 0);
  out.subject.resize(n);
  out.cue_verb.resize(n);
  uint32_t clause = 0, cue = 0, noun = 0;  // positions + 1
  for (uint32_t i = 0; i < n; ++i) {
    const SpeechUnit& unit = units[first + i];
    out.clause_left[i] = static_cast<uint8_t>(clause ? 1 + bucket(i + 1 - clause) : 0);
    out.cue_left[i] = static_cast<uint8_t>(cue ? 1 + bucket(i + 1 - cue) : 0);
    out.subject[i] = noun ? first + noun - 1 : first + i;
    out.cue_verb[i] = cue ? first + cue - 1 : first + i;
    if (unit.clause) clause = i + 1;
    if (unit.cue && verbal(unit.tag)) cue = i + 1;
    if (nominal(unit.tag)) noun = i + 1;
  }
  uint32_t phrase = 0, that = 0, verb = 0;
  clause = 0;
  for (uint32_t i = static_cast<uint32_t>(n); i-- > 0;) {
    const SpeechUnit& unit = units[first + i];
    out.clause_right[i] = static_cast<uint8_t>(clause ? 1 + bucket(clause - 1 - i) : 0);
    out.phrase_right[i] = static_cast<uint8_t>(phrase ? 1 + bucket(phrase - 1 - i) : 0);
    out.that_right[i] = static_cast<uint8_t>(that ? 1 + bucket(that - 1 - i) : 0);
    out.verb_right[i] = static_cast<uint8_t>(verb ? 1 + bucket(verb - 1 - i) : 0);
    if (unit.clause)
      clause = i + 1;
    else if (unit.mark != no_mark)
      phrase = i + 1;
    if (unit.role == Role::that) that = i + 1;
    if (finite(unit.tag)) verb = i + 1;
  }
  return out;
}

void words_around(Sink& sink, const Around& unit, uint32_t i) {
  const SpeechUnit &a = unit(i, -2), &b = unit(i, -1), &o = unit(i, 0), &d = unit(i, 1), &e = unit(i, 2);
  sink.node(1);
  sink.node(2, o.word);
  sink.node(3, b.word);
  sink.node(4, d.word);
  sink.node(5, a.word);
  sink.node(6, e.word);
  sink.node(7, b.word, o.word);
  sink.node(8, o.word, d.word);
  sink.node(9, o.lemma);
  sink.node(10, o.lemma, tag(o));
  sink.node(11, tag(o));
  sink.node(12, tag(b), tag(o));
  sink.node(13, tag(o), tag(d));
  sink.node(14, tag(a), tag(b), tag(o));
  sink.node(15, tag(o), tag(d), tag(e));
  sink.node(16, tag(b), tag(o), tag(d));
  sink.node(17, o.lemma, tag(d));
  sink.node(18, o.lemma, d.word);
  sink.node(19, o.lemma, b.word);
  sink.node(20, o.ending, tag(o));
  sink.node(21, o.shape, b.shape);
  sink.node(22, tag(unit(i, 3)), tag(e), tag(d));
  sink.node(23, tag(unit(i, -3)), tag(a), tag(b));
}

}  // namespace

const LabelRules& cue_labels() {
  static constexpr LabelRules rules{0b011, {0b011, 0b111, 0b111, 0, 0}};
  return rules;
}

const LabelRules& span_labels() {
  static constexpr LabelRules rules{0b01011, {0b01011, 0b01111, 0b01111, 0b11011, 0b11011}};
  return rules;
}

void cue_features(const SpeechUnits& units, size_t line_index, const FeatureSizes& sizes, FeatureRows& out) {
  const QuoteLine& line = units.lines[line_index];
  const LineNotes notes = notes_of(units.units, line.first, line.end);
  const Around unit(units.units, line.first, line.end);
  Outline outline;
  outline.read(units.units, line.first, line.end);
  const uint64_t place = (line.inner ? 1 : 0) + (line.block == 0 ? 2 : 0);
  out.clear();
  Sink sink(out, sizes.cue_bits, sizes.cue_edge_bits);
  for (uint32_t i = line.first; i < line.end; ++i) {
    const uint32_t at = i - line.first;
    const SpeechUnit &b = unit(i, -1), &o = unit(i, 0), &d = unit(i, 1), &e = unit(i, 2);
    const SpeechUnit& subject = units.units[notes.subject[at]];
    const SpeechUnit& cue = units.units[notes.cue_verb[at]];
    words_around(sink, unit, i);
    sink.node(30, o.cue);
    sink.node(31, o.cue, tag(o));
    sink.node(32, o.cue, tag(o), tag(d));
    sink.node(33, o.cue, tag(o), tag(b));
    sink.node(34, b.cue, o.cue, tag(o));
    sink.node(35, d.cue, tag(d), tag(o));
    sink.node(36, notes.clause_left[at], notes.clause_right[at]);
    sink.node(37, o.cue, notes.clause_left[at], notes.clause_right[at]);
    sink.node(38, o.lemma, notes.clause_left[at], notes.clause_right[at]);
    sink.node(39, o.lemma, notes.that_right[at]);
    sink.node(40, o.cue, notes.that_right[at]);
    sink.node(41, o.lemma, notes.phrase_right[at]);
    sink.node(42, o.cue, notes.phrase_right[at], o.mark != no_mark);
    sink.node(43, o.lemma, tag(subject), subject.name);
    sink.node(44, o.lemma, subject.lemma);
    sink.node(45, o.cue, subject.lemma);
    sink.node(46, tag(o), subject.lemma);
    sink.node(47, place, tag(o));
    sink.node(48, place, o.lemma);
    sink.node(49, o.lemma, cue.lemma);
    sink.node(50, o.cue, notes.cue_left[at], tag(o));
    sink.node(51, o.cue, notes.verb_right[at], tag(o));
    sink.node(52, o.lemma, d.word, e.word);
    sink.node(53, o.lemma, d.word, e.word + tag(o));
    sink.node(54, b.lemma, o.lemma, d.lemma);
    sink.node(55, o.cue, d.word);
    sink.node(56, o.cue, b.word);
    sink.node(57, o.lemma, tag(b), tag(d));
    sink.node(58, b.name, o.name, d.name);
    sink.node(59, o.cue, tag(o), (at == 0 ? 1u : 0u) + (i + 1 == line.end ? 2u : 0u) + (i + 2 == line.end ? 4u : 0u));
    sink.node(60, o.lemma, (at == 0 ? 1u : 0u) + (i + 2 == line.end ? 4u : 0u));
    sink.node(61, whole(o));
    sink.node(62, narrow(o), tag(o));
    sink.node(63, broad(o), tag(o), tag(d));
    sink.node(64, whole(o), tag(o), tag(d));
    sink.node(65, whole(o), whole(d));
    sink.node(66, narrow(b), narrow(o));
    sink.node(67, narrow(o), narrow(d), narrow(e));
    sink.node(68, narrow(b), narrow(d), o.lemma);
    sink.node(69, whole(o), narrow(subject), subject.name);
    sink.node(70, whole(o), notes.clause_left[at], notes.clause_right[at]);
    sink.node(71, whole(o), notes.that_right[at]);
    sink.node(72, whole(o), notes.phrase_right[at]);
    sink.node(73, whole(d), tag(d), tag(o));
    sink.node(74, whole(b), tag(b), tag(o));
    sink.node(75, whole(e), tag(o));
    sink.node(76, o.lemma, whole(d));
    sink.node(77, o.lemma, whole(subject));
    sink.node(78, broad(b), broad(o), broad(d));
    const uint64_t right = outline.right[at], left = outline.left[at];
    sink.node(79, o.lemma, Outline::near(right, 4));
    sink.node(80, o.cue, Outline::near(right, 5), tag(o));
    sink.node(81, o.lemma, Outline::near(left, 3));
    sink.node(82, o.cue, Outline::near(left, 4), tag(o));
    sink.node(83, Outline::near(left, 2), Outline::near(right, 3), tag(o));
    sink.node(84, whole(o), Outline::near(left, 1), Outline::near(right, 3));
    sink.edge(1);
    sink.edge(2, tag(b), tag(o));
    sink.edge(3, b.cue, o.cue);
    sink.edge(4, o.word);
    sink.end();
  }
}

TokenWindow window_of(const SpeechUnits& units, size_t line, uint32_t cue_first, uint32_t cue_end) {
  const auto& lines = units.lines;
  TokenWindow out{lines[line].first, lines[line].end, cue_first, cue_end};
  if (!lines[line].inner) {
    for (size_t k = line; k-- > 0 && line - k <= 2 && lines[k].quote_only && lines[k].block == lines[line].block &&
                          lines[k].end == out.first;)
      out.first = lines[k].first;
    for (size_t k = line + 1; k < lines.size() && k - line <= 2 && lines[k].quote_only &&
                              lines[k].block == lines[line].block && lines[k].first == out.end;
         ++k)
      out.end = lines[k].end;
  }
  // So that a text without stops costs no more than any other.
  out.first = std::max(out.first, cue_first - std::min(cue_first, farthest));
  out.end = std::min(out.end, cue_end + farthest);
  return out;
}

namespace {

// What lies between the cue and a unit, in a few bits.
struct Between {
  uint32_t commas = 0, verbs = 0, flags = 0, cues = 0, steps = 0;
  uint64_t kind = 0, path = 0;  // the outline's kinds on the way, the first of them
  void pass(const SpeechUnit& unit) {
    const uint64_t next = outline_of(unit);
    if (next && next != kind) {
      if (++steps <= 8) path = hash_mix(path + 17, next);
      kind = next;
    }
    if (unit.cue && verbal(unit.tag)) cues = std::min(cues + 1, 2u);
    if (unit.tag == Penn::COMMA) commas = std::min(commas + 1, 3u);
    if (finite(unit.tag)) verbs = std::min(verbs + 1, 2u);
    if (unit.clause) flags |= 1;
    if (unit.mark != no_mark && !unit.clause) flags |= 2;
    if (unit.role == Role::that) flags |= 4;
    if (unit.tag == Penn::CC) flags |= 8;
    if (unit.role == Role::relative) flags |= 16;
    if (unit.tag == Penn::COLON) flags |= 32;
    if (nominal(unit.tag)) flags |= 64;
    if (unit.tag == Penn::IN && unit.role != Role::that) flags |= 128;
    if (unit.tag == Penn::TO) flags |= 256;
  }
  uint64_t code() const { return commas | verbs << 2 | flags << 4; }
};

struct CueView {
  uint64_t cluster = 0, lemma = 0, classes = 0, tag = 0, before = 0, behind = 0, length = 0, quotes = 0, words = 0;
};

CueView view_cue(const SpeechUnits& units, const TokenWindow& window, const Around& unit) {
  CueView out;
  uint32_t head = window.cue_first;
  for (uint32_t i = window.cue_first; i < window.cue_end; ++i) {
    if (verbal(units.units[i].tag) || units.units[i].cue) head = i;
    out.words = hash_mix(out.words + 11, units.units[i].word);
  }
  const SpeechUnit& o = units.units[head];
  out.lemma = o.lemma;
  out.cluster = whole(o);
  out.classes = o.cue;
  out.tag = tag(o);
  out.before = tag(unit(window.cue_first, -1));
  out.behind = unit(window.cue_end, 0).word;
  out.length = std::min(window.cue_end - window.cue_first, 4u);
  for (uint32_t i = window.first; i < window.end; ++i)
    if (units.units[i].clause) out.quotes |= i < window.cue_first ? 1u : 2u;
  if (window.cue_first == window.first) out.quotes |= 4;
  return out;
}

}  // namespace

void span_features(const SpeechUnits& units, const TokenWindow& window, const FeatureSizes& sizes, FeatureRows& out) {
  const Around unit(units.units, window.first, window.end);
  const CueView cue = view_cue(units, window, unit);
  const size_t n = window.end - window.first;
  std::vector<uint64_t> between(n, 0), path(n, 0), cues(n, 0);
  Outline outline;
  outline.read(units.units, window.first, window.end);
  Between passed;
  for (uint32_t i = window.cue_end; i < window.end; ++i) {
    between[i - window.first] = passed.code();
    path[i - window.first] = passed.path;
    cues[i - window.first] = passed.cues;
    passed.pass(units.units[i]);
  }
  passed = {};
  for (uint32_t i = window.cue_first; i-- > window.first;) {
    between[i - window.first] = passed.code();
    path[i - window.first] = passed.path;
    cues[i - window.first] = passed.cues;
    passed.pass(units.units[i]);
  }
  out.clear();
  Sink sink(out, sizes.span_bits, sizes.span_edge_bits);
  for (uint32_t i = window.first; i < window.end; ++i) {
    const SpeechUnit &a = unit(i, -2), &b = unit(i, -1), &o = unit(i, 0), &d = unit(i, 1), &e = unit(i, 2);
    const bool left = i < window.cue_first, right = i >= window.cue_end;
    const uint64_t side = left ? 1 : right ? 2 : 3;
    const uint32_t far = left ? window.cue_first - i : right ? i + 1 - window.cue_end : 0;
    const uint64_t distance = static_cast<uint64_t>(bucket(far)), place = side * 16 + distance;
    const uint64_t gap = between[i - window.first];
    const uint64_t last =
        (i == window.first ? 1u : 0u) + (i + 1 == window.end ? 2u : 0u) + (i + 2 == window.end ? 4u : 0u);
    sink.node(100, place);
    sink.node(101, o.word, side);
    sink.node(102, o.lemma, place);
    sink.node(103, tag(o), place);
    sink.node(104, tag(b), tag(o), side);
    sink.node(105, tag(o), tag(d), side);
    sink.node(106, tag(b), tag(o), tag(d) * 4 + side);
    sink.node(107, b.word, side);
    sink.node(108, d.word, side);
    sink.node(109, b.word, o.word, side);
    sink.node(110, o.word, d.word, side);
    sink.node(111, tag(a), tag(b), tag(o) * 4 + side);
    sink.node(112, tag(o), tag(d), tag(e) * 4 + side);
    sink.node(113, o.shape * 32u + b.shape, side);
    sink.node(114, o.name, b.name * 16u + d.name, side);
    sink.node(115, o.name, place);
    sink.node(116, gap, side);
    sink.node(117, gap, side, tag(o));
    sink.node(118, gap, side, cue.classes);
    sink.node(119, gap, side, o.word);
    sink.node(120, gap, side, tag(b) * 64 + tag(o));
    sink.node(121, gap, side, cue.quotes * 64 + tag(o));
    sink.node(122, cue.lemma, place);
    sink.node(123, cue.lemma, side, tag(o));
    sink.node(124, cue.lemma, o.lemma, side);
    sink.node(125, cue.lemma, gap, side);
    sink.node(126, cue.classes, tag(o), place);
    sink.node(127, cue.classes, cue.quotes, place);
    sink.node(128, cue.classes, cue.quotes, tag(o) * 4 + side);
    sink.node(129, cue.tag, tag(o), place);
    sink.node(130, cue.tag, cue.before, place);
    sink.node(131, cue.tag, gap, side);
    sink.node(132, cue.behind, place);
    sink.node(133, cue.behind, side, tag(o));
    sink.node(134, cue.words, place);
    sink.node(135, cue.words, side, tag(o));
    sink.node(136, cue.length, cue.tag, place);
    sink.node(137, last, tag(o), side);
    sink.node(138, last, cue.classes, side);
    sink.node(139, o.clause ? 2u : o.mark != no_mark ? 1u : 0u, o.clause ? o.ending : 0, place);
    sink.node(140, o.clause ? 2u : o.mark != no_mark ? 1u : 0u, gap, side * 8 + cue.quotes);
    sink.node(141, (b.mark != no_mark ? 1u : 0u) + (d.mark != no_mark ? 2u : 0u), tag(o), side);
    sink.node(142, o.cue, place);
    sink.node(143, o.cue, tag(o), gap);
    sink.node(144, o.ending, tag(o), side);
    sink.node(145, cue.before, cue.tag, tag(o) * 4 + side);
    sink.node(146, tag(unit(i, 3)), tag(e), tag(d) * 4 + side);
    sink.node(147, tag(unit(i, -3)), tag(a), tag(b) * 4 + side);
    sink.node(151, whole(o), side);
    sink.node(152, narrow(o), place);
    sink.node(153, narrow(b), narrow(o), side);
    sink.node(154, narrow(o), narrow(d), side);
    sink.node(155, narrow(o), gap, side);
    sink.node(156, cue.cluster, place);
    sink.node(157, cue.cluster, tag(o), side);
    sink.node(158, cue.cluster, gap, side);
    sink.node(159, cue.cluster, narrow(o), side);
    sink.node(160, broad(a), broad(b), broad(o) * 4 + side);
    sink.node(161, broad(o), broad(d), broad(e) * 4 + side);
    sink.node(162, cue.cluster, cue.quotes, place);
    const uint64_t way = path[i - window.first], passed_cues = cues[i - window.first];
    const uint64_t ahead = outline.right[i - window.first], behind = outline.left[i - window.first];
    sink.node(163, way, tag(o), side);
    sink.node(164, way, cue.classes, side);
    sink.node(165, way, outline_of(o), cue.lemma * 4 + side);
    sink.node(166, way, Outline::near(ahead, 2), side);
    sink.node(167, outline_of(o), Outline::near(ahead, 3), side);
    sink.node(168, outline_of(o), Outline::near(behind, 3), side);
    sink.node(169, Outline::near(behind, 2), Outline::near(ahead, 3), outline_of(o) * 4 + side);
    sink.node(170, passed_cues, tag(o), place);
    sink.node(171, passed_cues, gap, Outline::near(ahead, 2) * 4 + side);
    sink.node(172, cue.classes, Outline::near(ahead, 4), outline_of(o) * 4 + side);
    if (far <= 4) {
      uint64_t tags = side;
      for (uint32_t k = 0; k < far; ++k) tags = hash_mix(tags + 5, tag(units.units[left ? i + k : i - k]));
      sink.node(148, tags, cue.tag);
      sink.node(149, tags, cue.classes);
      sink.node(150, tags, cue.lemma);
    }
    sink.edge(1, side);
    sink.edge(2, tag(b), tag(o));
    sink.edge(3, o.word, side);
    sink.edge(4, b.word, side);
    sink.edge(5, (b.clause ? 1u : 0u) + (o.clause ? 2u : 0u), side);
    sink.edge(6, tag(b), tag(o) * 64 + tag(d));
    sink.edge(7, cue.classes, (tag(o) * 4 + side));
    sink.edge(8, o.role == Role::none ? 0 : static_cast<uint64_t>(o.role), static_cast<uint64_t>(b.role));
    sink.edge(9, gap, tag(o));
    sink.end();
  }
}

}  // namespace fairwitness
