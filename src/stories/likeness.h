// How alike two groups of reports are, told in numbers, and what a trained model makes of them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/rules.h"
#include "stories/topics.h"

namespace fairwitness {

// What a group of reports is about: sums over its members, so that the likeness of two groups is the average over all
// their pairs without looking at each pair. One report is a group of one.
class Profile {
 public:
  Profile() = default;
  explicit Profile(const Topic& topic);
  void add(const Profile& other);
  void remove(const Profile& member);

  std::array<Terms, side_count> sides;
  std::array<double, side_count> squares{};    // of the sums' lengths
  uint32_t members = 0, told = 0, hinted = 0;  // members that tell their day, whose text hints at it
  double told_days = 0, hinted_days = 0;       // sums
  double words = 0;                            // sum of the logarithms of their words
  double few = 0;                              // of the library

  When when() const;  // the mean day

 private:
  void measure(size_t side);
};

// Copied text between two groups: the share of the shorter report, averaged over all pairs, and of the closest pair.
struct Copied {
  double average = 0, most = 0;
};

// Everything a pair of groups is judged by. The names stand in data/models/en/stories.tsv.
enum class Trait : uint8_t {
  always,
  terms_mean,
  terms_whole,
  terms_covered,
  names_mean,
  names_whole,
  names_covered,
  title_mean,
  title_whole,
  title_covered,
  pairs_mean,
  pairs_whole,
  pairs_covered,
  numbers_mean,
  numbers_whole,
  numbers_covered,
  days_mean,
  days_whole,
  days_covered,
  rare,
  rare_much,
  one_site,
  near,
  nearer,
  apart,
  undated,
  hinted_near,
  terms_near,
  names_near,
  pairs_near,
  rare_near,
  terms_undated,
  names_undated,
  pairs_undated,
  rare_undated,
  terms_apart,
  names_apart,
  rare_apart,
  site_apart,
  no_pair_shared,
  no_number_shared,
  no_day_shared,
  copied,
  copied_most,
  smaller,
  larger,
  brief,
  brief_terms,
  brief_names,
  terms_squared,
  names_squared,
  rare_terms,
  count_
};
inline constexpr size_t trait_count = static_cast<size_t>(Trait::count_);
std::string_view name_of(Trait trait);
using Traits = std::array<float, trait_count>;

Traits compare(const Profile& x, const Profile& y, const Copied& copied);

// A library of a few reports cannot tell what is rare in the news, and the models know it badly. How small the library
// of the two is: 0 from some hundred reports on, near 1 for a handful.
double smallness(const Profile& x, const Profile& y);
// What stands in for the models there, on their scale: the average likeness of names and words and what was copied,
// fading with the days between.
double plain_likeness(const Profile& x, const Profile& y, const Traits& traits);

// Do the two share next to nothing but words of their titles? A title alone links nothing.
bool title_alone(const Profile& x, const Profile& y);

// How quickly likeness fades with the days between two reports; nothing where a day is not known.
double nearness(const When& x, const When& y, double days);

// Two linear models. `which` tells how likely two reports are of one event, and so which are brought together first;
// `join` tells whether two groups are of one event (above 0) or the smaller one is a new one.
class StoryModel {
 public:
  using Weights = std::array<float, trait_count>;
  StoryModel() = default;
  explicit StoryModel(const Table& table);
  double which(const Traits& traits) const { return sum(which_, traits); }
  double join(const Traits& traits) const { return sum(join_, traits); }
  // What the traits that begin with a word ("title", "numbers" ...) add to `which`.
  double which_of(std::string_view side, const Traits& traits) const;

  Weights which_{}, join_{};

 private:
  static double sum(const Weights& weights, const Traits& traits);
};

}  // namespace fairwitness
