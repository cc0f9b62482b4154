#include <algorithm>
#include <cmath>

#include "quotes/choices.h"
#include "quotes/frames.h"
#include "quotes/outline.h"

namespace fairwitness {
namespace {

uint64_t tag(const SpeechUnit& unit) { return unit.clause ? 60 : static_cast<uint64_t>(unit.tag); }
uint64_t narrow(const SpeechUnit& unit) { return unit.cluster & 0x3FF; }

uint64_t size_class(uint32_t size) {
  return size <= 6 ? size : size <= 9 ? 7 : size <= 14 ? 8 : size <= 22 ? 9 : size <= 35 ? 10 : 11;
}

// A probability's place on a scale of sixteen.
uint64_t step_of(float log_probability) {
  return static_cast<uint64_t>(std::clamp(std::lround(-log_probability * 2), 0L, 15L));
}

class Writer {
 public:
  Writer(const SpeechUnits& units, const Candidate& candidate, int bits, ChoiceRows& out)
      : units_(units.units), candidate_(candidate), window_(candidate.window), shift_(64 - bits), out_(out) {
    outline_.read(units_, window_.first, window_.end);
    uint32_t head = window_.cue_first;
    for (uint32_t i = window_.cue_first; i < window_.cue_end; ++i) {
      if (is_verb(units_[i].tag) || units_[i].cue) head = i;
      words_ = hash_mix(words_ + 11, units_[i].word);
    }
    lemma_ = units_[head].lemma;
    classes_ = units_[head].cue;
    cluster_ = units_[head].cluster;
    cue_tag_ = tag(units_[head]);
    before_.word = before_.lemma = 1;
    before_.shape = behind_.shape = 16;
    behind_.word = behind_.lemma = 2;
  }

  void run(const QuoteLine& line) {
    write_cue(line);
    for (const Choice& choice : candidate_.choices) {
      out_.parts.push_back({0});
      for (Range range : choice.source) out_.parts.back().push_back(part_of(sources_, range, true));
      for (Range range : choice.content) out_.parts.back().push_back(part_of(contents_, range, false));
      write_whole(choice);
      out_.parts.back().push_back(end_part());
      const float p = std::clamp(candidate_.cue_probability, 0.001f, 0.999f);
      out_.plain.push_back({std::log(p / (1 - p)), choice.log_probability});
    }
  }

 private:
  struct Part {
    Range range;
    uint32_t index = 0;
  };

  void add(uint64_t id, uint64_t a = 0, uint64_t b = 0, uint64_t c = 0) {
    const uint64_t hash = hash_mix(hash_mix(id * 0x9E3779B97F4A7C15ull + 5, a + 1),
                                   b * 0xD6E8FEB86659FD93ull + c * 0xA0761D6478BD642Full + 3);
    out_.places.push_back(static_cast<uint32_t>(hash >> shift_));
  }
  uint32_t end_part() {
    out_.part_end.push_back(static_cast<uint32_t>(out_.places.size()));
    return static_cast<uint32_t>(out_.part_end.size() - 1);
  }
  const SpeechUnit& unit(uint32_t at, int shift) const {
    const int64_t place = int64_t{at} + shift;
    return place < int64_t{window_.first}  ? before_
           : place >= int64_t{window_.end} ? behind_
                                           : units_[static_cast<size_t>(place)];
  }
  uint64_t ahead(uint32_t at, int count) const { return Outline::near(outline_.right[at - window_.first], count); }
  uint64_t back(uint32_t at, int count) const { return Outline::near(outline_.left[at - window_.first], count); }

  uint32_t part_of(std::vector<Part>& known, Range range, bool source) {
    for (const Part& one : known)
      if (one.range == range) return one.index;
    if (source)
      write_source(range);
    else
      write_content(range);
    known.push_back({range, end_part()});
    return known.back().index;
  }

  void write_cue(const QuoteLine& line) {
    const uint64_t p = step_of(std::log(std::max(candidate_.cue_probability, 1e-4f)));
    const SpeechUnit &b = unit(window_.cue_first, -1), &d = unit(window_.cue_end, 0), &e = unit(window_.cue_end, 1);
    const uint32_t last = window_.cue_end - 1;
    uint64_t quotes = line.inner ? 4 : 0;
    uint64_t marks = 0;
    for (uint32_t i = window_.first; i < window_.end; ++i) {
      if (units_[i].clause) quotes |= i < window_.cue_first ? 1u : 2u;
      if (units_[i].mark != no_mark && !units_[i].clause) marks |= i < window_.cue_first ? 1u : 2u;
    }
    add(1);
    add(2, p);
    add(3, words_);
    add(4, lemma_, cue_tag_);
    add(5, cluster_, cue_tag_);
    add(6, classes_, cue_tag_);
    add(7, classes_, p);
    add(8, lemma_, p);
    add(9, quotes, marks, p);
    add(10, quotes, marks, lemma_);
    add(11, quotes, marks, classes_);
    add(12, lemma_, ahead(last, 2));
    add(13, classes_, ahead(last, 3), cue_tag_);
    add(14, classes_, back(window_.cue_first, 3), cue_tag_);
    add(15, tag(b), cue_tag_, tag(d));
    add(16, lemma_, d.word);
    add(17, lemma_, b.word);
    add(18, narrow(b), cluster_);
    add(19, cluster_, narrow(d));
    add(20, d.word, e.word);
    add(21, std::min(window_.cue_end - window_.cue_first, 5u), cue_tag_);
    add(22, line.block == 0, p);
    end_part();
  }

  void write_source(Range range) {
    uint32_t head = range.first;
    uint64_t commas = 0, verbs = 0, names = 0, inner = 0;
    bool found = false;
    for (uint32_t i = range.first; i < range.end; ++i) {
      const SpeechUnit& one = units_[i];
      if (is_nominal(one.tag) && !found) head = i;
      if (head > range.first &&
          (one.tag == Penn::IN || one.tag == Penn::COMMA || is_verb(one.tag) || one.tag == Penn::WP))
        found = true;
      commas += one.tag == Penn::COMMA;
      verbs += is_verb(one.tag);
      names += one.name != 0 && (i == range.first || units_[i - 1].name == 0);
      inner |= one.role == Role::relative ? 1u : 0u;
      inner |= one.tag == Penn::IN ? 2u : 0u;
      inner |= one.tag == Penn::CC ? 4u : 0u;
    }
    const bool left = range.end <= window_.cue_first;
    const uint64_t side = left ? 1 : 2;
    const uint32_t far = left ? window_.cue_first - range.end : range.first - window_.cue_end;
    const uint64_t size = size_class(range.end - range.first), way = side * 16 + size_class(far);
    const SpeechUnit &o = units_[head], &f = units_[range.first], &l = units_[range.end - 1];
    const SpeechUnit &b = unit(range.first, -1), &d = unit(range.end, 0);
    add(101, side);
    add(102, way, tag(o));
    add(103, way, classes_, cue_tag_);
    add(104, size, side, tag(o));
    add(105, o.lemma, side);
    add(106, o.lemma, lemma_);
    add(107, narrow(o), classes_, side);
    add(108, narrow(o), cluster_);
    add(109, o.name, classes_, side);
    add(110, tag(f), tag(l), side);
    add(111, f.word, size);
    add(112, l.lemma, tag(l));
    add(113, tag(b), tag(f), side);
    add(114, tag(l), tag(d), side);
    add(115, b.word, tag(f));
    add(116, d.word, tag(l));
    add(117, std::min<uint64_t>(commas, 4) * 8 + std::min<uint64_t>(verbs, 3), inner, side);
    add(118, std::min<uint64_t>(names, 3), size, inner);
    add(119, back(range.first, 3), side);
    add(120, ahead(range.end - 1, 3), side);
    add(121, back(range.first, 2), ahead(range.end - 1, 2), way);
    add(122, outline_of(f), ahead(range.first, 4), size);
    add(123, cue_tag_, tag(o), way);
    add(124, units_[head].cluster, side);
    add(125, (range.first == window_.first ? 1u : 0u) + (range.end == window_.end ? 2u : 0u), way, tag(o));
    add(126, commas & 1, tag(b) == static_cast<uint64_t>(Penn::COMMA), tag(d) == static_cast<uint64_t>(Penn::COMMA));
  }

  void write_content(Range range) {
    uint64_t commas = 0, verbs = 0, cues = 0, clauses = 0, marked = 0, depth = 0, flags = 0;
    for (uint32_t i = range.first; i < range.end; ++i) {
      const SpeechUnit& one = units_[i];
      commas += one.tag == Penn::COMMA;
      verbs += is_finite(one.tag) && !one.clause;
      cues += one.cue && is_verb(one.tag);
      clauses += one.clause;
      marked += one.mark != no_mark && !one.clause;
      if (one.tag == Penn::LRB) ++depth;
      if (one.tag == Penn::RRB) {
        if (depth)
          --depth;
        else
          flags |= 1;
      }
      if (one.tag == Penn::COLON) flags |= 8;
    }
    if (depth) flags |= 2;
    const SpeechUnit &f = units_[range.first], &l = units_[range.end - 1];
    const SpeechUnit &b = unit(range.first, -1), &d = unit(range.end, 0), &e = unit(range.end, 1),
                     &g = unit(range.first, 1);
    if ((b.mark != no_mark && b.mark == f.mark) || (d.mark != no_mark && d.mark == l.mark)) flags |= 4;
    const bool left = range.end <= window_.cue_first;
    const uint64_t side = left ? 1 : 2;
    const uint32_t far = left ? window_.cue_first - range.end : range.first - window_.cue_end;
    const uint64_t size = size_class(range.end - range.first), way = side * 16 + size_class(far);
    const uint64_t edges = (range.first == window_.first ? 1u : 0u) + (range.end == window_.end ? 2u : 0u) +
                           (range.end + 1 == window_.end ? 4u : 0u);
    const uint64_t verb_class = std::min<uint64_t>(verbs, 3), holds = clauses ? 2 : marked ? 1 : 0;
    add(201, side, edges);
    add(202, way, classes_, cue_tag_);
    add(203, size, side, classes_);
    add(204, size, verb_class, holds);
    add(205, f.word, side);
    add(206, tag(f), tag(g), way);
    add(207, lemma_, f.word, side);
    add(208, lemma_, tag(f), verb_class);
    add(209, classes_, tag(f), verb_class * 4 + side);
    add(210, b.word, tag(f), side);
    add(211, tag(b), tag(f), side);
    add(212, tag(l), tag(d), tag(e));
    add(213, l.word, tag(d));
    add(214, tag(l), d.word, side);
    add(215, d.word, e.word);
    add(216, ahead(range.end - 1, 3), verb_class, side);
    add(217, ahead(range.end - 1, 4), edges);
    add(218, back(range.end - 1, 3), ahead(range.end - 1, 2));
    add(219, outline_of(f), ahead(range.first, 3), classes_);
    add(220, outline_of(f), ahead(range.first, 4), size);
    add(221, back(range.first, 3), outline_of(f), side);
    add(222, flags, side);
    add(223, std::min<uint64_t>(commas, 5), edges, tag(d));
    add(224, std::min<uint64_t>(cues, 3), verb_class, side);
    add(225, clauses > 1, holds, clauses && range.end - range.first == 1);
    add(226, holds, classes_, edges);
    add(227, holds, lemma_);
    add(228, cluster_, narrow(f), side);
    add(229, cluster_, verb_class, way);
    add(230, narrow(l), narrow(d));
    add(231, verb_class, edges, tag(d));
    add(232, words_, tag(f), verb_class);
    add(233, f.clause, l.clause, tag(d));
  }

  void write_whole(const Choice& choice) {
    uint64_t order = 0;
    uint32_t size = 0;
    for (Range range : choice.source) order |= range.end <= window_.cue_first ? 1u : 2u;
    for (Range range : choice.content) {
      order |= range.end <= window_.cue_first ? 4u : 8u;
      size += range.end - range.first;
    }
    const uint64_t counts =
        std::min<uint64_t>(choice.source.size(), 3) * 4 + std::min<uint64_t>(choice.content.size(), 3);
    uint64_t close = 0;
    for (Range range : choice.source)
      for (Range other : choice.content) {
        if (range.end == other.first) close |= 1;
        if (other.end == range.first) close |= 2;
        if (other.end < range.first && range.end <= window_.cue_first) close |= 4;
        if (range.end < other.first && other.end <= window_.cue_first) close |= 8;
      }
    const uint64_t p = step_of(choice.log_probability);
    add(301, order, counts);
    add(302, order, classes_, cue_tag_);
    add(303, order, lemma_);
    add(304, counts, classes_);
    add(305, counts, lemma_);
    add(306, p, counts);
    add(307, p, static_cast<uint64_t>(&choice - candidate_.choices.data()));
    add(308, close, order);
    add(309, close, classes_);
    add(310, size_class(size), counts, p);
    add(311, words_, order, counts);
    add(312, order, back(window_.cue_first, 2), ahead(window_.cue_end - 1, 2));
  }

  const std::vector<SpeechUnit>& units_;
  const Candidate& candidate_;
  const TokenWindow window_;
  const int shift_;
  ChoiceRows& out_;
  Outline outline_;
  SpeechUnit before_, behind_;
  uint64_t lemma_ = 0, classes_ = 0, cluster_ = 0, cue_tag_ = 0, words_ = 0;
  std::vector<Part> sources_, contents_;
};

}  // namespace

void choice_features(const SpeechUnits& units, const Candidate& candidate, int bits, ChoiceRows& out) {
  out.clear();
  Writer(units, candidate, bits, out).run(units.lines[candidate.line]);
}

}  // namespace fairwitness
