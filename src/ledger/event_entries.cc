// What happened: one meeting, agreement or attack in several reports, and who is said to take part in it.
#include <algorithm>
#include <set>

#include "ledger/actors.h"
#include "ledger/entries.h"
#include "ledger/scan.h"

namespace fairwitness {
namespace {

// A happening, as one clause of one report tells it.
struct Told {
  uint32_t report = 0, index = 0;
  const Event* event = nullptr;
  std::string day, place, trigger;
  bool apart = false;              // told as another than the one the report is about: "met ahead of the talks"
  std::set<std::string> people;    // actor keys of the persons
  std::vector<std::string> names;  // theirs, as the report has them
};

std::string fold(std::string_view text) { return wording(scan_words(text, {0, static_cast<uint32_t>(text.size())})); }

Told told_of(const Material& m, uint32_t report, uint32_t index) {
  Told told;
  const Report& r = *m.reports[report];
  const Event& event = r.events[index];
  told.report = report;
  told.index = index;
  told.event = &event;
  std::string when = event.time >= 0 ? m.time_value(report, static_cast<uint32_t>(event.time)) : event.when;
  if (parse_iso_day(std::string_view(when).substr(0, std::min<size_t>(10, when.size())))) told.day = when.substr(0, 10);
  told.place = fold(event.where);
  told.trigger = fold(event.trigger.of(r.text()));
  std::string clause = " " + fold(event.span.of(r.text())) + " ";
  for (const auto& words : m.rules.apart) told.apart |= clause.find(" " + words + " ") != clause.npos;
  for (const Participant& one : event.participants) {
    if (one.role == "absent") continue;
    std::string key = actor_key(r, one.entity, one.name);
    if (key.starts_with("p:") && told.people.insert(key).second) told.names.push_back(one.name);
  }
  return told;
}

bool fits(const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; }

// One happening? The same kind of thing, nothing told against it, and two of day, place and people told for it. People
// must be mostly the same, so that two who met before a conference are not the conference.
bool one_event(const Told& a, const Told& b) {
  if (a.event->kind != b.event->kind || a.apart != b.apart || !fits(a.day, b.day) || !fits(a.place, b.place))
    return false;
  size_t shared = 0;
  for (const auto& who : a.people) shared += b.people.count(who);
  size_t most = std::max(a.people.size(), b.people.size()), fewest = std::min(a.people.size(), b.people.size());
  bool same_day = !a.day.empty() && a.day == b.day, same_place = !a.place.empty() && a.place == b.place;
  if (fewest == 0) return same_day && same_place;
  if (2 * shared < most) return false;
  return shared >= 2 ? (same_day || same_place || (a.day.empty() && b.day.empty()) || a.trigger == b.trigger)
                     : same_day && same_place;
}

std::string clause(const Material& m, const Told& told) {
  return std::string(told.event->span.of(m.text(told.report)));
}

// "held" when it has happened, "planned" when it is to come, else what the report says of it.
std::string stance_of(const Event& event) {
  bool done = event.status.empty() || event.status == "held" || event.status == "ended";
  if (event.status.starts_with("not ")) return event.status;
  return (event.negated ? "not " : "") + (done ? std::string("held") : event.status);
}

// A plan that came true or fell through is one thing told at two times, not a contradiction.
bool time_explains(const Entry& entry) {
  bool done = false, plan = false;
  for (const Reading& reading : entry.readings) {
    bool ahead = reading.bound == "planned" || reading.bound == "not planned";
    done |= !ahead;
    plan |= ahead;
  }
  return done && plan;
}

// Told in one report, the earlier of two stands in its own words: "had earlier said it would stay away". What differs
// between two things to come is then a change of plan.
bool one_report_tells_both(const Entry& entry) {
  for (const Passage& p : entry.readings.front().passages)
    for (const Passage& q : entry.readings.back().passages)
      if (p.report == q.report) return true;
  return false;
}

void judge(const Material& m, Entry& entry) {
  count_origins(m, entry);
  for (const Reading& reading : entry.readings)
    if (reading.value.empty()) return;
  if (entry.readings.size() == 1)
    entry.state = entry.independent > 1 ? EntryState::agrees : EntryState::single;
  else if (time_explains(entry) || one_report_tells_both(entry)) {
    entry.state = EntryState::updated;
    entry.because.insert(entry.because.begin(), "what was to come has come, or plans changed");
  } else {
    entry.state = EntryState::differs;
    entry.because.insert(entry.because.begin(), "told as having happened and as not having happened");
  }
}

Reading& reading_with(Entry& entry, const std::string& stance, const std::string& value) {
  for (Reading& one : entry.readings)
    if (one.bound == stance) return one;
  entry.readings.push_back({value, {}, {}, {}, stance, {}, "", ""});
  return entry.readings.back();
}

// `bound` held the stance while the entry was built; it is a number's word and means nothing here.
void finish(const Material& m, Entry& entry, std::vector<Entry>& ledger) {
  judge(m, entry);
  for (Reading& reading : entry.readings) reading.bound.clear();
  ledger.push_back(std::move(entry));
}

Entry event_entry(const Material& m, int32_t story, std::string about) {
  Entry entry;
  entry.kind = EntryKind::event;
  entry.story = story;
  entry.storyline = m.stories[static_cast<size_t>(story)].storyline;
  entry.about = std::move(about);
  return entry;
}

std::string about_event(const std::vector<Told>& all, const std::vector<size_t>& members) {
  const Told* fullest = &all[members.front()];
  std::string place, day;
  for (size_t n : members) {
    if (all[n].names.size() > fullest->names.size()) fullest = &all[n];
    if (place.empty()) place = all[n].event->where;
    if (day.empty()) day = all[n].day;
  }
  std::string out = fullest->event->kind;
  for (size_t i = 0; i < fullest->names.size(); ++i) out += (i ? ", " : ": ") + fullest->names[i];
  if (!place.empty()) out += "; " + place;
  if (!day.empty()) out += "; " + day;
  return out;
}

void add_happenings(const Material& m, int32_t story, const std::vector<Told>& all, std::vector<Entry>& ledger) {
  Groups groups(all.size());
  constexpr size_t cap = 2000;  // clauses of one story that are held against each other
  for (size_t i = 0; i < all.size() && i < cap; ++i)
    for (size_t j = i + 1; j < all.size() && j < cap; ++j)
      if (groups.of(i) != groups.of(j) && one_event(all[i], all[j])) groups.join(i, j);
  for (const auto& members : groups.all()) {
    // What one clause mentions without telling two of day, place and people is no question that reports could answer.
    const Told& first = all[members.front()];
    int told = !first.day.empty() + !first.place.empty() + !first.people.empty();
    if (members.size() == 1 && told < 2) continue;
    Entry entry = event_entry(m, story, about_event(all, members));
    for (size_t n : members) {
      std::string stance = stance_of(*all[n].event);
      cite(reading_with(entry, stance, stance + ": " + shortened(clause(m, all[n]), 160)), all[n].report,
           all[n].event->span);
    }
    finish(m, entry, ledger);
  }
}

// ------------------------------------------------------------------------------------------------ who takes part

// The country a participant stands for, told by the entity or by its roles ("the Norwegian foreign minister").
std::string country_of(const Report& report, const Participant& one) {
  if (one.entity == no_entity || one.entity >= report.names.entities.size()) return "";
  const Entity& entity = report.names.entities[one.entity];
  return entity.country;
}

struct Presence {
  const Told* told = nullptr;
  std::string stance;  // "took part", "is to take part", "is not to take part", "did not take part"
  std::string name;
};

std::string presence_stance(const Event& event, const Participant& one) {
  bool absent = one.role == "absent" || event.negated;
  bool done = event.status == "held" || event.status == "ended" || event.status.empty();
  if (done) return absent ? "not held" : "held";
  return absent ? "not planned" : "planned";
}

// Who is said to come, to stay away, to have come: an entry for each country whose presence is told in two ways.
void add_presence(const Material& m, int32_t story, const std::vector<Told>& all, std::vector<Entry>& ledger) {
  std::map<std::string, std::vector<Presence>> by_actor;
  for (const Told& told : all) {
    const Report& r = *m.reports[told.report];
    if (told.event->kind != "meeting" && told.event->kind != "participation") continue;
    for (const Participant& one : told.event->participants) {
      std::string country = country_of(r, one);
      std::string key = country.empty() ? actor_key(r, one.entity, one.name) : "c:" + country;
      if (!key.empty()) by_actor[key].push_back({&told, presence_stance(*told.event, one), one.name});
    }
  }
  for (const auto& [key, presences] : by_actor) {
    bool denied =
        std::any_of(presences.begin(), presences.end(), [](const Presence& p) { return p.stance.starts_with("not "); });
    if (!denied) continue;
    Entry entry = event_entry(m, story, "presence of " + presences.front().name);
    for (const Presence& p : presences)
      cite(reading_with(entry, p.stance, shortened(clause(m, *p.told), 160)), p.told->report, p.told->event->span);
    finish(m, entry, ledger);
  }
}

}  // namespace

void add_event_entries(const Material& m, std::vector<Entry>& ledger) {
  for (size_t s = 0; s < m.stories.size(); ++s) {
    std::vector<Told> all;
    for (uint32_t report : m.stories[s].reports)
      for (uint32_t i = 0; i < m.reports[report]->events.size(); ++i)
        if (m.reports[report]->events[i].kind != "action") all.push_back(told_of(m, report, i));
    add_happenings(m, static_cast<int32_t>(s), all, ledger);
    add_presence(m, static_cast<int32_t>(s), all, ledger);
  }
}

}  // namespace fairwitness
