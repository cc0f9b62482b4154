#include "intake/intake.h"

#include <fstream>
#include <iterator>

namespace fairwitness {

struct Intake::State {
  std::vector<std::string> paths;
  IntakeOptions options;
  size_t at = 0;
};
Intake::Intake(std::vector<std::string> paths, IntakeOptions options)
    : state_(new State{std::move(paths), options}) {}
Intake::~Intake() = default;

std::optional<RawItem> Intake::next() {
  if (state_->at == state_->paths.size()) return std::nullopt;
  const std::string& path = state_->paths[state_->at++];
  std::ifstream in(path, std::ios::binary);
  RawRecord record;
  record.content = to_valid_utf8(std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
  record.kind = path.ends_with(".html") ? RawKind::html : RawKind::text;
  record.place = {path, 0, record.content.size(), ""};
  record.id = path.substr(path.rfind('/') + 1);
  return record;
}
uint64_t Intake::bytes_done() const { return 0; }
uint64_t Intake::bytes_total() const { return 0; }

}  // namespace fairwitness
