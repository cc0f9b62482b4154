#include "events/events.h"

#include <gtest/gtest.h>

#include "base/cost.h"

namespace fairwitness {
namespace {

const Rules& rules() {
  static const std::shared_ptr<const Rules> all = *Rules::embedded();
  return *all;
}

struct Known {
  const char* name;
  NameKind kind;
};

// Invented people and places; the room is tested with names that are given, not found.
constexpr Known known[] = {
    {"Mira Halvorsen", NameKind::person}, {"Halvorsen", NameKind::person},    {"Jonas Dorn", NameKind::person},
    {"Dorn", NameKind::person},           {"Ilse Brandt", NameKind::person},  {"Korrel", NameKind::place},
    {"Tresk", NameKind::place},           {"Marra", NameKind::place},         {"Ostania", NameKind::place},
    {"Marrish", NameKind::nationality},   {"Ostanian", NameKind::nationality}};

Names names_in(std::string_view text) {
  Names names;
  for (size_t at = 0; at < text.size();) {
    const Known* best = nullptr;
    for (const Known& one : known)
      if (text.substr(at).starts_with(one.name) &&
          (best == nullptr || std::string_view(one.name).size() > std::string_view(best->name).size()))
        best = &one;
    if (best == nullptr) {
      ++at;
      continue;
    }
    std::string_view name = best->name;
    uint32_t entity = no_entity;
    for (uint32_t i = 0; i < names.entities.size(); ++i)
      if (names.entities[i].name.ends_with(name)) entity = i;
    if (entity == no_entity) {
      entity = static_cast<uint32_t>(names.entities.size());
      names.entities.push_back({});
      names.entities.back().name = name;
      names.entities.back().kind = best->kind;
    }
    names.names.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(at + name.size())}, best->kind, entity});
    at += name.size();
  }
  return names;
}

std::vector<Event> read_all(const std::string& text, bool named = true) {
  static const WordRules words(rules());
  static const DateRules dates(rules());
  static const EventRules events(rules());
  Article article;
  article.text = text;
  article.blocks.push_back({BlockKind::paragraph, {0, static_cast<uint32_t>(text.size())}});
  article.published.value = "2019-06-12";
  Words read = read_words(article.text, article.blocks, words);
  return find_events(article, read, named ? names_in(text) : Names{}, {}, find_times(article, read, dates), events);
}

// The events that are more than an act of somebody.
std::vector<Event> read(const std::string& text, bool named = true) {
  std::vector<Event> events = read_all(text, named);
  std::erase_if(events, [](const Event& e) { return e.kind == "action"; });
  return events;
}

// "ACTION: actors > targets" of each act.
std::string acts(const std::string& text) {
  std::string out;
  for (const Event& e : read_all(text)) {
    if (e.kind != "action") continue;
    std::string who, whom;
    for (const Participant& p : e.participants) {
      std::string& side = p.role == "actor" ? who : whom;
      side += (side.empty() ? "" : ", ") + p.name;
    }
    out += (out.empty() ? "" : "; ") + e.action + ": " + who + " > " + whom;
  }
  return out;
}

// "kind status when where: people" of each event of the kind.
std::string shown(const std::string& text, std::string_view kind = "meeting") {
  std::string out;
  for (const Event& e : read(text)) {
    if (e.kind != kind) continue;
    if (!out.empty()) out += "; ";
    out += e.status + "|" + e.when + "|" + e.where + "|";
    for (const Participant& p : e.participants)
      out += (out.back() == '|' ? "" : ",") + p.name + (p.role.empty() ? "" : "=" + p.role);
  }
  return out;
}

struct Case {
  const char* text;
  const char* events;
};

TEST(Events, SayWhoMetWhereAndWhen) {
  const Case cases[] = {
      {"Mira Halvorsen met Jonas Dorn in Korrel on Monday.", "held|2019-06-10|Korrel|Mira Halvorsen,Jonas Dorn"},
      {"Mira Halvorsen and Jonas Dorn planned to meet in Korrel on Friday.",
       "planned|2019-06-14|Korrel|Mira Halvorsen,Jonas Dorn"},
      {"Mira Halvorsen will meet with Jonas Dorn in Tresk next week.",
       "planned|2019-W25|Tresk|Mira Halvorsen,Jonas Dorn"},
      {"Talks convened by Mira Halvorsen in the lakeside town of Korrel on Monday failed to agree on a plan.",
       "held|2019-06-10|Korrel|Mira Halvorsen=host"},
      {"Mira Halvorsen held talks with Jonas Dorn in Tresk on Monday.",
       "held|2019-06-10|Tresk|Mira Halvorsen,Jonas Dorn"},
      {"Talks between Marra and Ostania ended in Korrel on Monday.",
       "ended|2019-06-10|Korrel|Marra=party,Ostania=party"},
      {"Mira Halvorsen hosted Marrish Foreign Minister Jonas Dorn in Korrel on Monday.",
       "held|2019-06-10|Korrel|Mira Halvorsen=host,Jonas Dorn"},
      {"Mira Halvorsen met Marrish and Ostanian envoys in Tresk.",
       "held||Tresk|Mira Halvorsen,Marrish=party,Ostanian=party"},
      {"The plan met the demands of the town.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text), c.events) << c.text;
}

TEST(Events, TellWhoDidWhatToWhom) {
  const Case cases[] = {
      {"Marra accused Ostania of shelling a village.", "ACCUSE: Marra > Ostania"},
      {"Marra said it will support Ostania.", "AGREE: Marra > Ostania"},
      {"Marra refused to allow Ostanian inspectors into the port.", "REJECT: Marra > Ostanian inspectors"},
      {"Marra threatened to attack Ostania.", "THREATEN: Marra > Ostania"},
      {"Thousands of students demonstrated against Jonas Dorn.", "PROTEST: Thousands of students > Jonas Dorn"},
      {"Ostania was attacked by Marrish rebels.", "ASSAULT: Marrish rebels > Ostania"},
      {"Mira Halvorsen said that Ostania must withdraw its troops.", "REQUEST: Mira Halvorsen > Ostania"},
      {"Marra imposed sanctions on Ostania on Monday.", "SANCTION: Marra > Ostania"},
      {"The river is wide.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(acts(c.text), c.events) << c.text;
}

TEST(Events, KeepMeetingsApart) {
  EXPECT_EQ(shown("Mira Halvorsen met separately with Jonas Dorn and with Ilse Brandt."),
            "held|||Mira Halvorsen,Jonas Dorn; held|||Mira Halvorsen,Ilse Brandt");
}

TEST(Events, JoinClausesOfOneMeeting) {
  auto events = read(
      "Talks convened by Mira Halvorsen in Korrel on Monday failed. The talks ended without any joint statement. "
      "Halvorsen hosted Jonas Dorn.");
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1].where, "Korrel");
  EXPECT_EQ(events[1].when, "2019-06-10");
  EXPECT_EQ(events[1].outcome, "without any joint statement");
  EXPECT_EQ(events[2].where, "Korrel");
  ASSERT_EQ(events[0].participants.size(), 2u);
  EXPECT_EQ(events[0].participants[1].name, "Jonas Dorn");
}

TEST(Events, TellWhoTakesPartAndWhoDoesNot) {
  const Case cases[] = {
      {"Mira Halvorsen will take part in the talks in Korrel.", "planned||Korrel|Mira Halvorsen"},
      {"Marra, which leads the bloc of Ostania, would not take part in the talks.", "not planned|||Marra=absent"},
      {"Marra was not represented at the meeting.", "absent|||Marra=absent"},
      {"Marra sent its Foreign Minister, Mira Halvorsen, to the talks.", "held|||Marra=party,Mira Halvorsen"},
      {"Mira Halvorsen attended the summit on Monday.", "held|2019-06-10||Mira Halvorsen"},
      {"She will join the army.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.text, "participation"), c.events) << c.text;
  auto events = read("Marra would not take part in the talks.");
  ASSERT_FALSE(events.empty());
  EXPECT_TRUE(events[0].negated);
}

TEST(Events, ReadOtherKinds) {
  auto kind = [](const char* text) {
    auto events = read(text);
    return events.empty() ? std::string("none") : events[0].kind + " " + events[0].status + " " + events[0].where;
  };
  EXPECT_EQ(kind("An explosion in Korrel on Monday shook the town."), "attack held Korrel");
  EXPECT_EQ(kind("A ceasefire in Tresk collapsed on Monday."), "ceasefire collapsed Tresk");
  EXPECT_EQ(kind("The election in Ostania was postponed."), "election postponed Ostania");
  EXPECT_EQ(kind("Nothing much was said."), "none");
}

TEST(Events, PassANameThatEndsWithinItsToken) {
  EXPECT_EQ(shown("Mira Halvorsen met Jonas Dorn in the Korrel-based office of the town."),
            "held|||Mira Halvorsen,Jonas Dorn");
}

TEST(Events, ReadHostileTextInLinearTime) {
  for (const char* piece : {"talks ", "met with ", "and ", ", ", "said ", "in Korrel ",
                            "the meeting of the talks with ", "Mira Halvorsen ", "not take part ", ". "}) {
    std::string text;
    while (text.size() < hostile_size(size_t{1} << 18)) text += piece;
    double took = cpu_seconds([&] {
      for (const Event& event : read(text, false)) EXPECT_LE(event.span.end, text.size());
    });
    EXPECT_LT(took, patience(20)) << piece;
  }
}

}  // namespace
}  // namespace fairwitness
