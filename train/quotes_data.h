// Texts with stand-off annotation (ID.txt, ID.ann as brat has it, index.jsonl with "part"), read for the quotes
// trainer.
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "article/article.h"
#include "quotes/units.h"

namespace fairwitness {

struct Gold {
  std::vector<Span> source, cue, content;  // bytes
};

struct Document {
  std::string id;
  bool dev = false;
  Article article;
  Words words;
  Names names;
  SpeechUnits units;
  std::vector<Gold> gold;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

inline std::string field(const std::string& line, const std::string& key) {
  const size_t at = line.find("\"" + key + "\":");
  if (at == std::string::npos) return "";
  const size_t begin = line.find('"', at + key.size() + 3) + 1;
  return line.substr(begin, line.find('"', begin) - begin);
}

inline std::vector<Span> read_spans(const std::string& places, const CodePoints& points) {
  std::vector<Span> out;
  std::istringstream pieces(places);
  std::string piece;
  while (std::getline(pieces, piece, ';')) {
    std::istringstream numbers(piece);
    uint32_t begin = 0, end = 0;
    if (numbers >> begin >> end) out.push_back({points.byte_of(begin), points.byte_of(end)});
  }
  return out;
}

inline std::vector<Gold> read_gold(const std::string& ann, const std::string& text) {
  const CodePoints points(text);
  std::map<std::string, std::vector<Span>> spans;
  std::vector<Gold> out;
  std::istringstream lines(ann);
  std::string line;
  while (std::getline(lines, line)) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string key = line.substr(0, tab);
    const std::string rest = line.substr(tab + 1);
    if (key[0] == 'T') {
      const size_t blank = rest.find(' '), end = rest.find('\t');
      spans[key] = read_spans(rest.substr(blank + 1, end - blank - 1), points);
    } else if (key[0] == 'E') {
      Gold gold;
      std::istringstream parts(rest);
      std::string part;
      while (parts >> part) {
        const size_t colon = part.find(':');
        const auto& found = spans[part.substr(colon + 1)];
        auto* to = part.starts_with("Source")    ? &gold.source
                   : part.starts_with("Cue")     ? &gold.cue
                   : part.starts_with("Content") ? &gold.content
                                                 : nullptr;
        if (to) to->insert(to->end(), found.begin(), found.end());
      }
      out.push_back(std::move(gold));
    }
  }
  return out;
}

inline std::vector<Document> load(const std::filesystem::path& root, const Rules& rules) {
  const ArticleRules article_rules(rules);
  const WordRules word_rules(rules);
  const NameRules name_rules(rules);
  const CueTable cues(rules);
  std::vector<Document> out;
  std::istringstream index(read_file(root / "index.jsonl"));
  std::string line;
  std::vector<std::pair<std::string, std::string>> ids;
  while (std::getline(index, line)) ids.emplace_back(field(line, "id"), field(line, "part"));
  std::sort(ids.begin(), ids.end());
  for (const auto& [id, part] : ids) {
    if (part != "train" && part != "dev") continue;
    Document one;
    one.id = id;
    one.dev = part == "dev";
    RawRecord record;
    record.id = id;
    record.content = read_file(root / "polnear" / (id + ".txt"));
    const std::string text = record.content;
    one.article = read_article(record, article_rules, true);
    if (one.article.text != text) std::fprintf(stderr, "%s: the text is not kept\n", id.c_str());
    one.words = read_words(one.article.text, one.article.blocks, word_rules);
    one.names = find_names(one.article, one.words, name_rules);
    one.units = read_units(one.article, one.words, one.names, cues);
    one.gold = read_gold(read_file(root / "polnear" / (id + ".ann")), text);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace fairwitness
