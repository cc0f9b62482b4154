// Statements: sentences that went from report to report, what is set for a day to come, and what did not come about.
#include <algorithm>

#include "ledger/entries.h"
#include "ledger/scan.h"

namespace fairwitness {
namespace {

void finish(const Material& m, Entry& entry, std::vector<Entry>& ledger) {
  for (Reading& reading : entry.readings)
    std::stable_sort(reading.passages.begin(), reading.passages.end(), [](const Passage& a, const Passage& b) {
      return std::pair(a.report, a.span) < std::pair(b.report, b.span);
    });
  count_origins(m, entry);
  entry.state = entry.independent > 1 ? EntryState::agrees : EntryState::single;
  if (entry.readings.size() > 1) {
    entry.state = EntryState::differs;
    entry.because.insert(entry.because.begin(), "copied with a negation or a role turned round");
  }
  ledger.push_back(std::move(entry));
}

Entry statement(const Material& m, int32_t story, std::string about, std::string value) {
  Entry entry;
  entry.kind = EntryKind::statement;
  entry.story = story;
  entry.storyline = m.stories[static_cast<size_t>(story)].storyline;
  entry.about = std::move(about);
  entry.readings.push_back({std::move(value), {}, {}, {}, "", {}, "", ""});
  return entry;
}

// ---------------------------------------------------------------------------------------------- copied sentences

// The part of one sentence of a report that lies in copied passages.
struct Piece {
  uint32_t report = 0;
  Span sentence, span;
};

// Where byte `at` of the a side lands on the b side: rewordings are fixed points, what lies between them is alike.
uint32_t across(const Copy& copy, uint32_t at) {
  uint32_t a0 = copy.a_span.begin, b0 = copy.b_span.begin, a1 = copy.a_span.end, b1 = copy.b_span.end;
  for (const Rewording& w : copy.rewordings) {
    if (w.a.empty() && w.b.empty()) continue;
    if (at < w.a.begin && !w.a.empty()) {
      a1 = w.a.begin;
      b1 = w.b.empty() ? b1 : w.b.begin;
      break;
    }
    if (w.a.empty() || w.b.empty()) continue;
    a0 = w.a.end;
    b0 = w.b.end;
    if (at < w.a.end) return w.b.begin;
  }
  if (a1 <= a0 || b1 <= b0) return b0;
  return std::min(b1, b0 + static_cast<uint32_t>(static_cast<uint64_t>(std::min(at, a1) - std::min(at, a0)) *
                                                 (b1 - b0) / (a1 - a0)));
}

// The numbers told in a passage or right beside it, in order: a changed number often stands just where the copied words
// end, and two passages with different numbers do not say the same.
std::vector<double> numbers_in(const Report& report, Span sentence, Span span) {
  constexpr uint32_t beside = 24;  // bytes
  span.begin = std::max(sentence.begin, span.begin - std::min(span.begin, beside));
  span.end = std::min(sentence.end, span.end + beside);
  std::vector<double> out;
  for (const Figure& figure : report.figures)
    if (figure.unit.empty() && span.overlaps(figure.span) && (figure.best || figure.low || figure.high))
      out.push_back(figure.best ? *figure.best : figure.low ? *figure.low : *figure.high);
  return out;
}

// Do the two say the contrary, though one copied the other? A *not* stands on one side only, or two words have changed
// places: who did it and to whom it was done.
bool contrary(const Material& m, const Copy& copy, Span part) {
  size_t negations = 0;
  std::vector<std::pair<std::string, std::string>> changed;
  for (const Rewording& one : copy.rewordings) {
    if (one.a.begin < part.begin || one.a.end > part.end) continue;
    std::vector<Word> a = scan_words(m.text(copy.a), one.a), b = scan_words(m.text(copy.b), one.b);
    for (const auto* words : {&a, &b})
      for (const Word& word : *words) negations += m.rules.negates(word.text);
    changed.emplace_back(wording(a), wording(b));
  }
  if (negations % 2 == 1) return true;
  for (size_t i = 0; i < changed.size(); ++i)
    for (size_t j = i + 1; j < changed.size(); ++j)
      if (!changed[i].first.empty() && changed[i].first == changed[j].second && changed[i].second == changed[j].first)
        return true;
  return false;
}

// Pieces that are one statement, each reading for itself.
using Readings = std::vector<std::vector<Piece>>;

class Pieces {
 public:
  explicit Pieces(const Material& m) : m_(m) {}

  void add(const Copy& copy) {
    const auto& sentences = m_.reports[copy.a]->words.sentences;
    auto first = std::lower_bound(sentences.begin(), sentences.end(), copy.a_span.begin,
                                  [](const Sentence& one, uint32_t at) { return one.span.end <= at; });
    for (auto it = first; it != sentences.end() && it->span.begin < copy.a_span.end; ++it) {
      Span part{std::max(it->span.begin, copy.a_span.begin), std::min(it->span.end, copy.a_span.end)};
      uint32_t middle = across(copy, part.begin + part.size() / 2);
      Span other = sentence_at(*m_.reports[copy.b], std::min(middle, copy.b_span.end - 1));
      if (other.empty()) continue;
      Span there{std::max(other.begin, copy.b_span.begin), std::min(other.end, copy.b_span.end)};
      constexpr size_t fewest = 6;  // words: less than that is a phrase, not a statement
      if (there.empty() || scan_words(m_.text(copy.a), part).size() < fewest ||
          scan_words(m_.text(copy.b), there).size() < fewest)
        continue;
      if (numbers_in(*m_.reports[copy.a], it->span, part) != numbers_in(*m_.reports[copy.b], other, there)) continue;
      joins_.push_back({piece(copy.a, it->span, part), piece(copy.b, other, there), contrary(m_, copy, part)});
    }
  }

  std::vector<Readings> clusters() {
    Groups statements(pieces_.size()), readings(pieces_.size());
    for (const Join& one : joins_) {
      statements.join(one.a, one.b);
      if (!one.contrary) readings.join(one.a, one.b);
    }
    auto less = [](const Piece& a, const Piece& b) {
      return std::pair(a.report, a.span) < std::pair(b.report, b.span);
    };
    std::vector<Readings> out;
    for (const auto& members : statements.all()) {
      std::map<size_t, std::vector<Piece>> by_reading;
      for (size_t n : members) by_reading[readings.of(n)].push_back(pieces_[n]);
      out.emplace_back();
      for (auto& [first, pieces] : by_reading) {
        std::sort(pieces.begin(), pieces.end(), less);
        out.back().push_back(std::move(pieces));
      }
      std::sort(out.back().begin(), out.back().end(),
                [&](const auto& a, const auto& b) { return less(a.front(), b.front()); });
    }
    return out;
  }

 private:
  size_t piece(uint32_t report, Span sentence, Span part) {
    auto [found, fresh] = at_.try_emplace({report, sentence.begin}, pieces_.size());
    if (fresh)
      pieces_.push_back({report, sentence, part});
    else
      pieces_[found->second].span = {std::min(pieces_[found->second].span.begin, part.begin),
                                     std::max(pieces_[found->second].span.end, part.end)};
    return found->second;
  }

  const Material& m_;
  std::map<std::pair<uint32_t, uint32_t>, size_t> at_;
  std::vector<Piece> pieces_;
  struct Join {
    size_t a, b;
    bool contrary;
  };
  std::vector<Join> joins_;
};

void add_copied(const Material& m, std::vector<Entry>& ledger) {
  Pieces pieces(m);
  for (const Copy& copy : m.copies) {
    // A statement is told word for word: where the words were exchanged (respun), none is carried.
    bool carried = copy.kind == CopyKind::copied || copy.kind == CopyKind::credited_wire;
    if (carried && m.story_of[copy.a] >= 0 && m.story_of[copy.a] == m.story_of[copy.b]) pieces.add(copy);
  }
  std::vector<Entry> found;
  for (const auto& cluster : pieces.clusters()) {
    const Piece& first = cluster.front().front();
    std::string value(first.span.of(m.text(first.report)));
    Entry entry = statement(m, m.story_of[first.report], shortened(value, 80), value);
    for (size_t r = 0; r < cluster.size(); ++r) {
      const Piece& told = cluster[r].front();
      if (r > 0) entry.readings.push_back({std::string(told.span.of(m.text(told.report))), {}, {}, {}, "", {}, "", ""});
      for (const Piece& piece : cluster[r]) cite(entry.readings[r], piece.report, piece.span);
    }
    finish(m, entry, found);
  }
  std::stable_sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return a.story < b.story; });
  std::move(found.begin(), found.end(), std::back_inserter(ledger));
}

// ---------------------------------------------------------------------------------------------- what is set for a day

// A sentence that names a day not before its report's own.
struct Plan {
  uint32_t report = 0;
  Span sentence;
  std::string day;
  std::vector<std::string> words;  // lower-case content words without names, stemmed
};

std::string stem(std::string word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

// Content words of a sentence that are no names, sorted, each once.
std::vector<std::string> plain_words(const Material& m, uint32_t report, Span sentence) {
  std::vector<std::string> out;
  for (const Word& word : scan_words(m.text(report), sentence)) {
    char first = m.text(report)[word.span.begin];
    bool lower = first >= 'a' && first <= 'z';
    if (lower && word.text.size() > 3 && !m.rules.stop_words.contains(word.text)) out.push_back(stem(word.text));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// In how many sentences of the story each plain word stands: a word that stands everywhere tells no plan from another.
std::unordered_map<std::string, uint32_t> word_counts(const Material& m, const Story& story, uint32_t* sentences) {
  std::unordered_map<std::string, uint32_t> counts;
  for (uint32_t report : story.reports)
    for (const Sentence& one : m.reports[report]->words.sentences) {
      ++*sentences;
      for (const auto& word : plain_words(m, report, one.span)) ++counts[word];
    }
  return counts;
}

std::vector<Plan> plans_of(const Material& m, const Story& story) {
  std::vector<Plan> plans;
  for (uint32_t report : story.reports) {
    std::string own = m.day_of(report);
    if (own.empty()) own = story.from;  // the story's first day stands in for a report that tells none
    const auto& times = m.reports[report]->times;
    for (uint32_t i = 0; i < times.size(); ++i) {
      std::string day = m.time_value(report, i).substr(0, 10);
      if (own.empty() || !parse_iso_day(day) || day <= own) continue;
      Span sentence = sentence_at(*m.reports[report], times[i].span.begin);
      if (!sentence.empty()) plans.push_back({report, sentence, day, plain_words(m, report, sentence)});
    }
  }
  return plans;
}

void add_plans(const Material& m, std::vector<Entry>& ledger) {
  for (size_t s = 0; s < m.stories.size(); ++s) {
    const Story& story = m.stories[s];
    if (story.reports.size() < 2) continue;
    std::vector<Plan> plans = plans_of(m, story);
    if (plans.size() < 2) continue;
    uint32_t sentences = 0;
    auto counts = word_counts(m, story, &sentences);
    // A word is telling when it stands in few of the story's sentences.
    uint32_t most = std::max<uint32_t>(sentences / 12, 4);
    Groups groups(plans.size());
    std::map<std::pair<std::string, std::string>, size_t> first_with;  // (day, word)
    std::map<size_t, std::string> word_of;
    for (size_t n = 0; n < plans.size(); ++n)
      for (const auto& word : plans[n].words) {
        if (counts[word] > most) continue;
        auto [found, fresh] = first_with.try_emplace({plans[n].day, word}, n);
        if (fresh || plans[found->second].report == plans[n].report) continue;
        groups.join(found->second, n);
        word_of.try_emplace(n, word);
      }
    for (const auto& members : groups.all()) {
      if (members.size() < 2) continue;
      const Plan& first = plans[members.front()];
      std::string word = word_of.count(members[1]) ? word_of[members[1]] : "";
      Entry entry = statement(m, static_cast<int32_t>(s), word + ", " + first.day,
                              std::string(first.sentence.of(m.text(first.report))));
      for (size_t n : members) cite(entry.readings.front(), plans[n].report, plans[n].sentence);
      entry.readings.front().as_of = first.day;
      finish(m, entry, ledger);
    }
  }
}

// ---------------------------------------------------------------------------------------------- what did not come
// about

// "failed to come up with a joint declaration": the thing denied, as two words that stand together, and the clause that
// denies it.
struct Denial {
  uint32_t report = 0;
  Span span, clause;
  std::string thing;
};

// From word `first` on to the mark that ends its clause, at the most a dozen words.
Span clause_from(std::string_view text, const std::vector<Word>& words, size_t first) {
  constexpr size_t most = 12;
  size_t last = first;
  while (last + 1 < words.size() && last - first + 1 < most) {
    std::string_view between = text.substr(words[last].span.end, words[last + 1].span.begin - words[last].span.end);
    if (between.find_first_of(",;:.!?\n") != std::string_view::npos) break;
    ++last;
  }
  return {words[first].span.begin, words[last].span.end};
}

// The negator that begins at word `at`, and how many words it has; 0 when there is none.
size_t negator_at(const Material& m, const std::vector<Word>& words, size_t at, uint32_t* gap) {
  for (const auto& negator : m.rules.negators) {
    size_t i = 0;
    while (i < negator.words.size() && at + i < words.size() && words[at + i].text == negator.words[i]) ++i;
    if (i < negator.words.size()) continue;
    *gap = negator.gap;
    return negator.words.size();
  }
  return 0;
}

std::vector<Denial> denials_of(const Material& m, uint32_t report, Span sentence) {
  std::vector<Denial> out;
  auto words = scan_words(m.text(report), sentence);
  for (size_t at = 0; at < words.size(); ++at) {
    uint32_t gap = 0;
    size_t length = negator_at(m, words, at, &gap);
    if (length == 0) continue;
    size_t last = std::min(words.size(), at + length + gap + 2);
    for (size_t i = at + length; i + 1 < last; ++i) {
      if (m.rules.stop_words.contains(words[i].text) || m.rules.stop_words.contains(words[i + 1].text)) continue;
      // Nothing but white space between the two, so that no clause ends there.
      if (words[i + 1].span.begin - words[i].span.end != 1) continue;
      out.push_back({report,
                     {words[at].span.begin, words[i + 1].span.end},
                     clause_from(m.text(report), words, at),
                     words[i].text + " " + stem(words[i + 1].text)});
      break;
    }
    at += length - 1;
  }
  return out;
}

void add_denials(const Material& m, std::vector<Entry>& ledger) {
  for (size_t s = 0; s < m.stories.size(); ++s) {
    if (m.stories[s].reports.size() < 2) continue;
    std::map<std::string, std::vector<Denial>> by_thing;
    for (uint32_t report : m.stories[s].reports)
      for (const Sentence& one : m.reports[report]->words.sentences)
        for (Denial& denial : denials_of(m, report, one.span)) by_thing[denial.thing].push_back(std::move(denial));
    for (const auto& [thing, denials] : by_thing) {
      const uint32_t teller = denials.front().report;
      bool several = std::any_of(denials.begin(), denials.end(), [&](const Denial& d) { return d.report != teller; });
      if (!several) continue;
      const Denial& first = denials.front();
      std::string_view text = m.text(first.report);
      Entry entry =
          statement(m, static_cast<int32_t>(s), shortened(first.clause.of(text), 80), std::string(first.span.of(text)));
      for (const Denial& denial : denials) cite(entry.readings.front(), denial.report, denial.span);
      finish(m, entry, ledger);
    }
  }
}

}  // namespace

void add_statement_entries(const Material& m, std::vector<Entry>& ledger) {
  add_copied(m, ledger);
  add_plans(m, ledger);
  add_denials(m, ledger);
}

}  // namespace fairwitness
