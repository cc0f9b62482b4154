#include <algorithm>
#include <map>

#include "events/reader.h"

namespace fairwitness {

namespace {

std::string day_of(const std::vector<Time>& times, const Event& event) {
  if (event.time < 0) return "";
  const Time& time = times[static_cast<size_t>(event.time)];
  const std::string& value = time.value.empty() ? time.open : time.value;
  return value.substr(0, std::min(value.find('|'), value.size() >= 11 && value[10] == 'T' ? size_t{10} : value.size()));
}

bool meets(const FoundEvent& found) { return found.event.kind == "meeting" || found.event.kind == "participation"; }

// Two clauses can speak of one meeting when neither place nor day contradict each other.
bool agree(const std::vector<Time>& times, const FoundEvent& a, const FoundEvent& b) {
  if (!a.event.where.empty() && !b.event.where.empty() && a.event.where != b.event.where) return false;
  std::string x = day_of(times, a.event), y = day_of(times, b.event);
  return x.empty() || y.empty() || x == y;
}

void lend(const std::vector<Time>& times, const FoundEvent& from, FoundEvent& to) {
  if (to.event.where.empty()) to.event.where = from.event.where;
  if (to.event.time < 0 && from.event.time >= 0) {
    to.event.time = from.event.time;
    to.event.when = times[static_cast<size_t>(from.event.time)].value;
  }
}

void add_people(const FoundEvent& from, FoundEvent& to) {
  constexpr size_t most = 40;
  if (from.event.negated) return;
  for (const Participant& one : from.event.participants) {
    if (one.role == "absent" || to.event.participants.size() >= most) continue;
    bool had = std::any_of(to.event.participants.begin(), to.event.participants.end(), [&](const Participant& p) {
      return p.name == one.name || (one.entity != no_entity && p.entity == one.entity);
    });
    if (!had) to.event.participants.push_back(one);
  }
}

}  // namespace

// The meeting that the report is about is the one whose place and day are told most fully and first. Clauses that name
// it by a definite word ("the talks", "hosted", "take part") and do not contradict it get its place and day, and it
// gets their people. What is said to be apart ("met separately") is a meeting of its own.
void join_meetings(const std::vector<Time>& times, std::vector<FoundEvent>& events) {
  // "the Korrel talks" names a place where another clause says "in Korrel"; else it is what the talks are about.
  std::map<std::string, int> told;
  for (const FoundEvent& one : events)
    if (meets(one) && !one.place_is_modifier && !one.event.where.empty()) ++told[one.event.where];
  for (FoundEvent& one : events) {
    if (!one.place_is_modifier || one.event.kind != "meeting") continue;
    if (auto known = told.find(one.event.where); known != told.end())
      ++known->second;
    else
      one.event.where.clear();
  }

  // What place and which day the report names most often for its meetings.
  std::map<std::string, int> days;
  for (const FoundEvent& one : events)
    if (meets(one)) ++days[day_of(times, one.event)];
  FoundEvent* main = nullptr;
  auto weight = [&](const FoundEvent& one) {
    int place = one.event.where.empty() ? 0 : 2 + std::min(told[one.event.where], 8);
    int day = one.event.time < 0 ? 0 : 2 + std::min(days[day_of(times, one.event)], 8);
    return place + day + (one.event.participants.empty() ? 0 : 1) - (one.event.status == "planned" ? 3 : 0);
  };
  for (FoundEvent& one : events)
    if (one.event.kind == "meeting" && !one.apart && !one.event.negated &&
        (main == nullptr || weight(one) > weight(*main)))
      main = &one;
  if (main == nullptr || (main->event.where.empty() && main->event.time < 0)) return;
  for (FoundEvent& one : events) {
    if (&one == main || !meets(one) || one.apart || !one.definite || !agree(times, one, *main)) continue;
    // Its status must not be that of another time: what is planned behind what was held is the next meeting.
    if (one.event.kind == "meeting" && one.event.status == "planned" && main->event.status != "planned" &&
        one.event.time < 0 && one.event.where.empty())
      continue;
    bool ahead = main->event.status == "planned" || main->event.status == "not planned";
    bool behind = one.event.status == "held" || one.event.status == "ended" || one.event.status == "not held" ||
                  one.event.status == "absent";
    if (ahead && behind) continue;
    lend(times, *main, one);
    add_people(one, *main);
  }
}

}  // namespace fairwitness
