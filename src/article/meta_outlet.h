// Who publishes: outlets known by their domain or name, with their owners.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/meta_words.h"
#include "rules/rules.h"

namespace fairwitness {

struct Outlet {
  std::string name, owner, country;
  // Where its pages keep their headline and authors, best first ("jsonld:headline", "meta:og:title"); empty: not known.
  std::vector<std::string> headline, authors;
};

class Outlets {
 public:
  explicit Outlets(const Rules& rules);
  // The outlet of an address or host, by the longest known ending of its host; null where none is known.
  const Outlet* by_url(std::string_view url) const;
  // By its name, whatever the case, the marks and blanks in it ("TRTWorld", "the guardian").
  const Outlet* by_name(std::string_view name) const;

 private:
  std::vector<Outlet> outlets_;
  WordMap<uint32_t> by_domain_, by_letters_;
};

// "www.news.example.co.uk" of "https://www.news.example.co.uk/path"; "" where there is no host.
std::string host_of(std::string_view url);
// The label that names the site: "example" of "www.news.example.co.uk".
std::string site_label(std::string_view host);

}  // namespace fairwitness
