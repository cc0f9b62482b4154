#include "intake/intake.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "intake/files.h"
#include "intake/reader.h"

namespace fairwitness {
namespace {

// Counts what is read of the files, for people who wait.
class CountedStream : public Stream {
 public:
  CountedStream(std::unique_ptr<Stream> stream, uint64_t& count) : stream_(std::move(stream)), count_(count) {}
  size_t read(char* into, size_t room) override {
    size_t got = stream_->read(into, room);
    count_ += got;
    return got;
  }
  std::string trouble() const override { return stream_->trouble(); }
  bool seek(uint64_t at) override { return stream_->seek(at); }

 private:
  std::unique_ptr<Stream> stream_;
  uint64_t& count_;
};

Provenance origin_of(const Listed& listed) {
  Provenance origin;
  origin.path = listed.path;
  origin.name = listed.path == "-" ? std::string() : std::string(file_name_of(listed.path));
  origin.length = listed.size;
  return origin;
}

Unread not_opened(const std::string& path, int error) {
  if (error == ENOENT)
    return failed("vanished", path + ": was there a moment ago and is gone; read again when nobody changes the folder",
                  {path, 0, 0, ""});
  return failed("unreadable", path + ": may not be read; check its permissions", {path, 0, 0, ""});
}

}  // namespace

struct Intake::State {
  std::vector<Listed> files;
  IntakeOptions options;
  size_t at = 0;
  std::unique_ptr<Reader> reader;
  std::optional<uint64_t> from;  // read_again's
  std::string only_inner;
  uint64_t total = 0, finished = 0, in_file = 0;

  // The next file's reader, or why it cannot be read.
  std::optional<Unread> open(const Listed& listed) {
    if (listed.unread) return listed.unread;
    int descriptor = listed.path == "-" ? STDIN_FILENO : ::open(listed.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return not_opened(listed.path, errno);
    auto stream = std::make_unique<CountedStream>(std::make_unique<FileStream>(descriptor), in_file);
    Provenance origin = origin_of(listed);
    origin.options = options;
    origin.from = from;
    origin.only_inner = only_inner;
    reader = read_origin(std::make_unique<ByteWindow>(std::move(stream)), std::move(origin));
    return std::nullopt;
  }

  void finish_file() {
    reader.reset();
    finished += files[at++].size;
    in_file = 0;
  }
};

Intake::Intake(std::vector<std::string> paths, IntakeOptions options) : state_(new State) {
  state_->files = list_files(paths);
  state_->options = options;
  for (const Listed& listed : state_->files) {
    if (listed.stream) {
      state_->total = 0;
      break;
    }
    state_->total += listed.size;
  }
}

Intake::~Intake() = default;

std::optional<RawItem> Intake::next() {
  while (state_->at < state_->files.size()) {
    if (!state_->reader) {
      if (auto unread = state_->open(state_->files[state_->at])) {
        state_->finish_file();
        return *unread;
      }
    }
    if (auto item = state_->reader->next()) return item;
    state_->finish_file();
  }
  return std::nullopt;
}

uint64_t Intake::bytes_done() const { return state_->finished + state_->in_file; }
uint64_t Intake::bytes_total() const { return state_->total; }

// Where ranges mean something in the file, reading begins at the record's own first byte, else at the file's.
Result<RawRecord> read_again(const SourcePlace& place, const IntakeOptions& options) {
  Intake intake({place.path}, options);
  intake.state_->from = place.offset;
  intake.state_->only_inner = place.inner;
  while (auto item = intake.next()) {
    if (auto* record = std::get_if<RawRecord>(&*item); record && record->place == place) return std::move(*record);
    const SourcePlace& seen = std::visit([](const auto& any) -> const SourcePlace& { return any.place; }, *item);
    if (seen.offset > place.offset) break;
  }
  return Error{"not_found", place.path + ": holds no such record any more; read the file again"};
}

}  // namespace fairwitness
