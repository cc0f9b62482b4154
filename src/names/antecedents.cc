#include "names/antecedents.h"

#include <algorithm>

namespace fairwitness::naming {
namespace {

uint32_t bucket(uint32_t n) { return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 20 ? 6 : 7; }

}  // namespace

bool may_mean(const PronounPlace& pronoun, const Remembered& who) {
  return !who.several && (!who.gender || !pronoun.gender || who.gender == pronoun.gender);
}

size_t antecedent_features(const PronounPlace& pronoun, const Remembered& who, uint32_t rank, uint32_t among,
                           std::array<uint32_t, max_antecedent_features>& out) {
  const uint32_t distance = bucket(pronoun.sentence - who.sentence);
  const uint32_t near = std::min<uint32_t>(distance, 3);
  const uint32_t role = pronoun.subject ? 0 : pronoun.possessive ? 1 : pronoun.reflexive ? 2 : 3;
  const uint32_t last = (who.subject ? 1u : 0u) | (who.pronoun ? 2u : 0u) | (who.owner ? 4u : 0u);
  const uint32_t marks = (who.quoted ? 1u : 0u) | (pronoun.quoted ? 2u : 0u);
  const uint32_t order = std::min<uint32_t>(rank, 4);
  size_t n = 0;
  auto put = [&](uint32_t kind, uint32_t a, uint32_t b = 0) { out[n++] = feature_key(kind, a, b); };
  put(1, distance);
  put(2, near, role);
  put(3, near, last);
  put(4, last, role);
  put(5, marks, near);
  put(6, who.gender ? 1 : 0);
  put(7, who.gender ? 1 : 0, near);
  put(8, bucket(who.mentions));
  put(9, bucket(who.mentions), near);
  put(10, order);
  put(11, order, near);
  put(12, order, role);
  put(13, who.named ? 1 : 0, near);
  put(14, who.named ? 1 : 0, last);
  put(15, who.subject ? 1 : 0, near * 8 + (pronoun.opens ? 4 : 0) + std::min<uint32_t>(role, 3));
  put(16, std::min<uint32_t>(among, 4), order);
  const uint32_t words = pronoun.unit - who.unit;
  put(17, words < 3 ? 0 : words < 6 ? 1 : words < 12 ? 2 : words < 24 ? 3 : words < 48 ? 4 : 5, role);
  put(18, order * 8 + last, near);
  put(19, who.named ? 1 : 0, who.gender ? 1 : 0);
  put(20, marks * 8 + last, near);
  // Who speaks is "I" in their own words.
  if (pronoun.quoted) put(21, who.unit == pronoun.frame && !who.quoted ? 1 : 0, near);
  put(22, who.weak ? 1 : 0);
  return n;
}

int32_t AntecedentModel::score(const PronounPlace& pronoun, const Remembered& who, uint32_t rank,
                               uint32_t among) const {
  std::array<uint32_t, max_antecedent_features> found;
  size_t n = antecedent_features(pronoun, who, rank, among, found);
  int32_t sum = 0;
  if (model_.classes() == 1) model_.add(std::span(found).first(n), &sum);
  return sum;
}

}  // namespace fairwitness::naming
