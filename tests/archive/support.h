// Archives made in the tests, and read from a file.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "pith/archive.h"

namespace pith::archive_test {

// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pith-archive-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  // Path of a file of these bytes.
  std::string file(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path path = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline ArchiveReader open(const std::string& path, const ArchiveOptions& options = {}) {
  auto opened = ArchiveReader::open(path, options);
  if (auto* error = std::get_if<ArchiveError>(&opened)) ADD_FAILURE() << error->message;
  return std::get<ArchiveReader>(std::move(opened));
}

inline std::vector<ArchiveRecord> rest(ArchiveReader& reader) {
  std::vector<ArchiveRecord> records;
  while (auto record = reader.next()) records.push_back(std::move(*record));
  return records;
}

inline std::vector<ArchiveRecord> read(std::string_view bytes, const ArchiveOptions& options = {}) {
  const Folder folder;
  ArchiveReader reader = open(folder.file("archive", bytes), options);
  return rest(reader);
}

// A record's kind, URL and payload, in a line, with its notes: what the tests compare.
inline std::string line(ArchiveRecord& record) {
  decode_payload(record);
  std::string out = std::string(to_string(record.kind)) + " " + record.url + " " + std::string(record.body());
  for (const ArchiveNote& note : record.notes) out.append(" [").append(to_string(note.problem)).append("]");
  return out;
}

inline std::vector<std::string> lines(std::vector<ArchiveRecord> records) {
  std::vector<std::string> out;
  for (ArchiveRecord& record : records) out.push_back(line(record));
  return out;
}

// A response whose page is `body`.
inline std::string response(const std::string& url, const std::string& body, ArchiveCoding coding) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  return warc_bytes({.url = url, .date = "2024-05-06T07:08:09Z", .http_head = head, .payload = body}, coding);
}

}  // namespace pith::archive_test
