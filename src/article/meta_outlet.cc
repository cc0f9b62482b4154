#include "article/meta_outlet.h"

namespace fairwitness {
namespace {

// The parts of a cell that are separated by bars.
std::vector<std::string> parts_of(std::string_view cell) {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    size_t bar = std::min(cell.find('|'), cell.size());
    parts.emplace_back(cell.substr(0, bar));
    cell.remove_prefix(std::min(bar + 1, cell.size()));
  }
  return parts;
}

}  // namespace

Outlets::Outlets(const Rules& rules) {
  const Table& table = rules.table("rules/outlets");
  for (size_t row = 0; row < table.rows(); ++row) {
    auto at = static_cast<uint32_t>(outlets_.size());
    outlets_.push_back({std::string(table.cell(row, "name")), std::string(table.cell(row, "owner")),
                        std::string(table.cell(row, "country")), parts_of(table.cell(row, "headline")),
                        parts_of(table.cell(row, "authors"))});
    by_domain_.try_emplace(std::string(table.cell(row, "domain")), at);
    by_letters_.try_emplace(letters_of(table.cell(row, "name")), at);
    for (const std::string& alias : parts_of(table.cell(row, "aliases")))
      by_letters_.try_emplace(letters_of(alias), at);
  }
}

const Outlet* Outlets::by_url(std::string_view url) const {
  std::string host = host_of(url);
  for (std::string_view rest = host; rest.find('.') != rest.npos; rest.remove_prefix(rest.find('.') + 1))
    if (const uint32_t* found = lookup(by_domain_, rest)) return &outlets_[*found];
  return nullptr;
}

const Outlet* Outlets::by_name(std::string_view name) const {
  std::string letters = letters_of(name);
  if (const uint32_t* found = lookup(by_letters_, letters)) return &outlets_[*found];
  if (letters.starts_with("the"))
    if (const uint32_t* found = lookup(by_letters_, std::string_view(letters).substr(3))) return &outlets_[*found];
  return nullptr;
}

std::string host_of(std::string_view url) {
  size_t scheme = url.find("://");
  if (scheme != url.npos)
    url.remove_prefix(scheme + 3);
  else if (url.starts_with("//"))
    url.remove_prefix(2);
  url = url.substr(0, url.find_first_of("/?#"));
  size_t user = url.rfind('@');
  if (user != url.npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  if (url.find('.') == url.npos || url.find(' ') != url.npos) return {};
  std::string host;
  for (char c : url) host += ascii_lower(c);
  return host;
}

std::string site_label(std::string_view host) {
  std::vector<std::string_view> labels;
  for (size_t at = 0; at <= host.size();) {
    size_t dot = std::min(host.find('.', at), host.size());
    labels.push_back(host.substr(at, dot - at));
    at = dot + 1;
  }
  if (labels.size() < 2) return {};
  size_t name = labels.size() - 2;
  // "example.co.uk", "example.com.au": a short label under a country code is the country's own class of names.
  bool second_level = name > 0 && labels.back().size() == 2 && (labels[name].size() <= 3 || labels[name] == "gouv");
  if (second_level) --name;
  return std::string(labels[name]);
}

}  // namespace fairwitness
