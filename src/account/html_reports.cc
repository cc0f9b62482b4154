#include "account/html_reports.h"

#include <algorithm>
#include <set>

#include "account/html_writer.h"

namespace fairwitness {

size_t PassageNumbers::of(const Passage& p) {
  return numbers_.try_emplace({p.report, p.span.begin, p.span.end}, numbers_.size() + 1).first->second;
}

std::vector<std::pair<size_t, Span>> PassageNumbers::in(uint32_t report) const {
  std::vector<std::pair<size_t, Span>> out;
  for (auto it = numbers_.lower_bound({report, 0, 0}); it != numbers_.end() && std::get<0>(it->first) == report; ++it)
    out.push_back({it->second, {std::get<1>(it->first), std::get<2>(it->first)}});
  return out;
}

std::string report_anchor(size_t number) { return "r" + std::to_string(number); }

namespace {

// Writes a block's text cut at every begin and end of a passage, each piece with the numbers that hold in it.
class BlockWriter {
 public:
  BlockWriter(std::string_view text, const std::vector<std::pair<size_t, Span>>& passages)
      : text_(text), passages_(passages) {
    for (const auto& [number, span] : passages) {
      cuts_.insert(span.begin);
      cuts_.insert(span.end);
    }
  }

  std::string write(Span block) {
    std::string out;
    uint32_t at = block.begin;
    for (auto cut = cuts_.upper_bound(block.begin); at < block.end; ++cut) {
      uint32_t end = cut == cuts_.end() ? block.end : std::min(*cut, block.end);
      out += piece({at, end});
      at = end;
      if (cut == cuts_.end()) break;
    }
    return out;
  }

 private:
  std::string piece(Span span) {
    // Passages are sorted by begin; those that hold here have begun and not ended.
    while (next_ < passages_.size() && passages_[next_].second.begin <= span.begin) open_.push_back(next_++);
    std::erase_if(open_, [&](size_t n) { return passages_[n].second.end <= span.begin; });
    std::string words = html_text(span.of(text_));
    if (open_.empty()) return words;
    std::string numbers, ids;
    for (size_t n : open_) {
      numbers += (numbers.empty() ? "" : " ") + std::to_string(passages_[n].first);
      if (seen_.insert(n).second) ids += "<span id=\"p" + std::to_string(passages_[n].first) + "\"></span>";
    }
    return ids + "<mark data-p=\"" + numbers + "\">" + words + "</mark>";
  }

  std::string_view text_;
  const std::vector<std::pair<size_t, Span>>& passages_;
  std::set<uint32_t> cuts_;
  std::vector<size_t> open_;
  std::set<size_t> seen_;
  size_t next_ = 0;
};

}  // namespace

std::string report_html(const Report& report, size_t number, const std::vector<std::pair<size_t, Span>>& passages) {
  const Article& a = report.article;
  std::string heading = report_anchor(number) + "h";
  std::string out = "<article class=\"report\" id=\"" + report_anchor(number) + "\" aria-labelledby=\"" + heading +
                    "\">\n<h4 id=\"" + heading + "\">" + html_text(label_of(report)) +
                    (a.title.known() ? ": " + html_text(a.title.value) : "") + "</h4>\n<p class=\"meta\">";
  out += a.published.known() ? "Published " + html_text(a.published.value) : "Gives no day of its own";
  for (const Credit& credit : a.credits)
    if (credit.how != CreditHow::photo)
      out += "; credits " + html_text(credit.agency) + " (" + std::string(name_of(credit.how)) + ")";
  out += "; " + html_text(report.id) + "</p>\n";
  BlockWriter writer(report.text(), passages);
  for (const Block& block : a.blocks)
    out += "<p class=\"block-" + std::string(name_of(block.kind)) + "\">" + writer.write(block.span) + "</p>\n";
  return out + "</article>\n";
}

}  // namespace fairwitness
