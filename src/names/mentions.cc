#include "names/mentions.h"

#include <algorithm>
#include <limits>

#include "names/evidence.h"
#include "names/gazetteer.h"

namespace fairwitness::naming {
namespace {

bool inside(uint32_t label) { return label && ((label - 1) % 4 == place_begin || (label - 1) % 4 == place_inside); }

uint32_t mask_of(const Unit& unit) { return unit.mask | uint32_t{unit.known_at} << 20; }

}  // namespace

bool may_follow(uint32_t label, uint32_t next) {
  if (!inside(label)) return next == 0 || (next - 1) % 4 == place_begin || (next - 1) % 4 == place_unit;
  return next && (next - 1) / 4 == (label - 1) / 4 && ((next - 1) % 4 == place_inside || (next - 1) % 4 == place_last);
}

uint32_t transition_key(uint32_t before) { return feature_key(200, before); }

size_t mention_features(std::span<const Unit> units, size_t at, bool capitals,
                        std::array<uint32_t, max_mention_features>& out) {
  static const Unit nothing;
  auto near = [&](ptrdiff_t by) -> const Unit& {
    auto i = static_cast<ptrdiff_t>(at) + by;
    return i >= 0 && i < static_cast<ptrdiff_t>(units.size()) ? units[static_cast<size_t>(i)] : nothing;
  };
  const Unit &u = near(0), &l = near(-1), &l2 = near(-2), &r = near(1), &r2 = near(2);
  const WordShape& w = u.shape;
  // The run of capitals around the unit, small words inside it left aside.
  size_t begin = at, end = at + 1;
  while (begin > 0 && at - begin < 6 && units[begin - 1].capital) --begin;
  while (end < units.size() && end - at < 6 && units[end].capital) ++end;
  const uint32_t form =
      w.form | (at == 0 ? 256u : 0u) | (capitals ? 512u : 0u) | (u.joined ? 1024u : 0u) | (r.joined ? 2048u : 0u);
  const uint32_t where = std::min<uint32_t>(3, static_cast<uint32_t>(at - begin)) * 4 +
                         std::min<uint32_t>(3, static_cast<uint32_t>(end - at - 1)) + (u.capital ? 16 : 0);
  size_t n = 0;
  auto put = [&](uint32_t kind, uint32_t a, uint32_t b = 0) { out[n++] = feature_key(kind, a, b); };
  put(0, 0);
  put(1, w.word);
  put(2, u.exact);
  put(3, w.suffix3);
  put(4, w.suffix4);
  put(5, w.prefix3);
  put(6, form);
  put(7, form, w.suffix3);
  put(8, w.cluster);
  put(9, w.cluster & 0xFFu);
  put(10, w.cluster & 0x3FFFu);
  put(11, w.cluster & 0xFFu, form);
  put(12, l.shape.word);
  put(13, r.shape.word);
  put(14, l2.shape.word);
  put(15, r2.shape.word);
  put(16, l.shape.word, w.word);
  put(17, w.word, r.shape.word);
  put(18, l.shape.word, form);
  put(19, r.shape.word, form);
  put(20, l.shape.cluster & 0xFFu, form);
  put(21, r.shape.cluster & 0xFFu, form);
  put(22, l.shape.cluster & 0xFFu, w.cluster & 0xFFu);
  put(23, w.cluster & 0xFFu, r.shape.cluster & 0xFFu);
  put(24, l.shape.cluster);
  put(25, r.shape.cluster);
  put(26, l.shape.form, form);
  put(27, r.shape.form, form);
  put(28, feature_key(0, l.shape.form, r.shape.form), form);
  put(29, static_cast<uint32_t>(u.penn), form);
  put(30, static_cast<uint32_t>(l.penn), static_cast<uint32_t>(u.penn));
  put(31, static_cast<uint32_t>(u.penn), static_cast<uint32_t>(r.penn));
  put(32, mask_of(u), u.capital);
  put(33, mask_of(l), mask_of(u));
  put(34, mask_of(u), mask_of(r));
  put(35, mask_of(l), u.capital);
  put(36, mask_of(r), u.capital);
  put(37, mask_of(l2), mask_of(l));
  put(38, mask_of(r), mask_of(r2));
  put(39, where, form);
  put(40, where, mask_of(u));
  if (u.capital) {
    const Unit &first = units[begin], &last = units[end - 1];
    put(41, last.shape.word, where);
    put(42, mask_of(last), where);
    put(43, mask_of(first), where);
    put(44, last.shape.cluster & 0x3FFFu, where & 15);
    put(45, first.shape.cluster & 0x3FFFu, where & 15);
    const Unit& before = begin > 0 ? units[begin - 1] : nothing;
    const Unit& behind = end < units.size() ? units[end] : nothing;
    put(46, before.shape.word, where);
    put(47, behind.shape.word, where);
    put(48, before.shape.cluster & 0x3FFFu, behind.shape.cluster & 0x3FFFu);
    put(49, before.shape.cluster & 0xFFu, where);
    put(50, behind.shape.cluster & 0xFFu, where);
    put(51, first.shape.word, where);
    put(52, mask_of(before), where);
  }
  put(53, feature_key(1, l.shape.word, w.word), r.shape.word);
  put(54, l2.shape.word, l.shape.word);
  put(55, r.shape.word, r2.shape.word);
  put(56, u.known_at, u.thing);
  put(57, l2.shape.cluster & 0xFFu, l.shape.cluster & 0xFFu);
  put(58, r.shape.cluster & 0xFFu, r2.shape.cluster & 0xFFu);
  if (u.evidence) {
    put(59, u.evidence & 0x7FFF, where & 15);
    for (uint32_t bit = 0; bit < evidence_bits; ++bit)
      if (u.evidence >> bit & 1) {
        put(60, bit, where);
        put(61, bit, mask_of(u));
      }
  }
  put(63, w.kin);
  put(64, w.kin & 0x3FFu, form);
  put(65, w.kin & 0x7Fu, form);
  put(66, l.shape.kin & 0x3FFu, form);
  put(67, r.shape.kin & 0x3FFu, form);
  put(68, l.shape.kin & 0x7Fu, w.kin & 0x7Fu);
  put(69, w.kin & 0x7Fu, r.shape.kin & 0x7Fu);
  put(70, l2.shape.kin & 0x7Fu, l.shape.kin & 0x7Fu);
  put(71, r.shape.kin & 0x7Fu, r2.shape.kin & 0x7Fu);
  put(72, l.shape.kin, r.shape.kin);
  if (u.capital) {
    put(73, units[begin].shape.kin & 0x3FFu, where & 15);
    put(74, units[end - 1].shape.kin & 0x3FFu, where & 15);
    put(75, begin > 0 ? units[begin - 1].shape.kin & 0x3FFu : 0, where & 15);
    put(76, end < units.size() ? units[end].shape.kin & 0x3FFu : 0, where & 15);
  }
  if (r.evidence && u.capital) put(62, r.evidence & 0x7FFF, u.evidence & 0x7FFF);
  return n;
}

const std::vector<uint32_t>& Decoder::best(std::span<const Unit> units, std::span<const float> scores,
                                           std::span<const float> transitions) {
  constexpr float never = -1e30f;
  const size_t n = units.size();
  labels_.assign(n, 0);
  from_.assign(n * mention_labels, 0);
  std::array<float, mention_labels> now{}, next{};
  now.fill(never);
  now[0] = 0;
  for (size_t i = 0; i < n; ++i) {
    next.fill(never);
    const uint32_t labels = units[i].open ? mention_labels : 1;
    for (uint32_t label = 0; label < labels; ++label) {
      const uint32_t place = label ? (label - 1) % 4 : 0;
      uint32_t best = 0;
      float best_score = never;
      auto consider = [&](uint32_t before) {
        float score = now[before] + transitions[before * mention_labels + label];
        if (score > best_score) best_score = score, best = before;
      };
      if (label && (place == place_inside || place == place_last)) {
        const uint32_t first = label - place;
        consider(first);
        consider(first + place_inside);
      } else {
        consider(0);
        for (uint32_t kind = 0; kind < mention_kinds; ++kind) {
          consider(label_of(kind, place_last));
          consider(label_of(kind, place_unit));
        }
      }
      if (best_score <= never / 2) continue;
      next[label] = best_score + scores[i * mention_labels + label];
      from_[i * mention_labels + label] = static_cast<uint8_t>(best);
    }
    now = next;
  }
  uint32_t label = 0;
  for (uint32_t candidate = 1; candidate < mention_labels; ++candidate)
    if (!inside(candidate) && now[candidate] > now[label]) label = candidate;
  for (size_t i = n; i-- > 0;) {
    labels_[i] = label;
    label = from_[i * mention_labels + label];
  }
  return labels_;
}

MentionModel::MentionModel(std::string_view bytes) : model_(bytes), transitions_(mention_labels * mention_labels) {
  if (model_.classes() != mention_labels) {
    model_ = LinearModel();
    return;
  }
  std::array<int32_t, mention_labels> scores;
  for (uint32_t before = 0; before < mention_labels; ++before) {
    uint32_t key = transition_key(before);
    scores.fill(0);
    model_.add(std::span(&key, 1), scores.data());
    for (uint32_t label = 0; label < mention_labels; ++label)
      transitions_[before * mention_labels + label] = static_cast<float>(scores[label]);
  }
}

std::vector<Mention> MentionModel::find(const Units& all) const {
  std::vector<Mention> out;
  if (!model_.classes()) return out;
  std::vector<float> scores;
  Decoder decoder;
  std::array<uint32_t, max_mention_features> found;
  std::array<int32_t, mention_labels> sums;
  for (const NameSentence& sentence : all.sentences) {
    std::span<const Unit> units(all.units.data() + sentence.first, sentence.end - sentence.first);
    if (std::none_of(units.begin(), units.end(), [](const Unit& u) { return u.open; })) continue;
    scores.assign(units.size() * mention_labels, 0.0f);
    for (size_t i = 0; i < units.size(); ++i) {
      if (!units[i].open) continue;
      size_t n = mention_features(units, i, sentence.capitals, found);
      sums.fill(0);
      model_.add(std::span(found).first(n), sums.data());
      for (uint32_t label = 0; label < mention_labels; ++label)
        scores[i * mention_labels + label] = static_cast<float>(sums[label]);
    }
    const std::vector<uint32_t>& labels = decoder.best(units, scores, transitions_);
    for (uint32_t i = 0, first = 0; i < units.size(); ++i) {
      if (!labels[i]) continue;
      const uint32_t place = (labels[i] - 1) % 4;
      if (place == place_begin) first = i;
      if (place == place_unit) first = i;
      if (place == place_last || place == place_unit)
        out.push_back({sentence.first + first, sentence.first + i + 1, static_cast<NameKind>((labels[i] - 1) / 4)});
    }
  }
  return out;
}

}  // namespace fairwitness::naming
