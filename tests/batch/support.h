// Folders that go away, pages and archives of our own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "pith/archive.h"
#include "pith/batch.h"

namespace pith {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pith-batch-XXXXXX").string();
    if (::mkdtemp(name.data())) path_ = name;
  }
  ~Folder() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// A page with an article that its number makes unlike all others.
inline std::string page_html(int number) {
  std::string words;
  for (int i = 0; i < 12; ++i) words += " lamp" + std::to_string(number * 31 + i * 7) + " by the harbour";
  const std::string n = std::to_string(number);
  return "<!DOCTYPE html><html lang=en><title>Keeper " + n +
         "</title><body><nav><a href=/>Home</a></nav><article><h1>Keeper " + n + "</h1><p>The keeper of tower " + n +
         " wrote down what he saw," + words +
         ", and it was read in the town.</p><p>Nobody asked him twice, because the book of tower " + n +
         " was known to be right in every line.</p></article></body></html>";
}

inline std::string response(int number, std::string_view html, ArchiveCoding coding, int status = 200) {
  const std::string url = "https://tower.example/" + std::to_string(number);
  const std::string head =
      "HTTP/1.1 " + std::to_string(status) + " OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
  return warc_bytes({.kind = RecordKind::response,
                     .id = warc_id("r" + std::to_string(number)),
                     .url = url,
                     .date = "2024-05-01T00:00:00Z",
                     .http_head = head,
                     .payload = html},
                    coding);
}

// A warcinfo, then so many responses, each behind its request.
inline std::string archive(int pages, ArchiveCoding coding = ArchiveCoding::gzip) {
  std::string bytes = warc_bytes(
      {.kind = RecordKind::warcinfo, .date = "2024-05-01T00:00:00Z", .payload = "software: test\r\n"}, coding);
  for (int i = 0; i < pages; ++i) {
    const std::string url = "https://tower.example/" + std::to_string(i);
    bytes += warc_bytes({.kind = RecordKind::request,
                         .url = url,
                         .date = "2024-05-01T00:00:00Z",
                         .http_head = "GET / HTTP/1.1\r\n\r\n"},
                        coding);
    bytes += response(i, page_html(i), coding);
  }
  return bytes;
}

inline std::vector<nlohmann::json> json_lines(const std::string& path) {
  std::vector<nlohmann::json> records;
  std::istringstream lines(read(path));
  for (std::string line; std::getline(lines, line);) records.push_back(nlohmann::json::parse(line));
  return records;
}

inline std::vector<ArchiveRecord> warc_records(const std::string& path) {
  std::vector<ArchiveRecord> records;
  auto opened = ArchiveReader::open(path);
  auto& reader = std::get<ArchiveReader>(opened);
  while (auto record = reader.next()) records.push_back(std::move(*record));
  return records;
}

}  // namespace pith
