#include "words/tagger.h"
#include "words/words.h"

namespace fairwitness {

std::string_view name_of(Upos value) {
  switch (value) {
    case Upos::X:
      return "X";
    case Upos::ADJ:
      return "ADJ";
    case Upos::ADP:
      return "ADP";
    case Upos::ADV:
      return "ADV";
    case Upos::AUX:
      return "AUX";
    case Upos::CCONJ:
      return "CCONJ";
    case Upos::DET:
      return "DET";
    case Upos::INTJ:
      return "INTJ";
    case Upos::NOUN:
      return "NOUN";
    case Upos::NUM:
      return "NUM";
    case Upos::PART:
      return "PART";
    case Upos::PRON:
      return "PRON";
    case Upos::PROPN:
      return "PROPN";
    case Upos::PUNCT:
      return "PUNCT";
    case Upos::SCONJ:
      return "SCONJ";
    case Upos::SYM:
      return "SYM";
    case Upos::VERB:
      return "VERB";
  }
  return "";
}

std::string_view name_of(Penn value) {
  switch (value) {
    case Penn::none:
      return "";
    case Penn::CC:
      return "CC";
    case Penn::CD:
      return "CD";
    case Penn::DT:
      return "DT";
    case Penn::EX:
      return "EX";
    case Penn::FW:
      return "FW";
    case Penn::IN:
      return "IN";
    case Penn::JJ:
      return "JJ";
    case Penn::JJR:
      return "JJR";
    case Penn::JJS:
      return "JJS";
    case Penn::LS:
      return "LS";
    case Penn::MD:
      return "MD";
    case Penn::NN:
      return "NN";
    case Penn::NNS:
      return "NNS";
    case Penn::NNP:
      return "NNP";
    case Penn::NNPS:
      return "NNPS";
    case Penn::PDT:
      return "PDT";
    case Penn::POS:
      return "POS";
    case Penn::PRP:
      return "PRP";
    case Penn::PRPS:
      return "PRP$";
    case Penn::RB:
      return "RB";
    case Penn::RBR:
      return "RBR";
    case Penn::RBS:
      return "RBS";
    case Penn::RP:
      return "RP";
    case Penn::SYM:
      return "SYM";
    case Penn::TO:
      return "TO";
    case Penn::UH:
      return "UH";
    case Penn::VB:
      return "VB";
    case Penn::VBD:
      return "VBD";
    case Penn::VBG:
      return "VBG";
    case Penn::VBN:
      return "VBN";
    case Penn::VBP:
      return "VBP";
    case Penn::VBZ:
      return "VBZ";
    case Penn::WDT:
      return "WDT";
    case Penn::WP:
      return "WP";
    case Penn::WPS:
      return "WP$";
    case Penn::WRB:
      return "WRB";
    case Penn::OPEN_QUOTE:
      return "``";
    case Penn::CLOSE_QUOTE:
      return "''";
    case Penn::COMMA:
      return ",";
    case Penn::STOP:
      return ".";
    case Penn::COLON:
      return ":";
    case Penn::LRB:
      return "-LRB-";
    case Penn::RRB:
      return "-RRB-";
    case Penn::HYPH:
      return "HYPH";
    case Penn::DOLLAR:
      return "$";
    case Penn::HASH:
      return "#";
    case Penn::NFP:
      return "NFP";
    case Penn::ADD:
      return "ADD";
  }
  return "";
}

Upos upos_of(Penn penn) {
  switch (penn) {
    case Penn::POS:
      return Upos::PART;
    case Penn::CC:
      return Upos::CCONJ;
    case Penn::NN:  // the percent sign
    case Penn::DOLLAR:
    case Penn::HASH:
    case Penn::SYM:
      return Upos::SYM;
    case Penn::ADD:
    case Penn::none:
      return Upos::X;
    default:
      return Upos::PUNCT;
  }
}

Penn penn_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Penn::ADD); ++i)
    if (name_of(static_cast<Penn>(i)) == name) return static_cast<Penn>(i);
  return Penn::none;
}

Upos upos_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Upos::VERB); ++i)
    if (name_of(static_cast<Upos>(i)) == name) return static_cast<Upos>(i);
  return Upos::X;
}

}  // namespace fairwitness
