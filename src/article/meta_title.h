// The headline out of the many places a page puts it, without the site's own name round it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace fairwitness {

// A candidate headline: its text, where it stood, and how much it is believed before the others are heard.
struct Headline {
  std::string value;
  std::string from;
  double weight = 1;
};

// The headline without "| Site", "- Site", "Site:" for any of the site's names (the domain's label is one).
std::string without_site(std::string_view title, const std::vector<std::string>& sites);

// The headline without what looks like an unknown site's name behind a bar or, when short, behind a dash.
std::string without_tail(std::string_view title);

// The site's name at the end or the front of a title element whose rest is the headline; "" where there is none.
std::string site_in_title(std::string_view title_element, std::string_view headline);

// The candidates in order of agreement: one is backed by those that say the same letters, and by those that hold it.
Sourced choose_headline(std::vector<Headline> candidates, const std::vector<std::string>& sites);

}  // namespace fairwitness
