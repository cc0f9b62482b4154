// For the tests of this room: files made up on the spot, and what intake reads from them.
#pragma once

#include <gtest/gtest.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "intake/intake.h"
#include "intake/reader.h"

namespace fairwitness {

// A folder of its own for a test, gone at its end.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fw_intake_XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path(const std::string& name = "") const { return name.empty() ? path_ : path_ + "/" + name; }
  std::string write(const std::string& name, std::string_view bytes) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path(name);
  }

 private:
  std::string path_;
};

struct ReadItems {
  std::vector<RawRecord> records;
  std::vector<Unread> unread;
};

inline ReadItems read_all(const std::vector<std::string>& paths, const IntakeOptions& options = {}) {
  ReadItems all;
  Intake intake(paths, options);
  while (auto item = intake.next()) {
    if (auto* record = std::get_if<RawRecord>(&*item))
      all.records.push_back(std::move(*record));
    else
      all.unread.push_back(std::move(std::get<Unread>(*item)));
  }
  return all;
}

// What one file of these bytes gives.
inline ReadItems read_bytes(const std::string& name, std::string_view bytes, const IntakeOptions& options = {}) {
  TempFolder folder;
  return read_all({folder.write(name, bytes)}, options);
}

// The same without a file.
inline ReadItems read_in_memory(const std::string& name, std::string_view bytes, const IntakeOptions& options = {}) {
  ReadItems all;
  auto reader = read_memory(bytes, name, options);
  while (auto item = reader->next()) {
    if (auto* record = std::get_if<RawRecord>(&*item))
      all.records.push_back(std::move(*record));
    else
      all.unread.push_back(std::move(std::get<Unread>(*item)));
  }
  return all;
}

inline std::string gzipped(std::string_view bytes) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

inline std::string zstd_frame(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

// A WARC record, and one that holds an HTTP response.
inline std::string warc_record(std::string_view type, std::string_view uri, std::string_view content_type,
                               std::string_view block) {
  std::string out = "WARC/1.0\r\nWARC-Type: ";
  out.append(type)
      .append("\r\nWARC-Target-URI: ")
      .append(uri)
      .append("\r\nWARC-Date: 2031-04-05T06:07:08Z\r\nContent-Type: ");
  out.append(content_type).append("\r\nContent-Length: ").append(std::to_string(block.size())).append("\r\n\r\n");
  return out.append(block).append("\r\n\r\n");
}
inline std::string warc_response(std::string_view uri, std::string_view http_fields, std::string_view body) {
  std::string block = "HTTP/1.1 200 OK\r\n" + std::string(http_fields) + "\r\n\r\n" + std::string(body);
  return warc_record("response", uri, "application/http; msgtype=response", block);
}
inline std::string warc_page(std::string_view uri, std::string_view body) {
  return warc_response(uri, "Content-Type: text/html; charset=utf-8", body);
}

inline bool has_problem(const RawRecord& record, std::string_view code) {
  for (const Problem& problem : record.problems)
    if (problem.code == code) return true;
  return false;
}

}  // namespace fairwitness
