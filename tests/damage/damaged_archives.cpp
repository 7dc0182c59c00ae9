// damaged_archives FOLDER: writes an archive of each kind of damage there, and reads it back: one line a kind, with the
// records that came out. Fails where one does not give what damage.h says it gives.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "damage.h"

namespace {

using namespace pith;
using namespace pith::archive_test;

// Records that are whole, and records with damage; nothing if the file cannot be opened.
std::pair<int, int> count(const std::string& path) {
  auto opened = ArchiveReader::open(path);
  if (!std::holds_alternative<ArchiveReader>(opened)) return {};
  int whole = 0;
  int damaged = 0;
  while (const auto record = std::get<ArchiveReader>(opened).next()) ++(record->damaged() ? damaged : whole);
  return {whole, damaged};
}

bool write_and_read(const std::filesystem::path& folder, const DamageKind& kind) {
  const std::string path = (folder / kind.name).string();
  const std::string bytes = kind.make().bytes;
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto [whole, damaged] = count(path);
  std::printf("%s: %d whole, %d damaged\n", path.c_str(), whole, damaged);
  return whole == kind.whole && damaged == 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: damaged_archives FOLDER\n");
    return 2;
  }
  std::filesystem::create_directories(argv[1]);
  bool good = true;
  for (const DamageKind& kind : damage_kinds()) good = write_and_read(argv[1], kind) && good;
  return good ? 0 : 1;
}
