// One utterance, in the wordings that the reports give it.
#include <algorithm>

#include "ledger/actors.h"
#include "ledger/entries.h"
#include "ledger/scan.h"

namespace fairwitness {
namespace {

struct Said {
  uint32_t report = 0, index = 0;
  const Quote* quote = nullptr;
  std::string speaker, speaker_name;
  std::vector<Span> wording;         // of a mixed quote what stands in marks, else all its content
  std::vector<Word> words;           // of the wording
  std::vector<std::string> content;  // content words, sorted, each once
  std::string text;                  // wording(words)
};

// The length of a double quotation mark at the byte, 0 where there is none.
size_t mark_at(std::string_view text, size_t at) {
  if (text[at] == '"') return 1;
  std::string_view here = text.substr(at, 3);
  return here == "\xE2\x80\x9C" || here == "\xE2\x80\x9D" || here == "\xE2\x80\x9E" ? 3 : 0;
}

// The parts of the spans that stand between double marks; nothing where there are none.
std::vector<Span> in_marks(std::string_view text, const std::vector<Span>& spans) {
  std::vector<Span> out;
  for (Span span : spans) {
    uint32_t begin = 0;
    bool open = false;
    for (size_t at = span.begin; at < span.end;) {
      size_t length = mark_at(text, at);
      if (length == 0) {
        ++at;
        continue;
      }
      auto here = static_cast<uint32_t>(at);
      if (open && begin < here) out.push_back({begin, here});
      open = !open;
      at += length;
      begin = static_cast<uint32_t>(at);
    }
    // A mark that closes behind the content, or was never closed.
    if (open && begin < span.end) out.push_back({begin, span.end});
  }
  return out;
}

// What of a quote is told to be verbatim: of a mixed one the words in marks.
std::vector<Span> wording_of(const Report& report, const Quote& quote) {
  if (quote.kind == QuoteKind::indirect) return quote.content;
  auto marked = in_marks(report.text(), quote.content);
  return marked.empty() ? quote.content : marked;
}

Said said_of(const Material& m, uint32_t report, uint32_t index) {
  Said said;
  const Report& r = *m.reports[report];
  const Quote& quote = r.quotes[index];
  said.report = report;
  said.index = index;
  said.quote = &quote;
  said.speaker = actor_key(r, quote.entity, quote.speaker);
  said.speaker_name = quote.speaker;
  said.wording = wording_of(r, quote);
  for (Span span : said.wording) {
    auto words = scan_words(r.text(), span);
    said.words.insert(said.words.end(), words.begin(), words.end());
  }
  for (const Word& word : said.words)
    if (!m.rules.stop_words.contains(word.text)) said.content.push_back(word.text);
  std::sort(said.content.begin(), said.content.end());
  said.content.erase(std::unique(said.content.begin(), said.content.end()), said.content.end());
  said.text = wording(said.words);
  return said;
}

size_t shared_words(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  size_t shared = 0;
  for (const auto& word : a) shared += std::binary_search(b.begin(), b.end(), word);
  return shared;
}

// The longest run of words that both hold, in words. Quotes are short; capped all the same.
size_t longest_run(const std::vector<Word>& a, const std::vector<Word>& b) {
  constexpr size_t cap = 400;
  size_t n = std::min(a.size(), cap), k = std::min(b.size(), cap), best = 0;
  std::vector<size_t> before(k + 1), now(k + 1);
  for (size_t i = 1; i <= n; ++i) {
    for (size_t j = 1; j <= k; ++j) {
      now[j] = a[i - 1].text == b[j - 1].text ? before[j - 1] + 1 : 0;
      best = std::max(best, now[j]);
    }
    std::swap(before, now);
  }
  return best;
}

// Where the words of `part` stand in `whole`; npos when they do not.
size_t place_in(const std::vector<Word>& whole, const std::vector<Word>& part) {
  if (part.empty() || part.size() > whole.size()) return std::string::npos;
  for (size_t at = 0; at + part.size() <= whole.size(); ++at) {
    size_t i = 0;
    while (i < part.size() && whole[at + i].text == part[i].text) ++i;
    if (i == part.size()) return at;
  }
  return std::string::npos;
}

// Are these one utterance? The same speaker, and enough of the same words: a run that no two utterances share by
// chance, or most of the content words of the shorter one.
bool one_utterance(const Material& m, const Said& a, const Said& b) {
  if (m.partings.find(Parting::Kind::name, a.speaker_name, b.speaker_name)) return false;
  if (a.speaker.empty() || a.speaker != b.speaker || !same_first_name(a.speaker_name, b.speaker_name)) return false;
  if (a.content.empty() || b.content.empty()) return a.text == b.text;
  size_t shared = shared_words(a.content, b.content), shorter = std::min(a.content.size(), b.content.size());
  if (shared == 0) return false;
  if (place_in(a.words, b.words) != std::string::npos || place_in(b.words, a.words) != std::string::npos)
    return shorter >= 2 || a.text == b.text || std::min(a.words.size(), b.words.size()) >= 3;
  size_t run = longest_run(a.words, b.words);
  return run >= 5 || (run >= 3 && 5 * shared >= 2 * shorter && shared >= 3) ||
         (shorter >= 3 && 3 * shared >= 2 * shorter && run >= 2);
}

// Up to `n` words right before the byte, within the sentence.
std::vector<Word> words_before(const Report& report, uint32_t byte, size_t n) {
  Span sentence = sentence_at(report, byte > 0 ? byte - 1 : 0);
  if (sentence.empty() || sentence.begin >= byte) return {};
  auto words = scan_words(report.text(), {sentence.begin, byte});
  if (words.size() > n) words.erase(words.begin(), words.end() - static_cast<std::ptrdiff_t>(n));
  return words;
}

// Is `part` only a shorter piece of `whole`, with nothing changed? What `whole` has before the piece may stand before
// the marks of `part` too ("no "special hopes""); a negation that `part` does not have there makes it another wording.
bool piece_of(const Material& m, const Said& part, const Said& whole) {
  size_t at = place_in(whole.words, part.words);
  if (at == std::string::npos) return false;
  if (at == 0 || !m.rules.negates(whole.words[at - 1].text)) return true;
  auto before = words_before(*m.reports[part.report], part.words.front().span.begin, 1);
  return !before.empty() && before.back().text == whole.words[at - 1].text;
}

// Where a wording stands in the report. A piece in marks whose negation stands before the marks is shown with it.
Span passage_of(const Material& m, const Said& said) {
  Span span{said.wording.front().begin, said.wording.back().end};
  auto before = words_before(*m.reports[said.report], span.begin, 1);
  if (!before.empty() && m.rules.negates(before.back().text)) span.begin = before.back().span.begin;
  return span;
}

std::string verbatim(const Material& m, Span span, uint32_t report) { return std::string(span.of(m.text(report))); }

std::vector<Reading> readings_of(const Material& m, const std::vector<Said>& all, const std::vector<size_t>& members) {
  // The longest wordings first, so that pieces find what they are pieces of.
  std::vector<size_t> order = members;
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return all[a].words.size() > all[b].words.size(); });
  std::vector<Reading> readings;
  std::vector<size_t> first;
  for (size_t n : order) {
    size_t at = 0;
    while (at < first.size() && !(all[first[at]].text == all[n].text || piece_of(m, all[n], all[first[at]]))) ++at;
    if (at == first.size()) {
      Span span = passage_of(m, all[n]);
      readings.push_back({verbatim(m, span, all[n].report), {}, {}, {}, "", {}, all[n].quote->speaker, ""});
      first.push_back(n);
    }
    cite(readings[at], all[n].report, passage_of(m, all[n]));
  }
  for (Reading& reading : readings)
    std::stable_sort(reading.passages.begin(), reading.passages.end(), [](const Passage& a, const Passage& b) {
      return std::pair(a.report, a.span) < std::pair(b.report, b.span);
    });
  return readings;
}

size_t verbatim_wordings(const Material& m, const std::vector<Said>& all, const std::vector<size_t>& members) {
  std::vector<size_t> marked;
  for (size_t n : members)
    if (all[n].quote->kind != QuoteKind::indirect) marked.push_back(n);
  return readings_of(m, all, marked).size();
}

Entry entry_of(const Material& m, int32_t story, const std::vector<Said>& all, const std::vector<size_t>& members) {
  Entry entry;
  entry.kind = EntryKind::quote;
  entry.story = story;
  entry.storyline = m.stories[static_cast<size_t>(story)].storyline;
  entry.readings = readings_of(m, all, members);
  const Said& first = all[members.front()];
  std::string speaker = first.speaker_name;
  for (size_t n : members)
    if (all[n].speaker_name.size() > speaker.size()) speaker = all[n].speaker_name;
  entry.about = (speaker.empty() ? std::string("unknown speaker") : speaker) + ": \"" +
                shortened(entry.readings.front().value, 80) + "\"";
  count_origins(m, entry);
  // Words without marks do not claim to be verbatim: beside one wording in marks they are no second wording.
  if (verbatim_wordings(m, all, members) > 1) {
    entry.state = EntryState::differs;
    entry.because.insert(entry.because.begin(), "one utterance in several wordings: at most one is verbatim");
  } else {
    entry.state = entry.independent > 1 ? EntryState::agrees : EntryState::single;
  }
  return entry;
}

// Joins what is one utterance. Wordings that are equal are compared once, so a text that a thousand outlets carry costs
// no more than one.
void join_utterances(const Material& m, const std::vector<Said>& all, Groups& groups) {
  std::map<std::pair<std::string, std::string>, size_t> first_with;  // (speaker, text)
  std::map<std::string, std::vector<size_t>> by_speaker;
  for (size_t n = 0; n < all.size(); ++n) {
    if (all[n].speaker.empty()) continue;
    auto [found, fresh] = first_with.try_emplace({all[n].speaker, all[n].text}, n);
    if (fresh)
      by_speaker[all[n].speaker].push_back(n);
    else
      groups.join(found->second, n);
  }
  constexpr size_t cap = 600;  // distinct wordings of one speaker in one story that are held against each other
  for (const auto& [speaker, said] : by_speaker)
    for (size_t i = 0; i < said.size() && i < cap; ++i)
      for (size_t j = i + 1; j < said.size() && j < cap; ++j)
        if (all[said[i]].report != all[said[j]].report && one_utterance(m, all[said[i]], all[said[j]]))
          groups.join(said[i], said[j]);
}

}  // namespace

void add_quote_entries(const Material& m, std::vector<Entry>& ledger) {
  for (size_t s = 0; s < m.stories.size(); ++s) {
    std::vector<Said> all;
    for (uint32_t report : m.stories[s].reports)
      for (uint32_t i = 0; i < m.reports[report]->quotes.size(); ++i)
        if (!m.reports[report]->quotes[i].content.empty()) all.push_back(said_of(m, report, i));
    Groups groups(all.size());
    join_utterances(m, all, groups);
    for (const auto& members : groups.all()) {
      // An indirect quote alone is a statement of the report, not a wording to compare.
      bool marked = std::any_of(members.begin(), members.end(),
                                [&](size_t n) { return all[n].quote->kind != QuoteKind::indirect; });
      if (!marked) continue;
      ledger.push_back(entry_of(m, static_cast<int32_t>(s), all, members));
    }
  }
}

}  // namespace fairwitness
