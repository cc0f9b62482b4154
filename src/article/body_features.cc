#include "article/body_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace fairwitness {
namespace {

constexpr std::array<std::string_view, element_words> word_names = {
    "content", "article", "paragraph", "lead", "headline",   "nav",    "furniture", "sidebar",
    "related", "comment", "share",     "ad",   "newsletter", "cookie", "author",    "caption",
    "meta",    "quote",   "hidden",    "box",  "live",       "paywall"};
constexpr std::array<std::string_view, 22> flag_names = {
    "article", "main",    "aside",  "nav",      "header", "footer",  "form",          "figure",
    "table",   "list",    "quote",  "link",     "bold",   "heading", "body_property", "hidden",
    "caption", "details", "dialog", "property", "time",   "p"};

float logged(double value) { return std::log2(static_cast<float>(value) + 1); }
// The same of a small number: most counts of blocks are.
float logged_count(uint32_t count) {
  static const auto logs = [] {
    std::array<float, 256> all;
    for (size_t i = 0; i < all.size(); ++i) all[i] = logged(static_cast<double>(i));
    return all;
  }();
  return count < logs.size() ? logs[count] : logged(count);
}
float share(double part, double whole) { return whole > 0 ? static_cast<float>(part / whole) : 0.0f; }

int tag_code(Tag tag) {
  switch (tag) {
    case Tag::p:
      return 1;
    case Tag::li:
      return 2;
    case Tag::h1:
      return 3;
    case Tag::h2:
      return 4;
    case Tag::h3:
      return 5;
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      return 6;
    case Tag::div:
      return 7;
    case Tag::td:
    case Tag::th:
      return 8;
    case Tag::blockquote:
      return 9;
    case Tag::figcaption:
      return 10;
    case Tag::dt:
    case Tag::dd:
      return 11;
    case Tag::section:
    case Tag::article:
    case Tag::main:
      return 12;
    default:
      return 13;
  }
}

constexpr std::array<std::array<float, 4>, 16> four_bits = [] {
  std::array<std::array<float, 4>, 16> out{};
  for (size_t bits = 0; bits < out.size(); ++bits)
    for (size_t i = 0; i < 4; ++i) out[bits][i] = bits >> i & 1 ? 1.0f : 0.0f;
  return out;
}();

// What blocks of one look (their tag and class, and their parent's) have in common.
struct Kin {
  uint64_t look = 0;
  uint32_t blocks = 0, bytes = 0, prose = 0, links = 0;
};

// `naming` also collects the columns' names.
template <bool naming>
class Rows {
 public:
  Rows(const PageBlocks& page, const PageLook& look) : page_(page), look_(look) {
    gather();
    since_marker_.fill(40);
  }

  void next(float* row) {
    const size_t i = next_++;
    at_ = row;
    own(i);
    element(i);
    place(i);
    groups(i);
    kin(i);
    neighbours(i);
    markers(i);
    used_ = static_cast<int>(at_ - row);
    FW_CHECK(used_ <= block_features);
  }
  int used() const { return used_; }
  const std::vector<BlockTies>& ties() const { return ties_; }

  std::vector<std::string> names;

 private:
  void put(float value, std::string_view name) {
    *at_++ = value;
    if constexpr (naming) names.push_back(prefix_ + std::string(name));
  }
  void prefix(std::string_view name) {
    if constexpr (naming) prefix_ = name;
  }
  // Four bits at a time; what is written too much belongs to the columns behind, which are filled next.
  void put_bits(uint32_t bits, int count, const std::string_view* all, std::string_view prefix) {
    for (int i = 0; i < count; i += 4) std::copy_n(four_bits[bits >> i & 15].data(), 4, at_ + i);
    at_ += count;
    if constexpr (naming)
      for (int i = 0; i < count; ++i) names.push_back(std::string(prefix) + "." + std::string(all[i]));
  }
  void gather();
  void own(size_t i);
  void element(size_t i);
  void place(size_t i);
  void group(uint32_t element, std::string_view name);
  void groups(size_t i);
  void kin(size_t i);
  void neighbour(size_t i, int step, bool all);
  void neighbours(size_t i);
  void markers(size_t i);
  const PageElement& of(size_t i) const { return page_.elements[page_.blocks[i].element]; }
  uint32_t up(uint32_t element) const { return element == no_element ? no_element : page_.elements[element].parent; }
  Kin& kin_of(std::vector<Kin>& table, uint64_t look);

  const PageBlocks& page_;
  const PageLook& look_;
  std::vector<BlockTies> ties_;
  size_t next_ = 0;
  float* at_ = nullptr;
  std::string prefix_;  // of names
  int used_ = 0;
  std::vector<uint32_t> words_;   // of each element: the words of it and its ancestors, up to the main element
  std::vector<uint8_t> in_main_;  // 1: below the main element
  std::vector<uint32_t> group_;   // of each element: itself or the nearest ancestor with more than one block
  std::vector<Kin> looks_, places_;
  std::vector<uint64_t> look_keys_, place_keys_;
  std::vector<uint32_t> prose_before_, bytes_before_;
  std::array<uint32_t, 5>
      since_marker_{};  // blocks since a heading of related stories, comments, ..., since any heading
  uint32_t group_place_ = 0, last_group_ = no_element;
  uint32_t all_prose_ = 0, all_bytes_ = 0, good_blocks_ = 0, articles_ = 0, first_good_ = 0, last_good_ = 0;
  float log_prose_ = 0;
  bool has_property_ = false;
};

template <bool naming>
Kin& Rows<naming>::kin_of(std::vector<Kin>& table, uint64_t look) {
  const size_t mask = table.size() - 1;
  for (size_t at = look & mask;; at = (at + 1) & mask) {
    if (table[at].blocks == 0 || table[at].look == look) {
      table[at].look = look;
      return table[at];
    }
  }
}

template <bool naming>
void Rows<naming>::gather() {
  const size_t n = page_.elements.size(), m = page_.blocks.size();
  words_.assign(n, 0);
  in_main_.assign(n, 0);
  group_.assign(n, no_element);
  for (uint32_t e = 0; e < n; ++e) {
    const PageElement& element = page_.elements[e];
    const bool top = e == look_.main || element.parent == no_element;
    words_[e] = element.words | (top ? 0 : words_[element.parent]);
    in_main_[e] = e == look_.main || (element.parent != no_element && in_main_[element.parent]);
    group_[e] = look_.element_blocks[e] > 1 || element.parent == no_element ? e : group_[element.parent];
    articles_ += (element.own_flags & in_article) != 0;
    has_property_ |= (element.own_flags & in_body_property) != 0;
  }
  size_t size = 16;
  while (size < m * 2) size *= 2;
  looks_.assign(size, {});
  places_.assign(size, {});
  ties_.assign(m, {});
  look_keys_.resize(m);
  place_keys_.resize(m);
  prose_before_.assign(m + 1, 0);
  bytes_before_.assign(m + 1, 0);
  first_good_ = static_cast<uint32_t>(m);
  for (uint32_t i = 0; i < m; ++i) {
    const BlockLook& block = look_.blocks[i];
    const uint32_t e = page_.blocks[i].element, parent = up(e), grand = up(parent);
    look_keys_[i] = page_.elements[e].look;
    place_keys_[i] = hash_mix(look_keys_[i], hash_mix(parent == no_element ? 0 : page_.elements[parent].look,
                                                      grand == no_element ? 0 : page_.elements[grand].look));
    ties_[i] = {group_[e], 0, block.bytes};
    for (auto [table, key] : {std::pair{&looks_, look_keys_[i]}, std::pair{&places_, place_keys_[i]}}) {
      Kin& kin = kin_of(*table, key);
      ++kin.blocks;
      kin.bytes += block.bytes;
      kin.links += page_.blocks[i].link_bytes;
      if (block.good) kin.prose += block.bytes;
      ties_[i].kin = static_cast<uint32_t>(&kin - table->data());
    }
    if (block.good) {
      ++good_blocks_;
      last_good_ = i;
      first_good_ = std::min(first_good_, i);
    }
    prose_before_[i + 1] = prose_before_[i] + (block.good ? block.bytes : 0);
    bytes_before_[i + 1] = bytes_before_[i] + block.bytes;
  }
  all_prose_ = prose_before_[m];
  log_prose_ = logged(all_prose_);
  all_bytes_ = bytes_before_[m];
}

template <bool naming>
void Rows<naming>::own(size_t i) {
  prefix("");
  const BlockLook& block = look_.blocks[i];
  const float words = static_cast<float>(std::max(1u, block.words));
  put(logged(block.bytes), "bytes");
  put(static_cast<float>(std::min(block.words, 200u)), "words");
  put(block.link_share, "link_share");
  put(block.bold_share, "bold_share");
  put(block.ends_sentence, "ends_sentence");
  put(block.ends_colon, "ends_colon");
  put(block.ends_ellipsis, "ends_ellipsis");
  put(static_cast<float>(std::min(block.sentence_marks, 20u)), "sentence_marks");
  put(static_cast<float>(block.commas) / words, "commas");
  put(static_cast<float>(block.capitals) / words, "capitals");
  put(static_cast<float>(block.digit_words) / words, "digits");
  put(static_cast<float>(block.letters) / static_cast<float>(std::max(1u, block.bytes)), "letters");
  put(static_cast<float>(block.bytes) / words, "word_bytes");
  put(block.first == 'a'   ? 1.0f
      : block.first == 'A' ? 2.0f
      : block.first == '"' ? 3.0f
      : block.first == '0' ? 4.0f
                           : 0.0f,
      "first");
  put(static_cast<float>(block.title_words) / words, "title_words");
  put(block.is_title, "is_title");
  put(static_cast<float>(std::min(block.copies, 5u)), "copies");
  put(block.date, "date");
  put(static_cast<float>(page_.blocks[i].breaks), "breaks");
  const PhraseMatch phrase = block.phrase;
  auto is = [&](std::initializer_list<PhraseKind> kinds) {
    return static_cast<float>(std::find(kinds.begin(), kinds.end(), phrase.kind) != kinds.end());
  };
  put(phrase.kind == PhraseKind::none ? -1.0f : static_cast<float>(phrase.where), "phrase_where");
  put(is({PhraseKind::navigation, PhraseKind::boilerplate, PhraseKind::share, PhraseKind::cookies}), "phrase.page");
  put(is({PhraseKind::newsletter, PhraseKind::paywall}), "phrase.newsletter");
  put(is({PhraseKind::comments}), "phrase.comments");
  put(is({PhraseKind::related}), "phrase.related");
  put(is({PhraseKind::advert, PhraseKind::copyright}), "phrase.advert");
  put(is({PhraseKind::author, PhraseKind::byline}), "phrase.author");
  put(is({PhraseKind::credit}), "phrase.credit");
  put(is({PhraseKind::photo, PhraseKind::caption}), "phrase.photo");
  put(block.in_description, "in_description");
  put(block.in_article_body, "in_article_body");
}

template <bool naming>
void Rows<naming>::element(size_t i) {
  const PageBlock& block = page_.blocks[i];
  const PageElement& inner = page_.elements[block.inner];
  put(static_cast<float>(tag_code(of(i).tag)), "tag");
  const uint32_t parent = up(block.element), grand = up(parent);
  put(parent == no_element ? 0.0f : static_cast<float>(tag_code(page_.elements[parent].tag)), "parent_tag");
  put(inner.tag == of(i).tag        ? 0.0f
      : inner.tag == Tag::a         ? 1.0f
      : (inner.own_flags & in_bold) ? 2.0f
      : inner.tag == Tag::span      ? 3.0f
                                    : 4.0f,
      "inner_tag");
  uint32_t own = 0;
  for (uint32_t e = block.inner; e != no_element; e = up(e)) {
    own |= page_.elements[e].words;
    if (e == block.element) break;
  }
  uint32_t near = 0;
  if (parent != no_element && parent != look_.main) near |= page_.elements[parent].words;
  if (grand != no_element && parent != look_.main && grand != look_.main) near |= page_.elements[grand].words;
  const uint32_t great = up(grand);
  put_bits(own, element_words, word_names.data(), "own");
  put_bits(near, element_words, word_names.data(), "near");
  put_bits(great == no_element ? 0 : words_[great], element_words, word_names.data(), "far");
  put_bits(inner.flags, static_cast<int>(flag_names.size()), flag_names.data(), "in");
}

template <bool naming>
void Rows<naming>::place(size_t i) {
  prefix("");
  const double n = static_cast<double>(page_.blocks.size());
  put(share(static_cast<double>(i), n), "index");
  put(static_cast<float>(n - static_cast<double>(i) > 200 ? 200 : n - static_cast<double>(i)), "from_end");
  put(logged_count(static_cast<uint32_t>(page_.blocks.size())), "page_blocks");
  put(log_prose_, "page_prose");
  put(share(all_prose_, all_bytes_), "page_prose_share");
  put(share(prose_before_[i], all_prose_), "prose_before");
  put(share(bytes_before_[i], all_bytes_), "bytes_before");
  const int title = look_.title_block == no_element ? -1000 : static_cast<int>(look_.title_block);
  const int distance = title < 0 ? -100 : static_cast<int>(i) - title;
  put(static_cast<float>(std::clamp(distance, -30, 60)), "from_title");
  put(title >= 0 && distance > 0 ? logged(bytes_before_[i] - bytes_before_[static_cast<size_t>(title)]) : -1.0f,
      "bytes_from_title");
  put(static_cast<float>(std::clamp(static_cast<int>(i) - static_cast<int>(first_good_), -20, 60)), "from_first_prose");
  put(static_cast<float>(std::clamp(static_cast<int>(last_good_) - static_cast<int>(i), -20, 60)), "to_last_prose");
  put(static_cast<float>(std::min(articles_, 20u)), "page_articles");
  put(has_property_, "page_body_property");
  const uint32_t e = page_.blocks[i].element;
  put(in_main_[e], "in_main_element");
  put(static_cast<float>(page_.elements[e].depth), "depth");
  put(look_.main == no_element
          ? 0.0f
          : static_cast<float>(page_.elements[e].depth) - static_cast<float>(page_.elements[look_.main].depth),
      "depth_in_main");
  put(look_.main == no_element ? 0.0f : share(look_.element_prose[look_.main], all_prose_), "main_prose");
}

template <bool naming>
void Rows<naming>::group(uint32_t e, std::string_view name) {
  prefix(name);
  const bool none = e == no_element;
  put(none ? -1.0f : logged_count(look_.element_blocks[e]), "blocks");
  put(none ? -1.0f : share(look_.element_links[e], look_.element_bytes[e]), "links");
  put(none ? -1.0f : share(look_.element_prose[e], all_prose_), "of_prose");
  put(none ? -1.0f : share(look_.element_prose[e], look_.element_bytes[e]), "prose");
  put(none ? -1.0f : share(look_.element_bytes[e], look_.element_blocks[e]), "block_bytes");
}

template <bool naming>
void Rows<naming>::groups(size_t i) {
  const uint32_t first = group_[page_.blocks[i].element];
  const uint32_t second = up(first) == no_element ? no_element : group_[up(first)];
  const uint32_t third = second == no_element || up(second) == no_element ? no_element : group_[up(second)];
  group(first, "group.");
  group(second, "group2.");
  group(third, "group3.");
}

template <bool naming>
void Rows<naming>::kin(size_t i) {
  for (auto [table, key, name] :
       {std::tuple{&looks_, look_keys_[i], "look."}, std::tuple{&places_, place_keys_[i], "kin."}}) {
    const Kin& kin = kin_of(*table, key);
    prefix(name);
    put(logged_count(kin.blocks), "blocks");
    put(share(kin.prose, all_prose_), "of_prose");
    put(share(kin.prose, kin.bytes), "prose");
    put(share(kin.links, kin.bytes), "links");
    put(share(kin.bytes, kin.blocks), "block_bytes");
  }
}

template <bool naming>
void Rows<naming>::neighbour(size_t i, int step, bool all) {
  const auto at = static_cast<int64_t>(i) + step;
  const bool there = at >= 0 && at < static_cast<int64_t>(page_.blocks.size());
  prefix(step == -2 ? "before2." : step == -1 ? "before." : step == 1 ? "after." : "after2.");
  const auto j = static_cast<size_t>(there ? at : 0);
  const BlockLook none;
  const BlockLook& block = there ? look_.blocks[j] : none;
  put(there ? static_cast<float>(std::min(block.words, 100u)) : -1.0f, "words");
  put(there ? block.link_share : -1.0f, "link_share");
  put(block.good, "prose");
  if (!all) return;
  put(block.ends_sentence, "ends_sentence");
  put(there ? static_cast<float>(tag_code(of(j).tag)) : -1.0f, "tag");
  put(there && look_keys_[j] == look_keys_[i], "same_look");
  put(there && page_.elements[page_.blocks[j].element].parent == of(i).parent, "same_parent");
  put(there && block.phrase.kind != PhraseKind::none && block.phrase.kind != PhraseKind::depiction, "phrase");
}

template <bool naming>
void Rows<naming>::neighbours(size_t i) {
  neighbour(i, -1, true);
  neighbour(i, 1, true);
  neighbour(i, -2, false);
  neighbour(i, 2, false);
}

// What a short line above announced: related stories, comments, a newsletter, the author.
template <bool naming>
void Rows<naming>::markers(size_t i) {
  constexpr uint32_t far = 40, marker_words = 8;
  prefix("since.");
  static constexpr std::array<std::string_view, 5> names_of = {"related", "comments", "newsletter", "author",
                                                               "heading"};
  for (size_t m = 0; m < since_marker_.size(); ++m) put(static_cast<float>(since_marker_[m]), names_of[m]);
  for (uint32_t& since : since_marker_) since = std::min(far, since + 1);
  const BlockLook& block = look_.blocks[i];
  if (page_.elements[page_.blocks[i].inner].flags & in_heading) since_marker_[4] = 1;
  if (block.words <= marker_words) {
    switch (block.phrase.kind) {
      case PhraseKind::related:
        since_marker_[0] = 1;
        break;
      case PhraseKind::comments:
        since_marker_[1] = 1;
        break;
      case PhraseKind::newsletter:
      case PhraseKind::paywall:
      case PhraseKind::share:
        since_marker_[2] = 1;
        break;
      case PhraseKind::author:
        since_marker_[3] = 1;
        break;
      default:
        break;
    }
  }
  const uint32_t group = group_[page_.blocks[i].element];
  group_place_ = group == last_group_ ? group_place_ + 1 : 0;
  last_group_ = group;
  prefix("");
  put(static_cast<float>(std::min(group_place_, 60u)), "group_place");
}

}  // namespace

struct BlockRows::State {
  State(const PageBlocks& page, const PageLook& look) : rows(page, look) {}
  Rows<false> rows;
};
BlockRows::BlockRows(const PageBlocks& page, const PageLook& look) : state_(std::make_unique<State>(page, look)) {}
BlockRows::~BlockRows() = default;
void BlockRows::next(float* row) { state_->rows.next(row); }
int BlockRows::used() const { return state_->rows.used(); }
const std::vector<BlockTies>& BlockRows::ties() const { return state_->rows.ties(); }

std::vector<std::string> block_feature_names() {
  PageBlocks page;
  page.elements.push_back({});
  page.blocks.push_back({});
  page.blocks[0].element = page.blocks[0].inner = 0;
  PageLook look;
  look.blocks.resize(1);
  look.main = 0;
  look.element_blocks = look.element_bytes = look.element_links = look.element_prose = {0};
  std::array<float, block_features> row;
  Rows<true> filled(page, look);
  filled.next(row.data());
  return filled.names;
}

}  // namespace fairwitness
