// Writes what the block model is trained on: for every block of every page a row of features (PREFIX.f32, little-endian
// floats), its text (PREFIX.tsv: page, block, text), which blocks hang together (PREFIX.ties), and the columns' names
// (PREFIX.names).
//   block_features PREFIX PAGE.html...
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "article/body_features.h"
#include "article/meta.h"
#include "intake/intake.h"

using namespace fairwitness;

int main(int argc, char** argv) {
  auto rules = Rules::embedded();
  if (argc < 3 || !rules) return 2;
  const Phrases phrases(**rules);
  const ElementWords words(**rules);
  const MetaRules meta(**rules);
  const std::string prefix = argv[1];
  std::FILE* floats = std::fopen((prefix + ".f32").c_str(), "wb");
  std::FILE* texts = std::fopen((prefix + ".tsv").c_str(), "wb");
  std::FILE* names = std::fopen((prefix + ".names").c_str(), "wb");
  if (!floats || !texts || !names) return 2;
  for (const std::string& name : block_feature_names()) std::fprintf(names, "%s\n", name.c_str());
  std::FILE* tied = std::fopen((prefix + ".ties").c_str(), "wb");
  if (!tied) return 2;
  std::array<float, block_features> row;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    RawRecord record;
    record.kind = RawKind::html;
    record.content = decode(bytes, "", RawKind::html).text;
    const Tree tree = parse_html(record.content);
    Article article;
    read_page_metadata(record, tree, meta, article);
    const PageBlocks page = cut_page(tree, words);
    const PageLook look = look_at_page(page, article.title.value, read_hints(tree), phrases);
    BlockRows rows(page, look);
    std::fwrite(rows.ties().data(), sizeof(BlockTies), rows.ties().size(), tied);
    for (size_t b = 0; b < page.blocks.size(); ++b) {
      rows.next(row.data());
      std::fwrite(row.data(), sizeof(float), static_cast<size_t>(rows.used()), floats);
      const std::string_view text = page.blocks[b].of(page.text);
      std::fprintf(texts, "%s\t%zu\t%.*s\n", argv[i], b, static_cast<int>(text.size()), text.data());
    }
  }
  return std::fclose(floats) | std::fclose(texts) | std::fclose(tied) | std::fclose(names);
}
