#include "rules/rules.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "rules/embedded.h"

namespace fairwitness {
namespace {

namespace fs = std::filesystem;

void split_tabs(std::string_view line, std::vector<std::string_view>& cells) {
  for (size_t at = 0;;) {
    size_t tab = line.find('\t', at);
    cells.push_back(line.substr(at, tab == line.npos ? tab : tab - at));
    if (tab == line.npos) return;
    at = tab + 1;
  }
}

}  // namespace

std::string_view Table::cell(size_t row, std::string_view column) const {
  auto found = std::find(columns_.begin(), columns_.end(), column);
  FW_CHECK(found != columns_.end());
  return cell(row, static_cast<size_t>(found - columns_.begin()));
}

constexpr std::string_view table_ending = ".tsv";

void Rules::add(std::string name, std::string_view bytes) {
  bytes_[name] = bytes;
  if (name.ends_with(table_ending)) tables_[name.substr(0, name.size() - table_ending.size())].bytes = bytes;
}

Result<Table> Rules::parse(const std::string& name, std::string_view bytes) {
  auto malformed = [&](size_t line, const char* what) {
    return Error{"rules_malformed", name + ", line " + std::to_string(line) + ": " + what};
  };
  if (!is_utf8(bytes)) return malformed(0, "not UTF-8");
  Table table;
  size_t number = 0;
  bool source = false, licence = false;
  for (size_t at = 0; at < bytes.size();) {
    size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.starts_with('#')) {
      if (!table.columns_.empty()) return malformed(number, "a comment behind the column names");
      source |= line.starts_with("# source:");
      licence |= line.starts_with("# licence:");
      continue;
    }
    if (line.empty()) continue;
    if (table.columns_.empty()) {
      split_tabs(line, table.columns_);
      continue;
    }
    const size_t row_end = table.cells_.size() + table.columns_.size();
    split_tabs(line, table.cells_);
    if (table.cells_.size() > row_end) return malformed(number, "more cells than columns");
    table.cells_.resize(row_end);
  }
  if (!source || !licence) return malformed(1, "'# source:' and '# licence:' must stand on top");
  return table;
}

// Made once, whoever asks: intake needs the encodings before there is an engine. A test reads every table of them.
Result<std::shared_ptr<const Rules>> Rules::embedded() {
  static const auto all = []() -> Result<std::shared_ptr<const Rules>> {
    auto rules = std::make_shared<Rules>();
    for (size_t i = 0; i < embedded_file_count; ++i) {
      const EmbeddedFile& file = embedded_files[i];
      rules->add(file.name, std::string_view(file.begin, static_cast<size_t>(file.end - file.begin)));
    }
    return std::shared_ptr<const Rules>(std::move(rules));
  }();
  return all;
}

Result<std::shared_ptr<const Rules>> Rules::from_folder(const std::string& folder) {
  auto rules = std::make_shared<Rules>();
  std::error_code trouble;
  std::vector<fs::path> files;
  for (const char* part : {"rules", "models"}) {
    fs::path root = fs::path(folder) / part;
    if (!fs::is_directory(root, trouble)) {
      trouble.clear();
      continue;
    }
    for (auto it = fs::recursive_directory_iterator(root, trouble);
         !trouble && it != fs::recursive_directory_iterator(); it.increment(trouble))
      if (it->is_regular_file(trouble)) files.push_back(it->path());
  }
  if (trouble || files.empty())
    return Error{"rules_unreadable", folder + " has no readable rules/ or models/; give a folder laid out like data/"};
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    auto bytes = std::make_unique<std::string>(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (!in) return Error{"rules_unreadable", path.string() + " cannot be read"};
    const std::string name = fs::relative(path, folder).generic_string();
    if (name.ends_with(table_ending))
      if (auto table = parse(name, *bytes); !table) return table.error();
    rules->add(name, *bytes);
    rules->owned_.push_back(std::move(bytes));
  }
  return std::shared_ptr<const Rules>(std::move(rules));
}

const Table& Rules::table(std::string_view name) const {
  static const Table none;
  auto found = tables_.find(name);
  if (found == tables_.end()) return none;
  const Lazily& lazily = found->second;
  std::call_once(lazily.once, [&] {
    auto parsed = parse(found->first, lazily.bytes);
    FW_CHECK(parsed.has_value());
    lazily.table = std::move(parsed.value());
  });
  return lazily.table;
}

bool Rules::has(std::string_view name) const { return tables_.contains(name) || bytes_.contains(name); }

std::string_view Rules::bytes(std::string_view name) const {
  auto found = bytes_.find(name);
  return found == bytes_.end() ? std::string_view() : found->second;
}

std::vector<std::string> Rules::names(std::string_view prefix) const {
  std::vector<std::string> out;
  for (auto it = bytes_.lower_bound(prefix); it != bytes_.end() && it->first.starts_with(prefix); ++it)
    out.push_back(it->first);
  return out;
}

}  // namespace fairwitness
