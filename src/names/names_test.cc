#include "names/names.h"

#include <gtest/gtest.h>

namespace fairwitness {
namespace {

struct Report {
  Article article;
  Words words;
  Names names;

  explicit Report(std::string text) {
    static const auto rules = Rules::embedded();
    static const WordRules word_rules(**rules);
    static const NameRules name_rules(**rules);
    article.text = std::move(text);
    for (size_t at = 0; at < article.text.size();) {
      size_t end = std::min(article.text.find('\n', at), article.text.size());
      if (end > at)
        article.blocks.push_back({BlockKind::paragraph, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
      at = end + 1;
    }
    words = read_words(article.text, article.blocks, word_rules);
    names = find_names(article, words, name_rules);
  }

  // The entity at the n-th place (from 0) where the words stand; nullptr where there is none.
  const Entity* at(std::string_view form, size_t n = 0) const {
    size_t place = article.text.find(form);
    while (n-- > 0 && place != std::string::npos) place = article.text.find(form, place + 1);
    if (place == std::string::npos) return nullptr;
    uint32_t entity = names.entity_at(static_cast<uint32_t>(place));
    return entity == no_entity ? nullptr : &names.entities[entity];
  }
  std::string name_at(std::string_view form, size_t n = 0) const {
    const Entity* entity = at(form, n);
    return entity ? entity->name : "";
  }
  std::string roles_of(std::string_view form) const {
    std::string out;
    if (const Entity* entity = at(form))
      for (const auto& role : entity->roles) out += (out.empty() ? "" : "|") + role;
    return out;
  }
  std::string dump() const {
    std::string out;
    for (const Name& name : names.names)
      out +=
          (out.empty() ? "" : "; ") + std::string(name.span.of(article.text)) + "/" + std::string(name_of(name.kind));
    return out;
  }
};

TEST(NamesFound, WithTheirKinds) {
  static constexpr struct {
    const char* text;
    const char* expected;
  } cases[] = {
      {"Russian Foreign Minister Pavel Orlenko met Mira Halvorsen in Geneva.",
       "Russian/nationality; Pavel Orlenko/person; Mira Halvorsen/person; Geneva/place"},
      {"The United Nations said on Friday that Syria had agreed.", "United Nations/organisation; Syria/place"},
      {"U.S. Secretary of State Daniel Stroud said Iran would come.", "U.S./place; Daniel Stroud/person; Iran/place"},
      {"US-led forces and Turkish-backed fighters left Aleppo.", "US/place; Turkish/nationality; Aleppo/place"},
      {"He told reporters that nothing had changed.", ""},
      {"Talks between the European Union and Iraq ended.", "European Union/organisation; Iraq/place"},
      {"Staff of the World Health Organization flew to Nairobi, Kenya.",
       "World Health Organization/organisation; Nairobi/place; Kenya/place"},
  };
  for (const auto& c : cases) EXPECT_EQ(Report(c.text).dump(), c.expected) << c.text;
}

TEST(Entities, ASurnameIsItsFullName) {
  Report r(
      "Foreign Minister Pavel Orlenko arrived. Orlenko said little.\nClara Halvorsen met Orlenko. Halvorsen smiled.");
  EXPECT_EQ(r.name_at("Orlenko said"), "Pavel Orlenko");
  EXPECT_EQ(r.name_at("Orlenko. Halv"), "Pavel Orlenko");
  EXPECT_EQ(r.name_at("Halvorsen smiled"), "Clara Halvorsen");
}

TEST(Entities, ATitleLineUsesTheSurnameBeforeTheBodyHasTheFullName) {
  Report r("Orlenko says talks go on\nForeign Minister Pavel Orlenko said talks go on.");
  EXPECT_EQ(r.name_at("Orlenko says"), "Pavel Orlenko");
}

TEST(Entities, ParticlesBelongToTheSurnameAndMayBeLeftOut) {
  Report r(
      "UN envoy Torsten de Mirabel spoke. Later de Mirabel left for Damascus.\nPresident Karim al-Hadid stayed. Hadid "
      "and Karim Al-Hadid are one.");
  EXPECT_EQ(r.name_at("de Mirabel left"), "Torsten de Mirabel");
  EXPECT_EQ(r.at("Hadid and"), r.at("Karim al-Hadid"));
  EXPECT_EQ(r.at("Karim Al-Hadid are"), r.at("Karim al-Hadid"));
}

TEST(Entities, PeopleWhoShareAFirstNameAreTwo) {
  Report r(
      "Omar al-Rami said he was hungry. Commander Abu Omar Saleeb was killed on Thursday.\nAbu Omar says he is tired.");
  EXPECT_NE(r.at("Omar al-Rami"), r.at("Abu Omar Saleeb"));
  EXPECT_NE(r.at("Abu Omar says"), r.at("Abu Omar Saleeb"));
  EXPECT_NE(r.at("Abu Omar says"), r.at("Omar al-Rami"));
  ASSERT_TRUE(r.at("Abu Omar says"));
}

TEST(Entities, TwoWithOneSurnameAreToldApartByNearness) {
  Report r("Mira Halvorsen spoke in Oslo. Her brother Jens Halvorsen did not. Halvorsen is a farmer.");
  EXPECT_NE(r.at("Mira Halvorsen"), r.at("Jens Halvorsen"));
  EXPECT_EQ(r.name_at("Halvorsen is"), "Jens Halvorsen");
}

TEST(Entities, TitlesTellWhichOfACouple) {
  Report r("President Daniel Stroud and Mary Stroud came. Mrs Stroud spoke first. Mr Stroud left early.");
  EXPECT_EQ(r.name_at("Stroud spoke"), "Mary Stroud");
  EXPECT_EQ(r.name_at("Stroud left"), "Daniel Stroud");
}

TEST(Entities, LettersAreTheirLongForm) {
  Report r("The International Grain Council (IGC) met in London. The IGC said prices fell.");
  ASSERT_TRUE(r.at("IGC said"));
  EXPECT_EQ(r.at("IGC said"), r.at("International Grain Council"));
  EXPECT_EQ(r.name_at("IGC said"), "International Grain Council");
}

TEST(Entities, KnownFormsOfOneThingAreOne) {
  Report r(
      "The United States and Russia met. The US pressed Russia. U.S. officials spoke to the UN.\nThe United Nations "
      "agreed with Washington.");
  EXPECT_EQ(r.at("US pressed"), r.at("United States"));
  EXPECT_EQ(r.at("U.S. officials"), r.at("United States"));
  EXPECT_EQ(r.at("UN."), r.at("United Nations"));
  ASSERT_TRUE(r.at("Washington"));
  EXPECT_NE(r.at("Washington"), r.at("United States"));
  EXPECT_EQ(r.at("Washington")->country, "US");
  EXPECT_EQ(r.at("Russia")->country, "RU");
}

TEST(Entities, MinistriesOfTwoCountriesAreTwo) {
  Report r("France's Foreign Ministry confirmed the talks. Iran's Foreign Ministry did not.");
  EXPECT_NE(r.at("Foreign Ministry"), r.at("Foreign Ministry", 1));
  EXPECT_EQ(r.at("Foreign Ministry")->country, "FR");
}

TEST(Roles, BeforeAndBehindTheName) {
  Report r(
      "Russian Foreign Minister Pavel Orlenko met his Saudi counterpart Faris al-Qadir.\n"
      "Foreign ministry spokesman Bahman Kazemi told reporters so.\n"
      "Rami Abdel Nour, head of the observatory, told a newspaper there was fighting.\n"
      "\"There is nothing,\" said one shopper, Omar al-Rami.\n"
      "Viktor Chernin, Russia's UN ambassador, said that he agreed.\n"
      "U.S. Secretary of State Daniel Stroud flew home.\n"
      "UN envoy on Syria Torsten de Mirabel stayed.");
  EXPECT_EQ(r.roles_of("Pavel Orlenko"), "Russian Foreign Minister");
  EXPECT_EQ(r.roles_of("Faris al-Qadir"), "Saudi counterpart");
  EXPECT_EQ(r.roles_of("Bahman Kazemi"), "Foreign ministry spokesman");
  EXPECT_EQ(r.roles_of("Rami Abdel Nour"), "head of the observatory");
  EXPECT_EQ(r.roles_of("Omar al-Rami"), "shopper");
  EXPECT_EQ(r.roles_of("Viktor Chernin"), "Russia's UN ambassador");
  EXPECT_EQ(r.roles_of("Daniel Stroud"), "U.S. Secretary of State");
  EXPECT_EQ(r.roles_of("Torsten de Mirabel"), "UN envoy on Syria");
}

TEST(References, PronounsGoToTheSubject) {
  Report r(
      "Daniel Stroud met Pavel Orlenko in Geneva. He said the talks went well.\n\"It was good,\" he told reporters.");
  EXPECT_EQ(r.name_at("He said"), "Daniel Stroud");
  EXPECT_EQ(r.name_at("he told"), "Daniel Stroud");
}

TEST(References, PronounsGoToTheSpeakerBehindTheQuote) {
  Report r("\"There is nothing left,\" said one shopper, Omar al-Rami.\n\"No sugar,\" he told a newspaper.");
  EXPECT_EQ(r.name_at("he told"), "Omar al-Rami");
}

TEST(References, PronounsAgreeInGender) {
  Report r("Daniel Stroud met Mary Halvorsen. She said nothing. He spoke for an hour.");
  EXPECT_EQ(r.name_at("She said"), "Mary Halvorsen");
  EXPECT_EQ(r.name_at("He spoke"), "Daniel Stroud");
}

TEST(References, WhatCannotBeToldIsNobody) {
  Report r("Daniel Stroud and Pavel Orlenko met. He said nothing.");
  EXPECT_EQ(r.at("He said"), nullptr);
  Report none("He said nothing. The minister left.");
  EXPECT_EQ(none.at("He said"), nullptr);
  EXPECT_EQ(none.at("The minister"), nullptr);
}

TEST(References, RolesPointAtTheirHolder) {
  Report r(
      "Foreign Minister Pavel Orlenko met Mary Halvorsen, the envoy of Norway. The minister left early. The envoy "
      "stayed.");
  EXPECT_EQ(r.name_at("The minister"), "Pavel Orlenko");
  EXPECT_EQ(r.name_at("The envoy"), "Mary Halvorsen");
}

TEST(References, AHeadNounPointsAtItsBody) {
  Report r("The Belvarian Observatory for Human Rights counted 12 dead. The observatory has people on the ground.");
  ASSERT_TRUE(r.at("The observatory"));
  EXPECT_EQ(r.name_at("The observatory"), r.name_at("Observatory for"));
}

TEST(NamesOfAnyText, HostileNamesAreNamesOrNothing) {
  for (const std::string& name :
       {std::string(10000, 'B'), std::string("\xE2\x80\xAEMira Halvorsen\xE2\x80\xAC"),
        std::string("Mi\xCC\x81ra Halvo\xCC\x88rsen"), std::string("\xD0\x9Cira H\xD0\xB0lvorsen"),
        std::string("MIRA HALVORSEN"), std::string("mira halvorsen")}) {
    Report r("Minister " + name + " left Geneva. \"No,\" said " + name + ". She left.");
    for (const Name& found : r.names.names) {
      ASSERT_LT(found.span.begin, found.span.end);
      ASSERT_LE(found.span.end, r.article.text.size());
      ASSERT_TRUE(is_utf8_boundary(r.article.text, found.span.begin) &&
                  is_utf8_boundary(r.article.text, found.span.end));
    }
  }
}

TEST(NamesOfAnyText, KeepTheirPromises) {
  std::string many;
  for (int i = 0; i < 4000; ++i)
    many += "Omar Saleeb" + std::to_string(i) + " and Saleeb met the Grain Council (GC). He left. ";
  std::string chain;
  for (int i = 0; i < 30000; ++i) chain += "Omar and Ali and ";
  for (const std::string& text : {chain, std::string(), std::string("'s"), std::string(20000, 'A'), std::string("Mr. "),
                                  std::string("the the the of of of"), many}) {
    Report r(text);
    uint32_t at = 0;
    for (const Name& name : r.names.names) {
      ASSERT_LE(at, name.span.begin);
      ASSERT_LT(name.span.begin, name.span.end);
      ASSERT_LT(name.entity, r.names.entities.size());
      at = name.span.end;
    }
    ASSERT_LE(at, text.size());
    at = 0;
    for (const Reference& reference : r.names.references) {
      ASSERT_LE(at, reference.span.begin);
      ASSERT_TRUE(reference.entity == no_entity || reference.entity < r.names.entities.size());
      at = reference.span.begin;
    }
  }
}

}  // namespace
}  // namespace fairwitness
