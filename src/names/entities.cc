// Which names are one: full names and surnames, long forms and their letters, the names that the rules know of one
// thing.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <unordered_map>

#include "names/draft.h"
#include "words/letters.h"

namespace fairwitness::naming {
namespace {

// So many groups with the same surname are compared; more share no person in any honest text.
constexpr size_t max_compared = 32;
constexpr uint32_t none = 0xFFFFFFFFu;

enum class Gender : uint8_t { unknown, male, female };

bool agree(Gender a, Gender b) { return a == Gender::unknown || b == Gender::unknown || a == b; }

// "J" and "J." stand for any name that begins so.
bool initial_of(const std::string& a, const std::string& b) {
  return (a.size() == 1 || (a.size() == 2 && a[1] == '.')) && !b.empty() && a[0] == b[0];
}

struct Group {
  bool person = false;
  std::vector<uint32_t> members;   // indices of found, ascending: full names, or all of a thing's names
  std::vector<uint32_t> surnames;  // a person's single names, ascending
  std::vector<std::string> cores;  // of a person: the parts without particles, of the longest form
  Gender gender = Gender::unknown;
};

class Grouper {
 public:
  explicit Grouper(Draft& draft) : draft_(draft), units_(draft.units.units), group_of_(draft.found.size(), none) {}

  void run() {
    genders_from_descriptions();
    for (uint32_t f = 0; f < draft_.found.size(); ++f)
      if (draft_.found[f].kind == NameKind::person && cores(f).size() > 1) place_full_name(f);
    for (uint32_t f = 0; f < draft_.found.size(); ++f)
      if (group_of_[f] == none && could_be_surname(f)) place_surname(f);
    own_countries();
    join_letters();
    for (uint32_t f = 0; f < draft_.found.size(); ++f)
      if (group_of_[f] == none) place_thing(f);
    write_entities();
  }

 private:
  std::string lower(uint32_t unit) const { return lower_case(draft_.word(unit)); }

  std::vector<std::string> parts(uint32_t f) const {
    std::vector<std::string> out;
    for (uint32_t i = draft_.found[f].first; i < draft_.found[f].end; ++i) out.push_back(lower(i));
    return out;
  }

  std::vector<std::string> cores(uint32_t f) const {
    std::vector<std::string> out;
    const FoundName& found = draft_.found[f];
    for (uint32_t i = found.first; i < found.end; ++i) {
      bool particle = units_[i].known & known_particle && i + 1 < found.end;
      if (!particle && !(units_[i].shape.form & 16)) out.push_back(lower(i));
    }
    return out;
  }

  Gender given_gender(uint32_t f) const {
    const Unit& unit = units_[draft_.found[f].first];
    return unit.male && !unit.female ? Gender::male : unit.female && !unit.male ? Gender::female : Gender::unknown;
  }

  void genders_from_descriptions() {
    told_.assign(draft_.found.size(), Gender::unknown);
    for (const Description& d : draft_.descriptions) {
      const KnownPhrase* role = draft_.gazetteer.find_role(units_[d.head].shape.word);
      if (role && role->male) told_[d.found] = Gender::male;
      if (role && role->female) told_[d.found] = Gender::female;
    }
  }

  uint32_t new_group(bool person) {
    groups_.push_back({});
    groups_.back().person = person;
    return static_cast<uint32_t>(groups_.size() - 1);
  }

  void join(uint32_t f, uint32_t group) { join_as(f, group, groups_[group].members); }
  void join_as(uint32_t f, uint32_t group, std::vector<uint32_t>& list) {
    group_of_[f] = group;
    list.push_back(f);
    if (told_[f] != Gender::unknown) groups_[group].gender = told_[f];
  }

  static bool same_person(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto& shorter = a.size() <= b.size() ? a : b;
    const auto& longer = a.size() <= b.size() ? b : a;
    if (shorter.back() != longer.back()) return false;
    if (shorter.front() == longer.front() || initial_of(shorter.front(), longer.front()) ||
        initial_of(longer.front(), shorter.front()))
      return true;
    return longer.size() > shorter.size() &&
           std::equal(shorter.begin(), shorter.end(), longer.end() - static_cast<ptrdiff_t>(shorter.size()));
  }

  void place_full_name(uint32_t f) {
    auto mine = cores(f);
    auto& same_surname = by_surname_[mine.back()];
    uint32_t chosen = none;
    for (size_t i = same_surname.size(), tried = 0; i-- > 0 && tried < max_compared && chosen == none; ++tried)
      if (same_person(groups_[same_surname[i]].cores, mine)) chosen = same_surname[i];
    if (chosen == none) {
      chosen = new_group(true);
      same_surname.push_back(chosen);
      by_first_[mine.front()].push_back(chosen);
    }
    Group& group = groups_[chosen];
    if (mine.size() > group.cores.size()) group.cores = mine;
    join(f, chosen);
    if (group.gender == Gender::unknown) group.gender = given_gender(f);
  }

  // A person's single name; or another name that is no place or body we know, as where a surname was taken for a town.
  bool could_be_surname(uint32_t f) const {
    const FoundName& found = draft_.found[f];
    if (found.kind == NameKind::person) return true;
    if (found.known & ~static_cast<uint32_t>(known_given) || found.kind == NameKind::nationality) return false;
    auto mine = cores(f);
    return mine.size() == 1 && by_surname_.contains(mine.back());
  }

  // Of the groups, the one mentioned last before the name, else first behind it.
  uint32_t nearest(const std::vector<uint32_t>& groups, uint32_t f) const {
    uint32_t best = none, best_at = 0;
    bool best_before = false;
    for (size_t i = 0; i < groups.size() && i < max_compared; ++i) {
      const Group& group = groups_[groups[i]];
      if (!agree(group.gender, told_[f])) continue;
      // Names are placed in text order, so every single name that is placed stands before this one.
      auto behind = std::upper_bound(group.members.begin(), group.members.end(), f);
      bool before = behind != group.members.begin() || !group.surnames.empty();
      uint32_t at = behind != group.members.begin() ? *(behind - 1) : before ? 0 : group.members.front();
      if (!group.surnames.empty()) at = std::max(at, group.surnames.back());
      if (best == none || (before && (!best_before || at > best_at)) || (!before && !best_before && at < best_at)) {
        best = groups[i];
        best_at = at;
        best_before = before;
      }
    }
    return best;
  }

  void place_surname(uint32_t f) {
    auto mine = cores(f);
    if (mine.empty()) mine = parts(f);
    uint32_t chosen = none;
    if (mine.size() == 1) {
      if (auto found = by_surname_.find(mine.back()); found != by_surname_.end()) chosen = nearest(found->second, f);
      // "Li" of "Li Quan": a first part that is nobody's given name, of one person only.
      bool given = units_[draft_.found[f].first].known & known_given;
      if (auto found = by_first_.find(mine.back()); chosen == none && !given &&
                                                    draft_.found[f].end - draft_.found[f].first == 1 &&
                                                    found != by_first_.end() && found->second.size() == 1)
        chosen = found->second.front();
    }
    if (chosen == none) {
      std::string key;
      for (const auto& part : parts(f)) key += part + ' ';
      auto [known, fresh] = single_.try_emplace(key, 0);
      if (fresh) {
        known->second = new_group(true);
        groups_.back().cores = mine;
        groups_.back().gender = given_gender(f);
      }
      chosen = known->second;
    }
    draft_.found[f].kind = NameKind::person;
    join_as(f, chosen, groups_[chosen].surnames);
  }

  // "France's Foreign Ministry", "the Russian parliament": the country that stands right before a body's name.
  void own_countries() {
    for (uint32_t f = 1; f < draft_.found.size(); ++f) {
      FoundName& body = draft_.found[f];
      const FoundName& before = draft_.found[f - 1];
      if (body.kind != NameKind::organisation || !(units_[body.end - 1].known & known_body_head)) continue;
      uint32_t gap = body.first - before.end;
      bool near = gap == 0 || (gap == 1 && units_[before.end].penn == Penn::POS);
      if (near && before.thing != none && before.known & (known_country | known_people))
        body.country = draft_.gazetteer.things()[before.thing].country;
    }
  }

  std::string key_of(uint32_t f) const {
    const FoundName& found = draft_.found[f];
    std::string key = found.country.empty() ? "" : found.country + ":";
    if (found.thing != none) return key + '#' + std::to_string(found.thing);
    for (const auto& part : parts(f))
      if (!key.empty() || part != "the") key += part + ' ';
    return key;
  }

  static std::string letters(std::string_view word) {
    std::string out;
    for (char c : word)
      if (is_ascii_upper(c))
        out += c;
      else if (c != '.')
        return "";
    return out.size() > 1 && out.size() < 10 ? out : "";
  }

  // "International Grain Group (IGG)" and, without brackets, letters that are the initials of one body's name.
  void join_letters() {
    std::map<std::string, std::string> initials;  // -> key; "" where two bodies have them
    for (uint32_t f = 0; f < draft_.found.size(); ++f) {
      const FoundName& found = draft_.found[f];
      if (group_of_[f] != none || found.end - found.first < 2) continue;
      std::string all, capitals;
      for (uint32_t i = found.first; i < found.end; ++i) {
        char c = draft_.word(i)[0];
        if (is_ascii_upper(c)) capitals += c;
        if (is_ascii_upper(ascii_lower(c)) || is_ascii_lower(ascii_lower(c)))
          all += static_cast<char>(ascii_lower(c) - 32);
      }
      for (const auto& form : {all, capitals})
        if (form.size() > 1) {
          auto [known, fresh] = initials.try_emplace(form, key_of(f));
          if (!fresh && known->second != key_of(f)) known->second.clear();
        }
      // In brackets right behind, or before it.
      if (f + 1 < draft_.found.size()) {
        const FoundName& next = draft_.found[f + 1];
        if (next.first == found.end + 1 && units_[found.end].penn == Penn::LRB && next.end < units_.size() &&
            units_[next.end].penn == Penn::RRB && !letters(draft_.phrase(next.first, next.end)).empty() &&
            next.kind != NameKind::person)
          same_key_[key_of(f + 1)] = key_of(f);
      }
    }
    for (uint32_t f = 0; f < draft_.found.size(); ++f) {
      if (group_of_[f] != none || draft_.found[f].thing != none) continue;
      std::string form = letters(draft_.phrase(draft_.found[f].first, draft_.found[f].end));
      auto known = initials.find(form);
      if (!form.empty() && known != initials.end() && !known->second.empty())
        same_key_.try_emplace(key_of(f), known->second);
    }
  }

  void place_thing(uint32_t f) {
    std::string key = key_of(f);
    for (int hops = 0; hops < 3; ++hops) {
      auto other = same_key_.find(key);
      if (other == same_key_.end() || other->second == key) break;
      key = other->second;
    }
    auto known = by_key_.find(key);
    uint32_t chosen = known != by_key_.end() ? known->second : shorter_form(f);
    if (chosen == none) {
      chosen = new_group(false);
      const FoundName& found = draft_.found[f];
      if (found.kind == NameKind::organisation) by_last_[lower(found.end - 1)].push_back(chosen);
    }
    by_key_.emplace(key, chosen);
    join(f, chosen);
  }

  // "the Observatory", "State Department" behind "US State Department": the end of one longer name of a body.
  uint32_t shorter_form(uint32_t f) const {
    const FoundName& found = draft_.found[f];
    if (found.kind != NameKind::organisation || found.known & ~static_cast<uint32_t>(known_body) ||
        !found.country.empty())
      return none;
    auto mine = parts(f);
    uint32_t chosen = none;
    if (mine.size() == 1 && units_[found.first].known & known_body_head) {
      for (const auto& [last, groups] : by_last_)
        for (size_t i = 0; i < groups.size() && i < max_compared; ++i)
          if (name_has_head(groups[i], mine[0])) {
            if (chosen != none && chosen != groups[i]) return none;
            chosen = groups[i];
          }
      return chosen;
    }
    auto groups = by_last_.find(mine.back());
    if (mine.size() < 2 || groups == by_last_.end()) return none;
    for (size_t i = 0; i < groups->second.size() && i < max_compared; ++i) {
      auto longer = parts(groups_[groups->second[i]].members.front());
      if (longer.size() <= mine.size() || !std::equal(mine.rbegin(), mine.rend(), longer.rbegin())) continue;
      if (chosen != none) return none;
      chosen = groups->second[i];
    }
    return chosen;
  }

  bool name_has_head(uint32_t group, const std::string& head) const {
    const FoundName& first = draft_.found[groups_[group].members.front()];
    if (first.end - first.first < 2) return false;
    for (uint32_t i = first.first; i < first.end; ++i)
      if (units_[i].capital && lower(i) == head) return true;
    return false;
  }

  // ------------------------------------------------------------------------------------------------------------
  // writing

  void write_entities() {
    std::vector<uint32_t> number(groups_.size(), none);
    for (uint32_t f = 0; f < draft_.found.size(); ++f) {
      uint32_t group = group_of_[f];
      if (number[group] == none) {
        number[group] = static_cast<uint32_t>(draft_.entities.size());
        draft_.entities.push_back(entity_of(groups_[group]));
        draft_.entities.back().id = "n" + std::to_string(draft_.entities.size());
      }
      draft_.found[f].entity = number[group];
    }
    for (const Description& d : draft_.descriptions) {
      auto& roles = draft_.entities[draft_.found[d.found].entity].roles;
      std::string role(draft_.phrase(d.first, d.end));
      if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(std::move(role));
    }
  }

  Entity entity_of(const Group& group) const {
    Entity entity;
    size_t longest = 0;
    std::array<uint32_t, 8> kinds{};
    std::vector<std::string> forms;
    std::map<std::string, bool> seen;
    std::vector<uint32_t> members;
    std::merge(group.members.begin(), group.members.end(), group.surnames.begin(), group.surnames.end(),
               std::back_inserter(members));
    for (uint32_t f : members) {
      const FoundName& found = draft_.found[f];
      std::string form(draft_.phrase(found.first, found.end));
      ++kinds[static_cast<size_t>(found.kind)];
      size_t length = (found.end - found.first) * 1000 + std::min<size_t>(form.size(), 999);
      if (length > longest) {
        longest = length;
        entity.name = form;
      }
      if (seen.emplace(form, true).second) forms.push_back(form);
      if (found.thing != none && !group.person) {
        const KnownThing& thing = draft_.gazetteer.things()[found.thing];
        if (entity.country.empty()) entity.country = thing.country;
        if (thing.aliases.size() && seen.emplace(thing.name, true).second) forms.push_back(thing.name);
        for (const auto& alias : thing.aliases)
          if (seen.emplace(alias, true).second) forms.push_back(alias);
      }
      if (entity.country.empty()) entity.country = found.country;
    }
    entity.kind = static_cast<NameKind>(std::max_element(kinds.begin(), kinds.end()) - kinds.begin());
    for (auto& form : forms)
      if (form != entity.name) entity.aliases.push_back(std::move(form));
    entity.male = group.gender == Gender::male;
    entity.female = group.gender == Gender::female;
    return entity;
  }

  Draft& draft_;
  const std::vector<Unit>& units_;
  std::vector<uint32_t> group_of_;
  std::vector<Gender> told_;
  std::vector<Group> groups_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_surname_, by_first_;
  std::map<std::string, std::vector<uint32_t>> by_last_;
  std::unordered_map<std::string, uint32_t> single_, by_key_;
  std::unordered_map<std::string, std::string> same_key_;
};

}  // namespace

void group_entities(Draft& draft) { Grouper(draft).run(); }

}  // namespace fairwitness::naming
