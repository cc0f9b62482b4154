#include "article/body.h"

#include <algorithm>
#include <unordered_set>

#include "article/body_blocks.h"
#include "article/body_features.h"
#include "article/body_model.h"
#include "article/body_source.h"

namespace fairwitness {
namespace {

constexpr float likely = 0.5f, nearly_sure = 0.9f;

// What becomes of a block.
struct Fate {
  bool stays = false;
  BlockKind kind = BlockKind::paragraph;
  std::string_view why;
};

class BodyReader {
 public:
  BodyReader(const RawRecord& record, const Tree& tree, const BodyRules::State& rules, Article& article);
  void read();

 private:
  void guess();
  bool has(size_t i, ElementWord word) const { return has(i, bit(word)); }
  bool has(size_t i, uint32_t words) const;
  uint32_t flags(size_t i) const { return page_.elements[page_.blocks[i].inner].flags; }
  Tag tag(size_t i) const { return page_.elements[page_.blocks[i].element].tag; }
  NodeId row_of(size_t i) const;
  bool is_cell(size_t i) const;
  bool is_announced(size_t i) const;
  BlockKind kind_of(size_t i) const;
  std::string_view why_not(size_t i) const;
  bool is_fixed_phrase(size_t i) const;
  bool is_unseen(size_t i) const;
  bool is_in_main(size_t i) const;
  bool is_caption(size_t i) const;
  bool is_byline(size_t i) const;
  bool is_credit(size_t i) const;
  void choose();
  void keep_tables();
  void keep_apart();
  void fold_repeats();
  void say_paywall();
  void write();
  bool write_block(size_t i, CleanText& text);
  void drop(size_t i);

  const RawRecord& record_;
  const Tree& tree_;
  Article& article_;
  PageBlocks page_;
  PageLook look_;
  std::vector<float> chances_;
  std::vector<Fate> fates_;
  size_t first_ = 0, last_ = 0;  // of the blocks that stay
};

}  // namespace

struct BodyRules::State {
  explicit State(const Rules& rules) : phrases(rules), words(rules), model(rules.bytes("models/any/blocks.bin")) {}
  Phrases phrases;
  ElementWords words;
  BlockModel model;
};
BodyRules::BodyRules(const Rules& rules) : state_(std::make_unique<State>(rules)) {}
BodyRules::~BodyRules() = default;

namespace {

BodyReader::BodyReader(const RawRecord& record, const Tree& tree, const BodyRules::State& rules, Article& article)
    : record_(record), tree_(tree), article_(article) {
  page_ = cut_page(tree, rules.words);
  look_ = look_at_page(page_, article.title.value, read_hints(tree), rules.phrases);
  chances_ = rules.model.chances(page_, look_);
  if (!rules.model.known()) guess();
  fates_.resize(page_.blocks.size());
}

// Without a model (a rules folder that has none): the prose of the main element.
void BodyReader::guess() {
  for (size_t i = 0; i < chances_.size(); ++i)
    chances_[i] = look_.blocks[i].good && look_.main != no_element && is_in_main(i) ? 1.0f : 0.0f;
}

// Does an element between the block's text and its grandparent have one of these words?
bool BodyReader::has(size_t i, uint32_t words) const {
  uint32_t e = page_.blocks[i].inner;
  for (int beyond = 0; e != no_element && beyond < 3; e = page_.elements[e].parent) {
    if (page_.elements[e].words & words) return true;
    if (e == page_.blocks[i].element || beyond > 0) ++beyond;
  }
  return false;
}

// The table row that the block is a cell of.
NodeId BodyReader::row_of(size_t i) const {
  const PageElement& cell = page_.elements[page_.blocks[i].element];
  if ((cell.tag != Tag::td && cell.tag != Tag::th) || cell.parent == no_element) return no_node;
  return page_.elements[cell.parent].tag == Tag::tr ? page_.elements[cell.parent].node : no_node;
}

// A cell of a table of data: it has one short block. Layout tables have whole articles in theirs.
bool BodyReader::is_cell(size_t i) const {
  constexpr uint32_t cell_words = 40;
  return row_of(i) != no_node && look_.blocks[i].words <= cell_words &&
         look_.element_blocks[page_.blocks[i].element] == 1;
}

BlockKind BodyReader::kind_of(size_t i) const {
  constexpr uint32_t subhead_words = 16, standfirst_words = 12;
  const BlockLook& look = look_.blocks[i];
  if (is_credit(i)) return BlockKind::credit;
  // A standfirst may be marked up as a heading; a paragraph inside a heading that was never closed is a paragraph.
  if ((flags(i) & in_heading) && look.words >= standfirst_words && has(i, ElementWord::lead))
    return BlockKind::paragraph;
  if ((flags(i) & in_heading) && tag(i) != Tag::p && look.words <= 60) return BlockKind::subhead;
  if (flags(i) & in_caption) return BlockKind::caption;
  if ((flags(i) & in_quote)) return BlockKind::block_quote;
  if (is_cell(i)) return BlockKind::table;
  if (flags(i) & in_list) return BlockKind::list_item;
  if (look.bold_share > 0.95f && look.words <= subhead_words && !look.ends_sentence && !look.ends_colon)
    return BlockKind::subhead;
  return BlockKind::paragraph;
}

std::string_view BodyReader::why_not(size_t i) const {
  const BlockLook& look = look_.blocks[i];
  if (look.date) return "date";
  if (look.phrase.kind != PhraseKind::none && look.phrase.kind != PhraseKind::depiction &&
      look.phrase.where != PhraseWhere::tail)
    return why_of(look.phrase.kind);
  struct Reason {
    ElementWord word;
    std::string_view why;
  };
  static constexpr Reason reasons[] = {
      {ElementWord::comment, "comments"}, {ElementWord::newsletter, "newsletter"}, {ElementWord::cookie, "cookies"},
      {ElementWord::share, "share"},      {ElementWord::related, "related"},       {ElementWord::ad, "advert"},
      {ElementWord::paywall, "paywall"},  {ElementWord::author, "author"},         {ElementWord::nav, "navigation"},
      {ElementWord::caption, "caption"},  {ElementWord::sidebar, "related"}};
  if (flags(i) & in_nav) return "navigation";
  for (const Reason& reason : reasons)
    if (has(i, reason.word)) return reason.why;
  if (look.link_share > 0.6f) return "navigation";
  return "boilerplate";
}

bool BodyReader::is_caption(size_t i) const {
  const BlockLook& look = look_.blocks[i];
  if (look.words < 2 || look.link_share > 0.8f) return false;
  return (flags(i) & (in_caption | in_figure)) ||
         (has(i, ElementWord::caption) && look.words >= 4 && !(flags(i) & (in_nav | in_footer)));
}

bool BodyReader::is_byline(size_t i) const {
  const BlockLook& look = look_.blocks[i];
  if (look.words == 0 || look.words > 12 || look.ends_sentence || look.date) return false;
  return look.phrase.kind == PhraseKind::byline && look.phrase.where != PhraseWhere::tail;
}

// Does a small box open with a word that says what it is (an advertisement, a newsletter, related stories)?
bool BodyReader::is_announced(size_t i) const {
  constexpr uint32_t most_blocks = 8;
  const uint32_t box = page_.elements[page_.blocks[i].element].parent;
  if (box == no_element || look_.element_blocks[box] > most_blocks) return false;
  for (size_t j = i; j-- > 0 && i - j < most_blocks;) {
    const PageElement& other = page_.elements[page_.blocks[j].element];
    if (other.node != page_.elements[box].node &&
        (other.parent == no_element || page_.elements[other.parent].node != page_.elements[box].node))
      return false;
    const PhraseMatch phrase = look_.blocks[j].phrase;
    if (phrase.where != PhraseWhere::whole) continue;
    switch (phrase.kind) {
      case PhraseKind::advert:
      case PhraseKind::newsletter:
      case PhraseKind::related:
      case PhraseKind::author:
      case PhraseKind::cookies:
      case PhraseKind::comments:
      case PhraseKind::paywall:
        return true;
      default:
        break;
    }
  }
  return false;
}

// Does the block say what pages say and articles do not? Then the model must be very sure to keep it.
bool BodyReader::is_fixed_phrase(size_t i) const {
  const BlockLook& look = look_.blocks[i];
  if (look.date || is_announced(i)) return true;
  switch (look.phrase.kind) {
    case PhraseKind::none:
    case PhraseKind::depiction:
    case PhraseKind::caption:
    case PhraseKind::credit:
    case PhraseKind::byline:
    case PhraseKind::date:
      return false;
    case PhraseKind::related:
      return look.phrase.where == PhraseWhere::whole;
    default:
      return look.phrase.where != PhraseWhere::tail && look.phrase.where != PhraseWhere::end;
  }
}

// Where readers do not see it, or in a window that opens over the page: forms to log in, notices of consent, now and
// then the report.
bool BodyReader::is_unseen(size_t i) const { return flags(i) & (in_hidden | in_dialog); }

// Below the element that holds most of the prose?
bool BodyReader::is_in_main(size_t i) const {
  uint32_t e = page_.blocks[i].element;
  while (e != no_element && e != look_.main) e = page_.elements[e].parent;
  return e == look_.main;
}

// "X contributed to this report."
bool BodyReader::is_credit(size_t i) const {
  const BlockLook& look = look_.blocks[i];
  return look.phrase.kind == PhraseKind::credit && look.phrase.where != PhraseWhere::tail && look.words <= 70 &&
         look.link_share < 0.5f;
}

void BodyReader::choose() {
  first_ = fates_.size();
  constexpr uint32_t strangers = bit(ElementWord::ad) | bit(ElementWord::newsletter) | bit(ElementWord::related) |
                                 bit(ElementWord::comment) | bit(ElementWord::cookie) | bit(ElementWord::author);
  for (size_t i = 0; i < fates_.size(); ++i) {
    if (has(i, strangers) && is_announced(i)) continue;
    if (is_unseen(i) && !is_in_main(i)) continue;
    const float needed = is_fixed_phrase(i) || is_unseen(i) ? nearly_sure : likely;
    if (chances_[i] <= needed || i == look_.title_block || look_.blocks[i].is_title) continue;
    fates_[i] = {true, kind_of(i), {}};
    first_ = std::min(first_, i);
    last_ = i;
  }
  const uint32_t title = look_.title_block;
  if (title == no_element || first_ == fates_.size() || title > last_) return;
  fates_[title] = {true, BlockKind::title, {}};
}

// Cells of a table of data that stands among the paragraphs.
void BodyReader::keep_tables() {
  if (first_ == fates_.size()) return;
  uint32_t around = no_element;  // the element whose children the paragraphs are
  for (size_t i = first_; i < last_; ++i) {
    const uint32_t e = page_.blocks[i].element;
    if (fates_[i].stays && fates_[i].kind == BlockKind::paragraph) around = page_.elements[e].parent;
    if (fates_[i].stays || around == no_element || !is_cell(i) || look_.blocks[i].link_share > 0.5f) continue;
    uint32_t table = e;
    while (table != no_element && page_.elements[table].tag != Tag::table) table = page_.elements[table].parent;
    if (table == no_element || has(i, bit(ElementWord::ad) | bit(ElementWord::related))) continue;
    const uint32_t parent = page_.elements[table].parent;
    const bool among = parent == around || (parent != no_element && page_.elements[parent].parent == around);
    if (among) fates_[i] = {true, BlockKind::table, {}};
  }
}

// Captions inside the article and bylines above it are no body, but they are the report's.
void BodyReader::keep_apart() {
  constexpr size_t reach = 25, below_standfirst = 6, behind = 6;
  if (first_ == fates_.size()) return;
  size_t begin = first_ > reach ? first_ - reach : 0;
  if (look_.title_block < first_) begin = std::max<size_t>(begin, look_.title_block);
  const size_t end = std::min(fates_.size(), last_ + 1 + behind);
  for (size_t i = begin; i < end; ++i) {
    if (fates_[i].stays || (i > last_ && !is_credit(i))) continue;
    if (is_caption(i))
      fates_[i] = {true, BlockKind::caption, {}};
    else if (i < first_ + below_standfirst && is_byline(i))
      fates_[i] = {true, BlockKind::byline, {}};
    else if (i >= first_ && is_credit(i))
      fates_[i] = {true, BlockKind::credit, {}};
  }
}

void BodyReader::fold_repeats() {
  constexpr uint32_t sure_words = 8;
  std::unordered_set<uint64_t> seen;
  for (size_t i = 0; i < fates_.size(); ++i) {
    if (!fates_[i].stays || look_.blocks[i].copies == 0) continue;
    const bool caption = fates_[i].kind == BlockKind::caption;
    if (!seen.insert(look_.blocks[i].key).second && (caption || look_.blocks[i].words >= sure_words))
      fates_[i] = {false, {}, "repeated"};
  }
}

// A notice inside the article or right behind it.
void BodyReader::say_paywall() {
  constexpr size_t reach = 8;
  for (size_t i = first_; i < fates_.size() && i <= last_ + reach; ++i) {
    if (fates_[i].stays || look_.blocks[i].phrase.kind != PhraseKind::paywall) continue;
    article_.problems.push_back({"paywall", {}, std::string(page_.blocks[i].of(page_.text))});
    return;
  }
}

void BodyReader::drop(size_t i) {
  const std::string_view why = fates_[i].why.empty() ? why_not(i) : fates_[i].why;
  const std::string_view text = page_.blocks[i].of(page_.text);
  auto& dropped = article_.dropped;
  if (!dropped.empty() && dropped.back().why == why && why != "repeated") {
    dropped.back().text += '\n';
    dropped.back().text += text;
  } else {
    dropped.push_back({std::string(why), std::string(text)});
  }
}

// False when the text is full.
bool BodyReader::write_block(size_t i, CleanText& text) {
  const PageBlock& block = page_.blocks[i];
  if (text.text().size() + (block.end - block.begin) + 4 > max_text_bytes) return false;
  const NodeId row = fates_[i].kind == BlockKind::table ? row_of(i) : no_node;
  const bool same_row =
      row != no_node && i > 0 && fates_[i - 1].stays && fates_[i - 1].kind == BlockKind::table && row_of(i - 1) == row;
  if (same_row) {
    text.space();
    text.mark("|");
    text.space();
  } else {
    text.open_block();
  }
  for (uint32_t p = block.first_piece; p < block.first_piece + block.piece_count; ++p) {
    if (page_.pieces[p] == no_node)
      text.space();
    else
      append_node(tree_, page_.pieces[p], record_.content, text);
  }
  const Span span = text.close_block();
  if (span.empty()) return true;
  if (same_row && !article_.blocks.empty())
    article_.blocks.back().span.end = span.end;
  else
    article_.blocks.push_back({fates_[i].kind, span});
  return true;
}

void BodyReader::write() {
  CleanText text;
  for (size_t i = 0; i < fates_.size(); ++i) {
    if (!fates_[i].stays) {
      drop(i);
    } else if (!write_block(i, text)) {
      article_.problems.push_back({"text_cut", {}, "the text is longer than a report may be; the rest was left out"});
      break;
    }
  }
  if (page_.cut)
    article_.problems.push_back({"text_cut", {}, "the page has more blocks than are read; the rest was left out"});
  text.move_into(article_);
}

void BodyReader::read() {
  choose();
  keep_tables();
  keep_apart();
  fold_repeats();
  say_paywall();
  write();
}

}  // namespace

void read_body(const RawRecord& record, const Tree& tree, const BodyRules& rules, Article& article) {
  BodyReader(record, tree, rules.state(), article).read();
}

}  // namespace fairwitness
