// pith_archive_bench FILE read|http|decode: reads all records of an archive and prints seconds of CPU, records, and
// bytes of their bodies. Run by archive.py.
#include "pith/archive.h"

#include <cstdio>
#include <ctime>
#include <string_view>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string_view mode = argv[2];
  const std::clock_t start = std::clock();
  auto opened = pith::ArchiveReader::open(argv[1]);
  if (const auto* error = std::get_if<pith::ArchiveError>(&opened)) {
    std::fprintf(stderr, "%s\n", error->message.c_str());
    return 1;
  }
  auto& reader = std::get<pith::ArchiveReader>(opened);
  unsigned long records = 0;
  unsigned long bytes = 0;
  while (auto record = reader.next()) {
    if (mode != "read") pith::decode_payload(*record);
    ++records;
    bytes += record->body().size();
  }
  std::printf("%.6f %lu %lu\n", static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, records, bytes);
  return 0;
}
