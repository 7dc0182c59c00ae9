#include "batch/flight.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

namespace pith::batch {
namespace {

constexpr int kRecordBits = 40;  // of a slot's number; the others are the input's
constexpr std::uint64_t kRecordMask = (std::uint64_t{1} << kRecordBits) - 1;

}  // namespace

std::variant<Flight, BatchError> Flight::make(const std::string& path, std::size_t slots) {
  std::variant<File, BatchError> opened = File::open(path);
  if (auto* error = std::get_if<BatchError>(&opened)) return std::move(*error);
  File& file = std::get<File>(opened);
  if (Failed failed = file.cut(0)) return std::move(*failed);
  if (Failed failed = file.write(std::string(slots * sizeof(std::uint64_t), '\0'))) return std::move(*failed);
  return Flight(std::move(file));
}

std::vector<RecordNumber> Flight::left_in(const std::string& path) {
  std::vector<RecordNumber> numbers;
  const std::string bytes = read_file(path).value_or("");
  for (std::size_t at = 0; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    if (value == 0) continue;
    --value;
    numbers.push_back({static_cast<std::uint32_t>(value >> kRecordBits), value & kRecordMask});
  }
  return numbers;
}

void Flight::begin(std::size_t slot, const RecordNumber& number) {
  put(slot, (std::uint64_t{number.input} << kRecordBits | (number.record & kRecordMask)) + 1);
}

void Flight::end(std::size_t slot) {
  put(slot, 0);
}

void Flight::put(std::size_t slot, std::uint64_t value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  // Room for it was made: a failure here says no more than that a crash would go unnoticed.
  (void)file_.write_at(slot * sizeof value, {bytes, sizeof value});
}

}  // namespace pith::batch
