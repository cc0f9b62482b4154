// Trains data/models/en/pronouns.bin, which tells whom "he" and "she" mean, and measures it by cross-validation: the
// pronouns of each document are told by a model that was trained without it.
//   pronouns MENTIONS.txt DATA_DIR OUT.bin|-
// MENTIONS.txt is what train/pronouns_data.py prints; its mentions of people are given, who is who is not. A pronoun is
// right when the last name or description of the person it is told to mean is one of the entity it does mean; one whose
// entity was not mentioned before is left out.
#include <cstdio>
#include <map>
#include <set>
#include <sstream>

#include "names/antecedents.h"
#include "names/draft.h"
#include "perceptron.h"
#include "words/letters.h"

using namespace fairwitness;
using namespace fairwitness::naming;
using namespace fairwitness::train;

namespace {

struct Mention {
  uint32_t first = 0, end = 0, sentence = 0;
  std::string id, key;
  PronounPlace pronoun;
  bool is_pronoun = false, subject = false, owner = false, quoted = false, named = false, several = false, weak = false;
  char gender = '\0';
};

struct Document {
  std::string id;
  std::vector<Mention> mentions;
};

using Features = std::vector<uint32_t>;

class Reader {
 public:
  explicit Reader(const Rules& rules)
      : words_(rules),
        gazetteer_(rules),
        tables_(rules.bytes("models/en/clusters.bin"), rules.bytes("models/en/lexicon.bin"),
                rules.bytes("models/en/kin.bin")) {}

  Document read(const std::string& id, const std::string& text,
                const std::vector<std::pair<Span, std::string>>& given) {
    std::vector<Block> blocks;
    for (size_t at = 0; at < text.size();) {
      size_t end = std::min(text.find('\n', at), text.size());
      if (text.find_first_not_of(" \t", at) < end)
        blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 1;
    }
    Words words = read_words(text, blocks, words_);
    Draft draft{text, words, gazetteer_, read_units(text, words, gazetteer_, tables_), {}, {}, {}};
    Document out{id, {}};
    std::vector<bool> quoted = inside_quotes(draft.units, words);
    for (const auto& [span, entity] : given) {
      Mention m = place(draft, span);
      if (m.end <= m.first) continue;
      m.id = entity;
      m.quoted = quoted[m.first];
      describe(draft, m);
      if (!join_apposition(draft, m, out.mentions)) out.mentions.push_back(std::move(m));
    }
    return out;
  }

 private:
  // "Lind, the mayor": the engine takes what is behind the comma for a role, not for one more person in mind.
  static bool join_apposition(const Draft& draft, const Mention& m, std::vector<Mention>& mentions) {
    const auto& units = draft.units.units;
    if (mentions.empty() || m.is_pronoun || m.named) return false;
    Mention& before = mentions.back();
    if (!before.named || before.is_pronoun || before.sentence != m.sentence || before.end + 1 != m.first) return false;
    if (units[before.end].penn != Penn::COMMA || units[m.first].penn == Penn::PRPS) return false;
    before.end = m.end;
    if (!before.gender) before.gender = m.gender;
    return true;
  }

  static std::vector<bool> inside_quotes(const Units& units, const Words& words) {
    std::vector<bool> out(units.units.size() + 1);
    bool inside = false;
    for (size_t n = 0; n < units.sentences.size(); ++n) {
      const NameSentence& s = units.sentences[n];
      if (n && words.sentences[n].block != words.sentences[n - 1].block) inside = false;
      for (uint32_t i = s.first; i < s.end; ++i) {
        if (units.units[i].penn == Penn::OPEN_QUOTE) inside = true;
        if (units.units[i].penn == Penn::CLOSE_QUOTE) inside = false;
        out[i] = inside;
      }
    }
    return out;
  }

  static Mention place(const Draft& draft, Span span) {
    Mention m;
    const auto& units = draft.units.units;
    m.first = static_cast<uint32_t>(std::lower_bound(units.begin(), units.end(), span.begin,
                                                     [](const Unit& u, uint32_t at) { return u.span.end <= at; }) -
                                    units.begin());
    m.end = m.first;
    while (m.end < units.size() && units[m.end].span.begin < span.end) ++m.end;
    while (m.sentence < draft.units.sentences.size() && draft.units.sentences[m.sentence].end <= m.first) ++m.sentence;
    if (m.sentence < draft.units.sentences.size()) m.end = std::min(m.end, draft.units.sentences[m.sentence].end);
    return m;
  }

  void describe(const Draft& draft, Mention& m) const {
    const auto& units = draft.units.units;
    FoundName found;
    found.first = found.phrase = m.first;
    found.end = m.end;
    found.sentence = m.sentence;
    m.subject = is_subject(draft, found);
    m.owner = m.end < units.size() && units[m.end].penn == Penn::POS;
    if (units[m.end - 1].penn == Penn::POS) m.owner = true;
    if (m.end == m.first + 1 && read_pronoun(draft, m)) return;
    const uint32_t limit = draft.units.sentences[m.sentence].end;
    m.weak = m.end < limit && (units[m.end].penn == Penn::NN || units[m.end].penn == Penn::NNS);
    if (m.first > draft.units.sentences[m.sentence].first) {
      const std::string before = lower_case(draft.word(m.first - 1));
      m.weak |=
          before == "as" || before == "is" || before == "was" || before == "be" || before == "became" || before == "'s";
    }
    // The head: the last noun before what belongs to it behind.
    uint32_t head = m.first;
    for (uint32_t i = m.first; i < m.end; ++i) {
      const Penn penn = units[i].penn;
      if (i > m.first && (penn == Penn::IN || penn == Penn::COMMA || penn == Penn::WP || penn == Penn::WDT ||
                          penn == Penn::VBG || penn == Penn::VBN || penn == Penn::TO || penn == Penn::LRB))
        break;
      if (penn == Penn::NN || penn == Penn::NNS || penn == Penn::NNP || penn == Penn::NNPS || penn == Penn::PRP)
        head = i;
    }
    m.named = units[head].penn == Penn::NNP || units[head].penn == Penn::NNPS;
    m.several = units[head].penn == Penn::NNS || units[head].penn == Penn::NNPS;
    for (uint32_t i = m.first; i <= head; ++i) {
      if (units[i].penn == Penn::CC) m.several = true;
      if (!m.gender && (i == head || m.named)) m.gender = draft.gazetteer.gender_of(units[i]);
      if (!m.named && i > m.first) m.key += ' ';
      if (!m.named && units[i].penn != Penn::DT) m.key += lower_case(draft.word(i));
    }
    if (m.named) m.key = "*" + lower_case(draft.word(head));
  }

  bool read_pronoun(const Draft& draft, Mention& m) const {
    const Unit& unit = draft.units.units[m.first];
    const char gender = draft.gazetteer.pronoun(unit.shape.word);
    if (!gender) return unit.penn == Penn::PRP || unit.penn == Penn::PRPS;
    m.is_pronoun = true;
    m.pronoun = pronoun_place(draft, m.first, m.sentence, m.quoted);
    m.subject = m.pronoun.subject;
    return true;
  }

  WordRules words_;
  Gazetteer gazetteer_;
  WordTables tables_;
};

// The people in mind while a document is gone through.
class Memory {
 public:
  // Places in mind of those who may be meant, the last mentioned first.
  std::vector<size_t> candidates(const PronounPlace& pronoun) const {
    std::vector<size_t> out;
    for (size_t i = people_.size(); i-- > 0 && out.size() < 12;)
      if (may_mean(pronoun, people_[i].who) && pronoun.sentence - people_[i].who.sentence <= max_pronoun_distance &&
          people_[i].end <= pronoun.unit)
        out.push_back(i);
    return out;
  }
  const Remembered& who(size_t i) const { return people_[i].who; }
  const std::string& gold(size_t i) const { return people_[i].gold; }
  uint32_t frame() const { return frame_; }
  bool knows(const std::string& gold) const { return seen_.contains(gold); }

  void mention(const Mention& m) {
    if (m.key.empty()) return;
    seen_.insert(m.id);
    auto known = std::find_if(people_.begin(), people_.end(), [&](const Person& p) { return p.key == m.key; });
    Person person;
    if (known != people_.end()) {
      person = *known;
      people_.erase(known);
    }
    person.key = m.key;
    person.gold = m.id;
    person.end = m.end;
    Remembered& r = person.who;
    r.subject = m.subject || (r.mentions && r.subject && r.sentence == m.sentence);
    r.sentence = m.sentence, r.unit = m.first, r.mentions += 1;
    r.quoted = m.quoted, r.named = m.named, r.pronoun = false, r.owner = m.owner, r.several = m.several,
    r.weak = m.weak;
    if (m.subject && !m.quoted) frame_ = m.first;
    if (m.gender) r.gender = m.gender;
    people_.push_back(std::move(person));
  }
  void pronoun(size_t i, const PronounPlace& p) {
    Person person = people_[i];
    people_.erase(people_.begin() + static_cast<ptrdiff_t>(i));
    Remembered& r = person.who;
    r.subject = p.subject || (r.subject && r.sentence == p.sentence);
    r.sentence = p.sentence, r.unit = p.unit, r.mentions += 1;
    r.quoted = p.quoted, r.pronoun = true, r.owner = p.possessive, r.gender = p.gender;
    r.weak = false;
    if (p.subject && !p.quoted) frame_ = p.unit;
    person.end = p.unit + 1;
    people_.push_back(std::move(person));
  }

 private:
  struct Person {
    std::string key, gold;
    uint32_t end = 0;
    Remembered who;
  };
  std::vector<Person> people_;  // the last mentioned last
  std::set<std::string> seen_;
  uint32_t frame_ = 0xFFFFFFFFu;
};

struct Weights {
  std::unordered_map<uint32_t, float> now, squares;

  float score(const Features& features) const {
    float sum = 0;
    for (uint32_t key : features)
      if (auto found = now.find(key); found != now.end()) sum += found->second;
    return sum;
  }
  void step(const Features& features, float gradient) {
    for (uint32_t key : features) {
      float& w = now[key];
      const float g = gradient - 0.02f * w;
      squares[key] += g * g;
      w += 0.04f * g / std::sqrt(squares[key] + 0.1f);
    }
  }
};

struct Counts {
  size_t all = 0, right = 0, told = 0, told_right = 0;
};

// Goes through a document; learns where `learning`, else counts.
void go_through(const Document& document, Weights& weights, bool learning, double margin, Counts& counts) {
  Memory memory;
  for (Mention m : document.mentions) {
    m.pronoun.frame = memory.frame();
    if (!m.is_pronoun) {
      memory.mention(m);
      continue;
    }
    const bool anaphoric = memory.knows(m.id);
    std::vector<size_t> candidates = memory.candidates(m.pronoun);
    std::vector<Features> features;
    std::vector<float> scores;
    size_t gold = candidates.size(), best = 0;
    std::array<uint32_t, max_antecedent_features> found;
    for (size_t c = 0; c < candidates.size(); ++c) {
      size_t n = antecedent_features(m.pronoun, memory.who(candidates[c]), static_cast<uint32_t>(c),
                                     static_cast<uint32_t>(candidates.size()), found);
      features.emplace_back(found.begin(), found.begin() + static_cast<ptrdiff_t>(n));
      scores.push_back(weights.score(features.back()));
      if (scores[c] > scores[best]) best = c;
      if (gold == candidates.size() && memory.gold(candidates[c]) == m.id) gold = c;
    }
    if (learning && gold < candidates.size()) {
      float top = scores[best], sum = 0;
      for (float s : scores) sum += std::exp(s - top);
      for (size_t c = 0; c < candidates.size(); ++c) {
        const bool is = memory.gold(candidates[c]) == m.id;
        if (is && c != gold) continue;
        weights.step(features[c], (is ? 1.0f : 0.0f) - std::exp(scores[c] - top) / sum);
      }
      memory.pronoun(candidates[gold], m.pronoun);
    } else if (!learning && anaphoric) {
      const bool right = !candidates.empty() && memory.gold(candidates[best]) == m.id;
      float second = -1e9f;
      for (size_t c = 0; c < candidates.size(); ++c)
        if (c != best) second = std::max(second, scores[c]);
      const bool told = !candidates.empty() && static_cast<double>(scores[best] - second) >= margin;
      ++counts.all, counts.right += right, counts.told += told, counts.told_right += told && right;
    }
    if (!learning && !candidates.empty()) memory.pronoun(candidates[best], m.pronoun);
  }
}

// The mean of several runs, each in its own order.
Weights trained_on(const std::vector<const Document*>& documents) {
  constexpr uint64_t runs = 5;
  Weights mean;
  Counts none;
  for (uint64_t run = 0; run < runs; ++run) {
    Weights weights;
    uint64_t random = 3 + run;
    std::vector<const Document*> order = documents;
    for (int round = 0; round < 8; ++round) {
      shuffle(order, random);
      for (const Document* document : order) go_through(*document, weights, true, 0, none);
    }
    for (auto [key, w] : weights.now) mean.now[key] += w / runs;
  }
  return mean;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fprintf(stderr, "pronouns MENTIONS.txt DATA_DIR OUT.bin|-\n"), 2;
  auto rules = Rules::from_folder(argv[2]);
  if (!rules) return std::fprintf(stderr, "%s\n", rules.error().message.c_str()), 2;
  Reader reader(**rules);
  std::vector<Document> documents;
  std::istringstream in(read_file(argv[1]));
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("D ")) continue;
    std::string id = line.substr(2), text;
    std::getline(in, text);
    std::replace(text.begin(), text.end(), '\x01', '\n');
    std::vector<std::pair<Span, std::string>> given;
    while (std::getline(in, line) && !line.empty()) {
      std::istringstream fields(line);
      std::string mark, entity, type;
      Span span;
      if (fields >> mark >> span.begin >> span.end >> entity >> type && type == "person")
        given.emplace_back(span, entity);
    }
    documents.push_back(reader.read(id, text, given));
  }
  constexpr size_t folds = 11;
  Counts news, other;
  for (size_t fold = 0; fold < folds; ++fold) {
    std::vector<const Document*> training;
    for (size_t d = 0; d < documents.size(); ++d)
      if (d % folds != fold) training.push_back(&documents[d]);
    Weights weights = trained_on(training);
    for (size_t d = fold; d < documents.size(); d += folds)
      go_through(documents[d], weights, false, 0.15,
                 documents[d].id.find("-news-") != std::string::npos ? news : other);
  }
  auto print = [](const char* title, const Counts& c) {
    auto share = [](size_t a, size_t b) { return b ? 100.0 * static_cast<double>(a) / static_cast<double>(b) : 0.0; };
    std::printf("%s: %zu pronouns, right %.1f %%; told where it is plain %.1f %%, of these right %.1f %%\n", title,
                c.all, share(c.right, c.all), share(c.told, c.all), share(c.told_right, c.told));
  };
  print("news", news);
  print("other kinds", other);
  if (std::string_view(argv[3]) == "-") return 0;
  std::vector<const Document*> all;
  for (const Document& d : documents) all.push_back(&d);
  Weights weights = trained_on(all);
  Perceptron model(1);
  for (auto& [key, w] : weights.now) model.update(std::span(&key, 1), 0, w);
  // In the file one stands for 1000, whatever the largest weight: references.cc counts on it.
  model.write(argv[3], {"means"}, 0, 1000);
}
